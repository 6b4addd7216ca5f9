/* Numbered choices. Behind each number stands a command as it could have been typed, so a choice and
 * a command are the same thing to everything after it. */
#include "carrel/plain.h"

#include "plain_private.h"

#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/cmd.h"
#include "carrel/colleague.h"
#include "carrel/console.h"
#include "carrel/fold.h"
#include "carrel/found.h"
#include "carrel/i18n.h"
#include "carrel/outcome.h"
#include "carrel/phone.h"
#include "carrel/reference.h"
#include "carrel/store_rows.h"
#include "carrel/when.h"
#include "carrel/windows.h"

#include <string.h>

enum { FOUND_MAX = 20, OWNERS_MAX = 20, WAITING_MAX = 20, COMMANDS_MAX = 99 };

/* ---- the list ---- */

void plain_choices_begin(struct plain *p, const char *title)
{
	vec_clear(&p->choices);
	arena_reset(p->arena);
	if (title)
		plain_say(p, "%s", title);
}

void plain_choice(struct plain *p, const char *command, const char *fmt, ...)
{
	struct strbuf text = STRBUF_INIT;
	va_list ap;
	va_start(ap, fmt);
	strbuf_vaddf(&text, fmt, ap);
	va_end(ap);
	*(const char **)vec_push(&p->choices) = arena_strdup(p->arena, command);
	plain_say(p, "%zu. %s", p->choices.n, text.buf);
	strbuf_fini(&text);
}

void plain_choices_end(struct plain *p, const char *if_none)
{
	if (p->choices.n == 0 && if_none)
		plain_say(p, "%s", if_none);
}

void plain_tell_rest(struct plain *p, size_t shown, size_t all)
{
	if (all > shown)
		plain_say(p, _("%zu more. More words narrow it."), all - shown);
}

/* ---- people ---- */

void plain_choose_person(struct plain *p)
{
	struct agent *agents = NULL;
	size_t n = 0;
	struct err err = {0};
	struct arena *a = arena_new();
	plain_choices_begin(p, _("Who sits here?"));
	if (store_agent_list(p->con->app->store, a, &agents, &n, &err) != RC_OK)
		plain_error(p, &err);
	for (size_t i = 0; i < n; i++)
		if (agents[i].active)
			plain_choice(p, arena_printf(p->arena, "sign-on %s", agents[i].login),
				"%s, %s", agents[i].name,
				_(word_label(agent_role_words, (int)agents[i].role)));
	plain_choices_end(p, _("Nobody is here yet. “carrel user add” makes the first one."));
	arena_free(&a);
}

void plain_choose_owner(struct plain *p)
{
	const struct desk *desk = p->con->desk;
	struct customer *owners = NULL;
	size_t n = 0;
	struct err err = {0};
	struct arena *a = arena_new();
	plain_choices_begin(p, _("Several people share this number. Who is it?"));
	if (desk->hand.call.from_number &&
		store_customer_by_identity(p->con->app->store, IDENTITY_PHONE,
			desk->hand.call.from_number, OWNERS_MAX, a, &owners, &n, &err) != RC_OK)
		plain_error(p, &err);
	for (size_t i = 0; i < n; i++)
		plain_choice(p,
			arena_printf(p->arena, "attach --customer %lld", (long long)owners[i].id),
			"%s%s%s", owners[i].name, owners[i].address ? ", " : "",
			owners[i].address ? owners[i].address : "");
	plain_choice(p, "customer", "%s", _("Somebody new"));
	arena_free(&a);
}

static const char *state_for(const struct agent_row *row, bool fits, struct arena *a)
{
	char time[32];
	clock_duration(clock_wall_ms() - row->agent.state_since_at, time);
	return arena_printf(a, "%s %s, %s%s",
		_(word_label(agent_state_words, (int)row->agent.state)), time,
		fits ? "" : _("does not fit: "), row->queue_titles ? row->queue_titles : "");
}

/* Those who fit first, as in the window of the console. */
void plain_choose_colleague(struct plain *p, const char *number)
{
	const struct desk *desk = p->con->desk;
	struct casefile c = desk->hand.casefile;
	struct err err = {0};
	struct arena *a = arena_new();
	char digits[REFERENCE_LEN + 1];
	enum rc rc = RC_OK;
	if (number && !reference_parse(number, digits))
		rc = err_set(&err, RC_INVALID, _("“%s” is not a case number."), number);
	else if (number)
		rc = store_casefile_by_number(p->con->app->store, digits, a, &c, &err);
	else if (!c.id)
		rc = err_set(&err, RC_INVALID, "%s", _("Which case? Say: reassign CASE"));
	if (rc != RC_OK) {
		plain_error(p, &err);
		arena_free(&a);
		return;
	}
	struct colleague_need need = colleague_need_of(desk, c.id);
	plain_choices_begin(p, _("Give it to whom?"));
	for (int fitting = 1; fitting >= 0; fitting--)
		for (size_t i = 0; i < desk->nagents; i++) {
			const struct agent_row *row = &desk->agents[i];
			bool fits = colleague_fits(row, &need);
			if (fits == (fitting == 1) && row->agent.id != need.not_agent_id)
				plain_choice(p,
					arena_printf(p->arena, "reassign %s --to %s", c.number,
						row->agent.login),
					"%s, %s", row->agent.name, state_for(row, fits, a));
		}
	plain_choices_end(p, _("Nobody else is signed on."));
	arena_free(&a);
}

