/* support_console.h - a console on a small demo centre, with a screen in memory and a home of its
 * own; the clock stands. */
#ifndef CARREL_TESTS_SUPPORT_CONSOLE_H
#define CARREL_TESTS_SUPPORT_CONSOLE_H

#include "carrel/app.h"
#include "carrel/console.h"

extern struct app test_app;
extern struct console *test_con;

void test_console_open(void); /* at the list of people; for a checked fixture */
void test_console_close(void);
/* A line of a script; a failure shows the screen. */
void test_console_run(const char *line);
/* The first agent sits down and takes the first call that waits. */
void test_console_take(void);
/* A call comes in; from: NULL withheld. */
void test_console_ring(const char *from, const char *queue);
const char *test_console_note(void);

#endif
