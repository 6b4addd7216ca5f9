/* kb_out.h - writes articles as `carrel-kb/1` files that a person could have written, and brings in
 * those of other systems.
 *
 * The reader of carrel-kb/1 is in another layer; here articles are plain rows in one language. */
#ifndef CARREL_KB_OUT_H
#define CARREL_KB_OUT_H

#include "carrel/err.h"

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct arena;
struct strbuf;

struct kb_row {
	const char *id;   /* made to fit [a-z0-9._-] */
	const char *kind; /* "faq", …; NULL: guide */
	const char *title;
	const char *language; /* "en" */
	const char *topic;    /* NULL none */
	const char *audience; /* NULL: internal */
	const char *author;   /* NULL none; with it the article is a draft */
	const char *answer;   /* NULL none */
	const char *body;
	const char *note; /* a comment above it, NULL none */
	int64_t line;     /* where it stood; 0 unknown */
};

/* Appends one file with these articles. Control characters, bidi marks and card numbers do not get
 * in: the former are left out, the latter masked. */
void kb_write(const struct kb_row *rows, size_t n, const char *heading, struct strbuf *out);
/* "Opening an Account (new)" -> "opening-an-account-new"; at most 80 bytes, never empty. */
const char *kb_make_id(const char *text, struct arena *a);

struct kb_import_problem {
	const char *file;
	int64_t line;
	const char *sentence;
};
struct kb_import {
	struct kb_row *rows; /* of what could be read */
	size_t n;
	struct kb_import_problem *problems; /* the first 100 */
	size_t nproblems;
	size_t bad;
};
/* JSON Lines ({id, title, content|body|text, topic|category, language}), CSV with such a header, or a
 * folder of Markdown files (the first # heading is the title). Two rows of one id are a problem.
 * language: of rows that do not say. RC_NOTFOUND, RC_INVALID: nothing could be read at all. */
enum rc kb_import_read(const char *path, const char *language, struct kb_import *out,
	struct arena *a, struct err *err) WARN_UNUSED;

/* The same of one file that is open; by its name Markdown (.md), else by how it begins. */
enum rc kb_import_stream(const char *name, FILE *f, const char *language, struct kb_import *out,
	struct arena *a, struct err *err) WARN_UNUSED;

#endif
