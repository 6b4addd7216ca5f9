/* test_saved.c - queues of one's own: names, pages by a key, marks; and what waits to go out. */
#include "store/support_rows.h"

#include "carrel/clock.h"
#include "carrel/outbox.h"
#include "carrel/saved.h"

#include <check.h>
#include <string.h>

static struct condition condition_of(struct centre *c, const char *text)
{
	struct condition out;
	ok(c, condition_parse(text, c->a, &out, &c->err));
	return out;
}

static struct case_page page_of(
	struct centre *c, const char *text, struct case_place after, int limit)
{
	const struct condition_asker asker = {.agent_id = c->ana.id,
		.now = NOW_MS,
		.day_end_at = NOW_MS + 1000,
		.week_end_at = NOW_MS + 5000};
	const struct case_mark_rules rules = {.stuck_ms = 1000, .bounces = 3};
	struct condition condition = condition_of(c, text);
	struct case_page page;
	ok(c,
		store_case_page(
			c->s, &condition, &asker, &rules, after, limit, c->a, &page, &c->err));
	return page;
}

static size_t count_of(struct centre *c, const char *text)
{
	return page_of(c, text, (struct case_place){0}, 50).n;
}

static struct casefile make_case(
	struct centre *c, const char *subject, int64_t owner_id, int64_t queue_id, int64_t next_at)
{
	struct casefile file = {.customer_id = c->maria.id,
		.state = CASE_OPEN,
		.subject = subject,
		.topic = "outage",
		.language = "es",
		.queue_id = queue_id,
		.owner_id = owner_id,
		.next_action = "Look",
		.next_at = next_at,
		.updated_at = NOW_MS};
	ok(c, store_casefile_add(c->s, &file, c->a, &c->err));
	return file;
}

START_TEST(saved__names__own_before_shared)
{
	struct centre *c = centre_here();
	struct saved_view shared = {.name = "Late", .condition = "due:late"};
	struct saved_view own = {.name = "Late", .condition = "due:today", .owner_id = c->ana.id};
	struct saved_view found, *list;
	size_t n;
	ok(c, store_saved_save(c->s, &shared, &c->err));
	ok(c, store_saved_save(c->s, &own, &c->err));
	ok(c, store_saved_by_name(c->s, c->ana.id, "Late", c->a, &found, &c->err));
	ck_assert_str_eq(found.condition, "due:today");
	ok(c, store_saved_by_name(c->s, c->bo.id, "Late", c->a, &found, &c->err));
	ck_assert_str_eq(found.condition, "due:late");
	ok(c, store_saved_list(c->s, c->ana.id, c->a, &list, &n, &c->err));
	ck_assert_uint_eq(n, 2);
	ck_assert_int_eq(list[0].owner_id, c->ana.id);
	ok(c, store_saved_list(c->s, c->bo.id, c->a, &list, &n, &c->err));
	ck_assert_uint_eq(n, 1);
	ck_assert_int_eq(
		store_saved_by_name(c->s, c->bo.id, "None", c->a, &found, &c->err), RC_NOTFOUND);
}
END_TEST

START_TEST(saved__save__the_same_name_again_changes_it)
{
	struct centre *c = centre_here();
	struct saved_view v = {.name = "Mine", .condition = "owner:me", .owner_id = c->ana.id};
	struct saved_view again = {
		.name = "Mine", .condition = "owner:me is:stuck", .owner_id = c->ana.id};
	struct saved_view found, *list;
	size_t n;
	store_set_actor(c->s, c->ana.id, "ana");
	ok(c, store_saved_save(c->s, &v, &c->err));
	ok(c, store_saved_save(c->s, &again, &c->err));
	ck_assert_int_eq(again.id, v.id);
	centre_undo(c);
	ok(c, store_saved_by_name(c->s, c->ana.id, "Mine", c->a, &found, &c->err));
	ck_assert_str_eq(found.condition, "owner:me");
	ok(c, store_saved_drop(c->s, v.id, &c->err));
	ok(c, store_saved_list(c->s, c->ana.id, c->a, &list, &n, &c->err));
	ck_assert_uint_eq(n, 0);
	centre_undo(c);
	ok(c, store_saved_list(c->s, c->ana.id, c->a, &list, &n, &c->err));
	ck_assert_uint_eq(n, 1);
}
END_TEST

