/* The engine of a practice call: which step it is, what ends it, what is a fault. It reads no clock
 * and no store; the same moments give the same play. */
#include "carrel/practice.h"

#include "practice_private.h"

#include "carrel/arena.h"
#include "carrel/fold.h"
#include "carrel/i18n.h"
#include "carrel/mem.h"
#include "carrel/strbuf.h"
#include "carrel/textfill.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum {
	LISTEN_MIN_MS = 2000,
	LISTEN_CHAR_MS = 60, /* about three words a second */
	WORDS_READ_A_SECOND = 8,
	TRIES = 2,      /* of a text in own words */
	WORDS_TOLD = 3, /* of a group that was missed */
};

static const struct {
	const char *word;
	unsigned fact;
} facts[] = {
	{"answered", FACT_ANSWERED},
	{"customer_shown", FACT_CUSTOMER_SHOWN},
	{"verified", FACT_VERIFIED},
	{"case_open", FACT_CASE_OPEN},
	{"text_inserted", FACT_TEXT_INSERTED},
	{"note_written", FACT_NOTE_WRITTEN},
	{"outcome_picked", FACT_OUTCOME_PICKED},
	{"next_offered", FACT_NEXT_OFFERED},
};

unsigned practice_fact_parse(const char *word)
{
	for (size_t i = 0; i < sizeof(facts) / sizeof(facts[0]); i++)
		if (strcmp(facts[i].word, word) == 0)
			return facts[i].fact;
	return 0;
}

/* splitmix64: the same draw for the same seed, on every machine. */
static uint64_t draw(uint64_t *seed)
{
	uint64_t z = *seed += 0x9e3779b97f4a7c15u;
	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return z ^ (z >> 31);
}

/* ---- beginning and ending ---- */

struct practice_play *practice_play_new(
	const struct scenario_file *scenario, const char *language, uint64_t seed)
{
	struct practice_play *play = xcalloc(1, sizeof(*play));
	uint64_t at = seed;
	play->scenario = scenario;
	play->language = language;
	play->seed = seed;
	play->arena = arena_new();
	play->node = SCENARIO_NO_NODE;
	play->mistakes.size = sizeof(struct practice_mistake);
	play->drawn = arena_array(play->arena, scenario->nvars + 1, sizeof(*play->drawn));
	for (size_t i = 0; i < scenario->nvars; i++)
		play->drawn[i] = scenario->vars[i].values[draw(&at) % scenario->vars[i].n];
	play->state = arena_array(play->arena, scenario->nstate + 1, sizeof(*play->state));
	for (size_t i = 0; i < scenario->nstate; i++)
		play->state[i] = scenario->state[i].value;
	practice_find_best(play);
	return play;
}

void practice_play_free(struct practice_play **play)
{
	if (!*play)
		return;
	vec_fini(&(*play)->mistakes);
	arena_free(&(*play)->arena);
	free(*play);
	*play = NULL;
}

static const char *var_value(void *arg, const char *name)
{
	const struct practice_play *play = arg;
	for (size_t i = 0; i < play->scenario->nvars; i++)
		if (strcmp(play->scenario->vars[i].name, name) == 0)
			return play->drawn[i];
	return NULL;
}

const char *practice_fill(struct practice_play *play, const char *text)
{
	struct strbuf filled = STRBUF_INIT;
	struct vec gaps = {.size = sizeof(struct textfill_gap)};
	if (!text)
		return NULL;
	textfill_expand(text, var_value, play, play->arena, &filled, &gaps);
	const char *copy = arena_strdup(play->arena, filled.buf);
	strbuf_fini(&filled);
	vec_fini(&gaps);
	return copy;
}

const char *practice_text(struct practice_play *play, const struct langtext *text)
{
	return text->n ? practice_fill(play, langtext_get(text, play->language)) : NULL;
}

const struct scenario_node *practice_node(const struct practice_play *play)
{
	return play->node < 0 ? NULL : &play->scenario->nodes[play->node];
}

