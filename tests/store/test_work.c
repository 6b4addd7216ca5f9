/* test_work.c - one call from ring to next, and every act taken back whole. */
#include "store/support_rows.h"

#include "carrel/clock.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

static const char maria_phone[] = "+34600112233";

static enum rc finish_with(struct centre *c, int64_t agent_id, struct work_finish f, const char *id)
{
	struct contact written;
	f.outcome = outcome_find(outcome_builtin, id);
	return work_finish(c->s, agent_id, &f, c->a, &written, &c->err);
}

START_TEST(work__call__known_caller_with_one_open_case)
{
	struct centre *c = centre_here();
	struct casefile file = centre_case(c, c->maria.id, "Router");
	struct queue_item item = centre_ring(c, c->billing.id, maria_phone, "es");
	ck_assert_int_eq(item.customer_id, c->maria.id);
	ck_assert_int_eq(item.due_at, NOW_MS + 20000);
	clock_advance(5000);
	struct work_hand hand = centre_next(c, c->ana.id);
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
	file = centre_case_now(c, file.id);
	ck_assert_int_eq(file.state, CASE_SOLVED);
	ck_assert_int_eq(file.solved_at, NOW_MS + 65000);
	struct agent ana = centre_agent_now(c, c->ana.id);
	ck_assert_int_eq(ana.state, AGENT_READY);
	ck_assert_int_eq(ana.item_id, 0);
	struct call call;
	ok(c, store_call_get(c->s, item.call_id, c->a, &call, &c->err));
	ck_assert_int_eq(call.state, CALL_ENDED);
	ck_assert_int_eq(call.outcome, CALL_END_ANSWERED);
	ck_assert_str_eq(call.disposition, "solved");
	ck_assert_int_eq(call_talk_ms(&call, 0), 60000);
	ck_assert_int_eq(raw_rollup_differences(c->s), 0);
}
END_TEST

/* Nobody said what it is about when it was opened: the first note that is kept does, and one undo
 * takes both back. */
START_TEST(work__new_case__is_named_by_the_first_note)
{
	struct centre *c = centre_here();
	struct casefile file;
	centre_call(c, c->ana.id, NULL);
	ok(c, work_attach(c->s, c->ana.id, c->ivo.id, 0, &c->err));
	ok(c, work_new_case(c->s, c->ana.id, NULL, c->a, &file, &c->err));
	ck_assert(file.untitled);
	ck_assert_str_ne(file.subject, "");
	centre_note(c, c->ana.id, file.id, "Charged twice\nin March");
	ck_assert_str_eq(centre_case_now(c, file.id).subject, "Charged twice");
	ck_assert(!centre_case_now(c, file.id).untitled);
	centre_finish(c, c->ana.id, "solved", "Paid back.");
	ck_assert_str_eq(centre_case_now(c, file.id).subject, "Charged twice");

	centre_call(c, c->ana.id, NULL);
	ok(c, work_attach(c->s, c->ana.id, c->ivo.id, 0, &c->err));
	ok(c, work_new_case(c->s, c->ana.id, NULL, c->a, &file, &c->err));
	centre_finish(c, c->ana.id, "solved", "Pays with 4111111111111111 now");
	const char *subject = centre_case_now(c, file.id).subject;
	ck_assert_ptr_nonnull(strstr(subject, "Pays with"));
	ck_assert_ptr_null(strstr(subject, "41111111"));
}
END_TEST

/* The row goes through several saves in one set: what was typed stays out of all their records. */
START_TEST(work__new_case__a_card_number_is_in_no_record)
{
	struct centre *c = centre_here();
	struct casefile file;
	centre_call(c, c->ana.id, NULL);
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
}
END_TEST

