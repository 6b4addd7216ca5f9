/* Lines in, lines out. The terminal stays in its own line mode, so the person has its editing and
 * its echo; behind it runs a console on a null terminal, so that every command finds what it expects
 * and does here what it does there. */
#include "carrel/plain.h"

#include "plain_private.h"
#include "undo_words.h"

#include "console_private.h"

#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/cells.h"
#include "carrel/clock.h"
#include "carrel/console.h"
#include "carrel/evloop.h"
#include "carrel/i18n.h"
#include "carrel/mem.h"
#include "carrel/practice.h"
#include "carrel/store.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

enum { READ_BYTES = 4096, LINE_MAX_BYTES = 64 * 1024, SETTLE_TURNS = 8 };

/* ---- out ---- */

static void put(struct plain *p, const char *text, size_t n, bool newline)
{
	struct strbuf clean = STRBUF_INIT;
	cells_clean(&clean, text, n, true);
	if (newline)
		strbuf_addch(&clean, '\n');
	if (fwrite(clean.buf, 1, clean.len, stdout) != clean.len)
		p->broken = true;
	strbuf_fini(&clean);
}

void plain_say(struct plain *p, const char *fmt, ...)
{
	struct strbuf text = STRBUF_INIT;
	va_list ap;
	va_start(ap, fmt);
	strbuf_vaddf(&text, fmt, ap);
	va_end(ap);
	char *undo = undo_words(text.buf, NULL);
	put(p, undo ? undo : text.buf, undo ? strlen(undo) : text.len, true);
	free(undo);
	strbuf_fini(&text);
}

void plain_error(struct plain *p, const struct err *err)
{
	static const char usage[] = "usage: ", how[] = "usage: carrel ";
	const char *text = err->text;
	if (strncmp(text, how, sizeof(how) - 1) == 0)
		plain_say(p, _("Not done. It is said like this: %s"), text + sizeof(how) - 1);
	else
		plain_say(p, _("Not done. %s"),
			strncmp(text, usage, sizeof(usage) - 1) == 0 ? text + sizeof(usage) - 1
								     : text);
}

void plain_ask(struct plain *p, enum plain_ask ask, const char *about)
{
	char *copy = about ? xstrdup(about) : NULL;
	free(p->about);
	p->about = copy;
	p->ask = ask;
}

/* ---- in ---- */

static void on_input(void *arg, int fd, short revents)
{
	struct plain *p = arg;
	char bytes[READ_BYTES];
	(void)revents;
	ssize_t n = read(fd, bytes, sizeof(bytes));
	if (n > 0) {
		strbuf_add(&p->input, bytes, (size_t)n);
	} else if (n == 0 || (errno != EAGAIN && errno != EINTR)) {
		p->eof = true;
		evloop_remove_fd(p->con->loop, fd);
	}
}

static void on_news(void *arg, int fd, short revents)
{
	struct plain *p = arg;
	(void)fd;
	(void)revents;
	if (p->con->app->store && store_changed(p->con->app->store))
		console_stale(p->con);
}

/* The terminal has thrown the line away that was being typed, so a new prompt is due. */
static void on_interrupt(void *arg, int signo)
{
	struct plain *p = arg;
	(void)signo;
	p->interrupted = true;
}

static void on_end(void *arg, int signo)
{
	struct plain *p = arg;
	(void)signo;
	p->con->quit = true;
}

static bool line_there(const struct plain *p)
{
	return p->eof || memchr(p->input.buf, '\n', p->input.len) || p->input.len > LINE_MAX_BYTES;
}

/* Takes the first line away from what was read. NULL: there is none. The caller frees. */
static char *take_line(struct plain *p)
{
	size_t n = strcspn(p->input.buf, "\n");
	if (p->input.len == 0)
		return NULL;
	if (n > p->input.len)
		n = p->input.len;
	char *line = xstrndup(p->input.buf, n);
	strbuf_splice(&p->input, 0, n < p->input.len ? n + 1 : n, "", 0);
	line[strcspn(line, "\r")] = '\0';
	return line;
}

static void echo(bool on)
{
	struct termios t;
	if (tcgetattr(STDIN_FILENO, &t) != 0)
		return;
	t.c_lflag = on ? t.c_lflag | ECHO : t.c_lflag & ~(tcflag_t)ECHO;
	tcsetattr(STDIN_FILENO, TCSANOW, &t);
}

static void show_prompt(struct plain *p)
{
	struct strbuf prompt = STRBUF_INIT;
	plain_prompt(p, &prompt);
	put(p, prompt.buf, prompt.len, false);
	strbuf_fini(&prompt);
	if (fflush(stdout) != 0)
		p->broken = true;
}

