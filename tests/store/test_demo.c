/* The invented centre: whole, alive, and the same for the same seed. */
#include "store/support_store.h"

#include "carrel/arena.h"
#include "carrel/change.h"
#include "carrel/clock.h"
#include "carrel/demo.h"
#include "carrel/demo_world.h"
#include "carrel/store_screen.h"
#include "carrel/work.h"

#include <check.h>
#include <string.h>

Suite *suite_demo(void);

static const int64_t noon = 1795518000000; /* Tuesday 24 November 2026, 12:00 in Madrid */

static struct store *centre(int driver, struct demo_report *report)
{
	clock_freeze(noon);
	struct store *s = support_store_open(driver);
	if (!s)
		return NULL;
	struct err err = {0};
	struct demo_options o = {.seed = 7, .size = DEMO_SMALL, .now = noon, .language = "es"};
	enum rc rc = demo_create(s, &o, report, &err);
	ck_assert_msg(rc == RC_OK, "%s", err.text);
	return s;
}

START_TEST(demo__create__a_centre_that_is_alive)
{
	struct demo_report r;
	struct store *s = centre(_i, &r);
	if (!s)
		return;
	struct arena *a = arena_new();
	ck_assert_int_eq(r.queues, 3);
	ck_assert_int_eq(r.agents, 14);
	ck_assert_int_eq(r.customers, 60);
	ck_assert_int_gt(r.contacts, 150);
	ck_assert_int_gt(r.calls, 80);
	ck_assert_int_gt(r.references, 10);
	struct queue_row *rows;
	struct agent_row *agents;
	size_t n;
	ck_assert_int_eq(store_queue_page(s, NULL, 0, NULL, 50, a, &rows, &n, NULL), RC_OK);
	ck_assert_uint_eq(n, (size_t)r.waiting);
	size_t calls = 0, named = 0;
	for (size_t i = 0; i < n; i++) {
		calls += rows[i].item.kind == ITEM_CALL;
		named += rows[i].customer_name != NULL;
	}
	ck_assert_uint_eq(calls, 5);
	ck_assert_uint_gt(named, 2);
	ck_assert_int_eq(store_agent_rows(s, a, &agents, &n, NULL), RC_OK);
	ck_assert_uint_eq(n, 9);
	struct casefile *mine;
	struct agent ana;
	ck_assert_int_eq(store_agent_by_login(s, demo_login(ROLE_AGENT), a, &ana, NULL), RC_OK);
	ck_assert_int_eq(ana.state, AGENT_OFF);
	ck_assert_int_eq(store_casefile_of_owner(s, ana.id, 50, a, &mine, &n, NULL), RC_OK);
	ck_assert_uint_ge(n, 3);
	for (size_t i = 0; i < n; i++)
		ck_assert_int_eq(casefile_check(&mine[i], NULL), RC_OK);
	int64_t checked;
	ck_assert_int_eq(change_verify(s, &checked, NULL), RC_OK);
	ck_assert_int_gt(checked, 10);
	arena_free(&a);
	support_store_close(&s);
}
END_TEST

START_TEST(demo__create__one_call_through)
{
	struct demo_report r;
	struct store *s = centre(_i, &r);
	if (!s)
		return;
	struct arena *a = arena_new();
	struct err err = {0};
	struct agent ana;
	struct work_hand hand;
	ck_assert_int_eq(store_agent_by_login(s, "ana", a, &ana, &err), RC_OK);
	store_set_actor(s, ana.id, "ana");
	ck_assert_int_eq(work_state(s, ana.id, AGENT_READY, NULL, &err), RC_OK);
	ck_assert_msg(work_next(s, ana.id, a, &hand, &err) == RC_OK, "%s", err.text);
	ck_assert_int_eq(hand.item.kind, ITEM_CALL);
	ck_assert_int_ne(hand.customer_id, 0);
	ck_assert_int_eq(hand.casefile.owner_id, ana.id);
	arena_free(&a);
	support_store_close(&s);
}
END_TEST

