/* bench_frames.c - what each screen and window costs the line: a first paint, a window, one key in it.
 *
 * On a small centre of its own, since a screen shows what fits, not what the store holds. Bytes are
 * those of one frame, exact while the clock stands still; each row waits for the words that tell its
 * screen, so that nothing is counted for a screen that is not there. */
#include "bench/support_bench.h"
#include "pty/support_pty.h"

#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "carrel/mem.h"

/* A cell painted anew is its character, three bytes of a line's drawing at most, and now and then a
 * change of style, and blanks are skipped: bytes stay in proportion to the size, whatever is in the
 * store. A window covers half of the screen at most. */
enum { PAINT_PER_CELL = 2, WINDOW_PER_CELL = 1 };
enum { ROW_BYTES = 400, FRAME_BYTES = 3072, IDLE_BYTES_A_SECOND = 1024 };
enum { QUIET_MS = 120, LIMIT_MS = 5000, BURST = 200, WATCH_S = 4 };

/* As terminals send it that tell it from the beginning of a sequence: a lone byte would wait for a
 * clock that stands still. */
#define ESC_KEY "\033[27u"

enum limit { LIMIT_PAINT, LIMIT_WINDOW, LIMIT_ROW, LIMIT_FRAME, UNCOUNTED };

struct step {
	const char *what;
	const char *keys; /* NULL: nothing is pressed */
	int times;        /* in one write; 0 is once */
	const char *seen; /* on the screen afterwards; NULL: any */
	enum limit limit;
};

struct place {
	const char *build;
	char *store, *home, *now;
};

static void run_carrel(const struct place *at, const char *const *words)
{
	char *carrel = xasprintf("%s/carrel", at->build);
	const char *argv[16] = {carrel};
	int status, n = 1;
	for (; *words && n < 15; words++)
		argv[n++] = *words;
	fflush(stdout);
	pid_t pid = fork();
	if (pid == 0) {
		if (!freopen("/dev/null", "w", stdout))
			_exit(126);
		execv(carrel, (char *const *)argv);
		_exit(127);
	}
	if (waitpid(pid, &status, 0) != pid || status != 0) {
		fprintf(stderr, "bench_frames: carrel %s ended with %d\n", argv[1], status);
		exit(1);
	}
	free(carrel);
}

/* Anew for each size, as a call that was taken no longer waits. */
static void make_centre(const struct place *at)
{
	const char *const words[] = {
		"demo", "--into", at->store, "--size", "small", "--seed", "1", NULL};
	unlink(at->store);
	run_carrel(at, words);
}

/* still: the clock of the console does not move. */
static struct pty *start(
	const struct place *at, const char *const *words, bool still, int rows, int cols)
{
	char *carrel = xasprintf("%s/carrel", at->build);
	const char *argv[16] = {carrel};
	const char *env[] = {at->home, still ? at->now : NULL, NULL};
	for (int n = 1; *words && n < 15; words++)
		argv[n++] = *words;
	struct pty *p = pty_start(argv, env, rows, cols);
	free(carrel);
	return p;
}

static void stop(struct pty **p)
{
	int status;
	pty_kill(*p, SIGTERM);
	pty_wait_exit(*p, &status, 2000);
	pty_free(p);
}

static double limit_of(enum limit limit, int rows, int cols)
{
	const double of[] = {[LIMIT_PAINT] = PAINT_PER_CELL * rows * cols,
		[LIMIT_WINDOW] = WINDOW_PER_CELL * rows * cols,
		[LIMIT_ROW] = ROW_BYTES,
		[LIMIT_FRAME] = FRAME_BYTES};
	return of[limit];
}

static void press(struct pty *p, const struct step *s)
{
	size_t n = strlen(s->keys);
	int times = s->times > 0 ? s->times : 1;
	char *bytes = xmalloc(n * (size_t)times);
	for (int i = 0; i < times; i++)
		memcpy(bytes + n * (size_t)i, s->keys, n);
	pty_press_n(p, bytes, n * (size_t)times);
	free(bytes);
}

static void take_step(struct pty *p, const struct step *s, int rows, int cols)
{
	char what[80];
	size_t before = s->keys ? pty_bytes_out(p) : 0;
	if (s->keys)
		press(p, s);
	if (s->seen && !pty_wait_text(p, s->seen, LIMIT_MS)) {
		fprintf(stderr, "bench_frames: %s: no “%s” on\n%s\n", s->what, s->seen,
			pty_screen(p));
		exit(1);
	}
	pty_settle(p, QUIET_MS, LIMIT_MS);
	if (s->limit == UNCOUNTED)
		return;
	snprintf(what, sizeof(what), "%s, %dx%d", s->what, cols, rows);
	bench_limit_row(
		what, "bytes", (double)(pty_bytes_out(p) - before), limit_of(s->limit, rows, cols));
}

static void walk(const struct place *at, const char *const *words, const struct step *steps,
	int rows, int cols)
{
	struct pty *p = start(at, words, true, rows, cols);
	for (; steps->what; steps++)
		take_step(p, steps, rows, cols);
	stop(&p);
}

static const struct step sign_on[] = {
	{"sign-on", NULL, 0, "Who sits here?", LIMIT_PAINT},
	{"sign-on, row move", PTY_DOWN, 0, NULL, LIMIT_ROW},
	{"sign-on, one key", "g", 0, "Grace", LIMIT_FRAME},
	{NULL},
};

