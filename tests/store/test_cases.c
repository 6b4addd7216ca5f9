/* test_cases.c - several people and one case: taking over, giving away, putting off, joining. */
#include "store/support_rows.h"

#include "carrel/clock.h"
#include "carrel/messages.h"
#include "carrel/store_cases.h"

#include <check.h>
#include <string.h>

enum { HOUR_MS = 3600 * 1000, DAY_MS = 24 * HOUR_MS };

static size_t open_follow_ups(struct centre *c, int64_t agent_id, struct follow_up_row **rows)
{
	size_t n;
	ok(c,
		store_follow_up_open(c->s, agent_id, true, clock_wall_ms() + 30 * (int64_t)DAY_MS,
			50, c->a, rows, &n, &c->err));
	return n;
}

static size_t unread(struct centre *c, int64_t agent_id, struct notice_line **rows)
{
	size_t n;
	ok(c, store_notices(c->s, agent_id, 10, c->a, rows, &n, &c->err));
	return n;
}

/* ---- steal, join, untake ---- */

START_TEST(steal__in_hand__claim_moves_and_the_late_write_is_refused)
{
	struct centre *c = centre_here();
	struct casefile file = centre_case(c, c->maria.id, "Router");
	struct queue_item item = centre_enqueue(c, file.id);
	struct work_hand theirs = centre_take_case(c, c->bo.id, file.id);
	ck_assert_int_eq(theirs.item.id, item.id);
	const char *before = centre_snapshot(c);
	struct work_hand hand;
	ck_assert_int_eq(
		work_take_case(c->s, c->ana.id, file.id, c->a, &hand, &c->err), RC_CONFLICT);
	ck_assert_int_eq(
		work_steal(c->s, c->ana.id, file.id, " ", c->a, &hand, &c->err), RC_INVALID);
	ok(c, work_steal(c->s, c->ana.id, file.id, "Bo is at lunch", c->a, &hand, &c->err));
	ck_assert_int_eq(hand.casefile.id, file.id);
	ck_assert_int_eq(hand.casefile.owner_id, c->ana.id);
	ck_assert_int_eq(hand.item.id, item.id);
	ck_assert_int_eq(hand.item.taken_by, c->ana.id);
	ck_assert_int_gt(hand.item.fence, theirs.item.fence);
	struct agent bo = centre_agent_now(c, c->bo.id);
	ck_assert_int_eq(bo.state, AGENT_READY);
	ck_assert_int_eq(bo.case_id, 0);
	struct notice_line *told;
	ck_assert_uint_eq(unread(c, c->bo.id, &told), 1);
	ck_assert_ptr_nonnull(strstr(told[0].body, "Bo is at lunch"));
	ck_assert_uint_eq(unread(c, c->ana.id, &told), 0);
	struct work_finish late = {.outcome = outcome_find(outcome_builtin, "solved"),
		.note = "Done by me",
		.fence = theirs.item.fence};
	struct contact written;
	ck_assert_int_eq(work_finish(c->s, c->bo.id, &late, c->a, &written, &c->err), RC_CONFLICT);
	centre_undo(c);
	ck_assert_str_eq(before, centre_snapshot(c));
}
END_TEST

START_TEST(steal__live_call__is_refused)
{
	struct centre *c = centre_here();
	struct casefile file = centre_case(c, c->maria.id, "Router");
	struct work_hand hand = centre_call(c, c->bo.id, "+34600112233");
	ck_assert_int_eq(hand.casefile.id, file.id);
	ck_assert_int_eq(
		work_steal(c->s, c->ana.id, file.id, "mine", c->a, &hand, &c->err), RC_CONFLICT);
	/* Beside them is allowed. */
	ok(c, work_join(c->s, c->ana.id, file.id, c->a, &hand, &c->err));
	ck_assert_int_eq(hand.casefile.id, file.id);
	ck_assert_int_eq(hand.casefile.owner_id, c->bo.id);
}
END_TEST

START_TEST(steal__owned_only__owner_changes)
{
	struct centre *c = centre_here();
	struct work_hand hand;
	struct casefile file = centre_case(c, c->maria.id, "Router");
	ck_assert_int_eq(
		work_steal(c->s, c->ana.id, file.id, "why", c->a, &hand, &c->err), RC_CONFLICT);
	centre_take_case(c, c->bo.id, file.id);
	centre_finish(c, c->bo.id, "waiting_us", "Later.");
	ok(c, work_steal(c->s, c->ana.id, file.id, "Customer calls now", c->a, &hand, &c->err));
	ck_assert_int_eq(centre_case_now(c, file.id).owner_id, c->ana.id);
	ck_assert_int_eq(centre_agent_now(c, c->ana.id).case_id, file.id);
}
END_TEST

