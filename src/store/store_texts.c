/* store_texts.c - uses of canned texts: written, counted, and read back for suggestions. */
#include "carrel/store_texts.h"

#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/vec.h"
#include "store/rows.h"
#include "store/texts.h"

#include <stdlib.h>
#include <string.h>

static void *copy_rows(struct arena *a, const struct vec *rows)
{
	void *out = arena_array(a, rows->n + 1, rows->size);
	if (rows->n > 0)
		memcpy(out, rows->data, rows->n * rows->size);
	return out;
}

/* ---- writing ---- */

enum rc store_text_use_last(struct store *s, int64_t case_id, struct arena *a, const char **last,
	const char **before, struct err *err)
{
	*last = *before = "";
	struct query q = stmt_query(s->db, STMT_TEXT_USE_LAST, db_int(case_id));
	if (stmt_next(&q))
		*last = stmt_text(&q, 0, a);
	if (stmt_next(&q))
		*before = stmt_text(&q, 0, a);
	return stmt_close(&q, err);
}

enum rc text_use_complete(struct store *s, struct text_use *u, const struct casefile *c,
	struct arena *a, struct err *err)
{
	if (u->at == 0)
		u->at = clock_wall_ms();
	if (c != NULL && u->queue_id == 0)
		u->queue_id = c->queue_id;
	if (c != NULL && u->topic == NULL)
		u->topic = c->topic;
	if (u->after_text != NULL || u->case_id == 0)
		return RC_OK;
	return store_text_use_last(s, u->case_id, a, &u->after_text, &u->after_second, err);
}

static enum rc add_in_set(struct store *s, struct text_use *u, struct arena *a, struct err *err)
{
	struct casefile c = {0};
	struct contact contact = {0};
	enum rc rc = RC_OK;
	if (u->case_id != 0)
		rc = entity_get(s->db, ENTITY_casefile, u->case_id, a, &c, err);
	if (rc == RC_OK && u->contact_id != 0 && u->channel == NULL) {
		rc = entity_get(s->db, ENTITY_contact, u->contact_id, a, &contact, err);
		if (rc == RC_OK)
			u->channel = word_id(contact_kind_words, contact.kind);
	}
	if (rc == RC_OK)
		rc = text_use_complete(s, u, c.id != 0 ? &c : NULL, a, err);
	return rc == RC_OK ? entity_add(s, ENTITY_text_use, u, err) : rc;
}

enum rc store_text_use_add(struct store *s, struct text_use *u, struct arena *a, struct err *err)
{
	enum rc rc = change_begin(s, "text used", u->text_id, err);
	return rc == RC_OK ? change_end(s, add_in_set(s, u, a, err), err) : rc;
}

static enum rc uses_of_outbox(
	struct store *s, int64_t outbox_id, struct text_use **uses, size_t *n, struct err *err)
{
	struct query q = stmt_query(s->db, STMT_TEXT_USE_OF_OUTBOX, db_int(outbox_id));
	return entity_list(&q, ENTITY_text_use, change_arena(s), uses, n, err);
}

enum rc text_uses_called_back(struct store *s, int64_t outbox_id, struct err *err)
{
	struct text_use *uses;
	size_t n;
	enum rc rc = uses_of_outbox(s, outbox_id, &uses, &n, err);
	for (size_t i = 0; rc == RC_OK && i < n; i++)
		rc = entity_drop(s, ENTITY_text_use, &uses[i], err);
	return rc;
}

enum rc text_uses_sent(struct store *s, int64_t outbox_id, int64_t contact_id, struct err *err)
{
	struct text_use *uses;
	size_t n;
	enum rc rc = uses_of_outbox(s, outbox_id, &uses, &n, err);
	for (size_t i = 0; rc == RC_OK && i < n; i++) {
		struct text_use after = uses[i];
		after.contact_id = contact_id;
		rc = entity_save(s, ENTITY_text_use, &uses[i], &after, err);
	}
	return rc;
}

/* ---- counts ---- */

enum rc store_text_use_counts(struct store *s, int limit, struct arena *a, struct text_count **out,
	size_t *n, struct err *err)
{
	struct vec rows = {.size = sizeof(struct text_count)};
	struct query q = stmt_query(s->db, STMT_TEXT_COUNTS, db_int(limit));
	while (stmt_next(&q))
		*(struct text_count *)vec_push(&rows) =
			(struct text_count){.text_id = stmt_text(&q, 0, a),
				.uses = stmt_int(&q, 1),
				.last_at = stmt_int(&q, 2)};
	enum rc rc = stmt_close(&q, err);
	*n = rc == RC_OK ? rows.n : 0;
	*out = copy_rows(a, &rows);
	vec_fini(&rows);
	return rc;
}

enum rc store_text_use_ever(struct store *s, const char *text_id, struct arena *a,
	struct text_count *out, struct err *err)
{
	*out = (struct text_count){.text_id = arena_strdup(a, text_id)};
	struct query q = stmt_query(s->db, STMT_TEXT_COUNT_OF, db_text(text_id));
	if (stmt_next(&q)) {
		out->uses = stmt_int(&q, 0);
		out->last_at = stmt_int(&q, 1);
	}
	return stmt_close(&q, err);
}

