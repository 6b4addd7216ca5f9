/* prompt.c - see prompt.h. The digits on the screen belong to the window of rows that `top` begins,
 * and prompt_key uses the same window: what one reads is what one presses. */
#include "carrel/prompt.h"
#include "carrel/cells.h"
#include "carrel/i18n.h"
#include "carrel/mem.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { VISIBLE = 9, FLOW_GAP = 3 };

struct prompt {
	enum prompt_shape shape;
	char *title, *hint, *right, *note;
	struct lineedit *field;
	bool inner, digits;
	bool typed; /* since the last choices came: the best of the next ones is meant */
	const struct prompt_choice *choices;
	size_t n, row, top;
	int64_t id; /* of the choice under the cursor, while n > 0 */
};

static void set_text(char **to, const char *text)
{
	char *copy = text ? xstrdup(text) : NULL;

	free(*to);
	*to = copy;
}

struct prompt *prompt_new(
	enum prompt_shape shape, const char *title, const char *hint, bool with_field)
{
	struct prompt *prompt = xcalloc(1, sizeof *prompt);

	prompt->shape = shape;
	prompt->digits = shape != PROMPT_TEXT;
	set_text(&prompt->title, title ? title : "");
	set_text(&prompt->hint, hint);
	if (with_field || shape == PROMPT_TEXT)
		prompt->field = lineedit_new();
	return prompt;
}

void prompt_free(struct prompt **prompt)
{
	struct prompt *p = *prompt;

	if (!p)
		return;
	lineedit_free(&p->field);
	free(p->title);
	free(p->hint);
	free(p->right);
	free(p->note);
	free(p);
	*prompt = NULL;
}

void prompt_set_title(struct prompt *prompt, const char *title)
{
	set_text(&prompt->title, title ? title : "");
}

void prompt_set_right(struct prompt *prompt, const char *text)
{
	set_text(&prompt->right, text);
}

void prompt_set_note(struct prompt *prompt, const char *text)
{
	set_text(&prompt->note, text);
}

void prompt_set_inner(struct prompt *prompt, bool inner)
{
	prompt->inner = inner;
}

void prompt_set_digits(struct prompt *prompt, bool choose)
{
	prompt->digits = choose;
}

struct lineedit *prompt_field(struct prompt *prompt)
{
	return prompt->field;
}

const char *prompt_text(const struct prompt *prompt)
{
	return prompt->field ? lineedit_text(prompt->field) : "";
}

static void go_to(struct prompt *prompt, size_t row)
{
	if (prompt->n == 0) {
		prompt->row = prompt->top = 0;
		return;
	}
	prompt->row = row < prompt->n ? row : prompt->n - 1;
	prompt->id = prompt->choices[prompt->row].id;
	if (prompt->row < prompt->top)
		prompt->top = prompt->row;
	if (prompt->row >= prompt->top + VISIBLE)
		prompt->top = prompt->row - VISIBLE + 1;
	/* A flow shows all its choices, wherever the cursor is: its digits never move. */
	if (prompt->n <= VISIBLE || prompt->shape == PROMPT_FLOW)
		prompt->top = 0;
	else if (prompt->top > prompt->n - VISIBLE)
		prompt->top = prompt->n - VISIBLE;
}

void prompt_set_choices(struct prompt *prompt, const struct prompt_choice *choices, size_t n)
{
	size_t row = 0;
	bool had = prompt->n > 0 && !prompt->typed;

	prompt->typed = false;
	prompt->choices = choices;
	prompt->n = n;
	for (size_t i = 0; had && i < n; i++) {
		if (choices[i].id == prompt->id)
			row = i;
	}
	go_to(prompt, row);
}

void prompt_set_row(struct prompt *prompt, int64_t id)
{
	for (size_t i = 0; i < prompt->n; i++) {
		if (prompt->choices[i].id == id)
			go_to(prompt, i);
	}
}

bool prompt_chosen(const struct prompt *prompt, int64_t *id)
{
	if (prompt->n == 0)
		return false;
	*id = prompt->id;
	return true;
}

/* ---- keys ---------------------------------------------------------------------------------- */

static unsigned digit_key(struct prompt *prompt, size_t digit)
{
	size_t row = prompt->top + digit - 1;

	if (digit < 1 || row >= prompt->n)
		return WIDGET_HANDLED;
	go_to(prompt, row);
	return WIDGET_HANDLED | WIDGET_REPAINT | WIDGET_SUBMIT;
}