START_TEST(untake__from_hand__waits_again_with_its_promise)
{
	struct centre *c = centre_here();
	struct casefile file = centre_case(c, c->maria.id, "Router");
	struct queue_item item = centre_enqueue(c, file.id);
	centre_take_case(c, c->ana.id, file.id);
	clock_advance(60000);
	const char *before = centre_snapshot(c);
	ok(c, work_untake(c->s, c->ana.id, file.id, 0, "Half a note", &c->err));
	file = centre_case_now(c, file.id);
	ck_assert_int_eq(file.owner_id, 0);
	ck_assert_int_eq(centre_agent_now(c, c->ana.id).state, AGENT_READY);
	struct queue_row *rows;
	size_t n;
	ok(c, store_queue_page(c->s, NULL, 0, NULL, 50, c->a, &rows, &n, &c->err));
	ck_assert_uint_eq(n, 1);
	ck_assert_int_eq(rows[0].item.id, item.id);
	ck_assert_int_eq(rows[0].item.due_at, item.due_at);
	struct contact *thread = centre_thread(c, file.id, &n);
	ck_assert_uint_eq(n, 1);
	ck_assert_str_eq(thread[0].body, "Half a note");
	ck_assert_int_eq(work_untake(c->s, c->ana.id, file.id, 0, NULL, &c->err), RC_CONFLICT);
	centre_undo(c);
	ck_assert_str_eq(before, centre_snapshot(c));
}
END_TEST

static size_t waiting(struct centre *c, struct queue_row **rows)
{
	size_t n;
	ok(c, store_queue_page(c->s, NULL, 0, NULL, 50, c->a, rows, &n, &c->err));
	return n;
}

/* It was taken from a list, so it has no place to go back to: it gets one, and never two. */
START_TEST(untake__from_a_list__has_one_place)
{
	struct centre *c = centre_here();
	struct queue_row *rows;
	struct casefile file = centre_case(c, c->maria.id, "Router");
	centre_take_case(c, c->ana.id, file.id);
	ck_assert_uint_eq(waiting(c, &rows), 0);
	ok(c, work_untake(c->s, c->ana.id, file.id, 0, NULL, &c->err));
	ck_assert_uint_eq(waiting(c, &rows), 1);
	ck_assert_int_eq(rows[0].item.case_id, file.id);
	/* A message of its customer waits when it is given back. */
	struct casefile other = centre_case(c, c->ivo.id, "Invoice");
	centre_take_case(c, c->bo.id, other.id);
	struct queue_item message = centre_enqueue(c, other.id);
	ok(c, work_untake(c->s, c->bo.id, other.id, 0, NULL, &c->err));
	ck_assert_uint_eq(waiting(c, &rows), 2);
	ck_assert(rows[0].item.id == message.id || rows[1].item.id == message.id);
}
END_TEST

/* ---- transfer and its follow-up ---- */

static struct follow_up_row transferred(struct centre *c, int64_t case_id)
{
	struct work_transfer t = {.case_id = case_id,
		.to_queue_id = c->tech.id,
		.reason = "Needs a technician",
		.summary = "Line dead since Monday",
		.told = "Somebody calls today"};
	centre_take_case(c, c->ana.id, case_id);
	ok(c, work_transfer(c->s, c->ana.id, &t, &c->err));
	struct follow_up_row *rows;
	ck_assert_uint_eq(open_follow_ups(c, c->ana.id, &rows), 1);
	return rows[0];
}