START_TEST(work__call__unknown_number_then_a_new_case)
{
	struct centre *c = centre_here();
	struct work_hand hand = centre_call(c, c->ana.id, NULL);
	ck_assert_int_eq(hand.customer_id, 0);
	struct casefile file;
	ck_assert_int_eq(work_new_case(c->s, c->ana.id, "x", c->a, &file, &c->err), RC_INVALID);
	ok(c, work_attach(c->s, c->ana.id, c->ivo.id, 0, &c->err));
	ok(c, work_new_case(c->s, c->ana.id, "Invoice", c->a, &file, &c->err));
	ck_assert_int_eq(file.customer_id, c->ivo.id);
	ck_assert_int_eq(file.owner_id, c->ana.id);
	hand = centre_hand(c, c->ana.id);
	ck_assert_int_eq(hand.casefile.id, file.id);
	ck_assert_int_eq(hand.call.case_id, file.id);
	centre_finish(c, c->ana.id, "waiting_customer", "Asked for the invoice.");
	file = centre_case_now(c, file.id);
	ck_assert_int_eq(file.state, CASE_WAITING_CUSTOMER);
	ck_assert_int_eq(file.next_at, NOW_MS + 7LL * 86400000);
}
END_TEST

/* ivo has one open case at first, then two: only the one speaks for itself. */
START_TEST(work__attach__only_open_case_comes_along)
{
	struct centre *c = centre_here();
	struct casefile file = centre_case(c, c->ivo.id, "Invoice");
	centre_call(c, c->ana.id, NULL);
	ok(c, work_attach(c->s, c->ana.id, c->ivo.id, 0, &c->err));
	struct work_hand hand = centre_hand(c, c->ana.id);
	ck_assert_int_eq(hand.customer_id, c->ivo.id);
	ck_assert_int_eq(hand.casefile.id, file.id);
	ck_assert_int_eq(hand.casefile.owner_id, c->ana.id);
	ck_assert_int_eq(hand.call.case_id, file.id);
	centre_undo(c);
	hand = centre_hand(c, c->ana.id);
	ck_assert_int_eq(hand.customer_id, 0);
	ck_assert_int_eq(hand.casefile.id, 0);
	ck_assert_int_eq(centre_case_now(c, file.id).owner_id, 0);
	centre_case(c, c->ivo.id, "Router");
	ok(c, work_attach(c->s, c->ana.id, c->ivo.id, 0, &c->err));
	hand = centre_hand(c, c->ana.id);
	ck_assert_int_eq(hand.customer_id, c->ivo.id);
	ck_assert_int_eq(hand.casefile.id, 0);
	/* What is in hand already stays there. */
	ok(c, work_attach(c->s, c->ana.id, 0, file.id, &c->err));
	ok(c, work_attach(c->s, c->ana.id, c->ivo.id, 0, &c->err));
	hand = centre_hand(c, c->ana.id);
	ck_assert_int_eq(hand.casefile.id, file.id);
}
END_TEST

START_TEST(work__finish__a_note_is_never_lost)
{
	struct centre *c = centre_here();
	centre_call(c, c->ana.id, maria_phone);
	struct contact written =
		centre_finish(c, c->ana.id, "waiting_us", "\n Line is dead.\nSecond line");
	ck_assert_int_gt(written.case_id, 0);
	ck_assert_str_eq(centre_case_now(c, written.case_id).subject, " Line is dead." + 1);
	centre_call(c, c->ana.id, NULL);
	written = centre_finish(c, c->ana.id, "solved", "Nobody we know.");
	ck_assert_int_eq(written.case_id, 0);
	ck_assert_int_eq(written.customer_id, 0);
	ck_assert_int_gt(written.call_id, 0);
	ck_assert_str_eq(written.body, "Nobody we know.");
	centre_call(c, c->ana.id, "+34600445566");
	written = centre_finish(c, c->ana.id, "wrong_number", "Wanted the bakery.");
	ck_assert_int_eq(written.case_id, 0);
	ck_assert_int_eq(written.customer_id, c->ivo.id);
}
END_TEST

START_TEST(work__order__earliest_promise_first)
{
	struct centre *c = centre_here();
	struct queue_item slow, quick, shared;
	struct casefile file = centre_case(c, c->maria.id, "Mail");
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
	ck_assert_int_eq(centre_next(c, c->ana.id).item.id, quick.id);
	ck_assert_int_eq(centre_next(c, c->bo.id).item.id, shared.id);
	centre_finish(c, c->ana.id, "dropped", NULL);
	struct work_hand hand = centre_next(c, c->ana.id);
	ck_assert_int_eq(hand.item.id, slow.id);
	ck_assert_int_eq(hand.agent.state, AGENT_ON_CASE);
	ck_assert_int_eq(hand.casefile.owner_id, c->ana.id);
}
END_TEST

