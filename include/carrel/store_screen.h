/* store_screen.h - what a screen needs, in as few bounded statements as it takes.
 *
 * Nothing here grows with the age of the store: every statement walks an index and has a LIMIT. */
#ifndef CARREL_STORE_SCREEN_H
#define CARREL_STORE_SCREEN_H

#include "carrel/agent.h"
#include "carrel/casefile.h"
#include "carrel/contact.h"
#include "carrel/customer.h"
#include "carrel/followup.h"
#include "carrel/queue.h"

#include <stddef.h>

struct arena;
struct store;

/* One line of the queue pane. */
struct queue_row {
	struct queue_item item;
	const char *queue_title;
	const char *from_number;   /* E.164 of a call; NULL: withheld or not a call */
	const char *customer_name; /* NULL: not known */
	const char *case_number;   /* of a case or callback */
	const char *subject;       /* of the case, or of the customer's newest case */
	int64_t owners;            /* customers who share the number (0 unknown, 1, 2 …) */
	int64_t open_cases;        /* of the customer, counted up to 9 */
};
/* The waiting items of queues (ids; n 0: all), in promise order, after the given row (NULL: from
 * the top). */
enum rc store_queue_page(struct store *s, const int64_t *queue_ids, size_t n_queues,
	const struct queue_item *after, int limit, struct arena *a, struct queue_row **out,
	size_t *n, struct err *err) WARN_UNUSED;

struct queue_summary {
	struct queue queue;
	int64_t waiting;
	int64_t oldest_at;    /* arrival of the one waiting longest; 0 nobody */
	int64_t first_due_at; /* the promise that breaks next; 0 none */
	int64_t late;         /* waiting past their promise */
	int64_t agents_ready;
	int64_t agents_signed_on;
};
/* One row for each active queue, by title. */
enum rc store_queue_summaries(struct store *s, int64_t now, struct arena *a,
	struct queue_summary **out, size_t *n, struct err *err) WARN_UNUSED;

/* Agents who are signed on, with what they have in hand: the supervisor's second pane. */
struct agent_row {
	struct agent agent;
	const char *queue_titles; /* joined, "Billing, Tech" */
	const char *case_number;  /* in hand, NULL none */
	const char *customer_name;
	int64_t open_cases; /* owned */
};
enum rc store_agent_rows(struct store *s, struct arena *a, struct agent_row **out, size_t *n,
	struct err *err) WARN_UNUSED;

/* The screen pop: all that is known about the person, in one read transaction. */
struct pop {
	struct customer customer;
	struct identity *identities;
	size_t n_identities;
	struct casefile *cases; /* open first, then newest */
	size_t n_cases;
	size_t n_open;
	struct contact *contacts; /* newest first; bodies cut to 400 bytes */
	size_t n_contacts;
	struct reference_item *references;
	size_t n_references;
	struct follow_up *promises; /* open ones on any of their cases, the next first */
	size_t n_promises;
	const char *company;             /* name, of a person's; NULL none */
	const char *const *people;       /* names, of a company's: the first POP_PEOPLE */
	size_t n_people;                 /* of those read */
	size_t people_count;             /* of all, up to COMPANY_PEOPLE_MAX */
	const char *const *names_before; /* of those merged into them, the first POP_PEOPLE */
	size_t n_names_before;
	const char *verified_by; /* name; NULL: not verified, or nobody knows by whom */
	int64_t contacts_today;  /* from them, by any way, before this one */
	int64_t calls_today;     /* of those, calls */
};
enum { POP_LIMIT = 20, POP_PROMISES = 5, POP_PEOPLE = 9 };
/* The newest contact at which somebody said how they were; NULL: none of those read. */
const struct contact *pop_last_mood(const struct pop *pop);
enum rc store_pop_customer(struct store *s, int64_t customer_id, int64_t day_start_at,
	struct arena *a, struct pop *out, struct err *err) WARN_UNUSED;

/* Find: one box for number, name, mail, case, order and words. Bounded; best first: who is known by
 * what was typed, then cases by their subject or by what was said in them, each case once. Of those
 * the open ones of the customer whom the actor has in hand come first, then all open ones, then the
 * rest, newest first. */
enum find_kind { FIND_CUSTOMER, FIND_CASE, FIND_CONTACT, FIND_REFERENCE };
struct find_row {
	enum find_kind kind;
	int64_t id;
	int64_t customer_id;
	int64_t case_id;
	const char *case_number; /* of case_id; NULL none */
	const char *title;       /* name, "482 1937-6 Router offline", "#W2611340", what was said */
	const char *who;         /* whose it is; NULL nobody's, or a customer's own row */
	const char *state;       /* of a case: "waiting_us"; NULL none */
	bool open;               /* a case that is not done */
	int64_t at;              /* when the case was last touched, the contact was; 0 none */
	const char *meant;  /* the words it was found by instead of those typed; NULL as typed */
	const char *detail; /* phone or mail, the words where they were said; "" none */
};
enum rc store_find(struct store *s, const char *typed, const char *region, int limit,
	struct arena *a, struct find_row **out, size_t *n, struct err *err) WARN_UNUSED;

#endif
