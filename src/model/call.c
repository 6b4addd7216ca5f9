/* call.c - the states of a telephone call and the times that each move leaves behind. */
#include "carrel/call.h"

#include "carrel/i18n.h"

#include <stddef.h>

/* clang-format off */
const struct word call_state_words[] = {
	{CALL_RINGING, "ringing", N_("Ringing")},
	{CALL_TALKING, "talking", N_("Talking")},
	{CALL_HELD,    "held",    N_("On hold")},
	{CALL_WRAPUP,  "wrapup",  N_("Wrap-up")},
	{CALL_ENDED,   "ended",   N_("Ended")},
	{0, NULL, NULL},
};

const struct word call_end_words[] = {
	{CALL_END_NONE,      "none",      N_("Not ended")},
	{CALL_END_ANSWERED,  "answered",  N_("Answered")},
	{CALL_END_ABANDONED, "abandoned", N_("Abandoned")},
	{CALL_END_TIMEOUT,   "timeout",   N_("Waited too long")},
	{CALL_END_KEY,       "key",       N_("Left by a key")},
	{CALL_END_OTHER,     "other",     N_("Other")},
	{0, NULL, NULL},
};

enum { CALL_STATES = CALL_ENDED + 1 };

static const bool call_moves[CALL_STATES][CALL_STATES] = {
	/*               ring   talk   held   wrapup ended */
	[CALL_RINGING] = {false, true,  false, false, true},
	[CALL_TALKING] = {false, false, true,  true,  true},
	[CALL_HELD]    = {false, true,  false, true,  true},
	[CALL_WRAPUP]  = {false, false, false, false, true},
	[CALL_ENDED]   = {false, false, false, false, false},
};
/* clang-format on */

static bool may_become(enum call_state from, enum call_state to)
{
	return call_moves[from][to];
}

/* A clock set back during a hold must not make time negative. */
static void call_end_hold(struct call *c, int64_t now)
{
	if (c->held_since_at != 0 && now > c->held_since_at)
		c->hold_ms += now - c->held_since_at;
	c->held_since_at = 0;
}

static void call_end_talk(struct call *c, int64_t now)
{
	if (c->ended_at == 0)
		c->ended_at = now;
	if (c->outcome == CALL_END_NONE)
		c->outcome = c->answered_at != 0 ? CALL_END_ANSWERED : CALL_END_ABANDONED;
}

enum rc call_move(struct call *c, enum call_state to, int64_t now, struct err *err)
{
	if (!may_become(c->state, to))
		return err_set(err, RC_INVALID, _("A call that is %s cannot become %s."),
			word_id(call_state_words, c->state), word_id(call_state_words, to));
	call_end_hold(c, now);
	switch (to) {
	case CALL_RINGING: break;
	case CALL_TALKING:
		if (c->answered_at == 0)
			c->answered_at = now;
		break;
	case CALL_HELD: c->held_since_at = now; break;
	case CALL_WRAPUP: call_end_talk(c, now); break;
	case CALL_ENDED:
		call_end_talk(c, now);
		if (c->answered_at != 0)
			c->wrapped_at = now;
		break;
	}
	c->state = to;
	return RC_OK;
}

int64_t call_talk_ms(const struct call *c, int64_t now)
{
	if (c->answered_at == 0)
		return 0;
	int64_t end = c->ended_at != 0 ? c->ended_at : now;
	int64_t hold = c->hold_ms;
	if (c->held_since_at != 0 && end > c->held_since_at)
		hold += end - c->held_since_at;
	int64_t talk = end - c->answered_at - hold;
	return talk > 0 ? talk : 0;
}
