/* store_saved.c - queues of one's own, and the pages of cases that they show. */
#include "carrel/saved.h"

#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/i18n.h"
#include "carrel/vec.h"
#include "store/rows.h"

#include <string.h>

enum { PIECE = 250 };

/* ---- names ---- */

static enum rc by_name(struct store *s, int64_t owner_id, const char *name, struct arena *a,
	struct saved_view *out, struct err *err)
{
	struct query q = stmt_query(s->db, STMT_SAVED_BY_NAME, db_int(owner_id), db_text(name));
	return entity_first(&q, ENTITY_saved_view, a, out, err);
}

static enum rc save_in_set(struct store *s, struct saved_view *v, struct err *err)
{
	struct saved_view was;
	enum rc rc = by_name(s, v->owner_id, v->name, change_arena(s), &was, err);
	if (rc == RC_NOTFOUND) {
		v->id = 0;
		v->created_at = clock_wall_ms();
		v->created_by = store_actor(s);
		return entity_add(s, ENTITY_saved_view, v, err);
	}
	if (rc != RC_OK)
		return rc;
	v->id = was.id;
	v->created_by = was.created_by;
	v->created_at = was.created_at;
	return entity_save(s, ENTITY_saved_view, &was, v, err);
}

enum rc store_saved_save(struct store *s, struct saved_view *v, struct err *err)
{
	if (v->name == NULL || v->name[0] == '\0')
		return err_set(err, RC_INVALID, _("A saved queue needs a name."));
	enum rc rc = change_begin(s, "view save", v->name, err);
	return rc == RC_OK ? change_end(s, save_in_set(s, v, err), err) : rc;
}

static enum rc list_of(struct store *s, int64_t owner_id, struct arena *a, struct saved_view **out,
	size_t *n, struct err *err)
{
	struct query q = stmt_query(s->db, STMT_SAVED_OF, db_int(owner_id));
	return entity_list(&q, ENTITY_saved_view, a, out, n, err);
}

enum rc store_saved_list(struct store *s, int64_t agent_id, struct arena *a,
	struct saved_view **out, size_t *n, struct err *err)
{
	struct saved_view *own = NULL, *shared = NULL;
	size_t n_own = 0, n_shared = 0;
	*n = 0;
	enum rc rc = agent_id ? list_of(s, agent_id, a, &own, &n_own, err) : RC_OK;
	if (rc == RC_OK)
		rc = list_of(s, 0, a, &shared, &n_shared, err);
	if (rc != RC_OK)
		return rc;
	*out = arena_array(a, n_own + n_shared + 1, sizeof(**out));
	if (n_own > 0)
		memcpy(*out, own, n_own * sizeof(**out));
	if (n_shared > 0)
		memcpy(*out + n_own, shared, n_shared * sizeof(**out));
	*n = n_own + n_shared;
	return RC_OK;
}

enum rc store_saved_by_name(struct store *s, int64_t agent_id, const char *name, struct arena *a,
	struct saved_view *out, struct err *err)
{
	enum rc rc = agent_id ? by_name(s, agent_id, name, a, out, err) : RC_NOTFOUND;
	if (rc == RC_NOTFOUND)
		rc = by_name(s, 0, name, a, out, err);
	if (rc == RC_NOTFOUND)
		return err_set(err, rc,
			_("There is no saved queue “%.60s”; view list names them all."), name);
	return rc;
}

static enum rc drop_in_set(struct store *s, int64_t id, struct err *err)
{
	struct saved_view was;
	enum rc rc = entity_lock(s->db, ENTITY_saved_view, id, change_arena(s), &was, err);
	if (rc == RC_OK)
		change_set_object(s, was.name);
	return rc == RC_OK ? entity_drop(s, ENTITY_saved_view, &was, err) : rc;
}

enum rc store_saved_drop(struct store *s, int64_t id, struct err *err)
{
	enum rc rc = change_begin(s, "view drop", NULL, err);
	return rc == RC_OK ? change_end(s, drop_in_set(s, id, err), err) : rc;
}

/* ---- pages ---- */

/* Which of the four statements, and its argument. */
struct plan {
	enum stmt_id stmt;
	int64_t of;
};

static enum rc id_of_login(struct store *s, const char *login, int64_t *id, struct err *err)
{
	struct arena *a = arena_new();
	struct agent g;
	struct query q = stmt_query(s->db, STMT_AGENT_BY_LOGIN, db_text(login));
	enum rc rc = entity_first(&q, ENTITY_agent, a, &g, err);
	*id = rc == RC_OK ? g.id : 0;
	arena_free(&a);
	return rc;
}

static enum rc id_of_queue(struct store *s, const char *slug, int64_t *id, struct err *err)
{
	struct arena *a = arena_new();
	struct queue queue;
	struct query q = stmt_query(s->db, STMT_QUEUE_BY_SLUG, db_text(slug));
	enum rc rc = entity_first(&q, ENTITY_queue, a, &queue, err);
	*id = rc == RC_OK ? queue.id : 0;
	arena_free(&a);
	return rc;
}

/* The narrowest index there is for it. What is not found by its key (a title instead of a short name)
 * is found by the comparison all the same. */
