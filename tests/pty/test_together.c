/* test_together.c - two consoles at one case: both write, each sees the other, neither text is lost;
 * and one person with two consoles open. */
#include "pty/support_centre.h"
#include "pty/support_pty.h"
#include "pty/support_see.h"

#include "carrel/mem.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

Suite *suite_together(void);

static struct centre c;
static struct pty *p, *other;
static char *number; /* of the case that both work on */

static void open_centre(void)
{
	ck_assert(centre_open(&c));
}

static void stop(void)
{
	pty_free(&p);
	pty_free(&other);
	centre_close(&c);
	free(number);
	number = NULL;
}

static void said(const char *text)
{
	ck_assert_msg(strstr(c.said.buf, text) != NULL, "no “%s” in %s", text, c.said.buf);
}

/* Marta has one open case, which is Ana's. */
static void make_centre(void)
{
	static const char rows[] =
		"{\"name\":\"Marta Soler\",\"phone\":\"+34600123456\",\"language\":\"en\"}\n";
	must_run(&c, "init", NULL);
	must_run(&c, "user", "add", "ana", "Ana Prat", "--languages", "en", NULL);
	must_run(&c, "user", "add", "bo", "Bo Larsen", "--languages", "en", NULL);
	must_import(&c, "customers", rows);
	must_run(&c, "call", "ring", "--queue", "general", "--from", "+34600123456", NULL);
	must_run(&c, "--as", "ana", "next", NULL);
	must_run(&c, "--as", "ana", "case", "Fibre is down", NULL);
	must_run(&c, "--as", "ana", "outcome", "waiting_customer", "--note", "Line tested.", NULL);
	must_run(&c, "--as", "ana", "view", "save", "Mine", "owner:me", NULL);
	must_run(&c, "--as", "ana", "cases", "owner:me", "--columns", "case", "--json", NULL);
	const char *at = strstr(c.said.buf, "\"case\":");
	ck_assert_ptr_nonnull(at);
	at = strchr(at + strlen("\"case\":"), '"') + 1;
	number = xstrndup(at, strcspn(at, "\""));
}

/* Bo has the case in hand; Ana has it under her cursor. */
static void sit_down(void)
{
	make_centre();
	p = centre_console(&c, "ana", 24, 80);
	other = centre_console(&c, "bo", 24, 80);
	must_run(&c, "--as", "bo", "take", number, NULL);
	must_see(other, "Line tested.");
	must_see(p, "1 Queue");
	must_press(p, PTY_F9);
	must_see(p, "Everything");
	must_press(p, "view open Mine" PTY_ENTER);
	must_see(p, "1 Mine");
	must_see(p, "Fibre is down");
}

START_TEST(together__f5__asks_to_join_and_both_notes_are_kept)
{
	sit_down();
	must_press(p, PTY_F5);
	must_see(p, "Bo Larsen has it in hand.");
	must_see(p, "Read it");
	must_press(p, "2");
	must_see(p, "Line tested.");
	must_see(other, "Ana is writing");
	must_press(other, "Bo saw the cable cut.");
	must_see(other, "Bo saw the cable cut.");
	must_see(p, "Bo is writing");
	must_press(p, "Ana promised a van.");
	must_see(p, "Ana promised a van.");
	must_press(other, PTY_F8);
	must_see(other, "1 Solved");
	must_press(other, "2");
	must_see(other, "Done: Waiting for customer");
	must_see(p, "Ana promised a van.");
	must_press(p, PTY_F8);
	must_see(p, "1 Solved");
	must_press(p, "2");
	must_see(p, "A colleague wrote meanwhile. Both notes are kept:");
	must_see(p, "Bo saw the cable cut.");
	must_see(p, "Ana promised a van.");
	must_run(&c, "--as", "ana", "show", number, NULL);
	said("Bo saw the cable cut.");
	said("Ana promised a van.");
	must_run(&c, "audit", "verify", NULL);
}
END_TEST

/* What an outcome had written is nowhere else once it is undone: it comes back to where it was typed. */
START_TEST(together__undone_in_a_shell__the_note_is_back_in_the_console)
{
	sit_down();
	must_press(other, "Bo saw the cable cut.");
	must_see(other, "Bo saw the cable cut.");
	must_press(other, PTY_F8);
	must_see(other, "1 Solved");
	must_press(other, "2");
	must_see(other, "Done: Waiting for customer");
	must_run(&c, "--as", "bo", "undo", NULL);
	must_see(other, "Your note is back");
	must_see(other, "Bo saw the cable cut.");
	ck_assert(pty_wait_no_text(p, "Bo saw the cable cut.", LONG_MS));
}
END_TEST

/* The case came into hand without a question, and somebody writes in it already: F5 asks then, until
 * one has joined. */
START_TEST(together__f5__asks_before_the_first_word)
{
	sit_down();
	must_run(&c, "--as", "ana", "take", number, "--join", NULL);
	must_see(p, "Line tested.");
	must_press(other, "Bo writes.");
	must_see(p, "Bo is writing");
	must_press(p, PTY_F5);
	must_see(p, "Bo Larsen is writing in it now.");
	must_press(p, PTY_ESC);
	ck_assert(pty_wait_no_text(p, "Read it", LONG_MS));
	must_press(p, "Ana writes, too.");
	must_see(p, "Ana writes, too.");
	must_see(other, "Ana is writing");
	must_press(p, PTY_F5 "x");
	must_see(
		p, "Ana writes, too.x"); /* it is her case as well now: the key leads to the note */
}
END_TEST

