/* What is due, parked and written by others: read with the desk, said once when its time has come. */
#include "carrel/desk_work.h"

#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/cells.h"
#include "carrel/clock.h"
#include "carrel/console.h"
#include "carrel/i18n.h"
#include "carrel/log.h"
#include "carrel/messages.h"
#include "carrel/reference.h"
#include "carrel/textpane.h"

#include <stdio.h>
#include <string.h>

enum { DAY_MS = 24 * 3600 * 1000, NOTICES_MAX = 5 };

/* ---- reading ---- */

static enum rc read_case(struct desk *desk, struct store *store, struct err *err)
{
	struct desk_work *w = &desk->work;
	int64_t id = desk->hand.casefile.id;
	if (id == 0)
		return RC_OK;
	enum rc rc = store_checklist(store, id, desk->arena, &w->steps, &w->nsteps, err);
	if (rc == RC_OK)
		rc = store_links(store, id, desk->arena, &w->links, &w->nlinks, err);
	if (rc == RC_OK)
		rc = store_follow_up_of_case(store, id, desk->arena, &w->asked, &w->nasked, err);
	if (rc == RC_OK)
		rc = store_presence(store, id, desk->app->actor.id, clock_wall_ms(), desk->arena,
			&w->writing, &w->nwriting, err);
	return rc;
}

void desk_work_forget(struct desk_work *w)
{
	*w = (struct desk_work){.note_after = w->note_after,
		.told_until_at = w->told_until_at,
		.touched_at = w->touched_at,
		.touched_case = w->touched_case};
}

enum rc desk_work_read(struct desk *desk, struct store *store, struct err *err)
{
	struct desk_work *w = &desk->work;
	int64_t me = desk->app->actor.id;
	int64_t until = app_day_start(desk->app, clock_wall_ms()) + 2 * (int64_t)DAY_MS;
	desk_work_forget(w);
	enum rc rc = store_follow_up_open(
		store, me, false, until, DESK_DUE_MAX, desk->arena, &w->due, &w->ndue, err);
	if (rc == RC_OK)
		rc = store_parked(store, me, desk->arena, &w->parked, &w->nparked, err);
	if (rc == RC_OK)
		rc = store_notices(
			store, me, NOTICES_MAX, desk->arena, &w->notices, &w->nnotices, err);
	return rc == RC_OK ? read_case(desk, store, err) : rc;
}

/* ---- words ---- */

/* The first that is to come, or how many wait already: what is late counts more. */
const char *desk_work_due_words(const struct desk *desk, int64_t now, char out[DESK_WORDS])
{
	const struct desk_work *w = &desk->work;
	size_t late = 0;
	while (late < w->ndue && w->due[late].f.at <= now)
		late++;
	if (late > 0) {
		snprintf(out, DESK_WORDS, _("%zu due !"), late);
		return out;
	}
	if (w->ndue == 0 || w->due[0].f.at - now >= DAY_MS)
		return NULL;
	const struct follow_up *f = &w->due[0].f;
	struct clock_local t = clock_local(f->at, app_zone(desk->app));
	snprintf(out, DESK_WORDS, "%s %02d:%02d", _(word_label(follow_up_words, (int)f->kind)),
		t.hour, t.minute);
	return out;
}

const char *desk_work_parked_words(const struct desk *desk, char out[DESK_WORDS])
{
	if (desk->work.nparked == 0)
		return NULL;
	snprintf(out, DESK_WORDS, _("%zu parked"), desk->work.nparked);
	return out;
}

