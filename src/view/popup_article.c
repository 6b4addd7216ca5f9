/* An article, to be read while somebody waits: scrolled, searched, put into the note, confirmed. */
#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/console.h"
#include "carrel/fold.h"
#include "carrel/i18n.h"
#include "carrel/knowledge.h"
#include "carrel/lineedit.h"
#include "carrel/markup.h"
#include "carrel/mem.h"
#include "carrel/strbuf.h"
#include "carrel/textpane.h"
#include "carrel/windows.h"
#include "view/popup_parts.h"
#include "view/popups.h"

#include <stdlib.h>
#include <string.h>

enum { COLS_MAX = 100, HINT_MAX = 200 };

struct line {
	const char *folded;
	int first; /* row of the pane */
};

struct state {
	char *id, *language;
	struct arena *arena; /* of what is shown; made anew with the lines */
	struct textpane *text;
	struct lineedit *find; /* NULL: not searching */
	struct vec lines;      /* of struct line */
	char *wanted;          /* owned: what was searched for last; NULL nothing */
	bool to_confirm;
	const char *title, *right;
	int cols;
	unsigned long changes; /* of the kb when the lines were made */
};

static const struct kb_article *article_of(const struct view *view)
{
	const struct state *st = view->state;
	return kb_by_id(app_kb(view->con->app), st->id);
}

/* ---- lines ---- */

static void add_line(struct state *st, enum style_id style, const char *text)
{
	struct line *line = vec_push(&st->lines);
	bool empty = textpane_lines(st->text) == 1 && st->lines.n == 1;
	*line = (struct line){fold_text(st->arena, text), empty ? 0 : textpane_lines(st->text)};
	bool found = st->wanted && *st->wanted && fold_match(line->folded, st->wanted);
	textpane_add(st->text, found ? STYLE_MATCH : style, *text ? text : " ");
}

static void add_block(struct state *st, const struct markup_block *block, bool apart)
{
	struct strbuf text = STRBUF_INIT;
	if (apart)
		add_line(st, STYLE_POPUP, "");
	markup_block_plain(block, &text);
	add_line(st, block->kind == MARKUP_HEADING ? STYLE_HEADING : STYLE_POPUP, text.buf);
	strbuf_fini(&text);
}

/* Points of one list stand close together. */
static bool same_list(const struct markup_block *a, const struct markup_block *b)
{
	return a->kind == b->kind && a->kind != MARKUP_PARAGRAPH && a->kind != MARKUP_HEADING;
}

static void add_markup(struct state *st, const char *text)
{
	size_t n;
	const struct markup_block *blocks = markup_parse(text, st->arena, &n);
	for (size_t i = 0; i < n; i++)
		add_block(st, &blocks[i],
			i > 0 && blocks[i - 1].kind != MARKUP_HEADING &&
				!same_list(&blocks[i - 1], &blocks[i]));
}

static void add_head(struct state *st, const struct kb_article *k)
{
	const char *changed = kb_text(&k->changed, st->language, NULL, NULL);
	const char *answer = kb_text(&k->answer, st->language, NULL, NULL);
	add_line(st, STYLE_TITLE, kb_text(&k->title, st->language, NULL, NULL));
	if (k->draft)
		add_line(st, STYLE_DRAFT, _("A draft: only its author and supervisors see it."));
	if (*changed)
		add_line(st, STYLE_WARN, arena_printf(st->arena, _("What changed: %s"), changed));
	add_line(st, STYLE_POPUP, "");
	if (!*answer)
		return;
	struct strbuf plain = STRBUF_INIT;
	markup_plain(answer, &plain);
	add_line(st, STYLE_NOTE, plain.buf);
	add_line(st, STYLE_POPUP, "");
	strbuf_fini(&plain);
}

