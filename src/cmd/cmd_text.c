/* The library of canned responses: list, show, fill. In the console, `insert` puts one into the note. */
#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/blanks.h"
#include "carrel/clock.h"
#include "carrel/cmd.h"
#include "carrel/config.h"
#include "carrel/console.h"
#include "carrel/desk_texts.h"
#include "carrel/fill.h"
#include "carrel/go.h"
#include "carrel/i18n.h"
#include "carrel/library.h"
#include "carrel/out.h"
#include "carrel/problems.h"
#include "carrel/staged.h"
#include "carrel/store.h"
#include "carrel/strbuf.h"
#include "carrel/textfill.h"
#include "carrel/textpane.h"
#include "carrel/vec.h"
#include "cmd/cmd_text.h"
#include "cmd/cmd_text_check.h"
#include "cmd/cmd_text_own.h"

#include <string.h>

enum { LIST_MAX = 500 };

static const char *language_wanted(struct cmd_call *call)
{
	const char *language = cmd_option(call, "language");
	return language ? language : app_language(call->app);
}

static void tell_names(struct cmd_call *call, const char *key, const char *const *names, size_t n)
{
	out_array(call->out, key);
	for (size_t i = 0; i < n; i++)
		out_text(call->out, NULL, names[i]);
	out_end(call->out);
}

static enum rc text_list(struct cmd_call *call, struct err *err)
{
	const char *const titles[] = {_("Short"), _("Id"), _("Title")};
	size_t n, total;
	(void)err;
	const struct library_text **texts = library_filter(app_library(call->app),
		call->argc > 1 ? cmd_rest(call, 1) : "", language_wanted(call), LIBRARY_EVERYWHERE,
		LIST_MAX, call->arena, &n, &total);
	out_array(call->out, "texts");
	if (n == 0)
		out_line(call->out, "%s", _("No text matches."));
	else
		out_table_begin(call->out, titles, 3);
	for (size_t i = 0; i < n; i++) {
		const char *title = langtext_get(&texts[i]->title, language_wanted(call));
		const char *cells[] = {texts[i]->short_name, texts[i]->id, title};
		out_table_row(call->out, cells);
		out_object(call->out, NULL);
		out_text(call->out, "id", texts[i]->id);
		out_text(call->out, "short", texts[i]->short_name);
		out_text(call->out, "title", title);
		out_text(call->out, "scope", library_scope_name(texts[i]->scope));
		out_text(call->out, "file", texts[i]->file);
		out_int(call->out, "line", texts[i]->line);
		tell_names(call, "topics", texts[i]->topics, texts[i]->ntopics);
		out_end(call->out);
	}
	if (n > 0)
		out_table_end(call->out);
	out_end(call->out);
	return RC_OK;
}

enum rc text_named(struct cmd_call *call, int i, const struct library_text **out, struct err *err)
{
	struct app *app = call->app;
	const char *name = call->argv[i];
	*out = library_by_id(app_library(app), name);
	if (!*out)
		*out = library_by_short(app_library(app), name);
	if (*out)
		return RC_OK;
	return err_set(err, RC_NOTFOUND,
		_("There is no text “%s”. F6 (or carrel text list) shows them."), name);
}

/* As the customer in hand is used to it; the options say otherwise. */
static enum rc wish_given(struct cmd_call *call, struct library_wish *wish, struct err *err)
{
	const char *tone = cmd_option(call, "tone"), *level = cmd_option(call, "level");
	const char *channel = cmd_option(call, "channel");
	if (cmd_option(call, "language"))
		wish->language = cmd_option(call, "language");
	if (tone && !text_tone_parse(tone, &wish->tone))
		return err_set(err, RC_INVALID, _("“%s” is no tone: formal, casual or any."), tone);
	if (level && !text_level_parse(level, &wish->level))
		return err_set(
			err, RC_INVALID, _("“%s” is no level: simple, detailed or any."), level);
	if (channel && !text_channel_parse(channel, &wish->channel))
		return err_set(err, RC_INVALID,
			_("“%s” is no channel: call, mail, chat, message, visit, note or any."),
			channel);
	return RC_OK;
}

