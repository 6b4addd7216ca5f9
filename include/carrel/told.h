/* told.h - the messages that a console has shown, for as long as it runs. */
#ifndef CARREL_TOLD_H
#define CARREL_TOLD_H

#include <stddef.h>
#include <stdint.h>

struct told; /* opaque; NULL: nothing yet */

struct told_line {
	int64_t at; /* wall */
	char *text; /* owned by the list */
	char *code; /* of an error, for whoever looks for its cause; NULL none */
};

/* Makes the list at the first message; beyond a thousand the oldest goes. */
void told_add(struct told **told, const char *text, const char *code);
size_t told_count(const struct told *told);
const struct told_line *told_at(const struct told *told, size_t i); /* 0 is the newest */
void told_free(struct told **told);

#endif
