/* The windows that change a customer: every row, one level back, both side by side, and a company found
 * while somebody new is typed. */
#include "unit/view/support_console.h"

#include "carrel/arena.h"
#include "carrel/keys.h"
#include "carrel/store_people.h"
#include "carrel/store_rows.h"
#include "carrel/term.h"

#include <check.h>
#include <string.h>

Suite *suite_customer_windows(void);

static struct arena *arena;

static void set_up(void)
{
	test_console_open();
	arena = arena_new();
}

static void tear_down(void)
{
	arena_free(&arena);
	test_console_close();
}

static int64_t in_hand(void)
{
	return test_con->desk->hand.customer_id;
}

static struct customer now_of(int64_t id)
{
	struct customer c;
	struct err err = {0};
	ck_assert_msg(
		store_customer_get(test_app.store, id, arena, &c, &err) == RC_OK, "%s", err.text);
	return c;
}

static struct identity *ways_of(int64_t id, size_t *n)
{
	struct identity *ways;
	struct err err = {0};
	ck_assert_int_eq(store_identity_list(test_app.store, id, arena, &ways, n, &err), RC_OK);
	return ways;
}

static int64_t found(const char *name)
{
	struct person_row *rows;
	struct err err = {0};
	size_t n;
	const struct heard heard = {HEARD_NAME, &name, 1};
	ck_assert_int_eq(
		store_identify(test_app.store, &heard, 1, "ES", 1, arena, &rows, &n, &err), RC_OK);
	ck_assert_uint_eq(n, 1);
	return rows[0].id;
}

static bool open_now(const char *name)
{
	return test_con->npopups > 0 && strcmp(console_focused(test_con)->class->name, name) == 0;
}

static void run(const char *verb, int64_t id)
{
	test_console_run(arena_printf(arena, "%s %lld", verb, (long long)id));
}

START_TEST(edit__opens__from_the_note_the_list_and_the_pane)
{
	test_console_take();
	test_console_run("press Ctrl-E");
	ck_assert(open_now("customer-edit"));
	test_console_run("press Esc");
	test_console_run("focus history");
	test_console_run("press e");
	ck_assert(open_now("customer-edit"));
	test_console_run("press Esc");
	test_console_run("focus customer");
	test_console_run("press Enter");
	ck_assert(open_now("customer-edit"));
	test_console_run("press Esc");
	ck_assert_int_eq(test_con->npopups, 0);
	ck_assert_str_eq(test_console_note(), "");
}
END_TEST

START_TEST(edit__nobody_in_hand__says_so)
{
	test_console_run("press Enter");
	test_console_run("press e");
	ck_assert_int_eq(test_con->npopups, 0);
	ck_assert_ptr_nonnull(strstr(test_con->message, "--customer"));
}
END_TEST

START_TEST(edit__name__is_kept_at_once_and_undone)
{
	test_console_take();
	char *was = arena_strdup(arena, now_of(in_hand()).name);
	test_console_run("press Ctrl-E 1");
	test_console_run("type  the Second");
	test_console_run("press Enter");
	ck_assert(open_now("customer-edit"));
	ck_assert_str_eq(now_of(in_hand()).name, arena_printf(arena, "%s the Second", was));
	test_console_run("press Esc");
	test_console_run("undo");
	ck_assert_str_eq(now_of(in_hand()).name, was);
}
END_TEST

START_TEST(edit__refused__keeps_what_was_typed)
{
	test_console_take();
	test_console_run("press Ctrl-E 1 Ctrl-U");
	test_console_run("type 4111 1111 1111 1111");
	test_console_run("press Enter");
	ck_assert(open_now("customer-edit"));
	test_console_run("expect 4111 1111 1111 1111");
	ck_assert_int_eq(test_con->message_kind, MESSAGE_ERROR);
	ck_assert_ptr_null(strstr(now_of(in_hand()).name, "4111"));
}
END_TEST

START_TEST(edit__esc__goes_one_level_back)
{
	test_console_take();
	test_console_run("press Ctrl-E 5");
	test_console_run("expect Former customer");
	test_console_run("press Esc");
	test_console_run("expect-not Former customer");
	ck_assert(open_now("customer-edit"));
	test_console_run("press Esc");
	ck_assert_int_eq(test_con->npopups, 0);
	ck_assert_int_eq(now_of(in_hand()).standing, STANDING_CUSTOMER);
}
END_TEST

