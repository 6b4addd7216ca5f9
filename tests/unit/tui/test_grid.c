#include "carrel/grid.h"
#include "carrel/cells.h"
#include "carrel/strbuf.h"
#include "carrel/utf8.h"
#include "unit/tui/support_tui.h"
#include <check.h>
#include <string.h>

static struct grid *grid;

static void setup(void)
{
	grid = grid_new(4, 12);
}

static void teardown(void)
{
	grid_free(&grid);
}

static const char *text(void)
{
	return grid_said(grid);
}

/* Every cell as the contract says: clean text, wide clusters whole. */
static void check_invariants(const struct grid *g)
{
	for (int r = 0; r < grid_rows(g); r++) {
		for (int c = 0; c < grid_cols(g); c++) {
			const struct grid_cell *cell = grid_at(g, r, c);
			size_t n = strlen(cell->text);
			if (cell->width == 0) {
				ck_assert_int_gt(c, 0);
				ck_assert_int_eq(grid_at(g, r, c - 1)->width, 2);
				continue;
			}
			ck_assert(n > 0 && utf8_valid(cell->text, n));
			if (cell->width == 2) {
				ck_assert_int_lt(c + 1, grid_cols(g));
				ck_assert_int_eq(grid_at(g, r, c + 1)->width, 0);
			}
			for (size_t i = 0; i < n;) {
				uint32_t rune;
				i += utf8_decode(cell->text + i, n - i, &rune);
				ck_assert_msg(rune >= 0x20 && rune != 0x7f &&
						!(rune >= 0x80 && rune < 0xa0),
					"control U+%04X", rune);
				ck_assert_msg(!(rune >= 0x200b && rune <= 0x200f) &&
						!(rune >= 0x202a && rune <= 0x202e) &&
						!(rune >= 0x2066 && rune <= 0x2069) &&
						rune != 0xfeff,
					"invisible U+%04X", rune);
			}
		}
	}
}

START_TEST(grid__text__cells_used)
{
	ck_assert_int_eq(grid_text(grid, 0, 0, -1, STYLE_DEFAULT, "abc"), 3);
	ck_assert_int_eq(grid_text(grid, 1, 0, 2, STYLE_DEFAULT, "abc"), 2);
	ck_assert_int_eq(grid_text(grid, 2, 10, -1, STYLE_DEFAULT, "abc"), 2);
	ck_assert_int_eq(grid_text(grid, 3, 0, -1, STYLE_DEFAULT, "日本"), 4);
	ck_assert_str_eq(text(), "abc\nab\n          ab\n日本\n");
}
END_TEST

START_TEST(grid__text__wide_never_halved)
{
	ck_assert_int_eq(grid_text(grid, 0, 0, 3, STYLE_DEFAULT, "日本"), 2);
	grid_text(grid, 1, 11, -1, STYLE_DEFAULT, "日");
	grid_text(grid, 2, 0, -1, STYLE_DEFAULT, "日本");
	grid_text(grid, 2, 1, 1, STYLE_DEFAULT, "x");
	grid_text(grid, 3, 0, -1, STYLE_DEFAULT, "日本");
	grid_text(grid, 3, 2, 1, STYLE_DEFAULT, "x");
	ck_assert_str_eq(text(), "日\n\n x本\n日x\n");
	check_invariants(grid);
}
END_TEST

START_TEST(grid__text__outside_dropped)
{
	grid_text(grid, -1, 0, -1, STYLE_DEFAULT, "x");
	grid_text(grid, 4, 0, -1, STYLE_DEFAULT, "x");
	grid_text(grid, 0, -2, -1, STYLE_DEFAULT, "abcd");
	grid_text(grid, 1, 50, -1, STYLE_DEFAULT, "x");
	ck_assert_str_eq(text(), "cd\n\n\n\n");
}
END_TEST

START_TEST(grid__text__cut_and_right)
{
	ck_assert_int_eq(grid_text_cut(grid, 0, 0, 5, STYLE_DEFAULT, "abcdefgh"), 5);
	ck_assert_int_eq(grid_text_cut(grid, 1, 0, 5, STYLE_DEFAULT, "abcde"), 5);
	grid_text_right(grid, 2, 0, 6, STYLE_DEFAULT, "41");
	grid_text_right(grid, 3, 0, 3, STYLE_DEFAULT, "12345");
	ck_assert_str_eq(text(), "abcd…\nabcde\n    41\n12…\n");
}
END_TEST

