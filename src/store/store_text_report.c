/* store_text_report.c - uses of a span, put together by text, agent, queue or language. */
#include "carrel/arena.h"
#include "carrel/store_texts.h"
#include "carrel/vec.h"
#include "store/rows.h"

#include <stdlib.h>
#include <string.h>

enum { PERCENTS = 101 };

/* Columns of TEXT_REPORT, in its order. */
enum column {
	COL_TEXT,
	COL_AGENT,
	COL_QUEUE,
	COL_LANGUAGE,
	COL_AGENT_ID,
	COL_INSERTED,
	COL_KEPT,
	COL_RIGHTS,
	COL_IN_CASE,
	COL_SOLVED,
	COL_ENDED,
	COL_BACK,
	COL_AT,
};

struct group {
	struct text_report_row row;
	struct vec agents;      /* int64_t, each once */
	int64_t kept[PERCENTS]; /* uses by kept % */
};

static const enum column key_column[] = {
	[TEXT_REPORT_BY_TEXT] = COL_TEXT,
	[TEXT_REPORT_BY_AGENT] = COL_AGENT,
	[TEXT_REPORT_BY_QUEUE] = COL_QUEUE,
	[TEXT_REPORT_BY_LANGUAGE] = COL_LANGUAGE,
};

/* Groups are few beside their uses and stand sorted by key. */
static struct group *group_of(struct vec *groups, const char *key, struct arena *a)
{
	size_t low = 0, high = groups->n;
	while (low < high) {
		size_t mid = low + (high - low) / 2;
		struct group **at = vec_at(groups, mid);
		int order = strcmp((*at)->row.key, key);
		if (order == 0)
			return *at;
		if (order < 0)
			low = mid + 1;
		else
			high = mid;
	}
	struct group *fresh = arena_alloc(a, sizeof(*fresh));
	fresh->row.key = arena_strdup(a, key);
	fresh->agents.size = sizeof(int64_t);
	*(struct group **)vec_insert(groups, low) = fresh;
	return fresh;
}

static void count_agent(struct group *g, int64_t agent)
{
	for (size_t i = 0; i < g->agents.n; i++)
		if (*(int64_t *)vec_at(&g->agents, i) == agent)
			return;
	*(int64_t *)vec_push(&g->agents) = agent;
}

static void count_use(struct group *g, const struct query *q)
{
	struct text_report_row *row = &g->row;
	int64_t kept = stmt_int(q, COL_KEPT), at = stmt_int(q, COL_AT);
	row->uses++;
	row->rights += stmt_int(q, COL_RIGHTS);
	row->in_case += stmt_int(q, COL_IN_CASE);
	row->solved += stmt_int(q, COL_SOLVED);
	row->ended += stmt_int(q, COL_ENDED);
	row->back += stmt_int(q, COL_BACK);
	row->last_at = at > row->last_at ? at : row->last_at;
	if (stmt_int(q, COL_AGENT_ID) != 0)
		count_agent(g, stmt_int(q, COL_AGENT_ID));
	if (stmt_int(q, COL_INSERTED) == 0 || kept < 0 || kept >= PERCENTS)
		return;
	row->measured++;
	row->unedited += kept == PERCENTS - 1;
	row->kept_sum += kept;
	g->kept[kept]++;
}

static void finish(struct group *g)
{
	int64_t below = 0;
	g->row.agents = (int64_t)g->agents.n;
	for (int64_t percent = 0; percent < PERCENTS; percent++) {
		below += g->kept[percent];
		if (below * 2 >= g->row.measured) {
			g->row.kept_median = g->row.measured > 0 ? percent : 0;
			break;
		}
	}
	vec_fini(&g->agents);
}

enum rc store_text_use_report(struct store *s, int64_t from, int64_t to, enum text_report_by by,
	struct arena *a, struct text_report_row **out, size_t *n, struct err *err)
{
	struct vec groups = {.size = sizeof(struct group *)};
	struct query q = stmt_query(s->db, STMT_TEXT_REPORT, db_int(from), db_int(to));
	while (stmt_next(&q)) {
		const char *key = stmt_peek(&q, key_column[by]);
		count_use(group_of(&groups, key != NULL ? key : "", a), &q);
	}
	enum rc rc = stmt_close(&q, err);
	*out = arena_array(a, groups.n + 1, sizeof(**out));
	for (size_t i = 0; i < groups.n; i++) {
		struct group *g = *(struct group **)vec_at(&groups, i);
		finish(g);
		(*out)[i] = g->row;
	}
	*n = rc == RC_OK ? groups.n : 0;
	vec_fini(&groups);
	return rc;
}
