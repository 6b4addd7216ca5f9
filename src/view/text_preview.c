#include "view/text_preview.h"

#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/config.h"
#include "carrel/desk.h"
#include "carrel/fill.h"
#include "carrel/i18n.h"
#include "carrel/kb.h"
#include "carrel/knowledge.h"
#include "carrel/strbuf.h"
#include "carrel/suggesting.h"
#include "carrel/textfill.h"
#include "carrel/textpane.h"
#include "carrel/vec.h"

#include <string.h>

enum { FRAME_ROWS = 2, FRAME_COLS = 4 };

void text_preview_open(struct text_preview *p)
{
	*p = (struct text_preview){.pane = textpane_new(false), .arena = arena_new()};
}

void text_preview_close(struct text_preview *p)
{
	textpane_free(&p->pane);
	arena_free(&p->arena);
}

static void forget(struct text_preview *p)
{
	arena_reset(p->arena);
	textpane_clear(p->pane);
	p->id = p->title = NULL;
}

static void add_line(struct text_preview *p, const char *label, const char *value)
{
	textpane_add(p->pane, STYLE_DIM, arena_printf(p->arena, "%s: %s", label, value));
}

static const char *const link_words[LINK_KINDS] = {
	[LINK_WEB] = N_("On the web"),
	[LINK_TEXT] = N_("See the text"),
	[LINK_ARTICLE] = N_("See the article"),
	[LINK_FORM] = N_("Form"),
	[LINK_PHONE] = N_("Phone"),
	[LINK_MAIL] = N_("E-mail"),
};

/* Its label, else the title of what it leads to, else where it leads. */
static const char *label_of_link(
	const struct desk *desk, const struct library_link *link, const char *language)
{
	const struct library_text *text =
		link->kind == LINK_TEXT ? library_by_id(app_library(desk->app), link->to) : NULL;
	const struct kb_article *article =
		link->kind == LINK_ARTICLE ? kb_by_id(app_kb(desk->app), link->to) : NULL;
	if (link->label.n > 0)
		return langtext_get(&link->label, language);
	if (article)
		return kb_text(&article->title, language, NULL, NULL);
	return text ? langtext_get(&text->title, language) : link->to;
}

/* What hangs on the text besides its words. */
static void add_facts(
	struct text_preview *p, const struct desk *desk, const struct library_text *text)
{
	struct library *library = app_library(desk->app);
	const char *language = app_language(desk->app);
	for (size_t i = 0; i < text->nrights; i++) {
		const struct library_right *right = library_right(library, text->rights[i]);
		add_line(p, _("Informs of"),
			right ? langtext_get(&right->title, language) : text->rights[i]);
	}
	for (size_t i = 0; i < text->nlinks; i++)
		add_line(p, _(link_words[text->links[i].kind]),
			label_of_link(desk, &text->links[i], language));
	const char *then = "";
	for (size_t i = 0; i < text->nthen; i++)
		then = arena_printf(p->arena, "%s%s%s", then, i ? "; " : "", text->then[i]);
	if (*then)
		add_line(p, _("Then"), then);
}

static void add_words(
	struct text_preview *p, const struct desk *desk, const struct library_text *text)
{
	struct strbuf body = STRBUF_INIT, said = STRBUF_INIT;
	struct vec gaps = {.size = sizeof(struct textfill_gap)};
	struct fill fill = fill_of_desk(desk, p->arena);
	fill.language = p->wish.language;
	const struct library_choice choice = fill_text(&fill, text, &p->wish, &body, &gaps);
	library_choice_say(&choice, &p->wish, &said);
	p->title = arena_strdup(p->arena, said.buf);
	textpane_add(p->pane, STYLE_POPUP, arena_strdup(p->arena, body.buf));
	vec_fini(&gaps);
	strbuf_fini(&said);
	strbuf_fini(&body);
}

/* Wordings for another channel than this one are no choice. */
static bool is_choice(const struct library_variant *v, const struct library_wish *wish)
{
	return v->channel == TEXT_ANY_CHANNEL || v->channel == wish->channel;
}

