/* Lines drive a console exactly as a person would: keys go through the decoder's queue, commands
 * through the command table, and after each line the console takes a turn. */
#include "carrel/script.h"

#include "script_said.h"

#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/cmd.h"
#include "carrel/console.h"
#include "carrel/i18n.h"
#include "carrel/log.h"
#include "carrel/path.h"
#include "carrel/strbuf.h"
#include "carrel/term.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SCRIPT_MAX = 1024 * 1024 };

struct script_verb {
	const char *name;
	enum rc (*run)(struct console *con, const char *rest, struct err *err);
};

/* \n \t \e \\ as people write them; anything else after a backslash stands for itself. */
static void unescape(const char *s, struct strbuf *out)
{
	for (; *s; s++) {
		if (*s != '\\' || !s[1]) {
			strbuf_addch(out, *s);
			continue;
		}
		s++;
		strbuf_addch(out, *s == 'n' ? '\n' : *s == 't' ? '\t' : *s == 'e' ? '\033' : *s);
	}
}

static void settle(struct console *con)
{
	for (int i = 0; i < 3 && !con->quit; i++)
		console_turn(con, 0);
}

static enum rc run_press(struct console *con, const char *rest, struct err *err)
{
	struct arena *a = arena_new();
	int argc;
	const char *const *argv;
	enum rc rc = cmd_split(rest, a, &argc, &argv, err);
	for (int i = 0; rc == RC_OK && i < argc; i++) {
		struct key key;
		if (!key_parse(argv[i], &key)) {
			rc = err_set(err, RC_INVALID, _("There is no key “%s”."), argv[i]);
			break;
		}
		keys_push(con->term->keys, &key);
	}
	arena_free(&a);
	settle(con);
	return rc;
}

static enum rc run_type(struct console *con, const char *rest, struct err *err)
{
	struct strbuf text = STRBUF_INIT;
	(void)err;
	unescape(rest, &text);
	keys_feed(con->term->keys, text.buf, text.len, clock_mono_ms());
	strbuf_fini(&text);
	settle(con);
	return RC_OK;
}

static enum rc run_paste(struct console *con, const char *rest, struct err *err)
{
	struct strbuf text = STRBUF_INIT;
	(void)err;
	unescape(rest, &text);
	const struct key key = {.kind = KEY_PASTE, .text = text.buf, .len = text.len};
	keys_push(con->term->keys, &key);
	settle(con);
	strbuf_fini(&text);
	return RC_OK;
}

static enum rc run_tick(struct console *con, const char *rest, struct err *err)
{
	char *end;
	long ms = strtol(rest, &end, 10);
	if (*end || ms < 0 || ms > 24L * 3600 * 1000)
		return err_set(err, RC_INVALID, _("tick takes milliseconds, not “%s”."), rest);
	if (!clock_is_frozen())
		return err_set(err, RC_INVALID,
			_("tick needs a clock that stands still: set CARREL_NOW."));
	clock_advance(ms);
	settle(con);
	return RC_OK;
}

static enum rc run_resize(struct console *con, const char *rest, struct err *err)
{
	int cols, rows;
	char tail;
	if (sscanf(rest, "%dx%d%c", &cols, &rows, &tail) != 2 || cols < 1 || rows < 1 ||
		cols > 500 || rows > 200)
		return err_set(err, RC_INVALID, _("resize takes COLSxROWS, not “%s”."), rest);
	term_null_resize(con->term, rows, cols);
	settle(con);
	return RC_OK;
}

static enum rc save(const char *path, const struct strbuf *text, struct err *err)
{
	if (strcmp(path, "-") != 0)
		return path_write_file(path, text->buf, text->len, 0644, err);
	if (fwrite(text->buf, 1, text->len, stdout) != text->len || fflush(stdout) != 0)
		return err_set(
			err, RC_IO, _("The screen could not be written to standard output."));
	return RC_OK;
}

