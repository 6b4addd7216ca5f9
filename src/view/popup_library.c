/* F6: the canned texts, narrowed while one types, inserted by Enter or a digit. With nothing typed
 * the list opens with what fits the case: its topic first, then what colleagues used most. */
#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/cells.h"
#include "carrel/console.h"
#include "carrel/fill.h"
#include "carrel/i18n.h"
#include "carrel/library.h"
#include "carrel/mem.h"
#include "carrel/store_rows.h"
#include "carrel/strbuf.h"
#include "view/popup_prompt.h"
#include "view/popups.h"

#include <stdlib.h>
#include <string.h>

enum { SHOWN_MAX = 300, COUNTS_MAX = 500, DETAIL_CELLS = 120 };

struct ranked {
	const struct library_text *text;
	int64_t score;
	size_t order;
};

struct state {
	struct popup_prompt p;
	struct prompt_choice *choices;
	const char **ids; /* by choice id */
	size_t n;
};

static bool has_topic(const struct library_text *t, const char *topic)
{
	for (size_t i = 0; topic && i < t->ntopics; i++)
		if (strcmp(t->topics[i], topic) == 0)
			return true;
	return false;
}

static int by_score(const void *pa, const void *pb)
{
	const struct ranked *a = pa, *b = pb;
	if (a->score != b->score)
		return a->score < b->score ? 1 : -1;
	return a->order < b->order ? -1 : a->order > b->order;
}

/* What fits the case: its topic weighs more than any number of uses. */
static void rank_for_case(struct view *view, const struct library_text **texts, size_t n)
{
	struct state *st = view->state;
	const struct desk *desk = view->con->desk;
	struct text_count *counts = NULL;
	size_t ncounts = 0;
	struct err ignored = {0};
	struct ranked *rows = arena_array(st->p.arena, n + 1, sizeof(*rows));
	enum rc rc = store_text_use_counts(
		view->con->app->store, COUNTS_MAX, st->p.arena, &counts, &ncounts, &ignored);
	if (rc != RC_OK)
		ncounts = 0;
	for (size_t i = 0; i < n; i++) {
		rows[i] = (struct ranked){.text = texts[i], .order = i};
		if (desk->hand.casefile.id && has_topic(texts[i], desk->hand.casefile.topic))
			rows[i].score = 1000000;
		for (size_t c = 0; c < ncounts; c++)
			if (strcmp(counts[c].text_id, texts[i]->id) == 0)
				rows[i].score += counts[c].uses;
	}
	qsort(rows, n, sizeof(*rows), by_score);
	for (size_t i = 0; i < n; i++)
		texts[i] = rows[i].text;
}

/* On a call one reads it out: then the wording made to be spoken is shown. */
static const char *wording_of(const struct desk *desk, const struct library_text *text)
{
	const struct langtext_entry *say =
		desk->hand.call.id ? langtext_find(&text->say, desk_language(desk)) : NULL;
	enum text_tone tone = desk_tone(desk) == TONE_CASUAL ? TEXT_CASUAL : TEXT_FORMAL;
	return say ? say->text : library_variant(text, desk_language(desk), tone, NULL)->text;
}

/* The first line as it would be said or inserted, in quotes. */
static const char *detail_of(struct view *view, const struct library_text *text)
{
	struct state *st = view->state;
	const char *wording = wording_of(view->con->desk, text);
	size_t n = strcspn(wording, "\n");
	return arena_printf(st->p.arena, "“%.*s”",
		(int)(n < DETAIL_CELLS ? n : cells_fit(wording, n, DETAIL_CELLS, NULL)), wording);
}

static void bring_choices(struct view *view)
{
	struct state *st = view->state;
	struct console *con = view->con;
	size_t total;
	arena_reset(st->p.arena);
	const char *typed = prompt_text(st->p.prompt);
	const char *language = app_language(con->app);
	const struct library_text **texts = library_filter(app_library(con->app), typed, language,
		LIBRARY_EVERYWHERE, SHOWN_MAX, st->p.arena, &st->n, &total);
	if (!*typed)
		rank_for_case(view, texts, st->n);
	st->choices = arena_array(st->p.arena, st->n + 1, sizeof(*st->choices));
	st->ids = arena_array(st->p.arena, st->n + 1, sizeof(*st->ids));
	for (size_t i = 0; i < st->n; i++) {
		st->ids[i] = texts[i]->id;
		const char *title = langtext_get(&texts[i]->title, language);
		st->choices[i] = (struct prompt_choice){
			.id = (int64_t)i, .label = title, .detail = detail_of(view, texts[i])};
	}
	prompt_set_choices(st->p.prompt, st->choices, st->n);
	prompt_set_right(st->p.prompt,
		arena_printf(
			st->p.arena, _("%zu of %zu"), st->n, library_count(app_library(con->app))));
	prompt_set_note(st->p.prompt,
		st->n == 0 ? arena_printf(st->p.arena, _("No match for “%s”."), typed) : NULL);
}

static void library_chosen(struct view *view, int64_t id, bool any)
{
	struct state *st = view->state;
	struct console *con = view->con;
	if (!any)
		return;
	char *command = xasprintf("insert %s", st->ids[id]);
	console_popup_close(con);
	console_command(con, command);
	free(command);
}

static void library_open(struct view *view, const void *arg)
{
	struct state *st = view->state;
	(void)arg;
	st->p = (struct popup_prompt){
		.arena = arena_new(), .changed = bring_choices, .chosen = library_chosen};
	st->p.prompt = prompt_new(PROMPT_ROWS, _("Texts"),
		_("Enter insert - 1-9 insert that one - Tab read aloud - Esc back"), true);
	prompt_set_inner(st->p.prompt, true);
	library_refresh(app_library(view->con->app));
	bring_choices(view);
}

static struct rect library_place(const struct view *view, struct rect body)
{
	const struct state *st = view->state;
	struct view *pane = console_pane(view->con, "case");
	struct rect area = pane && pane->rect.rows >= 10 ? pane->rect : body;
	int rows = prompt_rows(st->p.prompt, area.cols);
	int most = area.rows * 2 / 3;
	return prompt_rect(area, rows < most ? rows : most, true);
}

/* Tab: the one under the cursor as it is said on the telephone. */
static unsigned library_key(struct view *view, const struct key *key)
{
	struct state *st = view->state;
	struct console *con = view->con;
	int64_t id;
	if (key->kind != KEY_TAB || key->mods || !prompt_chosen(st->p.prompt, &id))
		return popup_prompt_key(view, key);
	char *command = xasprintf("read %s", st->ids[id]);
	console_command(con, command); /* its window lies over this one; Esc comes back */
	free(command);
	return WIDGET_HANDLED;
}

const struct view_class view_library_class = {
	.name = "library",
	.title = N_("Texts"),
	.context = "popup",
	.popup = true,
	.state_size = sizeof(struct state),
	.open = library_open,
	.close = popup_prompt_close,
	.place = library_place,
	.paint = popup_prompt_paint,
	.key = library_key,
};
