#include "carrel/blanks.h"

#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/config.h"
#include "carrel/desk.h"
#include "carrel/fill.h"
#include "carrel/i18n.h"
#include "carrel/keys.h"
#include "carrel/library.h"
#include "carrel/mem.h"
#include "carrel/textfill.h"
#include "carrel/textpane.h"

#include <stdlib.h>
#include <string.h>

struct blanks {
	char *name;         /* owned; of the blank being filled, NULL: none is */
	size_t start, len;  /* what stands in its place, bytes of the note */
	size_t note_len;    /* the whole note as of the last key: another length was not ours */
	bool told;          /* this very value was refused */
	struct vec awaited; /* char *, owned: names that had no value when their text was put in */
};

static struct blanks *blanks_of(struct desk *desk)
{
	if (!desk->blanks)
		desk->blanks = xcalloc(1, sizeof(*desk->blanks));
	desk->blanks->awaited.size = sizeof(char *);
	return desk->blanks;
}

static void leave(struct blanks *b)
{
	free(b->name);
	*b = (struct blanks){.awaited = b->awaited};
}

static void forget_awaited(struct blanks *b, size_t i)
{
	char **name = vec_at(&b->awaited, i);
	free(*name);
	vec_remove(&b->awaited, i);
}

void blanks_free(struct blanks **blanks)
{
	if (!*blanks)
		return;
	leave(*blanks);
	while ((*blanks)->awaited.n > 0)
		forget_awaited(*blanks, 0);
	vec_fini(&(*blanks)->awaited);
	free(*blanks);
	*blanks = NULL;
}

/* Whether the blank being filled is still where it was: the note may have been replaced. */
static bool filling(const struct desk *desk)
{
	const struct blanks *b = desk->blanks;
	size_t cursor = textpane_cursor(desk->note);
	return b && b->name && b->note_len == textpane_len(desk->note) && cursor >= b->start &&
		cursor <= b->start + b->len;
}

static void scan(const struct desk *desk, struct arena *a, struct vec *gaps)
{
	*gaps = (struct vec){.size = sizeof(struct textfill_gap)};
	textfill_scan(textpane_text(desk->note), textpane_len(desk->note), a, gaps);
}

static const struct textfill_gap *gap_here(const struct desk *desk, const struct vec *gaps)
{
	for (size_t i = 0; i < gaps->n; i++) {
		const struct textfill_gap *gap = vec_at((struct vec *)gaps, i);
		if (gap->start == textpane_cursor(desk->note) && gap->why != TEXTFILL_MALFORMED)
			return gap;
	}
	return NULL;
}

/* ---- what the blank is ---- */

static const struct library_blank *blank_of_text(
	struct library *library, const struct library_text *text, const char *name)
{
	const struct library_blank *blank = library_blank(text, name);
	for (size_t i = 0; !blank && i < text->nnests; i++) {
		const struct library_text *nested = library_by_id(library, text->nests[i].id);
		blank = nested ? library_blank(nested, name) : NULL;
	}
	return blank;
}

/* Of the text put in last that has such a blank. NULL: of none, it was typed by hand. */
static const struct library_blank *blank_named(const struct desk *desk, const char *name)
{
	struct library *library = app_library(desk->app);
	const struct library_blank *found = NULL;
	for (size_t back = 0; !found && back < desk_text_count(desk); back++) {
		const struct library_text *text =
			library_by_id(library, desk_text_last(desk, back));
		found = text ? blank_of_text(library, text, name) : NULL;
	}
	return found;
}

static struct blank_manner manner_of(const struct desk *desk)
{
	const struct config *config = desk->app->config;
	return (struct blank_manner){
		.language = desk_language(desk),
		.zone = config_text(config, OPT_CENTRE_ZONE),
		.region = config_text(config, OPT_CENTRE_REGION),
		.currency = config_text(config, OPT_CENTRE_CURRENCY),
		.now = clock_wall_ms(),
	};
}

