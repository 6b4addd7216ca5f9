/* What the desk says about its own keys and acts is true: for this person, at this width, now. */
#include "unit/view/support_console.h"

#include "carrel/grid.h"
#include "carrel/keys.h"
#include "carrel/mem.h"
#include "carrel/plain.h"
#include "carrel/strbuf.h"
#include "carrel/term.h"
#include "carrel/textpane.h"

#include "support/support_words.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

Suite *suite_desk_words(void);

static const char *message(void)
{
	return test_con->message ? test_con->message : "";
}

static void says(const char *words)
{
	ck_assert_msg(strstr(message(), words) != NULL, "“%s” says no “%s”", message(), words);
}

static void says_no(const char *words)
{
	ck_assert_msg(strstr(message(), words) == NULL, "“%s” says “%s”", message(), words);
}

static void sit(const char *name)
{
	test_console_run(name);
	test_console_run("press Enter");
}

/* ---- F2 ---- */

START_TEST(go__agent__the_sentence_names_what_the_key_does)
{
	sit("type ana");
	says("F2 answers.");
	test_console_run("press F2 F8 6");
	says("Done: Wrong number.");
	says("F2 "); /* positive control: an agent's key is named */
}
END_TEST

START_TEST(go__agent_on_a_break__is_made_ready)
{
	sit("type ana");
	test_console_run("break");
	console_command(test_con, "outcome-box");
	says("F2 makes you ready.");
	test_console_run("press F2");
	says("Ready");
}
END_TEST

START_TEST(go__supervisor__is_never_told_the_agents_key)
{
	sit("type marta");
	console_command(test_con, "transfer-box");
	says("F9 next takes one.");
	says_no("F2");
	test_console_run("ready");
	test_console_run("next");
	test_console_run("outcome wrong_number");
	says("Done: Wrong number. Next: ");
	says("“next” takes");
	says_no("F2");
	ck_assert_str_eq(test_con->screen->name, "supervisor");
	ck_assert_ptr_null(console_key_of(test_con, "go"));
	ck_assert_str_eq(console_key_of(test_con, "find-box"), "F3");
}
END_TEST

/* ---- what does not fit ---- */

static void paste_bytes(size_t n)
{
	char *text = xmalloc(n);
	memset(text, 'x', n);
	const struct key key = {.kind = KEY_PASTE, .text = text, .len = n};
	console_key(test_con, &key);
	free(text);
}

START_TEST(paste__longer_than_a_note__is_told_and_the_note_stays)
{
	enum { FITS = 1000, TOO_LONG = 100 * 1000 };
	sit("type ana");
	test_console_run("press F2");
	paste_bytes(FITS);
	says_no("too long"); /* control: what fits is told nothing about */
	ck_assert_uint_eq(strlen(test_console_note()), FITS);
	paste_bytes(TOO_LONG);
	says("too long to fit here");
	ck_assert_uint_eq(strlen(test_console_note()), FITS);
	test_console_run("press F3");
	paste_bytes(TOO_LONG);
	says("too long to fit here");
}
END_TEST

/* ---- undo by the key that works where the cursor is ---- */

static const char *shown(void)
{
	const char *text = console_message_shown(test_con);
	return text ? text : "";
}

START_TEST(undo__in_the_note__the_sentence_names_a_key_that_undoes)
{
	sit("type ana");
	test_console_run("press F2 F5");
	test_console_run("type bus");
	test_console_run("mood calm");
	ck_assert_str_eq(shown(), "Mood: calm. Ctrl-_ undoes.");
	test_console_run("press Ctrl-_");
	says("Undone");
	ck_assert_str_eq(test_console_note(), "bus"); /* nothing that was typed is lost */
	test_console_run("press Ctrl-_");             /* and no older act: typing, as ever */
	ck_assert_str_eq(test_console_note(), "");
}
END_TEST

START_TEST(undo__in_the_note__typed_since__takes_typing_back_and_says_so)
{
	sit("type ana");
	test_console_run("press F2 F5");
	test_console_run("mood calm");
	test_console_run("type u");
	ck_assert_str_eq(test_console_note(), "u");
	ck_assert_str_eq(shown(), "Mood: calm. F9 undo undoes.");
	test_console_run("press Ctrl-_");
	ck_assert_str_eq(test_console_note(), "");
	ck_assert_ptr_null(strstr(shown(), "Undone"));
	test_console_run("press F4");
	ck_assert_str_eq(shown(), "Mood: calm. u undoes."); /* in a list the letter does */
	test_console_run("press u");
	says("Undone");
}
END_TEST