START_TEST(grid__clip__confines_and_nests)
{
	struct rect old = grid_clip(grid, (struct rect){1, 2, 2, 4});
	struct rect inner = grid_clip(grid, (struct rect){0, 0, 2, 3});
	grid_text(grid, 0, 0, -1, STYLE_DEFAULT, "xxxxxxxxxxxx");
	grid_text(grid, 1, 0, -1, STYLE_DEFAULT, "abcdefgh");
	grid_unclip(grid, inner);
	grid_text(grid, 2, 0, -1, STYLE_DEFAULT, "abcdefgh");
	grid_unclip(grid, old);
	grid_text(grid, 3, 0, -1, STYLE_DEFAULT, "abc");
	ck_assert_str_eq(text(), "\n  c\n  cdef\nabc\n");
}
END_TEST

START_TEST(grid__box__joins_neighbours)
{
	grid_resize(grid, 5, 20);
	struct grid_box a = {.rect = {0, 0, 3, 10}, .title = "2 Cust"};
	struct grid_box b = {.rect = {0, 9, 3, 11}, .title = "4 His", .right = "4"};
	struct grid_box c = {.rect = {2, 0, 3, 20}, .title = "3 Case"};
	grid_box(grid, &a);
	grid_box(grid, &b);
	grid_box(grid, &c);
	grid_box(grid, &a);
	ck_assert_str_eq(text(),
		"┌2 Cust ─┬4 His  4 ┐\n"
		"│        │         │\n"
		"├3 Case ─┴─────────┤\n"
		"│                  │\n"
		"└──────────────────┘\n");
}
END_TEST

START_TEST(grid__box__ascii_popup_and_rule)
{
	grid_resize(grid, 4, 14);
	grid_set_glyphs(grid, GRID_GLYPHS_ASCII);
	grid_text(grid, 1, 1, -1, STYLE_DEFAULT, "under");
	struct grid_box box = {
		.kind = GRID_BOX_POPUP, .rect = {0, 0, 4, 14}, .title = "Outcome", .bottom = "Esc"};
	grid_box(grid, &box);
	grid_rule(grid, 2, 0, 14, STYLE_BORDER);
	ck_assert_str_eq(
		text(), "+Outcome ----+\n|            |\n+------------+\n+- Esc ------+\n");
	grid_set_glyphs(grid, GRID_GLYPHS_ALL);
	box.kind = GRID_BOX_INNER;
	grid_box(grid, &box);
	ck_assert_str_eq(
		text(), "+- Outcome --+\n|            |\n|            |\n+- Esc ------+\n");
}
END_TEST

START_TEST(grid__box__any_size)
{
	struct grid_box box = {
		.title = "A long title 日本語", .right = "12 of 34", .bottom = "bottom"};
	for (int rows = 0; rows < 5; rows++) {
		for (int cols = 0; cols < 13; cols++) {
			grid_clear(grid);
			box.rect = (struct rect){0, 0, rows, cols};
			for (int kind = 0; kind < 3; kind++) {
				box.kind = (enum grid_box_kind)kind;
				grid_box(grid, &box);
			}
			check_invariants(grid);
			for (int r = 0; r < 4; r++) {
				for (int c = 0; c < 12; c++) {
					if (r >= rows || c >= cols)
						ck_assert_str_eq(grid_at(grid, r, c)->text, " ");
				}
			}
		}
	}
}
END_TEST

static const char *const hostile[] = {
	"\x1b[2J\x1b]0;title\x07",
	"abc\rxyz",
	"a\bb\tc\nd",
	"\xc2\x9b"
	"31m",
	"\xff\xfe bad \xc0\x80 \xed\xa0\x80 tail",
	"\xe2\x80\xae evil \xe2\x81\xa6 isolate",
	"zero\xe2\x80\x8bwidth\xef\xbb\xbf",
	"\xf3\xa0\x81\x81 tag",
	"e\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81",
	"\xf0\x9f\x91\xa8\xe2\x80\x8d\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7 family",
	"\xcc\x81 mark first",
	"日\xe6\x97",
};

START_TEST(grid__text__hostile_stays_text)
{
	grid_resize(grid, 3, 40);
	for (size_t i = 0; i < sizeof hostile / sizeof hostile[0]; i++) {
		for (int col = -3; col < 40; col++) {
			grid_text(grid, 1, col, -1, STYLE_DEFAULT, hostile[i]);
			grid_text_cut(grid, 2, col, 5, STYLE_DEFAULT, hostile[i]);
			check_invariants(grid);
		}
	}
	grid_clear(grid);
	grid_text(grid, 0, 0, -1, STYLE_DEFAULT, hostile[1]);
	ck_assert_ptr_nonnull(strstr(text(), "abc␍xyz"));
}
END_TEST

