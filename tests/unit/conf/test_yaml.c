#include "carrel/arena.h"
#include "carrel/i18n.h"
#include "carrel/mem.h"
#include "carrel/strbuf.h"
#include "carrel/yaml.h"
#include "carrel/i18n.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#define HEAD "format: carrel-test/1\n"

static struct problems problems;
static struct yaml *doc;

static void setup(void)
{
	problems_init(&problems);
	doc = NULL;
}

static void teardown(void)
{
	yaml_close(&doc);
	problems_fini(&problems);
}

static const struct yaml_node *parse(const char *text)
{
	yaml_close(&doc);
	doc = yaml_parse(text, strlen(text), "t.yaml", "test", &problems);
	return doc ? yaml_root(doc) : NULL;
}

/* The whole list as text. Tests compare it, so that place and wording are both held. */
static const char *all(void)
{
	static struct strbuf out = STRBUF_INIT;
	strbuf_reset(&out);
	problems_render(&problems, &out);
	return out.buf;
}

START_TEST(yaml__parse__tree_knows_its_places)
{
	const struct yaml_node *root =
		parse(HEAD "a:\n  - x\n  - {k: 'v w'}\nb: |\n  one\n  two\n");
	ck_assert_str_eq(all(), "");
	const struct yaml_node *a = yaml_get(root, "a");
	ck_assert_int_eq(a->kind, YAML_LIST);
	ck_assert_uint_eq(a->count, 2);
	const struct yaml_node *k = yaml_get(a->first->next, "k");
	ck_assert_str_eq(k->text, "v w");
	ck_assert(k->quoted);
	ck_assert_int_eq(k->line, 4);
	ck_assert_int_eq(k->column, 9);
	ck_assert_int_eq(k->key_column, 6);
	struct strbuf path = STRBUF_INIT;
	yaml_path(k, &path);
	ck_assert_str_eq(path.buf, "a[1].k");
	strbuf_fini(&path);
	ck_assert_str_eq(yaml_get(root, "b")->text, "one\ntwo\n");
	ck_assert_ptr_null(yaml_get(root, "c"));
	ck_assert_ptr_null(yaml_get(NULL, "c"));
	ck_assert_ptr_null(yaml_get(a, "c"));
}
END_TEST

START_TEST(yaml__parse__a_byte_order_mark_is_forgiven)
{
	ck_assert_ptr_nonnull(parse("\xEF\xBB\xBF" HEAD "a: 1\n"));
	ck_assert_str_eq(all(), "");
}
END_TEST

START_TEST(yaml__parse__format_line)
{
	ck_assert_ptr_nonnull(parse(HEAD));
	ck_assert_str_eq(all(), "");
	ck_assert_ptr_null(parse("a: 1\nformat: carrel-test/1\n"));
	ck_assert_ptr_null(parse("format: carrel-theme/1\n"));
	ck_assert_ptr_null(parse("format: carrel-test/2\n"));
	ck_assert_ptr_null(parse(""));
	ck_assert_ptr_null(parse("- a\n"));
	ck_assert_str_eq(all(),
		"t.yaml:1:1: a: the first line must be `format: carrel-test/1`\n"
		"t.yaml:1:9: format: 'carrel-theme/1' is another kind of file; here it must be "
		"carrel-test/1\n"
		"t.yaml:1:9: format: 'carrel-test/2' is not known to this program, which reads "
		"carrel-test/1\n"
		"t.yaml:1:1: the first line must be `format: carrel-test/1`\n"
		"t.yaml:1:1: the first line must be `format: carrel-test/1`\n");
}
END_TEST

/* ---- hostile files -------------------------------------------------------------------------- */

