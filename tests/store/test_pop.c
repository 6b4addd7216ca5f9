/* test_pop.c - what the screen pop tells beside cases and contacts: what is owed, how they were, who
 * verified them, which call of the day it is; and what colleagues say to each other. */
#include "store/support_rows.h"

#include "carrel/clock.h"
#include "carrel/messages.h"
#include "carrel/store_cases.h"
#include "carrel/store_rows.h"

#include <check.h>
#include <string.h>

static const char maria_phone[] = "+34600112233";
enum { HOUR_MS = 3600 * 1000 };

Suite *suite_pop(void);

static struct pop pop_of(struct centre *c, int64_t customer_id)
{
	struct pop pop;
	ok(c,
		store_pop_customer(
			c->s, customer_id, NOW_MS - 10 * (int64_t)HOUR_MS, c->a, &pop, &c->err));
	return pop;
}

static struct follow_up promise(struct centre *c, int64_t case_id, int64_t at, const char *what)
{
	struct follow_up f = {.case_id = case_id,
		.agent_id = c->bo.id,
		.kind = FOLLOW_UP_PROMISE,
		.what = what,
		.at = at,
		.made_by = c->bo.id};
	ok(c, store_follow_up_add(c->s, &f, 0, &c->err));
	return f;
}

START_TEST(pop__promises__of_all_cases_the_next_first)
{
	struct centre *c = centre_here();
	struct casefile one = centre_case(c, c->maria.id, "Router"),
			two = centre_case(c, c->maria.id, "Invoice");
	promise(c, one.id, NOW_MS + 3 * HOUR_MS, "Send a router");
	struct follow_up late = promise(c, two.id, NOW_MS - HOUR_MS, "Call about the invoice");
	struct pop pop = pop_of(c, c->maria.id);
	ck_assert_uint_eq(pop.n_promises, 2);
	ck_assert_str_eq(pop.promises[0].what, "Call about the invoice");
	ck_assert_str_eq(pop.promises[1].what, "Send a router");
	ck_assert_uint_eq(pop_of(c, c->ivo.id).n_promises, 0);
	struct follow_up now;
	ok(c,
		store_follow_up_close(
			c->s, late.id, c->bo.id, CONFIRMED_NOT_ASKED, c->a, &now, &c->err));
	pop = pop_of(c, c->maria.id);
	ck_assert_uint_eq(pop.n_promises, 1);
	ck_assert_str_eq(pop.promises[0].what, "Send a router");
}
END_TEST

START_TEST(pop__promises__no_more_than_the_limit)
{
	struct centre *c = centre_here();
	struct casefile one = centre_case(c, c->maria.id, "Router");
	for (int i = 0; i < POP_PROMISES + 2; i++)
		promise(c, one.id, NOW_MS + i * (int64_t)HOUR_MS, "Again");
	ck_assert_uint_eq(pop_of(c, c->maria.id).n_promises, POP_PROMISES);
}
END_TEST

static void contact_at(
	struct centre *c, enum contact_kind kind, enum direction direction, int64_t at)
{
	struct contact k = {
		.customer_id = c->maria.id, .kind = kind, .direction = direction, .at = at};
	ok(c, store_contact_add(c->s, &k, &c->err));
}

START_TEST(pop__today__calls_of_theirs_and_nothing_of_ours)
{
	struct centre *c = centre_here();
	contact_at(c, CONTACT_CALL, DIRECTION_IN, NOW_MS - 30 * (int64_t)HOUR_MS); /* yesterday */
	contact_at(c, CONTACT_CALL, DIRECTION_IN, NOW_MS - 2 * HOUR_MS);
	contact_at(c, CONTACT_MAIL, DIRECTION_IN, NOW_MS - HOUR_MS);
	contact_at(c, CONTACT_CALL, DIRECTION_OUT, NOW_MS - HOUR_MS);
	contact_at(c, CONTACT_NOTE, DIRECTION_INTERNAL, NOW_MS - HOUR_MS);
	struct pop pop = pop_of(c, c->maria.id);
	ck_assert_int_eq(pop.calls_today, 1);
	ck_assert_int_eq(pop.contacts_today, 2);
}
END_TEST

