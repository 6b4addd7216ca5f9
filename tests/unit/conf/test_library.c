#include "carrel/arena.h"
#include "carrel/library.h"
#include "carrel/path.h"
#include "carrel/strbuf.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define HEAD "format: carrel-texts/1\ntexts:\n"

static struct library *lib;
static struct arena *arena;
static char dir[64];

static void setup(void)
{
	lib = library_new();
	arena = arena_new();
	strncpy(dir, "/tmp/carrel-library-XXXXXX", sizeof dir - 1);
	ck_assert_ptr_nonnull(mkdtemp(dir));
}

static void remove_file(const char *name)
{
	unlink(arena_printf(arena, "%s/%s", dir, name));
}

static void teardown(void)
{
	static const char *const names[] = {
		"a.yaml", "b.yaml", ".hidden.yaml", "notes.txt", "team/a.yaml"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		remove_file(names[i]);
	rmdir(arena_printf(arena, "%s/team", dir));
	rmdir(dir);
	library_free(&lib);
	arena_free(&arena);
}

static void write_file(const char *name, const char *text)
{
	struct err err = {0};
	const char *path = arena_printf(arena, "%s/%s", dir, name);
	ck_assert_int_eq(path_write_file(path, text, strlen(text), 0600, &err), RC_OK);
}

static void load(const char *text)
{
	library_add_memory(lib, "t.yaml", text, strlen(text));
	library_refresh(lib);
}

static const char *all(void)
{
	static struct strbuf out = STRBUF_INIT;
	strbuf_reset(&out);
	problems_render(library_problems(lib), &out);
	return out.buf;
}

static const char full[] =
	HEAD "  - id: billing.overcharge\n"
	     "    short: oc\n"
	     "    title: {en: Overcharged customer, es: Cobro de más, ca: Cobrament de més}\n"
	     "    topics: [billing, complaint]\n"
	     "    for: [reply, call, note]\n"
	     "    blanks:\n"
	     "      amount: {ask: Amount charged, type: money, range: [0.01, 500]}\n"
	     "      month: {ask: {en: Month}, choices: [May, June], default: June}\n"
	     "    text:\n"
	     "      es:\n"
	     "        formal: |\n"
	     "          Lamento el cargo de {amount}, {customer.name|señor o señora}.\n"
	     "        casual: Vaya, {amount} de más en {month}.\n"
	     "      ca: {formal: Em sap greu.}\n"
	     "      en: Sorry for the {amount}.\n"
	     "    say: {es: Lo siento.}\n"
	     "    then: [outcome solved, follow-up 2d]\n"
	     "    rights: [ES-CT]\n"
	     "    review_by: 2027-03-31\n"
	     "  - {id: router.replace, short: rr, title: {en: Router replacement, es: Cambio de "
	     "router},\n"
	     "     topics: [router], for: call, text: {en: We will replace it within days.}}\n"
	     "  - {id: router.reset, title: {en: 'Router reset, step by step', es: Reinicio},\n"
	     "     text: {en: Hold the button. An invoice comes later.}}\n";

START_TEST(library__read__a_whole_text)
{
	load(full);
	ck_assert_str_eq(all(), "");
	ck_assert_uint_eq(library_count(lib), 3);
	const struct library_text *t = library_by_short(lib, "oc");
	ck_assert_ptr_eq(t, library_by_id(lib, "billing.overcharge"));
	ck_assert_str_eq(langtext_get(&t->title, "ca"), "Cobrament de més");
	ck_assert_uint_eq(t->ntopics, 2);
	ck_assert_uint_eq(t->uses, LIBRARY_REPLY | LIBRARY_CALL | LIBRARY_NOTE);
	ck_assert_uint_eq(t->nblanks, 2);
	const struct library_blank *amount = library_blank(t, "amount");
	ck_assert_int_eq(amount->type, BLANK_MONEY);
	ck_assert(amount->has_range);
	ck_assert_double_eq_tol(amount->min, 0.01, 1e-9);
	const struct library_blank *month = library_blank(t, "month");
	ck_assert_int_eq(month->type, BLANK_CHOICE);
	ck_assert_str_eq(month->default_text, "June");
	ck_assert_ptr_null(library_blank(t, "zebra"));
	ck_assert_uint_eq(t->nvariants, 4);
	ck_assert_str_eq(langtext_get(&t->say, "es"), "Lo siento.");
	ck_assert_str_eq(t->then[1], "follow-up 2d");
	ck_assert_str_eq(t->rights[0], "ES-CT");
	ck_assert_str_eq(t->review_by, "2027-03-31");
	ck_assert_int_eq(t->line, 3);
	ck_assert_uint_eq(library_by_id(lib, "router.reset")->uses, LIBRARY_EVERYWHERE);
	ck_assert_ptr_null(library_by_id(lib, "router.rest"));
	ck_assert_ptr_null(library_by_short(lib, ""));
}
END_TEST

START_TEST(library__variant__the_chain)
{
	load(full);
	const struct library_text *t = library_by_short(lib, "oc");
	static const struct {
		const char *language;
		enum text_tone tone;
		const char *fallback, *got;
		enum text_tone got_tone;
	} table[] = {
		{"es", TEXT_FORMAL, "en", "es", TEXT_FORMAL},
		{"es", TEXT_CASUAL, "en", "es", TEXT_CASUAL},
		{"es-MX", TEXT_CASUAL, "en", "es", TEXT_CASUAL},
		{"ca", TEXT_CASUAL, "en", "ca", TEXT_FORMAL},
		{"en", TEXT_CASUAL, "es", "en", TEXT_ANY_TONE},
		{"fr", TEXT_CASUAL, "es", "es", TEXT_CASUAL},
		{"fr", TEXT_FORMAL, "de", "en", TEXT_ANY_TONE},
		{NULL, TEXT_FORMAL, NULL, "en", TEXT_ANY_TONE},
	};
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		const struct library_variant *v =
			library_variant(t, table[i].language, table[i].tone, table[i].fallback);
		ck_assert_msg(
			strcmp(v->language, table[i].got) == 0, "row %zu: %s", i, v->language);
		ck_assert_int_eq(v->tone, table[i].got_tone);
	}
	ck_assert_str_eq(library_variant(t, "es", TEXT_FORMAL, NULL)->text,
		"Lamento el cargo de {amount}, {customer.name|señor o señora}.");
}
END_TEST

