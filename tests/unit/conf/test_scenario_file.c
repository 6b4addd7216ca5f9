#include "carrel/scenario_file.h"
#include "carrel/strbuf.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct problems problems;
static struct scenario_file *scenario;

static void setup(void)
{
	problems_init(&problems);
	scenario = NULL;
}

static void teardown(void)
{
	scenario_file_free(&scenario);
	problems_fini(&problems);
}

static bool parse(const char *text)
{
	return scenario_file_parse(text, strlen(text), "s.yaml", &scenario, &problems);
}

static const char *all(void)
{
	static struct strbuf out = STRBUF_INIT;
	strbuf_reset(&out);
	problems_render(&problems, &out);
	return out.buf;
}

#define TOP \
	"format: carrel-scenario/1\nid: x\nversion: 1\ntitle: {en: X}\n" \
	"state: {mood: -2, told: false}\n"

START_TEST(scenario_file__parse__every_kind_of_node)
{
	ck_assert_msg(
		parse(TOP
			"vars: {amount: [18.40, 32.75]}\n"
			"critical: [{id: c, when: told and not (mood or told)}]\nstart: a\nnodes:\n"
			"  a: {says: {en: Hi}, choices: [{say: {en: A}, score: {empathy: 3}, "
			"set: {mood: '+2', told: true}, next: b}, {say: B, next: w}]}\n"
			"  b: {action: {screen: customer, field: verified, within_s: 60}, "
			"ok: {set: {mood: 5}, next: w}, late: {next: e}}\n"
			"  w: {free_text: {ask: Write, must: [[x, y], z], must_not: no}, next: l}\n"
			"  l: {says: Bye, next: e}\n"
			"  e: {end: true, outcome: resolved}\n"),
		"%s", all());
	ck_assert_uint_eq(scenario->nnodes, 5);
	ck_assert_int_eq(scenario->start, 0);
	const struct scenario_node *a = &scenario->nodes[0];
	ck_assert_int_eq(a->kind, SCENARIO_TALK);
	ck_assert_int_eq(a->choices[0].next, 1);
	ck_assert_int_eq(a->choices[0].score[0].value, 3);
	ck_assert(a->choices[0].set[0].add);
	ck_assert_int_eq(a->choices[0].set[0].value, 2);
	ck_assert_int_eq(a->choices[0].set[1].value, 1);
	const struct scenario_node *b = &scenario->nodes[1];
	ck_assert_int_eq(b->kind, SCENARIO_ACTION);
	ck_assert_int_eq(b->within_s, 60);
	ck_assert(!b->ok.set[0].add);
	ck_assert_int_eq(b->late.next, 4);
	ck_assert_int_eq(scenario->nodes[2].kind, SCENARIO_WRITE);
	ck_assert_uint_eq(scenario->nodes[2].nmust, 2);
	ck_assert_str_eq(scenario->nodes[2].must[0].words[1], "y");
	ck_assert_int_eq(scenario->nodes[3].kind, SCENARIO_LISTEN);
	ck_assert_str_eq(scenario->nodes[4].outcome, "resolved");
	ck_assert_str_eq(scenario->vars[0].values[1], "32.75");
	ck_assert_int_eq(scenario->state[0].value, -2);
	ck_assert(scenario->state[1].is_bool);
}
END_TEST

START_TEST(scenario_file__parse__every_mistake_is_told)
{
	ck_assert(!parse(
		TOP "level: 9\ncritical: [{id: c, when: tolt and}]\nstart: opening\nnodes:\n"
		    "  openin: {choices: [{say: x, set: {mod: '+2', mood: 'x'}, next: endd}]}\n"
		    "  both: {choices: [], end: true, outcome: x}\n"
		    "  none: {}\n"
		    "  act: {action: {screen: case}, ok: {next: end}}\n"
		    "  end: {end: false}\n"));
	static const char *const expected[] = {
		"s.yaml:6:8: level: 9 is out of range",
		"critical[0].when: cannot be read: it uses a name that is not in state",
		"start: there is no node 'opening' (did you mean openin?)",
		"nodes.openin.choices[0].set.mod: there is no 'mod' in state (did you mean mood?)",
		"nodes.openin.choices[0].set.mood: must be a number, or",
		"nodes.openin.choices[0].next: there is no node 'endd' (did you mean end?)",
		"nodes.both: has more than one of",
		"nodes.none: has none of",
		"nodes.act.action: must say what to do",
		"nodes.end.end: can only be true",
		"nodes.end: the key `outcome` is missing",
	};
	for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
		ck_assert_msg(strstr(all(), expected[i]), "'%s' not in\n%s", expected[i], all());
}
END_TEST

