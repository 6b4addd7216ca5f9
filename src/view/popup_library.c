/* F6: the canned texts and the articles, narrowed while one types, put in by Enter or a digit. With
 * nothing typed the list opens with what fits the case, and the line below it says why. */
#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/cells.h"
#include "carrel/console.h"
#include "carrel/fill.h"
#include "carrel/i18n.h"
#include "carrel/kb.h"
#include "carrel/knowledge.h"
#include "carrel/library.h"
#include "carrel/mem.h"
#include "carrel/strbuf.h"
#include "carrel/suggest.h"
#include "carrel/suggesting.h"
#include "carrel/textfill.h"
#include "carrel/textpane.h"
#include "view/popup_prompt.h"
#include "view/popups.h"
#include "view/text_preview.h"

#include <stdlib.h>
#include <string.h>

enum {
	SHOWN_MAX = 300,
	DETAIL_CELLS = 120,
	PREVIEW_FROM = 21,
	PREVIEW_ROWS = 9,
	LIST_ROWS = 12,
	SUGGESTED = 9
};

struct row {
	const char *id;                   /* copied: the library may be read again meanwhile */
	const struct suggest_reason *why; /* NULL: it was not suggested */
	bool article;
};

struct state {
	struct popup_prompt p;
	struct prompt_choice *choices;
	struct row *rows; /* by choice id */
	size_t n;
	struct text_preview preview;
	int preview_rows;
};

static const struct row *row_here(const struct view *view)
{
	const struct state *st = view->state;
	int64_t id;
	return prompt_chosen(st->p.prompt, &id) ? &st->rows[id] : NULL;
}

static const struct library_text *text_here(const struct view *view)
{
	const struct row *row = row_here(view);
	return row && !row->article ? library_by_id(app_library(view->con->app), row->id) : NULL;
}

/* ---- rows ---- */

/* The first line as it would be said or put in, in quotes, with what is known in its place. On a call
 * one reads it out: then the wording made to be spoken is shown. */
static const char *detail_of(const struct view *view, const struct library_text *text)
{
	struct state *st = view->state;
	const struct desk *desk = view->con->desk;
	const struct langtext_entry *say =
		desk->hand.call.id ? langtext_find(&text->say, desk_language(desk)) : NULL;
	const struct library_wish wish = fill_wish(desk);
	const char *wording = say ? say->text : library_choose(text, &wish).variant->text;
	struct fill fill = fill_of_desk(desk, st->p.arena);
	struct strbuf line = STRBUF_INIT;
	struct vec gaps = {.size = sizeof(struct textfill_gap)};
	textfill_expand(arena_strndup(st->p.arena, wording, strcspn(wording, "\n")), fill_value,
		&fill, st->p.arena, &line, &gaps);
	const char *detail = arena_printf(st->p.arena, "“%.*s”",
		(int)cells_fit(line.buf, line.len, DETAIL_CELLS, NULL), line.buf);
	vec_fini(&gaps);
	strbuf_fini(&line);
	return detail;
}

static struct row *add_row(struct state *st, const char *id, const char *title, const char *detail)
{
	st->choices[st->n] = (struct prompt_choice){
		.id = (int64_t)st->n, .label = arena_strdup(st->p.arena, title), .detail = detail};
	st->rows[st->n] = (struct row){.id = arena_strdup(st->p.arena, id)};
	return &st->rows[st->n++];
}

static struct row *add_text(struct view *view, const struct library_text *text)
{
	const char *title = langtext_get(&text->title, app_language(view->con->app));
	return add_row(view->state, text->id, title, detail_of(view, text));
}

static struct row *add_article(struct state *st, const struct kb_article *k, const char *title)
{
	struct row *row = add_row(st, k->id, title, kb_kind_title(k->kind));
	row->article = true;
	return row;
}

static bool is_shown(const struct state *st, const char *id)
{
	for (size_t i = 0; i < st->n; i++)
		if (strcmp(st->rows[i].id, id) == 0)
			return true;
	return false;
}

