/* html_entity.h - "&eacute;", "&#233;" and "&#xE9;" as the character they mean. */
#ifndef CARREL_BRIDGE_HTML_ENTITY_H
#define CARREL_BRIDGE_HTML_ENTITY_H

#include <stddef.h>
#include <stdint.h>

/* Bytes of the entity at s, which begins with '&' and has n bytes; 0: it is only an '&'. A number that is
 * no character is U+FFFD; 128 to 159 are read as Windows-1252, as browsers do. */
size_t html_entity_at(const char *s, size_t n, uint32_t *rune);

#endif
