/* test_rows.c - adding, reading and saving single things, on every engine. */
#include "store/support_rows.h"

#include "carrel/reference.h"
#include "carrel/saved.h"
#include "carrel/work.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

START_TEST(rows__customer__round_trip)
{
	struct centre *c = centre_here();
	struct customer in = {.name = " Núria Ávila ",
		.kind = CUSTOMER_COMPANY,
		.standing = STANDING_FORMER,
		.language = "ca",
		.tone = TONE_CASUAL,
		.tags = "vip,old",
		.vip = true,
		.verified_at = 5,
		.verified_by = c->ana.id};
	struct customer out;
	ok(c, store_customer_add(c->s, &in, &c->err));
	ck_assert_int_gt(in.id, 0);
	ok(c, store_customer_get(c->s, in.id, c->a, &out, &c->err));
	ck_assert_str_eq(out.name, "Núria Ávila");
	ck_assert_str_eq(out.name_folded, "nuria avila");
	ck_assert_int_eq(out.kind, CUSTOMER_COMPANY);
	ck_assert_int_eq(out.standing, STANDING_FORMER);
	ck_assert_int_eq(out.tone, TONE_CASUAL);
	ck_assert_str_eq(out.tags, "vip,old");
	ck_assert_ptr_null(out.address);
	ck_assert(out.vip && !out.vulnerable);
	ck_assert_int_eq(out.created_at, NOW_MS);
	ck_assert_int_eq(out.version, 1);
	ck_assert_int_eq(store_customer_get(c->s, 9999, c->a, &out, &c->err), RC_NOTFOUND);
	ck_assert_ptr_nonnull(strstr(c->err.text, "customer"));
}
END_TEST

START_TEST(rows__customer__a_stale_save_is_refused)
{
	struct centre *c = centre_here();
	struct customer mine, theirs;
	ok(c, store_customer_get(c->s, c->maria.id, c->a, &mine, &c->err));
	theirs = mine;
	theirs.address = "Elm St 12";
	ok(c, store_customer_save(c->s, &theirs, &c->err));
	mine.address = "Oak St 1";
	ck_assert_int_eq(store_customer_save(c->s, &mine, &c->err), RC_CONFLICT);
	ok(c, store_customer_get(c->s, c->maria.id, c->a, &mine, &c->err));
	ck_assert_str_eq(mine.address, "Elm St 12");
	ck_assert_int_eq(mine.version, 2);
	mine.address = "Oak St 1";
	ok(c, store_customer_save(c->s, &mine, &c->err));
}
END_TEST

START_TEST(rows__identity__several_owners_of_one_number)
{
	struct centre *c = centre_here();
	struct customer *found;
	struct identity *ids;
	size_t n;
	ok(c,
		store_customer_by_identity(
			c->s, IDENTITY_PHONE, "+34600112233", 9, c->a, &found, &n, &c->err));
	ck_assert_uint_eq(n, 1);
	ck_assert_str_eq(found[0].name, "Maria Okafor");
	struct identity shared = {
		.customer_id = c->ivo.id, .kind = IDENTITY_PHONE, .value = "+34600112233"};
	ok(c, store_identity_add(c->s, &shared, &c->err));
	ok(c,
		store_customer_by_identity(
			c->s, IDENTITY_PHONE, "+34600112233", 9, c->a, &found, &n, &c->err));
	ck_assert_uint_eq(n, 2);
	ok(c, store_identity_list(c->s, c->ivo.id, c->a, &ids, &n, &c->err));
	ck_assert_uint_eq(n, 2);
	ck_assert(ids[0].main);
	struct identity again = shared;
	again.id = 0;
	ck_assert_int_ne(store_identity_add(c->s, &again, &c->err), RC_OK);
}
END_TEST

