/* find_near.c - see the header. */
#include "store/find_near.h"

#include "carrel/arena.h"
#include "carrel/casefile.h"
#include "carrel/i18n.h"
#include "carrel/phone.h"
#include "carrel/reference.h"
#include "carrel/sound.h"
#include "carrel/utf8.h"
#include "store/find_private.h"
#include "store/people.h"
#include "store/rows.h"
#include "store/search.h"

#include <stdlib.h>
#include <string.h>

enum {
	NEAR_MAX = 10,
	NEAR_WORD_MIN = 3, /* characters: shorter words are like too many others */
	NEAR_WORDS_MAX = 6,
	NEAR_PHONE = 800, /* one digit */
	PHONE_MIN = 6,
	MAIL_EDITS = 2,
	MAILS_READ = 100,
	MAIL_COL = 6, /* of FIND_IDENTITY and FIND_PART: as it is kept */
};

/* ---- a case number: its check digit says that it is wrong, not which digit ---- */

static enum rc add_case(struct find_near *f, const char *number, struct err *err)
{
	struct find_row row;
	if (f->rows.n >= NEAR_MAX)
		return RC_OK;
	enum rc rc = find_case_row(f->s, number, f->a, &row, err);
	if (rc != RC_OK)
		return rc == RC_NOTFOUND ? RC_OK : rc;
	for (size_t i = 0; i < f->rows.n; i++) {
		if (((struct find_row *)vec_at(&f->rows, i))->id == row.id)
			return RC_OK;
	}
	*(struct find_row *)vec_push(&f->rows) = row;
	return RC_OK;
}

static enum rc try_case(struct find_near *f, const char *digits, struct err *err)
{
	char number[REFERENCE_LEN + 1];
	return reference_parse(digits, number) ? add_case(f, number, err) : RC_OK;
}

/* Neighbours swapped, the commonest slip, before any other digit. */
static enum rc case_swapped(struct find_near *f, const char *digits, struct err *err)
{
	enum rc rc = RC_OK;
	for (size_t i = 0; rc == RC_OK && i + 1 < REFERENCE_LEN; i++) {
		char *d = arena_strdup(f->a, digits);
		d[i] = digits[i + 1];
		d[i + 1] = digits[i];
		rc = try_case(f, d, err);
	}
	return rc;
}

static enum rc case_other(struct find_near *f, const char *digits, struct err *err)
{
	enum rc rc = RC_OK;
	char *d = arena_strdup(f->a, digits);
	for (size_t i = 0; rc == RC_OK && i < REFERENCE_LEN; i++) {
		for (d[i] = '0'; rc == RC_OK && d[i] <= '9'; d[i]++)
			rc = try_case(f, d, err);
		d[i] = digits[i];
	}
	return rc;
}

static enum rc case_missing(struct find_near *f, const char *digits, struct err *err)
{
	enum rc rc = RC_OK;
	for (size_t i = 0; rc == RC_OK && i < REFERENCE_LEN; i++) {
		for (char c = '0'; rc == RC_OK && c <= '9'; c++)
			rc = try_case(f,
				arena_printf(f->a, "%.*s%c%s", (int)i, digits, c, digits + i), err);
	}
	return rc;
}

static enum rc case_too_many(struct find_near *f, const char *digits, struct err *err)
{
	enum rc rc = RC_OK;
	for (size_t i = 0; rc == RC_OK && i <= REFERENCE_LEN; i++)
		rc = try_case(f, arena_printf(f->a, "%.*s%s", (int)i, digits, digits + i + 1), err);
	return rc;
}

static const char *only_digits(struct find_near *f)
{
	char *out = arena_strdup(f->a, f->typed);
	size_t n = 0;
	for (const char *s = f->typed; *s != '\0'; s++) {
		if (*s >= '0' && *s <= '9')
			out[n++] = *s;
		else if (strchr("+ ()-./", *s) == NULL)
			return "";
	}
	out[n] = '\0';
	return out;
}

static enum rc near_case(struct find_near *f, const char *digits, struct err *err)
{
	char number[REFERENCE_LEN + 1];
	size_t n = strlen(digits);
	if (f->typed[0] == '+' || reference_parse(digits, number))
		return RC_OK;
	if (n == REFERENCE_LEN) {
		enum rc rc = case_swapped(f, digits, err);
		return rc == RC_OK ? case_other(f, digits, err) : rc;
	}
	if (n == REFERENCE_LEN - 1)
		return case_missing(f, digits, err);
	return n == REFERENCE_LEN + 1 ? case_too_many(f, digits, err) : RC_OK;
}

/* ---- a telephone number ---- */

static void add_people(struct find_near *f, const struct person_row *people, size_t n)
{
	for (size_t i = 0; i < n; i++)
		*(struct find_row *)vec_push(&f->rows) = (struct find_row){.kind = FIND_CUSTOMER,
			.id = people[i].id,
			.customer_id = people[i].id,
			.title = people[i].name,
			.detail = people[i].was != NULL
				? arena_printf(f->a, _("was %s"), people[i].was)
				: people[i].detail != NULL ? people[i].detail
							   : ""};
}

