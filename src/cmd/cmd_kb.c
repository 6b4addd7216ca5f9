/* The knowledge base: search it with the texts, read an article, put what it says into the note. */
#include "cmd/cmd_kb.h"

#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/console.h"
#include "carrel/desk_texts.h"
#include "carrel/go.h"
#include "carrel/i18n.h"
#include "carrel/knowledge.h"
#include "carrel/library.h"
#include "carrel/markup.h"
#include "carrel/out.h"
#include "carrel/store.h"
#include "carrel/strbuf.h"
#include "carrel/term.h"
#include "carrel/textpane.h"
#include "carrel/windows.h"

#include <string.h>

enum { LIST_MAX = 500 };

static void say_lines(struct cmd_call *call, const char *text)
{
	for (const char *line = text; *line;) {
		size_t len = strcspn(line, "\n");
		out_line(call->out, "%.*s", (int)len, line);
		line += len + (line[len] == '\n');
	}
}

/* ---- search ---- */

static void tell_row(struct cmd_call *call, const char *kind, const char *id, const char *title)
{
	const char *cells[] = {kind, id, title};
	out_table_row(call->out, cells);
}

static void tell_json(struct cmd_call *call, const struct kb_article *article, const char *id,
	const char *title, double score)
{
	out_object(call->out, NULL);
	out_text(call->out, "id", id);
	out_text(call->out, "kind", article ? kb_kind_names[article->kind] : "text");
	out_text(call->out, "title", title);
	if (article)
		out_int(call->out, "version", article->version);
	if (article && article->draft)
		out_bool(call->out, "draft", true);
	if (score > 0)
		out_real(call->out, "score", score);
	out_end(call->out);
}

static const char *kind_word(struct cmd_call *call, const struct kb_article *article)
{
	return article->draft
		? arena_printf(call->arena, "%s, %s", kb_kind_title(article->kind), _("draft"))
		: kb_kind_title(article->kind);
}

static void list_all(struct cmd_call *call)
{
	size_t n, total;
	const char *language = kb_language(call);
	struct kb_reader reader = app_kb_reader(call->app, call->arena);
	const struct kb_hit *hits = kb_filter(
		app_kb(call->app), "", language, &reader, LIST_MAX, call->arena, &n, &total);
	for (size_t i = 0; i < n; i++) {
		const struct kb_article *k = hits[i].article;
		const char *title = kb_text(&k->title, language, NULL, NULL);
		tell_row(call, kind_word(call, k), k->id, title);
		tell_json(call, k, k->id, title, 0);
	}
}

static size_t list_found(struct cmd_call *call, const char *words)
{
	size_t n, total;
	const struct knowledge_row *rows = knowledge_search(
		call->app, words, kb_language(call), LIST_MAX, call->arena, &n, &total);
	for (size_t i = 0; i < n; i++) {
		tell_row(call, rows[i].article ? kind_word(call, rows[i].article) : _("Text"),
			rows[i].id, rows[i].title);
		tell_json(call, rows[i].article, rows[i].id, rows[i].title, rows[i].score);
	}
	return n;
}

enum rc kb_verb_list(struct cmd_call *call, struct err *err)
{
	const char *const titles[] = {_("Kind"), _("Id"), _("Title")};
	const char *words = call->argc > 1 ? cmd_rest(call, 1) : "";
	enum rc rc = kb_open(call, err);
	if (rc != RC_OK)
		return rc;
	out_array(call->out, "articles");
	out_table_begin(call->out, titles, 3);
	size_t n = 1;
	if (*words)
		n = list_found(call, words);
	else
		list_all(call);
	out_table_end(call->out);
	out_end(call->out);
	if (n == 0) {
		knowledge_missed(call->app, words);
		out_line(call->out, _("Nothing found for “%s”. It is kept as missing."), words);
	}
	return RC_OK;
}

/* ---- show ---- */

static void tell_article(struct cmd_call *call, const struct kb_article *k)
{
	const char *language = kb_language(call), *used;
	const char *title = kb_text(&k->title, language, NULL, &used);
	const char *body = kb_body(k, language, NULL, call->arena);
	struct strbuf plain = STRBUF_INIT;
	markup_plain(body, &plain);
	out_line(call->out, "%s", title);
	out_line(call->out, _("%s · version %lld · %s"), kind_word(call, k), (long long)k->version,
		used);
	const char *changed = kb_text(&k->changed, language, NULL, NULL);
	if (*changed)
		out_line(call->out, _("What changed: %s"), changed);
	out_line(call->out, "%s", "");
	const char *answer = kb_text(&k->answer, language, NULL, NULL);
	if (*answer) {
		say_lines(call, kb_insertable(k, language, NULL, call->arena));
		out_line(call->out, "%s", "");
	}
	say_lines(call, plain.buf);
	out_text(call->out, "id", k->id);
	out_text(call->out, "kind", kb_kind_names[k->kind]);
	out_text(call->out, "language", used);
	out_int(call->out, "version", k->version);
	out_bool(call->out, "draft", k->draft);
	out_bool(call->out, "must_read", k->must_read);
	out_text(call->out, "title", title);
	out_text(call->out, "answer", answer);
	out_text(call->out, "body", body);
	strbuf_fini(&plain);
}

enum rc kb_verb_show(struct cmd_call *call, struct err *err)
{
	const struct kb_article *k;
	struct console *con = call->app->console;
	enum rc rc = kb_open(call, err);
	if (rc == RC_OK)
		rc = kb_named(call, 1, &k, err);
	if (rc != RC_OK)
		return rc;
	if (con && !con->plain) {
		const struct article_window window = {k->id, kb_language(call)};
		console_popup(con, view_class_find("article"), &window);
		return RC_OK;
	}
	tell_article(call, k);
	return RC_OK;
}

