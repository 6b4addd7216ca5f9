/* change_read.c - what was done: the lists behind the timeline, the audit and `u`. */
#include "store/change_private.h"

#include "carrel/arena.h"
#include "carrel/i18n.h"

#include <string.h>

static void info_read(const struct query *q, struct arena *a, struct change_info *out)
{
	*out = (struct change_info){
		.seq = stmt_int(q, 0),
		.at = stmt_int(q, 1),
		.actor_id = stmt_int(q, 2),
		.actor = stmt_text(q, 3, a),
		.command = stmt_text(q, 4, a),
		.object = stmt_text(q, 5, a),
		.reason = stmt_text(q, 6, a),
		.undoes = stmt_int(q, 7),
		.final = stmt_bool(q, 8),
		.undone_by = stmt_int(q, 9),
	};
}

enum rc change_info_get(
	struct store *s, int64_t seq, struct arena *a, struct change_info *out, struct err *err)
{
	struct query q = stmt_query(s->db, STMT_CHANGE_INFO, db_int(seq));
	bool found = stmt_next(&q);
	if (found)
		info_read(&q, a, out);
	enum rc rc = stmt_close(&q, err);
	if (rc == RC_OK && !found)
		return err_set(err, RC_NOTFOUND, _("There is no change with the number %lld."),
			(long long)seq);
	return rc;
}

enum rc change_list(struct store *store, int64_t actor, const char *entity, int64_t id, int limit,
	struct arena *a, struct change_info **out, size_t *n, struct err *err)
{
	struct db *db = store->db;
	struct vec rows = {.size = sizeof(struct change_info)};
	struct query q;
	if (entity == NULL && actor == 0)
		q = stmt_query(db, STMT_CHANGE_LIST_ALL, db_int(limit));
	else if (entity == NULL)
		q = stmt_query(db, STMT_CHANGE_LIST_ACTOR, db_int(actor), db_int(limit));
	else if (actor == 0)
		q = stmt_query(
			db, STMT_CHANGE_LIST_ROW, db_text(entity), db_int(id), db_int(limit));
	else
		q = stmt_query(db, STMT_CHANGE_LIST_ROW_ACTOR, db_text(entity), db_int(id),
			db_int(actor), db_int(limit));
	while (stmt_next(&q))
		info_read(&q, a, vec_push(&rows));
	enum rc rc = stmt_close(&q, err);
	*n = rc == RC_OK ? rows.n : 0;
	*out = arena_array(a, rows.n + 1, sizeof(struct change_info));
	if (rows.n > 0)
		memcpy(*out, rows.data, rows.n * sizeof(struct change_info));
	vec_fini(&rows);
	return rc;
}

enum rc change_rows_read(struct store *s, int64_t seq, int64_t after, int64_t limit,
	struct arena *a, struct vec *out, struct err *err)
{
	struct query q =
		stmt_query(s->db, STMT_CHANGE_FIELDS, db_int(seq), db_int(after), db_int(limit));
	while (stmt_next(&q)) {
		struct change_row *row = vec_push(out);
		row->n = stmt_int(&q, 0);
		row->entity = stmt_text(&q, 1, a);
		row->row_id = stmt_int(&q, 2);
		row->op = stmt_text(&q, 3, a);
		row->field = stmt_text(&q, 4, a);
		row->digest = stmt_blob(&q, 5, a, &row->digest_len);
		row->old = stmt_text(&q, 6, a);
		row->new = stmt_text(&q, 7, a);
		row->beside_old = stmt_text(&q, 8, a);
		row->beside_new = stmt_text(&q, 9, a);
		row->salt = stmt_blob(&q, 10, a, &row->salt_len);
	}
	return stmt_close(&q, err);
}

enum rc change_fields(struct store *store, int64_t seq, struct arena *a, struct change_field **out,
	size_t *n, struct err *err)
{
	struct vec rows = {.size = sizeof(struct change_row)};
	enum rc rc = change_rows_spread(store, seq, a, &rows, err);
	*n = rc == RC_OK ? rows.n : 0;
	*out = arena_array(a, rows.n + 1, sizeof(struct change_field));
	for (size_t i = 0; i < *n; i++) {
		const struct change_row *row = vec_at(&rows, i);
		(*out)[i] = (struct change_field){
			.entity = row->entity,
			.id = row->row_id,
			.field = row->field,
			.old = row->old,
			.new = row->new,
			.erased = row->digest != NULL && row->salt == NULL,
		};
	}
	vec_fini(&rows);
	return rc;
}
