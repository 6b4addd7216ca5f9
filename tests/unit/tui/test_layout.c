#include "carrel/layout.h"
#include <check.h>

START_TEST(layout__class__borders)
{
	static const struct {
		int rows, cols;
		enum layout_class want;
	} at[] = {
		{1, 1, LAYOUT_TINY},
		{3, 200, LAYOUT_TINY},
		{4, 19, LAYOUT_TINY},
		{4, 20, LAYOUT_SMALL},
		{14, 200, LAYOUT_SMALL},
		{50, 59, LAYOUT_SMALL},
		{15, 60, LAYOUT_MEDIUM},
		{24, 80, LAYOUT_MEDIUM},
		{29, 200, LAYOUT_MEDIUM},
		{60, 99, LAYOUT_MEDIUM},
		{30, 100, LAYOUT_LARGE},
		{40, 120, LAYOUT_LARGE},
		{49, 300, LAYOUT_LARGE},
		{60, 159, LAYOUT_LARGE},
		{50, 160, LAYOUT_HUGE},
	};
	for (size_t i = 0; i < sizeof at / sizeof at[0]; i++)
		ck_assert_int_eq(layout_class_of(at[i].rows, at[i].cols), at[i].want);
	for (int i = 0; i < LAYOUT_CLASS_COUNT; i++)
		ck_assert_ptr_nonnull(layout_class_name((enum layout_class)i));
}
END_TEST

static const struct layout_node top[] = {
	{.kind = LAYOUT_PANE, .pane = 2, .min = 20, .weight = 1},
	{.kind = LAYOUT_PANE, .pane = 4, .min = 20, .weight = 1},
};
static const struct layout_node rows[] = {
	{.kind = LAYOUT_COLS, .min = 6, .kids = top, .nkids = 2},
	{.kind = LAYOUT_PANE, .pane = 3, .min = 5, .weight = 1},
};
static const struct layout_node desk = {.kind = LAYOUT_ROWS, .kids = rows, .nkids = 2};

START_TEST(layout__place__shares_borders)
{
	struct layout_place p[LAYOUT_PANES_MAX];
	struct rect r;
	int n = layout_place(&desk, (struct rect){1, 0, 21, 80}, 0, NULL, p);

	ck_assert_int_eq(n, 3);
	ck_assert(layout_find(p, n, 2, &r));
	ck_assert(r.row == 1 && r.col == 0 && r.rows == 6 && r.cols == 40);
	ck_assert(layout_find(p, n, 4, &r));
	ck_assert(r.row == 1 && r.col == 39 && r.rows == 6 && r.cols == 41);
	ck_assert(layout_find(p, n, 3, &r));
	ck_assert(r.row == 6 && r.col == 0 && r.rows == 16 && r.cols == 80);
	ck_assert(!layout_find(p, n, 1, &r));
}
END_TEST

START_TEST(layout__place__hidden_and_grown)
{
	struct layout_place p[LAYOUT_PANES_MAX];
	int grow[LAYOUT_PANES_MAX] = {[2] = 10};
	struct rect r;
	int n = layout_place(&desk, (struct rect){1, 0, 21, 80}, 1u << 4, NULL, p);

	ck_assert_int_eq(n, 2);
	ck_assert(layout_find(p, n, 2, &r) && r.cols == 80);
	n = layout_place(&desk, (struct rect){1, 0, 21, 80}, 0, grow, p);
	ck_assert(layout_find(p, n, 2, &r) && r.cols == 45);
	ck_assert_int_eq(layout_place(&desk, (struct rect){1, 0, 21, 80},
				 1u << 2 | 1u << 3 | 1u << 4, NULL, p),
		0);
}
END_TEST

/* At every size: inside the area, no gap on any border cell, reading order kept. */
START_TEST(layout__place__covers_any_area)
{
	struct layout_place p[LAYOUT_PANES_MAX];

	for (int h = 1; h < 40; h++) {
		for (int w = 1; w < 120; w += 7) {
			struct rect area = {1, 0, h, w};
			int n = layout_place(&desk, area, 0, NULL, p);
			ck_assert_int_ge(n, 1);
			for (int row = 1; row < 1 + h; row++) {
				for (int col = 0; col < w; col++) {
					bool covered = false;
					for (int i = 0; i < n; i++)
						covered = covered || rect_has(p[i].rect, row, col);
					ck_assert_msg(covered, "%dx%d: %d,%d", w, h, row, col);
				}
			}
			for (int i = 0; i < n; i++) {
				struct rect in = rect_intersect(p[i].rect, area);
				ck_assert(in.rows == p[i].rect.rows && in.cols == p[i].rect.cols);
			}
		}
	}
}
END_TEST

START_TEST(layout__frame__has_its_lines)
{
	struct layout_frame f = layout_frame_of(24, 80);
	ck_assert(f.status.row == 0 && f.body.row == 1 && f.body.rows == 21);
	ck_assert(f.message.row == 22 && f.hints.row == 23);
	f = layout_frame_of(3, 80);
	ck_assert(f.status.rows == 1 && f.body.rows == 0 && f.hints.rows == 0);
	f = layout_frame_of(4, 20);
	ck_assert(f.body.rows == 1);
}
END_TEST

Suite *suite_layout(void);
Suite *suite_layout(void)
{
	Suite *s = suite_create("layout");
	TCase *tc = tcase_create("core");
	tcase_add_test(tc, layout__class__borders);
	tcase_add_test(tc, layout__place__shares_borders);
	tcase_add_test(tc, layout__place__hidden_and_grown);
	tcase_add_test(tc, layout__place__covers_any_area);
	tcase_add_test(tc, layout__frame__has_its_lines);
	suite_add_tcase(s, tc);
	return s;
}