/* NULL: none, or it could not be read; then the placeholder stays open. */
static const struct queue *queue_of(struct cmd_call *call, int64_t id)
{
	struct queue *queues;
	size_t n;
	struct err ignored = {0};
	if (store_queue_list(call->store, call->arena, &queues, &n, &ignored) != RC_OK)
		return NULL;
	for (size_t i = 0; i < n; i++)
		if (queues[i].id == id)
			return &queues[i];
	return NULL;
}

/* The text with the values of the work in hand; without anybody in hand, with its gaps. said: which
 * wording it is, and why that one. */
static enum rc fill_for_hand(struct cmd_call *call, const struct library_text *text,
	struct strbuf *out, struct vec *gaps, struct strbuf *said, struct err *err)
{
	struct work_hand hand = {0};
	struct customer customer;
	struct err ignored = {0};
	struct fill fill = {.app = call->app,
		.arena = call->arena,
		.language = language_wanted(call),
		.now = clock_wall_ms()};
	struct library_wish wish = {.tone = TEXT_FORMAL,
		.fallback = config_text(call->app->config, OPT_CENTRE_LANGUAGE)};
	if (call->app->actor.id &&
		work_hand(call->store, call->app->actor.id, call->arena, &hand, &ignored) ==
			RC_OK) {
		if (hand.casefile.id)
			fill.casefile = &hand.casefile;
		fill.queue = queue_of(call, hand.item.queue_id);
		if (hand.customer_id &&
			store_customer_get(call->store, hand.customer_id, call->arena, &customer,
				&ignored) == RC_OK) {
			fill.customer = &customer;
			wish.tone = customer.tone == TONE_CASUAL ? TEXT_CASUAL : TEXT_FORMAL;
			if (!cmd_option(call, "language") && customer.language)
				fill.language = customer.language;
		}
	}
	wish.language = fill.language;
	enum rc rc = wish_given(call, &wish, err);
	if (rc != RC_OK)
		return rc;
	const struct library_choice choice = fill_text(&fill, text, &wish, out, gaps);
	library_choice_say(&choice, &wish, said);
	return RC_OK;
}

static void tell_text(struct cmd_call *call, const struct library_text *text, const char *body,
	const struct vec *gaps, const char *said)
{
	out_text(call->out, "id", text->id);
	out_text(call->out, "scope", library_scope_name(text->scope));
	out_text(call->out, "wording", said);
	out_text(call->out, "text", body);
	out_array(call->out, "missing");
	for (size_t i = 0; i < gaps->n; i++)
		out_text(call->out, NULL,
			((struct textfill_gap *)vec_at((struct vec *)gaps, i))->name);
	out_end(call->out);
	while (*body) {
		size_t len = strcspn(body, "\n");
		out_line(call->out, "%.*s", (int)len, body);
		body += len + (body[len] == '\n');
	}
	out_line(call->out, "-- %s", said);
}

static enum rc text_show(struct cmd_call *call, struct err *err)
{
	const struct library_text *text;
	if (call->argc < 2)
		return err_set(err, RC_INVALID, "usage: carrel %s", call->cmd->usage);
	enum rc rc = text_named(call, 1, &text, err);
	struct err ignored = {0};
	if (rc == RC_OK)
		rc = app_store(call->app, &call->store, err);
	if (rc != RC_OK)
		return rc;
	if (app_require_actor(call->app, &ignored) != RC_OK)
		store_set_actor(call->store, 0, ""); /* nobody: the placeholders stay as they are */
	struct strbuf body = STRBUF_INIT, said = STRBUF_INIT;
	struct vec gaps = {.size = sizeof(struct textfill_gap)};
	rc = fill_for_hand(call, text, &body, &gaps, &said, err);
	if (rc == RC_OK)
		tell_text(call, text, body.buf, &gaps, said.buf);
	vec_fini(&gaps);
	strbuf_fini(&said);
	strbuf_fini(&body);
	return rc;
}

static enum rc text_placeholders(struct cmd_call *call, struct err *err)
{
	const char *const titles[] = {_("Name"), _("What it says")};
	(void)err;
	out_array(call->out, "placeholders");
	out_table_begin(call->out, titles, 2);
	for (size_t i = 0; fill_names[i]; i++) {
		const char *cells[] = {arena_printf(call->arena, "{%s}", fill_names[i]),
			fill_label(fill_names[i])};
		out_table_row(call->out, cells);
		out_object(call->out, NULL);
		out_text(call->out, "name", fill_names[i]);
		out_text(call->out, "label", cells[1]);
		out_end(call->out);
	}
	out_table_end(call->out);
	out_end(call->out);
	return RC_OK;
}

