/* bench_find.c - is the person on the line found from what was heard?
 *
 * EVI (Spithourakis et al., "EVI: Multilingual Spoken Dialogue Tasks and Dataset for Knowledge-Based
 * Enrolment, Verification, and Identification", Findings of NAACL 2022; CC BY 4.0): 10,000 invented
 * customers, and 400 calls in which a recogniser wrote down a postcode, a name and a date of birth,
 * each asked for three times, with its other readings. Every reading is given as it was heard, and
 * nothing of the call's true record but the row that must come back. */
#include "bench/support_bench.h"

#include "carrel/arena.h"
#include "carrel/import.h"
#include "carrel/mem.h"
#include "carrel/path.h"
#include "carrel/store.h"
#include "carrel/store_people.h"
#include "carrel/store_rows.h"
#include "carrel/store_screen.h"
#include "carrel/vec.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FIRST = 5, ITEMS_MAX = 16, GOAL = 950, FIND_GOAL_MS = 20, GIVE_UP_GOAL_MS = 2 };

struct turns {
	char dialogue[64];
	char record[32];
	struct heard heard[ITEMS_MAX];
	size_t n;
};

struct tally {
	int calls, first, among_first, empty, unknown;
};

static void must(enum rc rc, const struct err *err)
{
	if (rc == RC_OK)
		return;
	fprintf(stderr, "bench_find: %s\n", err->text);
	exit(1);
}

static char *data_file(const char *name)
{
	const char *shared = getenv("CARREL_SHARED");
	char *path = xasprintf("%s/data/evi/%s", shared != NULL ? shared : "../shared", name);
	if (path_exists(path))
		return path;
	free(path);
	return NULL;
}

static struct store *make_store(const char *customers, const char *path)
{
	const struct store_options options = {.address = path, .create = true};
	const struct import_options import = {.kind = IMPORT_CUSTOMERS,
		.path = customers,
		.map = "scenario_id=id",
		.system = "evi",
		.region = "GB",
		.language = "en"};
	struct import_report report;
	struct store *store;
	struct err err = {0};
	struct arena *a = arena_new();
	unlink(path);
	must(store_open(&store, &options, &err), &err);
	int64_t begun = bench_now_ns();
	must(import_run(store, &import, &report, a, &err), &err);
	printf("%lld customers imported in %.1f s\n", (long long)report.added,
		(double)(bench_now_ns() - begun) / 1e9);
	arena_free(&a);
	return store;
}

static enum heard_kind kind_of(const char *item)
{
	if (strcmp(item, "postcode") == 0)
		return HEARD_POSTCODE;
	return strcmp(item, "name") == 0 ? HEARD_NAME : HEARD_BORN;
}

/* Strings of the readings stay with the document, which is kept. */
static void add_turn(struct vec *calls, json_t *turn, struct arena *a)
{
	const char *dialogue = json_string_value(json_object_get(turn, "dialogue"));
	json_t *readings = json_object_get(turn, "nbest");
	struct turns *call = calls->n > 0 ? vec_at(calls, calls->n - 1) : NULL;
	if (call == NULL || strcmp(call->dialogue, dialogue) != 0) {
		call = vec_push(calls);
		snprintf(call->dialogue, sizeof(call->dialogue), "%s", dialogue);
		snprintf(call->record, sizeof(call->record), "%s",
			json_string_value(json_object_get(turn, "record")));
	}
	if (call->n == ITEMS_MAX)
		return;
	size_t n = json_array_size(readings);
	const char **said = arena_array(a, n + 1, sizeof(*said));
	for (size_t i = 0; i < n; i++)
		said[i] = json_string_value(json_array_get(readings, i));
	call->heard[call->n++] =
		(struct heard){kind_of(json_string_value(json_object_get(turn, "item"))), said, n};
}

static void read_calls(const char *path, struct vec *calls, struct arena *a)
{
	FILE *f = fopen(path, "r");
	char *line = NULL;
	size_t size = 0;
	while (f != NULL && getline(&line, &size, f) > 0) {
		json_t *turn = json_loads(line, 0, NULL);
		if (turn != NULL)
			add_turn(calls, turn, a);
	}
	free(line);
	if (f != NULL)
		fclose(f);
}

