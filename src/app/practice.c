/* One attempt: a folder of its own, a store in it, a call that rings when the trainee has read what
 * it is about, and a look at the desk before each key and once a turn. */
#include "carrel/practice.h"

#include "practice_private.h"

#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/blanks.h"
#include "carrel/clock.h"
#include "carrel/console.h"
#include "carrel/entropy.h"
#include "carrel/i18n.h"
#include "carrel/mem.h"
#include "carrel/path.h"
#include "carrel/store.h"
#include "carrel/store_rows.h"
#include "carrel/strbuf.h"
#include "carrel/textfill.h"
#include "carrel/textpane.h"

#include <dirent.h>
#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { WALK_FDS = 8, OLD_S = 24 * 3600 };

/* ---- opening and closing ---- */

static enum rc load_scenario(struct practice *run, const char *path, struct err *err)
{
	struct problems problems;
	problems_init(&problems);
	bool good = scenario_file_load(path, &run->scenario, &problems);
	if (!good) {
		struct strbuf lines = STRBUF_INIT;
		problems_render(&problems, &lines);
		fputs(lines.buf, stderr);
		err_set(err, RC_INVALID,
			_("%s cannot be played; what is wrong with it is listed above."), path);
		strbuf_fini(&lines);
	}
	problems_fini(&problems);
	if (good && *run->scenario->channel && strcmp(run->scenario->channel, "phone") != 0)
		return err_set(err, RC_INVALID,
			_("“%s” is about %s; only telephone calls can be practised so far."),
			run->scenario->id, run->scenario->channel);
	return good ? RC_OK : RC_INVALID;
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *ftw)
{
	(void)st;
	(void)kind;
	(void)ftw;
	remove(path);
	return 0;
}

/* What a killed practice left behind. A day is longer than any that still runs. */
static void sweep_old(const char *parent)
{
	DIR *dir = opendir(parent);
	struct strbuf path = STRBUF_INIT;
	struct stat st;
	if (!dir)
		return;
	for (struct dirent *e; (e = readdir(dir));) {
		if (strncmp(e->d_name, "practice-", 9) != 0)
			continue;
		strbuf_reset(&path);
		path_join(&path, parent, e->d_name);
		if (lstat(path.buf, &st) == 0 && S_ISDIR(st.st_mode) && st.st_uid == getuid() &&
			time(NULL) - st.st_mtime > OLD_S)
			nftw(path.buf, remove_one, WALK_FDS, FTW_DEPTH | FTW_PHYS);
	}
	strbuf_fini(&path);
	closedir(dir);
}

static enum rc make_folder(struct practice *run, struct err *err)
{
	struct strbuf path = STRBUF_INIT;
	enum rc rc = path_base_dir(PATH_RUNTIME, &path, err);
	if (rc == RC_OK)
		rc = path_make_dirs(path.buf, 0700, err);
	if (rc == RC_OK) {
		sweep_old(path.buf);
		strbuf_addstr(&path, "/practice-XXXXXX");
		if (mkdtemp(path.buf))
			run->folder = xstrdup(path.buf);
		else
			rc = err_set(err, RC_IO, _("No room for a practice: %s: %s."), path.buf,
				strerror(errno));
	}
	strbuf_fini(&path);
	return rc;
}

/* Drafts follow the state folder: those of an invented call go with it. */
static void move_state_home(struct practice *run)
{
	const char *old = getenv("XDG_STATE_HOME");
	run->state_home = old ? xstrdup(old) : NULL;
	setenv("XDG_STATE_HOME", run->folder, 1);
}

static void restore_state_home(struct practice *run)
{
	if (run->state_home)
		setenv("XDG_STATE_HOME", run->state_home, 1);
	else
		unsetenv("XDG_STATE_HOME");
	free(run->state_home);
}

static enum rc open_store(struct practice *run, struct err *err)
{
	struct app *app = run->app;
	struct strbuf path = STRBUF_INIT;
	struct arena *a = arena_new();
	struct agent trainee;
	path_join(&path, run->folder, "practice.db");
	enum rc rc = app_store_use(app, path.buf, true, true, err);
	if (rc == RC_OK)
		rc = practice_fill_store(run, app->store, err);
	if (rc == RC_OK)
		rc = store_agent_get(app->store, run->agent_id, a, &trainee, err);
	if (rc == RC_OK)
		rc = app_sign_on(app, trainee.login, NULL, err);
	if (rc == RC_OK)
		rc = work_state(app->store, run->agent_id, AGENT_READY, NULL, err);
	arena_free(&a);
	strbuf_fini(&path);
	return rc;
}