/* ---- work ---- */

void plain_choose_waiting(struct plain *p)
{
	const struct desk *desk = p->con->desk;
	int64_t now = clock_wall_ms();
	plain_choices_begin(p, NULL);
	for (size_t i = 0; i < desk->nwaiting && i < WAITING_MAX; i++) {
		const struct queue_row *row = &desk->waiting[i];
		const char *who = row->customer_name ? row->customer_name
			: row->owners > 1            ? _("one of several people")
			: row->from_number           ? phone_group(row->from_number, p->arena)
						     : _("number withheld");
		char time[32];
		clock_duration(now - row->item.arrived_at, time);
		plain_choice(p, arena_printf(p->arena, "pick %lld", (long long)row->item.id),
			"%s: %s, %s, %s %s%s%s%s",
			_(word_label(item_kind_words, (int)row->item.kind)), who, row->queue_title,
			_("waiting"), time, row->item.due_at < now ? _(", LATE") : "",
			row->subject ? ", " : "", row->subject ? row->subject : "");
	}
	plain_tell_rest(p, p->choices.n, desk->nwaiting);
	plain_choices_end(p, _("Nobody is waiting. “wait” says when somebody comes."));
}

void plain_choose_case(struct plain *p)
{
	const struct pop *pop = &p->con->desk->pop;
	plain_choices_begin(p, _("Several cases are open. Which one is it about?"));
	for (size_t i = 0; i < pop->n_open; i++) {
		char shown[12];
		reference_show(pop->cases[i].number, shown);
		plain_choice(p, arena_printf(p->arena, "attach %s", pop->cases[i].number),
			"%s %s, %s", shown, pop->cases[i].subject,
			_(word_label(case_state_words, (int)pop->cases[i].state)));
	}
	plain_choice(p, "case", "%s", _("A new case"));
}

void plain_choose_outcome(struct plain *p)
{
	const struct outcome *list = p->con->app->outcomes;
	plain_choices_begin(p, _("What came of it?"));
	for (int digit = 1; digit <= 9; digit++)
		for (size_t i = 0; list[i].id; i++)
			if (list[i].digit == digit)
				plain_choice(p, arena_printf(p->arena, "outcome %s", list[i].id),
					"%s", _(list[i].title));
	for (size_t i = 0; list[i].id; i++)
		if (list[i].digit == 0)
			plain_choice(p, arena_printf(p->arena, "outcome %s", list[i].id), "%s",
				_(list[i].title));
}

void plain_choose_queue(struct plain *p, const char *command)
{
	const struct desk *desk = p->con->desk;
	struct arena *a = arena_new();
	const char *begun = arena_strdup(a, command); /* it may stand among the choices */
	plain_choices_begin(p, _("Transfer to which queue?"));
	for (size_t i = 0; i < desk->nqueue_names; i++)
		if (desk->queue_names[i].active)
			plain_choice(p,
				arena_printf(p->arena, "with-lines %s --queue %s", begun,
					desk->queue_names[i].slug),
				"%s", desk->queue_names[i].shown);
	plain_choice(p, arena_printf(p->arena, "to-colleague %s", begun), "%s", _("A colleague…"));
	arena_free(&a);
}

void plain_choose_time(struct plain *p, const char *command)
{
	struct when_offer offers[WHEN_OFFERS_MAX];
	struct arena *a = arena_new();
	const char *begun = arena_strdup(a, command); /* it may stand among the choices */
	size_t n = when_offers(clock_wall_ms(), app_zone(p->con->app), a, offers);
	plain_choices_begin(p, _("When?"));
	for (size_t i = 0; i < n; i++) {
		char iso[32];
		clock_iso(offers[i].at, iso);
		plain_choice(
			p, arena_printf(p->arena, "%s --at %s", begun, iso), "%s", offers[i].words);
	}
	plain_say(p, "%s", _("Another time: outcome NAME --at \"tomorrow 10:00\""));
	arena_free(&a);
}

/* ---- records, commands ---- */

/* With a caller on the line a find says who or what it is about; else it shows it. */
static const char *found_command(struct plain *p, const struct find_row *row, struct arena *a)
{
	const struct work_hand *hand = &p->con->desk->hand;
	const char *verb = hand->call.id || hand->item.id ? "attach" : "show";
	struct casefile c;
	struct err ignored = {0};
	if (row->case_id && row->kind != FIND_CUSTOMER &&
		store_casefile_get(p->con->app->store, row->case_id, a, &c, &ignored) == RC_OK)
		return arena_printf(p->arena, "%s %s", verb, c.number);
	return arena_printf(p->arena, "%s --customer %lld", verb, (long long)row->customer_id);
}

