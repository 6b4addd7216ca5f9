/* test_kb.c - articles from files: every mistake told, what may be seen, found, read, inserted. */
#include "carrel/arena.h"
#include "carrel/kb.h"
#include "carrel/library.h"
#include "carrel/strbuf.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define HEAD "format: carrel-kb/1\narticles:\n"

static struct kb *kb;
static struct arena *a;

static void setup(void)
{
	kb = kb_new();
	a = arena_new();
}

static void teardown(void)
{
	kb_free(&kb);
	arena_free(&a);
}

static void load(const char *name, const char *text)
{
	kb_add_memory(kb, name, text, strlen(text));
	kb_refresh(kb);
}

static const char *rendered(const struct problems *p)
{
	struct strbuf out = STRBUF_INIT;
	problems_render(p, &out);
	const char *copy = arena_strndup(a, out.buf, out.len);
	strbuf_fini(&out);
	return copy;
}

static const char whole[] =
	HEAD "  - id: policy.refunds\n"
	     "    kind: procedure\n"
	     "    title: {en: Refunds, es: Reembolsos}\n"
	     "    topics: [billing, refund]\n"
	     "    audience: internal\n"
	     "    version: 3\n"
	     "    changed: {en: Up to 50, es: Hasta 50}\n"
	     "    must_read: true\n"
	     "    answer: {en: The money **comes** back., es: El dinero vuelve.}\n"
	     "    body:\n"
	     "      en: |\n"
	     "        Some words.\n"
	     "        ## Who\n"
	     "        You.\n"
	     "      es: Algo.\n"
	     "    steps: [{en: Look, es: Mire}, {en: Pay, es: Pague}]\n"
	     "    links: [{article: faq.returns}, {url: 'https://example.org/x'}]\n"
	     "    review_by: 2027-06-30\n"
	     "  - id: faq.returns\n"
	     "    title: {en: Sending back, es: Devolver}\n"
	     "    audience: public\n"
	     "    answer: {en: Fourteen days., es: Catorce días.}\n"
	     "  - id: note.draft\n"
	     "    title: {en: A draft of mine}\n"
	     "    status: draft\n"
	     "    author: ana\n"
	     "    body: {en: Not yet.}\n"
	     "  - id: team.keys\n"
	     "    title: {en: The keys of the shop}\n"
	     "    audience: team\n"
	     "    team: shop\n"
	     "    body: {en: In the drawer.}\n";

START_TEST(kb__read__a_whole_article)
{
	load("kb.yaml", whole);
	ck_assert_str_eq(rendered(kb_problems(kb)), "");
	ck_assert_uint_eq(kb_count(kb), 4);
	const struct kb_article *k = kb_by_id(kb, "policy.refunds");
	ck_assert_ptr_nonnull(k);
	ck_assert_int_eq(k->kind, KB_PROCEDURE);
	ck_assert_int_eq(k->version, 3);
	ck_assert(k->must_read && !k->draft);
	ck_assert_uint_eq(k->nsteps, 2);
	ck_assert_uint_eq(k->nlinks, 2);
	ck_assert_int_eq(k->links[1].kind, KB_LINK_URL);
	ck_assert_str_eq(kb_body(k, "es", NULL, a), "Algo.\n\n1. Mire\n2. Pague");
	ck_assert_str_eq(kb_insertable(k, "en", NULL, a), "The money comes back.");
	ck_assert_ptr_null(kb_by_id(kb, "policy.refund"));
}
END_TEST

START_TEST(kb__text__the_chain)
{
	load("kb.yaml", whole);
	const struct kb_article *k = kb_by_id(kb, "faq.returns");
	const char *used;
	ck_assert_str_eq(kb_text(&k->title, "es-MX", NULL, &used), "Devolver");
	ck_assert_str_eq(used, "es");
	ck_assert_str_eq(kb_text(&k->title, "ca", "es", NULL), "Devolver");
	ck_assert_str_eq(kb_text(&k->title, "ca", NULL, &used), "Sending back");
	ck_assert_str_eq(used, "en");
	ck_assert_str_eq(kb_text(&k->body, "en", NULL, NULL), "");
	ck_assert_str_eq(kb_insertable(kb_by_id(kb, "team.keys"), "en", NULL, a), "In the drawer.");
}
END_TEST