START_TEST(rows__casefile__numbers_and_rules)
{
	struct centre *c = centre_here();
	struct casefile bad = {.customer_id = c->maria.id, .subject = "Router"};
	ck_assert_int_eq(store_casefile_add(c->s, &bad, c->a, &c->err), RC_INVALID);
	struct casefile one = {
		.customer_id = c->maria.id, .subject = "Router", .queue_id = c->tech.id};
	struct casefile two = one;
	ok(c, store_casefile_add(c->s, &one, c->a, &c->err));
	ok(c, store_casefile_add(c->s, &two, c->a, &c->err));
	ck_assert_str_ne(one.number, two.number);
	char shown[12];
	reference_show(one.number, shown);
	struct casefile got;
	ok(c, store_casefile_by_number(c->s, shown, c->a, &got, &c->err));
	ck_assert_int_eq(got.id, one.id);
	ck_assert_ptr_nonnull(got.next_action);
	ck_assert_int_gt(got.next_at, 0);
	ck_assert_int_eq(store_casefile_by_number(c->s, "1234", c->a, &got, &c->err), RC_NOTFOUND);
	struct casefile imported = two;
	imported.id = 0;
	ck_assert_int_ne(store_casefile_add(c->s, &imported, c->a, &c->err), RC_OK);
}
END_TEST

/* A number is not given again after its case was taken back, nor when an import sits on it. */
START_TEST(rows__casefile__numbers_never_come_twice)
{
	struct centre *c = centre_here();
	struct casefile one = centre_case_in(c, c->maria.id, c->tech.id, "A");
	centre_undo(c);
	char next[REFERENCE_LEN + 1];
	reference_make(1, next);
	struct casefile imported = {
		.customer_id = c->maria.id, .subject = "B", .queue_id = c->tech.id, .number = next};
	ok(c, store_casefile_add(c->s, &imported, c->a, &c->err));
	struct casefile two = centre_case_in(c, c->maria.id, c->tech.id, "C");
	ck_assert_str_ne(two.number, one.number);
	ck_assert_str_ne(two.number, imported.number);
}
END_TEST

START_TEST(rows__casefile__open_ones_first)
{
	struct centre *c = centre_here();
	struct casefile rows[3] = {{.subject = "old open", .queue_id = c->tech.id},
		{.subject = "solved", .state = CASE_SOLVED},
		{.subject = "new open", .owner_id = c->ana.id}};
	for (int i = 0; i < 3; i++) {
		rows[i].customer_id = c->maria.id;
		ok(c, store_casefile_add(c->s, &rows[i], c->a, &c->err));
	}
	struct casefile *list;
	size_t n;
	ok(c, store_casefile_of_customer(c->s, c->maria.id, 10, c->a, &list, &n, &c->err));
	ck_assert_uint_eq(n, 3);
	ck_assert_str_eq(list[0].subject, "new open");
	ck_assert_str_eq(list[1].subject, "old open");
	ck_assert_str_eq(list[2].subject, "solved");
	ok(c, store_casefile_of_customer(c->s, c->maria.id, 1, c->a, &list, &n, &c->err));
	ck_assert_uint_eq(n, 1);
	ok(c, store_casefile_of_owner(c->s, c->ana.id, 10, c->a, &list, &n, &c->err));
	ck_assert_uint_eq(n, 1);
}
END_TEST

