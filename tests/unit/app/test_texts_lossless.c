/* A library out of carrel and in again says all that it said: every field, by a list of its own. */
#include "carrel/arena.h"
#include "carrel/fill.h"
#include "carrel/path.h"
#include "carrel/strbuf.h"
#include "carrel/texts_bring.h"

#include "support/support_folder.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { TEXTS = 500, FILES = 25, TEXTS_A_FILE = TEXTS / FILES };

/* ---- every field, as lines ------------------------------------------------------------------ */

static void say_langs(struct strbuf *out, const char *what, const struct langtext *l)
{
	for (size_t i = 0; i < l->n; i++)
		strbuf_addf(out, "%s %s=<%s>\n", what, l->entries[i].language, l->entries[i].text);
}

static void say_list(struct strbuf *out, const char *what, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		strbuf_addf(out, "%s <%s>\n", what, list[i]);
}

static void say_blanks(struct strbuf *out, const struct library_text *t)
{
	for (size_t i = 0; i < t->nblanks; i++) {
		const struct library_blank *b = &t->blanks[i];
		strbuf_addf(out, "blank %s %d %d %g %g <%s>\n", b->name, (int)b->type,
			(int)b->has_range, b->has_range ? b->min : 0, b->has_range ? b->max : 0,
			b->default_text);
		say_langs(out, "ask", &b->ask);
		say_list(out, "choice", b->choices, b->nchoices);
	}
}

/* In one order, whatever the order in the file: a file nests them, a table lists them. */
static int by_place(const void *a, const void *b)
{
	const struct library_variant *x = a, *y = b;
	int c = strcmp(x->language, y->language);
	return c                           ? c
		: x->tone != y->tone       ? (int)x->tone - (int)y->tone
		: x->channel != y->channel ? (int)x->channel - (int)y->channel
					   : (int)x->level - (int)y->level;
}

static void say_wordings(struct strbuf *out, const struct library_text *t)
{
	struct library_variant *v = calloc(t->nvariants + 1, sizeof(*v));
	for (size_t i = 0; i < t->nvariants; i++)
		v[i] = t->variants[i];
	qsort(v, t->nvariants, sizeof(*v), by_place);
	for (size_t i = 0; i < t->nvariants; i++)
		strbuf_addf(out, "wording %s %d %d %d <%s>\n", v[i].language, (int)v[i].tone,
			(int)v[i].channel, (int)v[i].level, v[i].text);
	free(v);
}

static void say_text(struct strbuf *out, const struct library_text *t)
{
	strbuf_addf(out, "text %s short <%s> uses %u tone %d scope %d active %d review <%s>\n",
		t->id, t->short_name, t->uses, (int)t->tone, (int)t->scope, (int)!t->inactive,
		t->review_by);
	say_langs(out, "title", &t->title);
	say_list(out, "topic", t->topics, t->ntopics);
	say_blanks(out, t);
	say_wordings(out, t);
	for (size_t i = 0; i < t->nnests; i++)
		strbuf_addf(out, "nest %s\n", t->nests[i].id);
	say_langs(out, "say", &t->say);
	say_list(out, "then", t->then, t->nthen);
	say_list(out, "right", t->rights, t->nrights);
	for (size_t i = 0; i < t->nlinks; i++) {
		strbuf_addf(out, "link %d <%s>\n", (int)t->links[i].kind, t->links[i].to);
		say_langs(out, "label", &t->links[i].label);
	}
	for (int c = 0; c < TEXT_CHANNELS; c++)
		strbuf_addf(out, "%d:%d:%u ", c, (int)t->manners->emoji[c], t->manners->limit[c]);
	strbuf_addch(out, '\n');
}

static void say_right(struct strbuf *out, const struct library_right *r)
{
	strbuf_addf(
		out, "card %s <%s> <%s> scope %d\n", r->id, r->source, r->review_by, (int)r->scope);
	say_langs(out, "title", &r->title);
	say_langs(out, "text", &r->text);
	say_langs(out, "law", &r->law);
	say_list(out, "territory", r->territory, r->nterritory);
	say_list(out, "topic", r->topics, r->ntopics);
}

static char *all_fields(const struct library *l, bool rights)
{
	struct strbuf out = STRBUF_INIT;
	for (size_t i = 0; i < library_every_count(l); i++)
		say_text(&out, library_every_at(l, i));
	for (size_t i = 0; rights && i < library_right_count(l); i++)
		say_right(&out, library_right_at(l, i));
	char *copy = strdup(out.buf);
	strbuf_fini(&out);
	return copy;
}