/* What fits the case first; behind it all others by title. */
static void suggest_rows(struct view *view)
{
	struct state *st = view->state;
	struct app *app = view->con->app;
	struct suggest_hit *hits;
	size_t n, total;
	size_t nhits = suggesting_for_desk(
		desk_suggesting(view->con->desk), view->con->desk, SUGGESTED, st->p.arena, &hits);
	for (size_t i = 0; i < nhits; i++) {
		const struct kb_article *k = suggesting_article(app, hits[i].text_id);
		struct row *row = k
			? add_article(st, k, kb_text(&k->title, app_language(app), NULL, NULL))
			: add_text(view, library_by_id(app_library(app), hits[i].text_id));
		row->why = &hits[i].why;
	}
	const struct library_text **texts = library_filter(app_library(app), "", app_language(app),
		LIBRARY_EVERYWHERE, SHOWN_MAX, st->p.arena, &n, &total);
	for (size_t i = 0; i < n && st->n < SHOWN_MAX; i++)
		if (!is_shown(st, texts[i]->id))
			add_text(view, texts[i]);
}

/* A short name typed out is meant, whatever else matches. */
static void find_rows(struct view *view, const char *typed)
{
	struct state *st = view->state;
	struct app *app = view->con->app;
	size_t n;
	const struct library_text *named = library_by_short(app_library(app), typed);
	if (named)
		add_text(view, named);
	const struct knowledge_row *found = knowledge_search(
		app, typed, app_language(app), SHOWN_MAX - 1, st->p.arena, &n, NULL);
	for (size_t i = 0; i < n; i++) {
		if (found[i].article)
			add_article(st, found[i].article, found[i].title);
		else if (found[i].text != named)
			add_text(view, found[i].text);
	}
}

/* ---- the line below, and the preview ---- */

static const char *stale_mark(struct view *view)
{
	struct state *st = view->state;
	const char *const *paths;
	size_t n = library_stale_files(app_library(view->con->app), st->p.arena, &paths);
	if (n == 0)
		return NULL;
	const char *slash = strrchr(paths[0], '/');
	return arena_printf(st->p.arena, _("! %s is broken: its last good texts are shown"),
		slash ? slash + 1 : paths[0]);
}

static const char *note_of(struct view *view)
{
	struct state *st = view->state;
	const struct row *row = row_here(view);
	if (!row)
		return arena_printf(
			st->p.arena, _("No match for “%s”."), prompt_text(st->p.prompt));
	const char *stale = stale_mark(view);
	if (stale)
		return stale;
	return row->why ? suggesting_reason(view->con->desk, row->why, st->p.arena) : NULL;
}

static void show_selected(struct view *view)
{
	struct state *st = view->state;
	prompt_set_note(st->p.prompt, note_of(view));
	const struct row *row = row_here(view);
	const struct library_text *text = text_here(view);
	if (text)
		text_preview_show(&st->preview, view->con->desk, text);
	else
		text_preview_show_article(&st->preview, view->con->desk, row ? row->id : NULL);
}

static void bring_choices(struct view *view)
{
	struct state *st = view->state;
	const char *typed = prompt_text(st->p.prompt);
	arena_reset(st->p.arena);
	st->n = 0;
	st->choices = arena_array(st->p.arena, SHOWN_MAX + 1, sizeof(*st->choices));
	st->rows = arena_array(st->p.arena, SHOWN_MAX + 1, sizeof(*st->rows));
	if (typed[strspn(typed, " ")])
		find_rows(view, typed);
	else
		suggest_rows(view);
	prompt_set_choices(st->p.prompt, NULL, 0); /* other words: from the first row on */
	prompt_set_choices(st->p.prompt, st->choices, st->n);
	prompt_set_right(st->p.prompt,
		arena_printf(st->p.arena, _("%zu of %zu"), st->n,
			library_count(app_library(view->con->app)) +
				kb_count(app_kb(view->con->app))));
	show_selected(view);
}

/* ---- choosing ---- */

static void library_chosen(struct view *view, int64_t id, bool any)
{
	struct state *st = view->state;
	struct console *con = view->con;
	if (!any)
		return;
	const struct row *row = &st->rows[id];
	char *command = row->article
		? xasprintf("kb show %s", row->id)
		: xasprintf("insert %s%s", row->id, text_preview_options(&st->preview, row->id));
	if (!row->article)
		console_popup_close(
			con); /* an article is read above the list; Esc comes back to it */
	console_command(con, command);
	free(command);
}

