/* test_work.c - one call from ring to next, and every act taken back whole. */
#include "store/support_rows.h"

#include "carrel/clock.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char maria_phone[] = "+34600112233";

static struct casefile new_case(struct centre *c, int64_t customer_id, const char *subject)
{
	struct casefile row = {
		.customer_id = customer_id, .subject = subject, .queue_id = c->billing.id};
	ok(c, store_casefile_add(c->s, &row, c->a, &c->err));
	return row;
}

static struct casefile case_now(struct centre *c, int64_t id)
{
	struct casefile row;
	ok(c, store_casefile_get(c->s, id, c->a, &row, &c->err));
	return row;
}

static struct agent agent_now(struct centre *c, int64_t id)
{
	struct agent row;
	ok(c, store_agent_get(c->s, id, c->a, &row, &c->err));
	return row;
}

static struct work_hand next(struct centre *c, int64_t agent_id)
{
	struct work_hand hand;
	ok(c, work_next(c->s, agent_id, c->a, &hand, &c->err));
	return hand;
}

static enum rc finish_with(struct centre *c, int64_t agent_id, struct work_finish f, const char *id)
{
	struct contact written;
	f.outcome = outcome_find(outcome_builtin, id);
	return work_finish(c->s, agent_id, &f, c->a, &written, &c->err);
}

START_TEST(work__call__known_caller_with_one_open_case)
{
	struct centre *c = centre_open(_i);
	if (c == NULL)
		return;
	struct casefile file = new_case(c, c->maria.id, "Router");
	struct queue_item item = centre_ring(c, c->billing.id, maria_phone, "es");
	ck_assert_int_eq(item.customer_id, c->maria.id);
	ck_assert_int_eq(item.due_at, NOW_MS + 20000);
	clock_advance(5000);
	struct work_hand hand = next(c, c->ana.id);
	ck_assert_int_eq(hand.item.id, item.id);
	ck_assert_int_eq(hand.item.taken_by, c->ana.id);
	ck_assert_int_eq(hand.item.fence, 1);
	ck_assert_int_eq(hand.item.lease_until, NOW_MS + 5000 + LEASE_MS);
	ck_assert_int_eq(hand.call.state, CALL_TALKING);
	ck_assert_int_eq(hand.casefile.id, file.id);
	ck_assert_int_eq(hand.casefile.state, CASE_OPEN);
	ck_assert_int_eq(hand.agent.state, AGENT_ON_CALL);
	ck_assert_int_eq(hand.customer_id, c->maria.id);
	ck_assert_uint_eq(hand.customers, 1);
	clock_advance(60000);
	struct contact written = centre_finish(c, c->ana.id, "solved", "Sent a new router.");
	ck_assert_int_eq(written.case_id, file.id);
	ck_assert_int_eq(written.customer_id, c->maria.id);
	ck_assert_int_eq(written.duration_s, 60);
	ck_assert_int_eq(written.kind, CONTACT_CALL);
	ck_assert_int_eq(written.direction, DIRECTION_IN);
	ck_assert_str_eq(written.body, "Sent a new router.");
	file = case_now(c, file.id);
	ck_assert_int_eq(file.state, CASE_SOLVED);
	ck_assert_int_eq(file.solved_at, NOW_MS + 65000);
	struct agent ana = agent_now(c, c->ana.id);
	ck_assert_int_eq(ana.state, AGENT_READY);
	ck_assert_int_eq(ana.item_id, 0);
	struct call call;
	ok(c, store_call_get(c->s, item.call_id, c->a, &call, &c->err));
	ck_assert_int_eq(call.state, CALL_ENDED);
	ck_assert_int_eq(call.outcome, CALL_END_ANSWERED);
	ck_assert_str_eq(call.disposition, "solved");
	ck_assert_int_eq(call_talk_ms(&call, 0), 60000);
	ck_assert_int_eq(raw_rollup_differences(c->s), 0);
	centre_close(&c);
}
END_TEST

/* Nobody said what it is about when it was opened: the first note that is kept does, and one undo
 * takes both back. */
START_TEST(work__new_case__is_named_by_the_first_note)
{
	struct centre *c = centre_open(_i);
	if (c == NULL)
		return;
	struct casefile file;
	struct contact note;
	centre_ring(c, c->billing.id, NULL, NULL);
	next(c, c->ana.id);
	ok(c, work_attach(c->s, c->ana.id, c->ivo.id, 0, &c->err));
	ok(c, work_new_case(c->s, c->ana.id, NULL, c->a, &file, &c->err));
	ck_assert(file.untitled);
	ck_assert_str_ne(file.subject, "");
	ok(c, work_note(c->s, c->ana.id, file.id, "Charged twice\nin March", &note, &c->err));
	ck_assert_str_eq(case_now(c, file.id).subject, "Charged twice");
	ck_assert(!case_now(c, file.id).untitled);
	centre_finish(c, c->ana.id, "solved", "Paid back.");
	ck_assert_str_eq(case_now(c, file.id).subject, "Charged twice");

	centre_ring(c, c->billing.id, NULL, NULL);
	next(c, c->ana.id);
	ok(c, work_attach(c->s, c->ana.id, c->ivo.id, 0, &c->err));
	ok(c, work_new_case(c->s, c->ana.id, NULL, c->a, &file, &c->err));
	centre_finish(c, c->ana.id, "solved", "Pays with 4111111111111111 now");
	const char *subject = case_now(c, file.id).subject;
	ck_assert_ptr_nonnull(strstr(subject, "Pays with"));
	ck_assert_ptr_null(strstr(subject, "41111111"));
	centre_close(&c);
}
END_TEST

