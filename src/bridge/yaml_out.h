/* yaml_out.h - texts of any length in YAML; one-line values are yaml_scalar.h. */
#ifndef CARREL_BRIDGE_YAML_OUT_H
#define CARREL_BRIDGE_YAML_OUT_H

struct strbuf;

/* Appends a text of any length after "key:", with the space or line break before it and the line
 * break after it. Long lines are folded, several lines kept as a block indented by `indent` spaces.
 * The text has no control characters but LF, and no spaces at the ends of its lines. */
void yaml_add_text(struct strbuf *out, const char *text, int indent);

#endif
