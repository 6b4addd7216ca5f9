/* store_find.c - one box for everything: what was typed decides what is asked.
 *
 * A number is looked for as a case number (its check digit must fit), a customer's, a telephone number
 * and a reference (find_ways.c); something with @ as an address; words as names, and from two
 * characters on in subjects and in what was said (find_said.c). Where little or nothing is found so,
 * the nearest is shown (find_near.c, find_meant.c). Every question walks an index and stops at a limit, so that each
 * key press costs the same in a store of ten years. */
#include "carrel/arena.h"
#include "carrel/fold.h"
#include "carrel/reference.h"
#include "carrel/i18n.h"
#include "carrel/utf8.h"
#include "store/find_near.h"
#include "store/find_private.h"
#include "store/people.h"
#include "store/rows.h"
#include "store/search.h"

#include <string.h>

enum {
	FIND_MAX = 50,
	NAME_CANDIDATES = 3000, /* names with the one word, when the other is one of few */
	NAME_LOOKED_AT = 1000,  /* names whose every word is looked at: a page each */
	NAME_FEW = 5,
	NAME_PAIRS = 300,
	REFERENCE_MIN = 3,
	NEAR_UNLESS = 5, /* this many found as typed: nobody misheard */
};

bool find_is_full(const struct finding *f)
{
	return f->rows.n >= f->limit;
}

int64_t find_left(const struct finding *f)
{
	return (int64_t)(f->limit - f->rows.n);
}

void find_add_row(struct finding *f, const struct find_row *row)
{
	for (size_t i = 0; i < f->rows.n; i++) {
		const struct find_row *there = vec_at(&f->rows, i);
		if (there->kind == row->kind && there->id == row->id)
			return;
	}
	if (!find_is_full(f))
		*(struct find_row *)vec_push(&f->rows) = *row;
}

void find_add_customer(struct finding *f, const struct query *q, int detail_col)
{
	struct find_row row = {.kind = FIND_CUSTOMER,
		.id = stmt_int(q, 0),
		.customer_id = stmt_int(q, 0),
		.title = stmt_text_or(q, 1, "", f->a),
		.detail = detail_col != NO_DETAIL ? stmt_text_or(q, detail_col, "", f->a) : NULL};
	if (stmt_int(q, 3) != 0)
		*(struct find_row *)vec_push(&f->old) = row;
	else
		find_add_row(f, &row);
}

/* After those who have the name now: "Marta Soler, was Marta Puig". */
static enum rc add_old(struct finding *f, struct err *err)
{
	enum rc rc = RC_OK;
	for (size_t i = 0; rc == RC_OK && i < f->old.n && !find_is_full(f); i++) {
		struct find_row *row = vec_at(&f->old, i);
		struct customer now;
		rc = people_now(f->s->db, row->id, f->a, &now, NULL, err);
		if (rc != RC_OK)
			break;
		row->detail = arena_printf(f->a, _("was %s"), row->title);
		row->id = row->customer_id = now.id;
		row->title = now.name;
		find_add_row(f, row);
	}
	f->old.n = 0;
	return rc;
}

static enum rc find_case(struct finding *f, struct err *err)
{
	char number[REFERENCE_LEN + 1];
	struct find_row row;
	if (!reference_parse(f->typed, number))
		return RC_OK;
	enum rc rc = find_case_row(f->s, number, f->a, &row, err);
	if (rc == RC_OK)
		find_add_row(f, &row);
	return rc == RC_NOTFOUND ? RC_OK : rc;
}

static enum rc find_reference_from(struct finding *f, const char *from, struct err *err)
{
	struct query q = stmt_query(f->s->db, STMT_FIND_REFERENCE, db_text(from),
		db_text(search_after(from, f->a)), db_int(find_left(f)));
	while (stmt_next(&q)) {
		struct find_row row = {.kind = FIND_REFERENCE,
			.id = stmt_int(&q, 0),
			.customer_id = stmt_int(&q, 1),
			.case_id = stmt_int(&q, 2),
			.case_number = stmt_text(&q, 6, f->a),
			.title = stmt_text_or(&q, 3, "", f->a),
			.who = stmt_text(&q, 8, f->a),
			.at = stmt_int(&q, 7),
			.detail = stmt_text_or(&q, 4, "", f->a)};
		if (row.detail[0] == '\0')
			row.detail = stmt_text_or(&q, 5, "", f->a);
		find_add_row(f, &row);
	}
	return stmt_close(&q, err);
}

