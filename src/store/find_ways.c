/* find_ways.c - numbers and addresses, whole, from the beginning, or a part of them.
 *
 * A number is read off a screen in groups, with or without its country, or only its end is known: of
 * five digits and more each place is looked for (identity_parts.h). */
#include "store/find_private.h"

#include "carrel/arena.h"
#include "carrel/phone.h"
#include "store/identity_parts.h"
#include "store/people.h"
#include "store/rows.h"
#include "store/search.h"

#include <stdlib.h>
#include <string.h>

enum {
	PHONE_DIGITS_MIN = 4,
	PHONE_DIGITS_WHOLE = 6,
	ADDRESS_MIN = 4,
	NUMBER_DIGITS_MAX = 15,
	PART_CANDIDATES = 500, /* of one part: looked at, not shown */
	SHOWN_COL = 5,         /* after FIND_CUSTOMER_COLUMNS */
};

/* ---- "#3": as the screen shows whom it is about ---- */

enum rc find_customer_number(struct finding *f, struct err *err)
{
	const char *digits = f->typed + 1;
	size_t n = f->typed[0] == '#' ? strspn(digits, "0123456789") : 0;
	struct customer who;
	if (n == 0 || n > NUMBER_DIGITS_MAX || digits[n] != '\0')
		return RC_OK;
	struct err unknown = {0};
	enum rc rc = people_now(f->s->db, strtoll(digits, NULL, 10), f->a, &who, NULL, &unknown);
	if (rc == RC_NOTFOUND)
		return RC_OK;
	if (rc != RC_OK)
		*err = unknown;
	else
		find_add_row(f,
			&(struct find_row){.kind = FIND_CUSTOMER,
				.id = who.id,
				.customer_id = who.id,
				.title = who.name});
	return rc;
}

/* ---- by the beginning ---- */

static enum rc find_identity(
	struct finding *f, enum identity_kind kind, const char *from, struct err *err)
{
	if (find_is_full(f))
		return RC_OK;
	struct query q = stmt_query(f->s->db, STMT_FIND_IDENTITY,
		db_text(word_id(identity_kind_words, kind)), db_text(from),
		db_text(search_after(from, f->a)), db_int(find_left(f)));
	while (stmt_next(&q))
		find_add_customer(f, &q, SHOWN_COL);
	return stmt_close(&q, err);
}

/* ---- by a part; `whole`: the part is one from end to end ---- */

static enum rc find_part(
	struct finding *f, const char *part, bool whole, const char *holds, struct err *err)
{
	if (find_is_full(f))
		return RC_OK;
	const char *after = whole ? arena_printf(f->a, "%s ", part) : search_after(part, f->a);
	struct query q = stmt_query(f->s->db, STMT_FIND_PART, db_text(part), db_text(after),
		db_int(PART_CANDIDATES), db_text(holds), db_int(find_left(f)));
	while (stmt_next(&q))
		find_add_customer(f, &q, SHOWN_COL);
	return stmt_close(&q, err);
}

/* ---- telephone numbers ---- */

/* Digits, and what people put between them; 0 when anything else is there. */
static size_t phone_digits(const char *s)
{
	size_t digits = 0;
	for (; *s != '\0'; s++) {
		if (*s >= '0' && *s <= '9')
			digits++;
		else if (strchr("+ ()-./", *s) == NULL)
			return 0;
	}
	return digits;
}

static const char *only_digits(const char *s, struct arena *a)
{
	char *out = arena_strdup(a, s);
	char *end = out;
	for (; *s != '\0'; s++) {
		if (*s >= '0' && *s <= '9')
			*end++ = *s;
	}
	*end = '\0';
	return out;
}

/* The last run of five leaves the fewest: numbers of one town begin alike. */
static enum rc find_phone_part(struct finding *f, const char *digits, struct err *err)
{
	size_t n = strlen(digits);
	if (n < PART_DIGITS || n > NUMBER_DIGITS_MAX)
		return RC_OK;
	enum rc rc = find_identity(f, IDENTITY_PHONE, arena_printf(f->a, "+%s", digits), err);
	return rc == RC_OK ? find_part(f, digits + n - PART_DIGITS, true, digits, err) : rc;
}

enum rc find_phone(struct finding *f, struct err *err)
{
	size_t digits = phone_digits(f->typed);
	if (digits < PHONE_DIGITS_MIN)
		return RC_OK;
	const char *plain = only_digits(f->typed, f->a), *number;
	if (f->typed[0] == '+')
		return find_identity(f, IDENTITY_PHONE, arena_printf(f->a, "+%s", plain), err);
	enum rc rc = RC_OK;
	if (digits >= PHONE_DIGITS_WHOLE &&
		phone_normalise(f->typed, f->region, f->a, &number, NULL) == RC_OK)
		rc = find_identity(f, IDENTITY_PHONE, number, err);
	if (rc == RC_OK)
		rc = find_phone_part(f, plain, err);
	/* "07700…", "0034…": not as it is kept. */
	size_t zeros = strspn(plain, "0");
	return rc == RC_OK && zeros > 0 ? find_phone_part(f, plain + zeros, err) : rc;
}

/* ---- addresses ---- */

char *find_lower(const char *s, struct arena *a)
{
	char *out = arena_strdup(a, s);
	for (char *p = out; *p != '\0'; p++) {
		if (*p >= 'A' && *p <= 'Z')
			*p = (char)(*p - 'A' + 'a');
	}
	return out;
}

const char *find_last_part(const char *local, struct arena *a)
{
	struct vec words = {.size = sizeof(const char *)};
	search_cut(local, a, &words);
	const char *word = words.n > 0 ? *(const char **)vec_at(&words, words.n - 1) : "";
	vec_fini(&words);
	return strlen(word) >= ADDRESS_MIN ? arena_printf(a, "@%s", word) : NULL;
}

enum rc find_email(struct finding *f, struct err *err)
{
	size_t n = strcspn(f->typed, "@");
	if (f->typed[n] == '\0')
		return RC_OK;
	const char *from = find_lower(f->typed, f->a);
	const char *part = find_last_part(arena_strndup(f->a, from, n), f->a);
	enum rc rc = find_identity(f, IDENTITY_EMAIL, from, err);
	return rc == RC_OK && part != NULL ? find_part(f, part, true, from, err) : rc;
}

enum rc find_address_word(struct finding *f, struct err *err)
{
	const char *from = find_lower(f->typed, f->a);
	const char *part = find_last_part(from, f->a);
	if (part == NULL || strlen(from) < ADDRESS_MIN || strpbrk(from, " \t\r\n@") != NULL)
		return RC_OK;
	enum rc rc = find_identity(f, IDENTITY_EMAIL, from, err);
	return rc == RC_OK ? find_part(f, part, false, from, err) : rc;
}
