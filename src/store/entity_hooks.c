/* entity_hooks.c - what follows from a row and must never disagree with it.
 *
 * The words of a contact and of a subject, the words of a name, the parts of a number, how often a text was used, and the sums of an hour.
 * All of it is made again from the row before and the row after, so that undo, imports and live
 * work keep it by the same few lines. */
#include "store/entity.h"

#include "carrel/arena.h"
#include "carrel/vec.h"
#include "store/change_private.h"
#include "store/identity_parts.h"
#include "store/name_keys.h"
#include "store/search.h"

#include <string.h>

enum { HOUR_MS = 3600 * 1000 };

enum { KEYS = 3, SHARES = 16 }; /* of hour_share */

/* One hour of one queue; the columns of hour_share in their order. */
struct tally {
	int64_t hour;
	int64_t queue_id;
	int64_t sums[10];
};
enum tally_sum {
	SUM_OFFERED,
	SUM_ANSWERED,
	SUM_ABANDONED,
	SUM_WAIT_MS,
	SUM_TALK_MS,
	SUM_HOLD_MS,
	SUM_CONTACTS,
	SUM_HANDLE_S,
	SUM_OPENED,
	SUM_SOLVED,
	SUMS,
};
enum { TALLIES_MAX = 4 };

struct tallies {
	struct tally rows[TALLIES_MAX];
	size_t n;
};

static struct tally *tally_of(struct tallies *t, int64_t at, int64_t queue_id)
{
	int64_t hour = at / HOUR_MS;
	for (size_t i = 0; i < t->n; i++) {
		if (t->rows[i].hour == hour && t->rows[i].queue_id == queue_id)
			return &t->rows[i];
	}
	struct tally *row = &t->rows[t->n++];
	*row = (struct tally){.hour = hour, .queue_id = queue_id};
	return row;
}

static void tally_call(struct tallies *t, const struct call *c, int64_t sign)
{
	int64_t *sums = tally_of(t, c->offered_at, c->queue_id)->sums;
	sums[SUM_OFFERED] += sign;
	sums[SUM_HOLD_MS] += sign * c->hold_ms;
	if (c->outcome == CALL_END_ABANDONED)
		sums[SUM_ABANDONED] += sign;
	if (c->answered_at == 0)
		return;
	sums[SUM_ANSWERED] += sign;
	sums[SUM_WAIT_MS] += sign * (c->answered_at - c->offered_at);
	if (c->ended_at != 0)
		sums[SUM_TALK_MS] += sign * call_talk_ms(c, c->ended_at);
}

static void tally_contact(struct tallies *t, const struct contact *c, int64_t sign)
{
	int64_t *sums = tally_of(t, c->at, c->queue_id)->sums;
	sums[SUM_CONTACTS] += sign;
	sums[SUM_HANDLE_S] += sign * c->duration_s;
}

static void tally_case(struct tallies *t, const struct casefile *c, int64_t sign)
{
	tally_of(t, c->opened_at, c->queue_id)->sums[SUM_OPENED] += sign;
	if (c->solved_at != 0)
		tally_of(t, c->solved_at, c->queue_id)->sums[SUM_SOLVED] += sign;
}

static void tally_row(struct tallies *t, enum entity_id entity, const void *row, int64_t sign)
{
	if (row == NULL)
		return;
	if (entity == ENTITY_call)
		tally_call(t, row, sign);
	else if (entity == ENTITY_contact)
		tally_contact(t, row, sign);
	else if (entity == ENTITY_casefile)
		tally_case(t, row, sign);
}

/* Whoever writes at the same time adds to another row, most likely. */
static int64_t share_of(const struct store *s)
{
	return db_is_postgres(s->db) ? s->actor_id % SHARES : 0;
}

static enum rc follow_tallies(struct store *s, enum entity_id entity, const void *before,
	const void *after, struct err *err)
{
	struct tallies t = {.n = 0};
	tally_row(&t, entity, before, -1);
	tally_row(&t, entity, after, 1);
	enum rc rc = RC_OK;
	for (size_t i = 0; rc == RC_OK && i < t.n; i++) {
		const struct tally *row = &t.rows[i];
		struct db_value values[KEYS + SUMS] = {
			db_int(row->hour), db_int(row->queue_id), db_int(share_of(s))};
		bool any = false;
		for (int sum = 0; sum < SUMS; sum++) {
			values[KEYS + sum] = db_int(row->sums[sum]);
			any = any || row->sums[sum] != 0;
		}
		if (any)
			rc = stmt_runv(s->db, STMT_HOUR_ADD, values, KEYS + SUMS, err);
	}
	return rc;
}