static void library_open(struct view *view, const void *arg)
{
	struct state *st = view->state;
	(void)arg;
	st->p = (struct popup_prompt){
		.arena = arena_new(), .changed = bring_choices, .chosen = library_chosen};
	st->p.prompt = prompt_new(
		PROMPT_ROWS, _("Texts"), _("1-9 insert - Right other - Tab say - Esc"), true);
	prompt_set_inner(st->p.prompt, true);
	text_preview_open(&st->preview);
	if (library_refresh(app_library(view->con->app)))
		suggesting_stale(desk_suggesting(view->con->desk));
	bring_choices(view);
}

static void library_close(struct view *view)
{
	struct state *st = view->state;
	if (st->n == 0)
		knowledge_missed(view->con->app, prompt_text(st->p.prompt));
	text_preview_close(&st->preview);
	popup_prompt_close(view);
}

/* ---- where it stands ---- */

/* On a high pane the chosen text stands below the list, whole. The room does not depend on what is
 * chosen, so that nothing jumps. */
static struct rect library_place(const struct view *view, struct rect body)
{
	const struct state *st = view->state;
	struct view *pane = console_pane(view->con, "case");
	struct rect area = pane && pane->rect.rows >= 10 ? pane->rect : body;
	int rows = prompt_rows(st->p.prompt, area.cols);
	int most = area.rows * 2 / 3;
	if (area.rows >= PREVIEW_FROM)
		return prompt_rect(area, LIST_ROWS + PREVIEW_ROWS, true);
	return prompt_rect(area, rows < most ? rows : most, true);
}

static void library_recalc(struct view *view, struct rect rect)
{
	struct state *st = view->state;
	st->preview_rows = rect.rows >= LIST_ROWS + PREVIEW_ROWS ? PREVIEW_ROWS : 0;
	if (st->preview_rows > 0)
		text_preview_size(&st->preview, st->preview_rows, rect.cols);
}

static struct rect list_rect(const struct view *view)
{
	const struct state *st = view->state;
	struct rect rect = view->rect;
	rect.rows -= st->preview_rows;
	return rect;
}

static void library_paint(
	const struct view *view, struct grid *grid, struct rect rect, bool focused)
{
	const struct state *st = view->state;
	struct rect below = rect;
	(void)focused;
	below.row += rect.rows - st->preview_rows;
	below.rows = st->preview_rows;
	rect.rows -= st->preview_rows;
	if (st->preview_rows > 0)
		text_preview_paint(&st->preview, grid, below);
	prompt_paint(st->p.prompt, grid, rect);
}

/* ---- keys ---- */

/* Tab: the one under the cursor as it is said on the telephone. */
static unsigned read_aloud(struct view *view)
{
	const struct row *row = row_here(view);
	if (!row || row->article)
		return WIDGET_HANDLED;
	char *command = xasprintf("read %s", row->id);
	console_command(view->con, command); /* its window lies over this one; Esc comes back */
	free(command);
	return WIDGET_HANDLED;
}

static unsigned other_wording(struct view *view, int by)
{
	struct state *st = view->state;
	const struct library_text *text = text_here(view);
	if (text)
		text_preview_turn(&st->preview, view->con->desk, text, by);
	prompt_set_note(st->p.prompt, text ? text_preview_title(&st->preview) : NULL);
	return WIDGET_HANDLED | WIDGET_REPAINT;
}

static unsigned library_key(struct view *view, const struct key *key)
{
	struct console *con = view->con;
	const struct row *before = row_here(view);
	if (key->kind == KEY_TAB && !key->mods)
		return read_aloud(view);
	if ((key->kind == KEY_LEFT || key->kind == KEY_RIGHT) && !key->mods)
		return other_wording(view, key->kind == KEY_RIGHT ? 1 : -1);
	struct rect whole = view->rect;
	view->rect = list_rect(view);
	unsigned bits = popup_prompt_key(view, key);
	if (!console_has_popup(con, "library"))
		return bits; /* it chose or closed: the view is gone */
	view->rect = whole;
	if (row_here(view) != before)
		show_selected(view);
	return bits;
}

const struct view_class view_library_class = {
	.name = "library",
	.title = N_("Texts"),
	.context = "popup",
	.popup = true,
	.state_size = sizeof(struct state),
	.open = library_open,
	.close = library_close,
	.place = library_place,
	.recalc = library_recalc,
	.paint = library_paint,
	.key = library_key,
};
