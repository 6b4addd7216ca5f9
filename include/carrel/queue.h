/* queue.h - who waits, for what, and in which order: earliest promise first.
 *
 * key = arrival + promise of the class, fixed at arrival. A VIP, a vulnerable person or a second
 * call today shortens the promise and leaves a visible reason. Next is the smallest key among what
 * the agent may take (queue, language); ties by arrival, then id. A later arrival j passes i only
 * if a_j - a_i < D_i - D_j, so nobody who arrives later than the spread of promises can overtake:
 * no starvation. */
#ifndef CARREL_QUEUE_H
#define CARREL_QUEUE_H

#include "carrel/words.h"

#include <stdbool.h>
#include <stdint.h>

struct arena;
struct strbuf;

struct queue {
	int64_t id;
	const char *slug;            /* "billing" */
	const char *title;           /* in the centre's language */
	const char *titles;          /* in others, see below; NULL: none */
	const char *shown;           /* to whoever reads; the store sets it, and never keeps it */
	int64_t call_promise_ms;     /* answer a live call within */
	int64_t message_promise_ms;  /* first answer to mail, chat, message */
	int64_t callback_promise_ms; /* window of a promised callback */
	int64_t case_promise_ms;     /* a case that waits for us */
	bool active;
};

/* One value holds the titles in other languages, for they are always read together: a line each, "ca:
 * Facturació". Appends one; what would break the line becomes a space. */
void queue_titles_add(struct strbuf *titles, const char *language, const char *title);
/* What a queue is called in a language: exactly, then in its base ("es" for "es-MX"), else title.
 * titles and language may be NULL. Points to title, or into a. */
const char *queue_title_in(
	const char *title, const char *titles, const char *language, struct arena *a);
/* Whether it is called so in any language. wanted is folded; what is folded for it lives in a. */
bool queue_is_called(const char *title, const char *titles, const char *wanted, struct arena *a);

/* By what is shown, then by id: negative when a goes before b. */
int queue_compare_shown(const struct queue *a, const struct queue *b);

enum item_kind { ITEM_CALL, ITEM_CASE, ITEM_CALLBACK, ITEM_MESSAGE };
extern const struct word item_kind_words[];

/* One thing that waits. Claims, leases and fencing live here, whatever the thing is. */
struct queue_item {
	int64_t id;
	int64_t queue_id;
	enum item_kind kind;
	int64_t call_id;
	int64_t case_id;
	int64_t customer_id;
	const char *language; /* what the taker must speak; NULL: any */
	int64_t arrived_at;
	int64_t due_at;      /* the key */
	const char *due_why; /* "20 s promised for a call, halved: second call today" */
	int64_t taken_by;    /* agent; 0: waiting */
	int64_t taken_at;
	int64_t lease_until; /* a dead console frees it after this */
	int64_t fence;       /* grows with every claim; a late write with an old one is refused */
	int64_t done_at;
};

enum { LEASE_MS = 90 * 1000 };

struct promise_facts {
	bool vip;
	bool vulnerable;
	bool second_today;
};
/* due_at of something that arrived at arrived_at under a promise; the sum in words is appended to
 * why. Each fact halves what is left of the promise once (VIP, vulnerable, second today: at most
 * an eighth). */
int64_t promise_due(int64_t arrived_at, int64_t promise_ms, struct promise_facts facts,
	struct strbuf *why_or_null);
/* The order: negative when a goes before b. */
int queue_item_compare(const struct queue_item *a, const struct queue_item *b);

#endif