/* A third of the line, a twelfth for each name; the rest is counted. No word is translated: p is the key. */
const char *desk_work_parked_tabs(const struct desk *desk, int cols, char out[DESK_TABS])
{
	const struct desk_work *w = &desk->work;
	size_t room = (size_t)(cols > 0 ? cols / 3 : 0), each = room / 4, used = 0, at = 0;
	out[0] = '\0';
	for (size_t i = 0; i < w->nparked; i++) {
		const struct parked_row *r = &w->parked[i];
		const char *name = r->customer_name ? r->customer_name : r->subject;
		size_t cells = 0, n = strlen(name), cut = cells_fit(name, n, each, &cells);
		used += cells + sizeof("p1  ");
		if (i > 0 && used > room) {
			snprintf(out + at, DESK_TABS - at, " +%zu", w->nparked - i);
			break;
		}
		if (cut < n) /* the mark takes the place of the last letters that fit */
			cut = cells_fit(name, n, each > 1 ? each - 1 : each, &cells);
		int wrote = snprintf(out + at, DESK_TABS - at, "%sp%zu %.*s%s", i ? "  " : "",
			i + 1, (int)cut, name, cut < n ? "…" : "");
		if (wrote < 0 || (size_t)wrote >= DESK_TABS - at)
			break;
		at += (size_t)wrote;
	}
	return w->nparked > 0 ? out : NULL;
}

const char *desk_work_writer(const struct desk *desk, int64_t now)
{
	for (size_t i = 0; i < desk->work.nwriting; i++)
		if (desk->work.writing[i].at + PRESENCE_MS > now)
			return desk->work.writing[i].name;
	return NULL;
}

int64_t desk_work_wait_ms(const struct desk *desk, int64_t now)
{
	const struct desk_work *w = &desk->work;
	for (size_t i = 0; i < w->ndue; i++)
		if (w->due[i].f.at > now)
			return w->due[i].f.at - now;
	return -1;
}

/* ---- each turn ---- */

static void say_due(struct console *con, const struct follow_up_row *row)
{
	char number[12] = "";
	const char *who = row->customer_name ? row->customer_name : "";
	if (row->case_number)
		reference_show(row->case_number, number);
	console_message(con, MESSAGE_WARN, "%s: %s  %s  %s",
		_(word_label(follow_up_words, (int)row->f.kind)), who, number,
		row->f.what            ? row->f.what
			: row->subject ? row->subject
				       : "");
}

/* At its time, once; what was late before one sat down stands in the status line. */
static void tell_due(struct console *con, int64_t now)
{
	struct desk_work *w = &con->desk->work;
	if (w->told_until_at == 0)
		w->told_until_at = now;
	for (size_t i = 0; i < w->ndue; i++)
		if (w->due[i].f.at > w->told_until_at && w->due[i].f.at <= now)
			say_due(con, &w->due[i]);
	w->told_until_at = now;
}

static void tell_notices(struct console *con)
{
	struct desk_work *w = &con->desk->work;
	struct err err = {0};
	if (w->nnotices == 0)
		return;
	for (size_t i = 0; i < w->nnotices; i++)
		log_info("a word to this person: %s", log_pii(w->notices[i].body));
	console_message(con, MESSAGE_WARN, "%s", w->notices[w->nnotices - 1].body);
	w->nnotices = 0;
	if (store_notice_seen(con->app->store, con->app->actor.id, &err) != RC_OK)
		log_warn("%s", err.text);
}

/* Others see that one writes here; a heartbeat while typing, and none while not. */
static void tell_writing(struct console *con, int64_t now)
{
	struct desk *desk = con->desk;
	struct desk_work *w = &desk->work;
	struct err err = {0};
	int64_t id = desk->hand.casefile.id;
	if (textpane_len(desk->note) == 0)
		w->note_after = 0;
	else if (w->note_after == 0)
		w->note_after = desk->nthread ? desk->thread[desk->nthread - 1].id : 1;
	if (id == 0 || !desk->note_changed || con->app->practice)
		return;
	if (w->touched_case == id && now - w->touched_at < PRESENCE_EVERY_MS)
		return;
	w->touched_case = id;
	w->touched_at = now;
	if (store_presence_touch(con->app->store, id, con->app->actor.id, &err) != RC_OK)
		log_warn("%s", err.text);
}

void desk_work_turn(struct console *con)
{
	int64_t now = clock_wall_ms();
	if (!con->app->store || !con->app->actor.id || con->desk->hand.agent.id == 0)
		return;
	if (con->desk->second)
		console_message(con, MESSAGE_WARN, "%s",
			_("Another console of yours is open. What you type here is kept apart; F9 "
			  "drafts has both."));
	con->desk->second = false;
	tell_writing(con, now);
	tell_due(con, now);
	tell_notices(con);
}
