/* Conditions of saved queues: read, written in one way, held against cases. */
#include "carrel/arena.h"
#include "carrel/condition.h"
#include "carrel/strbuf.h"

#include <check.h>
#include <string.h>

static struct arena *a;
static struct err err;

static void setup(void)
{
	a = arena_new();
	err = (struct err){0};
}

static void teardown(void)
{
	arena_free(&a);
}

static struct condition parse(const char *text)
{
	struct condition c;
	ck_assert_msg(condition_parse(text, a, &c, &err) == RC_OK, "%s: %s", text, err.text);
	return c;
}

static void check_render(const char *text, const char *wanted)
{
	struct condition c = parse(text);
	struct strbuf out = STRBUF_INIT;
	condition_render(&c, &out);
	ck_assert_str_eq(out.buf, wanted);
	strbuf_fini(&out);
}

START_TEST(condition__render__one_way_of_writing)
{
	check_render("", "");
	check_render("owner=me  STATUS:open,waiting_us", "status:open,waiting_us owner:me");
	check_render("state:waiting lang:CA", "status:waiting_customer,waiting_us language:ca");
	check_render("status:all", "status:all");
	check_render("router \"tag:Night Shift\" offline",
		"\"tag:night shift\" \"text:router offline\"");
	check_render("is:bouncing,stuck due:week,late,late", "due:late,week is:stuck,bouncing");
	check_render("topic:billing,billing", "topic:billing");
}
END_TEST

START_TEST(condition__parse__refusals_name_the_word)
{
	struct condition c;
	ck_assert_int_eq(condition_parse("colour:red", a, &c, &err), RC_INVALID);
	ck_assert_ptr_nonnull(strstr(err.text, "colour"));
	ck_assert_ptr_nonnull(strstr(err.text, "status, queue, owner"));
	ck_assert_int_eq(condition_parse("status:opne", a, &c, &err), RC_INVALID);
	ck_assert_ptr_nonnull(strstr(err.text, "waiting_us"));
	ck_assert_int_eq(condition_parse("owner:", a, &c, &err), RC_INVALID);
	ck_assert_int_eq(condition_parse("owner:a,,b", a, &c, &err), RC_INVALID);
	ck_assert_int_eq(condition_parse("due:tomorrow", a, &c, &err), RC_INVALID);
}
END_TEST

static const struct condition_asker asker = {
	.agent_id = 7, .now = 1000, .day_end_at = 2000, .week_end_at = 9000};

static struct casefile file = {.id = 1,
	.state = CASE_OPEN,
	.subject = "Router sin línea",
	.next_action = "Call back",
	.topic = "outage",
	.language = "es",
	.owner_id = 7,
	.next_at = 1500,
	.tags = "fibre,Night shift"};

static bool holds(const char *text)
{
	const struct case_mark_rules rules = {.stuck_ms = 500, .bounces = 3};
	const struct condition_facts facts = {.casefile = &file,
		.queue_slug = "tech",
		.queue_title = "Servei tècnic",
		.queue_titles = "es: Soporte técnico",
		.owner_login = "ana",
		.customer_name = "Núria Ávila",
		.customer_tags = "vip",
		.marks = casefile_marks(&file, asker.now, &rules)};
	struct condition c = parse(text);
	return condition_holds(&c, &facts, &asker, a);
}

START_TEST(condition__holds__every_key)
{
	static const struct {
		const char *yes, *no;
	} pairs[] = {
		{"", "status:closed"},
		{"status:new,open", "status:new"},
		{"owner:me", "owner:nobody"},
		{"owner:bo,ana", "owner:bo"},
		{"queue:tech", "queue:billing"},
		{"\"queue:servei tecnic\"", "queue:servei"},
		{"\"queue:soporte técnico\"", "queue:soporte"},
		{"language:ca,es", "language:ca"},
		{"topic:outage", "topic:billing"},
		{"tag:fibre", "tag:fib"},
		{"tag:vip", "tag:gold"},
		{"\"tag:night shift\"", "tag:night"},
		{"due:today", "due:late"},
		{"due:late,week", "due:late status:open"},
		{"is:stuck", "is:bouncing"},
		{"linea", "nothing"},
		{"nuria router", "nuria modem"},
		{"text:call", "text:all"},
		{"owner:me tag:vip due:today", "owner:me tag:vip due:late"},
	};
	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		ck_assert_msg(holds(pairs[i].yes), "%s", pairs[i].yes);
		ck_assert_msg(!holds(pairs[i].no), "%s", pairs[i].no);
	}
}
END_TEST

static bool called_late(void *arg, const char *topic, const char *folded, struct arena *scratch)
{
	(void)scratch;
	return strcmp(topic, arg) == 0 && strcmp(folded, "paquets amb retard") == 0;
}

START_TEST(condition__topic__by_what_people_call_it)
{
	char late[] = "late";
	struct condition c = parse("\"topic:Paquets amb retard\"");
	struct condition_facts f = {.casefile = &file};
	struct condition_asker who = {0};
	file.topic = late;
	ck_assert(!condition_holds(&c, &f, &who, a));
	who.topics = (struct condition_topics){.is_called = called_late, .arg = late};
	ck_assert(condition_holds(&c, &f, &who, a));
	file.topic = NULL;
	ck_assert(!condition_holds(&c, &f, &who, a));
	c = parse("topic:late");
	file.topic = late;
	ck_assert(condition_holds(&c, &f, &who, a));
}
END_TEST

START_TEST(condition__holds__shut_cases_only_when_asked_for)
{
	file.state = CASE_CLOSED;
	ck_assert(!holds(""));
	ck_assert(holds("status:all"));
	ck_assert(holds("status:closed"));
	ck_assert(!holds("is:stuck status:all"));
	file.state = CASE_OPEN;
	ck_assert(condition_is_open(&(struct condition){0}));
	struct condition all = parse("status:all");
	ck_assert(!condition_is_open(&all));
}
END_TEST

START_TEST(condition__marks__stuck_bouncing_ageing)
{
	const struct case_mark_rules rules = {.stuck_ms = 500, .bounces = 3};
	struct casefile c = {.state = CASE_OPEN, .updated_at = 501, .due_at = 1000, .moves = 2};
	ck_assert_uint_eq(casefile_marks(&c, 1000, &rules), 0);
	c.updated_at = 500;
	ck_assert_uint_eq(casefile_marks(&c, 1000, &rules), MARK_STUCK);
	c.moves = 3;
	c.due_at = 999;
	ck_assert_uint_eq(
		casefile_marks(&c, 1000, &rules), MARK_STUCK | MARK_BOUNCING | MARK_AGEING);
	ck_assert_uint_eq(casefile_marks(&c, 1000, &(struct case_mark_rules){0}), MARK_AGEING);
	c.state = CASE_SOLVED;
	ck_assert_uint_eq(casefile_marks(&c, 1000, &rules), 0);
}
END_TEST

Suite *suite_condition(void);
Suite *suite_condition(void)
{
	Suite *s = suite_create("condition");
	TCase *tc = tcase_create("condition");
	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, condition__render__one_way_of_writing);
	tcase_add_test(tc, condition__parse__refusals_name_the_word);
	tcase_add_test(tc, condition__holds__every_key);
	tcase_add_test(tc, condition__topic__by_what_people_call_it);
	tcase_add_test(tc, condition__holds__shut_cases_only_when_asked_for);
	tcase_add_test(tc, condition__marks__stuck_bouncing_ageing);
	suite_add_tcase(s, tc);
	return s;
}
