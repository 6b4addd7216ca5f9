/* test_kb_html.c - the public site: what is on it, what cannot get on it, the same bytes each time. */
#include "carrel/arena.h"
#include "carrel/kb_html.h"
#include "carrel/path.h"
#include "carrel/strbuf.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct arena *a;
static char dir[64];

static void setup(void)
{
	a = arena_new();
	strncpy(dir, "/tmp/carrel-site-XXXXXX", sizeof dir - 1);
	ck_assert_ptr_nonnull(mkdtemp(dir));
}

static const char *const files[] = {"index.html", "kb.css", "en/index.html", "en/topics.html",
	"en/faq.returns.html", "en/hostile.html", "es/index.html", "es/topics.html",
	"es/faq.returns.html", "es/only-english.html"};
enum { FILES = sizeof files / sizeof *files };

static void teardown(void)
{
	for (size_t i = 0; i < FILES; i++)
		unlink(arena_printf(a, "%s/%s", dir, files[i]));
	rmdir(arena_printf(a, "%s/en", dir));
	rmdir(arena_printf(a, "%s/es", dir));
	rmdir(dir);
	arena_free(&a);
}

static const char *content(const char *name)
{
	struct strbuf text = STRBUF_INIT;
	struct err err = {0};
	ck_assert_msg(
		path_read_file(arena_printf(a, "%s/%s", dir, name), 1 << 20, &text, &err) == RC_OK,
		"%s: %s", name, err.text);
	const char *copy = arena_strndup(a, text.buf, text.len);
	strbuf_fini(&text);
	return copy;
}

static const char *const topics[] = {"returns", "a/b \"<x>"};
static const char *const links[] = {
	"article:hostile", "article:secret", "https://example.org/?a&b"};
static const struct kb_page english[] = {
	{.id = "faq.returns",
		.kind = "Question",
		.title = "Sending back",
		.answer = "Fourteen **days**.",
		.body = "## How\n\n1. Tell us\n2. Send it\n   - in a box\n\nSee "
			"[this](article:hostile), "
			"[that](article:secret).\n\n| a | b |\n|---|---|\n| 1 | 2 |",
		.topics = topics,
		.ntopics = 2,
		.links = links,
		.nlinks = 3,
		.search = ""},
	{.id = "hostile",
		.kind = "Guide",
		.title = "<script>alert(1)</script> & \"quotes\"",
		.answer = "",
		.body = "<img src=x onerror=alert(1)> [x](javascript:alert(1)) `</code><b>` "
			"\x1b[31m "
			"\xe2\x80\xae"
			"abc",
		.search = "\" onmouseover=\"x"},
};
static const struct kb_page spanish[] = {{.id = "faq.returns",
						 .kind = "Pregunta",
						 .title = "Devolver",
						 .answer = "Catorce días.",
						 .body = "Así.",
						 .search = ""},
	{.id = "only-english",
		.language = "en",
		.only_in = "Solo en inglés",
		.kind = "Guía",
		.title = "Only in English",
		.answer = "",
		.body = "Words.",
		.search = ""}};
static const struct kb_site sites[] = {
	{"en", "English", "Acme & Co", "Help", "Topics", "Skip", "Search", "found", "Nothing",
		"See also", "Menu", english, 2},
	{"es", "Español", "Acme & Co", "Ayuda", "Temas", "Todo", "Buscar", "encontrados", "Nada",
		"Véase también", "Menú", spanish, 2},
};

static size_t write_all(void)
{
	size_t n;
	struct err err = {0};
	ck_assert_msg(kb_html_write(sites, 2, dir, &n, &err) == RC_OK, "%s", err.text);
	return n;
}

