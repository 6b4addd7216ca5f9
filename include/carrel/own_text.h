/* own_text.h - a text of one's own while it is written: in the journal until it is saved, so that the
 * window and the plain console bring back the same words. */
#ifndef CARREL_OWN_TEXT_H
#define CARREL_OWN_TEXT_H

#include "carrel/err.h"

#include <stdbool.h>

struct arena;
struct drafts;

struct own_text {
	const char *title, *short_name, *topics;
	const char *language; /* its code */
	const char *tone;     /* "any", "formal", "casual" */
	const char *words;
};

/* id: of the text being changed; NULL: a new one. drafts NULL: there is no journal, nothing happens.
 * What says nothing removes what was kept; it stays among the versions of the journal. */
enum rc own_text_keep(struct drafts *drafts, const char *id, const struct own_text *text,
	struct err *err) WARN_UNUSED;
/* False: nothing was kept. Strings are in a. */
bool own_text_bring(struct drafts *drafts, const char *id, struct arena *a, struct own_text *text);
void own_text_saved(struct drafts *drafts, const char *id); /* with its versions */

#endif
