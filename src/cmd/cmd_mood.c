/* How the customer is, in a word: whoever has them next knows before the first sentence. */
#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/cmd.h"
#include "carrel/console.h"
#include "carrel/contact.h"
#include "carrel/go.h"
#include "carrel/i18n.h"
#include "carrel/out.h"
#include "carrel/strbuf.h"
#include "carrel/windows.h"
#include "carrel/work.h"
#include "cmd/cmd_mood.h"

enum { MOODS = 5 };

enum rc cmd_mood_parse(struct cmd_call *call, const char *text, enum mood *out, struct err *err)
{
	int value;
	if (word_parse(mood_words, text, &value) && value != MOOD_UNSAID) {
		*out = (enum mood)value;
		return RC_OK;
	}
	struct strbuf words = STRBUF_INIT;
	for (const struct word *w = mood_words + 1; w->id; w++)
		strbuf_addf(&words, "%s%s", words.len ? ", " : "", w->id);
	enum rc rc = err_set(err, RC_INVALID, _("“%s” is no mood. Say one of: %s."), text,
		arena_strdup(call->arena, words.buf));
	strbuf_fini(&words);
	return rc;
}

/* In the console a digit answers; in a shell the words themselves are the question. */
static enum rc ask(struct cmd_call *call, struct err *err)
{
	struct pick_row rows[MOODS];
	size_t n = 0;
	if (!call->app->console)
		return err_set(err, RC_INVALID, "usage: carrel %s", call->cmd->usage);
	for (const struct word *w = mood_words + 1; w->id && n < MOODS; w++)
		rows[n++] = (struct pick_row){.label = _(w->label),
			.detail = "",
			.command = arena_printf(call->arena, "mood %s", w->id)};
	const struct pick_window window = {.title = _("How is the customer?"),
		.hint = _("1-5 says it - Esc back"),
		.rows = rows,
		.n = n};
	console_popup(call->app->console, view_class_find("pick"), &window);
	return RC_OK;
}

static enum rc cmd_mood(struct cmd_call *call, struct err *err)
{
	enum mood mood = MOOD_UNSAID;
	if (call->app->console && !desk_in_hand(call->app->console->desk))
		return err_set(err, RC_INVALID,
			_("No customer is in hand: a mood belongs to somebody. %s"),
			go_words(call->app));
	if (call->argc == 0)
		return ask(call, err);
	enum rc rc = cmd_mood_parse(call, call->argv[0], &mood, err);
	if (rc == RC_OK)
		rc = work_mood(call->store, call->app->actor.id, mood, err);
	if (rc != RC_OK)
		return rc;
	if (call->app->console)
		console_focus_hand(call->app->console);
	out_text(call->out, "mood", word_id(mood_words, (int)mood));
	out_line(call->out, _("Mood: %s. u undoes."), _(word_label(mood_words, (int)mood)));
	return RC_OK;
}
const struct cmd cmd_mood_entry = {
	.name = "mood",
	.usage = "mood [pleased|calm|worried|tense|angry]",
	.help = N_("Say how the customer in hand is; it stands in the history for the next call"),
	.synonyms = N_("feeling emotion angry upset happy temper"),
	.max_args = 1,
	.flags = CMD_ACTOR | CMD_MUTATES,
	.exec = cmd_mood,
};
