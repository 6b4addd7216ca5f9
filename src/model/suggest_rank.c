/* suggest_rank.c - the six parts of the score, and why a text has it: formulas in suggest.h. */
#include "carrel/suggest.h"

#include "carrel/arena.h"
#include "model/suggest_private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { NEAREST = 30, REASON_WORDS = 3, MEMO = 32 };

static const double k1 = 1.2, b = 0.75;
static const double earlier_weight = 0.25; /* of what was said before the last message */
static const double alpha = 0.3;           /* added to every count of a word */
static const double vote_floor = 0.02;     /* of a text without a like case */
static const double prior = 0.5;           /* uses a text is given before it has any */

struct asked {
	uint32_t term;
	enum suggest_kind kind;
	size_t token;
	double weight;
	bool now; /* said last, so it may be named as a reason */
};

struct best {
	double score;
	uint32_t who;
};

struct ranking {
	struct suggest *s;
	const struct suggest_case *c;
	struct arena *a;
	struct suggest_tokens tokens;
	struct vec asked; /* struct asked, each term once */
	struct names seen;
	double weight; /* of what is being read */
	size_t n;      /* texts */
	double *words, *said, *like, *habit, *next;
	bool *spoken_for;
};

static struct term *term_at(const struct ranking *r, const struct asked *q)
{
	return vec_at(&r->s->terms, q->term);
}

static void ask_term(const struct suggest_term_seen *seen, void *data)
{
	struct ranking *r = data;
	uint32_t term = names_find(&r->s->term_names, seen->text, seen->n);
	if (term == NAME_NONE)
		return;
	uint32_t before = r->seen.n;
	if (names_add(&r->seen, seen->text, seen->n) != before)
		return;
	*(struct asked *)vec_push(&r->asked) = (struct asked){.term = term,
		.kind = seen->kind,
		.token = seen->token,
		.weight = r->weight,
		.now = r->weight == 1};
}

static void ask(struct ranking *r)
{
	r->asked.size = sizeof(struct asked);
	r->seen.memory = r->a;
	r->tokens = suggest_tokens(r->c->said, r->c->language, SUGGEST_WORDS_MAX, r->a);
	r->weight = 1;
	suggest_each_term(&r->tokens, ask_term, r, r->a);
	if (r->c->earlier == NULL)
		return;
	struct suggest_tokens earlier =
		suggest_tokens(r->c->earlier, r->c->language, SUGGEST_WORDS_MAX, r->a);
	r->weight = earlier_weight;
	suggest_each_term(&earlier, ask_term, r, r->a);
}

static double idf(double of, double with)
{
	return log(1 + (of - with + 0.5) / (with + 0.5));
}

static double dampened(double tf, double length, double mean)
{
	return tf * (k1 + 1) / (tf + k1 * (1 - b + b * length / mean));
}

/* ---- words of the texts ---- */

static void score_words(struct ranking *r)
{
	struct suggest *s = r->s;
	double mean = s->there > 0 ? (double)s->text_length / (double)s->there : 0, most = 0;
	if (mean <= 0)
		return;
	for (size_t i = 0; i < r->asked.n; i++) {
		const struct asked *q = vec_at(&r->asked, i);
		const struct posts *posts = &term_at(r, q)->fields;
		if (q->kind != SUGGEST_WORD || posts->n == 0)
			continue;
		double weight = q->weight * idf((double)s->there, posts->n);
		most += weight * (k1 + 1);
		for (uint32_t k = 0; k < posts->n; k++) {
			uint32_t who = posts->items[k].who;
			const struct text *t = vec_at(&s->texts, who);
			r->words[who] += weight * dampened(posts->items[k].n, t->length, mean);
			r->spoken_for[who] |= q->now;
		}
	}
	for (size_t i = 0; most > 0 && i < r->n; i++)
		r->words[i] /= most;
}

/* ---- what was said in other cases ---- */

/* How much more likely a term is in the lessons of a text that has it in n of them than in all
 * others, beside a text that has it in none. */
static double odds(double n, double in_all)
{
	return log1p(n / alpha) - log((in_all - n + alpha) / (in_all + alpha));
}

