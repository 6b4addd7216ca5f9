/* test_follow_up.c - what is promised on a case: another time for it, whose it is to end; and what a case is
 * called. */
#include "store/support_rows.h"

#include "carrel/store_cases.h"

#include <check.h>
#include <string.h>

enum { HOUR_MS = 3600 * 1000, DAY_MS = 24 * HOUR_MS };

/* ---- another time for a follow-up ---- */

START_TEST(follow_up__move__its_place_goes_with_it)
{
	struct centre *c = centre_here();
	struct casefile file = centre_case(c, c->maria.id, "Router");
	const int64_t later = NOW_MS + 5 * (int64_t)HOUR_MS;
	struct follow_up f = {.case_id = file.id,
				 .kind = FOLLOW_UP_CALLBACK,
				 .at = NOW_MS + HOUR_MS},
			 now;
	ok(c, store_follow_up_add(c->s, &f, 0, &c->err));
	ck_assert_int_eq(store_follow_up_move(c->s, f.id, c->ana.id, NOW_MS, c->a, &now, &c->err),
		RC_INVALID);
	ok(c, store_follow_up_move(c->s, f.id, c->ana.id, later, c->a, &now, &c->err));
	ck_assert_int_eq(now.at, later);
	ck_assert_int_ne(f.item_id, 0);
	ck_assert_int_eq(raw_int(c->s, "SELECT arrived_at FROM queue_item"), later);
	ck_assert_int_eq(raw_int(c->s, "SELECT due_at FROM queue_item"), later);
	centre_undo(c);
	struct follow_up_row row;
	ok(c, store_follow_up_get(c->s, f.id, c->a, &row, &c->err));
	ck_assert_int_eq(row.f.at, NOW_MS + HOUR_MS);
	ck_assert_str_eq(row.case_number, file.number);
	ck_assert_int_eq(store_follow_up_get(c->s, f.id + 1000, c->a, &row, &c->err), RC_NOTFOUND);
}
END_TEST

START_TEST(follow_up__of_case__everybodys_until_it_is_closed)
{
	struct centre *c = centre_here();
	struct casefile file = centre_case(c, c->maria.id, "Router");
	struct follow_up mine = {.case_id = file.id,
		.agent_id = c->ana.id,
		.kind = FOLLOW_UP_PROMISE,
		.at = NOW_MS + 2 * HOUR_MS};
	struct follow_up theirs = mine, now;
	theirs.agent_id = c->bo.id;
	theirs.at = NOW_MS + HOUR_MS;
	struct follow_up_row *rows;
	size_t n;
	ok(c, store_follow_up_add(c->s, &mine, 0, &c->err));
	ok(c, store_follow_up_add(c->s, &theirs, 0, &c->err));
	ok(c, store_follow_up_of_case(c->s, file.id, c->a, &rows, &n, &c->err));
	ck_assert_uint_eq(n, 2);
	ck_assert_int_eq(rows[0].f.id, theirs.id);
	ok(c,
		store_follow_up_close(
			c->s, theirs.id, c->bo.id, CONFIRMED_NOT_ASKED, c->a, &now, &c->err));
	ok(c, store_follow_up_of_case(c->s, file.id, c->a, &rows, &n, &c->err));
	ck_assert_uint_eq(n, 1);
	ck_assert_int_eq(rows[0].f.id, mine.id);
}
END_TEST

static void becomes(struct centre *c, struct agent *agent, enum agent_role role)
{
	agent->role = role;
	ok(c, store_agent_get(c->s, agent->id, c->a, agent, &c->err));
	agent->role = role;
	ok(c, change_begin(c->s, "user", NULL, &c->err));
	ok(c, change_end(c->s, store_agent_save(c->s, agent, &c->err), &c->err));
}

