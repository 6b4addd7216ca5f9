/* store_find.c - one box for everything: what was typed decides what is asked.
 *
 * A number is looked for as a case number (its check digit must fit), a telephone number and a
 * reference; something with @ as an address; words as names, and from two characters on in what
 * was said. Where little or nothing is found so, the nearest is shown (find_near.c). Every question walks an index and stops at a limit, so that each key press costs the
 * same in a store of ten years. The text search keeps an index of prefixes up to 4 characters; a
 * longer one is answered by the newest contacts that begin so, checked against their text, and
 * only when too few of those hold what was typed is the whole range walked. */
#include "carrel/store_screen.h"

#include "carrel/arena.h"
#include "carrel/fold.h"
#include "carrel/phone.h"
#include "carrel/reference.h"
#include "carrel/i18n.h"
#include "carrel/utf8.h"
#include "store/find_near.h"
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
	NO_DETAIL = -1,
	WORD_CANDIDATES = 300,
	PHONE_DIGITS_MIN = 4,
	PHONE_DIGITS_WHOLE = 6,
	REFERENCE_MIN = 3,
	NEAR_UNLESS = 5, /* this many found as typed: nobody misheard */
	SNIPPET_BEFORE = 24,
	SNIPPET_BYTES = 96,
};

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

static bool is_full(const struct finding *f)
{
	return f->rows.n >= f->limit;
}

static int64_t left(const struct finding *f)
{
	return (int64_t)(f->limit - f->rows.n);
}

static void add_row(struct finding *f, const struct find_row *row)
{
	for (size_t i = 0; i < f->rows.n; i++) {
		const struct find_row *there = vec_at(&f->rows, i);
		if (there->kind == row->kind && there->id == row->id)
			return;
	}
	if (!is_full(f))
		*(struct find_row *)vec_push(&f->rows) = *row;
}

/* Columns of FIND_CUSTOMER_COLUMNS; detail_col: where the detail stands, or NO_DETAIL yet. */
static void add_customer(struct finding *f, const struct query *q, int detail_col)
{
	struct find_row row = {.kind = FIND_CUSTOMER,
		.id = stmt_int(q, 0),
		.customer_id = stmt_int(q, 0),
		.title = stmt_text_or(q, 1, "", f->a),
		.detail = detail_col != NO_DETAIL ? stmt_text_or(q, detail_col, "", f->a) : NULL};
	if (stmt_int(q, 3) != 0)
		*(struct find_row *)vec_push(&f->old) = row;
	else
		add_row(f, &row);
}

/* After those who have the name now: "Marta Soler, was Marta Puig". */
static enum rc add_old(struct finding *f, struct err *err)
{
	enum rc rc = RC_OK;
	for (size_t i = 0; rc == RC_OK && i < f->old.n && !is_full(f); i++) {
		struct find_row *row = vec_at(&f->old, i);
		struct customer now;
		rc = people_now(f->s->db, row->id, f->a, &now, NULL, err);
		if (rc != RC_OK)
			break;
		row->detail = arena_printf(f->a, _("was %s"), row->title);
		row->id = row->customer_id = now.id;
		row->title = now.name;
		add_row(f, row);
	}
	f->old.n = 0;
	return rc;
}

enum rc find_case_row(
	struct store *s, const char *number, struct arena *a, struct find_row *out, struct err *err)
{
	char shown[12];
	struct casefile c;
	struct query q = stmt_query(s->db, STMT_CASE_BY_NUMBER, db_text(number));
	enum rc rc = entity_first(&q, ENTITY_casefile, a, &c, err);
	if (rc != RC_OK)
		return rc;
	reference_show(c.number, shown);
	*out = (struct find_row){.kind = FIND_CASE,
		.id = c.id,
		.customer_id = c.customer_id,
		.case_id = c.id,
		.case_number = c.number,
		.title = arena_printf(a, "%s %s", shown, c.subject),
		.detail = _(word_label(case_state_words, c.state))};
	return RC_OK;
}

static enum rc find_case(struct finding *f, struct err *err)
{
	char number[REFERENCE_LEN + 1];
	struct find_row row;
	if (!reference_parse(f->typed, number))
		return RC_OK;
	enum rc rc = find_case_row(f->s, number, f->a, &row, err);
	if (rc == RC_OK)
		add_row(f, &row);
	return rc == RC_NOTFOUND ? RC_OK : rc;
}

