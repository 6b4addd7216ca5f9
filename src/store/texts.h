/* texts.h - uses of texts as part of another act. Private to src/store. */
#ifndef CARREL_STORE_TEXTS_PRIVATE_H
#define CARREL_STORE_TEXTS_PRIVATE_H

#include "carrel/casefile.h"
#include "carrel/store_texts.h"

struct arena;
struct store;

/* Inside a change set, before the row is added: time, and from the case (NULL: none) queue, reason and
 * the texts before, which are put into a. */
enum rc text_use_complete(struct store *s, struct text_use *u, const struct casefile *c,
	struct arena *a, struct err *err) WARN_UNUSED;
/* What waited with a message that is gone for good, or has become a contact. */
enum rc text_uses_called_back(struct store *s, int64_t outbox_id, struct err *err) WARN_UNUSED;
enum rc text_uses_sent(
	struct store *s, int64_t outbox_id, int64_t contact_id, struct err *err) WARN_UNUSED;

#endif