START_TEST(undo__in_the_note__help_lists_the_key)
{
	sit("type ana");
	test_console_run("press F2 F5 F1");
	test_console_run("expect Ctrl-_");
}
END_TEST

START_TEST(undo__in_the_note__in_another_language)
{
	sit("type ana");
	support_words_use("ca");
	test_console_run("press F2 F5");
	test_console_run("mood calm");
	ck_assert_ptr_nonnull(strstr(shown(), "Ctrl-_ desfà"));
	support_words_use("en");
}
END_TEST

static bool seen(const char *words)
{
	struct strbuf screen = STRBUF_INIT;
	console_turn(test_con, 0);
	grid_dump_text(term_null_screen(test_con->term), &screen);
	bool there = strstr(screen.buf, words) != NULL;
	strbuf_fini(&screen);
	return there;
}

START_TEST(transfer__queue__is_called_as_its_reader_calls_it)
{
	sit("type ana");
	test_console_run("press F2");
	console_command(test_con, "transfer-box --queue orders");
	ck_assert(seen("Orders"));
	ck_assert(!seen("orders"));
}
END_TEST

START_TEST(transfer__esc__loses_no_word)
{
	sit("type ana");
	test_console_run("press F2");
	console_command(test_con, "transfer-box --queue orders");
	test_console_run("type because they know it");
	test_console_run("press Esc");
	ck_assert(!seen("because they know it"));
	console_command(test_con, "transfer-box --queue orders");
	ck_assert(seen("because they know it"));
}
END_TEST

START_TEST(messages__list__what_was_shown_and_codes_only_when_asked)
{
	sit("type ana");
	test_console_run("press F2");
	console_command(test_con, "snooze soonish");
	says("soonish");
	console_command(test_con, "messages");
	ck_assert(seen("Messages"));
	ck_assert(seen("“soonish” is not a time"));
	ck_assert(!seen("src/"));
	test_console_run("press Esc");
	console_command(test_con, "messages --codes");
	ck_assert(seen("invalid (src/"));
}
END_TEST

START_TEST(output__longer_than_the_window__says_how_much_is_below)
{
	sit("type ana");
	for (int i = 0; i < 30; i++)
		console_message(test_con, MESSAGE_INFO, "%d", i);
	console_command(test_con, "messages");
	ck_assert(seen("more lines below, PgDn"));
	test_console_run("press PgDn PgDn PgDn");
	ck_assert(!seen("more line"));
}
END_TEST

/* ---- what was done, in words ---- */

START_TEST(undo__many_cases__are_told_in_words)
{
	char *numbers[2] = {NULL, NULL};
	struct strbuf line = STRBUF_INIT;
	sit("type ana");
	for (size_t i = 0, n = 0; i < test_con->desk->nwaiting && n < 2; i++)
		if (test_con->desk->waiting[i].case_number)
			numbers[n++] = strdup(test_con->desk->waiting[i].case_number);
	ck_assert_ptr_nonnull(numbers[1]);
	strbuf_addf(&line, "tag --cases %s,%s vip,called", numbers[0], numbers[1]);
	test_console_run(line.buf);
	test_console_run("undo-list");
	test_console_run("expect tag vip, called, on 2 cases");
	test_console_run("expect-not --cases");
	test_console_run("press Esc");
	test_console_run("undo");
	says("Undone: tag vip, called, on 2 cases.");
	strbuf_fini(&line);
	free(numbers[0]);
	free(numbers[1]);
}
END_TEST

START_TEST(undo__what_no_words_are_known_for__has_the_title_of_its_command)
{
	struct arena *a = test_app.arena;
	ck_assert_str_eq(app_change_words(&test_app, "import customers", a), "Bring in data");
	ck_assert_str_eq(
		app_change_words(&test_app, "tag 66544300 vip --drop", a), "tag vip taken away");
	ck_assert_str_eq(
		app_change_words(&test_app, "close --cases=1,2,3", a), "closed, on 3 cases");
	ck_assert_str_eq(app_change_words(&test_app, "close --cases 1", a), "closed, on 1 case");
	ck_assert_str_eq(app_change_words(&test_app, "outcome solved", a), "Solved");
	ck_assert_str_eq(app_change_words(&test_app, "outcome solved --note x", a), "Solved");
}
END_TEST

