#include "cmd/cmd_text_own.h"

#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/cmd.h"
#include "carrel/fill.h"
#include "carrel/fold.h"
#include "carrel/i18n.h"
#include "carrel/library.h"
#include "carrel/out.h"
#include "carrel/pan.h"
#include "carrel/path.h"
#include "carrel/strbuf.h"
#include "carrel/textfill.h"

#include <string.h>

enum { TOPICS_MAX = 12, ID_MAX = 60 };

/* "Router: say hello" becomes own.router_say_hello. */
static const char *id_from_title(const char *title, struct arena *a)
{
	const char *folded = fold_text(a, title);
	char *id = arena_printf(a, "own.%s", folded);
	size_t n = 4;
	for (const char *p = folded; *p && n < ID_MAX; p++) {
		bool plain = (*p >= 'a' && *p <= 'z') || (*p >= '0' && *p <= '9');
		if (plain)
			id[n++] = *p;
		else if (id[n - 1] != '_' && id[n - 1] != '.')
			id[n++] = '_';
	}
	while (n > 4 && id[n - 1] == '_')
		n--;
	id[n] = '\0';
	return n > 4 ? id : "own.text";
}

static struct langtext put_langtext(
	const struct langtext *old, const char *language, const char *text, struct arena *a)
{
	struct langtext new = {.entries = arena_array(a, old->n + 1, sizeof(*new.entries))};
	bool put = false;
	for (size_t i = 0; i < old->n; i++) {
		new.entries[new.n] = old->entries[i];
		if (strcmp(old->entries[i].language, language) == 0) {
			new.entries[new.n].text = text;
			put = true;
		}
		new.n++;
	}
	if (!put)
		new.entries[new.n++] = (struct langtext_entry){language, text};
	return new;
}

/* The usual wording of that language and tone is put in or changed; those for one channel or level
 * stay. */
static void put_wording(struct library_text *t, const char *language, enum text_tone tone,
	const char *body, struct arena *a)
{
	struct library_variant *all = arena_array(a, t->nvariants + 1, sizeof(*all));
	const struct library_variant new = {.language = language, .tone = tone, .text = body};
	bool put = false;
	for (size_t i = 0; i < t->nvariants; i++) {
		const struct library_variant *v = &t->variants[i];
		bool same = strcmp(v->language, language) == 0 && v->tone == tone &&
			v->channel == TEXT_ANY_CHANNEL && v->level == TEXT_ANY_LEVEL;
		all[i] = same ? new : *v;
		put |= same;
	}
	if (!put)
		all[t->nvariants++] = new;
	t->variants = all;
}

static void put_topics(struct library_text *t, const char *words, struct arena *a)
{
	const char **topics = arena_array(a, TOPICS_MAX, sizeof(*topics));
	size_t n = 0;
	while (*words && n < TOPICS_MAX) {
		words += strspn(words, ", ");
		size_t len = strcspn(words, ", ");
		if (len > 0)
			topics[n++] = arena_strndup(a, words, len);
		words += len;
	}
	t->topics = topics;
	t->ntopics = n;
}

/* A short that another text has would never be reached. */
static enum rc put_short(
	struct cmd_call *call, struct library_text *t, const char *short_name, struct err *err)
{
	const struct library_text *other =
		*short_name ? library_by_short(app_library(call->app), short_name) : NULL;
	if (other && strcmp(other->id, t->id) != 0)
		return err_set(err, RC_CONFLICT,
			_("“%s” is the short of “%s” already. Choose another one."), short_name,
			langtext_get(&other->title, app_language(call->app)));
	t->short_name = short_name;
	return RC_OK;
}

static bool is_known(const struct library_text *t, const char *name)
{
	for (size_t i = 0; fill_names[i]; i++)
		if (strcmp(fill_names[i], name) == 0)
			return true;
	return library_blank(t, name) != NULL;
}

/* A {name} that nothing else explains asks for itself: whoever writes a text of their own types the
 * braces and no more. */
static void put_blanks(struct library_text *t, const char *body, struct arena *a)
{
	const char *const *names;
	size_t n = textfill_names(body, a, &names);
	struct library_blank *all = arena_array(a, t->nblanks + n + 1, sizeof(*all));
	for (size_t i = 0; i < t->nblanks; i++)
		all[i] = t->blanks[i];
	for (size_t i = 0; i < n; i++) {
		if (is_known(t, names[i]) || *names[i] == '>')
			continue;
		char *ask = arena_strdup(a, names[i]);
		for (char *p = ask; *p; p++)
			*p = *p == '_' ? ' ' : *p;
		struct langtext_entry *entry = arena_array(a, 1, sizeof(*entry));
		*entry = (struct langtext_entry){"", ask};
		all[t->nblanks++] = (struct library_blank){.name = names[i],
			.ask = {entry, 1},
			.type = BLANK_TEXT,
			.default_text = ""};
	}
	t->blanks = all;
}