/* One row a mistake: what stands in the file, where it is told, and how. */
static const struct {
	const char *text, *told;
} mistakes[] = {
	{"  - id: x\n    title: {en: T}\n", "b.yaml:3:5: articles[0]: says nothing"},
	{"  - id: X y\n    title: {en: T}\n    body: {en: b}\n",
		"b.yaml:3:9: articles[0].id: 'X y' may have only"},
	{"  - id: x\n    body: {en: b}\n", "b.yaml:3:5: articles[0]: "},
	{"  - id: x\n    titel: {en: T}\n    title: {en: T}\n    body: {en: b}\n",
		"did you mean title?"},
	{"  - id: x\n    kind: faqq\n    title: {en: T}\n    body: {en: b}\n", "did you mean faq?"},
	{"  - id: x\n    audience: team\n    title: {en: T}\n    body: {en: b}\n",
		"b.yaml:4:15: articles[0].audience: needs team: SLUG"},
	{"  - id: x\n    team: shop\n    title: {en: T}\n    body: {en: b}\n",
		"belongs to audience: team only"},
	{"  - id: x\n    version: 0\n    title: {en: T}\n    body: {en: b}\n",
		"b.yaml:4:14: articles[0].version: "},
	{"  - id: x\n    review_by: soon\n    title: {en: T}\n    body: {en: b}\n",
		"'soon' is no date such as 2027-03-31"},
	{"  - id: x\n    title: {en: T}\n    body: {en: b}\n    links: [{url: 'javascript:x'}]\n",
		"must be an address that begins with https://"},
	{"  - id: x\n    title: {en: T}\n    body: {en: b}\n    links: [{article: y, text: z}]\n",
		"must be one of article: ID"},
	{"  - id: x\n    title: {en: T}\n    body: {en: b}\n    steps: {en: no list}\n",
		"must be a list of steps"},
	{"  - id: x\n    title: {en: T}\n    body: {en: 'Card 4111 1111 1111 1111'}\n",
		"looks like a card number"},
	{"  - id: x\n    title: {en: '  '}\n    body: {en: b}\n", "there is no text"},
};

START_TEST(kb__read__every_mistake_is_told_at_its_place)
{
	struct kb *one = kb_new();
	const char *text = arena_printf(a, "%s%s", HEAD, mistakes[_i].text);
	kb_add_memory(one, "b.yaml", text, strlen(text));
	kb_refresh(one);
	const char *told = rendered(kb_problems(one));
	ck_assert_msg(strstr(told, mistakes[_i].told) != NULL, "told: %s", told);
	ck_assert_uint_eq(kb_count(one), 0);
	kb_free(&one);
}
END_TEST

START_TEST(kb__visible__each_reader)
{
	static const char *const teams[] = {"shop"};
	const struct kb_reader ana = {.login = "ana"},
			       shop = {.login = "bo", .teams = teams, .nteams = 1},
			       lead = {.login = "marta", .lead = true},
			       site = {.public_only = true};
	static const struct {
		const char *id;
		bool ana, shop, lead, site;
	} rows[] = {{"policy.refunds", true, true, true, false},
		{"faq.returns", true, true, true, true}, {"note.draft", true, false, true, false},
		{"team.keys", false, true, true, false}};
	load("kb.yaml", whole);
	for (size_t i = 0; i < 4; i++) {
		const struct kb_article *k = kb_by_id(kb, rows[i].id);
		ck_assert_msg(kb_visible(k, &ana) == rows[i].ana, "ana %s", rows[i].id);
		ck_assert_msg(kb_visible(k, &shop) == rows[i].shop, "shop %s", rows[i].id);
		ck_assert_msg(kb_visible(k, &lead) == rows[i].lead, "lead %s", rows[i].id);
		ck_assert_msg(kb_visible(k, &site) == rows[i].site, "site %s", rows[i].id);
	}
}
END_TEST

