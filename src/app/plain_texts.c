/* Texts line by line: which fit and why, their other wordings, their blanks one after the other, what
 * they propose to do next, and writing one's own. */
#include "plain_private.h"

#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/blanks.h"
#include "carrel/console.h"
#include "carrel/desk.h"
#include "carrel/own_text.h"
#include "carrel/fill.h"
#include "carrel/i18n.h"
#include "carrel/kb.h"
#include "carrel/knowledge.h"
#include "carrel/library.h"
#include "carrel/mem.h"
#include "carrel/staged.h"
#include "carrel/suggesting.h"
#include "carrel/textpane.h"

#include <stdlib.h>
#include <string.h>

enum { TEXTS_MAX = 20, SUGGESTED = 9, SLICES_MAX = 500 };

/* ---- which text ---- */

static void choose_text(struct plain *p, const struct library_text *text, const char *why)
{
	const char *title = langtext_get(&text->title, app_language(p->con->app));
	bool named = *text->short_name != '\0';
	plain_choice(p, arena_printf(p->arena, "insert %s", text->id), "%s%s%s%s%s", title,
		named ? ", " : "", text->short_name, *why ? ": " : "", why);
}

static void choose_article(
	struct plain *p, const struct kb_article *k, const char *title, const char *why)
{
	plain_choice(p, arena_printf(p->arena, "kb show %s", k->id), "%s, %s%s%s", title,
		kb_kind_title(k->kind), *why ? ": " : "", why);
}

static bool is_hit(const struct suggest_hit *hits, size_t n, const char *id)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(hits[i].text_id, id) == 0)
			return true;
	return false;
}

/* What fits the case, each with its reason; then the others by title. */
static void choose_suggested(struct plain *p, struct arena *a)
{
	struct app *app = p->con->app;
	struct library *library = app_library(app);
	struct suggesting *suggesting = desk_suggesting(p->con->desk);
	struct suggest_hit *hits;
	size_t n, total;
	for (int i = 0; i < SLICES_MAX && suggesting_step(suggesting); i++)
		;
	size_t nhits = suggesting_for_desk(suggesting, p->con->desk, SUGGESTED, a, &hits);
	for (size_t i = 0; i < nhits; i++) {
		const struct kb_article *k = suggesting_article(app, hits[i].text_id);
		const char *why = suggesting_reason(p->con->desk, &hits[i].why, a);
		if (k)
			choose_article(
				p, k, kb_text(&k->title, app_language(app), NULL, NULL), why);
		else
			choose_text(p, library_by_id(library, hits[i].text_id), why);
	}
	const struct library_text **texts = library_filter(library, "", app_language(app),
		LIBRARY_EVERYWHERE, TEXTS_MAX + SUGGESTED, a, &n, &total);
	for (size_t i = 0; i < n && p->choices.n < TEXTS_MAX; i++)
		if (!is_hit(hits, nhits, texts[i]->id))
			choose_text(p, texts[i], "");
	plain_tell_rest(p, p->choices.n, total);
}

static void choose_found(struct plain *p, const char *typed, struct arena *a)
{
	struct app *app = p->con->app;
	size_t n, total;
	const struct library_text *named = library_by_short(app_library(app), typed);
	if (named)
		choose_text(p, named, "");
	const struct knowledge_row *found =
		knowledge_search(app, typed, app_language(app), TEXTS_MAX, a, &n, &total);
	for (size_t i = 0; i < n; i++)
		if (found[i].article)
			choose_article(p, found[i].article, found[i].title, "");
		else if (found[i].text != named)
			choose_text(p, found[i].text, "");
	if (n == 0)
		knowledge_missed(app, typed);
	plain_tell_rest(p, n, total);
}

void plain_choose_text(struct plain *p, const char *typed)
{
	struct arena *a = arena_new();
	const char *words = arena_strdup(a, typed);
	library_refresh(app_library(p->con->app));
	plain_choices_begin(p, NULL);
	if (words[strspn(words, " ")])
		choose_found(p, words, a);
	else
		choose_suggested(p, a);
	plain_choices_end(p, _("No text matches."));
	arena_free(&a);
}

