/* store_people.h - who is this, is this somebody we know already, and two who are one.
 *
 * Candidates come from indexes, each question with a limit (the words of a name and those that sound
 * like them, a date of birth, either half of a postcode or of a number); the few hundred that come back are
 * ranked here. Of a merged customer the one they became is found, by the old name too. */
#ifndef CARREL_STORE_PEOPLE_H
#define CARREL_STORE_PEOPLE_H

#include "carrel/customer.h"
#include "carrel/err.h"

#include <stddef.h>
#include <stdint.h>

struct arena;
struct store;

enum heard_kind { HEARD_NAME, HEARD_POSTCODE, HEARD_BORN, HEARD_PHONE, HEARD_MAIL, HEARD_KINDS };

/* One thing that was asked, and how it may be read: the likeliest first. The same thing may be asked
 * again: another struct heard of the same kind. */
struct heard {
	enum heard_kind kind;
	const char *const *said;
	size_t n;
};

struct person_row {
	int64_t id;
	const char *name;
	enum customer_kind kind;
	const char *detail; /* the main number or address; NULL none */
	const char *was;    /* the name, merged since, by which they were found; NULL: their own */
	const char *born;
	const char *postcode;
	/* 0..1000, the sum over the kinds heard of weight × likeness, divided by the sum of weights:
	 * name 40, date of birth 35, postcode 35, number 40, address 30. Within a kind the likeness is
	 * that of the best reading, less 8 for each reading before it; of things asked again, three
	 * quarters of the best and one quarter of the mean. */
	int score;
	int likeness[HEARD_KINDS]; /* 0..1000; -1 not heard */
};

/* Best first, never more than limit (50 at most). */
enum rc store_identify(struct store *s, const struct heard *heard, size_t n, const char *region,
	int limit, struct arena *a, struct person_row **out, size_t *n_out,
	struct err *err) WARN_UNUSED;

/* Somebody new is being typed: who of those we know may be the same? Any of name, phone and mail may
 * be NULL or half typed. Only those worth a question come back, best first. */
enum rc store_customer_similar(struct store *s, const char *name, const char *phone,
	const char *mail, const char *region, int limit, struct arena *a, struct person_row **out,
	size_t *n, struct err *err) WARN_UNUSED;

/* The customer of that id, or whom they became by merging. *was (NULL: not wanted) is the name of the
 * one asked for, NULL if that is the one. */
enum rc store_customer_now(struct store *s, int64_t id, struct arena *a, struct customer *out,
	const char **was, struct err *err) WARN_UNUSED;
/* Who was merged into them, by name. */
enum rc store_customer_merged(struct store *s, int64_t id, int limit, struct arena *a,
	struct customer **out, size_t *n, struct err *err) WARN_UNUSED;

/* Companies whose name begins so, then those whose name is like it. */
enum rc store_companies(struct store *s, const char *typed, int limit, struct arena *a,
	struct person_row **out, size_t *n, struct err *err) WARN_UNUSED;
/* The people of a company, by name; *count is of all of them, up to COMPANY_PEOPLE_MAX. */
enum { COMPANY_PEOPLE_MAX = 999 };
enum rc store_company_people(struct store *s, int64_t company_id, int limit, struct arena *a,
	struct customer **out, size_t *n, size_t *count, struct err *err) WARN_UNUSED;

/* One change set: ways to reach them, cases, contacts, calls, references, places in queues and follow-ups
 * of `id` become those of `into`; what `into` did not know is taken over; `id` stays as a stub
 * with merged_into. The people of a company move with it. *moved counts rows. RC_INVALID: the same, one
 * of them is a stub, or a company with people would become a person. */
enum rc store_customer_merge(
	struct store *s, int64_t id, int64_t into, int64_t *moved, struct err *err) WARN_UNUSED;
/* Gives back what the merge moved. What was changed since by hand (a case given to a third person)
 * stays as it is and is counted in *kept. Of one change set; the merge's own undo works as well while
 * nothing was changed. */
enum rc store_customer_unmerge(
	struct store *s, int64_t id, int64_t *moved, int64_t *kept, struct err *err) WARN_UNUSED;

#endif
