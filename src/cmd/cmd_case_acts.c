/* What else can be done with a case, in one window: answer what is asked, name it, its cause, its steps,
 * split it, link it, go to what it is linked to. Each row is a command as it could have been typed. */
#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/cmd.h"
#include "carrel/console.h"
#include "carrel/i18n.h"
#include "carrel/out.h"
#include "carrel/reference.h"
#include "carrel/windows.h"
#include "carrel/store_cases.h"
#include "carrel/store_rows.h"
#include "cmd/cmd_case_box.h"
#include "cmd/cmd_print.h"

#include <stdlib.h>
#include <string.h>

enum { ACTS_MAX = 8, CONTACTS_MAX = 50 };

/* ---- the window of all acts ---- */

struct acts {
	struct cmd_call *call;
	const struct casefile *c;
	struct pick_row *rows;
	size_t n;
};

static void add(struct acts *l, const char *label, const char *detail, const char *command)
{
	l->rows[l->n++] = (struct pick_row){
		.label = label, .detail = detail ? detail : "", .command = command};
}

static void add_verb(struct acts *l, const char *verb, const char *label, const char *detail)
{
	add(l, label, detail, arena_printf(l->call->arena, "%s %s", verb, l->c->number));
}

static void add_follow_ups(struct acts *l, const struct follow_up_row *rows, size_t n)
{
	struct arena *a = l->call->arena;
	int64_t now = clock_wall_ms();
	for (size_t i = 0; i < n; i++)
		add(l, _(word_label(follow_up_words, (int)rows[i].f.kind)),
			arena_printf(a, "%s  %s", app_when(l->call->app, rows[i].f.at, now, a),
				rows[i].f.what ? rows[i].f.what : ""),
			arena_printf(a, "follow-up-box --id %lld", (long long)rows[i].f.id));
}

static const char *steps_left(struct cmd_call *call, const struct checklist_item *s, size_t n)
{
	size_t left = 0;
	for (size_t i = 0; i < n; i++)
		left += s[i].state == STEP_OPEN;
	return n == 0 ? _("none yet") : arena_printf(call->arena, _("%zu of %zu left"), left, n);
}

static void add_linked(struct acts *l, const struct link_row *rows, size_t n)
{
	struct arena *a = l->call->arena;
	for (size_t i = 0; i < n; i++) {
		const char *word = _(word_label(link_kind_words, (int)rows[i].link.kind));
		const char *other = print_number(rows[i].number, a);
		add(l,
			rows[i].outgoing ? arena_printf(a, "%s %s", word, other)
					 : arena_printf(a, _("%s %s this one"), other, word),
			rows[i].subject, arena_printf(a, "show %s", rows[i].number));
	}
}

static enum rc read_acts(struct acts *l, struct err *err)
{
	struct cmd_call *call = l->call;
	struct follow_up_row *due = NULL;
	struct checklist_item *steps = NULL;
	struct link_row *links = NULL;
	size_t ndue = 0, nsteps = 0, nlinks = 0;
	enum rc rc = store_follow_up_of_case(call->store, l->c->id, call->arena, &due, &ndue, err);
	if (rc == RC_OK)
		rc = store_checklist(call->store, l->c->id, call->arena, &steps, &nsteps, err);
	if (rc == RC_OK)
		rc = store_links(call->store, l->c->id, call->arena, &links, &nlinks, err);
	if (rc != RC_OK)
		return rc;
	l->rows = arena_array(call->arena, ACTS_MAX + ndue + nlinks, sizeof(*l->rows));
	add_verb(l, "subject", _("Rename it"), l->c->subject);
	add_verb(l, "cause", _("Root cause"), app_cause_title(call->app, l->c->root_cause));
	add_verb(l, "steps", _("Steps"), steps_left(call, steps, nsteps));
	add_verb(l, "case-split", _("Split it"), _("one contact becomes a case of its own"));
	add_verb(l, "link-box", _("Link it"), _("related, duplicate, part of another"));
	add_follow_ups(l, due, ndue);
	add_linked(l, links, nlinks);
	return RC_OK;
}

static enum rc cmd_acts(struct cmd_call *call, struct err *err)
{
	struct casefile c;
	struct acts l = {.call = call, .c = &c};
	enum rc rc = case_box_meant(call, 0, &c, err);
	if (rc == RC_OK)
		rc = read_acts(&l, err);
	if (rc != RC_OK)
		return rc;
	const struct pick_window window = {.title = arena_printf(call->arena, _("%s: what else?"),
						   print_number(c.number, call->arena)),
		.hint = _("1-9 pick - Esc back"),
		.rows = l.rows,
		.n = l.n};
	case_box_pick(call, &window);
	return RC_OK;
}
const struct cmd cmd_acts_entry = {
	.name = "acts",
	.usage = "acts [CASE]",
	.help = N_("What else can be done with a case: name, cause, steps, split, link, answer"),
	.synonyms = N_("more actions menu case rename split link steps cause confirm"),
	.max_args = 1,
	.flags = CMD_ACTOR | CMD_CONSOLE,
	.exec = cmd_acts,
};