START_TEST(grid__text__every_byte_pair)
{
	char pair[4] = "..x";
	grid_resize(grid, 1, 8);
	for (int a = 0; a < 256; a++) {
		for (int b = 0; b < 256; b++) {
			pair[0] = (char)a;
			pair[1] = (char)b;
			grid_clear(grid);
			int used = grid_text_n(grid, 0, 0, -1, STYLE_DEFAULT, pair, 3);
			ck_assert(used >= 1 && used <= 4);
			/* The byte after a bad one is never swallowed. */
			ck_assert_str_eq(grid_at(grid, 0, used - 1)->text, "x");
		}
		check_invariants(grid);
	}
}
END_TEST

START_TEST(grid__ascii__no_other_byte)
{
	grid_set_glyphs(grid, GRID_GLYPHS_ASCII);
	grid_text(grid, 0, 0, -1, STYLE_DEFAULT, "aé日…·b");
	grid_fill(grid, (struct rect){1, 0, 1, 3}, STYLE_DEFAULT, "█");
	ck_assert_str_eq(text(), "ae??~.b\n???\n\n\n");
	grid_text(grid, 2, 0, -1, STYLE_DEFAULT, "ÑøŁЖ—");
	ck_assert_str_eq(text(), "ae??~.b\n???\nNoL?-\n\n");
	grid_text(grid, 3, 0, -1, STYLE_DEFAULT, "“q”’–×");
	ck_assert_str_eq(text(), "ae??~.b\n???\nNoL?-\n\"q\"'-x\n");
}
END_TEST

/* What such a terminal draws two cells wide by its own table is not drawn; what everybody does, is. */
START_TEST(grid__east_asian__only_what_is_sure)
{
	struct grid_box box = {.kind = GRID_BOX_PANE, .rect = {0, 0, 3, 8}};
	grid_resize(grid, 4, 14);
	grid_set_glyphs(grid, GRID_GLYPHS_EAST_ASIAN);
	grid_box(grid, &box);
	grid_text(grid, 1, 1, -1, STYLE_DEFAULT, "é日…");
	ck_assert_str_eq(text(), "+------+\n|e日~  |\n+------+\n\n");
	ck_assert_int_eq(grid_at(grid, 1, 2)->width, 2);
}
END_TEST

START_TEST(grid__plain_frames__letters_stay)
{
	struct grid_box box = {.kind = GRID_BOX_PANE, .rect = {0, 0, 3, 8}};
	grid_resize(grid, 4, 14);
	grid_set_glyphs(grid, GRID_GLYPHS_PLAIN_FRAMES);
	grid_box(grid, &box);
	grid_text(grid, 1, 1, -1, STYLE_DEFAULT, "é日…");
	ck_assert_str_eq(text(), "+------+\n|é日…  |\n+------+\n\n");
}
END_TEST

START_TEST(grid__cursor__last_wins_and_clear_hides)
{
	int row, col;
	ck_assert(!grid_cursor(grid, &row, &col));
	grid_cursor_set(grid, 1, 2);
	grid_cursor_set(grid, 3, 4);
	grid_cursor_set(grid, 99, 4);
	ck_assert(grid_cursor(grid, &row, &col));
	ck_assert_int_eq(row, 3);
	ck_assert_int_eq(col, 4);
	grid_clear(grid);
	ck_assert(!grid_cursor(grid, &row, &col));
}
END_TEST

START_TEST(grid__dump__planes)
{
	struct strbuf out = STRBUF_INIT;
	grid_text(grid, 0, 0, -1, STYLE_LATE, "03:41");
	grid_restyle(grid, (struct rect){0, 0, 1, 2}, STYLE_MATCH);
	grid_cursor_set(grid, 0, 3);
	grid_dump_style(grid, &out);
	ck_assert_str_eq(out.buf, "//LLL\n\n\n\n/ match\nL late\ncursor 0,3\n");
	strbuf_fini(&out);
}
END_TEST

