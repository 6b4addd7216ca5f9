#include "base/moment_words.h"

#include "carrel/arena.h"
#include "carrel/fold.h"
#include "carrel/i18n.h"

#include <stdbool.h>
#include <string.h>

enum { LANGUAGES = 4, MONTH_MIN = 3 };

/* All forms of one notion, "|" between them: a language has as many as its speakers type. */
static const struct notion {
	enum moment_kind kind;
	int value;
	const char *forms;
} notions[] = {
	{MOMENT_DAY, 0, N_("today")},
	{MOMENT_DAY, 1, N_("tomorrow|tmrw")},
	{MOMENT_DAY, 2, N_("the day after tomorrow|day after tomorrow")},
	{MOMENT_DAY, -1, N_("yesterday")},
	{MOMENT_DAY, -2, N_("the day before yesterday|day before yesterday")},
	{MOMENT_WEEKDAY, 0, N_("Sunday|Sun")},
	{MOMENT_WEEKDAY, 1, N_("Monday|Mon")},
	{MOMENT_WEEKDAY, 2, N_("Tuesday|Tue|Tues")},
	{MOMENT_WEEKDAY, 3, N_("Wednesday|Wed")},
	{MOMENT_WEEKDAY, 4, N_("Thursday|Thu|Thur|Thurs")},
	{MOMENT_WEEKDAY, 5, N_("Friday|Fri")},
	{MOMENT_WEEKDAY, 6, N_("Saturday|Sat")},
	{MOMENT_MONTH, 1, N_("January|Jan")},
	{MOMENT_MONTH, 2, N_("February|Feb")},
	{MOMENT_MONTH, 3, N_("March|Mar")},
	{MOMENT_MONTH, 4, N_("April|Apr")},
	{MOMENT_MONTH, 5, N_("May|may")},
	{MOMENT_MONTH, 6, N_("June|Jun")},
	{MOMENT_MONTH, 7, N_("July|Jul")},
	{MOMENT_MONTH, 8, N_("August|Aug")},
	{MOMENT_MONTH, 9, N_("September|Sep|Sept")},
	{MOMENT_MONTH, 10, N_("October|Oct")},
	{MOMENT_MONTH, 11, N_("November|Nov")},
	{MOMENT_MONTH, 12, N_("December|Dec")},
	{MOMENT_UNIT, 1, N_("minutes|minute|mins|min|m")},
	{MOMENT_UNIT, MOMENT_AN_HOUR, N_("hours|hour|hrs|hr|h")},
	{MOMENT_UNIT, MOMENT_A_DAY, N_("days|day|d")},
	{MOMENT_UNIT, 7 * MOMENT_A_DAY, N_("weeks|week|w")},
	{MOMENT_LEAD, 0, N_("in|within")},
	{MOMENT_AT, 0, N_("at")},
	{MOMENT_HOUR, 12, N_("noon|midday")},
	{MOMENT_MORNING, 9, N_("in the morning|morning|am|a.m.")},
	{MOMENT_AFTERNOON, 16, N_("in the afternoon|in the evening|afternoon|evening|pm|p.m.")},
	{MOMENT_FILLER, 0, N_("on|the|of|next|this|o'clock|st|nd|rd|th")},
};
enum { NOTIONS = sizeof notions / sizeof *notions };

struct moment_lexicon {
	size_t n;
	const char *forms[LANGUAGES * NOTIONS]; /* folded, "|" between; NULL: none */
};

static void add_language(
	struct moment_lexicon *lexicon, const char *const forms[NOTIONS], struct arena *a)
{
	for (size_t i = 0; i < NOTIONS; i++)
		lexicon->forms[lexicon->n + i] = fold_text(a, forms[i]);
	lexicon->n += NOTIONS;
}

struct moment_lexicon *moment_lexicon(const char *const *languages, size_t n, struct arena *a)
{
	struct moment_lexicon *lexicon = arena_alloc(a, sizeof *lexicon);
	const char *forms[NOTIONS];
	lexicon->n = 0;
	for (size_t i = 0; i < NOTIONS; i++)
		forms[i] = i18n_as_written(notions[i].forms);
	add_language(lexicon, forms, a);
	for (size_t l = 0; l < n && l < LANGUAGES - 2 && languages[l]; l++) {
		for (size_t i = 0; i < NOTIONS; i++)
			forms[i] = i18n_in(languages[l], notions[i].forms);
		add_language(lexicon, forms, a);
	}
	for (size_t i = 0; i < NOTIONS; i++)
		forms[i] = notions[i].forms;
	add_language(lexicon, forms, a);
	return lexicon;
}

static bool is_letter(char c)
{
	return c >= 'a' && c <= 'z';
}

static size_t letters(const char *s)
{
	size_t n = 0;
	while (is_letter(s[n]))
		n++;
	return n;
}

/* How much of text one of the forms is. The beginning of a month's name will do: "decem". */
static size_t length_of(const char *forms, enum moment_kind kind, const char *text)
{
	size_t best = 0, word = letters(text);
	for (const char *f = forms; *f; f += *f == '|') {
		size_t n = strcspn(f, "|");
		/* "d'abril": a unit or a month does not lose its vowel, small words do. */
		bool ends = !is_letter(text[n <= strlen(text) ? n : 0]) &&
			(kind == MOMENT_FILLER || kind == MOMENT_LEAD || text[n] != '\'');
		if (n > best && strncmp(f, text, n) == 0 && ends)
			best = n;
		if (kind == MOMENT_MONTH && word >= MONTH_MIN && word < n && word > best &&
			strncmp(f, text, word) == 0)
			best = word;
		f += n;
	}
	return best;
}

static size_t index_of(enum moment_kind kind)
{
	size_t i = 0;
	while (kind >> i != 1)
		i++;
	return i;
}

int moment_value(const struct moment_word *word, enum moment_kind kind)
{
	return word->value[index_of(kind)];
}

size_t moment_word(const struct moment_lexicon *lexicon, const char *text, struct moment_word *out)
{
	size_t best = 0;
	*out = (struct moment_word){0};
	for (size_t i = 0; i < lexicon->n; i++) {
		const struct notion *notion = &notions[i % NOTIONS];
		size_t n = length_of(lexicon->forms[i], notion->kind, text);
		if (n == 0 || n < best)
			continue;
		if (n > best)
			*out = (struct moment_word){0};
		best = n;
		/* The console's own language comes first and is not overruled. */
		if (!(out->kinds & (unsigned)notion->kind))
			out->value[index_of(notion->kind)] = notion->value;
		out->kinds |= (unsigned)notion->kind;
	}
	return best;
}
