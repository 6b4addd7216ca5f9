/* err.h - how a failure travels: a code for the program, a sentence for the person.
 *
 * Every function that can fail for a reason outside the program returns `enum rc` and takes a
 * `struct err *` last. On anything but RC_OK the sentence says what failed, which thing, what is
 * safe, and what to do next. Lower layers never print; main.c, the message line and the JSON
 * writer are the only places where the sentence reaches a person.
 * A programmer's mistake is an assert; running out of memory ends the program (mem.h). */
#ifndef CARREL_ERR_H
#define CARREL_ERR_H

#include <stdbool.h>

enum rc {
	RC_OK = 0,
	RC_NOTFOUND,  /* no such row, file or name */
	RC_CONFLICT,  /* somebody else changed or took it first */
	RC_BUSY,      /* try again in a moment: the store is locked by another writer */
	RC_INVALID,   /* the input breaks a rule; nothing was done */
	RC_DENIED,    /* the role may not do this */
	RC_IO,        /* disk, terminal or link failed; nothing was done */
	RC_UNKNOWN,   /* the link broke inside COMMIT: it may or may not have happened */
	RC_CANCELLED, /* a newer key made the answer pointless */
};

enum { ERR_TEXT_SIZE = 512 };

/* Plain data, put on the stack with `struct err err = {0};`. A fixed buffer on purpose: telling
 * of a failure must not itself need memory. Longer sentences are cut at a character boundary. */
struct err {
	enum rc rc;
	int line;         /* origin, for the log */
	const char *file; /* static */
	char text[ERR_TEXT_SIZE];
};

/* Sets *err (NULL allowed: the caller only wants the code) and returns rc, so that
 * `return err_set(err, RC_INVALID, "…");` reads as one thought. */
enum rc err_set_at(const char *file, int line, struct err *err, enum rc rc, const char *fmt, ...)
	__attribute__((format(printf, 5, 6)));
#define err_set(err, rc, ...) err_set_at(__FILE__, __LINE__, (err), (rc), __VA_ARGS__)

/* Puts "context: " before the sentence, keeping code and origin. No-op when err is NULL. */
enum rc err_prefix(struct err *err, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* The name of a code ("notfound"), for logs and JSON. Static, never NULL. */
const char *rc_name(enum rc rc);

#define WARN_UNUSED __attribute__((warn_unused_result))

#endif
