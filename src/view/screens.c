/* screens.c - which panes a role has, and where they go at each size. Only data: to move a pane,
 * change a number. Sizes are rows or columns with their borders; neighbours share one. */
#include "carrel/console.h"

#include "view/view_table.h"

enum { QUEUE = 1, CUSTOMER, CASE, HISTORY, TEXTS, COACH, MINE = COACH, MESSAGES };
enum { QUEUES = 1, AGENTS, WAITING };

/* clang-format off */

/* ---- agent ---- */

/* 80x24: who and what before on top, the case below; queue and texts come in their place. */
static const struct layout_node agent_top[2] = {
	{.kind = LAYOUT_PANE, .pane = CUSTOMER, .min = 30, .weight = 1},
	{.kind = LAYOUT_PANE, .pane = HISTORY,  .min = 30, .weight = 1},
};
static const struct layout_node agent_medium_rows[4] = {
	{.kind = LAYOUT_PANE, .pane = QUEUE, .min = 6, .weight = 3},
	{.kind = LAYOUT_COLS, .min = 6, .weight = 1, .max = 8, .kids = agent_top, .nkids = 2},
	{.kind = LAYOUT_PANE, .pane = CASE,  .min = 6, .weight = 3},
	{.kind = LAYOUT_PANE, .pane = TEXTS, .min = 6, .weight = 3},
};
static const struct layout_node agent_medium[1] = {
	{.kind = LAYOUT_ROWS, .weight = 1, .kids = agent_medium_rows, .nkids = 4},
};

/* 100x30: three columns. */
static const struct layout_node agent_left[2] = {
	{.kind = LAYOUT_PANE, .pane = QUEUE,    .min = 7,  .weight = 1},
	{.kind = LAYOUT_PANE, .pane = CUSTOMER, .min = 10, .weight = 1},
};
static const struct layout_node agent_middle[2] = {
	{.kind = LAYOUT_PANE, .pane = CASE,  .min = 12, .weight = 1},
	{.kind = LAYOUT_PANE, .pane = TEXTS, .min = 8},
};
static const struct layout_node agent_large_cols[3] = {
	{.kind = LAYOUT_ROWS, .min = 36, .weight = 1, .kids = agent_left, .nkids = 2},
	{.kind = LAYOUT_ROWS, .min = 40, .weight = 3, .kids = agent_middle, .nkids = 2},
	{.kind = LAYOUT_PANE, .pane = HISTORY, .min = 26, .weight = 1},
};
static const struct layout_node agent_large[1] = {
	{.kind = LAYOUT_COLS, .weight = 1, .kids = agent_large_cols, .nkids = 3},
};

/* 160x50: the texts have a column of their own, with their wording; below, what is mine. */
static const struct layout_node agent_huge_cols[4] = {
	{.kind = LAYOUT_ROWS, .min = 40, .kids = agent_left, .nkids = 2},
	{.kind = LAYOUT_PANE, .pane = CASE,    .min = 54, .weight = 2},
	{.kind = LAYOUT_PANE, .pane = HISTORY, .min = 36, .weight = 2},
	{.kind = LAYOUT_PANE, .pane = TEXTS,   .min = 32, .weight = 1},
};
static const struct layout_node agent_huge_below[2] = {
	{.kind = LAYOUT_PANE, .pane = MINE,     .min = 70, .weight = 1},
	{.kind = LAYOUT_PANE, .pane = MESSAGES, .min = 50, .weight = 1},
};
static const struct layout_node agent_huge_rows[2] = {
	{.kind = LAYOUT_COLS, .min = 30, .weight = 1, .kids = agent_huge_cols, .nkids = 4},
	{.kind = LAYOUT_COLS, .min = 12, .kids = agent_huge_below, .nkids = 2},
};
static const struct layout_node agent_huge[1] = {
	{.kind = LAYOUT_ROWS, .weight = 1, .kids = agent_huge_rows, .nkids = 2},
};

static const struct screen screen_agent = {
	.name = "agent",
	.panes = {
		[QUEUE] = &view_queue_class, [CUSTOMER] = &view_customer_class,
		[CASE] = &view_case_class, [HISTORY] = &view_history_class,
		[TEXTS] = &view_texts_class, [MINE] = &view_mine_class,
		[MESSAGES] = &view_messages_class,
	},
	.layout = {
		[LAYOUT_MEDIUM] = agent_medium, [LAYOUT_LARGE] = agent_large,
		[LAYOUT_HUGE] = agent_huge,
	},
	.home = QUEUE,
	.alone = 1u << QUEUE | 1u << TEXTS,
};

/* ---- practice: the very same, and the coach below ---- */

