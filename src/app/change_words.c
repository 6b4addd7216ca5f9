/* What a change set did, in the language of whoever reads it. The store keeps the command as it was
 * given, since that is what the audit has to show; people are told what came of it. */
#include "carrel/app.h"

#include "carrel/arena.h"
#include "carrel/cmd.h"
#include "carrel/i18n.h"
#include "carrel/reference.h"

#include <string.h>

/* clang-format off */
/* One or two words of the command, the longer ones first where both are there. */
static const struct change_word {
	const char *command, *words;
} words[] = {
	{"next",            N_("the next one taken")},
	{"take",            N_("taken into hand")},
	{"answer",          N_("call answered")},
	{"join",            N_("joined a colleague")},
	{"steal",           N_("taken over")},
	{"untake",          N_("given back")},
	{"note",            N_("note")},
	{"attach",          N_("who it is, or which case")},
	{"identified",      N_("who it is")},
	{"case new",        N_("new case")},
	{"hold",            N_("caller on hold")},
	{"resume",          N_("caller back on the line")},
	{"hang up",         N_("call ended")},
	{"mood",            N_("mood")},
	{"verify",          N_("verified")},
	{"ready",           N_("ready")},
	{"break",           N_("break")},
	{"off",             N_("end of the shift")},
	{"transfer",        N_("transfer")},
	{"close",           N_("closed")},
	{"reassign",        N_("given to a colleague")},
	{"release",         N_("made free again")},
	{"snooze",          N_("put off")},
	{"park",            N_("put aside")},
	{"unpark",          N_("taken up again")},
	{"cause",           N_("root cause")},
	{"checklist",       N_("checklist")},
	{"follow-up close", N_("follow-up closed")},
	{"follow-up move",  N_("follow-up put off")},
	{"subject",         N_("renamed")},
	{"follow-up",       N_("follow-up")},
	{"link",            N_("link")},
	{"unlink",          N_("link taken away")},
	{"merge",           N_("two made one")},
	{"unmerge",         N_("parted again")},
	{"split",           N_("case split")},
	{"customer-set",    N_("customer changed")},
	{"identity",        N_("way to reach a customer")},
	{"customer add",    N_("new customer")},
	{"customer",        N_("customer")},
	{"keep-number",     N_("number kept")},
	{"tell",            N_("message to a colleague")},
	{"reply",           N_("reply")},
	{"send",            N_("sent")},
	{"outbox cancel",   N_("called back before it went out")},
	{"view save",       N_("queue saved")},
	{"view drop",       N_("saved queue taken away")},
	{"text used",       N_("text used")},
	{"kb",              N_("article")},
	{"undo",            N_("undo")},
	{"redo",            N_("redo")},
	{"ring",            N_("call came in")},
	{"abandon",         N_("caller hung up")},
	{"enqueue",         N_("put into a queue")},
};
/* clang-format on */

static bool is_of(const char *command, const char *words_of_it)
{
	size_t n = strlen(words_of_it);
	return strncmp(command, words_of_it, n) == 0 && (command[n] == ' ' || !command[n]);
}

/* Tags tell which: they are short, and what one undoes is looked for by them. */
static const char *tag_words(struct cmd_call *call)
{
	char number[REFERENCE_LEN + 1];
	const char *tags = "";
	int first = call->argc > 1 && reference_parse(call->argv[0], number);
	for (int i = first; i < call->argc; i++)
		for (const char *p = call->argv[i]; *p;) {
			size_t n = strcspn(p, ",");
			tags = arena_printf(
				call->arena, "%s%s%.*s", tags, *tags ? ", " : "", (int)n, p);
			p += n + (p[n] == ',');
		}
	return arena_printf(
		call->arena, cmd_option(call, "drop") ? _("tag %s taken away") : _("tag %s"), tags);
}

static const char *outcome_words(const struct app *app, const struct cmd_call *call)
{
	const char *id = call->argc > 0 ? call->argv[0] : "";
	const struct outcome *o = app->outcomes ? outcome_find(app->outcomes, id) : NULL;
	return o ? _(o->title) : NULL;
}

static const char *table_words(const char *command)
{
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (is_of(command, words[i].command))
			return _(words[i].words);
	return NULL;
}

static int count_of(const char *list)
{
	int n = *list != '\0';
	for (; *list; list++)
		n += *list == ',';
	return n;
}

const char *app_command_title(const char *command, struct arena *a)
{
	const struct cmd *cmd = cmd_find(arena_strndup(a, command, strcspn(command, " ")));
	const char *help = cmd ? _(cmd->help) : command;
	size_t n = cmd ? strcspn(help, ":;") : strlen(help);
	return arena_strndup(a, help, n);
}

const char *app_change_words(const struct app *app, const char *command, struct arena *a)
{
	struct cmd_call call;
	struct err ignored = {0};
	const char *said;
	bool known = cmd_check(command, a, &call, &ignored) == RC_OK;
	if (known && is_of(command, "outcome"))
		said = outcome_words(app, &call);
	else if (known && is_of(command, "tag"))
		said = tag_words(&call);
	else
		said = table_words(command);
	if (!said)
		said = app_command_title(command, a);
	const char *cases = known ? cmd_option(&call, "cases") : NULL;
	int n = cases ? count_of(cases) : 0;
	return n == 0 ? said
		      : arena_printf(a,
				i18n_plural("%s, on %d case", "%s, on %d cases", (unsigned long)n),
				said, n);
}
