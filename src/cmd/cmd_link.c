/* Cases that hang together, and the steps of one. */
#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/change.h"
#include "carrel/clock.h"
#include "carrel/cmd.h"
#include "carrel/i18n.h"
#include "carrel/out.h"
#include "carrel/reference.h"
#include "carrel/store_cases.h"
#include "carrel/store_rows.h"
#include "carrel/strbuf.h"
#include "carrel/work.h"
#include "cmd/cmd_print.h"
#include "cmd/cmd_time.h"

#include <stdlib.h>
#include <string.h>

/* ---- merging ---- */

/* "merge A INTO": with one number it is the case in hand that goes. */
static enum rc two_cases(
	struct cmd_call *call, struct casefile *one, struct casefile *other, struct err *err)
{
	int last = call->argc - 1;
	enum rc rc = cmd_case(call, last > 0 ? 0 : call->argc, one, err);
	return rc == RC_OK ? cmd_case(call, last, other, err) : rc;
}

static void tell_two(struct cmd_call *call, const struct casefile *one,
	const struct casefile *other, const char *fmt)
{
	out_text(call->out, "case", one->number);
	out_text(call->out, "other", other->number);
	out_line(call->out, _("%s %s %s. u undoes."), print_number(one->number, call->arena), fmt,
		print_number(other->number, call->arena));
}

static void tell_merged(
	struct cmd_call *call, const struct casefile *from, const struct casefile *into)
{
	out_text(call->out, "case", from->number);
	out_text(call->out, "other", into->number);
	out_line(call->out, _("%s is now part of %s. u undoes."),
		print_number(from->number, call->arena), print_number(into->number, call->arena));
}

static enum rc cmd_case_merge(struct cmd_call *call, struct err *err)
{
	struct casefile from, into;
	enum rc rc = two_cases(call, &from, &into, err);
	if (rc == RC_OK)
		rc = cmd_may(call, RIGHT_MERGE, &from, err);
	if (rc == RC_OK)
		rc = change_begin(call->store, "merge", from.number, err);
	if (rc != RC_OK)
		return rc;
	if (cmd_option(call, "go-on"))
		rc = work_attach(call->store, call->app->actor.id, 0, into.id, err);
	if (rc == RC_OK)
		rc = store_case_merge(call->store, from.id, into.id, call->app->actor.id, err);
	rc = change_end(call->store, rc, err);
	if (rc == RC_OK)
		tell_merged(call, &from, &into);
	return rc;
}
const struct cmd cmd_case_merge_entry = {
	.name = "case-merge",
	.usage = "case-merge CASE INTO [--go-on]",
	.help = N_("Make one case of two; both are read as one thread"),
	.synonyms = N_("merge join duplicate combine"),
	.options = "go-on",
	.min_args = 2,
	.max_args = 2,
	.flags = CMD_ACTOR | CMD_MUTATES,
	.exec = cmd_case_merge,
};

static enum rc cmd_case_unmerge(struct cmd_call *call, struct err *err)
{
	struct casefile c;
	enum rc rc = store_casefile_by_number(call->store, call->argv[0], call->arena, &c, err);
	if (rc == RC_OK)
		rc = cmd_may(call, RIGHT_MERGE, &c, err);
	if (rc == RC_OK)
		rc = store_case_unmerge(call->store, c.id, call->app->actor.id, err);
	if (rc == RC_OK)
		rc = store_casefile_get(call->store, c.id, call->arena, &c, err);
	if (rc == RC_OK) {
		print_case_json(call->out, "case", &c);
		out_line(call->out, _("%s stands for itself again."),
			print_number(c.number, call->arena));
	}
	return rc;
}
const struct cmd cmd_case_unmerge_entry = {
	.name = "case-unmerge",
	.usage = "case-unmerge CASE",
	.help = N_("Part a case from the one it was merged into"),
	.synonyms = N_("undo merge separate"),
	.min_args = 1,
	.max_args = 1,
	.flags = CMD_ACTOR | CMD_MUTATES,
	.exec = cmd_case_unmerge,
};

