/* What is shipped in share/ must be as good as what the manual asks of others. Run from the top
 * of the source tree, as every test is. */
#include "carrel/arena.h"
#include "carrel/config.h"
#include "carrel/kb.h"
#include "carrel/library.h"
#include "carrel/library_check.h"
#include "carrel/path.h"
#include "carrel/scenario_file.h"
#include "carrel/strbuf.h"
#include "carrel/textfill.h"

#include <check.h>
#include <ctype.h>
#include <glob.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
	TEXTS_LEAST = 66,
	RIGHTS_LEAST = 14,
	ARTICLES_LEAST = 12,
	SAY_WORDS_MOST = 15,
	FILE_MOST = 1 << 20,
	LANGUAGES = 3
};

static const char *const languages[LANGUAGES] = {"en", "es", "ca"};

static struct library *library;

static void setup(void)
{
	library = library_new();
	library_add_source(library, "share/texts");
	library_refresh(library);
}

static void teardown(void)
{
	library_free(&library);
}

static bool is_one_of(const char *word, const char *const *list)
{
	for (; *list; list++)
		if (strcmp(*list, word) == 0)
			return true;
	return false;
}

static bool in_all_languages(const struct langtext *w)
{
	for (size_t i = 0; i < LANGUAGES; i++) {
		const struct langtext_entry *e = langtext_find(w, languages[i]);
		if (!e || strcmp(e->language, languages[i]) != 0 || !*e->text)
			return false;
	}
	return w->n == LANGUAGES;
}

static const char *variant_text(const struct library_text *t, const char *language, int tone)
{
	for (size_t i = 0; i < t->nvariants; i++)
		if ((int)t->variants[i].tone == tone &&
			strcmp(t->variants[i].language, language) == 0)
			return t->variants[i].text;
	return NULL;
}

/* Words of the longest sentence. What stands in braces is one word, dots and all. */
static int longest_sentence(const char *text)
{
	int words = 0, most = 0;
	bool in_word = false;
	for (const char *p = text; *p; p++) {
		if (*p == '{')
			p += strcspn(p, "}") - 1;
		bool space = isspace((unsigned char)*p);
		words += !space && !in_word;
		in_word = !space;
		if (words > most)
			most = words;
		if (strchr(".!?;", *p)) {
			words = 0;
			in_word = false;
		}
	}
	return most;
}

/* The platform of Regulation (EU) 524/2013 closed on 20 July 2025: a link to it misleads. */
static bool links_closed_platform(const char *text)
{
	return strcasestr(text, "consumers/odr") || strcasestr(text, "/odr");
}

/* ---- texts ---------------------------------------------------------------------------------- */

START_TEST(share__texts__without_problems)
{
	struct strbuf said = STRBUF_INIT;
	problems_render(library_problems(library), &said);
	ck_assert_msg(problems_count(library_problems(library)) == 0, "%s", said.buf);
	ck_assert_uint_ge(library_count(library), TEXTS_LEAST);
	strbuf_fini(&said);
}
END_TEST

/* Not one warning either: an example may not teach what the check warns of. */
START_TEST(share__texts__nothing_for_the_check_to_say)
{
	static const char *const paths[] = {"share/texts"};
	struct library_check_frame frame = {
		.today = "2026-11-22", .languages = languages, .nlanguages = LANGUAGES};
	struct library_findings found = {0};
	struct strbuf said = STRBUF_INIT;
	library_check(paths, 1, NULL, 0, &frame, &found);
	for (size_t i = 0; i < found.items.n; i++) {
		library_finding_render(vec_at(&found.items, i), &said);
		strbuf_addch(&said, '\n');
	}
	ck_assert_msg(found.errors + found.warnings == 0, "%s", said.buf);
	ck_assert_uint_eq(found.texts, library_count(library));
	library_findings_fini(&found);

	frame.today = "2029-01-01"; /* the same check, when all review dates have gone by */
	found = (struct library_findings){0};
	library_check(paths, 1, NULL, 0, &frame, &found);
	ck_assert_uint_ge(found.errors + found.warnings, library_count(library));
	library_findings_fini(&found);
	strbuf_fini(&said);
}
END_TEST

