/* Reading hostile tables, and writing ones that no spreadsheet runs. */
#include "carrel/csv.h"
#include "carrel/strbuf.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static struct csv *reader(const char *text)
{
	return csv_open_memory(text, strlen(text));
}

static void expect_row(struct csv *csv, int64_t line, size_t n, const char *const *fields)
{
	struct csv_row row;
	struct err err = {0};
	ck_assert_msg(csv_next(csv, &row, &err) == RC_OK, "%s", err.text);
	ck_assert_int_eq(row.line, line);
	ck_assert_uint_eq(row.n, n);
	for (size_t i = 0; i < n; i++)
		ck_assert_str_eq(row.fields[i], fields[i]);
}

static void expect_bad(struct csv *csv, int64_t line, const char *word)
{
	struct csv_row row;
	struct err err = {0};
	ck_assert_int_eq(csv_next(csv, &row, &err), RC_INVALID);
	ck_assert_int_eq(row.line, line);
	ck_assert_msg(strstr(err.text, word) != NULL, "%s", err.text);
}

static void expect_end(struct csv *csv)
{
	struct csv_row row;
	ck_assert_int_eq(csv_next(csv, &row, NULL), RC_OK);
	ck_assert_uint_eq(row.n, 0);
}

START_TEST(csv__next__plain_rows)
{
	struct csv *csv = reader("a,b\r\n1,2\n\n3,\r\n");
	expect_row(csv, 1, 2, (const char *const[]){"a", "b"});
	expect_row(csv, 2, 2, (const char *const[]){"1", "2"});
	expect_row(csv, 4, 2, (const char *const[]){"3", ""});
	expect_end(csv);
	expect_end(csv);
	csv_free(&csv);
	ck_assert_ptr_null(csv);
}
END_TEST

START_TEST(csv__next__quotes_separators_and_lines_inside)
{
	struct csv *csv = reader("\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\"\nx,5\" pipe,\"\"\n");
	expect_row(csv, 1, 3, (const char *const[]){"a,b", "say \"hi\"", "two\nlines"});
	expect_row(csv, 3, 3, (const char *const[]){"x", "5\" pipe", ""});
	expect_end(csv);
	csv_free(&csv);
}
END_TEST

START_TEST(csv__next__last_row_without_line_end)
{
	struct csv *csv = reader("a,b\n1,2");
	expect_row(csv, 1, 2, (const char *const[]){"a", "b"});
	expect_row(csv, 2, 2, (const char *const[]){"1", "2"});
	expect_end(csv);
	ck_assert(!csv_truncated(csv));
	csv_free(&csv);
}
END_TEST

START_TEST(csv__next__separator_from_header)
{
	static const struct {
		const char *text;
		char separator;
	} cases[] = {{"a,b\n", ','}, {"a;b;c,d\n", ';'}, {"a\tb\n", '\t'}, {"a\n", ','},
		{"\"x;y;z\",b\n", ','}};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct csv *csv = reader(cases[i].text);
		struct csv_row row;
		ck_assert_int_eq(csv_next(csv, &row, NULL), RC_OK);
		ck_assert_int_eq(csv_separator(csv), cases[i].separator);
		csv_free(&csv);
	}
}
END_TEST

START_TEST(csv__next__byte_order_mark_is_not_text)
{
	struct csv *csv = reader("\xEF\xBB\xBFname,b\n");
	expect_row(csv, 1, 2, (const char *const[]){"name", "b"});
	csv_free(&csv);
}
END_TEST

START_TEST(csv__next__open_quote_at_end_names_its_line)
{
	struct csv *csv = reader("a,b\n1,2\n3,\"never\nclosed");
	expect_row(csv, 1, 2, (const char *const[]){"a", "b"});
	expect_row(csv, 2, 2, (const char *const[]){"1", "2"});
	expect_bad(csv, 3, "line 3");
	ck_assert(csv_truncated(csv));
	expect_end(csv);
	csv_free(&csv);
}
END_TEST

START_TEST(csv__next__bad_row_then_goes_on)
{
	struct csv *csv = reader("a,b\n\xC3\x28,1\n\"x\"y,2\n3,4\n");
	expect_row(csv, 1, 2, (const char *const[]){"a", "b"});
	expect_bad(csv, 2, "UTF-8");
	expect_bad(csv, 3, "quote");
	expect_row(csv, 4, 2, (const char *const[]){"3", "4"});
	csv_free(&csv);
}
END_TEST

START_TEST(csv__next__nul_byte_refused)
{
	static const char text[] = "a,b\n1\0,2\n3,4\n";
	struct csv *csv = csv_open_memory(text, sizeof(text) - 1);
	expect_row(csv, 1, 2, (const char *const[]){"a", "b"});
	expect_bad(csv, 2, "NUL");
	expect_row(csv, 3, 2, (const char *const[]){"3", "4"});
	csv_free(&csv);
}
END_TEST

static void add_many(struct strbuf *out, char c, size_t n)
{
	for (size_t i = 0; i < n; i++)
		strbuf_addch(out, c);
}

