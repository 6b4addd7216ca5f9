#include "carrel/sending.h"

#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/desk.h"
#include "carrel/desk_texts.h"
#include "carrel/fill.h"
#include "carrel/blanks.h"
#include "carrel/textpane.h"
#include "carrel/i18n.h"
#include "carrel/textfill.h"
#include "carrel/utf8.h"

#include <string.h>

enum { NAMED_MAX = 3 };

/* "{amount}"; of a placeholder also what it stands for: "{customer.first} (The customer's first name)". */
static const char *named(const struct textfill_gap *gap, struct arena *a)
{
	const char *label = fill_label(gap->name);
	return strcmp(label, gap->name) == 0 ? arena_printf(a, "{%s}", gap->name)
					     : arena_printf(a, "{%s} (%s)", gap->name, label);
}

static bool named_before(const struct vec *gaps, size_t i)
{
	const struct textfill_gap *gap = vec_at((struct vec *)gaps, i);
	for (size_t k = 0; k < i; k++)
		if (strcmp(((struct textfill_gap *)vec_at((struct vec *)gaps, k))->name,
			    gap->name) == 0)
			return true;
	return false;
}

enum rc sending_check(const struct desk *desk, const char *body, struct arena *a, struct err *err)
{
	struct vec gaps = {.size = sizeof(struct textfill_gap)};
	const char *open = "";
	size_t n = 0;
	if (desk && strcmp(textpane_text(desk->note), body) == 0)
		blanks_scan(desk, a, &gaps);
	else
		textfill_scan(body, strlen(body), a, &gaps);
	for (size_t i = 0; i < gaps.n; i++) {
		const struct textfill_gap *gap = vec_at(&gaps, i);
		if (gap->why == TEXTFILL_MALFORMED || named_before(&gaps, i) || ++n > NAMED_MAX)
			continue;
		open = arena_printf(a, "%s%s%s", open, n > 1 ? ", " : "", named(gap, a));
	}
	vec_fini(&gaps);
	if (n == 0)
		return RC_OK;
	return err_set(err, RC_INVALID,
		_("Not sent: %s%s is open. Fill it in; --as-is sends it so."), open,
		n > NAMED_MAX ? " …" : "");
}

/* Of the manners of its texts those that allow least: one reply is one message. */
static const struct library_text *strictest_emoji(
	const struct desk *desk, enum text_channel channel, size_t emoji)
{
	for (size_t i = 0; desk && i < desk_text_count(desk); i++) {
		const struct library_text *t =
			library_by_id(app_library(desk->app), desk_text_last(desk, i));
		if (t && !library_emoji_allowed(t, channel, emoji))
			return t;
	}
	return NULL;
}

static bool has_texts(const struct desk *desk)
{
	for (size_t i = 0; desk && i < desk_text_count(desk); i++)
		if (library_by_id(app_library(desk->app), desk_text_last(desk, i)))
			return true;
	return false;
}

/* 0: none. */
static unsigned shortest_limit(const struct desk *desk, enum text_channel channel)
{
	unsigned least = 0;
	for (size_t i = 0; desk && i < desk_text_count(desk); i++) {
		const struct library_text *t =
			library_by_id(app_library(desk->app), desk_text_last(desk, i));
		unsigned limit = t && t->manners ? t->manners->limit[channel] : 0;
		if (limit > 0 && (least == 0 || limit < least))
			least = limit;
	}
	return least;
}

const char *sending_mind(
	const struct desk *desk, enum text_channel channel, const char *body, struct arena *a)
{
	size_t emoji = text_emoji_count(body), length = utf8_count(body, strlen(body));
	unsigned limit = shortest_limit(desk, channel);
	bool allowed = has_texts(desk) ? strictest_emoji(desk, channel, emoji) == NULL
				       : library_emoji_allowed(NULL, channel, emoji);
	const char *mind = "";
	if (!allowed)
		mind = arena_printf(a, _("Too many emoji: %zu."), emoji);
	if (limit > 0 && length > limit)
		mind = arena_printf(a, "%s%s%s", mind, *mind ? " " : "",
			arena_printf(a, _("Too long: %zu of %u characters."), length, limit));
	return mind;
}