START_TEST(share__texts__three_languages_in_both_tones)
{
	for (size_t i = 0; i < library_count(library); i++) {
		const struct library_text *t = library_at(library, i);
		ck_assert_msg(in_all_languages(&t->title), "%s: title", t->id);
		for (size_t l = 0; l < LANGUAGES; l++) {
			ck_assert_msg(variant_text(t, languages[l], TEXT_FORMAL) != NULL,
				"%s: no formal %s", t->id, languages[l]);
			ck_assert_msg(variant_text(t, languages[l], TEXT_CASUAL) != NULL,
				"%s: no casual %s", t->id, languages[l]);
		}
		for (size_t b = 0; b < t->nblanks; b++)
			ck_assert_msg(in_all_languages(&t->blanks[b].ask), "%s: ask of %s", t->id,
				t->blanks[b].name);
	}
}
END_TEST

static size_t count_ids(const char *pattern)
{
	glob_t files;
	size_t n = 0;
	ck_assert_int_eq(glob(pattern, 0, NULL, &files), 0);
	for (size_t i = 0; i < files.gl_pathc; i++) {
		struct strbuf text = STRBUF_INIT;
		struct err err = {0};
		ck_assert_int_eq(path_read_file(files.gl_pathv[i], FILE_MOST, &text, &err), RC_OK);
		for (const char *p = text.buf; (p = strstr(p, "\n  - id: ")); p++)
			n++;
		strbuf_fini(&text);
	}
	globfree(&files);
	return n;
}

START_TEST(share__texts__no_id_or_short_name_twice)
{
	ck_assert_uint_eq(count_ids("share/texts/*.yaml"),
		library_count(library) + library_right_count(library));
	for (size_t i = 0; i < library_count(library); i++) {
		const struct library_text *t = library_at(library, i);
		size_t len = strlen(t->short_name);
		ck_assert_msg(len == 2 || len == 3, "%s: short '%s'", t->id, t->short_name);
		ck_assert_ptr_eq(library_by_short(library, t->short_name), t);
		ck_assert_ptr_eq(library_by_id(library, t->id), t);
	}
}
END_TEST

START_TEST(share__texts__say_in_short_sentences)
{
	ck_assert_int_eq(longest_sentence("one two. three {case.number|four five} six"), 3);
	for (size_t i = 0; i < library_count(library); i++) {
		const struct library_text *t = library_at(library, i);
		if (t->say.n)
			ck_assert_msg(in_all_languages(&t->say), "%s: say", t->id);
		for (size_t l = 0; l < t->say.n; l++)
			ck_assert_msg(longest_sentence(t->say.entries[l].text) <= SAY_WORDS_MOST,
				"%s: %d words: %s", t->id, longest_sentence(t->say.entries[l].text),
				t->say.entries[l].text);
	}
}
END_TEST

START_TEST(share__texts__link_no_closed_platform)
{
	ck_assert(links_closed_platform("see https://ec.europa.eu/consumers/ODR today"));
	for (size_t i = 0; i < library_count(library); i++) {
		const struct library_text *t = library_at(library, i);
		for (size_t v = 0; v < t->nvariants; v++)
			ck_assert_msg(!links_closed_platform(t->variants[v].text), "%s", t->id);
	}
}
END_TEST

static void check_names(const struct library_text *t, const char *text, struct arena *a)
{
	static const char *const known[] = {"customer.name", "customer.first", "customer.language",
		"agent.name", "agent.first", "case.number", "case.due", "case.subject",
		"centre.name", "queue.title", "today", "now", NULL};
	const char *const *names;
	size_t n = textfill_names(text, a, &names);
	for (size_t i = 0; i < n; i++)
		ck_assert_msg(is_one_of(names[i], known) || library_blank(t, names[i]) != NULL,
			"%s: {%s}", t->id, names[i]);
}

START_TEST(share__texts__only_names_that_can_be_filled)
{
	struct arena *a = arena_new();
	for (size_t i = 0; i < library_count(library); i++) {
		const struct library_text *t = library_at(library, i);
		for (size_t v = 0; v < t->nvariants; v++)
			check_names(t, t->variants[v].text, a);
		for (size_t l = 0; l < t->say.n; l++)
			check_names(t, t->say.entries[l].text, a);
	}
	arena_free(&a);
}
END_TEST

