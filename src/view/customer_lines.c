/* customer_lines.c - see customer_lines.h. Each line has a rank: what does not fit goes by it, never the
 * warnings. */
#include "view/customer_lines.h"

#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/case_columns.h"
#include "carrel/cells.h"
#include "carrel/clock.h"
#include "carrel/console.h"
#include "carrel/go.h"
#include "carrel/i18n.h"
#include "carrel/loyalty.h"
#include "carrel/phone.h"
#include "carrel/store_rows.h"
#include "view/pane.h"

#include <string.h>

enum { CASES_MAX = 3 };
/* From so many lines on what was promised may have a line of its own. */
enum { HIGH_ROWS = 12 };

static struct customer_line *add(
	struct customer_lines *s, int rank, enum style_id style, const char *left)
{
	if (s->nlines == CUSTOMER_LINES_MAX)
		s->nlines--; /* the last one is the least of them */
	struct customer_line *line = &s->lines[s->nlines++];
	*line = (struct customer_line){.left = left, .style = style, .rank = rank};
	return line;
}

/* ---- somebody we know ---- */

static const char *identity(const struct pop *pop, enum identity_kind kind)
{
	const char *found = NULL;
	for (size_t i = 0; i < pop->n_identities; i++) {
		const struct identity *id = &pop->identities[i];
		if (id->kind == kind && (!found || id->main))
			found = id->shown && *id->shown ? id->shown : id->value;
	}
	return found;
}

static bool given(const char *text)
{
	return text && *text;
}

static bool fits(const char *left, const char *right, int cols)
{
	return (int)cells_widths(left) + (int)cells_widths(right) + 4 <= cols;
}

/* A line of two halves, or the two below each other where they do not fit: a name is never cut for
 * the sake of what stands beside it. */
static void add_pair(struct customer_lines *s, int cols, struct customer_line both, int right_rank)
{
	if (both.right && fits(both.left, both.right, cols)) {
		*add(s, both.rank, both.style, both.left) = both;
		return;
	}
	add(s, both.rank, both.style, both.left);
	if (both.right)
		add(s, right_rank, both.right_style, both.right);
}

/* Of several ways to say it the first that stands beside the left; the last stands in any case. */
static const char *widest(const char *left, int cols, const char *const *ways, size_t n)
{
	for (size_t i = 0; i + 1 < n; i++)
		if (ways[i] && fits(left, ways[i], cols))
			return ways[i];
	return ways[n - 1];
}

static const char *verified_words(
	const struct customer_lines *s, const struct desk *desk, const char *left, int cols)
{
	const struct pop *pop = &desk->pop;
	if (!pop->customer.verified_at)
		return fits(left, _("not verified"), cols) ? _("not verified") : "[ ]";
	const char *when =
		app_when(desk->app, pop->customer.verified_at, clock_wall_ms(), s->arena);
	const char *who = pop->verified_by;
	const char *first = who ? pane_first_name(who, s->arena) : NULL;
	const char *const ways[] = {
		who ? arena_printf(s->arena, _("[v] verified by %s, %s"), who, when) : NULL,
		first ? arena_printf(s->arena, _("[v] verified by %s, %s"), first, when) : NULL,
		first ? arena_printf(s->arena, "[v] %s, %s", first, when) : NULL,
		arena_printf(s->arena, _("[v] verified %s"), when),
		_("[v] verified"),
		"[v]",
	};
	return widest(left, cols, ways, sizeof(ways) / sizeof(ways[0]));
}

/* How they are now, when that was said on this call, else how they were last time. */
static const char *mood_words_for(const struct customer_lines *s, const struct desk *desk,
	const char *left, int cols, enum style_id *style)
{
	const struct contact *last = pop_last_mood(&desk->pop);
	enum mood mood = desk->hand.call.mood;
	bool now = mood != MOOD_UNSAID;
	if (!now && !last)
		return NULL;
	if (!now)
		mood = last->mood;
	*style = mood == MOOD_ANGRY || mood == MOOD_TENSE ? STYLE_WARN
		: mood == MOOD_WORRIED                    ? STYLE_HEADING
							  : STYLE_DEFAULT;
	const char *word = _(word_label(mood_words, (int)mood));
	const char *const here[] = {arena_printf(s->arena, _("mood now %s"), word),
		arena_printf(s->arena, _("now %s"), word), word};
	if (now)
		return widest(left, cols, here, sizeof(here) / sizeof(here[0]));
	const char *when = app_when(desk->app, last->at, clock_wall_ms(), s->arena);
	when += strspn(when, " ");
	const char *const ways[] = {
		arena_printf(s->arena, _("mood %s, %s"), word, when),
		arena_printf(s->arena, _("mood %s"), word),
		word,
	};
	return widest(left, cols, ways, sizeof(ways) / sizeof(ways[0]));
}

