/* Known items among the shipped texts: each is asked for by its title, as hurried people type it. */
#include "carrel/arena.h"
#include "carrel/fold.h"
#include "carrel/library.h"
#include "carrel/strbuf.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

enum { FIRST = 5, LONG_WORD = 5 };
enum slip { ACCENTS_DROPPED, LETTER_MISSING, LETTERS_SWAPPED, SLIPS };
static const char *const slip_names[] = {
	"accents dropped", "a letter missing", "two letters swapped"};
static const char *const languages[] = {"en", "es", "ca"};

static unsigned next_random(unsigned *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 16;
}

/* A word of five letters or more loses one, or two of them change places; every second such word. */
static void add_word(
	struct strbuf *out, const char *word, size_t n, enum slip slip, int *nth, unsigned *state)
{
	bool spoil = slip != ACCENTS_DROPPED && n >= LONG_WORD && (*nth)++ % 2 == 0;
	size_t at = spoil ? 1 + next_random(state) % (n - 2) : n;
	strbuf_addstr(out, out->len ? " " : "");
	strbuf_add(out, word, at);
	if (spoil && slip == LETTERS_SWAPPED) {
		strbuf_addch(out, word[at + 1]);
		strbuf_addch(out, word[at]);
		at++;
	}
	if (spoil)
		strbuf_add(out, word + at + 1, n - at - 1);
}

static const char *spoiled(const char *title, enum slip slip, unsigned *state, struct arena *a)
{
	struct strbuf out = STRBUF_INIT;
	int nth = 0;
	for (const char *s = fold_text(a, title); *s;) {
		size_t n = strcspn(s, " ,:;()'-");
		if (n >= 3)
			add_word(&out, s, n, slip, &nth, state);
		s += n + (s[n] != '\0');
	}
	const char *copy = arena_strndup(a, out.buf, out.len);
	strbuf_fini(&out);
	return copy;
}

struct found {
	size_t asked, first, first5;
};

static struct found ask_all(struct library *l, const char *language, enum slip slip)
{
	struct found out = {0};
	unsigned state = 7;
	for (size_t i = 0; i < library_count(l); i++) {
		struct arena *a = arena_new();
		const struct library_text *t = library_at(l, i);
		const char *query = spoiled(langtext_get(&t->title, language), slip, &state, a);
		size_t n;
		const struct library_text **hits =
			library_filter(l, query, language, LIBRARY_EVERYWHERE, FIRST, a, &n, NULL);
		out.asked++;
		for (size_t k = 0; k < n; k++)
			if (hits[k] == t) {
				out.first5++;
				out.first += k == 0;
			}
		arena_free(&a);
	}
	return out;
}

START_TEST(library_known__title_with_a_slip__is_among_the_first_five)
{
	struct library *l = library_new();
	library_add_source(l, "share/texts");
	library_refresh(l);
	ck_assert_uint_gt(library_count(l), 90);
	for (size_t k = 0; k < sizeof(languages) / sizeof(*languages); k++)
		for (int slip = 0; slip < SLIPS; slip++) {
			struct found f = ask_all(l, languages[k], (enum slip)slip);
			printf("known texts, %s, %s: n %zu, first %.1f %%, first 5 %.1f %%\n",
				languages[k], slip_names[slip], f.asked,
				100.0 * (double)f.first / (double)f.asked,
				100.0 * (double)f.first5 / (double)f.asked);
			ck_assert_uint_ge(100 * f.first5, 95 * f.asked);
			ck_assert_uint_ge(100 * f.first, 85 * f.asked);
		}
	library_free(&l);
}
END_TEST

/* The words of no text find none, and words as they are written come before anything near them. */
START_TEST(library_known__nonsense_and_exact__as_before)
{
	struct arena *a = arena_new();
	struct library *l = library_new();
	static const char file[] =
		"format: carrel-texts/1\ntexts:\n"
		"  - {id: a.one, title: Refund, text: {en: A}}\n"
		"  - {id: a.two, title: Refunds late, text: {en: B}, for: [call]}\n";
	size_t n, total;
	library_add_memory(l, "f", file, sizeof(file) - 1);
	library_refresh(l);
	library_filter(l, "qqzzx wvvkq", "en", LIBRARY_EVERYWHERE, 5, a, &n, &total);
	ck_assert_uint_eq(n + total, 0);
	const struct library_text **hits =
		library_filter(l, "refund late", "en", LIBRARY_EVERYWHERE, 5, a, &n, &total);
	ck_assert_uint_eq(n, 1);
	ck_assert_str_eq(hits[0]->id, "a.two");
	hits = library_filter(l, "refnud", "en", LIBRARY_EVERYWHERE, 5, a, &n, &total);
	ck_assert_uint_eq(total, 1);
	ck_assert_str_eq(hits[0]->id, "a.one");
	hits = library_filter(l, "refnuds laet", "en", LIBRARY_CALL, 5, a, &n, &total);
	ck_assert_uint_eq(total, 1);
	ck_assert_str_eq(hits[0]->id, "a.two");
	hits = library_filter(l, "refnuds laet", "en", LIBRARY_REPLY, 5, a, &n, &total);
	ck_assert_uint_eq(total, 0); /* that one is for calls only */
	library_free(&l);
	arena_free(&a);
}
END_TEST

Suite *suite_library_known(void);
Suite *suite_library_known(void)
{
	Suite *s = suite_create("library_known");
	TCase *t = tcase_create("library_known");
	tcase_set_timeout(t, 30);
	tcase_add_test(t, library_known__title_with_a_slip__is_among_the_first_five);
	tcase_add_test(t, library_known__nonsense_and_exact__as_before);
	suite_add_tcase(s, t);
	return s;
}