START_TEST(transfer__to_a_queue__three_lines_and_a_follow_up)
{
	struct centre *c = centre_here();
	struct casefile file = centre_case(c, c->maria.id, "Router");
	struct follow_up_row row = transferred(c, file.id);
	ck_assert_int_eq(row.f.kind, FOLLOW_UP_CONFIRM);
	ck_assert_int_eq(row.f.at, NOW_MS + DAY_MS);
	ck_assert_ptr_nonnull(strstr(row.f.what, "Line dead since Monday"));
	file = centre_case_now(c, file.id);
	ck_assert_int_eq(file.queue_id, c->tech.id);
	ck_assert_int_eq(file.owner_id, 0);
	ck_assert_int_eq(centre_agent_now(c, c->ana.id).case_id, 0);
	size_t n;
	struct contact *thread = centre_thread(c, file.id, &n);
	ck_assert_uint_eq(n, 1);
	ck_assert_ptr_nonnull(strstr(thread[0].body, "Needs a technician"));
	ck_assert_ptr_nonnull(strstr(thread[0].body, "Somebody calls today"));
	/* The one who takes over solves it; the question stays with ana, who alone can answer it. */
	struct work_hand hand = centre_next(c, c->bo.id);
	ck_assert_int_eq(hand.casefile.id, file.id);
	centre_finish(c, c->bo.id, "solved", "New line.");
	struct follow_up_row *rows;
	struct follow_up now;
	ck_assert_uint_eq(open_follow_ups(c, c->ana.id, &rows), 1);
	ck_assert_int_eq(
		store_follow_up_close(c->s, row.f.id, c->bo.id, CONFIRMED_YES, c->a, &now, &c->err),
		RC_DENIED);
	ck_assert_int_eq(store_follow_up_close(c->s, row.f.id, c->ana.id, CONFIRMED_NOT_ASKED, c->a,
				 &now, &c->err),
		RC_INVALID);
	ok(c, store_follow_up_close(c->s, row.f.id, c->ana.id, CONFIRMED_YES, c->a, &now, &c->err));
	ck_assert_int_eq(now.done_by, c->ana.id);
	ck_assert_uint_eq(open_follow_ups(c, c->ana.id, &rows), 0);
	ck_assert_int_eq(centre_case_now(c, file.id).state, CASE_SOLVED);
	centre_undo(c);
	ck_assert_uint_eq(open_follow_ups(c, c->ana.id, &rows), 1);
}
END_TEST

START_TEST(transfer__unreachable__three_times_closes)
{
	struct centre *c = centre_here();
	struct casefile file = centre_case(c, c->maria.id, "Router");
	struct follow_up_row row = transferred(c, file.id);
	struct follow_up now;
	for (int i = 1; i <= UNREACHABLE_MAX; i++) {
		clock_advance(HOUR_MS);
		ok(c,
			store_follow_up_close(c->s, row.f.id, c->ana.id, CONFIRMED_UNREACHABLE,
				c->a, &now, &c->err));
		ck_assert_int_eq(now.tries, i);
		ck_assert_int_eq(now.done_at != 0, i == UNREACHABLE_MAX);
		if (i < UNREACHABLE_MAX)
			ck_assert_int_eq(now.at, clock_wall_ms() + DAY_MS);
	}
	ck_assert_int_eq(now.confirmed, CONFIRMED_UNREACHABLE);
}
END_TEST

START_TEST(transfer__not_solved__opens_the_case_again)
{
	struct centre *c = centre_here();
	struct casefile file = centre_case(c, c->maria.id, "Router");
	struct follow_up_row row = transferred(c, file.id);
	struct follow_up now;
	centre_next(c, c->bo.id);
	centre_finish(c, c->bo.id, "solved", "New line.");
	ok(c, store_follow_up_close(c->s, row.f.id, c->ana.id, CONFIRMED_NO, c->a, &now, &c->err));
	file = centre_case_now(c, file.id);
	ck_assert_int_eq(file.state, CASE_OPEN);
	ck_assert_int_eq(file.owner_id, c->bo.id);
	ck_assert_int_eq(file.solved_at, 0);
	ck_assert_int_eq(raw_rollup_differences(c->s), 0);
}
END_TEST

START_TEST(transfer__to_a_person__is_told)
{
	struct centre *c = centre_here();
	struct casefile file = centre_case(c, c->maria.id, "Router");
	struct work_transfer t = {.case_id = file.id, .to_agent_id = c->bo.id, .reason = "Yours"};
	centre_take_case(c, c->ana.id, file.id);
	const char *before = centre_snapshot(c);
	ok(c, work_transfer(c->s, c->ana.id, &t, &c->err));
	ck_assert_int_eq(centre_case_now(c, file.id).owner_id, c->bo.id);
	struct notice_line *told;
	ck_assert_uint_eq(unread(c, c->bo.id, &told), 1);
	ok(c, store_notice_seen(c->s, c->bo.id, &c->err));
	ck_assert_uint_eq(unread(c, c->bo.id, &told), 0);
	centre_undo(c);
	ck_assert_str_eq(before, centre_snapshot(c));
}
END_TEST