/* "Spanish, formal, prospect, company": of the last two only what is not the usual. */
static const char *manner(const struct customer_lines *s, const struct customer *c)
{
	const char *tone = c->tone == TONE_CASUAL ? _("casual") : _("formal");
	const char *standing = c->standing == STANDING_PROSPECT ? _("prospect")
		: c->standing == STANDING_FORMER                ? _("former")
								: "";
	const char *kind = c->kind == CUSTOMER_COMPANY ? _("company") : "";
	return arena_printf(s->arena, "%s%s%s%s%s%s%s",
		given(c->language) ? pane_language(c->language) : "",
		given(c->language) ? ", " : "", tone, *standing ? ", " : "", standing,
		*kind ? ", " : "", kind);
}

static void add_who(struct customer_lines *s, const struct desk *desk, int cols)
{
	const struct pop *pop = &desk->pop;
	const struct customer *c = &pop->customer;
	const char *number = arena_printf(s->arena, "#%lld", (long long)c->id);
	const char *loyalty = loyalty_words(desk->app, c, clock_wall_ms(), s->arena);
	enum style_id grade = c->vip || given(c->loyalty) ? STYLE_VIP : STYLE_DIM;
	const char *both = *loyalty ? arena_printf(s->arena, "%s  %s", loyalty, number) : number;
	bool beside = fits(c->name, both, cols);
	struct customer_line who = {c->name, beside ? both : number, STYLE_HEADING, grade, 100};
	add_pair(s, cols, who, 54);
	const char *of =
		given(pop->company) ? arena_printf(s->arena, _("of %s"), pop->company) : NULL;
	bool apart = !beside && *loyalty;
	struct customer_line both_of = {loyalty, of, grade, STYLE_DEFAULT, 64};
	if (apart && of && fits(loyalty, of, cols)) {
		add_pair(s, cols, both_of, 64);
	} else {
		if (apart)
			add(s, 62, grade, loyalty);
		if (of)
			add(s, 64, STYLE_DEFAULT, of);
	}
	const char *phone = identity(pop, IDENTITY_PHONE);
	const char *mail = identity(pop, IDENTITY_EMAIL);
	if (phone)
		phone = phone_group(phone, s->arena);
	const char *reach = phone ? phone : mail ? mail : _("no number or address");
	struct customer_line ways = {reach, verified_words(s, desk, reach, cols), STYLE_DEFAULT,
		c->verified_at ? STYLE_OK : STYLE_DEFAULT, 90};
	add_pair(s, cols, ways, 75);
	struct customer_line how = {manner(s, c), NULL, STYLE_DEFAULT, STYLE_DEFAULT, 65};
	how.right = mood_words_for(s, desk, how.left, cols, &how.right_style);
	add_pair(s, cols, how, 77);
}

/* What is owed them, the next first: "Callback 15:00  Send the router". The word says that it is
 * late, and stands where nothing cuts it. */
static void add_promises(struct customer_lines *s, const struct desk *desk, int cols, bool high)
{
	int64_t now = clock_wall_ms();
	for (size_t i = 0; i < desk->pop.n_promises; i++) {
		const struct follow_up *f = &desk->pop.promises[i];
		enum style_id style = f->at < now ? STYLE_LATE : STYLE_DEFAULT;
		const char *mark = f->at < now ? _("! late") : NULL;
		const char *what = given(f->what) ? f->what : "";
		const char *when = arena_printf(s->arena, "%s %s",
			_(word_label(follow_up_words, (int)f->kind)),
			pane_moment(desk->app, f->at, now, s->arena));
		const char *all = arena_printf(s->arena, "%s  %s", when, what);
		bool apart = high && !fits(all, mark ? mark : "", cols);
		struct customer_line *line =
			add(s, i == 0 ? 82 : 60 - (int)i, style, apart ? when : all);
		line->right = mark;
		line->right_style = STYLE_LATE;
		if (apart)
			add(s, 48, style, arena_printf(s->arena, "   %s", what));
	}
}