static unsigned move_to(struct prompt *prompt, size_t row)
{
	size_t before = prompt->row;

	go_to(prompt, row);
	return WIDGET_HANDLED | (prompt->row != before ? WIDGET_REPAINT : 0u);
}

static bool moves(const struct prompt *prompt, enum key_kind kind, bool *down)
{
	bool sideways = prompt->shape == PROMPT_FLOW && !prompt->field;

	*down = kind == KEY_DOWN || kind == KEY_TAB || kind == KEY_RIGHT;
	if (kind == KEY_LEFT || kind == KEY_RIGHT)
		return sideways;
	return kind == KEY_UP || kind == KEY_DOWN || kind == KEY_TAB || kind == KEY_BTAB;
}

unsigned prompt_key(struct prompt *prompt, const struct key *key)
{
	bool down;

	if (key->kind == KEY_ESC)
		return WIDGET_HANDLED | WIDGET_CANCEL;
	if (key->kind == KEY_ENTER) {
		bool can = prompt->n > 0 || prompt->shape == PROMPT_TEXT;
		return WIDGET_HANDLED | (can ? WIDGET_SUBMIT : 0u);
	}
	if (prompt->digits && key->kind == KEY_CHAR && !key->mods && key->rune >= '0' &&
		key->rune <= '9')
		return digit_key(prompt, key->rune - '0');
	if (!key->mods && moves(prompt, key->kind, &down)) {
		if (down)
			return move_to(prompt, prompt->row + 1);
		return move_to(prompt, prompt->row > 0 ? prompt->row - 1 : 0);
	}
	if (key->kind == KEY_PGDN)
		return move_to(prompt, prompt->row + VISIBLE);
	if (key->kind == KEY_PGUP)
		return move_to(prompt, prompt->row > VISIBLE ? prompt->row - VISIBLE : 0);
	unsigned bits = prompt->field ? lineedit_key(prompt->field, key) : WIDGET_NONE;
	prompt->typed = prompt->typed || (bits & WIDGET_CHANGED);
	return bits;
}

/* ---- painting ------------------------------------------------------------------------------ */

static int flow_width(const struct prompt_choice *choice)
{
	return 2 + (int)cells_widths(choice->label) + FLOW_GAP;
}

/* A choice of that width stands on a line of its own if it would not fit behind the last one. */
static void flow_wrap(int width, int cols, int *line, int *col)
{
	if (*col > 1 && *col + width - FLOW_GAP > cols - 1) {
		++*line;
		*col = 1;
	}
}

/* How many lines have gone by above, so that the choice under the cursor is in sight. */
static int flow_top(const struct prompt *prompt, struct rect in)
{
	int line = 0, col = 1;

	for (size_t i = 0; i < prompt->n; i++) {
		int width = flow_width(&prompt->choices[i]);
		flow_wrap(width, in.cols, &line, &col);
		if (i == prompt->row)
			break;
		col += width;
	}
	return in.rows > 0 && line >= in.rows ? line - in.rows + 1 : 0;
}

/* Paints (grid != NULL) or only counts the lines that the choices take at that width. */
static int flow(const struct prompt *prompt, struct grid *grid, struct rect in)
{
	int line = 0, col = 1, top = flow_top(prompt, in);

	for (size_t i = 0; i < prompt->n; i++) {
		const struct prompt_choice *choice = &prompt->choices[i];
		int width = flow_width(choice);
		flow_wrap(width, in.cols, &line, &col);
		if (grid && line >= top && line < top + in.rows) {
			bool here = i == prompt->row;
			enum style_id style = here ? STYLE_BUTTON_FOCUS : STYLE_POPUP;
			char digit[3] = {i < 9 ? (char)('1' + i) : ' ', ' ', '\0'};
			int row = in.row + line - top, at = in.col + col, room = in.cols - col;
			int used =
				grid_text(grid, row, at, room, here ? style : STYLE_BUTTON, digit);
			grid_text_cut(grid, row, at + used, room - used, style, choice->label);
			if (here)
				grid_cursor_set(grid, row, at);
		}
		col += width;
	}
	return prompt->n ? line + 1 : 1;
}

