/* The invented centre's words and dice. */
#include "bridge/demo_private.h"
#include "bridge/rng.h"
#include "bridge/strmap.h"
#include "carrel/arena.h"
#include "carrel/phone.h"
#include "carrel/utf8.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

START_TEST(rng__next__same_for_the_same_seed)
{
	struct rng a, b, c;
	rng_seed(&a, 7);
	rng_seed(&b, 7);
	rng_seed(&c, 8);
	int differ = 0;
	for (int i = 0; i < 100; i++) {
		uint64_t x = rng_next(&a);
		ck_assert_uint_eq(x, rng_next(&b));
		differ += x != rng_next(&c);
	}
	ck_assert_int_eq(differ, 100);
}
END_TEST

START_TEST(rng__below__stays_below_and_reaches_all)
{
	struct rng r;
	rng_seed(&r, 1);
	int seen[5] = {0};
	for (int i = 0; i < 1000; i++)
		seen[rng_below(&r, 5)]++;
	for (int i = 0; i < 5; i++)
		ck_assert_int_gt(seen[i], 100);
	for (int i = 0; i < 1000; i++) {
		int64_t x = rng_between(&r, -3, 3);
		ck_assert(x >= -3 && x <= 3);
	}
}
END_TEST

START_TEST(rng__exponential__has_its_mean)
{
	struct rng r;
	rng_seed(&r, 2);
	int64_t sum = 0;
	for (int i = 0; i < 10000; i++)
		sum += rng_exponential(&r, 1000);
	ck_assert_int_gt(sum / 10000, 950);
	ck_assert_int_lt(sum / 10000, 1050);
}
END_TEST

START_TEST(strmap__set__many_and_again)
{
	struct strmap map = {0};
	char key[16];
	int64_t v;
	ck_assert(!strmap_get(&map, "x", &v));
	for (int i = 0; i < 1000; i++) {
		snprintf(key, sizeof(key), "k%d", i);
		strmap_set(&map, key, i);
	}
	strmap_set(&map, "k5", -5);
	ck_assert_uint_eq(map.n, 1000);
	ck_assert(strmap_get(&map, "k999", &v) && v == 999);
	ck_assert(strmap_get(&map, "k5", &v) && v == -5);
	ck_assert(!strmap_get(&map, "k1000", &v));
	strmap_fini(&map);
}
END_TEST

static void check_text(const char *text)
{
	static const char *const names[] = {
		"{name}", "{amount}", "{order}", "{invoice}", "{product}", "{date}", "{city}"};
	ck_assert_ptr_nonnull(text);
	ck_assert_uint_gt(strlen(text), 8);
	ck_assert(utf8_valid(text, strlen(text)));
	for (const char *s = text; (s = strchr(s, '{')) != NULL; s++) {
		bool known = false;
		for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
			known |= strncmp(s, names[i], strlen(names[i])) == 0;
		ck_assert_msg(known, "%s", s);
	}
}

START_TEST(demo_words__scenarios__whole_in_each_language)
{
	ck_assert_uint_ge(demo_scenarios_n, 10);
	for (size_t i = 0; i < demo_scenarios_n; i++)
		for (int l = 0; l < DEMO_LANGUAGES; l++) {
			const struct demo_text *t = &demo_scenarios[i].text[l];
			check_text(t->subject);
			check_text(t->ask);
			check_text(t->reply);
			check_text(t->note);
			check_text(t->again);
			check_text(t->solved);
			check_text(t->next);
		}
}
END_TEST

START_TEST(demo_words__fill__every_brace_and_small_letters_inside)
{
	struct arena *a = arena_new();
	struct demo_values v = {.order = "P1", .product = "Reloj", .amount = "2 €"};
	ck_assert_str_eq(demo_fill("{product}: {order} ({product}) {amount}{odd} {", &v, a),
		"Reloj: P1 (reloj) 2 € {");
	arena_free(&a);
}
END_TEST

