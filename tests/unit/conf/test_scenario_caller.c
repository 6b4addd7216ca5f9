#include "carrel/scenario_file.h"
#include "carrel/strbuf.h"

#include <check.h>
#include <string.h>

static struct problems problems;
static struct strbuf text, said;

static void setup(void)
{
	problems_init(&problems);
	text = (struct strbuf)STRBUF_INIT;
	said = (struct strbuf)STRBUF_INIT;
}

static void teardown(void)
{
	problems_fini(&problems);
	strbuf_fini(&text);
	strbuf_fini(&said);
}

/* The smallest scenario there is, with this caller block. */
static struct scenario_file *parse(const char *caller)
{
	struct scenario_file *s = NULL;
	strbuf_addf(&text,
		"format: carrel-scenario/1\nid: a\nversion: 1\ntitle: A\nvars: {who: [Ann, "
		"Bea]}\n%s"
		"start: end\nnodes:\n  end: {end: true, outcome: done}\n",
		caller);
	scenario_file_parse(text.buf, text.len, "a.yaml", &s, &problems);
	problems_render(&problems, &said);
	return s;
}

static void refuses(const char *caller, const char *where, const char *why)
{
	struct scenario_file *s = parse(caller);
	ck_assert_ptr_null(s);
	ck_assert_uint_eq(problems_count(&problems), 1);
	ck_assert_msg(strstr(said.buf, where) && strstr(said.buf, why), "%s", said.buf);
}

START_TEST(scenario_caller__read__whole)
{
	struct scenario_file *s = parse(
		"caller:\n"
		"  number: \"+34555010142\"\n"
		"  queue: tech\n"
		"  customer: {name: \"{who}\", language: ca, tone: casual, email: a@b.example,\n"
		"    alert: {en: Slowly, es: Despacio}, vip: true}\n"
		"  others:\n"
		"    - {name: Carla, phone: \"+34555010143\", vulnerable: true}\n"
		"  history:\n"
		"    - {kind: mail, direction: out, days_ago: 3, subject: Line, body: Tested,\n"
		"       outcome: solved, on_case: true}\n"
		"    - {subject: Older}\n"
		"  open_case: {subject: Line, topic: tech, days_ago: 4, next_action: Wait}\n");
	ck_assert_msg(s != NULL, "%s", said.buf);
	const struct scenario_caller *c = &s->caller;
	ck_assert(s->has_caller && c->known && c->has_case);
	ck_assert_str_eq(c->number, "+34555010142");
	ck_assert_str_eq(c->queue, "tech");
	ck_assert_str_eq(c->customer.name, "{who}");
	ck_assert_str_eq(c->customer.language, "ca");
	ck_assert_str_eq(c->customer.tone, "casual");
	ck_assert_str_eq(langtext_get(&c->customer.alert, "es"), "Despacio");
	ck_assert(c->customer.vip && !c->customer.vulnerable);
	ck_assert_uint_eq(c->nothers, 1);
	ck_assert_str_eq(c->others[0].phone, "+34555010143");
	ck_assert(c->others[0].vulnerable);
	ck_assert_uint_eq(c->nhistory, 2);
	ck_assert_str_eq(c->history[0].kind, "mail");
	ck_assert_str_eq(c->history[0].direction, "out");
	ck_assert_int_eq(c->history[0].days_ago, 3);
	ck_assert(c->history[0].on_case && !c->history[1].on_case);
	ck_assert_str_eq(c->history[1].kind, "call");
	ck_assert_str_eq(c->history[1].direction, "in");
	ck_assert_str_eq(c->open_case.topic, "tech");
	ck_assert_int_eq(c->open_case.days_ago, 4);
	scenario_file_free(&s);
}
END_TEST

START_TEST(scenario_caller__read__absent)
{
	struct scenario_file *s = parse("");
	ck_assert_msg(s != NULL, "%s", said.buf);
	ck_assert(!s->has_caller && !s->caller.known && !s->caller.has_case);
	ck_assert_str_eq(s->caller.number, "");
	ck_assert_str_eq(s->caller.customer.name, "");
	scenario_file_free(&s);
}
END_TEST

START_TEST(scenario_caller__read__withheld_and_unknown)
{
	struct scenario_file *s = parse("caller: {number: \"\"}\n");
	ck_assert_msg(s != NULL, "%s", said.buf);
	ck_assert(s->has_caller && !s->caller.known);
	ck_assert_str_eq(s->caller.number, "");
	scenario_file_free(&s);
}
END_TEST

START_TEST(scenario_caller__read__unknown_key)
{
	refuses("caller: {nummer: \"\"}\n", "caller.nummer", "number");
}
END_TEST

START_TEST(scenario_caller__read__bad_number)
{
	refuses("caller: {number: \"555\"}\n", "caller.number", "+34555010142");
}
END_TEST

START_TEST(scenario_caller__read__unknown_variable)
{
	refuses("caller: {customer: {name: \"{whom}\"}}\n", "customer.name", "{whom}");
}
END_TEST

START_TEST(scenario_caller__read__history_of_nobody)
{
	refuses("caller: {history: [{subject: A}]}\n", "caller", "need the customer");
}
END_TEST

START_TEST(scenario_caller__read__on_case_without_case)
{
	refuses("caller: {customer: {name: A}, history: [{subject: A, on_case: true}]}\n",
		"history[0].on_case", "no open_case");
}
END_TEST

START_TEST(scenario_caller__read__not_a_list)
{
	refuses("caller: {customer: {name: A}, others: B}\n", "caller.others", "list");
}
END_TEST

START_TEST(scenario_caller__read__nameless_customer)
{
	refuses("caller: {customer: {name: \"\"}}\n", "customer.name", "needs a name");
}
END_TEST

Suite *suite_scenario_caller(void);
Suite *suite_scenario_caller(void)
{
	Suite *s = suite_create("scenario_caller");
	TCase *t = tcase_create("read");
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, scenario_caller__read__whole);
	tcase_add_test(t, scenario_caller__read__absent);
	tcase_add_test(t, scenario_caller__read__withheld_and_unknown);
	tcase_add_test(t, scenario_caller__read__unknown_key);
	tcase_add_test(t, scenario_caller__read__bad_number);
	tcase_add_test(t, scenario_caller__read__unknown_variable);
	tcase_add_test(t, scenario_caller__read__history_of_nobody);
	tcase_add_test(t, scenario_caller__read__on_case_without_case);
	tcase_add_test(t, scenario_caller__read__not_a_list);
	tcase_add_test(t, scenario_caller__read__nameless_customer);
	suite_add_tcase(s, t);
	return s;
}
