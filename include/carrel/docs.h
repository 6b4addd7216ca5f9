/* docs.h - the parts of the manual that the program knows itself, as man(7) fragments. */
#ifndef CARREL_DOCS_H
#define CARREL_DOCS_H

#include "carrel/err.h"

struct strbuf;

/* what: commands, options, keys or config (config.example.yaml itself). */
enum rc docs_dump(const char *what, struct strbuf *out, struct err *err) WARN_UNUSED;
/* --help: for people at a terminal. */
void docs_usage(struct strbuf *out);

#endif