/* The row goes through several saves in one set: what was typed stays out of all their records. */
START_TEST(work__new_case__a_card_number_is_in_no_record)
{
	struct centre *c = centre_open(_i);
	if (c == NULL)
		return;
	struct casefile file;
	centre_ring(c, c->billing.id, NULL, NULL);
	next(c, c->ana.id);
	ok(c, work_attach(c->s, c->ana.id, c->ivo.id, 0, &c->err));
	ok(c,
		work_new_case(
			c->s, c->ana.id, "pays with 4111 1111 1111 1111", c->a, &file, &c->err));
	ck_assert_str_eq(file.subject, "pays with [card ****1111]");
	ck_assert_int_eq(raw_int(c->s,
				 "SELECT count(*) FROM change_payload WHERE old LIKE '%4111 1%' OR "
				 "new LIKE '%4111 1%'"),
		0);
	ck_assert_int_gt(
		raw_int(c->s, "SELECT count(*) FROM change_payload WHERE new LIKE '%****1111%'"),
		0);
	centre_close(&c);
}
END_TEST

START_TEST(work__call__unknown_number_then_a_new_case)
{
	struct centre *c = centre_open(_i);
	if (c == NULL)
		return;
	centre_ring(c, c->billing.id, NULL, NULL);
	struct work_hand hand = next(c, c->ana.id);
	ck_assert_int_eq(hand.customer_id, 0);
	struct casefile file;
	ck_assert_int_eq(work_new_case(c->s, c->ana.id, "x", c->a, &file, &c->err), RC_INVALID);
	ok(c, work_attach(c->s, c->ana.id, c->ivo.id, 0, &c->err));
	ok(c, work_new_case(c->s, c->ana.id, "Invoice", c->a, &file, &c->err));
	ck_assert_int_eq(file.customer_id, c->ivo.id);
	ck_assert_int_eq(file.owner_id, c->ana.id);
	ok(c, work_hand(c->s, c->ana.id, c->a, &hand, &c->err));
	ck_assert_int_eq(hand.casefile.id, file.id);
	ck_assert_int_eq(hand.call.case_id, file.id);
	centre_finish(c, c->ana.id, "waiting_customer", "Asked for the invoice.");
	file = case_now(c, file.id);
	ck_assert_int_eq(file.state, CASE_WAITING_CUSTOMER);
	ck_assert_int_eq(file.next_at, NOW_MS + 7LL * 86400000);
	centre_close(&c);
}
END_TEST

/* ivo has one open case at first, then two: only the one speaks for itself. */
START_TEST(work__attach__only_open_case_comes_along)
{
	struct centre *c = centre_open(_i);
	if (c == NULL)
		return;
	struct work_hand hand;
	struct change_info done;
	struct casefile file = new_case(c, c->ivo.id, "Invoice");
	centre_ring(c, c->billing.id, NULL, NULL);
	next(c, c->ana.id);
	ok(c, work_attach(c->s, c->ana.id, c->ivo.id, 0, &c->err));
	ok(c, work_hand(c->s, c->ana.id, c->a, &hand, &c->err));
	ck_assert_int_eq(hand.customer_id, c->ivo.id);
	ck_assert_int_eq(hand.casefile.id, file.id);
	ck_assert_int_eq(hand.casefile.owner_id, c->ana.id);
	ck_assert_int_eq(hand.call.case_id, file.id);
	ok(c, change_undo(c->s, 0, c->a, &done, &c->err));
	ok(c, work_hand(c->s, c->ana.id, c->a, &hand, &c->err));
	ck_assert_int_eq(hand.customer_id, 0);
	ck_assert_int_eq(hand.casefile.id, 0);
	ck_assert_int_eq(case_now(c, file.id).owner_id, 0);
	new_case(c, c->ivo.id, "Router");
	ok(c, work_attach(c->s, c->ana.id, c->ivo.id, 0, &c->err));
	ok(c, work_hand(c->s, c->ana.id, c->a, &hand, &c->err));
	ck_assert_int_eq(hand.customer_id, c->ivo.id);
	ck_assert_int_eq(hand.casefile.id, 0);
	/* What is in hand already stays there. */
	ok(c, work_attach(c->s, c->ana.id, 0, file.id, &c->err));
	ok(c, work_attach(c->s, c->ana.id, c->ivo.id, 0, &c->err));
	ok(c, work_hand(c->s, c->ana.id, c->a, &hand, &c->err));
	ck_assert_int_eq(hand.casefile.id, file.id);
	centre_close(&c);
}
END_TEST