/* ---- out and in ----------------------------------------------------------------------------- */

struct way {
	const char *name;
	texts_export_fn *write;
	bool rights;
} ways[] = {{"t.yaml", texts_export_yaml, true}, {"t.json", texts_export_json, true},
	{"t.csv", texts_export_csv, false}};

static struct library *library_in(const char *folder)
{
	struct library *l = library_new();
	library_add_source(l, folder);
	library_refresh(l);
	for (size_t i = 0; i < problems_count(library_problems(l)) && i < 1; i++)
		ck_abort_msg("%s:%d: %s", problems_at(library_problems(l), i)->file,
			problems_at(library_problems(l), i)->line,
			problems_at(library_problems(l), i)->message);
	return l;
}

static void put(const char *path, const struct strbuf *text)
{
	ck_assert_int_eq(path_write_file(path, text->buf, text->len, 0644, NULL), RC_OK);
}

static void write_out(const struct library *l, const struct way *way, struct strbuf *out)
{
	size_t n = library_every_count(l);
	const struct library_text **texts = calloc(n + 1, sizeof(*texts));
	for (size_t i = 0; i < n; i++)
		texts[i] = library_every_at(l, i);
	way->write(
		texts, n, &(struct texts_export){.library = l, .console = "en", .title = "T"}, out);
	free(texts);
}

static void require_same(const char *way, char *was, char *is)
{
	size_t at = 0;
	while (was[at] && was[at] == is[at])
		at++;
	size_t from = at > 200 ? at - 200 : 0;
	ck_assert_msg(strcmp(was, is) == 0, "%s: …%.300s\n--- became\n…%.300s", way, was + from,
		is + from);
	free(was);
	free(is);
}

