/* desk_texts.h - the canned texts that stand in the note being written: which, how much of each is left in
 * it, and how they outlive a crash. Part of struct desk. */
#ifndef CARREL_DESK_TEXTS_H
#define CARREL_DESK_TEXTS_H

#include <stddef.h>

struct arena;
struct desk;
struct library_choice;
struct library_text;
struct strbuf;
struct text_use;

/* A text went into the note: as chosen and filled; or all that is known is its id. */
void desk_add_text(struct desk *desk, const struct library_text *text,
	const struct library_choice *choice, const char *filled);
void desk_add_text_id(struct desk *desk, const char *text_id);
size_t desk_text_count(const struct desk *desk);
const char *desk_text_last(const struct desk *desk, size_t back); /* id, 0 the last; NULL none */
void desk_texts_clear(struct desk *desk);
void desk_texts_drop(struct desk *desk); /* what they propose, and all that the journal has of it */
/* Something about them changed that the journal has to know: see desk_save_note(). */
void desk_texts_touch(struct desk *desk);
/* The texts in the note and what they propose to do next, as the journal keeps them beside it; ""
 * none. Reading adds to what is there and leaves out what it cannot make sense of. */
void desk_texts_write(const struct desk *desk, struct strbuf *out);
void desk_texts_read(struct desk *desk, const char *kept);
/* One use each, for the store: how much of it is in what is sent. Strings are the desk's. */
struct text_use *desk_text_uses(
	const struct desk *desk, const char *sent, struct arena *a, size_t *n);

#endif