START_TEST(work__finish__a_note_is_never_lost)
{
	struct centre *c = centre_open(_i);
	if (c == NULL)
		return;
	centre_ring(c, c->billing.id, maria_phone, NULL);
	next(c, c->ana.id);
	struct contact written =
		centre_finish(c, c->ana.id, "waiting_us", "\n Line is dead.\nSecond line");
	ck_assert_int_gt(written.case_id, 0);
	ck_assert_str_eq(case_now(c, written.case_id).subject, " Line is dead." + 1);
	centre_ring(c, c->billing.id, NULL, NULL);
	next(c, c->ana.id);
	written = centre_finish(c, c->ana.id, "solved", "Nobody we know.");
	ck_assert_int_eq(written.case_id, 0);
	ck_assert_int_eq(written.customer_id, 0);
	ck_assert_int_gt(written.call_id, 0);
	ck_assert_str_eq(written.body, "Nobody we know.");
	centre_ring(c, c->billing.id, "+34600445566", NULL);
	next(c, c->ana.id);
	written = centre_finish(c, c->ana.id, "wrong_number", "Wanted the bakery.");
	ck_assert_int_eq(written.case_id, 0);
	ck_assert_int_eq(written.customer_id, c->ivo.id);
	centre_close(&c);
}
END_TEST

START_TEST(work__order__earliest_promise_first)
{
	struct centre *c = centre_open(_i);
	if (c == NULL)
		return;
	struct queue_item slow, quick, shared;
	struct casefile file = new_case(c, c->maria.id, "Mail");
	ok(c,
		work_enqueue_case(
			c->s, file.id, c->billing.id, ITEM_MESSAGE, 0, NULL, c->a, &slow, &c->err));
	ck_assert_int_eq(slow.due_at, NOW_MS + 3600000);
	clock_advance(1000);
	quick = centre_ring(c, c->billing.id, NULL, NULL);
	clock_advance(1000);
	shared = centre_ring(c, c->tech.id, NULL, NULL);
	struct queue_row *rows;
	size_t n;
	ok(c, store_queue_page(c->s, NULL, 0, NULL, 50, c->a, &rows, &n, &c->err));
	ck_assert_uint_eq(n, 3);
	ck_assert_int_eq(rows[0].item.id, quick.id);
	ck_assert_int_eq(rows[1].item.id, shared.id);
	ck_assert_int_eq(rows[2].item.id, slow.id);
	ck_assert_str_eq(rows[2].customer_name, "Maria Okafor");
	ck_assert_str_eq(rows[2].subject, "Mail");
	ck_assert_int_eq(rows[2].open_cases, 1);
	ok(c, store_queue_page(c->s, NULL, 0, &rows[0].item, 1, c->a, &rows, &n, &c->err));
	ck_assert_uint_eq(n, 1);
	ck_assert_int_eq(rows[0].item.id, shared.id);
	int64_t both[] = {c->tech.id, c->billing.id};
	ok(c, store_queue_page(c->s, both, 2, NULL, 50, c->a, &rows, &n, &c->err));
	ck_assert_uint_eq(n, 3);
	ck_assert_int_eq(rows[0].item.id, quick.id);
	ok(c, store_queue_page(c->s, both, 1, NULL, 50, c->a, &rows, &n, &c->err));
	ck_assert_uint_eq(n, 1);
	/* Ana is not in tech. */
	ck_assert_int_eq(next(c, c->ana.id).item.id, quick.id);
	ck_assert_int_eq(next(c, c->bo.id).item.id, shared.id);
	centre_finish(c, c->ana.id, "dropped", NULL);
	struct work_hand hand = next(c, c->ana.id);
	ck_assert_int_eq(hand.item.id, slow.id);
	ck_assert_int_eq(hand.agent.state, AGENT_ON_CASE);
	ck_assert_int_eq(hand.casefile.owner_id, c->ana.id);
	centre_close(&c);
}
END_TEST

START_TEST(work__next__speaks_the_language)
{
	struct centre *c = centre_open(_i);
	if (c == NULL)
		return;
	struct work_hand hand;
	struct queue_item german = centre_ring(c, c->billing.id, NULL, "de");
	ck_assert_int_eq(work_next(c->s, c->ana.id, c->a, &hand, &c->err), RC_NOTFOUND);
	struct queue_item catalan = centre_ring(c, c->billing.id, NULL, "ca");
	ck_assert_int_eq(next(c, c->ana.id).item.id, catalan.id);
	ck_assert_int_eq(next(c, c->bo.id).item.id, german.id);
	centre_close(&c);
}
END_TEST