/* ---- going from one to the next ---- */

bool blanks_visit(struct desk *desk, size_t from)
{
	struct arena *a = arena_new();
	struct vec gaps;
	const struct textfill_gap *to = NULL;
	scan(desk, a, &gaps);
	for (size_t i = 0; i < gaps.n && !to; i++) {
		const struct textfill_gap *gap = vec_at(&gaps, i);
		if (gap->start >= from)
			to = gap;
	}
	if (to)
		textpane_set_cursor(desk->note, to->start);
	vec_fini(&gaps);
	arena_free(&a);
	return to != NULL;
}

static bool visit_before(struct desk *desk, size_t at)
{
	struct arena *a = arena_new();
	struct vec gaps;
	const struct textfill_gap *to = NULL;
	scan(desk, a, &gaps);
	for (size_t i = 0; i < gaps.n; i++) {
		const struct textfill_gap *gap = vec_at(&gaps, i);
		if (gap->start < at || !to)
			to = gap;
	}
	bool found = to && to->start < at;
	if (found)
		textpane_set_cursor(desk->note, to->start);
	vec_fini(&gaps);
	arena_free(&a);
	return found;
}

/* The cursor stays at the words where it is. */
static void put_at(struct desk *desk, const struct textfill_gap *gap, const char *value)
{
	size_t cursor = textpane_cursor(desk->note);
	textpane_replace(desk->note, gap->start, gap->start + gap->len, value, strlen(value));
	size_t grown = cursor - gap->len + strlen(value);
	textpane_set_cursor(desk->note, gap->start < cursor ? grown : cursor);
}

/* Wherever else the note has {name}, the same value: the caller says an amount once. */
static void fill_others(struct desk *desk, const char *name, const char *value)
{
	struct arena *a = arena_new();
	struct vec gaps;
	scan(desk, a, &gaps);
	for (size_t i = gaps.n; i-- > 0;) { /* from the end, so that places before stay true */
		const struct textfill_gap *gap = vec_at(&gaps, i);
		if (gap->why != TEXTFILL_MALFORMED && strcmp(gap->name, name) == 0)
			put_at(desk, gap, value);
	}
	vec_fini(&gaps);
	arena_free(&a);
}

void blanks_await(struct desk *desk, const struct vec *gaps)
{
	struct blanks *b = blanks_of(desk);
	for (size_t i = 0; i < gaps->n; i++) {
		const struct textfill_gap *gap = vec_at(gaps, i);
		char **name = vec_push(&b->awaited);
		*name = xstrdup(gap->name);
	}
}

static bool is_awaited(const struct blanks *b, const char *name)
{
	for (size_t i = 0; i < b->awaited.n; i++)
		if (strcmp(*(char **)vec_at(&b->awaited, i), name) == 0)
			return true;
	return false;
}

/* What has come is awaited no more: braces that stand in a value are not read as a name. */
static void drop_known(struct blanks *b, struct fill *facts)
{
	for (size_t i = b->awaited.n; i-- > 0;) {
		const char *value = fill_value(facts, *(char **)vec_at(&b->awaited, i));
		if (value && *value)
			forget_awaited(b, i);
	}
}

void blanks_fill_known(struct desk *desk)
{
	struct blanks *b = desk->blanks;
	if (!b || b->awaited.n == 0 || filling(desk))
		return;
	struct arena *a = arena_new();
	struct vec gaps;
	struct fill facts = fill_of_desk(desk, a);
	scan(desk, a, &gaps);
	for (size_t i = gaps.n; i-- > 0;) {
		const struct textfill_gap *gap = vec_at(&gaps, i);
		bool wanted = gap->why != TEXTFILL_MALFORMED && is_awaited(b, gap->name) &&
			!blank_named(desk, gap->name);
		const char *value = wanted ? fill_value(&facts, gap->name) : NULL;
		if (!value || !*value)
			continue;
		put_at(desk, gap, value);
		desk->note_changed = true;
	}
	drop_known(b, &facts);
	vec_fini(&gaps);
	arena_free(&a);
}

