/* desk_texts.c - which texts went into the note, and how much of each is left when it is sent; how
 * the journal keeps that: a line a text, proposed command or blank, its fields parted by tabs. */
#include "carrel/arena.h"
#include "carrel/blanks.h"
#include "carrel/desk.h"
#include "carrel/desk_texts.h"
#include "carrel/kept.h"
#include "carrel/library.h"
#include "carrel/mem.h"
#include "carrel/sha256.h"
#include "carrel/staged.h"
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

void desk_texts_touch(struct desk *desk)
{
	desk->texts_changed = true;
	desk->note_changed = true;
}

static struct desk_text *add(struct desk *desk, const char *id)
{
	if (!desk->texts) {
		desk->texts = xcalloc(1, sizeof(*desk->texts));
		desk->texts->rows.size = sizeof(struct desk_text);
	}
	struct desk_text *row = vec_push(&desk->texts->rows);
	row->id = xstrdup(id);
	desk_texts_touch(desk);
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

/* ---- in the journal ---- */

static const char kind_text[] = "text", kind_then[] = "then";
enum { FIELDS = 7 }; /* kind, id, language, tone, edition, rights, wording */

static void put_field(struct strbuf *out, const char *value)
{
	strbuf_addch(out, '\t');
	for (; value && *value; value++) {
		const char *escaped = *value == '\n' ? "\\n"
			: *value == '\t'             ? "\\t"
			: *value == '\\'             ? "\\\\"
						     : NULL;
		if (escaped)
			strbuf_addstr(out, escaped);
		else
			strbuf_addch(out, *value);
	}
}

void desk_texts_write(const struct desk *desk, struct strbuf *out)
{
	for (size_t i = 0; i < desk_text_count(desk); i++) {
		const struct desk_text *row = vec_at(&desk->texts->rows, i);
		const char *const fields[] = {
			row->id, row->language, row->tone, row->edition, row->rights, row->wording};
		strbuf_addstr(out, kind_text);
		for (size_t f = 0; f < sizeof(fields) / sizeof(fields[0]); f++)
			put_field(out, fields[f]);
		strbuf_addch(out, '\n');
	}
	for (size_t i = 0; i < staged_count(desk->staged); i++) {
		strbuf_addstr(out, kind_then);
		put_field(out, staged_at(desk->staged, i));
		strbuf_addch(out, '\n');
	}
	blanks_write(desk, out);
}

/* Ends the field at *at and goes behind it; unescaped in place. */
static char *take_field(char **at)
{
	char *field = *at, *to = field, *from = field;
	for (; *from && *from != '\t'; from++) {
		if (*from == '\\' && from[1]) {
			from++;
			*to++ = *from == 'n' ? '\n' : *from == 't' ? '\t' : *from;
		} else {
			*to++ = *from;
		}
	}
	*at = *from ? from + 1 : from;
	*to = '\0';
	return field;
}

static char *copy_if_given(const char *value)
{
	return *value ? xstrdup(value) : NULL;
}

static void read_text(struct desk *desk, const char *const fields[FIELDS])
{
	enum text_tone tone;
	struct desk_text *row = add(desk, fields[1]);
	row->language = copy_if_given(fields[2]);
	row->tone = text_tone_parse(fields[3], &tone) ? text_tone_name(tone) : NULL;
	row->edition = copy_if_given(fields[4]);
	row->rights = copy_if_given(fields[5]);
	row->wording = copy_if_given(fields[6]);
}

static void read_line(struct desk *desk, char *line)
{
	const char *fields[FIELDS];
	for (size_t i = 0; i < FIELDS; i++)
		fields[i] = take_field(&line);
	if (!*fields[1])
		return;
	if (strcmp(fields[0], kind_then) == 0)
		staged_add(&desk->staged, fields[1]);
	else if (strcmp(fields[0], kind_text) == 0)
		read_text(desk, fields);
	else
		blanks_read(desk, fields[0], fields + 1);
}

void desk_texts_read(struct desk *desk, const char *kept)
{
	while (*kept) {
		size_t n = strcspn(kept, "\n");
		char *line = xstrndup(kept, n);
		read_line(desk, line);
		free(line);
		kept += n + (kept[n] == '\n');
	}
}
