/* F8 and Transfer: to whom, why, the matter in one line, and what the customer was told. Enter on
 * the last line gives the case away; the one who does keeps the question whether it was solved. */
#include "view/popup_parts.h"
#include "view/popups.h"

#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/console.h"
#include "carrel/drafts.h"
#include "carrel/fold.h"
#include "carrel/form.h"
#include "carrel/i18n.h"
#include "carrel/reference.h"
#include "carrel/store_rows.h"
#include "carrel/strbuf.h"
#include "carrel/textpane.h"

#include <inttypes.h>
#include <string.h>

enum field { F_TO, F_WHY, F_SHORT, F_TOLD, FIELDS };
enum { ARGS_MAX = 12, SHORT_MAX = 120 };

struct state {
	struct form *form;
	struct arena *arena;
	struct form_field fields[FIELDS];
	const char *title;
	const char *slug; /* the queue that was picked before; NULL none */
	const char *key;  /* of what is typed here, in the journal */
};

/* What was typed already says it in short: its first line stands there to be taken or changed. */
static const char *first_line(const struct desk *desk, struct arena *a)
{
	const char *note = textpane_text(desk->note);
	note += strspn(note, " \t\r\n");
	size_t n = strcspn(note, "\r\n");
	return n <= SHORT_MAX ? arena_strndup(a, note, n) : "";
}

/* A queue as it is called in the language of whoever reads; option_for knows it by that too. */
static const char *queue_words(const struct desk *desk, const char *slug)
{
	for (size_t i = 0; i < desk->nqueue_names; i++)
		if (strcmp(desk->queue_names[i].slug, slug) == 0)
			return desk->queue_names[i].shown;
	return slug;
}

/* ---- what was typed, back after Esc and after a crash ---- */

static void bring_typed(struct view *view)
{
	struct state *st = view->state;
	struct drafts *drafts = view->con->desk->drafts;
	const char *kept;
	struct err ignored = {0};
	if (!drafts || drafts_get(drafts, st->key, st->arena, &kept, NULL, &ignored) != RC_OK)
		return;
	for (int field = F_WHY; field < FIELDS; field++) {
		size_t n = strcspn(kept, "\n");
		form_set(st->form, field, arena_strndup(st->arena, kept, n));
		kept += kept[n] ? n + 1 : n;
	}
}

static void transfer_keep(struct view *view)
{
	struct state *st = view->state;
	struct drafts *drafts = view->con->desk->drafts;
	struct strbuf lines = STRBUF_INIT;
	struct err err = {0};
	strbuf_addf(&lines, "%s\n%s\n%s", form_text(st->form, F_WHY), form_text(st->form, F_SHORT),
		form_text(st->form, F_TOLD));
	if (drafts && drafts_put(drafts, st->key, lines.buf, lines.len, &err) != RC_OK)
		console_error(view->con, &err);
	strbuf_fini(&lines);
}

static void transfer_open(struct view *view, const void *arg)
{
	struct state *st = view->state;
	const struct desk *desk = view->con->desk;
	const char *slug = arg;
	char shown[12] = "";
	st->arena = arena_new();
	st->fields[F_TO] = (struct form_field){
		.id = "to", .label = N_("To"), .hint = N_("a queue or a colleague")};
	st->fields[F_WHY] = (struct form_field){.id = "why",
		.label = N_("Why"),
		.hint = N_("what do they have that you have not?")};
	st->fields[F_SHORT] = (struct form_field){
		.id = "short", .label = N_("In short"), .hint = N_("the matter in one line")};
	st->fields[F_TOLD] = (struct form_field){.id = "told",
		.label = N_("Told"),
		.hint = N_("what does the customer expect now?")};
	st->form = form_new(st->fields, FIELDS);
	form_set(st->form, F_SHORT, first_line(desk, st->arena));
	st->key = arena_printf(st->arena, "transfer:%" PRId64, desk->hand.casefile.id);
	bring_typed(view);
	if (slug) {
		st->slug = arena_strdup(st->arena, slug);
		form_set(st->form, F_TO, queue_words(desk, slug));
		form_set_focus(st->form, F_WHY);
	}
	if (desk->hand.casefile.number)
		reference_show(desk->hand.casefile.number, shown);
	st->title = *shown ? arena_printf(st->arena, _("Give %s away"), shown) : _("Give it away");
}

