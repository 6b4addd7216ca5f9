/* Replies kept as HTML, as a person would have typed them; whatever is hostile comes out harmless. */
#include "carrel/html_text.h"
#include "carrel/strbuf.h"
#include "carrel/utf8.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const struct {
	const char *html, *text;
} cases[] = {
	{"", ""},
	{"plain", "plain"},
	{"two\nlines\n\n\nkept", "two\nlines\n\nkept"},
	{"<p>One.</p><p>Two.</p>", "One.\n\nTwo."},
	{"<div>a</div><div><br></div><div>b</div>", "a\n\nb"},
	{"a<br>b<br/>c<BR >d", "a\nb\nc\nd"},
	{"a <b>bold</b>,\n  <i>soft</i>", "a bold, soft"},
	{"<ul><li>one</li><li><p>two</p></li></ul>after", "- one\n- two\n\nafter"},
	{"<ol><li>one<ul><li>in</li></ul></li><li>two</li></ol>", "1. one\n  - in\n2. two"},
	{"<a href=\"https://x.example/a?b=1&amp;c=2\">here</a>.",
		"here <https://x.example/a?b=1&c=2>."},
	{"<a href='https://x.example/'>x.example</a>", "x.example"},
	{"<a href=\"mailto:ana@x.example\">write</a>", "write <ana@x.example>"},
	{"<a href=\"javascript:alert(1)\">here</a>", "here"},
	{"<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td><p>2</p></td></tr></table>",
		"A | B\n1 | 2"},
	{"x<script>if (a<b) alert('</p>')</script>y<style>p{}</style>z", "xyz"},
	{"x<!-- a > b -->y", "xy"},
	{"x<!-- never closed", "x never closed"},
	{"<!doctype html><html><head><title>no</title></head><body>yes</body></html>", "yes"},
	{"caf&eacute; &amp; t&#233; &#x2014; 5&nbsp;&euro; &#146;", "café & té — 5 € ’"},
	{"&bogus; &amp &#; &", "&bogus; &amp &#; &"},
	{"a < b and c > d", "a < b and c > d"},
	{"<ana@x.example> <OTRS_CUSTOMER_UserFirstname> <b>x</b>",
		"<ana@x.example> <OTRS_CUSTOMER_UserFirstname> x"},
	{"<p title=\"a > b\">in</p>", "in"},
	{"<p title=\"open>in</p>", "in"},
	{"<b>never closed <i>either", "never closed either"},
	{"ends in <", "ends in <"},
	{"ends in <p", "ends in <p"},
	{"<pre>a\n  b</pre>", "a\n  b"},
	{"<img src=x alt=\"our logo\"> <img src=y>", "our logo"},
	{"a\x01\x7f\xE2\x80\xAE"
	 "b\xE2\x80\x8B"
	 "c\xC2\x85<p>",
		"abc"},
	{"&#x202E;a&#0;&#xD800;&#x110000;", "a\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
	{"\xFF<b>\xC3</b>", "\xEF\xBF\xBD\xEF\xBF\xBD"},
};

static char *reduced(const char *html, size_t n)
{
	struct strbuf out = STRBUF_INIT;
	strbuf_addstr(&out, "kept:");
	html_text(html, n, &out);
	ck_assert(strncmp(out.buf, "kept:", 5) == 0);
	strbuf_splice(&out, 0, 5, NULL, 0);
	strbuf_add(&out, "", 0);
	char *text = strdup(out.buf);
	strbuf_fini(&out);
	return text;
}

START_TEST(html_text__reduce__as_typed)
{
	char *text = reduced(cases[_i].html, strlen(cases[_i].html));
	ck_assert_str_eq(text, cases[_i].text);
	free(text);
}
END_TEST

static double seconds_for(const char *unit, size_t times)
{
	struct strbuf html = STRBUF_INIT;
	for (size_t i = 0; i < times; i++)
		strbuf_addstr(&html, unit);
	struct timespec a, b;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &a);
	char *text = reduced(html.buf, html.len);
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &b);
	free(text);
	strbuf_fini(&html);
	return (double)(b.tv_sec - a.tv_sec) + (double)(b.tv_nsec - a.tv_nsec) / 1e9;
}

/* A quadratic reader would need 256 times as long for 16 times as much; this one about 16 times. */
START_TEST(html_text__reduce__linear)
{
	static const char *const units[] = {"<", "<p", "<a \"", "<a =\">\" ", "<!--", "<script>",
		"<ul>", "<table><tr><td>", "&", "&amp", "&#", "<a href='https://x'>", "</",
		"<p title='"};
	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++) {
		double small = seconds_for(units[i], 8 * 1024),
		       large = seconds_for(units[i], 128 * 1024);
		ck_assert_msg(large < 0.05 + 80 * small, "%s: %.3f s, then %.3f s", units[i], small,
			large);
	}
}
END_TEST

START_TEST(html_text__plain__keeps_lines)
{
	struct strbuf out = STRBUF_INIT;
	const char *text = "  a <b>  \r\n  c\t\x1b[31m&amp;\n\n\n\nd \n";
	plain_text(text, strlen(text), &out);
	ck_assert_str_eq(out.buf, "a <b>\n  c [31m&amp;\n\nd");
	strbuf_fini(&out);
}
END_TEST

Suite *suite_html_text(void);
Suite *suite_html_text(void)
{
	Suite *s = suite_create("html_text");
	TCase *t = tcase_create("html_text");
	tcase_add_loop_test(
		t, html_text__reduce__as_typed, 0, (int)(sizeof(cases) / sizeof(*cases)));
	tcase_add_test(t, html_text__reduce__linear);
	tcase_add_test(t, html_text__plain__keeps_lines);
	suite_add_tcase(s, t);
	return s;
}
