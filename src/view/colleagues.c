#include "view/colleagues.h"

#include "carrel/agent.h"
#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/console.h"
#include "carrel/store_rows.h"
#include "view/pane.h"

void colleagues_open(struct colleagues *c)
{
	*c = (struct colleagues){.arena = arena_new()};
}

void colleagues_close(struct colleagues *c)
{
	arena_free(&c->arena);
}

static const struct agent *find(const struct colleagues *c, int64_t id)
{
	for (size_t i = 0; i < c->n; i++)
		if (c->agents[i].id == id)
			return &c->agents[i];
	return NULL;
}

/* Somebody who is gone for good is looked for once a reading, not once a row. */
static void read_names(struct colleagues *c, const struct view *view)
{
	struct store *store;
	struct err ignored = {0};
	uint64_t reads = view->con->desk->reads + 1;
	if (c->reads == reads)
		return;
	c->reads = reads;
	c->n = 0;
	arena_reset(c->arena);
	if (app_store(view->con->app, &store, &ignored) != RC_OK ||
		store_agent_list(store, c->arena, &c->agents, &c->n, &ignored) != RC_OK)
		c->n = 0;
}

const char *colleagues_first_name(
	struct colleagues *c, const struct view *view, int64_t id, struct arena *a)
{
	if (id == 0)
		return NULL;
	const struct agent *agent = find(c, id);
	if (!agent) {
		read_names(c, view);
		agent = find(c, id);
	}
	return agent ? pane_first_name(agent->name, a) : NULL;
}
