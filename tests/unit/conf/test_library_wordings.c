/* Which wording is chosen and why, texts within texts, rights, links, manners, whose a text is. */
#include "carrel/arena.h"
#include "carrel/library.h"
#include "carrel/path.h"
#include "carrel/strbuf.h"
#include "carrel/textfill.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define HEAD "format: carrel-texts/1\ntexts:\n"

static struct library *lib;
static struct arena *arena;

static void setup(void)
{
	lib = library_new();
	arena = arena_new();
}

static void teardown(void)
{
	library_free(&lib);
	arena_free(&arena);
}

static void load(const char *text)
{
	library_add_memory(lib, "t.yaml", text, strlen(text));
	library_refresh(lib);
}

static const char *all(void)
{
	struct strbuf out = STRBUF_INIT;
	problems_render(library_problems(lib), &out);
	const char *said = arena_strdup(arena, out.buf);
	strbuf_fini(&out);
	return said;
}

static const char many[] = HEAD "  - id: a\n"
				"    title: A\n"
				"    text:\n"
				"      es:\n"
				"        formal:\n"
				"          any: es formal\n"
				"          simple: es formal simple\n"
				"        casual: es casual\n"
				"        mail:\n"
				"          any: es mail\n"
				"          casual: es mail casual\n"
				"        detailed: es detailed\n"
				"      ca: {chat: ca chat, call: {formal: ca call formal}}\n"
				"      en: en\n";

struct wish_row {
	const char *language, *fallback;
	enum text_tone tone;
	enum text_channel channel;
	enum text_level level;
	const char *want, *said;
};

START_TEST(library_choose__every_step_of_the_chain)
{
	static const struct wish_row rows[] = {
		{"es", NULL, TEXT_FORMAL, TEXT_CHAT, TEXT_ANY_LEVEL, "es formal", "es, formal"},
		{"es", NULL, TEXT_CASUAL, TEXT_CHAT, TEXT_ANY_LEVEL, "es casual", "es, casual"},
		{"es", NULL, TEXT_CASUAL, TEXT_MAIL, TEXT_ANY_LEVEL, "es mail casual",
			"es, casual, for mail"},
		{"es", NULL, TEXT_FORMAL, TEXT_MAIL, TEXT_ANY_LEVEL, "es mail",
			"es, for both tones, for mail"},
		{"es", NULL, TEXT_FORMAL, TEXT_CALL, TEXT_SIMPLE, "es formal simple",
			"es, formal, simple"},
		/* Nothing simple for casual: the tone is kept, the level is not. */
		{"es", NULL, TEXT_CASUAL, TEXT_CALL, TEXT_SIMPLE, "es casual",
			"es, casual; there is no wording that is simple"},
		{"es", NULL, TEXT_CASUAL, TEXT_CALL, TEXT_DETAILED, "es detailed",
			"es, for both tones, detailed"},
		{"es-MX", NULL, TEXT_FORMAL, TEXT_CHAT, TEXT_ANY_LEVEL, "es formal", "es, formal"},
		/* Only for other channels: better that than another language. */
		{"ca", NULL, TEXT_FORMAL, TEXT_MAIL, TEXT_ANY_LEVEL, "ca call formal",
			"ca, formal, for calls; there is none for mail"},
		{"ca", NULL, TEXT_CASUAL, TEXT_CALL, TEXT_ANY_LEVEL, "ca call formal",
			"ca, formal, for calls; there is no wording that is casual"},
		{"fr", "ca-ES", TEXT_FORMAL, TEXT_CHAT, TEXT_ANY_LEVEL, "ca chat",
			"ca (the centre's language), for both tones, for chat"},
		{"fr", NULL, TEXT_FORMAL, TEXT_CHAT, TEXT_ANY_LEVEL, "en",
			"en (for want of another language), for both tones"},
		{NULL, NULL, TEXT_ANY_TONE, TEXT_ANY_CHANNEL, TEXT_ANY_LEVEL, "en",
			"en (for want of another language), for both tones"},
	};
	load(many);
	ck_assert_str_eq(all(), "");
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct library_wish wish = {.language = rows[i].language,
			.fallback = rows[i].fallback,
			.tone = rows[i].tone,
			.channel = rows[i].channel,
			.level = rows[i].level};
		struct library_choice c = library_choose(library_by_id(lib, "a"), &wish);
		struct strbuf said = STRBUF_INIT;
		library_choice_say(&c, &wish, &said);
		ck_assert_msg(
			strcmp(c.variant->text, rows[i].want) == 0, "%zu: %s", i, c.variant->text);
		ck_assert_msg(strcmp(said.buf, rows[i].said) == 0, "%zu: %s", i, said.buf);
		strbuf_fini(&said);
	}
	ck_assert_uint_eq(library_levels(library_by_id(lib, "a"), "es"),
		1u << TEXT_SIMPLE | 1u << TEXT_DETAILED);
	ck_assert_uint_eq(library_levels(library_by_id(lib, "a"), "en"), 0);
}
END_TEST