/* More of them today than the pop reads rows: counted by the store then. */
START_TEST(pop__today__more_than_the_rows_read)
{
	struct centre *c = centre_here();
	for (int i = 0; i < POP_LIMIT + 3; i++)
		contact_at(c, i % 2 ? CONTACT_MAIL : CONTACT_CALL, DIRECTION_IN, NOW_MS - 60000);
	contact_at(c, CONTACT_NOTE, DIRECTION_INTERNAL, NOW_MS - 60000);
	struct pop pop = pop_of(c, c->maria.id);
	ck_assert_uint_eq(pop.n_contacts, POP_LIMIT);
	ck_assert_int_eq(pop.contacts_today, POP_LIMIT + 3);
	ck_assert_int_eq(pop.calls_today, (POP_LIMIT + 4) / 2);
}
END_TEST

START_TEST(pop__verified__by_whom)
{
	struct centre *c = centre_here();
	ck_assert_ptr_null(pop_of(c, c->maria.id).verified_by);
	struct customer maria = c->maria;
	maria.verified_at = NOW_MS;
	maria.verified_by = c->bo.id;
	ok(c, store_customer_save(c->s, &maria, &c->err));
	struct pop pop = pop_of(c, c->maria.id);
	ck_assert_str_eq(pop.verified_by, c->bo.name);
	ck_assert_int_eq(pop.customer.verified_at, NOW_MS);
}
END_TEST

START_TEST(mood__call__goes_into_its_contact)
{
	struct centre *c = centre_here();
	centre_ring(c, c->billing.id, maria_phone, "es");
	centre_next(c, c->ana.id);
	ck_assert_ptr_null(pop_last_mood(&(struct pop){0}));
	ok(c, work_mood(c->s, c->ana.id, MOOD_ANGRY, &c->err));
	ok(c, work_mood(c->s, c->ana.id, MOOD_TENSE, &c->err)); /* the last word counts */
	struct contact written = centre_finish(c, c->ana.id, "solved", "Talked it over.");
	ck_assert_int_eq(written.mood, MOOD_TENSE);
	struct pop pop = pop_of(c, c->maria.id);
	ck_assert_ptr_nonnull(pop_last_mood(&pop));
	ck_assert_int_eq(pop_last_mood(&pop)->id, written.id);
	ck_assert_int_eq(pop_last_mood(&pop)->mood, MOOD_TENSE);
}
END_TEST

START_TEST(mood__outcome__counts_over_what_was_said_before)
{
	struct centre *c = centre_here();
	struct contact written;
	centre_ring(c, c->billing.id, maria_phone, "es");
	centre_next(c, c->ana.id);
	ok(c, work_mood(c->s, c->ana.id, MOOD_ANGRY, &c->err));
	struct work_finish f = {
		.outcome = outcome_find(outcome_builtin, "solved"), .mood = MOOD_PLEASED};
	ok(c, work_finish(c->s, c->ana.id, &f, c->a, &written, &c->err));
	ck_assert_int_eq(written.mood, MOOD_PLEASED);
}
END_TEST