START_TEST(library__add_memory__a_nul_inside_is_refused_not_the_end)
{
	static const char text[] = HEAD "  - {id: a\0b}\n";
	library_add_memory(lib, "t.yaml", text, sizeof text - 1);
	library_refresh(lib);
	ck_assert_ptr_nonnull(strstr(all(), "t.yaml:3:11: this is not YAML: control characters"));
}
END_TEST

static const char *filter(const char *typed, const char *language, unsigned uses)
{
	size_t n, total;
	const struct library_text **hits =
		library_filter(lib, typed, language, uses, 10, arena, &n, &total);
	ck_assert_uint_eq(n, total);
	struct strbuf out = STRBUF_INIT;
	for (size_t i = 0; i < n; i++)
		strbuf_addf(&out, "%s%s", i ? " " : "", hits[i]->id);
	const char *text = arena_strdup(arena, out.buf);
	strbuf_fini(&out);
	return text;
}

START_TEST(library__filter__ranks)
{
	load(full);
	ck_assert_str_eq(filter("oc", "en", LIBRARY_EVERYWHERE), "billing.overcharge");
	ck_assert_str_eq(filter("rou", "en", LIBRARY_EVERYWHERE), "router.replace router.reset");
	ck_assert_str_eq(filter("ROUTER res", "en", LIBRARY_EVERYWHERE), "router.reset");
	ck_assert_str_eq(filter("cobro mas", "es", LIBRARY_EVERYWHERE), "billing.overcharge");
	ck_assert_str_eq(filter("vaya", "es", LIBRARY_EVERYWHERE), "");
	ck_assert_str_eq(filter("lamento", "es", LIBRARY_EVERYWHERE), "billing.overcharge");
	ck_assert_str_eq(filter("overcharged", "es", LIBRARY_EVERYWHERE), "billing.overcharge");
	ck_assert_str_eq(filter("invoice", "en", LIBRARY_EVERYWHERE), "router.reset");
	ck_assert_str_eq(filter("zebra", "en", LIBRARY_EVERYWHERE), "");
	ck_assert_str_eq(filter("", "en", LIBRARY_EVERYWHERE),
		"billing.overcharge router.replace router.reset");
	ck_assert_str_eq(filter("", "es", LIBRARY_EVERYWHERE),
		"router.replace billing.overcharge router.reset");
	ck_assert_str_eq(filter("rou", "en", LIBRARY_NOTE), "router.reset");
	/* A short name wins over a title that begins alike. */
	ck_assert_str_eq(filter("r", "en", LIBRARY_CALL), "router.replace router.reset");
}
END_TEST