START_TEST(library_choose__a_tone_of_the_text_goes_first)
{
	load(HEAD "  - {id: a, title: A, tone: formal, text: {en: {casual: c, formal: f}}}\n"
		  "  - {id: b, title: B, text: {de: {casual: c}}}\n");
	struct library_wish wish = {.language = "en", .tone = TEXT_CASUAL};
	ck_assert_str_eq(library_choose(library_by_id(lib, "a"), &wish).variant->text, "f");
	struct library_choice c = library_choose(library_by_id(lib, "b"), &wish);
	ck_assert_int_eq(c.language, LANGUAGE_FIRST);
	ck_assert_int_eq(c.tone, FIT_EXACT);
}
END_TEST

START_TEST(library_read__wordings__what_cannot_be)
{
	load(HEAD "  - id: a\n"
		  "    title: A\n"
		  "    text:\n"
		  "      es: {formal: {casual: x}, mail: {chat: x}, simple: {detailed: x}}\n"
		  "      ca: {mail: {formal: x}, formal: {mail: y}}\n"
		  "      en: {any: {mail: x}, mial: x, chat: {}}\n");
	static const char *const said[] = {
		"t.yaml:6:29: texts[0].text.es.formal.casual: a tone was",
		"a channel was already said above", "a level was already said above",
		"t.yaml:7:46: texts[0].text.ca.formal.mail: there is another wording for the same",
		"`any` is followed by the text itself", "(did you mean mail?)",
		"texts[0].text.en.chat: there is no text"};
	for (size_t i = 0; i < sizeof said / sizeof *said; i++)
		ck_assert_msg(strstr(all(), said[i]) != NULL, "no '%s' in\n%s", said[i], all());
}
END_TEST

/* ---- texts within texts --------------------------------------------------------------------- */

static const char nested[] =
	HEAD "  - {id: hello, title: H, blanks: {who: {ask: Who}, n: {ask: N}},\n"
	     "     text: {en: {formal: \"Good morning, {who}.\", casual: \"Hi {who}, {n}!\"}}}\n"
	     "  - id: offer\n"
	     "    title: O\n"
	     "    blanks: {price: {ask: Price, type: money}, n: {ask: How many, type: number}}\n"
	     "    text: {en: \"{price}? {>hello} {n} of {{>hello} {customer.name|}\"}\n";

START_TEST(library_body__a_text_within_a_text)
{
	load(nested);
	ck_assert_str_eq(all(), "");
	const struct library_text *t = library_by_id(lib, "offer");
	struct library_wish wish = {.language = "en", .tone = TEXT_CASUAL};
	struct library_choice choice;
	size_t n;
	const char *body = library_body(lib, t, &wish, arena, &choice);
	ck_assert_str_eq(body, "{price}? Hi {who}, {n}! {n} of {{>hello} {customer.name|}");
	const struct library_blank *const *blanks = library_body_blanks(lib, t, body, arena, &n);
	ck_assert_uint_eq(n, 3);
	ck_assert_str_eq(blanks[0]->name, "price");
	ck_assert_str_eq(blanks[1]->name, "who");
	ck_assert_ptr_eq(blanks[2], library_blank(t, "n"));
	t = library_by_id(lib, "hello");
	ck_assert_ptr_eq(library_body(lib, t, &wish, arena, &choice), choice.variant->text);
}
END_TEST

START_TEST(library_nests__never_go_round)
{
	load(HEAD "  - {id: a, title: A, text: {en: \"{>b}\"}}\n"
		  "  - {id: b, title: B, text: {en: \"{>a}\"}}\n"
		  "  - {id: c, title: C, text: {en: \"me: {>c}\"}}\n"
		  "  - {id: d, title: D, text: {en: \"x {>nowhere} {>e}\"}}\n"
		  "  - {id: e, title: E, text: {en: E}}\n");
	ck_assert_str_eq(all(),
		"t.yaml:3:35: a: {>b}: that text puts in another one itself; only one level is put "
		"in\n"
		"t.yaml:4:35: b: {>a}: that text puts in another one itself; only one level is put "
		"in\n"
		"t.yaml:5:39: c: {>c}: a text cannot put in itself\n"
		"t.yaml:6:37: d: {>nowhere}: there is no such text to put in\n");
	struct library_wish wish = {.language = "en"};
	struct library_choice choice;
	static const struct {
		const char *id, *body;
	} rows[] = {{"a", "{>a}"}, {"b", "{>b}"}, {"c", "me: {>c}"}, {"d", "x {>nowhere} E"}};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct vec gaps = {.size = sizeof(struct textfill_gap)};
		const char *body =
			library_body(lib, library_by_id(lib, rows[i].id), &wish, arena, &choice);
		ck_assert_str_eq(body, rows[i].body);
		ck_assert_uint_eq(textfill_scan(body, strlen(body), arena, &gaps), 1);
		vec_fini(&gaps);
	}
}
END_TEST