static enum rc wording_given(
	struct cmd_call *call, enum text_tone *tone, const char **language, struct err *err)
{
	const char *word = cmd_option(call, "tone");
	*language = cmd_option(call, "language");
	if (!*language)
		*language = app_language(call->app);
	*tone = TEXT_ANY_TONE;
	if (word && !text_tone_parse(word, tone))
		return err_set(err, RC_INVALID, _("“%s” is no tone: formal, casual or any."), word);
	return RC_OK;
}

/* What stands in the library with that id, or an empty text; then what was given is put in. */
static enum rc text_from_words(struct cmd_call *call, struct library_text *t, struct err *err)
{
	const char *title = cmd_option(call, "title"), *body = cmd_option(call, "text");
	const char *topics = cmd_option(call, "topics"), *language;
	enum text_tone tone;
	enum rc rc = wording_given(call, &tone, &language, err);
	if (rc != RC_OK)
		return rc;
	const char *id = call->argc > 1 ? call->argv[1]
		: title && *title       ? id_from_title(title, call->arena)
					: NULL;
	if (!id)
		return err_set(err, RC_INVALID, "%s", _("The text needs a title: --title WORDS."));
	const struct library_text *old = library_by_id(app_library(call->app), id);
	*t = old ? *old
		 : (struct library_text){
			   .short_name = "", .uses = LIBRARY_EVERYWHERE, .review_by = ""};
	t->id = id;
	t->scope = LIBRARY_PERSONAL;
	if (title && *title)
		t->title = put_langtext(&t->title, language, title, call->arena);
	if (topics)
		put_topics(t, topics, call->arena);
	if (body && body[strspn(body, " \t\n")]) {
		put_wording(t, language, tone, body, call->arena);
		put_blanks(t, body, call->arena);
	}
	if (t->nvariants == 0)
		return err_set(
			err, RC_INVALID, "%s", _("The text has no words yet: --text WORDS."));
	return cmd_option(call, "short") ? put_short(call, t, cmd_option(call, "short"), err)
					 : RC_OK;
}

/* In any of the words that were given. */
static bool has_card(const struct cmd_call *call)
{
	static const char *const options[] = {"title", "short", "topics", "text"};
	size_t start, len;
	for (size_t i = 0; i < sizeof(options) / sizeof(*options); i++) {
		const char *given = cmd_option(call, options[i]);
		if (given && pan_find(given, strlen(given), &start, &len))
			return true;
	}
	return false;
}

/* The folder of one's own texts is read from the start, if there was one. */
static enum rc write_own(
	struct app *app, const char *path, const struct library_text *t, struct err *err)
{
	struct strbuf folder = STRBUF_INIT;
	strbuf_add(&folder, path, (size_t)(strrchr(path, '/') - path));
	bool had = path_exists(folder.buf);
	enum rc rc = library_write_text(path, t, NULL, err);
	if (rc == RC_OK && !had)
		library_add_scoped(app_library(app), folder.buf, LIBRARY_PERSONAL);
	strbuf_fini(&folder);
	return rc;
}

enum rc text_save(struct cmd_call *call, struct err *err)
{
	struct library_text t;
	struct strbuf path = STRBUF_INIT;
	enum rc rc = text_from_words(call, &t, err);
	if (rc == RC_OK && has_card(call))
		rc = err_set(err, RC_INVALID, "%s",
			_("There is a card number in it. Nothing was saved: take it out first."));
	if (rc == RC_OK)
		rc = library_own_path(&path, err);
	if (rc == RC_OK)
		rc = write_own(call->app, path.buf, &t, err);
	if (rc == RC_OK) {
		/* What was not given is borrowed from the library, which is about to be read again. */
		const char *title = langtext_get(&t.title, app_language(call->app));
		const char *told = arena_strdup(call->arena, title ? title : t.id);
		library_refresh(app_library(call->app));
		out_text(call->out, "id", t.id);
		out_text(call->out, "file", path.buf);
		out_line(call->out, _("Saved among your own texts: %s."), told);
	}
	strbuf_fini(&path);
	return rc;
}

enum rc text_remove(struct cmd_call *call, struct err *err)
{
	struct strbuf path = STRBUF_INIT;
	if (call->argc < 2)
		return err_set(err, RC_INVALID, "usage: carrel %s", call->cmd->usage);
	const struct library_text *t = library_by_id(app_library(call->app), call->argv[1]);
	if (!t)
		return err_set(err, RC_NOTFOUND, _("There is no text “%s”."), call->argv[1]);
	if (t->scope != LIBRARY_PERSONAL)
		return err_set(err, RC_DENIED,
			_("“%s” is not your own; it stands in %s and is changed there."), t->id,
			t->file);
	const char *title = langtext_get(&t->title, app_language(call->app));
	const char *told = arena_strdup(call->arena, title ? title : t->id);
	enum rc rc = library_own_path(&path, err);
	if (rc == RC_OK)
		rc = library_remove_text(path.buf, call->argv[1], NULL, err);
	if (rc == RC_OK) {
		library_refresh(app_library(call->app));
		out_text(call->out, "id", call->argv[1]);
		out_line(call->out, _("Removed from your own texts: %s."), told);
	}
	strbuf_fini(&path);
	return rc;
}