START_TEST(kb__filter__finds_only_what_may_be_seen)
{
	const struct kb_reader ana = {.login = "ana"}, bo = {.login = "bo"};
	size_t n, total;
	load("kb.yaml", whole);
	struct kb_hit *hits = kb_filter(kb, "draft", "en", &ana, 9, a, &n, &total);
	ck_assert_uint_eq(n, 1);
	ck_assert_str_eq(hits[0].article->id, "note.draft");
	kb_filter(kb, "draft", "en", &bo, 9, a, &n, &total);
	ck_assert_uint_eq(n, 0);
	hits = kb_filter(kb, "", "en", &ana, 2, a, &n, &total);
	ck_assert_uint_eq(n, 2);
	ck_assert_uint_eq(total, 3);
	ck_assert_str_eq(hits[0].article->id, "note.draft"); /* by title: "A draft …" */
	hits = kb_filter(kb, "reembolso", "es", NULL, 9, a, &n, NULL);
	ck_assert_uint_eq(n, 1);
	ck_assert_str_eq(hits[0].article->id, "policy.refunds");
}
END_TEST

START_TEST(kb__check__what_holds_between_articles)
{
	static const char *const languages[] = {"en", "es"};
	struct problems p;
	problems_init(&p);
	load("kb.yaml",
		HEAD
		"  - id: a\n    kind: procedure\n    audience: public\n    title: {en: A, es: A}\n"
		"    must_read: true\n    version: 2\n    review_by: 2026-01-01\n"
		"    body: {en: 'see [b](article:bb) and [i](article:inside)'}\n"
		"    links: [{article: insid}, {text: no.text}]\n"
		"  - id: inside\n    title: {en: I, es: I}\n    answer: {en: x, es: y}\n");
	struct library *empty = library_new();
	kb_check(kb, empty, languages, 2, "2026-11-22", &p);
	const char *told = rendered(&p);
	static const char *const wanted[] = {"body is missing in es", "has no answer",
		"does not say what has changed", "procedure without steps",
		"was to be reviewed by 2026-01-01", "leads to no article 'bb'",
		"leads to no article 'insid' (did you mean inside?)",
		"is public and leads to what is not public, article 'inside'",
		"leads to no text 'no.text'"};
	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
		ck_assert_msg(strstr(told, wanted[i]) != NULL, "%s in: %s", wanted[i], told);
	ck_assert_uint_eq(problems_count(&p), sizeof wanted / sizeof *wanted);
	problems_fini(&p);
	problems_init(&p);
	kb_check(kb, NULL, languages, 1, "2025-11-22", &p);
	ck_assert_ptr_null(strstr(rendered(&p), "no.text"));
	ck_assert_ptr_null(strstr(rendered(&p), "reviewed by"));
	problems_fini(&p);
	library_free(&empty);
}
END_TEST

static const char *snapshot(const char *id)
{
	struct strbuf out = STRBUF_INIT;
	kb_snapshot(kb_by_id(kb, id), &out);
	const char *copy = arena_strndup(a, out.buf, out.len);
	strbuf_fini(&out);
	return copy;
}

/* Another order in the file is the same edition; another word is not. */
START_TEST(kb__snapshot__says_all_and_nothing_of_the_file)
{
	load("kb.yaml",
		HEAD "  - id: a\n    title: {en: A, es: B}\n    body: {es: y, en: x}\n"
		     "  - title: {es: B, en: A}\n    body: {en: x, es: y}\n    id: b\n");
	const char *one = snapshot("a"), *two = snapshot("b");
	ck_assert_str_eq(one + strlen("id: a"), two + strlen("id: b"));
	ck_assert_ptr_nonnull(strstr(one, "[es]\ntitle: B\nbody: y\n"));
}
END_TEST