/* ---- links ---- */

static enum rc list_links(struct cmd_call *call, struct err *err)
{
	struct casefile c;
	struct link_row *rows;
	size_t n;
	enum rc rc = cmd_case(call, 0, &c, err);
	if (rc == RC_OK)
		rc = store_links(call->store, c.id, call->arena, &rows, &n, err);
	if (rc != RC_OK)
		return rc;
	out_array(call->out, "links");
	if (n == 0)
		out_line(call->out, "%s", _("No links."));
	for (size_t i = 0; i < n; i++) {
		const char *word = _(word_label(link_kind_words, (int)rows[i].link.kind));
		const char *other = print_number(rows[i].number, call->arena);
		const char *own = print_number(c.number, call->arena);
		out_object(call->out, NULL);
		out_text(call->out, "kind", word_id(link_kind_words, (int)rows[i].link.kind));
		out_text(call->out, "case", rows[i].number);
		out_bool(call->out, "outgoing", rows[i].outgoing);
		out_text(call->out, "subject", rows[i].subject);
		out_text(call->out, "state", word_id(case_state_words, (int)rows[i].state));
		out_end(call->out);
		out_line(call->out, "%s %s %s  %s", rows[i].outgoing ? own : other, word,
			rows[i].outgoing ? other : own, rows[i].subject);
	}
	out_end(call->out);
	return RC_OK;
}

static enum rc cmd_link(struct cmd_call *call, struct err *err)
{
	struct casefile one, other;
	int kind = LINK_RELATED;
	const char *word = cmd_option(call, "as");
	if (call->argc < 2 && !word)
		return list_links(call, err);
	if (word && !word_parse(link_kind_words, word, &kind))
		return err_set(err, RC_INVALID,
			_("“%s” is no kind of link: related, duplicate or parent."), word);
	enum rc rc = two_cases(call, &one, &other, err);
	if (rc == RC_OK)
		rc = cmd_may(call, RIGHT_LINK, &one, err);
	if (rc == RC_OK)
		rc = store_link_add(call->store, one.id, other.id, (enum link_kind)kind,
			call->app->actor.id, err);
	if (rc == RC_OK) {
		out_text(call->out, "kind", word_id(link_kind_words, kind));
		tell_two(call, &one, &other, _(word_label(link_kind_words, kind)));
	}
	return rc;
}
const struct cmd cmd_link_entry = {
	.name = "link",
	.usage = "link [CASE] [OTHER] [--as related|duplicate|parent]",
	.help = N_("Link two cases (as parent: the second is above); with one, show its links"),
	.synonyms = N_("related duplicate parent child"),
	.options = "as:",
	.max_args = 2,
	.flags = CMD_ACTOR | CMD_MUTATES,
	.exec = cmd_link,
};

static enum rc cmd_unlink(struct cmd_call *call, struct err *err)
{
	struct casefile one, other;
	enum rc rc = two_cases(call, &one, &other, err);
	if (rc == RC_OK)
		rc = cmd_may(call, RIGHT_LINK, &one, err);
	if (rc == RC_OK)
		rc = store_link_drop(call->store, one.id, other.id, err);
	if (rc == RC_OK)
		tell_two(call, &one, &other, _("is no longer linked to"));
	return rc;
}
const struct cmd cmd_unlink_entry = {
	.name = "unlink",
	.usage = "unlink [CASE] OTHER",
	.help = N_("Take the link between two cases away"),
	.min_args = 1,
	.max_args = 2,
	.flags = CMD_ACTOR | CMD_MUTATES,
	.exec = cmd_unlink,
};

/* ---- checklist ---- */

static void print_step(struct cmd_call *call, size_t number, const struct checklist_item *s)
{
	out_object(call->out, NULL);
	out_int(call->out, "n", (int64_t)number);
	out_text(call->out, "step", s->step);
	out_text(call->out, "state", word_id(step_state_words, (int)s->state));
	out_text(call->out, "reason", s->reason);
	out_int(call->out, "by_id", s->by_id);
	out_time(call->out, "at", s->at);
	out_end(call->out);
}

