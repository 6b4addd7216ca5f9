#include "carrel/i18n.h"

#include "base/plural.h"
#include "carrel/log.h"
#include "carrel/mem.h"
#include "carrel/path.h"
#include "carrel/strbuf.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum {
	FOLDERS_MAX = 4,
	CATALOGUES_MAX = 32,
	FILE_MAX = 8 * 1024 * 1024,
	HEAD_BYTES = 28,
	TAG_MAX = 32,
	BLANKS_MAX = 12,
};

/* The file as it is, in memory and not mapped: an upgrade that cuts the file short while a console
 * runs would otherwise kill the console. */
struct catalogue {
	char tag[TAG_MAX];
	struct strbuf file;
	bool swapped; /* the file is of a machine with the other byte order */
	uint32_t count, keys_at, texts_at;
	bool *refused;
	size_t n_refused;
	const char *rule; /* of plurals, within the file; NULL: as in English */
};

static char *folders[FOLDERS_MAX];
static struct catalogue *known[CATALOGUES_MAX];
static struct catalogue *current;

/* ---- the file ---- */

static uint32_t word_at(const struct catalogue *c, uint32_t offset)
{
	uint32_t w;
	memcpy(&w, c->file.buf + offset, sizeof(w));
	return c->swapped ? __builtin_bswap32(w) : w;
}

/* Entry i of the table at `table`: its length, and where it begins. NULL: not within the file. */
static const char *entry(const struct catalogue *c, uint32_t table, uint32_t i, uint32_t *len)
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
static bool check(struct catalogue *c)
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

/* ---- which catalogue ---- */

static struct catalogue *load(const char *tag)
{
	struct catalogue *c = xcalloc(1, sizeof(*c));
	struct strbuf path = STRBUF_INIT;
	struct err ignored = {0};
	enum rc rc = RC_NOTFOUND;
	memcpy(c->tag, tag, strlen(tag) + 1);
	strbuf_init(&c->file);
	for (size_t i = 0; i < FOLDERS_MAX && folders[i] && rc == RC_NOTFOUND; i++) {
		strbuf_reset(&path);
		strbuf_addf(&path, "%s/%s/LC_MESSAGES/carrel.mo", folders[i], tag);
		rc = path_read_file(path.buf, FILE_MAX, &c->file, &ignored);
	}
	if (rc == RC_OK && !check(c)) {
		log_warn("%s is not a catalogue of messages", path.buf);
		rc = RC_INVALID;
	}
	if (rc == RC_OK && c->n_refused)
		log_warn("%s: %zu messages have other blanks than the English text", path.buf,
			c->n_refused);
	strbuf_fini(&path);
	if (rc == RC_OK)
		return c;
	strbuf_fini(&c->file);
	free(c->refused);
	free(c);
	return NULL;
}

static struct catalogue *find(const char *tag)
{
	size_t i = 0;
	for (; i < CATALOGUES_MAX && known[i]; i++)
		if (strcmp(known[i]->tag, tag) == 0)
			return known[i];
	return i < CATALOGUES_MAX ? known[i] = load(tag) : NULL;
}

/* Copies the language out of a locale's name, up to the first of `ends`; false: it is none. */
static bool tag_of(const char *locale, const char *ends, char tag[TAG_MAX])
{
	size_t len = strcspn(locale, ends);
	if (len < 2 || len >= TAG_MAX)
		return false;
	for (size_t i = 0; i < len; i++) {
		char ch = locale[i];
		if (!((ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') || ch == '_' ||
			    ch == '-'))
			return false;
		tag[i] = ch == '-' ? '_' : ch;
	}
	tag[len] = '\0';
	return strcmp(tag, "POSIX") != 0;
}

bool i18n_use(const char *language)
{
	char tag[TAG_MAX];
	current = NULL;
	if (!language || !*language)
		return true;
	if (tag_of(language, ".@", tag))
		current = find(tag);
	if (!current && tag_of(language, "_-.@", tag))
		current = find(tag);
	return current || strncmp(language, "en", 2) == 0;
}

void i18n_folders(const char *const *given)
{
	for (size_t i = 0; i < FOLDERS_MAX; i++) {
		free(folders[i]);
		folders[i] = NULL;
	}
	for (size_t i = 0; i < FOLDERS_MAX && given[i]; i++)
		folders[i] = xstrdup(given[i]);
}

const char *i18n_of_environment(void)
{
	static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
	static char tag[TAG_MAX];
	const char *value = NULL;
	for (size_t i = 0; i < 3 && !(value && *value); i++)
		value = getenv(names[i]);
	if (!value || !tag_of(value, "_-.@", tag))
		return "en";
	const char *wish = getenv("LANGUAGE");
	if (wish && *wish && !tag_of(wish, ":_-.@", tag))
		return "en";
	return tag;
}

size_t i18n_count(size_t *refused)
{
	*refused = current ? current->n_refused : 0;
	return current ? current->count : 0;
}

/* ---- looking up ---- */

/* All forms of the message, or NULL. */
static const char *forms_of(const char *english, uint32_t *len)
{
	if (!current || !*english)
		return NULL;
	uint32_t low = 0, high = current->count, key_len;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		int order = strcmp(english, entry(current, current->keys_at, middle, &key_len));
		if (order == 0)
			return current->refused[middle]
				? NULL
				: entry(current, current->texts_at, middle, len);
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

const char *i18n_text(const char *english)
{
	uint32_t len;
	const char *forms = forms_of(english, &len);
	return forms && *forms ? forms : english;
}

const char *i18n_plural(const char *one, const char *many, unsigned long n)
{
	uint32_t len;
	unsigned long form = n != 1;
	const char *forms = forms_of(one, &len);
	if (!forms)
		return n == 1 ? one : many;
	if (current->rule && !plural_eval(current->rule, n, &form))
		form = n != 1;
	const char *end = forms + len;
	for (; form > 0; form--) {
		forms += strlen(forms) + 1;
		if (forms > end)
			return n == 1 ? one : many;
	}
	return *forms ? forms : n == 1 ? one : many;
}