START_TEST(saved__page__each_way_to_the_cases)
{
	struct centre *c = centre_here();
	make_case(c, "Router offline", c->ana.id, c->tech.id, NOW_MS + 500);
	make_case(c, "Invoice", c->bo.id, c->billing.id, NOW_MS - 500);
	struct casefile shut = make_case(c, "Old", c->ana.id, c->tech.id, NOW_MS);
	shut.state = CASE_CLOSED;
	shut = centre_case_now(c, shut.id);
	shut.state = CASE_CLOSED;
	ok(c, store_casefile_save(c->s, &shut, &c->err));
	ck_assert_uint_eq(count_of(c, ""), 2);
	ck_assert_uint_eq(count_of(c, "owner:me"), 1);
	ck_assert_uint_eq(count_of(c, "owner:bo"), 1);
	ck_assert_uint_eq(count_of(c, "owner:me,bo"), 2);
	ck_assert_uint_eq(count_of(c, "owner:nobody"), 0);
	ck_assert_uint_eq(count_of(c, "queue:tech"), 1);
	ck_assert_uint_eq(count_of(c, "queue:tech,billing"), 2);
	ck_assert_uint_eq(count_of(c, "status:closed"), 1);
	ck_assert_uint_eq(count_of(c, "status:all"), 3);
	ck_assert_uint_eq(count_of(c, "due:late"), 1);
	ck_assert_uint_eq(count_of(c, "due:today"), 2);
	ck_assert_uint_eq(count_of(c, "maria offline"), 1);
	ck_assert_uint_eq(count_of(c, "owner:me queue:billing"), 0);
	struct case_page page = page_of(c, "owner:me", (struct case_place){0}, 5);
	ck_assert_str_eq(page.rows[0].customer_name, "Maria Okafor");
	ck_assert_str_eq(page.rows[0].owner_login, "ana");
	ck_assert_ptr_nonnull(page.rows[0].queue_title);
}
END_TEST

/* Every case once, in order, whatever falls between two pages. */
START_TEST(saved__page__goes_on_where_it_ended)
{
	struct centre *c = centre_here();
	enum { CASES = 13 };
	for (int i = 0; i < CASES; i++)
		make_case(c, i % 2 ? "Odd one" : "Even one", c->ana.id, 0, NOW_MS + i / 3);
	struct case_place place = {0};
	size_t seen = 0, pages = 0;
	int64_t last_at = 0, last_id = 0;
	bool more = true;
	while (more && pages < CASES) {
		struct case_page page = page_of(c, "odd", place, 2);
		for (size_t i = 0; i < page.n; i++) {
			const struct casefile *f = &page.rows[i].c;
			ck_assert(
				f->next_at > last_at || (f->next_at == last_at && f->id > last_id));
			last_at = f->next_at;
			last_id = f->id;
		}
		seen += page.n;
		place = page.place;
		more = page.more;
		pages++;
	}
	ck_assert_uint_eq(seen, CASES / 2);
	ck_assert(!more);
	ck_assert_uint_eq(page_of(c, "status:all odd", (struct case_place){0}, 50).n, CASES / 2);
}
END_TEST

START_TEST(saved__marks__moves_are_counted_and_undone)
{
	struct centre *c = centre_here();
	struct casefile file = make_case(c, "Hot potato", 0, c->billing.id, NOW_MS);
	store_set_actor(c->s, c->ana.id, "ana");
	ok(c, work_reassign(c->s, file.id, c->ana.id, 0, NULL, &c->err)); /* taken: no move */
	ok(c, work_reassign(c->s, file.id, c->bo.id, 0, NULL, &c->err));
	ok(c, work_reassign(c->s, file.id, 0, c->tech.id, NULL, &c->err));
	ck_assert_uint_eq(count_of(c, "is:bouncing"), 0);
	ok(c, work_reassign(c->s, file.id, 0, c->billing.id, NULL, &c->err));
	struct casefile now = centre_case_now(c, file.id);
	ck_assert_int_eq(now.moves, 3);
	ck_assert_uint_eq(count_of(c, "is:bouncing"), 1);
	centre_undo(c);
	now = centre_case_now(c, file.id);
	ck_assert_int_eq(now.moves, 2);
}
END_TEST

START_TEST(saved__open_count__stops_at_what_is_asked)
{
	struct centre *c = centre_here();
	int64_t n;
	for (int i = 0; i < 3; i++)
		make_case(c, "Open", c->ana.id, 0, NOW_MS);
	ok(c, store_open_count(c->s, c->ana.id, 9, &n, &c->err));
	ck_assert_int_eq(n, 3);
	ok(c, store_open_count(c->s, c->ana.id, 2, &n, &c->err));
	ck_assert_int_eq(n, 2);
	ok(c, store_open_count(c->s, c->bo.id, 9, &n, &c->err));
	ck_assert_int_eq(n, 0);
}
END_TEST

/* ---- outbox ---- */

