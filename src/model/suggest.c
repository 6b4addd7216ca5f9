/* suggest.c - texts and uses taken in; suggest_rank.c answers. */
#include "carrel/suggest.h"

#include "carrel/arena.h"
#include "carrel/mem.h"
#include "carrel/utf8.h"
#include "model/suggest_private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { WEIGHT_TITLE = 3, WEIGHT_TOPIC = 2, WEIGHT_BODY = 1 };

static const double half_life_ms = 90.0 * 24 * 60 * 60 * 1000;

const struct suggest_weights suggest_weights_usual = {
	.words = 2, .said = 1, .like = 2, .habit = 0.3, .next = 3, .topic = 1};

struct suggest *suggest_new(void)
{
	struct suggest *s = xcalloc(1, sizeof(*s));
	s->memory = arena_new();
	s->weights = suggest_weights_usual;
	s->term_names.memory = s->text_names.memory = s->context_names.memory = s->memory;
	s->terms.size = sizeof(struct term);
	s->texts.size = sizeof(struct text);
	s->contexts.size = sizeof(struct context);
	s->lessons.size = sizeof(struct lesson);
	return s;
}

void suggest_free(struct suggest **s)
{
	if (*s == NULL)
		return;
	for (size_t i = 0; i < (*s)->terms.n; i++) {
		struct term *t = vec_at(&(*s)->terms, i);
		free(t->fields.items);
		free(t->lessons.items);
		free(t->cases.items);
	}
	for (size_t i = 0; i < (*s)->texts.n; i++) {
		struct text *t = vec_at(&(*s)->texts, i);
		free(t->terms);
		free(t->topics);
	}
	for (size_t i = 0; i < (*s)->contexts.n; i++)
		vec_fini(&((struct context *)vec_at(&(*s)->contexts, i))->habits);
	vec_fini(&(*s)->terms);
	vec_fini(&(*s)->texts);
	vec_fini(&(*s)->contexts);
	vec_fini(&(*s)->lessons);
	names_fini(&(*s)->term_names);
	names_fini(&(*s)->text_names);
	names_fini(&(*s)->context_names);
	arena_free(&(*s)->memory);
	free(*s);
	*s = NULL;
}

void suggest_set_weights(struct suggest *s, const struct suggest_weights *weights)
{
	s->weights = *weights;
}

static uint32_t term_number(struct suggest *s, const char *text, size_t n)
{
	uint32_t i = names_add(&s->term_names, text, n);
	if (i == s->terms.n)
		vec_push(&s->terms);
	return i;
}

static uint32_t text_number(struct suggest *s, const char *id)
{
	uint32_t i = names_add(&s->text_names, id, strlen(id));
	if (i == s->texts.n)
		vec_push(&s->texts);
	return i;
}

static uint32_t context_number(struct suggest *s, const char *name)
{
	uint32_t i = names_add(&s->context_names, name, strlen(name));
	if (i == s->contexts.n)
		((struct context *)vec_push(&s->contexts))->habits.size = sizeof(struct habit);
	return i;
}

const char *suggest_context_name(char what, const char *first, const char *second, struct arena *a)
{
	return arena_printf(a, "%c%s\n%s", what, first, second);
}

/* ---- texts ---- */

struct reader {
	struct suggest *s;
	struct arena *scratch;
	uint32_t text;
	struct vec terms; /* uint32_t, with repetitions */
	uint32_t length;
};

static void read_field(struct reader *r, const char *words, const char *language, uint32_t weight)
{
	struct suggest_tokens t = suggest_tokens(words, language, SUGGEST_BODY_MAX, r->scratch);
	for (size_t i = 0; i < t.n; i++) {
		if (t.items[i].stop)
			continue;
		uint32_t term = term_number(r->s, t.items[i].term, strlen(t.items[i].term));
		posts_count(&((struct term *)vec_at(&r->s->terms, term))->fields, r->text, weight);
		*(uint32_t *)vec_push(&r->terms) = term;
		r->length += weight;
	}
}

static void print_add(uint64_t *print, const char *s)
{
	for (; s != NULL && *s != '\0'; s++)
		*print = (*print ^ (unsigned char)*s) * 1099511628211u;
	*print = (*print ^ 0xFF) * 1099511628211u;
}

static uint64_t print_of(const struct suggest_doc *doc)
{
	uint64_t print = 14695981039346656037u;
	for (size_t i = 0; i < doc->ntopics; i++)
		print_add(&print, doc->topics[i]);
	for (size_t i = 0; i < doc->nwordings; i++) {
		print_add(&print, doc->wordings[i].language);
		print_add(&print, doc->wordings[i].title);
		print_add(&print, doc->wordings[i].body);
	}
	return print == 0 ? 1 : print;
}

