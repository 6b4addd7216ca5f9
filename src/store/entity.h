/* entity.h - one way in and out for everything that can be changed and undone.
 *
 * Private to src/store. entities.def says which things there are and which fields they have; here
 * a struct of the model and a row of a table are turned into each other, and every write leaves
 * its rows in the open change set. Nothing else in src/store writes to an entity's table, but for
 * claims (which write by a condition and then call entity_record) and the hot columns.
 *
 * What follows from a row (the words of a contact, the sums of an hour, the words of a name) is
 * kept by the entity's hook, so that undo keeps it as well. */
#ifndef CARREL_STORE_ENTITY_H
#define CARREL_STORE_ENTITY_H

#include "carrel/agent.h"
#include "carrel/call.h"
#include "carrel/casefile.h"
#include "carrel/contact.h"
#include "carrel/customer.h"
#include "carrel/messages.h"
#include "carrel/outbox.h"
#include "carrel/queue.h"
#include "carrel/saved.h"
#include "carrel/store_cases.h"
#include "carrel/store_kb.h"
#include "carrel/store_rows.h"
#include "store/entities.def"
#include "store/stmt.h"
#include "store/store_private.h"

struct agent_queue {
	int64_t id;
	int64_t agent_id;
	int64_t queue_id;
};

enum entity_id {
#define E(table, tag, noun) ENTITY_##table,
	ENTITIES(E)
#undef E
		ENTITY_COUNT
};

/* Room for any of them. */
union entity_row {
	int64_t id; /* the first member of each */
#define E(table, tag, noun) struct tag table;
	ENTITIES(E)
#undef E
};

enum field_type { FIELD_int, FIELD_opt, FIELD_flag, FIELD_word, FIELD_text };
enum field_nature { NATURE_plain, NATURE_personal, NATURE_free, NATURE_secret };

struct entity_field {
	const char *name;
	enum field_type type;
	enum field_nature nature;
	size_t offset;
	const struct word *words;
	enum stmt_id set; /* STMT_COUNT: a hot field */
};

struct entity {
	const char *table;
	const char *noun;
	size_t size;
	const struct entity_field *fields;
	size_t n_fields;
	enum stmt_id get, lock, add, save, drop;
};

extern const struct entity entity_table[ENTITY_COUNT];
bool entity_parse(const char *table, enum entity_id *out);

/* RC_NOTFOUND comes with a sentence. _lock is for rows about to be written, inside a change set. */
enum rc entity_get(struct db *db, enum entity_id entity, int64_t id, struct arena *a, void *out,
	struct err *err) WARN_UNUSED;
enum rc entity_lock(struct db *db, enum entity_id entity, int64_t id, struct arena *a, void *out,
	struct err *err) WARN_UNUSED;
/* entity_get() in two halves, for stmt_together(). */
struct query entity_ask(struct db *db, enum entity_id entity, int64_t id);
enum rc entity_found(struct query *q, enum entity_id entity, int64_t id, struct arena *a, void *out,
	struct err *err) WARN_UNUSED;
/* The columns of COLUMNS_OF(entity), the first at `col`. */
void entity_read(enum entity_id entity, const struct query *q, int col, struct arena *a, void *out);
/* How many columns that are. */
int entity_columns(enum entity_id entity);
/* All rows of a query that selects COLUMNS_OF(entity); closes it. */
enum rc entity_list(struct query *q, enum entity_id entity, struct arena *a, void *out_array,
	size_t *n, struct err *err) WARN_UNUSED;
/* The one row of it; RC_NOTFOUND without a sentence. */
enum rc entity_first(struct query *q, enum entity_id entity, struct arena *a, void *out,
	struct err *err) WARN_UNUSED;

/* Inside a change set only. _add sets the id of *row when it is 0. Text is made valid UTF-8 and
 * freed of card numbers on the way; *row keeps the caller's pointers. _save writes what differs. */
enum rc entity_add(struct store *s, enum entity_id entity, void *row, struct err *err) WARN_UNUSED;
enum rc entity_save(struct store *s, enum entity_id entity, const void *before, const void *after,
	struct err *err) WARN_UNUSED;
enum rc entity_drop(
	struct store *s, enum entity_id entity, const void *row, struct err *err) WARN_UNUSED;
/* Leaves the change rows (and runs the hook) of a write that was done by another statement. */
enum rc entity_record(struct store *s, enum entity_id entity, const void *before, const void *after,
	struct err *err) WARN_UNUSED;

/* Nothing to tell of it when its row is added or dropped. */
bool field_is_blank(const struct entity_field *field, const void *row);
/* A field as change rows hold it; NULL for NULL (and the 0 of an optional id or time). */
const char *field_text(const struct entity_field *field, const void *row, struct arena *a);
/* False: not a value of this field. */
bool field_parse(const struct entity_field *field, const char *text, void *row, struct arena *a);
const struct entity_field *entity_field(enum entity_id entity, const char *name);

/* entity_hooks.c: what follows from a row. before NULL: added; after NULL: dropped. */
enum rc entity_follow(struct store *s, enum entity_id entity, const void *before, const void *after,
	struct err *err) WARN_UNUSED;

#endif
