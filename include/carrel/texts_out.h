/* texts_out.h - writes canned responses as a `carrel-texts/1` file that a person could have written.
 *
 * The reader of foreign YAML is in another layer; the caller hands over plain rows:
 *
 *	struct texts_row row = {.id = "bank_balance.hello", .title = "hello", .language = "en",
 *		.body = "Your balance is {balance:d}."};
 *	texts_write(&row, 1, "# Brought from …\n", &out, &report, arena, &err); */
#ifndef CARREL_TEXTS_OUT_H
#define CARREL_TEXTS_OUT_H

#include "carrel/err.h"

#include <stddef.h>
#include <stdint.h>

struct arena;
struct strbuf;

/* One reply as other systems keep it. */
struct texts_row {
	const char *id;       /* any word characters and dots; made to fit [a-z0-9_.-] */
	const char *title;    /* "apartment ask name"; NULL: from the id */
	const char *category; /* becomes the topic; NULL: the part of the id before the dot */
	const char *language; /* "en"; NULL: en */
	const char *body;     /* placeholders {name}, {name:d} or {name:s} become blanks */
	int64_t line;         /* where it stood, for the sentences; 0 unknown */
};

struct texts_report {
	size_t written;
	size_t merged; /* rows of one id in several languages are one text */
	size_t blanks;
};

/* Appends the whole file. Rows of the same id and another language become wordings of one text;
 * the same id and language twice is RC_INVALID, as are an empty body, a card number and control
 * characters; the sentence names the id and line. heading (NULL: none) is written first, each of its lines
 * as a comment. */
enum rc texts_write(const struct texts_row *rows, size_t n, const char *heading, struct strbuf *out,
	struct texts_report *report, struct arena *a, struct err *err) WARN_UNUSED;

#endif
