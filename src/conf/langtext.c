#include "carrel/langtext.h"

#include <string.h>

static size_t base_length(const char *language)
{
	return strcspn(language, "-_");
}

static const struct langtext_entry *exactly(const struct langtext *w, const char *tag, size_t len)
{
	for (size_t i = 0; i < w->n; i++)
		if (strlen(w->entries[i].language) == len &&
			strncmp(w->entries[i].language, tag, len) == 0)
			return &w->entries[i];
	return NULL;
}

const struct langtext_entry *langtext_find(const struct langtext *w, const char *language)
{
	if (!language || !*language)
		return NULL;
	const struct langtext_entry *e = exactly(w, language, strlen(language));
	return e ? e : exactly(w, language, base_length(language));
}

const char *langtext_get(const struct langtext *w, const char *language)
{
	const struct langtext_entry *e = langtext_find(w, language);
	if (!e)
		e = exactly(w, "", 0);
	if (!e)
		e = exactly(w, "en", 2);
	if (!e && w->n)
		e = &w->entries[0];
	return e ? e->text : NULL;
}
