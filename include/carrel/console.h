/* console.h - the screen of one person: panes, windows, keys, and one frame a turn.
 *
 * A turn: every queued key is handled, then the store's news are taken in, then `recalc` (may query),
 * then `paint` (may not), then one blit, then the others are told. 200 queued keys are one frame. */
#ifndef CARREL_CONSOLE_H
#define CARREL_CONSOLE_H

#include "carrel/desk.h"
#include "carrel/err.h"
#include "carrel/keys.h"
#include "carrel/layout.h"
#include "carrel/view.h"

#include <stdbool.h>
#include <stdint.h>

struct app;
struct evloop;
struct grid;
struct keymap;
struct plain;
struct problems;
struct remember;
struct term;

enum { CONSOLE_POPUPS_MAX = 4, CONSOLE_PANES_MAX = 8, MESSAGE_MS = 5000 };

/* Which panes a role has and where they go: one row a screen in src/view/screens.c. */
struct screen {
	const char *name; /* "agent", "supervisor", "sign-on" */
	const struct view_class
		*panes[CONSOLE_PANES_MAX]; /* index = pane number; 0 unused; NULL none */
	const struct layout_node *layout[LAYOUT_CLASS_COUNT]; /* NULL: the next smaller class's */
	int home;                                             /* pane that has the focus first */
	/* Bits of pane numbers, for LAYOUT_MEDIUM only: there a pane of `alone` is hidden until it has the
	 * focus and then takes the room of all but those of `always`. */
	uint32_t alone, always;
};
extern const struct screen *const screen_table[]; /* defined by view/; ends with NULL */

enum message_kind { MESSAGE_INFO, MESSAGE_DONE, MESSAGE_WARN, MESSAGE_ERROR };

struct console {
	struct app *app;
	struct term *term;
	struct grid *grid;
	struct evloop *loop;
	struct keymap *keymap;
	struct desk *desk;
	struct plain *plain;       /* the console as lines: its windows are said; NULL: they open */
	struct remember *remember; /* of the person signed on */

	const struct screen *screen;
	struct view *panes[CONSOLE_PANES_MAX];
	struct view *popups[CONSOLE_POPUPS_MAX]; /* the last one has the keys */
	int npopups;
	int focus;     /* pane number */
	bool had_hand; /* something was in hand at the last reading: the focus follows the change */
	bool zoomed;   /* the focused pane has the whole body */
	int grow[CONSOLE_PANES_MAX]; /* rows or columns the person added, for … */
	const struct screen *sized_screen;
	enum layout_class sized_class;
	unsigned away;           /* panes put away by the person: a bit each */
	char *theme;             /* owned; its name, NULL before the first */
	enum grid_glyphs glyphs; /* as the grid has it */
	bool mouse;
	unsigned no_function_keys; /* bit f: Ff does not arrive; its hint is the other key */
	bool counting;             /* a script counts the keys */
	size_t keys_pressed;       /* since it began: typing, paste and mouse too */
	int64_t rung;              /* the newest call that has sounded */

	enum message_kind message_kind;
	char *message;      /* owned; NULL none */
	char *message_note; /* owned; the same where the cursor writes, NULL: no other */
	bool undo_offered;  /* by the last message, and nothing was typed since */
	struct told *told;  /* what was shown so far */
	int64_t message_at; /* monotonic */
	bool message_seen;  /* in a frame: an error waits for it, whatever was typed ahead */
	int64_t waited_s;   /* for the store, as said on the screen; 0 nothing is said */
	bool unread;        /* the desk could not be read: soon again */
	bool unbeaten;      /* the store had no time for the last heartbeat */

	char *title; /* owned; of the terminal's window, NULL before the first */
	char *tip;   /* owned; "next time: F2" in the status line, NULL none */
	int64_t tip_at;

	/* What the last frame shows, but for what a window covers: for scripts and tests. */
	const struct view_class *shown[CONSOLE_PANES_MAX];
	int nshown;

	bool stale;      /* desk must be read again */
	bool dirty;      /* something looks different */
	bool acted;      /* a command ran here since the desk was read: what changed is no news */
	bool ticked;     /* a second went by, and that is all */
	uint64_t paints; /* whole screens so far */
	int64_t painted_minute; /* of the wall clock, at the last of them */
	bool quit;
	char *then; /* owned; the command that this console is left for, NULL: none */
	int clock_timer, draft_timer, world_timer, beat_timer, key_timer, habit_timer,
		suggest_timer, texts_timer;
	int files_fd, texts_fd; /* inotify; -1 */
	bool texts_broken;      /* said already */
	bool texts_ready;       /* nothing is left to prepare for F6 */
};

