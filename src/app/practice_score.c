/* What a practice call is worth: the best way through it, what was earned, and the sum of both. */
#include "carrel/practice.h"

#include "practice_private.h"

#include "carrel/arena.h"

#include <string.h>

enum { WEIGHT_TIME = 10, WEIGHT_OTHER = 10, ON_THE_WAY = INT32_MIN };

/* Weights of the score card of domain knowledge: what resolves the matter counts most. */
static const struct {
	const char *name;
	int weight;
} weights[] = {
	{"correctness", 30},
	{"ownership", 15},
	{"process", 15},
	{"listening", 10},
	{"empathy", 10},
	{"clarity", 10},
};

static int weight_of(const char *skill)
{
	for (size_t i = 0; i < sizeof(weights) / sizeof(weights[0]); i++)
		if (strcmp(weights[i].name, skill) == 0)
			return weights[i].weight;
	return WEIGHT_OTHER;
}

static struct practice_skill *skill_named(struct practice_play *play, const char *name)
{
	for (size_t i = 0; i < play->nskills; i++)
		if (strcmp(play->skills[i].name, name) == 0)
			return &play->skills[i];
	if (play->nskills == PRACTICE_SKILLS_MAX)
		return NULL;
	struct practice_skill *skill = &play->skills[play->nskills++];
	*skill = (struct practice_skill){.name = name, .weight = weight_of(name)};
	return skill;
}

void practice_earn(struct practice_play *play, const struct scenario_number *score, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct practice_skill *skill = skill_named(play, score[i].name);
		if (skill)
			skill->earned += score[i].value;
	}
}

int practice_score_sum(const struct scenario_number *score, size_t n)
{
	int sum = 0;
	for (size_t i = 0; i < n; i++)
		sum += score[i].value;
	return sum;
}

/* ---- the best way through ---- */

/* One way on from a node, with what it is worth. */
struct way {
	const struct scenario_number *score;
	size_t nscore;
	int next;
};

static size_t way_count(const struct scenario_node *node)
{
	switch (node->kind) {
	case SCENARIO_TALK: return node->nchoices;
	case SCENARIO_END: return 0;
	default: return 1;
	}
}

static struct way way_at(const struct scenario_node *node, size_t i)
{
	if (node->kind == SCENARIO_TALK) {
		const struct scenario_choice *c = &node->choices[i];
		return (struct way){c->score, c->nscore, c->next};
	}
	if (node->kind == SCENARIO_ACTION)
		return (struct way){node->ok.score, node->ok.nscore, node->ok.next};
	return (struct way){node->score, node->nscore, node->next};
}

struct search {
	const struct scenario_file *scenario;
	int *best; /* ON_THE_WAY while the node is being looked at */
	bool *known;
	size_t *choice; /* which way is the best */
};

/* A node that is already on the way ends it there: going round again earns nothing. */
static int best_from(struct search *s, int at)
{
	if (at < 0 || (s->known[at] && s->best[at] == ON_THE_WAY))
		return -1;
	if (s->known[at])
		return s->best[at];
	s->known[at] = true;
	s->best[at] = ON_THE_WAY;
	const struct scenario_node *node = &s->scenario->nodes[at];
	int best = ON_THE_WAY;
	for (size_t i = 0; i < way_count(node); i++) {
		struct way way = way_at(node, i);
		int sum = practice_score_sum(way.score, way.nscore) + best_from(s, way.next);
		if (sum > best) {
			best = sum;
			s->choice[at] = i;
		}
	}
	s->best[at] = best == ON_THE_WAY ? 0 : best;
	return s->best[at];
}

void practice_find_best(struct practice_play *play)
{
	const struct scenario_file *scenario = play->scenario;
	size_t n = scenario->nnodes;
	struct search s = {
		.scenario = scenario,
		.best = arena_array(play->arena, n, sizeof(*s.best)),
		.known = arena_array(play->arena, n, sizeof(*s.known)),
		.choice = arena_array(play->arena, n, sizeof(*s.choice)),
	};
	best_from(&s, scenario->start);
	int at = scenario->start;
	int *path = arena_array(play->arena, n + 1, sizeof(*path));
	play->path = path;
	for (size_t walked = 0; walked < n && at >= 0; walked++) {
		const struct scenario_node *node = &scenario->nodes[at];
		if (node->kind == SCENARIO_END)
			break;
		struct way way = way_at(node, s.choice[at]);
		for (size_t i = 0; i < way.nscore; i++) {
			struct practice_skill *skill = skill_named(play, way.score[i].name);
			if (skill)
				skill->possible += way.score[i].value;
		}
		path[play->steps++] = at;
		at = way.next;
	}
}

/* ---- the sum ---- */

static double share(int earned, int possible)
{
	if (earned <= 0)
		return 0;
	return earned >= possible ? 1 : (double)earned / possible;
}

/* Full up to par, then down to nothing at twice par: haste earns nothing. */
static double time_share_of(const struct practice_play *play)
{
	int64_t par_ms = (int64_t)play->scenario->par_seconds * 1000;
	int64_t used_ms = play->done_at - play->begun_at;
	if (par_ms == 0)
		return -1;
	if (used_ms <= par_ms)
		return 1;
	return used_ms >= 2 * par_ms ? 0 : 1 - (double)(used_ms - par_ms) / (double)par_ms;
}

int practice_total(const struct practice_play *play, double *time_share)
{
	double sum = 0;
	int all = 0;
	*time_share = time_share_of(play);
	for (size_t i = 0; i < play->nskills; i++) {
		const struct practice_skill *skill = &play->skills[i];
		if (skill->possible <= 0)
			continue; /* never trained on the best way: nothing to compare with */
		sum += skill->weight * share(skill->earned, skill->possible);
		all += skill->weight;
	}
	if (*time_share >= 0) {
		sum += WEIGHT_TIME * *time_share;
		all += WEIGHT_TIME;
	}
	if (play->critical || all == 0)
		return 0;
	return (int)(100 * sum / all + 0.5);
}