/* Not in hand: from a list of cases it goes just as well, with the same three lines. */
START_TEST(transfer__from_a_list__goes_without_being_in_hand)
{
	struct centre *c = centre_here();
	struct casefile file = centre_case(c, c->maria.id, "Router");
	struct work_transfer t = {.case_id = file.id,
		.to_agent_id = c->bo.id,
		.reason = "Knows the street",
		.summary = "Line dead since Monday",
		.told = "Bo calls"};
	centre_take_case(c, c->ana.id, file.id);
	centre_finish(c, c->ana.id, "waiting_us", "Later.");
	const char *before = centre_snapshot(c);
	ok(c, work_transfer(c->s, c->ana.id, &t, &c->err));
	ck_assert_int_eq(centre_case_now(c, file.id).owner_id, c->bo.id);
	size_t n;
	struct contact *thread = centre_thread(c, file.id, &n);
	ck_assert_uint_eq(n, 2);
	ck_assert_ptr_nonnull(strstr(thread[0].body, "Knows the street"));
	ck_assert_ptr_nonnull(strstr(thread[0].body, "Bo calls"));
	struct notice_line *told;
	ck_assert_uint_eq(unread(c, c->bo.id, &told), 1);
	ck_assert_ptr_nonnull(strstr(told[0].body, "Knows the street"));
	centre_undo(c);
	ck_assert_str_eq(before, centre_snapshot(c));
}
END_TEST

START_TEST(transfer__nobodys_case__is_told_by_its_subject)
{
	struct centre *c = centre_here();
	struct casefile file = centre_case(c, c->maria.id, "Router");
	struct work_transfer t = {.case_id = file.id, .to_agent_id = c->bo.id, .reason = "Yours"};
	struct notice_line *told;
	ok(c, work_transfer(c->s, c->ana.id, &t, &c->err));
	ck_assert_int_eq(centre_case_now(c, file.id).owner_id, c->bo.id);
	ck_assert_uint_eq(unread(c, c->bo.id, &told), 1);
	ck_assert_ptr_nonnull(strstr(told[0].body, "Router"));
	ck_assert_uint_eq(unread(c, c->ana.id, &told), 0);
}
END_TEST

/* ---- follow-ups ---- */

START_TEST(followup__anyone__waits_in_the_queue_from_its_time)
{
	struct centre *c = centre_here();
	struct work_hand hand;
	struct casefile file = centre_case(c, c->maria.id, "Router");
	struct follow_up f = {.case_id = file.id,
		.kind = FOLLOW_UP_CALLBACK,
		.what = "Call after work",
		.at = NOW_MS + HOUR_MS,
		.made_by = c->ana.id};
	ok(c, store_follow_up_add(c->s, &f, 0, &c->err));
	ck_assert_int_ne(f.item_id, 0);
	ck_assert_int_eq(work_next(c->s, c->bo.id, c->a, &hand, &c->err), RC_NOTFOUND);
	clock_advance(HOUR_MS);
	struct follow_up_row *rows;
	ck_assert_uint_eq(open_follow_ups(c, c->bo.id, &rows), 1);
	ck_assert_str_eq(rows[0].case_number, file.number);
	hand = centre_next(c, c->bo.id);
	ck_assert_int_eq(hand.item.id, f.item_id);
	centre_finish(c, c->bo.id, "solved", "Called.");
	ck_assert_uint_eq(open_follow_ups(c, c->bo.id, &rows), 0);
}
END_TEST

START_TEST(followup__mine__outlives_an_outcome)
{
	struct centre *c = centre_here();
	struct casefile file = centre_case(c, c->maria.id, "Router");
	struct follow_up f = {.case_id = file.id,
		.agent_id = c->ana.id,
		.kind = FOLLOW_UP_REMINDER,
		.what = "Ask the depot",
		.at = NOW_MS + HOUR_MS,
		.made_by = c->ana.id};
	struct follow_up_row *rows;
	struct follow_up now;
	ok(c, store_follow_up_add(c->s, &f, 0, &c->err));
	centre_take_case(c, c->bo.id, file.id);
	centre_finish(c, c->bo.id, "waiting_us", "x");
	ck_assert_uint_eq(open_follow_ups(c, c->bo.id, &rows), 1); /* bo's own, by the outcome */
	centre_take_case(c, c->bo.id, file.id);
	centre_finish(c, c->bo.id, "solved", "y");
	ck_assert_uint_eq(open_follow_ups(c, c->bo.id, &rows), 0);
	ck_assert_uint_eq(open_follow_ups(c, c->ana.id, &rows), 1);
	ok(c,
		store_follow_up_close(
			c->s, f.id, c->ana.id, CONFIRMED_NOT_ASKED, c->a, &now, &c->err));
	ck_assert_int_eq(store_follow_up_close(
				 c->s, f.id, c->ana.id, CONFIRMED_NOT_ASKED, c->a, &now, &c->err),
		RC_CONFLICT);
}
END_TEST

/* ---- snooze ---- */

