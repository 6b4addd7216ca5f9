/* One line a field, in the order of the window, then the words. */
#include "carrel/own_text.h"

#include "carrel/arena.h"
#include "carrel/drafts.h"
#include "carrel/mem.h"
#include "carrel/strbuf.h"

#include <stdlib.h>
#include <string.h>

static char *key_of(const char *id)
{
	return id ? xasprintf("own-text:%s", id) : xstrdup("own-text");
}

static bool says_nothing(const struct own_text *text)
{
	return !*text->title && !*text->short_name && !*text->topics && !*text->words;
}

enum rc own_text_keep(
	struct drafts *drafts, const char *id, const struct own_text *text, struct err *err)
{
	struct strbuf kept = STRBUF_INIT;
	if (!drafts)
		return RC_OK;
	strbuf_addf(&kept, "%s\n%s\n%s\n%s\n%s\n%s", text->title, text->short_name, text->topics,
		text->language, text->tone, text->words);
	char *key = key_of(id);
	enum rc rc = drafts_put(drafts, key, kept.buf, says_nothing(text) ? 0 : kept.len, err);
	free(key);
	strbuf_fini(&kept);
	return rc;
}

static const char *take_line(const char **at, struct arena *a)
{
	size_t n = strcspn(*at, "\n");
	const char *line = arena_strndup(a, *at, n);
	*at += (*at)[n] ? n + 1 : n;
	return line;
}

bool own_text_bring(struct drafts *drafts, const char *id, struct arena *a, struct own_text *text)
{
	const char *kept;
	struct err ignored = {0};
	char *key = key_of(id);
	bool there = drafts && drafts_get(drafts, key, a, &kept, NULL, &ignored) == RC_OK;
	free(key);
	if (!there)
		return false;
	text->title = take_line(&kept, a);
	text->short_name = take_line(&kept, a);
	text->topics = take_line(&kept, a);
	text->language = take_line(&kept, a);
	text->tone = take_line(&kept, a);
	text->words = kept;
	return true;
}

void own_text_saved(struct drafts *drafts, const char *id)
{
	char *key = key_of(id);
	if (drafts)
		drafts_drop(drafts, key);
	free(key);
}
