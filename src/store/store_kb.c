/* store_kb.c - editions, receipts and searches without result. */
#include "carrel/store_kb.h"

#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/fold.h"
#include "carrel/i18n.h"
#include "carrel/redact.h"
#include "carrel/sha256.h"
#include "carrel/strbuf.h"
#include "carrel/vec.h"
#include "store/rows.h"

#include <string.h>

enum { QUERY_MAX = 200 };

/* ---- editions ---- */

static enum rc newest_edition(struct store *s, const char *article_id, struct arena *a,
	struct kb_edition *out, struct err *err)
{
	struct query q = stmt_query(s->db, STMT_KB_EDITION_OF, db_text(article_id), db_int(1));
	return entity_first(&q, ENTITY_kb_edition, a, out, err);
}

static enum rc keep_in_set(struct store *s, struct kb_edition *e, bool *added, struct err *err)
{
	struct kb_edition last;
	char *sha256 = arena_alloc(change_arena(s), SHA256_HEX_SIZE);
	sha256_hex(e->text, strlen(e->text), sha256);
	e->sha256 = sha256;
	enum rc rc = newest_edition(s, e->article_id, change_arena(s), &last, err);
	if (rc == RC_OK && strcmp(last.sha256, e->sha256) == 0) {
		e->id = last.id;
		e->created_by = last.created_by;
		e->created_at = last.created_at;
		return RC_OK;
	}
	if (rc != RC_OK && rc != RC_NOTFOUND)
		return rc;
	e->id = 0;
	e->created_by = store_actor(s);
	e->created_at = clock_wall_ms();
	rc = entity_add(s, ENTITY_kb_edition, e, err);
	*added = rc == RC_OK;
	return rc;
}

enum rc store_kb_edition_keep(struct store *s, struct kb_edition *e, bool *added, struct err *err)
{
	*added = false;
	enum rc rc = change_begin(s, "kb edition", e->article_id, err);
	if (rc != RC_OK)
		return rc;
	change_set_final(s); /* what was said to a customer stays findable */
	rc = change_end(s, keep_in_set(s, e, added, err), err);
	e->sha256 = NULL; /* it lay in the change set */
	return rc;
}

enum rc store_kb_edition_list(struct store *s, const char *article_id, int limit, struct arena *a,
	struct kb_edition **out, size_t *n, struct err *err)
{
	struct query q = *article_id
		? stmt_query(s->db, STMT_KB_EDITION_OF, db_text(article_id), db_int(limit))
		: stmt_query(s->db, STMT_KB_EDITION_ALL, db_int(limit));
	return entity_list(&q, ENTITY_kb_edition, a, out, n, err);
}

enum rc store_kb_edition_get(struct store *s, const char *article_id, int64_t version,
	struct arena *a, struct kb_edition *out, struct err *err)
{
	struct query q = version
		? stmt_query(s->db, STMT_KB_EDITION_VERSION, db_text(article_id), db_int(version))
		: stmt_query(s->db, STMT_KB_EDITION_OF, db_text(article_id), db_int(1));
	enum rc rc = entity_first(&q, ENTITY_kb_edition, a, out, err);
	if (rc != RC_NOTFOUND)
		return rc;
	if (!version)
		return err_set(err, rc,
			_("No edition of “%.60s” was kept yet; kb publish keeps the one in force."),
			article_id);
	return err_set(err, rc,
		_("No edition %lld of “%.60s” was kept; kb history names those there are."),
		(long long)version, article_id);
}

/* ---- receipts ---- */

static enum rc receipt_in_set(struct store *s, struct kb_receipt *r, struct err *err)
{
	struct kb_receipt was;
	struct query q = stmt_query(s->db, STMT_KB_RECEIPT_ONE, db_text(r->article_id),
		db_int(r->version), db_int(r->agent_id));
	enum rc rc = entity_first(&q, ENTITY_kb_receipt, change_arena(s), &was, err);
	return rc == RC_NOTFOUND ? entity_add(s, ENTITY_kb_receipt, r, err) : rc;
}

