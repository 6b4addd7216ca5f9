/* F5 and the windows about cases: whose it is, what is put aside, what is to be done later. */
#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/cmd.h"
#include "carrel/console.h"
#include "carrel/go.h"
#include "carrel/i18n.h"
#include "carrel/out.h"
#include "carrel/store_cases.h"
#include "carrel/textpane.h"
#include "carrel/windows.h"
#include "cmd/cmd_case_box.h"
#include "cmd/cmd_print.h"

#include <string.h>

/* ---- F5 ---- */

/* Of several people who share a number one is chosen in the pane that shows them; F5 there says that
 * it is none of them. */
static bool choose_owner(struct console *con)
{
	struct view *owners = console_pane(con, "customer");
	if (con->desk->hand.customers < 2 || !owners || con->focus == owners->pane)
		return false;
	console_focus(con, owners->pane);
	return true;
}

static void open_colleague(struct cmd_call *call, const struct casefile *c, bool another)
{
	const struct colleague_window window = {
		.case_id = c->id, .number = c->number, .another = another};
	console_popup(call->app->console, view_class_find("colleague"), &window);
}

enum rc case_box_refused(struct cmd_call *call, const struct casefile *c, struct err *err)
{
	struct case_company who;
	struct err ignored = {0};
	if (err->rc != RC_CONFLICT || !call->app->console ||
		store_case_company(call->store, c->id, call->app->actor.id, clock_wall_ms(),
			call->arena, &who, &ignored) != RC_OK ||
		(who.place != CASE_IN_HAND && who.place != CASE_PARKED))
		return err->rc;
	open_colleague(call, c, false);
	return RC_CANCELLED;
}

/* True: the window is open and says whose it is. */
static enum rc ask_colleague(
	struct cmd_call *call, const struct casefile *c, bool another, bool *asked, struct err *err)
{
	struct case_company who;
	enum rc rc = store_case_company(
		call->store, c->id, call->app->actor.id, clock_wall_ms(), call->arena, &who, err);
	*asked = rc == RC_OK && (who.place != CASE_NOBODY_ELSE || who.writer);
	if (*asked)
		open_colleague(call, c, another);
	return rc;
}

/* Nothing in hand: the case under the cursor is opened. */
static enum rc open_selected(struct cmd_call *call, int64_t id, struct err *err)
{
	struct console *con = call->app->console;
	struct casefile c;
	bool asked = false;
	if (id == 0)
		return err_set(err, RC_INVALID, _("Nobody is on the line. %s F3 finds a customer."),
			go_words(call->app));
	enum rc rc = store_casefile_get(call->store, id, call->arena, &c, err);
	if (rc == RC_OK)
		rc = ask_colleague(call, &c, false, &asked, err);
	if (rc != RC_OK || asked)
		return rc;
	const char *argv[] = {casefile_is_open(c.state) ? "take" : "show", c.number};
	rc = cmd_run(call->app, 2, argv, call->out, err);
	if (rc == RC_OK && casefile_is_open(c.state))
		console_focus_hand(con);
	return rc;
}

/* In hand already, and before the first word of one's own: somebody else writes in it. */
static bool writes_before_me(const struct desk *desk)
{
	return desk_work_writer(desk, clock_wall_ms()) && textpane_len(desk->note) == 0 &&
		desk->work.touched_case != desk->hand.casefile.id;
}

/* With the customer on the line and the cursor on a case of theirs that a colleague has. */
static enum rc ask_in_history(struct cmd_call *call, bool *asked, struct err *err)
{
	struct console *con = call->app->console;
	struct view *history = console_pane(con, "history");
	struct casefile c;
	*asked = false;
	if (!history || con->focus != history->pane || !history->class->selected_case)
		return RC_OK;
	int64_t id = history->class->selected_case(history);
	enum rc rc = id ? store_casefile_get(call->store, id, call->arena, &c, err) : RC_OK;
	if (rc != RC_OK || id == 0 || !casefile_is_open(c.state))
		return rc;
	return ask_colleague(call, &c, true, asked, err);
}

static enum rc new_case(struct cmd_call *call, struct err *err)
{
	struct console *con = call->app->console;
	const char *argv[] = {"case"};
	bool asked = false;
	enum rc rc = RC_OK;
	if (!con->desk->hand.customer_id) {
		if (choose_owner(con))
			out_line(call->out, "%s",
				_("Several people share this number: Enter says who it is, F5 "
				  "adds somebody new."));
		else
			console_popup(con, view_class_find("new-customer"), NULL);
		return RC_CANCELLED;
	}
	if (!cmd_option(call, "another"))
		rc = ask_in_history(call, &asked, err);
	if (rc != RC_OK || asked)
		return rc == RC_OK ? RC_CANCELLED : rc;
	return cmd_run(call->app, 1, argv, call->out, err);
}

/* The case in hand, the one under the cursor, or a new one for the person on the line, whose name is
 * asked for first if nobody knows them. */
static enum rc cmd_case_box(struct cmd_call *call, struct err *err)
{
	struct console *con = call->app->console;
	const struct work_hand *hand = &con->desk->hand;
	enum rc rc = RC_OK;
	if (console_has_popup(con, "new-customer"))
		return RC_OK;                          /* what has been typed stays */
	int64_t selected = console_selected_case(con); /* in the window that closes now, if any */
	console_popup_close_all(con);
	if (!desk_in_hand(con->desk))
		return open_selected(call, selected, err);
	if (hand->casefile.id == 0)
		rc = new_case(call, err);
	else if (writes_before_me(con->desk))
		open_colleague(call, &hand->casefile, false);
	struct view *view = console_pane(con, "case");
	if (rc == RC_OK && view)
		console_focus(con, view->pane);
	return rc == RC_CANCELLED ? RC_OK : rc;
}
const struct cmd cmd_case_box_entry = {
	.name = "case-box",
	.usage = "case-box [--another]",
	.help = N_("Go to the case, open the one under the cursor, or start one"),
	.synonyms = N_("new open ticket unknown caller join read colleague"),
	.options = "another",
	.flags = CMD_ACTOR | CMD_CONSOLE,
	.exec = cmd_case_box,
};

