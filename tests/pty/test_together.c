/* test_together.c - two consoles at one case: both write, each sees the other, neither text is lost;
 * and one person with two consoles open. */
#include "pty/support_centre.h"
#include "pty/support_pty.h"

#include "carrel/mem.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

Suite *suite_together(void);

enum { LONG_MS = 8000 };

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

__attribute__((sentinel)) static void run(const char *word, ...)
{
	va_list ap;
	va_start(ap, word);
	int status = centre_vrun(&c, word, ap);
	va_end(ap);
	ck_assert_msg(status == 0, "%s: %s", word, c.said.buf);
}

static void see(struct pty *at, const char *text)
{
	bool there = pty_wait_text(at, text, LONG_MS);
	if (!there)
		printf("%s\n", pty_screen(at));
	ck_assert_msg(there, "%s", text);
}

static void press(struct pty *at, const char *keys)
{
	ck_assert(pty_press(at, keys));
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
	char *path = centre_write(&c, "customers.jsonl", rows, sizeof(rows) - 1);
	run("init", NULL);
	run("user", "add", "ana", "Ana Prat", "--languages", "en", NULL);
	run("user", "add", "bo", "Bo Larsen", "--languages", "en", NULL);
	run("import", "customers", path, NULL);
	run("call", "ring", "--queue", "general", "--from", "+34600123456", NULL);
	run("--as", "ana", "next", NULL);
	run("--as", "ana", "case", "Fibre is down", NULL);
	run("--as", "ana", "outcome", "waiting_customer", "--note", "Line tested.", NULL);
	run("--as", "ana", "view", "save", "Mine", "owner:me", NULL);
	run("--as", "ana", "cases", "owner:me", "--columns", "case", "--json", NULL);
	const char *at = strstr(c.said.buf, "\"case\":");
	ck_assert_ptr_nonnull(at);
	at = strchr(at + strlen("\"case\":"), '"') + 1;
	number = xstrndup(at, strcspn(at, "\""));
	free(path);
}

/* Bo has the case in hand; Ana has it under her cursor. */
static void sit_down(void)
{
	make_centre();
	p = centre_console(&c, "ana", 24, 80);
	other = centre_console(&c, "bo", 24, 80);
	run("--as", "bo", "take", number, NULL);
	see(other, "Line tested.");
	see(p, "1 Queue");
	press(p, PTY_F9);
	see(p, "Everything");
	press(p, "view open Mine" PTY_ENTER);
	see(p, "1 Mine");
	see(p, "Fibre is down");
}

START_TEST(together__f5__asks_to_join_and_both_notes_are_kept)
{
	sit_down();
	press(p, PTY_F5);
	see(p, "Bo Larsen has it in hand.");
	see(p, "Read it");
	press(p, "2");
	see(p, "Line tested.");
	see(other, "Ana is writing");
	press(other, "Bo saw the cable cut.");
	see(other, "Bo saw the cable cut.");
	see(p, "Bo is writing");
	press(p, "Ana promised a van.");
	see(p, "Ana promised a van.");
	press(other, PTY_F8);
	see(other, "1 Solved");
	press(other, "2");
	see(other, "Done: Waiting for customer");
	see(p, "Ana promised a van.");
	press(p, PTY_F8);
	see(p, "1 Solved");
	press(p, "2");
	see(p, "A colleague wrote meanwhile. Both notes are kept:");
	see(p, "Bo saw the cable cut.");
	see(p, "Ana promised a van.");
	run("--as", "ana", "show", number, NULL);
	said("Bo saw the cable cut.");
	said("Ana promised a van.");
	run("audit", "verify", NULL);
}
END_TEST

/* The case came into hand without a question, and somebody writes in it already: F5 asks then, until
 * one has joined. */
START_TEST(together__f5__asks_before_the_first_word)
{
	sit_down();
	run("--as", "ana", "take", number, "--join", NULL);
	see(p, "Line tested.");
	press(other, "Bo writes.");
	see(p, "Bo is writing");
	press(p, PTY_F5);
	see(p, "Bo Larsen is writing in it now.");
	press(p, PTY_ESC);
	ck_assert(pty_wait_no_text(p, "Read it", LONG_MS));
	press(p, "Ana writes, too.");
	see(p, "Ana writes, too.");
	see(other, "Ana is writing");
	press(p, PTY_F5 "x");
	see(p, "Ana writes, too.x"); /* it is her case as well now: the key leads to the note */
}
END_TEST

/* Fields of the same case, written at once: what the one set does not undo what the other did. */
START_TEST(together__fields__of_one_case_from_two_consoles)
{
	sit_down();
	press(p, PTY_F9);
	see(p, "Everything");
	press(other, PTY_F9);
	see(other, "Everything");
	char *tag = xasprintf("tag %s cable" PTY_ENTER, number);
	char *cause = xasprintf("cause %s digger" PTY_ENTER, number);
	press(p, tag);
	press(other, cause);
	see(p, "Tags of");
	see(other, "root cause digger");
	free(tag);
	free(cause);
	run("--json", "--as", "ana", "show", number, NULL);
	said("digger");
	run("--json", "--as", "ana", "cases", "tag:cable", NULL);
	said(number);
	run("audit", "verify", NULL);
}
END_TEST

/* Looking leaves no trace: no change set, nothing in hand, nobody told. */
START_TEST(together__f5__reading_changes_nothing)
{
	sit_down();
	int before = centre_changes(&c);
	ck_assert_int_gt(before, 0);
	press(p, PTY_F5);
	see(p, "Read it");
	press(p, PTY_ENTER);
	see(p, "Line tested.");
	press(p, PTY_ESC);
	see(p, "1 Mine");
	ck_assert_int_eq(centre_changes(&c), before);
	ck_assert_ptr_null(strstr(pty_screen(other), "is writing"));
}
END_TEST

START_TEST(together__same_person__neither_console_loses_words)
{
	make_centre();
	p = centre_console(&c, "ana", 24, 80);
	see(p, "1 Queue");
	other = centre_console(&c, "ana", 24, 80);
	see(other, "Another console of yours is open.");
	run("--as", "ana", "take", number, NULL);
	see(p, "Line tested.");
	see(other, "Line tested.");
	press(p, "Written in the first.");
	press(other, "Written in the second.");
	see(p, "Written in the first.");
	see(other, "Written in the second.");
	see(p, "saved");
	see(other, "saved");
	pty_hang_up(other);
	ck_assert(pty_wait_exit(other, NULL, LONG_MS));
	see(p, "Written in the first.");
	run("--as", "ana", "drafts", "list", NULL);
	said("Written in the first.");
	said("Written in the second.");
	press(p, PTY_F8);
	see(p, "1 Solved");
	press(p, "2");
	see(p, "Done: Waiting for customer");
	run("--as", "ana", "show", number, NULL);
	said("Written in the first.");
	run("--as", "ana", "drafts", "list", NULL);
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
	tcase_add_test(t, together__fields__of_one_case_from_two_consoles);
	tcase_add_test(t, together__f5__reading_changes_nothing);
	tcase_add_test(t, together__same_person__neither_console_loses_words);
	suite_add_tcase(s, t);
	return s;
}
