/* term_curses.c - a real terminal, and the only user of curses.
 *
 * curses is asked for one thing: the cheapest bytes from what the screen shows to what the grid
 * holds. Keys are read from the descriptor and decoded by keys.c. The blit hands over only cells
 * that changed, and tells curses of scrolls it finds, which is 3 to 4 times less work than letting
 * doupdate() look for them.
 * Width: curses trusts wcwidth(). A cluster where that disagrees with the grid is drawn as '?',
 * because a column that shifts can hide a field. */
#include "carrel/term.h"
#include "carrel/cells.h"
#include "carrel/i18n.h"
#include "carrel/mem.h"
#include "carrel/strbuf.h"
#include "carrel/utf8.h"
#include "tui/term_signal.h"
#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>
#include <wchar.h>
#define NCURSES_WIDECHAR 1
/* Its names of keys are macros that hide ours from here on; keypad() stays off. */
#include <curses.h>
#undef lines

enum {
	READ_CHUNK = 4096,
	READ_TURN_MAX = 64 * 1024, /* bytes a turn: a paste must not starve the screen */
	SCROLL_ROWS_MIN = 4,       /* fewer equal rows are not worth a scroll */
	COPY_MAX = 64 * 1024,
};

struct look {
	attr_t attrs;
	short pair;
	bool ready;
};

struct term_curses {
	struct term term; /* first: a struct term * is a struct term_curses * */
	int fd_in, fd_out;
	FILE *out, *in; /* for newterm, on duplicates of the descriptors */
	SCREEN *screen;
	int rows, cols;          /* of `shown` */
	struct grid_cell *shown; /* what curses was given last, owned */
	bool stale;              /* nothing of `shown` can be trusted */
	bool default_colours;    /* the terminal has a default foreground and background */
	bool osc;                /* takes titles and OSC 52 */
	bool titled, mouse;
	int frame_fd; /* see show_frame(); 0: none yet */
	struct style_set styles;
	struct look looks[STYLE_COUNT];
	short pair_fg[STYLE_COUNT + 1], pair_bg[STYLE_COUNT + 1];
	short pairs; /* in use, besides pair 0 */
};

static struct term_curses *curses_of(struct term *term)
{
	return (struct term_curses *)term;
}

static void write_all(int fd, const char *s, size_t n)
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

static void write_text(const struct term_curses *t, const char *s)
{
	write_all(t->fd_out, s, strlen(s));
}

/* ---- looks --------------------------------------------------------------------------------- */

static short pair_for(struct term_curses *t, short fg, short bg)
{
	if (t->term.colours == 0 || (fg < 0 && bg < 0))
		return 0;
	if (!t->default_colours) {
		fg = fg < 0 ? COLOR_WHITE : fg;
		bg = bg < 0 ? COLOR_BLACK : bg;
	}
	for (short i = 1; i <= t->pairs; i++) {
		if (t->pair_fg[i] == fg && t->pair_bg[i] == bg)
			return i;
	}
	if (t->pairs + 1 >= COLOR_PAIRS || init_pair((short)(t->pairs + 1), fg, bg) == ERR)
		return 0;
	t->pairs++;
	t->pair_fg[t->pairs] = fg;
	t->pair_bg[t->pairs] = bg;
	return t->pairs;
}

static const struct look *look_of(struct term_curses *t, unsigned style)
{
	struct look *look = &t->looks[style];

	if (look->ready)
		return look;
	struct style_def def = style_resolve(t->styles.def[style], t->term.colours);
	look->attrs = (def.attrs & STYLE_BOLD ? A_BOLD : 0) |
		(def.attrs & STYLE_UNDERLINE ? A_UNDERLINE : 0) |
		(def.attrs & STYLE_REVERSE ? A_REVERSE : 0) |
		(def.attrs & STYLE_FAINT ? A_DIM : 0) | (def.attrs & STYLE_ITALIC ? A_ITALIC : 0);
	look->pair = pair_for(t, def.fg, def.bg);
	look->ready = true;
	return look;
}

