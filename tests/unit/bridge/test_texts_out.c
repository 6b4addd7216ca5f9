/* The file that comes out is what a person would have written, and says exactly the text. */
#include "carrel/arena.h"
#include "carrel/strbuf.h"
#include "carrel/texts_out.h"

#include <check.h>
#include <string.h>
#include <yaml.h>

struct fixture {
	struct arena *a;
	struct strbuf out;
	struct texts_report report;
	struct err err;
};

static struct fixture fixture_make(void)
{
	return (struct fixture){.a = arena_new(), .out = STRBUF_INIT};
}

static void fixture_free(struct fixture *f)
{
	strbuf_fini(&f->out);
	arena_free(&f->a);
}

static enum rc write_rows(struct fixture *f, const struct texts_row *rows, size_t n)
{
	return texts_write(rows, n, "From a test", &f->out, &f->report, f->a, &f->err);
}

START_TEST(texts_out__write__whole_file)
{
	struct fixture f = fixture_make();
	const struct texts_row rows[] = {
		{.id = "bank_balance.bank_inform_balance",
			.category = "bank_balance",
			.title = "bank inform balance",
			.body = "Your current balance is {balance:d} in credit.\n"},
		{.id = "bank_balance.hello", .title = "hello", .body = "Hello, how can I help?"},
	};
	ck_assert_msg(write_rows(&f, rows, 2) == RC_OK, "%s", f.err.text);
	ck_assert_str_eq(f.out.buf,
		"# From a test\n"
		"format: carrel-texts/1\n"
		"texts:\n"
		"  - id: bank_balance.bank_inform_balance\n"
		"    title: {en: \"Bank balance: inform balance\"}\n"
		"    topics: [bank_balance]\n"
		"    for: [reply, call, chat]\n"
		"    blanks:\n"
		"      balance: {ask: Balance, type: number}\n"
		"    text:\n"
		"      en: Your current balance is {balance} in credit.\n"
		"  - id: bank_balance.hello\n"
		"    title: {en: \"Bank balance: hello\"}\n"
		"    topics: [bank_balance]\n"
		"    for: [reply, call, chat]\n"
		"    text:\n"
		"      en: Hello, how can I help?\n");
	ck_assert_uint_eq(f.report.written, 2);
	ck_assert_uint_eq(f.report.blanks, 1);
	fixture_free(&f);
}
END_TEST

/* The n-th scalar of a document, as libyaml understands it. */
static bool last_scalar(const char *text, size_t n, struct strbuf *out)
{
	yaml_parser_t p;
	yaml_event_t e;
	bool ok = true, end = false;
	yaml_parser_initialize(&p);
	yaml_parser_set_input_string(&p, (const unsigned char *)text, n);
	while (ok && !end) {
		ok = yaml_parser_parse(&p, &e) == 1;
		if (!ok)
			break;
		end = e.type == YAML_STREAM_END_EVENT;
		if (e.type == YAML_SCALAR_EVENT) {
			strbuf_reset(out);
			strbuf_add(out, e.data.scalar.value, e.data.scalar.length);
		}
		yaml_event_delete(&e);
	}
	yaml_parser_delete(&p);
	return ok;
}

START_TEST(texts_out__write__texts_survive_the_reader)
{
	static const char *const bodies[] = {"plain words", "yes", "12", "1.5e3", "- a dash",
		"# hash", "a: b", "a #b", "'single'", "\"double\" \\ back", "[x]", "@x", "%x",
		"ends with colon:", "two\nlines", "two\n\nparagraphs", "first\n  indented", "!tag",
		"&anchor", "*alias", "~", "`", "señor, això és «així»", "? question", "| pipe",
		"> greater", "null", "=", "0x1f", "-", "...", "---", "a  b", "comma, and } brace",
		"tab\there",
		"A very long sentence that goes on and on, past the width of a page, so that it "
		"must be "
		"folded over several lines: and it still says the same.",
		"A very long line\nA second very long line that goes on and on, past the width of "
		"a page, so "
		"that it would be folded."};
	for (size_t i = 0; i < sizeof(bodies) / sizeof(*bodies); i++) {
		struct fixture f = fixture_make();
		struct strbuf got = STRBUF_INIT;
		struct texts_row row = {.id = "a.b", .body = bodies[i]};
		ck_assert_int_eq(write_rows(&f, &row, 1), RC_OK);
		ck_assert_msg(last_scalar(f.out.buf, f.out.len, &got), "%s", f.out.buf);
		const char *want = bodies[i];
		if (strcmp(want, "first\n  indented") == 0)
			want = "first\nindented";
		if (strcmp(want, "tab\there") == 0)
			want = "tab here";
		ck_assert_str_eq(got.buf, want);
		strbuf_fini(&got);
		fixture_free(&f);
	}
}
END_TEST