/* Each dead link of a body or answer at its own place, also the second of the same. */
START_TEST(kb__check__a_dead_link_is_told_where_it_stands)
{
	char path[] = "/tmp/carrel-kb-XXXXXX.yaml";
	int fd = mkstemps(path, 5);
	struct problems p;
	ck_assert_int_ge(fd, 0);
	dprintf(fd,
		"%s  - id: a\n    title: {en: A}\n    answer: {en: x}\n    body:\n      en: |\n"
		"        See [b](article:b) and\n        then [gone](article:gone).\n"
		"        Or [it](article:gone), or [again](article:gone).\n"
		"  - id: b\n    title: {en: B}\n    answer: {en: \"[x](article:gone)\"}\n"
		"    body: {en: x}\n",
		HEAD);
	kb_add_source(kb, path);
	kb_refresh(kb);
	problems_init(&p);
	kb_check(kb, NULL, NULL, 0, "2026-11-22", &p);
	const struct {
		int line, column;
	} places[] = {{9, 21}, {10, 17}, {10, 43}, {13, 23}};
	ck_assert_uint_eq(problems_count(&p), sizeof(places) / sizeof(*places));
	for (size_t i = 0; i < problems_count(&p); i++) {
		ck_assert_int_eq(problems_at(&p, i)->line, places[i].line);
		ck_assert_int_eq(problems_at(&p, i)->column, places[i].column);
	}
	problems_fini(&p);
	close(fd);
	unlink(path);
}
END_TEST

START_TEST(kb__refresh__a_broken_file_keeps_its_last_good_version)
{
	char path[] = "/tmp/carrel-kb-XXXXXX.yaml";
	int fd = mkstemps(path, 5);
	ck_assert_int_ge(fd, 0);
	dprintf(fd, "%s  - id: a\n    title: {en: A}\n    body: {en: x}\n", HEAD);
	kb_add_source(kb, path);
	ck_assert(kb_refresh(kb));
	unsigned long changes = kb_changes(kb);
	ck_assert(!kb_refresh(kb));
	dprintf(fd, "  - id: b\n    titel: {en: B}\n");
	ck_assert(!kb_refresh(kb));
	ck_assert_uint_eq(kb_count(kb), 1);
	ck_assert_uint_gt(problems_count(kb_problems(kb)), 0);
	ck_assert_uint_eq(kb_changes(kb), changes);
	ck_assert_int_eq(ftruncate(fd, 0), 0);
	lseek(fd, 0, SEEK_SET);
	dprintf(fd, "%s  - id: b\n    title: {en: B}\n    body: {en: x}\n", HEAD);
	ck_assert(kb_refresh(kb));
	ck_assert_ptr_nonnull(kb_by_id(kb, "b"));
	ck_assert_uint_eq(problems_count(kb_problems(kb)), 0);
	close(fd);
	unlink(path);
}
END_TEST

START_TEST(kb__sources__later_covers_earlier)
{
	load("one.yaml", HEAD "  - id: a\n    title: {en: First}\n    body: {en: x}\n");
	load("two.yaml", HEAD "  - id: a\n    title: {en: Second}\n    body: {en: x}\n");
	ck_assert_uint_eq(kb_count(kb), 1);
	ck_assert_str_eq(kb_text(&kb_by_id(kb, "a")->title, "en", NULL, NULL), "Second");
	ck_assert_uint_eq(problems_count(kb_problems(kb)), 0);
	load("three.yaml",
		HEAD "  - id: b\n    title: {en: B}\n    body: {en: x}\n"
		     "  - id: b\n    title: {en: C}\n    body: {en: x}\n");
	ck_assert_ptr_nonnull(strstr(rendered(kb_problems(kb)), "another article has this id"));
}
END_TEST

Suite *suite_kb(void);
Suite *suite_kb(void)
{
	Suite *s = suite_create("kb");
	TCase *t = tcase_create("core");
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, kb__read__a_whole_article);
	tcase_add_test(t, kb__text__the_chain);
	tcase_add_loop_test(t, kb__read__every_mistake_is_told_at_its_place, 0,
		sizeof mistakes / sizeof *mistakes);
	tcase_add_test(t, kb__visible__each_reader);
	tcase_add_test(t, kb__filter__finds_only_what_may_be_seen);
	tcase_add_test(t, kb__check__what_holds_between_articles);
	tcase_add_test(t, kb__snapshot__says_all_and_nothing_of_the_file);
	tcase_add_test(t, kb__check__a_dead_link_is_told_where_it_stands);
	tcase_add_test(t, kb__refresh__a_broken_file_keeps_its_last_good_version);
	tcase_add_test(t, kb__sources__later_covers_earlier);
	suite_add_tcase(s, t);
	return s;
}