/* ---- which wording ---- */

void plain_choose_wording(struct plain *p, const char *name)
{
	struct library *library = app_library(p->con->app);
	struct arena *a = arena_new();
	const struct library_text *text = library_by_id(library, name);
	if (!text && *name)
		text = library_by_short(library, name);
	plain_choices_begin(p, text ? langtext_get(&text->title, app_language(p->con->app)) : NULL);
	for (size_t i = 0; text && i < text->nvariants; i++) {
		const struct library_variant *v = &text->variants[i];
		const struct library_wish wish = {.language = v->language,
			.tone = v->tone,
			.channel = v->channel,
			.level = v->level};
		const struct library_choice choice = {.variant = v};
		struct strbuf said = STRBUF_INIT;
		library_choice_say(&choice, &wish, &said);
		plain_choice(p,
			arena_printf(p->arena, "insert %s --language %s --tone %s --level %s",
				text->id, v->language, text_tone_name(v->tone),
				text_level_name(v->level)),
			"%s: “%.*s”", said.buf, (int)strcspn(v->text, "\n"), v->text);
		strbuf_fini(&said);
	}
	plain_choices_end(p, _("Say which text: wordings TEXT-NAME. “texts” lists them."));
	arena_free(&a);
}

/* ---- its blanks ---- */

/* The first one behind a byte of the note, asked for with its question; false: none is open there. */
static bool ask_blank(struct plain *p, size_t from)
{
	struct desk *desk = p->con->desk;
	struct arena *a = arena_new();
	struct blanks_now now;
	bool asked = false;
	free(p->refused);
	p->refused = NULL;
	while (!asked && blanks_visit(desk, from)) {
		asked = blanks_now(desk, a, &now) && !now.again;
		from = textpane_cursor(desk->note) + 1;
	}
	if (asked)
		plain_ask(p, PLAIN_BLANK,
			*now.example ? arena_printf(a, "%s (%s)", now.ask, now.example) : now.ask);
	arena_free(&a);
	return asked;
}

static void tell_proposed(struct plain *p)
{
	const struct staged *staged = p->con->desk->staged;
	if (staged_count(staged) == 0)
		return;
	plain_say(p, "%s", _("Proposed to do next; “staged run” does it, “outcome” asks:"));
	for (size_t i = 0; i < staged_count(staged); i++)
		plain_say(p, "%s", staged_at(staged, i));
}

/* From where the text was put in: one that was left open before is not asked for again. */
void plain_follow_insert(struct plain *p)
{
	plain_keep_note(p);
	if (ask_blank(p, textpane_cursor(p->con->desk->note)))
		plain_say(p, "%s",
			_("Its blanks: an empty line leaves one open. “/” stops the asking, "
			  "“/help” "
			  "and the like run a command."));
	else
		tell_proposed(p);
}

static void blanks_done(struct plain *p)
{
	plain_ask(p, PLAIN_COMMAND, NULL);
	plain_tell_note(p);
	tell_proposed(p);
}

/* "/" leaves the blanks as they stand; what follows it is a line as any other. A value that begins
 * with a slash is typed behind a space. */
static bool left_blanks(struct plain *p, const char *line)
{
	if (*line != '/')
		return false;
	if (!line[1]) {
		blanks_done(p);
		return true;
	}
	plain_ask(p, PLAIN_COMMAND, NULL);
	plain_line(p, line + 1);
	return true;
}

/* An empty line leaves this one open and goes on. */
static void answer_blank(struct plain *p, const char *line)
{
	struct desk *desk = p->con->desk;
	struct err err = {0};
	size_t from = textpane_cursor(desk->note) + 1;
	if (*line) {
		bool insist = p->refused && strcmp(p->refused, line) == 0;
		enum rc rc = blanks_answer(desk, line, insist, &err);
		if (rc == RC_INVALID) {
			free(p->refused);
			p->refused = xstrdup(line);
			plain_error(p, &err);
			plain_say(p, "%s", _("The same again keeps it as it is."));
			return;
		}
		from = textpane_cursor(desk->note);
		plain_keep_note(p);
	}
	if (!ask_blank(p, from))
		blanks_done(p);
}

