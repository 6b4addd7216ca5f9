/* term.h - the screen and keyboard of one person.
 *
 * Two kinds: term_curses (a real terminal) and term_null (a screen in memory for scripts, goldens
 * and fuzzing). Both show a grid and give keys; the rest of the program cannot tell them apart.
 *
 *	rows, cols:  term_size, after KEY_RESIZE again
 *	keys:        poll term_fd for POLLIN, term_read, then term_key until false; arm a timer
 *	             with term_timeout_ms (Esc alone, end of a paste)
 *	drawing:     term_blit once per turn, after all queued keys
 *
 * Signals (term_curses_open installs them; the loop need not touch any of them).
 *	SEGV BUS ABRT ILL FPE QUIT INT XCPU SYS TRAP: the terminal is restored with write and
 *	tcsetattr only, then the signal is raised again with its default action.
 *	TERM, HUP, and a terminal that hung up: term_fd becomes readable, term_read, KEY_EOF; end in
 *	good order and term_close. If that has not come after TERM_GRACE_S seconds (a stuck loop),
 *	the terminal is restored and the process dies of SIGTERM. A second TERM or HUP does it at once.
 *	WINCH: term_fd becomes readable, KEY_RESIZE.     XFSZ, PIPE, TSTP: ignored.
 * A program that insists on its own TERM and HUP handlers calls term_grace() in them. */
#ifndef CARREL_TERM_H
#define CARREL_TERM_H

#include "carrel/err.h"
#include "carrel/grid.h"
#include "carrel/keys.h"
#include "carrel/style.h"

enum { TERM_GRACE_S = 2 };

struct term;

struct term_ops {
	const char *name;
	void (*close)(struct term *term); /* gives the terminal back and frees */
	void (*size)(struct term *term, int *rows, int *cols);
	void (*blit)(struct term *term, const struct grid *grid);
	void (*redraw)(struct term *term); /* the next blit paints everything */
	/* Moves what is readable into term->keys. */
	void (*read)(struct term *term, int64_t now_ms);
	void (*bell)(struct term *term);
	void (*mouse)(struct term *term, bool on);
	void (*title)(struct term *term, const char *words);
	void (*copy)(struct term *term, const char *text, size_t n);
	void (*styles)(struct term *term, const struct style_set *set);
};

struct term {
	const struct term_ops *ops;
	struct keys *keys; /* owned; scripts may keys_push here */
	int fd;            /* poll for POLLIN, do not read; -1 in a null terminal */
	bool ascii;  /* the locale or the terminal cannot show UTF-8: give to grid_set_ascii */
	bool copies; /* it may be asked to copy (OSC 52); whether it does, nobody tells */
	int colours; /* 0, 8, 16 or 256 */
};

struct term_options {
	const struct style_set *styles; /* NULL: built in; copied */
	bool no_color;                  /* also set by NO_COLOR in the environment */
	bool ascii;                     /* nothing but ASCII, whatever the locale says */
	bool ask_width;                 /* how wide its lines are: the answer is in keys_width */
	int fd_in, fd_out;              /* 0 and 1 if both are 0 */
};

/* Takes over the terminal. RC_INVALID: TERM is unset, dumb or unknown; RC_IO: not a terminal.
 * setlocale(LC_ALL, "") must have run. One at a time. */
enum rc term_curses_open(
	const struct term_options *options, struct term **out, struct err *err) WARN_UNUSED;
/* Gives the terminal back from a signal handler or a dying allocation: async-signal-safe, any
 * number of times, harmless when none is open. mem_on_death is set to it by term_curses_open. */
void term_emergency_restore(void);
/* Arms the last resort described above and takes TERM and HUP back; async-signal-safe. */
void term_grace(void);

/* A screen of fixed size in memory; never fails. */
struct term *term_null_open(int rows, int cols);
void term_null_resize(struct term *term, int rows, int cols); /* pushes KEY_RESIZE */
void term_null_input(struct term *term, const char *bytes, size_t n, int64_t now_ms);
const struct grid *term_null_screen(const struct term *term); /* the last frame; never NULL */
const struct style_set *term_null_styles(const struct term *term);
size_t term_null_frames(const struct term *term);
size_t term_null_bells(const struct term *term);
bool term_null_mouse(const struct term *term);
const char *term_null_title(const struct term *term);  /* "" before the first */
const char *term_null_copied(const struct term *term); /* "" before the first */

void term_close(struct term **term); /* *term may be NULL */
void term_size(struct term *term, int *rows, int *cols);
void term_blit(struct term *term, const struct grid *grid);
void term_redraw(struct term *term);
int term_fd(const struct term *term);
void term_read(struct term *term, int64_t now_ms);
/* Something was pressed that was not read yet: what is being worked out may be pointless. */
bool term_waiting(const struct term *term);
bool term_key(struct term *term, int64_t now_ms, struct key *key);
int64_t term_timeout_ms(const struct term *term, int64_t now_ms);
void term_bell(struct term *term);
/* Whether clicks and the wheel come as KEY_MOUSE; off at first. */
void term_mouse(struct term *term, bool on);
/* Words of the program only (state, timer): never anything a customer wrote. */
void term_title(struct term *term, const char *words);
/* To the clipboard of the person's own machine (OSC 52); only on a command, cleaned first. */
void term_copy(struct term *term, const char *text, size_t n);
void term_styles(struct term *term, const struct style_set *set);

#endif