START_TEST(csv__next__field_of_64_kb_but_not_more)
{
	struct strbuf text = STRBUF_INIT;
	add_many(&text, 'x', CSV_FIELD_MAX);
	strbuf_addch(&text, '\n');
	add_many(&text, 'y', CSV_FIELD_MAX + 1);
	strbuf_addstr(&text, "\nz\n");
	struct csv *csv = csv_open_memory(text.buf, text.len);
	struct csv_row row;
	ck_assert_int_eq(csv_next(csv, &row, NULL), RC_OK);
	ck_assert_uint_eq(strlen(row.fields[0]), CSV_FIELD_MAX);
	expect_bad(csv, 2, "64 kB");
	expect_row(csv, 3, 1, (const char *const[]){"z"});
	csv_free(&csv);
	strbuf_fini(&text);
}
END_TEST

START_TEST(csv__next__row_of_256_fields_but_not_more)
{
	struct strbuf text = STRBUF_INIT;
	add_many(&text, ',', CSV_FIELDS_MAX - 1);
	strbuf_addch(&text, '\n');
	add_many(&text, ',', CSV_FIELDS_MAX);
	struct csv *csv = csv_open_memory(text.buf, text.len);
	struct csv_row row;
	ck_assert_int_eq(csv_next(csv, &row, NULL), RC_OK);
	ck_assert_uint_eq(row.n, CSV_FIELDS_MAX);
	expect_bad(csv, 2, "256");
	csv_free(&csv);
	strbuf_fini(&text);
}
END_TEST

START_TEST(csv__next__file_longer_than_its_window)
{
	FILE *f = tmpfile();
	for (int i = 0; i < 20000; i++)
		fprintf(f, "%d,\"value, %d\"\n", i, i);
	rewind(f);
	struct csv *csv = csv_open(f);
	struct csv_row row;
	int n = 0;
	while (csv_next(csv, &row, NULL) == RC_OK && row.n > 0) {
		ck_assert_uint_eq(row.n, 2);
		ck_assert_int_eq(strtol(row.fields[0], NULL, 10), n);
		n++;
	}
	ck_assert_int_eq(n, 20000);
	csv_free(&csv);
	fclose(f);
}
END_TEST

START_TEST(csv__add__formulas_are_guarded_and_come_back)
{
	static const char *const values[] = {"=1+1", "+34 600", "-5", "@SUM(A1)", "\tx", "\rx",
		"\nx", "'=x", "''+x", "plain", "'quoted'", "", "a,b", "say \"hi\"",
		"=cmd|' /C calc'!A0"};
	for (size_t i = 0; i < sizeof(values) / sizeof(*values); i++) {
		struct strbuf out = STRBUF_INIT;
		csv_add(&out, values[i], true);
		csv_end_row(&out);
		ck_assert_msg(!strchr("=+-@\t\r\n", out.buf[0]) || !*values[i], "%s", out.buf);
		ck_assert_msg(out.buf[0] != '"' || !strchr("=+-@\t\n", out.buf[1]), "%s", out.buf);
		struct csv *csv = csv_open_memory(out.buf, out.len);
		struct csv_row row;
		ck_assert_int_eq(csv_next(csv, &row, NULL), RC_OK);
		if (*values[i])
			ck_assert_str_eq(csv_unguard(row.fields[0]), values[i]);
		csv_free(&csv);
		strbuf_fini(&out);
	}
}
END_TEST

START_TEST(csv__add__row_of_fields)
{
	struct strbuf out = STRBUF_INIT;
	csv_add(&out, "a", true);
	csv_add(&out, NULL, false);
	csv_add(&out, "b;c", false);
	csv_end_row(&out);
	ck_assert_str_eq(out.buf, "a,,\"b;c\"\r\n");
	strbuf_fini(&out);
}
END_TEST

Suite *suite_csv(void);

Suite *suite_csv(void)
{
	Suite *s = suite_create("csv");
	TCase *t = tcase_create("csv");
	tcase_add_test(t, csv__next__plain_rows);
	tcase_add_test(t, csv__next__quotes_separators_and_lines_inside);
	tcase_add_test(t, csv__next__last_row_without_line_end);
	tcase_add_test(t, csv__next__separator_from_header);
	tcase_add_test(t, csv__next__byte_order_mark_is_not_text);
	tcase_add_test(t, csv__next__open_quote_at_end_names_its_line);
	tcase_add_test(t, csv__next__bad_row_then_goes_on);
	tcase_add_test(t, csv__next__nul_byte_refused);
	tcase_add_test(t, csv__next__field_of_64_kb_but_not_more);
	tcase_add_test(t, csv__next__row_of_256_fields_but_not_more);
	tcase_add_test(t, csv__next__file_longer_than_its_window);
	tcase_add_test(t, csv__add__formulas_are_guarded_and_come_back);
	tcase_add_test(t, csv__add__row_of_fields);
	suite_add_tcase(s, t);
	return s;
}