START_TEST(texts_out__write__braces_that_are_no_blanks)
{
	struct fixture f = fixture_make();
	struct texts_row row = {.id = "x", .body = "{ a } {} {1} {A.b:s} and {a_b"};
	ck_assert_int_eq(write_rows(&f, &row, 1), RC_OK);
	ck_assert_ptr_nonnull(strstr(f.out.buf, "{{ a } {{} {{1} {a_b} and {{a_b"));
	ck_assert_ptr_nonnull(strstr(f.out.buf, "a_b: {ask: A b, type: text}"));
	fixture_free(&f);
}
END_TEST

START_TEST(texts_out__write__languages_join_one_text)
{
	struct fixture f = fixture_make();
	const struct texts_row rows[] = {
		{.id = "bye", .title = "Bye", .language = "en", .body = "Goodbye"},
		{.id = "bye", .title = "Adiós", .language = "es", .body = "Adiós"},
	};
	ck_assert_int_eq(write_rows(&f, rows, 2), RC_OK);
	ck_assert_uint_eq(f.report.written, 1);
	ck_assert_uint_eq(f.report.merged, 1);
	ck_assert_ptr_nonnull(strstr(f.out.buf, "      en: Goodbye\n      es: Adiós\n"));
	fixture_free(&f);
}
END_TEST

START_TEST(texts_out__write__refusals_name_the_line)
{
	static const struct texts_row bad[] = {
		{.id = "x", .body = "", .line = 7},
		{.id = "x", .body = " \n ", .line = 7},
		{.id = "x", .body = "bell \a", .line = 7},
		{.id = "x", .body = "\xff", .line = 7},
		{.id = "", .body = "text", .line = 7},
		{.id = "x", .body = "card 4111 1111 1111 1111", .line = 7},
	};
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		struct fixture f = fixture_make();
		ck_assert_int_eq(write_rows(&f, &bad[i], 1), RC_INVALID);
		ck_assert_msg(strstr(f.err.text, "line 7") != NULL, "%s", f.err.text);
		ck_assert_uint_eq(f.out.len, 0);
		fixture_free(&f);
	}
	struct fixture f = fixture_make();
	const struct texts_row twice[] = {
		{.id = "x", .body = "a"}, {.id = "x", .body = "b", .line = 9}};
	ck_assert_int_eq(write_rows(&f, twice, 2), RC_INVALID);
	ck_assert_ptr_nonnull(strstr(f.err.text, "line 9"));
	ck_assert_int_eq(write_rows(&f, NULL, 0), RC_INVALID);
	fixture_free(&f);
}
END_TEST

Suite *suite_texts_out(void);

Suite *suite_texts_out(void)
{
	Suite *s = suite_create("texts_out");
	TCase *t = tcase_create("texts_out");
	tcase_add_test(t, texts_out__write__whole_file);
	tcase_add_test(t, texts_out__write__texts_survive_the_reader);
	tcase_add_test(t, texts_out__write__braces_that_are_no_blanks);
	tcase_add_test(t, texts_out__write__languages_join_one_text);
	tcase_add_test(t, texts_out__write__refusals_name_the_line);
	suite_add_tcase(s, t);
	return s;
}