void practice_mistake(struct practice_play *play, const char *text)
{
	const struct scenario_node *node = practice_node(play);
	struct practice_mistake *m = vec_push(&play->mistakes);
	m->node = node ? node->name : "";
	m->text = arena_strdup(play->arena, text);
}

/* ---- state ---- */

static void apply(struct practice_play *play, const struct scenario_set *set, size_t n)
{
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < play->scenario->nstate; j++)
			if (strcmp(play->scenario->state[j].name, set[i].name) == 0)
				play->state[j] = set[i].value + (set[i].add ? play->state[j] : 0);
}

static bool state_value(void *arg, const char *name, int *value)
{
	const struct practice_play *play = arg;
	for (size_t i = 0; i < play->scenario->nstate; i++) {
		if (strcmp(play->scenario->state[i].name, name) == 0) {
			*value = play->state[i];
			return true;
		}
	}
	return false;
}

static void fail(struct practice_play *play, const char *id, const char *why)
{
	if (play->critical)
		return;
	play->critical = id;
	play->critical_why = why ? why : "";
}

static void finish(struct practice_play *play, int64_t now)
{
	play->done = true;
	play->done_at = now;
	for (size_t i = 0; i < play->scenario->ncritical; i++) {
		const struct scenario_critical *c = &play->scenario->critical[i];
		bool is = false;
		const char *why;
		if (scenario_when(c->when, state_value, play, &is, &why) && is)
			fail(play, c->id, practice_text(play, &c->why));
	}
}

/* ---- nodes ---- */

static void shuffle(struct practice_play *play, const struct scenario_node *node)
{
	uint64_t at = play->seed + (uint64_t)play->node * 0x10001u;
	play->norder =
		node->nchoices < PRACTICE_CHOICES_MAX ? node->nchoices : PRACTICE_CHOICES_MAX;
	for (size_t i = 0; i < play->norder; i++)
		play->order[i] = (unsigned char)i;
	for (size_t i = play->norder; i > 1; i--) {
		size_t j = (size_t)(draw(&at) % i);
		unsigned char swap = play->order[i - 1];
		play->order[i - 1] = play->order[j];
		play->order[j] = swap;
	}
}

static void enter(struct practice_play *play, int next, const struct practice_moment *moment)
{
	play->node = next;
	play->node_at = moment->now;
	play->entered = *moment;
	play->tries = 0;
	const struct scenario_node *node = practice_node(play);
	if (!node || node->kind == SCENARIO_END) {
		finish(play, moment->now);
		return;
	}
	if (play->step < play->steps)
		play->step++;
	const char *says = practice_text(play, &node->says);
	if (says)
		play->heard = says;
	shuffle(play, node);
}

void practice_begin(struct practice_play *play, const struct practice_moment *moment)
{
	play->begun = true;
	play->begun_at = moment->now;
	enter(play, play->scenario->start, moment);
}

/* Counted from the node's start: a note that was cleared since counts from there again. */
static unsigned facts_of(const struct practice_play *play, const struct practice_moment *m)
{
	unsigned now = m->facts & ~(unsigned)(FACT_TEXT_INSERTED | FACT_NOTE_WRITTEN);
	size_t base =
		play->entered.note_chars < m->note_chars ? play->entered.note_chars : m->note_chars;
	if (m->texts > play->entered.texts)
		now |= FACT_TEXT_INSERTED;
	if (m->notes > play->entered.notes ||
		(m->note_settled && m->note_chars >= base + NOTE_CHARS_MIN))
		now |= FACT_NOTE_WRITTEN;
	return now;
}

unsigned practice_missing(const struct practice_play *play, const struct practice_moment *moment)
{
	const struct scenario_node *node = practice_node(play);
	unsigned wanted = 0;
	if (play->done || !node || node->kind != SCENARIO_ACTION)
		return 0;
	for (size_t i = 0; i < node->nrequire; i++)
		wanted |= practice_fact_parse(node->require[i]);
	return wanted & ~facts_of(play, moment);
}