static void paint_choice(
	const struct prompt *prompt, struct grid *grid, struct rect line, size_t i, int label_width)
{
	const struct prompt_choice *choice = &prompt->choices[i];
	bool here = i == prompt->row;
	enum style_id style = here ? STYLE_SELECTED : STYLE_POPUP;
	size_t digit = i - prompt->top + 1;
	char number[2] = {prompt->digits && digit <= VISIBLE ? (char)('0' + digit) : ' ', '\0'};
	int lead = prompt->digits ? 3 : 1;

	grid_fill(grid, line, style, " ");
	if (here)
		grid_text(grid, line.row, line.col, 1, style, ">");
	if (prompt->digits)
		grid_text(grid, line.row, line.col + 1, 1, here ? style : STYLE_BUTTON, number);
	grid_text_cut(grid, line.row, line.col + lead, label_width, style, choice->label);
	int col = lead + label_width + 2;
	if (choice->detail && col < line.cols)
		grid_text_cut(grid, line.row, line.col + col, line.cols - col,
			here ? style : STYLE_DIM, choice->detail);
	if (here && !prompt->field)
		grid_cursor_set(grid, line.row, line.col);
}

static int label_width(const struct prompt *prompt, int room)
{
	int widest = 0, detail = 0;

	for (size_t i = 0; i < prompt->n; i++) {
		const struct prompt_choice *c = &prompt->choices[i];
		int label = (int)cells_widths(c->label);
		int more = c->detail ? (int)cells_widths(c->detail) + 2 : 0;
		widest = label > widest ? label : widest;
		detail = more > detail ? more : detail;
	}
	/* What one chooses by goes before what is added to it, but not without any of that. */
	int least = detail < room / 3 ? detail : room / 3;
	return widest < room - least ? widest : room - least;
}

static void paint_rows(const struct prompt *prompt, struct grid *grid, struct rect in)
{
	int width = label_width(prompt, in.cols - 3);
	size_t top = prompt->top;

	if (in.rows > 0 && prompt->row >= top + (size_t)in.rows)
		top = prompt->row - (size_t)in.rows + 1;
	for (int r = 0; r < in.rows && r < VISIBLE && top + (size_t)r < prompt->n; r++)
		paint_choice(prompt, grid, (struct rect){in.row + r, in.col, 1, in.cols},
			top + (size_t)r, width);
}

static void paint_frame(const struct prompt *prompt, struct grid *grid, struct rect rect)
{
	char count[48] = "";
	bool in_title = prompt->field && prompt->shape != PROMPT_TEXT;

	if (!prompt->right && prompt->n > VISIBLE && prompt->shape != PROMPT_FLOW)
		snprintf(count, sizeof count, _("%zu of %zu"), prompt->row + 1, prompt->n);
	const struct grid_box box = {
		.kind = prompt->inner ? GRID_BOX_INNER : GRID_BOX_POPUP,
		.rect = rect,
		.border = STYLE_POPUP_BORDER,
		.title_style = STYLE_POPUP_BORDER,
		.fill = STYLE_POPUP,
		.title = prompt->title,
		.right = prompt->right ? prompt->right : count,
		.bottom = prompt->hint,
	};
	grid_box(grid, &box);
	if (!in_title)
		return;
	int lead = (prompt->inner ? 3 : 1) + (int)cells_widths(prompt->title) + 1;
	int room = rect.cols - lead - (int)cells_widths(box.right) - 4;
	int want = (int)cells_widths(prompt_text(prompt)) + 2;
	if (want < 8)
		want = 8;
	if (room < 1)
		grid_cursor_set(grid, rect.row, rect.col);
	lineedit_paint(prompt->field, grid, rect.row, rect.col + lead, want < room ? want : room,
		STYLE_INPUT, true, NULL);
}

static int note_rows(const struct prompt *prompt, int cols)
{
	if (!prompt->note)
		return 0;
	return prompt->shape == PROMPT_FLOW ? grid_text_lines(prompt->note, cols - 3) : 1;
}

int prompt_rows(const struct prompt *prompt, int cols)
{
	int rows = 2 + note_rows(prompt, cols);

	if (prompt->shape == PROMPT_FLOW)
		return rows + flow(prompt, NULL, (struct rect){0, 0, 0, cols - 2});
	if (prompt->shape == PROMPT_TEXT)
		rows++;
	int n = prompt->n < VISIBLE ? (int)prompt->n : VISIBLE;
	if (n == 0 && prompt->shape == PROMPT_ROWS && !prompt->note)
		n = 1;
	return rows + n;
}

