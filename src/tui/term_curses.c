/* term_curses.c - a real terminal, and the only user of curses.
 *
 * curses is asked for one thing: the cheapest bytes from what the screen shows to what the grid
 * holds. Keys are read from the descriptor (term_input.c) and decoded by keys.c. The blit hands over
 * only cells that changed, and tells curses of scrolls it finds (term_shown.c), which is 3 to 4 times
 * less work than letting doupdate() look for them.
 * Width: curses trusts wcwidth(). A cluster where that disagrees with the grid is drawn as '?',
 * because a column that shifts can hide a field. */
#include "carrel/term.h"
#include "carrel/cells.h"
#include "carrel/i18n.h"
#include "carrel/mem.h"
#include "carrel/strbuf.h"
#include "carrel/utf8.h"
#include "tui/term_escape.h"
#include "tui/term_frame.h"
#include "tui/term_input.h"
#include "tui/term_patch.h"
#include "tui/term_shown.h"
#include "tui/term_signal.h"
#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>
#define NCURSES_WIDECHAR 1
/* Its names of keys are macros that hide ours from here on; keypad() stays off. */
#include <curses.h>
#undef lines

struct look {
	attr_t attrs;
	short pair;
	bool ready;
	char *on, *off; /* for a patch, owned; NULL: not asked for yet */
};

struct term_curses {
	struct term term; /* first: a struct term * is a struct term_curses * */
	int fd_in, fd_out;
	FILE *out, *in; /* for newterm, on duplicates of the descriptors */
	SCREEN *screen;
	struct term_shown shown; /* what curses was given last */
	struct term_escape escape;
	struct term_frame frame;
	bool patches;      /* the terminal takes the sequences of term_patch.h */
	bool cursor_shown; /* in the last frame, and where */
	int cursor_row, cursor_col;
	bool default_colours; /* the terminal has a default foreground and background */
	struct style_set styles;
	struct look looks[STYLE_COUNT];
	short pair_fg[STYLE_COUNT + 1], pair_bg[STYLE_COUNT + 1];
	short pairs; /* in use, besides pair 0 */
};

static struct term_curses *curses_of(struct term *term)
{
	return (struct term_curses *)term;
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

static void forget_looks(struct term_curses *t)
{
	for (int i = 0; i < STYLE_COUNT; i++) {
		free(t->looks[i].on);
		free(t->looks[i].off);
	}
	memset(t->looks, 0, sizeof t->looks);
}

static void curses_styles(struct term *term, const struct style_set *set)
{
	struct term_curses *t = curses_of(term);

	t->styles = *set;
	t->pairs = 0;
	forget_looks(t);
	t->shown.stale = true;
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

static void put_wide(WINDOW *to, int row, int col, const wchar_t *text, const struct look *look)
{
	cchar_t cc;

	if (setcchar(&cc, text, look->attrs, look->pair, NULL) == ERR)
		setcchar(&cc, L"?", look->attrs, look->pair, NULL);
	/* ERR in the last cell only says that the cursor could not move on. */
	(void)mvwadd_wch(to, row, col, &cc);
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
			put_wide(stdscr, row, col + i, L"?", look);
		return;
	}
	put_wide(stdscr, row, col, text, look);
}

static void put_row(struct term_curses *t, const struct grid *grid, int row)
{
	struct grid_cell *shown = term_shown_row(&t->shown, row);
	const struct grid_cell *cells = grid_at(grid, row, 0);

	for (int col = 0; col < t->shown.cols; col++) {
		if (!t->shown.stale && memcmp(&cells[col], &shown[col], sizeof *cells) == 0)
			continue;
		/* A right half belongs to the cluster before it, which then changed as well. */
		put_cell(t, row, col, &cells[col]);
	}
	memcpy(shown, cells, (size_t)t->shown.cols * sizeof *shown);
}

/* ---- frames -------------------------------------------------------------------------------- */

static void fit_size(struct term_curses *t, int rows, int cols)
{
	if (term_shown_resize(&t->shown, rows, cols) && (rows != LINES || cols != COLS))
		resizeterm(rows, cols);
}

static void scroll_rows(struct term_curses *t, struct term_scroll s)
{
	int height = s.bottom - s.top, by = s.lines > 0 ? s.lines : -s.lines;

	if (by >= height)
		return;
	setscrreg(s.top, s.bottom - 1);
	scrollok(stdscr, TRUE);
	scrl(s.lines);
	scrollok(stdscr, FALSE);
	setscrreg(0, t->shown.rows - 1);
	term_shown_scroll(&t->shown, s);
}

static void show_frame(struct term_curses *t, bool visible)
{
	int out = fileno(t->out);
	bool hold = keys_synchronized(t->term.keys) && term_frame_hold(&t->frame, out);

	curs_set(visible ? 1 : 0);
	refresh();
	if (hold && !term_frame_send(&t->frame, out, t->fd_out))
		t->shown.stale = true;
}

/* ---- patches ------------------------------------------------------------------------------- */

static struct strbuf *looking; /* what put_byte adds to: curses hands no argument on */

static int put_byte(int c)
{
	strbuf_addch(looking, (char)c);
	return c;
}

/* Between two frames the terminal has its normal look, and curses knows so; it does again afterwards. */
static char *look_bytes(attr_t attrs, short pair)
{
	struct strbuf sb = STRBUF_INIT;

	looking = &sb;
	vid_puts(attrs, pair, NULL, put_byte);
	looking = NULL;
	return strbuf_detach(&sb, NULL);
}

static struct term_patch_look patch_look(void *arg, unsigned style)
{
	struct term_curses *t = arg;
	struct look *look = &t->looks[style];

