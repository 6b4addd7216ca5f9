/* redact.h - takes out of a text what tells who somebody is, before it is kept for others.
 *
 * Rather too much than too little: every mail address, link, handle, card, telephone and every other
 * number of five digits or more goes, and each word of the names given, wherever it stands. */
#ifndef CARREL_REDACT_H
#define CARREL_REDACT_H

#include <stdbool.h>
#include <stddef.h>

struct strbuf;

struct redact {
	const char *const
		*names; /* "Maria Rovira i Puig": each of its words of 3 letters or more */
	size_t nnames;
	bool silent; /* nothing stands where it stood; else [name] [mail] [link] [number] [phone] [card] */
};

/* Appends s without them; returns how many were taken out. Spaces and lines stay as they are. */
size_t redact_text(const struct redact *rules, const char *s, struct strbuf *out);

#endif