/* With the clock held still (CARREL_NOW) every machine draws the same. */
static uint64_t seed_of(int attempt)
{
	uint64_t seed = (uint64_t)clock_wall_ms();
	if (!clock_is_frozen())
		entropy_fill(&seed, sizeof(seed));
	return seed + (uint64_t)attempt;
}

enum rc practice_open(
	struct app *app, const char *path, int attempt, struct practice **out, struct err *err)
{
	struct practice *run = xcalloc(1, sizeof(*run));
	run->app = app;
	run->window_node = SCENARIO_NO_NODE;
	enum rc rc = load_scenario(run, path, err);
	if (rc == RC_OK)
		rc = make_folder(run, err);
	if (rc == RC_OK) {
		run->play = practice_play_new(run->scenario, app_language(app), seed_of(attempt));
		move_state_home(run);
		rc = open_store(run, err);
	}
	if (rc != RC_OK) {
		practice_close(&run);
		return rc;
	}
	app->practice = true;
	app->practice_run = run;
	*out = run;
	return RC_OK;
}

void practice_close(struct practice **run)
{
	struct practice *r = *run;
	if (!r)
		return;
	app_sign_off(r->app);
	store_close(&r->app->store);
	r->app->practice = false;
	r->app->practice_run = NULL;
	if (r->folder) {
		if (r->play)
			restore_state_home(r);
		nftw(r->folder, remove_one, WALK_FDS, FTW_DEPTH | FTW_PHYS);
	}
	practice_play_free(&r->play);
	scenario_file_free(&r->scenario);
	free(r->folder);
	free(r->blank);
	free(r);
	*run = NULL;
}

/* ---- keys ---- */

static bool writes_text(const struct practice *run, struct console *con)
{
	const struct view *view = console_focused(con);
	const struct scenario_node *node = practice_node(run->play);
	if (!view)
		return false;
	if (strcmp(view->class->name, "say") == 0)
		return node && node->kind == SCENARIO_WRITE;
	return strcmp(view->class->context, "text") == 0 ||
		strcmp(view->class->context, "form") == 0;
}

/* Letters of a note are the work itself; only keys that steer are counted. */
static bool is_typing(const struct practice *run, struct console *con, const struct key *key)
{
	if (!writes_text(run, con) || (key->mods & (KEY_MOD_CTRL | KEY_MOD_ALT)))
		return false;
	if (key->kind == KEY_ENTER)
		return con->npopups == 0; /* in a window it sends */
	switch (key->kind) {
	case KEY_CHAR:
	case KEY_PASTE:
	case KEY_BACKSPACE:
	case KEY_DEL:
	case KEY_UP:
	case KEY_DOWN:
	case KEY_LEFT:
	case KEY_RIGHT:
	case KEY_HOME:
	case KEY_END: return true;
	default: return false;
	}
}

/* Each refusal on the message line is one slip; it stands there until the next key. */
static void count_refusal(struct practice *run, const struct console *con)
{
	if (con->message_kind != MESSAGE_ERROR || !con->message || run->error_counted)
		return;
	run->error_counted = true;
	if (run->play->begun && !run->play->done)
		practice_mistake(run->play, con->message);
}

/* A blank that was still open when the call was wrapped up would have reached a customer. */
static void look_at_blanks(
	struct practice *run, const struct console *con, const struct practice_moment *m)
{
	bool ours = run->call_id && con->desk->hand.call.id == run->call_id;
	if (m->over && run->blank && !run->play->done)
		practice_mistake(run->play,
			arena_printf(
				run->play->arena, _("A blank was left empty: {%s}."), run->blank));
	free(run->blank);
	run->blank = NULL;
	if (!ours || m->over)
		return;
	struct arena *a = arena_new();
	struct vec gaps;
	blanks_scan(con->desk, a, &gaps);
	for (size_t i = 0; i < gaps.n && !run->blank; i++) {
		const struct textfill_gap *gap = vec_at(&gaps, i);
		if (*gap->name)
			run->blank = xstrdup(gap->name);
	}
	vec_fini(&gaps);
	arena_free(&a);
}

static void ring(struct practice *run, struct console *con)
{
	struct err err = {0};
	if (practice_ring(run, run->app->store, &err) != RC_OK) {
		console_error(con, &err);
		return;
	}
	console_stale(con);
	console_recalc(con);
	struct practice_moment m = practice_now(run, con);
	practice_begin(run->play, &m);
}

