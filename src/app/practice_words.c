/* What the coach says: the next thing to do, its key on this keyboard, the lesson and the result. */
#include "carrel/practice.h"

#include "practice_private.h"

#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/console.h"
#include "carrel/i18n.h"
#include "carrel/keymap.h"
#include "carrel/strbuf.h"

#include <stdio.h>
#include <string.h>

enum { TASK_KEY = 32, FIND_LETTERS = 5, BAR_CELLS = 20 };

/* One row a requirement, in the order in which a call does them. */
static const struct task {
	unsigned fact;
	const char *words;   /* N_() */
	const char *command; /* what fulfils it */
	const char *window;  /* while this is open, a digit does it; NULL none */
	int keys;            /* at the least, when the command has a key of its own */
} tasks[] = {
	{FACT_ANSWERED, N_("Answer the call."), "go", NULL, 1},
	{FACT_CUSTOMER_SHOWN, N_("Find the customer who is calling."), "find-box", "find",
		1 + FIND_LETTERS + 1},
	{FACT_VERIFIED, N_("Mark the customer's identity as verified."), "verify", NULL, 2},
	{FACT_CASE_OPEN, N_("Open the case."), "case-box", NULL, 1},
	{FACT_TEXT_INSERTED, N_("Put in a text of the library."), "texts", "library", 2},
	{FACT_NOTE_WRITTEN, N_("Write a note: just type."), "case-box", NULL, 0},
	{FACT_OUTCOME_PICKED, N_("Pick the outcome."), "outcome-box", "outcome", 2},
	{FACT_NEXT_OFFERED, N_("Be ready for the next call."), "go", NULL, 0},
};

static const struct task *task_of(unsigned missing)
{
	for (size_t i = 0; i < sizeof(tasks) / sizeof(tasks[0]); i++)
		if (missing & tasks[i].fact)
			return &tasks[i];
	return NULL;
}

const char *practice_fact_words(unsigned missing)
{
	const struct task *task = task_of(missing);
	return task ? _(task->words) : "";
}

/* Whoever has not answered cannot speak: that comes first, whatever the step. */
static const struct task *task_now(const struct practice *run, const struct console *con)
{
	struct practice_moment m = practice_now(run, con);
	if (!(m.facts & FACT_ANSWERED))
		return task_of(FACT_ANSWERED);
	return task_of(practice_missing(run->play, &m));
}

const char *practice_task(const struct practice *run, const struct console *con)
{
	const struct scenario_node *node = practice_node(run->play);
	if (!run->play->begun)
		return _("Read what the call is about, then begin.");
	if (run->play->done || !node)
		return _("The call is over.");
	const struct task *task = task_now(run, con);
	if (task)
		return _(task->words);
	return node->kind == SCENARIO_TALK     ? _("Choose what to say.")
		: node->kind == SCENARIO_WRITE ? _("Answer in your own words.")
					       : _("Listen.");
}

static bool types_text(const struct console *con)
{
	const struct view *view = console_focused((struct console *)con);
	return view && strcmp(view->class->context, "text") == 0;
}

/* "F6"; "F4 v" for a letter while text is being typed; "F9 verify" without a key of its own. */
static const char *key_for(const struct console *con, const char *command, char out[TASK_KEY])
{
	const char *key = keymap_key_of(con->keymap, command);
	const char *palette = keymap_key_of(con->keymap, "palette");
	const char *list = keymap_key_of(con->keymap, "focus history");
	if (key && !key[1] && list && types_text(con))
		snprintf(out, TASK_KEY, "%s %s", list, key);
	else if (key)
		snprintf(out, TASK_KEY, "%s", key);
	else
		snprintf(out, TASK_KEY, "%s %s", palette ? palette : "F9", command);
	return out;
}

static bool in_wrap_up(const struct practice *run, const struct console *con)
{
	return run->call_id && con->desk->hand.call.id == run->call_id;
}

static const char *key_to_speak(
	const struct console *con, const struct scenario_node *node, char out[TASK_KEY])
{
	if (!console_has_popup(con, "say"))
		return key_for(con, "say", out);
	snprintf(out, TASK_KEY, "%s", node->kind == SCENARIO_TALK ? "1-9" : "Enter");
	return out;
}

