/* What is true of the desk at this moment, or of the call in the store once it has left the desk. */
#include "carrel/desk_texts.h"
#include "carrel/practice.h"

#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/console.h"
#include "carrel/pan.h"
#include "carrel/store_rows.h"
#include "carrel/textpane.h"

#include <string.h>

enum { SETTLE_MS = 2000 };

static int64_t count_notes(const struct practice *run, const struct contact *rows, size_t n)
{
	int64_t notes = 0;
	for (size_t i = 0; i < n; i++)
		notes += rows[i].agent_id == run->agent_id && rows[i].body && *rows[i].body;
	return notes;
}

static void facts_of_call(struct practice_moment *m, const struct practice *run,
	const struct call *call, int64_t customer_id, int64_t case_id)
{
	if (call->answered_at)
		m->facts |= FACT_ANSWERED;
	if (customer_id && (!run->customer_id || customer_id == run->customer_id))
		m->facts |= FACT_CUSTOMER_SHOWN;
	if (case_id)
		m->facts |= FACT_CASE_OPEN;
	if (call->disposition && *call->disposition)
		m->facts |= FACT_OUTCOME_PICKED;
	m->over = call->ended_at != 0;
}

static void moment_in_hand(
	struct practice_moment *m, const struct practice *run, const struct desk *desk)
{
	const struct work_hand *hand = &desk->hand;
	const char *note = textpane_text(desk->note);
	size_t start, len;
	facts_of_call(m, run, &hand->call, hand->customer_id, hand->casefile.id);
	if (desk->has_pop && desk->pop.customer.verified_at)
		m->facts |= FACT_VERIFIED;
	m->texts = (int64_t)desk_text_count(desk);
	m->notes = count_notes(run, desk->thread, desk->nthread);
	m->note_chars = textpane_len(desk->note);
	m->card = pan_find(note, m->note_chars, &start, &len);
}

/* The call is not in hand (any more): what the store says became of it. */
static void moment_of_store(
	struct practice_moment *m, const struct practice *run, const struct desk *desk)
{
	struct arena *a = arena_new();
	struct call call;
	struct contact *rows;
	size_t n;
	struct err ignored = {0};
	if (store_call_get(run->app->store, run->call_id, a, &call, &ignored) == RC_OK) {
		facts_of_call(m, run, &call, call.customer_id, call.case_id);
		if (m->over && !desk->hand.item.id && desk->hand.agent.state == AGENT_READY)
			m->facts |= FACT_OUTCOME_PICKED | FACT_NEXT_OFFERED;
		if (call.case_id &&
			store_contact_of_case(run->app->store, call.case_id, 0, POP_LIMIT, a, &rows,
				&n, &ignored) == RC_OK)
			m->notes = count_notes(run, rows, n);
	}
	arena_free(&a);
}

struct practice_moment practice_now(const struct practice *run, const struct console *con)
{
	struct practice_moment m = {.now = clock_wall_ms()};
	m.note_settled = !run->typed_at || clock_mono_ms() - run->typed_at >= SETTLE_MS;
	if (run->call_id && con->desk->hand.call.id == run->call_id)
		moment_in_hand(&m, run, con->desk);
	else if (run->call_id)
		moment_of_store(&m, run, con->desk);
	return m;
}