static void curses_styles(struct term *term, const struct style_set *set)
{
	struct term_curses *t = curses_of(term);

	t->styles = *set;
	t->pairs = 0;
	memset(t->looks, 0, sizeof t->looks);
	t->stale = true;
}

static void start_colours(struct term_curses *t, bool no_color)
{
	const char *env = getenv("NO_COLOR");

	if (no_color || (env && *env) || !has_colors() || start_color() == ERR)
		return;
	t->default_colours = use_default_colors() == OK;
	t->term.colours = COLORS >= 256 ? 256 : COLORS >= 16 ? 16 : COLORS >= 8 ? 8 : 0;
}

/* ---- cells --------------------------------------------------------------------------------- */

/* True if curses will give the cluster the width that the grid gave it. */
static bool widen(const struct grid_cell *cell, wchar_t out[CELLS_MARKS_MAX + 2])
{
	size_t n = strlen(cell->text), used = 0, at = 0;

	while (at < n && used < CELLS_MARKS_MAX + 1) {
		uint32_t rune;
		at += utf8_decode(cell->text + at, n - at, &rune);
		out[used++] = (wchar_t)rune;
	}
	out[used] = L'\0';
	if (wcwidth(out[0]) != cell->width)
		return false;
	for (size_t i = 1; i < used; i++) {
		if (wcwidth(out[i]) != 0)
			return false;
	}
	return true;
}

static void put_wide(int row, int col, const wchar_t *text, const struct look *look)
{
	cchar_t cc;

	if (setcchar(&cc, text, look->attrs, look->pair, NULL) == ERR)
		setcchar(&cc, L"?", look->attrs, look->pair, NULL);
	/* ERR in the last cell only says that the cursor could not move on. */
	(void)mvadd_wch(row, col, &cc);
}

static void put_cell(struct term_curses *t, int row, int col, const struct grid_cell *cell)
{
	wchar_t text[CELLS_MARKS_MAX + 2];
	const struct look *look = look_of(t, cell->style);

	if (cell->width == 0)
		return;
	bool plain = (unsigned char)cell->text[0] < 0x80 && cell->text[1] == '\0';
	if (plain) {
		text[0] = (wchar_t)cell->text[0];
		text[1] = L'\0';
	} else if (t->term.ascii || !widen(cell, text)) {
		for (int i = 0; i < cell->width; i++)
			put_wide(row, col + i, L"?", look);
		return;
	}
	put_wide(row, col, text, look);
}

static void put_row(struct term_curses *t, const struct grid *grid, int row)
{
	struct grid_cell *shown = &t->shown[(size_t)row * (size_t)t->cols];

	for (int col = 0; col < t->cols; col++) {
		const struct grid_cell *cell = grid_at(grid, row, col);
		if (!t->stale && grid_cell_equal(cell, &shown[col]))
			continue;
		/* A right half belongs to the cluster before it, which then changed as well. */
		put_cell(t, row, col, cell);
	}
	memcpy(shown, grid_at(grid, row, 0), (size_t)t->cols * sizeof *shown);
}

/* ---- scrolling ----------------------------------------------------------------------------- */

static bool row_equal(const struct term_curses *t, const struct grid *grid, int row, int shown_row)
{
	return memcmp(grid_at(grid, row, 0), &t->shown[(size_t)shown_row * (size_t)t->cols],
		       (size_t)t->cols * sizeof(struct grid_cell)) == 0;
}

/* Rows that would be right after everything moved up by `lines`, and where they lie. */
static int scroll_gain(
	const struct term_curses *t, const struct grid *grid, int lines, int *first, int *last)
{
	int gain = 0;

	for (int row = 0; row < t->rows; row++) {
		int from = row + lines;
		if (from < 0 || from >= t->rows || !row_equal(t, grid, row, from) ||
			row_equal(t, grid, row, row))
			continue;
		if (gain++ == 0)
			*first = row;
		*last = row;
	}
	return gain;
}