START_TEST(demo_people__make__valid_and_the_same_again)
{
	struct arena *a = arena_new();
	struct rng r, again;
	int language[DEMO_LANGUAGES] = {0}, companies = 0;
	rng_seed(&r, 3);
	rng_seed(&again, 3);
	for (int i = 0; i < 500; i++) {
		struct demo_person p, q;
		demo_person_make(&r, i, a, &p);
		demo_person_make(&again, i, a, &q);
		ck_assert_str_eq(p.name, q.name);
		ck_assert_msg(phone_is_e164(p.phone), "%s", p.phone);
		ck_assert(!p.landline || phone_is_e164(p.landline));
		ck_assert_ptr_nonnull(strstr(p.email, "@example."));
		ck_assert_ptr_null(strchr(p.email, ' '));
		ck_assert(utf8_valid(p.name, strlen(p.name)));
		language[p.language]++;
		companies += p.company;
	}
	for (int l = 0; l < DEMO_LANGUAGES; l++)
		ck_assert_int_gt(language[l], 40);
	ck_assert_int_gt(companies, 10);
	arena_free(&a);
}
END_TEST

START_TEST(demo_staff__agent_for__every_queue_and_language)
{
	struct rng r;
	rng_seed(&r, 4);
	for (int q = 0; q < DEMO_QUEUES; q++)
		for (int l = 0; l < DEMO_LANGUAGES; l++)
			for (int i = 0; i < 20; i++) {
				const struct demo_agent *g = &demo_agents[demo_agent_for(
					&r, (enum demo_queue)q, (enum demo_language)l)];
				ck_assert_int_eq(g->role, ROLE_AGENT);
				ck_assert_ptr_nonnull(strstr(g->languages, demo_language_codes[l]));
				ck_assert(g->queues & 1u << q);
			}
	ck_assert_uint_eq(demo_agents_n, 14);
	ck_assert_uint_le(demo_agents_n, DEMO_AGENTS_MAX);
	ck_assert_str_eq(demo_login(ROLE_AGENT), "ana");
	ck_assert_str_eq(demo_login(ROLE_SUPERVISOR), "marta");
	ck_assert_str_eq(demo_login(ROLE_TRAINEE), "pau");
}
END_TEST

static struct demo *calendar(int64_t now, struct arena *a)
{
	struct demo *d = arena_alloc(a, sizeof(*d));
	d->zone = "Europe/Madrid";
	d->now = now;
	rng_seed(&d->rng, 5);
	demo_days_make(d);
	return d;
}

START_TEST(demo_time__days__shut_on_sundays_busy_on_mondays)
{
	struct arena *a = arena_new();
	struct demo *d = calendar(1795284000000, a); /* a Saturday noon */
	int monday = 0, saturday = 0;
	for (int i = 0; i < 3000; i++) {
		int ago = demo_day_pick(d);
		ck_assert(ago >= 0 && ago <= DEMO_DAYS);
		ck_assert_int_ne(d->days[ago].weekday, 0);
		monday += d->days[ago].weekday == 1;
		saturday += d->days[ago].weekday == 6;
		int64_t at = demo_time_in_day(d, ago);
		ck_assert_int_ge(at, d->days[ago].opens_at);
		ck_assert_int_lt(at, d->days[ago].opens_at + d->days[ago].open_hours * 3600000LL);
	}
	ck_assert_int_gt(monday, saturday);
	ck_assert_int_gt(saturday, 50);
	arena_free(&a);
}
END_TEST

START_TEST(demo_time__after__later_or_never)
{
	struct arena *a = arena_new();
	struct demo *d = calendar(1795284000000, a);
	int never = 0;
	for (int i = 0; i < 500; i++) {
		int64_t from = demo_time_in_day(d, 1 + i % 500);
		int64_t at = demo_time_after(d, from);
		never += at == 0;
		ck_assert(at == 0 || (at > from && at < d->now));
	}
	ck_assert_int_lt(never, 20);
	arena_free(&a);
}
END_TEST

Suite *suite_demo_words(void);

Suite *suite_demo_words(void)
{
	Suite *s = suite_create("demo_words");
	TCase *t = tcase_create("demo_words");
	tcase_add_test(t, rng__next__same_for_the_same_seed);
	tcase_add_test(t, rng__below__stays_below_and_reaches_all);
	tcase_add_test(t, rng__exponential__has_its_mean);
	tcase_add_test(t, strmap__set__many_and_again);
	tcase_add_test(t, demo_words__scenarios__whole_in_each_language);
	tcase_add_test(t, demo_words__fill__every_brace_and_small_letters_inside);
	tcase_add_test(t, demo_people__make__valid_and_the_same_again);
	tcase_add_test(t, demo_staff__agent_for__every_queue_and_language);
	tcase_add_test(t, demo_time__days__shut_on_sundays_busy_on_mondays);
	tcase_add_test(t, demo_time__after__later_or_never);
	suite_add_tcase(s, t);
	return s;
}
