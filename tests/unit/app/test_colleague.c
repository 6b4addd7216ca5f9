/* Who is proposed for a case: the rule said in colleague.h, one clause a test. */
#include "carrel/colleague.h"

#include <check.h>

enum { N = 5 };

static struct agent_row rows[N];
static const struct colleague_need billing_es = {.queue_title = "Billing", .language = "es"};

static struct agent_row row(int64_t id, enum agent_state state, int64_t since, int64_t open,
	const char *queues, const char *languages)
{
	return (struct agent_row){
		.agent = {.id = id,
			.state = state,
			.state_since_at = since,
			.languages = languages},
		.queue_titles = queues,
		.open_cases = open,
	};
}

static void setup(void)
{
	rows[0] = row(1, AGENT_ON_CALL, 10, 0, "Billing", "es");
	rows[1] = row(2, AGENT_READY, 50, 1, "Billing, Tech", "es,en");
	rows[2] = row(3, AGENT_READY, 40, 9, "Tech, Billing", "ca,es");
	rows[3] = row(4, AGENT_READY, 5, 0, "Billing extra", "es");
	rows[4] = row(5, AGENT_BREAK, 1, 0, "Billing", "es");
}

static int64_t proposed(struct colleague_need need)
{
	const struct agent_row *best = colleague_suggest(rows, N, &need);
	return best ? best->agent.id : 0;
}

START_TEST(colleague__suggest__ready_longest_first)
{
	ck_assert_int_eq(proposed(billing_es), 3);
	rows[2].agent.state_since_at = 60;
	ck_assert_int_eq(proposed(billing_es), 2);
}
END_TEST

START_TEST(colleague__suggest__fewest_open_cases_break_a_tie)
{
	rows[2].agent.state_since_at = rows[1].agent.state_since_at;
	ck_assert_int_eq(proposed(billing_es), 2);
	rows[2].open_cases = 0;
	ck_assert_int_eq(proposed(billing_es), 3);
}
END_TEST

START_TEST(colleague__suggest__whole_names_of_queues_only)
{
	/* 4 has been ready longest, in a queue whose name only begins alike. */
	ck_assert_int_eq(proposed(billing_es), 3);
	const struct colleague_need extra = {.queue_title = "Billing extra", .language = "es"};
	ck_assert_int_eq(proposed(extra), 4);
}
END_TEST

START_TEST(colleague__suggest__the_language_decides)
{
	const struct colleague_need english = {.queue_title = "Billing", .language = "en"};
	const struct colleague_need german = {.queue_title = "Billing", .language = "de"};
	ck_assert_int_eq(proposed(english), 2);
	ck_assert_int_eq(proposed(german), 0);
}
END_TEST

START_TEST(colleague__suggest__busy_only_when_nobody_is_ready)
{
	rows[1].agent.state = AGENT_WRAPUP;
	rows[2].agent.state = AGENT_BREAK;
	ck_assert_int_eq(proposed(billing_es), 1); /* no open case beats one */
	rows[0].agent.state = AGENT_OFF;
	ck_assert_int_eq(proposed(billing_es), 2);
	rows[1].agent.state = AGENT_OFF;
	ck_assert_int_eq(proposed(billing_es), 0); /* the one on a break is left alone */
}
END_TEST

START_TEST(colleague__suggest__never_the_one_who_has_it)
{
	struct colleague_need need = billing_es;
	need.not_agent_id = 3;
	ck_assert_int_eq(proposed(need), 2);
}
END_TEST

Suite *suite_colleague(void);
Suite *suite_colleague(void)
{
	Suite *s = suite_create("colleague");
	TCase *t = tcase_create("core");
	tcase_add_checked_fixture(t, setup, NULL);
	tcase_add_test(t, colleague__suggest__ready_longest_first);
	tcase_add_test(t, colleague__suggest__fewest_open_cases_break_a_tie);
	tcase_add_test(t, colleague__suggest__whole_names_of_queues_only);
	tcase_add_test(t, colleague__suggest__the_language_decides);
	tcase_add_test(t, colleague__suggest__busy_only_when_nobody_is_ready);
	tcase_add_test(t, colleague__suggest__never_the_one_who_has_it);
	suite_add_tcase(s, t);
	return s;
}
