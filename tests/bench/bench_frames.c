/* bench_frames.c - what each screen and window costs the line: a first paint, a window, one key in it.
 *
 * On a small centre of its own, since a screen shows what fits, not what the store holds. Bytes are
 * those of one frame, exact while the clock stands still; each row waits for the words that tell its
 * screen, so that nothing is counted for a screen that is not there. */
#include "bench/support_bench.h"
#include "pty/support_pty.h"

#include <ftw.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "carrel/mem.h"

/* A cell painted anew is its character, three bytes of a line's drawing at most, and now and then a
 * change of style, and blanks are skipped: bytes stay in proportion to the size, whatever is in the
 * store. A window covers half of the screen at most; one that is to be read, as the keys and the tour,
 * three quarters. Both carry the frame of the pane below as well, which is no longer in focus: nearly
 * 900 bytes at 80x24, as every row of it has two borders of another look. */
enum { PAINT_PER_CELL = 2, WINDOW_PER_CELL = 1 };
static const double TALL_PER_CELL = 1.5;
enum { ROW_BYTES = 400, FRAME_BYTES = 3072, IDLE_BYTES_A_SECOND = 1024 };
enum { QUIET_MS = 120, LIMIT_MS = 5000, BURST = 200, WATCH_S = 4 };

/* One level back. A lone Esc would wait for a clock that stands still; F12 does the same at once. */
#define BACK_KEY "\033[24~"

enum limit { LIMIT_PAINT, LIMIT_WINDOW, LIMIT_TALL, LIMIT_ROW, LIMIT_FRAME, UNCOUNTED };

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

