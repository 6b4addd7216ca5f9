/* texts_table.c - the library as a table.
 *
 * One row a wording; what belongs to the whole text stands in its first row. A title or a `say` in a
 * language that has no wording has a row without text. */
#include "app/texts_json.h"
#include "app/texts_own.h"

#include "carrel/arena.h"
#include "carrel/csv.h"
#include "carrel/strbuf.h"

#include <string.h>

/* ---- the table ------------------------------------------------------------------------------ */

static const char *const columns[] = {"id", "short", "title", "language", "tone", "channel",
	"level", "text", "say", "topics", "for", "text_tone", "blanks", "then", "rights", "links",
	"review_by", "active", "category", "scope", "emoji", "limits"};
enum { COLUMNS = sizeof(columns) / sizeof(*columns) };

struct row {
	const char *language;                  /* "" a title without one */
	const struct library_variant *variant; /* NULL: a row without text */
	bool first;                            /* of its text */
	bool first_of_language;
};

static void join(struct strbuf *out, const char *const *list, size_t n, const char *by)
{
	for (size_t i = 0; i < n; i++)
		strbuf_addf(out, "%s%s", i > 0 ? by : "", list[i]);
}

/* A topic with the sign in it that parts them would come back as two: then it is a JSON list. */
static void add_topics(struct strbuf *out, const struct library_text *t)
{
	bool plain = true;
	for (size_t i = 0; i < t->ntopics; i++)
		plain &= t->topics[i][strcspn(t->topics[i], ",;~[")] == '\0';
	if (plain)
		join(out, t->topics, t->ntopics, ", ");
	else
		texts_add_json(out, texts_strings_json(t->topics, t->ntopics), JSON_COMPACT);
}

static void add_uses(struct strbuf *out, unsigned uses)
{
	for (size_t i = 0; library_use_name(i) && uses != LIBRARY_EVERYWHERE; i++)
		if (uses & (1u << i))
			strbuf_addf(out, "%s%s", out->len ? ", " : "", library_use_name(i));
}

static void add_links(struct strbuf *out, const struct library_text *t)
{
	for (size_t i = 0; i < t->nlinks; i++) {
		const struct library_link *l = &t->links[i];
		strbuf_addf(out, "%s%s: %s", i > 0 ? "\n" : "", library_link_name(l->kind), l->to);
		if (l->label.n) {
			strbuf_addch(out, ' ');
			texts_add_json(out, texts_langtext_json(&l->label), JSON_COMPACT);
		}
	}
}

static const char *exactly_in(const struct langtext *l, const char *language)
{
	for (size_t i = 0; i < l->n; i++)
		if (strcmp(l->entries[i].language, language) == 0)
			return l->entries[i].text;
	return "";
}

/* What is not as it is where nobody says anything: "mail: few", "message: 160". */
static void add_manners(
	const struct library_manners *m, struct strbuf *emoji, struct strbuf *limits)
{
	for (enum text_channel c = TEXT_ANY_CHANNEL + 1; c < TEXT_CHANNELS; c++) {
		if (m->emoji[c] != library_manners_builtin.emoji[c])
			strbuf_addf(emoji, "%s%s: %s", emoji->len ? ", " : "", text_channel_name(c),
				text_emoji_name(m->emoji[c]));
		if (m->limit[c])
			strbuf_addf(limits, "%s%s: %u", limits->len ? ", " : "",
				text_channel_name(c), m->limit[c]);
	}
}