static void make_lines(struct view *view, int rows, int cols)
{
	struct state *st = view->state;
	const struct kb_article *k = article_of(view);
	const char *used;
	int top = textpane_top(st->text);
	textpane_clear(st->text);
	textpane_set_size(st->text, rows, cols);
	vec_clear(&st->lines);
	arena_reset(st->arena);
	st->cols = cols;
	st->changes = kb_changes(app_kb(view->con->app));
	st->title = _("Article");
	st->right = NULL;
	if (!k) {
		add_line(st, STYLE_POPUP, _("This article is not there any more."));
		return;
	}
	add_head(st, k);
	add_markup(st, kb_body(k, st->language, NULL, st->arena));
	kb_text(&k->title, st->language, NULL, &used);
	st->title = kb_kind_title(k->kind);
	st->right = arena_printf(st->arena, _("version %lld · %s"), (long long)k->version, used);
	textpane_scroll(st->text, top - textpane_top(st->text));
}

/* ---- opening ---- */

static void ask_receipts(struct view *view)
{
	struct state *st = view->state;
	const struct kb_article **due;
	size_t n;
	struct arena *a = arena_new();
	struct err ignored = {0};
	st->to_confirm = false;
	if (view->con->app->actor.id &&
		knowledge_to_read(view->con->app, a, &due, &n, &ignored) == RC_OK)
		for (size_t i = 0; i < n; i++)
			st->to_confirm |= strcmp(due[i]->id, st->id) == 0;
	arena_free(&a);
}

static void article_close(struct view *view)
{
	struct state *st = view->state;
	textpane_free(&st->text);
	lineedit_free(&st->find);
	vec_fini(&st->lines);
	arena_free(&st->arena);
	free(st->id);
	free(st->language);
	free(st->wanted);
}

static void bring_lines(struct view *view, int rows, int cols)
{
	struct state *st = view->state;
	if (st->cols != cols || st->changes != kb_changes(app_kb(view->con->app)) || !st->lines.n)
		make_lines(view, rows, cols);
	textpane_set_size(st->text, rows, cols);
}

/* As high as the article needs, from the top: what one reads begins at the same place. */
static struct rect article_place(const struct view *view, struct rect body)
{
	const struct state *st = view->state;
	int cols = body.cols < COLS_MAX ? body.cols : COLS_MAX;
	int extra = POPUP_FRAME_ROWS + (st->find ? 1 : 0);
	int rows = st->lines.n ? textpane_lines(st->text) + extra : body.rows;
	if (rows > body.rows)
		rows = body.rows;
	return (struct rect){body.row, body.col + (body.cols - cols) / 2, rows, cols};
}

static void article_open(struct view *view, const void *arg)
{
	struct state *st = view->state;
	const struct article_window *w = arg;
	st->id = xstrdup(w ? w->id : "");
	st->language = xstrdup(w && w->language ? w->language : app_language(view->con->app));
	st->arena = arena_new();
	st->text = textpane_new(false);
	st->lines.size = sizeof(struct line);
	ask_receipts(view);
	int cols = grid_cols(view->con->grid);
	cols = (cols < COLS_MAX ? cols : COLS_MAX) - POPUP_FRAME_COLS;
	if (cols > 0)
		bring_lines(view, 1, cols); /* so that it is placed by its height at once */
}

static void article_recalc(struct view *view, struct rect rect)
{
	struct state *st = view->state;
	int rows = rect.rows - POPUP_FRAME_ROWS - (st->find ? 1 : 0),
	    cols = rect.cols - POPUP_FRAME_COLS;
	if (rows > 0 && cols > 0)
		bring_lines(view, rows, cols);
}

static void article_paint(
	const struct view *view, struct grid *grid, struct rect rect, bool focused)
{
	const struct state *st = view->state;
	const struct popup_titles titles = {.title = st->title,
		.right = st->right,
		.bottom = st->to_confirm
			? _("c I have read it - i insert - / find - l language - Esc back")
			: _("i insert - s section - f links - / find - l language - Esc back")};
	popup_frame(grid, rect, &titles);
	const struct rect in = {rect.row + 1, rect.col + 2,
		rect.rows - POPUP_FRAME_ROWS - (st->find ? 1 : 0), rect.cols - POPUP_FRAME_COLS};
	textpane_paint(st->text, grid, in, STYLE_POPUP, focused && !st->find);
	if (st->find)
		lineedit_paint(st->find, grid, rect.row + rect.rows - 2, in.col, in.cols,
			STYLE_INPUT, focused, _("word in this article"));
}