/* Anew for each size, as a call that was taken no longer waits. */
static void make_centre(const struct place *at)
{
	const char *const words[] = {
		"demo", "--into", at->store, "--size", "small", "--seed", "1", NULL};
	unlink(at->store);
	bench_carrel(words);
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
		[LIMIT_TALL] = TALL_PER_CELL * rows * cols,
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

/* Nothing in hand: the queue, and what opens over it. */
static const struct step desk[] = {
	{"queue", NULL, 0, "1 Queue", LIMIT_PAINT},
	{"queue, row move", PTY_DOWN, 0, NULL, LIMIT_ROW},
	{"queue, burst of 200 moves", PTY_DOWN, BURST, NULL, LIMIT_FRAME},
	{"columns", "c", 0, "Columns", LIMIT_WINDOW},
	{"columns, row move", PTY_DOWN, 0, NULL, LIMIT_ROW},
	{"back", BACK_KEY, 0, NULL, UNCOUNTED},
	{"saved queues", "v", 0, "Show in the queue pane", LIMIT_WINDOW},
	{"back", BACK_KEY, 0, NULL, UNCOUNTED},
	{"find", PTY_F3, 0, "Find", LIMIT_WINDOW},
	{"find, one key", "m", 0, "Find m", LIMIT_FRAME},
	{"find, second key", "a", 0, "Find ma", LIMIT_FRAME},
	{"find, row move", PTY_DOWN, 0, NULL, LIMIT_ROW},
	{"find, burst of 200 moves", PTY_DOWN, BURST, NULL, LIMIT_FRAME},
	{"back", BACK_KEY, 0, NULL, UNCOUNTED},
	{"palette", PTY_F9, 0, "Everything", LIMIT_WINDOW},
	{"palette, one key", "t", 0, "Everything t", LIMIT_FRAME},
	{"palette, row move", PTY_DOWN, 0, NULL, LIMIT_ROW},
	{"palette, burst of 200 moves", PTY_DOWN, BURST, NULL, LIMIT_FRAME},
	{"back", BACK_KEY, 0, NULL, UNCOUNTED},
	{"keys", PTY_F1, 0, "Keys", LIMIT_TALL},
	{"keys, row move", PTY_DOWN, 0, NULL, LIMIT_ROW},
	{"keys, one key", "t", 0, "Keys t", LIMIT_FRAME},
	{"back", BACK_KEY, 0, NULL, UNCOUNTED},
	{"a colleague's cases", PTY_F9 "view save Theirs owner:nuria" PTY_ENTER, 0, NULL,
		UNCOUNTED},
	{"a colleague's cases, shown", PTY_F9 "view open Theirs" PTY_ENTER, 0, "Theirs",
		LIMIT_PAINT},
	{"colleague's case", PTY_DOWN PTY_F5, 0, "Esc back", LIMIT_WINDOW},
	{"back", BACK_KEY, 0, NULL, UNCOUNTED},
	{"palette for the tour", PTY_F9 "tour", 0, "Everything tour", UNCOUNTED},
	{"tour", PTY_ENTER, 0, "Welcome", LIMIT_TALL},
	{NULL},
};

/* One call, and every window on the way. */
static const struct step call[] = {
	{"queue", NULL, 0, "1 Queue", UNCOUNTED},
	{"call", PTY_F2, 0, "On call", LIMIT_PAINT},
	{"call, one letter of the note", "a", 0, NULL, LIMIT_ROW},
	{"call, burst of 200 letters", "b", BURST, NULL, LIMIT_FRAME},
	{"texts", PTY_F6, 0, "insert - ", LIMIT_WINDOW},
	{"texts, row move", PTY_DOWN, 0, NULL, LIMIT_ROW},
	{"texts, one key", "r", 0, "Texts r", LIMIT_FRAME},
	{"texts, burst of 200 moves", PTY_DOWN, BURST, NULL, LIMIT_FRAME},
	{"texts, another filter", "\033[3~\177verify", 0, "verify", UNCOUNTED},
	{"article", PTY_ENTER, 0, "/ find", LIMIT_PAINT},
	{"article, another language", "l", 0, NULL, LIMIT_PAINT},
	{"article, back to texts", BACK_KEY, 0, "Texts verify", LIMIT_PAINT},
	{"back", BACK_KEY, 0, NULL, UNCOUNTED},
	{"texts for reading aloud", PTY_F6, 0, "insert - ", UNCOUNTED},
	{"read aloud", PTY_TAB, 0, "Esc back", LIMIT_WINDOW},
	{"back", BACK_KEY BACK_KEY, 0, NULL, UNCOUNTED},
	{"palette for a text of one's own", PTY_F9 "text-box", 0, "Everything text-box", UNCOUNTED},
	{"text of one's own", PTY_ENTER, 0, "Ctrl-O save", LIMIT_WINDOW},
	{"text of one's own, one letter", "a", 0, NULL, LIMIT_ROW},
	{"back", BACK_KEY, 0, NULL, UNCOUNTED},
	{"outcome", PTY_F8, 0, "1 Solved", LIMIT_WINDOW},
	{"identify", "i", 0, "Who is it?", LIMIT_WINDOW},
	{"identify, one letter", "m", 0, NULL, LIMIT_ROW},
	{"back", BACK_KEY, 0, NULL, UNCOUNTED},
	{"outcome", PTY_F8, 0, "1 Solved", UNCOUNTED},
	{"merge", "m", 0, "is one with which?", LIMIT_WINDOW},
	{"back", BACK_KEY, 0, NULL, UNCOUNTED},
	{"outcome", PTY_F8, 0, "1 Solved", UNCOUNTED},
	{"put off", "s", 0, "until when?", LIMIT_WINDOW},
	{"back", BACK_KEY, 0, NULL, UNCOUNTED},
	{"outcome", PTY_F8, 0, "1 Solved", UNCOUNTED},
	{"to whom", "5", 0, "Transfer to whom?", LIMIT_WINDOW},
	{"transfer", "2", 0, "Transfer", LIMIT_WINDOW},
	{"back", BACK_KEY, 0, NULL, UNCOUNTED},
	{"history", PTY_F4, 0, NULL, LIMIT_WINDOW},
	{"history, row move", PTY_DOWN, 0, NULL, LIMIT_ROW},
	{"history, whole", "z", 0, NULL, LIMIT_PAINT},
	{"history, whole, row move", PTY_DOWN, 0, NULL, LIMIT_ROW},
	{"history, whole, burst of 200 moves", PTY_DOWN, BURST, NULL, LIMIT_FRAME},
	{"history, back", "z", 0, NULL, LIMIT_PAINT},
	{"a text that proposes", PTY_F6 "rf" PTY_ENTER, 0, "Refund on its way", UNCOUNTED},
	{"outcome, proposed", PTY_F8, 0, "(t changes it)", LIMIT_WINDOW},
	{"staged", "t", 0, "as the texts propose", LIMIT_WINDOW},
	{"back", BACK_KEY, 0, NULL, UNCOUNTED},
	{"outcome", PTY_F8, 0, "1 Solved", UNCOUNTED},
	{"outcome, blanks are open", "1", 0, "1 again keeps", LIMIT_ROW},
	{"outcome to queue", "1", 0, "Done: Solved", LIMIT_PAINT},
	{"to the last row", PTY_DOWN, 20, NULL, UNCOUNTED},
	{"case without a call", PTY_F2, 0, "3 Case", LIMIT_PAINT},
	{"outcome", PTY_F8, 0, "1 Solved", UNCOUNTED},
	{"put aside", "p", 0, "1 Queue", LIMIT_PAINT},
	{"parked", "p", 0, "Parked", LIMIT_WINDOW},
	{"parked, taken up", PTY_ENTER, 0, "3 Case", LIMIT_PAINT},
	{NULL},
};

static const struct step wallboard[] = {
	{"wallboard", NULL, 0, "1 Queues", LIMIT_PAINT},
	{"wallboard, row move", PTY_DOWN, 0, NULL, LIMIT_ROW},
	{"agents", PTY_F5, 0, NULL, LIMIT_PAINT},
	{"agents, row move", PTY_DOWN, 0, NULL, LIMIT_ROW},
	{"waiting", PTY_F6, 0, NULL, LIMIT_PAINT},
	{"waiting, row move", PTY_DOWN, 0, NULL, LIMIT_ROW},
	{"to a case that waits", "\033OF", 0, NULL, UNCOUNTED}, /* a call is nobody's to give */
	{"give to", PTY_F2, 0, "Esc back", LIMIT_WINDOW},
	{"back", BACK_KEY, 0, NULL, UNCOUNTED},
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
			bench_carrel(ring);
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
	walk(at, ana, call, rows, cols);
	walk(at, marta, wallboard, rows, cols);
	bench_watch(at, "ana", "queue", false, rows, cols);
	bench_watch(at, "marta", "wallboard", false, rows, cols);
	bench_watch(at, "marta", "wallboard", true, rows, cols);
	walk(at, lesson, practice, rows, cols);
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *at)
{
	(void)st;
	(void)kind;
	(void)at;
	return remove(path);
}

static void remove_folder(const char *path)
{
	nftw(path, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

int main(void)
{
	const char *build = getenv("CARREL_BUILD");
	struct place at = {.build = build ? build : "build/release"};
	at.store = xasprintf("%s/bench/frames.db", at.build);
	char *home = xasprintf("%s/bench/frames-home", at.build);
	remove_folder(home); /* drafts of a run that was broken off would come back */
	at.home = xasprintf("HOME=%s", home);
	at.now = xasprintf("CARREL_NOW=%lld", (long long)time(NULL));
	printf("\nBytes of one frame of each screen (the clock stands still but where it is "
	       "said)\n");
	bench_size(&at, 24, 80);
	bench_size(&at, 40, 120);
	bench_size(&at, 60, 200);
	unlink(at.store);
	free(at.store);
	remove_folder(home);
	free(home);
	free(at.home);
	free(at.now);
	return 0;
}
