/* Whatever is taken for a library that carrel wrote: reading ends, what is wrong has its sentence, and a
 * text that is read and written as a file says, read once more, what it said. So with each cell of the
 * table that is a language of its own. */
#include "app/texts_own.h"
#include "carrel/arena.h"
#include "carrel/problems.h"
#include "carrel/strbuf.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void require(bool holds)
{
	if (!holds)
		abort();
}

static void try_cells(const char *text, struct arena *a)
{
	struct library_text t = {.id = "x"};
	struct langtext langs;
	const char *const *list;
	struct texts_map map;
	size_t n;
	struct err err = {0};
	struct strbuf out = STRBUF_INIT;
	if (texts_blanks_read(text, &t, a))
		texts_blanks_write(&t, &out);
	(void)texts_list_read(text, &list, &n, a);
	(void)texts_langtext_read(text, &langs, a);
	if (strchr(text, '=')) { /* else it is the name of a file */
		enum rc rc = texts_map_read(text, &map, a, &err);
		require(rc == RC_OK || err.text[0] != '\0');
		texts_map_fini(&map);
	}
	strbuf_fini(&out);
}

/* As the import writes it, and reads it before it is put anywhere. */
static void try_text(const struct library_text *t, struct arena *a)
{
	struct strbuf file = STRBUF_INIT, again = STRBUF_INIT;
	struct problems problems;
	struct library_sheet sheet;
	struct library_text alone = *t;
	problems_init(&problems);
	strbuf_addstr(&file, "format: carrel-texts/1\ntexts:\n");
	alone.file_manners = t->manners ? &library_manners_builtin : NULL;
	library_render_text(&alone, &file);
	library_read_file(file.buf, file.len, "f.yaml", a, &sheet, &problems);
	if (problems_count(&problems) == 0) {
		require(sheet.n == 1);
		strbuf_addstr(&again, "format: carrel-texts/1\ntexts:\n");
		library_render_text(&sheet.texts[0], &again);
		require(strcmp(file.buf, again.buf) == 0);
	}
	problems_fini(&problems);
	strbuf_fini(&again);
	strbuf_fini(&file);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct texts_reading r;
	struct texts_own own;
	struct err err = {0};
	const char *text = arena_strndup(a, (const char *)data, size);
	size_t n = strlen(text);
	texts_reading_init(&r, a);
	texts_own_init(&own);
	(void)texts_own_is(text, n);
	enum rc rc = texts_own_read("f", text, n, &r, &own, &err);
	require(rc == RC_OK || err.text[0] != '\0');
	for (size_t i = 0; i < r.notes.n; i++)
		require(((struct texts_note *)vec_at(&r.notes, i))->sentence[0] != '\0');
	for (size_t i = 0; i < own.texts.n; i++)
		try_text(&((struct texts_gathered *)vec_at(&own.texts, i))->text, a);
	try_cells(text, a);
	texts_own_fini(&own);
	texts_reading_fini(&r);
	arena_free(&a);
	return 0;
}
