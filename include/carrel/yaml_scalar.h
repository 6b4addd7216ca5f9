/* yaml_scalar.h - one line of text written into YAML 1.1, in the plainest form that still says exactly
 * the text. */
#ifndef CARREL_YAML_SCALAR_H
#define CARREL_YAML_SCALAR_H

#include <stdbool.h>

struct strbuf;

/* Appends text: bare where no reader of YAML 1.1 takes it for anything else, else in double quotes.
 * in_flow: it stands between {} or []. Breaks and tabs are written as escapes. */
void yaml_add_scalar(struct strbuf *out, const char *text, bool in_flow);

#endif
