#include "carrel/mem.h"

#include <check.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

/* The sanitizer's allocator ends the program by itself unless told to return NULL. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
	return "allocator_may_return_null=1";
}

static int report[2];

static void hook(void)
{
	ssize_t ignored = write(report[1], "H", 1);
	(void)ignored;
}

static void hook_that_dies(void)
{
	hook();
	mem_die("again");
}

static volatile size_t too_much = SIZE_MAX / 2;

static void ask_too_much(void)
{
	free(xmalloc(too_much));
}

static void ask_overflow(void)
{
	free(xreallocarray(NULL, too_much, 3));
}

static void die_with_sentence(void)
{
	mem_die("the %s is gone", "moon");
}

/* Runs act in a child and returns its status; said gets its stderr, *hooks its hook's runs. */
static int in_child(void (*act)(void), void (*with)(void), char *said, size_t size, int *hooks)
{
	int errors[2];
	ck_assert_int_eq(pipe(errors), 0);
	ck_assert_int_eq(pipe(report), 0);
	pid_t pid = fork();
	if (pid == 0) {
		dup2(errors[1], STDERR_FILENO);
		mem_on_death(with);
		act();
		_exit(0);
	}
	close(errors[1]);
	close(report[1]);
	size_t n = 0;
	ssize_t got;
	while (n < size - 1 && (got = read(errors[0], said + n, size - 1 - n)) > 0)
		n += (size_t)got;
	said[n] = '\0';
	char runs[8];
	got = read(report[0], runs, sizeof(runs));
	*hooks = got > 0 ? (int)got : 0;
	close(errors[0]);
	close(report[0]);
	int status;
	waitpid(pid, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

START_TEST(mem__die__runs_the_hook_and_says_one_line)
{
	char said[512];
	int hooks;
	ck_assert_int_eq(
		in_child(die_with_sentence, hook, said, sizeof(said), &hooks), EX_SOFTWARE);
	ck_assert_str_eq(said, "carrel: the moon is gone\n");
	ck_assert_int_eq(hooks, 1);
}
END_TEST

START_TEST(mem__die__without_a_hook)
{
	char said[512];
	int hooks;
	ck_assert_int_eq(
		in_child(die_with_sentence, NULL, said, sizeof(said), &hooks), EX_SOFTWARE);
	ck_assert_int_eq(hooks, 0);
}
END_TEST

START_TEST(mem__die__a_dying_hook_runs_once)
{
	char said[512];
	int hooks;
	int rc = in_child(die_with_sentence, hook_that_dies, said, sizeof(said), &hooks);
	ck_assert_int_eq(rc, EX_SOFTWARE);
	ck_assert_int_eq(hooks, 1);
}
END_TEST

START_TEST(mem__xmalloc__out_of_memory_ends_with_70)
{
	char said[4096];
	int hooks;
	ck_assert_int_eq(in_child(ask_too_much, hook, said, sizeof(said), &hooks), EX_SOFTWARE);
	ck_assert_ptr_nonnull(strstr(said, "no memory left"));
	ck_assert_int_eq(hooks, 1);
}
END_TEST

START_TEST(mem__xreallocarray__overflow_ends_with_70)
{
	char said[4096];
	int hooks;
	ck_assert_int_eq(in_child(ask_overflow, hook, said, sizeof(said), &hooks), EX_SOFTWARE);
	ck_assert_int_eq(hooks, 1);
}
END_TEST

START_TEST(mem__x__nothing_asked_is_still_memory)
{
	char *a = xmalloc(0), *b = xcalloc(0, 8), *c = xreallocarray(NULL, 0, 8);
	ck_assert_ptr_nonnull(a);
	ck_assert_ptr_nonnull(b);
	ck_assert_ptr_nonnull(c);
	free(a);
	free(b);
	free(c);
}
END_TEST

START_TEST(mem__strings__are_copied)
{
	char *a = xstrdup("casa"), *b = xstrndup("casado", 4), *c = xasprintf("%s %d", "n", 3);
	ck_assert_str_eq(a, "casa");
	ck_assert_str_eq(b, "casa");
	ck_assert_str_eq(c, "n 3");
	char open_end[2] = {'a', 'b'};
	char *d = xstrndup(open_end, 2); /* no NUL to rely on */
	ck_assert_str_eq(d, "ab");
	free(a);
	free(b);
	free(c);
	free(d);
}
END_TEST

Suite *suite_mem(void);
Suite *suite_mem(void)
{
	Suite *s = suite_create("mem");
	TCase *t = tcase_create("mem");
	tcase_add_test(t, mem__die__runs_the_hook_and_says_one_line);
	tcase_add_test(t, mem__die__without_a_hook);
	tcase_add_test(t, mem__die__a_dying_hook_runs_once);
	tcase_add_test(t, mem__xmalloc__out_of_memory_ends_with_70);
	tcase_add_test(t, mem__xreallocarray__overflow_ends_with_70);
	tcase_add_test(t, mem__x__nothing_asked_is_still_memory);
	tcase_add_test(t, mem__strings__are_copied);
	suite_add_tcase(s, t);
	return s;
}
