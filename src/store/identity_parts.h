/* identity_parts.h - by which parts a number, a mail or a handle is found. Private to src/store.
 *
 * Of a telephone number every run of five digits but the first ("+3461" is in half of a country, and
 * the value itself is found from its beginning); of what stands before the @ of a mail every word but
 * the first, of a handle every word, after an "@" that no number has. */
#ifndef CARREL_STORE_IDENTITY_PARTS_H
#define CARREL_STORE_IDENTITY_PARTS_H

#include "carrel/customer.h"
#include "carrel/err.h"

enum { PART_DIGITS = 5 };

struct store;

/* Inside a change set, for the row before and the row after. */
enum rc identity_parts_learn(
	struct store *s, const struct identity *id, struct err *err) WARN_UNUSED;
enum rc identity_parts_forget(
	struct store *s, const struct identity *id, struct err *err) WARN_UNUSED;

#endif
