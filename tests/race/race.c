/* race.c - many consoles, one queue, one instant.
 *
 *	race STORE CONSOLES ITEMS
 * Starts as many `carrel --as aNN --script -` as there are agents, lets each read its keys from a
 * pipe and wait for the pipe's end, ends all pipes at once, and times F2 to the call on the screen
 * by the screens that each console writes. A console is done when F2 finds nobody waiting. Then the
 * store says what was given away twice: nothing; and once more with doubles planted: each of them.
 *
 * How evenly the calls fell has a goal: whoever was served least has nine tenths of what the most had.
 * It is told beside what luck alone would give, which is the same rounds dealt out anew: nobody is ever
 * without a call here, so who served more had shorter rounds, and with rounds of a spread (deviation /
 * mean) of 0.1, 0.2, 0.3, 0.4 luck gives 0.94, 0.89, 0.85, 0.78 for 60 calls each. Where writers go in
 * the order in which they came (SQLite) the line evens that out, since a short round only waits longer. */
#include "bench/support_bench.h"
#include "race/support_tally.h"

#include "carrel/mem.h"
#include "carrel/strbuf.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ROWS = 24, START_LIMIT_MS = 60000, RACE_LIMIT_MS = 900000 };

static const double goal_even = 0.9;

/* Twice a round: the moment before the key, and the answer to it. */
static const char round_keys[] = "save-screen -\npress F2\nsave-screen -\nexpect  On call\n"
				 "press F8\npress 1\n";

struct console {
	pid_t pid;
	int keys, screens;
	int rows;             /* of the screen that is coming in */
	bool answered;        /* its first row says so */
	bool answer_due;      /* the screen that is coming in answers an F2 */
	int64_t pressed_ns;   /* 0: F2 not pressed yet */
	int64_t answered_ns;  /* the call before this one; 0 none yet */
	int served;           /* as its own screen said */
	bool nobody;          /* its last screen said that nobody is waiting */
	struct strbuf screen; /* the one that is coming in */
};

struct race {
	struct console *consoles;
	int n, items;
	struct samples first, all; /* us from F2 to the call on the screen */
	struct samples rounds;     /* us from one call on the screen to the next one there */
};

static void die(const char *what)
{
	perror(what);
	exit(1);
}

static int64_t now_ms(void)
{
	return bench_now_ns() / 1000000;
}

/* ---- starting ---- */

static void become_console(const char *store, int number, int keys, int screens)
{
	const char *build = getenv("CARREL_BUILD");
	char *carrel = xasprintf("%s/carrel", build ? build : "build/release");
	char login[16];
	snprintf(login, sizeof(login), "a%02d", number);
	dup2(keys, STDIN_FILENO);
	dup2(screens, STDOUT_FILENO);
	int null = open("/dev/null", O_WRONLY);
	if (null >= 0)
		dup2(null, STDERR_FILENO);
	execl(carrel, carrel, "-s", store, "--as", login, "--language", "en", "--size", "80x24",
		"--script", "-", (char *)NULL);
	_exit(127);
}

static void start_console(struct race *r, const char *store, int number)
{
	struct console *c = &r->consoles[number];
	int keys[2], screens[2];
	if (pipe2(keys, O_CLOEXEC) != 0 || pipe2(screens, O_CLOEXEC) != 0)
		die("pipe");
	c->pid = fork();
	if (c->pid < 0)
		die("fork");
	if (c->pid == 0)
		become_console(store, number, keys[0], screens[1]);
	close(keys[0]);
	close(screens[1]);
	c->keys = keys[1];
	c->screens = screens[0];
	fcntl(c->screens, F_SETFL, O_NONBLOCK);
	for (int i = 0; i <= r->items; i++)
		if (write(c->keys, round_keys, sizeof(round_keys) - 1) < 0)
			die("write");
}

/* It has read its keys when the pipe is empty: then it is signed on and waits for the end of them. */
static void wait_until_ready(const struct console *c, int64_t until_ms)
{
	int left = 1;
	while (ioctl(c->keys, FIONREAD, &left) == 0 && left > 0) {
		if (now_ms() > until_ms) {
			fprintf(stderr, "race: a console does not come up\n");
			exit(1);
		}
		usleep(1000);
	}
}

/* ---- racing ---- */

