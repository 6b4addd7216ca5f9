/* blanks_show.c - what the screen says of the blank at the cursor, and of all of them. */
#include "app/blanks_private.h"

#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/desk.h"
#include "carrel/fill.h"
#include "carrel/textpane.h"

#include <string.h>

static const char *name_here(const struct desk *desk, const struct vec *gaps)
{
	const struct textfill_gap *gap = blanks_gap_here(desk, gaps);
	return gap ? gap->name : blanks_filling(desk) ? desk->blanks->name : NULL;
}

static const char *choices_shown(const struct library_blank *blank, struct arena *a)
{
	const char *shown = "";
	for (size_t i = 0; i < blank->nchoices; i++)
		shown = arena_printf(
			a, "%s%s%zu %s", shown, i ? "  " : "", i + 1, blank->choices[i]);
	return shown;
}

static bool stands_before(const struct vec *gaps, const char *name, size_t at)
{
	for (size_t i = 0; i < gaps->n; i++) {
		const struct textfill_gap *gap = vec_at((struct vec *)gaps, i);
		if (gap->start < at && strcmp(gap->name, name) == 0)
			return true;
	}
	return false;
}

bool blanks_now(const struct desk *desk, struct arena *a, struct blanks_now *now)
{
	struct vec gaps;
	if (!blanks_filling(desk) && !strchr(textpane_text(desk->note), '{'))
		return false;
	blanks_scan(desk, a, &gaps);
	const char *name = name_here(desk, &gaps);
	bool again = name && stands_before(&gaps, name, textpane_cursor(desk->note));
	size_t left = gaps.n + (blanks_filling(desk) ? 1 : 0);
	vec_fini(&gaps);
	if (!name)
		return false;
	const struct library_blank *blank = blanks_blank_named(desk, name);
	const struct blank_manner manner = blanks_manner_of(desk);
	*now = (struct blanks_now){
		.ask = fill_label(name), .example = "", .left = left, .again = again};
	if (!blank)
		return true;
	const struct blank_rule rule = {.type = blank->type,
		.choices = blank->choices,
		.nchoices = blank->nchoices,
		.has_range = blank->has_range,
		.min = blank->min,
		.max = blank->max};
	const char *ask = langtext_get(&blank->ask, app_language(desk->app));
	now->ask = ask && *ask ? ask : name;
	now->example = blank->type == BLANK_CHOICE ? choices_shown(blank, a)
						   : blank_example(&rule, &manner, a);
	return true;
}

void blanks_show(struct desk *desk)
{
	struct arena *a = NULL;
	struct vec gaps = {.size = sizeof(struct textfill_gap)};
	struct vec ranges = {.size = sizeof(struct textpane_range)};
	if (strchr(textpane_text(desk->note), '{')) {
		a = arena_new();
		blanks_scan(desk, a, &gaps);
	}
	for (size_t i = 0; i < gaps.n; i++) {
		const struct textfill_gap *gap = vec_at(&gaps, i);
		if (gap->why != TEXTFILL_MALFORMED)
			*(struct textpane_range *)vec_push(&ranges) = (struct textpane_range){
				gap->start, gap->start + gap->len, STYLE_BLANK};
	}
	textpane_set_ranges(desk->note, ranges.data, ranges.n);
	vec_fini(&ranges);
	vec_fini(&gaps);
	if (a)
		arena_free(&a);
}
