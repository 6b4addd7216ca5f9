/* suggest_words.c - one line: uses, words, and what it follows. */
#include "carrel/suggest_words.h"

#include "carrel/arena.h"
#include "carrel/i18n.h"
#include "carrel/strbuf.h"
#include "carrel/suggest.h"

#include <string.h>

static void add_part(struct strbuf *line, const char *part)
{
	strbuf_addf(line, "%s%s", line->len > 0 ? ", " : "", part);
}

/* "promotion_end" is a name of files, in no language: what people call it is not known here. */
static bool is_said(const char *topic)
{
	return !strpbrk(topic, "_.:/");
}

static void say_uses(const struct suggest_reason *why, struct strbuf *line, struct arena *a)
{
	if (why->uses_alike > 0 && is_said(why->alike))
		add_part(line, arena_printf(a, _("used %d× for %s"), why->uses_alike, why->alike));
	else if (why->uses_alike > 0)
		add_part(line, arena_printf(a, _("used %d× in cases like this"), why->uses_alike));
	else if (why->uses > 0)
		add_part(line, arena_printf(a, _("used %d×"), why->uses));
}

static void say_words(const struct suggest_reason *why, struct strbuf *line, struct arena *a)
{
	if (why->nwords == 0)
		return;
	struct strbuf words = STRBUF_INIT;
	for (size_t i = 0; i < why->nwords; i++)
		strbuf_addf(&words, _("%s“%s”"), i > 0 ? ", " : "", why->words[i]);
	add_part(line, arena_printf(a, _("mentions %s"), words.buf));
	strbuf_fini(&words);
}

const char *suggest_words(const struct suggest_reason *why, struct arena *a)
{
	struct strbuf line = STRBUF_INIT;
	say_uses(why, &line, a);
	say_words(why, &line, a);
	if (why->after)
		add_part(&line, arena_printf(a, _("often after %s"), why->after));
	const char *said = arena_strdup(a, line.buf);
	strbuf_fini(&line);
	return said;
}