static const struct {
	const char *text;
	const char *says;
} hostile[] = {
	{HEAD "a: &x 1\n", "t.yaml:2:4: a: anchors (&name) are not allowed"},
	{HEAD "a: *x\n", "t.yaml:2:4: a: aliases (*name) are not allowed"},
	{HEAD "a: !!binary AAAA\n", "t.yaml:2:4: a: tags (!name) are not allowed"},
	{HEAD "a: !x [1]\n", "t.yaml:2:4: a: tags (!name) are not allowed"},
	{HEAD "a: 1\nb: 2\na: 3\n", "t.yaml:4:4: a: this key was already given at line 2"},
	{HEAD "a: \"x\\0y\"\n", "t.yaml:2:4: a: a control character is not allowed, even escaped"},
	{HEAD "a: \"\\e[31m\"\n",
		"t.yaml:2:4: a: a control character is not allowed, even escaped"},
	{HEAD "\"a\\rb\": 1\n", "t.yaml:2:1: a control character is not allowed, even escaped"},
	{HEAD "a: \"\\u202e\"\n", "t.yaml:2:4: a: a mark that turns the reading direction"},
	{HEAD "a: b\xE2\x80\xAE\n", "t.yaml:2:5: a mark that turns the reading direction"},
	{HEAD "# \xE2\x81\xA6\na: 1\n", "t.yaml:2:3: a mark that turns the reading direction"},
	{HEAD "a: \xFF\n", "t.yaml:2:4: this is not UTF-8"},
	{HEAD "a: \xC0\xAF\n", "t.yaml:2:4: this is not UTF-8"},
	{HEAD "a: \x1b[2J\n", "t.yaml:2:4: this is not YAML: control characters are not allowed"},
	{HEAD "---\nb: 1\n", "t.yaml:2:1: only one document a file"},
	{HEAD "{a: 1}: 2\n", "t.yaml:2:1: a key must be one word or text"},
	{HEAD "<<: *base\n", "aliases (*name) are not allowed"},
	{HEAD "*x : 1\n", "aliases (*name) are not allowed"},
	{"%TAG ! !x\n---\n" HEAD, "t.yaml:1:1: a line may not begin with %"},
	{HEAD "a: [1\n", "this is not YAML: "},
	{HEAD "a: 'x\n", "this is not YAML: "},
	{HEAD "a: b: c\n", "t.yaml:2:5: "},
	{HEAD "\tb: c\n", "this is not YAML: "},
};

START_TEST(yaml__parse__hostile_text_is_refused)
{
	parse(hostile[_i].text);
	ck_assert_msg(strstr(all(), hostile[_i].says), "%d: '%s' not in\n%s", _i, hostile[_i].says,
		all());
	ck_assert_ptr_null(strchr(all(), '\x1b'));
}
END_TEST

static void parse_repeated(const char *head, const char *part, size_t times)
{
	struct strbuf text = STRBUF_INIT;
	strbuf_addstr(&text, head);
	for (size_t i = 0; i < times; i++)
		strbuf_addstr(&text, part);
	parse(text.buf);
	strbuf_fini(&text);
}

START_TEST(yaml__parse__depth_is_bounded)
{
	static const char *const parts[] = {"[", "{a: ", "- "};
	for (size_t i = 0; i < 3; i++) {
		parse_repeated(HEAD "a:\n ", parts[i], 100000);
		ck_assert_ptr_null(doc);
		ck_assert_ptr_nonnull(strstr(all(), "nested more than 32 deep"));
		problems_fini(&problems);
		problems_init(&problems);
	}
	parse_repeated(HEAD "a:\n ", "? ", 100000);
	ck_assert_ptr_nonnull(strstr(all(), "a key must be one word or text"));
	problems_fini(&problems);
	problems_init(&problems);
	parse(HEAD "a: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[x]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]\n");
	ck_assert_str_eq(all(), "");
	ck_assert_ptr_nonnull(doc);
}
END_TEST

START_TEST(yaml__parse__nodes_are_bounded)
{
	parse_repeated(HEAD "a: [", "x,", 60000);
	ck_assert_ptr_null(doc);
	ck_assert_ptr_nonnull(strstr(all(), "holds too many values"));
}
END_TEST

START_TEST(yaml__parse__bytes_are_bounded)
{
	parse_repeated(HEAD, "# sixteen bytes\n", 70000);
	ck_assert_ptr_null(doc);
	ck_assert_str_eq(all(), "t.yaml: larger than 1 MiB; split it into several files\n");
}
END_TEST

