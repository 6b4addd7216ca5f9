/* queue.c - earliest promise first: the key of a waiting item and the sum that explains it. */
#include "carrel/queue.h"

#include "carrel/arena.h"
#include "carrel/fold.h"
#include "carrel/i18n.h"
#include "carrel/strbuf.h"

#include <stddef.h>
#include <string.h>

/* clang-format off */
const struct word item_kind_words[] = {
	{ITEM_CALL,     "call",     N_("Call")},
	{ITEM_CASE,     "case",     N_("Case")},
	{ITEM_CALLBACK, "callback", N_("Callback")},
	{ITEM_MESSAGE,  "message",  N_("Message")},
	{0, NULL, NULL},
};
/* clang-format on */

/* ---- what it is called ---- */

void queue_titles_add(struct strbuf *titles, const char *language, const char *title)
{
	strbuf_addf(titles, "%s%s: ", titles->len > 0 ? "\n" : "", language);
	for (; *title; title++)
		strbuf_addch(titles, (unsigned char)*title < ' ' ? ' ' : *title);
}

/* The next line; false at the end. */
static bool next_title(const char **titles, const char **language, size_t *language_len,
	const char **title, size_t *title_len)
{
	if (*titles == NULL || **titles == '\0')
		return false;
	const char *line = *titles;
	size_t len = strcspn(line, "\n");
	const char *colon = memmem(line, len, ": ", 2);
	*language = line;
	*language_len = colon != NULL ? (size_t)(colon - line) : 0;
	*title = colon != NULL ? colon + 2 : line;
	*title_len = len - (size_t)(*title - line);
	*titles = line + len + (line[len] == '\n');
	return true;
}

const char *queue_title_in(
	const char *title, const char *titles, const char *language, struct arena *a)
{
	const char *found = title, *tag, *text;
	size_t wanted = language != NULL ? strlen(language) : 0, tag_len, text_len;
	size_t base = language != NULL ? strcspn(language, "-_") : 0;
	while (wanted > 0 && next_title(&titles, &tag, &tag_len, &text, &text_len)) {
		if (text_len == 0 || tag_len < base || strncmp(tag, language, tag_len) != 0)
			continue;
		if (tag_len == base || tag_len == wanted)
			found = arena_strndup(a, text, text_len);
		if (tag_len == wanted)
			break;
	}
	return found;
}

bool queue_is_called(const char *title, const char *titles, const char *wanted, struct arena *a)
{
	const char *tag, *text;
	size_t tag_len, text_len;
	if (title != NULL && strcmp(fold_text(a, title), wanted) == 0)
		return true;
	while (next_title(&titles, &tag, &tag_len, &text, &text_len))
		if (strcmp(fold_text(a, arena_strndup(a, text, text_len)), wanted) == 0)
			return true;
	return false;
}

int queue_compare_shown(const struct queue *a, const struct queue *b)
{
	struct arena *scratch = arena_new();
	int order = strcmp(fold_text(scratch, a->shown), fold_text(scratch, b->shown));
	arena_free(&scratch);
	return order != 0 ? order : (a->id > b->id) - (a->id < b->id);
}

/* ---- who is next ---- */

static void add_duration(struct strbuf *why, int64_t ms)
{
	int64_t s = ms / 1000;
	if (s < 120)
		strbuf_addf(why, "%lld s", (long long)s);
	else if (s < 2 * 3600)
		strbuf_addf(why, "%lld min", (long long)(s / 60));
	else if (s < 2 * 86400)
		strbuf_addf(why, "%lld h", (long long)(s / 3600));
	else
		strbuf_addf(why, "%lld d", (long long)(s / 86400));
}

int64_t promise_due(int64_t arrived_at, int64_t promise_ms, struct promise_facts facts,
	struct strbuf *why_or_null)
{
	const struct {
		bool holds;
		const char *why;
	} halvings[] = {
		{facts.vip, _("halved: important customer")},
		{facts.vulnerable, _("halved: vulnerable person")},
		{facts.second_today, _("halved: second call today")},
	};
	if (why_or_null != NULL) {
		add_duration(why_or_null, promise_ms);
		strbuf_addf(why_or_null, " %s", _("promised"));
	}
	int64_t left = promise_ms;
	for (size_t i = 0; i < sizeof(halvings) / sizeof(halvings[0]); i++) {
		if (!halvings[i].holds)
			continue;
		left /= 2;
		if (why_or_null != NULL)
			strbuf_addf(why_or_null, ", %s", halvings[i].why);
	}
	return arrived_at + left;
}

static int compare(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

int queue_item_compare(const struct queue_item *a, const struct queue_item *b)
{
	int order = compare(a->due_at, b->due_at);
	if (order == 0)
		order = compare(a->arrived_at, b->arrived_at);
	return order != 0 ? order : compare(a->id, b->id);
}
