/* support_pty.c - see support_pty.h. */
#include "pty/support_pty.h"

#include "carrel/mem.h"
#include "carrel/strbuf.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>
#include <vterm.h>

enum { SLICE_MS = 20, MAX_ENV = 64 };

struct pty {
	VTerm *vt;
	VTermScreen *screen;
	int master;
	int slave; /* kept open, so that the terminal outlives the program and can be looked at */
	pid_t pid;
	bool ended;
	int status;
	int rows, cols;
	VTermPos cursor;
	bool cursor_visible, alternate;
	int mouse;
	struct strbuf raw;
	struct strbuf text;
};

static int64_t now_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static int on_cursor(VTermPos pos, VTermPos old, int visible, void *user)
{
	struct pty *p = user;
	(void)old;
	(void)visible;
	p->cursor = pos;
	return 1;
}

static int on_property(VTermProp prop, VTermValue *value, void *user)
{
	struct pty *p = user;
	if (prop == VTERM_PROP_CURSORVISIBLE)
		p->cursor_visible = value->boolean;
	else if (prop == VTERM_PROP_ALTSCREEN)
		p->alternate = value->boolean;
	else if (prop == VTERM_PROP_MOUSE)
		p->mouse = value->number;
	return 1;
}

static const VTermScreenCallbacks screen_callbacks = {
	.movecursor = on_cursor,
	.settermprop = on_property,
};

static void emulator_start(struct pty *p)
{
	p->vt = vterm_new(p->rows, p->cols);
	vterm_set_utf8(p->vt, 1);
	p->screen = vterm_obtain_screen(p->vt);
	vterm_screen_set_callbacks(p->screen, &screen_callbacks, p);
	vterm_screen_enable_altscreen(p->screen, 1);
	vterm_screen_reset(p->screen, 1);
	p->cursor_visible = true;
}

static size_t name_length(const char *row)
{
	return (size_t)(strchrnul(row, '=') - row);
}

/* Rows of env replace those of the fixed environment that bear the same name. */
static void merge_env(const char *const *env, const char **out)
{
	static const char *const fixed[] = {
		"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:"
		"/sbin:/bin",
		"HOME=/nonexistent", "CARREL_TOUR=never", "LC_ALL=C.UTF-8", "TZ=UTC",
		"TERM=xterm-256color"};
	size_t n = 0;
	for (size_t f = 0; f < sizeof(fixed) / sizeof(fixed[0]); f++) {
		bool covered = false;
		for (size_t e = 0; env && env[e]; e++)
			covered |= name_length(env[e]) == name_length(fixed[f]) &&
				strncmp(env[e], fixed[f], name_length(env[e])) == 0;
		if (!covered)
			out[n++] = fixed[f];
	}
	for (size_t e = 0; env && env[e] && n < MAX_ENV - 1; e++)
		out[n++] = env[e];
	out[n] = NULL;
}

/* As a terminal would start it: what the tests' own starter ignores or blocks (nohup, a service)
 * must not be passed on. */
static void default_signals(void)
{
	static const int all[] = {
		SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGPIPE, SIGTSTP, SIGCHLD, SIGWINCH};
	sigset_t none;
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		signal(all[i], SIG_DFL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

static void run_child(int slave, const char *const *argv, const char *const *env)
{
	sigset_t none;
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	setsid();
	ioctl(slave, TIOCSCTTY, 0);
	for (int fd = 0; fd < 3; fd++)
		dup2(slave, fd);
	for (int fd = 3; fd < 256; fd++)
		close(fd);
	default_signals();
	execvpe(argv[0], (char *const *)argv, (char *const *)env);
	_exit(127);
}

struct pty *pty_start(const char *const *argv, const char *const *env, int rows, int cols)
{
	const char *merged[MAX_ENV];
	struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols};
	struct pty *p = xcalloc(1, sizeof(*p));

	p->rows = rows;
	p->cols = cols;
	strbuf_init(&p->raw);
	strbuf_init(&p->text);
	if (openpty(&p->master, &p->slave, NULL, NULL, &size) != 0) {
		free(p);
		return NULL;
	}
	emulator_start(p);
	merge_env(env, merged);
	p->pid = fork();
	if (p->pid == 0)
		run_child(p->slave, argv, merged);
	fcntl(p->master, F_SETFL, O_NONBLOCK);
	return p;
}

void pty_hang_up(struct pty *p)
{
	if (p->master >= 0)
		close(p->master);
	p->master = -1;
}

void pty_free(struct pty **pp)
{
	struct pty *p = *pp;
	if (!p)
		return;
	if (p->pid > 0 && !p->ended) {
		kill(p->pid, SIGKILL);
		waitpid(p->pid, NULL, 0);
	}
	pty_hang_up(p);
	close(p->slave);
	vterm_free(p->vt);
	strbuf_fini(&p->raw);
	strbuf_fini(&p->text);
	free(p);
	*pp = NULL;
}

static void reap(struct pty *p)
{
	if (!p->ended && p->pid > 0 && waitpid(p->pid, &p->status, WNOHANG) == p->pid)
		p->ended = true;
}

/* What the emulator answers (a cursor report, say) goes back as a terminal would send it. */
static void answer(struct pty *p)
{
	char bytes[256];
	size_t n = vterm_output_read(p->vt, bytes, sizeof(bytes));
	if (n > 0 && write(p->master, bytes, n) < 0)
		reap(p);
}

/* Waits up to wait_ms for output and takes it all in. True if there was any. */
static bool take_in(struct pty *p, int wait_ms)
{
	struct pollfd fd = {.fd = p->master, .events = POLLIN};
	char bytes[16384];
	bool any = false;

	if (poll(&fd, 1, wait_ms) <= 0)
		return false;
	/* At most so many at once, or a program that never stops would keep the waits from ending. */
	for (int reads = 0; reads < 64; reads++) {
		ssize_t n = read(p->master, bytes, sizeof(bytes));
		if (n <= 0)
			break;
		strbuf_add(&p->raw, bytes, (size_t)n);
		vterm_input_write(p->vt, bytes, (size_t)n);
		answer(p);
		any = true;
	}
	vterm_screen_flush_damage(p->screen);
	return any;
}

bool pty_press_n(struct pty *p, const void *bytes, size_t n)
{
	const char *at = bytes;
	int64_t end = now_ms() + 5000;
	while (n > 0 && now_ms() < end) {
		ssize_t sent = write(p->master, at, n);
		if (sent < 0 && errno != EAGAIN && errno != EINTR)
			return false;
		if (sent > 0) {
			at += sent;
			n -= (size_t)sent;
		} else
			take_in(p, SLICE_MS);
	}
	return n == 0;
}

bool pty_press(struct pty *p, const char *bytes)
{
	return pty_press_n(p, bytes, strlen(bytes));
}

void pty_resize(struct pty *p, int rows, int cols)
{
	struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols};
	take_in(p, 0);
	p->rows = rows;
	p->cols = cols;
	vterm_set_size(p->vt, rows, cols);
	ioctl(p->master, TIOCSWINSZ, &size);
}

