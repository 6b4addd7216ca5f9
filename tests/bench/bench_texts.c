/* bench_texts.c - a large library: 10,000 texts in 300 files, read whole, read again when nothing
 * changed, filtered key by key. Once with texts of one line in one language, once as those shipped:
 * three languages, two tones, blanks. Then the same in a console: what a slice of getting ready
 * keeps a key waiting, and a whole turn from F6 or a letter to its frame.
 *
 * The goals are for the processor's time; on a machine with other work the wall's says little. */
#include "app/console_private.h"
#include "bench/support_bench.h"

#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/console.h"
#include "carrel/demo.h"
#include "carrel/library.h"
#include "carrel/mem.h"
#include "carrel/path.h"
#include "carrel/script.h"
#include "carrel/strbuf.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { TEXTS = 10000, FILES = 300, LOADS = 7, KEYS = 400, OPENED = 60 };
enum { LOAD_MS = 150, FRAME_MS = 16, SLICE_MS = 2 };

static void must(enum rc rc, const struct err *err)
{
	if (rc == RC_OK)
		return;
	fprintf(stderr, "bench_texts: %s\n", err->text);
	exit(1);
}

static const char *const words[] = {"refund", "delivery", "invoice", "parcel", "contract", "router",
	"charge", "repair", "return", "password", "meter", "complaint", "order", "address"};
enum { WORDS = sizeof words / sizeof *words };

static void add_head(struct strbuf *out, int i)
{
	strbuf_addf(out, "  - id: %s.%s_%d\n    short: q%d\n", words[i % WORDS],
		words[i / WORDS % WORDS], i, i);
}

static void add_line(struct strbuf *out, int i)
{
	add_head(out, i);
	strbuf_addf(out,
		"    title: The %s of the %s\n    text: {en: \"Your %s %d is on its way.\"}\n",
		words[i % WORDS], words[i / 7 % WORDS], words[i % WORDS], i);
}

static void add_whole(struct strbuf *out, int i)
{
	static const char *const languages[] = {"en", "es", "ca"};
	static const char *const tones[] = {"formal", "casual"};
	add_head(out, i);
	strbuf_addf(out, "    title: {en: %s %d, es: %s %d (es), ca: %s %d (ca)}\n",
		words[i % WORDS], i, words[i % WORDS], i, words[i % WORDS], i);
	strbuf_addf(out, "    topics: [%s, %s]\n    for: [reply, call, chat]\n", words[i % WORDS],
		words[i / 5 % WORDS]);
	strbuf_addstr(out,
		"    blanks:\n      amount: {ask: {en: Amount, es: Importe, ca: Import}, "
		"type: money}\n    text:\n");
	for (size_t l = 0; l < 3; l++) {
		strbuf_addf(out, "      %s:\n", languages[l]);
		for (size_t t = 0; t < 2; t++)
			strbuf_addf(out,
				"        %s: >-\n          About the %s of {amount}, "
				"{customer.name|thank you}: we have looked at it, and\n"
				"          number %d goes back to you within the week.\n",
				tones[t], words[i % WORDS], i);
	}
	strbuf_addstr(out, "    review_by: 2027-06-30\n");
}

static void write_library(const char *dir, void (*add)(struct strbuf *out, int i))
{
	struct strbuf out = STRBUF_INIT;
	struct err err = {0};
	for (int f = 0; f < FILES; f++) {
		strbuf_reset(&out);
		strbuf_addstr(&out, "format: carrel-texts/1\ntexts:\n");
		for (int i = f; i < TEXTS; i += FILES)
			add(&out, i);
		char *path = xasprintf("%s/%03d.yaml", dir, f);
		FILE *file = fopen(path, "wb");
		if (!file || fwrite(out.buf, 1, out.len, file) != out.len || fclose(file) != 0)
			must(err_set(&err, RC_IO, "%s cannot be written", path), &err);
		free(path);
	}
	strbuf_fini(&out);
}

static void remove_library(const char *dir)
{
	for (int f = 0; f < FILES; f++) {
		char *path = xasprintf("%s/%03d.yaml", dir, f);
		(void)unlink(path);
		free(path);
	}
	(void)rmdir(dir);
}