/* ---- nothing in hand ---- */

START_TEST(mood__nothing_in_hand__says_what_is_missing)
{
	sit("type ana");
	test_console_run("press m");
	ck_assert_int_eq(test_con->npopups, 0);
	says("No customer is in hand");
	says("F2 answers.");
	test_console_run("press F2");
	test_console_run("press F4 m");
	ck_assert(console_has_popup(test_con, "pick"));
}
END_TEST

/* ---- long messages ---- */

static bool row_has(int row, const char *words)
{
	struct strbuf text = STRBUF_INIT;
	const char *p;
	grid_dump_text(term_null_screen(test_con->term), &text);
	p = text.buf;
	for (int i = 0; i < row; i++)
		p = strchr(p, '\n') + 1;
	size_t n = strcspn(p, "\n");
	const char *at = strstr(p, words);
	bool has = at && at < p + n;
	strbuf_fini(&text);
	return has;
}

START_TEST(message__too_long__its_middle_gives_way)
{
	sit("type ana");
	test_console_run("resize 60x24");
	console_message(test_con, MESSAGE_DONE,
		"Done: waiting for the customer. Next: Maria Okafor, Billing. F2 takes, u undoes.");
	console_paint(test_con);
	ck_assert(row_has(22, "Done: waiting for the customer. N"));
	ck_assert(row_has(22, "… F2 takes, u undoes."));
	ck_assert(!row_has(21, "Done"));
}
END_TEST

START_TEST(message__too_long_with_a_long_end__takes_two_rows)
{
	sit("type ana");
	test_console_run("resize 60x24");
	console_message(test_con, MESSAGE_DONE,
		"Said: the router comes on Monday. It goes out in fifteen seconds unless Ctrl-V is "
		"pressed.");
	console_paint(test_con);
	ck_assert(row_has(21, "Said: the router comes on Monday."));
	ck_assert(row_has(22, "pressed."));
}
END_TEST

START_TEST(message__no_sentence__is_cut_at_its_end)
{
	sit("type ana");
	test_console_run("resize 40x24");
	console_message(test_con, MESSAGE_DONE,
		"Call: Maria Okafor  665 4430-0  Router offline since the storm of Monday");
	console_paint(test_con);
	ck_assert(row_has(22, "Call: Maria Okafor"));
	ck_assert(row_has(22, "…"));
	ck_assert(!row_has(21, "Call: Maria"));
}
END_TEST

/* ---- F8 with open blanks ---- */

START_TEST(outcome__open_blanks__the_same_key_twice_means_it)
{
	test_console_take();
	test_console_run("type Promised {date} and {amount}.");
	test_console_run("press F8 1");
	test_console_run("expect 2 blanks open: Tab fills them; 1 again keeps them.");
	test_console_run("press 2"); /* another digit: asked anew */
	test_console_run("expect 2 again keeps them");
	ck_assert(desk_in_hand(test_con->desk));
	test_console_run("press 2");
	ck_assert_int_eq(test_con->npopups, 0);
	says("Done: Waiting for customer");
}
END_TEST

START_TEST(outcome__open_blanks__tab_goes_to_the_first)
{
	test_console_take();
	test_console_run("type Promised {date} and {amount}.");
	test_console_run("press F8 1 Tab");
	ck_assert_int_eq(test_con->npopups, 0);
	test_console_run("type Monday");
	ck_assert_str_eq(test_console_note(), "Promised Monday and {amount}.");
}
END_TEST

START_TEST(outcome__no_blank__costs_no_key)
{
	test_console_take();
	test_console_run("type Promised Monday.");
	test_console_run("press F8 1");
	ck_assert_int_eq(test_con->npopups, 0);
	says("Done: Solved");
}
END_TEST

/* ---- F12 ---- */

START_TEST(f12__in_every_window__is_esc)
{
	static const char *const opens[] = {"tour", "find-box", "palette", "identify",
		"customer-box", "views", "keys", "text-box", "columns"};
	test_console_take();
	for (size_t i = 0; i < sizeof(opens) / sizeof(opens[0]); i++) {
		console_command(test_con, opens[i]);
		int open = test_con->npopups;
		if (strcmp(opens[i], "customer-box") != 0)
			ck_assert_msg(open > 0, "%s opens nothing", opens[i]);
		test_console_run("press F12");
		ck_assert_msg(test_con->npopups == 0, "F12 does not leave %s", opens[i]);
	}
}
END_TEST

