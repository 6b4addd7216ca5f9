/* What came of a follow-up, chosen instead of typed: kept, confirmed, nobody reached, another time. */
#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/cmd.h"
#include "carrel/console.h"
#include "carrel/i18n.h"
#include "carrel/windows.h"
#include "carrel/store_cases.h"
#include "carrel/store_rows.h"
#include "cmd/cmd_case_box.h"
#include "cmd/cmd_print.h"

enum { ROWS_MAX = 6 };

struct answers {
	struct arena *a;
	const struct follow_up_row *r;
	struct pick_row rows[ROWS_MAX];
	size_t n;
};

static void add(struct answers *l, const char *label, const char *detail, const char *command)
{
	l->rows[l->n++] = (struct pick_row){label, detail, command};
}

static void add_close(struct answers *l, const char *label, const char *detail, const char *how)
{
	add(l, label, detail,
		arena_printf(l->a, "follow-up close %lld%s", (long long)l->r->f.id, how));
}

/* A try that reached nobody is counted; the last one ends it. */
static void add_unreachable(struct answers *l)
{
	long long try = l->r->f.tries + 1;
	add_close(l, arena_printf(l->a, _("Nobody reached (%lld of %d)"), try, UNREACHABLE_MAX),
		try < UNREACHABLE_MAX ? _("asked again tomorrow") : _("it ends here"),
		" --confirmed unreachable");
}

static void add_answers(struct answers *l)
{
	switch (l->r->f.kind) {
	case FOLLOW_UP_CONFIRM:
		add_close(l, _("Yes, it is solved"), "", " --confirmed yes");
		add_close(l, _("No, it is not"), _("the case is opened again"), " --confirmed no");
		add_unreachable(l);
		break;
	case FOLLOW_UP_CALLBACK:
		add_close(l, _("Called back"), "", "");
		add_unreachable(l);
		break;
	case FOLLOW_UP_PROMISE: add_close(l, _("Done as promised"), "", ""); break;
	case FOLLOW_UP_REMINDER: add_close(l, _("Done"), "", ""); break;
	}
}

/* Only whoever gave the case away can answer whether it was solved. */
static bool is_others(const struct cmd_call *call, const struct follow_up *f)
{
	return f->kind == FOLLOW_UP_CONFIRM && f->agent_id != call->app->actor.id;
}

static const char *note_of(struct cmd_call *call, const struct follow_up_row *r)
{
	struct agent giver;
	struct err ignored = {0};
	if (!is_others(call, &r->f))
		return r->f.what && *r->f.what ? r->f.what : NULL;
	if (store_agent_get(call->store, r->f.agent_id, call->arena, &giver, &ignored) != RC_OK)
		return NULL;
	return arena_printf(
		call->arena, _("Only %s can answer this: they gave the case away."), giver.name);
}

static const char *title_of(struct cmd_call *call, const struct follow_up_row *r)
{
	struct arena *a = call->arena;
	return arena_printf(a, "%s %s  %s  %s", _(word_label(follow_up_words, (int)r->f.kind)),
		app_when(call->app, r->f.at, clock_wall_ms(), a), print_number(r->case_number, a),
		r->customer_name ? r->customer_name : "");
}

static void ask(struct cmd_call *call, const struct follow_up_row *r)
{
	struct answers l = {.a = call->arena, .r = r};
	if (!is_others(call, &r->f)) {
		add_answers(&l);
		add(&l, _("Put it off…"), "",
			arena_printf(l.a, "later follow-up --id %lld", (long long)r->f.id));
	}
	if (r->case_number)
		add(&l, _("Open the case"), r->subject ? r->subject : "",
			arena_printf(l.a, "show %s", r->case_number));
	const struct pick_window window = {.title = title_of(call, r),
		.hint = _("1-9 pick - Esc back"),
		.note = note_of(call, r),
		.rows = l.rows,
		.n = l.n};
	case_box_pick(call, &window);
}

/* Of a case with several open ones: which? */
static void ask_which(
	struct cmd_call *call, const struct casefile *c, const struct follow_up_row *rows, size_t n)
{
	struct arena *a = call->arena;
	int64_t now = clock_wall_ms();
	struct pick_row *picks = arena_array(a, n + 1, sizeof(*picks));
	for (size_t i = 0; i < n; i++)
		picks[i] = (struct pick_row){
			.label = arena_printf(a, "%s %s",
				_(word_label(follow_up_words, (int)rows[i].f.kind)),
				app_when(call->app, rows[i].f.at, now, a)),
			.detail = rows[i].f.what ? rows[i].f.what : "",
			.command = arena_printf(
				a, "follow-up-box --id %lld", (long long)rows[i].f.id)};
	const struct pick_window window = {
		.title = arena_printf(a, _("%s: which follow-up?"), print_number(c->number, a)),
		.hint = _("1-9 pick - Esc back"),
		.note = n == 0 ? _("Nothing is promised or asked on this case.") : NULL,
		.rows = picks,
		.n = n};
	case_box_pick(call, &window);
}

static enum rc of_case(struct cmd_call *call, struct err *err)
{
	struct casefile c;
	struct follow_up_row *rows = NULL;
	size_t n = 0;
	enum rc rc = case_box_meant(call, 0, &c, err);
	if (rc == RC_OK)
		rc = store_follow_up_of_case(call->store, c.id, call->arena, &rows, &n, err);
	if (rc != RC_OK)
		return rc;
	if (n == 1)
		ask(call, &rows[0]);
	else
		ask_which(call, &c, rows, n);
	return RC_OK;
}

static enum rc cmd_follow_up_box(struct cmd_call *call, struct err *err)
{
	struct follow_up_row row;
	int64_t id = 0;
	enum rc rc = cmd_option_int(call, "id", 1, INT64_MAX, &id, err);
	if (rc == RC_OK && id == 0)
		return of_case(call, err);
	if (rc == RC_OK)
		rc = store_follow_up_get(call->store, id, call->arena, &row, err);
	if (rc == RC_OK)
		ask(call, &row);
	return rc;
}
const struct cmd cmd_follow_up_box_entry = {
	.name = "follow-up-box",
	.usage = "follow-up-box [CASE | --id N]",
	.help = N_(
		"Say what came of a follow-up: confirmed, not solved, nobody reached, done, later"),
	.synonyms = N_("callback promise reminder confirm solved close done"),
	.options = "id:",
	.max_args = 1,
	.flags = CMD_ACTOR | CMD_CONSOLE,
	.exec = cmd_follow_up_box,
};
