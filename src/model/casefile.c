/* casefile.c - the states of a case, and what must be true of one that is open. */
#include "carrel/casefile.h"

#include "carrel/arena.h"
#include "carrel/i18n.h"
#include "carrel/pan.h"
#include "carrel/strbuf.h"
#include "carrel/utf8.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

/* clang-format off */
const struct word case_state_words[] = {
	{CASE_NEW,              "new",              N_("New")},
	{CASE_OPEN,             "open",             N_("Open")},
	{CASE_WAITING_CUSTOMER, "waiting_customer", N_("Waiting for customer")},
	{CASE_WAITING_US,       "waiting_us",       N_("Waiting for us")},
	{CASE_SOLVED,           "solved",           N_("Solved")},
	{CASE_CLOSED,           "closed",           N_("Closed")},
	{0, NULL, NULL},
};

enum { CASE_STATES = CASE_CLOSED + 1 };

/* Row: from. Column: to. */
static const bool case_moves[CASE_STATES][CASE_STATES] = {
	/*                       new    open   w_cust w_us   solved closed */
	[CASE_NEW]              = {false, true,  false, false, false, false},
	[CASE_OPEN]             = {false, false, true,  true,  true,  false},
	[CASE_WAITING_CUSTOMER] = {false, true,  false, true,  true,  false},
	[CASE_WAITING_US]       = {false, true,  true,  false, true,  false},
	[CASE_SOLVED]           = {false, true,  false, false, false, true},
	[CASE_CLOSED]           = {false, true,  false, false, false, false},
};
/* clang-format on */

bool casefile_is_open(enum case_state state)
{
	return state != CASE_SOLVED && state != CASE_CLOSED;
}

bool casefile_may_become(enum case_state from, enum case_state to)
{
	return case_moves[from][to];
}

static enum rc refuse_move(const struct casefile *c, enum case_state to, struct err *err)
{
	char allowed[128] = "";
	size_t len = 0;
	for (int state = 0; state < CASE_STATES; state++) {
		if (!case_moves[c->state][state])
			continue;
		int n = snprintf(allowed + len, sizeof(allowed) - len, "%s%s", len > 0 ? ", " : "",
			word_id(case_state_words, state));
		if (n < 0 || (size_t)n >= sizeof(allowed) - len)
			break;
		len += (size_t)n;
	}
	return err_set(err, RC_INVALID, _("A case that is %s cannot become %s. From here: %s."),
		word_id(case_state_words, c->state), word_id(case_state_words, to), allowed);
}

enum rc casefile_move(struct casefile *c, enum case_state to, int64_t now, struct err *err)
{
	if (c->state != to && !casefile_may_become(c->state, to))
		return refuse_move(c, to, err);
	if (casefile_is_open(to)) {
		c->solved_at = 0;
		c->closed_at = 0;
	} else if (to == CASE_SOLVED && c->state != to) {
		c->solved_at = now;
	} else if (to == CASE_CLOSED && c->state != to) {
		c->closed_at = now;
	}
	c->state = to;
	c->updated_at = now;
	return RC_OK;
}

const char *casefile_subject_of(const char *text, struct arena *a)
{
	struct strbuf masked = STRBUF_INIT;
	text += strspn(text, " \t\r\n");
	/* Masked before it is cut: half a card number is not found any more, and is still half of one. */
	pan_mask(text, strcspn(text, "\r\n"), &masked);
	while (masked.len > 0 && masked.buf[masked.len - 1] == ' ')
		strbuf_splice(&masked, masked.len - 1, 1, "", 0);
	size_t cut = 0, word = 0;
	for (size_t chars = 0; cut < masked.len && chars < CASEFILE_SUBJECT_MAX; chars++) {
		uint32_t rune;
		word = masked.buf[cut] == ' ' ? cut : word;
		cut += utf8_decode(masked.buf + cut, masked.len - cut, &rune);
	}
	bool whole = cut == masked.len;
	const char *subject = whole
		? arena_strndup(a, masked.buf, cut)
		: arena_printf(a, "%.*s…", (int)(word ? word : cut), masked.buf);
	strbuf_fini(&masked);
	return subject;
}

void casefile_name(struct casefile *c, const char *text, struct arena *a)
{
	const char *subject = c->untitled && text ? casefile_subject_of(text, a) : "";
	if (!*subject)
		return;
	c->subject = subject;
	c->untitled = false;
}

enum rc casefile_check(const struct casefile *c, struct err *err)
{
	if (c->subject == NULL || c->subject[0] == '\0')
		return err_set(err, RC_INVALID,
			_("A case needs a subject: say in a few words what it is about."));
	if (!casefile_is_open(c->state))
		return RC_OK;
	if (c->owner_id == 0 && c->queue_id == 0)
		return err_set(err, RC_INVALID,
			_("An open case needs an owner or a queue: nobody would see it."));
	if (c->next_action == NULL || c->next_action[0] == '\0')
		return err_set(err, RC_INVALID,
			_("An open case needs a next action: say what comes next."));
	if (c->next_at == 0)
		return err_set(err, RC_INVALID,
			_("An open case needs a date for its next action: say when."));
	return RC_OK;
}
