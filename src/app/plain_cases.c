/* What the windows about cases ask for, line by line: to whom, why, in short, what was told; whose a
 * case is; when; which two are one. The begun command is kept and grows with each answer. */
#include "carrel/plain.h"

#include "plain_private.h"

#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/cmd.h"
#include "carrel/console.h"
#include "carrel/fold.h"
#include "carrel/i18n.h"
#include "carrel/mem.h"
#include "carrel/reference.h"
#include "carrel/right.h"
#include "carrel/store_cases.h"
#include "carrel/store_rows.h"
#include "carrel/store_screen.h"
#include "carrel/textpane.h"
#include "carrel/when.h"
#include "carrel/windows.h"

#include <stdlib.h>
#include <string.h>

enum { LINKED_MAX = 20 };

/* ---- lines that a transfer needs ---- */

/* As an argument of a command text: whatever stands in it, it stays one. */
static void add_quoted(struct strbuf *out, const char *text)
{
	strbuf_addstr(out, " \"");
	for (; *text; text++) {
		if (*text == '"' || *text == '\\')
			strbuf_addch(out, '\\');
		strbuf_addch(out, *text);
	}
	strbuf_addch(out, '"');
}

static const struct {
	enum plain_ask ask;
	const char *option, *question;
} lines[] = {
	{PLAIN_WHY, " --reason",
		N_("Why? What do they have that you have not? An empty line leaves it.")},
	{PLAIN_SHORT, " --summary", N_("The matter in one line. An empty line leaves it.")},
	{PLAIN_TOLD, " --told", N_("What does the customer expect now? An empty line leaves it.")},
};
enum { LINES = sizeof(lines) / sizeof(lines[0]) };

/* The first line of the note says it in short; "" when there is none. */
static const char *in_short(const struct plain *p, struct arena *a)
{
	return casefile_subject_of(textpane_text(p->con->desk->note), a);
}

static void ask_line(struct plain *p, size_t i, const char *command)
{
	struct arena *a = arena_new();
	const char *known = lines[i].ask == PLAIN_SHORT ? in_short(p, a) : "";
	plain_ask(p, lines[i].ask, command);
	if (*known)
		plain_say(p, _("The matter in one line. An empty line takes: %s"), known);
	else
		plain_say(p, "%s", _(lines[i].question));
	arena_free(&a);
}

void plain_ask_lines(struct plain *p, const char *command)
{
	ask_line(p, 0, command);
}

static void answer_line(struct plain *p, size_t i, const char *line)
{
	struct strbuf command = STRBUF_INIT;
	struct arena *a = arena_new();
	line += strspn(line, " \t");
	if (!*line && lines[i].ask == PLAIN_SHORT)
		line = in_short(p, a);
	if (!*line) {
		plain_ask(p, PLAIN_COMMAND, NULL);
		plain_say(p, "%s", _("Left as it is. Nothing was given away."));
	} else {
		strbuf_addf(&command, "%s%s", p->about, lines[i].option);
		add_quoted(&command, line);
		if (i + 1 < LINES) {
			ask_line(p, i + 1, command.buf);
		} else {
			plain_ask(p, PLAIN_COMMAND, NULL);
			plain_command(p, command.buf);
		}
	}
	arena_free(&a);
	strbuf_fini(&command);
}

/* ---- a colleague by name ---- */

static void answer_whom(struct plain *p, const char *line)
{
	struct agent *agents = NULL;
	size_t n = 0, i;
	struct err err = {0};
	struct arena *a = arena_new();
	const char *typed = fold_text(a, line), *command = arena_strdup(a, p->about);
	plain_ask(p, PLAIN_COMMAND, NULL);
	if (*typed && store_agent_list(p->con->app->store, a, &agents, &n, &err) != RC_OK)
		plain_error(p, &err);
	for (i = 0; i < n; i++)
		if (strcmp(fold_text(a, agents[i].login), typed) == 0 ||
			strcmp(fold_text(a, agents[i].name), typed) == 0)
			break;
	if (i < n)
		plain_ask_lines(p, arena_printf(a, "%s --to %s", command, agents[i].login));
	else if (*typed)
		plain_say(p, "%s", _("No colleague is called that. Nothing was given away."));
	arena_free(&a);
}