/* ---- steps ---- */

/* Which one is skipped; the reason is asked for next. */
static void ask_skipped(struct cmd_call *call, const struct casefile *c,
	const struct checklist_item *steps, size_t n)
{
	struct arena *a = call->arena;
	struct pick_row *rows = arena_array(a, n + 1, sizeof(*rows));
	size_t used = 0;
	for (size_t i = 0; i < n; i++)
		if (steps[i].state == STEP_OPEN)
			rows[used++] = (struct pick_row){.label = steps[i].step,
				.detail = "",
				.command =
					arena_printf(a, "steps %s --skip %zu", c->number, i + 1)};
	const struct pick_window window = {.title = _("Which step is skipped?"),
		.hint = _("1-9 pick - Esc back"),
		.rows = rows,
		.n = used};
	case_box_pick(call, &window);
}

static enum rc ask_reason(struct cmd_call *call, const struct casefile *c,
	const struct checklist_item *steps, size_t n, struct err *err)
{
	struct arena *a = call->arena;
	int64_t number = 0;
	enum rc rc = cmd_option_int(call, "skip", 1, 999, &number, err);
	if (rc != RC_OK)
		return rc;
	if ((size_t)number > n)
		return err_set(err, RC_NOTFOUND,
			i18n_plural("There is %zu step.", "There are %zu steps.", n), n);
	const struct line_window window = {
		.title = arena_printf(a, _("Why is it skipped? %s"), steps[number - 1].step),
		.hint = _("Enter keeps it - Esc back"),
		.text = "",
		.command = arena_printf(a, "checklist skip %s %lld", c->number, (long long)number)};
	case_box_line(call, &window);
	return RC_OK;
}

static void ask_step(struct cmd_call *call, const struct casefile *c)
{
	struct arena *a = call->arena;
	const struct line_window window = {.title = _("What is to be done?"),
		.hint = _("Enter keeps it - Esc back"),
		.text = "",
		.command = arena_printf(a, "checklist add %s", c->number)};
	case_box_line(call, &window);
}

/* Choosing an open step ticks it, choosing another opens it again. */
static void show_steps(struct cmd_call *call, const struct casefile *c,
	const struct checklist_item *steps, size_t n)
{
	static const char *const marks[] = {"[ ]", "[x]", "[-]"};
	struct arena *a = call->arena;
	struct pick_row *rows = arena_array(a, n + 3, sizeof(*rows));
	size_t used = 0, left = 0;
	for (size_t i = 0; i < n; i++) {
		bool open = steps[i].state == STEP_OPEN;
		left += open;
		rows[used++] = (struct pick_row){
			.label = arena_printf(a, "%s %s", marks[steps[i].state], steps[i].step),
			.detail = steps[i].reason ? steps[i].reason : "",
			.command = arena_printf(a, "checklist %s %s %zu", open ? "done" : "open",
				c->number, i + 1)};
	}
	if (left > 0)
		rows[used++] = (struct pick_row){.label = _("Skip one…"),
			.detail = _("with a reason"),
			.command = arena_printf(a, "steps %s --skip-one", c->number)};
	rows[used++] = (struct pick_row){.label = _("Add one…"),
		.detail = "",
		.command = arena_printf(a, "steps %s --add", c->number)};
	const struct pick_window window = {
		.title = arena_printf(a, _("Steps of %s"), print_number(c->number, a)),
		.hint = n > 0 ? _("1-9 ticks, or opens again - Esc back")
			      : _("1-9 pick - Esc back"),
		.rows = rows,
		.n = used};
	case_box_pick(call, &window);
}

static enum rc cmd_steps(struct cmd_call *call, struct err *err)
{
	struct casefile c;
	struct checklist_item *steps = NULL;
	size_t n = 0;
	enum rc rc = case_box_meant(call, 0, &c, err);
	if (rc == RC_OK)
		rc = cmd_may(call, RIGHT_DESCRIBE, &c, err);
	if (rc == RC_OK)
		rc = store_checklist(call->store, c.id, call->arena, &steps, &n, err);
	if (rc != RC_OK)
		return rc;
	if (cmd_option(call, "skip"))
		return ask_reason(call, &c, steps, n, err);
	if (cmd_option(call, "add"))
		ask_step(call, &c);
	else if (cmd_option(call, "skip-one"))
		ask_skipped(call, &c, steps, n);
	else
		show_steps(call, &c, steps, n);
	return RC_OK;
}
const struct cmd cmd_steps_entry = {
	.name = "steps",
	.usage = "steps [CASE] [--add | --skip-one | --skip N]",
	.help = N_("Tick the steps of a case, skip one with a reason, or add one"),
	.synonyms = N_("checklist tick done todo tasks"),
	.options = "add skip-one skip:",
	.max_args = 1,
	.flags = CMD_ACTOR | CMD_CONSOLE,
	.exec = cmd_steps,
};

