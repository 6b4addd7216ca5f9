/* plural.h - the plural rule of a gettext catalogue: a C expression over n. */
#ifndef CARREL_BASE_PLURAL_H
#define CARREL_BASE_PLURAL_H

#include <stdbool.h>

/* Evaluates what stands after "plural=", up to a ';' or the end. false: it is no such expression,
 * it divides by zero, or it is nested deeper than any language needs. */
bool plural_eval(const char *rule, unsigned long n, unsigned long *out);

#endif