/* "2nd call today", as people count. */
static const char *calls_today_words(const struct customer_lines *s, int64_t nth)
{
	switch (nth) {
	case 2: return _("! 2nd call today");
	case 3: return _("! 3rd call today");
	default: return arena_printf(s->arena, _("! %lldth call today"), (long long)nth);
	}
}

/* NULL: today they had not been heard of before. */
static const char *today_words(const struct customer_lines *s, const struct desk *desk)
{
	const struct pop *pop = &desk->pop;
	if (desk->hand.call.id && pop->calls_today > 0)
		return calls_today_words(s, pop->calls_today + 1);
	if (desk->hand.call.id && pop->contacts_today > 0)
		return _("! wrote today already");
	if (pop->calls_today > 0)
		return _("! called today");
	return NULL;
}

static const char *append(const struct customer_lines *s, const char *text, const char *more)
{
	return !more ? text : *text ? arena_printf(s->arena, "%s  %s", text, more) : more;
}

/* Where the line is full, the flag has one of its own. */
static void add_flag(
	struct customer_lines *s, struct customer_line **line, int cols, int rank, const char *flag)
{
	if (!flag)
		return;
	if (*line && cells_widths((*line)->left) + cells_widths(flag) + 4 <= (size_t)cols)
		(*line)->left = append(s, (*line)->left, flag);
	else
		*line = add(s, rank, STYLE_WARN, flag);
}

/* What must be seen, the loudest first: "! take extra care  ! 2nd call today  ! 1 open case". The cases
 * themselves stand below and beside it, so their number is what may go. */
static void add_flags(struct customer_lines *s, const struct desk *desk, int cols)
{
	const struct pop *pop = &desk->pop;
	struct customer_line *line = NULL;
	add_flag(s, &line, cols, 81, pop->customer.vulnerable ? _("! take extra care") : NULL);
	add_flag(s, &line, cols, 80, pop->customer.vip ? _("! VIP") : NULL);
	add_flag(s, &line, cols, 80, today_words(s, desk));
	if (pop->n_open > 0)
		add_flag(s, &line, cols, line ? 52 : 80,
			arena_printf(s->arena,
				i18n_plural("! %zu open case", "! %zu open cases", pop->n_open),
				pop->n_open));
}

/* The other open ones: the one in hand has a pane of its own. */
static void add_cases(struct customer_lines *s, const struct desk *desk)
{
	struct case_mark_rules rules = case_rules(desk->app);
	int64_t now = clock_wall_ms();
	int shown = 0;
	for (size_t i = 0; i < desk->pop.n_cases && shown < CASES_MAX; i++) {
		const struct casefile *c = &desk->pop.cases[i];
		if (!casefile_is_open(c->state) || c->id == desk->hand.casefile.id)
			continue;
		unsigned marks = casefile_marks(c, now, &rules);
		const char *word = pane_case_word(c->state);
		struct customer_line *line = add(s, 56 - shown++, STYLE_DEFAULT,
			arena_printf(
				s->arena, "%s  %s", pane_number(s->arena, c->number), c->subject));
		line->right = marks
			? arena_printf(s->arena, "%s %s", word, case_marks_text(marks, s->arena))
			: word;
		line->right_style = marks & MARK_AGEING ? STYLE_LATE
			: marks                         ? STYLE_WARN
							: pane_case_style(c->state);
	}
}

/* Every way to reach them that does not stand above. */
static void add_identities(struct customer_lines *s, const struct pop *pop)
{
	const char *phone = identity(pop, IDENTITY_PHONE), *mail = identity(pop, IDENTITY_EMAIL);
	for (size_t i = 0; i < pop->n_identities; i++) {
		const struct identity *id = &pop->identities[i];
		const char *shown = given(id->shown) ? id->shown : id->value;
		if (shown == phone || (!phone && shown == mail))
			continue;
		struct customer_line *line =
			add(s, id->kind == IDENTITY_EMAIL ? 52 : 35, STYLE_DEFAULT,
				id->kind == IDENTITY_PHONE ? phone_group(shown, s->arena) : shown);
		if (id->kind == IDENTITY_PHONE || id->kind == IDENTITY_EMAIL)
			continue; /* one sees what it is */
		line->right = _(word_label(identity_kind_words, (int)id->kind));
		line->right_style = STYLE_DIM;
	}
}

