#include "undo_words.h"

#include "carrel/i18n.h"
#include "carrel/strbuf.h"

#include <string.h>

/* As they stand in the sentences, and in their translations; the longest first. The letter leads. */
static const char *const fragments[] = {N_("u undoes them all"), N_("u undoes it"), N_("u undoes")};
static const char *const commands[] = {
	N_("“undo” takes them all back"), N_("“undo” takes it back"), N_("“undo” takes it back")};
enum { FRAGMENTS = sizeof fragments / sizeof *fragments };

static const char *next_fragment(const char *text, size_t *which)
{
	const char *first = NULL;
	for (size_t i = 0; i < FRAGMENTS; i++) {
		const char *at = strstr(text, _(fragments[i]));
		if (at && (!first || at < first)) {
			first = at;
			*which = i;
		}
	}
	return first;
}

char *undo_words(const char *text, const char *key)
{
	struct strbuf out = STRBUF_INIT;
	size_t which = 0;
	const char *at = next_fragment(text, &which);
	if (!at)
		return NULL;
	for (; at; at = next_fragment(text, &which)) {
		const char *fragment = _(fragments[which]);
		strbuf_add(&out, text, (size_t)(at - text));
		if (key)
			strbuf_addf(&out, "%s%s", key, fragment + strcspn(fragment, " "));
		else
			strbuf_addstr(&out, _(commands[which]));
		text = at + strlen(fragment);
	}
	strbuf_addstr(&out, text);
	return strbuf_detach(&out, NULL);
}
