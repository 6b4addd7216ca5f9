/* bench_prefix.c - find as you type by what is typed: one letter to eight, whole names, numbers, words.
 *
 * bench_find.c says that any prefix is fast; this one says which kind of key is how fast. Names and
 * numbers are those of the store itself, so that every prefix finds somebody; the row of none is the
 * one that finds nobody. In the store of all benches, 100 k customers, each query once and warm. */
#include "bench/support_bench.h"

#include "carrel/arena.h"
#include "carrel/mem.h"
#include "carrel/reference.h"
#include "carrel/store.h"
#include "carrel/store_screen.h"
#include "carrel/vec.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LIMIT = 50, GOAL_MS = 20, LETTERS_MAX = 8, KEPT = 400 };

struct kinds {
	struct vec words, names, phones, cases, subjects; /* const char *, in the arena */
};

static void must(enum rc rc, const struct err *err)
{
	if (rc == RC_OK)
		return;
	fprintf(stderr, "bench_prefix: %s\n", err->text);
	exit(1);
}

static void keep(struct vec *list, const char *text)
{
	if (list->n >= KEPT || *text == '\0')
		return;
	for (size_t i = 0; i < list->n; i++)
		if (strcmp(*(const char **)vec_at(list, i), text) == 0)
			return;
	*(const char **)vec_push(list) = text;
}

static void keep_words(struct vec *list, const char *name, struct arena *a)
{
	for (name += strspn(name, " "); *name; name += strspn(name, " ")) {
		size_t n = strcspn(name, " ");
		if (n > 3)
			keep(list, arena_strndup(a, name, n));
		name += n;
	}
}

static void gather(struct store *s, const char *typed, struct kinds *k, struct arena *a)
{
	struct find_row *rows;
	size_t n;
	struct err err = {0};
	must(store_find(s, typed, "ES", LIMIT, a, &rows, &n, &err), &err);
	for (size_t i = 0; i < n; i++) {
		if (rows[i].kind == FIND_CUSTOMER) {
			keep_words(&k->words, rows[i].title, a);
			keep(&k->names, rows[i].title);
			if (rows[i].detail && rows[i].detail[0] == '+')
				keep(&k->phones,
					arena_strndup(a, rows[i].detail,
						strspn(rows[i].detail, "+0123456789")));
		} else if (rows[i].kind == FIND_CASE) {
			keep(&k->subjects, rows[i].title + strlen("482 1937-6 "));
		}
	}
}

/* Numbers are given in turn, so these are there; as they are said and as they are written. */
static void gather_cases(struct kinds *k, struct arena *a)
{
	int64_t cases = bench_store_cases();
	for (int64_t count = 0; count < cases; count += cases / KEPT * 2) {
		char number[REFERENCE_LEN + 1], shown[12];
		reference_make(count, number);
		reference_show(number, shown);
		keep(&k->cases, arena_strdup(a, number));
		keep(&k->cases, arena_strdup(a, shown));
	}
}

static void gather_all(struct store *s, struct kinds *k, struct arena *a)
{
	static const char *const openings[] = {"ma", "fe", "ga", "jo", "ca", "ro", "lo", "pe", "an",
		"sa", "vi", "pu", "mo", "di", "ri", "to", "router", "factura", "pedido", "fibra"};
	for (size_t i = 0; i < sizeof(openings) / sizeof(openings[0]); i++)
		gather(s, openings[i], k, a);
	gather_cases(k, a);
}

static void find_once(struct store *s, const char *typed, struct samples *us, size_t *rows_seen)
{
	struct find_row *rows;
	size_t n;
	struct err err = {0};
	struct arena *a = arena_new();
	int64_t begun = bench_now_ns();
	must(store_find(s, typed, "ES", LIMIT, a, &rows, &n, &err), &err);
	samples_add(us, (double)(bench_now_ns() - begun) / 1000);
	*rows_seen += n;
	arena_free(&a);
}

static void tell(const char *what, struct samples *us, size_t rows_seen)
{
	if (us->n == 0) {
		printf("%-28s nothing of the kind in the store  MISS\n", what);
		return;
	}
	double p99 = samples_at(us, 0.99) / 1000;
	printf("%-28s %6zu %7.1f %9.2f %9.2f %9.2f %s\n", what, us->n,
		(double)rows_seen / (double)us->n, samples_at(us, 0.5) / 1000, p99,
		samples_at(us, 1) / 1000, p99 <= GOAL_MS ? "ok" : "MISS");
	fflush(stdout);
	samples_clear(us);
}

