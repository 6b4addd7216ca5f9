/* store_team.c - queues, agents, and who may take from which queue. */
#include "store/rows.h"

#include "carrel/arena.h"
#include "carrel/fold.h"
#include "carrel/i18n.h"

#include <stdlib.h>
#include <string.h>

enum rc store_queue_add(struct store *s, struct queue *q, struct err *err)
{
	if (q->slug == NULL || q->slug[0] == '\0' || q->title == NULL || q->title[0] == '\0')
		return err_set(err, RC_INVALID, _("A queue needs a short name and a title."));
	return row_add(s, ENTITY_queue, q, "queue add", q->slug, err);
}

enum rc store_queue_save(struct store *s, const struct queue *q, struct err *err)
{
	return row_save(s, ENTITY_queue, q, "queue save", q->slug, err);
}

void queue_show(const struct store *s, struct queue *queue, struct arena *a)
{
	queue->shown = queue_title_in(queue->title, queue->titles, s->language, a);
}

/* The statement orders by what they were first called. */
static int by_shown(const void *a, const void *b)
{
	return queue_compare_shown(a, b);
}

enum rc store_queue_list(
	struct store *s, struct arena *a, struct queue **out, size_t *n, struct err *err)
{
	struct query q = stmt_query(s->db, STMT_QUEUE_LIST);
	enum rc rc = entity_list(&q, ENTITY_queue, a, out, n, err);
	for (size_t i = 0; rc == RC_OK && i < *n; i++)
		queue_show(s, &(*out)[i], a);
	if (rc == RC_OK && *n > 0)
		qsort(*out, *n, sizeof(**out), by_shown);
	return rc;
}

/* What people see is the title, so they type it; there are only a few queues. */
static enum rc queue_by_title(
	struct store *s, const char *title, struct arena *a, struct queue *out, struct err *err)
{
	struct queue *queues;
	size_t n;
	enum rc rc = store_queue_list(s, a, &queues, &n, err);
	if (rc != RC_OK)
		return rc;
	const char *wanted = fold_text(a, title);
	for (size_t i = 0; i < n; i++)
		if (queue_is_called(queues[i].title, queues[i].titles, wanted, a) ||
			strcmp(fold_text(a, queues[i].slug), wanted) == 0) {
			*out = queues[i];
			return RC_OK;
		}
	return RC_NOTFOUND;
}

enum rc store_queue_by_slug(
	struct store *s, const char *slug, struct arena *a, struct queue *out, struct err *err)
{
	struct query q = stmt_query(s->db, STMT_QUEUE_BY_SLUG, db_text(slug));
	enum rc rc = entity_first(&q, ENTITY_queue, a, out, err);
	if (rc == RC_OK)
		queue_show(s, out, a);
	if (rc == RC_NOTFOUND)
		rc = queue_by_title(s, slug, a, out, err);
	if (rc == RC_NOTFOUND)
		return err_set(err, RC_NOTFOUND,
			_("There is no queue “%.60s”; carrel queues lists them."), slug);
	return rc;
}

static enum rc agent_check(const struct agent *g, struct err *err)
{
	if (!agent_login_valid(g->login))
		return err_set(err, RC_INVALID,
			_("\"%.40s\" cannot be a sign-on name: use small letters, digits, dot, "
			  "dash "
			  "or "
			  "underscore."),
			g->login != NULL ? g->login : "");
	if (g->name == NULL || g->name[0] == '\0')
		return err_set(err, RC_INVALID, _("An agent needs a name."));
	return RC_OK;
}

enum rc store_agent_add(struct store *s, struct agent *g, struct err *err)
{
	enum rc rc = agent_check(g, err);
	if (rc != RC_OK)
		return rc;
	g->version = 1;
	return row_add(s, ENTITY_agent, g, "agent add", g->login, err);
}