START_TEST(snooze__nobodys_case__is_back_on_time)
{
	struct centre *c = centre_here();
	struct work_hand hand;
	struct casefile file = centre_case(c, c->maria.id, "Router");
	centre_enqueue(c, file.id);
	const char *before = centre_snapshot(c);
	ck_assert_int_eq(work_snooze(c->s, c->ana.id, file.id, NOW_MS, NULL, &c->err), RC_INVALID);
	ok(c, work_snooze(c->s, c->ana.id, file.id, NOW_MS + HOUR_MS, "Part arrives", &c->err));
	file = centre_case_now(c, file.id);
	ck_assert_int_eq(file.state, CASE_WAITING_US);
	ck_assert_str_eq(file.next_action, "Part arrives");
	ck_assert_int_eq(file.next_at, NOW_MS + HOUR_MS);
	ck_assert_int_eq(work_next(c->s, c->ana.id, c->a, &hand, &c->err), RC_NOTFOUND);
	centre_undo(c);
	ck_assert_str_eq(before, centre_snapshot(c));
	ok(c, work_snooze(c->s, c->ana.id, file.id, NOW_MS + HOUR_MS, NULL, &c->err));
	clock_advance(HOUR_MS);
	hand = centre_next(c, c->ana.id);
	ck_assert_int_eq(hand.casefile.id, file.id);
}
END_TEST

START_TEST(snooze__own_case__reminds_on_time)
{
	struct centre *c = centre_here();
	struct casefile file = centre_case(c, c->maria.id, "Router");
	centre_take_case(c, c->ana.id, file.id);
	ck_assert_int_eq(work_snooze(c->s, c->ana.id, file.id, NOW_MS + HOUR_MS, NULL, &c->err),
		RC_CONFLICT);
	centre_finish(c, c->ana.id, "waiting_us", "x");
	ok(c, work_snooze(c->s, c->ana.id, file.id, NOW_MS + HOUR_MS, NULL, &c->err));
	struct follow_up_row *rows;
	ck_assert_uint_eq(open_follow_ups(c, c->ana.id, &rows), 1);
	ck_assert_int_eq(rows[0].f.at, NOW_MS + HOUR_MS);
	ck_assert_int_eq(
		work_snooze(c->s, c->bo.id, file.id, NOW_MS + HOUR_MS, NULL, &c->err), RC_CONFLICT);
}
END_TEST

/* ---- links ---- */

START_TEST(merge__timelines_join__and_part_again)
{
	struct centre *c = centre_here();
	struct casefile one = centre_case(c, c->maria.id, "Router");
	struct casefile two = centre_case(c, c->maria.id, "Router again");
	struct casefile other = centre_case(c, c->ivo.id, "Invoice");
	centre_note(c, c->ana.id, one.id, "first");
	centre_note(c, c->bo.id, two.id, "second");
	centre_note(c, c->ana.id, one.id, "third");
	centre_enqueue(c, two.id);
	const char *before = centre_snapshot(c);
	ck_assert_int_eq(store_case_merge(c->s, other.id, one.id, c->ana.id, &c->err), RC_INVALID);
	ck_assert_int_eq(store_case_merge(c->s, one.id, one.id, c->ana.id, &c->err), RC_INVALID);
	ok(c, store_case_merge(c->s, two.id, one.id, c->ana.id, &c->err));
	two = centre_case_now(c, two.id);
	ck_assert_int_eq(two.state, CASE_CLOSED);
	ck_assert_int_eq(two.solved_at, 0);
	size_t n;
	struct contact *thread = centre_thread(c, one.id, &n);
	ck_assert_uint_eq(n, 3);
	ck_assert_str_eq(thread[1].body, "second");
	ok(c, store_contact_of_case(c->s, one.id, 0, 2, c->a, &thread, &n, &c->err));
	ck_assert_uint_eq(n, 2);
	ck_assert_str_eq(thread[1].body, "second");
	int64_t into;
	ok(c, store_case_merged_into(c->s, two.id, &into, &c->err));
	ck_assert_int_eq(into, one.id);
	ck_assert_int_eq(store_link_drop(c->s, two.id, one.id, &c->err), RC_INVALID);
	ck_assert_int_eq(raw_rollup_differences(c->s), 0);
	ok(c, store_case_unmerge(c->s, two.id, c->ana.id, &c->err));
	ck_assert_str_eq(before, centre_snapshot(c));
	/* Touched since: it is parted all the same. */
	clock_advance(1000);
	ok(c, store_case_merge(c->s, two.id, one.id, c->ana.id, &c->err));
	clock_advance(1000);
	centre_note(c, c->bo.id, two.id, "late mail");
	ok(c, store_case_unmerge(c->s, two.id, c->ana.id, &c->err));
	two = centre_case_now(c, two.id);
	ck_assert_int_eq(two.state, CASE_OPEN);
	ck_assert_int_eq(two.owner_id, c->ana.id);
	ck_assert_int_eq(store_case_unmerge(c->s, two.id, c->ana.id, &c->err), RC_NOTFOUND);
}
END_TEST

