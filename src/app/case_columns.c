/* The columns of a list of cases, once for screen and shell. */
#include "carrel/case_columns.h"

#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/config.h"
#include "carrel/i18n.h"
#include "carrel/library.h"
#include "carrel/reference.h"

#include <stdlib.h>
#include <string.h>

enum { DAY_MS = 24 * 3600 * 1000, WEEK_DAYS = 7 };

/* clang-format off */
const struct word case_column_words[] = {
	{COLUMN_LOOK,     "look",     N_("Look")},
	{COLUMN_CASE,     "case",     N_("Case")},
	{COLUMN_WHO,      "who",      N_("Who")},
	{COLUMN_SUBJECT,  "subject",  N_("About")},
	{COLUMN_STATE,    "state",    N_("State")},
	{COLUMN_DUE,      "due",      N_("Due")},
	{COLUMN_OWNER,    "owner",    N_("Owner")},
	{COLUMN_QUEUE,    "queue",    N_("Queue")},
	{COLUMN_NEXT,     "next",     N_("Next step")},
	{COLUMN_TOPIC,    "topic",    N_("Topic")},
	{COLUMN_LANGUAGE, "language", N_("Language")},
	{COLUMN_TAGS,     "tags",     N_("Tags")},
	{COLUMN_AGE,      "age",      N_("Open for")},
	{0, NULL, NULL},
};
/* clang-format on */

static enum rc refuse(const char *word, struct arena *a, struct err *err)
{
	const char *list = "";
	for (const struct word *w = case_column_words; w->id; w++)
		list = arena_printf(a, "%s%s%s", list, w == case_column_words ? "" : ", ", w->id);
	return err_set(err, RC_INVALID, _("There is no column “%.40s”. There is: %s."), word, list);
}

enum rc case_columns_parse(const char *text, struct arena *a, enum case_column out[CASE_COLUMNS],
	size_t *n, struct err *err)
{
	*n = 0;
	if (!text || !*text)
		text = "case,who,subject,state,due,look,owner";
	for (const char *p = text; *p;) {
		size_t len = strcspn(p, ", ");
		const char *word = arena_strndup(a, p, len);
		int column;
		bool twice = false;
		if (!word_parse(case_column_words, word, &column))
			return refuse(word, a, err);
		for (size_t i = 0; i < *n; i++)
			twice = twice || out[i] == (enum case_column)column;
		if (!twice)
			out[(*n)++] = (enum case_column)column;
		p += len;
		p += strspn(p, ", ");
	}
	return RC_OK;
}

enum rc case_sort_parse(
	const char *text, struct arena *a, enum case_column *by, bool *down, struct err *err)
{
	int column = CASE_COLUMNS;
	*down = text && *text == '-';
	if (text && *text && !word_parse(case_column_words, text + *down, &column))
		return refuse(text + *down, a, err);
	*by = (enum case_column)column;
	return RC_OK;
}

const char *case_marks_text(unsigned marks, struct arena *a)
{
	const char *text = "";
	for (const struct word *w = case_mark_words; w->id; w++)
		if (marks & (unsigned)w->value)
			text = arena_printf(a, "%s%s", *text ? arena_printf(a, "%s, ", text) : "! ",
				_(w->label));
	return text;
}

static const char *or_dash(const char *text)
{
	return text && *text ? text : "-";
}

static const char *age_text(int64_t since, int64_t now, struct arena *a)
{
	char text[32];
	clock_duration(now > since ? now - since : 0, text);
	return arena_strdup(a, text);
}

static const char *number_text(const char *number, struct arena *a)
{
	char shown[12] = "";
	if (number && *number)
		reference_show(number, shown);
	return arena_strdup(a, shown);
}

static int64_t due_of(const struct casefile *c)
{
	return c->due_at ? c->due_at : c->next_at;
}

