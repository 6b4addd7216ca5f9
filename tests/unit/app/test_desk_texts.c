/* What the journal keeps of the texts in a note: as it was written it is read again. */
#include "carrel/arena.h"
#include "carrel/desk.h"
#include "carrel/desk_texts.h"
#include "carrel/library.h"
#include "carrel/mem.h"
#include "carrel/staged.h"
#include "carrel/store_texts.h"
#include "carrel/strbuf.h"
#include "carrel/textpane.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

Suite *suite_desk_texts(void);

static struct desk *desk;
static struct strbuf kept;
static struct arena *arena;

static void set_up(void)
{
	desk = xcalloc(1, sizeof(*desk));
	desk->hand.item.language = "ca";
	desk->note = textpane_new(true);
	strbuf_init(&kept);
	arena = arena_new();
}

static void forget(void)
{
	desk_texts_clear(desk);
	staged_clear(desk->staged);
}

static void tear_down(void)
{
	forget();
	staged_free(&desk->staged);
	textpane_free(&desk->note);
	free(desk);
	strbuf_fini(&kept);
	arena_free(&arena);
}

static const char *const rights[] = {"ES-WITHDRAWAL", "ES-ADR"};
static const struct library_variant variant = {
	.language = "es", .tone = TEXT_CASUAL, .text = "Hola\t{name}\\\n"};
static const struct library_text text = {
	.id = "t.one", .variants = &variant, .nvariants = 1, .rights = rights, .nrights = 2};

START_TEST(desk_texts__write__of_nothing_is_nothing)
{
	desk_texts_write(desk, &kept);
	ck_assert_uint_eq(kept.len, 0);
	desk_texts_read(desk, "");
	ck_assert_uint_eq(desk_text_count(desk), 0);
	ck_assert_uint_eq(staged_count(desk->staged), 0);
}
END_TEST

START_TEST(desk_texts__read__brings_back_what_was_written)
{
	const struct library_choice choice = {.variant = &variant};
	const char *filled = "Hola\tAna \\n\nuna línea";
	size_t n;
	desk_add_text(desk, &text, &choice, filled);
	desk_add_text_id(desk, "t.two");
	staged_add(&desk->staged, "outcome solved");
	staged_add(&desk->staged, "note \"a\\b\"");
	desk_texts_write(desk, &kept);
	const struct text_use *before = desk_text_uses(desk, filled, arena, &n);
	const char *edition = arena_strdup(arena, before[0].edition);
	int64_t inserted = before[0].inserted;
	ck_assert_int_gt(inserted, 0);
	forget();
	ck_assert_uint_eq(desk_text_count(desk), 0);
	desk_texts_read(desk, kept.buf);
	const struct text_use *after = desk_text_uses(desk, filled, arena, &n);
	ck_assert_uint_eq(n, 2);
	ck_assert_str_eq(after[0].text_id, "t.one");
	ck_assert_str_eq(after[0].language, "es");
	ck_assert_str_eq(after[0].tone, "casual");
	ck_assert_str_eq(after[0].edition, edition);
	ck_assert_str_eq(after[0].rights, "ES-WITHDRAWAL,ES-ADR");
	ck_assert_int_eq(after[0].inserted, inserted);
	ck_assert_int_eq(after[0].kept, 100);
	ck_assert_str_eq(after[1].language, "ca"); /* not known: the customer's */
	ck_assert_str_eq(desk_text_last(desk, 0), "t.two");
	ck_assert_uint_eq(staged_count(desk->staged), 2);
	ck_assert_str_eq(staged_at(desk->staged, 0), "note \"a\\b\"");
	ck_assert_str_eq(staged_at(desk->staged, 1), "outcome solved");
}
END_TEST

START_TEST(desk_texts__read__leaves_out_what_makes_no_sense)
{
	desk_texts_read(desk, "text\nthen\t\nnonsense\tx\ntext\t\tes\n\n\\\t\\\ntext\tt.cut");
	ck_assert_uint_eq(desk_text_count(desk), 1);
	ck_assert_str_eq(desk_text_last(desk, 0), "t.cut");
	ck_assert_uint_eq(staged_count(desk->staged), 0);
}
END_TEST

START_TEST(desk_texts__add__the_journal_has_to_know)
{
	ck_assert(!desk->note_changed);
	desk_add_text_id(desk, "t.two");
	ck_assert(desk->note_changed);
	ck_assert(desk->texts_changed);
}
END_TEST

static unsigned next_random(unsigned *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 16;
}

/* A journal that a full disk cut short, or that somebody wrote into. */
START_TEST(desk_texts__any_journal__is_read_to_its_end)
{
	static const char *const pieces[] = {"text", "then", "awaited", "literal", "\t", "\t", "\t",
		"\n", "\\", "\\n", "t.one", "es", "casual", "0", "5", "99999999999999999999", "{a}",
		"\xff", "-1", "e3b0c44298fc"};
	unsigned state = 3;
	size_t texts = 0, marks = 0;
	for (int round = 0; round < 3000; round++) {
		strbuf_reset(&kept);
		for (unsigned n = next_random(&state) % 40; n > 0; n--)
			strbuf_addstr(&kept,
				pieces[next_random(&state) % (sizeof(pieces) / sizeof(*pieces))]);
		textpane_set(desk->note, round % 2 ? "" : "{a} b", round % 2 ? 0 : 5);
		desk_texts_read(desk, kept.buf);
		texts += desk_text_count(desk);
		marks += textpane_mark_count(desk->note);
		strbuf_reset(&kept);
		desk_texts_write(desk, &kept);
		ck_assert(kept.len > 0 || desk_text_count(desk) + staged_count(desk->staged) == 0);
		forget();
	}
	ck_assert_uint_gt(texts, 20); /* some of it did make sense */
	ck_assert_uint_eq(marks, 0);  /* and no place in another note */
}
END_TEST

Suite *suite_desk_texts(void)
{
	Suite *s = suite_create("desk_texts");
	TCase *t = tcase_create("desk_texts");
	tcase_add_checked_fixture(t, set_up, tear_down);
	tcase_add_test(t, desk_texts__write__of_nothing_is_nothing);
	tcase_add_test(t, desk_texts__read__brings_back_what_was_written);
	tcase_add_test(t, desk_texts__read__leaves_out_what_makes_no_sense);
	tcase_add_test(t, desk_texts__add__the_journal_has_to_know);
	tcase_add_test(t, desk_texts__any_journal__is_read_to_its_end);
	suite_add_tcase(s, t);
	return s;
}
