/* import.h - bringing a centre's data in from CSV and JSON Lines, whole or not at all.
 *
 * One import is one transaction and one change set. Every bad row is listed with its line; one bad
 * row is enough for nothing to be written, unless skip_bad asks to leave those rows out. A dry run
 * does everything and takes it back. What was brought once is known by its external identity: the
 * same file again adds nothing. A conversation is brought once, whichever file has it: bring those
 * with transcripts first. */
#ifndef CARREL_IMPORT_H
#define CARREL_IMPORT_H

#include "carrel/err.h"
#include "carrel/words.h"

#include <stddef.h>
#include <stdint.h>

struct arena;
struct store;

enum import_kind {
	IMPORT_CUSTOMERS, /* CSV, JSON Lines: user_id, name or first_name+last_name, email, phone … */
	IMPORT_AGENTS,   /* CSV, JSON Lines: login, name, role, languages, queues */
	IMPORT_CASES,    /* JSON Lines: transcripts ("events"), each a case with its contact */
	IMPORT_CONTACTS, /* CSV: one contact a row, without transcript; JSON Lines: as IMPORT_CASES */
	IMPORT_ORDERS, /* CSV, JSON Lines: references of known customers (order_id, user_id …) */
	IMPORT_CALLS,  /* CSV, JSON Lines: call_id, queue, agent, from, to, offered_at … */
};
extern const struct word
	import_kind_words[]; /* "customers", "agents", … ("texts" is texts_bring.h) */

enum import_format { IMPORT_AUTO, IMPORT_CSV, IMPORT_JSONL };

struct import_options {
	enum import_kind kind;
	const char *path;          /* or "-": standard input */
	enum import_format format; /* AUTO: the first byte tells */
	const char *map;           /* "theirs=ours,theirs2=ours2"; NULL: the known aliases */
	const char *
		system; /* whose ids these are: "star" makes the handle "star:U0013". NULL: the name
			       of the folder that the file lies in, "import" for standard input */
	bool dry_run;
	bool skip_bad;
	const char *region;   /* "ES", for local telephone numbers; NULL: ES */
	const char *language; /* of customers whose row does not say; NULL: en */
	const char *zone;     /* of times written without one; NULL: UTC */
	/* Now and then, for a progress line; total_bytes 0: not known. NULL: none. */
	void (*progress)(void *arg, int64_t rows, int64_t bytes, int64_t total_bytes);
	void *progress_arg;
};

struct import_problem {
	int64_t line;
	const char *sentence;
};
enum { IMPORT_PROBLEMS_MAX = 1000 };

struct import_report {
	int64_t rows;                    /* read, without the header */
	int64_t added;                   /* rows that made something new */
	int64_t updated;                 /* rows that changed something known */
	int64_t unchanged;               /* rows already known just so */
	int64_t skipped;                 /* bad rows that were left out */
	int64_t bad;                     /* bad rows, also those beyond the list */
	struct import_problem *problems; /* the first IMPORT_PROBLEMS_MAX, by line, in the arena */
	size_t n_problems;
	bool written; /* false: dry run, or nothing could be */
	/* things made, whatever the kind */
	int64_t customers, identities, agents, cases, contacts, references, calls;
	int64_t cards_masked; /* card numbers that were not stored */
};

/* RC_OK: done (or would be: dry run). RC_INVALID: bad rows or a header that says nothing to us; the
 * report lists them, nothing was written. Strings of the report belong to a. */
enum rc import_run(struct store *store, const struct import_options *options,
	struct import_report *report, struct arena *a, struct err *err) WARN_UNUSED;

#endif
