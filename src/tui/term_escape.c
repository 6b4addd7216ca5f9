/* term_escape.c - see term_escape.h. What is switched on here is switched off on every way out: in good
 * order by term_escape_end(), otherwise by the bytes that term_signal.c keeps ready. */
#include "tui/term_escape.h"
#include "carrel/cells.h"
#include "carrel/strbuf.h"
#include "tui/term_signal.h"
#include <errno.h>
#include <string.h>
#include <unistd.h>

enum { COPY_MAX = 64 * 1024 };

static const char paste_on[] = "\033[?2004h";
static const char paste_off[] = "\033[?2004l";
static const char mouse_on[] = "\033[?1000h\033[?1006h";
static const char mouse_off[] = "\033[?1006l\033[?1000l";
static const char title_pop[] = "\033[23;2t";
static const char sync_query[] = "\033[?2026$p";

/* A line of a frame in the first column, and where the cursor is then. */
static const char width_query[] = "\r\xe2\x94\x82\033[6n\r";

void term_escape_write(int fd, const char *s, size_t n)
{
	while (n > 0) {
		ssize_t wrote = write(fd, s, n);
		if (wrote < 0 && errno == EINTR)
			continue;
		if (wrote <= 0)
			return; /* a dead terminal is noticed by reading */
		s += wrote;
		n -= (size_t)wrote;
	}
}

static void write_text(const struct term_escape *e, const char *s)
{
	term_escape_write(e->fd, s, strlen(s));
}

/* The Linux console and DEC terminals would show an OSC as text. */
bool term_escape_osc(const char *name)
{
	static const char *const families[] = {"xterm", "screen", "tmux", "rxvt", "putty",
		"konsole", "gnome", "vte", "alacritty", "foot", "kitty", "st-", "wezterm",
		"contour"};

	for (size_t i = 0; i < sizeof families / sizeof families[0]; i++) {
		if (strncmp(name, families[i], strlen(families[i])) == 0)
			return true;
	}
	return false;
}

void term_escape_begin(struct term_escape *e)
{
	write_text(e, paste_on);
}

void term_escape_end(struct term_escape *e)
{
	write_text(e, paste_off);
	term_escape_mouse(e, false);
	if (e->titled)
		write_text(e, title_pop);
}

void term_escape_ask_frames(const struct term_escape *e)
{
	write_text(e, sync_query);
}

void term_escape_ask_width(const struct term_escape *e)
{
	write_text(e, width_query);
}

void term_escape_bell(const struct term_escape *e)
{
	write_text(e, "\a");
}

/* Its undoing is among what every exit sends. */
void term_escape_mouse(struct term_escape *e, bool on)
{
	if (on != e->mouse)
		write_text(e, on ? mouse_on : mouse_off);
	e->mouse = on;
}

void term_escape_title(struct term_escape *e, const char *words)
{
	struct strbuf sb = STRBUF_INIT;

	if (!e->osc)
		return;
	/* The old title is pushed once and popped when carrel leaves. */
	strbuf_addstr(&sb, e->titled ? "\033]2;" : "\033[22;2t\033]2;");
	cells_clean(&sb, words, strlen(words), false);
	strbuf_addstr(&sb, "\033\\"); /* not the bell, which some terminals would ring */
	term_escape_write(e->fd, sb.buf, sb.len);
	strbuf_fini(&sb);
	e->titled = true;
	term_signal_undo(title_pop);
}

static void add_base64(struct strbuf *out, const char *s, size_t n)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

	for (size_t i = 0; i < n; i += 3) {
		unsigned v = (unsigned)(unsigned char)s[i] << 16;
		if (i + 1 < n)
			v |= (unsigned)(unsigned char)s[i + 1] << 8;
		if (i + 2 < n)
			v |= (unsigned char)s[i + 2];
		strbuf_addch(out, digits[v >> 18]);
		strbuf_addch(out, digits[v >> 12 & 63]);
		strbuf_addch(out, i + 1 < n ? digits[v >> 6 & 63] : '=');
		strbuf_addch(out, i + 2 < n ? digits[v & 63] : '=');
	}
}

void term_escape_copy(const struct term_escape *e, const char *text, size_t n)
{
	struct strbuf clean = STRBUF_INIT, sb = STRBUF_INIT;

	if (!e->osc)
		return;
	cells_clean(&clean, text, n < COPY_MAX ? n : COPY_MAX, true);
	strbuf_addstr(&sb, "\033]52;c;");
	add_base64(&sb, clean.buf, clean.len);
	strbuf_addch(&sb, '\a');
	term_escape_write(e->fd, sb.buf, sb.len);
	strbuf_fini(&clean);
	strbuf_fini(&sb);
}
