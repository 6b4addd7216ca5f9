/* term_signal.c - signals and the last gift to the terminal.
 *
 * SEGV BUS ABRT ILL FPE QUIT INT and their like: restore, then die of the same signal.
 * TERM, HUP: the first one leaves a notice (term_read turns it into KEY_EOF, the program ends in
 * good order) and sets an alarm; if the loop is stuck and the terminal still ours when it rings,
 * it is restored and the process dies of SIGTERM. A second TERM or HUP does not wait.
 * WINCH leaves a notice. XFSZ and PIPE are ignored: the writer sees the error instead.
 * Handlers use only what POSIX lists as async-signal-safe: write, poll, fcntl, tcsetattr, alarm,
 * sigaction, raise. endwin() is not among them. */
#include "tui/term_signal.h"
#include "carrel/i18n.h"
#include "carrel/mem.h"
#include "carrel/term.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <termios.h>
#include <unistd.h>

enum { RESET_MAX = 512, ALT_STACK = 64 * 1024, RESTORE_WAIT_MS = 100 };

static const int fatal_signals[] = {
	SIGSEGV, SIGBUS, SIGABRT, SIGILL, SIGFPE, SIGQUIT, SIGINT, SIGSYS, SIGTRAP, SIGXCPU};
static const int ending_signals[] = {SIGTERM, SIGHUP};
static const int ignored_signals[] = {SIGXFSZ, SIGPIPE, SIGTSTP};

enum {
	NFATAL = sizeof fatal_signals / sizeof fatal_signals[0],
	NENDING = sizeof ending_signals / sizeof ending_signals[0],
	NIGNORED = sizeof ignored_signals / sizeof ignored_signals[0],
	NSIGNALS = NFATAL + NENDING + NIGNORED + 2,
};

/* One terminal a process, and handlers take no argument: this is the one static state of tui. */
static struct {
	volatile sig_atomic_t ours;
	volatile sig_atomic_t quit, resized;
	int fd_in, fd_out;
	struct termios saved;
	char reset[RESET_MAX];
	size_t reset_len;
	int wake;  /* eventfd: a notice is there */
	int epoll; /* the terminal and wake as one descriptor */
	struct sigaction old[NSIGNALS];
	int old_signo[NSIGNALS];
	int nold;
} sig;

static char alt_stack[ALT_STACK];

/* ---- restoring ----------------------------------------------------------------------------- */

static void write_patiently(int fd, const char *s, size_t n)
{
	int flags = fcntl(fd, F_GETFL);

	/* A terminal that was stopped or is gone must not keep the process. */
	fcntl(fd, F_SETFL, flags | O_NONBLOCK);
	while (n > 0) {
		ssize_t wrote = write(fd, s, n);
		if (wrote > 0) {
			s += wrote;
			n -= (size_t)wrote;
			continue;
		}
		struct pollfd p = {.fd = fd, .events = POLLOUT};
		if (wrote == 0 || (errno != EAGAIN && errno != EINTR) ||
			poll(&p, 1, RESTORE_WAIT_MS) <= 0)
			break;
	}
	fcntl(fd, F_SETFL, flags);
}

void term_emergency_restore(void)
{
	if (!sig.ours)
		return;
	sig.ours = 0;
	int saved_errno = errno;
	write_patiently(sig.fd_out, sig.reset, sig.reset_len);
	tcsetattr(sig.fd_in, TCSANOW, &sig.saved);
	errno = saved_errno;
}

/* terminfo marks delays as $<5/>; nobody needs them, and raw they would be shown. */
static void reset_add(const char *s)
{
	while (s && *s && sig.reset_len < RESET_MAX) {
		const char *end = s[0] == '$' && s[1] == '<' ? strchr(s, '>') : NULL;
		if (end)
			s = end + 1;
		else
			sig.reset[sig.reset_len++] = *s++;
	}
}

void term_signal_prepare(const struct term_reset *reset)
{
	sig.reset_len = 0;
	reset_add("\033[?2004l\033[?1000l\033[?1002l\033[?1006l");
	reset_add(reset->sgr0);
	reset_add(reset->rmkx);
	reset_add(reset->cnorm);
	/* Without an alternate screen at least the shell's prompt gets a line of its own. */
	reset_add(reset->rmcup ? reset->rmcup : "\r\n");
}

void term_signal_undo(const char *seq)
{
	if (!memmem(sig.reset, sig.reset_len, seq, strlen(seq)))
		reset_add(seq);
}

/* ---- handlers ------------------------------------------------------------------------------ */

