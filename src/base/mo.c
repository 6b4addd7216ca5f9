/* The layout is GNU gettext's: manual, "The Format of GNU MO Files". Everything is checked once, on
 * reading; looking up is a binary search over the sorted keys. */
#include "base/mo.h"

#include "base/plural.h"
#include "carrel/mem.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { HEAD_BYTES = 28, BLANKS_MAX = 12 };

struct mo {
	struct strbuf file;
	bool swapped; /* the file is of a machine with the other byte order */
	uint32_t count, keys_at, texts_at;
	bool *refused;
	size_t n_refused;
	const char *rule; /* of plurals, within the file; NULL: as in English */
};

static uint32_t word_at(const struct mo *c, uint32_t offset)
{
	uint32_t w;
	memcpy(&w, c->file.buf + offset, sizeof(w));
	return c->swapped ? __builtin_bswap32(w) : w;
}

/* Entry i of the table at `table`: its length, and where it begins. NULL: not within the file. */
static const char *entry(const struct mo *c, uint32_t table, uint32_t i, uint32_t *len)
{
	uint32_t at = table + 8 * i;
	uint32_t begin = word_at(c, at + 4);
	*len = word_at(c, at);
	if (begin >= c->file.len || *len >= c->file.len - begin || c->file.buf[begin + *len])
		return NULL;
	return c->file.buf + begin;
}

/* One blank of a text for printf: where it stands among the arguments, and of what kind ("ld").
 * Flags and widths are the translator's own affair. */
static const char *blank_next(const char *at, size_t *place, char kind[8])
{
	size_t n = 0;
	const char *digits = at;
	unsigned long number = strtoul(at, NULL, 10);
	at += strspn(at, "0123456789");
	if (*at == '$' && at > digits) {
		*place = number - 1;
		at++;
	}
	at += strspn(at, "-+ #0'");
	for (; *at && strchr("0123456789.*", *at); at++)
		if (*at == '*' && n < 3)
			kind[n++] = '*';
	for (; *at && strchr("hljztL", *at); at++)
		if (n < 6)
			kind[n++] = *at;
	if (*at)
		kind[n++] = *at++;
	kind[n] = '\0';
	return at;
}

static size_t blanks_of(const char *text, char kinds[BLANKS_MAX][8])
{
	size_t n = 0, top = 0;
	for (const char *at = strchr(text, '%'); at; at = strchr(at, '%')) {
		char kind[8];
		size_t place = n;
		if (at[1] == '%') {
			at += 2;
			continue;
		}
		at = blank_next(at + 1, &place, kind);
		n++;
		if (place >= BLANKS_MAX)
			return SIZE_MAX;
		memcpy(kinds[place], kind, sizeof(kind));
		top = place + 1 > top ? place + 1 : top;
	}
	return top;
}

/* A text with other blanks than the English one would make printf read what is not there. */
static bool blanks_agree(const char *english, const char *other)
{
	char a[BLANKS_MAX][8] = {{0}}, b[BLANKS_MAX][8] = {{0}};
	size_t n = blanks_of(english, a);
	return n != SIZE_MAX && n == blanks_of(other, b) && memcmp(a, b, sizeof(a)) == 0;
}

/* The forms of an entry follow each other, each with its zero byte. */
static bool forms_agree(const char *key, uint32_t key_len, const char *text, uint32_t text_len)
{
	size_t first = strlen(key);
	const char *english = first < key_len ? key + first + 1 : key;
	for (const char *form = text; form <= text + text_len; form += strlen(form) + 1)
		if (!blanks_agree(english, form))
			return false;
	return true;
}

static const char *rule_of(const char *head)
{
	const char *line = strstr(head, "Plural-Forms:");
	const char *rule = line ? strstr(line, "plural=") : NULL;
	unsigned long form;
	while (rule && rule > line && rule[-1] == 'n') /* "nplurals=" is no "plural=" */
		rule = strstr(rule + 1, "plural=");
	rule = rule ? rule + strlen("plural=") : NULL;
	return rule && plural_eval(rule, 1, &form) ? rule : NULL;
}

/* Everything is looked at once, so that a look-up need not. */
static bool check(struct mo *c)
{
	const char *before = NULL;
	if (c->file.len < HEAD_BYTES)
		return false;
	c->swapped = word_at(c, 0) == 0xde120495;
	if (word_at(c, 0) != 0x950412de || word_at(c, 4) >> 16 > 1)
		return false;
	c->count = word_at(c, 8);
	c->keys_at = word_at(c, 12);
	c->texts_at = word_at(c, 16);
	if (c->count > c->file.len / 16 || c->keys_at > c->file.len - 8 * c->count ||
		c->texts_at > c->file.len - 8 * c->count)
		return false;
	c->refused = xcalloc(c->count + 1, sizeof(bool));
	for (uint32_t i = 0; i < c->count; i++) {
		uint32_t key_len, text_len;
		const char *key = entry(c, c->keys_at, i, &key_len);
		const char *text = entry(c, c->texts_at, i, &text_len);
		if (!key || !text || (before && strcmp(before, key) >= 0))
			return false;
		before = key;
		if (!*key)
			c->rule = rule_of(text);
		else if (!forms_agree(key, key_len, text, text_len))
			c->refused[i] = true;
		c->n_refused += c->refused[i];
	}
	return true;
}

struct mo *mo_read(struct strbuf *file)
{
	struct mo *mo = xcalloc(1, sizeof(*mo));
	mo->file = *file;
	strbuf_init(file);
	if (!check(mo))
		mo_free(&mo);
	return mo;
}

void mo_free(struct mo **mo)
{
	if (!*mo)
		return;
	strbuf_fini(&(*mo)->file);
	free((*mo)->refused);
	free(*mo);
	*mo = NULL;
}

size_t mo_count(const struct mo *mo, size_t *refused)
{
	*refused = mo->n_refused;
	return mo->count;
}

const char *mo_key(const struct mo *mo, size_t i)
{
	uint32_t len;
	return entry(mo, mo->keys_at, (uint32_t)i, &len);
}

/* All forms of the message, or NULL. */
static const char *forms_of(const struct mo *mo, const char *english, uint32_t *len)
{
	uint32_t low = 0, high = *english ? mo->count : 0;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		int order = strcmp(english, mo_key(mo, middle));
		if (order == 0)
			return mo->refused[middle] ? NULL : entry(mo, mo->texts_at, middle, len);
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

const char *mo_text(const struct mo *mo, const char *english)
{
	uint32_t len;
	const char *text = forms_of(mo, english, &len);
	return text && *text ? text : NULL;
}

const char *mo_plural(const struct mo *mo, const char *one, unsigned long n)
{
	uint32_t len;
	unsigned long form;
	const char *text = forms_of(mo, one, &len);
	if (!text)
		return NULL;
	if (!mo->rule || !plural_eval(mo->rule, n, &form))
		form = n != 1;
	for (const char *end = text + len; form > 0; form--) {
		text += strlen(text) + 1;
		if (text > end)
			return NULL;
	}
	return *text ? text : NULL;
}
