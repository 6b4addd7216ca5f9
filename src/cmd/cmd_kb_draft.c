/* A draft article: from what solved a case, from a search that found nothing; and its way to
 * everybody. */
#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/casefile.h"
#include "carrel/console.h"
#include "carrel/contact.h"
#include "carrel/customer.h"
#include "carrel/i18n.h"
#include "carrel/kb_out.h"
#include "carrel/knowledge.h"
#include "carrel/out.h"
#include "carrel/path.h"
#include "carrel/redact.h"
#include "carrel/store_rows.h"
#include "carrel/strbuf.h"
#include "carrel/windows.h"
#include "cmd/cmd_kb.h"

#include <string.h>

enum { CONTACTS_READ = 20, FILE_MAX = 1 << 20, SAME_NAME_MAX = 100 };

/* ---- where it goes ---- */

static enum rc draft_folder(struct cmd_call *call, const char **folder, struct err *err)
{
	*folder = cmd_option(call, "into");
	if (!*folder)
		*folder = knowledge_own_folder(call->app);
	if (!*folder)
		return err_set(err, RC_NOTFOUND,
			_("No folder of your own is known here; say one with --into FOLDER."));
	return path_make_dirs(*folder, 0755, err);
}

/* An id that no article has and a file that is not there. */
static const char *free_id(struct cmd_call *call, const char *folder, const char *title)
{
	const char *base = kb_make_id(title, call->arena);
	const char *id = base;
	for (int i = 2; i < SAME_NAME_MAX; i++) {
		const char *path = arena_printf(call->arena, "%s/%s.yaml", folder, id);
		if (!path_exists(path) && !kb_by_id(app_kb(call->app), id))
			break;
		id = arena_printf(call->arena, "%s-%d", base, i);
	}
	return id;
}

static enum rc write_draft(struct cmd_call *call, struct kb_row *row, struct err *err)
{
	const char *folder;
	enum rc rc = draft_folder(call, &folder, err);
	if (rc != RC_OK)
		return rc;
	row->id = free_id(call, folder, row->title);
	row->author = call->app->actor.login;
	const char *path = arena_printf(call->arena, "%s/%s.yaml", folder, row->id);
	rc = knowledge_draft_write(call->app, row, path, err);
	if (rc != RC_OK)
		return rc;
	out_text(call->out, "id", row->id);
	out_text(call->out, "path", path);
	struct console *con = call->app->console;
	const struct article_window window = {row->id, row->language};
	if (con && !con->plain && kb_by_id(app_kb(call->app), row->id))
		console_popup(con, view_class_find("article-edit"), &window);
	else
		out_line(call->out, _("Draft %s: %s. Only you see it until kb publish."), row->id,
			path);
	return RC_OK;
}

/* ---- from a case ---- */

struct telling {
	struct redact rules;
	const char *names[4];
	struct strbuf body;
};

static void add_part(struct telling *t, const char *heading, const char *text)
{
	if (!text || !*text)
		return;
	strbuf_addf(&t->body, "%s## %s\n\n", t->body.len ? "\n\n" : "", heading);
	redact_text(&t->rules, text, &t->body);
	while (t->body.len && t->body.buf[t->body.len - 1] == '\n')
		strbuf_truncate(&t->body, t->body.len - 1);
}

/* The newest words of ours about it: a note if there is one, else the last answer. */
static const char *solution_of(struct cmd_call *call, int64_t case_id, struct err *err, enum rc *rc)
{
	struct contact *contacts;
	size_t n;
	const char *other = NULL;
	*rc = store_contact_of_case(
		call->store, case_id, 0, CONTACTS_READ, call->arena, &contacts, &n, err);
	for (size_t i = 0; *rc == RC_OK && i < n; i++) {
		const struct contact *c = &contacts[i];
		/* The body of a call is what the agent wrote about it; a mail that came in is not. */
		bool theirs = c->direction == DIRECTION_IN && c->kind != CONTACT_CALL &&
			c->kind != CONTACT_VISIT;
		if (!c->body || !*c->body || theirs)
			continue;
		if (c->kind == CONTACT_NOTE)
			return c->body;
		if (!other)
			other = c->body;
	}
	return other;
}

static enum rc names_of(
	struct cmd_call *call, const struct casefile *c, struct telling *t, struct err *err)
{
	struct customer customer;
	if (!c->customer_id)
		return RC_OK;
	enum rc rc = store_customer_get(call->store, c->customer_id, call->arena, &customer, err);
	if (rc == RC_OK && customer.name)
		t->names[t->rules.nnames++] = customer.name;
	if (rc == RC_OK && customer.address)
		t->names[t->rules.nnames++] = customer.address;
	return rc;
}