static void tell_step(struct cmd_call *call, size_t number, const struct checklist_item *s)
{
	static const char *const marks[] = {"[ ]", "[x]", "[-]"};
	out_line(call->out, "%zu %s %s%s%s", number, marks[s->state], s->step,
		s->reason ? " - " : "", s->reason ? s->reason : "");
}

/* brief: after a change, how far one is; the steps themselves stand in the case. */
static enum rc show_steps(
	struct cmd_call *call, const struct casefile *c, bool brief, struct err *err)
{
	struct checklist_item *steps;
	size_t n, left = 0;
	enum rc rc = store_checklist(call->store, c->id, call->arena, &steps, &n, err);
	if (rc != RC_OK)
		return rc;
	out_array(call->out, "checklist");
	for (size_t i = 0; i < n; i++) {
		print_step(call, i + 1, &steps[i]);
		left += steps[i].state == STEP_OPEN;
		if (!brief)
			tell_step(call, i + 1, &steps[i]);
	}
	out_end(call->out);
	if (n == 0)
		out_line(call->out, "%s", _("No checklist. “checklist add STEP” begins one."));
	else if (brief)
		out_line(call->out, _("%zu of %zu steps are left. u undoes."), left, n);
	return RC_OK;
}

static enum rc mark_step(struct cmd_call *call, const struct casefile *c, int from,
	enum step_state to, struct err *err)
{
	if (from >= call->argc)
		return err_set(err, RC_INVALID, _("Say which step, by its number."));
	char *end;
	long number = strtol(call->argv[from], &end, 10);
	if (*end || number < 1 || number > 999)
		number = 0;
	const char *reason = from + 1 < call->argc ? cmd_rest(call, from + 1) : NULL;
	return store_checklist_mark(
		call->store, c->id, (int)number, to, reason, call->app->actor.id, err);
}

static enum rc cmd_checklist(struct cmd_call *call, struct err *err)
{
	static const struct {
		const char *verb;
		enum step_state to;
	} verbs[] = {{"done", STEP_DONE}, {"skip", STEP_SKIPPED}, {"open", STEP_OPEN}};
	struct casefile c;
	int from = 0;
	const char *verb = call->argc ? call->argv[0] : "";
	char number[REFERENCE_LEN + 1];
	bool only_case = call->argc == 0 || reference_parse(verb, number);
	enum rc rc =
		only_case ? cmd_case(call, 0, &c, err) : cmd_case_then(call, 1, 0, &c, &from, err);
	if (rc != RC_OK || only_case)
		return rc == RC_OK ? show_steps(call, &c, false, err) : rc;
	rc = cmd_may(call, RIGHT_DESCRIBE, &c, err);
	if (rc != RC_OK)
		return rc;
	rc = RC_NOTFOUND;
	if (strcmp(verb, "add") == 0)
		rc = store_checklist_add(call->store, c.id, cmd_rest(call, from), err);
	for (size_t i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++)
		if (strcmp(verb, verbs[i].verb) == 0) {
			rc = mark_step(call, &c, from, verbs[i].to, err);
			return rc == RC_OK ? show_steps(call, &c, true, err) : rc;
		}
	if (rc == RC_NOTFOUND && strcmp(verb, "add") != 0)
		return err_set(err, RC_INVALID, "usage: carrel %s", call->cmd->usage);
	return rc == RC_OK ? show_steps(call, &c, true, err) : rc;
}
const struct cmd cmd_checklist_entry = {
	.name = "checklist",
	.usage = "checklist [CASE] | checklist add|done|skip|open [CASE] STEP|N [REASON]",
	.help = N_("The steps of a case: add one, mark it done, or skip it for a reason"),
	.synonyms = N_("steps todo tasks procedure"),
	.max_args = -1,
	.flags = CMD_ACTOR | CMD_MUTATES,
	.exec = cmd_checklist,
};