START_TEST(work__next__speaks_the_language)
{
	struct centre *c = centre_here();
	struct work_hand hand;
	struct queue_item german = centre_ring(c, c->billing.id, NULL, "de");
	ck_assert_int_eq(work_next(c->s, c->ana.id, c->a, &hand, &c->err), RC_NOTFOUND);
	struct queue_item catalan = centre_ring(c, c->billing.id, NULL, "ca");
	ck_assert_int_eq(centre_next(c, c->ana.id).item.id, catalan.id);
	ck_assert_int_eq(centre_next(c, c->bo.id).item.id, german.id);
}
END_TEST

START_TEST(work__take__the_slower_hears_who_was_faster)
{
	struct centre *c = centre_here();
	struct work_hand hand;
	struct queue_item item = centre_ring(c, c->billing.id, NULL, NULL);
	ok(c, work_take(c->s, c->bo.id, item.id, c->a, &hand, &c->err));
	ck_assert_int_eq(work_take(c->s, c->ana.id, item.id, c->a, &hand, &c->err), RC_CONFLICT);
	ck_assert_ptr_nonnull(strstr(c->err.text, "Bo"));
	ck_assert_int_eq(work_next(c->s, c->bo.id, c->a, &hand, &c->err), RC_CONFLICT);
	ck_assert_int_eq(work_take(c->s, c->ana.id, 9999, c->a, &hand, &c->err), RC_NOTFOUND);
	struct casefile file = centre_case(c, c->maria.id, "A");
	hand = centre_take_case(c, c->ana.id, file.id);
	ck_assert_int_eq(hand.agent.state, AGENT_ON_CASE);
	ck_assert_int_eq(
		work_take_case(c->s, c->bo.id, file.id, c->a, &hand, &c->err), RC_CONFLICT);
	ck_assert_ptr_nonnull(strstr(c->err.text, "Ana"));
}
END_TEST

START_TEST(work__second_call__shortens_the_promise)
{
	struct centre *c = centre_here();
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
}
END_TEST

/* Two machines never agree on the time, and clocks are set back: who waits is still offered. */
START_TEST(work__next__a_clock_behind_hides_nobody)
{
	struct centre *c = centre_here();
	struct queue_item item = centre_ring(c, c->billing.id, maria_phone, NULL);
	clock_freeze(NOW_MS - 3600000);
	struct queue_summary *sums;
	size_t n;
	ok(c, store_queue_summaries(c->s, clock_wall_ms(), c->a, &sums, &n, &c->err));
	ck_assert_int_eq(sums[0].waiting, 1);
	ck_assert_int_eq(centre_next(c, c->ana.id).item.id, item.id);
	clock_freeze(NOW_MS);
}
END_TEST

START_TEST(work__ring__twice_is_refused)
{
	struct centre *c = centre_here();
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
}
END_TEST

START_TEST(work__hold_and_hangup__times_and_states)
{
	struct centre *c = centre_here();
	struct work_hand hand = centre_call(c, c->ana.id, maria_phone);
	clock_advance(10000);
	ok(c, work_hold(c->s, c->ana.id, true, &c->err));
	clock_advance(5000);
	ok(c, work_hold(c->s, c->ana.id, false, &c->err));
	clock_advance(1000);
	ok(c, work_hangup(c->s, c->ana.id, &c->err));
	ck_assert_int_eq(centre_agent_now(c, c->ana.id).state, AGENT_WRAPUP);
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
}
END_TEST

START_TEST(work__callback__is_not_offered_before_its_time)
{
	struct centre *c = centre_here();
	centre_call(c, c->ana.id, maria_phone);
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
	hand = centre_next(c, c->ana.id);
	ck_assert_int_eq(hand.item.kind, ITEM_CALLBACK);
	ck_assert_int_eq(hand.item.due_at, NOW_MS + 3600000);
	ck_assert_int_eq(hand.agent.state, AGENT_ON_CASE);
	struct contact written = centre_finish(c, c->ana.id, "solved", "Called back.");
	ck_assert_int_eq(written.kind, CONTACT_CALL);
	ck_assert_int_eq(written.direction, DIRECTION_OUT);
	ck_assert_int_eq(raw_int(c->s, "SELECT count(*) FROM follow_up WHERE done_at IS NULL"), 0);
}
END_TEST

