#include "app/blanks_private.h"

#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/config.h"
#include "carrel/desk.h"
#include "carrel/desk_texts.h"
#include "carrel/fill.h"
#include "carrel/i18n.h"
#include "carrel/keys.h"
#include "carrel/library.h"
#include "carrel/mem.h"
#include "carrel/textfill.h"
#include "carrel/textpane.h"

#include <stdlib.h>
#include <string.h>

static struct blanks *blanks_of(struct desk *desk)
{
	if (!desk->blanks)
		desk->blanks = xcalloc(1, sizeof(*desk->blanks));
	return desk->blanks;
}

static void leave(struct blanks *b)
{
	free(b->name);
	*b = (struct blanks){0};
}

void blanks_free(struct blanks **blanks)
{
	if (!*blanks)
		return;
	leave(*blanks);
	free(*blanks);
	*blanks = NULL;
}

/* Whether the blank being filled is still where it was: the note may have been replaced. */
bool blanks_filling(const struct desk *desk)
{
	const struct blanks *b = desk->blanks;
	size_t cursor = textpane_cursor(desk->note);
	return b && b->name && b->note_len == textpane_len(desk->note) && cursor >= b->start &&
		cursor <= b->start + b->len;
}

const struct textfill_gap *blanks_gap_here(const struct desk *desk, const struct vec *gaps)
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
const struct library_blank *blanks_blank_named(const struct desk *desk, const char *name)
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

struct blank_manner blanks_manner_of(const struct desk *desk)
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
	blanks_scan(desk, a, &gaps);
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
	blanks_scan(desk, a, &gaps);
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
void blanks_put_at(struct desk *desk, const struct textfill_gap *gap, const char *value)
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
	blanks_scan(desk, a, &gaps);
	for (size_t i = gaps.n; i-- > 0;) { /* from the end, so that places before stay true */
		const struct textfill_gap *gap = vec_at(&gaps, i);
		if (gap->why != TEXTFILL_MALFORMED && strcmp(gap->name, name) == 0)
			blanks_put_at(desk, gap, value);
	}
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
	const struct library_blank *blank = blanks_blank_named(desk, name);
	const struct blank_manner manner = blanks_manner_of(desk);
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
		const char *again = arena_printf(a, "{%s}", b->name);
		put_value(desk, again);
		if (b->awaited)
			blanks_mark(desk, b->start, strlen(again), BLANKS_AWAITED);
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
	bool was = blanks_filling(desk);
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
	b->awaited = blanks_is_awaited(desk, gap);
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
	blanks_scan(desk, a, &gaps);
	const struct textfill_gap *gap = blanks_gap_here(desk, &gaps);
	if (gap && key->kind == KEY_DEL) {
		begin(desk, gap);
		leave(desk->blanks);
		taken = true;
	} else if (gap && is_typing(key)) {
		taken = pick(desk, blanks_blank_named(desk, gap->name), gap, key);
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
	if (blanks_filling(desk)) {
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
	blanks_scan(desk, a, &gaps);
	const struct textfill_gap *gap = blanks_gap_here(desk, &gaps);
	if (!gap) {
		rc = err_set(err, RC_NOTFOUND, "%s", _("There is no blank here."));
	} else {
		const char *value = typed[0] && !typed[1]
			? choice_of(blanks_blank_named(desk, gap->name), (unsigned char)typed[0])
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
	if (!blanks_filling(desk))
		leave(b);
}
