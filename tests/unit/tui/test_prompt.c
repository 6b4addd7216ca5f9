#include "carrel/prompt.h"
#include "carrel/strbuf.h"
#include "unit/tui/support_tui.h"
#include <check.h>
#include <stdio.h>
#include <string.h>

static struct prompt *prompt;
static struct strbuf out = STRBUF_INIT;

static const struct prompt_choice outcomes[] = {
	{1, "Solved", NULL},
	{2, "Waiting for customer", NULL},
	{3, "Callback...", NULL},
};
static const struct prompt_choice texts[] = {
	{11, "Router replacement promised", "\"We will replace the router\""},
	{12, "Router reset", "\"Please hold the reset button\""},
};

static unsigned press(const char *name)
{
	struct key key = key_named(name);
	return prompt_key(prompt, &key);
}

static int64_t chosen(void)
{
	int64_t id = -1;
	ck_assert(prompt_chosen(prompt, &id));
	return id;
}

static const char *paint(int rows, int cols)
{
	struct grid *grid = grid_new(rows, cols);
	int row, col;
	prompt_paint(prompt, grid, grid_area(grid));
	strbuf_reset(&out);
	grid_dump_text(grid, &out);
	ck_assert(rows < 3 || cols < 10 || grid_cursor(grid, &row, &col));
	grid_free(&grid);
	return out.buf;
}

START_TEST(prompt__flow__digit_chooses)
{
	prompt = prompt_new(PROMPT_FLOW, "Outcome of C-88213", "Esc back", false);
	prompt_set_choices(prompt, outcomes, 3);
	ck_assert_int_eq(prompt_rows(prompt, 60), 3);
	ck_assert_int_eq(prompt_rows(prompt, 30), 5);
	ck_assert_str_eq(paint(3, 60),
		"┌Outcome of C-88213 ───────────────────────────────────────┐\n"
		"│ 1 Solved   2 Waiting for customer   3 Callback...        │\n"
		"└─ Esc back ───────────────────────────────────────────────┘\n");
	ck_assert_uint_eq(press("9"), WIDGET_HANDLED);
	ck_assert_uint_eq(press("0"), WIDGET_HANDLED);
	ck_assert(press("2") & WIDGET_SUBMIT);
	ck_assert_int_eq(chosen(), 2);
	press("Right");
	ck_assert_int_eq(chosen(), 3);
	press("Down");
	ck_assert_int_eq(chosen(), 3);
	ck_assert(press("Enter") & WIDGET_SUBMIT);
	ck_assert(press("Esc") & WIDGET_CANCEL);
	ck_assert_uint_eq(press("x"), WIDGET_NONE);
	prompt_free(&prompt);
}
END_TEST

START_TEST(prompt__flow__digits_stay_wherever_the_cursor_is)
{
	static const struct prompt_choice ten[] = {{1, "Solved", NULL}, {2, "Waiting", NULL},
		{3, "Ours", NULL}, {4, "Callback", NULL}, {5, "Transfer", NULL}, {6, "Wrong", NULL},
		{7, "Complaint", NULL}, {8, "Abuse", NULL}, {9, "More", NULL},
		{10, "Proposed: close", NULL}};
	prompt = prompt_new(PROMPT_FLOW, "Outcome", "", false);
	prompt_set_choices(prompt, ten, 10);
	prompt_set_row(prompt, 10);
	ck_assert_int_eq(chosen(), 10);
	ck_assert_ptr_nonnull(strstr(paint(6, 60), "1 Solved"));
	ck_assert(press("1") & WIDGET_SUBMIT);
	ck_assert_int_eq(chosen(), 1);
	prompt_set_row(prompt, 10);
	ck_assert(press("9") & WIDGET_SUBMIT);
	ck_assert_int_eq(chosen(), 9);
	prompt_free(&prompt);
}
END_TEST