static enum rc plan_of(struct store *s, const struct condition *c,
	const struct condition_asker *asker, struct plan *plan, struct err *err)
{
	enum rc rc = RC_NOTFOUND;
	*plan = (struct plan){.stmt = STMT_CASES_OPEN};
	if (!condition_is_open(c)) {
		plan->stmt = STMT_CASES_EVERY;
		return RC_OK;
	}
	if (c->owners.n == 1 && strcmp(c->owners.v[0], "nobody") != 0) {
		plan->of = asker->agent_id;
		rc = strcmp(c->owners.v[0], "me") == 0
			? RC_OK
			: id_of_login(s, c->owners.v[0], &plan->of, err);
		if (rc == RC_OK)
			plan->stmt = STMT_CASES_OPEN_OF_OWNER;
	} else if (c->queues.n == 1) {
		rc = id_of_queue(s, c->queues.v[0], &plan->of, err);
		if (rc == RC_OK)
			plan->stmt = STMT_CASES_OPEN_OF_QUEUE;
	}
	return rc == RC_NOTFOUND ? RC_OK : rc;
}

static struct query piece(
	struct store *s, const struct plan *plan, const struct case_place *from, int64_t limit)
{
	struct db_value at = db_int(from->begun ? from->at : INT64_MIN);
	struct db_value id = db_int(from->begun ? from->id : INT64_MIN);
	if (plan->stmt == STMT_CASES_EVERY)
		return stmt_query(s->db, STMT_CASES_EVERY,
			db_int(from->begun ? from->id : INT64_MAX), db_int(limit));
	if (plan->stmt == STMT_CASES_OPEN)
		return stmt_query(s->db, STMT_CASES_OPEN, at, id, db_int(limit));
	return stmt_query(s->db, plan->stmt, at, id, db_int(limit), db_int(plan->of));
}

static const char *topic_title(
	const struct condition_topics *topics, const char *topic, struct arena *a)
{
	const char *title = topic && topics->title ? topics->title(topics->arg, topic) : NULL;
	return title ? arena_strdup(a, title) : topic;
}

static void read_row(
	const struct store *s, const struct query *q, struct arena *a, struct case_row *row)
{
	int col = entity_columns(ENTITY_casefile);
	entity_read(ENTITY_casefile, q, 0, a, &row->c);
	row->customer_name = stmt_text(q, col, a);
	row->customer_tags = stmt_text(q, col + 1, a);
	row->owner_name = stmt_text(q, col + 2, a);
	row->owner_login = stmt_text(q, col + 3, a);
	row->queue_stored = stmt_text(q, col + 4, a);
	row->queue_slug = stmt_text(q, col + 5, a);
	row->queue_titles = stmt_text(q, col + 6, a);
	row->queue_title = queue_title_in(row->queue_stored, row->queue_titles, s->language, a);
}

struct page {
	const struct condition *c;
	const struct condition_asker *asker;
	const struct case_mark_rules *rules;
	size_t limit;
	struct vec rows; /* struct case_row */
	struct arena *a;
	struct case_place place;
};

static bool fits(const struct page *p, struct case_row *row, struct arena *scratch)
{
	row->marks = casefile_marks(&row->c, p->asker->now, p->rules);
	const struct condition_facts facts = {
		.casefile = &row->c,
		.queue_slug = row->queue_slug,
		.queue_title = row->queue_stored,
		.queue_titles = row->queue_titles,
		.owner_login = row->owner_login,
		.customer_name = row->customer_name,
		.customer_tags = row->customer_tags,
		.marks = row->marks,
	};
	return condition_holds(p->c, &facts, p->asker, scratch);
}

/* One piece of the index. *looked counts its cases; fewer than asked for: that was the end. */
static enum rc read_piece(struct store *s, const struct plan *plan, struct page *p, int64_t limit,
	size_t *looked, struct err *err)
{
	struct arena *scratch = arena_new();
	struct query q = piece(s, plan, &p->place, limit);
	*looked = 0;
	while (p->rows.n < p->limit && stmt_next(&q)) {
		struct case_row row;
		arena_reset(scratch);
		read_row(s, &q, scratch, &row);
		p->place = (struct case_place){true, row.c.next_at, row.c.id};
		(*looked)++;
		/* Only what fits is kept, read again into the page's own arena. */
		if (!fits(p, &row, scratch))
			continue;
		unsigned marks = row.marks;
		struct case_row *kept = vec_push(&p->rows);
		read_row(s, &q, p->a, kept);
		kept->topic_title = topic_title(&p->asker->topics, kept->c.topic, p->a);
		kept->marks = marks;
	}
	arena_free(&scratch);
	return stmt_close(&q, err);
}

enum rc store_case_page(struct store *s, const struct condition *c,
	const struct condition_asker *asker, const struct case_mark_rules *rules,
	struct case_place after, int limit, struct arena *a, struct case_page *out, struct err *err)
{
	struct plan plan;
	struct page p = {.c = c,
		.asker = asker,
		.rules = rules,
		.limit = (size_t)limit,
		.rows = {.size = sizeof(struct case_row)},
		.a = a,
		.place = after};
	size_t seen = 0, looked = PIECE;
	*out = (struct case_page){0};
	enum rc rc = plan_of(s, c, asker, &plan, err);
	while (rc == RC_OK && looked == PIECE && p.rows.n < p.limit && seen < SAVED_LOOK_MAX) {
		rc = read_piece(s, &plan, &p, PIECE, &looked, err);
		seen += looked;
	}
	if (rc == RC_OK) {
		out->n = p.rows.n;
		out->place = p.place;
		out->more = p.rows.n == p.limit || looked == PIECE;
		out->rows = arena_array(a, p.rows.n + 1, sizeof(*out->rows));
		if (p.rows.n > 0)
			memcpy(out->rows, p.rows.data, p.rows.n * sizeof(*out->rows));
	}
	vec_fini(&p.rows);
	return rc;
}

enum rc store_open_count(
	struct store *s, int64_t agent_id, int64_t most, int64_t *count, struct err *err)
{
	return stmt_one_int(
		s->db, STMT_CASES_OPEN_COUNT, count, err, db_int(agent_id), db_int(most));
}