static enum rc cmd_text(struct cmd_call *call, struct err *err)
{
	static const struct {
		const char *verb;
		enum rc (*run)(struct cmd_call *call, struct err *err);
	} verbs[] = {{"list", text_list}, {"show", text_show}, {"check", cmd_text_check},
		{"placeholders", text_placeholders}, {"save", text_save}, {"remove", text_remove}};
	for (size_t i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++)
		if (strcmp(call->argv[0], verbs[i].verb) == 0)
			return verbs[i].run(call, err);
	return err_set(err, RC_INVALID, "usage: carrel %s", call->cmd->usage);
}
const struct cmd cmd_text_entry = {
	.name = "text",
	.usage = "text (list [WORDS] | show NAME [--channel CHANNEL] [--level LEVEL] | "
		 "placeholders | check [PATH…] [--strict] | save [ID] --title "
		 "WORDS --text WORDS "
		 "[--short NAME] [--topics A,B] [--tone TONE] | remove ID) [--language LANG]",
	.help = N_("The canned responses: list them, show one filled in, check the files"),
	.synonyms = N_("canned template macro snippet reply library"),
	.options = "language: title: short: topics: tone: channel: level: text: strict",
	.min_args = 1,
	.max_args = -1,
	.exec = cmd_text,
};

/* ---- into the note ---- */

/* At the cursor; but a cursor that waits on an open blank of the text before would put the new one
 * inside it, so then it goes below. */
static size_t place_for_text(struct textpane *note)
{
	size_t at = textpane_cursor(note);
	const char *text = textpane_text(note);
	if (text[at] == '{') {
		at = textpane_len(note);
		textpane_set_cursor(note, at);
		textpane_insert(note, "\n", 1);
		at++;
	}
	return at;
}

static enum rc cmd_insert(struct cmd_call *call, struct err *err)
{
	struct desk *desk = call->app->console->desk;
	const struct library_text *text;
	enum rc rc = text_named(call, 0, &text, err);
	if (rc != RC_OK)
		return rc;
	if (!*desk->note_key)
		return err_set(err, RC_INVALID,
			_("Nothing is in hand to write on. %s F5 starts a case."),
			go_words(call->app));
	struct library_wish wish = fill_wish(desk);
	rc = wish_given(call, &wish, err);
	if (rc != RC_OK)
		return rc;
	struct fill fill = fill_of_desk(desk, call->arena);
	fill.language = wish.language;
	struct strbuf body = STRBUF_INIT;
	struct vec gaps = {.size = sizeof(struct textfill_gap)};
	struct library_choice choice = fill_text(&fill, text, &wish, &body, &gaps);
	while (body.len > 0 && body.buf[body.len - 1] == '\n')
		strbuf_truncate(&body, body.len - 1);
	size_t at = place_for_text(desk->note);
	textpane_insert(desk->note, body.buf, body.len);
	desk->note_changed = true;
	desk_add_text(desk, text, &choice, body.buf);
	blanks_await(desk, at, body.buf, &gaps);
	for (size_t i = 0; i < text->nthen; i++)
		staged_add(&desk->staged, text->then[i]);
	desk_texts_touch(desk);
	const char *title = langtext_get(&text->title, app_language(call->app));
	if (gaps.n > 0 && blanks_visit(desk, at) && !call->app->console->plain)
		out_line(call->out, _("Inserted: %s. Tab goes to the next blank."), title);
	else
		out_line(call->out, _("Inserted: %s."), title);
	vec_fini(&gaps);
	strbuf_fini(&body);
	return RC_OK;
}
const struct cmd cmd_insert_entry = {
	.name = "insert",
	.usage = "insert TEXT-NAME [--language LANG] [--tone formal|casual] [--level "
		 "simple|detailed] [--channel CHANNEL]",
	.help = N_("Put a canned response into the note, filled in"),
	.synonyms = N_("canned paste template"),
	.options = "language: tone: level: channel:",
	.min_args = 1,
	.max_args = 1,
	.flags = CMD_ACTOR | CMD_CONSOLE,
	.exec = cmd_insert,
};