static void transfer_close(struct view *view)
{
	struct state *st = view->state;
	form_free(&st->form);
	arena_free(&st->arena);
}

static struct rect transfer_place(const struct view *view, struct rect body)
{
	const struct state *st = view->state;
	return popup_form_place(st->form, body, 0);
}

static void transfer_paint(
	const struct view *view, struct grid *grid, struct rect rect, bool focused)
{
	const struct state *st = view->state;
	const struct popup_titles titles = {.title = st->title,
		.bottom = _("Enter next, on the last gives it away - Esc back")};
	form_paint(st->form, grid, popup_frame(grid, rect, &titles), focused);
}

/* ---- keys ---- */

static bool same_words(const char *a, const char *b, struct arena *arena)
{
	return a && b && strcmp(fold_text(arena, a), fold_text(arena, b)) == 0;
}

/* A queue by its short name or title, or a colleague by login or name. */
static const char *option_for(struct view *view, const char *typed, const char **value)
{
	struct state *st = view->state;
	const struct desk *desk = view->con->desk;
	struct agent *agents;
	size_t n;
	struct err ignored = {0};
	if (st->slug && strcmp(typed, queue_words(desk, st->slug)) == 0) {
		*value = st->slug; /* whatever else is called the same */
		return "--queue";
	}
	for (size_t i = 0; i < desk->nqueue_names; i++) {
		const struct queue *q = &desk->queue_names[i];
		if (same_words(q->slug, typed, st->arena) ||
			queue_is_called(
				q->title, q->titles, fold_text(st->arena, typed), st->arena)) {
			*value = q->slug;
			return "--queue";
		}
	}
	if (store_agent_list(view->con->app->store, st->arena, &agents, &n, &ignored) != RC_OK)
		return NULL;
	for (size_t i = 0; i < n; i++) {
		if (same_words(agents[i].login, typed, st->arena) ||
			same_words(agents[i].name, typed, st->arena)) {
			*value = agents[i].login;
			return "--to";
		}
	}
	return NULL;
}

static bool line_missing(struct view *view, int field, const char *sentence)
{
	struct state *st = view->state;
	const char *text = form_text(st->form, field);
	if (text[strspn(text, " ")] != '\0')
		return false;
	form_set_error(st->form, field, sentence);
	return true;
}

static const char *transfer_id(const struct app *app)
{
	for (const struct outcome *o = app->outcomes; o->id; o++)
		if (o->wants_queue)
			return o->id;
	return "transfer";
}

/* The window stays, with what was typed, until the store has it. */
static void submit(struct view *view)
{
	struct state *st = view->state;
	struct console *con = view->con;
	const char *value = NULL;
	const char *option = option_for(view, form_text(st->form, F_TO), &value);
	if (!option) {
		form_set_error(st->form, F_TO, _("No queue and no colleague is called that."));
		return;
	}
	if (line_missing(view, F_WHY, _("Say why in a few words.")) ||
		line_missing(view, F_SHORT, _("Say what it is about.")) ||
		line_missing(view, F_TOLD, _("Say what the customer knows.")))
		return;
	const char *argv[ARGS_MAX] = {"outcome", transfer_id(con->app), option, value, "--reason",
		form_text(st->form, F_WHY), "--summary", form_text(st->form, F_SHORT), "--told",
		form_text(st->form, F_TOLD)};
	if (!popup_run(con, 10, argv))
		return;
	if (con->desk->drafts)
		drafts_drop(con->desk->drafts, st->key);
	view->unkept = false;
	console_popup_close(con); /* the view is gone from here on */
}

static unsigned transfer_key(struct view *view, const struct key *key)
{
	struct state *st = view->state;
	unsigned bits = form_key(st->form, key);
	if (bits & WIDGET_SUBMIT) {
		submit(view);
		return WIDGET_HANDLED | WIDGET_REPAINT;
	}
	if (bits & WIDGET_CHANGED)
		view->unkept = true;
	if (bits & WIDGET_CANCEL)
		console_popup_close(view->con); /* the view is gone from here on */
	return bits;
}

const struct view_class view_transfer_class = {
	.name = "transfer",
	.title = N_("Give it away"),
	.context = "popup",
	.popup = true,
	.one_row = true,
	.state_size = sizeof(struct state),
	.open = transfer_open,
	.close = transfer_close,
	.place = transfer_place,
	.paint = transfer_paint,
	.key = transfer_key,
	.keep = transfer_keep,
};
