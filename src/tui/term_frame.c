/* term_frame.c - see term_frame.h. curses has no way to say something before its own bytes in the same
 * write, so a frame that is held back is caught in memory and sent as one. */
#include "tui/term_frame.h"
#include "carrel/mem.h"
#include "carrel/strbuf.h"
#include "tui/term_escape.h"
#include "tui/term_signal.h"
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

static const char sync_begin[] = "\033[?2026h";
static const char sync_end[] = "\033[?2026l";

bool term_frame_hold(struct term_frame *frame, int out)
{
	if (frame->fd == 0) {
		frame->fd = memfd_create("frame", MFD_CLOEXEC);
		term_signal_undo(sync_end);
	}
	return frame->fd > 0 && dup3(frame->fd, out, O_CLOEXEC) >= 0;
}

bool term_frame_send(struct term_frame *frame, int out, int terminal)
{
	struct strbuf sb = STRBUF_INIT;

	dup3(terminal, out, O_CLOEXEC);
	off_t n = lseek(frame->fd, 0, SEEK_CUR);
	if (n > 0) {
		char *held = xmalloc((size_t)n);
		ssize_t got = pread(frame->fd, held, (size_t)n, 0);
		strbuf_addstr(&sb, sync_begin);
		strbuf_add(&sb, held, got > 0 ? (size_t)got : 0);
		strbuf_addstr(&sb, sync_end);
		term_escape_write(terminal, sb.buf, sb.len);
		free(held);
	}
	strbuf_fini(&sb);
	return lseek(frame->fd, 0, SEEK_SET) == 0 && ftruncate(frame->fd, 0) == 0;
}

void term_frame_fini(struct term_frame *frame)
{
	if (frame->fd > 0)
		close(frame->fd);
	frame->fd = 0;
}