static void take(struct practice_play *play, const struct scenario_branch *branch,
	const struct practice_moment *moment)
{
	practice_earn(play, branch->score, branch->nscore);
	apply(play, branch->set, branch->nset);
	enter(play, branch->next, moment);
}

/* The step was missed: on without its points. */
static void miss(struct practice_play *play, const struct practice_moment *moment)
{
	const struct scenario_node *node = practice_node(play);
	if (node->late.next >= 0)
		take(play, &node->late, moment);
	else
		enter(play, node->ok.next, moment);
}

static bool advance_action(struct practice_play *play, const struct practice_moment *m)
{
	const struct scenario_node *node = practice_node(play);
	unsigned missing = practice_missing(play, m);
	if (!missing) {
		take(play, &node->ok, m);
		return true;
	}
	if (m->over && (missing & ~(unsigned)(FACT_OUTCOME_PICKED | FACT_NEXT_OFFERED))) {
		practice_mistake(play,
			arena_printf(play->arena, _("Wrapped up too early, this was left out: %s"),
				practice_fact_words(missing)));
		miss(play, m);
		return true;
	}
	bool late = node->within_s && node->late.next >= 0 &&
		m->now - play->node_at >= (int64_t)node->within_s * 1000;
	if (late) {
		practice_mistake(play,
			arena_printf(play->arena, _("This took longer than %d s: %s"),
				node->within_s, practice_fact_words(missing)));
		take(play, &node->late, m);
	}
	return late;
}

static bool advance_listen(struct practice_play *play, const struct practice_moment *m)
{
	const struct scenario_node *node = practice_node(play);
	const char *says = practice_text(play, &node->says);
	int64_t needed = says ? (int64_t)strlen(says) * LISTEN_CHAR_MS : 0;
	if (needed < LISTEN_MIN_MS)
		needed = LISTEN_MIN_MS;
	if (!(m->facts & FACT_ANSWERED) || (!m->key && m->now - play->node_at < needed))
		return false;
	enter(play, node->next, m);
	return true;
}

static bool advance_speech(struct practice_play *play, const struct practice_moment *m)
{
	if (!m->over)
		return false;
	fail(play, "hung-up", _("The call was ended while the caller was still speaking."));
	finish(play, m->now);
	return true;
}

static bool advance_once(struct practice_play *play, const struct practice_moment *m)
{
	switch (practice_node(play)->kind) {
	case SCENARIO_ACTION: return advance_action(play, m);
	case SCENARIO_LISTEN: return advance_listen(play, m);
	case SCENARIO_TALK:
	case SCENARIO_WRITE: return advance_speech(play, m);
	case SCENARIO_END: break;
	}
	return false;
}

bool practice_advance(struct practice_play *play, const struct practice_moment *moment)
{
	bool moved = false;
	struct practice_moment m = *moment;
	if (!play->begun || play->done)
		return false;
	if (m.card)
		fail(play, "card",
			_("A card number was typed into the note. Never write one down."));
	/* A circle of steps that are all done would never end: once round is enough. */
	for (size_t i = 0; i < play->scenario->nnodes && !play->done && advance_once(play, &m);
		i++) {
		moved = true;
		m.key = false; /* one key ends one silence */
	}
	return moved;
}

/* ---- speaking ---- */

const char *practice_choice(struct practice_play *play, size_t i)
{
	const struct scenario_node *node = practice_node(play);
	if (!node || i >= play->norder)
		return NULL;
	return practice_text(play, &node->choices[play->order[i]].say);
}

static int64_t reading_ms(const char *text)
{
	int64_t words = 1;
	for (; *text; text++)
		words += *text == ' ';
	return words * 1000 / WORDS_READ_A_SECOND;
}