static struct grid_scroll find_scroll(const struct term_curses *t, const struct grid *grid)
{
	struct grid_scroll hint = grid_scroll_hint(grid), best = {0};
	int first = 0, last = 0, best_gain = SCROLL_ROWS_MIN - 1, changed = 0;

	if (hint.lines != 0)
		return hint;
	for (int row = 0; row < t->rows; row++)
		changed += !row_equal(t, grid, row, row);
	if (changed < SCROLL_ROWS_MIN)
		return best;
	for (int lines = -t->rows / 2; lines <= t->rows / 2; lines++) {
		int gain = lines ? scroll_gain(t, grid, lines, &first, &last) : 0;
		if (gain <= best_gain)
			continue;
		best_gain = gain;
		best.top = lines > 0 ? first : first + lines;
		best.bottom = 1 + (lines > 0 ? last + lines : last);
		best.lines = lines;
	}
	return best;
}

static void shown_blank(struct term_curses *t, int from, int to)
{
	for (int i = from * t->cols; i < to * t->cols; i++)
		t->shown[i] = (struct grid_cell){.text = " ", .width = 1};
}

static void scroll_shown(struct term_curses *t, struct grid_scroll s)
{
	int height = s.bottom - s.top, by = s.lines > 0 ? s.lines : -s.lines;
	size_t row = (size_t)t->cols;

	if (by >= height)
		return;
	setscrreg(s.top, s.bottom - 1);
	scrollok(stdscr, TRUE);
	scrl(s.lines);
	scrollok(stdscr, FALSE);
	setscrreg(0, t->rows - 1);
	size_t kept = (size_t)(height - by) * row * sizeof *t->shown;
	struct grid_cell *top = t->shown + (size_t)s.top * row;
	if (s.lines > 0)
		memmove(top, top + (size_t)by * row, kept);
	else
		memmove(top + (size_t)by * row, top, kept);
	if (s.lines > 0)
		shown_blank(t, s.bottom - by, s.bottom);
	else
		shown_blank(t, s.top, s.top + by);
}

/* ---- frames -------------------------------------------------------------------------------- */

static void fit_size(struct term_curses *t, int rows, int cols)
{
	if (t->shown && rows == t->rows && cols == t->cols)
		return;
	if (rows != LINES || cols != COLS)
		resizeterm(rows, cols);
	t->shown = xreallocarray(t->shown, (size_t)rows * (size_t)cols, sizeof *t->shown);
	t->rows = rows;
	t->cols = cols;
	t->stale = true;
}

/* Synchronized output, mode 2026: a terminal that knows it shows a frame at once or not at all. */
static const char sync_query[] = "\033[?2026$p";
static const char sync_begin[] = "\033[?2026h";
static const char sync_end[] = "\033[?2026l";

/* A line of a frame in the first column, and where the cursor is then. */
static const char width_query[] = "\r\xe2\x94\x82\033[6n\r";

/* Where curses writes a frame that is to leave between the two marks; -1 if there is no such place. */
static bool synchronized(struct term_curses *t)
{
	if (!keys_synchronized(t->term.keys))
		return false;
	if (t->frame_fd == 0) {
		t->frame_fd = memfd_create("frame", MFD_CLOEXEC);
		term_signal_undo(sync_end);
	}
	return t->frame_fd > 0;
}