/* ---- seen for the first time ---- */

static int by_text(const void *key, const void *row)
{
	return strcmp(key, ((const struct text_seen *)row)->text_id);
}

int64_t text_seen_at(const struct text_seen *rows, size_t n, const char *text_id)
{
	const struct text_seen *row = n ? bsearch(text_id, rows, n, sizeof(*rows), by_text) : NULL;
	return row ? row->first_at : 0;
}

static enum rc all_seen(
	struct store *s, struct arena *a, struct text_seen **out, size_t *n, struct err *err)
{
	struct query q = stmt_query(s->db, STMT_TEXT_SEEN_ALL);
	return entity_list(&q, ENTITY_text_seen, a, out, n, err);
}

static enum rc add_unseen(struct store *s, const char *const *ids, size_t nids, int64_t at,
	const struct text_seen *rows, size_t n, struct err *err)
{
	enum rc rc = RC_OK;
	for (size_t i = 0; rc == RC_OK && i < nids; i++) {
		struct text_seen row = {.text_id = ids[i], .first_at = at};
		if (text_seen_at(rows, n, ids[i]) == 0)
			rc = entity_add(s, ENTITY_text_seen, &row, err);
	}
	return rc;
}

enum rc store_texts_seen(struct store *s, const char *const *ids, size_t nids, int64_t at,
	struct arena *a, struct text_seen **out, size_t *n, struct err *err)
{
	bool unseen = false;
	enum rc rc = all_seen(s, a, out, n, err);
	for (size_t i = 0; rc == RC_OK && i < nids && !unseen; i++)
		unseen = text_seen_at(*out, *n, ids[i]) == 0;
	if (rc != RC_OK || !unseen)
		return rc;
	rc = change_begin(s, "texts seen", NULL, err);
	if (rc != RC_OK)
		return rc;
	change_set_final(s); /* `u` takes back what a person did */
	/* Once more inside the gate: another console may have met them a moment ago. */
	rc = all_seen(s, a, out, n, err);
	if (rc == RC_OK)
		rc = add_unseen(s, ids, nids, at, *out, *n, err);
	rc = change_end(s, rc, err);
	return rc == RC_OK ? all_seen(s, a, out, n, err) : rc;
}

/* ---- lessons ---- */

/* A case is named by its subject; what the customer wrote says more. A call has no such words: its
 * note is the agent's, with the text already in it. */
static const char *said_of(const struct query *q, int subject, int body, struct arena *a)
{
	const char *first = stmt_peek(q, subject), *then = stmt_peek(q, body);
	if (first == NULL && then == NULL)
		return NULL;
	return arena_printf(a, "%s\n%s", first ? first : "", then ? then : "");
}

static enum rc read_lessons(
	struct query *q, struct arena *a, struct text_lesson **out, size_t *n, struct err *err)
{
	struct vec rows = {.size = sizeof(struct text_lesson)};
	while (stmt_next(q))
		*(struct text_lesson *)vec_push(&rows) =
			(struct text_lesson){.use_id = stmt_int(q, 0),
				.text_id = stmt_text(q, 1, a),
				.language = stmt_text(q, 2, a),
				.queue = stmt_text(q, 3, a),
				.topic = stmt_text(q, 4, a),
				.after_text = stmt_text_or(q, 5, "", a),
				.after_second = stmt_text_or(q, 6, "", a),
				.at = stmt_int(q, 7),
				.said = said_of(q, 8, 9, a)};
	enum rc rc = stmt_close(q, err);
	*n = rc == RC_OK ? rows.n : 0;
	*out = copy_rows(a, &rows);
	vec_fini(&rows);
	return rc;
}

enum rc store_text_lessons_back(struct store *s, int64_t before_id, int limit, struct arena *a,
	struct text_lesson **out, size_t *n, struct err *err)
{
	struct query q = stmt_query(s->db, STMT_TEXT_LESSONS_BACK,
		db_int(before_id != 0 ? before_id : INT64_MAX), db_int(limit));
	return read_lessons(&q, a, out, n, err);
}

enum rc store_text_lessons_since(struct store *s, int64_t after_id, int limit, struct arena *a,
	struct text_lesson **out, size_t *n, struct err *err)
{
	struct query q =
		stmt_query(s->db, STMT_TEXT_LESSONS_SINCE, db_int(after_id), db_int(limit));
	return read_lessons(&q, a, out, n, err);
}

enum rc store_text_use_ids(struct store *s, int64_t last_id, int limit, struct arena *a,
	int64_t **out, size_t *n, struct err *err)
{
	struct query q = stmt_query(s->db, STMT_TEXT_USE_IDS, db_int(last_id), db_int(limit));
	*out = arena_array(a, (size_t)limit, sizeof(**out));
	*n = 0;
	while (stmt_next(&q))
		(*out)[(*n)++] = stmt_int(&q, 0);
	return stmt_close(&q, err);
}