static void screen_done(struct race *r, struct console *c, int64_t at_ns, int64_t begun_ns)
{
	c->answered = strncmp(c->screen.buf, " On call", 8) == 0;
	if (!c->answer_due) {
		c->pressed_ns = at_ns;
	} else {
		c->nobody = strstr(c->screen.buf, "Nobody is waiting") != NULL;
		double us = (double)(at_ns - c->pressed_ns) / 1000;
		if (c->answered && c->served == 0)
			samples_add(&r->first, (double)(at_ns - begun_ns) / 1000);
		if (c->answered)
			samples_add(&r->all, us);
		if (c->answered && c->answered_ns != 0)
			samples_add(&r->rounds, (double)(at_ns - c->answered_ns) / 1000);
		if (c->answered)
			c->answered_ns = at_ns;
		c->served += c->answered;
	}
	c->answer_due = !c->answer_due;
	c->rows = 0;
	strbuf_reset(&c->screen);
}

/* False: it has ended. */
static bool take_in(struct race *r, struct console *c, int64_t begun_ns)
{
	char bytes[65536];
	ssize_t n = read(c->screens, bytes, sizeof(bytes));
	int64_t at_ns = bench_now_ns();
	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return true;
	if (n <= 0)
		return false;
	for (ssize_t i = 0; i < n; i++) {
		strbuf_addch(&c->screen, bytes[i]);
		if (bytes[i] == '\n' && ++c->rows == ROWS)
			screen_done(r, c, at_ns, begun_ns);
	}
	return true;
}

static void run_race(struct race *r)
{
	struct pollfd *fds = xcalloc((size_t)r->n, sizeof(*fds));
	int64_t begun_ns = bench_now_ns();
	int running = r->n;
	for (int i = 0; i < r->n; i++) {
		fds[i] = (struct pollfd){.fd = r->consoles[i].screens, .events = POLLIN};
		close(r->consoles[i].keys);
	}
	while (running > 0) {
		if (bench_now_ns() - begun_ns > RACE_LIMIT_MS * (int64_t)1000000) {
			fprintf(stderr, "race: %d consoles never end\n", running);
			break;
		}
		poll(fds, (nfds_t)r->n, 1000);
		for (int i = 0; i < r->n; i++) {
			if (fds[i].fd < 0 || fds[i].revents == 0 ||
				take_in(r, &r->consoles[i], begun_ns))
				continue;
			close(fds[i].fd);
			fds[i].fd = -1;
			running--;
		}
	}
	for (int i = 0; i < r->n && running > 0; i++)
		kill(r->consoles[i].pid, SIGKILL);
	for (int i = 0; i < r->n; i++)
		waitpid(r->consoles[i].pid, NULL, 0);
	free(fds);
}

/* ---- telling ---- */

static int print_consoles(struct race *r, double seconds)
{
	int served = 0, otherwise = 0;
	for (int i = 0; i < r->n; i++) {
		served += r->consoles[i].served;
		otherwise += !r->consoles[i].nobody;
	}
	printf("  %d consoles served %d of %d calls in %.1f s, %.0f a second; ended early: %d\n",
		r->n, served, r->items, seconds, served / seconds, otherwise);
	printf("  F2 to answered, the first of all at one instant: p50 %.1f ms, p99 %.1f ms "
	       "(%zu)\n",
		samples_at(&r->first, 0.5) / 1000, samples_at(&r->first, 0.99) / 1000, r->first.n);
	printf("  F2 to answered, all without a pause:             p50 %.1f ms, p99 %.1f ms "
	       "(%zu)\n",
		samples_at(&r->all, 0.5) / 1000, samples_at(&r->all, 0.99) / 1000, r->all.n);
	if (served != r->items)
		printf("  WRONG: the screens answered %d calls\n", served);
	return (served != r->items) + otherwise;
}

static int print_tally(const struct tally *t, const char *what)
{
	printf("  %s: %lld items: taken twice %lld, answered twice %lld, told twice %lld, "
	       "unserved %lld, untold %lld, of two agents %lld\n",
		what, (long long)t->items, (long long)t->taken_twice, (long long)t->answered_twice,
		(long long)t->told_twice, (long long)t->unserved, (long long)t->untold,
		(long long)t->mismatched);
	return tally_wrong(t) != 0;
}

static void must(enum rc rc, const struct err *err)
{
	if (rc == RC_OK)
		return;
	fprintf(stderr, "race: %s\n", err->text);
	exit(1);
}