/* Takes over the terminal (or a null one for scripts) and shows the sign-on or the role's screen. */
enum rc console_open(struct app *app, struct console **out, struct err *err) WARN_UNUSED;
void console_close(struct console **console); /* flushes drafts, gives the terminal back */
/* Until quit or the terminal goes. RC_IO: the terminal went. */
enum rc console_run(struct console *con, struct err *err);
/* Opens it, runs it (the script, where one was asked for) and closes it. Where it was left for a
 * command (console_leave_for), that runs, and the desk comes back as it was. */
enum rc console_session(struct app *app, struct err *err) WARN_UNUSED;
/* Leaves the desk for a command that needs the terminal and a store of its own, and comes back after it.
 * RC_CONFLICT: something is in hand. */
enum rc console_leave_for(struct console *con, const char *command, struct err *err);
/* Handles what is queued and draws once if needed; scripts call it between lines. */
void console_turn(struct console *con, int64_t max_wait_ms);
/* One key, as if pressed; drawing waits for the turn's end. */
void console_key(struct console *con, const struct key *key);

/* Runs command text; its lines become the message or a window, its error the error message. */
enum rc console_command(struct console *con, const char *text);
void console_message(struct console *con, enum message_kind kind, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
void console_error(struct console *con, const struct err *err);
/* The message with the keys that work where the cursor is; NULL none. */
const char *console_message_shown(const struct console *con);
/* Into the note: the key that undoes there takes back typing first from now on. */
void console_typed(struct console *con);

/* The key that runs this command on this screen, in the focused pane before others; NULL none. */
const char *console_key_of(const struct console *con, const char *command);
/* The command ran by a longer way: its key (NULL: none) is shown for a while, once a person. */
void console_tip(struct console *con, const char *command, const char *key);

/* The first of them as a message; none: nothing. */
void console_tell_problems(struct console *con, const struct problems *problems);

/* False: there are problems, and the theme in force stays. */
bool console_theme(struct console *con, const char *name, struct problems *problems);
void console_mouse(struct console *con, bool on);
/* Makes the focused pane one step larger (by 1) or smaller (-1), or says why not. */
void console_grow(struct console *con, int by);

/* The screen that belongs to the person signed on; takes in their desk. */
void console_home(struct console *con);
/* Somebody signed on or off: their journal, their screen; the demo centre stops playing them. */
void console_signed_on(struct console *con);
/* Where Esc leads: the pane one works in now, the case in hand or the screen's first. */
int console_home_pane(const struct console *con);
/* Reads the desk and goes where the next key belongs: to the note, or to what has to be chosen first,
 * who it is or which case. For what brought somebody or something into hand. */
void console_focus_hand(struct console *con);
/* The case under the cursor of the focused window or pane; where no pane is for working on a case (a
 * supervisor's screen) that of the home pane, if the focused one has none. 0 none. */
int64_t console_selected_case(struct console *con);
void console_focus(struct console *con, int pane); /* no such pane: nothing */
struct view *console_focused(struct console *con); /* popup or pane; NULL before the first screen */
struct view *console_pane(
	struct console *con, const char *view_name); /* NULL: not on this screen */
/* Opens a window over the panes; one of the same class is closed first. arg as the class says. NULL
 * where windows are said instead (plain.h). */
struct view *console_popup(struct console *con, const struct view_class *class, const void *arg);
void console_popup_close(struct console *con); /* the topmost */
void console_popup_close_all(struct console *con);
bool console_has_popup(const struct console *con, const char *view_name);

/* The next turn reads the desk again / paints. */
void console_stale(struct console *con);
void console_dirty(struct console *con);

void console_recalc(struct console *con); /* reads the desk if stale, lays out, recalcs the views */
void console_paint(struct console *con);  /* recalc, paint, blit; for the turn and for tests */
/* After a second in which nothing else happened: the same screen as console_paint would give, for less.
 * Paints all of it where more than clocks may have moved. */
void console_tick(struct console *con);

#endif
