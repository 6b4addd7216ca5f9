/* suggesting.h - the suggestions of a console: filled from library and store in slices, kept up to
 * date with what colleagues send, asked when the list of texts opens.
 *
 * What is learnt, and what a reason counts, are the newest 2,000 uses. Of these the newest
 * SUGGESTING_WATCHED are looked at again at every question, so that an undone one counts no more;
 * one further back counts until the console ends. About 4 MB in memory, only in consoles that had
 * something in hand.
 *
 * Articles, as "kb:ID", are ranked among themselves and stand behind the texts; every fourth hit at
 * most is one, and only if it mentions two words of the case or was used for like ones.
 *
 * Nothing here is needed to work: until the first slices are in, ranking knows less. */
#ifndef CARREL_SUGGESTING_H
#define CARREL_SUGGESTING_H

#include "carrel/suggest.h"

#include <stdbool.h>

struct app;
struct desk;
struct kb_article;
struct suggesting; /* opaque */

enum { SUGGESTING_WATCHED = 64 };

struct suggesting *suggesting_new(struct app *app);
void suggesting_free(struct suggesting **s);

/* One slice (about a millisecond) of what is still to be read: texts of the library, then uses,
 * newest first, then what was used since. True while there is more: the loop calls it when idle. */
bool suggesting_step(struct suggesting *s);
bool suggesting_waits(const struct suggesting *s); /* there is something to read */
/* Texts or articles changed: the next steps look again. What was used since is read at every question. */
void suggesting_stale(struct suggesting *s);

/* For the work in hand on this desk; nothing in hand: by use alone. Hits and their words live in
 * the arena. Bounded by the words of the case, not by the store. */
size_t suggesting_for_desk(struct suggesting *s, const struct desk *desk, size_t limit,
	struct arena *a, struct suggest_hit **hits);
/* Why, in one line, with what topics, queues and texts are called on this desk: see suggest_words.h. */
const char *suggesting_reason(
	const struct desk *desk, const struct suggest_reason *why, struct arena *a);
/* The article that a hit, or a use, is about; NULL: it is a text, or the article is gone. */
const struct kb_article *suggesting_article(struct app *app, const char *id);

#endif