/* Cuts of `from` to `to` bytes of each, never through a letter. */
static void bench_cuts(
	struct store *s, const char *what, const struct vec *list, size_t from, size_t to)
{
	struct samples us = {0};
	size_t rows_seen = 0;
	for (size_t i = 0; i < list->n; i++) {
		const char *text = *(const char **)vec_at(list, i);
		for (size_t n = from; n <= to && n <= strlen(text); n++) {
			if (((unsigned char)text[n] & 0xc0) == 0x80)
				continue;
			char *typed = xstrndup(text, n);
			find_once(s, typed, &us, &rows_seen);
			free(typed);
		}
	}
	tell(what, &us, rows_seen);
	free(us.us);
}

/* As it is read off a screen: six digits from the third, the fourth … to the end, in groups. */
static void bench_parts(struct store *s, const char *what, const struct vec *phones)
{
	enum { FROM = 3, DIGITS = 6, GROUP = 3 };
	struct samples us = {0};
	size_t rows_seen = 0;
	for (size_t i = 0; i < phones->n; i++) {
		const char *phone = *(const char **)vec_at(phones, i);
		for (size_t at = FROM; at + DIGITS <= strlen(phone); at++) {
			char *typed = xasprintf(
				"%.*s %.*s", GROUP, phone + at, GROUP, phone + at + GROUP);
			find_once(s, typed, &us, &rows_seen);
			free(typed);
		}
	}
	tell(what, &us, rows_seen);
	free(us.us);
}

static void bench_list(struct store *s, const char *what, const char *const *typed)
{
	struct samples us = {0};
	size_t rows_seen = 0;
	for (; *typed; typed++)
		find_once(s, *typed, &us, &rows_seen);
	tell(what, &us, rows_seen);
	free(us.us);
}

static void bench_letters(struct store *s, const struct kinds *k)
{
	struct samples us = {0};
	size_t rows_seen = 0;
	for (char c = 'a'; c <= 'z'; c++)
		find_once(s, (char[]){c, '\0'}, &us, &rows_seen);
	tell("1 letter", &us, rows_seen);
	free(us.us);
	for (size_t n = 2; n <= LETTERS_MAX; n++) {
		char what[32];
		snprintf(what, sizeof(what), "%zu letters", n);
		bench_cuts(s, what, &k->words, n, n);
	}
}

int main(void)
{
	static const char *const words[] = {"router", "factura", "cuota", "descuento", "fibra",
		"invoice", "refund", "delivery", "router lento", "cobro de más", "promoción",
		"late delivery", "técnico", "devolución", "price went up", "contraseña", NULL};
	static const char *const none[] = {"zzzz", "qwxkj", "xxyyzz", "kqkqkq wwxx", "999999999",
		"+999123123123", "zqxzqxzqx", "jjjjjjjj", "qqqq wwww", "0000000", NULL};
	static const char *const mails[] = {"sole99999", "suarez999", "garcia5", "garcia50",
		"albert.so", "maria.garc", "lopez7", "puig1", "albert.sole99999@exmaple.net",
		"alberto.suarez99998@example.org", NULL};
	const struct store_options options = {.address = bench_store_path()};
	struct kinds k = {{.size = sizeof(char *)}, {.size = sizeof(char *)},
		{.size = sizeof(char *)}, {.size = sizeof(char *)}, {.size = sizeof(char *)}};
	struct store *s;
	struct err err = {0};
	struct arena *a = arena_new();
	must(store_open(&s, &options, &err), &err);
	gather_all(s, &k, a);
	printf("\nFind by what is typed, %s (goal: p99 %d ms)\n", bench_store_words(), GOAL_MS);
	printf("%-28s %6s %7s %9s %9s %9s\n", "typed", "n", "rows", "p50 ms", "p99 ms", "worst");
	bench_letters(s, &k);
	bench_cuts(s, "name, cut anywhere", &k.names, 1, 24);
	bench_cuts(s, "telephone number, 4 to 12", &k.phones, 4, 12);
	bench_parts(s, "part of a telephone number", &k.phones);
	bench_cuts(s, "case number, last keys", &k.cases, 8, 10);
	bench_cuts(s, "subject, cut anywhere", &k.subjects, 2, 40);
	bench_list(s, "part of a mail, a slip in it", mails);
	bench_list(s, "words of contacts", words);
	bench_list(s, "nobody and nothing", none);
	store_close(&s);
	vec_fini(&k.words);
	vec_fini(&k.names);
	vec_fini(&k.phones);
	vec_fini(&k.cases);
	vec_fini(&k.subjects);
	arena_free(&a);
	return 0;
}