/* ---- search in it ---- */

/* From below the top row on, and around. */
static void go_to_next(struct view *view)
{
	struct state *st = view->state;
	int top = textpane_top(st->text);
	const struct line *first = NULL, *next = NULL;
	for (size_t i = 0; st->wanted && i < st->lines.n; i++) {
		const struct line *line = vec_at(&st->lines, i);
		if (!fold_match(line->folded, st->wanted))
			continue;
		if (!first)
			first = line;
		if (!next && line->first > top)
			next = line;
	}
	if (!next)
		next = first;
	if (next)
		textpane_scroll(st->text, next->first - top);
	else if (st->wanted)
		console_message(view->con, MESSAGE_INFO, _("No match for “%s”."), st->wanted);
}

static unsigned find_key(struct view *view, const struct key *key)
{
	struct state *st = view->state;
	unsigned bits = lineedit_key(st->find, key);
	if (!(bits & (WIDGET_SUBMIT | WIDGET_CANCEL)))
		return bits | WIDGET_HANDLED | WIDGET_REPAINT;
	if (bits & WIDGET_SUBMIT) {
		struct arena *a = arena_new();
		free(st->wanted);
		st->wanted = xstrdup(fold_text(a, lineedit_text(st->find)));
		arena_free(&a);
		st->cols = 0; /* the lines are made again, with what was found standing out */
		lineedit_free(&st->find);
		article_recalc(view, view->rect);
		go_to_next(view);
	}
	lineedit_free(&st->find);
	return WIDGET_HANDLED | WIDGET_REPAINT;
}

/* ---- other languages, sections, links ---- */

static void next_language(struct view *view)
{
	struct state *st = view->state;
	const struct kb_article *k = article_of(view);
	const char *used;
	if (!k || k->title.n < 2) {
		console_message(view->con, MESSAGE_INFO, "%s",
			_("This article is written in one language only."));
		return;
	}
	kb_text(&k->title, st->language, NULL, &used);
	size_t i = 0;
	while (i < k->title.n && strcmp(k->title.entries[i].language, used) != 0)
		i++;
	free(st->language);
	st->language = xstrdup(k->title.entries[(i + 1) % k->title.n].language);
	st->cols = 0;
}

static void open_pick(struct view *view, const char *title, const char *hint,
	const struct pick_row *rows, size_t n)
{
	const struct pick_window window = {.title = title, .hint = hint, .rows = rows, .n = n};
	console_popup(view->con, view_class_find("pick"), &window);
}

static void choose_section(struct view *view)
{
	struct state *st = view->state;
	struct arena *a = arena_new();
	const struct kb_article *k = article_of(view);
	const char *body = k ? kb_body(k, st->language, NULL, a) : "";
	size_t n = markup_sections(body), kept = 0;
	struct pick_row *rows = arena_array(a, n + 1, sizeof *rows);
	for (size_t i = 0; i < n; i++) {
		const char *heading, *text;
		if (markup_section(body, i, a, &heading, &text))
			rows[kept++] = (struct pick_row){.label = heading,
				.command =
					arena_printf(a, "kb insert %s --section %zu --language %s",
						st->id, i + 1, st->language)};
	}
	if (kept)
		open_pick(view, _("Which section?"),
			_("Enter or 1-9 puts it into the note - Esc back"), rows, kept);
	else
		console_message(view->con, MESSAGE_INFO, "%s", _("This article has no sections."));
	arena_free(&a);
}

static void add_link(struct app *app, struct arena *a, const char *language, const char *target,
	struct pick_row *row)
{
	*row = (struct pick_row){.label = target, .command = ""};
	if (strncmp(target, "article:", 8) == 0) {
		const struct kb_article *k = kb_by_id(app_kb(app), target + 8);
		row->label = k ? kb_text(&k->title, language, NULL, NULL) : target + 8;
		row->detail = k ? kb_kind_title(k->kind) : NULL;
		row->command = arena_printf(a, "kb show %s", target + 8);
	} else if (strncmp(target, "text:", 5) == 0) {
		row->label = target + 5;
		row->detail = _("Text");
		row->command = arena_printf(a, "insert %s", target + 5);
	}
}

