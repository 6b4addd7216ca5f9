#include "carrel/list.h"
#include "carrel/strbuf.h"
#include "unit/tui/support_tui.h"
#include <check.h>
#include <stdio.h>
#include <string.h>

static int64_t ids[1000];
static size_t nids;
static char cell_text[64];

static size_t rows_count(void *arg)
{
	(void)arg;
	return nids;
}

static int64_t rows_id(void *arg, size_t row)
{
	(void)arg;
	ck_assert_uint_lt(row, nids);
	return ids[row];
}

static struct list_cell rows_cell(void *arg, size_t row, int column)
{
	(void)arg;
	if (column == 0)
		snprintf(cell_text, sizeof cell_text, "%lld", (long long)ids[row]);
	else
		snprintf(cell_text, sizeof cell_text, "Muñoz %lld", (long long)ids[row]);
	return (struct list_cell){cell_text, STYLE_DEFAULT};
}

static const struct list_column columns[] = {
	{.id = "id", .title = "No", .min = 4, .align = LIST_RIGHT},
	{.id = "name", .title = "Name", .min = 6, .weight = 1, .match = true},
	{.id = "extra", .title = "Extra", .min = 12},
};
static struct list_cell rows_below(void *arg, size_t row)
{
	(void)arg;
	snprintf(cell_text, sizeof cell_text, "gist of %lld", (long long)ids[row]);
	return (struct list_cell){cell_text, STYLE_DEFAULT};
}

static const struct list_source source = {
	.count = rows_count, .id = rows_id, .cell = rows_cell, .below = rows_below};

static struct list *list;

/* Ids 10, 20, 30 … so that there is room between them. */
static void fill(size_t n)
{
	nids = n;
	for (size_t i = 0; i < n; i++)
		ids[i] = (int64_t)(i + 1) * 10;
}

static void insert(size_t at, int64_t id)
{
	memmove(&ids[at + 1], &ids[at], (nids - at) * sizeof ids[0]);
	ids[at] = id;
	nids++;
}

static void drop(size_t at)
{
	memmove(&ids[at], &ids[at + 1], (nids - at - 1) * sizeof ids[0]);
	nids--;
}

static void setup(void)
{
	fill(20);
	list = list_new(columns, 3, &source);
	list_set_height(list, 6); /* heading and 5 rows */
	list_refresh(list);
}

static void teardown(void)
{
	list_free(&list);
}

static unsigned press(const char *name)
{
	struct key key = key_named(name);
	return list_key(list, &key);
}

START_TEST(list__keys__move_and_clamp)
{
	ck_assert_int_eq(list_selected(list), 10);
	ck_assert_uint_eq(press("Up"), WIDGET_HANDLED);
	ck_assert_uint_eq(press("Down"), WIDGET_HANDLED | WIDGET_REPAINT | WIDGET_CHANGED);
	press("J");
	ck_assert_int_eq(list_selected(list), 30);
	press("k");
	ck_assert_int_eq(list_selected(list), 20);
	press("PgDn");
	ck_assert_int_eq(list_selected(list), 60);
	ck_assert_uint_eq(list_top(list), 1);
	press("End");
	ck_assert_int_eq(list_selected(list), 200);
	ck_assert_uint_eq(list_top(list), 15);
	press("Home");
	ck_assert_int_eq(list_selected(list), 10);
	ck_assert_uint_eq(press("Enter"), WIDGET_HANDLED | WIDGET_SUBMIT);
	ck_assert_uint_eq(press("Ctrl-R"), WIDGET_NONE);
	ck_assert_uint_eq(press("d"), WIDGET_NONE);
	ck_assert_uint_eq(press("1"), WIDGET_NONE);
}
END_TEST

START_TEST(list__refresh__keeps_id_and_place)
{
	list_select(list, 100);
	size_t offset = 9 - list_top(list);
	insert(0, 5);
	insert(0, 4);
	list_refresh(list);
	ck_assert_int_eq(list_selected(list), 100);
	ck_assert_uint_eq(11 - list_top(list), offset);
	drop(0);
	drop(0);
	drop(0);
	list_refresh(list);
	ck_assert_int_eq(list_selected(list), 100);
	ck_assert_uint_eq(8 - list_top(list), offset);
}
END_TEST