/* No room for a frame: the field, or the choice under the cursor, is what one works with. */
static void paint_one_row(const struct prompt *prompt, struct grid *grid, struct rect row)
{
	grid_fill(grid, row, STYLE_POPUP, " ");
	if (prompt->field) {
		int used = grid_text_cut(grid, row.row, row.col + 1, row.cols / 2,
			STYLE_POPUP_BORDER, prompt->title);
		lineedit_paint(prompt->field, grid, row.row, row.col + used + 2,
			row.cols - used - 3, STYLE_INPUT, true, NULL);
	} else if (prompt->n > 0) {
		paint_choice(prompt, grid, row, prompt->row, row.cols - 4);
	} else {
		grid_text_cut(grid, row.row, row.col + 1, row.cols - 2, STYLE_POPUP,
			prompt->note ? prompt->note : prompt->title);
	}
}

void prompt_paint(const struct prompt *prompt, struct grid *grid, struct rect rect)
{
	struct rect in = rect_inset(rect, 1);

	grid_cursor_hide(grid);
	if (rect.rows > 0 && rect.rows < 3) {
		paint_one_row(prompt, grid, (struct rect){rect.row, rect.col, 1, rect.cols});
		return;
	}
	paint_frame(prompt, grid, rect);
	if (in.rows <= 0 || in.cols <= 0)
		return;
	struct rect old = grid_clip(grid, in);
	/* With nothing to choose from, the note is all there is to say, and one row is its row. */
	bool alone = prompt->n == 0 && prompt->shape == PROMPT_ROWS;
	int note = note_rows(prompt, rect.cols);
	if (note >= in.rows && !alone)
		note = in.rows - 1;
	if (note > 0) {
		in.rows -= note;
		grid_text_wrap(grid, (struct rect){in.row + in.rows, in.col + 1, note, in.cols - 1},
			STYLE_DIM, prompt->note);
	}
	if (prompt->shape == PROMPT_TEXT) {
		lineedit_paint(prompt->field, grid, in.row, in.col + 1, in.cols - 2, STYLE_INPUT,
			true, NULL);
		in.row++;
		in.rows--;
	}
	if (prompt->shape == PROMPT_FLOW)
		flow(prompt, grid, in);
	else
		paint_rows(prompt, grid, in);
	grid_unclip(grid, old);
}

static bool flow_at(const struct prompt *prompt, struct rect in, int row, int at, size_t *found)
{
	int line = -flow_top(prompt, in), col = 1;

	for (size_t i = 0; i < prompt->n; i++) {
		int width = flow_width(&prompt->choices[i]);
		flow_wrap(width, in.cols, &line, &col);
		if (row == in.row + line && at >= in.col + col &&
			at < in.col + col + width - FLOW_GAP) {
			*found = i;
			return true;
		}
		col += width;
	}
	return false;
}

unsigned prompt_click(struct prompt *prompt, struct rect rect, int row, int col)
{
	struct rect in = rect_inset(rect, 1);
	size_t at = prompt->top;

	if (rect.rows < 3)
		return WIDGET_HANDLED;
	in.row += prompt->shape == PROMPT_TEXT;
	in.rows -= (prompt->shape == PROMPT_TEXT) + note_rows(prompt, rect.cols);
	if (row < in.row || row >= in.row + in.rows || col < in.col || col >= in.col + in.cols)
		return WIDGET_HANDLED;
	/* As paint_rows() does when there is less room than was asked for. */
	if (prompt->row >= at + (size_t)in.rows)
		at = prompt->row - (size_t)in.rows + 1;
	at += (size_t)(row - in.row);
	if (prompt->shape == PROMPT_FLOW && !flow_at(prompt, in, row, col, &at))
		return WIDGET_HANDLED;
	if (at >= prompt->n || (prompt->shape != PROMPT_FLOW && row - in.row >= VISIBLE))
		return WIDGET_HANDLED;
	bool again = at == prompt->row;
	go_to(prompt, at);
	return WIDGET_HANDLED | WIDGET_REPAINT | (again ? WIDGET_SUBMIT : 0u);
}

struct rect prompt_rect(struct rect area, int rows, bool inner)
{
	struct rect r =
		inner ? (struct rect){area.row, area.col + 2, area.rows - 1, area.cols - 4} : area;

	if (rows < r.rows) {
		r.row += r.rows - rows;
		r.rows = rows;
	}
	return r.cols < 4 ? area : r;
}