START_TEST(work__take__the_slower_hears_who_was_faster)
{
	struct centre *c = centre_open(_i);
	if (c == NULL)
		return;
	struct work_hand hand;
	struct queue_item item = centre_ring(c, c->billing.id, NULL, NULL);
	ok(c, work_take(c->s, c->bo.id, item.id, c->a, &hand, &c->err));
	ck_assert_int_eq(work_take(c->s, c->ana.id, item.id, c->a, &hand, &c->err), RC_CONFLICT);
	ck_assert_ptr_nonnull(strstr(c->err.text, "Bo"));
	ck_assert_int_eq(work_next(c->s, c->bo.id, c->a, &hand, &c->err), RC_CONFLICT);
	ck_assert_int_eq(work_take(c->s, c->ana.id, 9999, c->a, &hand, &c->err), RC_NOTFOUND);
	struct casefile file = new_case(c, c->maria.id, "A");
	ok(c, work_take_case(c->s, c->ana.id, file.id, c->a, &hand, &c->err));
	ck_assert_int_eq(hand.agent.state, AGENT_ON_CASE);
	ck_assert_int_eq(
		work_take_case(c->s, c->bo.id, file.id, c->a, &hand, &c->err), RC_CONFLICT);
	ck_assert_ptr_nonnull(strstr(c->err.text, "Ana"));
	centre_close(&c);
}
END_TEST

START_TEST(work__second_call__shortens_the_promise)
{
	struct centre *c = centre_open(_i);
	if (c == NULL)
		return;
	struct queue_item first = centre_ring(c, c->billing.id, maria_phone, NULL);
	ok(c, work_abandon(c->s, first.call_id, CALL_END_ABANDONED, &c->err));
	ck_assert_int_ne(work_abandon(c->s, first.call_id, CALL_END_ABANDONED, &c->err), RC_OK);
	clock_advance(60000);
	struct queue_item second = centre_ring(c, c->billing.id, maria_phone, NULL);
	ck_assert_int_eq(second.due_at - second.arrived_at, 10000);
	ck_assert_ptr_nonnull(strstr(second.due_why, "second call"));
	struct queue_summary *sums;
	size_t n;
	clock_advance(30000);
	ok(c, store_queue_summaries(c->s, clock_wall_ms(), c->a, &sums, &n, &c->err));
	ck_assert_uint_eq(n, 2);
	ck_assert_int_eq(sums[0].waiting, 1);
	ck_assert_int_eq(sums[0].late, 1);
	ck_assert_int_eq(sums[0].oldest_at, second.arrived_at);
	ck_assert_int_eq(sums[0].first_due_at, second.due_at);
	ck_assert_int_eq(raw_rollup_differences(c->s), 0);
	centre_close(&c);
}
END_TEST

/* Two machines never agree on the time, and clocks are set back: who waits is still offered. */
START_TEST(work__next__a_clock_behind_hides_nobody)
{
	struct centre *c = centre_open(_i);
	if (c == NULL)
		return;
	struct queue_item item = centre_ring(c, c->billing.id, maria_phone, NULL);
	clock_freeze(NOW_MS - 3600000);
	struct queue_summary *sums;
	size_t n;
	ok(c, store_queue_summaries(c->s, clock_wall_ms(), c->a, &sums, &n, &c->err));
	ck_assert_int_eq(sums[0].waiting, 1);
	ck_assert_int_eq(next(c, c->ana.id).item.id, item.id);
	clock_freeze(NOW_MS);
	centre_close(&c);
}
END_TEST

START_TEST(work__ring__twice_is_refused)
{
	struct centre *c = centre_open(_i);
	if (c == NULL)
		return;
	struct queue_item item;
	struct work_ring ring = {.queue_id = c->billing.id, .external_id = "pbx-7"};
	ok(c, work_ring(c->s, &ring, c->a, &item, &c->err));
	ck_assert_int_eq(work_ring(c->s, &ring, c->a, &item, &c->err), RC_CONFLICT);
	ring.external_id = NULL;
	ring.from = "not a number";
	ck_assert_int_eq(work_ring(c->s, &ring, c->a, &item, &c->err), RC_INVALID);
	ring.from = NULL;
	ring.queue_id = 999;
	ck_assert_int_eq(work_ring(c->s, &ring, c->a, &item, &c->err), RC_NOTFOUND);
	centre_close(&c);
}
END_TEST

