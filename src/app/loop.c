/* One turn: wait, take in every queued key, read the desk if there is news, draw once, tell the
 * others. Timers exist only for what somebody can see (a clock), for what was typed (the journal),
 * and for the lease of what is in hand; an idle console sleeps. */
#include "carrel/console.h"

#include "console_private.h"

#include "carrel/app.h"
#include "carrel/clock.h"
#include "carrel/config.h"
#include "carrel/demo_world.h"
#include "carrel/evloop.h"
#include "carrel/i18n.h"
#include "carrel/knowledge.h"
#include "carrel/log.h"
#include "carrel/outbox.h"
#include "carrel/practice.h"
#include "carrel/remember.h"
#include "carrel/store.h"
#include "carrel/suggesting.h"
#include "carrel/term.h"

#include <poll.h>
#include <signal.h>

enum {
	SECOND_MS = 1000,
	MINUTE_MS = 60 * SECOND_MS,
	SUGGEST_MS = 20,        /* between two slices: a frame of somebody who types goes first */
	BEAT_MS = LEASE_MS / 3, /* two may be missed before the lease runs out */
	BUSY_BEAT_MS = 2 * SECOND_MS,
};

/* ---- descriptors and signals ---- */

static void on_terminal(void *arg, int fd, short revents)
{
	struct console *con = arg;
	(void)fd;
	(void)revents;
	term_read(con->term, clock_mono_ms());
}

static void on_news(void *arg, int fd, short revents)
{
	struct console *con = arg;
	(void)fd;
	(void)revents;
	if (con->app->store && store_changed(con->app->store))
		console_stale(con);
}

static void on_debug(void *arg, int signo)
{
	(void)arg;
	(void)signo;
	log_toggle_debug();
}

/* ---- timers ---- */

/* This console sends what its person wrote; what others left behind goes with the heartbeat. */
static void send_due(struct console *con)
{
	struct err err = {0};
	int64_t sent = 0;
	if (outbox_send_due(con->app->store, clock_wall_ms(), NULL, &sent, &err) != RC_OK)
		console_error(con, &err);
	if (sent > 0)
		console_stale(con);
}

static void on_clock(void *arg)
{
	struct console *con = arg;
	const struct desk *desk = con->desk;
	con->clock_timer = 0;
	if (con->unread)
		console_stale(con);
	if (desk->nleaving > 0 && desk->leaving[0].after_at <= clock_wall_ms())
		send_due(con);
	con->ticked = true;
}

static void on_draft(void *arg)
{
	struct console *con = arg;
	struct err err = {0};
	con->draft_timer = 0;
	if (desk_save_note(con->desk, &err) != RC_OK)
		console_error(con, &err);
	console_keep(con);
	console_dirty(con);
}

static void on_habits(void *arg)
{
	struct console *con = arg;
	con->habit_timer = 0;
	console_save_habits(con);
}

static void on_suggest(void *arg)
{
	struct console *con = arg;
	con->suggest_timer = 0;
	con->texts_ready = !console_texts_step(con);
}

static void on_keys(void *arg)
{
	struct console *con = arg;
	con->key_timer = 0; /* term_key() is asked again in this turn */
}

static void on_beat(void *arg)
{
	struct console *con = arg;
	struct err err = {0};
	int64_t freed = 0;
	con->beat_timer = 0;
	if (!con->app->store || !con->app->actor.id)
		return;
	enum rc rc = store_agent_beat(con->app->store, con->app->actor.id, &err);
	bool others_could = !con->unbeaten;
	con->unbeaten = rc == RC_BUSY;
	/* Who could not say for a while that they are there is not gone: they get a beat to say so. */
	if (rc == RC_OK && others_could)
		rc = work_release_expired(con->app->store, &freed, &err);
	if (rc == RC_OK)
		rc = store_maintain(con->app->store, &err);
	if (rc != RC_OK)
		log_warn("heartbeat: %s", err.text);
	if (con->unbeaten)
		return;
	send_due(con);
	knowledge_count_to_read(con->app);
	if (freed > 0)
		console_stale(con);
}

static void on_world(void *arg)
{
	struct console *con = arg;
	con->world_timer = 0;
	int64_t wait_ms = demo_world_tick(con->app->world, clock_wall_ms());
	con->world_timer = evloop_add_timer(con->loop, wait_ms, on_world, con);
	console_stale(con);
}

/* Does anything on the screen count seconds? Else the clock in the corner moves once a minute. */
static bool counts_seconds(const struct console *con)
{
	const struct desk *desk = con->desk;
	if (con->app->practice)
		return true; /* steps are timed */
	return con->app->actor.id &&
		(desk->nwaiting > 0 || desk->nleaving > 0 || desk->hand.item.id ||
			desk->nagents > 0 || desk->hand.agent.state == AGENT_BREAK);
}

/* A little behind the change of the second: timers count whole milliseconds, and one that ends a
 * fraction before it would have to be waited for again. */
static int64_t to_next(int64_t now, int64_t step)
{
	return step - now % step + 1;
}

