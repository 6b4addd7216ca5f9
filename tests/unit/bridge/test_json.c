/* JSON from strangers: bounded in depth and size, strict, with lines. */
#include "carrel/arena.h"
#include "carrel/json.h"
#include "carrel/strbuf.h"

#include <check.h>
#include <jansson.h>
#include <string.h>

static enum rc read_text(const char *text, struct json_t **out, struct err *err)
{
	return json_read(text, strlen(text), out, err);
}

static void nested(struct strbuf *out, int depth)
{
	strbuf_reset(out);
	for (int i = 0; i < depth; i++)
		strbuf_addch(out, '[');
	for (int i = 0; i < depth; i++)
		strbuf_addch(out, ']');
}

START_TEST(json__read__depth_32_but_not_33)
{
	struct strbuf text = STRBUF_INIT;
	struct json_t *v;
	struct err err = {0};
	nested(&text, JSON_DEPTH_MAX);
	ck_assert_int_eq(read_text(text.buf, &v, &err), RC_OK);
	json_decref(v);
	nested(&text, JSON_DEPTH_MAX + 1);
	ck_assert_int_eq(read_text(text.buf, &v, &err), RC_INVALID);
	ck_assert_ptr_nonnull(strstr(err.text, "32 levels"));
	nested(&text, 200000);
	ck_assert_int_eq(read_text(text.buf, &v, &err), RC_INVALID);
	strbuf_fini(&text);
}
END_TEST

START_TEST(json__read__brackets_in_strings_do_not_count)
{
	struct json_t *v;
	ck_assert_int_eq(
		read_text("[\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\\\"[\"]", &v, NULL), RC_OK);
	json_decref(v);
}
END_TEST

START_TEST(json__read__refuses_what_is_not_strict)
{
	static const char *const bad[] = {"", "{", "{\"a\":1,}", "{'a':1}", "[1] x",
		"{\"a\":1,\"a\":2}", "\"\\u0000\"", "[\"\xff\"]", "NaN", "{\"a\":01}", "[\"\n\"]",
		"]"};
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		struct json_t *v;
		struct err err = {0};
		ck_assert_msg(read_text(bad[i], &v, &err) == RC_INVALID, "%s", bad[i]);
		ck_assert_ptr_null(v);
		ck_assert_uint_gt(strlen(err.text), 10);
	}
}
END_TEST

START_TEST(json__text__strings_numbers_and_nothing)
{
	struct arena *a = arena_new();
	struct json_t *v;
	ck_assert_int_eq(
		read_text("{\"s\":\"x\",\"i\":12,\"r\":536.65,\"b\":true,\"n\":null,\"o\":{}}", &v,
			NULL),
		RC_OK);
	ck_assert_str_eq(json_text(v, "s", a), "x");
	ck_assert_str_eq(json_text(v, "i", a), "12");
	ck_assert_str_eq(json_text(v, "r", a), "536.65");
	ck_assert_str_eq(json_text(v, "b", a), "true");
	ck_assert_ptr_null(json_text(v, "n", a));
	ck_assert_ptr_null(json_text(v, "o", a));
	ck_assert_ptr_null(json_text(v, "missing", a));
	json_decref(v);
	arena_free(&a);
}
END_TEST

static FILE *file_of(const char *text)
{
	FILE *f = tmpfile();
	fputs(text, f);
	rewind(f);
	return f;
}

START_TEST(json_lines__next__bad_line_then_goes_on)
{
	FILE *f = file_of("\xEF\xBB\xBF{\"a\":1}\n\n[1]\n{\"a\":\r\n{\"a\":2}");
	struct json_lines *lines = json_lines_open(f);
	struct json_t *v;
	int64_t line;
	ck_assert_int_eq(json_lines_next(lines, &v, &line, NULL), RC_OK);
	ck_assert_int_eq(line, 1);
	ck_assert_int_eq(json_lines_next(lines, &v, &line, NULL), RC_INVALID);
	ck_assert_int_eq(line, 3);
	ck_assert_int_eq(json_lines_next(lines, &v, &line, NULL), RC_INVALID);
	ck_assert_int_eq(line, 4);
	ck_assert_int_eq(json_lines_next(lines, &v, &line, NULL), RC_OK);
	ck_assert_int_eq(json_integer_value(json_object_get(v, "a")), 2);
	ck_assert_int_eq(line, 5);
	ck_assert_int_eq(json_lines_next(lines, &v, &line, NULL), RC_OK);
	ck_assert_ptr_null(v);
	json_lines_free(&lines);
	fclose(f);
}
END_TEST

START_TEST(json_lines__next__line_over_4_mb)
{
	FILE *f = tmpfile();
	fputs("{\"a\":\"", f);
	for (int i = 0; i < JSON_BYTES_MAX; i++)
		fputc('x', f);
	fputs("\"}\n{\"a\":2}\n", f);
	rewind(f);
	struct json_lines *lines = json_lines_open(f);
	struct json_t *v;
	int64_t line;
	struct err err = {0};
	ck_assert_int_eq(json_lines_next(lines, &v, &line, &err), RC_INVALID);
	ck_assert_ptr_nonnull(strstr(err.text, "16 MB"));
	ck_assert_int_eq(json_lines_next(lines, &v, &line, &err), RC_OK);
	ck_assert_ptr_nonnull(v);
	json_lines_free(&lines);
	fclose(f);
}
END_TEST

Suite *suite_json(void);

Suite *suite_json(void)
{
	Suite *s = suite_create("json");
	TCase *t = tcase_create("json");
	tcase_add_test(t, json__read__depth_32_but_not_33);
	tcase_add_test(t, json__read__brackets_in_strings_do_not_count);
	tcase_add_test(t, json__read__refuses_what_is_not_strict);
	tcase_add_test(t, json__text__strings_numbers_and_nothing);
	tcase_add_test(t, json_lines__next__bad_line_then_goes_on);
	tcase_add_test(t, json_lines__next__line_over_4_mb);
	suite_add_tcase(s, t);
	return s;
}