/* ---- what it proposes ---- */

bool plain_choose_proposed(struct plain *p)
{
	const struct staged *staged = p->con->desk->staged;
	size_t n = staged_count(staged);
	if (n == 0)
		return false;
	plain_choices_begin(p, _("What the texts propose to do next:"));
	for (size_t i = 0; i < n; i++)
		plain_say(p, "%s", staged_at(staged, i));
	plain_choice(p, "staged run", "%s", _("Do it"));
	for (size_t i = 0; i < n; i++)
		plain_choice(p, arena_printf(p->arena, "staged drop %zu", i + 1), "%s: %s",
			_("Leave out"), staged_at(staged, i));
	plain_choice(p, "outcomes", "%s", _("Something else: what came of it"));
	return true;
}

/* ---- one's own ---- */

struct plain_own {
	char *id; /* NULL: a new one */
	char *title, *short_name, *topics, *language, *tone;
	struct strbuf words;
};

void plain_own_free(struct plain_own **own)
{
	struct plain_own *o = *own;
	if (!o)
		return;
	free(o->id);
	free(o->title);
	free(o->short_name);
	free(o->topics);
	free(o->language);
	free(o->tone);
	strbuf_fini(&o->words);
	free(o);
	*own = NULL;
}

static void set(char **field, const char *value)
{
	char *copy = xstrdup(value);
	free(*field);
	*field = copy;
}

/* What was typed and not saved, here or in the window of the console. */
static void bring_own(struct plain *p)
{
	struct plain_own *o = p->own;
	struct own_text text;
	if (!own_text_bring(p->con->desk->drafts, o->id, p->arena, &text))
		return;
	set(&o->title, text.title);
	set(&o->short_name, text.short_name);
	set(&o->topics, text.topics);
	set(&o->language, text.language);
	set(&o->tone, text.tone);
	strbuf_reset(&o->words);
	strbuf_addstr(&o->words, text.words);
}

void plain_ask_own_text(struct plain *p, const char *name)
{
	const struct textpane *note = p->con->desk->note;
	bool of_note = name && strcmp(name, "--note") == 0;
	const struct library_text *text =
		name && !of_note ? library_by_id(app_library(p->con->app), name) : NULL;
	if (name && !of_note && !text) {
		plain_say(p, _("There is no text “%s”. “texts” lists them."), name);
		return;
	}
	plain_own_free(&p->own);
	struct plain_own *o = p->own = xcalloc(1, sizeof(*o));
	o->words = (struct strbuf)STRBUF_INIT;
	set(&o->title, text ? langtext_get(&text->title, desk_language(p->con->desk)) : "");
	set(&o->short_name, text ? text->short_name : "");
	set(&o->topics, "");
	set(&o->language, desk_language(p->con->desk));
	set(&o->tone, "any");
	if (text)
		set(&o->id, text->id);
	if (of_note)
		strbuf_add(&o->words, textpane_text(note), textpane_len(note));
	else
		bring_own(p);
	plain_ask(p, PLAIN_TEXT_TITLE, NULL);
	if (!text && *o->title)
		plain_say(p, _("A text of your own. What is it for? An empty line: %s."), o->title);
	else
		plain_say(p, "%s",
			text ? _("An empty line keeps what is there; “.” alone at the words ends "
				 "it.")
			     : _("A text of your own. What is it for? An empty line leaves it."));
}

/* What was typed is not lost: the window of the console brings it, too. */
static void keep_own(struct plain *p)
{
	struct plain_own *o = p->own;
	const struct own_text text = {.title = o->title,
		.short_name = o->short_name,
		.topics = o->topics,
		.language = o->language,
		.tone = o->tone,
		.words = o->words.buf};
	struct err err = {0};
	if (o->id && o->words.len == 0)
		return; /* no words: those of the text stay as they are */
	if (own_text_keep(p->con->desk->drafts, o->id, &text, &err) != RC_OK)
		plain_error(p, &err);
}

