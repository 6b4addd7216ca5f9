/* find_said.c - cases by their subject or by what was said in them: each case once, the one that is
 * most likely meant first.
 *
 * The text search keeps an index of prefixes up to 4 characters; a longer one is answered by the
 * newest that begin so, checked against their text, and only when too few of those hold what was
 * typed is the whole range walked. The open cases of whom the actor has in hand are looked at one by
 * one: a word that everybody says would hide them behind the newest of everybody. */
#include "store/find_near.h"
#include "store/find_private.h"

#include "carrel/arena.h"
#include "carrel/casefile.h"
#include "carrel/fold.h"
#include "carrel/reference.h"
#include "carrel/utf8.h"
#include "store/search.h"

#include <stdlib.h>
#include <string.h>

enum {
	HITS_MAX = 80, /* of each question: those shown are the best of them */
	WORD_CANDIDATES = 300,
	OWN_CASES = 20,
	OWN_CONTACTS = 40,
	SNIPPET_BEFORE = 24,
	SNIPPET_BYTES = 96,
	WORD_CHARS = 2,
	/* Columns of FIND_SAID_CASE, and where they begin in FIND_SAID. */
	CASE_ID = 0,
	CASE_CUSTOMER,
	CASE_WHO,
	CASE_NUMBER,
	CASE_SUBJECT = FIND_SUBJECT_COL,
	CASE_STATE,
	CASE_UPDATED,
	CASE_COLUMNS,
	SAID_ID = 0,
	SAID_CUSTOMER,
	SAID_CASE,
	SAID_AT = SAID_CASE + CASE_COLUMNS,
	SAID_SUBJECT,
	SAID_BODY = FIND_BODY_COL,
	SAID_WHO,
};

enum rank { RANK_OWN_OPEN, RANK_OPEN, RANK_OWN, RANK_REST };

struct hit {
	struct find_row row;
	enum rank rank;
};

struct said {
	struct finding *f;
	struct vec hits; /* struct hit */
	int64_t in_hand; /* a customer; 0 nobody */
	size_t taken;    /* by the question that is being asked */
};

/* The line around the word that was found. */
static const char *snippet(const struct finding *f, const char *subject, const char *body)
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
	/* Not in the middle of a word. */
	if (from > 0 && text[from - 1] != '\n' && text[from - 1] != ' ')
		from += strcspn(text + from, " ");
	from += strspn(text + from, " ");
	size_t n = strcspn(text + from, "\n");
	size_t cut = 0;
	while (cut < n && cut < SNIPPET_BYTES) {
		uint32_t rune;
		cut += utf8_decode(text + from + cut, n - cut, &rune);
	}
	return arena_strndup(f->a, text + from, cut);
}

static struct hit *hit_of(struct said *w, enum find_kind kind, int64_t id)
{
	for (size_t i = 0; i < w->hits.n; i++) {
		struct hit *hit = vec_at(&w->hits, i);
		if (hit->row.kind == kind && hit->row.id == id)
			return hit;
	}
	return NULL;
}

static enum rank rank_of(const struct said *w, int64_t customer_id, bool open)
{
	bool own = w->in_hand != 0 && customer_id == w->in_hand;
	if (open)
		return own ? RANK_OWN_OPEN : RANK_OPEN;
	return own ? RANK_OWN : RANK_REST;
}

/* col: where the columns of FIND_SAID_CASE begin. */
static struct find_row case_row(const struct query *q, int col, struct arena *a)
{
	int state = CASE_CLOSED;
	char shown[12];
	struct find_row row = {.kind = FIND_CASE,
		.id = stmt_int(q, col + CASE_ID),
		.customer_id = stmt_int(q, col + CASE_CUSTOMER),
		.case_id = stmt_int(q, col + CASE_ID),
		.case_number = stmt_text_or(q, col + CASE_NUMBER, "", a),
		.who = stmt_text(q, col + CASE_WHO, a),
		.at = stmt_int(q, col + CASE_UPDATED),
		.detail = ""};
	word_parse(case_state_words, stmt_peek(q, col + CASE_STATE), &state);
	reference_show(row.case_number, shown);
	row.title = arena_printf(a, "%s %s", shown, stmt_peek(q, col + CASE_SUBJECT));
	row.state = word_id(case_state_words, state);
	row.open = state != CASE_SOLVED && state != CASE_CLOSED;
	return row;
}