static const char *key_of_task(const struct practice *run, const struct console *con,
	const struct task *task, char out[TASK_KEY])
{
	if (task->fact == FACT_NOTE_WRITTEN && types_text(con))
		return out; /* the letters themselves */
	if (task->fact == FACT_NEXT_OFFERED && in_wrap_up(run, con))
		return key_for(con, "outcome-box", out);
	if (!task->window || !console_has_popup(con, task->window))
		return key_for(con, task->command, out);
	snprintf(out, TASK_KEY, "%s", task->fact == FACT_CUSTOMER_SHOWN ? "Enter" : "1-9");
	return out;
}

const char *practice_task_key(
	const struct practice *run, const struct console *con, char out[TASK_KEY])
{
	const struct scenario_node *node = practice_node(run->play);
	out[0] = '\0';
	if (!run->play->begun)
		snprintf(out, TASK_KEY, "%s", "Enter");
	if (!run->play->begun || run->play->done || !node)
		return out;
	const struct task *task = task_now(run, con);
	if (task)
		return key_of_task(run, con, task, out);
	return node->kind == SCENARIO_LISTEN ? out : key_to_speak(con, node, out);
}

/* ---- keys of the best way ---- */

/* A number that only the caller owns brings the customer, and the only open case with it. */
static bool known_by_number(const struct scenario_file *s)
{
	const struct scenario_caller *caller = &s->caller;
	if (!s->has_caller || !caller->known || !*caller->number)
		return false;
	for (size_t i = 0; i < caller->nothers; i++)
		if (strcmp(caller->others[i].phone, caller->number) == 0)
			return false;
	return true;
}

static int keys_of_fact(const struct practice *run, const struct console *con, unsigned fact)
{
	const struct scenario_file *s = run->scenario;
	const struct task *task = task_of(fact);
	if (!task)
		return 0;
	if (fact == FACT_CUSTOMER_SHOWN && known_by_number(s))
		return 0;
	if (fact == FACT_CASE_OPEN && s->has_caller && s->caller.known && s->caller.has_case)
		return 0;
	if (fact == FACT_VERIFIED && !keymap_key_of(con->keymap, "verify"))
		return 1 + FIND_LETTERS; /* the palette: its key, some letters, Enter */
	return task->keys;
}

int practice_best_keys(const struct practice *run, const struct console *con)
{
	int keys = 0;
	unsigned had = 0;
	for (int i = 0; i < run->play->steps; i++) {
		const struct scenario_node *node = &run->scenario->nodes[run->play->path[i]];
		if (node->kind == SCENARIO_TALK)
			keys++;
		for (size_t r = 0; node->kind == SCENARIO_ACTION && r < node->nrequire; r++) {
			unsigned fact = practice_fact_parse(node->require[r]);
			bool again = fact == FACT_TEXT_INSERTED || !(had & fact);
			keys += again ? keys_of_fact(run, con, fact) : 0;
			had |= fact;
		}
	}
	return keys;
}

/* ---- windows ---- */

void practice_brief_text(const struct practice *run, struct strbuf *out)
{
	const char *brief = practice_text(run->play, &run->scenario->brief);
	strbuf_addf(out, "%s\n\n", brief ? brief : "");
	strbuf_addf(out, "%s\n",
		_("Nobody real is on the line, and nothing you do here is kept. The keys and the "
		  "screens are the real ones."));
	strbuf_addf(out, "%s\n", _("The coach below says what comes next and which key does it."));
	if (run->scenario->par_seconds)
		strbuf_addf(out, _("A practised agent takes %d:%02d.\n"),
			run->scenario->par_seconds / 60, run->scenario->par_seconds % 60);
	strbuf_addf(out, "\n%s\n", _("Enter: the telephone rings."));
}

