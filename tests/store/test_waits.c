/* Somebody else writes the same and takes their time: on both engines whoever waits is told, and then gets
 * their turn. */
#include "store/support_rows.h"

#include "carrel/store_rows.h"

#include <check.h>
#include <pthread.h>
#include <stdatomic.h>
#include <time.h>

Suite *suite_waits(void);

enum { HELD_MS = 1500 };

static int told;

static void waits(void *arg, int64_t waited_ms)
{
	ck_assert_ptr_eq(arg, &told);
	ck_assert_int_ge(waited_ms, STORE_TELL_MS);
	told++;
}

struct holder {
	struct store *store;
	struct customer maria;
	enum rc rc;
	struct err err;
	atomic_bool holds;
};

static void *hold(void *arg)
{
	struct holder *h = arg;
	const struct timespec pause = {
		.tv_sec = HELD_MS / 1000, .tv_nsec = (long)(HELD_MS % 1000) * 1000000};
	h->rc = change_begin(h->store, "hold", NULL, &h->err);
	if (h->rc == RC_OK)
		h->rc = store_customer_save(h->store, &h->maria, &h->err);
	atomic_store(&h->holds, true);
	nanosleep(&pause, NULL);
	change_rollback(h->store);
	return NULL;
}

/* Saves while `h` is in the middle of the same. */
static void save_behind(struct centre *c, struct holder *h)
{
	struct customer maria;
	pthread_t thread;
	ck_assert_int_eq(store_customer_get(c->s, c->maria.id, c->a, &maria, &c->err), RC_OK);
	h->maria = maria;
	h->maria.address = "theirs, thought better of";
	maria.address = "mine";
	h->store = support_store_again();
	told = 0;
	ck_assert_int_eq(pthread_create(&thread, NULL, hold, h), 0);
	while (!atomic_load(&h->holds))
		continue;
	enum rc rc = store_customer_save(c->s, &maria, &c->err);
	pthread_join(thread, NULL);
	ck_assert_msg(h->rc == RC_OK, "%s", h->err.text);
	ck_assert_msg(rc == RC_OK, "%s", c->err.text);
	store_close(&h->store);
	ck_assert_int_eq(store_customer_get(c->s, maria.id, c->a, &maria, &c->err), RC_OK);
	ck_assert_str_eq(maria.address, "mine");
}

START_TEST(waits__the_same_row__is_told_and_then_done)
{
	struct holder h = {0};
	store_on_wait(centre_here()->s, waits, &told);
	store_patience(centre_here()->s, STORE_PATIENCE_MS);
	save_behind(centre_here(), &h);
	ck_assert_msg(told >= 1 && told <= 8, "told %d times", told);
}
END_TEST

START_TEST(waits__nobody_to_tell__is_done_all_the_same)
{
	struct holder h = {0};
	save_behind(centre_here(), &h);
	ck_assert_int_eq(told, 0);
}
END_TEST

Suite *suite_waits(void)
{
	const TTest *const each[] = {
		waits__the_same_row__is_told_and_then_done,
		waits__nobody_to_tell__is_done_all_the_same,
	};
	return centre_suite("waits", 20, each, sizeof(each) / sizeof(each[0]));
}