START_TEST(prompt__rows__field_narrows)
{
	prompt = prompt_new(PROMPT_ROWS, "Canned:", "Enter insert - 1-9 insert that one", true);
	prompt_set_inner(prompt, true);
	prompt_set_right(prompt, "2 of 38");
	prompt_set_choices(prompt, texts, 2);
	ck_assert(press("r") & WIDGET_CHANGED);
	ck_assert_str_eq(prompt_text(prompt), "r");
	ck_assert_str_eq(paint(4, 66),
		"+- Canned: r       ------------------------------------- 2 of 38 +\n"
		"|>1 Router replacement promised  \"We will replace the router\"    |\n"
		"| 2 Router reset                 \"Please hold the reset button\"  |\n"
		"+- Enter insert - 1-9 insert that one ---------------------------+\n");
	press("Down");
	prompt_set_choices(prompt, texts + 1, 1);
	ck_assert_int_eq(chosen(), 12);
	prompt_set_choices(prompt, NULL, 0);
	ck_assert_uint_eq(press("Enter"), WIDGET_HANDLED);
	ck_assert_int_eq(prompt_rows(prompt, 66), 3);
	prompt_free(&prompt);
}
END_TEST

START_TEST(prompt__choices__cursor_stays_unless_somebody_typed)
{
	prompt = prompt_new(PROMPT_ROWS, "Canned:", NULL, true);
	prompt_set_choices(prompt, texts, 2);
	int64_t first = chosen();
	press("Down");
	int64_t second = chosen();
	prompt_set_choices(prompt, texts, 2); /* read again */
	ck_assert_int_eq(chosen(), second);
	press("r");
	prompt_set_choices(prompt, texts, 2); /* both fit, the first one best */
	ck_assert_int_eq(chosen(), first);
	press("Down");
	prompt_set_choices(prompt, texts, 2);
	ck_assert_int_eq(chosen(), second);
	prompt_free(&prompt);
}
END_TEST

START_TEST(prompt__rows__digits_belong_to_the_window)
{
	struct prompt_choice many[20];
	char names[20][16];
	for (int i = 0; i < 20; i++) {
		snprintf(names[i], sizeof names[i], "choice %d", i);
		many[i] = (struct prompt_choice){i, names[i], NULL};
	}
	prompt = prompt_new(PROMPT_ROWS, "Pick", NULL, false);
	prompt_set_choices(prompt, many, 20);
	ck_assert_int_eq(prompt_rows(prompt, 40), 11);
	press("PgDn");
	press("Down");
	ck_assert_int_eq(chosen(), 10);
	ck_assert_ptr_nonnull(strstr(paint(11, 40), "│ 1 choice 2 "));
	ck_assert_ptr_nonnull(strstr(paint(11, 40), "11 of 20"));
	press("1");
	ck_assert_int_eq(chosen(), 2);
	prompt_free(&prompt);
}
END_TEST

START_TEST(prompt__text__digits_are_text)
{
	prompt = prompt_new(PROMPT_TEXT, "Find", NULL, true);
	press("5");
	press("5");
	ck_assert_str_eq(prompt_text(prompt), "55");
	struct key paste = {.kind = KEY_PASTE, .text = "0\n1", .len = 3};
	ck_assert(!(prompt_key(prompt, &paste) & WIDGET_SUBMIT));
	ck_assert_str_eq(prompt_text(prompt), "550 1");
	prompt_set_choices(prompt, outcomes, 3);
	press("Down");
	ck_assert_int_eq(chosen(), 2);
	ck_assert_int_eq(prompt_rows(prompt, 40), 6);
	prompt_free(&prompt);
}
END_TEST

START_TEST(prompt__note__is_seen_where_nothing_is_left)
{
	prompt = prompt_new(PROMPT_ROWS, "Find", "Esc back", true);
	prompt_set_choices(prompt, NULL, 0);
	prompt_set_note(prompt, "Nobody by that name.");
	ck_assert_int_eq(prompt_rows(prompt, 40), 3);
	ck_assert_ptr_nonnull(strstr(paint(3, 40), "│ Nobody by that name."));
	prompt_set_choices(prompt, texts, 2);
	ck_assert_int_eq(prompt_rows(prompt, 40), 5);
	ck_assert_ptr_nonnull(strstr(paint(5, 40), "│ Nobody by that name."));
	ck_assert_ptr_nonnull(strstr(paint(5, 40), "Router reset"));
	prompt_free(&prompt);
}
END_TEST

START_TEST(prompt__paint__any_size)
{
	for (int shape = 0; shape < 3; shape++) {
		prompt = prompt_new((enum prompt_shape)shape, "Title", "hint", true);
		prompt_set_note(prompt, "a note");
		prompt_set_choices(prompt, texts, 2);
		for (int rows = 1; rows < 8; rows++) {
			for (int cols = 1; cols < 50; cols += 3)
				paint(rows, cols);
		}
		prompt_free(&prompt);
	}
	struct rect r = prompt_rect((struct rect){1, 0, 20, 80}, 5, false);
	ck_assert(r.row == 16 && r.rows == 5 && r.cols == 80);
	r = prompt_rect((struct rect){1, 0, 20, 80}, 5, true);
	ck_assert(r.row == 15 && r.rows == 5 && r.col == 2 && r.cols == 76);
}
END_TEST