START_TEST(split__contact__becomes_a_case)
{
	struct centre *c = centre_here();
	struct casefile one = centre_case(c, c->maria.id, "Router");
	struct casefile made;
	struct contact written =
		centre_note(c, c->ana.id, one.id, "And the invoice is wrong\nby 3 euro");
	const char *before = centre_snapshot(c);
	ok(c, store_case_split(c->s, written.id, NULL, c->ana.id, c->a, &made, &c->err));
	ck_assert_str_eq(made.subject, "And the invoice is wrong");
	ck_assert_int_eq(made.customer_id, c->maria.id);
	ck_assert_int_eq(made.owner_id, c->ana.id);
	struct link_row *links;
	size_t n;
	ok(c, store_links(c->s, one.id, c->a, &links, &n, &c->err));
	ck_assert_uint_eq(n, 1);
	ck_assert_int_eq(links[0].link.kind, LINK_SPLIT);
	ck_assert_str_eq(links[0].number, made.number);
	ck_assert(!links[0].outgoing);
	centre_thread(c, one.id, &n);
	ck_assert_uint_eq(n, 0);
	centre_undo(c);
	ck_assert_str_eq(before, centre_snapshot(c));
}
END_TEST

START_TEST(link__parent__no_ring_and_open_children)
{
	struct centre *c = centre_here();
	struct casefile top = centre_case(c, c->maria.id, "Outage");
	struct casefile one = centre_case(c, c->maria.id, "Router");
	struct casefile two = centre_case(c, c->ivo.id, "Router");
	ok(c, store_link_add(c->s, one.id, top.id, LINK_PARENT, c->ana.id, &c->err));
	ok(c, store_link_add(c->s, two.id, one.id, LINK_PARENT, c->ana.id, &c->err));
	ck_assert_int_eq(
		store_link_add(c->s, top.id, two.id, LINK_PARENT, c->ana.id, &c->err), RC_CONFLICT);
	ck_assert_int_eq(store_link_add(c->s, one.id, top.id, LINK_RELATED, c->ana.id, &c->err),
		RC_CONFLICT);
	ck_assert_int_eq(
		store_link_add(c->s, one.id, one.id, LINK_RELATED, c->ana.id, &c->err), RC_INVALID);
	struct casefile *children;
	size_t n;
	ok(c, store_case_children(c->s, top.id, c->a, &children, &n, &c->err));
	ck_assert_uint_eq(n, 1);
	ck_assert_int_eq(children[0].id, one.id);
	ok(c, store_link_drop(c->s, top.id, one.id, &c->err));
	ok(c, store_case_children(c->s, top.id, c->a, &children, &n, &c->err));
	ck_assert_uint_eq(n, 0);
}
END_TEST

/* ---- checklist, cause ---- */

START_TEST(checklist__steps__done_and_skipped_for_a_reason)
{
	struct centre *c = centre_here();
	struct casefile file = centre_case(c, c->maria.id, "Router");
	struct checklist_item *steps;
	size_t n;
	ck_assert_int_eq(store_checklist_add(c->s, file.id, " ", &c->err), RC_INVALID);
	ck_assert_int_eq(
		store_checklist_mark(c->s, file.id, 1, STEP_DONE, NULL, c->ana.id, &c->err),
		RC_NOTFOUND);
	ok(c, store_checklist_add(c->s, file.id, "Check the name", &c->err));
	ok(c, store_checklist_add(c->s, file.id, "Restart the router", &c->err));
	ok(c, store_checklist_mark(c->s, file.id, 1, STEP_DONE, NULL, c->ana.id, &c->err));
	ck_assert_int_eq(
		store_checklist_mark(c->s, file.id, 2, STEP_SKIPPED, "", c->ana.id, &c->err),
		RC_INVALID);
	ok(c, store_checklist_mark(c->s, file.id, 2, STEP_SKIPPED, "No power", c->bo.id, &c->err));
	ok(c, store_checklist(c->s, file.id, c->a, &steps, &n, &c->err));
	ck_assert_uint_eq(n, 2);
	ck_assert_int_eq(steps[0].state, STEP_DONE);
	ck_assert_int_eq(steps[0].by_id, c->ana.id);
	ck_assert_int_eq(steps[1].state, STEP_SKIPPED);
	ck_assert_str_eq(steps[1].reason, "No power");
	centre_undo(c);
	ok(c, store_checklist(c->s, file.id, c->a, &steps, &n, &c->err));
	ck_assert_int_eq(steps[1].state, STEP_OPEN);
	const char *before = "unset";
	ok(c, work_cause(c->s, file.id, "firmware", c->a, &before, &c->err));
	ck_assert_ptr_null(before);
	ok(c, work_cause(c->s, file.id, "firmware", c->a, &before, &c->err));
	ck_assert_str_eq(before, "firmware");
	ck_assert_str_eq(centre_case_now(c, file.id).root_cause, "firmware");
	centre_undo(c);
	ck_assert_ptr_null(centre_case_now(c, file.id).root_cause);
}
END_TEST