static enum rc find_reference(struct finding *f, struct err *err)
{
	if (strlen(f->typed) < REFERENCE_MIN || strpbrk(f->typed, "0123456789") == NULL ||
		find_is_full(f))
		return RC_OK;
	const char *from = find_lower(f->typed, f->a);
	enum rc rc = find_reference_from(f, from, err);
	/* "#W2611340" is said "W two six one …". */
	if (rc == RC_OK && from[0] != '#' && !find_is_full(f))
		rc = find_reference_from(f, arena_printf(f->a, "#%s", from), err);
	return rc;
}

/* The word that leaves the fewest candidates is most often the longest; `but` is another one. */
static const char *longest_word(const struct finding *f, const char *but)
{
	const char *longest = "";
	for (size_t i = 0; i < f->words.n; i++) {
		const char *word = *(const char **)vec_at(&f->words, i);
		if (word != but && strlen(word) > strlen(longest))
			longest = word;
	}
	return longest;
}

/* The words of names that begin so; *n NAME_FEW + 1: more than a few. */
static enum rc words_from(struct finding *f, const char *start, const char *words[NAME_FEW + 1],
	size_t *n, struct err *err)
{
	*n = 0;
	struct query q = stmt_query(f->s->db, STMT_NAME_WORDS_FROM, db_text(start),
		db_text(search_after(start, f->a)), db_int(NAME_FEW + 1));
	while (*n <= NAME_FEW && stmt_next(&q))
		words[(*n)++] = stmt_text(&q, 0, f->a);
	return stmt_close(&q, err);
}

static struct query ask_two_words(
	struct finding *f, const char *word, const char *other, const char *const *others, size_t n)
{
	const char *after = search_after(word, f->a);
	if (n > NAME_FEW)
		return stmt_query(f->s->db, STMT_FIND_NAME_WORDS, db_text(word), db_text(after),
			db_int(NAME_LOOKED_AT), db_text(other), db_text(search_after(other, f->a)),
			db_int(NAME_PAIRS));
	struct db_value few[NAME_FEW];
	for (size_t i = 0; i < NAME_FEW; i++)
		few[i] = i < n ? db_text(others[i]) : db_null();
	return stmt_query(f->s->db, STMT_FIND_NAME_BOTH, db_text(word), db_text(after),
		db_int(NAME_CANDIDATES), few[0], few[1], few[2], few[3], few[4],
		db_int(NAME_PAIRS));
}

/* By which number or address each is known that was found by name alone. */
static enum rc add_details(struct finding *f, struct err *err)
{
	int64_t ids[FIND_MAX];
	size_t n = 0;
	for (size_t i = 0; i < f->rows.n; i++) {
		struct find_row *row = vec_at(&f->rows, i);
		if (row->kind != FIND_CUSTOMER || row->detail != NULL)
			continue;
		row->detail = "";
		ids[n++] = row->id;
	}
	if (n == 0)
		return RC_OK;
	struct query q = stmt_query(f->s->db, STMT_PERSON_DETAIL, db_list(ids, n));
	while (stmt_next(&q)) {
		for (size_t i = 0; i < f->rows.n; i++) {
			struct find_row *row = vec_at(&f->rows, i);
			if (row->kind == FIND_CUSTOMER && row->id == stmt_int(&q, 0))
				row->detail = stmt_text_or(&q, 1, "", f->a);
		}
	}
	return stmt_close(&q, err);
}