START_TEST(yaml__parse__a_flood_of_anchors_is_a_bounded_list)
{
	parse_repeated(HEAD "a:\n", "- &x 1\n", 30000);
	ck_assert_uint_eq(problems_count(&problems), PROBLEMS_MAX + 1);
}
END_TEST

START_TEST(yaml__parse__a_flood_of_directives_is_refused_at_the_first)
{
	parse_repeated("", "%TAG !a! b\n", 90000);
	ck_assert_uint_eq(problems_count(&problems), 1);
}
END_TEST

START_TEST(yaml__within__counts_children)
{
	const struct yaml_node *r = parse(HEAD "a: [1, 2, 3]\n");
	ck_assert(yaml_within(doc, yaml_get(r, "a"), 3));
	ck_assert(yaml_within(doc, NULL, 0));
	ck_assert_str_eq(all(), "");
	ck_assert(!yaml_within(doc, yaml_get(r, "a"), 2));
	ck_assert_str_eq(all(), "t.yaml:2:4: a: has 3 entries; 2 are the most\n");
}
END_TEST

START_TEST(yaml__parse__all_problems_at_once)
{
	const char *keys[] = {"format", "colour"};
	const struct yaml_node *root = parse(HEAD "a: &x 1\ncolor: \"\\0\"\nb: !t 2\nb: 3\n");
	ck_assert_ptr_nonnull(root);
	yaml_check_keys(doc, root, keys, 2);
	ck_assert_str_eq(all(),
		"t.yaml:2:4: a: anchors (&name) are not allowed; write the value out\n"
		"t.yaml:3:8: color: a control character is not allowed, even escaped\n"
		"t.yaml:4:4: b: tags (!name) are not allowed\n"
		"t.yaml:5:4: b: this key was already given at line 4\n"
		"t.yaml:2:1: a: there is no such key\n"
		"t.yaml:3:1: color: there is no such key (did you mean colour?)\n"
		"t.yaml:4:1: b: there is no such key\n"
		"t.yaml:5:1: b: there is no such key\n");
}
END_TEST

START_TEST(yaml__load__a_missing_file_is_a_problem)
{
	ck_assert_ptr_null(yaml_load("/nonexistent/x.yaml", "test", &problems));
	ck_assert_uint_eq(problems_count(&problems), 1);
	ck_assert_int_eq(problems_at(&problems, 0)->line, 0);
}
END_TEST

/* ---- typed readers -------------------------------------------------------------------------- */

START_TEST(yaml__int__bounds_and_shapes)
{
	const struct yaml_node *r =
		parse(HEAD "a: 12\nb: 12x\nc: '12'\nd: 99\ne:\nf: [1]\ng: -3\n");
	int64_t v = -1;
	ck_assert(yaml_int(doc, yaml_get(r, "a"), 0, 50, &v));
	ck_assert_int_eq(v, 12);
	ck_assert(yaml_int(doc, yaml_get(r, "g"), -5, 50, &v));
	ck_assert_int_eq(v, -3);
	ck_assert(!yaml_int(doc, yaml_get(r, "absent"), 0, 50, &v));
	ck_assert_str_eq(all(), "");
	for (const char *k = "bcdef"; *k; k++)
		ck_assert(!yaml_int(doc, yaml_get(r, (char[]){*k, 0}), 0, 50, &v));
	ck_assert_int_eq(v, -3);
	ck_assert_str_eq(all(),
		"t.yaml:3:4: b: '12x' is not a whole number\n"
		"t.yaml:4:4: c: '12' is not a whole number\n"
		"t.yaml:5:4: d: 99 is out of range; it may be 0 to 50\n"
		"t.yaml:6:3: e: has no value; give a whole number or take the key out\n"
		"t.yaml:7:4: f: must be a whole number, not a list\n");
}
END_TEST