START_TEST(outbox__send__only_after_its_time_and_once)
{
	struct centre *c = centre_here();
	struct casefile file = make_case(c, "Router", c->ana.id, 0, NOW_MS);
	struct outbox_item item = centre_reply(c, file.id), *waiting;
	struct contact *thread;
	int64_t sent;
	size_t n;
	ck_assert_int_eq(item.after_at, NOW_MS + OUTBOX_WAIT_MS);
	ok(c, outbox_send_due(c->s, item.after_at - 1, NULL, &sent, &c->err));
	ck_assert_int_eq(sent, 0);
	ok(c, outbox_list(c->s, c->ana.id, 9, c->a, &waiting, &n, &c->err));
	ck_assert_uint_eq(n, 1);
	ok(c, store_contact_of_case(c->s, file.id, 0, 9, c->a, &thread, &n, &c->err));
	ck_assert_uint_eq(n, 0);
	ok(c, outbox_send_due(c->s, item.after_at, NULL, &sent, &c->err));
	ck_assert_int_eq(sent, 1);
	ok(c, outbox_send_due(c->s, item.after_at + 1, NULL, &sent, &c->err));
	ck_assert_int_eq(sent, 0);
	ok(c, store_contact_of_case(c->s, file.id, 0, 9, c->a, &thread, &n, &c->err));
	ck_assert_uint_eq(n, 1);
	ck_assert_int_eq(thread[0].direction, DIRECTION_OUT);
	ck_assert_int_eq(thread[0].kind, CONTACT_MAIL);
	ck_assert_str_eq(thread[0].body, "It is on its way.");
	ck_assert_int_eq(thread[0].agent_id, c->ana.id);
	ck_assert_int_eq(outbox_cancel(c->s, item.id, c->a, &item, &c->err), RC_CONFLICT);
	ok(c, outbox_list(c->s, 0, 9, c->a, &waiting, &n, &c->err));
	ck_assert_uint_eq(n, 0);
}
END_TEST

START_TEST(outbox__cancel__nothing_ever_goes_out)
{
	struct centre *c = centre_here();
	struct casefile file = make_case(c, "Router", c->ana.id, 0, NOW_MS);
	struct outbox_item item = centre_reply(c, file.id), was;
	int64_t sent;
	ok(c, outbox_cancel(c->s, item.id, c->a, &was, &c->err));
	ck_assert_str_eq(was.body, item.body);
	ok(c, outbox_send_due(c->s, item.after_at, NULL, &sent, &c->err));
	ck_assert_int_eq(sent, 0);
	ck_assert_int_eq(outbox_cancel(c->s, item.id, c->a, &was, &c->err), RC_NOTFOUND);
	struct outbox_item nowhere = {.channel = "mail", .body = "x"};
	ck_assert_int_eq(outbox_add(c->s, &nowhere, &c->err), RC_INVALID);
}
END_TEST

static int refusals;

static enum rc refuse_twice(void *arg, const struct outbox_item *item, struct err *err)
{
	ck_assert_ptr_eq(arg, &refusals);
	ck_assert_str_eq(item->recipient, "maria@example.org");
	return refusals++ < 1 ? err_set(err, RC_IO, "The mail server is away.") : RC_OK;
}

START_TEST(outbox__send__what_is_refused_stays_and_says_why)
{
	struct centre *c = centre_here();
	const struct outbox_sender sender = {refuse_twice, &refusals};
	struct casefile file = make_case(c, "Router", c->ana.id, 0, NOW_MS);
	struct outbox_item item = centre_reply(c, file.id), *waiting;
	int64_t sent;
	size_t n;
	refusals = 0;
	ok(c, outbox_send_due(c->s, item.after_at, &sender, &sent, &c->err));
	ck_assert_int_eq(sent, 0);
	ok(c, outbox_list(c->s, 0, 9, c->a, &waiting, &n, &c->err));
	ck_assert_uint_eq(n, 1);
	ck_assert_str_eq(waiting[0].error, "The mail server is away.");
	ck_assert_int_eq(waiting[0].tries, 1);
	ok(c, outbox_send_due(c->s, waiting[0].after_at, &sender, &sent, &c->err));
	ck_assert_int_eq(sent, 1);
}
END_TEST

Suite *suite_saved(void);
Suite *suite_saved(void)
{
	const TTest *const each[] = {
		saved__names__own_before_shared,
		saved__save__the_same_name_again_changes_it,
		saved__page__each_way_to_the_cases,
		saved__page__goes_on_where_it_ended,
		saved__marks__moves_are_counted_and_undone,
		saved__open_count__stops_at_what_is_asked,
		outbox__send__only_after_its_time_and_once,
		outbox__cancel__nothing_ever_goes_out,
		outbox__send__what_is_refused_stays_and_says_why,
	};
	return centre_suite("saved", 20, each, sizeof(each) / sizeof(each[0]));
}