START_TEST(library__filter__limit_and_total)
{
	load(full);
	size_t n, total;
	const struct library_text **hits =
		library_filter(lib, "", "en", LIBRARY_EVERYWHERE, 2, arena, &n, &total);
	ck_assert_uint_eq(n, 2);
	ck_assert_uint_eq(total, 3);
	ck_assert_str_eq(hits[0]->id, "billing.overcharge");
}
END_TEST

START_TEST(library__warm__in_slices)
{
	load(full);
	ck_assert(library_warm(lib, "es", 2));
	ck_assert(!library_warm(lib, "es", 2));
	ck_assert(!library_warm(lib, "es", 2));
	/* More languages than are kept: the oldest makes room and comes back. */
	static const char *const languages[] = {"es", "ca", "en", "fr", "de", "es"};
	for (size_t i = 0; i < sizeof languages / sizeof *languages; i++)
		ck_assert_uint_gt(strlen(filter("router", languages[i], LIBRARY_EVERYWHERE)), 0);
}
END_TEST

START_TEST(library__read__every_mistake_is_told)
{
	load(HEAD "  - id: A b\n"
		  "    short: has space\n"
		  "    titel: x\n"
		  "    for: [call, mial]\n"
		  "    blanks:\n"
		  "      amount: {type: mony, range: [5, 1]}\n"
		  "      day: {ask: x, choices: [a], default: b}\n"
		  "      w: {ask: x, range: [1, 2]}\n"
		  "    text:\n"
		  "      spanish: x\n"
		  "      es: {formal: 'Hay {amuont} y {', polite: x}\n"
		  "      en: ''\n"
		  "    say: {en: '{nothing}'}\n"
		  "    review_by: soon\n"
		  "  - just words\n");
	static const char *const expected[] = {
		"t.yaml:3:9: texts[0].id: 'A b' may have only",
		"t.yaml:4:12: texts[0].short: must be one short word",
		"t.yaml:5:5: texts[0].titel: there is no such key (did you mean title?)",
		"texts[0]: the key `title` is missing",
		"texts[0].for[1]: 'mial' is not known",
		"texts[0].blanks.amount: the key `ask` is missing",
		"texts[0].blanks.amount.type: 'mony' is not known (did you mean money?)",
		"texts[0].blanks.day.default: 'b' is not among the choices",
		"texts[0].blanks.w.range: only a number or money has a range",
		"texts[0].text.spanish: 'spanish' is no language code",
		"texts[0].text.es.polite: there is no such key",
		"texts[0].text.es.formal: {amuont} is not among the blanks (did you mean "
		"{amount}?)",
		"texts[0].text.es.formal: a brace opens nothing",
		"texts[0].text.en: there is no text",
		"texts[0].say.en: {nothing} is not among the blanks",
		"texts[0].review_by: 'soon' is no date",
		"t.yaml:17:5: texts[1]: must be a map",
	};
	for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
		ck_assert_msg(strstr(all(), expected[i]), "'%s' not in\n%s", expected[i], all());
	ck_assert_uint_eq(library_count(lib), 0);
}
END_TEST