enum rc practice_say(
	struct practice_play *play, size_t i, const struct practice_moment *moment, struct err *err)
{
	const struct scenario_node *node = practice_node(play);
	if (play->done || !node || node->kind != SCENARIO_TALK)
		return err_set(err, RC_INVALID,
			_("Nothing is to be said at this moment; the coach says what to do."));
	if (i >= play->norder)
		return err_set(err, RC_INVALID, _("Say 1 to %zu."), play->norder);
	const struct scenario_choice *choice = &node->choices[play->order[i]];
	int sum = practice_score_sum(choice->score, choice->nscore);
	const char *said = practice_choice(play, i);
	if (moment->now - play->node_at < reading_ms(said))
		play->hurried++;
	play->remark = practice_text(play, &choice->why);
	play->remark_good = sum >= 0;
	if (sum < 0)
		practice_mistake(play, play->remark ? play->remark : said);
	practice_earn(play, choice->score, choice->nscore);
	apply(play, choice->set, choice->nset);
	enter(play, choice->next, moment);
	return RC_OK;
}

/* ---- own words ---- */

static bool letter(unsigned char c)
{
	return isalnum(c) || c >= 0x80;
}

/* The words stand in the text as whole words; both are folded. */
static bool has_words(const char *text, const char *words)
{
	size_t n = strlen(words);
	for (const char *at = text; n && (at = strstr(at, words)); at++)
		if ((at == text || !letter((unsigned char)at[-1])) && !letter((unsigned char)at[n]))
			return true;
	return false;
}

static bool has_any(struct practice_play *play, const char *folded, const char *const *words,
	size_t n, const char **which)
{
	for (size_t i = 0; i < n; i++) {
		const char *word = practice_fill(play, words[i]);
		if (has_words(folded, fold_text(play->arena, word))) {
			*which = word;
			return true;
		}
	}
	return false;
}

static const char *group_words(struct practice_play *play, const struct scenario_group *group)
{
	const char *joined = practice_fill(play, group->words[0]);
	for (size_t i = 1; i < group->n && i < WORDS_TOLD; i++)
		joined = arena_printf(
			play->arena, "%s, %s", joined, practice_fill(play, group->words[i]));
	return joined;
}

/* NULL: it is a good answer. */
static const char *what_is_wrong(struct practice_play *play, const char *text)
{
	const struct scenario_node *node = practice_node(play);
	const char *folded = fold_text(play->arena, text);
	const char *which;
	if (has_any(play, folded, node->must_not, node->nmust_not, &which))
		return arena_printf(
			play->arena, _("“%s” makes people angrier. Leave it out."), which);
	for (size_t i = 0; i < node->nmust; i++)
		if (!has_any(play, folded, node->must[i].words, node->must[i].n, &which))
			return arena_printf(play->arena, _("Something is missing: %s"),
				group_words(play, &node->must[i]));
	return NULL;
}

enum rc practice_write(struct practice_play *play, const char *text,
	const struct practice_moment *moment, bool *again, struct err *err)
{
	const struct scenario_node *node = practice_node(play);
	*again = false;
	if (play->done || !node || node->kind != SCENARIO_WRITE)
		return err_set(err, RC_INVALID, _("Nothing is to be written at this moment."));
	const char *wrong = what_is_wrong(play, text);
	play->remark = wrong ? wrong : _("Good: it is all there.");
	play->remark_good = !wrong;
	if (wrong && ++play->tries < TRIES) {
		*again = true;
		return RC_OK;
	}
	if (wrong)
		practice_mistake(play, wrong);
	else
		practice_earn(play, node->score, node->nscore);
	enter(play, node->next, moment);
	return RC_OK;
}

/* ---- leaving a step out ---- */

static int best_choice(const struct scenario_node *node)
{
	int best = 0;
	for (size_t i = 1; i < node->nchoices; i++)
		if (practice_score_sum(node->choices[i].score, node->choices[i].nscore) >
			practice_score_sum(node->choices[best].score, node->choices[best].nscore))
			best = (int)i;
	return best;
}

void practice_skip(struct practice_play *play, const struct practice_moment *moment)
{
	const struct scenario_node *node = practice_node(play);
	if (play->done || !node)
		return;
	play->skipped++;
	if (node->kind == SCENARIO_TALK)
		enter(play, node->choices[best_choice(node)].next, moment);
	else if (node->kind == SCENARIO_ACTION)
		miss(play, moment);
	else
		enter(play, node->next, moment);
}