static int64_t cpu_ns(void)
{
	struct timespec t;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static double us_since(int64_t start)
{
	return (double)(cpu_ns() - start) / 1000;
}

static struct library *load(const char *dir, struct samples *took)
{
	struct library *l = NULL;
	for (int i = 0; i < LOADS; i++) {
		library_free(&l);
		l = library_new();
		library_add_source(l, dir);
		int64_t start = cpu_ns();
		library_refresh(l);
		samples_add(took, us_since(start));
	}
	struct err err = {0};
	if (library_count(l) != TEXTS || problems_count(library_problems(l)))
		must(err_set(&err, RC_INVALID, "%zu texts were read", library_count(l)), &err);
	return l;
}

static void type_keys(struct library *l, struct samples *took)
{
	struct arena *a = arena_new();
	size_t n, total, hits = 0;
	for (int i = 0; i < KEYS; i++) {
		const char *word = words[i % WORDS];
		const char *typed = arena_strndup(a, word, 1 + (size_t)(i / WORDS % 5));
		int64_t start = cpu_ns();
		library_filter(l, typed, "en", LIBRARY_EVERYWHERE, 300, a, &n, &total);
		samples_add(took, us_since(start));
		hits += total;
		arena_reset(a);
	}
	arena_free(&a);
	if (!hits)
		exit(1);
}

static void measure(const char *what, void (*add)(struct strbuf *out, int i), double load_ms)
{
	char dir[] = "/tmp/carrel-bench-texts-XXXXXX";
	struct samples took = {0};
	struct err err = {0};
	if (!mkdtemp(dir))
		must(err_set(&err, RC_IO, "no folder in /tmp"), &err);
	bench_heading(what);
	write_library(dir, add);
	struct library *l = load(dir, &took);
	bench_limit_row("read whole, median", "ms", samples_at(&took, 0.5) / 1000, load_ms);
	samples_clear(&took);
	for (int i = 0; i < KEYS; i++) {
		int64_t start = cpu_ns();
		library_refresh(l);
		samples_add(&took, us_since(start));
	}
	bench_limit_row("looked at again, p99", "ms", samples_at(&took, 0.99) / 1000, FRAME_MS);
	samples_clear(&took);
	for (bool more = true; more;) {
		int64_t start = cpu_ns();
		more = library_warm(l, "en", 256);
		samples_add(&took, us_since(start));
	}
	bench_limit_row("made ready, a slice, p99", "ms", samples_at(&took, 0.99) / 1000, FRAME_MS);
	samples_clear(&took);
	type_keys(l, &took);
	bench_limit_row("filtered by a key, p50", "ms", samples_at(&took, 0.5) / 1000, FRAME_MS);
	bench_limit_row("filtered by a key, p99", "ms", samples_at(&took, 0.99) / 1000, FRAME_MS);
	free(took.us);
	library_free(&l);
	remove_library(dir);
}

/* ---- in a console ---- */

static struct app app;

/* At the first call of ana, with the texts of that folder as her own. */
static struct console *open_desk(const char *home)
{
	struct err err = {0};
	struct console *con = NULL;
	struct demo_report report;
	const struct demo_options demo = {.seed = 1, .size = DEMO_SMALL, .now = clock_wall_ms()};
	const struct app_options options = {.script = "-", .rows = 24, .cols = 80};
	char *store = xasprintf("%s/store.db", home);
	setenv("HOME", home, 1);
	setenv("XDG_STATE_HOME", home, 1);
	setenv("XDG_CONFIG_HOME", home, 1);
	must(app_init(&app, &options, &err), &err);
	must(app_store_use(&app, store, true, true, &err), &err);
	must(demo_create(app.store, &demo, &report, &err), &err);
	must(console_open(&app, &con, &err), &err);
	must(script_run_line(con, "sign-on ana", &err), &err);
	must(script_run_line(con, "press F2", &err), &err);
	free(store);
	return con;
}

/* The key, all that it sets off, and its frame. */
static void press(struct console *con, const char *key, struct samples *took)
{
	struct err err = {0};
	char *line = xasprintf("press %s", key);
	int64_t start = cpu_ns();
	must(script_run_line(con, line, &err), &err);
	if (took)
		samples_add(took, us_since(start));
	free(line);
}

static void get_ready(struct console *con)
{
	struct samples took = {0};
	for (bool more = true; more;) {
		int64_t start = cpu_ns();
		more = console_texts_step(con);
		samples_add(&took, us_since(start));
	}
	printf("%zu slices\n", took.n);
	bench_limit_row(
		"made ready, a slice, median", "ms", samples_at(&took, 0.5) / 1000, SLICE_MS);
	bench_limit_row("made ready, a slice, p99", "ms", samples_at(&took, 0.99) / 1000, SLICE_MS);
	bench_limit_row(
		"made ready, the longest slice", "ms", samples_at(&took, 1) / 1000, FRAME_MS);
	free(took.us);
}

static void use_texts(struct console *con)
{
	struct samples open = {0}, letter = {0};
	for (int i = 0; i < OPENED; i++) {
		press(con, "F6", &open);
		for (const char *c = words[i % WORDS]; *c; c++) {
			const char key[2] = {*c, '\0'};
			press(con, key, &letter);
		}
		press(con, "Esc", NULL);
	}
	bench_limit_row("F6 to its frame, p50", "ms", samples_at(&open, 0.5) / 1000, FRAME_MS);
	bench_limit_row("F6 to its frame, p99", "ms", samples_at(&open, 0.99) / 1000, FRAME_MS);
	bench_limit_row(
		"a letter to its frame, p50", "ms", samples_at(&letter, 0.5) / 1000, FRAME_MS);
	bench_limit_row(
		"a letter to its frame, p99", "ms", samples_at(&letter, 0.99) / 1000, FRAME_MS);
	free(open.us);
	free(letter.us);
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *at)
{
	(void)st;
	(void)kind;
	(void)at;
	return remove(path);
}

static void measure_desk(void)
{
	char home[] = "/tmp/carrel-bench-desk-XXXXXX";
	struct err err = {0};
	if (!mkdtemp(home))
		must(err_set(&err, RC_IO, "no folder in /tmp"), &err);
	char *carrel = xasprintf("%s/carrel", home), *folder = xasprintf("%s/texts", carrel);
	if (mkdir(carrel, 0700) != 0 || mkdir(folder, 0700) != 0)
		must(err_set(&err, RC_IO, "%s cannot be made", folder), &err);
	bench_heading("The same library in a console, with a call in hand");
	write_library(folder, add_whole);
	struct console *con = open_desk(home);
	get_ready(con);
	if (library_count(app_library(&app)) < TEXTS)
		must(err_set(&err, RC_INVALID, "the texts of %s were not read", folder), &err);
	use_texts(con);
	console_close(&con);
	app_fini(&app);
	nftw(home, remove_one, 8, FTW_DEPTH | FTW_PHYS);
	free(folder);
	free(carrel);
}

int main(void)
{
	measure("Library of 10,000 texts of a line in 300 files", add_line, LOAD_MS);
	measure("Library of 10,000 texts in 3 languages and 2 tones in 300 files", add_whole,
		LOAD_MS);
	measure_desk();
	return 0;
}