static void put_value(struct desk *desk, const char *value)
{
	struct blanks *b = desk->blanks;
	textpane_replace(desk->note, b->start, b->start + b->len, value, strlen(value));
	textpane_set_cursor(desk->note, b->start + strlen(value));
	desk->note_changed = true;
}

static bool is_blank(const char *text)
{
	return text[strspn(text, " \t\n")] == '\0';
}

/* As it is written in the language of the text; of a blank that no text has, as it was typed. */
static enum rc value_of(struct desk *desk, const char *name, const char *typed, struct arena *a,
	const char **value, struct err *err)
{
	const struct library_blank *blank = blank_named(desk, name);
	const struct blank_manner manner = manner_of(desk);
	*value = typed;
	return blank ? library_blank_check(blank, typed, &manner, a, value, err) : RC_OK;
}

/* Ends the one being filled. */
static enum rc settle(struct desk *desk, struct err *err)
{
	struct blanks *b = desk->blanks;
	struct arena *a = arena_new();
	enum rc rc = RC_OK;
	const char *typed = arena_strndup(a, textpane_text(desk->note) + b->start, b->len);
	const char *value = typed;
	if (is_blank(typed)) {
		put_value(desk, arena_printf(a, "{%s}", b->name));
		textpane_set_cursor(desk->note, b->start);
	} else {
		if (!b->told)
			rc = value_of(desk, b->name, typed, a, &value, err);
		if (rc == RC_OK) {
			put_value(desk, value);
			fill_others(desk, b->name, value);
		}
	}
	if (rc == RC_OK)
		leave(b);
	else
		b->told = true;
	arena_free(&a);
	return rc;
}

enum rc blanks_next(struct desk *desk, bool back, bool *moved, struct err *err)
{
	bool was = filling(desk);
	size_t start = was ? desk->blanks->start : textpane_cursor(desk->note);
	enum rc rc = was ? settle(desk, err) : RC_OK;
	*moved = was;
	if (rc != RC_OK)
		return rc;
	if (back) {
		*moved |= visit_before(desk, start);
		return RC_OK;
	}
	size_t cursor = textpane_cursor(desk->note);
	size_t from = was && cursor > start ? cursor : start + 1;
	if (blanks_visit(desk, from) || blanks_visit(desk, 0))
		*moved = true;
	else if (was)
		textpane_set_cursor(desk->note, textpane_len(desk->note));
	return RC_OK;
}

/* ---- keys ---- */

static void begin(struct desk *desk, const struct textfill_gap *gap)
{
	struct blanks *b = blanks_of(desk);
	leave(b);
	b->name = xstrdup(gap->name);
	b->start = gap->start;
	textpane_replace(desk->note, gap->start, gap->start + gap->len, "", 0);
	textpane_set_cursor(desk->note, gap->start);
	b->note_len = textpane_len(desk->note);
	desk->note_changed = true;
}

static bool is_typing(const struct key *key)
{
	return key->kind == KEY_PASTE ||
		(key->kind == KEY_CHAR && !(key->mods & (KEY_MOD_CTRL | KEY_MOD_ALT)));
}

/* What the digit picks of a blank with choices; NULL: it picks nothing. */
static const char *choice_of(const struct library_blank *blank, uint32_t rune)
{
	size_t i = rune >= '1' && rune <= '9' ? (size_t)(rune - '1') : SIZE_MAX;
	return blank && blank->type == BLANK_CHOICE && i < blank->nchoices ? blank->choices[i]
									   : NULL;
}

/* The whole blank in one go; the cursor goes behind it. */
static void fill(struct desk *desk, const struct textfill_gap *gap, const char *value)
{
	begin(desk, gap);
	put_value(desk, value);
	fill_others(desk, desk->blanks->name, value);
	leave(desk->blanks);
}

