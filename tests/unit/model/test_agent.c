#include "carrel/agent.h"

#include <check.h>
#include <stddef.h>

START_TEST(agent__login__form)
{
	ck_assert(agent_login_valid("ana"));
	ck_assert(agent_login_valid("a.b-c_9"));
	ck_assert(!agent_login_valid("Ana"));
	ck_assert(!agent_login_valid("a b"));
	ck_assert(!agent_login_valid("'; --"));
	ck_assert(!agent_login_valid(""));
	ck_assert(!agent_login_valid(NULL));
}
END_TEST

START_TEST(agent__speaks__whole_words)
{
	struct agent agent = {.languages = "es, ca,en"};
	ck_assert(agent_speaks(&agent, "es"));
	ck_assert(agent_speaks(&agent, "ca"));
	ck_assert(agent_speaks(&agent, "en"));
	ck_assert(!agent_speaks(&agent, "e"));
	ck_assert(!agent_speaks(&agent, "de"));
	ck_assert(agent_speaks(&agent, NULL));
	agent.languages = NULL;
	ck_assert(agent_speaks(&agent, "es"));
	ck_assert(agent_speaks(&agent, ""));
}
END_TEST

START_TEST(agent__may_become__nobody_leaves_with_a_call)
{
	ck_assert(agent_may_become(AGENT_READY, AGENT_ON_CALL));
	ck_assert(agent_may_become(AGENT_WRAPUP, AGENT_READY));
	ck_assert(agent_may_become(AGENT_BREAK, AGENT_OFF));
	ck_assert(!agent_may_become(AGENT_ON_CALL, AGENT_OFF));
	ck_assert(!agent_may_become(AGENT_ON_CALL, AGENT_BREAK));
	ck_assert(!agent_may_become(AGENT_WRAPUP, AGENT_ON_CALL));
}
END_TEST

START_TEST(agent__console_lost__only_with_something_in_hand_and_after_a_missed_beat)
{
	const struct agent a = {.state = AGENT_ON_CASE, .case_id = 7, .seen_at = 1000};
	struct agent b = a;
	ck_assert(!agent_console_lost(&a, 1000 + CONSOLE_LOST_MS));
	ck_assert(agent_console_lost(&a, 1001 + CONSOLE_LOST_MS));
	b.case_id = 0;
	ck_assert_msg(!agent_console_lost(&b, 1001 + CONSOLE_LOST_MS), "nothing in hand");
	b.item_id = 3;
	ck_assert_msg(agent_console_lost(&b, 1001 + CONSOLE_LOST_MS), "a place in a queue in hand");
	b.seen_at = 0;
	ck_assert_msg(!agent_console_lost(&b, 1001 + CONSOLE_LOST_MS), "never had a console");
	b = a;
	b.state = AGENT_OFF;
	ck_assert_msg(!agent_console_lost(&b, 1001 + CONSOLE_LOST_MS), "gone home");
}
END_TEST

Suite *suite_agent(void);
Suite *suite_agent(void)
{
	Suite *s = suite_create("agent");
	TCase *tc = tcase_create("agent");
	tcase_add_test(tc, agent__login__form);
	tcase_add_test(tc, agent__speaks__whole_words);
	tcase_add_test(tc, agent__may_become__nobody_leaves_with_a_call);
	tcase_add_test(
		tc, agent__console_lost__only_with_something_in_hand_and_after_a_missed_beat);
	suite_add_tcase(s, tc);
	return s;
}