enum rc find_case_row(
	struct store *s, const char *number, struct arena *a, struct find_row *out, struct err *err)
{
	struct query q = stmt_query(s->db, STMT_FIND_CASE, db_text(number));
	bool there = stmt_next(&q);
	if (there)
		*out = case_row(&q, 0, a);
	enum rc rc = stmt_close(&q, err);
	return rc == RC_OK && !there ? RC_NOTFOUND : rc;
}

/* said: where the words are, when not in the subject. */
static void add_case(struct said *w, const struct query *q, int col, const char *said)
{
	w->taken++;
	if (hit_of(w, FIND_CASE, stmt_int(q, col + CASE_ID)) != NULL)
		return;
	struct hit *hit = vec_push(&w->hits);
	hit->row = case_row(q, col, w->f->a);
	hit->row.detail = said;
	hit->rank = rank_of(w, hit->row.customer_id, hit->row.open);
}

static void add_said(struct said *w, const struct query *q, const char *subject, const char *body)
{
	struct arena *a = w->f->a;
	if (stmt_int(q, SAID_CASE + CASE_ID) != 0) {
		add_case(w, q, SAID_CASE, snippet(w->f, subject, body));
		return;
	}
	w->taken++;
	if (hit_of(w, FIND_CONTACT, stmt_int(q, SAID_ID)) != NULL)
		return;
	struct hit *hit = vec_push(&w->hits);
	*hit = (struct hit){.row = {.kind = FIND_CONTACT,
				    .id = stmt_int(q, SAID_ID),
				    .customer_id = stmt_int(q, SAID_CUSTOMER),
				    .title = snippet(w->f, subject, body),
				    .who = stmt_text(q, SAID_WHO, a),
				    .at = stmt_int(q, SAID_AT),
				    .detail = ""}};
	hit->rank = rank_of(w, hit->row.customer_id, false);
}

/* One row of a question; check: the engine was asked less than what was typed. */
static void take(struct said *w, const struct query *q, bool contacts, bool check)
{
	struct arena *a = w->f->a;
	struct arena_mark mark = arena_mark(a);
	const char *subject = stmt_text(q, contacts ? SAID_SUBJECT : CASE_SUBJECT, a);
	const char *body = contacts ? stmt_text(q, SAID_BODY, a) : NULL;
	if (check && !search_match(subject, body, &w->f->words, a))
		arena_release(a, mark);
	else if (contacts)
		add_said(w, q, subject, body);
	else
		add_case(w, q, 0, "");
}

/* *seen counts candidates. */
static enum rc ask(struct said *w, enum stmt_id stmt, const char *query, bool check,
	int64_t candidates, int64_t *seen, struct err *err)
{
	*seen = 0;
	w->taken = 0;
	struct query q = stmt_query(w->f->s->db, stmt, db_text(query), db_int(candidates));
	while (w->taken < HITS_MAX && stmt_next(&q)) {
		++*seen;
		take(w, &q, stmt == STMT_FIND_WORDS, check);
	}
	return stmt_close(&q, err);
}

