/* langtext.h - one text in several languages, as files carry it: {en: …, es: …, ca: …}. */
#ifndef CARREL_LANGTEXT_H
#define CARREL_LANGTEXT_H

#include <stdbool.h>
#include <stddef.h>

struct langtext_entry {
	const char *language; /* BCP 47, "es" or "es-MX"; "" for a text given without a language */
	const char *text;
};

/* Plain data; the strings belong to whatever was loaded. */
struct langtext {
	struct langtext_entry *entries; /* in file order */
	size_t n;
};

/* The text for a language: exactly, then its base ("es" for "es-MX"), then without language, then
 * English, then the first. NULL only when there is none at all. language may be NULL. */
const char *langtext_get(const struct langtext *w, const char *language);
/* The entry for exactly this language or its base; NULL if there is none. */
const struct langtext_entry *langtext_find(const struct langtext *w, const char *language);

#endif