static bool same_text(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static const char *words_or_null(const struct contact *c, struct arena *a)
{
	const char *words = search_words(c->subject, c->body, a);
	return words[0] != '\0' ? words : NULL;
}

static enum rc follow_contact(
	struct store *s, const struct contact *before, const struct contact *after, struct err *err)
{
	if (before != NULL && after != NULL && same_text(before->subject, after->subject) &&
		same_text(before->body, after->body))
		return RC_OK;
	/* The index keeps no text: to forget a row it must be told the same words again. */
	struct arena *a = change_arena(s);
	struct words_change words = {0};
	if (before != NULL) {
		words.id = before->id;
		words.forget = words_or_null(before, a);
	}
	if (after != NULL) {
		words.id = after->id;
		words.learn = words_or_null(after, a);
	}
	if (words.forget == NULL && words.learn == NULL)
		return RC_OK;
	return change_note_words(s, words, err);
}

/* A case is opened before anybody has said what it is about: that is no word to find it by. */
static const char *subject_words(const struct casefile *c, struct arena *a)
{
	const char *words = c != NULL && !c->untitled ? search_words(c->subject, NULL, a) : "";
	return words[0] != '\0' ? words : NULL;
}

static enum rc follow_case(struct store *s, const struct casefile *before,
	const struct casefile *after, struct err *err)
{
	if (before != NULL && after != NULL && before->untitled == after->untitled &&
		same_text(before->subject, after->subject))
		return RC_OK;
	struct arena *a = change_arena(s);
	struct words_change words = {.id = after != NULL ? after->id : before->id,
		.of_case = true,
		.forget = subject_words(before, a),
		.learn = subject_words(after, a)};
	return words.forget != NULL || words.learn != NULL ? change_note_words(s, words, err)
							   : RC_OK;
}

/* To whom it belongs is not part of it: a merge leaves the parts as they are. */
static enum rc follow_identity(struct store *s, const struct identity *before,
	const struct identity *after, struct err *err)
{
	if (before != NULL && after != NULL && before->kind == after->kind &&
		same_text(before->value, after->value))
		return RC_OK;
	enum rc rc = before != NULL ? identity_parts_forget(s, before, err) : RC_OK;
	return rc == RC_OK && after != NULL ? identity_parts_learn(s, after, err) : rc;
}

/* A merged one keeps the words of their name: people who look for it are led to whom they became. */
static const char *name_found_by(const struct customer *c)
{
	return c != NULL ? c->name_folded : NULL;
}

static enum rc follow_customer(struct store *s, const struct customer *before,
	const struct customer *after, struct err *err)
{
	const char *was = name_found_by(before), *now = name_found_by(after);
	if (before != NULL && after != NULL && same_text(was, now))
		return RC_OK;
	struct vec gone = {.size = sizeof(const char *)}, words = {.size = sizeof(const char *)};
	search_cut(was, change_arena(s), &gone);
	search_cut(now, change_arena(s), &words);
	enum rc rc = RC_OK;
	if (before != NULL)
		rc = stmt_run(s->db, STMT_NAME_WORDS_DROP, err, db_int(before->id));
	for (size_t i = 0; rc == RC_OK && i < words.n; i++) {
		const char *word = *(const char **)vec_at(&words, i);
		rc = stmt_run(s->db, STMT_NAME_WORD_ADD, err, db_text(word), db_int(after->id));
		if (rc == RC_OK)
			rc = name_keys_learn(s, word, err);
	}
	for (size_t i = 0; rc == RC_OK && i < gone.n; i++)
		rc = stmt_run(
			s->db, STMT_NAME_KEYS_DROP, err, db_text(*(const char **)vec_at(&gone, i)));
	vec_fini(&gone);
	vec_fini(&words);
	return rc;
}

static enum rc follow_text_use(struct store *s, const struct text_use *before,
	const struct text_use *after, struct err *err)
{
	enum rc rc = RC_OK;
	if (before != NULL)
		rc = change_note_use(s, before->text_id, -1, 0, err);
	if (rc == RC_OK && after != NULL)
		rc = change_note_use(s, after->text_id, 1, after->at, err);
	return rc;
}

enum rc entity_follow(struct store *s, enum entity_id entity, const void *before, const void *after,
	struct err *err)
{
	enum rc rc = RC_OK;
	if (entity == ENTITY_customer)
		rc = follow_customer(s, before, after, err);
	else if (entity == ENTITY_contact)
		rc = follow_contact(s, before, after, err);
	else if (entity == ENTITY_casefile)
		rc = follow_case(s, before, after, err);
	else if (entity == ENTITY_identity)
		rc = follow_identity(s, before, after, err);
	else if (entity == ENTITY_text_use)
		rc = follow_text_use(s, before, after, err);
	return rc == RC_OK ? follow_tallies(s, entity, before, after, err) : rc;
}
