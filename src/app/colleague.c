/* colleague.c - the rule is short on purpose: a supervisor must be able to foresee it. */
#include "carrel/colleague.h"

#include "carrel/desk.h"

#include <string.h>

/* queue_titles is "Billing, Tech". */
static bool serves(const struct agent_row *row, const char *title)
{
	size_t n = title ? strlen(title) : 0;
	const char *p = row->queue_titles;
	if (n == 0)
		return true;
	while (p && *p) {
		if (strncmp(p, title, n) == 0 && (p[n] == '\0' || strncmp(p + n, ", ", 2) == 0))
			return true;
		p = strstr(p, ", ");
		p = p ? p + 2 : NULL;
	}
	return false;
}

static bool at_work(enum agent_state state)
{
	return state != AGENT_OFF && state != AGENT_BREAK;
}

bool colleague_fits(const struct agent_row *row, const struct colleague_need *need)
{
	return row->agent.id != need->not_agent_id && at_work(row->agent.state) &&
		serves(row, need->queue_title) && agent_speaks(&row->agent, need->language);
}

static int order(int64_t a, int64_t b)
{
	return a < b ? -1 : a > b;
}

int colleague_compare(const struct agent_row *a, const struct agent_row *b)
{
	bool a_ready = a->agent.state == AGENT_READY, b_ready = b->agent.state == AGENT_READY;
	if (a_ready != b_ready)
		return a_ready ? -1 : 1;
	/* How long somebody has been busy says nothing about when they are free. */
	int by = a_ready ? order(a->agent.state_since_at, b->agent.state_since_at) : 0;
	if (by == 0)
		by = order(a->open_cases, b->open_cases);
	return by ? by : order(a->agent.id, b->agent.id);
}

const struct agent_row *colleague_suggest(
	const struct agent_row *rows, size_t n, const struct colleague_need *need)
{
	const struct agent_row *best = NULL;
	for (size_t i = 0; i < n; i++)
		if (colleague_fits(&rows[i], need) &&
			(!best || colleague_compare(&rows[i], best) < 0))
			best = &rows[i];
	return best;
}

struct colleague_need colleague_need_of(const struct desk *desk, int64_t case_id)
{
	struct colleague_need need = {0};
	for (size_t i = 0; i < desk->nwaiting; i++) {
		if (desk->waiting[i].item.case_id == case_id) {
			need.queue_title = desk->waiting[i].queue_title;
			need.language = desk->waiting[i].item.language;
		}
	}
	for (size_t i = 0; i < desk->nagents; i++)
		if (desk->agents[i].agent.case_id == case_id)
			need.not_agent_id = desk->agents[i].agent.id;
	return need;
}