/* ---- what luck alone would give ---- */

enum { DEALS = 101 };

static double deal_once(const struct race *r, double *until, int *served, uint64_t *seed)
{
	for (int i = 0; i < r->n; i++) {
		until[i] = 0;
		served[i] = 0;
	}
	for (int call = 0; call < r->items; call++) {
		int next = 0;
		for (int i = 1; i < r->n; i++)
			next = until[i] < until[next] ? i : next;
		*seed = *seed * 6364136223846793005u + 1442695040888963407u;
		until[next] += r->rounds.us[(*seed >> 33) % r->rounds.n];
		served[next]++;
	}
	int least = served[0], most = served[0];
	for (int i = 1; i < r->n; i++) {
		least = served[i] < least ? served[i] : least;
		most = served[i] > most ? served[i] : most;
	}
	return (double)least / most;
}

/* least/most served when nobody is favoured: each round of each console is drawn from all the rounds of
 * this race, so only how long rounds take differs, and by luck. The median of many deals. */
static double fair_share(const struct race *r)
{
	double *until = xcalloc((size_t)r->n, sizeof(*until));
	int *served = xcalloc((size_t)r->n, sizeof(*served));
	struct samples shares = {0};
	uint64_t seed = 1;
	for (int i = 0; r->rounds.n > 0 && i < DEALS; i++)
		samples_add(&shares, deal_once(r, until, served, &seed));
	double median = shares.n > 0 ? samples_at(&shares, 0.5) : 0;
	free(shares.us);
	free(served);
	free(until);
	return median;
}

static int tell_store(struct race *r, const char *store)
{
	struct tally t, planted;
	struct err err = {0};
	must(tally_take(store, &t, &err), &err);
	int wrong = print_tally(&t, "counted") + (t.items != r->items);
	double even = t.most > 0 ? (double)t.least / (double)t.most : 0;
	printf("  least/most served by one agent: %lld/%lld = %.2f, goal %.2f %s (the same rounds "
	       "dealt "
	       "by luck: %.2f); %lld change sets as written\n",
		(long long)t.least, (long long)t.most, even, goal_even,
		even >= goal_even ? "ok" : "MISS", fair_share(r), (long long)t.change_sets);
	must(tally_take_planted(store, &planted, &err), &err);
	print_tally(&planted, "control, one of each planted");
	if (planted.taken_twice != t.taken_twice + 1 ||
		planted.answered_twice != t.answered_twice + 1 ||
		planted.told_twice != t.told_twice + 1) {
		printf("  WRONG: a planted double was not found\n");
		wrong++;
	}
	return wrong;
}

static int number_of(const char *text, int least, int most)
{
	char *end;
	long n = strtol(text, &end, 10);
	if (*end == '\0' && n >= least && n <= most)
		return (int)n;
	fprintf(stderr, "race: a number from %d to %d, not “%s”\n", least, most, text);
	exit(2);
}

int main(int argc, char **argv)
{
	struct err err = {0};
	if (argc != 4) {
		fprintf(stderr, "usage: race STORE CONSOLES ITEMS\n");
		return 2;
	}
	struct race r = {.n = number_of(argv[2], 1, 100), .items = number_of(argv[3], 1, 10000)};
	r.consoles = xcalloc((size_t)r.n, sizeof(*r.consoles));
	must(tally_stage(argv[1], r.n, r.items, &err), &err);
	signal(SIGPIPE, SIG_IGN);
	int64_t until_ms = now_ms() + START_LIMIT_MS;
	for (int i = 0; i < r.n; i++)
		start_console(&r, argv[1], i);
	for (int i = 0; i < r.n; i++)
		wait_until_ready(&r.consoles[i], until_ms);
	/* Whoever times must not wait behind whom they time; without the right to it, so be it. */
	if (setpriority(PRIO_PROCESS, 0, -10) != 0)
		printf("  (timed at ordinary priority: times are upper bounds)\n");
	int64_t begun_ns = bench_now_ns();
	run_race(&r);
	int wrong = print_consoles(&r, (double)(bench_now_ns() - begun_ns) / 1e9);
	wrong += tell_store(&r, argv[1]);
	for (int i = 0; i < r.n; i++)
		strbuf_fini(&r.consoles[i].screen);
	free(r.first.us);
	free(r.all.us);
	free(r.rounds.us);
	free(r.consoles);
	return wrong != 0;
}