static enum rc near_phone(struct find_near *f, const char *digits, struct err *err)
{
	struct person_row *people;
	size_t n, near = 0;
	const char *number;
	if (strlen(digits) < PHONE_MIN)
		return RC_OK;
	/* A number with a digit too few is none; the country's code is said apart from it. */
	if (phone_normalise(f->typed, f->region, f->a, &number, NULL) != RC_OK)
		number = f->typed[0] == '+' ? arena_printf(f->a, "+%s", digits) : digits;
	const struct heard heard = {HEARD_PHONE, &number, 1};
	enum rc rc = store_identify(f->s, &heard, 1, f->region, NEAR_MAX, f->a, &people, &n, err);
	while (rc == RC_OK && near < n && people[near].score >= NEAR_PHONE)
		near++;
	if (rc == RC_OK)
		add_people(f, people, near);
	return rc;
}

/* ---- an address ---- */

/* Edits to the beginning of a known address that fits best: the end may not be typed yet. local: what
 * was typed up to the @; the known one may have more words before it. */
static int mail_edits(const char *typed, const char *local, const char *known, struct arena *a)
{
	const char *there = strstr(known, local);
	known = there != NULL ? there : known;
	int n = (int)strlen(typed), least = MAIL_EDITS + 1;
	for (int more = -1; more <= 1; more++) {
		int edits =
			sound_edits(typed, arena_strndup(a, known, (size_t)(n + more)), MAIL_EDITS);
		least = edits < least ? edits : least;
	}
	return least;
}

static enum rc take_mails(
	struct find_near *f, struct query *q, const char *typed, const char *local, struct err *err)
{
	while (f->rows.n < NEAR_MAX && stmt_next(q)) {
		if (mail_edits(typed, local, stmt_peek(q, MAIL_COL), f->a) > MAIL_EDITS)
			continue;
		*(struct find_row *)vec_push(&f->rows) = (struct find_row){.kind = FIND_CUSTOMER,
			.id = stmt_int(q, 0),
			.customer_id = stmt_int(q, 0),
			.title = stmt_text_or(q, 1, "", f->a),
			.detail = stmt_text_or(q, MAIL_COL, "", f->a)};
	}
	return stmt_close(q, err);
}

/* What stands before the @ is right, or the last word of it; the rest has a slip. */
static enum rc near_mail(struct find_near *f, struct err *err)
{
	const char *typed = find_lower(f->typed, f->a);
	size_t n = strcspn(typed, "@");
	if (n < NEAR_WORD_MIN || strlen(typed) < n + NEAR_WORD_MIN || strpbrk(typed, " \t"))
		return RC_OK;
	const char *local = arena_strndup(f->a, typed, n + 1);
	struct query q = stmt_query(f->s->db, STMT_FIND_IDENTITY, db_text("email"), db_text(local),
		db_text(search_after(local, f->a)), db_int(MAILS_READ));
	enum rc rc = take_mails(f, &q, typed, local, err);
	const char *part = find_last_part(arena_strndup(f->a, typed, n), f->a);
	if (rc != RC_OK || part == NULL || f->rows.n >= NEAR_MAX)
		return rc;
	q = stmt_query(f->s->db, STMT_FIND_PART, db_text(part),
		db_text(arena_printf(f->a, "%s ", part)), db_int(MAILS_READ), db_text(""),
		db_int(MAILS_READ));
	return take_mails(f, &q, typed, local, err);
}

/* ---- a name ---- */

static enum rc near_name(struct find_near *f, struct err *err)
{
	struct vec people = {.size = sizeof(struct person_row)};
	size_t letters = 0;
	for (size_t i = 0; i < f->words->n; i++) {
		const char *word = *(const char **)vec_at(f->words, i);
		size_t chars = utf8_count(word, strlen(word));
		letters = chars > letters ? chars : letters;
		if (strpbrk(word, "0123456789") != NULL)
			return RC_OK;
	}
	if (letters < NEAR_WORD_MIN || f->words->n > NEAR_WORDS_MAX)
		return RC_OK;
	enum rc rc = people_by_name(f->s, f->words, NEAR_MAX, f->a, &people, err);
	if (rc == RC_OK)
		add_people(f, people.data, people.n);
	vec_fini(&people);
	return rc;
}

enum rc find_near_rows(struct find_near *f, struct err *err)
{
	const char *digits = only_digits(f);
	enum rc rc = RC_OK;
	if (digits[0] != '\0') {
		rc = near_case(f, digits, err);
		return rc == RC_OK ? near_phone(f, digits, err) : rc;
	}
	return strchr(f->typed, '@') != NULL ? near_mail(f, err) : near_name(f, err);
}