/* One call, and every window on the way. */
static const struct step desk[] = {
	{"queue", NULL, 0, "1 Queue", LIMIT_PAINT},
	{"queue, row move", PTY_DOWN, 0, NULL, LIMIT_ROW},
	{"queue, burst of 200 moves", PTY_DOWN, BURST, NULL, LIMIT_FRAME},
	{"find", PTY_F3, 0, "Find", LIMIT_WINDOW},
	{"find, one key", "m", 0, "Find m", LIMIT_FRAME},
	{"find, second key", "a", 0, "Find ma", LIMIT_FRAME},
	{"find, row move", PTY_DOWN, 0, NULL, LIMIT_ROW},
	{"find, burst of 200 moves", PTY_DOWN, BURST, NULL, LIMIT_FRAME},
	{"back", ESC_KEY, 0, NULL, UNCOUNTED},
	{"palette", PTY_F9, 0, "Everything", LIMIT_WINDOW},
	{"palette, one key", "t", 0, "Everything t", LIMIT_FRAME},
	{"palette, row move", PTY_DOWN, 0, NULL, LIMIT_ROW},
	{"palette, burst of 200 moves", PTY_DOWN, BURST, NULL, LIMIT_FRAME},
	{"back", ESC_KEY, 0, NULL, UNCOUNTED},
	{"keys", PTY_F1, 0, "Keys", LIMIT_WINDOW},
	{"keys, row move", PTY_DOWN, 0, NULL, LIMIT_ROW},
	{"back", ESC_KEY, 0, NULL, UNCOUNTED},
	{"call", PTY_F2, 0, "2 Customer", LIMIT_PAINT},
	{"call, one letter of the note", "a", 0, NULL, LIMIT_ROW},
	{"call, burst of 200 letters", "b", BURST, NULL, LIMIT_FRAME},
	{"texts", PTY_F6, 0, "Texts", LIMIT_WINDOW},
	{"texts, row move", PTY_DOWN, 0, NULL, LIMIT_ROW},
	{"texts, one key", "r", 0, NULL, LIMIT_FRAME},
	{"texts, burst of 200 moves", PTY_DOWN, BURST, NULL, LIMIT_FRAME},
	{"back", ESC_KEY, 0, NULL, UNCOUNTED},
	{"outcome", PTY_F8, 0, "1 Solved", LIMIT_WINDOW},
	{"outcome to queue", "1", 0, "1 Queue", LIMIT_PAINT},
	{NULL},
};

static const struct step wallboard[] = {
	{"wallboard", NULL, 0, "1 Queues", LIMIT_PAINT},
	{"wallboard, row move", PTY_DOWN, 0, NULL, LIMIT_ROW},
	{NULL},
};

static const struct step practice[] = {
	{"practice", NULL, 0, "PRACTICE", LIMIT_PAINT},
	{"practice, it rings", "\r", 0, NULL, LIMIT_WINDOW},
	{"practice, answered", PTY_F2, 0, "2 Customer", LIMIT_PAINT},
	{NULL},
};

/* With the clock running; a call rings every second when busy. */
static void bench_watch(
	const struct place *at, const char *login, const char *what, bool busy, int rows, int cols)
{
	const char *const words[] = {"-s", at->store, "--as", login, NULL};
	const char *const ring[] = {"-s", at->store, "--as", "bo", "call", "ring", "--queue",
		"billing", "--from", "+34600555444", NULL};
	char row[80];
	struct pty *p = start(at, words, false, rows, cols);
	pty_wait_raw(p, "F1", LIMIT_MS);
	pty_settle(p, QUIET_MS, LIMIT_MS);
	size_t before = pty_bytes_out(p);
	int64_t begun = bench_now_ns();
	for (int s = 0; s < WATCH_S; s++) {
		if (busy)
			run_carrel(at, ring);
		pty_wait_raw(p, "these words never come", 1000);
	}
	double seconds = (double)(bench_now_ns() - begun) / 1e9;
	snprintf(row, sizeof(row), "%s, %s, %dx%d", what,
		busy ? "a call each second" : "nothing happens", cols, rows);
	bench_limit_row(
		row, "B/s", (double)(pty_bytes_out(p) - before) / seconds, IDLE_BYTES_A_SECOND);
	stop(&p);
}

static void bench_size(const struct place *at, int rows, int cols)
{
	const char *const nobody[] = {"-s", at->store, NULL};
	const char *const ana[] = {"-s", at->store, "--as", "ana", NULL};
	const char *const marta[] = {"-s", at->store, "--as", "marta", NULL};
	const char *const lesson[] = {"practice", "first-call", NULL};
	make_centre(at);
	walk(at, nobody, sign_on, rows, cols);
	walk(at, ana, desk, rows, cols);
	walk(at, marta, wallboard, rows, cols);
	bench_watch(at, "ana", "queue", false, rows, cols);
	bench_watch(at, "marta", "wallboard", false, rows, cols);
	bench_watch(at, "marta", "wallboard", true, rows, cols);
	walk(at, lesson, practice, rows, cols);
}

int main(void)
{
	const char *build = getenv("CARREL_BUILD");
	struct place at = {.build = build ? build : "build/release"};
	at.store = xasprintf("%s/bench/frames.db", at.build);
	at.home = xasprintf("HOME=%s/bench/frames-home", at.build);
	at.now = xasprintf("CARREL_NOW=%lld", (long long)time(NULL));
	printf("\nBytes of one frame of each screen (the clock stands still but where it is "
	       "said)\n");
	bench_size(&at, 24, 80);
	bench_size(&at, 40, 120);
	bench_size(&at, 60, 200);
	unlink(at.store);
	free(at.store);
	free(at.home);
	free(at.now);
	return 0;
}