static void save_own(struct plain *p)
{
	struct plain_own *o = p->own;
	const char *argv[16] = {"text", "save"};
	int argc = 2;
	const char *const options[][2] = {{"--title", o->title}, {"--short", o->short_name},
		{"--language", o->language}, {"--tone", o->tone}, {"--text", o->words.buf}};
	if (o->id)
		argv[argc++] = o->id;
	if (*o->topics) {
		argv[argc++] = "--topics";
		argv[argc++] = o->topics;
	}
	for (size_t i = 0; i < sizeof(options) / sizeof(options[0]); i++) {
		argv[argc++] = options[i][0];
		argv[argc++] = options[i][1];
	}
	unsigned long before = library_changes(app_library(p->con->app));
	plain_ask(p, PLAIN_COMMAND, NULL);
	plain_run_argv(p, argc, argv);
	bool saved = library_changes(app_library(p->con->app)) != before;
	if (!saved)
		plain_say(p, "%s", _("What you wrote is kept; “text-box” brings it back."));
	else
		own_text_saved(p->con->desk->drafts, o->id);
	plain_own_free(&p->own);
}

static void answer_title(struct plain *p, const char *line)
{
	if (*line)
		set(&p->own->title, line);
	if (!*p->own->title) {
		plain_ask(p, PLAIN_COMMAND, NULL);
		plain_own_free(&p->own);
		return;
	}
	plain_ask(p, PLAIN_TEXT_SHORT, NULL);
	plain_say(p, "%s", _("A short name, two or three letters. An empty line: none."));
}

static void answer_short(struct plain *p, const char *line)
{
	if (*line)
		set(&p->own->short_name, line);
	plain_ask(p, PLAIN_TEXT_LANGUAGE, NULL);
	plain_say(p, _("In which language? An empty line: %s."), p->own->language);
}

static void answer_language(struct plain *p, const char *line)
{
	if (*line)
		set(&p->own->language, line);
	plain_ask(p, PLAIN_TEXT_TONE, NULL);
	plain_say(p, "%s", _("formal, casual or any? An empty line: any."));
}

static void answer_tone(struct plain *p, const char *line)
{
	enum text_tone tone;
	if (*line && !text_tone_parse(line, &tone)) {
		plain_say(p, _("“%s” is no tone: formal, casual or any."), line);
		return;
	}
	if (*line)
		set(&p->own->tone, line);
	plain_ask(p, PLAIN_TEXT_WORDS, NULL);
	if (p->own->words.len > 0)
		plain_say(p, "%s:\n%s", _("The words so far"), p->own->words.buf);
	plain_say(p, "%s",
		_("The words, line by line; {name} is a blank. A line with nothing but “.” ends "
		  "it, one with “-” takes the last line back."));
}

static void answer_words(struct plain *p, const char *line)
{
	struct strbuf *words = &p->own->words;
	if (strcmp(line, ".") == 0) {
		save_own(p);
		return;
	}
	if (strcmp(line, "-") == 0) {
		const char *last = strrchr(words->buf, '\n');
		strbuf_truncate(words, last ? (size_t)(last - words->buf) : 0);
	} else {
		if (words->len > 0)
			strbuf_addch(words, '\n');
		strbuf_addstr(words, line);
	}
	keep_own(p);
}

bool plain_text_line(struct plain *p, const char *line)
{
	if (p->ask == PLAIN_BLANK) {
		if (!left_blanks(p, line))
			answer_blank(p, line);
		return true;
	}
	if (!p->own)
		return false;
	switch (p->ask) {
	case PLAIN_TEXT_TITLE: answer_title(p, line); return true;
	case PLAIN_TEXT_SHORT: answer_short(p, line); return true;
	case PLAIN_TEXT_LANGUAGE: answer_language(p, line); return true;
	case PLAIN_TEXT_TONE: answer_tone(p, line); return true;
	case PLAIN_TEXT_WORDS: answer_words(p, line); return true;
	default: return false;
	}
}