START_TEST(work__hold_and_hangup__times_and_states)
{
	struct centre *c = centre_open(_i);
	if (c == NULL)
		return;
	centre_ring(c, c->billing.id, maria_phone, NULL);
	struct work_hand hand = next(c, c->ana.id);
	clock_advance(10000);
	ok(c, work_hold(c->s, c->ana.id, true, &c->err));
	clock_advance(5000);
	ok(c, work_hold(c->s, c->ana.id, false, &c->err));
	clock_advance(1000);
	ok(c, work_hangup(c->s, c->ana.id, &c->err));
	ck_assert_int_eq(agent_now(c, c->ana.id).state, AGENT_WRAPUP);
	ck_assert_int_eq(work_state(c->s, c->ana.id, AGENT_READY, NULL, &c->err), RC_CONFLICT);
	clock_advance(9000);
	struct contact written = centre_finish(c, c->ana.id, "solved", NULL);
	ck_assert_int_eq(written.duration_s, 25);
	ok(c, store_call_get(c->s, hand.call.id, c->a, &hand.call, &c->err));
	ck_assert_int_eq(hand.call.hold_ms, 5000);
	ck_assert_int_eq(hand.call.ended_at, NOW_MS + 16000);
	ck_assert_int_eq(hand.call.wrapped_at, NOW_MS + 25000);
	ck_assert_int_eq(raw_rollup_differences(c->s), 0);
	ck_assert_int_ne(work_hold(c->s, c->ana.id, true, &c->err), RC_OK);
	ck_assert_int_ne(work_hangup(c->s, c->ana.id, &c->err), RC_OK);
	ck_assert_int_ne(finish_with(c, c->ana.id, (struct work_finish){0}, "solved"), RC_OK);
	centre_close(&c);
}
END_TEST

START_TEST(work__callback__is_not_offered_before_its_time)
{
	struct centre *c = centre_open(_i);
	if (c == NULL)
		return;
	centre_ring(c, c->billing.id, maria_phone, NULL);
	next(c, c->ana.id);
	struct work_finish f = {.note = "Call at ten", .next_at = NOW_MS + 3600000};
	ok(c, finish_with(c, c->ana.id, f, "callback"));
	struct work_hand hand;
	struct queue_row *rows;
	size_t n;
	ck_assert_int_eq(work_next(c->s, c->ana.id, c->a, &hand, &c->err), RC_NOTFOUND);
	ok(c, store_queue_page(c->s, NULL, 0, NULL, 9, c->a, &rows, &n, &c->err));
	ck_assert_uint_eq(n, 0);
	ck_assert_int_eq(raw_int(c->s,
				 "SELECT count(*) FROM follow_up WHERE done_at IS NULL AND kind = "
				 "'callback'"),
		1);
	clock_advance(3600000);
	hand = next(c, c->ana.id);
	ck_assert_int_eq(hand.item.kind, ITEM_CALLBACK);
	ck_assert_int_eq(hand.item.due_at, NOW_MS + 3600000);
	ck_assert_int_eq(hand.agent.state, AGENT_ON_CASE);
	struct contact written = centre_finish(c, c->ana.id, "solved", "Called back.");
	ck_assert_int_eq(written.kind, CONTACT_CALL);
	ck_assert_int_eq(written.direction, DIRECTION_OUT);
	ck_assert_int_eq(raw_int(c->s, "SELECT count(*) FROM follow_up WHERE done_at IS NULL"), 0);
	centre_close(&c);
}
END_TEST

START_TEST(work__transfer__goes_to_the_other_queue)
{
	struct centre *c = centre_open(_i);
	if (c == NULL)
		return;
	centre_ring(c, c->billing.id, maria_phone, NULL);
	next(c, c->ana.id);
	ck_assert_int_eq(
		finish_with(c, c->ana.id, (struct work_finish){0}, "transfer"), RC_INVALID);
	struct work_finish f = {.note = "For tech", .to_queue_id = c->tech.id};
	ok(c, finish_with(c, c->ana.id, f, "transfer"));
	struct work_hand hand = next(c, c->bo.id);
	ck_assert_int_eq(hand.item.queue_id, c->tech.id);
	ck_assert_int_eq(hand.item.kind, ITEM_CASE);
	ck_assert_int_eq(hand.casefile.owner_id, c->bo.id);
	ck_assert_str_eq(hand.casefile.subject, "For tech");
	centre_close(&c);
}
END_TEST

