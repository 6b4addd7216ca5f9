/* blanks_await.c - which braces in the note a text left open and which are no blanks at all. Both are
 * marks of places, not of words: somebody may be called {case.number}. */
#include "app/blanks_private.h"

#include "carrel/arena.h"
#include "carrel/desk.h"
#include "carrel/fill.h"
#include "carrel/pan.h"
#include "carrel/sha256.h"
#include "carrel/strbuf.h"
#include "carrel/textpane.h"

#include <stdlib.h>
#include <string.h>

enum { STATE_DIGITS = 12 };

static const char *const mark_names[] = {
	[BLANKS_AWAITED] = "awaited", [BLANKS_LITERAL] = "literal"};
enum { MARKS = sizeof(mark_names) / sizeof(*mark_names) };

void blanks_mark(struct desk *desk, size_t start, size_t len, enum blanks_mark kind)
{
	textpane_mark(desk->note,
		&(struct textpane_mark){.start = start, .end = start + len, .kind = (int)kind});
}

static bool is_marked(const struct desk *desk, size_t start, enum blanks_mark kind)
{
	for (size_t i = 0; i < textpane_mark_count(desk->note); i++) {
		const struct textpane_mark mark = textpane_mark_at(desk->note, i);
		if (mark.start == start && mark.kind == (int)kind)
			return true;
	}
	return false;
}

bool blanks_is_awaited(const struct desk *desk, const struct textfill_gap *gap)
{
	return is_marked(desk, gap->start, BLANKS_AWAITED);
}

void blanks_scan(const struct desk *desk, struct arena *a, struct vec *gaps)
{
	*gaps = (struct vec){.size = sizeof(struct textfill_gap)};
	textfill_scan(textpane_text(desk->note), textpane_len(desk->note), a, gaps);
	for (size_t i = gaps->n; i-- > 0;)
		if (is_marked(
			    desk, ((struct textfill_gap *)vec_at(gaps, i))->start, BLANKS_LITERAL))
			vec_remove(gaps, i);
}

static bool stands_at(const struct vec *gaps, size_t start)
{
	for (size_t i = 0; i < gaps->n; i++)
		if (((struct textfill_gap *)vec_at((struct vec *)gaps, i))->start == start)
			return true;
	return false;
}

void blanks_await(struct desk *desk, size_t at, const char *body, const struct vec *gaps)
{
	struct arena *a = arena_new();
	struct vec seen = {.size = sizeof(struct textfill_gap)};
	size_t len = strlen(body);
	/* A full note took nothing, and a value may have come with line ends of its own. */
	bool there = at + len <= textpane_len(desk->note) &&
		strncmp(textpane_text(desk->note) + at, body, len) == 0;
	if (there)
		textfill_scan(body, len, a, &seen);
	for (size_t i = 0; i < seen.n; i++) {
		const struct textfill_gap *gap = vec_at(&seen, i);
		blanks_mark(desk, at + gap->start, gap->len,
			stands_at(gaps, gap->start) ? BLANKS_AWAITED : BLANKS_LITERAL);
	}
	vec_fini(&seen);
	arena_free(&a);
}

/* Braces in the value are not read again. */
static void mark_literals(struct desk *desk, size_t at, const char *value, struct arena *a)
{
	struct vec gaps = {.size = sizeof(struct textfill_gap)};
	textfill_scan(value, strlen(value), a, &gaps);
	for (size_t i = 0; i < gaps.n; i++) {
		const struct textfill_gap *gap = vec_at(&gaps, i);
		blanks_mark(desk, at + gap->start, gap->len, BLANKS_LITERAL);
	}
	vec_fini(&gaps);
}

void blanks_fill_known(struct desk *desk)
{
	if (textpane_mark_count(desk->note) == 0 || blanks_filling(desk))
		return;
	struct arena *a = arena_new();
	struct vec gaps;
	struct fill facts = fill_of_desk(desk, a);
	blanks_scan(desk, a, &gaps);
	for (size_t i = gaps.n; i-- > 0;) {
		const struct textfill_gap *gap = vec_at(&gaps, i);
		bool wanted = gap->why != TEXTFILL_MALFORMED && blanks_is_awaited(desk, gap) &&
			!blanks_blank_named(desk, gap->name);
		const char *value = wanted ? fill_value(&facts, gap->name) : NULL;
		if (!value || !*value)
			continue;
		blanks_put_at(desk, gap, value);
		mark_literals(desk, gap->start, value, a);
		desk->note_changed = true;
	}
	vec_fini(&gaps);
	arena_free(&a);
}

/* ---- in the journal ---- */

/* Of the note as its journal has it: the marks are places in these very bytes. */
static void state_of(const char *note, size_t n, char digits[SHA256_HEX_SIZE])
{
	struct strbuf masked = STRBUF_INIT;
	pan_mask(note, n, &masked);
	sha256_hex(masked.buf, masked.len, digits);
	digits[STATE_DIGITS] = '\0';
	strbuf_fini(&masked);
}

void blanks_write(const struct desk *desk, struct strbuf *out)
{
	char state[SHA256_HEX_SIZE];
	size_t n = textpane_mark_count(desk->note);
	if (n > 0)
		state_of(textpane_text(desk->note), textpane_len(desk->note), state);
	for (size_t i = 0; i < n; i++) {
		const struct textpane_mark mark = textpane_mark_at(desk->note, i);
		strbuf_addf(out, "%s\t%s\t%zu\t%zu\n", mark_names[mark.kind], state, mark.start,
			mark.end - mark.start);
	}
}

bool blanks_read(struct desk *desk, const char *kind, const char *const fields[3])
{
	char state[SHA256_HEX_SIZE];
	int mark = 0;
	while (mark < MARKS && strcmp(kind, mark_names[mark]) != 0)
		mark++;
	if (mark == MARKS)
		return false;
	state_of(textpane_text(desk->note), textpane_len(desk->note), state);
	size_t start = strtoull(fields[1], NULL, 10), len = strtoull(fields[2], NULL, 10);
	size_t note_len = textpane_len(desk->note);
	if (strcmp(fields[0], state) == 0 && start <= note_len && len <= note_len - start)
		blanks_mark(desk, start, len, (enum blanks_mark)mark);
	return true;
}