START_TEST(mood__case__marks_what_they_wrote_last)
{
	struct centre *c = centre_here();
	struct casefile file = centre_case(c, c->maria.id, "Invoice");
	struct contact mail = {.customer_id = c->maria.id,
		.case_id = file.id,
		.kind = CONTACT_MAIL,
		.direction = DIRECTION_IN,
		.body = "Again!"};
	struct contact note = {.customer_id = c->maria.id,
		.case_id = file.id,
		.kind = CONTACT_NOTE,
		.direction = DIRECTION_INTERNAL,
		.body = "Looked into it."};
	ck_assert_int_eq(work_mood(c->s, c->ana.id, MOOD_ANGRY, &c->err), RC_CONFLICT);
	centre_take_case(c, c->ana.id, file.id);
	ck_assert_int_eq(work_mood(c->s, c->ana.id, MOOD_ANGRY, &c->err), RC_CONFLICT);
	ok(c, store_contact_add(c->s, &mail, &c->err));
	ok(c, store_contact_add(c->s, &note, &c->err));
	ok(c, work_mood(c->s, c->ana.id, MOOD_ANGRY, &c->err));
	struct contact now;
	ok(c, store_contact_get(c->s, mail.id, c->a, &now, &c->err));
	ck_assert_int_eq(now.mood, MOOD_ANGRY);
	ok(c, store_contact_get(c->s, note.id, c->a, &now, &c->err));
	ck_assert_int_eq(now.mood, MOOD_UNSAID);
	centre_undo(c);
	ok(c, store_contact_get(c->s, mail.id, c->a, &now, &c->err));
	ck_assert_int_eq(now.mood, MOOD_UNSAID);
}
END_TEST

START_TEST(message__one__is_unread_there_and_kept_here)
{
	struct centre *c = centre_here();
	struct message_row *rows;
	struct notice_line *unread;
	size_t n;
	ck_assert_int_eq(
		store_message_send(c->s, c->ana.id, &c->bo.id, 1, " \n", &c->err), RC_INVALID);
	ok(c, store_message_send(c->s, c->ana.id, &c->bo.id, 1, "Can you take tech?", &c->err));
	ok(c, store_notices(c->s, c->bo.id, 5, c->a, &unread, &n, &c->err));
	ck_assert_uint_eq(n, 1);
	ok(c, store_message_send(c->s, c->bo.id, &c->ana.id, 1, "Yes.", &c->err));
	ok(c, store_notice_seen(c->s, c->ana.id, &c->err));
	ok(c, store_messages(c->s, c->ana.id, 10, c->a, &rows, &n, &c->err));
	ck_assert_uint_eq(n, 2); /* read or not, the newest first */
	ck_assert_str_eq(rows[0].line.body, "Yes.");
	ck_assert_str_eq(rows[0].from_name, c->bo.name);
	ck_assert_str_eq(rows[1].to_name, c->bo.name);
	ok(c, store_messages(c->s, c->ana.id, 1, c->a, &rows, &n, &c->err));
	ck_assert_uint_eq(n, 1);
	ck_assert_str_eq(rows[0].line.body, "Yes.");
}
END_TEST

START_TEST(message__team__who_shares_a_queue_and_is_there)
{
	struct centre *c = centre_here();
	int64_t *ids;
	size_t n;
	ok(c, work_state(c->s, c->bo.id, AGENT_OFF, NULL, &c->err));
	ok(c, store_team(c->s, c->ana.id, false, c->a, &ids, &n, &c->err));
	ck_assert_uint_eq(n, 0);
	ok(c, work_state(c->s, c->bo.id, AGENT_READY, NULL, &c->err));
	ok(c, store_team(c->s, c->ana.id, false, c->a, &ids, &n, &c->err));
	ck_assert_uint_eq(n, 1);
	ck_assert_int_eq(ids[0], c->bo.id);
	ok(c, store_team(c->s, c->ana.id, true, c->a, &ids, &n, &c->err));
	ck_assert_uint_eq(n, 1);
}
END_TEST

Suite *suite_pop(void)
{
	const TTest *const each[] = {
		pop__promises__of_all_cases_the_next_first,
		pop__promises__no_more_than_the_limit,
		pop__today__calls_of_theirs_and_nothing_of_ours,
		pop__today__more_than_the_rows_read,
		pop__verified__by_whom,
		mood__call__goes_into_its_contact,
		mood__outcome__counts_over_what_was_said_before,
		mood__case__marks_what_they_wrote_last,
		message__one__is_unread_there_and_kept_here,
		message__team__who_shares_a_queue_and_is_there,
	};
	return centre_suite("pop", 60, each, sizeof(each) / sizeof(each[0]));
}
