/* An invented centre to look at. Without --into it opens the console on a store of its own, made
 * fresh each time so that its callers wait now; a second console joins the one that is open. */
#include "carrel/demo.h"

#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/cmd.h"
#include "carrel/console.h"
#include "carrel/demo_world.h"
#include "carrel/drafts.h"
#include "carrel/i18n.h"
#include "carrel/out.h"
#include "carrel/path.h"
#include "carrel/store.h"
#include "carrel/strbuf.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

static void show_progress(void *arg, int64_t done, int64_t total)
{
	(void)arg;
	fprintf(stderr, "\r%s %d %%", _("Making the demo centre:"),
		(int)(100 * done / (total ? total : 1)));
	fflush(stderr);
}

static enum rc options_of(struct cmd_call *call, struct demo_options *options, struct err *err)
{
	int64_t seed = 1;
	int size = DEMO_DESK;
	const char *size_text = cmd_option(call, "size");
	if (size_text && !word_parse(demo_size_words, size_text, &size))
		return err_set(err, RC_INVALID,
			_("--size is small, desk, floor or hall, not “%s”."), size_text);
	enum rc rc = cmd_option_int(call, "seed", 0, INT64_MAX, &seed, err);
	*options = (struct demo_options){
		.seed = (uint64_t)seed,
		.size = (enum demo_size)size,
		.now = clock_wall_ms(),
		.zone = app_zone(call->app),
		.language = app_language(call->app),
		.progress = isatty(STDERR_FILENO) ? show_progress : NULL,
	};
	return rc;
}

static enum rc fill_store(
	struct cmd_call *call, const struct demo_options *options, struct err *err)
{
	struct demo_report report = {0};
	enum rc rc = demo_create(call->app->store, options, &report, err);
	if (options->progress)
		fprintf(stderr, "\r\033[K"); /* only ever to a terminal */
	if (rc != RC_OK)
		return rc;
	/* Items and cases are numbered from one again: a note of an earlier centre would find a home. */
	drafts_drop_all(store_address(call->app->store));
	out_int(call->out, "agents", report.agents);
	out_int(call->out, "customers", report.customers);
	out_int(call->out, "cases", report.cases);
	out_int(call->out, "contacts", report.contacts);
	out_int(call->out, "waiting", report.waiting);
	out_int(call->out, "elapsed_ms", report.elapsed_ms);
	out_line(call->out,
		_("A centre with %lld agents, %lld customers, %lld cases and %lld contacts."),
		(long long)report.agents, (long long)report.customers, (long long)report.cases,
		(long long)report.contacts);
	return RC_OK;
}

/* ---- the store of `carrel demo` ---- */

/* Held while any demo console is open: the first one makes the store new, others join it. */
struct demo_lock {
	int fd;
	bool first;
};

static enum rc lock_demo(
	const char *store, struct demo_lock *lock, struct arena *a, struct err *err)
{
	const char *path = arena_printf(a, "%s.open", store);
	lock->fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (lock->fd < 0)
		return err_set(
			err, RC_IO, _("The demo needs to write %s: %s."), path, strerror(errno));
	lock->first = flock(lock->fd, LOCK_EX | LOCK_NB) == 0;
	return RC_OK;
}

static void share_lock(struct demo_lock *lock)
{
	flock(lock->fd, LOCK_SH);
}

static void remove_store(const char *store, struct arena *a)
{
	static const char *const tails[] = {"", "-wal", "-shm", "-journal"};
	for (size_t i = 0; i < sizeof(tails) / sizeof(tails[0]); i++)
		unlink(arena_printf(a, "%s%s", store, tails[i]));
}

static enum rc demo_path(struct arena *a, const char **path, struct err *err)
{
	struct strbuf folder = STRBUF_INIT;
	enum rc rc = path_base_dir(PATH_STATE, &folder, err);
	if (rc == RC_OK)
		rc = path_make_dirs(folder.buf, 0700, err);
	*path = arena_printf(a, "%s/demo.db", folder.buf);
	strbuf_fini(&folder);
	return rc;
}

static enum rc open_demo(struct cmd_call *call, const struct demo_options *options, struct err *err)
{
	struct app *app = call->app;
	const char *path;
	struct demo_lock lock = {.fd = -1};
	enum rc rc = demo_path(call->arena, &path, err);
	if (rc == RC_OK)
		rc = lock_demo(path, &lock, call->arena, err);
	if (rc != RC_OK)
		return rc;
	if (lock.first)
		remove_store(path, call->arena);
	rc = app_store_use(app, path, lock.first, false, err);
	if (rc == RC_OK && lock.first)
		rc = fill_store(call, options, err);
	if (rc == RC_OK) {
		/* Whoever looks at the demo reads the terminal's language, not Ana's. */
		app->options.language = app_language(app);
		share_lock(&lock);
		if (lock.first)
			app->world = demo_world_new(app->store, options->seed, 0);
		if (app->options.actor)
			rc = app_sign_on(app, app->options.actor, NULL, err);
		if (rc == RC_OK)
			rc = console_session(app, err);
		demo_world_free(&app->world);
	}
	close(lock.fd);
	return rc;
}

static enum rc cmd_demo(struct cmd_call *call, struct err *err)
{
	struct demo_options options;
	enum rc rc = options_of(call, &options, err);
	const char *into = cmd_option(call, "into");
	if (rc != RC_OK)
		return rc;
	if (!into)
		return open_demo(call, &options, err);
	rc = app_store_use(call->app, into, true, false, err);
	if (rc == RC_OK)
		rc = fill_store(call, &options, err);
	return rc;
}
const struct cmd cmd_demo_entry = {
	.name = "demo",
	.usage = "demo [--into STORE] [--size small|desk|floor|hall] [--seed N]",
	.help = N_("An invented centre to try everything on"),
	.synonyms = N_("try example sample"),
	.options = "into: size: seed:",
	.flags = CMD_SHELL,
	.exec = cmd_demo,
};
