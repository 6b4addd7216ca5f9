/* people.c - who may be meant: every question walks an index to its limit. */
#include "store/people.h"

#include "carrel/arena.h"
#include "store/name_keys.h"
#include "store/search.h"
#include "store/stmt.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { POSTCODE_HALF = 3, POSTCODE_MIN = 4, PHONE_TAIL = 5, PHONE_HALF_MIN = 4, PHONE_MIN = 6 };

void people_begin(struct people *p, struct store *s, struct arena *a)
{
	*p = (struct people){.s = s, .a = a, .hints = {.size = sizeof(struct people_hint)}};
}

void people_end(struct people *p)
{
	vec_fini(&p->hints);
}

/* Takes ids from the query; returns how many. */
static enum rc hint_all(
	struct people *p, struct query *q, int question, int worth, size_t *n, struct err *err)
{
	while (stmt_next(q)) {
		*(struct people_hint *)vec_push(&p->hints) = (struct people_hint){
			.id = stmt_int(q, 0), .question = question, .worth = worth};
		if (n != NULL)
			++*n;
	}
	return stmt_close(q, err);
}

static enum rc ask_word(struct people *p, const char *word, size_t guesses, int worth,
	bool *overflows, struct err *err)
{
	struct vec likely = {.size = sizeof(struct name_guess)};
	int question = p->questions++;
	size_t taken = 0;
	enum rc rc = name_keys_guess(p->s, word, guesses, p->a, &likely, err);
	for (size_t i = 0; rc == RC_OK && i < likely.n && taken < PEOPLE_OF_A_WORD; i++) {
		const struct name_guess *guess = vec_at(&likely, i);
		struct query q = stmt_query(p->s->db, STMT_PERSON_WORD, db_text(guess->word),
			db_int((int64_t)(PEOPLE_OF_A_WORD - taken)));
		rc = hint_all(p, &q, question, worth * guess->likeness / 1000, &taken, err);
		if (i == 0)
			*overflows = taken == PEOPLE_OF_A_WORD;
	}
	vec_fini(&likely);
	return rc;
}

/* Two words that are each in more names than are read may still be in few names together. */
static enum rc ask_pair(
	struct people *p, const char *one, const char *two, int worth, struct err *err)
{
	int question = p->questions++;
	struct query q = stmt_query(
		p->s->db, STMT_PERSON_WORDS, db_text(one), db_text(two), db_int(PEOPLE_OF_A_KEY));
	return hint_all(p, &q, question, 2 * worth, NULL, err);
}

enum rc people_ask_words(struct people *p, const char *const *words, size_t n, size_t guesses,
	int worth, struct err *err)
{
	const char *common[2] = {NULL, NULL};
	enum rc rc = RC_OK;
	for (size_t i = 0; rc == RC_OK && i < n && i < PEOPLE_WORDS; i++) {
		bool overflows = false;
		rc = ask_word(p, words[i], guesses, worth, &overflows, err);
		if (overflows && common[0] == NULL)
			common[0] = words[i];
		else if (overflows && common[1] == NULL)
			common[1] = words[i];
	}
	if (rc == RC_OK && common[1] != NULL)
		rc = ask_pair(p, common[0], common[1], worth, err);
	return rc;
}

enum rc people_ask_born(
	struct people *p, const char *from, const char *to, int worth, struct err *err)
{
	struct query q = stmt_query(
		p->s->db, STMT_PERSON_BORN, db_text(from), db_text(to), db_int(PEOPLE_OF_A_KEY));
	return hint_all(p, &q, p->questions++, worth, NULL, err);
}

static enum rc ask_postcode_halves(struct people *p, const char *code, const char *tail,
	int question, int worth, struct err *err)
{
	struct query q = stmt_query(p->s->db, STMT_PERSON_POSTCODE, db_text(code),
		db_text(search_after(code, p->a)), db_int(PEOPLE_OF_A_KEY));
	enum rc rc = hint_all(p, &q, question, worth, NULL, err);
	if (rc != RC_OK)
		return rc;
	q = stmt_query(p->s->db, STMT_PERSON_POSTCODE_TAIL, db_text(tail), db_int(PEOPLE_OF_A_KEY));
	return hint_all(p, &q, question + 1, worth, NULL, err);
}

enum rc people_ask_postcode(struct people *p, const char *letters, int worth, struct err *err)
{
	size_t n = strlen(letters);
	if (n < POSTCODE_MIN)
		return RC_OK;
	char *code = arena_strdup(p->a, letters);
	for (char *c = code; *c != '\0'; c++)
		*c = (char)toupper((unsigned char)*c);
	const char *tail = arena_strdup(p->a, code + n - POSTCODE_HALF);
	size_t head = n > 2 * POSTCODE_HALF ? n - POSTCODE_HALF : POSTCODE_HALF;
	code[head] = '\0';
	int question = p->questions;
	p->questions += 2;
	return ask_postcode_halves(p, code, tail, question, worth, err);
}

static const char *digits_of(const char *s, struct arena *a)
{
	char *out = arena_strdup(a, s);
	size_t n = 0;
	for (const char *c = s; *c != '\0'; c++) {
		if (*c >= '0' && *c <= '9')
			out[n++] = *c;
	}
	out[n] = '\0';
	return out;
}

