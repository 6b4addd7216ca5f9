/* Whatever the file of texts: what is read well can be chosen from, put together and written back to
 * the same text; blanks never give more than a line; and the rules come to an end. */
#include "carrel/arena.h"
#include "carrel/blank.h"
#include "carrel/library.h"
#include "carrel/library_check.h"
#include "carrel/strbuf.h"
#include "carrel/textfill.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void require(bool holds)
{
	if (!holds)
		abort();
}

static void try_wordings(const struct library *l, const struct library_text *t, struct arena *a)
{
	static const char *const languages[] = {"es-MX", "en", "", NULL};
	for (unsigned i = 0; i < 4 * 3 * TEXT_CHANNELS * 3; i++) {
		struct library_wish wish = {.language = languages[i % 4],
			.tone = (enum text_tone)(i / 4 % 3),
			.channel = (enum text_channel)(i / 12 % TEXT_CHANNELS),
			.level = (enum text_level)(i / 12 / TEXT_CHANNELS)};
		struct library_choice choice;
		struct strbuf said = STRBUF_INIT;
		size_t n;
		const char *body = library_body(l, t, &wish, a, &choice);
		require(choice.variant != NULL);
		library_choice_say(&choice, &wish, &said);
		require(said.len > 0);
		library_body_blanks(l, t, body, a, &n);
		require(n <= TEXTFILL_NAMES_MAX + 1);
		require(text_emoji_count(body) <= strlen(body));
		strbuf_fini(&said);
	}
}

/* Written as a person would have, the text is the same one again. */
static void write_again(const struct library_text *t)
{
	static const char head[] = "format: carrel-texts/1\ntexts:\n";
	struct strbuf first = STRBUF_INIT, second = STRBUF_INIT;
	strbuf_addstr(&first, head);
	library_render_text(t, &first);
	struct library *l = library_new();
	library_add_memory(l, "again.yaml", first.buf, first.len);
	library_refresh(l);
	if (library_count(l) == 0 || t->nnests) {
		require(t->nnests || t->inactive); /* what it puts in is in another file */
	} else {
		strbuf_addstr(&second, head);
		library_render_text(library_at(l, 0), &second);
		require(strcmp(first.buf, second.buf) == 0);
		require(library_at(l, 0)->nvariants == t->nvariants);
	}
	library_free(&l);
	strbuf_fini(&first);
	strbuf_fini(&second);
}

static void try_blanks(const struct library_text *t, const char *typed, struct arena *a)
{
	static const char *const languages[] = {"en", "es", "ca"};
	for (size_t i = 0; i < 3 * (t->nblanks < 8 ? t->nblanks : 8); i++) {
		struct blank_manner manner = {.language = languages[i % 3]};
		struct err err = {0};
		const char *value = NULL;
		if (t->blanks[i / 3].type == BLANK_PHONE)
			continue; /* another program's parser */
		if (library_blank_check(&t->blanks[i / 3], typed, &manner, a, &value, &err) ==
			RC_OK)
			require(value && *value && !strchr(value, '\n'));
		else
			require(*err.text);
	}
}

static void run_rules(const uint8_t *data, size_t size)
{
	static char path[64];
	if (!*path)
		(void)snprintf(path, sizeof path, "/tmp/carrel-fuzz-%ld.yaml", (long)getpid());
	FILE *file = fopen(path, "wb");
	if (!file)
		return;
	require(fwrite(data, 1, size, file) == size);
	require(fclose(file) == 0);
	static const char *const languages[] = {"en", "es"};
	struct library_check_frame frame = {
		.today = "2026-11-22", .languages = languages, .nlanguages = 2};
	struct library_findings found;
	const char *paths[] = {path};
	library_check(paths, 1, NULL, 0, &frame, &found);
	for (size_t i = 0; i < found.items.n; i++) {
		const struct library_finding *f = vec_at(&found.items, i);
		require(f->line >= 0 && f->column >= 0 && *f->message);
	}
	library_findings_fini(&found);
	unlink(path);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct library *l = library_new();
	library_add_memory(l, "t.yaml", (const char *)data, size);
	library_refresh(l);
	const char *typed = arena_strndup(a, (const char *)data, size < 40 ? size : 40);
	for (size_t i = 0; i < library_count(l) && i < 8; i++) {
		const struct library_text *t = library_at(l, i);
		require(library_by_id(l, t->id) == t);
		require(t->nvariants > 0);
		try_wordings(l, t, a);
		write_again(t);
		try_blanks(t, typed, a);
	}
	library_free(&l);
	arena_free(&a);
	run_rules(data, size);
	return 0;
}