START_TEST(library_nests__in_a_block__are_found_in_their_line)
{
	load(HEAD "  - id: a\n"
		  "    title: A\n"
		  "    text:\n"
		  "      en: |\n"
		  "        First line.\n"
		  "        And {>gone}.\n");
	ck_assert_str_eq(all(), "t.yaml:8:13: a: {>gone}: there is no such text to put in\n");
}
END_TEST

/* ---- rights, links, manners ----------------------------------------------------------------- */

START_TEST(library_rights__read_and_found)
{
	load("format: carrel-texts/1\n"
	     "rights:\n"
	     "  - id: ES-WITHDRAWAL\n"
	     "    title: {en: Fourteen days, es: Catorce días}\n"
	     "    text: You may send it back.\n"
	     "    law: TRLGDCU, arts. 102-108\n"
	     "    source: https://www.boe.es/buscar/act.php?id=BOE-A-2007-20555\n"
	     "    territory: [ES]\n"
	     "    topics: returns\n"
	     "    review_by: 2027-06-30\n"
	     "  - {id: ES-ADR, title: T, text: T, law: L}\n");
	ck_assert_str_eq(all(), "");
	ck_assert_uint_eq(library_count(lib), 0);
	ck_assert_uint_eq(library_right_count(lib), 2);
	ck_assert_str_eq(library_right_at(lib, 0)->id, "ES-ADR");
	const struct library_right *r = library_right(lib, "ES-WITHDRAWAL");
	ck_assert_str_eq(langtext_get(&r->title, "es"), "Catorce días");
	ck_assert_str_eq(r->territory[0], "ES");
	ck_assert_str_eq(r->topics[0], "returns");
	ck_assert_int_eq(r->line, 3);
	ck_assert_ptr_null(library_right(lib, "ES"));
}
END_TEST

START_TEST(library_links__by_kind)
{
	load(HEAD "  - id: a\n"
		  "    title: A\n"
		  "    text: {en: A}\n"
		  "    links:\n"
		  "      - {kind: web, to: \"https://example.org/x\", label: {en: Terms}}\n"
		  "      - {kind: text, to: a}\n"
		  "      - {kind: article, to: kb.one}\n"
		  "      - {kind: form, to: refund}\n"
		  "      - {kind: phone, to: \"+34900100200\"}\n"
		  "      - {kind: mail, to: help@example.org}\n");
	ck_assert_str_eq(all(), "");
	const struct library_text *t = library_by_id(lib, "a");
	ck_assert_uint_eq(t->nlinks, LINK_KINDS);
	for (size_t i = 0; i < LINK_KINDS; i++)
		ck_assert_uint_eq(t->links[i].kind, i);
	ck_assert_str_eq(langtext_get(&t->links[0].label, "es"), "Terms");
	ck_assert_int_eq(t->links[5].line, 12);
}
END_TEST

START_TEST(text_emoji_count__as_people_count)
{
	static const struct {
		const char *text;
		size_t n;
	} rows[] = {{"", 0}, {"plain ñ € ✓ © 5", 0}, {"👍", 1}, {"👍🏽", 1}, {"🇪🇸", 1},
		{"🇪🇸🇫🇷", 2}, {"👨‍👩‍👧", 1}, {"❤️", 1}, {"1️⃣ and 2️⃣", 2},
		{"✅🎉", 2}, {"☎", 0}, {"☎️", 1}};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		ck_assert_msg(text_emoji_count(rows[i].text) == rows[i].n, "'%s': %zu",
			rows[i].text, text_emoji_count(rows[i].text));
}
END_TEST

START_TEST(library_manners__of_a_file)
{
	load("format: carrel-texts/1\n"
	     "emoji: {chat: none, mail: free}\n"
	     "limits: {message: 160}\n"
	     "texts:\n"
	     "  - {id: a, title: A, text: {en: A}}\n");
	ck_assert_str_eq(all(), "");
	const struct library_text *t = library_by_id(lib, "a");
	ck_assert(!library_emoji_allowed(t, TEXT_CHAT, 1));
	ck_assert(library_emoji_allowed(t, TEXT_MAIL, 9));
	ck_assert(library_emoji_allowed(t, TEXT_MESSAGE, 1));
	ck_assert_uint_eq(t->manners->limit[TEXT_MESSAGE], 160);
	ck_assert(library_emoji_allowed(NULL, TEXT_CHAT, 1));
	ck_assert(!library_emoji_allowed(NULL, TEXT_CHAT, 2));
	ck_assert(!library_emoji_allowed(NULL, TEXT_MAIL, 1));
	ck_assert(library_emoji_allowed(NULL, TEXT_MAIL, 0));
}
END_TEST