static void score_said(struct ranking *r)
{
	struct suggest *s = r->s;
	double length = 0;
	for (size_t i = 0; i < r->asked.n; i++) {
		const struct asked *q = vec_at(&r->asked, i);
		const struct term *term = term_at(r, q);
		if (term->said == 0)
			continue;
		double memo[MEMO] = {0};
		length += q->weight;
		for (uint32_t k = 0; k < term->lessons.n; k++) {
			const struct post *post = &term->lessons.items[k];
			double gain = post->n < MEMO ? memo[post->n] : 0;
			if (gain == 0)
				gain = odds(post->n, term->said);
			if (post->n < MEMO)
				memo[post->n] = gain;
			r->said[post->who] += q->weight * gain;
		}
	}
	double all = (double)s->said, flat = alpha * (double)s->vocabulary;
	double even = 1 / sqrt(length + 1);
	for (size_t i = 0; i < r->n; i++) {
		double own = ((const struct text *)vec_at(&s->texts, i))->said;
		if (flat > 0)
			r->said[i] -= length * (log(own + flat) - log(all - own + flat));
		r->said[i] *= even;
	}
}

/* The heap's root is the worst of the best: lower score, then later number. */
static bool is_worse(const struct best *x, const struct best *y)
{
	return x->score != y->score ? x->score < y->score : x->who > y->who;
}

static void sink(struct best *heap, size_t n, size_t i)
{
	for (;;) {
		size_t low = i;
		for (size_t child = 2 * i + 1; child <= 2 * i + 2 && child < n; child++)
			if (is_worse(&heap[child], &heap[low]))
				low = child;
		if (low == i)
			return;
		struct best swap = heap[i];
		heap[i] = heap[low];
		heap[low] = swap;
		i = low;
	}
}

static void keep_best(struct best *heap, size_t *n, size_t limit, struct best one)
{
	if (*n < limit) {
		heap[(*n)++] = one;
		for (size_t i = *n / 2; *n == limit && i-- > 0;)
			sink(heap, *n, i);
	} else if (limit > 0 && is_worse(&heap[0], &one)) {
		heap[0] = one;
		sink(heap, *n, 0);
	}
}

static void score_like(struct ranking *r)
{
	struct suggest *s = r->s;
	double *near = arena_array(r->a, s->lessons.n + 1, sizeof(*near));
	double mean = s->lessons.n > 0 ? (double)s->lesson_length / (double)s->lessons.n : 0;
	for (size_t i = 0; mean > 0 && i < r->asked.n; i++) {
		const struct asked *q = vec_at(&r->asked, i);
		const struct posts *posts = &term_at(r, q)->cases;
		if (q->kind != SUGGEST_WORD || !q->now)
			continue;
		double weight = idf((double)s->lessons.n, posts->n);
		for (uint32_t k = 0; k < posts->n; k++) {
			const struct lesson *l = vec_at(&s->lessons, posts->items[k].who);
			near[posts->items[k].who] +=
				weight * dampened(posts->items[k].n, l->length, mean);
		}
	}
	struct best top[NEAREST];
	size_t n = 0;
	double most = 0, votes = 0;
	for (uint32_t i = 0; i < s->lessons.n; i++)
		if (near[i] > 0)
			keep_best(top, &n, NEAREST, (struct best){near[i], i});
	for (size_t i = 0; i < n; i++)
		most = top[i].score > most ? top[i].score : most;
	for (size_t i = 0; i < n; i++) {
		uint32_t who = ((const struct lesson *)vec_at(&s->lessons, top[i].who))->text;
		double vote = pow(top[i].score / most, 3);
		r->like[who] += vote;
		votes += vote;
		r->spoken_for[who] = true;
	}
	for (size_t i = 0; i < r->n; i++)
		r->like[i] = log(vote_floor + (votes > 0 ? r->like[i] / votes : 0));
}

/* ---- habits ---- */

static const struct context *context_of(
	const struct ranking *r, char what, const char *first, const char *second)
{
	const char *name = what == 'a' ? "a" : suggest_context_name(what, first, second, r->a);
	uint32_t i = names_find(&r->s->context_names, name, strlen(name));
	return i == NAME_NONE ? NULL : vec_at(&r->s->contexts, i);
}

/* Shares of a narrower kind over those of a wider one: the fewer the uses, the less they count. */
static void narrow(struct ranking *r, double *share, const struct context *c, double fade)
{
	if (c == NULL || c->habits.n == 0)
		return;
	double kinds = (double)c->habits.n, all = c->total * fade + kinds;
	for (size_t i = 0; i < r->n; i++)
		share[i] *= kinds / all;
	for (size_t i = 0; i < c->habits.n; i++) {
		const struct habit *h = vec_at(&c->habits, i);
		share[h->text] += h->weight * fade / all;
		r->spoken_for[h->text] = true;
	}
}