/* ---- taking over ---- */

static void answer_reason(struct plain *p, const char *line)
{
	struct strbuf command = STRBUF_INIT;
	strbuf_addf(&command, "steal %s --reason", p->about);
	add_quoted(&command, line);
	plain_ask(p, PLAIN_COMMAND, NULL);
	if (*line)
		plain_command(p, command.buf);
	else
		plain_say(p, "%s", _("Left as it is. Nothing was taken."));
	strbuf_fini(&command);
}

/* ---- later ---- */

static void answer_then(struct plain *p, const char *line)
{
	struct strbuf command = STRBUF_INIT;
	strbuf_addstr(&command, p->about);
	if (*line)
		add_quoted(&command, line);
	plain_ask(p, PLAIN_COMMAND, NULL);
	plain_command(p, command.buf);
	strbuf_fini(&command);
}

void plain_ask_then(struct plain *p, const char *command)
{
	plain_ask(p, PLAIN_THEN, command);
	plain_say(p, "%s", _("What is to be done then? An empty line: nothing to add."));
}

void plain_say_later(struct plain *p, const void *arg)
{
	const struct later_window *w = arg;
	struct when_offer offers[WHEN_OFFERS_MAX];
	struct arena *a = arena_new();
	size_t n = when_offers(clock_wall_ms(), app_zone(p->con->app), a, offers);
	plain_choices_begin(p, _("When?"));
	for (size_t i = 0; i < n; i++) {
		char iso[32];
		clock_iso(offers[i].at, iso);
		const char *command = w->kind == LATER_FOLLOW_UP
			? arena_printf(
				  a, "follow-up move %lld --at %s", (long long)w->follow_up_id, iso)
			: w->kind == LATER_SNOOZE
			? arena_printf(a, "snooze %s %s", w->number, iso)
			: arena_printf(a, "then-what follow-up add --kind %s --at %s %s",
				  w->kind == LATER_CALLBACK ? "callback" : "reminder", iso,
				  w->number);
		plain_choice(p, command, "%s", offers[i].words);
	}
	if (w->kind == LATER_FOLLOW_UP)
		plain_say(p, _("Another time: follow-up move %lld --at 16:30"),
			(long long)w->follow_up_id);
	else
		plain_say(p, "%s",
			w->kind == LATER_SNOOZE
				? _("Another time: snooze CASE 16:30")
				: _("Another time: follow-up add --at 16:30 CASE WHAT"));
	arena_free(&a);
}

/* ---- whose it is ---- */

void plain_say_colleague(struct plain *p, const void *arg)
{
	const struct colleague_window *w = arg;
	struct app *app = p->con->app;
	struct case_company who = {0};
	struct err err = {0};
	char shown[12];
	struct arena *a = arena_new();
	if (store_case_company(
		    app->store, w->case_id, app->actor.id, clock_wall_ms(), a, &who, &err) != RC_OK)
		plain_error(p, &err);
	reference_show(w->number, shown);
	const char *name = who.name ? who.name : who.writer ? who.writer : _("somebody");
	plain_choices_begin(p, arena_printf(a, _("Case %s is with %s."), shown, name));
	if (who.lost)
		plain_say(p, _("The console of %s is lost: it is free again within two minutes."),
			name);
	plain_choice(p, arena_printf(a, "show %s", w->number), "%s", _("Read it"));
	plain_choice(
		p, arena_printf(a, "take %s --join", w->number), "%s", _("Join: write in it too"));
	if (!who.on_call && who.place != CASE_NOBODY_ELSE &&
		right_may(RIGHT_TAKE_OVER, app->actor.role, WHOSE_COLLEAGUES))
		plain_choice(p, arena_printf(a, "steal %s", w->number), "%s",
			_("Take it over, with a reason"));
	arena_free(&a);
}

bool plain_ask_reason(struct plain *p, int argc, const char *const *argv)
{
	if (argc != 2)
		return false;
	plain_ask(p, PLAIN_REASON, argv[1]);
	plain_say(p, "%s", _("Why? Your colleague reads it. An empty line leaves it."));
	return true;
}

/* ---- two that are one ---- */