START_TEST(yaml__number__has_a_point)
{
	const struct yaml_node *r = parse(HEAD "a: 18.40\nb: -2\nc: 1,5\nd: 1.\ne: 1e5\n");
	double v = 0;
	ck_assert(yaml_number(doc, yaml_get(r, "a"), &v));
	ck_assert_double_eq_tol(v, 18.4, 1e-9);
	ck_assert(yaml_number(doc, yaml_get(r, "b"), &v));
	ck_assert_double_eq_tol(v, -2, 1e-9);
	for (const char *k = "cde"; *k; k++)
		ck_assert(!yaml_number(doc, yaml_get(r, (char[]){*k, 0}), &v));
	ck_assert_uint_eq(problems_count(&problems), 3);
}
END_TEST

START_TEST(yaml__bool__only_two_words)
{
	const struct yaml_node *r = parse(HEAD "a: true\nb: false\nc: yes\nd: 'true'\n");
	bool v = false;
	ck_assert(yaml_bool(doc, yaml_get(r, "a"), &v) && v);
	ck_assert(yaml_bool(doc, yaml_get(r, "b"), &v) && !v);
	ck_assert(!yaml_bool(doc, yaml_get(r, "c"), &v));
	ck_assert(!yaml_bool(doc, yaml_get(r, "d"), &v));
	ck_assert_uint_eq(problems_count(&problems), 2);
}
END_TEST

START_TEST(yaml__choice__suggests)
{
	static const char *const words[] = {"wal", "truncate"};
	const struct yaml_node *r = parse(HEAD "a: truncate\nb: trunkate\nc: zzzzz\n");
	size_t i = 9;
	ck_assert(yaml_choice(doc, yaml_get(r, "a"), words, 2, &i));
	ck_assert_uint_eq(i, 1);
	ck_assert(!yaml_choice(doc, yaml_get(r, "b"), words, 2, &i));
	ck_assert(!yaml_choice(doc, yaml_get(r, "c"), words, 2, &i));
	ck_assert_str_eq(all(),
		"t.yaml:3:4: b: 'trunkate' is not known (did you mean truncate?); it "
		"may be wal, truncate\n"
		"t.yaml:4:4: c: 'zzzzz' is not known; it may be wal, truncate\n");
}
END_TEST

START_TEST(yaml__langtext__by_language)
{
	struct arena *a = arena_new();
	struct langtext w;
	const struct yaml_node *r = parse(
		HEAD "a: {es: Hola, en: Hello}\nb: Plain\nc: {spanish: x}\nd: [x]\ne: {es: }\n");
	ck_assert(yaml_langtext(doc, yaml_get(r, "a"), a, &w));
	ck_assert_str_eq(langtext_get(&w, "es"), "Hola");
	ck_assert_str_eq(langtext_get(&w, "es-MX"), "Hola");
	ck_assert_str_eq(langtext_get(&w, "ca"), "Hello");
	ck_assert_str_eq(langtext_get(&w, NULL), "Hello");
	ck_assert_ptr_null(langtext_find(&w, "ca"));
	ck_assert(yaml_langtext(doc, yaml_get(r, "b"), a, &w));
	ck_assert_str_eq(langtext_get(&w, "ca"), "Plain");
	ck_assert_str_eq(all(), "");
	for (const char *k = "cde"; *k; k++)
		ck_assert(!yaml_langtext(doc, yaml_get(r, (char[]){*k, 0}), a, &w));
	ck_assert_uint_eq(problems_count(&problems), 3);
	arena_free(&a);
}
END_TEST

START_TEST(yaml__strings__one_is_a_list_of_one)
{
	struct arena *a = arena_new();
	const char *const *s;
	size_t n = 0;
	const struct yaml_node *r = parse(HEAD "a: [x, y]\nb: z\nc: {}\nd: []\n");
	ck_assert(yaml_strings(doc, yaml_get(r, "a"), a, &s, &n));
	ck_assert_uint_eq(n, 2);
	ck_assert_str_eq(s[1], "y");
	ck_assert(yaml_strings(doc, yaml_get(r, "b"), a, &s, &n));
	ck_assert_uint_eq(n, 1);
	ck_assert(yaml_strings(doc, yaml_get(r, "d"), a, &s, &n));
	ck_assert_uint_eq(n, 0);
	ck_assert(!yaml_strings(doc, yaml_get(r, "c"), a, &s, &n));
	arena_free(&a);
}
END_TEST