static const char one[] = HEAD "  - {id: a.one, short: a, title: One, text: {en: First}}\n";
static const char two[] = HEAD "  - {id: a.one, short: a, title: One, text: {en: Second one}}\n";
static const char bad[] = HEAD "  - {id: a.one, short: a, title: One, txt: {en: Third version}}\n";

static const char *text_of(const char *id)
{
	const struct library_text *t = library_by_id(lib, id);
	return t ? library_variant(t, "en", TEXT_FORMAL, NULL)->text : "";
}

START_TEST(library__refresh__follows_the_files)
{
	library_add_source(lib, dir);
	ck_assert(!library_refresh(lib));
	write_file("a.yaml", one);
	write_file(".hidden.yaml", bad);
	write_file("notes.txt", "nothing");
	ck_assert(library_refresh(lib));
	ck_assert_str_eq(all(), "");
	ck_assert_str_eq(text_of("a.one"), "First");
	ck_assert(!library_refresh(lib));
	write_file("a.yaml", two);
	ck_assert(library_refresh(lib));
	ck_assert_str_eq(text_of("a.one"), "Second one");
	remove_file("a.yaml");
	ck_assert(library_refresh(lib));
	ck_assert_uint_eq(library_count(lib), 0);
}
END_TEST

START_TEST(library__refresh__in_slices)
{
	bool more = false;
	library_add_source(lib, dir);
	write_file("a.yaml", one);
	write_file("b.yaml", HEAD "  - {id: a.two, title: Two, text: {en: Two}}\n");
	ck_assert(library_refresh_some(lib, 1, &more));
	ck_assert(more);
	ck_assert_uint_eq(library_count(lib), 0); /* all or nothing at first */
	ck_assert(library_refresh_some(lib, 1, &more));
	ck_assert(!more);
	ck_assert_uint_eq(library_count(lib), 2);
	ck_assert(!library_refresh_some(lib, 1, &more));
	ck_assert(!more);
	write_file("c.yaml", HEAD "  - {id: a.three, title: Three, text: {en: Three}}\n");
	write_file("d.yaml", HEAD "  - {id: a.four, title: Four, text: {en: Four}}\n");
	ck_assert(library_refresh_some(lib, 1, &more));
	ck_assert(more);
	ck_assert_uint_eq(library_count(lib), 3); /* later, each as it comes */
}
END_TEST

START_TEST(library__refresh__a_broken_file_keeps_its_last_good_version)
{
	library_add_source(lib, dir);
	write_file("a.yaml", one);
	ck_assert(library_refresh(lib));
	write_file("a.yaml", bad);
	ck_assert(!library_refresh(lib));
	ck_assert_str_eq(text_of("a.one"), "First");
	ck_assert_uint_eq(problems_count(library_problems(lib)), 2);
	ck_assert(!library_refresh(lib));
	ck_assert_uint_eq(problems_count(library_problems(lib)), 2);
	write_file("a.yaml", two);
	ck_assert(library_refresh(lib));
	ck_assert_str_eq(all(), "");
	ck_assert_str_eq(text_of("a.one"), "Second one");
}
END_TEST

START_TEST(library__sources__later_covers_earlier)
{
	struct err err = {0};
	const char *team = arena_printf(arena, "%s/team", dir);
	ck_assert_int_eq(path_make_dirs(team, 0700, &err), RC_OK);
	library_add_memory(lib, "shipped", one, strlen(one));
	library_add_source(lib, team);
	ck_assert(library_refresh(lib));
	ck_assert_str_eq(text_of("a.one"), "First");
	write_file("team/a.yaml", two);
	ck_assert(library_refresh(lib));
	ck_assert_str_eq(text_of("a.one"), "Second one");
	ck_assert_str_eq(all(), "");
	ck_assert_uint_eq(library_count(lib), 1);
}
END_TEST

