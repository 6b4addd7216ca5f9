/* The engine of a practice call, with a scenario small enough to reckon by hand. */
#include "carrel/practice.h"

#include <check.h>
#include <string.h>

static const char scenario_text[] =
	"format: carrel-scenario/1\n"
	"id: tiny\n"
	"version: 1\n"
	"skill: tech\n"
	"level: 1\n"
	"par_seconds: 100\n"
	"title: {en: Tiny}\n"
	"vars: {amount: [\"24\"]}\n"
	"state: {told: false, verified: false, mood: 0}\n"
	"critical:\n"
	"  - {id: leak, when: \"told and not verified\", why: {en: \"Told too early.\"}}\n"
	"start: ring\n"
	"nodes:\n"
	"  ring:\n"
	"    action: {screen: queue, require: [answered], within_s: 20}\n"
	"    ok: {score: {process: 1}, next: greet}\n"
	"    late: {set: {mood: \"-1\"}, next: greet}\n"
	"  greet:\n"
	"    says: {en: \"They took {amount}!\"}\n"
	"    choices:\n"
	"      - {say: {en: \"I am sorry about that\"}, score: {empathy: 3}, set: {verified: "
	"true}, next: hush}\n"
	"      - {say: {en: \"Here is your account\"}, score: {empathy: -1}, set: {told: true},\n"
	"         why: {en: Too soon.}, next: hush}\n"
	"  hush:\n"
	"    says: {en: Listen.}\n"
	"    next: note\n"
	"  note:\n"
	"    action: {screen: case, require: [note_written, text_inserted]}\n"
	"    ok: {score: {process: 2}, next: sum}\n"
	"  sum:\n"
	"    free_text:\n"
	"      ask: {en: How much}\n"
	"      must: [[\"{amount}\"], [twice, two]]\n"
	"      must_not: [policy]\n"
	"      score: {listening: 3}\n"
	"    next: finish\n"
	"  finish: {end: true, outcome: done}\n";

static struct scenario_file *scenario;
static struct practice_play *play;
static struct practice_moment at;

static void setup(void)
{
	struct problems problems;
	problems_init(&problems);
	bool good = scenario_file_parse(
		scenario_text, strlen(scenario_text), "tiny.yaml", &scenario, &problems);
	ck_assert_msg(good, "%s",
		problems_count(&problems) ? problems_at(&problems, 0)->message : "unreadable");
	problems_fini(&problems);
	play = practice_play_new(scenario, "en", 7);
	at = (struct practice_moment){.now = 1000000};
}

static void teardown(void)
{
	practice_play_free(&play);
	scenario_file_free(&scenario);
}

static const char *node_name(void)
{
	return practice_node(play)->name;
}

/* The place in the window of the choice that begins so. */
static size_t shown(const char *begin)
{
	for (size_t i = 0; i < play->norder; i++)
		if (strncmp(practice_choice(play, i), begin, strlen(begin)) == 0)
			return i;
	ck_abort_msg("no choice begins with %s", begin);
	return 0;
}

static void answer(void)
{
	practice_begin(play, &at);
	at.facts |= FACT_ANSWERED;
	ck_assert(practice_advance(play, &at));
	ck_assert_str_eq(node_name(), "greet");
}

static void say(const char *begin)
{
	struct err err = {0};
	at.now += 5000;
	ck_assert_int_eq(practice_say(play, shown(begin), &at, &err), RC_OK);
}

static void reach_note(const char *begin)
{
	answer();
	say(begin);
	at.key = true;
	ck_assert(practice_advance(play, &at));
	at.key = false;
	ck_assert_str_eq(node_name(), "note");
}

static void reach_sum(const char *begin)
{
	reach_note(begin);
	at.note_chars += NOTE_CHARS_MIN;
	at.note_settled = true;
	at.texts++;
	ck_assert(practice_advance(play, &at));
	ck_assert_str_eq(node_name(), "sum");
}

START_TEST(practice__fact_parse__words)
{
	ck_assert_uint_eq(practice_fact_parse("answered"), FACT_ANSWERED);
	ck_assert_uint_eq(practice_fact_parse("next_offered"), FACT_NEXT_OFFERED);
	ck_assert_uint_eq(practice_fact_parse("juggled"), 0);
}
END_TEST

START_TEST(practice__best_way__is_reckoned)
{
	ck_assert_int_eq(play->steps, 5);
	ck_assert_uint_eq(play->nskills, 3);
	for (size_t i = 0; i < play->nskills; i++)
		ck_assert_int_eq(play->skills[i].possible, 3);
}
END_TEST