/* Nothing is said here: whatever happens waits for the next prompt. */
static char *ask_line(struct plain *p)
{
	bool secret = p->ask == PLAIN_PASSWORD;
	show_prompt(p);
	if (secret && p->keyboard)
		echo(false);
	while (!line_there(p) && !p->con->quit && !p->interrupted)
		console_turn(p->con, -1);
	if (secret && p->keyboard)
		echo(true);
	char *line = p->interrupted || p->con->quit ? NULL : take_line(p);
	if (!p->keyboard || !line || secret)
		put(p, line && !secret ? line : "", line && !secret ? strlen(line) : 0, true);
	return line;
}

/* ---- turns ---- */

static void tell_message(struct plain *p)
{
	struct console *con = p->con;
	if (!con->message)
		return;
	plain_say(p, "%s", con->message);
	console_clear_message(con);
}

void plain_settle(struct plain *p)
{
	struct console *con = p->con;
	int turns = 0;
	do
		console_turn(con, 0);
	while (!con->quit && con->stale && ++turns < SETTLE_TURNS);
	if (con->quit)
		return;
	tell_message(p);
	while (con->npopups > 0) {
		plain_tell_practice(p);
		console_popup_close_all(con);
		console_turn(con, 0);
		tell_message(p);
	}
	plain_follow_hand(p);
}

void plain_wait(struct plain *p)
{
	plain_say(p, "%s", _("Waiting. Whatever happens is said here; Enter ends it."));
	fflush(stdout);
	while (!line_there(p) && !p->con->quit && !p->interrupted) {
		console_turn(p->con, 1000);
		plain_announce(p);
		fflush(stdout);
	}
}

static void greet(struct plain *p)
{
	plain_say(p, "%s",
		p->con->app->practice
			? _("carrel, line by line. Practice: nobody real is on the line.")
			: _("carrel, line by line. “help” lists what can be said; where there "
			    "are numbers, a number chooses."));
	plain_settle(p);
	if (!p->con->app->actor.id)
		plain_choose_person(p);
	else if (!p->con->app->practice)
		plain_say(p, _("You are %s."), p->con->app->actor.name);
}

static void talk(struct plain *p)
{
	greet(p);
	while (!p->con->quit && !p->broken) {
		plain_settle(p);
		if (p->ask == PLAIN_COMMAND)
			plain_announce(p);
		if (p->con->quit)
			break;
		char *line = ask_line(p);
		if (p->interrupted) {
			p->interrupted = false;
			plain_say(p, "%s", _("“quit” leaves carrel."));
		} else if (!line) {
			break;
		} else {
			plain_line(p, line);
		}
		if (line)
			explicit_bzero(line, strlen(line));
		free(line);
	}
}

enum rc plain_run(struct console *con, struct err *err)
{
	struct plain p = {
		.con = con,
		.input = STRBUF_INIT,
		.keyboard = isatty(STDIN_FILENO) == 1,
		.arena = arena_new(),
		.choices = {.size = sizeof(const char *)},
		.known = {.size = sizeof(struct plain_item)},
		.told_at = -1,
	};
	con->plain = &p;
	if (con->app->typed_ahead) {
		strbuf_addstr(&p.input, con->app->typed_ahead);
		free(con->app->typed_ahead);
		con->app->typed_ahead = NULL;
	}
	evloop_add_fd(con->loop, STDIN_FILENO, POLLIN, on_input, &p);
	int fd = con->app->store ? store_notice_fd(con->app->store) : -1;
	if (fd >= 0)
		evloop_add_fd(con->loop, fd, POLLIN, on_news, &p);
	evloop_on_signal(con->loop, SIGINT, on_interrupt, &p);
	evloop_on_signal(con->loop, SIGTSTP, on_interrupt, &p);
	evloop_on_signal(con->loop, SIGTERM, on_end, &p);
	evloop_on_signal(con->loop, SIGHUP, on_end, &p);
	talk(&p);
	enum rc rc = fflush(stdout) == 0 && !p.broken
		? RC_OK
		: err_set(err, RC_IO, _("The answer could not be written."));
	con->plain = NULL;
	free(p.about);
	free(p.refused);
	plain_own_free(&p.own);
	plain_heard_free(&p.heard);
	vec_fini(&p.known);
	vec_fini(&p.choices);
	arena_free(&p.arena);
	/* A pipe brings many lines at once: those behind “practice” are for the practice, and those behind
	 * its end for the desk. */
	if (p.input.len > 0)
		con->app->typed_ahead = strbuf_detach(&p.input, NULL);
	strbuf_fini(&p.input);
	return rc;
}
