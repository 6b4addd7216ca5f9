/* form.c - see form.h. */
#include "carrel/form.h"
#include "carrel/cells.h"
#include "carrel/i18n.h"
#include "carrel/lineedit.h"
#include "carrel/mem.h"
#include <assert.h>
#include <stdlib.h>
#include <string.h>

struct value {
	struct lineedit *edit; /* text and secret */
	int choice;
	char *error; /* owned, NULL none */
};

struct form {
	const struct form_field *fields;
	struct value *values; /* n of them, owned */
	int n, focus;
};

struct form *form_new(const struct form_field *fields, int n)
{
	struct form *form = xcalloc(1, sizeof *form);

	assert(n >= 1);
	form->fields = fields;
	form->n = n;
	form->values = xcalloc((size_t)n, sizeof *form->values);
	for (int i = 0; i < n; i++) {
		if (fields[i].kind == FORM_CHOICE)
			continue;
		form->values[i].edit = lineedit_new();
		lineedit_set_max(form->values[i].edit, fields[i].max);
		lineedit_set_secret(form->values[i].edit, fields[i].kind == FORM_SECRET);
	}
	return form;
}

void form_free(struct form **form)
{
	struct form *f = *form;

	if (!f)
		return;
	for (int i = 0; i < f->n; i++) {
		lineedit_free(&f->values[i].edit);
		free(f->values[i].error);
	}
	free(f->values);
	free(f);
	*form = NULL;
}

static int count_choices(const struct form_field *field)
{
	int n = 0;

	while (field->choices && field->choices[n])
		n++;
	return n;
}

void form_set(struct form *form, int field, const char *text)
{
	const struct form_field *f = &form->fields[field];

	if (f->kind != FORM_CHOICE) {
		lineedit_set(form->values[field].edit, text);
		return;
	}
	for (int i = 0; i < count_choices(f); i++) {
		if (strcmp(f->choices[i], text) == 0)
			form->values[field].choice = i;
	}
}

const char *form_text(const struct form *form, int field)
{
	const struct form_field *f = &form->fields[field];

	if (f->kind != FORM_CHOICE)
		return lineedit_text(form->values[field].edit);
	return count_choices(f) ? f->choices[form->values[field].choice] : "";
}

int form_choice(const struct form *form, int field)
{
	return form->values[field].choice;
}

int form_focus(const struct form *form)
{
	return form->focus;
}

void form_set_focus(struct form *form, int field)
{
	assert(field >= 0 && field < form->n);
	form->focus = field;
}

void form_set_error(struct form *form, int field, const char *sentence)
{
	struct value *value = &form->values[field];

	free(value->error);
	value->error = sentence ? xstrdup(sentence) : NULL;
	if (sentence)
		form->focus = field;
}

static unsigned move_focus(struct form *form, int by)
{
	form->focus = (form->focus + by + form->n) % form->n;
	return WIDGET_HANDLED | WIDGET_REPAINT;
}

static unsigned choice_key(struct form *form, const struct key *key)
{
	struct value *value = &form->values[form->focus];
	int n = count_choices(&form->fields[form->focus]);
	int by = key->kind == KEY_RIGHT || key_is_char(key, ' ') ? 1
		: key->kind == KEY_LEFT                          ? -1
								 : 0;

	if (by == 0 || n == 0)
		return WIDGET_NONE;
	value->choice = (value->choice + by + n) % n;
	return WIDGET_HANDLED | WIDGET_REPAINT | WIDGET_CHANGED;
}

unsigned form_key(struct form *form, const struct key *key)
{
	unsigned bits;

	switch ((int)key->kind) {
	case KEY_TAB:
	case KEY_DOWN: return move_focus(form, 1);
	case KEY_BTAB:
	case KEY_UP: return move_focus(form, -1);
	case KEY_ESC: return WIDGET_HANDLED | WIDGET_CANCEL;
	case KEY_ENTER:
		if (form->focus + 1 < form->n)
			return move_focus(form, 1);
		return WIDGET_HANDLED | WIDGET_SUBMIT;
	default: break;
	}
	if (form->fields[form->focus].kind == FORM_CHOICE)
		bits = choice_key(form, key);
	else
		bits = lineedit_key(form->values[form->focus].edit, key);
	if (bits & WIDGET_CHANGED)
		form_set_error(form, form->focus, NULL);
	return bits;
}

static bool has_errors(const struct form *form)
{
	for (int i = 0; i < form->n; i++) {
		if (form->values[i].error)
			return true;
	}
	return false;
}

int form_rows(const struct form *form)
{
	return form->n + (has_errors(form) ? 1 : 0);
}

static int label_width(const struct form *form, int cols)
{
	int widest = 0;

	for (int i = 0; i < form->n; i++) {
		int width = (int)cells_widths(_(form->fields[i].label));
		widest = width > widest ? width : widest;
	}
	return widest < cols / 2 ? widest : cols / 2;
}

static void paint_field(const struct form *form, struct grid *grid, struct rect line, int i,
	int labels, bool focused)
{
	const struct form_field *field = &form->fields[i];
	const struct value *value = &form->values[i];
	bool here = focused && i == form->focus;
	int col = line.col + labels + 4;
	int room = line.col + line.cols - col;

	if (here)
		grid_text(grid, line.row, line.col, 1, STYLE_DEFAULT, ">");
	grid_text_cut(grid, line.row, line.col + 1, labels, STYLE_DEFAULT, _(field->label));
	if (value->error)
		grid_text(grid, line.row, col - 2, 1, STYLE_ERROR, "!");
	if (field->kind != FORM_CHOICE) {
		lineedit_paint(value->edit, grid, line.row, col, room,
			value->error ? STYLE_INPUT_ERROR : STYLE_INPUT, here,
			field->hint ? _(field->hint) : NULL);
		return;
	}
	int used = grid_text(grid, line.row, col, room, STYLE_BUTTON, "< ");
	used += grid_text(grid, line.row, col + used, room - used,
		here ? STYLE_BUTTON_FOCUS : STYLE_BUTTON, _(form_text(form, i)));
	grid_text(grid, line.row, col + used, room - used, STYLE_BUTTON, " >");
	if (here)
		grid_cursor_set(grid, line.row, col);
}

void form_paint(const struct form *form, struct grid *grid, struct rect rect, bool focused)
{
	int labels = label_width(form, rect.cols);
	int first = form->focus >= rect.rows ? form->focus - rect.rows + 1 : 0;

	for (int i = first; i < form->n && i - first < rect.rows; i++) {
		struct rect line = {rect.row + i - first, rect.col, 1, rect.cols};
		paint_field(form, grid, line, i, labels, focused);
	}
	/* One sentence at a time: of the field one is in, else of the first that has one. */
	const char *error = form->values[form->focus].error;
	for (int i = 0; i < form->n && !error; i++)
		error = form->values[i].error;
	if (error && form->n - first < rect.rows)
		grid_text_cut(grid, rect.row + form->n - first, rect.col + 1, rect.cols - 1,
			STYLE_ERROR, error);
}
