/* import_dialogue.c - conversations: with a transcript a case and its contact, without one a contact.
 *
 * The id that the other system gave a conversation stays as a reference of the customer; by it the
 * same conversation is known again, whichever file brings it. */
#include "bridge/import_private.h"

#include "carrel/arena.h"
#include "carrel/i18n.h"
#include "carrel/strbuf.h"

#include <jansson.h>
#include <string.h>
#include <strings.h>

enum { BRIEF_MAX = 120, SUBJECT_MAX = 100, TURN_MIN = 20 };

static const char reference_kind[] = "chat";

static const enum column wanted[] = {
	COL_DIALOGUE,
	COL_CUSTOMER,
	COL_AGENT,
	COL_QUEUE,
	COL_CHANNEL,
	COL_SUBJECT,
	COL_TOPIC,
	COL_TASK,
	COL_BODY,
	COL_BRIEF,
	COL_STARTED,
	COL_FINISHED,
	COL_DURATION,
	COL_COMPLETION,
	COL_CUSTOMER_MSGS,
	COL_AGENT_MSGS,
	COLUMNS,
};

struct dialogue_row {
	struct contact contact;
	struct identity customer;
	const char *customer_shown;
	const char *login, *agent_shown; /* NULL: nobody */
	const char *queue;
	const char *ref;
	const char *topic;
	const char *status;
	int64_t ends_at;
	bool is_case;
};

static void add_turn(struct strbuf *out, const char *who, const char *text)
{
	if (out->len > 0)
		strbuf_addch(out, '\n');
	strbuf_addf(out, "%s: ", who);
	for (; *text; text++)
		strbuf_addch(out, *text == '\n' || *text == '\r' ? ' ' : *text);
	while (out->len > 0 && out->buf[out->len - 1] == ' ')
		strbuf_truncate(out, out->len - 1);
}

/* Events are [second, "customer" or "agent", text, …]; others (look-ups) are the machine's. */
static enum rc read_events(struct import *im, const struct json_t *events, const char **body,
	const char **first_words, struct err *err)
{
	struct strbuf out = STRBUF_INIT;
	size_t i;
	const struct json_t *event;
	json_array_foreach(events, i, event)
	{
		const char *who = json_string_value(json_array_get(event, 1));
		const char *text = json_string_value(json_array_get(event, 2));
		if (!who || !text) {
			strbuf_fini(&out);
			return err_set(err, RC_INVALID,
				_("event %zu is not [second, who, text, …]"), i + 1);
		}
		bool customer = strcmp(who, "customer") == 0;
		if (!customer && strcmp(who, "agent") != 0)
			continue;
		add_turn(&out, who, text);
		if (customer && !*first_words && strlen(text) >= TURN_MIN)
			*first_words = text;
	}
	*body = arena_strdup(im->row, out.buf);
	strbuf_fini(&out);
	return RC_OK;
}

/* A short brief says what it is about; a long one is instructions, the caller's words say it better. */
static const char *subject_of(
	struct import *im, const struct import_record *r, const char *first_words)
{
	if (r->value[COL_SUBJECT])
		return import_cut(im, r->value[COL_SUBJECT], SUBJECT_MAX);
	const char *task = r->value[COL_TASK] ? import_humanise(im, r->value[COL_TASK])
		: r->value[COL_TOPIC]         ? import_humanise(im, r->value[COL_TOPIC])
					      : NULL;
	const char *brief = r->value[COL_BRIEF];
	const char *words = brief && strlen(brief) <= BRIEF_MAX ? brief : first_words;
	if (!task || !words)
		return task ? task : words;
	return import_cut(im, arena_printf(im->row, "%s: %s", task, words), SUBJECT_MAX);
}

static const char *summary_of(struct import *im, const struct import_record *r)
{
	if (r->value[COL_BODY])
		return import_text(im, r->value[COL_BODY]);
	const char *theirs = r->value[COL_CUSTOMER_MSGS], *ours = r->value[COL_AGENT_MSGS];
	if (!theirs || !ours)
		return "";
	return arena_printf(im->row,
		"No transcript was kept. Messages from the customer: %s, from the agent: %s.",
		theirs, ours);
}

static enum rc read_kind(const struct import_record *r, enum contact_kind *kind, struct err *err)
{
	int value = CONTACT_CHAT;
	const char *channel = r->value[COL_CHANNEL];
	if (channel && strcasecmp(channel, "phone") == 0)
		value = CONTACT_CALL;
	else if (channel && strcasecmp(channel, "email") == 0)
		value = CONTACT_MAIL;
	else if (channel && !word_parse(contact_kind_words, channel, &value))
		return err_set(err, RC_INVALID,
			_("channel: \"%.60s\" is not one of call, mail, chat, message, visit, "
			  "note"),
			channel);
	*kind = (enum contact_kind)value;
	return RC_OK;
}