static void add_references(struct customer_lines *s, const struct pop *pop)
{
	for (size_t i = 0; i < pop->n_references; i++) {
		const struct reference_item *r = &pop->references[i];
		struct customer_line *line = add(s, 20 - (int)(i < 10 ? i : 10), STYLE_DEFAULT,
			arena_printf(s->arena, "%s %s  %s",
				given(r->kind) ? _(word_foreign(reference_kind_words, r->kind))
					       : "",
				r->ref, given(r->title) ? r->title : ""));
		line->right = given(r->status) ? _(word_foreign(reference_status_words, r->status))
					       : r->amount;
		line->right_style = STYLE_DIM;
	}
}

/* Of a company who belongs to it; and a name merged since is heard still. */
static void add_belonging(struct customer_lines *s, const struct pop *pop)
{
	enum { PEOPLE_NAMED = 3 };
	const char *people = "";
	for (size_t i = 0; i < pop->n_people && i < PEOPLE_NAMED; i++)
		people =
			arena_printf(s->arena, "%s%s%s", people, i > 0 ? ", " : "", pop->people[i]);
	if (pop->people_count > 0)
		add(s, 74, STYLE_DEFAULT,
			arena_printf(s->arena,
				i18n_plural("%zu person: %s", "%zu people: %s", pop->people_count),
				pop->people_count, people));
	for (size_t i = 0; i < pop->n_names_before; i++)
		add(s, 40, STYLE_DIM,
			arena_printf(s->arena, _("also known as %s"), pop->names_before[i]));
}

void customer_lines_known(struct customer_lines *s, const struct desk *desk, struct rect in)
{
	const struct pop *pop = &desk->pop;
	const struct customer *c = &pop->customer;
	add_who(s, desk, in.cols);
	add_belonging(s, pop);
	if (given(c->alert))
		add(s, 85, STYLE_WARN, arena_printf(s->arena, "! %s", c->alert));
	add_flags(s, desk, in.cols);
	add_promises(s, desk, in.cols, in.rows >= HIGH_ROWS);
	add_cases(s, desk);
	if (given(c->tags))
		add(s, 51, STYLE_DIM, arena_printf(s->arena, _("tags %s"), c->tags));
	if (given(c->address))
		add(s, 50, STYLE_DEFAULT, c->address);
	add_identities(s, pop);
	add_references(s, pop);
}

/* ---- nobody we know ---- */

void customer_lines_unknown(struct customer_lines *s, const struct desk *desk, int cols)
{
	if (!desk_in_hand(desk)) {
		const char *all =
			arena_printf(s->arena, _("Nobody in hand. %s"), go_words(desk->app));
		bool whole = fits(all, "", cols);
		add(s, 90, STYLE_DIM, whole ? all : _("Nobody in hand."));
		if (!whole)
			add(s, 89, STYLE_DIM, go_words(desk->app));
		return;
	}
	const char *number = desk->hand.call.from_number;
	if (number)
		add(s, 80, STYLE_DEFAULT, phone_group(number, s->arena));
	else if (desk->hand.call.id)
		add(s, 80, STYLE_DEFAULT, _("number withheld"));
	add(s, 90, STYLE_HEADING, _("Nobody we know."));
	add(s, 85, STYLE_DEFAULT, _("F3 finds, F5 adds them."));
}

/* The lowest ranks leave until the rest fits; the order on the screen stays. */
void customer_lines_fit(struct customer_lines *s, int rows)
{
	while (s->nlines > rows && s->nlines > 0) {
		int lowest = 0;
		for (int i = 1; i < s->nlines; i++)
			if (s->lines[i].rank <= s->lines[lowest].rank)
				lowest = i;
		memmove(&s->lines[lowest], &s->lines[lowest + 1],
			(size_t)(s->nlines - lowest - 1) * sizeof(s->lines[0]));
		s->nlines--;
	}
}