enum rc store_agent_save(struct store *s, const struct agent *g, struct err *err)
{
	enum rc rc = agent_check(g, err);
	return rc == RC_OK ? row_save(s, ENTITY_agent, g, "agent save", g->login, err) : rc;
}

enum rc store_agent_get(
	struct store *s, int64_t id, struct arena *a, struct agent *out, struct err *err)
{
	return entity_get(s->db, ENTITY_agent, id, a, out, err);
}

enum rc store_agent_by_login(
	struct store *s, const char *login, struct arena *a, struct agent *out, struct err *err)
{
	struct query q = stmt_query(s->db, STMT_AGENT_BY_LOGIN, db_text(login));
	enum rc rc = entity_first(&q, ENTITY_agent, a, out, err);
	if (rc == RC_NOTFOUND)
		return err_set(err, RC_NOTFOUND, _("There is no agent \"%.60s\"."), login);
	return rc;
}

enum rc store_agent_list(
	struct store *s, struct arena *a, struct agent **out, size_t *n, struct err *err)
{
	struct query q = stmt_query(s->db, STMT_AGENT_LIST);
	return entity_list(&q, ENTITY_agent, a, out, n, err);
}

static enum rc join_queue(struct store *s, int64_t agent_id, int64_t queue_id, struct err *err)
{
	int64_t id = 0;
	enum rc rc = stmt_one_int(
		s->db, STMT_AGENT_IN_QUEUE, &id, NULL, db_int(agent_id), db_int(queue_id));
	if (rc == RC_OK)
		return RC_OK;
	if (rc != RC_NOTFOUND)
		return err_set(err, rc, _("The team could not be read; nothing was saved."));
	struct agent_queue row = {.agent_id = agent_id, .queue_id = queue_id};
	return entity_add(s, ENTITY_agent_queue, &row, err);
}

enum rc store_agent_join_queue(struct store *s, int64_t agent_id, int64_t queue_id, struct err *err)
{
	enum rc rc = change_begin(s, "agent join", NULL, err);
	if (rc != RC_OK)
		return rc;
	return change_end(s, join_queue(s, agent_id, queue_id, err), err);
}

enum rc store_agent_queues(struct store *s, int64_t agent_id, struct arena *a, int64_t **queue_ids,
	size_t *n, struct err *err)
{
	struct vec rows = {.size = sizeof(int64_t)};
	struct query q = stmt_query(s->db, STMT_AGENT_QUEUES, db_int(agent_id));
	while (stmt_next(&q))
		*(int64_t *)vec_push(&rows) = stmt_int(&q, 0);
	enum rc rc = stmt_close(&q, err);
	*n = rc == RC_OK ? rows.n : 0;
	*queue_ids = arena_array(a, rows.n + 1, sizeof(int64_t));
	if (rows.n > 0)
		memcpy(*queue_ids, rows.data, rows.n * sizeof(int64_t));
	vec_fini(&rows);
	return rc;
}

/* A heartbeat is no act of anybody: it passes the gate, but leaves no change set. */
enum rc store_agent_beat(struct store *s, int64_t agent_id, struct err *err)
{
	bool own = !db_in_write(s->db), news = db_quiet_begin(s->db);
	enum rc rc = own ? db_begin(s->db, DB_WRITE, err) : RC_OK;
	if (rc != RC_OK)
		return rc;
	rc = lease_read_clock(s, err);
	if (rc == RC_OK)
		rc = stmt_run(s->db, STMT_AGENT_SEEN, err, db_int(agent_id), db_int(lease_now(s)));
	if (rc == RC_OK)
		rc = stmt_run(s->db, STMT_AGENT_LEASE, err, db_int(agent_id), db_int(lease_end(s)));
	if (!own)
		return rc;
	if (rc != RC_OK) {
		db_rollback(s->db);
		return rc;
	}
	rc = db_commit(s->db, err);
	if (rc == RC_OK)
		db_quiet_end(s->db, news);
	return rc;
}