START_TEST(list__refresh__vanished_takes_the_next)
{
	list_select(list, 100);
	drop(9);
	list_refresh(list);
	ck_assert_int_eq(list_selected(list), 110);
	/* With its neighbours gone as well, the nearest below; at the end, the nearest above. */
	drop(9);
	drop(9);
	insert(0, 1);
	list_refresh(list);
	ck_assert_int_eq(list_selected(list), 130);
	press("End");
	ck_assert_int_eq(list_selected(list), 200);
	nids--;
	list_refresh(list);
	ck_assert_int_eq(list_selected(list), 190);
}
END_TEST

START_TEST(list__refresh__all_replaced_keeps_the_index)
{
	list_select(list, 50);
	for (size_t i = 0; i < nids; i++)
		ids[i] += 1000;
	list_refresh(list);
	ck_assert_int_eq(list_selected(list), 1050);
}
END_TEST

START_TEST(list__refresh__empty_and_back)
{
	nids = 0;
	list_refresh(list);
	ck_assert_int_eq(list_selected(list), LIST_NO_ID);
	ck_assert_uint_eq(press("Down"), WIDGET_HANDLED);
	ck_assert_uint_eq(press("Enter"), WIDGET_HANDLED);
	press("Space");
	fill(3);
	list_refresh(list);
	ck_assert_int_eq(list_selected(list), 10);
}
END_TEST

START_TEST(list__refresh__burst_of_changes)
{
	unsigned seed = 7;
	list_select(list, 100);
	for (int i = 0; i < 500; i++) {
		seed = seed * 1103515245u + 12345u;
		size_t at = (seed >> 8) % (nids + 1);
		if (seed >> 20 & 1 && nids < 900) {
			insert(at, 10000 + i);
		} else if (nids > 1) {
			at = at % nids;
			if (ids[at] != 100)
				drop(at);
		}
		list_refresh(list);
		ck_assert_int_eq(list_selected(list), 100);
		size_t row;
		ck_assert(list_selected_row(list, &row) && ids[row] == 100);
		ck_assert(row >= list_top(list) && row < list_top(list) + 5);
	}
}
END_TEST

START_TEST(list__refresh__counts_new_below)
{
	ck_assert_uint_eq(list_new_below(list), 0);
	insert(nids, 900);
	insert(nids, 901);
	insert(0, 1);
	list_refresh(list);
	ck_assert_uint_eq(list_new_below(list), 2);
	press("End");
	ck_assert_uint_eq(list_new_below(list), 0);
}
END_TEST

/* A filter that ends brings rows back, not news. */
START_TEST(list__ask_anew__counts_nothing)
{
	insert(nids, 900);
	list_ask_anew(list);
	list_refresh(list);
	ck_assert_uint_eq(list_new_below(list), 0);
	insert(nids, 901);
	list_refresh(list);
	ck_assert_uint_eq(list_new_below(list), 1);
}
END_TEST

START_TEST(list__mark__by_id)
{
	size_t n;
	press("Space");
	press("Space");
	ck_assert_uint_eq(list_mark_count(list), 2);
	ck_assert(list_marked(list, 10) && list_marked(list, 20) && !list_marked(list, 30));
	ck_assert_int_eq(list_selected(list), 30);
	drop(0);
	list_refresh(list);
	ck_assert_uint_eq(list_mark_count(list), 1);
	press("a");
	ck_assert_uint_eq(list_mark_count(list), nids);
	ck_assert_int_eq(list_marks(list, &n)[0], 20);
	press("A");
	ck_assert_uint_eq(list_mark_count(list), 0);
}
END_TEST

static const char *paint(int rows, int cols, bool focused)
{
	static struct strbuf out = STRBUF_INIT;
	struct grid *grid = grid_new(rows, cols);
	list_paint(list, grid, grid_area(grid), focused);
	strbuf_reset(&out);
	grid_dump_text(grid, &out);
	grid_dump_style(grid, &out);
	grid_free(&grid);
	return out.buf;
}

START_TEST(list__paint__marker_cursor_and_match)
{
	fill(2);
	list_refresh(list);
	list_set_match(list, " munoz ");
	press("Down");
	ck_assert_str_eq(paint(3, 22, true),
		"   No Name\n"
		"   10 Muñoz 10\n"
		">  20 Muñoz 20\n"
		"...HH.HHHH\n"
		"....../////\n"
		"SSSSSS/////SSSSSSSSSSS\n"
		"H heading\nS selected\n/ match\ncursor 2,0\n");
}
END_TEST