static enum rc ask_words(struct said *w, enum stmt_id stmt, size_t chars, struct err *err)
{
	const struct vec *words = &w->f->words;
	struct arena *a = w->f->a;
	int64_t seen = 0;
	if (db_is_postgres(w->f->s->db))
		return ask(w, stmt, search_query_tsquery(words, 0, a), false, HITS_MAX, &seen, err);
	if (chars <= WORD_PREFIX)
		return ask(w, stmt, search_query_fts5(words, 0, a), false, HITS_MAX, &seen, err);
	enum rc rc = ask(w, stmt, search_query_fts5(words, WORD_PREFIX, a), true, WORD_CANDIDATES,
		&seen, err);
	if (rc == RC_OK && w->taken < HITS_MAX && seen == WORD_CANDIDATES)
		rc = ask(w, stmt, search_query_fts5(words, 0, a), false, HITS_MAX, &seen, err);
	return rc;
}

/* What is not done is asked for most, and stands anywhere among the newest. */
static enum rc ask_open(struct said *w, size_t chars, struct err *err)
{
	const struct vec *words = &w->f->words;
	struct arena *a = w->f->a;
	bool postgres = db_is_postgres(w->f->s->db), head = !postgres && chars > WORD_PREFIX;
	const char *query = postgres ? search_query_tsquery(words, 0, a)
				     : search_query_fts5(words, head ? WORD_PREFIX : 0, a);
	int64_t seen;
	return ask(w, STMT_FIND_SUBJECTS_OPEN, query, head, HITS_MAX, &seen, err);
}

static enum rc ask_own(struct said *w, enum stmt_id stmt, int64_t most, struct err *err)
{
	struct query q = stmt_query(w->f->s->db, stmt, db_int(w->in_hand), db_int(most));
	while (stmt_next(&q))
		take(w, &q, stmt == STMT_FIND_WORDS_OF, true);
	return stmt_close(&q, err);
}

static enum rc find_in_hand(struct said *w, struct err *err)
{
	enum rc rc = stmt_one_int(
		w->f->s->db, STMT_FIND_IN_HAND, &w->in_hand, err, db_int(w->f->s->actor_id));
	if (rc == RC_NOTFOUND)
		rc = RC_OK;
	if (rc != RC_OK || w->in_hand == 0)
		return rc;
	rc = ask_own(w, STMT_FIND_SUBJECTS_OF, OWN_CASES, err);
	return rc == RC_OK ? ask_own(w, STMT_FIND_WORDS_OF, OWN_CONTACTS, err) : rc;
}

static int by_rank(const void *a, const void *b)
{
	const struct hit *x = a, *y = b;
	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	if (x->row.at != y->row.at)
		return x->row.at > y->row.at ? -1 : 1;
	return (x->row.id < y->row.id) - (x->row.id > y->row.id);
}

/* Characters of the last word; 0: none of the words is worth asking. */
static size_t cut_last_word(struct vec *words)
{
	/* A single character has no index of prefixes; one that ends the line is just being typed. */
	while (words->n > 0) {
		const char *last = *(const char **)vec_at(words, words->n - 1);
		size_t chars = utf8_count(last, strlen(last));
		if (chars >= WORD_CHARS)
			return chars;
		vec_remove(words, words->n - 1);
	}
	return 0;
}

enum rc find_said(struct finding *f, struct err *err)
{
	struct said w = {.f = f, .hits = {.size = sizeof(struct hit)}};
	size_t chars = cut_last_word(&f->words);
	if (chars == 0 || find_is_full(f))
		return RC_OK;
	enum rc rc = find_in_hand(&w, err);
	if (rc == RC_OK)
		rc = ask_open(&w, chars, err);
	if (rc == RC_OK)
		rc = ask_words(&w, STMT_FIND_SUBJECTS, chars, err);
	if (rc == RC_OK)
		rc = ask_words(&w, STMT_FIND_WORDS, chars, err);
	if (w.hits.n > 1)
		qsort(w.hits.data, w.hits.n, w.hits.size, by_rank);
	for (size_t i = 0; rc == RC_OK && i < w.hits.n; i++)
		find_add_row(f, &((struct hit *)vec_at(&w.hits, i))->row);
	vec_fini(&w.hits);
	return rc;
}