/* Every field that a person types, not only those meant for long words. */
START_TEST(rows__typed_fields__cards_are_never_written)
{
	struct centre *c = centre_here();
	const char *typed = "of 4111 1111 1111 1111";
	struct customer who = {.name = typed, .name_folded = typed, .address = typed};
	struct saved_view view = {.owner_id = c->ana.id, .name = typed, .condition = typed};
	struct casefile file = {.subject = "A question", .owner_id = c->ana.id};
	ok(c, store_customer_add(c->s, &who, &c->err));
	ok(c, store_customer_get(c->s, who.id, c->a, &who, &c->err));
	ck_assert_str_eq(who.name, "of [card ****1111]");
	ok(c, store_casefile_add(c->s, &file, c->a, &c->err));
	file.root_cause = typed;
	ok(c, store_casefile_save(c->s, &file, &c->err));
	ok(c, store_saved_save(c->s, &view, &c->err));
	ok(c, work_state(c->s, c->ana.id, AGENT_BREAK, typed, &c->err));
	static const char *const places[] = {
		"customer WHERE name || name_folded || address",
		"casefile WHERE root_cause",
		"saved_view WHERE name || condition",
		"agent WHERE state_reason",
		"agent_state WHERE reason",
		"change WHERE new",
		"change_payload WHERE new",
	};
	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		const char *from =
			arena_printf(c->a, "SELECT count(*) FROM %s LIKE '%%", places[i]);
		ck_assert_msg(raw_int(c->s, arena_printf(c->a, "%s4111 1111%%'", from)) == 0,
			"%s holds a card number", places[i]);
		/* What was typed is there, without the number; a change row holds none of it. */
		if (strcmp(places[i], "change WHERE new") != 0)
			ck_assert_msg(raw_int(c->s, arena_printf(c->a, "%s****1111%%'", from)) > 0,
				"%s holds nothing", places[i]);
	}
}
END_TEST

START_TEST(rows__contact__cards_are_never_written)
{
	struct centre *c = centre_here();
	struct contact in = {.customer_id = c->maria.id,
		.kind = CONTACT_NOTE,
		.subject = "card 4111111111111111",
		.body = "pays with 4111 1111 1111 1111 cvv 123, bad byte \xff here"};
	struct contact out;
	ok(c, store_contact_add(c->s, &in, &c->err));
	ok(c, store_contact_get(c->s, in.id, c->a, &out, &c->err));
	ck_assert_str_eq(out.subject, "card [card ****1111]");
	ck_assert_str_eq(
		out.body, "pays with [card ****1111] cvv [cvv], bad byte \xef\xbf\xbd here");
	ck_assert_int_eq(raw_int(c->s,
				 "SELECT count(*) FROM change_payload WHERE new LIKE '%4111 1%' OR "
				 "new LIKE '%41111%'"),
		0);
	ck_assert_int_gt(
		raw_int(c->s,
			"SELECT count(*) FROM change_payload WHERE new LIKE '%card ****1111%'"),
		0);
	struct find_row *found;
	size_t n;
	ok(c, store_find(c->s, "4111", "ES", 10, c->a, &found, &n, &c->err));
	ck_assert_uint_eq(n, 0);
	ok(c, store_find(c->s, "pays", "ES", 10, c->a, &found, &n, &c->err));
	ck_assert_uint_eq(n, 1);
}
END_TEST

START_TEST(rows__contact__pages_go_back_by_key)
{
	struct centre *c = centre_here();
	for (int i = 0; i < 5; i++) {
		struct contact in = {.customer_id = c->maria.id, .kind = CONTACT_MAIL, .body = "x"};
		ok(c, store_contact_add(c->s, &in, &c->err));
	}
	struct contact *list;
	size_t n;
	ok(c, store_contact_of_customer(c->s, c->maria.id, 0, 2, c->a, &list, &n, &c->err));
	ck_assert_uint_eq(n, 2);
	ck_assert_int_gt(list[0].id, list[1].id);
	int64_t last = list[1].id;
	ok(c, store_contact_of_customer(c->s, c->maria.id, last, 9, c->a, &list, &n, &c->err));
	ck_assert_uint_eq(n, 3);
	ck_assert_int_lt(list[0].id, last);
}
END_TEST

START_TEST(rows__call__by_the_switch_s_name)
{
	struct centre *c = centre_here();
	struct call in = {.external_id = "pbx-1",
		.queue_id = c->billing.id,
		.from_number = "+34600112233",
		.state = CALL_ENDED,
		.outcome = CALL_END_TIMEOUT,
		.offered_at = 1000,
		.ended_at = 2000};
	struct call out;
	ok(c, store_call_add(c->s, &in, &c->err));
	ok(c, store_call_by_external(c->s, "pbx-1", c->a, &out, &c->err));
	ck_assert_int_eq(out.id, in.id);
	ck_assert_int_eq(out.outcome, CALL_END_TIMEOUT);
	ck_assert_int_eq(out.answered_at, 0);
	ck_assert_int_eq(store_call_by_external(c->s, "pbx-2", c->a, &out, &c->err), RC_NOTFOUND);
	in.id = 0;
	ck_assert_int_ne(store_call_add(c->s, &in, &c->err), RC_OK);
}
END_TEST