START_TEST(kb_html__write__pages_links_lists)
{
	ck_assert_uint_eq(write_all(), FILES);
	const char *page = content("en/faq.returns.html");
	ck_assert_ptr_nonnull(strstr(page, "<html lang=\"en\">"));
	ck_assert_ptr_nonnull(strstr(page, "<h1>Sending back</h1>"));
	ck_assert_ptr_nonnull(strstr(page, "Fourteen <strong>days</strong>."));
	ck_assert_ptr_nonnull(strstr(page,
		"<ol>\n<li>Tell us</li>\n<li>Send it<ul>\n<li>in a box</li></ul>\n</li></ol>"));
	ck_assert_ptr_nonnull(strstr(page, "<a href=\"hostile.html\">this</a>"));
	ck_assert_ptr_nonnull(strstr(page,
		"<table><thead>\n<tr><th scope=\"col\"> a </th><th scope=\"col\"> b </th></tr>\n"
		"</thead><tbody>\n<tr><td> 1 </td><td> 2 </td></tr>\n</tbody></table>"));
	ck_assert_ptr_nonnull(strstr(page, "href=\"https://example.org/?a&amp;b\""));
	ck_assert_ptr_nonnull(strstr(page, "hreflang=\"es\" href=\"../es/faq.returns.html\""));
	ck_assert_ptr_nonnull(strstr(page, "<h2>How</h2>"));
	ck_assert_ptr_nonnull(strstr(content("en/hostile.html"), "href=\"../es/index.html\""));
	ck_assert_ptr_nonnull(strstr(content("es/index.html"), "Catorce días."));
	ck_assert_ptr_nonnull(strstr(content("index.html"), "<h1>Acme &amp; Co</h1>"));
	ck_assert_ptr_nonnull(strstr(content("kb.css"), "prefers-color-scheme:dark"));
}
END_TEST

/* Fallback: the words say in which language they are, to people and to their readers. */
START_TEST(kb_html__write__words_in_another_language_say_so)
{
	write_all();
	const char *page = content("es/only-english.html");
	ck_assert_ptr_nonnull(strstr(page, "<html lang=\"es\">"));
	ck_assert_ptr_nonnull(strstr(page, "<h1 lang=\"en\">Only in English</h1>"));
	ck_assert_ptr_nonnull(strstr(page, "<p class=\"note\">Solo en inglés</p>"));
	ck_assert_ptr_nonnull(strstr(page, "<article lang=\"en\">"));
	ck_assert_ptr_nonnull(strstr(content("es/index.html"), "\" lang=\"en\"><a href=\"only"));
	page = content("es/faq.returns.html");
	ck_assert_ptr_nonnull(strstr(page, "<h1>Devolver</h1>"));
	ck_assert_ptr_nonnull(strstr(page, "<article>"));
	ck_assert_ptr_null(strstr(page, "class=\"note\""));
}
END_TEST

static const char *from_folder(const char *file, const char *href)
{
	const char *slash = strchr(file, '/');
	size_t n = strcspn(href, "#");
	const char *path = arena_strndup(a, href, n);
	if (n == 0)
		return file;
	if (strncmp(path, "../", 3) == 0)
		return path + 3;
	return slash ? arena_printf(a, "%.*s/%s", (int)(slash - file), file, path) : path;
}

static void check_way(const char *file, const char *href)
{
	const char *to = from_folder(file, href), *anchor = strchr(href, '#');
	bool there = false;
	for (size_t i = 0; i < FILES && !there; i++)
		there = strcmp(files[i], to) == 0;
	ck_assert_msg(there, "%s leads to %s, which is not there", file, href);
	if (anchor)
		ck_assert_msg(strstr(content(to), arena_printf(a, "id=\"%s\"", anchor + 1)) != NULL,
			"%s leads to %s, and there is no such place", file, href);
}

START_TEST(kb_html__write__every_way_leads_somewhere)
{
	size_t ways = 0;
	write_all();
	for (size_t i = 0; i < FILES; i++)
		for (const char *at = content(files[i]); (at = strstr(at, "href=\""));) {
			at += strlen("href=\"");
			const char *href = arena_strndup(a, at, strcspn(at, "\""));
			if (strncmp(href, "https://", 8) == 0)
				continue;
			check_way(files[i], href);
			ways++;
		}
	ck_assert_uint_gt(ways, 30);
}
END_TEST

/* Without script the list is whole and the box is not there. */
START_TEST(kb_html__index__the_box_waits_for_the_script)
{
	write_all();
	const char *page = content("en/index.html");
	ck_assert_ptr_nonnull(strstr(page, "<p class=\"find\" hidden>"));
	ck_assert_ptr_null(strstr(page, "<li hidden"));
	ck_assert_ptr_null(strstr(page, "src="));
}
END_TEST

static size_t times(const char *page, const char *words)
{
	size_t n = 0;
	for (const char *at = page; (at = strstr(at, words)); at += strlen(words))
		n++;
	return n;
}

