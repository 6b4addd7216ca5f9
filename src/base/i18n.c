#include "carrel/i18n.h"

#include "base/i18n_names.h"
#include "base/mo.h"
#include "carrel/log.h"
#include "carrel/mem.h"
#include "carrel/path.h"
#include "carrel/strbuf.h"

#include <stdlib.h>
#include <string.h>

enum { FOLDERS_MAX = 4, CATALOGUES_MAX = 32, FILE_MAX = 8 * 1024 * 1024, TAG_MAX = 32 };

/* Read into memory and not mapped: an upgrade that cuts the file short while a console runs would
 * otherwise kill the console. */
struct catalogue {
	char tag[TAG_MAX];
	struct mo *mo;
};

static char *folders[FOLDERS_MAX];
static struct catalogue known[CATALOGUES_MAX];
static struct mo *current;

/* ---- which catalogue ---- */

static struct mo *load(const char *tag)
{
	struct strbuf path = STRBUF_INIT, file = STRBUF_INIT;
	struct err ignored = {0};
	enum rc rc = RC_NOTFOUND;
	for (size_t i = 0; i < FOLDERS_MAX && folders[i] && rc == RC_NOTFOUND; i++) {
		strbuf_reset(&path);
		strbuf_addf(&path, "%s/%s/LC_MESSAGES/carrel.mo", folders[i], tag);
		rc = path_read_file(path.buf, FILE_MAX, &file, &ignored);
	}
	struct mo *mo = rc == RC_OK ? mo_read(&file) : NULL;
	size_t refused = 0;
	if (mo)
		mo_count(mo, &refused);
	if (rc == RC_OK && !mo)
		log_warn("%s is not a catalogue of messages", path.buf);
	if (refused)
		log_warn("%s: %zu messages have other blanks than the English text", path.buf,
			refused);
	strbuf_fini(&file);
	strbuf_fini(&path);
	return mo;
}

static struct mo *find(const char *tag)
{
	size_t i = 0;
	for (; i < CATALOGUES_MAX && known[i].mo; i++)
		if (strcmp(known[i].tag, tag) == 0)
			return known[i].mo;
	struct mo *mo = i < CATALOGUES_MAX ? load(tag) : NULL;
	if (mo) {
		memcpy(known[i].tag, tag, strlen(tag) + 1);
		known[i].mo = mo;
	}
	return mo;
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
	*refused = 0;
	return current ? mo_count(current, refused) : 0;
}

/* ---- looking up ---- */

const char *i18n_as_written(const char *english)
{
	const char *text = current ? mo_text(current, english) : NULL;
	return text ? text : english;
}

const char *i18n_in(const char *language, const char *english)
{
	char tag[TAG_MAX];
	struct mo *mo = NULL;
	if (tag_of(language, ".@", tag))
		mo = find(tag);
	if (!mo && tag_of(language, "_-.@", tag))
		mo = find(tag);
	const char *text = mo ? mo_text(mo, english) : NULL;
	return text ? text : english;
}

const char *i18n_text(const char *english)
{
	return i18n_named(english, i18n_as_written(english));
}

const char *i18n_plural(const char *one, const char *many, unsigned long n)
{
	const char *english = n == 1 ? one : many;
	const char *text = current ? mo_plural(current, one, n) : NULL;
	return i18n_named(english, text ? text : english);
}

bool language_tag_valid(const char *tag)
{
	size_t part = 0, parts = 0;
	for (const char *s = tag;; s++) {
		bool letter = (*s >= 'a' && *s <= 'z') || (*s >= 'A' && *s <= 'Z');
		bool digit = *s >= '0' && *s <= '9';
		if (letter || (digit && parts)) {
			part++;
			continue;
		}
		if (*s && *s != '-')
			return false;
		if (part < 2 || part > (parts ? 8u : 3u))
			return false;
		if (!*s)
			return true;
		parts++;
		part = 0;
	}
}
