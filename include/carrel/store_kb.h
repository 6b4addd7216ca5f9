/* store_kb.h - what the store keeps about the knowledge base: editions, receipts, and what was
 * searched for and not found. The articles themselves are files (kb.h).
 *
 * An edition is an article as it stood: seen or published once, kept for good, so that what a
 * customer was told can be found again. */
#ifndef CARREL_STORE_KB_H
#define CARREL_STORE_KB_H

#include "carrel/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct store;

struct kb_edition {
	int64_t id;
	const char *article_id;
	int64_t version;
	const char *sha256; /* hex, of text */
	const char *title;
	const char *text; /* kb_snapshot() */
	const char *note; /* what changed, as said then; NULL */
	int64_t created_by;
	int64_t created_at;
};
/* Keeps it unless its newest edition has the same sha256: *added says. */
enum rc store_kb_edition_keep(
	struct store *s, struct kb_edition *e, bool *added, struct err *err) WARN_UNUSED;
/* Newest first; article_id "" is every article. */
enum rc store_kb_edition_list(struct store *s, const char *article_id, int limit, struct arena *a,
	struct kb_edition **out, size_t *n, struct err *err) WARN_UNUSED;
/* The newest edition of that version; version 0: the newest of all. */
enum rc store_kb_edition_get(struct store *s, const char *article_id, int64_t version,
	struct arena *a, struct kb_edition *out, struct err *err) WARN_UNUSED;

struct kb_receipt {
	int64_t id;
	const char *article_id;
	int64_t version;
	int64_t agent_id;
	int64_t read_at;
};
/* The same agent and version again changes nothing. */
enum rc store_kb_receipt_add(struct store *s, const char *article_id, int64_t version,
	int64_t agent_id, struct err *err) WARN_UNUSED;
/* Of an agent (0: everybody) about an article (NULL: all), newest first. */
enum rc store_kb_receipt_list(struct store *s, int64_t agent_id, const char *article_id, int limit,
	struct arena *a, struct kb_receipt **out, size_t *n, struct err *err) WARN_UNUSED;

struct kb_missing { /* one such search */
	int64_t id;
	const char *query; /* folded, without numbers or addresses */
	const char *language;
	int64_t agent_id;
	int64_t asked_at;
};
struct kb_missing_row {
	const char *query; /* folded, without numbers or addresses */
	const char *language;
	int64_t count;
	int64_t agents;
	int64_t last_at;
};
/* A search that ended without a result. typed is folded; card numbers, numbers of telephones and
 * orders, and mail addresses are taken out first; what is then empty is not kept. */
enum rc store_kb_missing_add(
	struct store *s, const char *typed, const char *language, struct err *err) WARN_UNUSED;
/* Most often asked first; since: UTC ms, 0 all. */
enum rc store_kb_missing_list(struct store *s, int64_t since, int limit, struct arena *a,
	struct kb_missing_row **out, size_t *n, struct err *err) WARN_UNUSED;

#endif