void plain_choose_found(struct plain *p, const char *typed)
{
	struct find_row *rows = NULL;
	size_t n = 0;
	struct err err = {0};
	struct arena *a = arena_new();
	const char *words = arena_strdup(a, typed), *note;
	plain_choices_begin(p, NULL);
	if (store_find(p->con->app->store, words, app_region(p->con->app), FOUND_MAX, a, &rows, &n,
		    &err) != RC_OK)
		plain_error(p, &err);
	else if ((note = found_note(words, rows, n, a)) != NULL)
		plain_say(p, "%s", note);
	for (size_t i = 0; i < n; i++)
		plain_choice(p, found_command(p, &rows[i], a), "%s",
			found_line(p->con->app, &rows[i], clock_wall_ms(), a));
	arena_free(&a);
}

void plain_choose_command(struct plain *p, const char *typed)
{
	struct arena *a = arena_new();
	const char *words = fold_text(a, typed);
	plain_choices_begin(p, NULL);
	for (size_t i = 0; i < cmd_table_count && p->choices.n < COMMANDS_MAX; i++) {
		const struct cmd *cmd = cmd_table[i];
		const char *hay = fold_text(a,
			arena_printf(a, "%s %s %s", cmd->name, _(cmd->help),
				cmd->synonyms ? _(cmd->synonyms) : ""));
		if ((cmd->flags & CMD_HIDDEN) || (*words && !fold_match(hay, words)))
			continue;
		/* What needs more words is explained, not run without them. */
		plain_choice(p,
			cmd->min_args ? arena_printf(p->arena, "help %s", cmd->name) : cmd->name,
			"%s: %s", cmd->usage, _(cmd->help));
	}
	plain_choices_end(p, _("No command by that word."));
	arena_free(&a);
}

/* ---- windows ---- */

static void say_pick(struct plain *p, const void *arg)
{
	const struct pick_window *w = arg;
	plain_choices_begin(p, w->title);
	for (size_t i = 0; i < w->n; i++)
		plain_choice(p, w->rows[i].command, "%s%s%s", w->rows[i].label,
			w->rows[i].detail && *w->rows[i].detail ? ", " : "",
			w->rows[i].detail ? w->rows[i].detail : "");
	if (w->note)
		plain_say(p, "%s", w->note);
}

static void say_output(struct plain *p, const void *arg)
{
	const struct output_window *w = arg;
	size_t n = strlen(w->text);
	plain_say(p, "%.*s", (int)(n > 0 && w->text[n - 1] == '\n' ? n - 1 : n), w->text);
}

static void say_new_customer(struct plain *p, const void *arg)
{
	(void)arg;
	plain_ask(p, PLAIN_NAME, NULL);
}

static void say_choose_agent(struct plain *p, const void *arg)
{
	plain_choose_colleague(p, ((const struct casefile *)arg)->number);
}

static void say_identify(struct plain *p, const void *arg)
{
	(void)arg;
	plain_ask_heard(p);
}

/* clang-format off */
/* How each window is said: by a function, or by a command that says the same. "": the command that
 * opens it says itself what it shows where there are only lines. */
static const struct window_words {
	const char *window;
	void (*say)(struct plain *p, const void *arg);
	const char *command;
} said[] = {
	{"pick",         say_pick,               NULL},
	{"output",       say_output,             NULL},
	{"new-customer", say_new_customer,       NULL},
	{"choose-agent", say_choose_agent,       NULL},
	{"identify",     say_identify,           NULL},
	{"colleague",    plain_say_colleague,    NULL},
	{"later",        plain_say_later,        NULL},
	{"merge",        plain_say_merge,        NULL},
	{"customer-edit",   plain_say_customer,        NULL},
	{"merge-customers", plain_say_merge_customers, NULL},
	{"line",         plain_say_line,         NULL},
	{"link",         plain_say_link,         NULL},
	{"library",      NULL, "texts"},
	{"outcome",      NULL, "outcome-box"},
	{"find",         NULL, "find-box"},
	{"palette",      NULL, "palette"},
	{"help",         NULL, "keys"},
	{"tour",         NULL, "tour"},
	{"bulk",         NULL, "marked"},
	{"views",        NULL, "views"},
	{"transfer",     NULL, "outcome transfer"},
	{"text",         NULL, "text-box"},
	{"staged",       NULL, ""},
	{"columns",      NULL, ""},
	{"article",      NULL, ""},
	{"article-edit", NULL, ""},
};
/* clang-format on */

/* Those of practice open, and are read when they have. */
static bool opens(const char *name)
{
	return strcmp(name, "say") == 0 || strcmp(name, "lesson") == 0;
}

static const struct window_words *words_of(const char *name)
{
	for (size_t i = 0; i < sizeof(said) / sizeof(said[0]); i++)
		if (strcmp(said[i].window, name) == 0)
			return &said[i];
	return NULL;
}

bool plain_knows_window(const char *name)
{
	return opens(name) || words_of(name);
}

bool plain_window(struct plain *p, const char *name, const void *arg)
{
	if (opens(name))
		return false;
	const struct window_words *w = words_of(name);
	if (w && w->say)
		w->say(p, arg);
	else if (w && *w->command)
		plain_command(p, w->command);
	return true;
}
