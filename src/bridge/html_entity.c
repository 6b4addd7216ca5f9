#include "bridge/html_entity.h"

#include "carrel/utf8.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_MAX_BYTES = 8 };

static const struct entity {
	const char *name;
	uint32_t rune;
} entities[] = {
#define ENTITY(name, rune) {name, rune},
#include "bridge/html_entities.def"
#undef ENTITY
};

static int compare_entity(const void *name, const void *entity)
{
	return strcmp(name, ((const struct entity *)entity)->name);
}

/* What mail programs write as &#146; is meant as Windows-1252 (HTML 5, "numeric character
 * reference end state"). */
static uint32_t rune_of_number(unsigned long n)
{
	static const uint16_t windows[] = {0x20AC, 0, 0x201A, 0x192, 0x201E, 0x2026, 0x2020, 0x2021,
		0x2C6, 0x2030, 0x160, 0x2039, 0x152, 0, 0x17D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D,
		0x2022, 0x2013, 0x2014, 0x2DC, 0x2122, 0x161, 0x203A, 0x153, 0, 0x17E, 0x178};
	if (n >= 0x80 && n < 0xA0)
		return windows[n - 0x80] ? windows[n - 0x80] : RUNE_REPLACEMENT;
	return n == 0 || n > 0x10FFFF || (n >= 0xD800 && n < 0xE000) ? RUNE_REPLACEMENT
								     : (uint32_t)n;
}

static size_t entity_number(const char *s, size_t n, uint32_t *rune)
{
	bool hex = n > 2 && (s[2] == 'x' || s[2] == 'X');
	size_t at = hex ? 3 : 2, first = at;
	unsigned long value = 0;
	for (; at < n && (hex ? isxdigit((unsigned char)s[at]) : isdigit((unsigned char)s[at]));
		at++) {
		int c = tolower((unsigned char)s[at]);
		unsigned long digit = (unsigned long)(c <= '9' ? c - '0' : c - 'a' + 10);
		value = value > 0x10FFFF ? value : value * (hex ? 16 : 10) + digit;
	}
	if (at == first)
		return 0;
	*rune = rune_of_number(value);
	return at < n && s[at] == ';' ? at + 1 : at;
}

size_t html_entity_at(const char *s, size_t n, uint32_t *rune)
{
	if (n > 1 && s[1] == '#')
		return entity_number(s, n, rune);
	char name[NAME_MAX_BYTES + 1];
	size_t len = 0;
	while (len + 1 < n && len < NAME_MAX_BYTES && isalnum((unsigned char)s[len + 1])) {
		name[len] = s[len + 1];
		len++;
	}
	name[len] = '\0';
	if (len + 1 >= n || s[len + 1] != ';')
		return 0;
	const struct entity *found = bsearch(name, entities, sizeof(entities) / sizeof(*entities),
		sizeof(*entities), compare_entity);
	if (!found)
		return 0;
	*rune = found->rune;
	return len + 2;
}
