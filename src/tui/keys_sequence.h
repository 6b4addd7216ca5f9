/* keys_sequence.h - one key out of the bytes at hand. */
#ifndef CARREL_TUI_KEYS_SEQUENCE_H
#define CARREL_TUI_KEYS_SEQUENCE_H

#include "carrel/keys.h"

enum sequence_opens {
	SEQUENCE_NOTHING,
	SEQUENCE_PASTE,  /* what follows is pasted text */
	SEQUENCE_STRING, /* what follows is an OSC, DCS, APC, PM or SOS */
};

struct sequence {
	struct key key; /* KEY_NONE: the bytes mean nothing */
	enum sequence_opens opens;
	int column;        /* of a cursor report; 0: it is none */
	bool synchronized; /* a reply: mode 2026 is known and can be set */
};

/* Reads one key, or one sequence without meaning, at s (n > 0) and returns the bytes used; 0: more
 * are needed. tail: the ESC at s was already taken for the Esc key, so only a certain sequence
 * counts. May rewrite a C1 control at s to its ESC form, of the same length. */
size_t sequence_parse(char *s, size_t n, bool tail, struct sequence *out);

#endif
