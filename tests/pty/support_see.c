/* support_see.c - see the header. */
#include "pty/support_see.h"

#include "pty/support_pty.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void must_run(struct centre *c, const char *word, ...)
{
	va_list ap;
	va_start(ap, word);
	int status = centre_vrun(c, word, ap);
	va_end(ap);
	ck_assert_msg(status == 0, "%s: %s", word, c->said.buf);
}

void must_import(struct centre *c, const char *kind, const char *rows)
{
	char *path = centre_write(c, kind, rows, strlen(rows));
	must_run(c, "import", kind, path, NULL);
	free(path);
}

void require(bool holds, struct pty *at, const char *what)
{
	if (!holds) {
		printf("%s\n", pty_screen(at));
		fflush(stdout); /* the failing test's process ends without */
	}
	ck_assert_msg(holds, "%s", what);
}

void must_see(struct pty *at, const char *text)
{
	require(pty_wait_text(at, text, LONG_MS), at, text);
}

void must_not_see(struct pty *at, const char *text)
{
	require(pty_wait_no_text(at, text, LONG_MS), at, text);
}

void must_press(struct pty *at, const char *keys)
{
	ck_assert_msg(pty_press(at, keys), "it reads no keys any more");
}
