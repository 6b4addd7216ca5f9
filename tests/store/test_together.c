/* Reads asked together: the same answers as one by one, one failure for all of them, and a link that
 * serves as ever afterwards. */
#include "store/support_rows.h"

#include "carrel/store_screen.h"
#include "store/db_fault.h"
#include "store/db_postgres.h"
#include "store/stmt.h"
#include "store/store_private.h"

#include <check.h>
#include <poll.h>
#include <string.h>

Suite *suite_together(void);

static int rows_of(struct query *q, struct err *err)
{
	int n = 0;
	while (stmt_next(q))
		n++;
	return stmt_close(q, err) == RC_OK ? n : -1;
}

static struct query ask_queue(struct centre *c)
{
	return stmt_query(c->s->db, STMT_QUEUE_BY_SLUG, db_text(c->billing.slug));
}

/* A text that the search of neither engine can read. */
static struct query ask_nonsense(struct centre *c)
{
	return stmt_query(c->s->db, STMT_FIND_WORDS, db_text("\"& ("), db_int(5));
}

START_TEST(together__answers__are_those_of_one_by_one)
{
	struct centre *c = centre_here();
	struct query alone = stmt_query(c->s->db, STMT_QUEUE_LIST);
	int queues = rows_of(&alone, &c->err);
	ck_assert_int_gt(queues, 1);
	for (int round = 0; round < 2; round++) {
		struct query q[] = {stmt_query(c->s->db, STMT_QUEUE_LIST), ask_queue(c),
			stmt_query(c->s->db, STMT_IDENTITY_OF, db_int(-1))};
		stmt_together(q, 3);
		/* Read in another order than asked. */
		ck_assert(stmt_next(&q[1]));
		ck_assert_int_eq(stmt_int(&q[1], 0), c->billing.id);
		ck_assert(!stmt_next(&q[1]));
		ck_assert_int_eq(stmt_close(&q[1], &c->err), RC_OK);
		ck_assert_int_eq(rows_of(&q[2], &c->err), 0);
		ck_assert_int_eq(rows_of(&q[0], &c->err), queues);
	}
}
END_TEST

START_TEST(together__left_unread__can_be_asked_again)
{
	struct centre *c = centre_here();
	for (int round = 0; round < 2; round++) {
		struct query q[] = {stmt_query(c->s->db, STMT_QUEUE_LIST), ask_queue(c)};
		stmt_together(q, 2);
		stmt_drop_all(q, 2);
	}
	struct query q = ask_queue(c);
	ck_assert_int_eq(rows_of(&q, &c->err), 1);
}
END_TEST

START_TEST(together__failure__is_told_and_the_link_serves_on)
{
	struct centre *c = centre_here();
	struct err err = {0};
	struct query good = ask_queue(c);
	ck_assert_int_eq(rows_of(&good, &err), 1);
	struct query q[] = {stmt_query(c->s->db, STMT_QUEUE_LIST), ask_nonsense(c), ask_queue(c)};
	stmt_together(q, 3);
	ck_assert_int_eq(rows_of(&q[1], &err), -1);
	ck_assert_int_eq(err.rc, RC_INVALID);
	if (db_is_postgres(c->s->db)) {
		ck_assert_ptr_nonnull(strstr(err.text, "Not read"));
		struct err other = {0};
		ck_assert_int_eq(rows_of(&q[0], &other), -1);
		ck_assert_str_eq(other.text, err.text);
	}
	stmt_drop_all(q, 3);
	good = ask_queue(c);
	ck_assert_int_eq(rows_of(&good, &err), 1);
	/* Writing too. */
	struct customer someone = {.name = "Nora Vidal"};
	ok(c, store_customer_add(c->s, &someone, &c->err));
}
END_TEST