/* In nobody's list it would never be done: what has to be come back to is of somebody. */
START_TEST(work__come_back_to_nobody__is_refused_and_the_call_stays)
{
	struct centre *c = centre_here();
	centre_call(c, c->ana.id, "+34999000111");
	struct work_finish later = {.note = "Call at ten", .next_at = NOW_MS + 3600000};
	struct work_finish gift = {.note = "For tech", .to_queue_id = c->tech.id};
	ck_assert_int_eq(finish_with(c, c->ana.id, later, "callback"), RC_INVALID);
	ck_assert_int_eq(finish_with(c, c->ana.id, later, "waiting_us"), RC_INVALID);
	ck_assert_int_eq(finish_with(c, c->ana.id, gift, "transfer"), RC_INVALID);
	ck_assert_int_eq(
		raw_int(c->s, "SELECT count(*) FROM contact WHERE outcome IS NOT NULL"), 0);
	ok(c, work_attach(c->s, c->ana.id, c->maria.id, 0, &c->err));
	ok(c, finish_with(c, c->ana.id, later, "callback"));
	ck_assert_int_eq(raw_int(c->s, "SELECT count(*) FROM follow_up WHERE done_at IS NULL"), 1);
	centre_call(c, c->ana.id, "+34999000112");
	ok(c, finish_with(c, c->ana.id, (struct work_finish){.note = "x"}, "solved"));
}
END_TEST

START_TEST(work__transfer__goes_to_the_other_queue)
{
	struct centre *c = centre_here();
	centre_call(c, c->ana.id, maria_phone);
	ck_assert_int_eq(
		finish_with(c, c->ana.id, (struct work_finish){0}, "transfer"), RC_INVALID);
	struct work_finish f = {.note = "For tech", .to_queue_id = c->tech.id};
	ok(c, finish_with(c, c->ana.id, f, "transfer"));
	struct work_hand hand = centre_next(c, c->bo.id);
	ck_assert_int_eq(hand.item.queue_id, c->tech.id);
	ck_assert_int_eq(hand.item.kind, ITEM_CASE);
	ck_assert_int_eq(hand.casefile.owner_id, c->bo.id);
	ck_assert_str_eq(hand.casefile.subject, "For tech");
}
END_TEST

START_TEST(work__lease__a_dead_console_loses_its_claim)
{
	struct centre *c = centre_here();
	int64_t freed = 0;
	struct work_hand dead = centre_call(c, c->ana.id, maria_phone);
	clock_advance(LEASE_MS - 1000);
	ok(c, store_agent_beat(c->s, c->ana.id, &c->err));
	clock_advance(2000);
	ok(c, work_release_expired(c->s, &freed, &c->err));
	ck_assert_int_eq(freed, 0);
	clock_advance(LEASE_MS);
	ok(c, work_release_expired(c->s, &freed, &c->err));
	ck_assert_int_eq(freed, 1);
	ck_assert_int_eq(centre_agent_now(c, c->ana.id).state, AGENT_OFF);
	struct work_hand hand = centre_next(c, c->bo.id);
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
}
END_TEST

START_TEST(work__reassign__to_agent_and_queue)
{
	struct centre *c = centre_here();
	struct work_hand hand;
	struct casefile file = centre_case(c, c->maria.id, "A");
	struct queue_item item = centre_enqueue(c, file.id);
	ck_assert_int_eq(work_enqueue_case(c->s, file.id, c->tech.id, ITEM_CASE, 0, NULL, c->a,
				 &item, &c->err),
		RC_CONFLICT);
	ok(c, work_reassign(c->s, file.id, 0, c->tech.id, "tech knows", &c->err));
	ck_assert_int_eq(raw_int(c->s, "SELECT queue_id FROM queue_item"), c->tech.id);
	ck_assert_int_eq(work_reassign(c->s, file.id, 0, 0, NULL, &c->err), RC_INVALID);
	ok(c, work_reassign(c->s, file.id, c->ana.id, 0, NULL, &c->err));
	ck_assert_int_eq(centre_case_now(c, file.id).owner_id, c->ana.id);
	ck_assert_int_eq(work_next(c->s, c->bo.id, c->a, &hand, &c->err), RC_NOTFOUND);
	hand = centre_take_case(c, c->ana.id, file.id);
	ck_assert_int_eq(work_reassign(c->s, file.id, c->bo.id, 0, NULL, &c->err), RC_CONFLICT);
	struct agent_row *rows;
	size_t n;
	ok(c, store_agent_rows(c->s, c->a, &rows, &n, &c->err));
	ck_assert_uint_eq(n, 1);
	ck_assert_str_eq(rows[0].queue_titles, "Billing");
	ck_assert_str_eq(rows[0].case_number, file.number);
	ck_assert_str_eq(rows[0].customer_name, "Maria Okafor");
	ck_assert_int_eq(rows[0].open_cases, 1);
}
END_TEST