START_TEST(edit__words__are_picked_by_digit)
{
	test_console_take();
	test_console_run("press Ctrl-E 5 3");
	ck_assert_int_eq(now_of(in_hand()).standing, STANDING_FORMER);
	test_console_run("press 4 2");
	ck_assert_int_eq(now_of(in_hand()).tone, TONE_CASUAL);
	test_console_run("press 3 2");
	ck_assert_str_ne(now_of(in_hand()).language, "es");
}
END_TEST

START_TEST(edit__ways__added_made_first_and_taken_away)
{
	size_t before, n;
	test_console_take();
	(void)ways_of(in_hand(), &before);
	test_console_run("press Ctrl-E 8");
	test_console_run("type @paco");
	test_console_run("press Enter 8");
	test_console_run("type +34 931 11 22 33");
	test_console_run("press Enter");
	const struct identity *ways = ways_of(in_hand(), &n);
	ck_assert_uint_eq(n, before + 2);
	/* The second number stands below those that come first: it becomes first itself. */
	int64_t second = 0;
	for (size_t i = 0; i < n; i++)
		if (strcmp(ways[i].value, "+34931112233") == 0)
			second = ways[i].id;
	ck_assert_int_ne(second, 0);
	for (size_t i = 0; i < n; i++)
		test_console_run("press Down");
	test_console_run("press Enter");
	test_console_run("expect Use it first");
	test_console_run("press 1");
	ways = ways_of(in_hand(), &n);
	for (size_t i = 0; i < n; i++)
		ck_assert(ways[i].kind != IDENTITY_PHONE || ways[i].main == (ways[i].id == second));
	/* The list begins with the first number now. */
	test_console_run("press Home");
	test_console_run("press 8 Esc Down Enter");
	test_console_run("expect Take it away");
}
END_TEST

START_TEST(edit__company__found_while_typing_and_left_again)
{
	test_console_take();
	test_console_run("customer Zumarraga Hermanos --kind company");
	int64_t firm = found("zumarraga hermanos");
	test_console_run("press Ctrl-E 2");
	test_console_run("type zumaraga");
	test_console_run("press Enter");
	ck_assert_int_eq(now_of(in_hand()).company_id, firm);
	test_console_run("press Esc");
	test_console_run("expect of Zumarraga Hermanos");
	run("customer-box --customer", firm);
	test_console_run("expect Somebody of theirs");
	test_console_run("press Esc");
	test_console_run("press Ctrl-E 2 End Down Down Down Down Down Down Down Down Down Enter");
	ck_assert_int_eq(now_of(in_hand()).company_id, 0);
}
END_TEST

/* ---- two who are one ---- */

START_TEST(merge__both__the_chosen_one_goes_on)
{
	test_console_take();
	int64_t one = in_hand();
	test_console_run("customer Zoila Zumarraga --mail zoila@example.org");
	int64_t two = found("zoila zumarraga");
	test_console_run("merge");
	ck_assert(open_now("merge-customers"));
	test_console_run("type zoila");
	test_console_run("press Enter");
	test_console_run("expect zoila@example.org");
	test_console_run("press Right Left Enter");
	ck_assert_int_eq(test_con->npopups, 0);
	ck_assert_int_eq(now_of(two).merged_into, one);
	ck_assert_int_eq(found("zoila zumarraga"), one);
	test_console_run("undo");
	ck_assert_int_eq(now_of(two).merged_into, 0);
}
END_TEST

START_TEST(merge__digit__takes_the_other_way_and_parts_again)
{
	test_console_take();
	test_console_run("customer Zoila Zumarraga --mail zoila@example.org");
	test_console_run("customer Zoyla Sumarraga --mail zoyla@example.org");
	int64_t one = found("zoila zumarraga"), two = found("zoyla sumarraga");
	run("merge", one);
	test_console_run("expect Zoyla Sumarraga"); /* nobody had to type it */
	test_console_run("press Enter 2");
	ck_assert_int_eq(now_of(one).merged_into, two);
	run("merge", two);
	test_console_run("expect Part Zoila Zumarraga again");
	test_console_run("press Enter");
	ck_assert_int_eq(now_of(one).merged_into, 0);
}
END_TEST

static void click(int row, int col)
{
	const struct key key = {
		.kind = KEY_MOUSE, .mouse = KEY_MOUSE_CLICK, .row = row, .col = col};
	keys_push(test_con->term->keys, &key);
	console_turn(test_con, 0);
}

