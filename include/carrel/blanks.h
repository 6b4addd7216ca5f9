/* blanks.h - the blanks of canned texts in the note being written: what is asked for where the
 * cursor stands, and what becomes of what was typed there.
 *
 * A blank is {name} in the note. The first key typed on it takes its place; Tab or Enter checks what
 * was typed, writes it as the language of the text has it, puts it wherever the same blank stands,
 * and goes on to the next. What is refused stays as typed, and a second Tab keeps it so. A blank left
 * empty is {name} again: nobody can forget it, and nothing here ever blocks the typing. */
#ifndef CARREL_BLANKS_H
#define CARREL_BLANKS_H

#include "carrel/err.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct blanks; /* opaque: which blank is being filled */
struct desk;
struct key;
struct strbuf;
struct vec;

void blanks_free(struct blanks **blanks);
/* The cursor goes to the first blank at or after this byte of the note; false: there is none. */
bool blanks_visit(struct desk *desk, size_t from);
/* Ends the blank under the cursor and goes to the next one (back: the one before), round to the
 * first; behind the last one it goes to the note's end. *moved: it went anywhere. RC_INVALID: what
 * was typed is refused, the cursor stays; asked again at once, it is kept as it is. */
enum rc blanks_next(struct desk *desk, bool back, bool *moved, struct err *err) WARN_UNUSED;
/* Before the note gets a key: true if the blank took it. A digit picks a choice, Enter ends a blank
 * in which something was typed, Del takes a blank away. *err, zeroed by the caller, says why what was
 * typed was refused. */
bool blanks_key(struct desk *desk, const struct key *key, struct err *err);
/* After the note got it. */
void blanks_follow(struct desk *desk);

struct blanks_now {
	const char *ask;     /* "Amount charged in error" */
	const char *example; /* "such as 12,50 €"; choices "1 red  2 blue"; "" none */
	size_t left;         /* blanks in the note, this one included */
	bool again;          /* the same one stands open before it, too */
};
/* What stands at the cursor; false: no blank. Strings in the arena. */
bool blanks_now(const struct desk *desk, struct arena *a, struct blanks_now *now);

/* For those who are asked line by line: what is typed goes into the blank at the cursor, checked and
 * wherever it stands, and the cursor behind it; a digit picks a choice. RC_INVALID: refused, nothing
 * is changed; with insist it is kept as it is. RC_NOTFOUND: there is no blank at the cursor. */
enum rc blanks_answer(
	struct desk *desk, const char *typed, bool insist, struct err *err) WARN_UNUSED;
/* A text was put in at this byte, with the gaps that fill_text() left: of these places and no others
 * the values are filled in when they become known. Other braces in it, of a name or written as braces,
 * are no blanks from now on. */
void blanks_await(struct desk *desk, size_t at, const char *body, const struct vec *gaps);
/* The open blanks of the note (a vec of struct textfill_gap, made here; vec_fini()). */
void blanks_scan(const struct desk *desk, struct arena *a, struct vec *gaps);
/* What was not known when a text was put in and is known now, the number of a case since begun or the
 * name of a caller since found, goes to where it is asked for. Not while a blank is being filled. */
void blanks_fill_known(struct desk *desk);
/* For the journal, a line a place: its kind, then three fields behind tabs. They hold for the note as it
 * stands now, and are left out when it is read to another. False: no such kind. */
void blanks_write(const struct desk *desk, struct strbuf *out);
bool blanks_read(struct desk *desk, const char *kind, const char *const fields[3]);
/* Before the note is painted: the open blanks in it stand out. */
void blanks_show(struct desk *desk);

#endif