static int count_choices(const struct library_text *text, const struct library_wish *wish)
{
	int n = 0;
	for (size_t i = 0; i < text->nvariants; i++)
		n += is_choice(&text->variants[i], wish);
	return n;
}

/* The wish that leads to the wording so many steps from the one that fits best. */
static struct library_wish turned(
	const struct library_text *text, struct library_wish wish, int turn)
{
	int n = count_choices(text, &wish), best = 0, at = 0;
	const struct library_variant *base = library_choose(text, &wish).variant;
	if (turn == 0 || n == 0)
		return wish;
	for (size_t i = 0; i < text->nvariants && &text->variants[i] != base; i++)
		best += is_choice(&text->variants[i], &wish);
	int want = ((best + turn) % n + n) % n;
	for (size_t i = 0; i < text->nvariants; i++) {
		const struct library_variant *v = &text->variants[i];
		if (!is_choice(v, &wish) || at++ != want)
			continue;
		wish.language = v->language;
		wish.tone = v->tone;
		wish.level = v->level;
		break;
	}
	return wish;
}

static void show(struct text_preview *p, const struct desk *desk, const struct library_text *text)
{
	forget(p);
	p->id = arena_strdup(p->arena, text->id);
	p->wish = turned(text, fill_wish(desk), p->turn);
	p->wish.language = arena_strdup(p->arena, p->wish.language);
	add_words(p, desk, text);
	add_facts(p, desk, text);
	text_preview_size(p, p->rows, p->cols);
}

void text_preview_show(
	struct text_preview *p, const struct desk *desk, const struct library_text *text)
{
	if (!p->id || strcmp(p->id, text->id) != 0)
		p->turn = 0;
	show(p, desk, text);
}

void text_preview_show_article(struct text_preview *p, const struct desk *desk, const char *id)
{
	forget(p);
	const struct kb_article *article = id ? kb_by_id(app_kb(desk->app), id) : NULL;
	if (!article)
		return;
	p->title = kb_kind_title(article->kind);
	textpane_add(p->pane, STYLE_POPUP,
		kb_insertable(article, desk_language(desk),
			config_text(desk->app->config, OPT_CENTRE_LANGUAGE), p->arena));
	text_preview_size(p, p->rows, p->cols);
}

void text_preview_turn(
	struct text_preview *p, const struct desk *desk, const struct library_text *text, int by)
{
	p->turn += by;
	show(p, desk, text);
}

const char *text_preview_options(const struct text_preview *p, const char *id)
{
	if (!p->id || strcmp(p->id, id) != 0 || p->turn == 0)
		return "";
	return arena_printf(p->arena, " --language %s --tone %s --level %s", p->wish.language,
		text_tone_name(p->wish.tone), text_level_name(p->wish.level));
}

const char *text_preview_title(const struct text_preview *p)
{
	return p->title;
}

void text_preview_size(struct text_preview *p, int rows, int cols)
{
	p->rows = rows;
	p->cols = cols;
	if (rows > FRAME_ROWS && cols > FRAME_COLS)
		textpane_set_size(p->pane, rows - FRAME_ROWS, cols - FRAME_COLS);
	textpane_scroll(p->pane, -textpane_lines(p->pane));
}

void text_preview_paint(const struct text_preview *p, struct grid *grid, struct rect rect)
{
	const struct grid_box box = {.kind = GRID_BOX_INNER,
		.rect = rect,
		.border = STYLE_POPUP_BORDER,
		.title_style = STYLE_POPUP_BORDER,
		.fill = STYLE_POPUP,
		.title = p->title ? p->title : ""};
	grid_box(grid, &box);
	const struct rect in = {
		rect.row + 1, rect.col + 2, rect.rows - FRAME_ROWS, rect.cols - FRAME_COLS};
	if (p->title && in.rows > 0)
		textpane_paint(p->pane, grid, in, STYLE_POPUP, false);
}
