#include "carrel/arena.h"
#include "carrel/strbuf.h"
#include "carrel/textfill.h"

#include <check.h>
#include <string.h>

static const char *lookup(void *arg, const char *name)
{
	(void)arg;
	static const char *const known[][2] = {
		{"name", "Rosa"},
		{"customer.name", "Rosa Vidal"},
		{"amount", "18,40 €"},
		{"empty", ""},
		{"evil", "{name} {{ {unknown}"},
	};
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (strcmp(known[i][0], name) == 0)
			return known[i][1];
	return NULL;
}

static const struct {
	const char *text;
	const char *out;
	size_t gaps;
	enum textfill_why why; /* of the first */
	const char *gap;       /* what stands in its range */
} table[] = {
	{"", "", 0, 0, NULL},
	{"plain } text", "plain } text", 0, 0, NULL},
	{"Dear {name},", "Dear Rosa,", 0, 0, NULL},
	{"{customer.name} {amount}", "Rosa Vidal 18,40 €", 0, 0, NULL},
	{"{{name}", "{name}", 0, 0, NULL},
	{"{{{name}}", "{Rosa}", 0, 0, NULL},
	{"{empty|señor o señora}", "señor o señora", 0, 0, NULL},
	{"a{empty|}b", "ab", 0, 0, NULL},
	{"{name|x}", "Rosa", 0, 0, NULL},
	{"é {empty}!", "é {empty}!", 1, TEXTFILL_EMPTY, "{empty}"},
	{"{nobody}", "{nobody}", 1, TEXTFILL_UNKNOWN, "{nobody}"},
	{"{nobody|x}", "{nobody|x}", 1, TEXTFILL_UNKNOWN, "{nobody|x}"},
	{"{name} {empty} {nobody}", "Rosa {empty} {nobody}", 2, TEXTFILL_EMPTY, "{empty}"},
	{"a { b", "a { b", 1, TEXTFILL_MALFORMED, "{"},
	{"{}", "{}", 1, TEXTFILL_MALFORMED, "{"},
	{"{name", "{name", 1, TEXTFILL_MALFORMED, "{"},
	{"{name|x", "{name|x", 1, TEXTFILL_MALFORMED, "{"},
	{"{Name}", "{Name}", 1, TEXTFILL_MALFORMED, "{"},
	{"{name.}", "{name.}", 1, TEXTFILL_MALFORMED, "{"},
	{"{empty|a{name}", "{empty|aRosa", 1, TEXTFILL_MALFORMED, "{"},
	{"{evil}", "{name} {{ {unknown}", 0, 0, NULL},
};

START_TEST(textfill__expand__table)
{
	struct arena *a = arena_new();
	struct strbuf out = STRBUF_INIT;
	struct vec gaps = {.size = sizeof(struct textfill_gap)};
	ck_assert_uint_eq(
		textfill_expand(table[_i].text, lookup, NULL, a, &out, &gaps), table[_i].gaps);
	ck_assert_str_eq(out.buf, table[_i].out);
	ck_assert_uint_eq(gaps.n, table[_i].gaps);
	if (gaps.n) {
		const struct textfill_gap *gap = vec_at(&gaps, 0);
		ck_assert_int_eq(gap->why, table[_i].why);
		ck_assert_uint_eq(gap->len, strlen(table[_i].gap));
		ck_assert_int_eq(strncmp(out.buf + gap->start, table[_i].gap, gap->len), 0);
	}
	vec_fini(&gaps);
	strbuf_fini(&out);
	arena_free(&a);
}
END_TEST

START_TEST(textfill__expand__gaps_count_from_the_start_of_the_buffer)
{
	struct arena *a = arena_new();
	struct strbuf out = STRBUF_INIT;
	struct vec gaps = {.size = sizeof(struct textfill_gap)};
	strbuf_addstr(&out, "before ");
	textfill_expand("{empty}", lookup, NULL, a, &out, &gaps);
	const struct textfill_gap *gap = vec_at(&gaps, 0);
	ck_assert_uint_eq(gap->start, 7);
	ck_assert_str_eq(gap->name, "empty");
	vec_fini(&gaps);
	strbuf_fini(&out);
	arena_free(&a);
}
END_TEST

START_TEST(textfill__scan__finds_what_still_stands)
{
	struct arena *a = arena_new();
	struct vec gaps = {.size = sizeof(struct textfill_gap)};
	const char *text = "Ya {amount}, { x } y {{b|c}";
	ck_assert_uint_eq(textfill_scan(text, strlen(text), a, &gaps), 2);
	ck_assert_uint_eq(((struct textfill_gap *)vec_at(&gaps, 0))->start, 3);
	ck_assert_uint_eq(((struct textfill_gap *)vec_at(&gaps, 0))->len, 8);
	ck_assert_str_eq(((struct textfill_gap *)vec_at(&gaps, 1))->name, "b");
	ck_assert_uint_eq(textfill_scan("{abc", 4, a, &gaps), 0);
	vec_fini(&gaps);
	arena_free(&a);
}
END_TEST

START_TEST(textfill__names__once_each)
{
	struct arena *a = arena_new();
	const char *const *names;
	ck_assert_uint_eq(textfill_names("{b} {a|x} {{c} {b} {", a, &names), 2);
	ck_assert_str_eq(names[0], "b");
	ck_assert_str_eq(names[1], "a");
	ck_assert_uint_eq(textfill_names("", a, &names), 0);
	struct strbuf many = STRBUF_INIT;
	for (int i = 0; i < 2 * TEXTFILL_NAMES_MAX; i++)
		strbuf_addf(&many, "{n%d}", i);
	ck_assert_uint_eq(textfill_names(many.buf, a, &names), TEXTFILL_NAMES_MAX + 1);
	strbuf_fini(&many);
	arena_free(&a);
}
END_TEST

Suite *suite_textfill(void);
Suite *suite_textfill(void)
{
	Suite *s = suite_create("textfill");
	TCase *t = tcase_create("core");
	tcase_add_loop_test(t, textfill__expand__table, 0, sizeof table / sizeof *table);
	tcase_add_test(t, textfill__expand__gaps_count_from_the_start_of_the_buffer);
	tcase_add_test(t, textfill__scan__finds_what_still_stands);
	tcase_add_test(t, textfill__names__once_each);
	suite_add_tcase(s, t);
	return s;
}