START_TEST(work__state__stretches_do_not_overlap)
{
	struct centre *c = centre_here();
	struct change_info done;
	ok(c, work_state(c->s, c->ana.id, AGENT_READY, NULL, &c->err));
	ck_assert_int_eq(change_undo(c->s, 0, c->a, &done, &c->err), RC_NOTFOUND);
	clock_advance(1000);
	ok(c, work_state(c->s, c->ana.id, AGENT_BREAK, "lunch", &c->err));
	ck_assert_str_eq(centre_agent_now(c, c->ana.id).state_reason, "lunch");
	clock_advance(1000);
	done = centre_undo(c);
	ck_assert_int_eq(centre_agent_now(c, c->ana.id).state, AGENT_READY);
	ok(c, work_state(c->s, c->ana.id, AGENT_OFF, NULL, &c->err));
	ck_assert_int_eq(
		raw_int(c->s, "SELECT count(*) FROM agent_state WHERE until_at IS NULL"), 0);
	ck_assert_int_eq(raw_int(c->s, "SELECT count(*) FROM agent_state"), 1);
	ck_assert_int_eq(work_state(c->s, c->ana.id, AGENT_ON_CALL, NULL, &c->err), RC_INVALID);
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
	st->file = centre_case(c, c->maria.id, "Router");
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
		centre_next(c, c->ana.id);
	if (act == ACT_NEW_CASE)
		ok(c, work_attach(c->s, c->ana.id, c->ivo.id, 0, &c->err));
	clock_advance(7000);
}