/* ---- practice ---- */

START_TEST(practice__something_in_hand__stays)
{
	test_console_take();
	console_command(test_con, "practice first-call");
	says("You have something in hand. Finish it with F8 first.");
	ck_assert(!test_con->quit);
	ck_assert_ptr_null(test_con->then);
}
END_TEST

START_TEST(practice__free__leaves_for_it)
{
	struct err err = {0};
	sit("type ana");
	ck_assert_int_eq(console_leave_for(test_con, "practice first-call", &err),
		RC_INVALID); /* a script */
	ck_assert(!test_con->quit);
	test_app.options.script = NULL;
	ck_assert_int_eq(console_leave_for(test_con, "practice first-call", &err), RC_OK);
	ck_assert(test_con->quit);
	ck_assert_str_eq(test_con->then, "practice first-call");
}
END_TEST

/* ---- lines ---- */

START_TEST(plain__every_window__has_words)
{
	const struct view_class *class = view_table[_i];
	if (class->popup)
		ck_assert_msg(plain_knows_window(class->name),
			"the window “%s” cannot be reached in --plain", class->name);
	ck_assert(!plain_knows_window("no such window"));
}
END_TEST

/* ---- columns ---- */

START_TEST(columns__history_and_agents__are_chosen_with_c)
{
	test_console_take();
	test_console_run("press F4 c");
	ck_assert(console_has_popup(test_con, "columns"));
	test_console_run("press Esc");
	test_console_run("columns what,when");
	test_console_run("expect About");
	ck_assert(!row_has(2, "Case "));
	test_console_run("columns usual");
	ck_assert(row_has(2, "Case"));
	test_console_run("outcome wrong_number");
	test_console_run("sign-off");
	sit("type marta");
	test_console_run("press F5 c");
	ck_assert(console_has_popup(test_con, "columns"));
	test_console_run("expect Mark of what takes long");
}
END_TEST

Suite *suite_desk_words(void)
{
	Suite *s = suite_create("desk_words");
	TCase *t = tcase_create("desk");
	int views = 0;
	while (view_table[views])
		views++;
	tcase_add_checked_fixture(t, test_console_open, test_console_close);
	tcase_add_test(t, go__agent__the_sentence_names_what_the_key_does);
	tcase_add_test(t, go__agent_on_a_break__is_made_ready);
	tcase_add_test(t, transfer__esc__loses_no_word);
	tcase_add_test(t, transfer__queue__is_called_as_its_reader_calls_it);
	tcase_add_test(t, paste__longer_than_a_note__is_told_and_the_note_stays);
	tcase_add_test(t, go__supervisor__is_never_told_the_agents_key);
	tcase_add_test(t, undo__in_the_note__the_sentence_names_a_key_that_undoes);
	tcase_add_test(t, undo__in_the_note__typed_since__takes_typing_back_and_says_so);
	tcase_add_test(t, undo__in_the_note__help_lists_the_key);
	tcase_add_test(t, undo__in_the_note__in_another_language);
	tcase_add_test(t, messages__list__what_was_shown_and_codes_only_when_asked);
	tcase_add_test(t, output__longer_than_the_window__says_how_much_is_below);
	tcase_add_test(t, undo__many_cases__are_told_in_words);
	tcase_add_test(t, undo__what_no_words_are_known_for__has_the_title_of_its_command);
	tcase_add_test(t, mood__nothing_in_hand__says_what_is_missing);
	tcase_add_test(t, message__too_long__its_middle_gives_way);
	tcase_add_test(t, message__too_long_with_a_long_end__takes_two_rows);
	tcase_add_test(t, message__no_sentence__is_cut_at_its_end);
	tcase_add_test(t, outcome__open_blanks__the_same_key_twice_means_it);
	tcase_add_test(t, outcome__open_blanks__tab_goes_to_the_first);
	tcase_add_test(t, outcome__no_blank__costs_no_key);
	tcase_add_test(t, f12__in_every_window__is_esc);
	tcase_add_test(t, practice__something_in_hand__stays);
	tcase_add_test(t, practice__free__leaves_for_it);
	tcase_add_test(t, columns__history_and_agents__are_chosen_with_c);
	suite_add_tcase(s, t);
	TCase *table = tcase_create("table");
	tcase_add_loop_test(table, plain__every_window__has_words, 0, views);
	suite_add_tcase(s, table);
	return s;
}
