/* Whatever is taken for another system's articles, JSON Lines, a table or Markdown: reading ends, what is
 * wrong has its sentence, and what is written of the rest is a file of articles without a mistake. */
#include "carrel/arena.h"
#include "carrel/kb.h"
#include "carrel/kb_out.h"
#include "carrel/markup.h"
#include "carrel/pan.h"
#include "carrel/strbuf.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void require(bool holds)
{
	if (!holds)
		abort();
}

static void require_written(const struct kb_import *in)
{
	struct strbuf file = STRBUF_INIT, plain = STRBUF_INIT;
	struct kb *kb = kb_new();
	size_t start, len;
	kb_write(in->rows, in->n, "Brought in", &file);
	require(!pan_find(file.buf, file.len, &start, &len));
	kb_add_memory(kb, "f.yaml", file.buf, file.len);
	kb_refresh(kb);
	require(problems_count(kb_problems(kb)) == 0);
	require(kb_count(kb) == in->n);
	for (size_t i = 0; i < in->n; i++)
		markup_plain(in->rows[i].body, &plain);
	kb_free(&kb);
	strbuf_fini(&plain);
	strbuf_fini(&file);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const names[] = {"articles.csv", "how to.md", "articles.jsonl"};
	if (size < 2)
		return 0;
	struct arena *a = arena_new();
	struct kb_import in;
	struct err err = {0};
	FILE *f = fmemopen((void *)(data + 1), size - 1, "re");
	require(f != NULL);
	enum rc rc = kb_import_stream(names[data[0] % 3], f, "en", &in, a, &err);
	require(rc == RC_OK || err.text[0] != '\0');
	require(in.nproblems <= in.bad);
	for (size_t i = 0; i < in.nproblems; i++)
		require(in.problems[i].sentence[0] != '\0');
	for (size_t i = 0; i < in.n; i++)
		require(*in.rows[i].id && *in.rows[i].title && *in.rows[i].body);
	if (rc == RC_OK && in.n > 0)
		require_written(&in);
	fclose(f);
	arena_free(&a);
	return 0;
}
