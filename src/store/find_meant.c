/* find_meant.c - nothing has the words that were typed: a word that nobody ever said is taken for the
 * one that is a slip of the finger away from it, if subjects or contacts have such a one.
 *
 * There is no list of words to look it up in, and none is kept for this: the newest subjects and
 * contacts with a word that begins alike are read, and the word that most of them have is taken. */
#include "store/find_private.h"

#include "carrel/arena.h"
#include "carrel/sound.h"
#include "carrel/utf8.h"
#include "store/search.h"

#include <string.h>

enum {
	MEANT_WORDS = 4, /* typed; of more the other ones find it */
	MEANT_CHARS = 4, /* shorter words are like too many others */
	MEANT_LONG = 7,  /* bytes: room for a second slip */
	HEAD = 3,
	SUBJECTS_READ = 200,
	CONTACTS_READ = 40,
};

struct votes {
	const char *word;
	int edits, count;
};

struct meant {
	struct finding *f;
	const char *typed; /* one word */
	struct vec votes;  /* struct votes */
};

static const char *query_for(struct finding *f, const char *word, bool prefix)
{
	struct vec one = {.size = sizeof(const char *)};
	*(const char **)vec_push(&one) = word;
	const char *query = db_is_postgres(f->s->db) ? search_query_tsquery(&one, 0, f->a)
						     : search_query_fts5(&one, 0, f->a);
	vec_fini(&one);
	/* The last word of a question is a prefix. */
	return prefix ? query : arena_strndup(f->a, query, strcspn(query, "*:"));
}

static enum rc is_said(
	struct finding *f, const char *word, bool prefix, bool *said, struct err *err)
{
	static const enum stmt_id places[] = {STMT_FIND_SUBJECTS, STMT_FIND_WORDS};
	enum rc rc = RC_OK;
	*said = false;
	for (size_t i = 0; rc == RC_OK && !*said && i < sizeof(places) / sizeof(places[0]); i++) {
		struct query q = stmt_query(
			f->s->db, places[i], db_text(query_for(f, word, prefix)), db_int(1));
		*said = stmt_next(&q);
		rc = stmt_close(&q, err);
	}
	return rc;
}

static void vote(struct meant *m, const char *text)
{
	struct vec words = {.size = sizeof(const char *)};
	int most = strlen(m->typed) < MEANT_LONG ? 1 : 2;
	search_cut(text, m->f->a, &words);
	for (size_t i = 0; i < words.n; i++) {
		const char *word = *(const char **)vec_at(&words, i);
		int edits = sound_edits(m->typed, word, most);
		size_t k = 0;
		if (edits > most)
			continue;
		while (k < m->votes.n &&
			strcmp(((struct votes *)vec_at(&m->votes, k))->word, word) != 0)
			k++;
		if (k == m->votes.n)
			*(struct votes *)vec_push(&m->votes) = (struct votes){word, edits, 0};
		((struct votes *)vec_at(&m->votes, k))->count++;
	}
	vec_fini(&words);
}

static enum rc ask_head(struct meant *m, const char *head, struct err *err)
{
	struct finding *f = m->f;
	const char *query = query_for(f, head, true);
	struct query q =
		stmt_query(f->s->db, STMT_FIND_SUBJECTS, db_text(query), db_int(SUBJECTS_READ));
	while (stmt_next(&q))
		vote(m, stmt_peek(&q, FIND_SUBJECT_COL));
	enum rc rc = stmt_close(&q, err);
	if (rc != RC_OK || m->votes.n > 0)
		return rc;
	q = stmt_query(f->s->db, STMT_FIND_WORDS, db_text(query), db_int(CONTACTS_READ));
	while (stmt_next(&q))
		vote(m, stmt_text_or(&q, FIND_BODY_COL, "", f->a));
	return stmt_close(&q, err);
}

/* A slip may be in the beginning: neighbours swapped there are tried as well. */
static enum rc ask_heads(struct meant *m, struct err *err)
{
	static const int orders[][HEAD] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {0, 1, 3}};
	enum rc rc = RC_OK;
	for (size_t i = 0; rc == RC_OK && i < sizeof(orders) / sizeof(orders[0]); i++) {
		char head[HEAD + 1] = {m->typed[orders[i][0]], m->typed[orders[i][1]],
			m->typed[orders[i][2]], '\0'};
		if (m->votes.n == 0 && utf8_valid(head, HEAD))
			rc = ask_head(m, head, err);
	}
	return rc;
}

static const char *most_likely(const struct meant *m)
{
	const struct votes *best = NULL;
	for (size_t i = 0; i < m->votes.n; i++) {
		const struct votes *v = vec_at(&m->votes, i);
		if (best == NULL || v->edits < best->edits ||
			(v->edits == best->edits && v->count > best->count))
			best = v;
	}
	return best != NULL ? best->word : NULL;
}

/* *word: itself, if somebody said it, else the one that is meant; NULL none. */
static enum rc meant_for(struct finding *f, const char **word, bool last, struct err *err)
{
	bool said = false;
	enum rc rc = is_said(f, *word, last, &said, err);
	if (rc != RC_OK || said)
		return rc;
	struct meant m = {.f = f, .typed = *word, .votes = {.size = sizeof(struct votes)}};
	bool digits = strpbrk(*word, "0123456789") != NULL;
	*word = NULL;
	if (!digits && utf8_count(m.typed, strlen(m.typed)) >= MEANT_CHARS)
		rc = ask_heads(&m, err);
	if (rc == RC_OK)
		*word = most_likely(&m);
	vec_fini(&m.votes);
	return rc;
}

enum rc find_meant(struct finding *f, struct err *err)
{
	const char *all = "";
	bool other = false;
	if (f->rows.n > 0 || f->words.n == 0 || f->words.n > MEANT_WORDS)
		return RC_OK;
	for (size_t i = 0; i < f->words.n; i++) {
		const char **typed = vec_at(&f->words, i), *word = *typed;
		enum rc rc = meant_for(f, &word, i + 1 == f->words.n, err);
		if (rc != RC_OK || word == NULL)
			return rc;
		other = other || word != *typed;
		*typed = word;
		all = arena_printf(f->a, "%s%s%s", all, i > 0 ? " " : "", word);
	}
	enum rc rc = other ? find_said(f, err) : RC_OK;
	for (size_t i = 0; rc == RC_OK && other && i < f->rows.n; i++)
		((struct find_row *)vec_at(&f->rows, i))->meant = all;
	return rc;
}