const char *case_column_text(const struct app *app, const struct case_row *row,
	enum case_column column, int64_t now, struct arena *a)
{
	const struct casefile *c = &row->c;
	switch (column) {
	case COLUMN_LOOK: return case_marks_text(row->marks, a);
	case COLUMN_CASE: return number_text(c->number, a);
	case COLUMN_WHO: return or_dash(row->customer_name);
	case COLUMN_SUBJECT: return or_dash(c->subject);
	case COLUMN_STATE: return _(word_label(case_state_words, (int)c->state));
	case COLUMN_DUE: return due_of(c) ? app_when(app, due_of(c), now, a) : "-";
	case COLUMN_OWNER: return or_dash(row->owner_name);
	case COLUMN_QUEUE: return or_dash(row->queue_title);
	case COLUMN_NEXT: return or_dash(c->next_action);
	case COLUMN_TOPIC: return or_dash(row->topic_title);
	case COLUMN_LANGUAGE: return or_dash(c->language);
	case COLUMN_TAGS: return or_dash(c->tags ? c->tags : row->customer_tags);
	case COLUMN_AGE: return age_text(c->opened_at, now, a);
	case CASE_COLUMNS: break;
	}
	return "";
}

/* ---- order ---- */

struct order {
	const struct case_row *row;
	size_t place;
	enum case_column by;
	bool down;
};

static int compare_text(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "");
}

static int compare_int(int64_t a, int64_t b)
{
	return a < b ? -1 : a > b;
}

static int compare_cells(const struct case_row *a, const struct case_row *b, enum case_column by)
{
	switch (by) {
	case COLUMN_LOOK: return compare_int((int64_t)b->marks, (int64_t)a->marks);
	case COLUMN_CASE: return compare_text(a->c.number, b->c.number);
	case COLUMN_WHO: return compare_text(a->customer_name, b->customer_name);
	case COLUMN_SUBJECT: return compare_text(a->c.subject, b->c.subject);
	case COLUMN_STATE: return compare_int((int64_t)a->c.state, (int64_t)b->c.state);
	case COLUMN_DUE: return compare_int(due_of(&a->c), due_of(&b->c));
	case COLUMN_OWNER: return compare_text(a->owner_name, b->owner_name);
	case COLUMN_QUEUE: return compare_text(a->queue_title, b->queue_title);
	case COLUMN_NEXT: return compare_text(a->c.next_action, b->c.next_action);
	case COLUMN_TOPIC: return compare_text(a->topic_title, b->topic_title);
	case COLUMN_LANGUAGE: return compare_text(a->c.language, b->c.language);
	case COLUMN_TAGS: return compare_text(a->c.tags, b->c.tags);
	case COLUMN_AGE: return compare_int(a->c.opened_at, b->c.opened_at);
	case CASE_COLUMNS: break;
	}
	return 0;
}

static int compare(const void *pa, const void *pb)
{
	const struct order *a = pa, *b = pb;
	int way = compare_cells(a->row, b->row, a->by);
	if (way == 0)
		return a->place < b->place ? -1 : 1;
	return a->down ? -way : way;
}

void case_rows_sort(struct case_row *rows, size_t n, enum case_column by, bool down)
{
	if (by == CASE_COLUMNS || n < 2)
		return;
	struct arena *a = arena_new();
	struct case_row *copy = arena_array(a, n, sizeof(*copy));
	struct order *order = arena_array(a, n, sizeof(*order));
	memcpy(copy, rows, n * sizeof(*copy));
	for (size_t i = 0; i < n; i++)
		order[i] = (struct order){&copy[i], i, by, down};
	qsort(order, n, sizeof(*order), compare);
	for (size_t i = 0; i < n; i++)
		rows[i] = *order[i].row;
	arena_free(&a);
}

/* ---- who asks ---- */

struct case_mark_rules case_rules(const struct app *app)
{
	return (struct case_mark_rules){
		.stuck_ms = config_number(app->config, OPT_DESK_STUCK),
		.bounces = config_number(app->config, OPT_DESK_BOUNCES),
	};
}

static const char *topic_title(void *arg, const char *topic)
{
	struct app *app = arg;
	return library_topic_title(app_library(app), topic, app_language(app));
}

static bool topic_is_called(void *arg, const char *topic, const char *folded, struct arena *scratch)
{
	return library_topic_is_called(app_library(arg), topic, folded, scratch);
}

struct condition_asker case_asker(struct app *app)
{
	int64_t now = clock_wall_ms();
	int64_t day = app_day_start(app, now);
	/* Noon of the day is on its day whatever the clocks do in the night. */
	return (struct condition_asker){.agent_id = app->actor.id,
		.now = now,
		.day_end_at = app_day_start(app, day + DAY_MS + DAY_MS / 2),
		.week_end_at = app_day_start(app, day + (int64_t)WEEK_DAYS * DAY_MS + DAY_MS / 2),
		.topics = {topic_title, topic_is_called, app}};
}