START_TEST(prompt__click__selects_then_chooses)
{
	const struct rect rect = {2, 0, 5, 60};
	prompt = prompt_new(PROMPT_ROWS, "Texts", "", true);
	prompt_set_choices(prompt, texts, 2);
	ck_assert_uint_eq(prompt_click(prompt, rect, 4, 7) & WIDGET_SUBMIT, 0);
	ck_assert_int_eq(chosen(), 12);
	ck_assert(prompt_click(prompt, rect, 4, 7) & WIDGET_SUBMIT);
	ck_assert_uint_eq(prompt_click(prompt, rect, 5, 7) & WIDGET_SUBMIT, 0); /* no row */
	ck_assert_uint_eq(prompt_click(prompt, rect, 2, 7) & WIDGET_SUBMIT, 0); /* the frame */
	ck_assert_int_eq(chosen(), 12);
	prompt_free(&prompt);
	prompt = prompt_new(PROMPT_FLOW, "Outcome", "", false);
	prompt_set_choices(prompt, outcomes, 3);
	/* "1 Solved   2 Waiting for customer" begins in the second column of the inside. */
	prompt_click(prompt, (struct rect){0, 0, 3, 60}, 1, 15);
	ck_assert_int_eq(chosen(), 2);
	prompt_free(&prompt);
}
END_TEST

/* What has the cursor is in sight, whatever the room. */
START_TEST(prompt__paint__little_room_shows_the_cursors_choice)
{
	static const struct prompt_choice choices[] = {{.id = 1, .label = "Solved"},
		{.id = 2, .label = "Waiting"}, {.id = 3, .label = "Callback"}};
	static const struct key down = {.kind = KEY_DOWN};
	struct prompt *made = prompt_new(PROMPT_FLOW, "Outcome", "", false);
	struct grid *grid = grid_new(4, 20);
	struct strbuf text = STRBUF_INIT;
	prompt_set_choices(made, choices, 3);
	prompt_paint(made, grid, (struct rect){0, 0, 3, 14});
	grid_dump_text(grid, &text);
	ck_assert_ptr_nonnull(strstr(text.buf, "1 Solved"));
	prompt_key(made, &down);
	prompt_key(made, &down);
	grid_clear(grid);
	strbuf_reset(&text);
	prompt_paint(made, grid, (struct rect){0, 0, 3, 14});
	grid_dump_text(grid, &text);
	ck_assert_ptr_nonnull(strstr(text.buf, "3 Callback"));
	ck_assert_ptr_null(strstr(text.buf, "Solved"));
	grid_clear(grid);
	strbuf_reset(&text);
	prompt_paint(made, grid, (struct rect){1, 0, 1, 20}); /* no frame fits */
	grid_dump_text(grid, &text);
	ck_assert_ptr_nonnull(strstr(text.buf, ">"));
	ck_assert_ptr_nonnull(strstr(text.buf, "Callback"));
	strbuf_fini(&text);
	grid_free(&grid);
	prompt_free(&made);
}
END_TEST

Suite *suite_prompt(void);
Suite *suite_prompt(void)
{
	Suite *s = suite_create("prompt");
	TCase *tc = tcase_create("core");
	tcase_add_test(tc, prompt__flow__digit_chooses);
	tcase_add_test(tc, prompt__flow__digits_stay_wherever_the_cursor_is);
	tcase_add_test(tc, prompt__rows__field_narrows);
	tcase_add_test(tc, prompt__choices__cursor_stays_unless_somebody_typed);
	tcase_add_test(tc, prompt__rows__digits_belong_to_the_window);
	tcase_add_test(tc, prompt__text__digits_are_text);
	tcase_add_test(tc, prompt__note__is_seen_where_nothing_is_left);
	tcase_add_test(tc, prompt__paint__any_size);
	tcase_add_test(tc, prompt__click__selects_then_chooses);
	tcase_add_test(tc, prompt__paint__little_room_shows_the_cursors_choice);
	suite_add_tcase(s, tc);
	return s;
}