static enum rc find_identity(struct finding *f, enum identity_kind kind, const char *from,
	const char *to, struct err *err)
{
	struct query q = stmt_query(f->s->db, STMT_FIND_IDENTITY,
		db_text(word_id(identity_kind_words, kind)), db_text(from), db_text(to),
		db_int(left(f)));
	while (stmt_next(&q))
		add_customer(f, &q, 5);
	return stmt_close(&q, err);
}

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

static const char *plus_and_digits(const char *s, struct arena *a)
{
	char *out = arena_strdup(a, s);
	char *end = out;
	*end++ = '+';
	for (const char *p = s + 1; *p != '\0'; p++) {
		if (*p >= '0' && *p <= '9')
			*end++ = *p;
	}
	*end = '\0';
	return out;
}

static enum rc find_phone(struct finding *f, struct err *err)
{
	size_t digits = phone_digits(f->typed);
	if (digits < PHONE_DIGITS_MIN || is_full(f))
		return RC_OK;
	const char *number = NULL;
	if (f->typed[0] == '+')
		number = plus_and_digits(f->typed, f->a);
	else if (digits < PHONE_DIGITS_WHOLE ||
		phone_normalise(f->typed, f->region, f->a, &number, NULL) != RC_OK)
		return RC_OK;
	return find_identity(f, IDENTITY_PHONE, number, search_after(number, f->a), err);
}

static char *lower(const char *s, struct arena *a)
{
	char *out = arena_strdup(a, s);
	for (char *p = out; *p != '\0'; p++) {
		if (*p >= 'A' && *p <= 'Z')
			*p = (char)(*p - 'A' + 'a');
	}
	return out;
}

static enum rc find_email(struct finding *f, struct err *err)
{
	if (strchr(f->typed, '@') == NULL || is_full(f))
		return RC_OK;
	const char *from = lower(f->typed, f->a);
	return find_identity(f, IDENTITY_EMAIL, from, search_after(from, f->a), err);
}

static enum rc find_reference_from(struct finding *f, const char *from, struct err *err)
{
	struct query q = stmt_query(f->s->db, STMT_FIND_REFERENCE, db_text(from),
		db_text(search_after(from, f->a)), db_int(left(f)));
	while (stmt_next(&q)) {
		struct find_row row = {.kind = FIND_REFERENCE,
			.id = stmt_int(&q, 0),
			.customer_id = stmt_int(&q, 1),
			.case_id = stmt_int(&q, 2),
			.case_number = stmt_text(&q, 6, f->a),
			.title = stmt_text_or(&q, 3, "", f->a),
			.detail = stmt_text_or(&q, 4, "", f->a)};
		if (row.detail[0] == '\0')
			row.detail = stmt_text_or(&q, 5, "", f->a);
		add_row(f, &row);
	}
	return stmt_close(&q, err);
}

static enum rc find_reference(struct finding *f, struct err *err)
{
	if (strlen(f->typed) < REFERENCE_MIN || strpbrk(f->typed, "0123456789") == NULL ||
		is_full(f))
		return RC_OK;
	const char *from = lower(f->typed, f->a);
	enum rc rc = find_reference_from(f, from, err);
	/* "#W2611340" is said "W two six one …". */
	if (rc == RC_OK && from[0] != '#' && !is_full(f))
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
		if (row->detail != NULL)
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
	while (!is_full(f) && stmt_next(&q)) {
		if (f->words.n == 1)
			add_customer(f, &q, 4);
		else if (fold_match(stmt_peek(&q, 2), needle))
			add_customer(f, &q, NO_DETAIL);
	}
	rc = stmt_close(&q, err);
	return rc == RC_OK ? add_details(f, err) : rc;
}

static enum rc find_names(struct finding *f, struct err *err)
{
	if (f->words.n == 0 || is_full(f))
		return RC_OK;
	const char *needle = fold_text(f->a, f->typed);
	struct query q = stmt_query(f->s->db, STMT_FIND_NAME, db_text(needle),
		db_text(search_after(needle, f->a)), db_int(left(f)));
	while (stmt_next(&q))
		add_customer(f, &q, 4);
	enum rc rc = stmt_close(&q, err);
	if (rc == RC_OK && !is_full(f))
		rc = find_name_words(f, needle, err);
	return rc == RC_OK ? add_old(f, err) : rc;
}