static void forget_words(struct suggest *s, uint32_t number)
{
	struct text *t = vec_at(&s->texts, number);
	if (t->print == 0)
		return;
	for (uint32_t i = 0; i < t->nterms; i++)
		posts_remove(&((struct term *)vec_at(&s->terms, t->terms[i]))->fields, number);
	free(t->terms);
	free(t->topics);
	t->terms = t->topics = NULL;
	t->nterms = t->ntopics = 0;
	s->text_length -= t->length;
	s->there--;
	t->length = 0;
	t->print = 0;
}

static void keep_topics(
	struct suggest *s, struct text *t, const struct suggest_doc *doc, struct arena *scratch)
{
	t->topics = doc->ntopics == 0 ? NULL : xcalloc(doc->ntopics, sizeof(*t->topics));
	for (size_t i = 0; i < doc->ntopics; i++)
		t->topics[t->ntopics++] =
			context_number(s, suggest_context_name('t', doc->topics[i], "", scratch));
}

void suggest_put(struct suggest *s, const struct suggest_doc *doc)
{
	uint64_t print = print_of(doc);
	uint32_t number = text_number(s, doc->id);
	if (((struct text *)vec_at(&s->texts, number))->print == print)
		return;
	forget_words(s, number);
	struct reader r = {.s = s,
		.scratch = arena_new(),
		.text = number,
		.terms = {.size = sizeof(uint32_t)}};
	for (size_t i = 0; i < doc->nwordings; i++) {
		const struct suggest_wording *w = &doc->wordings[i];
		read_field(&r, w->title, w->language, WEIGHT_TITLE);
		read_field(&r, w->body, w->language, WEIGHT_BODY);
		for (size_t k = 0; k < doc->ntopics; k++)
			read_field(&r, doc->topics[k], w->language, WEIGHT_TOPIC);
	}
	struct text *t = vec_at(&s->texts, number);
	keep_topics(s, t, doc, r.scratch);
	t->print = print;
	t->length = r.length;
	t->nterms = (uint32_t)r.terms.n;
	t->terms = r.terms.data; /* now its own */
	s->there++;
	s->text_length += r.length;
	arena_free(&r.scratch);
}

bool suggest_has_topic(const struct text *t, uint32_t topic)
{
	for (uint32_t i = 0; i < t->ntopics; i++)
		if (t->topics[i] == topic)
			return true;
	return false;
}

/* ---- uses ---- */

void suggest_each_term(
	const struct suggest_tokens *t, suggest_term_fn *each, void *data, struct arena *a)
{
	for (size_t i = 0; i < t->n; i++) {
		const char *term = t->items[i].term;
		struct suggest_term_seen seen = {
			.text = term, .n = strlen(term), .kind = SUGGEST_WORD, .token = i};
		if (!t->items[i].stop)
			each(&seen, data);
		if (i + 1 == t->n)
			break;
		seen.text = arena_printf(a, "%s %s", term, t->items[i + 1].term);
		seen.n = strlen(seen.text);
		seen.kind = SUGGEST_PAIR;
		each(&seen, data);
	}
	/* '#' begins no word, so that a group of letters is never taken for one. */
	const char *letters = suggest_letters(t, a);
	size_t n = strlen(letters);
	for (size_t from = 0, to; from < n; from += to) {
		size_t end = from;
		uint32_t rune;
		to = utf8_decode(letters + from, n - from, &rune);
		for (int k = 0; k < SUGGEST_GRAM && end < n; k++)
			end += utf8_decode(letters + end, n - end, &rune);
		if (utf8_count(letters + from, end - from) < SUGGEST_GRAM)
			break;
		char *group = arena_alloc(a, end - from + 2);
		group[0] = '#';
		memcpy(group + 1, letters + from, end - from);
		struct suggest_term_seen seen = {
			.text = group, .n = end - from + 1, .kind = SUGGEST_LETTERS};
		each(&seen, data);
	}
}

struct learner {
	struct suggest *s;
	uint32_t text, lesson;
	uint32_t length; /* words in the lesson */
	struct vec seen; /* uint32_t: terms that were counted for it */
	struct names here;
};

static void learn_term(const struct suggest_term_seen *seen, void *data)
{
	struct learner *l = data;
	uint32_t number = term_number(l->s, seen->text, seen->n);
	struct term *term = vec_at(&l->s->terms, number);
	if (seen->kind == SUGGEST_WORD) {
		posts_count(&term->cases, l->lesson, 1);
		l->length++;
	}
	uint32_t before = l->here.n;
	if (names_add(&l->here, seen->text, seen->n) != before)
		return; /* once a lesson, however often it was said */
	l->s->vocabulary += term->said == 0;
	term->said++;
	posts_count(&term->lessons, l->text, 1);
	((struct text *)vec_at(&l->s->texts, l->text))->said++;
	l->s->said++;
}