void plain_say_merge(struct plain *p, const void *arg)
{
	const struct merge_window *w = arg;
	const struct desk *desk = p->con->desk;
	const struct desk_work *work = &desk->work;
	char own[12], other[12];
	bool in_hand = desk->hand.casefile.id == w->case_id;
	reference_show(w->number, own);
	plain_choices_begin(p, _("Which two are one?"));
	for (size_t i = 0; desk->has_pop && i < desk->pop.n_open; i++) {
		const struct casefile *c = &desk->pop.cases[i];
		if (c->id == w->case_id || c->customer_id != w->customer_id)
			continue;
		reference_show(c->number, other);
		plain_choice(p, arena_printf(p->arena, "case-merge %s %s", w->number, c->number),
			_("%s becomes part of %s, %s"), own, other, c->subject);
		plain_choice(p, arena_printf(p->arena, "case-merge %s %s", c->number, w->number),
			_("%s, %s, becomes part of %s"), other, c->subject, own);
	}
	for (size_t i = 0; in_hand && i < work->nlinks; i++)
		if (work->links[i].link.kind == LINK_MERGED && !work->links[i].outgoing) {
			reference_show(work->links[i].number, other);
			plain_choice(p,
				arena_printf(p->arena, "case-unmerge %s", work->links[i].number),
				_("Part %s again, %s"), other, work->links[i].subject);
		}
	plain_choices_end(p, _("This customer has no other open case."));
}

/* ---- a line of words ---- */

void plain_say_line(struct plain *p, const void *arg)
{
	const struct line_window *w = arg;
	plain_ask(p, PLAIN_LINE, w->command);
	plain_say(p, "%s", w->title);
	if (*w->text)
		plain_say(p, _("Now: %s. An empty line leaves it."), w->text);
	else
		plain_say(p, "%s", _("An empty line leaves it."));
}

static void answer_words(struct plain *p, const char *line)
{
	struct strbuf command = STRBUF_INIT;
	strbuf_addstr(&command, p->about);
	add_quoted(&command, line);
	plain_ask(p, PLAIN_COMMAND, NULL);
	if (*line)
		plain_command(p, command.buf);
	else
		plain_say(p, "%s", _("Left as it is."));
	strbuf_fini(&command);
}

/* ---- links ---- */

void plain_say_link(struct plain *p, const void *arg)
{
	const struct link_window *w = arg;
	plain_ask(p, PLAIN_LINK, w->number);
	plain_say(p, "%s",
		_("Which other case? Its number, a name or words of it. An empty line leaves it."));
}

static void answer_link(struct plain *p, const char *line)
{
	struct app *app = p->con->app;
	struct find_row *rows = NULL;
	size_t n = 0;
	struct err err = {0};
	struct arena *a = arena_new();
	const char *number = arena_strdup(a, p->about);
	char shown[12];
	plain_ask(p, PLAIN_COMMAND, NULL);
	if (*line &&
		store_find(app->store, line, app_region(app), LINKED_MAX, a, &rows, &n, &err) !=
			RC_OK)
		plain_error(p, &err);
	plain_choices_begin(p, *line ? NULL : _("Left as it is."));
	for (size_t i = 0; i < n; i++) {
		if (!rows[i].case_number || strcmp(rows[i].case_number, number) == 0)
			continue;
		reference_show(rows[i].case_number, shown);
		plain_choice(p, arena_printf(a, "link-box %s %s", number, rows[i].case_number),
			"%s%s%s", rows[i].kind == FIND_CASE ? "" : shown,
			rows[i].kind == FIND_CASE ? "" : ", ", rows[i].title);
	}
	plain_choices_end(p, *line ? _("No case was found.") : NULL);
	arena_free(&a);
}

bool plain_case_line(struct plain *p, const char *line)
{
	for (size_t i = 0; i < LINES; i++)
		if (p->ask == lines[i].ask) {
			answer_line(p, i, line);
			return true;
		}
	switch (p->ask) {
	case PLAIN_WHOM: answer_whom(p, line); return true;
	case PLAIN_REASON: answer_reason(p, line); return true;
	case PLAIN_THEN: answer_then(p, line); return true;
	case PLAIN_LINE: answer_words(p, line); return true;
	case PLAIN_LINK: answer_link(p, line); return true;
	default: return false;
	}
}