static int64_t true_customer(struct store *s, const char *record, struct arena *a)
{
	struct customer *found;
	size_t n;
	struct err err = {0};
	struct identity id = {
		.kind = IDENTITY_EXTERNAL, .value = arena_printf(a, "evi:%s", record)};
	must(identity_prepare(&id, "GB", a, &err), &err);
	must(store_customer_by_identity(s, id.kind, id.value, 1, a, &found, &n, &err), &err);
	return n == 1 ? found[0].id : 0;
}

/* only: one kind, HEARD_KINDS all of them; attempt: 0 the first time it was asked, -1 all times. */
static void ask(struct store *s, const struct turns *call, enum heard_kind only, bool first_time,
	struct tally *t, struct samples *us)
{
	struct heard heard[ITEMS_MAX];
	struct person_row *rows;
	struct err err = {0};
	struct arena *a = arena_new();
	size_t n = 0, found, readings = 0;
	bool seen[HEARD_KINDS] = {false};
	for (size_t i = 0; i < call->n; i++) {
		enum heard_kind kind = call->heard[i].kind;
		if ((only != HEARD_KINDS && kind != only) || (first_time && seen[kind]))
			continue;
		seen[kind] = true;
		readings += call->heard[i].n;
		heard[n++] = call->heard[i];
	}
	int64_t id = true_customer(s, call->record, a);
	int64_t begun = bench_now_ns();
	must(store_identify(s, heard, n, "GB", FIRST, a, &rows, &found, &err), &err);
	samples_add(us, (double)(bench_now_ns() - begun) / 1000);
	t->calls++;
	t->unknown += id == 0;
	t->empty += readings == 0;
	t->first += found > 0 && rows[0].id == id;
	bool among = false;
	for (size_t i = 0; i < found; i++)
		among |= rows[i].id == id;
	t->among_first += among;
	if (!among && only == HEARD_KINDS && !first_time && getenv("CARREL_BENCH_MISSES")) {
		printf("missed %s %s\n", call->dialogue, call->record);
		for (size_t i = 0; i < found; i++)
			printf("  %d %s %s %s\n", rows[i].score, rows[i].name, rows[i].born,
				rows[i].postcode);
	}
	arena_free(&a);
}

static void identify_row(const char *what, struct store *s, const struct vec *calls,
	enum heard_kind only, bool first_time, int goal)
{
	struct tally t = {0};
	struct samples us = {0};
	for (size_t i = 0; i < calls->n; i++)
		ask(s, vec_at(calls, i), only, first_time, &t, &us);
	printf("%-44s %6d %7.1f %% %7.1f %% %7d %9.1f %9.1f %s\n", what, t.calls,
		100.0 * t.first / t.calls, 100.0 * t.among_first / t.calls, t.empty,
		samples_at(&us, 0.5) / 1000, samples_at(&us, 0.99) / 1000,
		goal == 0                                        ? ""
			: t.among_first * 1000 >= goal * t.calls ? "ok"
								 : "MISS");
	if (goal != 0 && t.unknown > 0)
		printf("of these, %d calls name a record that the file does not have: misses all "
		       "the "
		       "same\n",
			t.unknown);
	free(us.us);
}

static void bench_evi(void)
{
	char *customers = data_file("customers_en.csv"),
	     *turns = data_file("verification_turns_en.jsonl");
	if (customers == NULL || turns == NULL) {
		printf("skip: no EVI data (CARREL_SHARED, or ../shared): nothing was identified\n");
		return;
	}
	const char *build = getenv("CARREL_BUILD");
	char *path = xasprintf("%s/bench/evi.db", build != NULL ? build : "build/release");
	struct arena *a = arena_new();
	struct vec calls = {.size = sizeof(struct turns)};
	struct store *s = make_store(customers, path);
	read_calls(turns, &calls, a);
	printf("\nidentify: likeness 0..1000 of each thing heard, weights name 40, born 35, "
	       "postcode 35;\n"
	       "of readings the best less 8 a place; asked again 3/4 best + 1/4 mean\n"
	       "(each postcode of the file is that of five people: alone it cannot say who)\n");
	printf("%-44s %6s %9s %9s %7s %9s %9s\n", "heard", "calls", "first", "first 5", "empty",
		"p50 ms", "p99 ms");
	identify_row("name, asked once", s, &calls, HEARD_NAME, true, 0);
	identify_row("postcode, asked once", s, &calls, HEARD_POSTCODE, true, 0);
	identify_row("born, asked once", s, &calls, HEARD_BORN, true, 0);
	identify_row("name, three times", s, &calls, HEARD_NAME, false, 0);
	identify_row("postcode, three times", s, &calls, HEARD_POSTCODE, false, 0);
	identify_row("born, three times", s, &calls, HEARD_BORN, false, 0);
	identify_row("all, each asked once", s, &calls, HEARD_KINDS, true, 0);
	identify_row("all of the call", s, &calls, HEARD_KINDS, false, GOAL);
	vec_fini(&calls);
	store_close(&s);
	arena_free(&a);
	free(path);
	free(customers);
	free(turns);
}