START_TEST(library__index__the_same_twice_in_one_source)
{
	library_add_source(lib, dir);
	write_file("a.yaml", one);
	write_file("b.yaml",
		HEAD "  - {id: a.one, title: Again, text: {en: Other}}\n"
		     "  - {id: a.two, short: a, title: Two, text: {en: Two}}\n");
	ck_assert(library_refresh(lib));
	ck_assert_str_eq(text_of("a.one"), "First");
	ck_assert_str_eq(library_by_short(lib, "a")->id, "a.one");
	ck_assert_ptr_nonnull(strstr(all(), "b.yaml:3:1: a.one: another text has this id"));
	ck_assert_ptr_nonnull(
		strstr(all(), "b.yaml:4:1: a.two: the short name 'a' already stands"));
	ck_assert_uint_eq(problems_count(library_problems(lib)), 2);
}
END_TEST

START_TEST(library__sources__a_missing_one_is_a_problem_not_an_end)
{
	library_add_source(lib, "/nonexistent/texts");
	load(one);
	ck_assert_str_eq(text_of("a.one"), "First");
	ck_assert_ptr_nonnull(strstr(all(), "/nonexistent/texts: cannot be read"));
}
END_TEST

START_TEST(library__topics__titles_by_language_and_who_covers_whom)
{
	static const char shared[] = "format: carrel-texts/1\ntopics:\n"
				     "  late: {en: late parcels, ca: paquets amb retard}\n"
				     "  moved: {en: moving home}\n";
	static const char team[] = "format: carrel-texts/1\nscope: team\ntopics:\n"
				   "  late: {en: delays, es: retrasos}\n";
	library_add_memory(lib, "shared", shared, strlen(shared));
	library_refresh(lib);
	ck_assert_str_eq(all(), "");
	ck_assert_str_eq(library_topic_title(lib, "late", "ca"), "paquets amb retard");
	ck_assert_str_eq(library_topic_title(lib, "late", "es"), "late parcels");
	ck_assert_ptr_null(library_topic_title(lib, "lat", "en"));
	ck_assert(library_topic_is_called(lib, "late", "paquets amb retard", arena));
	ck_assert(library_topic_is_called(lib, "late", "late parcels", arena));
	ck_assert(!library_topic_is_called(lib, "moved", "late parcels", arena));
	ck_assert(!library_topic_is_called(lib, "nothing", "late parcels", arena));
	write_file("a.yaml", team);
	library_add_scoped(lib, dir, LIBRARY_TEAM);
	library_refresh(lib);
	ck_assert_str_eq(library_topic_title(lib, "late", "es"), "retrasos");
	ck_assert_str_eq(library_topic_title(lib, "moved", "es"), "moving home");
}
END_TEST

START_TEST(library__topics__must_be_a_map_of_words)
{
	load("format: carrel-texts/1\ntopics: [late]\n");
	ck_assert_ptr_nonnull(strstr(all(), "t.yaml:2:9: topics: must be a map"));
}
END_TEST

Suite *suite_library(void);
Suite *suite_library(void)
{
	Suite *s = suite_create("library");
	TCase *t = tcase_create("core");
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, library__read__a_whole_text);
	tcase_add_test(t, library__add_memory__a_nul_inside_is_refused_not_the_end);
	tcase_add_test(t, library__variant__the_chain);
	tcase_add_test(t, library__filter__ranks);
	tcase_add_test(t, library__filter__limit_and_total);
	tcase_add_test(t, library__warm__in_slices);
	tcase_add_test(t, library__read__every_mistake_is_told);
	tcase_add_test(t, library__refresh__follows_the_files);
	tcase_add_test(t, library__refresh__in_slices);
	tcase_add_test(t, library__refresh__a_broken_file_keeps_its_last_good_version);
	tcase_add_test(t, library__sources__later_covers_earlier);
	tcase_add_test(t, library__index__the_same_twice_in_one_source);
	tcase_add_test(t, library__sources__a_missing_one_is_a_problem_not_an_end);
	tcase_add_test(t, library__topics__titles_by_language_and_who_covers_whom);
	tcase_add_test(t, library__topics__must_be_a_map_of_words);
	suite_add_tcase(s, t);
	return s;
}