START_TEST(rows__queue__titles_in_the_language_of_the_reader)
{
	struct centre *c = centre_here();
	struct queue queue, *queues;
	size_t n;
	ok(c, store_queue_by_slug(c->s, "tech", c->a, &queue, &c->err));
	queue.titles = "ca: Àrea tècnica\nes: Soporte";
	ok(c, store_queue_save(c->s, &queue, &c->err));
	store_speak(c->s, "ca");
	ok(c, store_queue_list(c->s, c->a, &queues, &n, &c->err));
	ck_assert_str_eq(queues[0].shown, "Àrea tècnica"); /* before the other, as it is shown */
	ck_assert_str_eq(queues[0].title, queue.title);    /* kept as it was */
	ok(c, store_queue_by_slug(c->s, "soporte", c->a, &queue, &c->err));
	ck_assert_int_eq(queue.id, c->tech.id);
	ck_assert_str_eq(queue.shown, "Àrea tècnica");
	store_speak(c->s, NULL);
	ok(c, store_queue_by_slug(c->s, "tech", c->a, &queue, &c->err));
	ck_assert_str_eq(queue.shown, queue.title);
	ck_assert_int_eq(store_queue_by_slug(c->s, "suport", c->a, &queue, &c->err), RC_NOTFOUND);
}
END_TEST

START_TEST(rows__team__queues_and_agents)
{
	struct centre *c = centre_here();
	struct queue queue, *queues;
	struct agent agent, *agents;
	int64_t *ids;
	size_t n;
	ok(c, store_queue_by_slug(c->s, "tech", c->a, &queue, &c->err));
	ck_assert_int_eq(queue.id, c->tech.id);
	queue.title = "Technical";
	ok(c, store_queue_save(c->s, &queue, &c->err));
	ok(c, store_queue_list(c->s, c->a, &queues, &n, &c->err));
	ck_assert_uint_eq(n, 2);
	ck_assert_str_eq(queues[1].title, "Technical");
	ok(c, store_agent_by_login(c->s, "bo", c->a, &agent, &c->err));
	ck_assert_int_eq(agent.id, c->bo.id);
	ck_assert_int_eq(store_agent_by_login(c->s, "nobody", c->a, &agent, &c->err), RC_NOTFOUND);
	ok(c, store_agent_join_queue(c->s, c->bo.id, c->tech.id, &c->err));
	ok(c, store_agent_queues(c->s, c->bo.id, c->a, &ids, &n, &c->err));
	ck_assert_uint_eq(n, 2);
	ok(c, store_agent_list(c->s, c->a, &agents, &n, &c->err));
	ck_assert_uint_eq(n, 2);
	struct agent bad = {.login = "Bad Name", .name = "x"};
	ck_assert_int_eq(store_agent_add(c->s, &bad, &c->err), RC_INVALID);
	ok(c, store_agent_beat(c->s, c->bo.id, &c->err));
	agent = centre_agent_now(c, c->bo.id);
	ck_assert_int_eq(agent.seen_at, NOW_MS);
}
END_TEST

START_TEST(rows__password__is_not_in_the_record)
{
	struct centre *c = centre_here();
	struct agent agent = centre_agent_now(c, c->bo.id);
	agent.password_hash = "$y$secret";
	ok(c, store_agent_save(c->s, &agent, &c->err));
	ck_assert_int_eq(
		raw_int(c->s, "SELECT count(*) FROM change WHERE field = 'password_hash'"), 1);
	ck_assert_int_eq(
		raw_int(c->s, "SELECT count(*) FROM change_payload WHERE new LIKE '%secret%'"), 0);
	ck_assert_int_eq(raw_int(c->s, "SELECT count(*) FROM change WHERE new LIKE '%secret%'"), 0);
	int64_t checked;
	ok(c, change_verify(c->s, &checked, &c->err));
}
END_TEST