START_TEST(scenario_file__parse__every_node_is_reached_and_there_is_an_end)
{
	ck_assert(!parse(TOP "start: a\nnodes:\n  a: {says: x, next: b}\n  b: {says: y, next: a}\n"
			     "  c: {end: true, outcome: z}\n"));
	ck_assert_str_eq(all(),
		"s.yaml:10:6: nodes.c: nothing leads here from start\n"
		"s.yaml:8:3: nodes: no end can be reached from start\n");
}
END_TEST

static bool lookup(void *arg, const char *name, int *value)
{
	(void)arg;
	*value = name[0] == 't' ? 2 : 0;
	return name[0] == 't' || name[0] == 'f';
}

static const struct {
	const char *when;
	bool good, result;
} whens[] = {
	{"t", true, true},
	{"f", true, false},
	{"not f", true, true},
	{"not not f", true, false},
	{"t and not f", true, true},
	{"f or t", true, true},
	{"t or f and f", true, true},
	{"(t or f) and f", true, false},
	{"not (f or f)", true, true},
	{" t  and\tt2 ", true, true},
	{"f and t or t", true, true},
	{"", false, false},
	{"x", false, false},
	{"t and", false, false},
	{"and t", false, false},
	{"t t", false, false},
	{"(t", false, false},
	{"t)", false, false},
	{"t == 1", false, false},
	{"((((((((((((((((((t))))))))))))))))))", false, false},
};

START_TEST(scenario_when__table)
{
	bool result = !whens[_i].result;
	const char *why = NULL;
	bool good = scenario_when(whens[_i].when, lookup, NULL, &result, &why);
	ck_assert_msg(good == whens[_i].good, "'%s': %s", whens[_i].when, why ? why : "read");
	if (good)
		ck_assert_msg(result == whens[_i].result, "'%s'", whens[_i].when);
	else
		ck_assert_ptr_nonnull(why);
}
END_TEST

START_TEST(scenario_file__load__the_reference_example)
{
	const char *shared = getenv("CARREL_SHARED");
	struct strbuf path = STRBUF_INIT;
	strbuf_addf(&path, "%s/reference/practice_scenario_example.yaml",
		shared ? shared : "../shared");
	if (access(path.buf, R_OK) != 0) {
		puts("skip: the reference scenario is not here");
		strbuf_fini(&path);
		return;
	}
	ck_assert_msg(scenario_file_load(path.buf, &scenario, &problems), "%s", all());
	ck_assert_str_eq(scenario->id, "cobro-de-mas-01");
	ck_assert_int_eq(scenario->version, 3);
	ck_assert_int_eq(scenario->par_seconds, 240);
	ck_assert_uint_eq(scenario->nnodes, 7);
	ck_assert_uint_eq(scenario->nodes[0].nchoices, 3);
	ck_assert_uint_eq(scenario->ncritical, 2);
	ck_assert_str_eq(langtext_get(&scenario->title, "ca"), "Li han cobrat de més");
	strbuf_fini(&path);
}
END_TEST

Suite *suite_scenario_file(void);
Suite *suite_scenario_file(void)
{
	Suite *s = suite_create("scenario_file");
	TCase *t = tcase_create("core");
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, scenario_file__parse__every_kind_of_node);
	tcase_add_test(t, scenario_file__parse__every_mistake_is_told);
	tcase_add_test(t, scenario_file__parse__every_node_is_reached_and_there_is_an_end);
	tcase_add_loop_test(t, scenario_when__table, 0, sizeof whens / sizeof *whens);
	tcase_add_test(t, scenario_file__load__the_reference_example);
	suite_add_tcase(s, t);
	return s;
}