START_TEST(merge__click__chooses_the_side_and_merges_nothing)
{
	test_console_take();
	test_console_run("mouse on");
	test_console_run("customer Zoila Zumarraga --mail zoila@example.org");
	int64_t zoila = found("zoila zumarraga");
	test_console_run("merge");
	test_console_run("type zoila");
	test_console_run("press Enter");
	const struct rect r = console_focused(test_con)->rect;
	click(r.row + 2, r.col + r.cols - 8);
	test_console_run("expect >2 Zoila Zumarraga");
	click(r.row + 2, r.col + r.cols / 3);
	test_console_run("expect-not >2 Zoila Zumarraga");
	ck_assert(open_now("merge-customers"));
	ck_assert_int_eq(now_of(zoila).merged_into, 0);
}
END_TEST

START_TEST(merge__company_with_people__has_to_go_on)
{
	test_console_take();
	test_console_run("customer Zumarraga Hermanos --kind company");
	int64_t firm = found("zumarraga hermanos");
	run("customer-set company", firm);
	test_console_run("customer Zoila Zumarraga --mail zoila@example.org");
	int64_t zoila = found("zoila zumarraga");
	run("merge", zoila);
	test_console_run("type zumarraga hermanos");
	test_console_run("press Enter 1");
	ck_assert(open_now("merge-customers"));
	test_console_run("expect people of its own");
	test_console_run("press 2");
	ck_assert_int_eq(now_of(zoila).merged_into, firm);
}
END_TEST

/* ---- somebody new ---- */

/* The company's number rings: who of them it is, is said in the window of the company. */
START_TEST(company__on_the_line__somebody_of_theirs)
{
	size_t n;
	test_console_run("press Enter");
	test_console_run("customer Zumarraga Hermanos --kind company --phone +34600555444");
	int64_t firm = found("zumarraga hermanos");
	test_console_ring("+34600555444", "billing");
	test_console_run("press /");
	test_console_run("type 444");
	test_console_run("press Enter F2");
	ck_assert_int_eq(in_hand(), firm);
	test_console_run("press Ctrl-E Down Down Down Down Down Down Down Down Enter");
	test_console_run("expect Who is new in Zumarraga Hermanos?");
	test_console_run("type Zoila Zumarraga");
	test_console_run("press Enter Esc");
	ck_assert_int_eq(in_hand(), found("zoila zumarraga"));
	ck_assert_int_eq(now_of(in_hand()).company_id, firm);
	ck_assert_str_eq(ways_of(in_hand(), &n)[0].value, "+34600555444");
	ck_assert_uint_eq(n, 1);
}
END_TEST

START_TEST(new_customer__space_on_a_company__is_one_of_its_people)
{
	test_console_run("press Enter");
	test_console_run("customer Zumarraga Hermanos --kind company");
	int64_t firm = found("zumarraga hermanos");
	test_console_ring("+34600555444", "billing");
	test_console_run("press /");
	test_console_run("type 444");
	test_console_run("press Enter F2 F5");
	test_console_run("type zumarraga hermano");
	test_console_run("press Down");
	test_console_run("expect Space: somebody of theirs");
	test_console_run("press Space");
	ck_assert_int_eq(now_of(in_hand()).company_id, firm);
	ck_assert_str_eq(now_of(in_hand()).name, "zumarraga hermano");
	ck_assert_ptr_nonnull(strstr(test_con->message, "Ctrl-E"));
	test_console_run("press Ctrl-E");
	ck_assert(open_now("customer-edit"));
}
END_TEST

Suite *suite_customer_windows(void)
{
	const TTest *const each[] = {
		edit__opens__from_the_note_the_list_and_the_pane,
		edit__nobody_in_hand__says_so,
		edit__name__is_kept_at_once_and_undone,
		edit__refused__keeps_what_was_typed,
		edit__esc__goes_one_level_back,
		edit__words__are_picked_by_digit,
		edit__ways__added_made_first_and_taken_away,
		edit__company__found_while_typing_and_left_again,
		merge__both__the_chosen_one_goes_on,
		merge__digit__takes_the_other_way_and_parts_again,
		merge__click__chooses_the_side_and_merges_nothing,
		merge__company_with_people__has_to_go_on,
		company__on_the_line__somebody_of_theirs,
		new_customer__space_on_a_company__is_one_of_its_people,
	};
	Suite *s = suite_create("customer_windows");
	TCase *tc = tcase_create("customer_windows");
	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_set_timeout(tc, 60);
	for (size_t i = 0; i < sizeof(each) / sizeof(each[0]); i++)
		tcase_add_test(tc, each[i]);
	suite_add_tcase(s, tc);
	return s;
}