/* Tab goes as the page is read: first past the menu, then the menu, then what the page is about. */
START_TEST(kb_html__write__by_keyboard_in_the_order_of_reading)
{
	write_all();
	const char *page = content("en/index.html");
	const char *skip = strstr(page, "<a class=\"skip\" href=\"#main\">");
	const char *home = strstr(page, "<a class=\"home\""), *menu = strstr(page, "<nav ");
	const char *main = strstr(page, "<main id=\"main\" tabindex=\"-1\">");
	const char *box = strstr(page, "<input id=\"q\"");
	ck_assert(skip && home && menu && main && box);
	ck_assert_ptr_eq(strstr(page, "<a "), skip); /* nothing that takes a key before it */
	ck_assert(skip < home && home < menu && menu < main && main < box);
	ck_assert_uint_eq(times(page, "tabindex="), 1); /* no order of its own */
	ck_assert_ptr_nonnull(strstr(page, "<label for=\"q\">"));
	ck_assert_ptr_nonnull(strstr(page, "e.key==='Escape'"));
	ck_assert_ptr_nonnull(strstr(page, "e.key==='/'"));
}
END_TEST

/* Seen where the cursor is, at any width, and on paper without what paper cannot do. */
START_TEST(kb_html__style__focus_narrow_and_paper)
{
	write_all();
	const char *css = content("kb.css"), *print = strstr(css, "@media print{");
	ck_assert_ptr_nonnull(print);
	ck_assert_ptr_nonnull(strstr(css, "a:focus-visible,input:focus-visible{outline:3px"));
	ck_assert_ptr_nonnull(strstr(css, ".skip:focus{left:1rem"));
	ck_assert_ptr_nonnull(strstr(css, "overflow-wrap:anywhere"));
	ck_assert_ptr_nonnull(strstr(css, "pre{overflow-x:auto"));
	ck_assert_ptr_nonnull(
		strstr(css, "table{border-collapse:collapse;display:block;overflow-x:auto"));
	ck_assert_ptr_nonnull(strstr(print, "header nav,.skip,.find{display:none}"));
	ck_assert_ptr_nonnull(strstr(print, "attr(href)"));
	ck_assert_ptr_nonnull(strstr(print, "break-after:avoid"));
}
END_TEST

/* What is not among the pages is not linked: the words stay. */
START_TEST(kb_html__write__no_way_to_what_is_not_public)
{
	write_all();
	for (size_t i = 0; i < FILES; i++)
		ck_assert_msg(!strstr(content(files[i]), "secret"), "%s", files[i]);
	ck_assert_ptr_nonnull(strstr(content("en/faq.returns.html"), "that."));
}
END_TEST

START_TEST(kb_html__write__hostile_text_stays_text)
{
	write_all();
	for (size_t i = 0; i < FILES; i++) {
		const char *page = content(files[i]);
		ck_assert_ptr_null(strstr(page, "<script>alert"));
		ck_assert_ptr_null(strstr(page, "<img"));
		ck_assert_ptr_null(strstr(page, "href=\"javascript"));
		ck_assert_ptr_null(strstr(page, "\" onmouseover"));
		ck_assert_ptr_null(strchr(page, 0x1b));
		ck_assert_ptr_null(strstr(page, "\xe2\x80\xae"));
	}
	const char *page = content("en/hostile.html");
	ck_assert_ptr_nonnull(
		strstr(page, "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;quotes&quot;"));
	ck_assert_ptr_nonnull(strstr(page, "<code>&lt;/code&gt;&lt;b&gt;</code>"));
	ck_assert_ptr_nonnull(strstr(content("en/topics.html"), "<h2 id=\"a-2fb-20-22-3cx-3e\">"));
}
END_TEST

START_TEST(kb_html__write__the_same_bytes_again)
{
	const char *first[FILES];
	write_all();
	for (size_t i = 0; i < FILES; i++)
		first[i] = content(files[i]);
	write_all();
	for (size_t i = 0; i < FILES; i++)
		ck_assert_str_eq(content(files[i]), first[i]);
}
END_TEST

Suite *suite_kb_html(void);
Suite *suite_kb_html(void)
{
	Suite *s = suite_create("kb_html");
	TCase *t = tcase_create("core");
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, kb_html__write__pages_links_lists);
	tcase_add_test(t, kb_html__write__words_in_another_language_say_so);
	tcase_add_test(t, kb_html__write__every_way_leads_somewhere);
	tcase_add_test(t, kb_html__index__the_box_waits_for_the_script);
	tcase_add_test(t, kb_html__write__by_keyboard_in_the_order_of_reading);
	tcase_add_test(t, kb_html__style__focus_narrow_and_paper);
	tcase_add_test(t, kb_html__write__no_way_to_what_is_not_public);
	tcase_add_test(t, kb_html__write__hostile_text_stays_text);
	tcase_add_test(t, kb_html__write__the_same_bytes_again);
	suite_add_tcase(s, t);
	return s;
}
