/* change_whole.c - one record for a row that was added or dropped, and the way back to its fields.
 *
 * The text of a row is each field that is not blank, in the order of entities.def, as its name, '='
 * and a netstring: "kind=4:call,duration_s=2:95,". A secret one is "password_hash=-,": that it was
 * given is told, never what it is. Names hold no '=', so no two rows have the same text. A row has
 * two such texts: what tells nothing about a person, and what does.
 *
 * WHOLE: the first text stands in the change row, the second beside it in change_payload.
 * SEALED (rows added by a final set): neither is kept a second time. The change row has the digest
 * of both, change_payload its salt; the fields are those of the row itself, for as long as they
 * still have that digest. */
#include "store/change_private.h"

#include "carrel/arena.h"
#include "carrel/entropy.h"
#include "carrel/i18n.h"
#include "carrel/strbuf.h"

#include <stdio.h>
#include <string.h>

const char change_whole[] = "*";
const char change_sealed[] = "#";

enum { DIGITS_MAX = 9 };

static bool is_beside(const struct entity_field *field)
{
	return field->nature == NATURE_personal || field->nature == NATURE_free;
}

static void add_netstring(struct strbuf *out, const char *s, size_t n)
{
	char head[24];
	int len = snprintf(head, sizeof(head), "%zu:", n);
	strbuf_add(out, head, (size_t)len);
	strbuf_add(out, s, n);
	strbuf_addch(out, ',');
}

static void add_value(struct strbuf *out, const struct entity_field *field, const void *row)
{
	const void *p = (const char *)row + field->offset;
	const char *text = NULL;
	char number[24];
	switch (field->type) {
	case FIELD_int:
	case FIELD_opt:
		snprintf(number, sizeof(number), "%lld", (long long)*(const int64_t *)p);
		text = number;
		break;
	case FIELD_flag: text = *(const bool *)p ? "1" : "0"; break;
	case FIELD_word: text = word_id(field->words, *(const int *)p); break;
	case FIELD_text: text = *(const char *const *)p; break;
	}
	if (field->nature == NATURE_secret || text == NULL)
		strbuf_add(out, "-,", 2);
	else
		add_netstring(out, text, strlen(text));
}

static void row_text(enum entity_id entity, const void *row, bool beside, struct strbuf *out)
{
	const struct entity *e = &entity_table[entity];
	for (size_t i = 0; i < e->n_fields; i++) {
		const struct entity_field *field = &e->fields[i];
		if (field->set == STMT_COUNT || is_beside(field) != beside ||
			field_is_blank(field, row))
			continue;
		strbuf_addstr(out, field->name);
		strbuf_addch(out, '=');
		add_value(out, field, row);
	}
}

void change_salt(struct change_set *set, unsigned char out[SALT_BYTES])
{
	if (set->salts_left == 0) {
		entropy_fill(set->salts, sizeof(set->salts));
		set->salts_left = SALT_POOL;
	}
	memcpy(out, set->salts[--set->salts_left], SALT_BYTES);
}

void change_seal(struct change_set *set, struct change_record *record)
{
	struct change_seal *seal = arena_alloc(set->arena, sizeof(*seal));
	change_salt(set, seal->salt);
	chain_digest(seal->salt, sizeof(seal->salt), record->new, record->beside, seal->digest);
	record->seal = seal;
	record->new = NULL;
	record->beside = NULL;
}

static const char *kept(struct arena *a, const struct strbuf *text)
{
	return text->len > 0 ? arena_strndup(a, text->buf, text->len) : NULL;
}

static const char *seen(const struct strbuf *text)
{
	return text->len > 0 ? text->buf : NULL;
}

void change_note_row(struct store *s, enum entity_id entity, enum change_op op, const void *row)
{
	struct change_set *set = s->change;
	strbuf_reset(&set->plain);
	strbuf_reset(&set->personal);
	row_text(entity, row, false, &set->plain);
	row_text(entity, row, true, &set->personal);
	struct change_record record = {.entity = entity, .row_id = *(const int64_t *)row, .op = op};
	if (op == CHANGE_ADD && set->final) {
		/* A bulk load: nothing of the row is kept in memory until the commit. */
		record.new = seen(&set->plain);
		record.beside = seen(&set->personal);
		change_seal(set, &record);
	} else {
		const char *plain = kept(set->arena, &set->plain);
		record.old = op == CHANGE_DROP ? plain : NULL;
		record.new = op == CHANGE_ADD ? plain : NULL;
		record.beside = kept(set->arena, &set->personal);
	}
	*(struct change_record *)vec_push(&set->records) = record;
}

/* ---- reading ---- */

static const char *read_name(const char **p, struct arena *a)
{
	size_t n = strspn(*p, "abcdefghijklmnopqrstuvwxyz0123456789_");
	if (n == 0 || (*p)[n] != '=')
		return NULL;
	const char *name = arena_strndup(a, *p, n);
	*p += n + 1;
	return name;
}