/* ---- whose ---------------------------------------------------------------------------------- */

static const char *folder_with(const char *dir, const char *name, const char *text)
{
	struct err err = {0};
	const char *folder = arena_printf(arena, "%s/%s", dir, name);
	ck_assert_int_eq(path_make_dirs(folder, 0700, &err), RC_OK);
	const char *path = arena_printf(arena, "%s/a.yaml", folder);
	ck_assert_int_eq(path_write_file(path, text, strlen(text), 0600, &err), RC_OK);
	return folder;
}

START_TEST(library_scope__personal_over_team_over_shared)
{
	char dir[] = "/tmp/carrel-scope-XXXXXX";
	ck_assert_ptr_nonnull(mkdtemp(dir));
	const char *own = folder_with(dir, "own",
		HEAD "  - {id: a, title: Own, text: {en: own}}\n"
		     "  - {id: b, title: Off, active: false, text: {en: off}}\n");
	const char *team =
		folder_with(dir, "team", HEAD "  - {id: a, title: Team, text: {en: team}}\n");
	const char *shared = folder_with(dir, "shared",
		HEAD "  - {id: a, title: Shared, text: {en: shared}}\n"
		     "  - {id: b, title: B, text: {en: b}}\n");
	library_add_scoped(lib, own, LIBRARY_PERSONAL); /* whose it is counts, not the order */
	library_add_scoped(lib, arena_printf(arena, "%s/later", dir), LIBRARY_PERSONAL);
	library_add_scoped(lib, team, LIBRARY_TEAM);
	library_add_source(lib, shared);
	library_refresh(lib);
	ck_assert_str_eq(all(), "");
	const struct library_text *t = library_by_id(lib, "a");
	ck_assert_int_eq(t->scope, LIBRARY_PERSONAL);
	ck_assert_str_eq(library_covered(lib, t)->variants[0].text, "team");
	t = library_covered(lib, t);
	t = library_covered(lib, t);
	ck_assert_int_eq(t->scope, LIBRARY_SHARED);
	ck_assert_ptr_null(library_covered(lib, t));
	ck_assert_ptr_null(library_by_id(lib, "b")); /* hidden with the one it covers */
	ck_assert_uint_eq(library_count(lib), 1);
	folder_with(dir, "later", HEAD "  - {id: c, title: C, text: {en: c}}\n");
	folder_with(dir, "own", HEAD "scope: shared\n");
	folder_with(dir, "own",
		"format: carrel-texts/1\nscope: shared\ntexts:\n"
		"  - {id: a, title: Own, text: {en: wide}}\n");
	ck_assert(library_refresh(lib));
	ck_assert_ptr_nonnull(library_by_id(lib, "c"));
	ck_assert_ptr_nonnull(strstr(all(), "lies in a personal folder and cannot be shared"));
	const char *const *stale;
	ck_assert_uint_eq(library_stale_files(lib, arena, &stale), 1);
	ck_assert_str_eq(stale[0], arena_printf(arena, "%s/a.yaml", own));
	ck_assert_str_eq(library_by_id(lib, "a")->variants[0].text, "own");
	static const char *const names[] = {"own", "team", "shared", "later"};
	for (size_t i = 0; i < 4; i++) {
		unlink(arena_printf(arena, "%s/%s/a.yaml", dir, names[i]));
		rmdir(arena_printf(arena, "%s/%s", dir, names[i]));
	}
	rmdir(dir);
}
END_TEST

Suite *suite_library_wordings(void);
Suite *suite_library_wordings(void)
{
	Suite *s = suite_create("library_wordings");
	TCase *tc = tcase_create("core");
	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, library_choose__every_step_of_the_chain);
	tcase_add_test(tc, library_choose__a_tone_of_the_text_goes_first);
	tcase_add_test(tc, library_read__wordings__what_cannot_be);
	tcase_add_test(tc, library_body__a_text_within_a_text);
	tcase_add_test(tc, library_nests__never_go_round);
	tcase_add_test(tc, library_nests__in_a_block__are_found_in_their_line);
	tcase_add_test(tc, library_rights__read_and_found);
	tcase_add_test(tc, library_links__by_kind);
	tcase_add_test(tc, text_emoji_count__as_people_count);
	tcase_add_test(tc, library_manners__of_a_file);
	tcase_add_test(tc, library_scope__personal_over_team_over_shared);
	suite_add_tcase(s, tc);
	return s;
}
