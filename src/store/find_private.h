/* find_private.h - what the files of one find share. Private to src/store. */
#ifndef CARREL_STORE_FIND_PRIVATE_H
#define CARREL_STORE_FIND_PRIVATE_H

#include "carrel/store_screen.h"
#include "carrel/vec.h"
#include "store/stmt.h"
#include "store/store_private.h"

enum { NO_DETAIL = -1 };

struct finding {
	struct store *s;
	struct arena *a;
	const char *typed; /* valid, trimmed */
	const char *region;
	struct vec words; /* const char *, folded */
	struct vec rows;  /* struct find_row */
	struct vec old;   /* struct find_row: merged since, they stand for whom they became */
	size_t limit;
};

bool find_is_full(const struct finding *f);
int64_t find_left(const struct finding *f);
/* Not twice the same thing, nor beyond the limit. */
void find_add_row(struct finding *f, const struct find_row *row);
/* Columns of FIND_CUSTOMER_COLUMNS; detail_col: where the detail stands, or NO_DETAIL yet. */
void find_add_customer(struct finding *f, const struct query *q, int detail_col);

char *find_lower(const char *s, struct arena *a); /* ASCII: addresses and references */

/* find_ways.c: a customer's number on the screen, telephone numbers, mails, handles, and parts of them. */
enum rc find_customer_number(struct finding *f, struct err *err) WARN_UNUSED;
enum rc find_phone(struct finding *f, struct err *err) WARN_UNUSED;
enum rc find_email(struct finding *f, struct err *err) WARN_UNUSED;
/* The last word of what stands before the @, as a part; NULL: none that is worth asking. */
const char *find_last_part(const char *local, struct arena *a);
/* A word without an @ that begins an address, or a word of one. */
enum rc find_address_word(struct finding *f, struct err *err) WARN_UNUSED;

/* find_said.c: subjects of cases, and what was said in them. */
enum {
	FIND_SUBJECT_COL = 4, /* of FIND_SUBJECTS */
	FIND_BODY_COL = 11,   /* of FIND_WORDS */
};
enum rc find_said(struct finding *f, struct err *err) WARN_UNUSED;
/* find_meant.c: nothing was found; the words become those that are likely meant, and find. */
enum rc find_meant(struct finding *f, struct err *err) WARN_UNUSED;

#endif