/* ---- given up because another key came ---- */

enum { PATIENCE_US = 200 };

struct newer_key {
	int64_t begun, came; /* ns; 0: not yet */
};

static bool came(void *arg)
{
	struct newer_key *key = arg;
	int64_t now = bench_now_ns();
	if (key->came == 0 && now - key->begun >= PATIENCE_US * 1000)
		key->came = now;
	return key->came != 0;
}

/* How long it still takes after the first time that it was told; nothing, if it was done before. */
static void measure_giving_up(
	struct store *s, const char *typed, struct arena *a, struct samples *us)
{
	struct newer_key key = {.begun = bench_now_ns()};
	struct find_row *rows;
	size_t count;
	struct err err = {0};
	store_stop_when(s, came, &key);
	enum rc rc = store_find(s, typed, "ES", 50, a, &rows, &count, &err);
	store_stop_when(s, NULL, NULL);
	if (rc != RC_CANCELLED)
		must(rc, &err);
	else
		samples_add(us, (double)(bench_now_ns() - key.begun) / 1000 - PATIENCE_US);
}

/* Every prefix of what people type, one key after the other, in the store of all benches. */
static void bench_typed(void)
{
	static const char *const typed[] = {"maria garcia", "paco perez", "jose luis fernandez",
		"nuria vila", "xavi puig", "fernandes", "mraia lopez", "gonzales rodriges",
		"catherine smith", "600112233", "+34600112234", "4821937-5", "router offline",
		"montse ferrer", "ximenez", "juan", "garcia garcia", "carmen martinez lopez"};
	const struct store_options options = {.address = bench_store_path()};
	struct store *s;
	struct err err = {0};
	struct samples us = {0}, given_up_us = {0};
	struct arena *a = arena_new();
	size_t rows_seen = 0;
	must(store_open(&s, &options, &err), &err);
	for (size_t i = 0; i < sizeof(typed) / sizeof(typed[0]); i++) {
		for (size_t n = 1; n <= strlen(typed[i]); n++) {
			struct find_row *rows;
			size_t count;
			arena_reset(a);
			char *prefix = arena_strndup(a, typed[i], n);
			int64_t begun = bench_now_ns();
			must(store_find(s, prefix, "ES", 50, a, &rows, &count, &err), &err);
			double took = (double)(bench_now_ns() - begun) / 1000;
			samples_add(&us, took);
			rows_seen += count;
			if (took > FIND_GOAL_MS * 1000.0 && getenv("CARREL_BENCH_MISSES"))
				printf("slow %.1f ms: %s\n", took / 1000, prefix);
			measure_giving_up(s, prefix, a, &given_up_us);
		}
	}
	printf("\nfind as you type, %s: %zu keys, %zu rows, p50 %.2f ms\n", bench_store_words(),
		us.n, rows_seen, samples_at(&us, 0.5) / 1000);
	bench_limit_row("find, any prefix, p99", "ms", samples_at(&us, 0.99) / 1000, FIND_GOAL_MS);
	printf("find given up %d us after it began: %zu of %zu\n", PATIENCE_US, given_up_us.n,
		us.n);
	bench_limit_row("find, given up for a newer key, p99", "ms",
		samples_at(&given_up_us, 0.99) / 1000, GIVE_UP_GOAL_MS);
	free(us.us);
	free(given_up_us.us);
	store_close(&s);
	arena_free(&a);
}

int main(void)
{
	bench_evi();
	bench_typed();
	return 0;
}