static void narrow_to_kind(struct ranking *r, double *share, double fade)
{
	if (r->c->queue)
		narrow(r, share, context_of(r, 'q', r->c->queue, ""), fade);
	if (r->c->topic)
		narrow(r, share, context_of(r, 't', r->c->topic, ""), fade);
}

static void score_habits(struct ranking *r)
{
	const char *after = r->c->after ? r->c->after : "";
	const char *second = r->c->after_second ? r->c->after_second : "";
	/* Weights grow with time from the landmark, so that an old one need not be touched; here they
	 * are brought to 1 for a use of this moment. */
	double fade = r->s->uses > 0 ? 1 / suggest_weight_at(r->s, r->c->now) : 0;
	const struct context *all = context_of(r, 'a', "", "");
	double total = (all ? all->total * fade : 0) + prior * (double)r->n;
	for (size_t i = 0; i < r->n; i++)
		r->habit[i] = prior / total;
	for (size_t i = 0; all && i < all->habits.n; i++) {
		const struct habit *h = vec_at(&all->habits, i);
		r->habit[h->text] += h->weight * fade / total;
		r->spoken_for[h->text] = true;
	}
	memcpy(r->next, r->habit, r->n * sizeof(*r->next));
	narrow(r, r->next, context_of(r, '1', after, ""), fade);
	narrow(r, r->next, context_of(r, '2', after, second), fade);
	narrow_to_kind(r, r->habit, fade);
	narrow_to_kind(r, r->next, fade);
	if (r->c->topic) {
		const char *both = arena_printf(r->a, "%s\n%s", r->c->topic, after);
		narrow(r, r->next, context_of(r, '3', both, ""), fade);
		narrow(r, r->next, context_of(r, '4', both, second), fade);
	}
}

/* ---- reasons ---- */

struct mention {
	size_t from, to; /* tokens, to included */
	double weight;
};

static int by_mention(const void *pa, const void *pb)
{
	const struct mention *x = pa, *y = pb;
	if (x->weight != y->weight)
		return x->weight < y->weight ? 1 : -1;
	return x->from < y->from ? -1 : x->from > y->from;
}

/* What this word did for the text: in its own words and in what others said. */
static double weight_of(const struct ranking *r, const struct asked *q, uint32_t text)
{
	const struct term *term = term_at(r, q);
	double weight = 0;
	if (posts_get(&term->fields, text) > 0)
		weight += idf((double)r->s->there, term->fields.n);
	uint32_t lessons = posts_get(&term->lessons, text);
	double share = term->said > 0 ? (double)lessons / term->said : 0;
	double own = ((const struct text *)vec_at(&r->s->texts, text))->said;
	if (share > own / ((double)r->s->said + 1)) /* said more here than elsewhere */
		weight += share * idf((double)r->s->lessons.n, term->cases.n);
	return weight;
}

/* A full stop or a comma between two words parts what they mean. */
static bool stand_together(const struct ranking *r, size_t left, size_t right)
{
	const struct suggest_token *first = &r->tokens.items[left];
	size_t end = first->start + first->len, next = r->tokens.items[right].start;
	return left + 1 == right && strspn(r->c->said + end, " ") == next - end;
}

/* An amount or a date speaks for nothing by itself, whatever it weighed. */
static bool is_number(const struct suggest_token *word)
{
	return word->folded[strspn(word->folded, "0123456789")] == '\0';
}

/* Words that stand side by side are one mention: "charged twice". */
static struct mention *mentions_of(const struct ranking *r, uint32_t text, size_t *n)
{
	struct mention *found = arena_array(r->a, r->tokens.n + 1, sizeof(*found));
	*n = 0;
	for (size_t i = 0; i < r->asked.n; i++) {
		const struct asked *q = vec_at(&r->asked, i);
		if (q->kind != SUGGEST_WORD || !q->now)
			continue;
		double weight = weight_of(r, q, text);
		if (weight <= 0 || is_number(&r->tokens.items[q->token]))
			continue;
		struct mention *last = *n > 0 ? &found[*n - 1] : NULL;
		if (last && stand_together(r, last->to, q->token)) {
			last->to = q->token;
			last->weight += weight;
		} else {
			found[(*n)++] = (struct mention){q->token, q->token, weight};
		}
	}
	qsort(found, *n, sizeof(*found), by_mention);
	return found;
}