START_TEST(work__lease__a_dead_console_loses_its_claim)
{
	struct centre *c = centre_open(_i);
	if (c == NULL)
		return;
	int64_t freed = 0;
	centre_ring(c, c->billing.id, maria_phone, NULL);
	struct work_hand dead = next(c, c->ana.id);
	clock_advance(LEASE_MS - 1000);
	ok(c, store_agent_beat(c->s, c->ana.id, &c->err));
	clock_advance(2000);
	ok(c, work_release_expired(c->s, &freed, &c->err));
	ck_assert_int_eq(freed, 0);
	clock_advance(LEASE_MS);
	ok(c, work_release_expired(c->s, &freed, &c->err));
	ck_assert_int_eq(freed, 1);
	ck_assert_int_eq(agent_now(c, c->ana.id).state, AGENT_OFF);
	struct work_hand hand = next(c, c->bo.id);
	ck_assert_int_eq(hand.item.id, dead.item.id);
	ck_assert_int_eq(hand.item.fence, dead.item.fence + 1);
	ck_assert_int_eq(hand.call.agent_id, c->bo.id);
	/* The console wakes up and writes: refused, nothing is there of it. */
	int64_t contacts = raw_int(c->s, "SELECT count(*) FROM contact");
	struct work_finish late = {.note = "late", .fence = dead.item.fence};
	ck_assert_int_eq(finish_with(c, c->ana.id, late, "solved"), RC_CONFLICT);
	ck_assert_int_eq(raw_int(c->s, "SELECT count(*) FROM contact"), contacts);
	struct work_finish good = {.note = "good", .fence = hand.item.fence};
	ok(c, finish_with(c, c->bo.id, good, "solved"));
	centre_close(&c);
}
END_TEST

START_TEST(work__reassign__to_agent_and_queue)
{
	struct centre *c = centre_open(_i);
	if (c == NULL)
		return;
	struct queue_item item;
	struct work_hand hand;
	struct casefile file = new_case(c, c->maria.id, "A");
	ok(c,
		work_enqueue_case(
			c->s, file.id, c->billing.id, ITEM_CASE, 0, NULL, c->a, &item, &c->err));
	ck_assert_int_eq(work_enqueue_case(c->s, file.id, c->tech.id, ITEM_CASE, 0, NULL, c->a,
				 &item, &c->err),
		RC_CONFLICT);
	ok(c, work_reassign(c->s, file.id, 0, c->tech.id, "tech knows", &c->err));
	ck_assert_int_eq(raw_int(c->s, "SELECT queue_id FROM queue_item"), c->tech.id);
	ck_assert_int_eq(work_reassign(c->s, file.id, 0, 0, NULL, &c->err), RC_INVALID);
	ok(c, work_reassign(c->s, file.id, c->ana.id, 0, NULL, &c->err));
	ck_assert_int_eq(case_now(c, file.id).owner_id, c->ana.id);
	ck_assert_int_eq(work_next(c->s, c->bo.id, c->a, &hand, &c->err), RC_NOTFOUND);
	ok(c, work_take_case(c->s, c->ana.id, file.id, c->a, &hand, &c->err));
	ck_assert_int_eq(work_reassign(c->s, file.id, c->bo.id, 0, NULL, &c->err), RC_CONFLICT);
	struct agent_row *rows;
	size_t n;
	ok(c, store_agent_rows(c->s, c->a, &rows, &n, &c->err));
	ck_assert_uint_eq(n, 1);
	ck_assert_str_eq(rows[0].queue_titles, "Billing");
	ck_assert_str_eq(rows[0].case_number, file.number);
	ck_assert_str_eq(rows[0].customer_name, "Maria Okafor");
	ck_assert_int_eq(rows[0].open_cases, 1);
	centre_close(&c);
}
END_TEST

START_TEST(work__state__stretches_do_not_overlap)
{
	struct centre *c = centre_open(_i);
	if (c == NULL)
		return;
	struct change_info done;
	ok(c, work_state(c->s, c->ana.id, AGENT_READY, NULL, &c->err));
	ck_assert_int_eq(change_undo(c->s, 0, c->a, &done, &c->err), RC_NOTFOUND);
	clock_advance(1000);
	ok(c, work_state(c->s, c->ana.id, AGENT_BREAK, "lunch", &c->err));
	ck_assert_str_eq(agent_now(c, c->ana.id).state_reason, "lunch");
	clock_advance(1000);
	ok(c, change_undo(c->s, 0, c->a, &done, &c->err));
	ck_assert_int_eq(agent_now(c, c->ana.id).state, AGENT_READY);
	ok(c, work_state(c->s, c->ana.id, AGENT_OFF, NULL, &c->err));
	ck_assert_int_eq(
		raw_int(c->s, "SELECT count(*) FROM agent_state WHERE until_at IS NULL"), 0);
	ck_assert_int_eq(raw_int(c->s, "SELECT count(*) FROM agent_state"), 1);
	ck_assert_int_eq(work_state(c->s, c->ana.id, AGENT_ON_CALL, NULL, &c->err), RC_INVALID);
	centre_close(&c);
}
END_TEST

/* Each act: what comes before it, and it. All must be gone after one undo, and back after redo. */
enum act {
	ACT_RING,
	ACT_ABANDON,
	ACT_ENQUEUE,
	ACT_NEXT,
	ACT_TAKE,
	ACT_TAKE_CASE,
	ACT_ATTACH,
	ACT_ATTACH_CUSTOMER,
	ACT_NEW_CASE,
	ACT_HOLD,
	ACT_HANGUP,
	ACT_FINISH,
	ACT_FINISH_NEW,
	ACT_CALLBACK,
	ACT_TRANSFER,
	ACT_NOTE,
	ACT_TO_AGENT,
	ACT_TO_QUEUE,
	ACT_BREAK,
	ACTS
};

