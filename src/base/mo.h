/* mo.h - one catalogue of messages as msgfmt writes it, in memory. The bytes may be anybody's. */
#ifndef CARREL_BASE_MO_H
#define CARREL_BASE_MO_H

#include "carrel/strbuf.h"

#include <stddef.h>

struct mo;

/* Takes the bytes over and leaves *file empty. NULL: they are no catalogue, and are freed. */
struct mo *mo_read(struct strbuf *file);
void mo_free(struct mo **mo);

/* What is found points into the catalogue. NULL: not there, not translated, or with other blanks
 * (%s, %d) than the English text has. */
const char *mo_text(const struct mo *mo, const char *english);
const char *mo_plural(const struct mo *mo, const char *one, unsigned long n);

size_t mo_count(const struct mo *mo, size_t *refused);
const char *mo_key(const struct mo *mo, size_t i); /* the English text of message i */

#endif