/* Of the whole text: into the cells from "topics" on. */
static void add_whole(const struct library_text *t, struct strbuf cells[COLUMNS])
{
	struct arena *a = arena_new();
	add_topics(&cells[9], t);
	add_uses(&cells[10], t->uses);
	strbuf_addstr(&cells[11], t->tone == TEXT_ANY_TONE ? "" : text_tone_name(t->tone));
	texts_blanks_write(t, &cells[12]);
	join(&cells[13], t->then, t->nthen, "\n");
	join(&cells[14], t->rights, t->nrights, ", ");
	add_links(&cells[15], t);
	strbuf_addstr(&cells[16], t->review_by);
	strbuf_addstr(&cells[17], t->inactive ? "false" : "");
	strbuf_addstr(&cells[18], texts_category_of(t, a));
	if (t->scope != LIBRARY_SHARED)
		strbuf_addstr(&cells[19], library_scope_name(t->scope));
	if (t->manners)
		add_manners(t->manners, &cells[20], &cells[21]);
	arena_free(&a);
}

static void add_row(const struct library_text *t, const struct row *row, struct strbuf *out)
{
	struct strbuf cells[COLUMNS];
	for (size_t i = 0; i < COLUMNS; i++)
		strbuf_init(&cells[i]);
	const struct library_variant *v = row->variant;
	strbuf_addstr(&cells[0], t->id);
	strbuf_addstr(&cells[1], row->first ? t->short_name : "");
	strbuf_addstr(
		&cells[2], row->first_of_language ? exactly_in(&t->title, row->language) : "");
	strbuf_addstr(&cells[3], row->language);
	if (v && v->tone != TEXT_ANY_TONE)
		strbuf_addstr(&cells[4], text_tone_name(v->tone));
	if (v && v->channel != TEXT_ANY_CHANNEL)
		strbuf_addstr(&cells[5], text_channel_name(v->channel));
	if (v && v->level != TEXT_ANY_LEVEL)
		strbuf_addstr(&cells[6], text_level_name(v->level));
	strbuf_addstr(&cells[7], v ? v->text : "");
	strbuf_addstr(&cells[8], row->first_of_language ? exactly_in(&t->say, row->language) : "");
	if (row->first)
		add_whole(t, cells);
	for (size_t i = 0; i < COLUMNS; i++) {
		csv_add(out, cells[i].buf, i == 0);
		strbuf_fini(&cells[i]);
	}
	csv_end_row(out);
}

static bool has_wording(const struct library_text *t, const char *language)
{
	for (size_t i = 0; i < t->nvariants; i++)
		if (strcmp(t->variants[i].language, language) == 0)
			return true;
	return false;
}

static bool wanted(const char *language, const char *have)
{
	return !language || !*have || strcmp(language, have) == 0;
}

static void add_wordless(const struct library_text *t, const struct langtext *l,
	const struct langtext *before, const char *language, struct strbuf *out)
{
	for (size_t i = 0; i < l->n; i++) {
		const char *code = l->entries[i].language;
		if (has_wording(t, code) || !wanted(language, code) ||
			(before && *exactly_in(before, code)))
			continue;
		add_row(t, &(struct row){.language = code, .first_of_language = true}, out);
	}
}

static void add_text_rows(const struct library_text *t, const char *language, struct strbuf *out)
{
	bool first = true;
	for (size_t i = 0; i < t->nvariants; i++) {
		const struct library_variant *v = &t->variants[i];
		if (!wanted(language, v->language))
			continue;
		bool fresh = true;
		for (size_t k = 0; k < i && fresh; k++)
			fresh = strcmp(t->variants[k].language, v->language) != 0;
		add_row(t,
			&(struct row){.language = v->language,
				.variant = v,
				.first = first,
				.first_of_language = fresh},
			out);
		first = false;
	}
	add_wordless(t, &t->title, NULL, language, out);
	add_wordless(t, &t->say, &t->title, language, out);
}

static bool is_in(const struct library_text *t, const char *language)
{
	return !language || has_wording(t, language);
}

void texts_export_csv(const struct library_text *const *texts, size_t n,
	const struct texts_export *how, struct strbuf *out)
{
	for (size_t i = 0; i < COLUMNS; i++)
		csv_add(out, columns[i], i == 0);
	csv_end_row(out);
	for (size_t i = 0; i < n; i++)
		if (is_in(texts[i], how->language))
			add_text_rows(texts[i], how->language, out);
}