START_TEST(practice__advance__waits_for_its_fact)
{
	practice_begin(play, &at);
	ck_assert(!practice_advance(play, &at));
	ck_assert_str_eq(node_name(), "ring");
	ck_assert_uint_eq(practice_missing(play, &at), FACT_ANSWERED);
	at.facts |= FACT_ANSWERED;
	ck_assert(practice_advance(play, &at));
	ck_assert_str_eq(node_name(), "greet");
	ck_assert_str_eq(play->heard, "They took 24!");
}
END_TEST

START_TEST(practice__advance__late_after_its_seconds)
{
	practice_begin(play, &at);
	at.now += 19999;
	ck_assert(!practice_advance(play, &at));
	at.now += 1;
	ck_assert(practice_advance(play, &at));
	ck_assert_str_eq(node_name(), "greet");
	ck_assert_uint_eq(play->mistakes.n, 1);
	ck_assert_int_eq(play->state[2], -1); /* mood */
}
END_TEST

START_TEST(practice__listen__ends_with_time_or_a_key)
{
	answer();
	say("I am sorry");
	ck_assert_str_eq(node_name(), "hush");
	at.now += 1999;
	ck_assert(!practice_advance(play, &at));
	at.now += 1;
	ck_assert(practice_advance(play, &at));
	ck_assert_str_eq(node_name(), "note");
}
END_TEST

START_TEST(practice__say__remark_and_mistake)
{
	struct err err = {0};
	answer();
	say("Here is");
	ck_assert_str_eq(play->remark, "Too soon.");
	ck_assert(!play->remark_good);
	ck_assert_uint_eq(play->mistakes.n, 1);
	ck_assert_int_eq(practice_say(play, 0, &at, &err), RC_INVALID); /* nothing to say now */
}
END_TEST

START_TEST(practice__say__not_one_of_them)
{
	struct err err = {0};
	answer();
	ck_assert_int_eq(practice_say(play, 2, &at, &err), RC_INVALID);
	ck_assert_str_eq(node_name(), "greet");
}
END_TEST

START_TEST(practice__say__too_fast_to_have_read)
{
	struct err err = {0};
	answer();
	ck_assert_int_eq(practice_say(play, 0, &at, &err), RC_OK);
	ck_assert_int_eq(play->hurried, 1);
}
END_TEST

START_TEST(practice__say__in_time_is_not_hurried)
{
	answer();
	say("I am sorry");
	ck_assert_int_eq(play->hurried, 0);
}
END_TEST

START_TEST(practice__note__counts_from_the_start_of_the_step)
{
	answer();
	at.note_chars = 50; /* written before: does not count */
	at.texts = 1;
	say("I am sorry");
	at.key = true;
	practice_advance(play, &at);
	at.key = false;
	at.note_settled = true;
	ck_assert_uint_eq(practice_missing(play, &at), FACT_NOTE_WRITTEN | FACT_TEXT_INSERTED);
	at.note_chars += NOTE_CHARS_MIN;
	ck_assert_uint_eq(practice_missing(play, &at), FACT_TEXT_INSERTED);
	at.note_settled = false; /* still typing */
	ck_assert_uint_eq(practice_missing(play, &at), FACT_NOTE_WRITTEN | FACT_TEXT_INSERTED);
	at.texts = 2;
	at.notes = 1;
	ck_assert_uint_eq(practice_missing(play, &at), 0);
}
END_TEST

START_TEST(practice__write__all_groups)
{
	struct err err = {0};
	bool again;
	double time_share;
	reach_sum("I am sorry");
	ck_assert_int_eq(practice_write(play, "TWICE 24 euros", &at, &again, &err), RC_OK);
	ck_assert(!again);
	ck_assert(play->done);
	ck_assert_ptr_null(play->critical);
	ck_assert_int_eq(practice_total(play, &time_share), 100);
	ck_assert_double_eq_tol(time_share, 1, 1e-9);
}
END_TEST

START_TEST(practice__write__one_more_try)
{
	struct err err = {0};
	bool again;
	reach_sum("I am sorry");
	ck_assert_int_eq(practice_write(play, "24, network", &at, &again, &err), RC_OK);
	ck_assert(again); /* "two" inside "network" is no word */
	ck_assert(strstr(play->remark, "twice") != NULL);
	ck_assert_int_eq(practice_write(play, "24, network", &at, &again, &err), RC_OK);
	ck_assert(!again);
	ck_assert(play->done);
	ck_assert_uint_eq(play->mistakes.n, 1);
}
END_TEST

START_TEST(practice__write__forbidden_words)
{
	struct err err = {0};
	bool again;
	reach_sum("I am sorry");
	ck_assert_int_eq(practice_write(play, "24 twice, policy", &at, &again, &err), RC_OK);
	ck_assert(again);
	ck_assert(strstr(play->remark, "policy") != NULL);
}
END_TEST

