/* The columns of a list: Space shows or hides one, Left and Right move it, and the list behind shows
 * at once what it would look like. Esc leaves it as it was. */
#include "carrel/arena.h"
#include "carrel/columns.h"
#include "carrel/console.h"
#include "carrel/i18n.h"
#include "carrel/mem.h"
#include "carrel/strbuf.h"
#include "view/popup_prompt.h"
#include "view/popups.h"

#include <stdlib.h>
#include <string.h>

struct state {
	struct popup_prompt p;
	struct view *list;               /* the pane it is about */
	char *key;                       /* owned; of the list when this was opened */
	char *before;                    /* owned; what Esc goes back to, NULL: the usual ones */
	size_t order[COLUMNS_SHOWN_MAX]; /* into columns.all: all of them, as they stand here */
	bool shown[COLUMNS_SHOWN_MAX];   /* by that order */
	size_t n;
};

static struct columns *columns_of(const struct state *st)
{
	return st->list->class->columns(st->list);
}

static void add(struct state *st, size_t which, bool shown)
{
	for (size_t i = 0; i < st->n; i++)
		if (st->order[i] == which)
			return;
	st->order[st->n] = which;
	st->shown[st->n++] = shown;
}

/* Those that are shown, as they stand; then the others. */
static void read_columns(struct state *st)
{
	const struct columns *c = columns_of(st);
	const struct list_column *shown = c->chosen ? c->shown : c->usual;
	int n = c->chosen ? c->n : c->n_usual;
	st->n = 0;
	for (int i = 0; i < n; i++)
		for (size_t k = 0; k < c->n_all; k++)
			if (strcmp(c->all[k].column.id, shown[i].id) == 0)
				add(st, k, true);
	for (size_t k = 0; k < c->n_all && k < COLUMNS_SHOWN_MAX; k++)
		add(st, k, false);
}

static void show_rows(struct state *st)
{
	const struct columns *c = columns_of(st);
	arena_reset(st->p.arena);
	struct prompt_choice *choices = arena_array(st->p.arena, st->n + 1, sizeof(*choices));
	for (size_t i = 0; i < st->n; i++)
		choices[i] = (struct prompt_choice){.id = (int64_t)st->order[i],
			.label = arena_printf(st->p.arena, "[%s] %s", st->shown[i] ? "x" : " ",
				columns_label(&c->all[st->order[i]]))};
	prompt_set_choices(st->p.prompt, choices, st->n);
}

/* The list shows it at once; nobody has to imagine it. */
static void apply(struct view *view)
{
	struct state *st = view->state;
	const struct columns *c = columns_of(st);
	struct strbuf ids = STRBUF_INIT;
	struct err err = {0};
	for (size_t i = 0; i < st->n; i++)
		if (st->shown[i])
			strbuf_addf(
				&ids, "%s%s", ids.len ? "," : "", c->all[st->order[i]].column.id);
	if (columns_choose(c, view->con->remember, ids.buf, &err) != RC_OK)
		console_error(view->con, &err);
	strbuf_fini(&ids);
	show_rows(st);
	console_dirty(view->con);
}

static size_t place_of(const struct state *st, int64_t id)
{
	size_t i = 0;
	while (i + 1 < st->n && st->order[i] != (size_t)id)
		i++;
	return i;
}

static void toggle(struct view *view, int64_t id)
{
	struct state *st = view->state;
	size_t at = place_of(st, id), left = 0;
	for (size_t i = 0; i < st->n; i++)
		left += st->shown[i];
	if (left == 1 && st->shown[at]) {
		prompt_set_note(st->p.prompt, _("One column has to stay."));
		return;
	}
	prompt_set_note(st->p.prompt, NULL);
	st->shown[at] = !st->shown[at];
	apply(view);
}

static void move(struct view *view, int64_t id, bool later)
{
	struct state *st = view->state;
	size_t at = place_of(st, id), to = later ? at + 1 : at - 1;
	if (later ? to >= st->n : at == 0)
		return;
	size_t order = st->order[at];
	bool shown = st->shown[at];
	st->order[at] = st->order[to];
	st->shown[at] = st->shown[to];
	st->order[to] = order;
	st->shown[to] = shown;
	apply(view);
}

static void go_back_to(struct view *view, const char *ids)
{
	struct state *st = view->state;
	struct err err = {0};
	if (columns_choose(columns_of(st), view->con->remember, ids, &err) != RC_OK)
		console_error(view->con, &err);
}

static void columns_chosen(struct view *view, int64_t id, bool any)
{
	if (any)
		toggle(view, id);
}

static void columns_popup_open(struct view *view, const void *arg)
{
	struct state *st = view->state;
	st->list = console_pane(view->con, ((const struct view *)arg)->class->name);
	const struct columns *c = columns_of(st);
	st->key = xstrdup(c->key);
	st->before = c->chosen ? xstrdup(c->chosen) : NULL;
	st->p = (struct popup_prompt){.arena = arena_new(), .chosen = columns_chosen};
	st->p.prompt = prompt_new(PROMPT_ROWS, _("Columns"),
		_("Enter keep - Space show - Left Right move - Del usual - Esc back"), false);
	read_columns(st);
	show_rows(st);
}

static void columns_popup_close(struct view *view)
{
	struct state *st = view->state;
	free(st->key);
	free(st->before);
	popup_prompt_close(view);
}

static unsigned columns_key(struct view *view, const struct key *key)
{
	struct state *st = view->state;
	int64_t id = 0;
	bool any = prompt_chosen(st->p.prompt, &id);
	if (strcmp(columns_of(st)->key, st->key) != 0) { /* its queue was dropped meanwhile */
		console_popup_close(view->con);
		return WIDGET_HANDLED;
	}
	if (key->kind == KEY_ENTER) {
		console_popup_close(view->con);
	} else if (key->kind == KEY_ESC) {
		go_back_to(view, st->before);
		console_popup_close(view->con);
	} else if (key->kind == KEY_DEL) {
		go_back_to(view, NULL);
		columns_follow(columns_of(st), view->con->remember, st->key);
		read_columns(st);
		show_rows(st);
	} else if (any && key_is_char(key, ' ')) {
		toggle(view, id);
	} else if (any && (key->kind == KEY_LEFT || key->kind == KEY_RIGHT)) {
		move(view, id, key->kind == KEY_RIGHT);
	} else {
		return popup_prompt_key(view, key);
	}
	return WIDGET_HANDLED | WIDGET_REPAINT;
}

const struct view_class view_columns_class = {
	.name = "columns",
	.title = N_("Columns"),
	.context = "popup",
	.popup = true,
	.state_size = sizeof(struct state),
	.open = columns_popup_open,
	.close = columns_popup_close,
	.place = popup_prompt_place,
	.paint = popup_prompt_paint,
	.key = columns_key,
};