/* ---- into the note ---- */

static enum rc words_wanted(
	struct cmd_call *call, const struct kb_article *k, const char **out, struct err *err)
{
	int64_t section = 0;
	const char *heading, *text, *language = kb_language(call);
	enum rc rc = cmd_option_int(call, "section", 1, 1000, &section, err);
	if (rc != RC_OK)
		return rc;
	if (!section) {
		*out = kb_insertable(k, language, NULL, call->arena);
		return RC_OK;
	}
	const char *body = kb_body(k, language, NULL, call->arena);
	if (!markup_section(body, (size_t)section - 1, call->arena, &heading, &text))
		return err_set(err, RC_NOTFOUND, _("%s has no section %lld; it has %zu."), k->id,
			(long long)section, markup_sections(body));
	struct strbuf plain = STRBUF_INIT;
	markup_plain(text, &plain);
	*out = arena_strndup(call->arena, plain.buf, plain.len);
	strbuf_fini(&plain);
	return RC_OK;
}

static enum rc article_and_words(
	struct cmd_call *call, const struct kb_article **k, const char **words, struct err *err)
{
	enum rc rc = kb_open_actor(call, err);
	if (rc == RC_OK)
		rc = kb_named(call, 1, k, err);
	if (rc == RC_OK)
		rc = words_wanted(call, *k, words, err);
	if (rc == RC_OK && !**words)
		rc = err_set(err, RC_NOTFOUND, _("%s has nothing to put in here."), (*k)->id);
	return rc;
}

/* What went to a customer is kept word for word, and the note names it. */
enum rc kb_verb_insert(struct cmd_call *call, struct err *err)
{
	const struct kb_article *k;
	const char *words;
	if (!call->app->console)
		return err_set(err, RC_INVALID,
			_("There is no note to write in here; kb show prints the article."));
	struct desk *desk = call->app->console->desk;
	enum rc rc = article_and_words(call, &k, &words, err);
	if (rc == RC_OK && !*desk->note_key)
		rc = err_set(err, RC_INVALID,
			_("Nothing is in hand to write on. %s F5 starts a case."),
			go_words(call->app));
	if (rc == RC_OK)
		rc = knowledge_keep(call->app, k, err);
	if (rc != RC_OK)
		return rc;
	console_popup_close_all(call->app->console); /* what was put in is seen at once */
	textpane_insert(desk->note, words, strlen(words));
	desk->note_changed = true;
	desk_add_text_id(
		desk, arena_printf(call->arena, "kb:%s@%lld", k->id, (long long)k->version));
	out_line(call->out, _("Inserted: %s."),
		kb_text(&k->title, app_language(call->app), NULL, NULL));
	return RC_OK;
}

enum rc kb_verb_copy(struct cmd_call *call, struct err *err)
{
	const struct kb_article *k;
	const char *words;
	struct console *con = call->app->console;
	enum rc rc = article_and_words(call, &k, &words, err);
	if (rc != RC_OK)
		return rc;
	if (!con || !con->term->copies)
		return err_set(err, RC_INVALID,
			_("This terminal takes no copies. Shift and the mouse select text."));
	term_copy(con->term, words, strlen(words));
	out_line(call->out, _("Copied: %s"),
		kb_text(&k->title, app_language(call->app), NULL, NULL));
	return RC_OK;
}

/* ---- the command ---- */

static const struct {
	const char *name;
	kb_verb_fn *run;
} verbs[] = {
	{"list", kb_verb_list},
	{"search", kb_verb_list},
	{"show", kb_verb_show},
	{"insert", kb_verb_insert},
	{"copy", kb_verb_copy},
	{"read", kb_verb_read},
	{"confirm", kb_verb_confirm},
	{"receipts", kb_verb_receipts},
	{"check", kb_verb_check},
	{"due", kb_verb_due},
	{"history", kb_verb_history},
	{"diff", kb_verb_diff},
	{"missing", kb_verb_missing},
	{"save", kb_verb_save},
	{"draft", kb_verb_draft},
	{"publish", kb_verb_publish},
	{"export", kb_verb_export},
};

static enum rc cmd_kb(struct cmd_call *call, struct err *err)
{
	const char *names[sizeof(verbs) / sizeof(*verbs)];
	size_t n = sizeof(verbs) / sizeof(*verbs);
	kb_refresh(app_kb(call->app));
	if (call->argc == 0) /* from the palette: first what waits for this person */
		return call->app->to_read ? kb_verb_read(call, err) : kb_verb_list(call, err);
	for (size_t i = 0; i < n; i++) {
		if (strcmp(call->argv[0], verbs[i].name) == 0)
			return verbs[i].run(call, err);
		names[i] = verbs[i].name;
	}
	const char *near = suggest_nearest(call->argv[0], names, n);
	if (near)
		return err_set(err, RC_INVALID, _("usage: carrel %s (did you mean %s?)"),
			call->cmd->usage, near);
	return err_set(err, RC_INVALID, "usage: carrel %s", call->cmd->usage);
}
const struct cmd cmd_kb_entry = {
	.name = "kb",
	.usage =
		"kb (list|search [WORDS] | show|insert|copy ID [--section N] | read | confirm ID | "
		"receipts [ID] | check | due [--within DAYS] | history ID | diff ID [V1 V2] | "
		"missing | save [CASE] | draft TITLE | publish ID | export DIR) [--language LANG] "
		"[--into FOLDER] [--since DATE]",
	.help = N_("The knowledge base: find, read, insert, confirm, review, write, publish"),
	.synonyms = N_("article guide faq procedure policy knowledge wiki handbook"),
	.options = "language: section: within: into: since:",
	.max_args = -1,
	.exec = cmd_kb,
};
