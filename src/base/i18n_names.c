/* Names in sentences that are others for this person. A sentence is made anew once and kept, as
 * catalogues are: views hold on to what they were handed. Only whole words count, and a name of one
 * letter only where the translation has it as often as the English sentence: "y" is a word in Spanish. */
#include "base/i18n_names.h"

#include "carrel/i18n.h"
#include "carrel/mem.h"
#include "carrel/strbuf.h"
#include "carrel/vec.h"

#include <stdlib.h>
#include <string.h>

struct sentence {
	char *from, *to; /* owned; to NULL: as it is */
};

/* One for each set of names there was; people who share a machine sit down in turn. */
struct naming {
	char *names;          /* owned; "F2\tF4\n…" */
	struct vec pairs;     /* struct i18n_name, pointing into `names` */
	struct vec sentences; /* struct sentence, by from */
};

static struct vec namings = {.size = sizeof(struct naming)};
static size_t in_force; /* 1 + index; 0: none */

static char *list_of(const struct i18n_name *names, size_t n)
{
	struct strbuf out = STRBUF_INIT;
	for (size_t i = 0; i < n; i++)
		/* A blank of printf may not come out of a key. */
		if (!strchr(names[i].meant, '%') && strcmp(names[i].written, names[i].meant) != 0)
			strbuf_addf(&out, "%s\t%s\n", names[i].written, names[i].meant);
	return strbuf_detach(&out, NULL);
}

static void cut(struct naming *naming)
{
	naming->pairs.size = sizeof(struct i18n_name);
	naming->sentences.size = sizeof(struct sentence);
	for (char *p = naming->names; *p;) {
		char *tab = strchr(p, '\t'), *end = strchr(tab, '\n');
		*tab = *end = '\0';
		*(struct i18n_name *)vec_push(&naming->pairs) = (struct i18n_name){p, tab + 1};
		p = end + 1;
	}
}

/* The list is cut up where it stands, so it is compared name by name. */
static bool is_list(const struct naming *naming, const char *list)
{
	for (size_t i = 0; i < naming->pairs.n; i++) {
		const struct i18n_name *p = vec_at(&naming->pairs, i);
		size_t a = strlen(p->written), b = strlen(p->meant);
		if (strncmp(list, p->written, a) != 0 || list[a] != '\t' ||
			strncmp(list + a + 1, p->meant, b) != 0 || list[a + 1 + b] != '\n')
			return false;
		list += a + b + 2;
	}
	return *list == '\0';
}

void i18n_rename(const struct i18n_name *names, size_t n)
{
	char *list = list_of(names, n);
	in_force = 0;
	for (size_t i = 0; *list && i < namings.n && !in_force; i++)
		if (is_list(vec_at(&namings, i), list))
			in_force = i + 1;
	if (!*list || in_force) {
		free(list);
		return;
	}
	struct naming *naming = vec_push(&namings);
	*naming = (struct naming){.names = list};
	cut(naming);
	in_force = namings.n;
}

/* ---- one sentence ---- */

static bool ends_word(char c)
{
	return c == '\0' || strchr(" .,:;()\"", c) || (unsigned char)c >= 0x80;
}

/* The next place of the word in text; NULL none. */
static const char *find_word(const char *text, const char *at, const char *word)
{
	size_t n = strlen(word);
	for (const char *p = strstr(at, word); p; p = strstr(p + 1, word))
		if ((p == text || ends_word(p[-1])) && ends_word(p[n]))
			return p;
	return NULL;
}

static size_t count_word(const char *text, const char *word)
{
	size_t n = 0;
	for (const char *p = find_word(text, text, word); p; p = find_word(text, p + 1, word))
		n++;
	return n;
}

static bool applies(const struct i18n_name *name, const char *english, const char *text)
{
	size_t n = count_word(english, name->written);
	return n > 0 && (strlen(name->written) > 1 || count_word(text, name->written) == n);
}

/* Left to right, each place once: two keys that changed places do not become one. */
static char *rewrite(const struct naming *naming, const char *english, const char *text)
{
	struct strbuf out = STRBUF_INIT;
	bool any = false;
	for (const char *p = text; *p;) {
		const struct i18n_name *best = NULL;
		const char *first = NULL;
		for (size_t i = 0; i < naming->pairs.n; i++) {
			const struct i18n_name *name = vec_at(&naming->pairs, i);
			const char *at = applies(name, english, text)
				? find_word(text, p, name->written)
				: NULL;
			if (at && (!first || at < first)) {
				first = at;
				best = name;
			}
		}
		if (!best)
			first = p + strlen(p);
		strbuf_add(&out, p, (size_t)(first - p));
		if (!best)
			break;
		strbuf_addstr(&out, best->meant);
		any = true;
		p = first + strlen(best->written);
	}
	if (any)
		return strbuf_detach(&out, NULL);
	strbuf_fini(&out);
	return NULL;
}

/* The index of text in the sentences, or where it goes. */
static bool find_sentence(const struct naming *naming, const char *text, size_t *at)
{
	size_t low = 0, high = naming->sentences.n;
	while (low < high) {
		size_t mid = (low + high) / 2;
		const struct sentence *s = vec_at(&naming->sentences, mid);
		int way = strcmp(s->from, text);
		if (way == 0) {
			*at = mid;
			return true;
		}
		if (way < 0)
			low = mid + 1;
		else
			high = mid;
	}
	*at = low;
	return false;
}

const char *i18n_named(const char *english, const char *text)
{
	if (!in_force)
		return text;
	struct naming *naming = vec_at(&namings, in_force - 1);
	size_t at;
	if (!find_sentence(naming, text, &at)) {
		struct sentence made = {xstrdup(text), rewrite(naming, english, text)};
		*(struct sentence *)vec_insert(&naming->sentences, at) = made;
	}
	const struct sentence *s = vec_at(&naming->sentences, at);
	return s->to ? s->to : text;
}