/* Each word begins a word of the name, in any order. */
static enum rc find_name_words(struct finding *f, const char *needle, struct err *err)
{
	const char *word = longest_word(f, NULL), *other = longest_word(f, word);
	const char *others[NAME_FEW + 1];
	size_t n = 0;
	enum rc rc = f->words.n > 1 ? words_from(f, other, others, &n, err) : RC_OK;
	if (rc != RC_OK || (f->words.n > 1 && n == 0))
		return rc;
	struct query q = f->words.n == 1
		? stmt_query(f->s->db, STMT_FIND_NAME_WORD, db_text(word),
			  db_text(search_after(word, f->a)), db_int((int64_t)f->limit * 2))
		: ask_two_words(f, word, other, others, n);
	while (!find_is_full(f) && stmt_next(&q)) {
		if (f->words.n == 1)
			find_add_customer(f, &q, 4);
		else if (fold_match(stmt_peek(&q, 2), needle))
			find_add_customer(f, &q, NO_DETAIL);
	}
	return stmt_close(&q, err);
}

static enum rc find_names(struct finding *f, struct err *err)
{
	if (f->words.n == 0 || find_is_full(f))
		return RC_OK;
	const char *needle = fold_text(f->a, f->typed);
	struct query q = stmt_query(f->s->db, STMT_FIND_NAME, db_text(needle),
		db_text(search_after(needle, f->a)), db_int(find_left(f)));
	while (stmt_next(&q))
		find_add_customer(f, &q, 4);
	enum rc rc = stmt_close(&q, err);
	if (rc == RC_OK && !find_is_full(f))
		rc = find_name_words(f, needle, err);
	return rc == RC_OK ? add_old(f, err) : rc;
}

/* What was typed is not there as it stands, or little of it: what is nearest to it. */
static enum rc find_near(struct finding *f, struct err *err)
{
	if (find_is_full(f) || f->rows.n >= NEAR_UNLESS)
		return RC_OK;
	struct find_near near = {.s = f->s,
		.a = f->a,
		.typed = f->typed,
		.region = f->region,
		.words = &f->words,
		.rows = {.size = sizeof(struct find_row)}};
	enum rc rc = find_near_rows(&near, err);
	for (size_t i = 0; rc == RC_OK && i < near.rows.n; i++)
		find_add_row(f, vec_at(&near.rows, i));
	vec_fini(&near.rows);
	return rc;
}

static const char *trimmed_valid(const char *typed, struct arena *a)
{
	const char *s = text_clean(typed, false, a);
	s += strspn(s, " \t\r\n");
	size_t n = strlen(s);
	while (n > 0 && strchr(" \t\r\n", s[n - 1]) != NULL)
		n--;
	return arena_strndup(a, s, n);
}

enum rc store_find(struct store *s, const char *typed, const char *region, int limit,
	struct arena *a, struct find_row **out, size_t *n, struct err *err)
{
	struct finding f = {.s = s, .a = a, .region = region};
	f.typed = trimmed_valid(typed, a);
	f.words.size = sizeof(const char *);
	f.rows.size = sizeof(struct find_row);
	f.old.size = sizeof(struct find_row);
	f.limit = limit > 0 && limit < FIND_MAX ? (size_t)limit : FIND_MAX;
	search_cut(f.typed, a, &f.words);
	enum rc (*const questions[])(struct finding *, struct err *) = {find_case,
		find_customer_number, find_phone, find_email, find_reference, find_names,
		find_address_word, find_near, find_said, find_meant, add_details};
	enum rc rc = RC_OK;
	for (size_t i = 0; rc == RC_OK && i < sizeof(questions) / sizeof(questions[0]); i++)
		rc = questions[i](&f, err);
	*n = rc == RC_OK ? f.rows.n : 0;
	*out = arena_array(a, f.rows.n + 1, sizeof(struct find_row));
	if (f.rows.n > 0)
		memcpy(*out, f.rows.data, f.rows.n * sizeof(struct find_row));
	vec_fini(&f.rows);
	vec_fini(&f.old);
	vec_fini(&f.words);
	return rc;
}
