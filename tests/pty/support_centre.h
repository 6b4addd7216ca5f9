/* support_centre.h - a centre of its own for one test: a HOME, a store in it, and the program run on
 * them as a shell would run it, or as a console on a pseudo-terminal. */
#ifndef TESTS_PTY_SUPPORT_CENTRE_H
#define TESTS_PTY_SUPPORT_CENTRE_H

#include "carrel/strbuf.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

struct pty;

struct centre {
	char *dir;          /* everything of this centre, removed at the end */
	char *home;         /* "HOME=…", for the environment */
	char *program;      /* of the build under test: CARREL_BUILD, else build/release */
	char *store;        /* path */
	const char *now;    /* "CARREL_NOW=…": the clock stands still; NULL: it runs */
	struct strbuf said; /* what the last command wrote, both streams */
};

/* A folder and nothing in it. False when there is no room for one. */
bool centre_open(struct centre *c);
void centre_close(struct centre *c);

/* Runs `carrel -s STORE …` until it ends; the words end with NULL. The exit status, -1 when it did
 * not end by itself. What it said is in c->said. */
int centre_run(struct centre *c, const char *word, ...) __attribute__((sentinel));
int centre_vrun(struct centre *c, const char *word, va_list ap);
/* Puts a file into the folder of the centre; its path is the caller's to free. */
char *centre_write(struct centre *c, const char *leaf, const char *bytes, size_t n);

/* The console. login NULL: it asks who sits here. */
struct pty *centre_console(const struct centre *c, const char *login, int rows, int cols);

/* How many change sets the store holds: what was done, counted. -1 when it does not say. */
int centre_changes(struct centre *c);

#endif