START_TEST(practice__critical__makes_it_nothing)
{
	struct err err = {0};
	bool again;
	double time_share;
	reach_sum("Here is");
	ck_assert_int_eq(practice_write(play, "24 twice", &at, &again, &err), RC_OK);
	ck_assert_str_eq(play->critical, "leak");
	ck_assert_str_eq(play->critical_why, "Told too early.");
	ck_assert_int_eq(practice_total(play, &time_share), 0);
}
END_TEST

START_TEST(practice__critical__hung_up_on_the_caller)
{
	answer();
	at.over = true;
	ck_assert(practice_advance(play, &at));
	ck_assert(play->done);
	ck_assert_str_eq(play->critical, "hung-up");
}
END_TEST

START_TEST(practice__critical__card_number_in_the_note)
{
	reach_note("I am sorry");
	at.card = true;
	practice_advance(play, &at);
	ck_assert_str_eq(play->critical, "card");
	ck_assert(!play->done); /* the call goes on */
}
END_TEST

START_TEST(practice__over__a_missed_step_is_a_mistake)
{
	reach_note("I am sorry");
	at.over = true;
	ck_assert(practice_advance(play, &at));
	ck_assert_uint_ge(play->mistakes.n, 1);
}
END_TEST

START_TEST(practice__skip__no_points)
{
	double time_share;
	reach_note("I am sorry");
	practice_skip(play, &at);
	ck_assert_str_eq(node_name(), "sum");
	practice_skip(play, &at);
	ck_assert(play->done);
	ck_assert_int_eq(play->skipped, 2);
	/* process 1 of 3 (15), empathy 3 of 3 (10), listening 0 of 3 (10), time 1 (10): 25 of 45 */
	ck_assert_int_eq(practice_total(play, &time_share), 56);
}
END_TEST

START_TEST(practice__time__down_to_nothing_at_twice_par)
{
	double time_share;
	reach_note("I am sorry");
	practice_skip(play, &at);
	at.now = play->begun_at + 150000;
	practice_skip(play, &at);
	practice_total(play, &time_share);
	ck_assert_double_eq_tol(time_share, 0.5, 1e-9);
	play->done_at = play->begun_at + 200000;
	practice_total(play, &time_share);
	ck_assert_double_eq_tol(time_share, 0, 1e-9);
}
END_TEST

START_TEST(practice__order__same_seed_same_order)
{
	struct practice_play *twin = practice_play_new(scenario, "en", 7);
	bool other = false;
	answer();
	practice_begin(twin, &at);
	practice_advance(twin, &at);
	ck_assert_int_eq(memcmp(twin->order, play->order, play->norder), 0);
	practice_play_free(&twin);
	for (uint64_t seed = 8; seed < 24; seed++) {
		twin = practice_play_new(scenario, "en", seed);
		practice_begin(twin, &at);
		practice_advance(twin, &at);
		other = other || memcmp(twin->order, play->order, play->norder) != 0;
		practice_play_free(&twin);
	}
	ck_assert(other); /* and another seed may give another */
}
END_TEST

Suite *suite_practice(void);
Suite *suite_practice(void)
{
	Suite *s = suite_create("practice");
	TCase *tc = tcase_create("rules");
	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, practice__fact_parse__words);
	tcase_add_test(tc, practice__best_way__is_reckoned);
	tcase_add_test(tc, practice__advance__waits_for_its_fact);
	tcase_add_test(tc, practice__advance__late_after_its_seconds);
	tcase_add_test(tc, practice__listen__ends_with_time_or_a_key);
	tcase_add_test(tc, practice__say__remark_and_mistake);
	tcase_add_test(tc, practice__say__not_one_of_them);
	tcase_add_test(tc, practice__say__too_fast_to_have_read);
	tcase_add_test(tc, practice__say__in_time_is_not_hurried);
	tcase_add_test(tc, practice__note__counts_from_the_start_of_the_step);
	tcase_add_test(tc, practice__write__all_groups);
	tcase_add_test(tc, practice__write__one_more_try);
	tcase_add_test(tc, practice__write__forbidden_words);
	tcase_add_test(tc, practice__critical__makes_it_nothing);
	tcase_add_test(tc, practice__critical__hung_up_on_the_caller);
	tcase_add_test(tc, practice__critical__card_number_in_the_note);
	tcase_add_test(tc, practice__over__a_missed_step_is_a_mistake);
	tcase_add_test(tc, practice__skip__no_points);
	tcase_add_test(tc, practice__time__down_to_nothing_at_twice_par);
	tcase_add_test(tc, practice__order__same_seed_same_order);
	suite_add_tcase(s, tc);
	return s;
}