void practice_key(struct practice *run, struct console *con, const struct key *key)
{
	if (!run || key->kind == KEY_NONE || key->kind == KEY_RESIZE || key->kind == KEY_EOF)
		return;
	count_refusal(run, con);
	run->error_counted = false;
	/* The brief was closed by a key that came together with this one: it rings before this one acts. */
	if (!run->play->begun && run->brief_shown && con->npopups == 0)
		ring(run, con);
	if (!run->play->begun || run->play->done)
		return;
	bool typing = is_typing(run, con, key);
	run->typed_at = 0;
	struct practice_moment m = practice_now(run, con);
	m.note_settled = !typing;
	m.key = true;
	look_at_blanks(run, con, &m);
	if (practice_advance(run->play, &m))
		console_dirty(con);
	run->keys += !typing;
	run->typed_at = typing ? clock_mono_ms() : 0;
}

/* ---- the turn ---- */

static void open_window(struct console *con, const char *name)
{
	const struct view_class *class = view_class_find(name);
	if (class)
		console_popup(con, class, NULL);
}

/* Of two people with one name the wrong one is no fault: it cannot be told yet. */
static bool same_name(const struct practice *run, const struct desk *desk)
{
	const char *name = practice_fill(run->play, run->scenario->caller.customer.name);
	return desk->has_pop && strcmp(desk->pop.customer.name, name) == 0;
}

static void look_at_customer(struct practice *run, struct console *con)
{
	int64_t shown = con->desk->hand.customer_id;
	bool ours = run->call_id && con->desk->hand.call.id == run->call_id;
	if (!ours || !shown || !run->customer_id || shown == run->customer_id)
		return;
	if (run->wrong_customer)
		return;
	run->wrong_customer = true;
	if (same_name(run, con->desk)) {
		console_message(con, MESSAGE_WARN, "%s",
			_("Another customer has the same name, and that one is calling."));
		return;
	}
	practice_mistake(run->play, _("That is another customer than the one who calls."));
}

static void tell_remark(struct practice *run, struct console *con)
{
	if (!run->play->remark)
		return;
	console_message(
		con, run->play->remark_good ? MESSAGE_DONE : MESSAGE_WARN, "%s", run->play->remark);
	run->play->remark = NULL;
}

/* The window to speak in comes by itself, but never into somebody's typing or over another window. */
static void follow_windows(
	struct practice *run, struct console *con, const struct practice_moment *m)
{
	const struct scenario_node *node = practice_node(run->play);
	bool speech = !run->play->done && node &&
		(node->kind == SCENARIO_TALK || node->kind == SCENARIO_WRITE);
	if (run->window_node != run->play->node && console_has_popup(con, "say") &&
		!run->play->done) {
		console_popup_close_all(con);
		run->window_node = SCENARIO_NO_NODE;
	}
	if (speech && run->window_node != run->play->node && con->npopups == 0 && m->note_settled &&
		(m->facts & FACT_ANSWERED)) {
		run->window_node = run->play->node;
		open_window(con, "say");
	}
	if (run->play->done && !run->told_result) {
		run->told_result = true;
		console_popup_close_all(con);
		open_window(con, "lesson");
	}
}

static void before_the_call(struct practice *run, struct console *con)
{
	if (!run->brief_shown) {
		run->brief_shown = true;
		open_window(con, "lesson");
	} else if (con->npopups == 0) {
		ring(run, con);
	}
}

void practice_turn(struct practice *run, struct console *con)
{
	if (!run || con->quit)
		return;
	if (con->stale)
		console_recalc(con);
	count_refusal(run, con);
	if (!run->play->begun)
		before_the_call(run, con);
	if (!run->play->begun)
		return;
	struct practice_moment m = practice_now(run, con);
	look_at_blanks(run, con, &m);
	if (practice_advance(run->play, &m))
		console_dirty(con);
	look_at_customer(run, con);
	tell_remark(run, con);
	follow_windows(run, con, &m);
}

/* ---- the coach's pane ---- */

void practice_hide_coach(struct console *con, bool hide)
{
	const struct view *coach = console_pane(con, "coach");
	if (!coach)
		return;
	unsigned bit = 1u << coach->pane;
	con->away = hide ? con->away | bit : con->away & ~bit;
	if (hide && con->focus == coach->pane)
		console_focus(con, con->screen->home);
	console_dirty(con);
}

bool practice_coach_hidden(const struct console *con)
{
	const struct view *coach = console_pane((struct console *)con, "coach");
	return coach && (con->away & 1u << coach->pane);
}