START_TEST(demo__create__second_time_refused)
{
	struct demo_report r;
	struct store *s = centre(_i, &r);
	if (!s)
		return;
	struct err err = {0};
	struct demo_options o = {.seed = 8, .size = DEMO_SMALL, .now = noon};
	ck_assert_int_eq(demo_create(s, &o, &r, &err), RC_CONFLICT);
	ck_assert_int_eq(r.customers, 0);
	ck_assert_ptr_nonnull(strstr(err.text, "nothing was changed"));
	support_store_close(&s);
}
END_TEST

/* Names, subjects and bodies, one after the other. */
static uint64_t fingerprint(struct store *s)
{
	struct arena *a = arena_new();
	uint64_t h = 1469598103934665603u;
	for (int64_t id = 1; id <= 60; id++) {
		struct customer c;
		struct contact *k;
		size_t n;
		ck_assert_int_eq(store_customer_get(s, id, a, &c, NULL), RC_OK);
		ck_assert_int_eq(store_contact_of_customer(s, id, 0, 50, a, &k, &n, NULL), RC_OK);
		for (const char *p = c.name; *p; p++)
			h = (h ^ (unsigned char)*p) * 1099511628211u;
		for (size_t i = 0; i < n; i++) {
			h = (h ^ (uint64_t)k[i].at) * 1099511628211u;
			for (const char *p = k[i].body; *p; p++)
				h = (h ^ (unsigned char)*p) * 1099511628211u;
			ck_assert(i == 0 || k[i].at <= k[i - 1].at);
		}
	}
	arena_free(&a);
	return h;
}

START_TEST(demo__create__same_seed_same_centre)
{
	struct demo_report r;
	struct store *s = centre(STORE_SQLITE, &r);
	uint64_t first = fingerprint(s);
	support_store_close(&s);
	s = centre(STORE_SQLITE, &r);
	ck_assert_uint_eq(fingerprint(s), first);
	support_store_close(&s);
}
END_TEST

struct lived {
	int ticks, answered, finished, abandoned, rung;
};

static void live(struct store *s, int64_t person, int minutes, struct lived *out)
{
	struct demo_world *w = demo_world_new(s, 3, person);
	struct arena *a = arena_new();
	int64_t end = clock_wall_ms() + minutes * 60000LL;
	while (clock_wall_ms() < end) {
		int64_t ms = demo_world_tick(w, clock_wall_ms());
		ck_assert_int_ge(ms, 50);
		clock_advance(ms);
		out->ticks++;
	}
	struct change_info *sets;
	size_t n;
	ck_assert_int_eq(change_list(s, 0, NULL, 0, 500, a, &sets, &n, NULL), RC_OK);
	for (size_t i = 0; i < n && sets[i].at > noon; i++) {
		out->rung += strncmp(sets[i].command, "ring", 4) == 0;
		out->abandoned += strstr(sets[i].command, "abandon") != NULL;
		out->answered += strncmp(sets[i].command, "take", 4) == 0;
		out->finished += strncmp(sets[i].command, "outcome", 7) == 0;
		ck_assert(person == 0 || sets[i].actor_id != person);
	}
	demo_world_free(&w);
	ck_assert_ptr_null(w);
	arena_free(&a);
}

START_TEST(demo_world__tick__callers_and_colleagues_act)
{
	struct demo_report r;
	struct store *s = centre(_i, &r);
	if (!s)
		return;
	struct arena *a = arena_new();
	struct agent ana, after;
	ck_assert_int_eq(store_agent_by_login(s, "ana", a, &ana, NULL), RC_OK);
	ck_assert_int_eq(work_state(s, ana.id, AGENT_READY, NULL, NULL), RC_OK);
	clock_advance(1);
	store_set_actor(s, ana.id, "ana");
	struct lived lived = {0};
	live(s, ana.id, 15, &lived);
	ck_assert_int_eq(store_actor(s), ana.id);
	ck_assert_int_gt(lived.rung, 15);
	ck_assert_int_gt(lived.answered, 5);
	ck_assert_int_gt(lived.finished, 3);
	ck_assert_int_eq(store_agent_by_login(s, "ana", a, &after, NULL), RC_OK);
	ck_assert_int_eq(after.state, AGENT_READY);
	ck_assert_int_eq(after.state_since_at, noon);
	arena_free(&a);
	support_store_close(&s);
}
END_TEST