/* ---- later ---- */

/* With somebody in hand it is their case or none: never one that happens to be under a cursor. */
enum rc case_box_meant(struct cmd_call *call, int arg, struct casefile *c, struct err *err)
{
	struct console *con = call->app->console;
	int64_t id = call->argc > arg || desk_in_hand(con->desk) ? 0 : console_selected_case(con);
	if (id != 0)
		return store_casefile_get(call->store, id, call->arena, c, err);
	return cmd_case(call, arg, c, err);
}

void case_box_pick(struct cmd_call *call, const struct pick_window *window)
{
	console_popup_close_all(call->app->console);
	console_popup(call->app->console, view_class_find("pick"), window);
}

void case_box_line(struct cmd_call *call, const struct line_window *window)
{
	console_popup_close_all(call->app->console);
	console_popup(call->app->console, view_class_find("line"), window);
}

enum rc case_box_later(struct cmd_call *call, enum later_kind kind, int arg, struct err *err)
{
	struct casefile c;
	enum rc rc = case_box_meant(call, arg, &c, err);
	if (rc != RC_OK)
		return rc;
	const struct later_window window = {.kind = kind, .number = c.number};
	console_popup_close_all(call->app->console);
	console_popup(call->app->console, view_class_find("later"), &window);
	return RC_OK;
}

static enum rc later_follow_up(struct cmd_call *call, struct err *err)
{
	struct follow_up_row row;
	int64_t id = 0;
	enum rc rc = cmd_option_int(call, "id", 1, INT64_MAX, &id, err);
	if (rc == RC_OK)
		rc = store_follow_up_get(call->store, id, call->arena, &row, err);
	if (rc != RC_OK)
		return rc;
	const struct later_window window = {
		.kind = LATER_FOLLOW_UP, .number = row.case_number, .follow_up_id = id};
	console_popup_close_all(call->app->console);
	console_popup(call->app->console, view_class_find("later"), &window);
	return RC_OK;
}

static enum rc cmd_later(struct cmd_call *call, struct err *err)
{
	static const struct {
		const char *word;
		enum later_kind kind;
	} kinds[] = {{"snooze", LATER_SNOOZE}, {"reminder", LATER_REMINDER},
		{"callback", LATER_CALLBACK}};
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (strcmp(call->argv[0], kinds[i].word) == 0)
			return case_box_later(call, kinds[i].kind, 1, err);
	if (strcmp(call->argv[0], "follow-up") == 0 && cmd_option(call, "id"))
		return later_follow_up(call, err);
	return err_set(err, RC_INVALID, "usage: carrel %s", call->cmd->usage);
}
const struct cmd cmd_later_entry = {
	.name = "later",
	.usage = "later snooze|reminder|callback [CASE] | later follow-up --id N",
	.options = "id:",
	.help = N_("Put a case off, be reminded or call back: 1-9 picks the time"),
	.synonyms = N_("snooze follow-up remind callback time when"),
	.min_args = 1,
	.max_args = 2,
	.flags = CMD_ACTOR | CMD_CONSOLE,
	.exec = cmd_later,
};

/* ---- put aside ---- */

enum rc case_box_parked(struct cmd_call *call, const struct parked_row *rows, size_t n)
{
	struct arena *a = call->arena;
	struct console *con = call->app->console;
	int64_t now = clock_wall_ms();
	bool swap = con->desk->hand.casefile.id != 0;
	struct pick_row *picks = arena_array(a, n + 1, sizeof(*picks));
	for (size_t i = 0; i < n; i++)
		picks[i] = (struct pick_row){
			.label = arena_printf(a, "%s  %s", print_number(rows[i].number, a),
				rows[i].customer_name ? rows[i].customer_name : "-"),
			.detail = arena_printf(a, "%s  %s", print_since(rows[i].parked.at, now, a),
				rows[i].subject),
			.command = arena_printf(a, "unpark %zu%s", i + 1, swap ? " --swap" : "")};
	const struct pick_window window = {.title = _("Parked"),
		.hint = _("Enter or 1-9 brings it back - Esc back"),
		.note = con->desk->hand.call.id
			? _("! A caller is on the line: finish that first (F8).")
			: swap ? _("What is in hand is put aside for it.")
			       : NULL,
		.rows = picks,
		.n = n};
	console_popup_close_all(con);
	console_popup(con, view_class_find("pick"), &window);
	return RC_OK;
}

/* ---- merging ---- */

static enum rc cmd_merge_box(struct cmd_call *call, struct err *err)
{
	struct console *con = call->app->console;
	struct casefile c;
	enum rc rc = case_box_meant(call, 0, &c, err);
	if (rc != RC_OK)
		return rc;
	const struct merge_window window = {
		.case_id = c.id, .customer_id = c.customer_id, .number = c.number};
	console_popup_close_all(con);
	console_popup(con, view_class_find("merge"), &window);
	return RC_OK;
}
const struct cmd cmd_merge_box_entry = {
	.name = "merge-box",
	.usage = "merge-box [CASE]",
	.help = N_("Make one of two cases of this customer, or part them again"),
	.synonyms = N_("merge case duplicate join combine unmerge part"),
	.max_args = 1,
	.flags = CMD_ACTOR | CMD_CONSOLE,
	.exec = cmd_merge_box,
};
