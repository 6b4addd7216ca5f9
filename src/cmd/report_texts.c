/* report_texts.c - which texts are used, how much of them is kept, what came of it; which nobody uses;
 * which are always changed. */
#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/i18n.h"
#include "carrel/library.h"
#include "carrel/store_texts.h"
#include "cmd/report.h"

#include <string.h>

enum {
	CHANGED_USES = 5,  /* fewer say little */
	CHANGED_KEPT = 60, /* % */
};
static const int64_t day_ms = 24 * 60 * 60 * 1000;

static const char *const by_names[] = {[TEXT_REPORT_BY_TEXT] = "text",
	[TEXT_REPORT_BY_AGENT] = "agent",
	[TEXT_REPORT_BY_QUEUE] = "queue",
	[TEXT_REPORT_BY_LANGUAGE] = "language",
	NULL};

/* clang-format off */
#define USE_COLUMNS(key, title) { \
	{key, title, NULL, REPORT_WORD}, \
	{"uses", N_("Uses"), N_("texts that went out with a note or reply"), REPORT_COUNT}, \
	{"agents", N_("Agents"), N_("different people who used it"), REPORT_COUNT}, \
	{"unedited", N_("Unchanged"), N_("uses kept 100 % / uses whose wording is known"), REPORT_SHARE}, \
	{"kept", N_("Words kept"), N_("mean over these of 100 × words kept in order / words put in, blanks left out"), REPORT_MEAN}, \
	{"solved", N_("Solved"), N_("uses whose case is solved now, since the use / uses in a case"), REPORT_SHARE}, \
	{"back", N_("Came back"), N_("the customer was in touch again within 7 × 24 h / uses that ended as solved"), REPORT_SHARE}, \
	{"rights", N_("Rights"), N_("uses that informed of a right"), REPORT_COUNT}, \
	{"last_at", N_("Last use"), NULL, REPORT_TIME}, \
}
static const struct report_column columns_by[][9] = {
	[TEXT_REPORT_BY_TEXT] = USE_COLUMNS("text", N_("Text")),
	[TEXT_REPORT_BY_AGENT] = USE_COLUMNS("agent", N_("Agent")),
	[TEXT_REPORT_BY_QUEUE] = USE_COLUMNS("queue", N_("Queue")),
	[TEXT_REPORT_BY_LANGUAGE] = USE_COLUMNS("language", N_("Language")),
};
static const struct report_column unused_columns[] = {
	{"text", N_("Text"), NULL, REPORT_WORD},
	{"title", N_("Title"), NULL, REPORT_WORD},
	{"ever", N_("Uses before"), N_("uses outside these days"), REPORT_COUNT},
	{"last_at", N_("Last use"), NULL, REPORT_TIME},
	{"seen_days", N_("Days here"), N_("days since a report of this centre first met the text"), REPORT_COUNT},
};
static const struct report_column changed_columns[] = {
	{"text", N_("Text"), NULL, REPORT_WORD},
	{"title", N_("Title"), NULL, REPORT_WORD},
	{"median", N_("Words kept"), N_("lower median of the words kept, in %"), REPORT_PERCENT},
};
/* clang-format on */

static enum text_report_by by_value(const char *name)
{
	for (int i = 0; by_names[i]; i++)
		if (strcmp(by_names[i], name) == 0)
			return (enum text_report_by)i;
	return TEXT_REPORT_BY_TEXT;
}

static void add_word(struct report_section *s, const char *word)
{
	report_cell_add(s)->word = word;
}

static void add_value(struct report_section *s, int64_t value, int64_t n)
{
	*report_cell_add(s) = (struct report_cell){.value = value, .n = n};
}

static void add_use(struct report_section *s, const struct text_report_row *row)
{
	add_word(s, *row->key ? row->key : "-");
	add_value(s, row->uses, 0);
	add_value(s, row->agents, 0);
	add_value(s, row->unedited, row->measured);
	add_value(s, row->kept_sum, row->measured);
	add_value(s, row->solved, row->in_case);
	add_value(s, row->back, row->ended);
	add_value(s, row->rights, 0);
	add_value(s, row->last_at, 0);
}