enum rc store_kb_receipt_add(
	struct store *s, const char *article_id, int64_t version, int64_t agent_id, struct err *err)
{
	struct kb_receipt r = {.article_id = article_id,
		.version = version,
		.agent_id = agent_id,
		.read_at = clock_wall_ms()};
	enum rc rc = change_begin(s, "kb confirm", article_id, err);
	return rc == RC_OK ? change_end(s, receipt_in_set(s, &r, err), err) : rc;
}

static struct query receipts(struct store *s, int64_t agent_id, const char *article_id, int limit)
{
	if (agent_id && article_id)
		return stmt_query(s->db, STMT_KB_RECEIPT_OF_BOTH, db_text(article_id),
			db_int(agent_id), db_int(limit));
	if (agent_id)
		return stmt_query(s->db, STMT_KB_RECEIPT_OF_AGENT, db_int(agent_id), db_int(limit));
	if (article_id)
		return stmt_query(
			s->db, STMT_KB_RECEIPT_OF_ARTICLE, db_text(article_id), db_int(limit));
	return stmt_query(s->db, STMT_KB_RECEIPT_ALL, db_int(limit));
}

enum rc store_kb_receipt_list(struct store *s, int64_t agent_id, const char *article_id, int limit,
	struct arena *a, struct kb_receipt **out, size_t *n, struct err *err)
{
	struct query q = receipts(s, agent_id, article_id, limit);
	return entity_list(&q, ENTITY_kb_receipt, a, out, n, err);
}

/* ---- what is missing ---- */

/* Folded, one space between words, nothing that tells of whom it was about. */
static const char *query_kept(const char *typed, struct arena *a)
{
	static const struct redact rules = {.silent = true};
	struct strbuf out = STRBUF_INIT;
	redact_text(&rules, typed, &out);
	const char *folded = fold_text(a, out.buf);
	strbuf_fini(&out);
	size_t n = strlen(folded);
	while (n > QUERY_MAX || (n && ((unsigned char)folded[n] & 0xC0) == 0x80))
		n--;
	bool words = false;
	for (size_t i = 0; i < n; i++)
		words |= (folded[i] >= 'a' && folded[i] <= 'z') || (unsigned char)folded[i] >= 0x80;
	return words ? arena_strndup(a, folded, n) : "";
}

enum rc store_kb_missing_add(
	struct store *s, const char *typed, const char *language, struct err *err)
{
	struct arena *a = arena_new();
	struct kb_missing row = {.query = query_kept(typed, a),
		.language = language ? language : "",
		.agent_id = store_actor(s),
		.asked_at = clock_wall_ms()};
	enum rc rc = RC_OK;
	if (*row.query) {
		rc = change_begin(s, "kb missing", NULL, err);
		if (rc == RC_OK) {
			change_set_final(
				s); /* `u` takes back what a person did, not what they looked for */
			rc = change_end(s, entity_add(s, ENTITY_kb_missing, &row, err), err);
		}
	}
	arena_free(&a);
	return rc;
}

enum rc store_kb_missing_list(struct store *s, int64_t since, int limit, struct arena *a,
	struct kb_missing_row **out, size_t *n, struct err *err)
{
	struct vec rows = {.size = sizeof(struct kb_missing_row)};
	struct query q = stmt_query(s->db, STMT_KB_MISSING, db_int(since), db_int(limit));
	while (stmt_next(&q)) {
		struct kb_missing_row *row = vec_push(&rows);
		row->query = stmt_text(&q, 0, a);
		row->language = stmt_text(&q, 1, a);
		row->count = stmt_int(&q, 2);
		row->agents = stmt_int(&q, 3);
		row->last_at = stmt_int(&q, 4);
	}
	enum rc rc = stmt_close(&q, err);
	*n = rc == RC_OK ? rows.n : 0;
	*out = arena_array(a, rows.n + 1, sizeof(struct kb_missing_row));
	if (rows.n > 0)
		memcpy(*out, rows.data, rows.n * sizeof(struct kb_missing_row));
	vec_fini(&rows);
	return rc;
}
