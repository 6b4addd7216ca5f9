/* work_transfer.c - giving a case away without losing sight of the customer.
 *
 * The one who takes over reads why, what it is about and what the customer was told; the one who gave
 * it away keeps a follow-up that nobody else can close: was the customer helped? */
#include "store/work_private.h"

#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/i18n.h"
#include "carrel/outcome.h"
#include "carrel/reference.h"
#include "carrel/strbuf.h"

#include <string.h>

enum { DAY_MS = 24 * 3600 * 1000, NOTICE_MS = 7 * DAY_MS };

static const char *place_name(struct work *w, const struct work_gift *g)
{
	struct queue queue;
	if (g->to_agent_id != 0)
		return work_who(w->s, g->to_agent_id, w->a);
	if (entity_get(w->s->db, ENTITY_queue, g->to_queue_id, w->a, &queue, NULL) != RC_OK)
		return "?";
	return queue_title_in(queue.title, queue.titles, w->s->language, w->a);
}

static void add_line(struct strbuf *sb, const char *label, const char *text)
{
	if (!work_is_blank(text))
		strbuf_addf(sb, "\n%s: %s", label, text);
}

const char *work_gift_text(struct work *w, const struct work_gift *g, const char *note)
{
	struct strbuf sb = STRBUF_INIT;
	if (!work_is_blank(note))
		strbuf_addf(&sb, "%s\n", note);
	strbuf_addf(&sb, _("Given to %s."), place_name(w, g));
	add_line(&sb, _("Why"), g->reason);
	add_line(&sb, _("In short"), g->summary);
	add_line(&sb, _("The customer was told"), g->told);
	const char *text = arena_strdup(w->a, sb.buf);
	strbuf_fini(&sb);
	return text;
}

enum rc work_tell(struct work *w, int64_t from_agent_id, int64_t to_agent_id, const char *body,
	struct err *err)
{
	struct notice_line row = {.from_agent_id = from_agent_id,
		.to_agent_id = to_agent_id,
		.body = body,
		.at = w->at,
		.until_at = w->at + NOTICE_MS};
	if (to_agent_id == 0 || to_agent_id == from_agent_id)
		return RC_OK;
	return entity_add(w->s, ENTITY_notice, &row, err);
}

/* One is enough, however often the case goes round. */
static enum rc asks_already(struct work *w, int64_t agent_id, bool *yes, struct err *err)
{
	struct follow_up *open = NULL;
	size_t n = 0;
	struct query q = stmt_query(w->s->db, STMT_FOLLOW_UPS_OF_CASE, db_int(w->file.now.id));
	enum rc rc = entity_list(&q, ENTITY_follow_up, w->a, &open, &n, err);
	*yes = false;
	for (size_t i = 0; rc == RC_OK && i < n; i++)
		*yes = *yes || (open[i].kind == FOLLOW_UP_CONFIRM && open[i].agent_id == agent_id);
	return rc;
}

enum rc work_gift_follow(
	struct work *w, int64_t from_agent_id, const struct work_gift *g, struct err *err)
{
	bool asks = false;
	char shown[12];
	const struct casefile *c = &w->file.now;
	if (g->to_agent_id == from_agent_id)
		return RC_OK;
	enum rc rc = asks_already(w, from_agent_id, &asks, err);
	struct follow_up row = {.case_id = c->id,
		.customer_id = c->customer_id,
		.agent_id = from_agent_id,
		.kind = FOLLOW_UP_CONFIRM,
		.what = work_is_blank(g->summary) ? c->subject : g->summary,
		.at = w->at + DAY_MS,
		.created_at = w->at,
		.made_by = from_agent_id};
	if (rc == RC_OK && !asks)
		rc = entity_add(w->s, ENTITY_follow_up, &row, err);
	if (rc != RC_OK)
		return rc;
	reference_show(c->number, shown);
	const char *reason = work_is_blank(g->reason) ? c->subject : g->reason;
	return work_tell(w, from_agent_id, g->to_agent_id,
		arena_printf(w->a, _("%s gave you case %s: %s"),
			work_who(w->s, from_agent_id, w->a), shown, reason),
		err);
}

static enum rc give_away(
	struct work *w, int64_t agent_id, const struct work_transfer *t, struct err *err)
{
	const struct work_gift gift = {.to_agent_id = t->to_agent_id,
		.to_queue_id = t->to_queue_id,
		.reason = t->reason,
		.summary = t->summary,
		.told = t->told};
	struct casefile before;
	enum rc rc = entity_get(w->s->db, ENTITY_casefile, t->case_id, w->a, &before, err);
	if (rc == RC_OK)
		rc = work_give(w, t->case_id, t->to_agent_id, t->to_queue_id, err);
	if (rc != RC_OK)
		return rc;
	struct contact note = {.customer_id = before.customer_id,
		.case_id = before.id,
		.agent_id = agent_id,
		.queue_id = before.queue_id,
		.kind = CONTACT_NOTE,
		.direction = DIRECTION_INTERNAL,
		.at = w->at,
		.body = work_gift_text(w, &gift, NULL)};
	rc = entity_add(w->s, ENTITY_contact, &note, err);
	if (rc == RC_OK && before.owner_id == agent_id)
		return work_gift_follow(w, agent_id, &gift, err);
	if (rc == RC_OK && t->to_agent_id != 0)
		rc = work_tell(w, agent_id, t->to_agent_id,
			arena_printf(w->a, _("%s gave you a case: %s"),
				work_who(w->s, agent_id, w->a), before.subject),
			err);
	return rc;
}

static const struct outcome *outcome_transfer(void)
{
	const struct outcome *o = outcome_builtin;
	while (o->id != NULL && !o->wants_queue)
		o++;
	return o;
}

enum rc work_transfer(
	struct store *s, int64_t agent_id, const struct work_transfer *t, struct err *err)
{
	struct agent me;
	enum rc rc = change_begin(s, "transfer", NULL, err);
	if (rc != RC_OK)
		return rc;
	struct work w = {.s = s, .a = change_arena(s), .at = clock_wall_ms()};
	if (!work_is_blank(t->reason))
		change_set_reason(s, t->reason);
	rc = entity_get(s->db, ENTITY_agent, agent_id, w.a, &me, err);
	if (rc == RC_OK && me.case_id == t->case_id) {
		const struct work_finish f = {.outcome = outcome_transfer(),
			.to_agent_id = t->to_agent_id,
			.to_queue_id = t->to_queue_id,
			.reason = t->reason,
			.summary = t->summary,
			.told = t->told};
		struct contact written;
		rc = work_finish(s, agent_id, &f, w.a, &written, err);
	} else if (rc == RC_OK) {
		rc = give_away(&w, agent_id, t, err);
		if (rc == RC_OK)
			change_set_object(s, work_object(&w));
	}
	return change_end(s, rc, err);
}
