/* console_private.h - between console.c, loop.c, dispatch.c and frame.c. */
#ifndef CARREL_CONSOLE_PRIVATE_H
#define CARREL_CONSOLE_PRIVATE_H

#include "carrel/grid.h"

#include <stdbool.h>

struct console;
struct key;
struct layout_frame;
struct layout_place;
struct view;

void console_start_loop(struct console *con); /* timers, signals, descriptors */
/* From here on the store may be waited for that long (store_patience), and this screen says so. */
void console_patience(struct console *con, int64_t ms);
void console_busy_end(struct console *con);
void console_store_waits(void *arg, int64_t waited_ms); /* a store_waits_fn */
void console_resized(struct console *con);
void console_clear_message(struct console *con);
bool console_unkept(const struct console *con); /* a window has typed words that only it holds */
void console_keep(struct console *con);         /* they go to disk */
void dispatch_key(struct console *con, const struct key *key);
bool dispatch_to_view(struct console *con, struct view *view, const struct key *key);
void dispatch_mouse(struct console *con, const struct key *key); /* mouse.c */
/* Which panes are where, by size, focus and the wishes of the person. */
int console_place_panes(const struct console *con, struct rect body, struct layout_place *places);
void console_sizes_follow(struct console *con); /* sizes.c: what is remembered for this size */
void console_save_habits(struct console *con);
void console_name_keys(struct console *con); /* in sentences, as they are on this screen */
int64_t console_tip_left_ms(const struct console *con); /* -1: none is shown */
void console_tip_expire(struct console *con);
void console_ring(struct console *con);            /* ring.c: after the desk was read */
void console_theme_of_person(struct console *con); /* look.c */
void console_glyphs(struct console *con);          /* what may be drawn, as far as is known */
void console_watch_begin(struct console *con);
void console_watch_end(struct console *con);
void console_texts_begin(struct console *con); /* texts_live.c */
void console_texts_end(struct console *con);
/* A slice of what F6 will need, of about a millisecond; false: all is ready. */
bool console_texts_step(struct console *con);

/* The text with the key that undoes while one writes; NULL: it says nothing of undo. Owned by the
 * caller. */
char *console_undo_in_note(const struct console *con, const char *text);

/* frame.c: the title of the terminal's window, after a paint. */
void frame_tell_title(struct console *con);
/* The lines that are no pane: status, message, keys (frame.c). */
void frame_paint_status(
	const struct console *con, struct grid *grid, const struct layout_frame *frame);
void frame_paint_message(
	const struct console *con, struct grid *grid, const struct layout_frame *frame);
void frame_paint_hints(
	const struct console *con, struct grid *grid, const struct layout_frame *frame);
/* The key whose hint stands there, and its name. */
bool frame_hint_at(const struct console *con, int row, int col, struct key *key, const char **name);

#endif