/* What was typed is not there as it stands, or little of it: what is nearest to it. */
static enum rc find_near(struct finding *f, struct err *err)
{
	if (is_full(f) || f->rows.n >= NEAR_UNLESS)
		return RC_OK;
	struct find_near near = {.s = f->s,
		.a = f->a,
		.typed = f->typed,
		.region = f->region,
		.words = &f->words,
		.rows = {.size = sizeof(struct find_row)}};
	enum rc rc = find_near_rows(&near, err);
	for (size_t i = 0; rc == RC_OK && i < near.rows.n; i++)
		add_row(f, vec_at(&near.rows, i));
	vec_fini(&near.rows);
	return rc;
}

/* The line around the word that was found. */
static const char *snippet(struct finding *f, const char *subject, const char *body)
{
	const char *text = body != NULL ? body : subject;
	if (text == NULL)
		return "";
	size_t start = 0;
	size_t len = 0;
	const char *word = *(const char **)vec_at(&f->words, f->words.n - 1);
	if (!fold_find(text, word, &start, &len))
		start = 0;
	size_t from = start;
	while (from > 0 && start - from < SNIPPET_BEFORE && text[from - 1] != '\n')
		from = utf8_prev(text, from);
	size_t n = strcspn(text + from, "\n");
	size_t cut = 0;
	while (cut < n && cut < SNIPPET_BYTES) {
		uint32_t rune;
		cut += utf8_decode(text + from + cut, n - cut, &rune);
	}
	return arena_strndup(f->a, text + from, cut);
}

static void add_contact(
	struct finding *f, const struct query *q, const char *subject, const char *body)
{
	struct find_row row = {.kind = FIND_CONTACT,
		.id = stmt_int(q, 0),
		.customer_id = stmt_int(q, 1),
		.case_id = stmt_int(q, 2),
		.case_number = stmt_text(q, 6, f->a),
		.title = stmt_text_or(q, 5, "", f->a),
		.detail = snippet(f, subject, body)};
	add_row(f, &row);
}

/* *seen counts candidates. check: the engine was asked less than what was typed. */
static enum rc ask_words(struct finding *f, const char *query, bool check, int64_t candidates,
	int64_t *seen, struct err *err)
{
	*seen = 0;
	struct query q = stmt_query(f->s->db, STMT_FIND_WORDS, db_text(query), db_int(candidates));
	while (!is_full(f) && stmt_next(&q)) {
		++*seen;
		struct arena_mark mark = arena_mark(f->a);
		const char *subject = stmt_text(&q, 3, f->a);
		const char *body = stmt_text(&q, 4, f->a);
		if (check && !search_match(subject, body, &f->words, f->a)) {
			arena_release(f->a, mark);
			continue;
		}
		add_contact(f, &q, subject, body);
	}
	return stmt_close(&q, err);
}

static enum rc find_words(struct finding *f, struct err *err)
{
	size_t chars = 0;
	/* A single character has no index of prefixes; one that ends the line is just being typed. */
	while (f->words.n > 0) {
		const char *last = *(const char **)vec_at(&f->words, f->words.n - 1);
		chars = utf8_count(last, strlen(last));
		if (chars >= 2)
			break;
		vec_remove(&f->words, f->words.n - 1);
	}
	if (f->words.n == 0 || is_full(f))
		return RC_OK;
	int64_t seen = 0;
	if (db_is_postgres(f->s->db))
		return ask_words(
			f, search_query_tsquery(&f->words, 0, f->a), false, left(f), &seen, err);
	if (chars <= WORD_PREFIX)
		return ask_words(
			f, search_query_fts5(&f->words, 0, f->a), false, left(f), &seen, err);
	enum rc rc = ask_words(f, search_query_fts5(&f->words, WORD_PREFIX, f->a), true,
		WORD_CANDIDATES, &seen, err);
	if (rc == RC_OK && !is_full(f) && seen == WORD_CANDIDATES)
		rc = ask_words(f, search_query_fts5(&f->words, 0, f->a), false, (int64_t)f->limit,
			&seen, err);
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
	enum rc (*const questions[])(struct finding *, struct err *) = {find_case, find_phone,
		find_email, find_reference, find_names, find_near, find_words};
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
