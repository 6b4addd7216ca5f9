/* store_messages.c - messages are notices with a sender. */
#include "carrel/messages.h"

#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/i18n.h"
#include "carrel/vec.h"
#include "store/work_private.h"

#include <string.h>

enum { DAY_MS = 24 * 3600 * 1000 };

enum rc store_messages(struct store *s, int64_t agent_id, int limit, struct arena *a,
	struct message_row **out, size_t *n, struct err *err)
{
	struct vec rows = {.size = sizeof(struct message_row)};
	struct query q = stmt_query(s->db, STMT_MESSAGES, db_int(agent_id), db_int(limit));
	int col = entity_columns(ENTITY_notice);
	while (stmt_next(&q)) {
		struct message_row *row = vec_push(&rows);
		entity_read(ENTITY_notice, &q, 0, a, &row->line);
		row->from_name = stmt_text(&q, col, a);
		row->to_name = stmt_text(&q, col + 1, a);
	}
	enum rc rc = stmt_close(&q, err);
	*n = rc == RC_OK ? rows.n : 0;
	*out = arena_array(a, rows.n + 1, sizeof(**out));
	if (rows.n > 0)
		memcpy(*out, rows.data, rows.n * rows.size);
	vec_fini(&rows);
	return rc;
}

enum rc store_team(struct store *s, int64_t agent_id, bool everyone, struct arena *a, int64_t **out,
	size_t *n, struct err *err)
{
	struct query q = stmt_query(s->db, everyone ? STMT_TEAM_ALL : STMT_TEAM_OF,
		db_int(agent_id), db_int(MESSAGES_TEAM_MAX));
	*out = arena_array(a, MESSAGES_TEAM_MAX, sizeof(**out));
	*n = 0;
	while (stmt_next(&q))
		(*out)[(*n)++] = stmt_int(&q, 0);
	return stmt_close(&q, err);
}

enum rc store_message_send(struct store *s, int64_t from_agent_id, const int64_t *to, size_t n,
	const char *body, struct err *err)
{
	if (work_is_blank(body))
		return err_set(err, RC_INVALID, _("The message is empty: nothing was sent."));
	enum rc rc = change_begin(s, "tell", NULL, err);
	if (rc != RC_OK)
		return rc;
	int64_t now = clock_wall_ms();
	for (size_t i = 0; rc == RC_OK && i < n; i++) {
		struct notice_line line = {.from_agent_id = from_agent_id,
			.to_agent_id = to[i],
			.body = body,
			.at = now,
			.until_at = now + DAY_MS};
		rc = entity_add(s, ENTITY_notice, &line, err);
	}
	return change_end(s, rc, err);
}
