/* desk_texts.c - which texts went into the note, and how much of each is left when it is sent. */
#include "carrel/arena.h"
#include "carrel/desk.h"
#include "carrel/kept.h"
#include "carrel/library.h"
#include "carrel/mem.h"
#include "carrel/sha256.h"
#include "carrel/store_texts.h"
#include "carrel/strbuf.h"
#include "carrel/utf8.h"
#include "carrel/vec.h"

#include <stdlib.h>
#include <string.h>

enum { EDITION_DIGITS = 12 };

struct desk_text {
	char *id;
	char *language, *edition, *rights; /* NULL: not known, none */
	const char *tone;
	char *wording; /* as it was put in; NULL: not known */
};

struct desk_texts {
	struct vec rows; /* struct desk_text */
};

static struct desk_text *add(struct desk *desk, const char *id)
{
	if (!desk->texts) {
		desk->texts = xcalloc(1, sizeof(*desk->texts));
		desk->texts->rows.size = sizeof(struct desk_text);
	}
	struct desk_text *row = vec_push(&desk->texts->rows);
	row->id = xstrdup(id);
	return row;
}

static char *rights_of(const struct library_text *text)
{
	struct strbuf ids = STRBUF_INIT;
	for (size_t i = 0; i < text->nrights; i++)
		strbuf_addf(&ids, "%s%s", i > 0 ? "," : "", text->rights[i]);
	return text->nrights > 0 ? strbuf_detach(&ids, NULL) : NULL;
}

static char *edition_of(const char *wording)
{
	char hex[SHA256_HEX_SIZE];
	sha256_hex(wording, strlen(wording), hex);
	return xstrndup(hex, EDITION_DIGITS);
}

void desk_add_text(struct desk *desk, const struct library_text *text,
	const struct library_choice *choice, const char *filled)
{
	struct desk_text *row = add(desk, text->id);
	row->language = xstrdup(choice->variant->language);
	row->tone = text_tone_name(choice->variant->tone);
	row->edition = edition_of(choice->variant->text);
	row->rights = rights_of(text);
	row->wording = xstrdup(filled);
}

void desk_add_text_id(struct desk *desk, const char *text_id)
{
	add(desk, text_id);
}

size_t desk_text_count(const struct desk *desk)
{
	return desk->texts ? desk->texts->rows.n : 0;
}

const char *desk_text_last(const struct desk *desk, size_t back)
{
	size_t n = desk_text_count(desk);
	return back < n ? ((struct desk_text *)vec_at(&desk->texts->rows, n - 1 - back))->id : NULL;
}

void desk_texts_clear(struct desk *desk)
{
	for (size_t i = 0; i < desk_text_count(desk); i++) {
		struct desk_text *row = vec_at(&desk->texts->rows, i);
		free(row->id);
		free(row->language);
		free(row->edition);
		free(row->rights);
		free(row->wording);
	}
	if (desk->texts)
		vec_fini(&desk->texts->rows);
	free(desk->texts);
	desk->texts = NULL;
}

struct text_use *desk_text_uses(
	const struct desk *desk, const char *sent, struct arena *a, size_t *n)
{
	*n = desk_text_count(desk);
	struct text_use *uses = arena_array(a, *n + 1, sizeof(*uses));
	for (size_t i = 0; i < *n; i++) {
		const struct desk_text *row = vec_at(&desk->texts->rows, i);
		uses[i] = (struct text_use){.text_id = row->id,
			.language = row->language ? row->language : desk_language(desk),
			.edition = row->edition,
			.tone = row->tone,
			.rights = row->rights};
		if (!row->wording)
			continue;
		uses[i].inserted = (int64_t)utf8_count(row->wording, strlen(row->wording));
		uses[i].kept = kept_percent(row->wording, sent ? sent : "");
	}
	return uses;
}