START_TEST(checklist__open_step__is_not_solved)
{
	struct centre *c = centre_here();
	struct casefile file = centre_case(c, c->maria.id, "Router");
	struct work_finish f = {.outcome = outcome_find(outcome_builtin, "solved"), .note = "Done"};
	struct contact written;
	ok(c, store_checklist_add(c->s, file.id, "Check the name", &c->err));
	centre_take_case(c, c->ana.id, file.id);
	ck_assert_int_eq(work_finish(c->s, c->ana.id, &f, c->a, &written, &c->err), RC_CONFLICT);
	ck_assert_int_eq(raw_int(c->s, "SELECT count(*) FROM contact"), 0);
	ok(c,
		store_checklist_mark(
			c->s, file.id, 1, STEP_SKIPPED, "Known voice", c->ana.id, &c->err));
	ok(c, work_finish(c->s, c->ana.id, &f, c->a, &written, &c->err));
	ck_assert_int_eq(centre_case_now(c, file.id).state, CASE_SOLVED);
}
END_TEST

/* ---- park, lease ---- */

START_TEST(park__case__aside_while_a_call_comes_in)
{
	struct centre *c = centre_here();
	struct work_hand hand;
	struct casefile file = centre_case(c, c->ivo.id, "Invoice");
	struct queue_item item = centre_enqueue(c, file.id);
	centre_take_case(c, c->ana.id, file.id);
	const char *before = centre_snapshot(c);
	ok(c, work_park(c->s, c->ana.id, &c->err));
	ck_assert_int_eq(centre_agent_now(c, c->ana.id).state, AGENT_READY);
	centre_undo(c);
	ck_assert_str_eq(before, centre_snapshot(c));
	ok(c, work_park(c->s, c->ana.id, &c->err));
	struct parked_row *rows;
	size_t n;
	ok(c, store_parked(c->s, c->ana.id, c->a, &rows, &n, &c->err));
	ck_assert_uint_eq(n, 1);
	ck_assert_str_eq(rows[0].number, file.number);
	ck_assert_int_eq(
		work_take_case(c->s, c->bo.id, file.id, c->a, &hand, &c->err), RC_CONFLICT);
	hand = centre_call(c, c->ana.id, "+34600112233");
	ck_assert_int_eq(work_park(c->s, c->ana.id, &c->err), RC_CONFLICT);
	ck_assert_int_eq(work_unpark(c->s, c->ana.id, 1, c->a, &hand, &c->err), RC_CONFLICT);
	/* The heartbeat keeps what is parked. */
	clock_advance(LEASE_MS - 1000);
	ok(c, store_agent_beat(c->s, c->ana.id, &c->err));
	clock_advance(LEASE_MS - 1000);
	int64_t freed;
	ok(c, work_release_expired(c->s, &freed, &c->err));
	ck_assert_int_eq(freed, 0);
	centre_finish(c, c->ana.id, "solved", "x");
	ck_assert_int_eq(work_state(c->s, c->ana.id, AGENT_OFF, NULL, &c->err), RC_CONFLICT);
	ck_assert_int_eq(work_unpark(c->s, c->ana.id, 2, c->a, &hand, &c->err), RC_NOTFOUND);
	ok(c, work_unpark(c->s, c->ana.id, 1, c->a, &hand, &c->err));
	ck_assert_int_eq(hand.item.id, item.id);
	ck_assert_int_eq(hand.casefile.id, file.id);
	ck_assert_int_eq(hand.item.fence, 1);
}
END_TEST