/* Fields of the same case, written at once: what the one set does not undo what the other did. */
START_TEST(together__fields__of_one_case_from_two_consoles)
{
	sit_down();
	must_press(p, PTY_F9);
	must_see(p, "Everything");
	must_press(other, PTY_F9);
	must_see(other, "Everything");
	char *tag = xasprintf("tag %s cable" PTY_ENTER, number);
	char *cause = xasprintf("cause %s outage" PTY_ENTER, number);
	must_press(p, tag);
	must_press(other, cause);
	must_see(p, "Tags of");
	must_see(other, "root cause Service outage");
	free(tag);
	free(cause);
	must_run(&c, "--json", "--as", "ana", "show", number, NULL);
	said("outage");
	must_run(&c, "--json", "--as", "ana", "cases", "tag:cable", NULL);
	said(number);
	must_run(&c, "audit", "verify", NULL);
}
END_TEST

static bool says(struct pty *pty, const char *words)
{
	return strstr(pty_screen(pty), words) != NULL;
}

/* The same field, at once. Tags add up; of two causes the later stands, its writer sees both, and the
 * earlier one is an undo away. */
START_TEST(together__same_field__shows_both_and_loses_neither)
{
	sit_down();
	must_press(p, PTY_F9);
	must_see(p, "Everything");
	must_press(other, PTY_F9);
	must_see(other, "Everything");
	char *cable = xasprintf("tag %s cable" PTY_ENTER, number);
	char *street = xasprintf("tag %s street" PTY_ENTER, number);
	must_press(p, cable);
	must_press(other, street);
	must_see(p, "Tags of");
	must_see(other, "Tags of");
	must_run(&c, "--json", "--as", "ana", "cases", "tag:cable", NULL);
	said(number);
	must_run(&c, "--json", "--as", "ana", "cases", "tag:street", NULL);
	said(number);
	must_press(p, PTY_F9);
	must_see(p, "Everything");
	must_press(other, PTY_F9);
	must_see(other, "Everything");
	char *outage = xasprintf("cause %s outage" PTY_ENTER, number);
	char *other_party = xasprintf("cause %s third_party" PTY_ENTER, number);
	must_press(p, outage);
	must_press(other, other_party);
	must_see(p, "root cause Service outage");
	must_see(other, "root cause Somebody else");
	bool ana_was_later = says(p, "; it was"); /* the cause itself may stand in the next line */
	ck_assert_msg(ana_was_later != says(other, "; it was"),
		"exactly one of the two came second and sees both");
	must_run(&c, "--json", "--as", "ana", "show", number, NULL);
	said(ana_was_later ? "\"root_cause\": \"outage\"" : "\"root_cause\": \"third_party\"");
	must_run(&c, "--as", ana_was_later ? "ana" : "bo", "undo", NULL);
	must_run(&c, "--json", "--as", "ana", "show", number, NULL);
	said(ana_was_later ? "\"root_cause\": \"third_party\"" : "\"root_cause\": \"outage\"");
	must_run(&c, "audit", "verify", NULL);
	free(cable);
	free(street);
	free(outage);
	free(other_party);
}
END_TEST

/* Looking leaves no trace: no change set, nothing in hand, nobody told. */
START_TEST(together__f5__reading_changes_nothing)
{
	sit_down();
	int before = centre_changes(&c);
	ck_assert_int_gt(before, 0);
	must_press(p, PTY_F5);
	must_see(p, "Read it");
	must_press(p, PTY_ENTER);
	must_see(p, "Line tested.");
	must_press(p, PTY_ESC);
	must_see(p, "1 Mine");
	ck_assert_int_eq(centre_changes(&c), before);
	ck_assert_ptr_null(strstr(pty_screen(other), "is writing"));
}
END_TEST

START_TEST(together__same_person__neither_console_loses_words)
{
	make_centre();
	p = centre_console(&c, "ana", 24, 80);
	must_see(p, "1 Queue");
	other = centre_console(&c, "ana", 24, 80);
	must_see(other, "Another console of yours is open.");
	must_run(&c, "--as", "ana", "take", number, NULL);
	must_see(p, "Line tested.");
	must_see(other, "Line tested.");
	must_press(p, "Written in the first.");
	must_press(other, "Written in the second.");
	must_see(p, "Written in the first.");
	must_see(other, "Written in the second.");
	must_see(p, "saved");
	must_see(other, "saved");
	pty_hang_up(other);
	ck_assert(pty_wait_exit(other, NULL, LONG_MS));
	must_see(p, "Written in the first.");
	must_run(&c, "--as", "ana", "drafts", "list", NULL);
	said("Written in the first.");
	said("Written in the second.");
	must_press(p, PTY_F8);
	must_see(p, "1 Solved");
	must_press(p, "2");
	must_see(p, "Done: Waiting for customer");
	must_run(&c, "--as", "ana", "show", number, NULL);
	said("Written in the first.");
	must_run(&c, "--as", "ana", "drafts", "list", NULL);
	said("Written in the second.");
}
END_TEST

Suite *suite_together(void)
{
	Suite *s = suite_create("together");
	TCase *t = tcase_create("together");
	tcase_add_checked_fixture(t, open_centre, stop);
	tcase_set_timeout(t, 60);
	tcase_add_test(t, together__f5__asks_to_join_and_both_notes_are_kept);
	tcase_add_test(t, together__f5__asks_before_the_first_word);
	tcase_add_test(t, together__undone_in_a_shell__the_note_is_back_in_the_console);
	tcase_add_test(t, together__fields__of_one_case_from_two_consoles);
	tcase_add_test(t, together__same_field__shows_both_and_loses_neither);
	tcase_add_test(t, together__f5__reading_changes_nothing);
	tcase_add_test(t, together__same_person__neither_console_loses_words);
	suite_add_tcase(s, t);
	return s;
}
