/* Whatever the bytes: a value within bounds or one sentence, and every line of a file is met once. */
#include "carrel/arena.h"
#include "carrel/json.h"

#include <jansson.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void require(bool holds)
{
	if (!holds)
		abort();
}

static int depth_of(const json_t *v)
{
	int deepest = 0;
	size_t i;
	json_t *child;
	const char *key;
	json_array_foreach(v, i, child)
	{
		int depth = depth_of(child);
		deepest = depth > deepest ? depth : deepest;
	}
	json_object_foreach((json_t *)v, key, child)
	{
		int depth = depth_of(child);
		deepest = depth > deepest ? depth : deepest;
	}
	return deepest + (json_is_array(v) || json_is_object(v));
}

static void read_one(const uint8_t *data, size_t size)
{
	struct json_t *v;
	struct err err = {0};
	enum rc rc = json_read((const char *)data, size, &v, &err);
	require((rc == RC_OK) == (v != NULL));
	require(rc == RC_OK || (rc == RC_INVALID && err.text[0] != '\0'));
	require(!v || depth_of(v) <= JSON_DEPTH_MAX);
	json_decref(v);
}

static void read_lines(const uint8_t *data, size_t size)
{
	FILE *f = fmemopen((void *)data, size, "r");
	struct json_lines *lines = json_lines_open(f);
	struct arena *a = arena_new();
	struct json_t *v;
	int64_t line = 0, last = 0;
	for (;;) {
		enum rc rc = json_lines_next(lines, &v, &line, NULL);
		if (rc == RC_OK && !v)
			break;
		require(line > last && line <= (int64_t)size + 1);
		last = line;
		const char *key;
		json_t *value;
		json_object_foreach(v, key, value) json_text(v, key, a);
	}
	arena_free(&a);
	json_lines_free(&lines);
	fclose(f);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	read_one(data, size);
	if (size > 0)
		read_lines(data, size);
	return 0;
}
