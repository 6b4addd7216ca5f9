/* ring.c - a call that may be answered now sounds once. The first row tells it as long as it waits
 * (frame.c); focus and text stay where they are. */
#include "carrel/console.h"

#include "console_private.h"

#include "carrel/app.h"
#include "carrel/config.h"
#include "carrel/term.h"

static bool can_answer(const struct console *con)
{
	const struct work_hand *hand = &con->desk->hand;
	return con->app->actor.id && hand->agent.state == AGENT_READY && !hand->call.id;
}

/* Ids only grow, so the newest one heard is all there is to remember: a call that was given back, or
 * that has rung before somebody else's break, is no news. */
void console_ring(struct console *con)
{
	const struct desk *desk = con->desk;
	int64_t newest = con->rung;
	if (!can_answer(con))
		return;
	for (size_t i = 0; i < desk->nwaiting; i++) {
		const struct queue_item *item = &desk->waiting[i].item;
		if (item->kind == ITEM_CALL && item->id > newest)
			newest = item->id;
	}
	if (newest == con->rung)
		return;
	con->rung = newest;
	if (config_bool(con->app->config, OPT_UI_BELL))
		term_bell(con->term);
}