static enum rc read_people(
	struct import *im, const struct import_record *r, struct dialogue_row *row, struct err *err)
{
	if (!r->value[COL_DIALOGUE])
		return err_set(
			err, RC_INVALID, _("there is no id, so it could not be known again"));
	if (!r->value[COL_CUSTOMER])
		return err_set(err, RC_INVALID, _("it does not say which customer"));
	row->ref = arena_printf(im->row, "%s:%s", im->system, r->value[COL_DIALOGUE]);
	row->customer_shown = r->value[COL_CUSTOMER];
	row->agent_shown = r->value[COL_AGENT];
	row->queue = r->value[COL_QUEUE];
	enum rc rc = import_external(im, row->customer_shown, &row->customer, err);
	if (rc == RC_OK && row->agent_shown)
		rc = import_login(im, row->agent_shown, &row->login, err);
	return rc;
}

static enum rc read_times(
	struct import *im, const struct import_record *r, struct dialogue_row *row, struct err *err)
{
	enum rc rc = import_time(im, r, COL_STARTED, &row->contact.at, err);
	if (rc == RC_OK)
		rc = import_time(im, r, COL_FINISHED, &row->ends_at, err);
	if (rc == RC_OK)
		rc = import_number(r, COL_DURATION, &row->contact.duration_s, err);
	if (rc != RC_OK)
		return rc;
	if (row->contact.at == 0)
		return err_set(err, RC_INVALID, _("it does not say when it began"));
	if (row->ends_at == 0)
		row->ends_at = row->contact.at + row->contact.duration_s * 1000;
	if (row->ends_at < row->contact.at)
		return err_set(err, RC_INVALID, _("it ends before it begins"));
	return RC_OK;
}

static bool was_completed(const char *completion)
{
	return completion &&
		(strcasecmp(completion, "complete") == 0 || strcasecmp(completion, "solved") == 0);
}

static enum rc check(struct import *im, const struct import_record *r, void **out, struct err *err)
{
	struct dialogue_row *row = arena_alloc(im->row, sizeof(*row));
	*out = row;
	enum rc rc = read_people(im, r, row, err);
	if (rc == RC_OK)
		rc = read_times(im, r, row, err);
	if (rc == RC_OK)
		rc = read_kind(r, &row->contact.kind, err);
	const struct json_t *events = json_object_get(r->object, "events");
	const char *first_words = NULL;
	row->is_case = json_is_array(events);
	row->contact.body = summary_of(im, r);
	if (rc == RC_OK && row->is_case)
		rc = read_events(im, events, &row->contact.body, &first_words, err);
	if (rc != RC_OK)
		return rc;
	if (im->options->kind == IMPORT_CASES && !row->is_case)
		return err_set(err, RC_INVALID,
			_("there is no transcript (\"events\"); bring this file as contacts"));
	row->topic = r->value[COL_TOPIC];
	row->contact.subject = import_text(im, subject_of(im, r, first_words));
	if (!row->contact.subject)
		return err_set(err, RC_INVALID, _("nothing in it says what it was about"));
	row->status = r->value[COL_COMPLETION];
	if (row->is_case || was_completed(row->status))
		row->contact.outcome = "solved";
	return RC_OK;
}

static enum rc add_case(struct import *im, struct dialogue_row *row, struct err *err)
{
	struct casefile c = {
		.customer_id = row->contact.customer_id,
		.state = CASE_SOLVED,
		.subject = row->contact.subject,
		.topic = row->topic,
		.language = im->options->language,
		.queue_id = row->contact.queue_id,
		.owner_id = row->contact.agent_id,
		.outcome = row->contact.outcome,
		.opened_at = row->contact.at,
		.solved_at = row->ends_at,
		.updated_at = row->ends_at,
	};
	enum rc rc = store_casefile_add(im->store, &c, im->row, err);
	row->contact.case_id = c.id;
	im->report->cases += rc == RC_OK;
	return rc;
}

static enum rc add_conversation(struct import *im, struct dialogue_row *row, struct err *err)
{
	enum rc rc = import_agent(im, row->login, row->agent_shown, &row->contact.agent_id, err);
	if (rc == RC_OK)
		rc = import_queue(im, row->queue, &row->contact.queue_id, err);
	if (rc == RC_OK && row->is_case)
		rc = add_case(im, row, err);
	if (rc == RC_OK)
		rc = store_contact_add(im->store, &row->contact, err);
	if (rc != RC_OK)
		return rc;
	im->report->contacts++;
	struct reference_item item = {
		.customer_id = row->contact.customer_id,
		.case_id = row->contact.case_id,
		.kind = reference_kind,
		.ref = row->ref,
		.title = row->contact.subject,
		.status = row->status,
		.at = row->contact.at,
	};
	return import_add_reference(im, &item, err);
}

static enum rc write_row(struct import *im, void *p, enum import_done *done, struct err *err)
{
	struct dialogue_row *row = p;
	enum rc rc = import_customer(im, &row->customer, row->customer_shown, row->contact.at,
		&row->contact.customer_id, err);
	bool known = false;
	if (rc == RC_OK)
		rc = import_has_reference(
			im, row->contact.customer_id, reference_kind, row->ref, &known, err);
	*done = known ? IMPORT_UNCHANGED : IMPORT_ADDED;
	return rc != RC_OK || known ? rc : add_conversation(im, row, err);
}

const struct import_ops import_cases_ops = {wanted, check, write_row};
const struct import_ops import_contacts_ops = {wanted, check, write_row};