static void learn_words(
	struct suggest *s, uint32_t text, const struct suggest_use *use, struct arena *scratch)
{
	struct suggest_tokens t =
		suggest_tokens(use->said, use->language, SUGGEST_WORDS_MAX, scratch);
	if (t.n == 0)
		return;
	struct learner l = {.s = s,
		.text = text,
		.lesson = (uint32_t)s->lessons.n,
		.here = {.memory = scratch}};
	suggest_each_term(&t, learn_term, &l, scratch);
	names_fini(&l.here);
	*(struct lesson *)vec_push(&s->lessons) = (struct lesson){.text = text, .length = l.length};
	s->lesson_length += l.length;
}

double suggest_weight_at(const struct suggest *s, int64_t at)
{
	return exp2((double)(at - s->landmark) / half_life_ms);
}

static size_t habit_place(const struct context *c, uint32_t text)
{
	size_t low = 0, high = c->habits.n;
	while (low < high) {
		size_t mid = low + (high - low) / 2;
		if (((struct habit *)vec_at(&c->habits, mid))->text < text)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

const struct habit *suggest_habit(const struct context *c, uint32_t text)
{
	size_t i = habit_place(c, text);
	const struct habit *h = i < c->habits.n ? vec_at(&c->habits, i) : NULL;
	return h != NULL && h->text == text ? h : NULL;
}

static void learn_habit(struct suggest *s, const char *context, uint32_t text, double weight)
{
	struct context *c = vec_at(&s->contexts, context_number(s, context));
	size_t i = habit_place(c, text);
	struct habit *h = i < c->habits.n ? vec_at(&c->habits, i) : NULL;
	if (h == NULL || h->text != text) {
		h = vec_insert(&c->habits, i);
		h->text = text;
	}
	h->uses++;
	h->weight += weight;
	c->total += weight;
}

static const char *or_empty(const char *s)
{
	return s == NULL ? "" : s;
}

void suggest_learn(struct suggest *s, const struct suggest_use *use)
{
	struct arena *scratch = arena_new();
	uint32_t number = text_number(s, use->text_id);
	struct text *t = vec_at(&s->texts, number);
	if (s->uses++ == 0)
		s->landmark = use->at;
	t->uses++;
	if (use->at > t->last_at)
		t->last_at = use->at;
	double weight = suggest_weight_at(s, use->at);
	const char *after = or_empty(use->after), *second = or_empty(use->after_second);
	learn_habit(s, "a", number, weight);
	if (*or_empty(use->queue) != '\0')
		learn_habit(s, suggest_context_name('q', use->queue, "", scratch), number, weight);
	if (*or_empty(use->topic) != '\0')
		learn_habit(s, suggest_context_name('t', use->topic, "", scratch), number, weight);
	learn_habit(s, suggest_context_name('1', after, "", scratch), number, weight);
	learn_habit(s, suggest_context_name('2', after, second, scratch), number, weight);
	if (*or_empty(use->topic) != '\0') {
		const char *both = arena_printf(scratch, "%s\n%s", use->topic, after);
		learn_habit(s, suggest_context_name('3', both, "", scratch), number, weight);
		learn_habit(s, suggest_context_name('4', both, second, scratch), number, weight);
	}
	if (use->said != NULL)
		learn_words(s, number, use, scratch);
	arena_free(&scratch);
}

bool suggest_knows(const struct suggest *s, const char *id)
{
	uint32_t number = names_find(&s->text_names, id, strlen(id));
	return number != NAME_NONE && ((struct text *)vec_at(&s->texts, number))->print != 0;
}

size_t suggest_texts(const struct suggest *s)
{
	return s->there;
}

size_t suggest_uses(const struct suggest *s)
{
	return s->uses;
}

static size_t names_bytes(const struct names *n)
{
	return n->cap * sizeof(*n->items) + n->nslots * sizeof(*n->slots);
}

size_t suggest_bytes(const struct suggest *s)
{
	size_t bytes = arena_used(s->memory) + names_bytes(&s->term_names) +
		names_bytes(&s->text_names) + names_bytes(&s->context_names) +
		s->terms.cap * s->terms.size + s->texts.cap * s->texts.size +
		s->contexts.cap * s->contexts.size + s->lessons.cap * s->lessons.size;
	for (size_t i = 0; i < s->terms.n; i++) {
		const struct term *t = vec_at(&s->terms, i);
		bytes += (t->fields.cap + t->lessons.cap + t->cases.cap) * sizeof(struct post);
	}
	for (size_t i = 0; i < s->texts.n; i++)
		bytes += ((const struct text *)vec_at(&s->texts, i))->nterms * sizeof(uint32_t);
	for (size_t i = 0; i < s->contexts.n; i++)
		bytes += ((const struct context *)vec_at(&s->contexts, i))->habits.cap *
			sizeof(struct habit);
	return bytes;
}