static void send_frame(struct term_curses *t)
{
	off_t n = lseek(t->frame_fd, 0, SEEK_CUR);
	struct strbuf sb = STRBUF_INIT;

	if (n > 0) {
		char *frame = xmalloc((size_t)n);
		ssize_t got = pread(t->frame_fd, frame, (size_t)n, 0);
		strbuf_addstr(&sb, sync_begin);
		strbuf_add(&sb, frame, got > 0 ? (size_t)got : 0);
		strbuf_addstr(&sb, sync_end);
		write_all(t->fd_out, sb.buf, sb.len);
		free(frame);
	}
	strbuf_fini(&sb);
	if (lseek(t->frame_fd, 0, SEEK_SET) != 0 || ftruncate(t->frame_fd, 0) != 0)
		t->stale = true;
}

/* curses has no way to say something before its own bytes in the same write, so a frame that is held
 * back is caught and sent as one. */
static void show_frame(struct term_curses *t, bool visible)
{
	int out = fileno(t->out);
	bool hold = synchronized(t) && dup3(t->frame_fd, out, O_CLOEXEC) >= 0;

	curs_set(visible ? 1 : 0);
	refresh();
	if (!hold)
		return;
	dup3(t->fd_out, out, O_CLOEXEC);
	send_frame(t);
}

static void curses_blit(struct term *term, const struct grid *grid)
{
	struct term_curses *t = curses_of(term);
	int row = 0, col = 0;

	fit_size(t, grid_rows(grid), grid_cols(grid));
	if (t->stale) {
		clear(); /* sets clearok: nothing on the glass is trusted either */
	} else {
		struct grid_scroll scroll = find_scroll(t, grid);
		if (scroll.lines != 0)
			scroll_shown(t, scroll);
	}
	for (int r = 0; r < t->rows; r++) {
		if (t->stale || !row_equal(t, grid, r, r))
			put_row(t, grid, r);
	}
	t->stale = false;
	bool visible = grid_cursor(grid, &row, &col);
	if (visible)
		move(row, col);
	show_frame(t, visible);
}

static void curses_redraw(struct term *term)
{
	curses_of(term)->stale = true;
}

static void curses_size(struct term *term, int *rows, int *cols)
{
	struct winsize ws = {0};

	*rows = LINES;
	*cols = COLS;
	if (ioctl(curses_of(term)->fd_out, TIOCGWINSZ, &ws) == 0 && ws.ws_row && ws.ws_col) {
		*rows = ws.ws_row;
		*cols = ws.ws_col;
	}
}

/* ---- input --------------------------------------------------------------------------------- */

static void curses_read(struct term *term, int64_t now_ms)
{
	struct term_curses *t = curses_of(term);
	char buf[READ_CHUNK];

	term_signal_notices(t->term.keys);
	for (size_t total = 0; total < READ_TURN_MAX;) {
		struct pollfd p = {.fd = t->fd_in, .events = POLLIN};
		if (poll(&p, 1, 0) <= 0)
			return;
		ssize_t n = read(t->fd_in, buf, sizeof buf);
		if (n < 0 && (errno == EINTR || errno == EAGAIN))
			return;
		if (n <= 0) { /* hung up: EIO on a pty, 0 on others */
			keys_eof(t->term.keys);
			term_signal_unwatch(t->fd_in);
			return;
		}
		keys_feed(t->term.keys, buf, (size_t)n, now_ms);
		total += (size_t)n;
	}
}

/* ---- words to the terminal itself ------------------------------------------------------------ */

static void curses_bell(struct term *term)
{
	write_text(curses_of(term), "\a");
}

static const char mouse_on[] = "\033[?1000h\033[?1006h";
static const char mouse_off[] = "\033[?1006l\033[?1000l";

/* Its undoing is among what every exit sends. */
static void curses_mouse(struct term *term, bool on)
{
	struct term_curses *t = curses_of(term);

	if (on != t->mouse)
		write_text(t, on ? mouse_on : mouse_off);
	t->mouse = on;
}

static const char title_pop[] = "\033[23;2t";