/* An error is either in the last five digits, then the beginning is right, or before them. */
enum rc people_ask_phone(struct people *p, const char *number, int worth, struct err *err)
{
	const char *digits = digits_of(number, p->a);
	size_t n = strlen(digits);
	if (n < PHONE_MIN)
		return RC_OK;
	int question = p->questions++;
	struct query q = stmt_query(p->s->db, STMT_PERSON_PHONE_TAIL,
		db_text(digits + n - PHONE_TAIL), db_int(PEOPLE_OF_A_KEY));
	enum rc rc = hint_all(p, &q, question, worth, NULL, err);
	if (rc != RC_OK || number[0] != '+' || n - PHONE_TAIL < PHONE_HALF_MIN)
		return rc;
	const char *from = arena_printf(p->a, "+%.*s", (int)(n - PHONE_TAIL), digits);
	q = stmt_query(p->s->db, STMT_PERSON_IDENTITY, db_text("phone"), db_text(from),
		db_text(search_after(from, p->a)), db_int(PEOPLE_OF_A_KEY));
	return hint_all(p, &q, question, worth, NULL, err);
}

enum rc people_ask_mail(struct people *p, const char *mail, int worth, struct err *err)
{
	/* The name before the @ is said well; what comes after it is one of few. */
	size_t n = strcspn(mail, "@");
	if (n < POSTCODE_HALF)
		return RC_OK;
	const char *from = arena_strndup(p->a, mail, n);
	struct query q = stmt_query(p->s->db, STMT_PERSON_IDENTITY, db_text("email"), db_text(from),
		db_text(search_after(from, p->a)), db_int(PEOPLE_OF_A_KEY));
	return hint_all(p, &q, p->questions++, worth, NULL, err);
}

/* ---- the best of them ---- */

static int by_person(const void *a, const void *b)
{
	const struct people_hint *x = a, *y = b;
	if (x->id != y->id)
		return x->id < y->id ? -1 : 1;
	if (x->question != y->question)
		return x->question < y->question ? -1 : 1;
	return (x->worth < y->worth) - (x->worth > y->worth);
}

static int by_worth(const void *a, const void *b)
{
	const struct people_hint *x = a, *y = b;
	if (x->worth != y->worth)
		return x->worth > y->worth ? -1 : 1;
	return (x->id < y->id) - (x->id > y->id);
}

/* One hint a person, the sum of the best of each question, in place; returns how many. */
static size_t sum_hints(struct people_hint *hints, size_t n)
{
	size_t out = 0;
	for (size_t i = 0; i < n; i++) {
		bool same = i > 0 && hints[i].id == hints[out - 1].id;
		if (!same) {
			int question = hints[i].question;
			hints[out] = hints[i];
			hints[out++].question = question;
		} else if (hints[i].question != hints[out - 1].question) {
			hints[out - 1].worth += hints[i].worth;
			hints[out - 1].question = hints[i].question;
		}
	}
	return out;
}

static int by_id(const void *a, const void *b)
{
	const struct person *x = a, *y = b;
	return (x->hint < y->hint) - (x->hint > y->hint);
}

static void read_person(struct people *p, const struct query *q, const struct people_hint *best,
	size_t n, struct person *out)
{
	*out = (struct person){.id = stmt_int(q, 0),
		.name = stmt_text_or(q, 1, "", p->a),
		.folded = stmt_text_or(q, 2, "", p->a),
		.born = stmt_text(q, 3, p->a),
		.postcode = stmt_text(q, 4, p->a),
		.kind = stmt_int(q, 5) != 0 ? CUSTOMER_COMPANY : CUSTOMER_PERSON,
		.was = stmt_int(q, 6) != 0 ? stmt_text_or(q, 1, "", p->a) : NULL};
	for (size_t i = 0; i < n; i++) {
		if (best[i].id == out->id)
			out->hint = best[i].worth;
	}
}

/* Somebody merged is found by their old name, and stands for whom they became. */
static enum rc lead_on(struct people *p, struct person *who, struct err *err)
{
	struct customer now;
	enum rc rc = people_now(p->s->db, who->id, p->a, &now, NULL, err);
	if (rc != RC_OK)
		return rc;
	who->id = now.id;
	who->kind = now.kind;
	who->name = now.name;
	return RC_OK;
}

enum rc people_read(struct people *p, struct person **out, size_t *n, struct err *err)
{
	struct people_hint *hints = p->hints.data;
	*n = 0;
	*out = arena_array(p->a, PEOPLE_RANKED, sizeof(**out));
	if (p->hints.n == 0)
		return RC_OK;
	qsort(hints, p->hints.n, sizeof(*hints), by_person);
	size_t people = sum_hints(hints, p->hints.n);
	qsort(hints, people, sizeof(*hints), by_worth);
	if (people > PEOPLE_RANKED)
		people = PEOPLE_RANKED;
	int64_t *ids = arena_array(p->a, people, sizeof(*ids));
	for (size_t i = 0; i < people; i++)
		ids[i] = hints[i].id;
	struct query q = stmt_query(p->s->db, STMT_PERSON_OF, db_list(ids, people));
	while (*n < people && stmt_next(&q))
		read_person(p, &q, hints, people, &(*out)[(*n)++]);
	enum rc rc = stmt_close(&q, err);
	for (size_t i = 0; rc == RC_OK && i < *n; i++)
		if ((*out)[i].was != NULL)
			rc = lead_on(p, &(*out)[i], err);
	if (*n > 1)
		qsort(*out, *n, sizeof(**out), by_id);
	return rc;
}

enum rc people_detail(struct people *p, struct person_row *rows, size_t n, struct err *err)
{
	if (n == 0)
		return RC_OK;
	int64_t *ids = arena_array(p->a, n, sizeof(*ids));
	for (size_t i = 0; i < n; i++)
		ids[i] = rows[i].id;
	struct query q = stmt_query(p->s->db, STMT_PERSON_DETAIL, db_list(ids, n));
	while (stmt_next(&q)) {
		for (size_t i = 0; i < n; i++) {
			if (rows[i].id == stmt_int(&q, 0))
				rows[i].detail = stmt_text(&q, 1, p->a);
		}
	}
	return stmt_close(&q, err);
}