static void perform(struct centre *c, enum act act, const struct stage *st)
{
	struct queue_item item;
	struct work_hand hand;
	struct casefile file;
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
	case ACT_NEXT: centre_next(c, c->ana.id); break;
	case ACT_TAKE: ok(c, work_take(c->s, c->ana.id, st->call.id, c->a, &hand, &c->err)); break;
	case ACT_TAKE_CASE: centre_take_case(c, c->ana.id, st->file.id); break;
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
	case ACT_NOTE: centre_note(c, c->ana.id, st->file.id, "a note"); break;
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
	int64_t checked;
	prepare(c, act, &st);
	const char *before = centre_snapshot(c);
	perform(c, act, &st);
	const char *after = centre_snapshot(c);
	ck_assert_str_ne(before, after);
	centre_undo(c);
	ck_assert_str_eq(before, centre_snapshot(c));
	ck_assert_int_eq(raw_rollup_differences(c->s), 0);
	centre_redo(c);
	const char *redone = centre_snapshot(c);
	ck_assert_str_eq(after, redone);
	centre_undo(c);
	redone = centre_snapshot(c);
	ck_assert_str_eq(before, redone);
	ok(c, change_verify(c->s, &checked, &c->err));
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

/* A wrong outcome is often noticed with the next caller on the line: they stay there. */
START_TEST(work__undo__of_an_outcome_after_going_on)
{
	struct centre *c = centre_here();
	struct casefile file = centre_case(c, c->maria.id, "Router");
	struct work_hand hand = centre_call(c, c->ana.id, "+34600112233");
	ck_assert_int_eq(hand.casefile.id, file.id);
	struct casefile before = centre_case_now(c, file.id);
	struct contact written = centre_finish(c, c->ana.id, "solved", "All is well.");
	struct work_hand next = centre_call(c, c->ana.id, "+34600445566");
	struct change_info *last, done;
	size_t n;
	ok(c, change_list(c->s, 0, "casefile", file.id, 1, c->a, &last, &n, &c->err));
	ok(c, change_undo(c->s, last[0].seq, c->a, &done, &c->err));
	ck_assert_int_eq(centre_case_now(c, file.id).state, before.state);
	ck_assert_int_eq(centre_case_now(c, file.id).owner_id, c->ana.id);
	struct contact gone;
	ck_assert_int_eq(store_contact_get(c->s, written.id, c->a, &gone, &c->err), RC_NOTFOUND);
	ok(c, work_hand(c->s, c->ana.id, c->a, &hand, &c->err));
	ck_assert_int_eq(hand.call.id, next.call.id);
	ck_assert_int_eq(hand.agent.state, AGENT_ON_CALL);
	ck_assert_int_eq(raw_rollup_differences(c->s), 0);
	centre_redo(c);
	ck_assert_int_eq(centre_case_now(c, file.id).state, CASE_SOLVED);
	ck_assert_int_eq(raw_rollup_differences(c->s), 0);
	int64_t checked;
	ok(c, change_verify(c->s, &checked, &c->err));
}
END_TEST

/* Nothing was written when somebody was taken: there is nothing to mend. */
START_TEST(work__undo__of_a_claim_after_going_on_is_refused)
{
	struct centre *c = centre_here();
	centre_case(c, c->maria.id, "Router");
	centre_call(c, c->ana.id, "+34600112233");
	struct change_info *last, done;
	size_t n;
	ok(c, change_list(c->s, c->ana.id, NULL, 0, 1, c->a, &last, &n, &c->err));
	int64_t claim = last[0].seq;
	centre_finish(c, c->ana.id, "solved", "All is well.");
	const char *before = centre_snapshot(c);
	ck_assert_int_eq(change_undo(c->s, claim, c->a, &done, &c->err), RC_CONFLICT);
	ck_assert_str_eq(before, centre_snapshot(c));
}
END_TEST

START_TEST(work__undo__makes_the_words_unfindable)
{
	struct centre *c = centre_here();
	struct casefile file = centre_case(c, c->maria.id, "Router");
	struct find_row *found;
	size_t n;
	centre_note(c, c->ana.id, file.id, "zweihundert fernsehgeräte");
	ok(c, store_find(c->s, "fernsehgerate", "ES", 9, c->a, &found, &n, &c->err));
	ck_assert_uint_eq(n, 1);
	centre_undo(c);
	ok(c, store_find(c->s, "fernsehgerate", "ES", 9, c->a, &found, &n, &c->err));
	ck_assert_uint_eq(n, 0);
	centre_redo(c);
	ok(c, store_find(c->s, "fernsehgerate", "ES", 9, c->a, &found, &n, &c->err));
	ck_assert_uint_eq(n, 1);
}
END_TEST

Suite *suite_work(void);
Suite *suite_work(void)
{
	const TTest *const each[] = {
		work__call__known_caller_with_one_open_case,
		work__new_case__is_named_by_the_first_note,
		work__call__unknown_number_then_a_new_case,
		work__new_case__a_card_number_is_in_no_record,
		work__attach__only_open_case_comes_along,
		work__finish__a_note_is_never_lost,
		work__order__earliest_promise_first,
		work__next__speaks_the_language,
		work__take__the_slower_hears_who_was_faster,
		work__second_call__shortens_the_promise,
		work__ring__twice_is_refused,
		work__hold_and_hangup__times_and_states,
		work__callback__is_not_offered_before_its_time,
		work__next__a_clock_behind_hides_nobody,
		work__transfer__goes_to_the_other_queue,
		work__come_back_to_nobody__is_refused_and_the_call_stays,
		work__lease__a_dead_console_loses_its_claim,
		work__reassign__to_agent_and_queue,
		work__state__stretches_do_not_overlap,
		work__undo__of_an_outcome_after_going_on,
		work__undo__of_a_claim_after_going_on_is_refused,
		work__undo__makes_the_words_unfindable,
	};
	Suite *s = centre_suite("work", 20, each, sizeof(each) / sizeof(each[0]));
	TCase *tc = tcase_create("work");
	tcase_set_timeout(tc, 20);
	tcase_add_loop_test(tc, work__undo__brings_everything_back_sqlite, 0, ACTS);
	tcase_add_loop_test(tc, work__undo__brings_everything_back_postgres, 0, ACTS);
	suite_add_tcase(s, tc);
	return s;
}
