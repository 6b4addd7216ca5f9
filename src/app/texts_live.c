/* texts_live.c - texts and articles whose files change while the console runs are read again a few
 * files at a time, so that no key waits. A file with a mistake keeps its last good version in force,
 * and the message line says where the mistake is. */
#include "carrel/console.h"

#include "console_private.h"

#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/evloop.h"
#include "carrel/i18n.h"
#include "carrel/knowledge.h"
#include "carrel/library.h"
#include "carrel/path.h"
#include "carrel/problems.h"
#include "carrel/strbuf.h"
#include "carrel/suggesting.h"

#include <poll.h>
#include <sys/inotify.h>
#include <unistd.h>

/* Editors write in several steps; a large library takes half a millisecond a file. */
enum { SETTLE_MS = 200, SLICE_FILES = 2, BETWEEN_MS = 1, SLICE_TEXTS = 200 };
enum { EVENTS = IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_CREATE };

static void tell_state(struct console *con)
{
	struct arena *a = arena_new();
	const char *const *paths;
	bool broken = library_stale_files(app_library(con->app), a, &paths) > 0;
	const struct problems *problems = library_problems(app_library(con->app));
	if (broken && problems_count(problems) > 0) {
		struct strbuf line = STRBUF_INIT;
		problem_render(problems_at(problems, 0), &line);
		console_message(
			con, MESSAGE_WARN, _("%s. The last good texts stay in use."), line.buf);
		strbuf_fini(&line);
	} else if (con->texts_broken && !broken) {
		console_message(con, MESSAGE_DONE, "%s", _("The texts are whole again."));
	}
	con->texts_broken = broken;
	arena_free(&a);
}

static void on_read(void *arg)
{
	struct console *con = arg;
	bool more = false;
	bool changed = library_refresh_some(app_library(con->app), SLICE_FILES, &more);
	con->texts_timer = 0;
	if (more) {
		con->texts_timer = evloop_add_timer(con->loop, BETWEEN_MS, on_read, con);
	} else {
		changed |= kb_refresh(app_kb(con->app));
		tell_state(con);
	}
	if (changed) {
		con->texts_ready = false;
		suggesting_stale(desk_suggesting(con->desk));
		console_stale(con);
	}
}

/* What changed is found by looking at the files; the news only says that something did. */
static void on_news(void *arg, int fd, short revents)
{
	struct console *con = arg;
	_Alignas(struct inotify_event) char buf[4096];
	(void)revents;
	while (read(fd, buf, sizeof(buf)) > 0)
		;
	evloop_cancel_timer(con->loop, con->texts_timer);
	con->texts_timer = evloop_add_timer(con->loop, SETTLE_MS, on_read, con);
}

static void watch(void *arg, const char *folder)
{
	const struct console *con = arg;
	if (path_is_dir(folder))
		inotify_add_watch(con->texts_fd, folder, EVENTS);
}

void console_texts_begin(struct console *con)
{
	con->texts_fd = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
	if (con->texts_fd < 0)
		return; /* F6 looks at the files all the same */
	evloop_add_fd(con->loop, con->texts_fd, POLLIN, on_news, con);
	app_text_folders(con->app, watch, con);
}

void console_texts_end(struct console *con)
{
	if (con->texts_fd >= 0)
		close(con->texts_fd);
	con->texts_fd = -1;
}

bool console_texts_step(struct console *con)
{
	struct app *app = con->app;
	const char *language = app_language(app);
	struct suggesting *suggesting = desk_suggesting(con->desk);
	bool waited = suggesting_waits(suggesting);
	bool more = app_library_step(app, SLICE_FILES) ||
		library_warm(app_library(app), language, SLICE_TEXTS) ||
		knowledge_step(app, language, SLICE_TEXTS) || suggesting_step(suggesting);
	if (waited && !suggesting_waits(suggesting))
		console_stale(con); /* what suits the case is known only now */
	return more;
}
