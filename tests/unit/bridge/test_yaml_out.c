/* A text that was written as YAML reads back as it was. */
#include "bridge/yaml_out.h"

#include "carrel/strbuf.h"
#include "carrel/yaml_scalar.h"

#include <check.h>
#include <stdbool.h>
#include <string.h>
#include <yaml.h>

/* The last scalar of a document, as libyaml understands it. */
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
			strbuf_add(out, (const char *)e.data.scalar.value, e.data.scalar.length);
		}
		yaml_event_delete(&e);
	}
	yaml_parser_delete(&p);
	return ok;
}

static const char *const bodies[] = {"plain words", "yes", "12", "1.5e3", "- a dash", "# hash",
	"a: b", "a #b", "'single'", "\"double\" \\ back", "[x]", "@x", "%x",
	"ends with colon:", "two\nlines", "two\n\nparagraphs", "first\n  indented", "!tag",
	"&anchor", "*alias", "~", "`", "señor, això és «així»", "? question", "| pipe", "> greater",
	"null", "=", "0x1f", "-", "...", "---", "a  b", "comma, and } brace", "tab\there",
	"A very long sentence that goes on and on, past the width of a page, so that it must be "
	"folded over several lines: and it still says the same.",
	"A very long line\nA second very long line that goes on and on, past the width of a page, "
	"so "
	"that it would be folded."};

START_TEST(yaml_out__text__reads_back)
{
	struct strbuf doc = STRBUF_INIT, got = STRBUF_INIT;
	strbuf_addstr(&doc, "a:\n  b:");
	yaml_add_text(&doc, bodies[_i], 4);
	ck_assert_msg(last_scalar(doc.buf, doc.len, &got), "%s", doc.buf);
	ck_assert_str_eq(got.buf, bodies[_i]);
	strbuf_fini(&doc);
	strbuf_fini(&got);
}
END_TEST

START_TEST(yaml_out__scalar__reads_back_inside_brackets)
{
	struct strbuf doc = STRBUF_INIT, got = STRBUF_INIT;
	strbuf_addstr(&doc, "a: {b: [x, ");
	yaml_add_scalar(&doc, bodies[_i], true);
	strbuf_addstr(&doc, "]}\n");
	ck_assert_msg(last_scalar(doc.buf, doc.len, &got), "%s", doc.buf);
	ck_assert_str_eq(got.buf, bodies[_i]);
	strbuf_fini(&doc);
	strbuf_fini(&got);
}
END_TEST

Suite *suite_yaml_out(void);
Suite *suite_yaml_out(void)
{
	Suite *s = suite_create("yaml_out");
	TCase *t = tcase_create("yaml_out");
	int n = (int)(sizeof(bodies) / sizeof(*bodies));
	tcase_add_loop_test(t, yaml_out__text__reads_back, 0, n);
	tcase_add_loop_test(t, yaml_out__scalar__reads_back_inside_brackets, 0, n);
	suite_add_tcase(s, t);
	return s;
}