void practice_show_text(const struct practice *run, const struct console *con, struct strbuf *out)
{
	char key[TASK_KEY];
	const struct scenario_node *node = practice_node(run->play);
	const char *coach = node ? practice_text(run->play, &node->coach) : NULL;
	if (run->play->heard)
		strbuf_addf(out, _("The caller: “%s”\n\n"), run->play->heard);
	strbuf_addf(out, _("Now: %s\n"), practice_task(run, con));
	if (*practice_task_key(run, con, key))
		strbuf_addf(out, _("Press: %s\n"), key);
	if (coach)
		strbuf_addf(out, _("Why: %s\n"), coach);
	if (node && node->within_s)
		strbuf_addf(out, _("Good within %d s.\n"), node->within_s);
	strbuf_addf(out, "\n%s\n", _("All in one call:"));
	for (size_t i = 0; i < sizeof(tasks) / sizeof(tasks[0]); i++)
		strbuf_addf(out, "  %-8s %s\n",
			tasks[i].fact == FACT_NOTE_WRITTEN ? ""
							   : key_for(con, tasks[i].command, key),
			_(tasks[i].words));
}

static void add_bar(struct strbuf *out, int part, int whole)
{
	int full = whole > 0 && part > 0 ? BAR_CELLS * (part < whole ? part : whole) / whole : 0;
	strbuf_addch(out, '[');
	for (int i = 0; i < BAR_CELLS; i++)
		strbuf_addch(out, i < full ? '#' : '.');
	strbuf_addch(out, ']');
}

static const char *skill_title(const char *name)
{
	static const struct {
		const char *name, *title;
	} titles[] = {{"correctness", N_("correctness")}, {"ownership", N_("ownership")},
		{"process", N_("process")}, {"listening", N_("listening")},
		{"empathy", N_("empathy")}, {"clarity", N_("clarity")}};
	for (size_t i = 0; i < sizeof(titles) / sizeof(titles[0]); i++)
		if (strcmp(titles[i].name, name) == 0)
			return _(titles[i].title);
	return name;
}

static void add_skills(const struct practice_play *play, double time_share, struct strbuf *out)
{
	char used[32], par[32];
	for (size_t i = 0; i < play->nskills; i++) {
		const struct practice_skill *s = &play->skills[i];
		if (s->possible <= 0)
			continue;
		add_bar(out, s->earned, s->possible);
		strbuf_addf(
			out, _("  %2d of %2d  %s\n"), s->earned, s->possible, skill_title(s->name));
	}
	if (time_share < 0)
		return;
	clock_duration(play->done_at - play->begun_at, used);
	clock_duration((int64_t)play->scenario->par_seconds * 1000, par);
	add_bar(out, (int)(time_share * 100), 100);
	strbuf_addf(out, _("  %s of %s  time\n"), used, par);
}

static void add_mistakes(const struct practice_play *play, struct strbuf *out)
{
	if (play->mistakes.n || play->hurried || play->skipped)
		strbuf_addf(out, "\n%s\n", _("What to do better:"));
	for (size_t i = 0; i < play->mistakes.n; i++) {
		const struct practice_mistake *m = vec_at(&play->mistakes, i);
		strbuf_addf(out, "- %s\n", m->text);
	}
	if (play->hurried)
		strbuf_addf(out, _("- Chosen faster than it can be read: %d.\n"), play->hurried);
	if (play->skipped)
		strbuf_addf(out, _("- Steps skipped: %d.\n"), play->skipped);
}

void practice_result_text(const struct practice *run, const struct console *con, struct strbuf *out)
{
	const struct practice_play *play = run->play;
	double time_share;
	int total = practice_total(play, &time_share);
	const char *verdict = play->critical ? _("Not passed")
		: total >= PRACTICE_PASS     ? _("Passed")
					     : _("Not yet");
	strbuf_addf(out, _("%s: %d of 100. %d passes.\n"), verdict, total, PRACTICE_PASS);
	if (play->critical)
		strbuf_addf(out, _("Must never happen: %s\n"), play->critical_why);
	strbuf_addch(out, '\n');
	add_skills(play, time_share, out);
	strbuf_addf(out, _("\nKeys: %d, best is %d (typing aside).\n"), run->keys,
		practice_best_keys(run, con));
	add_mistakes(play, out);
	strbuf_addf(out, "\n%s\n",
		_("Points: each skill against the best way through this call; nothing is kept."));
}