struct stage {
	struct casefile file;
	struct queue_item call, item;
};

static void prepare(struct centre *c, enum act act, struct stage *st)
{
	ok(c, work_state(c->s, c->ana.id, AGENT_READY, NULL, &c->err));
	st->file = new_case(c, c->maria.id, "Router");
	bool in_hand = act >= ACT_ATTACH && act <= ACT_TRANSFER;
	if (act == ACT_ABANDON || act == ACT_NEXT || act == ACT_TAKE || in_hand) {
		const char *from = act >= ACT_ATTACH && act <= ACT_NEW_CASE ? NULL
			: act == ACT_FINISH_NEW                             ? "+34600445566"
									    : maria_phone;
		st->call = centre_ring(c, c->billing.id, from, "es");
	}
	if (act == ACT_TAKE_CASE || act == ACT_TO_AGENT || act == ACT_TO_QUEUE ||
		act == ACT_CALLBACK)
		ok(c,
			work_enqueue_case(c->s, st->file.id, c->billing.id, ITEM_CASE, 0, NULL,
				c->a, &st->item, &c->err));
	if (in_hand)
		next(c, c->ana.id);
	if (act == ACT_NEW_CASE)
		ok(c, work_attach(c->s, c->ana.id, c->ivo.id, 0, &c->err));
	clock_advance(7000);
}

static void perform(struct centre *c, enum act act, const struct stage *st)
{
	struct queue_item item;
	struct work_hand hand;
	struct casefile file;
	struct contact note;
	struct work_finish f = {
		.note = "noted 4111111111111111", .text_ids = "a.b, c.d", .language = "es"};
	switch (act) {
	case ACT_RING: centre_ring(c, c->billing.id, maria_phone, "es"); break;
	case ACT_ABANDON: ok(c, work_abandon(c->s, st->call.call_id, CALL_END_KEY, &c->err)); break;
	case ACT_ENQUEUE:
		ok(c,
			work_enqueue_case(c->s, st->file.id, c->tech.id, ITEM_MESSAGE, 0, NULL,
				c->a, &item, &c->err));
		break;
	case ACT_NEXT: next(c, c->ana.id); break;
	case ACT_TAKE: ok(c, work_take(c->s, c->ana.id, st->call.id, c->a, &hand, &c->err)); break;
	case ACT_TAKE_CASE:
		ok(c, work_take_case(c->s, c->ana.id, st->file.id, c->a, &hand, &c->err));
		break;
	case ACT_ATTACH:
		ok(c, work_attach(c->s, c->ana.id, c->maria.id, st->file.id, &c->err));
		break;
	case ACT_ATTACH_CUSTOMER:
		ok(c, work_attach(c->s, c->ana.id, c->maria.id, 0, &c->err));
		break;
	case ACT_NEW_CASE:
		ok(c, work_new_case(c->s, c->ana.id, "New", c->a, &file, &c->err));
		break;
	case ACT_HOLD: ok(c, work_hold(c->s, c->ana.id, true, &c->err)); break;
	case ACT_HANGUP: ok(c, work_hangup(c->s, c->ana.id, &c->err)); break;
	case ACT_FINISH:
	case ACT_FINISH_NEW: ok(c, finish_with(c, c->ana.id, f, "solved")); break;
	case ACT_CALLBACK: ok(c, finish_with(c, c->ana.id, f, "callback")); break;
	case ACT_TRANSFER:
		f.to_queue_id = c->tech.id;
		ok(c, finish_with(c, c->ana.id, f, "transfer"));
		break;
	case ACT_NOTE:
		ok(c, work_note(c->s, c->ana.id, st->file.id, "a note", &note, &c->err));
		break;
	case ACT_TO_AGENT:
		ok(c, work_reassign(c->s, st->file.id, c->bo.id, 0, "why", &c->err));
		break;
	case ACT_TO_QUEUE:
		ok(c, work_reassign(c->s, st->file.id, 0, c->tech.id, "why", &c->err));
		break;
	case ACT_BREAK: ok(c, work_state(c->s, c->ana.id, AGENT_BREAK, "tea", &c->err)); break;
	case ACTS: break;
	}
}