/* False: no value stands here. */
static bool read_value(const char **p, const char **value, struct arena *a)
{
	*value = NULL;
	if (strncmp(*p, "-,", 2) == 0) {
		*p += 2;
		return true;
	}
	size_t digits = strspn(*p, "0123456789");
	if (digits == 0 || digits > DIGITS_MAX || (*p)[digits] != ':')
		return false;
	size_t n = 0;
	for (size_t i = 0; i < digits; i++)
		n = n * 10 + (size_t)((*p)[i] - '0');
	*p += digits + 1;
	if (strnlen(*p, n) < n || (*p)[n] != ',')
		return false;
	*value = arena_strndup(a, *p, n);
	*p += n + 1;
	return true;
}

/* Appends a row a field to out, on the side of the text; beside says whose salt and digest it has. */
static bool spread(const struct change_row *whole, const char *text, bool old_side, bool beside,
	struct arena *a, struct vec *out)
{
	for (const char *p = text; p != NULL && *p != '\0';) {
		struct change_row row = *whole;
		const char *value;
		row.field = read_name(&p, a);
		if (row.field == NULL || !read_value(&p, &value, a))
			return false;
		row.old = old_side ? value : NULL;
		row.new = old_side ? NULL : value;
		row.beside_old = NULL;
		row.beside_new = NULL;
		if (!beside)
			row.digest = NULL;
		*(struct change_row *)vec_push(out) = row;
	}
	return true;
}

static bool spread_whole(const struct change_row *whole, struct arena *a, struct vec *out)
{
	bool ok = spread(whole, whole->old, true, false, a, out) &&
		spread(whole, whole->new, false, false, a, out) &&
		spread(whole, whole->beside_old, true, true, a, out) &&
		spread(whole, whole->beside_new, false, true, a, out);
	if (ok && whole->digest != NULL && whole->salt == NULL)
		*(struct change_row *)vec_push(out) = (struct change_row){.n = whole->n,
			.entity = whole->entity,
			.row_id = whole->row_id,
			.op = whole->op,
			.field = change_whole,
			.digest = whole->digest};
	return ok;
}

static bool digest_fits(
	const struct change_row *row, const struct strbuf *plain, const struct strbuf *personal)
{
	unsigned char digest[SHA256_BYTES];
	chain_digest(row->salt, row->salt_len, seen(plain), seen(personal), digest);
	return row->digest_len == SHA256_BYTES && memcmp(row->digest, digest, SHA256_BYTES) == 0;
}

/* The fields of the row as it stands, if it is still the one that was sealed. */
static enum rc spread_sealed(struct store *s, const struct change_row *row, struct arena *a,
	struct vec *out, struct err *err)
{
	union entity_row now;
	enum entity_id entity;
	struct change_row unknown = *row;
	unknown.field = change_whole;
	if (row->salt == NULL || row->digest == NULL || !entity_parse(row->entity, &entity)) {
		*(struct change_row *)vec_push(out) = unknown;
		return RC_OK;
	}
	struct err gone = {0};
	enum rc rc = entity_get(s->db, entity, row->row_id, a, &now, &gone);
	if (rc != RC_OK && rc != RC_NOTFOUND) {
		if (err != NULL)
			*err = gone;
		return rc;
	}
	struct strbuf plain = STRBUF_INIT;
	struct strbuf personal = STRBUF_INIT;
	if (rc == RC_OK) {
		row_text(entity, &now, false, &plain);
		row_text(entity, &now, true, &personal);
	}
	bool fits = rc == RC_OK && digest_fits(row, &plain, &personal);
	if (fits)
		fits = spread(row, seen(&plain), false, true, a, out) &&
			spread(row, seen(&personal), false, true, a, out);
	if (!fits)
		*(struct change_row *)vec_push(out) = unknown;
	strbuf_fini(&plain);
	strbuf_fini(&personal);
	return RC_OK;
}

static enum rc spread_row(struct store *s, const struct change_row *row, struct arena *a,
	struct vec *out, struct err *err)
{
	if (strcmp(row->field, change_sealed) == 0)
		return spread_sealed(s, row, a, out, err);
	if (strcmp(row->field, change_whole) == 0)
		return spread_whole(row, a, out)
			? RC_OK
			: err_set(err, RC_IO,
				  _("The record of this change cannot be read: %s %lld. Nothing "
				    "was done."),
				  row->entity, (long long)row->row_id);
	struct change_row *field = vec_push(out);
	*field = *row;
	if (row->digest != NULL) {
		field->old = row->beside_old;
		field->new = row->beside_new;
	}
	return RC_OK;
}

enum rc change_rows_spread(
	struct store *s, int64_t seq, struct arena *a, struct vec *out, struct err *err)
{
	enum { PAGE = 1000 };
	struct vec rows = {.size = sizeof(struct change_row)};
	int64_t after = -1;
	enum rc rc;
	do {
		vec_clear(&rows);
		rc = change_rows_read(s, seq, after, PAGE, a, &rows, err);
		for (size_t i = 0; rc == RC_OK && i < rows.n; i++) {
			const struct change_row *row = vec_at(&rows, i);
			after = row->n;
			rc = spread_row(s, row, a, out, err);
		}
	} while (rc == RC_OK && rows.n == PAGE);
	vec_fini(&rows);
	return rc;
}