/* What a colleague promised is nothing for a trainee; what is their own is. */
START_TEST(follow_up__close__a_trainee_only_their_own)
{
	struct centre *c = centre_here();
	struct casefile file = centre_case(c, c->maria.id, "Router");
	struct follow_up f = {.case_id = file.id,
		.agent_id = c->ana.id,
		.kind = FOLLOW_UP_PROMISE,
		.at = NOW_MS + HOUR_MS};
	struct follow_up own = f, now;
	own.agent_id = c->bo.id;
	ok(c, store_follow_up_add(c->s, &f, 0, &c->err));
	ok(c, store_follow_up_add(c->s, &own, 0, &c->err));
	becomes(c, &c->bo, ROLE_TRAINEE);
	ck_assert_int_eq(store_follow_up_close(
				 c->s, f.id, c->bo.id, CONFIRMED_NOT_ASKED, c->a, &now, &c->err),
		RC_DENIED);
	ck_assert_int_eq(
		store_follow_up_move(c->s, f.id, c->bo.id, NOW_MS + DAY_MS, c->a, &now, &c->err),
		RC_DENIED);
	ok(c,
		store_follow_up_close(
			c->s, own.id, c->bo.id, CONFIRMED_NOT_ASKED, c->a, &now, &c->err));
	becomes(c, &c->bo, ROLE_AGENT);
	ok(c,
		store_follow_up_close(
			c->s, f.id, c->bo.id, CONFIRMED_NOT_ASKED, c->a, &now, &c->err));
}
END_TEST

START_TEST(snooze__a_colleagues_case__a_supervisor_may)
{
	struct centre *c = centre_here();
	struct casefile file = centre_case(c, c->maria.id, "Router");
	centre_take_case(c, c->ana.id, file.id);
	centre_finish(c, c->ana.id, "waiting_us", "Looks into it");
	ck_assert_int_eq(
		work_snooze(c->s, c->bo.id, file.id, NOW_MS + HOUR_MS, NULL, &c->err), RC_CONFLICT);
	becomes(c, &c->bo, ROLE_SUPERVISOR);
	ok(c, work_snooze(c->s, c->bo.id, file.id, NOW_MS + HOUR_MS, NULL, &c->err));
	ck_assert_int_eq(centre_case_now(c, file.id).owner_id, c->ana.id);
	ck_assert_int_eq(centre_case_now(c, file.id).next_at, NOW_MS + HOUR_MS);
}
END_TEST

/* ---- subject ---- */

START_TEST(subject__named_by_a_person__stays_when_a_note_is_kept)
{
	struct centre *c = centre_here();
	centre_call(c, c->ana.id, "+34600000001");
	struct casefile file;
	const char *before = "unset";
	ok(c, work_attach(c->s, c->ana.id, c->maria.id, 0, &c->err));
	ok(c, work_new_case(c->s, c->ana.id, NULL, c->a, &file, &c->err));
	ck_assert(file.untitled);
	ck_assert_int_eq(work_subject(c->s, file.id, " \n", c->a, &before, &c->err), RC_INVALID);
	ok(c, work_subject(c->s, file.id, "Paid with 4111 1111 1111 1111", c->a, &before, &c->err));
	ck_assert_str_eq(before, file.subject);
	file = centre_case_now(c, file.id);
	ck_assert_ptr_null(strstr(file.subject, "4111 1111"));
	ck_assert_ptr_nonnull(strstr(file.subject, "Paid with"));
	ck_assert(!file.untitled);
	centre_note(c, c->ana.id, file.id, "Something else");
	ck_assert_str_eq(centre_case_now(c, file.id).subject, file.subject);
	centre_undo(c);
	centre_undo(c);
	ck_assert(centre_case_now(c, file.id).untitled);
}
END_TEST

Suite *suite_follow_up(void);
Suite *suite_follow_up(void)
{
	const TTest *const each[] = {
		follow_up__move__its_place_goes_with_it,
		follow_up__of_case__everybodys_until_it_is_closed,
		follow_up__close__a_trainee_only_their_own,
		snooze__a_colleagues_case__a_supervisor_may,
		subject__named_by_a_person__stays_when_a_note_is_kept,
	};
	return centre_suite("follow_up", 20, each, sizeof(each) / sizeof(each[0]));
}