START_TEST(together__failure__spoils_the_transaction)
{
	struct centre *c = centre_here();
	struct err err = {0};
	ok(c, db_begin(c->s->db, DB_WRITE, &err));
	struct query q[] = {ask_nonsense(c), ask_queue(c)};
	stmt_together(q, 2);
	ck_assert_int_eq(rows_of(&q[0], &err), -1);
	stmt_drop_all(q, 2);
	struct query later = ask_queue(c);
	ck_assert_int_eq(rows_of(&later, &err), -1);
	ck_assert_int_eq(db_commit(c->s->db, &err), RC_INVALID);
	later = ask_queue(c);
	ck_assert_int_eq(rows_of(&later, &err), 1);
}
END_TEST

START_TEST(together__fault__leaves_the_screen_pop_to_be_read_again)
{
	struct centre *c = centre_open(STORE_FAULT);
	struct pop pop;
	struct err err = {0};
	struct fault fault = {.kinds = FAULT_TOGETHER, .nth = 1};
	db_fault_arm(&fault);
	ck_assert_int_eq(store_pop_customer(c->s, c->maria.id, 0, c->a, &pop, &err), RC_IO);
	ck_assert_int_eq(db_fault_hits(), 1);
	db_fault_arm(NULL);
	ok(c, store_pop_customer(c->s, c->maria.id, 0, c->a, &pop, &err));
	ck_assert_str_eq(pop.customer.name, c->maria.name);
	centre_close(&c);
}
END_TEST

/* Whichever operation of the screen pop fails, it says so, and the next one is whole. */
START_TEST(together__fault__at_each_operation_of_the_pop)
{
	struct centre *c = centre_open(STORE_FAULT);
	long hits = 1, nth = 1;
	for (; hits > 0; nth++) {
		struct pop pop;
		struct err err = {0};
		struct fault fault = {.kinds = FAULT_ANY, .nth = nth};
		db_fault_arm(&fault);
		enum rc rc = store_pop_customer(c->s, c->maria.id, 0, c->a, &pop, &err);
		hits = db_fault_hits();
		db_fault_arm(NULL);
		ck_assert_int_eq(rc, hits > 0 ? RC_IO : RC_OK);
		ck_assert_int_lt(nth, 100);
	}
	ck_assert_int_gt(nth, 10);
	centre_close(&c);
}
END_TEST

START_TEST(together__link__lost_is_told_and_heals)
{
	struct centre *c = centre_open(STORE_POSTGRES);
	if (c == NULL)
		return;
	struct pop pop;
	struct err err = {0};
	ok(c, store_pop_customer(c->s, c->maria.id, 0, c->a, &pop, &err));
	support_postgres_exec("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
			      " WHERE datname = current_database() AND pid <> pg_backend_pid()");
	ck_assert_int_eq(store_pop_customer(c->s, c->maria.id, 0, c->a, &pop, &err), RC_IO);
	ck_assert_ptr_nonnull(strstr(err.text, "Not read"));
	ok(c, store_pop_customer(c->s, c->maria.id, 0, c->a, &pop, &c->err));
	ck_assert_str_eq(pop.customer.name, c->maria.name);
	centre_close(&c);
}
END_TEST

START_TEST(together__notice__that_comes_with_the_answers_wakes_us)
{
	struct centre *c = centre_open(STORE_POSTGRES);
	if (c == NULL)
		return;
	struct pop pop;
	int fd = store_notice_fd(c->s);
	store_changed(c->s);
	ck_assert(!store_changed(c->s));
	struct store *other = support_store_again();
	struct customer someone = {.name = "Nora Vidal"};
	ok(c, store_customer_add(other, &someone, &c->err));
	store_announce(other);
	ok(c, store_pop_customer(c->s, c->maria.id, 0, c->a, &pop, &c->err));
	struct pollfd ready = {.fd = fd, .events = POLLIN};
	ck_assert_int_eq(poll(&ready, 1, 3000), 1);
	ck_assert(store_changed(c->s));
	store_close(&other);
	centre_close(&c);
}
END_TEST

