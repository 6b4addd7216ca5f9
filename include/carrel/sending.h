/* sending.h - what is looked at before words leave the building: blanks that nobody filled, names that
 * nobody knows, emoji and length by the manners of the texts they were made of. Typing is never held
 * up; only the sending is. */
#ifndef CARREL_SENDING_H
#define CARREL_SENDING_H

#include "carrel/err.h"
#include "carrel/library.h"

struct arena;
struct desk;

/* RC_INVALID: something in braces is still open; the sentence names it. A lone brace is text. */
enum rc sending_check(
	const struct desk *desk, const char *body, struct arena *a, struct err *err) WARN_UNUSED;
/* What is not as the centre wants it on that channel, in one line; "" nothing. desk NULL: the words
 * were made of no text, the built-in manners count. */
const char *sending_mind(
	const struct desk *desk, enum text_channel channel, const char *body, struct arena *a);

#endif