static bool pick(struct desk *desk, const struct library_blank *blank,
	const struct textfill_gap *gap, const struct key *key)
{
	const char *choice = key->kind == KEY_CHAR ? choice_of(blank, key->rune) : NULL;
	if (!choice)
		return false;
	fill(desk, gap, choice);
	size_t from = textpane_cursor(desk->note);
	if (!blanks_visit(desk, from) && !blanks_visit(desk, 0))
		textpane_set_cursor(desk->note, textpane_len(desk->note));
	return true;
}

static bool key_on_gap(struct desk *desk, const struct key *key)
{
	struct arena *a = arena_new();
	struct vec gaps;
	bool taken = false;
	scan(desk, a, &gaps);
	const struct textfill_gap *gap = gap_here(desk, &gaps);
	if (gap && key->kind == KEY_DEL) {
		begin(desk, gap);
		leave(desk->blanks);
		taken = true;
	} else if (gap && is_typing(key)) {
		taken = pick(desk, blank_named(desk, gap->name), gap, key);
		if (!taken)
			begin(desk, gap);
	}
	vec_fini(&gaps);
	arena_free(&a);
	return taken;
}

bool blanks_key(struct desk *desk, const struct key *key, struct err *err)
{
	bool moved;
	if (filling(desk)) {
		if (key->kind != KEY_ENTER || desk->blanks->len == 0)
			return false;
		return blanks_next(desk, false, &moved, err) == RC_OK || err->rc != RC_OK;
	}
	if (desk->blanks)
		leave(desk->blanks);
	return strchr(textpane_text(desk->note), '{') && key_on_gap(desk, key);
}

enum rc blanks_answer(struct desk *desk, const char *typed, bool insist, struct err *err)
{
	struct arena *a = arena_new();
	struct vec gaps;
	enum rc rc = RC_OK;
	scan(desk, a, &gaps);
	const struct textfill_gap *gap = gap_here(desk, &gaps);
	if (!gap) {
		rc = err_set(err, RC_NOTFOUND, "%s", _("There is no blank here."));
	} else {
		const char *value = typed[0] && !typed[1]
			? choice_of(blank_named(desk, gap->name), (unsigned char)typed[0])
			: NULL;
		if (!value && insist)
			value = typed;
		if (!value)
			rc = value_of(desk, gap->name, typed, a, &value, err);
		if (rc == RC_OK)
			fill(desk, gap, value);
	}
	vec_fini(&gaps);
	arena_free(&a);
	return rc;
}

void blanks_follow(struct desk *desk)
{
	struct blanks *b = desk->blanks;
	if (!b || !b->name)
		return;
	size_t len = textpane_len(desk->note);
	size_t grown = b->len + len;
	if (grown < b->note_len) { /* more was deleted than the blank had */
		leave(b);
		return;
	}
	b->told &= len == b->note_len;
	b->len = grown - b->note_len;
	b->note_len = len;
	if (!filling(desk))
		leave(b);
}

/* ---- what the screen says ---- */

static const char *name_here(const struct desk *desk, const struct vec *gaps)
{
	const struct textfill_gap *gap = gap_here(desk, gaps);
	return gap ? gap->name : filling(desk) ? desk->blanks->name : NULL;
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
	if (!filling(desk) && !strchr(textpane_text(desk->note), '{'))
		return false;
	scan(desk, a, &gaps);
	const char *name = name_here(desk, &gaps);
	bool again = name && stands_before(&gaps, name, textpane_cursor(desk->note));
	size_t left = gaps.n + (filling(desk) ? 1 : 0);
	vec_fini(&gaps);
	if (!name)
		return false;
	const struct library_blank *blank = blank_named(desk, name);
	const struct blank_manner manner = manner_of(desk);
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
		scan(desk, a, &gaps);
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