START_TEST(demo_world__tick__an_hour_later_nobody_is_stuck)
{
	struct demo_report r;
	struct store *s = centre(STORE_SQLITE, &r);
	struct arena *a = arena_new();
	struct lived lived = {0};
	clock_advance(1);
	live(s, 0, 60, &lived);
	struct agent_row *agents;
	struct queue_row *rows;
	size_t n;
	ck_assert_int_eq(store_agent_rows(s, a, &agents, &n, NULL), RC_OK);
	ck_assert_uint_ge(n, 9);
	for (size_t i = 0; i < n; i++)
		if (agents[i].agent.state != AGENT_READY)
			ck_assert_msg(clock_wall_ms() - agents[i].agent.state_since_at < 20 * 60000,
				"%s", agents[i].agent.login);
	ck_assert_int_eq(store_queue_page(s, NULL, 0, NULL, 50, a, &rows, &n, NULL), RC_OK);
	ck_assert_uint_le(n, 16);
	arena_free(&a);
	support_store_close(&s);
}
END_TEST

START_TEST(demo_world__tick__an_agent_with_a_console_is_left_alone)
{
	struct demo_report r;
	struct store *s = centre(_i, &r);
	if (!s)
		return;
	struct arena *a = arena_new();
	struct demo_world *w = demo_world_new(s, 3, 0);
	struct agent before, after;
	int64_t end = noon + 12 * 60000LL, beat_at = noon;
	ck_assert_int_eq(store_agent_by_login(s, "bo", a, &before, NULL), RC_OK);
	ck_assert_int_eq(before.state, AGENT_READY);
	while (clock_wall_ms() < end) {
		int64_t ms = demo_world_tick(w, clock_wall_ms());
		clock_advance(ms);
		if (clock_wall_ms() - beat_at > 20000) {
			beat_at = clock_wall_ms();
			ck_assert_int_eq(store_agent_beat(s, before.id, NULL), RC_OK);
		}
	}
	ck_assert_int_eq(store_agent_by_login(s, "bo", a, &after, NULL), RC_OK);
	ck_assert_int_eq(after.state, before.state);
	ck_assert_int_eq(after.state_since_at, before.state_since_at);
	demo_world_free(&w);
	arena_free(&a);
	support_store_close(&s);
}
END_TEST

START_TEST(demo_world__tick__an_empty_store_is_no_world)
{
	clock_freeze(noon);
	struct store *s = support_store_open(_i);
	if (!s)
		return;
	struct demo_world *w = demo_world_new(s, 1, 0);
	for (int i = 0; i < 3; i++)
		ck_assert_int_ge(demo_world_tick(w, noon + i * 1000), 50);
	demo_world_free(&w);
	support_store_close(&s);
}
END_TEST

Suite *suite_demo(void)
{
	support_store_begin();
	Suite *s = suite_create("demo");
	TCase *t = tcase_create("demo");
	tcase_set_timeout(t, 60);
	tcase_add_loop_test(t, demo__create__a_centre_that_is_alive, 0, STORE_DRIVERS);
	tcase_add_loop_test(t, demo__create__one_call_through, 0, STORE_DRIVERS);
	tcase_add_loop_test(t, demo__create__second_time_refused, 0, STORE_DRIVERS);
	tcase_add_test(t, demo__create__same_seed_same_centre);
	tcase_add_loop_test(t, demo_world__tick__callers_and_colleagues_act, 0, STORE_DRIVERS);
	tcase_add_test(t, demo_world__tick__an_hour_later_nobody_is_stuck);
	tcase_add_loop_test(
		t, demo_world__tick__an_agent_with_a_console_is_left_alone, 0, STORE_DRIVERS);
	tcase_add_loop_test(t, demo_world__tick__an_empty_store_is_no_world, 0, STORE_DRIVERS);
	suite_add_tcase(s, t);
	return s;
}
