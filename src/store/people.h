/* people.h - candidates of a question about people, gathered by index and ranked in C.
 *
 * Private to src/store. */
#ifndef CARREL_STORE_PEOPLE_PRIVATE_H
#define CARREL_STORE_PEOPLE_PRIVATE_H

#include "carrel/store_people.h"
#include "carrel/vec.h"
#include "store/store_private.h"

enum {
	PEOPLE_RANKED = 250, /* candidates whose rows are read */
	PEOPLE_WORDS = 16,   /* different words of a name that are looked for */
	PEOPLE_OF_A_WORD = 1500,
	PEOPLE_OF_A_KEY = 200,
	PEOPLE_GUESSES = 24,
};

/* One reason why somebody is a candidate. */
struct people_hint {
	int64_t id;
	int question; /* two hints of one question count once */
	int worth;
};

struct people {
	struct store *s;
	struct arena *a;
	struct vec hints; /* struct people_hint */
	int questions;
};

void people_begin(struct people *p, struct store *s, struct arena *a);
void people_end(struct people *p);
/* One question more for each word: who has it, or one like it, in their name. */
enum rc people_ask_words(struct people *p, const char *const *words, size_t n, size_t guesses,
	int worth, struct err *err) WARN_UNUSED;
enum rc people_ask_born(
	struct people *p, const char *from, const char *to, int worth, struct err *err) WARN_UNUSED;
/* letters: as heard, small; one letter wrong in either half is allowed. */
enum rc people_ask_postcode(
	struct people *p, const char *letters, int worth, struct err *err) WARN_UNUSED;
/* Digits with or without +; one of them may be wrong, missing or too many. */
enum rc people_ask_phone(
	struct people *p, const char *number, int worth, struct err *err) WARN_UNUSED;
enum rc people_ask_mail(struct people *p, const char *mail, int worth, struct err *err) WARN_UNUSED;

/* A candidate, with what they are ranked by. Of a merged one the id, name and detail are of whom they
 * became, the rest is their own. */
struct person {
	int64_t id;
	enum customer_kind kind;
	const char *was; /* the name of the merged one; NULL */
	const char *name, *folded, *born, *postcode;
	int hint;
};
/* The PEOPLE_RANKED best candidates by their hints, newest first among equals. */
enum rc people_read(struct people *p, struct person **out, size_t *n, struct err *err) WARN_UNUSED;
/* Fills in by which number or address each of them is known; NULL none. */
enum rc people_detail(
	struct people *p, struct person_row *rows, size_t n, struct err *err) WARN_UNUSED;

/* See store_customer_now() and store_company_people(). */
enum rc people_now(struct db *db, int64_t id, struct arena *a, struct customer *out,
	const char **was, struct err *err) WARN_UNUSED;
enum rc people_of_company(
	struct db *db, int64_t company_id, size_t *count, struct err *err) WARN_UNUSED;

/* People whose name is like the words, best first, appended as struct person_row. */
enum rc people_by_name(struct store *s, const struct vec *words, size_t limit, struct arena *a,
	struct vec *out, struct err *err) WARN_UNUSED;

#endif
