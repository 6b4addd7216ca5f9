/* A console from its opening to its end, and what one leaves it for. The store of the centre and the
 * person stay open meanwhile: the command gets a run with neither, and the desk finds both again. */
#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/cmd.h"
#include "carrel/console.h"
#include "carrel/i18n.h"
#include "carrel/mem.h"
#include "carrel/out.h"
#include "carrel/plain.h"
#include "carrel/script.h"
#include "carrel/store.h"
#include "carrel/work.h"

#include <stdlib.h>

/* What is put aside while somebody is away. */
struct away {
	struct store *store;
	struct demo_world *world;
	struct agent actor;
	struct arena *actor_arena;
	bool was_ready;
};

enum rc console_leave_for(struct console *con, const char *command, struct err *err)
{
	if (desk_in_hand(con->desk))
		return err_set(err, RC_CONFLICT,
			_("You have something in hand. Finish it with F8 first."));
	if (con->app->options.script)
		return err_set(err, RC_INVALID,
			_("A script stays in one console. In a shell: carrel --script FILE %s"),
			command);
	free(con->then);
	con->then = xstrdup(command);
	con->quit = true;
	return RC_OK;
}

/* Nobody counts on somebody who practises: colleagues see a break and what for. */
static void go(struct app *app, struct away *away)
{
	struct agent now;
	struct err ignored = {0};
	struct arena *a = arena_new();
	away->was_ready = app->actor.id != 0 &&
		store_agent_get(app->store, app->actor.id, a, &now, &ignored) == RC_OK &&
		now.state == AGENT_READY &&
		work_state(app->store, now.id, AGENT_BREAK, _("practice"), &ignored) == RC_OK;
	arena_free(&a);
	away->store = app->store;
	away->world = app->world;
	away->actor = app->actor;
	away->actor_arena = app->actor_arena;
	app->store = NULL;
	app->world = NULL;
	app->actor = (struct agent){0};
	app->actor_arena = arena_new();
}

static void come_back(struct app *app, struct away *away)
{
	struct err ignored = {0};
	store_close(&app->store);
	arena_free(&app->actor_arena);
	app->store = away->store;
	app->world = away->world;
	app->actor = away->actor;
	app->actor_arena = away->actor_arena;
	if (away->was_ready &&
		work_state(app->store, app->actor.id, AGENT_READY, NULL, &ignored) != RC_OK)
		away->was_ready = false; /* the desk shows the break; F2 ends it */
	app_speak(app);
}

static enum rc run_away(struct app *app, const char *command, struct out *out, struct err *err)
{
	struct away away;
	go(app, &away);
	enum rc rc = cmd_run_text(app, command, out, err);
	come_back(app, &away);
	return rc;
}

static void tell(struct console *con, enum rc rc, const struct out *said, const struct err *err)
{
	if (rc != RC_OK && rc != RC_CANCELLED)
		console_error(con, err);
	else if (out_lines(said) > 0)
		console_message(con, MESSAGE_DONE, "%s", out_line_at(said, out_lines(said) - 1));
}

static enum rc run_open(struct console *con, struct err *err)
{
	struct app *app = con->app;
	if (app->options.script)
		return script_run_file(con, app->options.script, err);
	return app->options.plain ? plain_run(con, err) : console_run(con, err);
}

enum rc console_session(struct app *app, struct err *err)
{
	struct console *con;
	struct out *said = out_new();
	struct err refused = {0};
	enum rc was = RC_OK, rc = RC_OK;
	for (char *then = NULL;; free(then)) {
		rc = console_open(app, &con, err);
		if (rc != RC_OK)
			break;
		tell(con, was, said, &refused);
		rc = run_open(con, err);
		then = con->then;
		con->then = NULL;
		console_close(&con);
		if (rc != RC_OK || !then) {
			free(then);
			break;
		}
		out_free(&said);
		said = out_new();
		refused = (struct err){0};
		was = run_away(app, then, said, &refused);
	}
	out_free(&said);
	return rc;
}
