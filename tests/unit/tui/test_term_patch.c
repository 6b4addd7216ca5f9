/* A few letters that changed: found, and as bytes. */
#include "tui/term_patch.h"

#include "carrel/strbuf.h"

#include <check.h>
#include <string.h>

Suite *suite_term_patch(void);

static struct grid *grid;
static struct term_shown shown;
static struct term_patch patch;

static void setup(void)
{
	grid = grid_new(4, 20);
	shown = (struct term_shown){0};
	grid_text(grid, 0, 0, -1, STYLE_DEFAULT, "waiting 9  01:59");
	grid_text(grid, 2, 5, -1, STYLE_LATE, "00:41");
	grid_text(grid, 3, 0, -1, STYLE_DEFAULT, "Jos\xc3\xa9");
	term_shown_resize(&shown, 4, 20);
	for (int row = 0; row < 4; row++)
		memcpy(term_shown_row(&shown, row), grid_at(grid, row, 0),
			20 * sizeof(struct grid_cell));
	shown.stale = false;
}

static void teardown(void)
{
	term_shown_fini(&shown);
	grid_free(&grid);
}

static struct term_patch_look look(void *arg, unsigned style)
{
	ck_assert_ptr_eq(arg, &patch);
	return style == STYLE_LATE ? (struct term_patch_look){"<", ">"}
				   : (struct term_patch_look){"", ""};
}

static void bytes_are(const char *expected)
{
	struct strbuf out = STRBUF_INIT;
	term_patch_bytes(&patch, grid, look, &patch, &out);
	ck_assert_str_eq(out.buf, expected);
	strbuf_fini(&out);
}

START_TEST(patch__nothing_changed__is_none)
{
	ck_assert(!term_patch_find(&patch, &shown, grid));
}
END_TEST

START_TEST(patch__clocks__places_looks_letters)
{
	grid_text(grid, 0, 11, -1, STYLE_DEFAULT, "02:00");
	grid_text(grid, 2, 5, -1, STYLE_LATE, "00:42");
	ck_assert(term_patch_find(&patch, &shown, grid));
	ck_assert_int_eq(patch.n, 4);
	bytes_are("\0337\033[1;13H2\033[1;15H00\033[3;10H<2>\0338");
}
END_TEST

START_TEST(patch__another_look__is_a_change)
{
	grid_text(grid, 2, 9, -1, STYLE_DEFAULT, "1");
	ck_assert(term_patch_find(&patch, &shown, grid));
	bytes_are("\0337\033[3;10H1\0338");
}
END_TEST

START_TEST(patch__no_letter__is_none)
{
	grid_text(grid, 3, 3, -1, STYLE_DEFAULT, "e"); /* over the accent */
	ck_assert(!term_patch_find(&patch, &shown, grid));
	teardown();
	setup();
	grid_text(grid, 1, 0, -1, STYLE_DEFAULT, "\xe4\xbd\xa0");
	ck_assert(!term_patch_find(&patch, &shown, grid));
}
END_TEST

START_TEST(patch__too_much__is_none)
{
	struct grid *large = grid_new(2, TERM_PATCH_MAX);
	struct term_shown blank = {0};
	term_shown_resize(&blank, 2, TERM_PATCH_MAX);
	for (int row = 0; row < 2; row++)
		memcpy(term_shown_row(&blank, row), grid_at(large, row, 0),
			TERM_PATCH_MAX * sizeof(struct grid_cell));
	grid_fill(large, (struct rect){0, 0, 1, TERM_PATCH_MAX}, STYLE_DEFAULT, "x");
	ck_assert(term_patch_find(&patch, &blank, large));
	ck_assert_int_eq(patch.n, TERM_PATCH_MAX);
	grid_text(large, 1, 0, 1, STYLE_DEFAULT, "x");
	ck_assert(!term_patch_find(&patch, &blank, large));
	term_shown_fini(&blank);
	grid_free(&large);
}
END_TEST

Suite *suite_term_patch(void)
{
	Suite *s = suite_create("term_patch");
	TCase *tc = tcase_create("term_patch");
	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, patch__nothing_changed__is_none);
	tcase_add_test(tc, patch__clocks__places_looks_letters);
	tcase_add_test(tc, patch__another_look__is_a_change);
	tcase_add_test(tc, patch__no_letter__is_none);
	tcase_add_test(tc, patch__too_much__is_none);
	suite_add_tcase(s, tc);
	return s;
}
