/* Folding any bytes twice is folding them once, and a find points into the text it was given. */
#include "carrel/arena.h"
#include "carrel/fold.h"
#include "carrel/utf8.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void require(bool holds)
{
	if (!holds)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	/* The first byte says where the needle ends and the hay begins. */
	size_t cut = size ? data[0] % size : 0;
	const char *needle = arena_strndup(a, (const char *)data, cut);
	const char *hay = arena_strndup(a, (const char *)data + cut, size - cut);
	const char *folded = fold_text(a, hay);
	require(utf8_valid(folded, strlen(folded)));
	require(strcmp(folded, fold_text(a, folded)) == 0);
	bool matches = fold_match(folded, fold_text(a, needle));
	size_t start, len;
	if (fold_find(hay, needle, &start, &len)) {
		require(len > 0 && start + len <= strlen(hay));
	} else {
		require(!matches || !*fold_text(a, needle));
	}
	arena_free(&a);
	return 0;
}
