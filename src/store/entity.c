/* entity.c - structs of the model to rows and back, with what changed on record. */
#include "store/entity.h"

#include "carrel/arena.h"
#include "carrel/i18n.h"
#include "carrel/mem.h"
#include "carrel/pan.h"
#include "carrel/strbuf.h"
#include "carrel/utf8.h"
#include "carrel/vec.h"
#include "store/change_private.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* clang-format off */
#define E(table, tag, noun) typedef struct tag row_of_##table;
ENTITIES(E)
#undef E

#define FIELD(n, type, table, name, words, nature) \
	{#name, FIELD_##type, NATURE_##nature, offsetof(row_of_##table, name), words, STMT_SET_##table##__##name},
#define HOT_FIELD(n, type, table, name, words, nature) \
	{#name, FIELD_##type, NATURE_##nature, offsetof(row_of_##table, name), words, STMT_COUNT},
#define E(table, tag, noun) \
	static const struct entity_field fields_##table[] = {FIELDS_##table(FIELD, FIELD, HOT_FIELD)};
ENTITIES(E)
#undef E

const struct entity entity_table[ENTITY_COUNT] = {
#define E(table, tag, noun) [ENTITY_##table] = { \
	#table, noun, sizeof(struct tag), fields_##table, sizeof(fields_##table) / sizeof(fields_##table[0]), \
	STMT_GET_##table, STMT_LOCK_##table, STMT_ADD_##table, STMT_SAVE_##table, STMT_DROP_##table},
	ENTITIES(E)
#undef E
};
/* clang-format on */

enum { FIELDS_MAX = 32 };

bool entity_parse(const char *table, enum entity_id *out)
{
	for (int i = 0; i < ENTITY_COUNT; i++) {
		if (strcmp(entity_table[i].table, table) == 0) {
			*out = (enum entity_id)i;
			return true;
		}
	}
	return false;
}

const struct entity_field *entity_field(enum entity_id entity, const char *name)
{
	const struct entity *e = &entity_table[entity];
	for (size_t i = 0; i < e->n_fields; i++) {
		if (strcmp(e->fields[i].name, name) == 0)
			return &e->fields[i];
	}
	return NULL;
}

static int64_t row_id(const void *row)
{
	return *(const int64_t *)row;
}

static const void *at(const struct entity_field *field, const void *row)
{
	return (const char *)row + field->offset;
}

static void *at_mutable(const struct entity_field *field, void *row)
{
	return (char *)row + field->offset;
}

static struct db_value field_value(const struct entity_field *field, const void *row)
{
	const void *p = at(field, row);
	switch (field->type) {
	case FIELD_int: return db_int(*(const int64_t *)p);
	case FIELD_opt: return db_id(*(const int64_t *)p);
	case FIELD_flag: return db_bool(*(const bool *)p);
	case FIELD_word: return db_text(word_id(field->words, *(const int *)p));
	case FIELD_text: return db_text(*(const char *const *)p);
	}
	return db_null();
}

static bool field_equal(const struct entity_field *field, const void *a, const void *b)
{
	const void *p = at(field, a);
	const void *q = at(field, b);
	switch (field->type) {
	case FIELD_int:
	case FIELD_opt: return *(const int64_t *)p == *(const int64_t *)q;
	case FIELD_flag: return *(const bool *)p == *(const bool *)q;
	case FIELD_word: return *(const int *)p == *(const int *)q;
	case FIELD_text: break;
	}
	const char *s = *(const char *const *)p;
	const char *t = *(const char *const *)q;
	return s == t || (s != NULL && t != NULL && strcmp(s, t) == 0);
}

const char *field_text(const struct entity_field *field, const void *row, struct arena *a)
{
	const void *p = at(field, row);
	switch (field->type) {
	case FIELD_int: return arena_printf(a, "%lld", (long long)*(const int64_t *)p);
	case FIELD_opt:
		if (*(const int64_t *)p == 0)
			return NULL;
		return arena_printf(a, "%lld", (long long)*(const int64_t *)p);
	case FIELD_flag: return *(const bool *)p ? "1" : "0";
	case FIELD_word: return word_id(field->words, *(const int *)p);
	case FIELD_text: return arena_strdup(a, *(const char *const *)p);
	}
	return NULL;
}

bool field_parse(const struct entity_field *field, const char *text, void *row, struct arena *a)
{
	void *p = at_mutable(field, row);
	if (field->type == FIELD_text) {
		*(const char **)p = arena_strdup(a, text);
		return true;
	}
	if (field->type == FIELD_word)
		return word_parse(field->words, text, (int *)p);
	long long value = 0;
	if (text != NULL) {
		char *end;
		errno = 0;
		value = strtoll(text, &end, 10);
		if (errno != 0 || end == text || *end != '\0')
			return false;
	}
	if (field->type == FIELD_flag)
		*(bool *)p = value != 0;
	else
		*(int64_t *)p = value;
	return true;
}

static void field_read(const struct entity_field *field, const struct query *q, int col,
	struct arena *a, void *row)
{
	void *p = at_mutable(field, row);
	switch (field->type) {
	case FIELD_int:
	case FIELD_opt: *(int64_t *)p = stmt_int(q, col); break;
	case FIELD_flag: *(bool *)p = stmt_bool(q, col); break;
	case FIELD_word: {
		const char *id = stmt_peek(q, col);
		if (!word_parse(field->words, id, (int *)p))
			*(int *)p = 0; /* the table's CHECK admits no other word */
		break;
	}
	case FIELD_text: *(const char **)p = stmt_text(q, col, a); break;
	}
}

int entity_columns(enum entity_id entity)
{
	return 1 + (int)entity_table[entity].n_fields;
}

void entity_read(enum entity_id entity, const struct query *q, int col, struct arena *a, void *out)
{
	const struct entity *e = &entity_table[entity];
	memset(out, 0, e->size);
	*(int64_t *)out = stmt_int(q, col);
	for (size_t i = 0; i < e->n_fields; i++)
		field_read(&e->fields[i], q, col + 1 + (int)i, a, out);
}

enum rc entity_first(
	struct query *q, enum entity_id entity, struct arena *a, void *out, struct err *err)
{
	bool found = stmt_next(q);
	if (found)
		entity_read(entity, q, 0, a, out);
	enum rc rc = stmt_close(q, err);
	return rc == RC_OK && !found ? RC_NOTFOUND : rc;
}

enum rc entity_found(struct query *q, enum entity_id entity, int64_t id, struct arena *a, void *out,
	struct err *err)
{
	enum rc rc = entity_first(q, entity, a, out, err);
	if (rc == RC_NOTFOUND)
		return err_set(err, RC_NOTFOUND,
			_("There is no %s with the number %lld in the store."),
			_(entity_table[entity].noun), (long long)id);
	return rc;
}

static enum rc entity_load(struct db *db, enum entity_id entity, enum stmt_id stmt, int64_t id,
	struct arena *a, void *out, struct err *err)
{
	struct query q = stmt_query(db, stmt, db_int(id));
	return entity_found(&q, entity, id, a, out, err);
}

struct query entity_ask(struct db *db, enum entity_id entity, int64_t id)
{
	return stmt_query(db, entity_table[entity].get, db_int(id));
}

enum rc entity_get(struct db *db, enum entity_id entity, int64_t id, struct arena *a, void *out,
	struct err *err)
{
	return entity_load(db, entity, entity_table[entity].get, id, a, out, err);
}

enum rc entity_lock(struct db *db, enum entity_id entity, int64_t id, struct arena *a, void *out,
	struct err *err)
{
	return entity_load(db, entity, entity_table[entity].lock, id, a, out, err);
}

enum rc entity_list(struct query *q, enum entity_id entity, struct arena *a, void *out_array,
	size_t *n, struct err *err)
{
	struct vec rows = {.size = entity_table[entity].size};
	while (stmt_next(q))
		entity_read(entity, q, 0, a, vec_push(&rows));
	enum rc rc = stmt_close(q, err);
	*n = rc == RC_OK ? rows.n : 0;
	void *copy = NULL;
	if (*n > 0) {
		copy = arena_array(a, rows.n, rows.size);
		memcpy(copy, rows.data, rows.n * rows.size);
	}
	memcpy(out_array, &copy,
		sizeof(copy)); /* the caller's is a pointer to one kind of struct */
	vec_fini(&rows);
	return rc;
}

/* Text that both engines take: PostgreSQL refuses bytes that are not UTF-8. */
static const char *valid_text(const char *s, struct arena *a)
{
	size_t n = strlen(s);
	if (utf8_valid(s, n))
		return s;
	struct strbuf out = STRBUF_INIT;
	for (size_t pos = 0; pos < n;) {
		uint32_t rune;
		pos += utf8_decode(s + pos, n - pos, &rune);
		strbuf_addrune(&out, rune);
	}
	const char *copy = arena_strdup(a, out.buf);
	strbuf_fini(&out);
	return copy;
}

const char *text_clean(const char *s, bool free_text, struct arena *a)
{
	if (s == NULL)
		return NULL;
	s = valid_text(s, a);
	if (!free_text)
		return s;
	struct strbuf out = STRBUF_INIT;
	pan_mask(s, strlen(s), &out);
	if (strcmp(out.buf, s) != 0)
		s = arena_strdup(a, out.buf);
	strbuf_fini(&out);
	return s;
}

static void row_clean(
	const struct entity *e, const void *row, union entity_row *out, struct arena *a)
{
	memcpy(out, row, e->size);
	for (size_t i = 0; i < e->n_fields; i++) {
		const struct entity_field *field = &e->fields[i];
		if (field->type != FIELD_text)
			continue;
		const char **p = at_mutable(field, out);
		*p = text_clean(*p, field->nature == NATURE_free, a);
	}
}

bool field_is_blank(const struct entity_field *field, const void *row)
{
	const void *p = at(field, row);
	switch (field->type) {
	case FIELD_int:
	case FIELD_opt: return *(const int64_t *)p == 0;
	case FIELD_flag: return !*(const bool *)p;
	case FIELD_word: return false;
	case FIELD_text: return *(const char *const *)p == NULL;
	}
	return true;
}

/* The row before may come from memory, as it was typed. */
static const char *text_recorded(const struct entity_field *field, const void *row, struct arena *a)
{
	return text_clean(field_text(field, row, a), field->nature == NATURE_free, a);
}

static bool record_differences(
	struct store *s, enum entity_id entity, const void *before, const void *after)
{
	const struct entity *e = &entity_table[entity];
	struct arena *a = change_arena(s);
	bool any = false;
	for (size_t i = 0; i < e->n_fields; i++) {
		const struct entity_field *field = &e->fields[i];
		if (field->set == STMT_COUNT || field_equal(field, before, after))
			continue;
		change_note(s, entity, row_id(after), CHANGE_SAVE, field,
			text_recorded(field, before, a), text_recorded(field, after, a));
		any = true;
	}
	return any;
}

enum rc entity_add(struct store *s, enum entity_id entity, void *row, struct err *err)
{
	const struct entity *e = &entity_table[entity];
	union entity_row clean;
	row_clean(e, row, &clean, change_arena(s));
	struct db_value values[FIELDS_MAX];
	assert(e->n_fields < FIELDS_MAX);
	values[0] = db_id(clean.id);
	for (size_t i = 0; i < e->n_fields; i++)
		values[i + 1] = field_value(&e->fields[i], &clean);
	struct query q = stmt_queryv(s->db, e->add, values, e->n_fields + 1);
	if (stmt_next(&q))
		clean.id = stmt_int(&q, 0);
	enum rc rc = stmt_close(&q, err);
	if (rc == RC_OK && clean.id == 0)
		rc = stmt_one_int(s->db, STMT_LAST_ID, &clean.id, err);
	if (rc != RC_OK)
		return rc;
	*(int64_t *)row = clean.id;
	change_note_row(s, entity, CHANGE_ADD, &clean);
	return entity_follow(s, entity, NULL, &clean, err);
}

static enum stmt_id bump_of(enum entity_id entity)
{
	if (entity == ENTITY_customer)
		return STMT_BUMP_customer;
	if (entity == ENTITY_casefile)
		return STMT_BUMP_casefile;
	return entity == ENTITY_agent ? STMT_BUMP_agent : STMT_COUNT;
}

static enum rc save_fields(struct store *s, enum entity_id entity, const void *before,
	const void *after, struct err *err)
{
	const struct entity *e = &entity_table[entity];
	enum rc rc = RC_OK;
	for (size_t i = 0; i < e->n_fields && rc == RC_OK; i++) {
		const struct entity_field *field = &e->fields[i];
		if (field->set == STMT_COUNT || field_equal(field, before, after))
			continue;
		rc = stmt_run(
			s->db, field->set, err, db_int(row_id(after)), field_value(field, after));
	}
	enum stmt_id bump = bump_of(entity);
	if (rc == RC_OK && bump != STMT_COUNT)
		rc = stmt_run(s->db, bump, err, db_int(row_id(after)));
	return rc;
}

static enum rc save_row(struct store *s, enum entity_id entity, const void *after, struct err *err)
{
	const struct entity *e = &entity_table[entity];
	struct db_value values[FIELDS_MAX];
	size_t n = 0;
	values[n++] = db_int(row_id(after));
	for (size_t i = 0; i < e->n_fields; i++) {
		if (e->fields[i].set != STMT_COUNT)
			values[n++] = field_value(&e->fields[i], after);
	}
	return stmt_runv(s->db, e->save, values, n, err);
}

enum rc entity_record(struct store *s, enum entity_id entity, const void *before, const void *after,
	struct err *err)
{
	if (!record_differences(s, entity, before, after))
		return RC_OK;
	return entity_follow(s, entity, before, after, err);
}

/* Given away by its owner, or from one queue to another; taking it from a queue is no move. Undo
 * brings the old count along, so it is left alone there. */
static void count_move(const struct casefile *was, struct casefile *now)
{
	bool owner = was->owner_id != 0 && now->owner_id != was->owner_id &&
		casefile_is_open(now->state);
	bool queue = was->queue_id != 0 && now->queue_id != 0 && now->queue_id != was->queue_id;
	if (now->moves == was->moves && (owner || queue))
		now->moves++;
}

enum rc entity_save(struct store *s, enum entity_id entity, const void *before, const void *after,
	struct err *err)
{
	union entity_row clean;
	row_clean(&entity_table[entity], after, &clean, change_arena(s));
	if (entity == ENTITY_casefile)
		count_move(before, &clean.casefile);
	if (!record_differences(s, entity, before, &clean))
		return RC_OK;
	enum rc rc = db_is_postgres(s->db) ? save_row(s, entity, &clean, err)
					   : save_fields(s, entity, before, &clean, err);
	return rc == RC_OK ? entity_follow(s, entity, before, &clean, err) : rc;
}

enum rc entity_drop(struct store *s, enum entity_id entity, const void *row, struct err *err)
{
	change_note_row(s, entity, CHANGE_DROP, row);
	enum rc rc = entity_follow(s, entity, row, NULL, err);
	if (rc == RC_OK)
		rc = stmt_run(s->db, entity_table[entity].drop, err, db_int(row_id(row)));
	return rc;
}