/* Brought into an empty folder, and a second time. */
static void require_there_and_back(const struct library *l, const struct way *way)
{
	struct arena *a = arena_new();
	char *dir = arena_strdup(a, "/tmp/carrel-lossless-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(dir));
	const char *file = arena_printf(a, "%s/%s", dir, way->name);
	const char *folder = arena_printf(a, "%s/texts", dir);
	struct strbuf out = STRBUF_INIT;
	write_out(l, way, &out);
	put(file, &out);
	struct err err = {0};
	struct texts_bring_report report;
	struct texts_bring_options o = {.path = file, .folder = folder, .names = fill_names};
	ck_assert_msg(texts_bring(&o, &report, a, &err) == RC_OK, "%s: %s", way->name, err.text);
	ck_assert_uint_eq(report.created, library_every_count(l));
	ck_assert_uint_eq(report.rights, way->rights ? library_right_count(l) : 0);
	texts_bring_report_fini(&report);
	struct library *back = library_in(folder);
	require_same(way->name, all_fields(l, way->rights), all_fields(back, way->rights));
	library_free(&back);
	ck_assert_int_eq(texts_bring(&o, &report, a, &err), RC_OK);
	ck_assert_uint_eq(report.unchanged, library_every_count(l));
	ck_assert_uint_eq(report.files.n, 0);
	texts_bring_report_fini(&report);
	support_folder_remove(dir);
	strbuf_fini(&out);
	arena_free(&a);
}

/* The YAML is a file of texts by itself. */
static void require_file_says_all(const struct library *l)
{
	struct strbuf out = STRBUF_INIT;
	struct library *back = library_new();
	write_out(l, &ways[0], &out);
	library_add_memory(back, "t.yaml", out.buf, out.len);
	library_refresh(back);
	ck_assert_uint_eq(problems_count(library_problems(back)), 0);
	require_same("read", all_fields(l, true), all_fields(back, true));
	library_free(&back);
	strbuf_fini(&out);
}

/* And so is a folder of them. */
static void require_folder_says_all(const struct library *l)
{
	struct arena *a = arena_new();
	char *dir = arena_strdup(a, "/tmp/carrel-lossless-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(dir));
	size_t n = library_every_count(l);
	const struct library_text **texts = arena_array(a, n + 1, sizeof(*texts));
	struct vec files = {.size = sizeof(const char *)};
	for (size_t i = 0; i < n; i++)
		texts[i] = library_every_at(l, i);
	struct texts_export how = {.library = l, .console = "en", .title = "T"};
	ck_assert_int_eq(texts_export_folder(dir, texts, n, &how, &files, a, NULL), RC_OK);
	ck_assert_uint_gt(files.n, 5);
	struct library *back = library_in(dir);
	require_same("folder", all_fields(l, true), all_fields(back, true));
	library_free(&back);
	vec_fini(&files);
	support_folder_remove(dir);
	arena_free(&a);
}

START_TEST(texts_lossless__shipped__all_fields)
{
	struct library *l = library_in("share/texts");
	ck_assert_uint_gt(library_every_count(l), 90);
	ck_assert_uint_gt(library_right_count(l), 10);
	require_there_and_back(l, &ways[_i]);
	require_file_says_all(l);
	require_folder_says_all(l);
	library_free(&l);
}
END_TEST

/* ---- any library ---------------------------------------------------------------------------- */

static unsigned next_random(unsigned *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 16;
}

static bool one_in(unsigned *state, unsigned n)
{
	return next_random(state) % n == 0;
}

static void add_words(struct strbuf *out, unsigned *state)
{
	static const char *const words[] = {"late", "order", "«cobro»", "café", "a: b", "\\\"x\\\"",
		"# no", "it's", "100 %", "{{x", "😀", "- dash", "=1+1", "l·l", "?"};
	strbuf_addch(out, '"');
	for (unsigned n = 1 + next_random(state) % 6; n > 0; n--)
		strbuf_addf(out, "%s%s", words[next_random(state) % 15], n > 1 ? " " : "");
	strbuf_addch(out, '"');
}

static void add_manners(struct strbuf *out, unsigned *state, const char *indent)
{
	static const char *const emoji[] = {"none", "few", "free"};
	if (one_in(state, 2))
		strbuf_addf(out, "%semoji: {mail: %s, chat: %s}\n", indent,
			emoji[next_random(state) % 3], emoji[next_random(state) % 3]);
	if (one_in(state, 2))
		strbuf_addf(out, "%slimits: {message: %u, chat: %u}\n", indent,
			next_random(state) % 3 * 160, next_random(state) % 2 * 500);
}

static void add_wordings(struct strbuf *out, unsigned *state)
{
	static const char *const languages[] = {"en", "es", "ca"};
	strbuf_addstr(out, "    text:\n");
	for (size_t i = 0; i < 3; i++) {
		if (i > 0 && one_in(state, 3))
			continue;
		strbuf_addf(out, "      %s:\n        any: ", languages[i]);
		add_words(out, state);
		if (one_in(state, 2)) {
			strbuf_addstr(out, "\n        casual:\n          simple: ");
			add_words(out, state);
			strbuf_addstr(out, "\n          message: ");
			add_words(out, state);
		}
		strbuf_addch(out, '\n');
	}
}

static void add_text(struct strbuf *out, unsigned *state, size_t n)
{
	static const char *const scopes[] = {"shared", "team", "personal"};
	strbuf_addf(out, "  - id: t%zu.x\n", n);
	if (one_in(state, 2))
		strbuf_addf(out, "    short: s%zu\n", n);
	strbuf_addstr(out, "    title: {en: ");
	add_words(out, state);
	strbuf_addstr(out, ", ca: ");
	add_words(out, state);
	strbuf_addstr(out, "}\n");
	if (one_in(state, 2))
		strbuf_addstr(out, "    topics: [billing, \"late, or not\"]\n");
	if (one_in(state, 3))
		strbuf_addstr(out, "    for: [reply, visit]\n");
	if (one_in(state, 4))
		strbuf_addstr(out, "    tone: casual\n");
	if (one_in(state, 5))
		strbuf_addstr(out, "    active: false\n");
	if (one_in(state, 3))
		strbuf_addstr(out,
			"    blanks:\n      n: {ask: How many, type: number, range: [1, "
			"9.5]}\n      c: {ask: {en: Which, es: Cuál}, type: choice, "
			"choices: [a, \"b, c\"], default: a}\n");
	add_wordings(out, state);
	if (one_in(state, 3))
		strbuf_addstr(out, "    say: {en: \"Hello, you\"}\n");
	if (one_in(state, 3))
		strbuf_addstr(out, "    then: [outcome solved, follow-up 2d]\n");
	if (one_in(state, 3))
		strbuf_addstr(out, "    rights: [R-0]\n");
	if (one_in(state, 3))
		strbuf_addstr(out,
			"    links:\n      - {kind: web, to: \"https://example.org/a\", "
			"label: {en: A, es: B}}\n");
	if (one_in(state, 3))
		strbuf_addstr(out, "    review_by: 2027-03-31\n");
	if (one_in(state, 3))
		add_manners(out, state, "    ");
	if (one_in(state, 4))
		strbuf_addf(out, "    scope: %s\n", scopes[next_random(state) % 3]);
}

static void add_file(struct strbuf *out, unsigned *state, size_t file)
{
	static const char *const scopes[] = {
		"", "scope: shared\n", "scope: team\n", "scope: personal\n"};
	strbuf_addf(out, "format: carrel-texts/1\n%s", scopes[next_random(state) % 4]);
	add_manners(out, state, "");
	if (file % 5 == 0)
		strbuf_addf(out,
			"rights:\n  - id: R-%zu\n    title: {en: A, es: B}\n    text: {en: \"a: "
			"b\"}\n    law: Ley 1/2025\n    territory: [ES]\n",
			file);
	strbuf_addstr(out, "texts:\n");
	for (size_t i = 0; i < TEXTS_A_FILE; i++)
		add_text(out, state, file * TEXTS_A_FILE + i);
}

/* Files that say different things of emoji, limits and whose they are, and texts that say their own. */
START_TEST(texts_lossless__any_library__all_fields)
{
	struct arena *a = arena_new();
	char *dir = arena_strdup(a, "/tmp/carrel-lossless-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(dir));
	unsigned state = 11;
	for (size_t i = 0; i < FILES; i++) {
		struct strbuf out = STRBUF_INIT;
		add_file(&out, &state, i);
		put(arena_printf(a, "%s/f%zu.yaml", dir, i), &out);
		strbuf_fini(&out);
	}
	struct library *l = library_in(dir);
	ck_assert_uint_eq(library_every_count(l), TEXTS);
	ck_assert_uint_lt(library_count(l), TEXTS); /* some are switched off */
	require_there_and_back(l, &ways[_i]);
	require_file_says_all(l);
	require_folder_says_all(l);
	library_free(&l);
	support_folder_remove(dir);
	arena_free(&a);
}
END_TEST

/* A card, a limit and a switched-off text go into the file that is there, which has manners itself. */
START_TEST(texts_lossless__into_a_file_with_manners__keeps_both)
{
	static const char theirs[] = "format: carrel-texts/1\nlimits: {mail: 900}\ntexts:\n"
				     "  - id: a.b\n    title: A\n    text: {en: A}\n";
	static const char ours[] = "format: carrel-texts/1\nscope: team\nemoji: {mail: few}\n"
				   "limits: {message: 160}\ntexts:\n"
				   "  - id: t.c\n    title: C\n    text: {en: C}\n";
	struct arena *a = arena_new();
	char *dir = arena_strdup(a, "/tmp/carrel-lossless-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(dir));
	const char *folder = arena_printf(a, "%s/texts", dir),
		   *in = arena_printf(a, "%s/t.yaml", dir);
	ck_assert_int_eq(path_make_dirs(folder, 0755, NULL), RC_OK);
	struct strbuf text = STRBUF_INIT;
	strbuf_addstr(&text, ours);
	put(arena_printf(a, "%s/t.yaml", folder), &text);
	strbuf_reset(&text);
	strbuf_addstr(&text, theirs);
	put(in, &text);
	struct err err = {0};
	struct texts_bring_report report;
	struct texts_bring_options o = {.path = in, .folder = folder, .names = fill_names};
	ck_assert_msg(texts_bring(&o, &report, a, &err) == RC_OK, "%s", err.text);
	texts_bring_report_fini(&report);
	struct library *l = library_in(folder);
	const struct library_text *brought = library_by_id(l, "a.b"),
				  *was = library_by_id(l, "t.c");
	ck_assert_uint_eq(brought->manners->limit[TEXT_MAIL], 900);
	ck_assert_uint_eq(brought->manners->limit[TEXT_MESSAGE], 0);
	ck_assert_int_eq(brought->manners->emoji[TEXT_MAIL], EMOJI_NONE);
	ck_assert_uint_eq(was->manners->limit[TEXT_MESSAGE], 160);
	ck_assert_int_eq(was->manners->emoji[TEXT_MAIL], EMOJI_FEW);
	ck_assert_int_eq(was->scope, LIBRARY_TEAM);
	library_free(&l);
	support_folder_remove(dir);
	strbuf_fini(&text);
	arena_free(&a);
}
END_TEST

Suite *suite_texts_lossless(void);
Suite *suite_texts_lossless(void)
{
	Suite *s = suite_create("texts_lossless");
	TCase *t = tcase_create("texts_lossless");
	tcase_set_timeout(t, 30);
	tcase_add_loop_test(t, texts_lossless__shipped__all_fields, 0, 3);
	tcase_add_loop_test(t, texts_lossless__any_library__all_fields, 0, 3);
	tcase_add_test(t, texts_lossless__into_a_file_with_manners__keeps_both);
	suite_add_tcase(s, t);
	return s;
}