static void die_of(int signo)
{
	struct sigaction dfl = {.sa_handler = SIG_DFL};
	sigset_t set;

	sigaction(signo, &dfl, NULL);
	sigemptyset(&set);
	sigaddset(&set, signo);
	sigprocmask(SIG_UNBLOCK, &set, NULL);
	raise(signo);
}

static void on_fatal(int signo)
{
	term_emergency_restore();
	die_of(signo);
}

static void on_alarm(int signo)
{
	(void)signo;
	term_emergency_restore();
	die_of(SIGTERM);
}

static void wake_loop(void)
{
	static const uint64_t one = 1;
	int saved_errno = errno;
	ssize_t ignored = write(sig.wake, &one, sizeof one);

	(void)ignored;
	errno = saved_errno;
}

static void on_ending(int signo)
{
	if (sig.quit) {
		term_emergency_restore();
		die_of(signo);
	}
	sig.quit = 1;
	alarm(TERM_GRACE_S);
	wake_loop();
}

static void on_resize(int signo)
{
	(void)signo;
	sig.resized = 1;
	wake_loop();
}

void term_grace(void)
{
	struct sigaction act = {.sa_handler = on_ending};

	if (!sig.ours)
		return;
	sig.quit = 1;
	for (int i = 0; i < NENDING; i++)
		sigaction(ending_signals[i], &act, NULL);
	alarm(TERM_GRACE_S);
}

static void install(int signo, void (*handler)(int), int flags)
{
	struct sigaction act = {.sa_handler = handler, .sa_flags = flags};

	sigfillset(&act.sa_mask);
	if (sigaction(signo, &act, &sig.old[sig.nold]) == 0)
		sig.old_signo[sig.nold++] = signo;
}

static void install_all(void)
{
	stack_t stack = {.ss_sp = alt_stack, .ss_size = sizeof alt_stack};

	/* A stack that overflowed has no room for a handler. */
	sigaltstack(&stack, NULL);
	sig.nold = 0;
	for (int i = 0; i < NFATAL; i++)
		install(fatal_signals[i], on_fatal, SA_ONSTACK);
	for (int i = 0; i < NENDING; i++)
		install(ending_signals[i], on_ending, SA_RESTART);
	for (int i = 0; i < NIGNORED; i++)
		install(ignored_signals[i], SIG_IGN, 0);
	install(SIGALRM, on_alarm, 0);
	install(SIGWINCH, on_resize, SA_RESTART);
}

/* ---- begin and end ------------------------------------------------------------------------- */

static bool watch(int fd)
{
	struct epoll_event event = {.events = EPOLLIN, .data.fd = fd};
	return epoll_ctl(sig.epoll, EPOLL_CTL_ADD, fd, &event) == 0;
}

enum rc term_signal_begin(int fd_in, int fd_out, struct err *err)
{
	static const struct term_reset ansi = {.sgr0 = "\033[m", .cnorm = "\033[?25h"};

	sig.fd_in = fd_in;
	sig.fd_out = fd_out;
	sig.quit = sig.resized = 0;
	if (tcgetattr(fd_in, &sig.saved) != 0)
		return err_set(err, RC_IO, _("The terminal's settings cannot be read: %s"),
			strerror(errno));
	sig.wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	sig.epoll = epoll_create1(EPOLL_CLOEXEC);
	if (sig.wake < 0 || sig.epoll < 0 || !watch(fd_in) || !watch(sig.wake))
		return err_set(err, RC_IO, _("The terminal cannot be watched for keys: %s"),
			strerror(errno));
	term_signal_prepare(&ansi);
	install_all();
	sig.ours = 1;
	mem_on_death(term_emergency_restore);
	return RC_OK;
}

void term_signal_end(void)
{
	alarm(0);
	sig.ours = 0;
	mem_on_death(NULL);
	tcsetattr(sig.fd_in, TCSADRAIN, &sig.saved);
	for (int i = 0; i < sig.nold; i++)
		sigaction(sig.old_signo[i], &sig.old[i], NULL);
	sig.nold = 0;
	close(sig.epoll);
	close(sig.wake);
}

int term_signal_fd(void)
{
	return sig.epoll;
}

void term_signal_notices(struct keys *keys)
{
	static const struct key resize = {.kind = KEY_RESIZE};
	uint64_t count;
	ssize_t ignored = read(sig.wake, &count, sizeof count);

	(void)ignored;
	if (sig.resized)
		keys_push(keys, &resize);
	sig.resized = 0;
	if (sig.quit)
		keys_eof(keys);
}

void term_signal_unwatch(int fd_in)
{
	epoll_ctl(sig.epoll, EPOLL_CTL_DEL, fd_in, NULL);
}