START_TEST(list__paint__empty_says_what_to_do)
{
	nids = 0;
	list_refresh(list);
	list_set_empty(list, "Nobody is waiting.");
	ck_assert_ptr_nonnull(strstr(paint(3, 40, true), "\n Nobody is waiting.\n"));
	ck_assert_ptr_nonnull(strstr(paint(3, 40, true), "cursor 1,0"));
}
END_TEST

START_TEST(list__paint__any_size)
{
	press("End");
	for (int rows = 1; rows < 9; rows++) {
		for (int cols = 1; cols < 40; cols++) {
			const char *screen = paint(rows, cols, true);
			if (cols > 1)
				ck_assert_ptr_nonnull(strstr(screen, "cursor "));
			if (cols > 1)
				ck_assert_ptr_nonnull(strchr(screen, '>'));
		}
	}
}
END_TEST

START_TEST(list__tall__two_lines_a_row)
{
	fill(100);
	list_set_heading(list, false);
	list_set_tall(list, true);
	list_set_height(list, 7); /* three rows, and a line that no row fits in */
	list_refresh(list);
	list_select_row(list, 1);
	const char *screen = paint(7, 40, true);
	ck_assert_ptr_nonnull(strstr(screen, "   10 Muñoz 10"));
	ck_assert_ptr_nonnull(strstr(screen, "\n   gist of 10\n"));
	ck_assert_ptr_nonnull(strstr(screen, ">  20 Muñoz 20"));
	ck_assert_ptr_nonnull(strstr(screen, "\n   gist of 30\n"));
	ck_assert_ptr_null(strstr(screen, "Muñoz 40"));
	ck_assert_ptr_nonnull(strstr(screen, "cursor 2,0"));
	list_select_row(list, 50); /* the last of the three */
	ck_assert_uint_eq(list_top(list), 48);
	ck_assert(list_click(list, 3)); /* the second line of the second row */
	ck_assert_int_eq(list_selected(list), 500);
	ck_assert(!list_click(list, 6));
	list_set_tall(list, false);
	list_set_height(list, 7);
	ck_assert_ptr_null(strstr(paint(7, 40, true), "gist"));
}
END_TEST

START_TEST(list__click__selects_the_painted_row)
{
	fill(100);
	list_set_height(list, 6);
	list_refresh(list);
	list_select_row(list, 50);
	ck_assert_uint_eq(list_top(list), 46);
	ck_assert(list_click(list, 1)); /* below the heading */
	ck_assert_int_eq(list_selected(list), 470);
	ck_assert(list_click(list, 5));
	ck_assert_int_eq(list_selected(list), 510);
	ck_assert(!list_click(list, 0));
	ck_assert(!list_click(list, 6));
	ck_assert(!list_click(list, -1));
	fill(2);
	list_refresh(list);
	ck_assert(!list_click(list, 3));
	ck_assert(list_click(list, 2));
	ck_assert_int_eq(list_selected(list), 20);
}
END_TEST

Suite *suite_list(void);
Suite *suite_list(void)
{
	Suite *s = suite_create("list");
	TCase *tc = tcase_create("core");
	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, list__keys__move_and_clamp);
	tcase_add_test(tc, list__refresh__keeps_id_and_place);
	tcase_add_test(tc, list__refresh__vanished_takes_the_next);
	tcase_add_test(tc, list__refresh__all_replaced_keeps_the_index);
	tcase_add_test(tc, list__refresh__empty_and_back);
	tcase_add_test(tc, list__refresh__burst_of_changes);
	tcase_add_test(tc, list__refresh__counts_new_below);
	tcase_add_test(tc, list__ask_anew__counts_nothing);
	tcase_add_test(tc, list__mark__by_id);
	tcase_add_test(tc, list__paint__marker_cursor_and_match);
	tcase_add_test(tc, list__paint__empty_says_what_to_do);
	tcase_add_test(tc, list__paint__any_size);
	tcase_add_test(tc, list__click__selects_the_painted_row);
	tcase_add_test(tc, list__tall__two_lines_a_row);
	suite_add_tcase(s, tc);
	return s;
}
