/* support_pty.h - a program on a real pseudo-terminal, seen through a terminal emulator.
 *
 * The program gets a session and a controlling terminal of its own; what it writes goes through
 * libvterm into a grid of text, and is kept byte for byte beside it. Nothing here waits longer
 * than it was told: every wait has a limit in milliseconds of real time.
 *
 *	struct pty *p = pty_start(argv, env, 24, 80);
 *	ck_assert(pty_wait_text(p, "READY", 2000));
 *	pty_press(p, PTY_F2);
 *	…
 *	pty_free(&p);	kills what is left
 */
#ifndef TESTS_PTY_SUPPORT_PTY_H
#define TESTS_PTY_SUPPORT_PTY_H

#include <stdbool.h>
#include <stddef.h>

struct pty; /* opaque */

/* Keys as xterm sends them in application mode; F1 to F4 as SS3. */
#define PTY_F1 "\033OP"
#define PTY_F2 "\033OQ"
#define PTY_F3 "\033OR"
#define PTY_F4 "\033OS"
#define PTY_F5 "\033[15~"
#define PTY_F6 "\033[17~"
#define PTY_F7 "\033[18~"
#define PTY_F8 "\033[19~"
#define PTY_F9 "\033[20~"
#define PTY_ENTER "\r"
#define PTY_ESC "\033"
#define PTY_TAB "\t"
#define PTY_UP "\033OA"
#define PTY_DOWN "\033OB"

/* Starts argv[0] (looked up in PATH). env is NULL-terminated "NAME=value" rows laid over a small
 * fixed environment (PATH, HOME=/nonexistent, LC_ALL=C.UTF-8, TZ=UTC, TERM=xterm-256color); the
 * one of the tests themselves is not passed on. NULL when no pseudo-terminal could be had. */
struct pty *pty_start(const char *const *argv, const char *const *env, int rows, int cols);
void pty_free(struct pty **p);

/* Sends bytes as typed. False when the program no longer reads. */
bool pty_press(struct pty *p, const char *bytes);
bool pty_press_n(struct pty *p, const void *bytes, size_t n);
/* Changes the size as a window does: the program gets SIGWINCH. */
void pty_resize(struct pty *p, int rows, int cols);

/* Takes in what the program writes until nothing came for quiet_ms, at most limit_ms. */
void pty_settle(struct pty *p, int quiet_ms, int limit_ms);
/* True once the text stands on one row of the screen; false after limit_ms, or at once when the
 * program has ended without showing it. */
bool pty_wait_text(struct pty *p, const char *text, int limit_ms);
bool pty_wait_no_text(struct pty *p, const char *text, int limit_ms);
/* The same over everything ever written, for what goes by or stands outside the grid. */
bool pty_wait_raw(struct pty *p, const char *bytes, int limit_ms);

/* The screen as rows ending in newlines, blanks at line ends cut. Valid until the next call. */
const char *pty_screen(struct pty *p);
/* One row, 0 first; "" beyond the end. Valid until the next call. */
const char *pty_row(struct pty *p, int row);
void pty_cursor(struct pty *p, int *row, int *col);
bool pty_cursor_visible(const struct pty *p);
bool pty_alternate_screen(const struct pty *p);
int pty_mouse_mode(const struct pty *p); /* 0: off */

/* How many bytes were written so far, and all of them (NUL after the last). */
size_t pty_bytes_out(const struct pty *p);
const char *pty_raw(const struct pty *p, size_t *n);

/* The window is closed: the program gets SIGHUP, and errors from its terminal ever after. */
void pty_hang_up(struct pty *p);
/* To the program itself, not its group. */
bool pty_kill(struct pty *p, int signo);
/* True once it has ended; *status (NULL allowed) as of waitpid(2). */
bool pty_wait_exit(struct pty *p, int *status, int limit_ms);
int pty_pid(const struct pty *p);

/* True when a person could go on typing in this terminal: lines, echo, signals, CR to NL. */
bool pty_termios_sane(const struct pty *p);

#endif
