/* yaml_out.h - single values of YAML, in the plainest form that still says exactly the text. */
#ifndef CARREL_BRIDGE_YAML_OUT_H
#define CARREL_BRIDGE_YAML_OUT_H

struct strbuf;

/* Appends a one-line text: bare where that is safe, else in double quotes. Safe inside {} and []. */
void yaml_add_scalar(struct strbuf *out, const char *text);
/* Appends a text of any length after "key:", with the space or line break before it and the line
 * break after it. Long lines are folded, several lines kept as a block indented by `indent` spaces.
 * The text has no control characters but LF, and no spaces at the ends of its lines. */
void yaml_add_text(struct strbuf *out, const char *text, int indent);

#endif