void pty_settle(struct pty *p, int quiet_ms, int limit_ms)
{
	int64_t end = now_ms() + limit_ms;
	while (now_ms() < end && take_in(p, quiet_ms))
		;
}

/* Polls until the question holds, the time is up, or the program has ended with nothing left. */
static bool wait_until(
	struct pty *p, bool (*holds)(struct pty *p, const char *arg), const char *arg, int limit_ms)
{
	int64_t end = now_ms() + limit_ms;
	for (;;) {
		bool over = p->ended;
		bool any = take_in(p, 0);
		if (holds(p, arg))
			return true;
		if ((over && !any) || now_ms() >= end)
			return false;
		take_in(p, SLICE_MS);
		reap(p);
	}
}

static bool shows(struct pty *p, const char *text)
{
	for (int row = 0; row < p->rows; row++)
		if (strstr(pty_row(p, row), text))
			return true;
	return false;
}

static bool shows_not(struct pty *p, const char *text)
{
	return !shows(p, text);
}

static bool wrote(struct pty *p, const char *bytes)
{
	return memmem(p->raw.buf, p->raw.len, bytes, strlen(bytes)) != NULL;
}

static bool has_ended(struct pty *p, const char *arg)
{
	(void)arg;
	return p->ended;
}

bool pty_wait_text(struct pty *p, const char *text, int limit_ms)
{
	return wait_until(p, shows, text, limit_ms);
}

bool pty_wait_no_text(struct pty *p, const char *text, int limit_ms)
{
	return wait_until(p, shows_not, text, limit_ms);
}

bool pty_wait_raw(struct pty *p, const char *bytes, int limit_ms)
{
	return wait_until(p, wrote, bytes, limit_ms);
}

bool pty_wait_exit(struct pty *p, int *status, int limit_ms)
{
	bool ended = wait_until(p, has_ended, NULL, limit_ms);
	take_in(p, 0);
	if (ended && status)
		*status = p->status;
	return ended;
}

/* The second cell of a wide character holds UINT32_MAX and adds nothing. */
static void add_row(struct pty *p, int row)
{
	size_t start = p->text.len, filled = start;
	for (int col = 0; col < p->cols; col++) {
		VTermScreenCell cell;
		vterm_screen_get_cell(p->screen, (VTermPos){.row = row, .col = col}, &cell);
		if (cell.chars[0] == UINT32_MAX)
			continue;
		if (cell.chars[0] == 0)
			strbuf_addch(&p->text, ' ');
		for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i]; i++)
			strbuf_addrune(&p->text, cell.chars[i]);
		if (cell.chars[0] > ' ')
			filled = p->text.len;
	}
	strbuf_truncate(&p->text, filled);
}

const char *pty_row(struct pty *p, int row)
{
	strbuf_truncate(&p->text, 0);
	if (row >= 0 && row < p->rows)
		add_row(p, row);
	return p->text.buf;
}

const char *pty_screen(struct pty *p)
{
	take_in(p, 0);
	strbuf_truncate(&p->text, 0);
	for (int row = 0; row < p->rows; row++) {
		add_row(p, row);
		strbuf_addch(&p->text, '\n');
	}
	return p->text.buf;
}

void pty_cursor(struct pty *p, int *row, int *col)
{
	take_in(p, 0);
	*row = p->cursor.row;
	*col = p->cursor.col;
}

bool pty_cursor_visible(const struct pty *p)
{
	return p->cursor_visible;
}

bool pty_alternate_screen(const struct pty *p)
{
	return p->alternate;
}

int pty_mouse_mode(const struct pty *p)
{
	return p->mouse;
}

size_t pty_bytes_out(const struct pty *p)
{
	return p->raw.len;
}

const char *pty_raw(const struct pty *p, size_t *n)
{
	if (n)
		*n = p->raw.len;
	return p->raw.buf;
}

bool pty_kill(struct pty *p, int signo)
{
	return !p->ended && kill(p->pid, signo) == 0;
}

int pty_pid(const struct pty *p)
{
	return p->pid;
}

bool pty_termios_sane(const struct pty *p)
{
	struct termios t;
	const tcflag_t local = ICANON | ECHO | ISIG | IEXTEN;
	if (tcgetattr(p->slave, &t) != 0)
		return false;
	return (t.c_lflag & local) == local && (t.c_iflag & ICRNL) && (t.c_oflag & OPOST) &&
		(t.c_oflag & ONLCR);
}