static void arm_timers(struct console *con)
{
	int64_t now = clock_wall_ms();
	/* Anew each turn: what there is to count may have come only now. */
	bool soon = con->unread || counts_seconds(con);
	int64_t wait = to_next(now, soon ? SECOND_MS : MINUTE_MS);
	int64_t due = desk_work_wait_ms(con->desk, now);
	if (due >= 0 && due < wait)
		wait = due;
	int64_t message_left = con->message_at + MESSAGE_MS - clock_mono_ms();
	if (con->message && con->message_kind != MESSAGE_ERROR && wait > message_left)
		wait = message_left > 0 ? message_left : 0;
	int64_t tip_left = console_tip_left_ms(con);
	if (tip_left >= 0 && wait > tip_left)
		wait = tip_left;
	evloop_cancel_timer(con->loop, con->clock_timer);
	con->clock_timer = evloop_add_timer(con->loop, wait, on_clock, con);
	if (!con->draft_timer && (con->desk->note_changed || console_unkept(con)))
		con->draft_timer = evloop_add_timer(
			con->loop, config_number(con->app->config, OPT_UI_DRAFT), on_draft, con);
	if (!con->habit_timer && remember_changed(con->remember))
		con->habit_timer = evloop_add_timer(con->loop, SECOND_MS, on_habits, con);
	/* Only with something in hand: an idle console sleeps and holds no index. */
	if (!con->suggest_timer && con->app->actor.id && desk_in_hand(con->desk) &&
		(!con->texts_ready || suggesting_waits(desk_suggesting(con->desk))))
		con->suggest_timer = evloop_add_timer(con->loop, SUGGEST_MS, on_suggest, con);
	if (!con->beat_timer && con->app->actor.id)
		con->beat_timer = evloop_add_timer(
			con->loop, con->unbeaten ? BUSY_BEAT_MS : BEAT_MS, on_beat, con);
	if (!con->world_timer && con->app->world)
		con->world_timer = evloop_add_timer(con->loop, SECOND_MS, on_world, con);
	int64_t key_wait = term_timeout_ms(con->term, clock_mono_ms());
	evloop_cancel_timer(con->loop, con->key_timer);
	con->key_timer = key_wait >= 0 ? evloop_add_timer(con->loop, key_wait, on_keys, con) : 0;
}

/* A message stays 5 s; an error until the next key. */
static void expire_message(struct console *con)
{
	if (con->message && con->message_kind != MESSAGE_ERROR &&
		clock_mono_ms() - con->message_at >= MESSAGE_MS)
		console_clear_message(con);
}

/* ---- the turn ---- */

void console_start_loop(struct console *con)
{
	con->loop = evloop_new();
	if (term_fd(con->term) >= 0) {
		/* The terminal turns TERM, HUP and WINCH into keys itself, so that even a stuck loop
		 * gives the screen back. */
		evloop_add_fd(con->loop, term_fd(con->term), POLLIN, on_terminal, con);
		evloop_on_signal(con->loop, SIGUSR2, on_debug, con);
		console_watch_begin(con);
		console_texts_begin(con);
		int fd = store_notice_fd(con->app->store);
		if (fd >= 0)
			evloop_add_fd(con->loop, fd, POLLIN, on_news, con);
	}
}

static bool is_pressed(const struct key *key)
{
	return key->kind != KEY_RESIZE && key->kind != KEY_EOF && key->kind != KEY_NONE;
}

void console_key(struct console *con, const struct key *key)
{
	if (con->stale)
		console_recalc(con); /* keys typed ahead act on what the key before them did */
	con->keys_pressed += is_pressed(key);
	practice_key(con->app->practice_run, con, key);
	dispatch_key(con, key);
}

static void drain_keys(struct console *con)
{
	struct key key;
	if (con->quit || !term_key(con->term, clock_mono_ms(), &key))
		return;
	console_patience(con, STORE_PATIENCE_MS);
	do
		console_key(con, &key);
	while (!con->quit && term_key(con->term, clock_mono_ms(), &key));
}

void console_turn(struct console *con, int64_t max_wait_ms)
{
	console_patience(con, 0); /* till a key is pressed: nobody asked for what the loop does */
	evloop_turn(con->loop, con->dirty || con->stale ? 0 : max_wait_ms);
	drain_keys(con);
	if (con->quit)
		return;
	console_glyphs(con); /* the terminal may have answered */
	if (term_fd(con->term) < 0 && con->app->store && store_changed(con->app->store))
		console_stale(con); /* a script has no descriptor to wait on */
	expire_message(con);
	console_tip_expire(con);
	practice_turn(con->app->practice_run, con);
	if (con->dirty || con->stale) {
		console_paint(con);
		frame_tell_title(con);
	} else if (con->ticked) {
		console_tick(con);
	}
	desk_work_turn(con);
	if (con->app->store)
		store_announce(
			con->app->store); /* after painting: the wake costs more than the frame */
	arm_timers(con);
	console_patience(con, -1);
}

enum rc console_run(struct console *con, struct err *err)
{
	(void)err;
	console_stale(con);
	if (!con->app->practice && remember_tour_due())
		console_popup(con, view_class_find("tour"), NULL);
	while (!con->quit)
		console_turn(con, -1);
	return RC_OK;
}