static const struct {
	const char *text;
	int64_t ms;
	int days;
	const char *shown; /* NULL: refused */
} durations[] = {
	{"20s", 20000, 0, "20s"},
	{"3m", 180000, 0, "3m"},
	{"1h 30m", 5400000, 0, "1h 30m"},
	{"90m", 5400000, 0, "1h 30m"},
	{"2d", 172800000, 0, "2d"},
	{"1w", 604800000, 0, "7d"},
	{"15wd", 0, 15, "15wd"},
	{"250ms", 250, 0, "250ms"},
	{"0s", 0, 0, "0s"},
	{"", 0, 0, NULL},
	{"20", 0, 0, NULL},
	{"s", 0, 0, NULL},
	{"2x", 0, 0, NULL},
	{"1wd 2h", 0, 0, NULL},
	{"1wd 1wd", 0, 0, NULL},
	{"99999999999999999999s", 0, 0, NULL},
	{"-5s", 0, 0, NULL},
	{"5s ", 0, 0, NULL},
};

START_TEST(duration__parse__table)
{
	struct duration d = {.ms = -7};
	struct strbuf out = STRBUF_INIT;
	bool good = duration_parse(durations[_i].text, &d);
	ck_assert_msg(good == (durations[_i].shown != NULL), "'%s'", durations[_i].text);
	if (good) {
		ck_assert_int_eq(d.ms, durations[_i].ms);
		ck_assert_int_eq(d.working_days, durations[_i].days);
		duration_format(&d, &out);
		ck_assert_str_eq(out.buf, durations[_i].shown);
	} else {
		ck_assert_int_eq(d.ms, -7);
	}
	strbuf_fini(&out);
}
END_TEST

START_TEST(language__tag__valid)
{
	ck_assert(language_tag_valid("es"));
	ck_assert(language_tag_valid("en-GB"));
	ck_assert(language_tag_valid("zh-Hant-TW"));
	ck_assert(!language_tag_valid(""));
	ck_assert(!language_tag_valid("e"));
	ck_assert(!language_tag_valid("spanish"));
	ck_assert(!language_tag_valid("es-"));
	ck_assert(!language_tag_valid("es_ES"));
	ck_assert(!language_tag_valid("12"));
}
END_TEST

Suite *suite_yaml(void);
Suite *suite_yaml(void)
{
	Suite *s = suite_create("yaml");
	TCase *t = tcase_create("core");
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, yaml__parse__tree_knows_its_places);
	tcase_add_test(t, yaml__parse__a_byte_order_mark_is_forgiven);
	tcase_add_test(t, yaml__parse__format_line);
	tcase_add_loop_test(
		t, yaml__parse__hostile_text_is_refused, 0, sizeof hostile / sizeof *hostile);
	tcase_add_test(t, yaml__parse__depth_is_bounded);
	tcase_add_test(t, yaml__parse__nodes_are_bounded);
	tcase_add_test(t, yaml__parse__bytes_are_bounded);
	tcase_add_test(t, yaml__parse__a_flood_of_anchors_is_a_bounded_list);
	tcase_add_test(t, yaml__parse__a_flood_of_directives_is_refused_at_the_first);
	tcase_add_test(t, yaml__within__counts_children);
	tcase_add_test(t, yaml__parse__all_problems_at_once);
	tcase_add_test(t, yaml__load__a_missing_file_is_a_problem);
	tcase_add_test(t, yaml__int__bounds_and_shapes);
	tcase_add_test(t, yaml__number__has_a_point);
	tcase_add_test(t, yaml__bool__only_two_words);
	tcase_add_test(t, yaml__choice__suggests);
	tcase_add_test(t, yaml__langtext__by_language);
	tcase_add_test(t, yaml__strings__one_is_a_list_of_one);
	tcase_add_loop_test(t, duration__parse__table, 0, sizeof durations / sizeof *durations);
	tcase_add_test(t, language__tag__valid);
	suite_add_tcase(s, t);
	return s;
}