/* A translation that lost a blank would silently promise less. */
START_TEST(share__texts__every_wording_uses_every_blank)
{
	for (size_t i = 0; i < library_count(library); i++) {
		const struct library_text *t = library_at(library, i);
		for (size_t v = 0; v < t->nvariants * t->nblanks; v++) {
			const struct library_variant *w = &t->variants[v / t->nblanks];
			const char *name = t->blanks[v % t->nblanks].name;
			struct strbuf braced = STRBUF_INIT;
			strbuf_addf(&braced, "{%s}", name);
			ck_assert_msg(strstr(w->text, braced.buf) != NULL, "%s %s: {%s}", t->id,
				w->language, name);
			strbuf_fini(&braced);
		}
	}
}
END_TEST

START_TEST(share__texts__then_names_what_exists)
{
	struct config *c = config_defaults();
	size_t outcomes = 0;
	for (size_t i = 0; i < library_count(library); i++) {
		const struct library_text *t = library_at(library, i);
		for (size_t k = 0; k < t->nthen; k++) {
			const char *then = t->then[k];
			struct duration d;
			if (strncmp(then, "follow-up ", 10) == 0) {
				ck_assert_msg(duration_parse(then + 10, &d), "%s: %s", t->id, then);
				continue;
			}
			if (strcmp(then, "verify") == 0)
				continue;
			ck_assert_msg(strncmp(then, "outcome ", 8) == 0 &&
					config_outcome_by_id(c, then + 8) != NULL,
				"%s: %s", t->id, then);
			outcomes++;
		}
	}
	ck_assert_uint_gt(outcomes, 0);
	config_free(&c);
}
END_TEST

START_TEST(share__texts__rights_and_review_dates_said)
{
	size_t rights = 0;
	for (size_t i = 0; i < library_count(library); i++) {
		const struct library_text *t = library_at(library, i);
		bool about_rights = false;
		for (size_t k = 0; k < t->ntopics; k++)
			about_rights |= strcmp(t->topics[k], "rights") == 0;
		ck_assert_msg(
			about_rights == (t->nrights > 0), "%s: topic and rights differ", t->id);
		ck_assert_msg(strncmp(t->review_by, "2027-", 5) == 0, "%s: review_by", t->id);
		rights += t->nrights;
	}
	ck_assert_uint_gt(rights, 0);
}
END_TEST

/* A text that says it informs of a right has the card of it, and every card its source. */
START_TEST(share__rights__known_and_complete)
{
	for (size_t i = 0; i < library_count(library); i++) {
		const struct library_text *t = library_at(library, i);
		for (size_t k = 0; k < t->nrights; k++)
			ck_assert_msg(library_right(library, t->rights[k]) != NULL, "%s: %s", t->id,
				t->rights[k]);
	}
	ck_assert_uint_ge(library_right_count(library), RIGHTS_LEAST);
	for (size_t i = 0; i < library_right_count(library); i++) {
		const struct library_right *r = library_right_at(library, i);
		ck_assert_msg(in_all_languages(&r->title) && in_all_languages(&r->text) &&
				in_all_languages(&r->law),
			"%s", r->id);
		ck_assert_msg(strncmp(r->source, "https://", 8) == 0, "%s: source", r->id);
		ck_assert_msg(strncmp(r->review_by, "2027-", 5) == 0, "%s: review_by", r->id);
	}
}
END_TEST

/* ---- articles ------------------------------------------------------------------------------- */

START_TEST(share__articles__reviewed_and_complete)
{
	struct kb *kb = kb_new();
	struct problems problems = {0};
	struct strbuf said = STRBUF_INIT;
	size_t kinds[KB_PROCEDURE + 1] = {0}, seen_by_all = 0;
	kb_add_source(kb, "share/kb");
	kb_refresh(kb);
	problems_render(kb_problems(kb), &said);
	kb_check(kb, library, languages, LANGUAGES, "2026-11-22", &problems);
	problems_render(&problems, &said);
	ck_assert_msg(problems_count(&problems) == 0 && !said.len, "%s", said.buf);
	ck_assert_uint_ge(kb_count(kb), ARTICLES_LEAST);
	for (size_t i = 0; i < kb_count(kb); i++) {
		const struct kb_article *k = kb_at(kb, i);
		kinds[k->kind]++;
		seen_by_all += k->audience == KB_PUBLIC;
		ck_assert_msg(
			in_all_languages(&k->title) && in_all_languages(&k->answer), "%s", k->id);
	}
	for (size_t i = 0; i <= KB_PROCEDURE; i++)
		ck_assert_msg(kinds[i] > 0, "no %s", kb_kind_names[i]);
	ck_assert(seen_by_all > 0 && seen_by_all < kb_count(kb));
	problems_fini(&problems);
	strbuf_fini(&said);
	kb_free(&kb);
}
END_TEST

