/* look.c - the theme in force, and files of a person's own that change while the console runs.
 * A file with mistakes changes nothing: the last good one stays, and the message says where. */
#include "carrel/console.h"

#include "console_private.h"

#include "carrel/app.h"
#include "carrel/config.h"
#include "carrel/evloop.h"
#include "carrel/i18n.h"
#include "carrel/keymap.h"
#include "carrel/mem.h"
#include "carrel/path.h"
#include "carrel/problems.h"
#include "carrel/remember.h"
#include "carrel/strbuf.h"
#include "carrel/term.h"
#include "carrel/theme.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

enum { EVENTS = IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE };

/* ---- theme ---- */

static void watch_folders(struct console *con);

bool console_theme(struct console *con, const char *name, struct problems *problems)
{
	struct style_set styles;
	size_t before = problems_count(problems);
	if (!theme_load(name, &styles, problems) || problems_count(problems) > before)
		return false;
	char *copy = xstrdup(name);
	free(con->theme);
	con->theme = copy;
	term_styles(con->term, &styles);
	console_dirty(con);
	watch_folders(con);
	return true;
}

/* What the command line says counts for everybody who sits down, then what the person chose. */
void console_theme_of_person(struct console *con)
{
	const struct app *app = con->app;
	const char *name =
		app->options.theme ? app->options.theme : remember_get(con->remember, "theme");
	struct problems problems = {0};
	if (!name)
		name = config_text(app->config, OPT_UI_THEME);
	if (!con->theme || strcmp(con->theme, name) != 0)
		console_theme(con, name, &problems);
	if (!con->theme)
		con->theme = xstrdup(name); /* shown as built in until its file is mended */
	console_tell_problems(con, &problems);
	problems_fini(&problems);
}

/* ---- changed files ---- */

static void reload_theme(struct console *con)
{
	struct problems problems = {0};
	char *name = xstrdup(con->theme);
	if (!console_theme(con, name, &problems))
		console_tell_problems(con, &problems);
	problems_fini(&problems);
	free(name);
}

static void reload_keys(struct console *con)
{
	struct problems problems = {0};
	/* The window of the keys borrows from the map. */
	if (con->npopups > 0 && console_has_popup(con, "help"))
		console_popup_close_all(con);
	struct keymap *map = keymap_load(&problems);
	if (problems_count(&problems) == 0) {
		keymap_free(&con->keymap);
		con->keymap = map;
		console_message(con, MESSAGE_DONE, "%s", _("Your keys were read again."));
	} else {
		keymap_free(&map);
		console_tell_problems(con, &problems);
	}
	problems_fini(&problems);
	console_dirty(con);
}

static bool is_yaml(const char *name)
{
	size_t n = strlen(name);
	return n > 5 && strcmp(name + n - 5, ".yaml") == 0;
}

static void on_files(void *arg, int fd, short revents)
{
	struct console *con = arg;
	_Alignas(struct inotify_event) char buf[4096];
	bool theme = false, keys = false;
	ssize_t n;
	(void)revents;
	while ((n = read(fd, buf, sizeof(buf))) > 0) {
		for (const char *at = buf; at < buf + n;) {
			const struct inotify_event *event = (const void *)at;
			at += sizeof(*event) + event->len;
			if (event->len == 0 || !is_yaml(event->name))
				continue;
			if (strcmp(event->name, "keys.yaml") == 0)
				keys = true;
			else
				theme = true;
		}
	}
	if (keys)
		reload_keys(con);
	if (theme && con->theme)
		reload_theme(con);
}

static void watch(const struct console *con, const char *folder)
{
	if (path_is_dir(folder))
		inotify_add_watch(con->files_fd, folder, EVENTS);
}

/* The folder of the person's own files, that of their themes, and that of a theme given as a path.
 * Adding one that is watched already changes nothing. */
static void watch_folders(struct console *con)
{
	struct strbuf dir = STRBUF_INIT, path = STRBUF_INIT;
	if (con->files_fd < 0)
		return;
	if (path_base_dir(PATH_CONFIG, &dir, NULL) == RC_OK) {
		watch(con, dir.buf);
		path_join(&path, dir.buf, "themes");
		watch(con, path.buf);
	}
	if (con->theme && (strchr(con->theme, '/') || is_yaml(con->theme))) {
		strbuf_reset(&path);
		path_parent(&path, con->theme);
		watch(con, path.buf);
	}
	strbuf_fini(&path);
	strbuf_fini(&dir);
}

void console_watch_begin(struct console *con)
{
	con->files_fd = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
	if (con->files_fd < 0)
		return; /* `theme NAME` reads anew all the same */
	evloop_add_fd(con->loop, con->files_fd, POLLIN, on_files, con);
	watch_folders(con);
}

void console_watch_end(struct console *con)
{
	if (con->files_fd >= 0)
		close(con->files_fd);
	con->files_fd = -1;
}

/* ---- signs ---- */

static enum grid_glyphs glyphs_of(const struct console *con)
{
	static const struct {
		const char *word;
		enum grid_glyphs glyphs;
	} words[] = {{"all", GRID_GLYPHS_ALL}, {"plain-frames", GRID_GLYPHS_PLAIN_FRAMES},
		{"east-asian", GRID_GLYPHS_EAST_ASIAN}, {"ascii", GRID_GLYPHS_ASCII}};
	const char *wish = config_text(con->app->config, OPT_UI_GLYPHS);
	if (con->term->ascii)
		return GRID_GLYPHS_ASCII;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(words[i].word, wish) == 0)
			return words[i].glyphs;
	return keys_width(con->term->keys) == 2 ? GRID_GLYPHS_EAST_ASIAN : GRID_GLYPHS_ALL;
}

void console_glyphs(struct console *con)
{
	enum grid_glyphs glyphs = glyphs_of(con);
	if (glyphs == con->glyphs)
		return;
	con->glyphs = glyphs;
	grid_set_glyphs(con->grid, glyphs);
	console_dirty(con);
	term_redraw(con->term); /* what stands there is wider than was thought */
}