static void explain_words(const struct ranking *r, uint32_t text, struct suggest_reason *why)
{
	size_t n;
	struct mention *found = mentions_of(r, text, &n);
	const char **words = arena_array(r->a, REASON_WORDS, sizeof(*words));
	for (size_t i = 0; i < n && why->nwords < REASON_WORDS; i++) {
		const struct suggest_token *first = &r->tokens.items[found[i].from];
		const struct suggest_token *last = &r->tokens.items[found[i].to];
		words[why->nwords++] = arena_strndup(
			r->a, r->c->said + first->start, last->start + last->len - first->start);
	}
	why->words = words;
}

static int uses_in(const struct ranking *r, uint32_t text, char what, const char *name)
{
	const struct context *c = name && *name ? context_of(r, what, name, "") : NULL;
	const struct habit *h = c ? suggest_habit(c, text) : NULL;
	return h ? h->uses : 0;
}

static struct suggest_reason explain(const struct ranking *r, uint32_t text)
{
	const struct text *t = vec_at(&r->s->texts, text);
	struct suggest_reason why = {.uses = t->uses, .last_at = t->last_at};
	why.uses_alike = uses_in(r, text, 't', r->c->topic);
	if (why.uses_alike > 0)
		why.alike = arena_strdup(r->a, r->c->topic);
	else if ((why.uses_alike = uses_in(r, text, 'q', r->c->queue)) > 0)
		why.alike = arena_strdup(r->a, r->c->queue);
	if (uses_in(r, text, '1', r->c->after) > 0)
		why.after = arena_strdup(r->a, r->c->after);
	explain_words(r, text, &why);
	return why;
}

/* ---- the answer ---- */

static double score_of(const struct ranking *r, size_t i, uint32_t topic)
{
	const struct suggest_weights *w = &r->s->weights;
	const struct text *t = vec_at(&r->s->texts, i);
	return w->words * r->words[i] + w->said * r->said[i] + w->like * r->like[i] +
		w->habit * log(r->habit[i]) + w->next * log(r->next[i]) +
		(topic != NAME_NONE && suggest_has_topic(t, topic) ? w->topic : 0);
}

static struct ranking ranking_of(struct suggest *s, const struct suggest_case *c, struct arena *a)
{
	struct ranking r = {.s = s, .c = c, .a = a, .n = s->texts.n};
	double **parts[] = {&r.words, &r.said, &r.like, &r.habit, &r.next};
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		*parts[i] = arena_array(a, r.n + 1, sizeof(double));
	r.spoken_for = arena_array(a, r.n + 1, sizeof(bool));
	ask(&r);
	score_words(&r);
	score_said(&r);
	score_like(&r);
	score_habits(&r);
	return r;
}

struct named {
	struct best best;
	const char *id;
};

static int by_score(const void *pa, const void *pb)
{
	const struct named *x = pa, *y = pb;
	if (x->best.score != y->best.score)
		return x->best.score < y->best.score ? 1 : -1;
	return strcmp(x->id, y->id);
}

size_t suggest_rank(struct suggest *s, const struct suggest_case *c, size_t limit, struct arena *a,
	struct suggest_hit **hits)
{
	struct ranking r = ranking_of(s, c, a);
	const char *name = c->topic ? suggest_context_name('t', c->topic, "", a) : "";
	uint32_t topic = names_find(&s->context_names, name, strlen(name));
	struct best *heap = arena_array(a, limit + 1, sizeof(*heap));
	size_t n = 0;
	for (uint32_t i = 0; i < r.n; i++) {
		const struct text *t = vec_at(&s->texts, i);
		bool fits = r.spoken_for[i] || suggest_has_topic(t, topic);
		if (t->print != 0 && fits)
			keep_best(heap, &n, limit, (struct best){score_of(&r, i, topic), i});
	}
	struct named *order = arena_array(a, n + 1, sizeof(*order));
	for (size_t i = 0; i < n; i++)
		order[i] = (struct named){heap[i], s->text_names.items[heap[i].who]};
	qsort(order, n, sizeof(*order), by_score);
	*hits = arena_array(a, n + 1, sizeof(**hits));
	for (size_t i = 0; i < n; i++)
		(*hits)[i] = (struct suggest_hit){.text_id = arena_strdup(a, order[i].id),
			.score = order[i].best.score,
			.why = explain(&r, order[i].best.who)};
	names_fini(&r.seen);
	vec_fini(&r.asked);
	return n;
}