static void curses_title(struct term *term, const char *words)
{
	struct term_curses *t = curses_of(term);
	struct strbuf sb = STRBUF_INIT;

	if (!t->osc)
		return;
	/* The old title is pushed once and popped when carrel leaves. */
	strbuf_addstr(&sb, t->titled ? "\033]2;" : "\033[22;2t\033]2;");
	cells_clean(&sb, words, strlen(words), false);
	strbuf_addch(&sb, '\a');
	write_all(t->fd_out, sb.buf, sb.len);
	strbuf_fini(&sb);
	t->titled = true;
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

static void curses_copy(struct term *term, const char *text, size_t n)
{
	struct term_curses *t = curses_of(term);
	struct strbuf clean = STRBUF_INIT, sb = STRBUF_INIT;

	if (!t->osc)
		return;
	cells_clean(&clean, text, n < COPY_MAX ? n : COPY_MAX, true);
	strbuf_addstr(&sb, "\033]52;c;");
	add_base64(&sb, clean.buf, clean.len);
	strbuf_addch(&sb, '\a');
	write_all(t->fd_out, sb.buf, sb.len);
	strbuf_fini(&clean);
	strbuf_fini(&sb);
}

/* ---- taking and giving back ------------------------------------------------------------------ */

static const char paste_on[] = "\033[?2004h";
static const char paste_off[] = "\033[?2004l";

static void curses_suspend(struct term *term)
{
	struct term_curses *t = curses_of(term);

	write_text(t, paste_off);
	if (t->mouse)
		write_text(t, mouse_off);
	endwin();
	term_signal_cooked();
}

static void curses_resume(struct term *term)
{
	struct term_curses *t = curses_of(term);

	reset_prog_mode();
	t->stale = true;
	write_text(t, paste_on);
	if (t->mouse)
		write_text(t, mouse_on);
}

static void curses_close(struct term *term)
{
	struct term_curses *t = curses_of(term);

	write_text(t, paste_off);
	curses_mouse(term, false);
	if (t->titled)
		write_text(t, title_pop);
	curs_set(1);
	endwin();
	delscreen(t->screen);
	term_signal_end();
	if (t->frame_fd > 0)
		close(t->frame_fd);
	fclose(t->out);
	fclose(t->in);
	keys_free(&t->term.keys);
	free(t->shown);
	free(t);
}

static const struct term_ops curses_ops = {
	.name = "curses",
	.close = curses_close,
	.size = curses_size,
	.blit = curses_blit,
	.redraw = curses_redraw,
	.read = curses_read,
	.bell = curses_bell,
	.mouse = curses_mouse,
	.title = curses_title,
	.copy = curses_copy,
	.styles = curses_styles,
	.suspend = curses_suspend,
	.resume = curses_resume,
};

/* The Linux console and DEC terminals would show an OSC as text. */
static bool takes_osc(const char *name)
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

static enum rc check_terminal(int fd_in, int fd_out, const char *name, struct err *err)
{
	if (!isatty(fd_in) || !isatty(fd_out))
		return err_set(err, RC_IO,
			_("The console needs a terminal, and this is not one. "
			  "For scripts use a command: carrel help"));
	if (!name || !*name || strcmp(name, "dumb") == 0 || strcmp(name, "unknown") == 0)
		return err_set(err, RC_INVALID,
			_("TERM is \"%s\", which cannot show the console. "
			  "Try TERM=xterm-256color carrel, or carrel --plain, which needs "
			  "nothing but lines."),
			name ? name : "");
	return RC_OK;
}

/* curses flushes after every cursor movement until it has been suspended and resumed once, a
 * hundred writes a frame, which tears over ssh and in tmux. So it is suspended and resumed here,
 * with its output going nowhere: the terminal sees nothing of it. */
static void settle_curses(struct term_curses *t)
{
	int out = fileno(t->out);
	int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);

	if (nowhere < 0)
		return;
	dup3(nowhere, out, O_CLOEXEC);
	endwin();
	refresh();
	dup3(t->fd_out, out, O_CLOEXEC);
	close(nowhere);
}