/* A screen of four reads that know nothing of each other. */
static int64_t read_screen(struct centre *c, int64_t customer_id, const char *name)
{
	struct postgres_db *db = (struct postgres_db *)c->s->db;
	struct queue *queues;
	struct identity *identities;
	int64_t *ids;
	struct pop pop;
	size_t n;
	int64_t before = db->trips;
	store_screen(c->s, true);
	ok(c, store_queue_list(c->s, c->a, &queues, &n, &c->err));
	ck_assert_uint_eq(n, 2);
	ok(c, store_agent_queues(c->s, c->bo.id, c->a, &ids, &n, &c->err));
	ck_assert_uint_eq(n, 2);
	ok(c, store_pop_customer(c->s, customer_id, 0, c->a, &pop, &c->err));
	ck_assert_str_eq(pop.customer.name, name);
	/* Asked twice by the same screen. */
	ok(c, store_identity_list(c->s, c->maria.id, c->a, &identities, &n, &c->err));
	store_screen(c->s, false);
	return db->trips - before;
}

START_TEST(together__screen__read_again_is_one_round_trip)
{
	struct centre *c = centre_open(STORE_POSTGRES);
	if (c == NULL)
		return;
	ck_assert_int_eq(read_screen(c, c->maria.id, c->maria.name), 4);
	read_screen(c, c->maria.id, c->maria.name);
	/* All but the one that it asks twice. */
	ck_assert_int_le(read_screen(c, c->maria.id, c->maria.name), 3);
	/* A wrong guess is no wrong answer. */
	ck_assert_int_le(read_screen(c, c->ivo.id, c->ivo.name), 4);
	/* What is written between two screens is seen. */
	struct customer now = c->ivo;
	read_screen(c, c->ivo.id, c->ivo.name);
	read_screen(c, c->ivo.id, c->ivo.name);
	now.name = "Ivo Serra";
	ok(c, store_customer_save(c->s, &now, &c->err));
	read_screen(c, c->ivo.id, "Ivo Serra");
	centre_close(&c);
}
END_TEST

/* What was asked ahead and not read is gone before anything is written, and when the screen is read. */
START_TEST(together__screen__keeps_nothing_over)
{
	struct centre *c = centre_open(STORE_POSTGRES);
	if (c == NULL)
		return;
	for (int i = 0; i < 3; i++)
		read_screen(c, c->ivo.id, c->ivo.name);
	struct pop pop;
	struct customer now = c->ivo;
	now.name = "Ivo Serra";
	store_screen(c->s, true);
	ok(c, store_customer_save(c->s, &now, &c->err));
	ok(c, store_pop_customer(c->s, c->ivo.id, 0, c->a, &pop, &c->err));
	ck_assert_str_eq(pop.customer.name, "Ivo Serra");
	store_screen(c->s, false);
	store_screen(c->s, true);
	store_screen(c->s, false);
	support_postgres_exec(
		"UPDATE carrel.customer SET name = 'Ivo Vidal' WHERE name = 'Ivo Serra'");
	ok(c, store_pop_customer(c->s, c->ivo.id, 0, c->a, &pop, &c->err));
	ck_assert_str_eq(pop.customer.name, "Ivo Vidal");
	centre_close(&c);
}
END_TEST

Suite *suite_together(void)
{
	const TTest *const each[] = {
		together__answers__are_those_of_one_by_one,
		together__left_unread__can_be_asked_again,
		together__failure__is_told_and_the_link_serves_on,
		together__failure__spoils_the_transaction,
	};
	Suite *s = centre_suite("together", 20, each, sizeof(each) / sizeof(each[0]));
	TCase *tc = tcase_create("together");
	tcase_set_timeout(tc, 20);
	tcase_add_test(tc, together__fault__leaves_the_screen_pop_to_be_read_again);
	tcase_add_test(tc, together__fault__at_each_operation_of_the_pop);
	tcase_add_test(tc, together__link__lost_is_told_and_heals);
	tcase_add_test(tc, together__notice__that_comes_with_the_answers_wakes_us);
	tcase_add_test(tc, together__screen__read_again_is_one_round_trip);
	tcase_add_test(tc, together__screen__keeps_nothing_over);
	suite_add_tcase(s, tc);
	return s;
}
