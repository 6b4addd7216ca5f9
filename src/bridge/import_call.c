/* import_call.c - finished telephone calls of another system, for the figures and the history. */
#include "bridge/import_private.h"

#include "carrel/arena.h"
#include "carrel/i18n.h"
#include "carrel/phone.h"

#include <string.h>
#include <strings.h>

static const enum column wanted[] = {
	COL_CALL,
	COL_QUEUE,
	COL_AGENT,
	COL_FROM,
	COL_TO,
	COL_OFFERED,
	COL_ANSWERED,
	COL_ENDED,
	COL_HOLD,
	COL_WRAP,
	COL_OUTCOME,
	COLUMNS,
};

struct call_row {
	struct call call;
	const char *queue;
	const char *login, *agent_shown;
};

static bool is_withheld(const char *number)
{
	static const char *const words[] = {
		"anonymous", "unknown", "private", "restricted", "withheld", "unavailable", "-"};
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (strcasecmp(number, words[i]) == 0)
			return true;
	return false;
}

static enum rc read_number(struct import *im, const struct import_record *r, enum column column,
	const char **e164, struct err *err)
{
	const char *text = r->value[column];
	*e164 = NULL;
	if (!text || is_withheld(text))
		return RC_OK;
	enum rc rc = phone_normalise(text, im->options->region, im->row, e164, err);
	return rc == RC_OK ? rc : err_prefix(err, "%s", import_column_name(column));
}

static enum rc read_outcome(const struct import_record *r, struct call *c, struct err *err)
{
	int outcome = c->answered_at ? CALL_END_ANSWERED : CALL_END_ABANDONED;
	const char *text = r->value[COL_OUTCOME];
	if (text && !word_parse(call_end_words, text, &outcome))
		return err_set(err, RC_INVALID,
			_("outcome: \"%.60s\" is not one of answered, abandoned, timeout, key, "
			  "other"),
			text);
	if ((outcome == CALL_END_ANSWERED) != (c->answered_at != 0))
		return err_set(err, RC_INVALID,
			_("the outcome says %s, but answered_at says otherwise"),
			word_id(call_end_words, outcome));
	c->outcome = (enum call_end)outcome;
	return RC_OK;
}

static enum rc read_times(
	struct import *im, const struct import_record *r, struct call *c, struct err *err)
{
	int64_t hold_s = 0, wrap_s = 0;
	enum rc rc = import_time(im, r, COL_OFFERED, &c->offered_at, err);
	if (rc == RC_OK)
		rc = import_time(im, r, COL_ANSWERED, &c->answered_at, err);
	if (rc == RC_OK)
		rc = import_time(im, r, COL_ENDED, &c->ended_at, err);
	if (rc == RC_OK)
		rc = import_number(r, COL_HOLD, &hold_s, err);
	if (rc == RC_OK)
		rc = import_number(r, COL_WRAP, &wrap_s, err);
	if (rc != RC_OK)
		return rc;
	if (c->offered_at == 0 || c->ended_at == 0)
		return err_set(err, RC_INVALID, _("it does not say when the call %s"),
			c->offered_at ? _("ended") : _("came in"));
	bool in_order = c->offered_at <= c->ended_at &&
		(c->answered_at == 0 ||
			(c->offered_at <= c->answered_at && c->answered_at <= c->ended_at));
	if (!in_order)
		return err_set(
			err, RC_INVALID, _("offered, answered and ended are not in that order"));
	c->hold_ms = hold_s * 1000;
	c->wrapped_at = c->answered_at ? c->ended_at + wrap_s * 1000 : 0;
	return RC_OK;
}

static enum rc check(struct import *im, const struct import_record *r, void **out, struct err *err)
{
	struct call_row *row = arena_alloc(im->row, sizeof(*row));
	*out = row;
	if (!r->value[COL_CALL])
		return err_set(
			err, RC_INVALID, _("there is no call_id, so it could not be known again"));
	row->call.external_id = arena_printf(im->row, "%s:%s", im->system, r->value[COL_CALL]);
	row->call.state = CALL_ENDED;
	row->queue = r->value[COL_QUEUE];
	row->agent_shown = r->value[COL_AGENT];
	enum rc rc = read_times(im, r, &row->call, err);
	if (rc == RC_OK)
		rc = read_outcome(r, &row->call, err);
	if (rc == RC_OK)
		rc = read_number(im, r, COL_FROM, &row->call.from_number, err);
	if (rc == RC_OK)
		rc = read_number(im, r, COL_TO, &row->call.to_number, err);
	if (rc == RC_OK && row->agent_shown)
		rc = import_login(im, row->agent_shown, &row->login, err);
	return rc;
}

static enum rc find_caller(struct import *im, struct call *c, struct err *err)
{
	if (!c->from_number)
		return RC_OK;
	struct customer *found;
	size_t n;
	enum rc rc = store_customer_by_identity(
		im->store, IDENTITY_PHONE, c->from_number, 2, im->row, &found, &n, err);
	if (rc == RC_OK && n == 1)
		c->customer_id = found[0].id;
	return rc;
}

static enum rc write_row(struct import *im, void *p, enum import_done *done, struct err *err)
{
	struct call_row *row = p;
	struct call known;
	enum rc rc = store_call_by_external(im->store, row->call.external_id, im->row, &known, err);
	*done = IMPORT_UNCHANGED;
	if (rc != RC_NOTFOUND)
		return rc;
	*done = IMPORT_ADDED;
	rc = import_queue(im, row->queue ? row->queue : "calls", &row->call.queue_id, err);
	if (rc == RC_OK)
		rc = import_agent(im, row->login, row->agent_shown, &row->call.agent_id, err);
	if (rc == RC_OK)
		rc = find_caller(im, &row->call, err);
	if (rc == RC_OK)
		rc = store_call_add(im->store, &row->call, err);
	im->report->calls += rc == RC_OK;
	return rc;
}

const struct import_ops import_calls_ops = {wanted, check, write_row};