enum rc kb_verb_save(struct cmd_call *call, struct err *err)
{
	struct casefile c;
	struct telling t = {.body = STRBUF_INIT};
	struct strbuf title = STRBUF_INIT;
	t.rules.names = t.names;
	enum rc rc = kb_open_actor(call, err);
	if (rc == RC_OK)
		rc = cmd_case(call, 1, &c, err);
	if (rc == RC_OK)
		rc = names_of(call, &c, &t, err);
	const char *solution = rc == RC_OK ? solution_of(call, c.id, err, &rc) : NULL;
	if (rc == RC_OK && (!solution || !*solution))
		rc = err_set(err, RC_INVALID,
			_("This case says nowhere how it was solved. Write a note first (n), then "
			  "save it."));
	if (rc == RC_OK) {
		const char *language =
			c.language && *c.language ? c.language : app_language(call->app);
		i18n_use(language); /* the headings are in the language of what they stand over */
		redact_text(&t.rules, c.subject && *c.subject ? c.subject : _("Solution"), &title);
		add_part(&t, _("What happened"), c.subject);
		add_part(&t, _("Reason"), c.topic);
		add_part(&t, _("Cause"), c.root_cause);
		add_part(&t, _("What solved it"), solution);
		struct kb_row row = {.kind = "case_study",
			.title = title.buf,
			.language = language,
			.topic = c.topic,
			.body = t.body.buf};
		i18n_use(app_language(call->app));
		rc = write_draft(call, &row, err);
	}
	strbuf_fini(&title);
	strbuf_fini(&t.body);
	return rc;
}

/* ---- from nothing ---- */

enum rc kb_verb_draft(struct cmd_call *call, struct err *err)
{
	if (call->argc < 2)
		return err_set(err, RC_INVALID, "usage: carrel %s", call->cmd->usage);
	enum rc rc = kb_open_actor(call, err);
	if (rc != RC_OK)
		return rc;
	struct strbuf title = STRBUF_INIT;
	const struct redact rules = {0};
	redact_text(&rules, cmd_rest(call, 1), &title);
	struct kb_row row = {.kind = "faq",
		.title = title.buf,
		.language = kb_language(call),
		.body = _("## Question\n\n…\n\n## Answer\n\n…")};
	rc = write_draft(call, &row, err);
	strbuf_fini(&title);
	return rc;
}

/* ---- to everybody ---- */

static bool is_status_line(const char *line, size_t n)
{
	while (n && *line == ' ') {
		line++;
		n--;
	}
	while (n && (line[n - 1] == ' ' || line[n - 1] == '\r'))
		n--;
	return n == strlen("status: draft") && strncmp(line, "status: draft", n) == 0;
}

/* A draft may be closed to others; what is published is read by everybody who may look into its folder. */
static mode_t published_mode(const char *path)
{
	return path_mode(path, 0644) | 0444;
}

/* Takes the one line out of the article; the rest stays as it was written. */
static enum rc drop_draft_line(const struct kb_article *k, struct err *err)
{
	struct strbuf text = STRBUF_INIT;
	enum rc rc = path_read_file(k->file, FILE_MAX, &text, err);
	int number = 1;
	bool done = false;
	for (size_t at = 0; rc == RC_OK && !done && at < text.len; number++) {
		size_t n = strcspn(text.buf + at, "\n");
		if (number >= k->line && is_status_line(text.buf + at, n)) {
			strbuf_splice(&text, at, n + (text.buf[at + n] == '\n'), "", 0);
			done = true;
		}
		at += n + (text.buf[at + n] == '\n');
	}
	if (rc == RC_OK && !done)
		rc = err_set(err, RC_INVALID,
			_("%s: the line “status: draft” stands elsewhere; take it out by hand."),
			k->file);
	if (rc == RC_OK)
		rc = path_write_file(k->file, text.buf, text.len, published_mode(k->file), err);
	strbuf_fini(&text);
	return rc;
}

enum rc kb_verb_publish(struct cmd_call *call, struct err *err)
{
	const struct kb_article *k;
	enum rc rc = kb_open_actor(call, err);
	if (rc == RC_OK)
		rc = kb_named(call, 1, &k, err);
	if (rc == RC_OK)
		rc = app_require_lead(call->app, err);
	if (rc == RC_OK && k->draft) {
		rc = drop_draft_line(k, err);
		const char *id = arena_strdup(call->arena, k->id);
		kb_refresh(app_kb(call->app));
		k = kb_by_id(app_kb(call->app), id);
		if (rc == RC_OK && (!k || k->draft))
			rc = err_set(err, RC_INVALID,
				_("%s could not be read again; kb check says why."), id);
	}
	if (rc == RC_OK)
		rc = knowledge_keep(call->app, k, err);
	if (rc != RC_OK)
		return rc;
	out_text(call->out, "id", k->id);
	out_int(call->out, "version", k->version);
	out_line(call->out, _("Published: version %lld of %s is kept."), (long long)k->version,
		kb_text(&k->title, app_language(call->app), NULL, NULL));
	return RC_OK;
}