/* Two consoles: one dies with a case in hand and one parked. */
START_TEST(lease__dead_console__frees_hand_and_parked)
{
	struct centre *c = centre_here();
	struct casefile one = centre_case(c, c->ivo.id, "Invoice");
	struct casefile two = centre_case(c, c->maria.id, "Router");
	centre_enqueue(c, one.id);
	centre_enqueue(c, two.id);
	centre_take_case(c, c->bo.id, one.id);
	ok(c, work_park(c->s, c->bo.id, &c->err));
	centre_take_case(c, c->bo.id, two.id);
	int64_t freed = 0;
	int64_t waited = 0;
	while (freed < 2 && waited <= 120000) {
		int64_t now_freed = 0;
		clock_advance(LEASE_MS / 3);
		waited += LEASE_MS / 3;
		ok(c, store_agent_beat(c->s, c->ana.id, &c->err));
		ok(c, work_release_expired(c->s, &now_freed, &c->err));
		freed += now_freed;
	}
	ck_assert_int_eq(freed, 2);
	ck_assert_int_le(waited, 120000);
	ck_assert_int_eq(raw_int(c->s, "SELECT count(*) FROM parked"), 0);
	ck_assert_int_eq(centre_agent_now(c, c->bo.id).state, AGENT_OFF);
	centre_take_case(c, c->ana.id, two.id);
	struct work_finish late = {
		.outcome = outcome_find(outcome_builtin, "solved"), .note = "late", .fence = 1};
	struct contact written;
	ck_assert_int_eq(work_finish(c->s, c->bo.id, &late, c->a, &written, &c->err), RC_CONFLICT);
}
END_TEST

/* ---- presence ---- */

START_TEST(presence__writing__is_seen_by_the_other_for_ten_seconds)
{
	struct centre *c = centre_here();
	struct casefile file = centre_case(c, c->maria.id, "Router");
	struct presence *who;
	size_t n;
	ok(c, store_presence_touch(c->s, file.id, c->bo.id, &c->err));
	ok(c, store_presence(c->s, file.id, c->ana.id, clock_wall_ms(), c->a, &who, &n, &c->err));
	ck_assert_uint_eq(n, 1);
	ck_assert_int_eq(who[0].agent_id, c->bo.id);
	ok(c, store_presence(c->s, file.id, c->bo.id, clock_wall_ms(), c->a, &who, &n, &c->err));
	ck_assert_uint_eq(n, 0);
	clock_advance(PRESENCE_MS);
	ok(c, store_presence(c->s, file.id, c->ana.id, clock_wall_ms(), c->a, &who, &n, &c->err));
	ck_assert_uint_eq(n, 0);
	ok(c, store_presence_touch(c->s, file.id, c->bo.id, &c->err));
	ok(c, store_presence(c->s, file.id, c->ana.id, clock_wall_ms(), c->a, &who, &n, &c->err));
	ck_assert_uint_eq(n, 1);
}
END_TEST

/* Both have it in hand, both say what came of it: two notes, and the second learns of the first. */
START_TEST(presence__two_finish__both_notes_are_kept)
{
	struct centre *c = centre_here();
	struct work_hand hand;
	struct casefile file = centre_case(c, c->maria.id, "Router");
	centre_take_case(c, c->bo.id, file.id);
	ok(c, work_join(c->s, c->ana.id, file.id, c->a, &hand, &c->err));
	centre_finish(c, c->bo.id, "solved", "From bo");
	struct contact mine = centre_finish(c, c->ana.id, "waiting_customer", "From ana");
	struct contact *meanwhile;
	size_t n;
	ok(c, store_contact_since(c->s, file.id, 0, c->ana.id, 5, c->a, &meanwhile, &n, &c->err));
	ck_assert_uint_eq(n, 1);
	ck_assert_str_eq(meanwhile[0].body, "From bo");
	ck_assert_int_gt(mine.id, meanwhile[0].id);
	ck_assert_int_eq(raw_int(c->s, "SELECT count(*) FROM contact"), 2);
}
END_TEST

Suite *suite_cases(void);
Suite *suite_cases(void)
{
	const TTest *const each[] = {
		steal__in_hand__claim_moves_and_the_late_write_is_refused,
		steal__live_call__is_refused,
		steal__owned_only__owner_changes,
		untake__from_hand__waits_again_with_its_promise,
		untake__from_a_list__has_one_place,
		transfer__to_a_queue__three_lines_and_a_follow_up,
		transfer__unreachable__three_times_closes,
		transfer__not_solved__opens_the_case_again,
		transfer__to_a_person__is_told,
		transfer__from_a_list__goes_without_being_in_hand,
		transfer__nobodys_case__is_told_by_its_subject,
		followup__anyone__waits_in_the_queue_from_its_time,
		followup__mine__outlives_an_outcome,
		snooze__nobodys_case__is_back_on_time,
		snooze__own_case__reminds_on_time,
		merge__timelines_join__and_part_again,
		split__contact__becomes_a_case,
		link__parent__no_ring_and_open_children,
		checklist__steps__done_and_skipped_for_a_reason,
		checklist__open_step__is_not_solved,
		park__case__aside_while_a_call_comes_in,
		lease__dead_console__frees_hand_and_parked,
		presence__writing__is_seen_by_the_other_for_ten_seconds,
		presence__two_finish__both_notes_are_kept,
	};
	return centre_suite("cases", 20, each, sizeof(each) / sizeof(each[0]));
}