/* What the file shows, so that nobody has to keep a list of what is seen where. */
static void log_shown(const struct console *con, const char *path)
{
	const struct grid *grid = term_null_screen(con->term);
	struct strbuf views = STRBUF_INIT;
	for (int i = 0; i < con->nshown; i++)
		strbuf_addf(&views, " %s", con->shown[i]->name);
	int rows = grid_rows(grid), cols = grid_cols(grid);
	log_info("saved %s: %s %s %dx%d%s", path_name(path), con->screen ? con->screen->name : "-",
		layout_class_name(layout_class_of(rows, cols)), cols, rows, views.buf);
	strbuf_fini(&views);
}

static enum rc run_save_screen(struct console *con, const char *rest, struct err *err)
{
	struct strbuf text = STRBUF_INIT;
	grid_dump_text(term_null_screen(con->term), &text);
	enum rc rc = save(rest, &text, err);
	if (rc == RC_OK)
		log_shown(con, rest);
	strbuf_fini(&text);
	return rc;
}

static enum rc run_save_style(struct console *con, const char *rest, struct err *err)
{
	struct strbuf text = STRBUF_INIT;
	const struct style_set *styles = term_null_styles(con->term);
	grid_dump_looks(
		term_null_screen(con->term), style_set_coloured(styles) ? NULL : styles, &text);
	enum rc rc = save(rest, &text, err);
	strbuf_fini(&text);
	return rc;
}

static enum rc expect(struct console *con, const char *rest, bool wanted, struct err *err)
{
	struct strbuf text = STRBUF_INIT;
	grid_dump_text(term_null_screen(con->term), &text);
	bool there = strstr(text.buf, rest) != NULL;
	enum rc rc = RC_OK;
	if (there != wanted)
		rc = err_set(err, RC_CONFLICT,
			wanted ? _("“%s” is not on the screen.") : _("“%s” is on the screen."),
			rest);
	if (rc != RC_OK)
		fputs(text.buf, stderr);
	strbuf_fini(&text);
	return rc;
}

static enum rc run_expect(struct console *con, const char *rest, struct err *err)
{
	return expect(con, rest, true, err);
}

static enum rc run_expect_not(struct console *con, const char *rest, struct err *err)
{
	return expect(con, rest, false, err);
}

static enum rc expect_said(struct console *con, const char *rest, bool wanted, struct err *err)
{
	struct strbuf screen = STRBUF_INIT;
	bool there = false;
	grid_dump_text(term_null_screen(con->term), &screen);
	enum rc rc = script_said(rest, screen.buf, &there, err);
	if (rc == RC_OK && there != wanted)
		rc = err_set(err, RC_CONFLICT,
			wanted ? _("“%s” is not said on the screen.")
			       : _("“%s” is said on the screen."),
			rest);
	if (rc != RC_OK)
		fputs(screen.buf, stderr);
	strbuf_fini(&screen);
	return rc;
}

static enum rc run_expect_said(struct console *con, const char *rest, struct err *err)
{
	return expect_said(con, rest, true, err);
}

static enum rc run_expect_not_said(struct console *con, const char *rest, struct err *err)
{
	return expect_said(con, rest, false, err);
}

/* At most so many keys, or exactly: a call that needs fewer than the page says is news, too. */
static enum rc end_count(struct console *con, size_t wanted, bool at_most, struct err *err)
{
	size_t n = con->keys_pressed;
	if (!con->counting)
		return err_set(err, RC_INVALID,
			_("Nothing is counted here. Before the first key: count start"));
	con->counting = false;
	if (at_most ? n <= wanted : n == wanted)
		return RC_OK;
	return err_set(err, RC_CONFLICT,
		at_most ? _("These were %zu keys, at most %zu are allowed.")
			: _("These were %zu keys, not %zu."),
		n, wanted);
}

