/* Whatever the bytes: articles that come out can be read, found, checked and kept; the markup ends
 * in clean pieces; what is redacted holds no card number. */
#include "carrel/arena.h"
#include "carrel/kb.h"
#include "carrel/markup.h"
#include "carrel/pan.h"
#include "carrel/redact.h"
#include "carrel/strbuf.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void require(bool holds)
{
	if (!holds)
		abort();
}

static void try_markup(const char *text, struct arena *a)
{
	size_t n, sections = markup_sections(text), headings = 0;
	const struct markup_block *b = markup_parse(text, a, &n);
	require(n <= MARKUP_BLOCKS_MAX + 1);
	for (size_t i = 0; i < n; i++) {
		headings += b[i].kind == MARKUP_HEADING;
		require(b[i].level >= 0 && b[i].level < MARKUP_DEPTH_MAX);
		for (size_t j = 0; j < b[i].n; j++) {
			require((b[i].spans[j].kind == MARKUP_LINK) ==
				(b[i].spans[j].target != NULL));
			require(b[i].spans[j].text[0] != '\0');
		}
	}
	require(headings == sections);
	const char *heading, *section;
	require(markup_section(text, 0, a, &heading, &section) == (sections > 0));
}

static void try_article(struct kb *kb, const struct kb_article *k, struct arena *a)
{
	struct strbuf out = STRBUF_INIT;
	size_t n;
	require(kb_by_id(kb, k->id) == k);
	require(k->title.n > 0 && k->version > 0);
	try_markup(kb_body(k, "es", "en", a), a);
	require(kb_insertable(k, "ca", NULL, a) != NULL);
	kb_snapshot(k, &out);
	require(out.len > 0);
	kb_filter(kb, kb_text(&k->title, "es", NULL, NULL), "es", NULL, 5, a, &n, NULL);
	require(n <= 5);
	strbuf_fini(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const languages[] = {"en", "es"};
	static const char *const names[] = {"Ana Soler"};
	static const struct redact rules = {.names = names, .nnames = 1};
	struct arena *a = arena_new();
	struct kb *kb = kb_new();
	struct problems problems = {0};
	struct strbuf out = STRBUF_INIT;
	size_t start, len;
	const char *text = arena_strndup(a, (const char *)data, size);
	kb_add_memory(kb, "f", (const char *)data, size);
	kb_refresh(kb);
	for (size_t i = 0; i < kb_count(kb) && i < 20; i++)
		try_article(kb, kb_at(kb, i), a);
	kb_check(kb, NULL, languages, 2, "2026-11-22", &problems);
	problems_fini(&problems);
	try_markup(text, a);
	redact_text(&rules, text, &out);
	require(!pan_find(out.buf, out.len, &start, &len));
	strbuf_fini(&out);
	kb_free(&kb);
	arena_free(&a);
	return 0;
}