	(void)look_of(t, style);
	if (!look->on) {
		look->on = look_bytes(look->attrs, look->pair);
		look->off = look_bytes(A_NORMAL, 0);
	}
	return (struct term_patch_look){look->on, look->off};
}

/* curses has not seen the patch: it is told what stands there by now, on the screen to come as well as
 * on the one that it believes to be there. */
static void tell_curses(struct term_curses *t, const struct term_patch *p, const struct grid *grid)
{
	int y, x;

	getyx(curscr, y, x);
	for (int i = 0; i < p->n; i++) {
		int row = p->at[i].row, col = p->at[i].col;
		const struct grid_cell *cell = grid_at(grid, row, col);
		const wchar_t text[2] = {(wchar_t)cell->text[0], L'\0'};
		put_wide(stdscr, row, col, text, look_of(t, cell->style));
		put_wide(curscr, row, col, text, look_of(t, cell->style));
		term_shown_row(&t->shown, row)[col] = *cell;
	}
	wmove(curscr, y, x);
}

static bool same_cursor(const struct term_curses *t, const struct grid *grid)
{
	int row = 0, col = 0;

	if (grid_cursor(grid, &row, &col) != t->cursor_shown)
		return false;
	return !t->cursor_shown || (row == t->cursor_row && col == t->cursor_col);
}

/* False: the frame is curses' business. */
static bool show_patch(struct term_curses *t, const struct grid *grid)
{
	struct term_patch patch;
	struct strbuf bytes = STRBUF_INIT;

	if (!t->patches || t->shown.stale || !same_cursor(t, grid) ||
		!term_patch_find(&patch, &t->shown, grid))
		return false;
	term_patch_bytes(&patch, grid, patch_look, t, &bytes);
	term_escape_write(t->fd_out, bytes.buf, bytes.len);
	tell_curses(t, &patch, grid);
	strbuf_fini(&bytes);
	return true;
}

static void curses_blit(struct term *term, const struct grid *grid)
{
	struct term_curses *t = curses_of(term);
	int row = 0, col = 0;

	fit_size(t, grid_rows(grid), grid_cols(grid));
	if (show_patch(t, grid))
		return;
	if (t->shown.stale) {
		clear(); /* sets clearok: nothing on the glass is trusted either */
	} else {
		struct term_scroll found = term_shown_find_scroll(&t->shown, grid);
		if (found.lines != 0)
			scroll_rows(t, found);
	}
	for (int r = 0; r < t->shown.rows; r++) {
		if (t->shown.stale || !term_shown_equal(&t->shown, grid, r, r))
			put_row(t, grid, r);
	}
	t->shown.stale = false;
	bool visible = grid_cursor(grid, &row, &col);
	if (visible)
		move(row, col);
	t->cursor_shown = visible;
	t->cursor_row = row;
	t->cursor_col = col;
	show_frame(t, visible);
}

static void curses_redraw(struct term *term)
{
	curses_of(term)->shown.stale = true;
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
	term_signal_notices(term->keys);
	term_input_read(curses_of(term)->fd_in, term->keys, now_ms);
}

/* ---- words to the terminal itself ------------------------------------------------------------ */

static void curses_bell(struct term *term)
{
	term_escape_bell(&curses_of(term)->escape);
}

static void curses_mouse(struct term *term, bool on)
{
	term_escape_mouse(&curses_of(term)->escape, on);
}

static void curses_title(struct term *term, const char *words)
{
	term_escape_title(&curses_of(term)->escape, words);
}

static void curses_copy(struct term *term, const char *text, size_t n)
{
	term_escape_copy(&curses_of(term)->escape, text, n);
}

/* ---- taking and giving back ------------------------------------------------------------------ */

static void curses_close(struct term *term)
{
	struct term_curses *t = curses_of(term);

	term_escape_end(&t->escape);
	curs_set(1);
	endwin();
	delscreen(t->screen);
	term_signal_end();
	term_frame_fini(&t->frame);
	fclose(t->out);
	fclose(t->in);
	keys_free(&t->term.keys);
	term_shown_fini(&t->shown);
	forget_looks(t);
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
};

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

/* tigetstr gives (char *)-1 for what is not a string. */
static const char *capability(const char *name)
{
	const char *s = tigetstr(name);
	return s == (const char *)-1 ? NULL : s;
}

static bool has_capability(const char *name, const char *value)
{
	const char *s = capability(name);
	return s && strcmp(s, value) == 0;
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
	t->shown.stale = true;
	t->patches = has_capability("cup", "\033[%i%p1%d;%p2%dH") &&
		has_capability("sc", "\0337") && has_capability("rc", "\0338");
	t->term.ascii = options->ascii || strcmp(nl_langinfo(CODESET), "UTF-8") != 0;
	settle_curses(t);
	reset_prog_mode();
	term_escape_begin(&t->escape);
	/* Asked before the first frame, which wipes away what a terminal shows of a question that it
	 * does not understand. The answer comes with the keys, or never. */
	if (t->escape.osc)
		term_escape_ask_frames(&t->escape);
	if (t->escape.osc && options->ask_width && !t->term.ascii) {
		term_escape_ask_width(&t->escape);
		keys_ask_width(t->term.keys);
	}
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
	t->escape = (struct term_escape){.fd = fd_out, .osc = term_escape_osc(name)};
	t->term.copies = t->escape.osc;
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