static const struct layout_node practice_medium_rows[5] = {
	{.kind = LAYOUT_PANE, .pane = QUEUE, .min = 6, .weight = 3},
	{.kind = LAYOUT_COLS, .min = 6, .kids = agent_top, .nkids = 2},
	{.kind = LAYOUT_PANE, .pane = CASE,  .min = 6, .weight = 3},
	{.kind = LAYOUT_PANE, .pane = TEXTS, .min = 6, .weight = 3},
	{.kind = LAYOUT_PANE, .pane = COACH, .min = 7},
};
static const struct layout_node practice_medium[1] = {
	{.kind = LAYOUT_ROWS, .weight = 1, .kids = practice_medium_rows, .nkids = 5},
};
static const struct layout_node practice_large_rows[2] = {
	{.kind = LAYOUT_COLS, .min = 20, .weight = 1, .kids = agent_large_cols, .nkids = 3},
	{.kind = LAYOUT_PANE, .pane = COACH, .min = 7},
};
static const struct layout_node practice_large[1] = {
	{.kind = LAYOUT_ROWS, .weight = 1, .kids = practice_large_rows, .nkids = 2},
};
static const struct layout_node practice_huge_rows[2] = {
	{.kind = LAYOUT_COLS, .min = 20, .weight = 1, .kids = agent_huge_cols, .nkids = 4},
	{.kind = LAYOUT_PANE, .pane = COACH, .min = 8},
};
static const struct layout_node practice_huge[1] = {
	{.kind = LAYOUT_ROWS, .weight = 1, .kids = practice_huge_rows, .nkids = 2},
};

static const struct screen screen_practice = {
	.name = "practice",
	.panes = {
		[QUEUE] = &view_queue_class, [CUSTOMER] = &view_customer_class,
		[CASE] = &view_case_class, [HISTORY] = &view_history_class,
		[TEXTS] = &view_texts_class, [COACH] = &view_coach_class,
	},
	.layout = {
		[LAYOUT_MEDIUM] = practice_medium, [LAYOUT_LARGE] = practice_large,
		[LAYOUT_HUGE] = practice_huge,
	},
	.home = QUEUE,
	.alone = 1u << QUEUE | 1u << TEXTS,
	.always = 1u << COACH,
};

/* ---- supervisor ---- */

static const struct layout_node supervisor_medium_rows[3] = {
	{.kind = LAYOUT_PANE, .pane = QUEUES,  .min = 6, .weight = 0},
	{.kind = LAYOUT_PANE, .pane = AGENTS,  .min = 7, .weight = 1},
	{.kind = LAYOUT_PANE, .pane = WAITING, .min = 6, .weight = 1},
};
static const struct layout_node supervisor_medium[1] = {
	{.kind = LAYOUT_ROWS, .weight = 1, .kids = supervisor_medium_rows, .nkids = 3},
};
static const struct layout_node supervisor_large_rows[3] = {
	{.kind = LAYOUT_PANE, .pane = QUEUES,  .min = 7,  .weight = 0},
	{.kind = LAYOUT_PANE, .pane = AGENTS,  .min = 10, .weight = 2},
	{.kind = LAYOUT_PANE, .pane = WAITING, .min = 9,  .weight = 3},
};
static const struct layout_node supervisor_large[1] = {
	{.kind = LAYOUT_ROWS, .weight = 1, .kids = supervisor_large_rows, .nkids = 3},
};
static const struct layout_node supervisor_left[2] = {
	{.kind = LAYOUT_PANE, .pane = QUEUES, .min = 10},
	{.kind = LAYOUT_PANE, .pane = AGENTS, .min = 14, .weight = 3},
};
static const struct layout_node supervisor_huge_cols[2] = {
	{.kind = LAYOUT_ROWS, .min = 80, .weight = 1, .kids = supervisor_left, .nkids = 2},
	{.kind = LAYOUT_PANE, .pane = WAITING, .min = 78, .weight = 1},
};
static const struct layout_node supervisor_huge[1] = {
	{.kind = LAYOUT_COLS, .weight = 1, .kids = supervisor_huge_cols, .nkids = 2},
};

static const struct screen screen_supervisor = {
	.name = "supervisor",
	.panes = {
		[QUEUES] = &view_queues_class, [AGENTS] = &view_agents_class,
		[WAITING] = &view_waiting_class,
	},
	.layout = {
		[LAYOUT_MEDIUM] = supervisor_medium, [LAYOUT_LARGE] = supervisor_large,
		[LAYOUT_HUGE] = supervisor_huge,
	},
	.home = WAITING,
};

/* ---- sign-on ---- */

static const struct layout_node sign_on_all[1] = {{.kind = LAYOUT_PANE, .pane = 1, .min = 3, .weight = 1}};

static const struct screen screen_sign_on = {
	.name = "sign-on",
	.panes = {[1] = &view_sign_on_class},
	.layout = {[LAYOUT_MEDIUM] = sign_on_all},
	.home = 1,
};
/* clang-format on */

const struct screen *const screen_table[] = {
	&screen_sign_on,
	&screen_agent,
	&screen_supervisor,
	&screen_practice,
	NULL,
};
