/* name_keys.c - see the header. */
#include "store/name_keys.h"

#include "carrel/arena.h"
#include "carrel/sound.h"
#include "carrel/utf8.h"
#include "carrel/vec.h"
#include "store/change_private.h"
#include "store/stmt.h"

#include <stdlib.h>
#include <string.h>

enum { EDITED_MIN = 4, EDITED_MAX = 24, WORDS_OF_A_KEY = 200 };

static void push(struct vec *keys, const char *key)
{
	*(const char **)vec_push(keys) = key;
}

/* "=maria", "=aria", "=mria" … */
static void keys_of_letters(const char *word, struct arena *a, struct vec *keys)
{
	size_t n = strlen(word), chars = utf8_count(word, n);
	push(keys, arena_printf(a, "=%s", word));
	if (chars < EDITED_MIN || chars > EDITED_MAX)
		return;
	for (size_t pos = 0; pos < n;) {
		uint32_t rune;
		size_t len = utf8_decode(word + pos, n - pos, &rune);
		push(keys, arena_printf(a, "=%.*s%s", (int)pos, word, word + pos + len));
		pos += len;
	}
}

static void keys_of(const char *word, struct arena *a, struct vec *keys)
{
	static const char tongues[SOUND_TONGUES] = {'i', 'e'};
	char key[SOUND_KEY];
	keys_of_letters(word, a, keys);
	for (int tongue = 0; tongue < SOUND_TONGUES; tongue++) {
		sound_key((enum sound_tongue)tongue, word, key);
		/* One sound would be half of the store. */
		if (strlen(key) > 1)
			push(keys, arena_printf(a, "%c%s", tongues[tongue], key));
	}
}

enum rc name_keys_learn(struct store *s, const char *word, struct err *err)
{
	int64_t known;
	enum rc rc = stmt_one_int(s->db, STMT_NAME_KEY_KNOWN, &known, err, db_text(word));
	if (rc != RC_NOTFOUND)
		return rc;
	rc = RC_OK;
	struct vec keys = {.size = sizeof(const char *)};
	keys_of(word, change_arena(s), &keys);
	for (size_t i = 0; rc == RC_OK && i < keys.n; i++)
		rc = stmt_run(s->db, STMT_NAME_KEY_ADD, err,
			db_text(*(const char **)vec_at(&keys, i)), db_text(word));
	vec_fini(&keys);
	return rc;
}

static int likest_first(const void *a, const void *b)
{
	const struct name_guess *x = a, *y = b;
	if (x->likeness != y->likeness)
		return x->likeness > y->likeness ? -1 : 1;
	return strcmp(x->word, y->word);
}

static bool has_guess(const struct vec *out, size_t from, const char *word)
{
	for (size_t i = from; i < out->n; i++) {
		if (strcmp(((const struct name_guess *)vec_at(out, i))->word, word) == 0)
			return true;
	}
	return false;
}

static void add_guess(struct vec *out, size_t from, const char *word, int likeness)
{
	if (!has_guess(out, from, word))
		*(struct name_guess *)vec_push(out) =
			(struct name_guess){.word = word, .likeness = likeness};
}

static enum rc guess_by_key(struct store *s, const char *key, const char *word, size_t from,
	struct arena *a, struct vec *out, struct err *err)
{
	struct query q =
		stmt_query(s->db, STMT_NAME_KEY_WORDS, db_text(key), db_int(WORDS_OF_A_KEY));
	while (stmt_next(&q)) {
		const char *there = stmt_peek(&q, 0);
		int likeness = sound_likeness(word, there);
		if (likeness >= SOUND_ALIKE && !has_guess(out, from, there))
			add_guess(out, from, arena_strdup(a, there), likeness);
	}
	return stmt_close(&q, err);
}

enum rc name_keys_guess(struct store *s, const char *word, size_t most, struct arena *a,
	struct vec *out, struct err *err)
{
	size_t from = out->n;
	const char **others;
	add_guess(out, from, word, SOUND_SAME);
	size_t n = nickname_others(word, a, &others);
	for (size_t i = 0; i < n; i++)
		add_guess(out, from, others[i], SOUND_NICKNAME);
	struct vec keys = {.size = sizeof(const char *)};
	keys_of(word, a, &keys);
	enum rc rc = RC_OK;
	for (size_t i = 0; rc == RC_OK && i < keys.n; i++)
		rc = guess_by_key(s, *(const char **)vec_at(&keys, i), word, from, a, out, err);
	vec_fini(&keys);
	if (out->n > from)
		qsort((char *)out->data + from * out->size, out->n - from, out->size, likest_first);
	while (out->n > from + most)
		vec_remove(out, out->n - 1);
	return rc;
}
