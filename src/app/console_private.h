/* console_private.h - between console.c, loop.c, dispatch.c and frame.c. */
#ifndef CARREL_CONSOLE_PRIVATE_H
#define CARREL_CONSOLE_PRIVATE_H

struct console;
struct grid;
struct key;
struct layout_frame;

void console_start_loop(struct console *con); /* timers, signals, descriptors */
void console_resized(struct console *con);
void console_clear_message(struct console *con);
void dispatch_key(struct console *con, const struct key *key);

/* The lines that are no pane: status, message, keys (frame.c). */
void frame_paint_status(
	const struct console *con, struct grid *grid, const struct layout_frame *frame);
void frame_paint_message(
	const struct console *con, struct grid *grid, const struct layout_frame *frame);
void frame_paint_hints(
	const struct console *con, struct grid *grid, const struct layout_frame *frame);

#endif
