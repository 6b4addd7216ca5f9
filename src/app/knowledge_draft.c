/* Drafts are files of one article, written whole: what an editor of the console does not know of
 * would be lost, so it refuses such an article instead. */
#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/i18n.h"
#include "carrel/kb_out.h"
#include "carrel/knowledge.h"
#include "carrel/path.h"
#include "carrel/strbuf.h"

#include <string.h>

/* Drafts tell of cases: in one's own folder they are for nobody else. */
static mode_t draft_mode(struct app *app, const char *path)
{
	const char *own = knowledge_own_folder(app);
	size_t n = own ? strlen(own) : 0;
	bool is_own = n > 0 && strncmp(path, own, n) == 0 && path[n] == '/';
	return path_mode(path, is_own ? 0600 : 0644);
}

enum rc knowledge_draft_put(
	struct app *app, const struct kb_row *row, const char *path, struct err *err)
{
	struct strbuf text = STRBUF_INIT;
	kb_write(row, 1, NULL, &text);
	enum rc rc = path_write_file(path, text.buf, text.len, draft_mode(app, path), err);
	strbuf_fini(&text);
	return rc;
}

enum rc knowledge_draft_write(
	struct app *app, const struct kb_row *row, const char *path, struct err *err)
{
	enum rc rc = knowledge_draft_put(app, row, path, err);
	if (rc == RC_OK)
		knowledge_reload(app);
	return rc;
}

enum rc knowledge_draft_row(struct app *app, const struct kb_article *k, struct arena *a,
	struct kb_row *row, struct err *err)
{
	bool own = k->draft && app->actor.login && strcmp(k->author, app->actor.login) == 0;
	if (!own)
		return err_set(err, RC_DENIED,
			_("%s is no draft of yours; it is changed in its file, %s."), k->id,
			k->file);
	if (k->title.n != 1 || k->body.n != 1 || k->answer.n > 1 || k->changed.n || k->nsteps ||
		k->nlinks || k->ntopics > 1 || k->version > 1 || k->must_read || *k->review_by ||
		*k->team)
		return err_set(err, RC_INVALID,
			_("%s says more than this window shows; change it in its file, %s."), k->id,
			k->file);
	*row = (struct kb_row){.id = arena_strdup(a, k->id),
		.kind = kb_kind_names[k->kind],
		.title = arena_strdup(a, k->title.entries[0].text),
		.language = arena_strdup(a, k->title.entries[0].language),
		.topic = k->ntopics ? arena_strdup(a, k->topics[0]) : NULL,
		.audience = kb_audience_names[k->audience],
		.author = arena_strdup(a, k->author),
		.answer = k->answer.n ? arena_strdup(a, k->answer.entries[0].text) : NULL,
		.body = arena_strdup(a, k->body.entries[0].text)};
	return RC_OK;
}