/* What a text leads to is there. */
START_TEST(share__texts__lead_somewhere)
{
	struct kb *kb = kb_new();
	size_t links = 0;
	kb_add_source(kb, "share/kb");
	kb_refresh(kb);
	for (size_t i = 0; i < library_count(library); i++) {
		const struct library_text *t = library_at(library, i);
		for (size_t k = 0; k < t->nlinks; k++, links++) {
			const struct library_link *link = &t->links[k];
			ck_assert_msg(link->kind == LINK_TEXT
					? library_by_id(library, link->to) != NULL
					: kb_by_id(kb, link->to) != NULL,
				"%s: %s", t->id, link->to);
		}
		for (size_t k = 0; k < t->nnests; k++)
			ck_assert_msg(library_by_id(library, t->nests[k].id) != NULL, "%s: %s",
				t->id, t->nests[k].id);
	}
	ck_assert_uint_gt(links, 0);
	kb_free(&kb);
}
END_TEST

/* ---- practice ------------------------------------------------------------------------------- */

/* Every {name} of these words is one that is drawn for the attempt. */
static void check_vars(const struct scenario_file *s, const struct langtext *w)
{
	for (size_t i = 0; i < w->n; i++) {
		const char *const *names;
		size_t n = textfill_names(w->entries[i].text, s->arena, &names);
		for (size_t k = 0; k < n; k++) {
			bool found = false;
			for (size_t v = 0; v < s->nvars; v++)
				found |= strcmp(s->vars[v].name, names[k]) == 0;
			ck_assert_msg(found, "%s: {%s}", s->id, names[k]);
		}
	}
}

static void check_node(const struct scenario_file *s, const struct scenario_node *n)
{
	static const char *const known[] = {"answered", "customer_shown", "verified", "case_open",
		"text_inserted", "note_written", "outcome_picked", "next_offered", NULL};
	ck_assert_msg(n->kind == SCENARIO_END || in_all_languages(&n->coach), "%s: %s: coach",
		s->id, n->name);
	ck_assert_msg(!n->says.n || in_all_languages(&n->says), "%s: %s: says", s->id, n->name);
	ck_assert_msg(!n->ask.n || in_all_languages(&n->ask), "%s: %s: ask", s->id, n->name);
	check_vars(s, &n->says);
	for (size_t i = 0; i < n->nchoices; i++) {
		ck_assert_msg(in_all_languages(&n->choices[i].say) &&
				in_all_languages(&n->choices[i].why),
			"%s: %s: choice %zu", s->id, n->name, i);
		check_vars(s, &n->choices[i].say);
	}
	for (size_t i = 0; i < n->nrequire; i++)
		ck_assert_msg(is_one_of(n->require[i], known), "%s: %s: %s", s->id, n->name,
			n->require[i]);
	if (n->kind == SCENARIO_ACTION)
		ck_assert_msg(n->nrequire && n->within_s && n->late.next != SCENARIO_NO_NODE,
			"%s: %s: action", s->id, n->name);
}

static void check_scenario(const struct scenario_file *s)
{
	ck_assert(s->has_caller);
	ck_assert(s->caller.known);
	ck_assert_msg(in_all_languages(&s->title) && in_all_languages(&s->brief), "%s", s->id);
	ck_assert_int_gt(s->par_seconds, 0);
	for (size_t i = 0; i < s->ncritical; i++)
		ck_assert_msg(
			in_all_languages(&s->critical[i].why), "%s: %s", s->id, s->critical[i].id);
	for (size_t i = 0; i < s->caller.nhistory; i++)
		ck_assert_msg(in_all_languages(&s->caller.history[i].subject) &&
				in_all_languages(&s->caller.history[i].body),
			"%s: history %zu", s->id, i);
	for (size_t i = 0; i < s->nnodes; i++)
		check_node(s, &s->nodes[i]);
}