static void prepare_modes(struct term_curses *t, const struct term_options *options)
{
	raw();
	noecho();
	nonl();
	keypad(stdscr, FALSE);
	intrflush(stdscr, FALSE);
	scrollok(stdscr, FALSE);
	/* Otherwise curses looks for waiting keys and leaves a frame half drawn. */
	typeahead(-1);
	set_escdelay(KEYS_ESC_MS);
	def_prog_mode();
	start_colours(t, options->no_color);
	t->stale = true;
	t->term.ascii = options->ascii || strcmp(nl_langinfo(CODESET), "UTF-8") != 0;
	settle_curses(t);
	reset_prog_mode();
	write_text(t, paste_on);
	/* Asked before the first frame, which wipes away what a terminal shows of a question that it
	 * does not understand. The answer comes with the keys, or never. */
	if (t->osc)
		write_text(t, sync_query);
	if (t->osc && options->ask_width && !t->term.ascii) {
		write_text(t, width_query);
		keys_ask_width(t->term.keys);
	}
}

/* tigetstr gives (char *)-1 for what is not a string. */
static const char *capability(const char *name)
{
	const char *s = tigetstr(name);
	return s == (const char *)-1 ? NULL : s;
}

static enum rc start_curses(struct term_curses *t, const char *name, struct err *err)
{
	/* The size comes from the terminal alone: LINES and COLUMNS of a shell go stale. */
	use_env(FALSE);
	use_tioctl(TRUE);
	t->screen = newterm(name, t->out, t->in);
	if (t->screen && capability("cup")) {
		const struct term_reset reset = {
			.sgr0 = capability("sgr0"),
			.rmkx = capability("rmkx"),
			.cnorm = capability("cnorm"),
			.rmcup = capability("rmcup"),
		};
		term_signal_prepare(&reset);
		return RC_OK;
	}
	if (t->screen) {
		endwin();
		delscreen(t->screen);
	}
	return err_set(err, RC_INVALID,
		_("This computer does not know how to draw on a terminal called \"%s\". "
		  "Try: TERM=xterm-256color carrel"),
		name);
}

static FILE *open_stream(int fd, const char *mode)
{
	int copy = fcntl(fd, F_DUPFD_CLOEXEC, 3);
	return copy < 0 ? NULL : fdopen(copy, mode);
}

enum rc term_curses_open(const struct term_options *options, struct term **out, struct err *err)
{
	bool standard = options->fd_in == 0 && options->fd_out == 0;
	int fd_in = standard ? STDIN_FILENO : options->fd_in;
	int fd_out = standard ? STDOUT_FILENO : options->fd_out;
	const char *name = getenv("TERM");
	enum rc rc = check_terminal(fd_in, fd_out, name, err);

	if (rc != RC_OK)
		return rc;
	struct term_curses *t = xcalloc(1, sizeof *t);
	t->fd_in = fd_in;
	t->fd_out = fd_out;
	t->osc = takes_osc(name);
	t->term.copies = t->osc;
	t->styles = options->styles ? *options->styles : style_set_builtin;
	t->out = open_stream(fd_out, "w");
	t->in = open_stream(fd_in, "r");
	rc = t->out && t->in
		? term_signal_begin(fd_in, fd_out, err)
		: err_set(err, RC_IO, _("The terminal cannot be opened: %s"), strerror(errno));
	if (rc != RC_OK)
		goto fail;
	rc = start_curses(t, name, err);
	if (rc != RC_OK) {
		term_signal_end();
		goto fail;
	}
	t->term.ops = &curses_ops;
	t->term.keys = keys_new();
	t->term.fd = term_signal_fd();
	prepare_modes(t, options);
	*out = &t->term;
	return RC_OK;
fail:
	if (t->out)
		fclose(t->out);
	if (t->in)
		fclose(t->in);
	free(t);
	return rc;
}