/* ---- splitting ---- */

/* The contacts of the case, the newest first: any of them can become the first of another case. */
static enum rc ask_contact(struct cmd_call *call, const struct casefile *c, struct err *err)
{
	struct arena *a = call->arena;
	struct contact *contacts = NULL;
	size_t n = 0;
	int64_t now = clock_wall_ms();
	enum rc rc =
		store_contact_of_case(call->store, c->id, 0, CONTACTS_MAX, a, &contacts, &n, err);
	if (rc != RC_OK)
		return rc;
	struct pick_row *rows = arena_array(a, n + 1, sizeof(*rows));
	for (size_t i = 0; i < n; i++)
		rows[i] = (struct pick_row){
			.label = arena_printf(a, "%s %s",
				app_when(call->app, contacts[i].at, now, a),
				_(word_label(contact_kind_words, (int)contacts[i].kind))),
			.detail = contacts[i].body && *contacts[i].body ? contacts[i].body
				: contacts[i].subject                   ? contacts[i].subject
									: "-",
			.command = arena_printf(a, "case-split %lld", (long long)contacts[i].id)};
	const struct pick_window window = {
		.title = arena_printf(a, _("%s: which contact gets a case of its own?"),
			print_number(c->number, a)),
		.hint = _("1-9 pick - Esc back"),
		.note = n == 0 ? _("Nothing was said or written on this case yet.") : NULL,
		.rows = rows,
		.n = n};
	case_box_pick(call, &window);
	return RC_OK;
}

/* What the contact says itself is proposed. */
static void ask_split_subject(struct cmd_call *call, const struct contact *contact)
{
	struct arena *a = call->arena;
	const char *said = contact->subject && *contact->subject ? contact->subject : contact->body;
	const struct line_window window = {.title = _("What is the new case about?"),
		.hint = _("Enter splits it off - Esc back"),
		.text = casefile_subject_of(said ? said : "", a),
		.command = arena_printf(a, "case-split %lld", (long long)contact->id)};
	case_box_line(call, &window);
}

static enum rc split(struct cmd_call *call, int64_t id, struct err *err)
{
	struct contact contact;
	struct casefile c, made;
	enum rc rc = store_contact_get(call->store, id, call->arena, &contact, err);
	if (rc == RC_OK && contact.case_id == 0)
		return err_set(err, RC_INVALID, _("This contact is on no case."));
	if (rc == RC_OK)
		rc = store_casefile_get(call->store, contact.case_id, call->arena, &c, err);
	if (rc == RC_OK)
		rc = cmd_may(call, RIGHT_SPLIT, &c, err);
	if (rc != RC_OK)
		return rc;
	if (call->argc < 2 && call->app->console) {
		ask_split_subject(call, &contact);
		return RC_OK;
	}
	rc = store_case_split(call->store, id, call->argc > 1 ? cmd_rest(call, 1) : NULL,
		call->app->actor.id, call->arena, &made, err);
	if (rc == RC_OK) {
		print_case_json(call->out, "case", &made);
		out_line(call->out, _("Case %s is open: %s. u undoes."),
			print_number(made.number, call->arena), made.subject);
	}
	return rc;
}

static enum rc cmd_case_split(struct cmd_call *call, struct err *err)
{
	struct casefile c;
	char *end = NULL, number[REFERENCE_LEN + 1];
	bool named = call->argc == 0 || reference_parse(call->argv[0], number);
	long long id = named ? 0 : strtoll(call->argv[0], &end, 10);
	if (named && call->app->console) {
		enum rc rc = case_box_meant(call, 0, &c, err);
		if (rc == RC_OK)
			rc = cmd_may(call, RIGHT_SPLIT, &c, err);
		return rc == RC_OK ? ask_contact(call, &c, err) : rc;
	}
	if (named || *end || id <= 0)
		return err_set(err, RC_INVALID,
			_("“%s” is no contact; “show CASE --json” has their numbers."),
			call->argc > 0 ? call->argv[0] : "");
	return split(call, id, err);
}
const struct cmd cmd_case_split_entry = {
	.name = "case-split",
	.usage = "case-split [CASE] | case-split CONTACT [SUBJECT]",
	.help = N_("Make a case of its own of one contact"),
	.synonyms = N_("separate new case"),
	.max_args = -1,
	.flags = CMD_ACTOR | CMD_MUTATES,
	.exec = cmd_case_split,
};