static void follow_link(struct view *view)
{
	static const char *const schemes[] = {
		[KB_LINK_ARTICLE] = "article:", [KB_LINK_TEXT] = "text:", [KB_LINK_URL] = ""};
	struct state *st = view->state;
	struct arena *a = arena_new();
	const struct kb_article *k = article_of(view);
	size_t n = 0, nblocks = 0;
	struct vec rows = {.size = sizeof(struct pick_row)};
	for (size_t i = 0; k && i < k->nlinks; i++)
		add_link(view->con->app, a, st->language,
			arena_printf(a, "%s%s", schemes[k->links[i].kind], k->links[i].to),
			vec_push(&rows));
	const struct markup_block *blocks =
		k ? markup_parse(kb_body(k, st->language, NULL, a), a, &nblocks) : NULL;
	for (size_t i = 0; i < nblocks; i++)
		for (size_t j = 0; j < blocks[i].n; j++)
			if (blocks[i].spans[j].target)
				add_link(view->con->app, a, st->language, blocks[i].spans[j].target,
					vec_push(&rows));
	n = rows.n;
	if (n)
		open_pick(view, _("Links"), _("Enter or 1-9 follows it - Esc back"), rows.data, n);
	else
		console_message(view->con, MESSAGE_INFO, "%s", _("This article has no links."));
	vec_fini(&rows);
	arena_free(&a);
}

/* ---- keys ---- */

static void run_and_close(struct view *view, const char *form)
{
	struct state *st = view->state;
	struct console *con = view->con;
	struct strbuf command = STRBUF_INIT;
	strbuf_addf(&command, "kb %s %s --language %s", form, st->id, st->language);
	console_popup_close_all(con); /* the view is gone from here on */
	console_command(con, command.buf);
	strbuf_fini(&command);
}

static void confirm(struct view *view)
{
	struct state *st = view->state;
	char *command = xasprintf("kb confirm %s", st->id);
	console_command(view->con, command);
	free(command);
	ask_receipts(view);
}

static unsigned letter_key(struct view *view, uint32_t letter)
{
	struct state *st = view->state;
	switch (letter) {
	case 'i': run_and_close(view, "insert"); break;
	case 'y': run_and_close(view, "copy"); break;
	case 's': choose_section(view); break;
	case 'f': follow_link(view); break;
	case 'l': next_language(view); break;
	case 'c':
		if (st->to_confirm)
			confirm(view);
		break;
	case '/': st->find = lineedit_new(); break;
	case 'n': go_to_next(view); break;
	case 'q': console_popup_close(view->con); break;
	default: return WIDGET_NONE;
	}
	return WIDGET_HANDLED | WIDGET_REPAINT;
}

static unsigned article_key(struct view *view, const struct key *key)
{
	struct state *st = view->state;
	if (st->find)
		return find_key(view, key);
	if (key->kind == KEY_ESC || key->kind == KEY_ENTER) {
		console_popup_close(view->con);
		return WIDGET_HANDLED;
	}
	if (key->kind == KEY_CHAR && key->rune == ' ' && !key->mods) {
		textpane_scroll(st->text, view->rect.rows - POPUP_FRAME_ROWS - 1);
		return WIDGET_HANDLED | WIDGET_REPAINT;
	}
	if (key->kind == KEY_CHAR && !key->mods)
		return letter_key(view, key->rune);
	return textpane_key(st->text, key);
}

const struct view_class view_article_class = {
	.name = "article",
	.title = N_("Article"),
	.context = "popup",
	.popup = true,
	.state_size = sizeof(struct state),
	.open = article_open,
	.close = article_close,
	.place = article_place,
	.recalc = article_recalc,
	.paint = article_paint,
	.key = article_key,
};