static const struct text_report_row *row_of(
	const struct text_report_row *rows, size_t n, const char *id)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(rows[i].key, id) == 0)
			return &rows[i];
	return NULL;
}

/* A text stands here since a report first met it. */
static enum rc meet_all(struct cmd_call *call, struct text_seen **seen, size_t *n, struct err *err)
{
	const struct library *library = app_library(call->app);
	size_t count = library_count(library);
	const char **ids = arena_array(call->arena, count + 1, sizeof(*ids));
	for (size_t i = 0; i < count; i++)
		ids[i] = library_at(library, i)->id;
	return store_texts_seen(
		call->store, ids, count, clock_wall_ms(), call->arena, seen, n, err);
}

static enum rc add_unused(struct cmd_call *call, struct report_doc *doc,
	const struct text_report_row *rows, size_t n, struct err *err)
{
	const struct library *library = app_library(call->app);
	struct report_section *s = report_section_add(doc, "nobody_uses", unused_columns,
		sizeof(unused_columns) / sizeof(*unused_columns));
	struct text_seen *seen;
	size_t nseen;
	enum rc rc = meet_all(call, &seen, &nseen, err);
	s->title = _("Texts that nobody used in these days");
	s->empty = _("Every text of the library was used.");
	for (size_t i = 0; rc == RC_OK && i < library_count(library); i++) {
		const struct library_text *t = library_at(library, i);
		struct text_count ever;
		if (row_of(rows, n, t->id))
			continue;
		rc = store_text_use_ever(call->store, t->id, call->arena, &ever, err);
		int64_t first = text_seen_at(seen, nseen, t->id);
		add_word(s, t->id);
		add_word(s, langtext_get(&t->title, app_language(call->app)));
		add_value(s, ever.uses, 0);
		add_value(s, ever.last_at, 0);
		add_value(s, first > 0 ? (clock_wall_ms() - first) / day_ms : 0, 0);
	}
	return rc;
}

static void add_changed(
	struct cmd_call *call, struct report_doc *doc, const struct text_report_row *rows, size_t n)
{
	struct report_section *s = report_section_add(doc, "always_changed", changed_columns,
		sizeof(changed_columns) / sizeof(*changed_columns));
	s->title = arena_printf(call->arena,
		_("Texts that are always changed: %d uses or more, half of them kept under %d %%"),
		CHANGED_USES, CHANGED_KEPT);
	s->empty = _("None.");
	for (size_t i = 0; i < n; i++) {
		const struct library_text *t = library_by_id(app_library(call->app), rows[i].key);
		if (rows[i].measured < CHANGED_USES || rows[i].kept_median >= CHANGED_KEPT)
			continue;
		add_word(s, rows[i].key);
		add_word(s, t ? langtext_get(&t->title, app_language(call->app)) : "-");
		add_value(s, rows[i].kept_median, rows[i].measured);
	}
}

static enum rc fill(struct cmd_call *call, const char *by, struct report_doc *doc, struct err *err)
{
	enum text_report_by key = by_value(by);
	struct text_report_row *rows, *texts;
	size_t n, ntexts;
	enum rc rc = store_text_use_report(
		call->store, doc->span.from, doc->span.to, key, call->arena, &rows, &n, err);
	if (rc != RC_OK)
		return rc;
	struct report_section *s = report_section_add(
		doc, "uses", columns_by[key], sizeof(columns_by[key]) / sizeof(*columns_by[key]));
	s->title = _("Texts in use");
	s->empty = _("No text was used in these days.");
	for (size_t i = 0; i < n; i++)
		add_use(s, &rows[i]);
	texts = rows;
	ntexts = n;
	if (key != TEXT_REPORT_BY_TEXT)
		rc = store_text_use_report(call->store, doc->span.from, doc->span.to,
			TEXT_REPORT_BY_TEXT, call->arena, &texts, &ntexts, err);
	if (rc == RC_OK)
		rc = add_unused(call, doc, texts, ntexts, err);
	if (rc == RC_OK)
		add_changed(call, doc, texts, ntexts);
	return rc;
}

extern const struct report report_texts_entry;
const struct report report_texts_entry = {
	.name = "texts",
	.title = N_("Which texts are used, how much of them is kept, and what came of it"),
	.by = by_names,
	.fill = fill,
};
