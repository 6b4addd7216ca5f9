/* identity_parts.c - see the header. */
#include "store/identity_parts.h"

#include "carrel/arena.h"
#include "carrel/vec.h"
#include "store/change_private.h"
#include "store/search.h"
#include "store/stmt.h"

#include <string.h>

static void parts_of_phone(const char *value, struct arena *a, struct vec *parts)
{
	const char *digits = value + (*value == '+');
	for (size_t i = 1; i + PART_DIGITS <= strlen(digits); i++)
		*(const char **)vec_push(parts) = arena_strndup(a, digits + i, PART_DIGITS);
}

/* from: the first word that is a part. */
static void parts_of_words(const char *text, size_t from, struct arena *a, struct vec *parts)
{
	struct vec words = {.size = sizeof(const char *)};
	search_cut(text, a, &words);
	for (size_t i = from; i < words.n; i++)
		*(const char **)vec_push(parts) =
			arena_printf(a, "@%s", *(const char **)vec_at(&words, i));
	vec_fini(&words);
}

static enum rc each_part(
	struct store *s, const struct identity *id, enum stmt_id stmt, struct err *err)
{
	struct arena *a = change_arena(s);
	struct vec parts = {.size = sizeof(const char *)};
	if (id->kind == IDENTITY_PHONE)
		parts_of_phone(id->value, a, &parts);
	else if (id->kind == IDENTITY_EMAIL)
		parts_of_words(arena_strndup(a, id->value, strcspn(id->value, "@")), 1, a, &parts);
	else if (id->kind == IDENTITY_HANDLE)
		parts_of_words(id->value, 0, a, &parts);
	enum rc rc = RC_OK;
	for (size_t i = 0; rc == RC_OK && i < parts.n; i++)
		rc = stmt_run(s->db, stmt, err, db_text(*(const char **)vec_at(&parts, i)),
			db_int(id->id));
	vec_fini(&parts);
	return rc;
}

enum rc identity_parts_learn(struct store *s, const struct identity *id, struct err *err)
{
	return each_part(s, id, STMT_IDENTITY_PART_ADD, err);
}

enum rc identity_parts_forget(struct store *s, const struct identity *id, struct err *err)
{
	return each_part(s, id, STMT_IDENTITY_PART_DROP, err);
}
