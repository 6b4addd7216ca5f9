/* blanks_private.h - between blanks.c (keys), blanks_await.c (marks) and blanks_show.c (the screen). */
#ifndef CARREL_APP_BLANKS_PRIVATE_H
#define CARREL_APP_BLANKS_PRIVATE_H

#include "carrel/blank.h"
#include "carrel/blanks.h"
#include "carrel/library.h"
#include "carrel/textfill.h"

struct blanks {
	char *name;        /* owned; of the blank being filled, NULL: none is */
	size_t start, len; /* what stands in its place, bytes of the note */
	size_t note_len;   /* the whole note as of the last key: another length was not ours */
	bool told;         /* this very value was refused */
	bool awaited;      /* left empty, it is awaited again */
};

/* blanks.c */
/* Whether the blank being filled is still where it was: the note may have been replaced. */
bool blanks_filling(const struct desk *desk);
const struct textfill_gap *blanks_gap_here(const struct desk *desk, const struct vec *gaps);
/* Of the text put in last that has such a blank. NULL: of none, it was typed by hand. */
const struct library_blank *blanks_blank_named(const struct desk *desk, const char *name);
struct blank_manner blanks_manner_of(const struct desk *desk);
/* The cursor stays at the words where it is. */
void blanks_put_at(struct desk *desk, const struct textfill_gap *gap, const char *value);

/* blanks_await.c */
enum blanks_mark {
	BLANKS_AWAITED, /* a text left it open: filled in as soon as it is known */
	BLANKS_LITERAL, /* braces in a name, or written as braces: no blank */
};
void blanks_mark(struct desk *desk, size_t start, size_t len, enum blanks_mark kind);
bool blanks_is_awaited(const struct desk *desk, const struct textfill_gap *gap);

#endif