START_TEST(rows__text_use__counts_follow)
{
	struct centre *c = centre_here();
	struct text_use use = {.text_id = "billing.overcharge", .agent_id = c->ana.id};
	ok(c, store_text_use_add(c->s, &use, c->a, &c->err));
	use.id = 0;
	ok(c, store_text_use_add(c->s, &use, c->a, &c->err));
	struct text_count *counts;
	size_t n;
	ok(c, store_text_use_counts(c->s, 10, c->a, &counts, &n, &c->err));
	ck_assert_uint_eq(n, 1);
	ck_assert_int_eq(counts[0].uses, 2);
	ck_assert_int_eq(counts[0].last_at, NOW_MS);
	centre_undo(c);
	ok(c, store_text_use_counts(c->s, 10, c->a, &counts, &n, &c->err));
	ck_assert_int_eq(counts[0].uses, 1);
}
END_TEST

START_TEST(rows__pop__all_at_once)
{
	struct centre *c = centre_here();
	struct casefile file = centre_case_in(c, c->maria.id, c->tech.id, "Router");
	char *body = malloc(1001);
	memset(body, 'x', 1000);
	memcpy(body + 399, "\xc3\xa9", 2);
	body[1000] = '\0';
	struct contact in = {
		.customer_id = c->maria.id, .case_id = file.id, .kind = CONTACT_MAIL, .body = body};
	ok(c, store_contact_add(c->s, &in, &c->err));
	free(body);
	struct reference_item ref = {
		.customer_id = c->maria.id, .kind = "order", .ref = "#W2611340", .title = "Bottle"};
	ok(c, store_reference_add(c->s, &ref, &c->err));
	struct pop pop;
	ok(c, store_pop_customer(c->s, c->maria.id, NOW_MS - 1000, c->a, &pop, &c->err));
	ck_assert_str_eq(pop.customer.name, "Maria Okafor");
	ck_assert_uint_eq(pop.n_identities, 1);
	ck_assert_uint_eq(pop.n_cases, 1);
	ck_assert_uint_eq(pop.n_open, 1);
	ck_assert_uint_eq(pop.n_contacts, 1);
	ck_assert_uint_eq(strlen(pop.contacts[0].body), 399);
	ck_assert_uint_eq(pop.n_references, 1);
	ck_assert_int_eq(pop.contacts_today, 1);
	ok(c, store_pop_customer(c->s, c->ivo.id, NOW_MS + 1, c->a, &pop, &c->err));
	ck_assert_uint_eq(pop.n_contacts, 0);
	ck_assert_int_eq(store_pop_customer(c->s, 999, 0, c->a, &pop, &c->err), RC_NOTFOUND);
}
END_TEST

Suite *suite_rows(void);
Suite *suite_rows(void)
{
	const TTest *const each[] = {
		rows__customer__round_trip,
		rows__customer__a_stale_save_is_refused,
		rows__identity__several_owners_of_one_number,
		rows__casefile__numbers_and_rules,
		rows__casefile__numbers_never_come_twice,
		rows__casefile__open_ones_first,
		rows__typed_fields__cards_are_never_written,
		rows__contact__cards_are_never_written,
		rows__contact__pages_go_back_by_key,
		rows__call__by_the_switch_s_name,
		rows__queue__titles_in_the_language_of_the_reader,
		rows__team__queues_and_agents,
		rows__password__is_not_in_the_record,
		rows__text_use__counts_follow,
		rows__pop__all_at_once,
	};
	return centre_suite("rows", 20, each, sizeof(each) / sizeof(each[0]));
}