static enum rc run_count(struct console *con, const char *rest, struct err *err)
{
	static const char at_most[] = "at-most ";
	bool most = strncmp(rest, at_most, strlen(at_most)) == 0;
	const char *number = most ? rest + strlen(at_most) : rest;
	char *end;
	if (strcmp(rest, "start") == 0) {
		con->counting = true;
		con->keys_pressed = 0;
		return RC_OK;
	}
	unsigned long wanted = strtoul(number, &end, 10);
	if (*number < '0' || *number > '9' || *end)
		return err_set(err, RC_INVALID,
			_("count takes start, a number or at-most and a number, not “%s”."), rest);
	return end_count(con, wanted, most, err);
}

/* What a person would have to press keys for costs keys: a script may not get it for nothing. */
static enum rc run_command(struct console *con, const char *line, struct err *err)
{
	if (con->counting)
		return err_set(err, RC_INVALID,
			_("Keys are counted here, and “%s” would cost none. Press the keys."),
			line);
	enum rc rc = console_command(con, line);
	if (rc != RC_OK && rc != RC_CANCELLED)
		err_set(err, rc, "%s", con->message ? con->message : rc_name(rc));
	settle(con);
	return rc == RC_CANCELLED ? RC_OK : rc;
}

/* "es LINE": only where the console speaks Spanish, for what a person types in their own words. */
static enum rc run_in(struct console *con, const char *rest, struct err *err)
{
	size_t len = strcspn(rest, " ");
	const char *spoken = app_language(con->app);
	if (len == 0 || !rest[len])
		return err_set(
			err, RC_INVALID, _("in takes a language and a line, not “%s”."), rest);
	if (strlen(spoken) != len || strncmp(spoken, rest, len) != 0)
		return RC_OK;
	return script_run_line(con, rest + len, err);
}

static const struct script_verb verbs[] = {
	{"press", run_press},
	{"type", run_type},
	{"paste", run_paste},
	{"tick", run_tick},
	{"resize", run_resize},
	{"save-screen", run_save_screen},
	{"save-style", run_save_style},
	{"expect", run_expect},
	{"expect-not", run_expect_not},
	{"expect-said", run_expect_said},
	{"expect-not-said", run_expect_not_said},
	{"count", run_count},
	{"in", run_in},
};

enum rc script_run_line(struct console *con, const char *line, struct err *err)
{
	line += strspn(line, " \t");
	if (*line == '\0' || *line == '#')
		return RC_OK;
	size_t word = strcspn(line, " ");
	for (size_t i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++) {
		if (strlen(verbs[i].name) != word || strncmp(verbs[i].name, line, word) != 0)
			continue;
		const char *rest = line + word;
		return verbs[i].run(con, rest + (*rest == ' '), err);
	}
	return run_command(con, line, err);
}

static enum rc read_script(const char *path, struct strbuf *text, struct err *err)
{
	if (strcmp(path, "-") != 0)
		return path_read_file(path, SCRIPT_MAX, text, err);
	char chunk[4096];
	size_t n;
	while ((n = fread(chunk, 1, sizeof(chunk), stdin)) > 0 && text->len < SCRIPT_MAX)
		strbuf_add(text, chunk, n);
	return RC_OK;
}

enum rc script_run_file(struct console *con, const char *path, struct err *err)
{
	struct strbuf text = STRBUF_INIT;
	enum rc rc = read_script(path, &text, err);
	int number = 0;
	settle(con);
	for (char *line = text.buf; rc == RC_OK && line && *line && !con->quit;) {
		char *end = strchr(line, '\n');
		if (end)
			*end = '\0';
		number++;
		rc = script_run_line(con, line, err);
		if (rc != RC_OK)
			err_prefix(err, "%s:%d", path, number);
		line = end ? end + 1 : NULL;
	}
	if (rc == RC_OK && con->counting)
		rc = err_set(
			err, RC_INVALID, _("%s: the keys are never counted to the end."), path);
	strbuf_fini(&text);
	return rc;
}