static void check_act(int driver, enum act act)
{
	struct centre *c = centre_open(driver);
	if (c == NULL)
		return;
	struct stage st = {0};
	struct change_info done;
	int64_t checked;
	prepare(c, act, &st);
	char *before = raw_snapshot(c->s);
	perform(c, act, &st);
	char *after = raw_snapshot(c->s);
	ck_assert_str_ne(before, after);
	ok(c, change_undo(c->s, 0, c->a, &done, &c->err));
	char *undone = raw_snapshot(c->s);
	ck_assert_str_eq(before, undone);
	ck_assert_int_eq(raw_rollup_differences(c->s), 0);
	ok(c, change_redo(c->s, c->a, &done, &c->err));
	char *redone = raw_snapshot(c->s);
	ck_assert_str_eq(after, redone);
	ok(c, change_undo(c->s, 0, c->a, &done, &c->err));
	free(redone);
	redone = raw_snapshot(c->s);
	ck_assert_str_eq(before, redone);
	ok(c, change_verify(c->s, &checked, &c->err));
	free(before);
	free(after);
	free(undone);
	free(redone);
	centre_close(&c);
}

START_TEST(work__undo__brings_everything_back_sqlite)
{
	check_act(STORE_SQLITE, (enum act)_i);
}
END_TEST

START_TEST(work__undo__brings_everything_back_postgres)
{
	check_act(STORE_POSTGRES, (enum act)_i);
}
END_TEST

START_TEST(work__undo__makes_the_words_unfindable)
{
	struct centre *c = centre_open(_i);
	if (c == NULL)
		return;
	struct casefile file = new_case(c, c->maria.id, "Router");
	struct contact note;
	struct find_row *found;
	struct change_info done;
	size_t n;
	ok(c, work_note(c->s, c->ana.id, file.id, "zweihundert fernsehgeräte", &note, &c->err));
	ok(c, store_find(c->s, "fernsehgerate", "ES", 9, c->a, &found, &n, &c->err));
	ck_assert_uint_eq(n, 1);
	ok(c, change_undo(c->s, 0, c->a, &done, &c->err));
	ok(c, store_find(c->s, "fernsehgerate", "ES", 9, c->a, &found, &n, &c->err));
	ck_assert_uint_eq(n, 0);
	ok(c, change_redo(c->s, c->a, &done, &c->err));
	ok(c, store_find(c->s, "fernsehgerate", "ES", 9, c->a, &found, &n, &c->err));
	ck_assert_uint_eq(n, 1);
	centre_close(&c);
}
END_TEST

Suite *suite_work(void);
Suite *suite_work(void)
{
	support_store_begin();
	Suite *s = suite_create("work");
	TCase *tc = tcase_create("work");
	tcase_set_timeout(tc, 20);
	tcase_add_loop_test(tc, work__call__known_caller_with_one_open_case, 0, STORE_DRIVERS);
	tcase_add_loop_test(tc, work__new_case__is_named_by_the_first_note, 0, STORE_DRIVERS);
	tcase_add_loop_test(tc, work__call__unknown_number_then_a_new_case, 0, STORE_DRIVERS);
	tcase_add_loop_test(tc, work__new_case__a_card_number_is_in_no_record, 0, STORE_DRIVERS);
	tcase_add_loop_test(tc, work__attach__only_open_case_comes_along, 0, STORE_DRIVERS);
	tcase_add_loop_test(tc, work__finish__a_note_is_never_lost, 0, STORE_DRIVERS);
	tcase_add_loop_test(tc, work__order__earliest_promise_first, 0, STORE_DRIVERS);
	tcase_add_loop_test(tc, work__next__speaks_the_language, 0, STORE_DRIVERS);
	tcase_add_loop_test(tc, work__take__the_slower_hears_who_was_faster, 0, STORE_DRIVERS);
	tcase_add_loop_test(tc, work__second_call__shortens_the_promise, 0, STORE_DRIVERS);
	tcase_add_loop_test(tc, work__ring__twice_is_refused, 0, STORE_DRIVERS);
	tcase_add_loop_test(tc, work__hold_and_hangup__times_and_states, 0, STORE_DRIVERS);
	tcase_add_loop_test(tc, work__callback__is_not_offered_before_its_time, 0, STORE_DRIVERS);
	tcase_add_loop_test(tc, work__next__a_clock_behind_hides_nobody, 0, STORE_DRIVERS);
	tcase_add_loop_test(tc, work__transfer__goes_to_the_other_queue, 0, STORE_DRIVERS);
	tcase_add_loop_test(tc, work__lease__a_dead_console_loses_its_claim, 0, STORE_DRIVERS);
	tcase_add_loop_test(tc, work__reassign__to_agent_and_queue, 0, STORE_DRIVERS);
	tcase_add_loop_test(tc, work__state__stretches_do_not_overlap, 0, STORE_DRIVERS);
	tcase_add_loop_test(tc, work__undo__brings_everything_back_sqlite, 0, ACTS);
	tcase_add_loop_test(tc, work__undo__brings_everything_back_postgres, 0, ACTS);
	tcase_add_loop_test(tc, work__undo__makes_the_words_unfindable, 0, STORE_DRIVERS);
	suite_add_tcase(s, tc);
	return s;
}
