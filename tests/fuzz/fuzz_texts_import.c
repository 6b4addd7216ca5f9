/* Whatever is taken for another help desk's file: reading ends, a text that comes of it has a title
 * and no brace that opens nothing, and every note has its sentence. */
#include "carrel/arena.h"
#include "carrel/strbuf.h"
#include "carrel/textfill.h"
#include "carrel/texts_import.h"
#include "carrel/utf8.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void require(bool holds)
{
	if (!holds)
		abort();
}

static const char *any_value(void *arg, const char *name)
{
	(void)arg;
	require(*name != '\0');
	return "-";
}

static void require_good(const struct texts_item *item, struct arena *a)
{
	struct strbuf out = STRBUF_INIT;
	struct vec gaps = {.size = sizeof(struct textfill_gap)};
	require(utf8_valid(item->text, strlen(item->text)));
	require(*item->title || *item->id);
	/* {>id}, a text within the text, is not textfill's. */
	if (!strstr(item->text, "{>"))
		require(textfill_expand(item->text, any_value, NULL, a, &out, &gaps) == 0);
	vec_fini(&gaps);
	strbuf_fini(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size == 0)
		return 0;
	struct arena *a = arena_new();
	struct vec records = {.size = sizeof(struct texts_record)};
	struct vec items = {.size = sizeof(struct texts_item)};
	struct texts_reading r;
	struct err err = {0};
	char *text = arena_strndup(a, (const char *)data + 1, size - 1);
	texts_reading_init(&r, a);
	r.source = (enum texts_source)(data[0] % TEXTS_SOURCES);
	enum rc rc = texts_records_read(text, size - 1, &records, a, &err);
	if (rc == RC_OK)
		rc = texts_items_read(&r, &records, &items, &err);
	require(rc == RC_OK || (rc == RC_INVALID && err.text[0] != '\0'));
	for (size_t i = 0; i < items.n; i++)
		require_good(vec_at(&items, i), a);
	for (size_t i = 0; i < r.notes.n; i++)
		require(((struct texts_note *)vec_at(&r.notes, i))->sentence[0] != '\0');
	require(items.n + r.problems <= records.n || rc != RC_OK);
	texts_items_fini(&items);
	texts_records_fini(&records);
	texts_reading_fini(&r);
	arena_free(&a);
	return 0;
}
