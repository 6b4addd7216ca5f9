/* args.h - the options before the command: `carrel [OPTION…] [COMMAND [ARG…]]`. One table, read by
 * the parser, by --help and by the manual. */
#ifndef CARREL_ARGS_H
#define CARREL_ARGS_H

#include "carrel/app.h"
#include "carrel/err.h"

#include <stddef.h>

struct args_option {
	char letter;       /* 's'; 0: none */
	const char *name;  /* "store" */
	const char *value; /* "STORE"; NULL: a switch */
	const char *help;  /* N_(); NULL: hidden */
};
extern const struct args_option args_options[];
extern const size_t args_options_count;

struct args {
	struct app_options app;
	const char *dump; /* --dump-docs WHAT */
	bool help, version;
	int argc; /* the command and its arguments */
	const char *const *argv;
};

/* Reads argv and the environment (CARREL_STORE, CARREL_AGENT, NO_COLOR). RC_INVALID: a sentence that
 * begins with "usage: ". */
enum rc args_parse(int argc, char **argv, struct args *out, struct err *err) WARN_UNUSED;

#endif
