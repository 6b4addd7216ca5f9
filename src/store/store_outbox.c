/* store_outbox.c - what leaves the building waits first. */
#include "carrel/outbox.h"

#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/i18n.h"
#include "store/rows.h"
#include "store/texts.h"

#include <string.h>

enum { DUE_MAX = 50, RETRY_MS = 60 * 1000 };

enum rc outbox_add(struct store *s, struct outbox_item *item, struct err *err)
{
	if (item->recipient == NULL || item->recipient[0] == '\0')
		return err_set(err, RC_INVALID,
			_("There is no address to send this to. Add one to the customer first."));
	if (item->after_at == 0)
		item->after_at = clock_wall_ms() + OUTBOX_WAIT_MS;
	return row_add(s, ENTITY_outbox, item, "reply", NULL, err);
}

enum rc outbox_list(struct store *s, int64_t agent_id, int limit, struct arena *a,
	struct outbox_item **out, size_t *n, struct err *err)
{
	struct query q = agent_id
		? stmt_query(s->db, STMT_OUTBOX_OF, db_int(agent_id), db_int(limit))
		: stmt_query(s->db, STMT_OUTBOX_ALL, db_int(limit));
	return entity_list(&q, ENTITY_outbox, a, out, n, err);
}

static enum rc gone(const struct outbox_item *item, struct err *err)
{
	return err_set(err, RC_CONFLICT,
		_("The message to %s has gone out; it cannot be called back any more."),
		item->recipient);
}

static enum rc cancel_in_set(
	struct store *s, int64_t id, struct arena *a, struct outbox_item *item, struct err *err)
{
	enum rc rc = entity_lock(s->db, ENTITY_outbox, id, a, item, err);
	if (rc == RC_NOTFOUND)
		return err_set(
			err, rc, _("Nothing with number %lld waits in the outbox."), (long long)id);
	if (rc == RC_OK && item->sent_at != 0)
		rc = gone(item, err);
	if (rc == RC_OK)
		rc = text_uses_called_back(s, id, err);
	return rc == RC_OK ? entity_drop(s, ENTITY_outbox, item, err) : rc;
}

enum rc outbox_cancel(
	struct store *s, int64_t id, struct arena *a, struct outbox_item *item, struct err *err)
{
	enum rc rc = change_begin(s, "outbox cancel", NULL, err);
	if (rc == RC_OK)
		change_set_final(s); /* sending it after all is a new reply, with its own wait */
	return rc == RC_OK ? change_end(s, cancel_in_set(s, id, a, item, err), err) : rc;
}

/* ---- going out ---- */

static enum rc write_contact(
	struct store *s, const struct outbox_item *item, int64_t now, int64_t *id, struct err *err)
{
	struct contact c = {.customer_id = item->customer_id,
		.case_id = item->case_id,
		.agent_id = item->agent_id,
		.kind = strcmp(item->channel, "mail") == 0 ? CONTACT_MAIL : CONTACT_MESSAGE,
		.direction = DIRECTION_OUT,
		.at = now,
		.subject = item->subject,
		.body = item->body};
	enum rc rc = entity_add(s, ENTITY_contact, &c, err);
	*id = c.id;
	return rc;
}

/* The row is locked while the sender has it: a second machine finds it gone. What the sender refuses
 * stays, with its sentence, for another try. */
static enum rc send_one(struct store *s, int64_t id, int64_t now,
	const struct outbox_sender *sender, int64_t *sent, struct err *err)
{
	struct outbox_item was;
	struct err refusal = {0};
	enum rc rc = entity_lock(s->db, ENTITY_outbox, id, change_arena(s), &was, err);
	if (rc == RC_NOTFOUND)
		return RC_OK; /* called back this moment */
	if (rc != RC_OK || was.sent_at != 0)
		return rc;
	change_set_final(s);
	struct outbox_item item = was;
	item.tries++;
	bool out = sender == NULL || sender->send(sender->arg, &was, &refusal) == RC_OK;
	if (out) {
		item.sent_at = now;
		item.error = NULL;
		rc = write_contact(s, &was, now, &item.contact_id, err);
		if (rc == RC_OK)
			rc = text_uses_sent(s, id, item.contact_id, err);
		(*sent)++;
	} else {
		item.error = arena_strdup(change_arena(s), refusal.text);
		item.after_at = now + RETRY_MS;
	}
	return rc == RC_OK ? entity_save(s, ENTITY_outbox, &was, &item, err) : rc;
}

enum rc outbox_send_due(struct store *s, int64_t now, const struct outbox_sender *sender,
	int64_t *sent, struct err *err)
{
	int64_t ids[DUE_MAX];
	size_t n = 0;
	struct query q = stmt_query(s->db, STMT_OUTBOX_DUE, db_int(now), db_int(DUE_MAX));
	while (n < DUE_MAX && stmt_next(&q))
		ids[n++] = stmt_int(&q, 0);
	enum rc rc = stmt_close(&q, err);
	*sent = 0;
	for (size_t i = 0; rc == RC_OK && i < n; i++) {
		rc = change_begin(s, "send", NULL, err);
		if (rc == RC_OK)
			rc = change_end(s, send_one(s, ids[i], now, sender, sent, err), err);
	}
	return rc;
}
