/* words.c - enums as people and files write them: the lookups behind every table of words. */
#include "carrel/words.h"

#include <stddef.h>
#include <string.h>

static const struct word *word_find(const struct word *words, int value)
{
	for (; words->id != NULL; words++) {
		if (words->value == value)
			return words;
	}
	return NULL;
}

const char *word_id(const struct word *words, int value)
{
	const struct word *word = word_find(words, value);
	return word != NULL ? word->id : "?";
}

const char *word_label(const struct word *words, int value)
{
	const struct word *word = word_find(words, value);
	return word != NULL ? word->label : "?";
}

const char *word_foreign(const struct word *words, const char *id)
{
	int value;
	return word_parse(words, id, &value) ? word_label(words, value) : id;
}

bool word_parse(const struct word *words, const char *id, int *value)
{
	if (id == NULL)
		return false;
	for (; words->id != NULL; words++) {
		if (strcmp(words->id, id) == 0) {
			*value = words->value;
			return true;
		}
	}
	return false;
}