START_TEST(share__practice__complete_in_three_languages)
{
	static const char *const ids[] = {"first-call", "overcharge", "number-withheld", NULL};
	glob_t files;
	ck_assert_int_eq(glob("share/practice/*.yaml", 0, NULL, &files), 0);
	ck_assert_uint_eq(files.gl_pathc, 3);
	for (size_t i = 0; i < files.gl_pathc; i++) {
		struct problems problems = {0};
		struct scenario_file *s = NULL;
		bool good = scenario_file_load(files.gl_pathv[i], &s, &problems);
		struct strbuf said = STRBUF_INIT;
		problems_render(&problems, &said);
		ck_assert_msg(good, "%s", said.buf);
		ck_assert_str_eq(s->id, ids[i]);
		check_scenario(s);
		scenario_file_free(&s);
		strbuf_fini(&said);
		problems_fini(&problems);
	}
	globfree(&files);
}
END_TEST

/* ---- the manual ----------------------------------------------------------------------------- */

/* The first example of a manual page, as a reader of the page would type it. */
static void manual_example(const char *page, struct strbuf *out)
{
	struct strbuf text = STRBUF_INIT;
	struct err err = {0};
	ck_assert_int_eq(path_read_file(page, FILE_MOST, &text, &err), RC_OK);
	const char *from = strstr(text.buf, "\n.EX\n"), *to = strstr(text.buf, "\n.EE\n");
	ck_assert_msg(from && to && from < to, "%s", page);
	for (from += strlen("\n.EX\n"); from <= to; from++)
		if (*from != '\\')
			strbuf_addch(out, *from);
	strbuf_fini(&text);
}

START_TEST(share__manual__examples_can_be_read)
{
	struct strbuf example = STRBUF_INIT, said = STRBUF_INIT;
	manual_example("man/carrel-practice.5", &example);
	struct problems problems = {0};
	struct scenario_file *s = NULL;
	bool good = scenario_file_parse(example.buf, example.len, "practice", &s, &problems);
	problems_render(&problems, &said);
	ck_assert_msg(good, "%s", said.buf);
	scenario_file_free(&s);
	problems_fini(&problems);

	strbuf_reset(&example);
	manual_example("man/carrel-texts.5", &example);
	struct library *l = library_new();
	library_add_memory(l, "texts", example.buf, example.len);
	library_refresh(l);
	problems_render(library_problems(l), &said);
	ck_assert_msg(problems_count(library_problems(l)) == 0, "%s", said.buf);
	ck_assert_uint_eq(library_count(l), 1);
	library_free(&l);

	strbuf_reset(&example);
	strbuf_reset(&said);
	manual_example("man/carrel-kb.5", &example);
	struct kb *kb = kb_new();
	kb_add_memory(kb, "kb", example.buf, example.len);
	kb_refresh(kb);
	problems_render(kb_problems(kb), &said);
	ck_assert_str_eq(said.buf, "");
	ck_assert_uint_eq(kb_count(kb), 2);
	kb_free(&kb);
	strbuf_fini(&example);
	strbuf_fini(&said);
}
END_TEST

Suite *suite_share(void);
Suite *suite_share(void)
{
	Suite *s = suite_create("share");
	TCase *texts = tcase_create("texts");
	tcase_add_checked_fixture(texts, setup, teardown);
	tcase_add_test(texts, share__texts__without_problems);
	tcase_add_test(texts, share__texts__nothing_for_the_check_to_say);
	tcase_add_test(texts, share__texts__three_languages_in_both_tones);
	tcase_add_test(texts, share__texts__no_id_or_short_name_twice);
	tcase_add_test(texts, share__texts__say_in_short_sentences);
	tcase_add_test(texts, share__texts__link_no_closed_platform);
	tcase_add_test(texts, share__texts__only_names_that_can_be_filled);
	tcase_add_test(texts, share__texts__every_wording_uses_every_blank);
	tcase_add_test(texts, share__texts__then_names_what_exists);
	tcase_add_test(texts, share__texts__rights_and_review_dates_said);
	tcase_add_test(texts, share__rights__known_and_complete);
	tcase_add_test(texts, share__texts__lead_somewhere);
	tcase_add_test(texts, share__articles__reviewed_and_complete);
	suite_add_tcase(s, texts);
	TCase *practice = tcase_create("practice");
	tcase_add_test(practice, share__practice__complete_in_three_languages);
	suite_add_tcase(s, practice);
	TCase *manual = tcase_create("manual");
	tcase_add_test(manual, share__manual__examples_can_be_read);
	suite_add_tcase(s, manual);
	return s;
}