START_TEST(grid__equal__sees_cells_and_cursor)
{
	int row, col;
	struct grid *other = grid_new(1, 1);
	grid_text(grid, 2, 3, -1, STYLE_OK, "x");
	grid_copy(other, grid);
	ck_assert(grid_equal(grid, other));
	grid_cursor_set(other, 0, 0);
	ck_assert(!grid_equal(grid, other));
	grid_cursor_hide(other);
	grid_restyle(other, (struct rect){2, 3, 1, 1}, STYLE_LATE);
	ck_assert(grid_diff(grid, other, &row, &col));
	ck_assert_int_eq(row, 2);
	ck_assert_int_eq(col, 3);
	grid_free(&other);
}
END_TEST

START_TEST(grid__text_wrap__at_words_and_groups)
{
	grid_text_wrap(grid, (struct rect){0, 0, 4, 12}, STYLE_DEFAULT, "Nobody is waiting here.");
	ck_assert_str_eq(text(), "Nobody is\nwaiting\nhere.\n\n");
	ck_assert_int_eq(grid_text_lines("Nobody is waiting here.", 12), 3);
	grid_clear(grid);
	/* What two spaces keep together is not broken: "i Who" is one key and its name. */
	grid_text_wrap(grid, (struct rect){0, 0, 2, 12}, STYLE_DEFAULT, "m Merge  i Who is it");
	ck_assert_str_eq(text(), "m Merge\ni Who is it\n\n\n");
	grid_clear(grid);
	grid_text_wrap(grid, (struct rect){0, 0, 2, 6}, STYLE_DEFAULT, "one two three four");
	ck_assert_str_eq(text(), "one\ntwo t…\n\n\n");
	ck_assert_int_eq(grid_text_lines("", 6), 0);
}
END_TEST

/* The way out is told at any width, and what Enter does before the rest. */
START_TEST(grid__box__keys_that_fit)
{
	struct grid *wide = grid_new(2, 46);
	struct grid_box box = {.rect = {0, 0, 2, 46},
		.bottom = "Tab next - Down chooses - Enter: it is them - Esc back"};
	grid_box(wide, &box);
	ck_assert_ptr_nonnull(strstr(grid_said(wide), " Tab next - Enter: it is them - Esc back "));
	ck_assert_ptr_null(strstr(grid_said(wide), "…"));
	grid_free(&wide);
	wide = grid_new(2, 70);
	box.rect.cols = 70;
	grid_box(wide, &box);
	ck_assert_ptr_nonnull(strstr(grid_said(wide), box.bottom));
	grid_free(&wide);
}
END_TEST

START_TEST(grid__dump_looks__tells_attributes)
{
	struct strbuf out = STRBUF_INIT;
	struct style_set set = {0};
	set.def[STYLE_LATE].attrs = STYLE_BOLD | STYLE_UNDERLINE;
	grid_text(grid, 0, 0, -1, STYLE_LATE, "x");
	grid_dump_looks(grid, &set, &out);
	ck_assert_ptr_nonnull(strstr(out.buf, " late bold underline\n"));
	strbuf_reset(&out);
	grid_dump_style(grid, &out);
	ck_assert_ptr_nonnull(strstr(out.buf, " late\n"));
	strbuf_fini(&out);
}
END_TEST

Suite *suite_grid(void);
Suite *suite_grid(void)
{
	Suite *s = suite_create("grid");
	TCase *tc = tcase_create("core");
	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, grid__text__cells_used);
	tcase_add_test(tc, grid__text__wide_never_halved);
	tcase_add_test(tc, grid__text__outside_dropped);
	tcase_add_test(tc, grid__text__cut_and_right);
	tcase_add_test(tc, grid__clip__confines_and_nests);
	tcase_add_test(tc, grid__box__joins_neighbours);
	tcase_add_test(tc, grid__box__ascii_popup_and_rule);
	tcase_add_test(tc, grid__text_wrap__at_words_and_groups);
	tcase_add_test(tc, grid__box__keys_that_fit);
	tcase_add_test(tc, grid__dump_looks__tells_attributes);
	tcase_add_test(tc, grid__box__any_size);
	tcase_add_test(tc, grid__text__hostile_stays_text);
	tcase_add_test(tc, grid__text__every_byte_pair);
	tcase_add_test(tc, grid__ascii__no_other_byte);
	tcase_add_test(tc, grid__east_asian__only_what_is_sure);
	tcase_add_test(tc, grid__plain_frames__letters_stay);
	tcase_add_test(tc, grid__cursor__last_wins_and_clear_hides);
	tcase_add_test(tc, grid__dump__planes);
	tcase_add_test(tc, grid__equal__sees_cells_and_cursor);
	suite_add_tcase(s, tc);
	return s;
}
