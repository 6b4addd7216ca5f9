/* condition.c - reading, writing and holding conditions against cases. */
#include "carrel/condition.h"

#include "carrel/arena.h"
#include "carrel/fold.h"
#include "carrel/i18n.h"
#include "carrel/queue.h"
#include "carrel/strbuf.h"

#include <string.h>

/* clang-format off */
const struct word condition_due_words[] = {
	{DUE_LATE,  "late",  N_("late")},
	{DUE_TODAY, "today", N_("today")},
	{DUE_WEEK,  "week",  N_("this week")},
	{0, NULL, NULL},
};
const struct word case_mark_words[] = {
	{MARK_AGEING,   "ageing",   N_("late")},
	{MARK_STUCK,    "stuck",    N_("stuck")},
	{MARK_BOUNCING, "bouncing", N_("bouncing")},
	{0, NULL, NULL},
};

enum key { KEY_STATUS, KEY_QUEUE, KEY_OWNER, KEY_LANGUAGE, KEY_DUE, KEY_TAG, KEY_TOPIC, KEY_IS, KEY_TEXT };

static const struct word key_words[] = {
	{KEY_STATUS,   "status",   NULL}, {KEY_QUEUE, "queue", NULL}, {KEY_OWNER, "owner", NULL},
	{KEY_LANGUAGE, "language", NULL}, {KEY_DUE,   "due",   NULL}, {KEY_TAG,   "tag",   NULL},
	{KEY_TOPIC,    "topic",    NULL}, {KEY_IS,    "is",    NULL}, {KEY_TEXT,  "text",  NULL},
	{0, NULL, NULL},
};
static const struct word key_aliases[] = {
	{KEY_STATUS, "state", NULL}, {KEY_LANGUAGE, "lang", NULL}, {KEY_OWNER, "agent", NULL},
	{0, NULL, NULL},
};
/* clang-format on */

enum { ALL_STATES = (1u << (CASE_CLOSED + 1)) - 1 };

unsigned casefile_marks(const struct casefile *c, int64_t now, const struct case_mark_rules *rules)
{
	unsigned marks = 0;
	if (!casefile_is_open(c->state))
		return 0;
	if (rules->stuck_ms > 0 && now - c->updated_at >= rules->stuck_ms)
		marks |= MARK_STUCK;
	if (rules->bounces > 0 && c->moves >= rules->bounces)
		marks |= MARK_BOUNCING;
	if (c->due_at != 0 && c->due_at < now)
		marks |= MARK_AGEING;
	return marks;
}

/* ---- reading ---- */

struct reader {
	struct arena *a;
	struct condition *c;
	struct strbuf text; /* of the bare words */
	struct err *err;
};

static enum rc refuse(const struct reader *r, const char *what, const struct word *words)
{
	const char *list = "";
	for (const struct word *w = words; w->id; w++)
		list = arena_printf(r->a, "%s%s%s", list, w == words ? "" : ", ", w->id);
	return err_set(r->err, RC_INVALID, _("“%.60s” is no condition. There is: %s."), what, list);
}

static bool list_has(const struct condition_list *list, const char *value)
{
	for (size_t i = 0; i < list->n; i++)
		if (strcmp(list->v[i], value) == 0)
			return true;
	return false;
}

static enum rc list_add(struct reader *r, struct condition_list *list, const char *value)
{
	if (list_has(list, value))
		return RC_OK;
	if (list->n == CONDITION_VALUES_MAX)
		return err_set(r->err, RC_INVALID, _("A condition takes at most %d values a word."),
			CONDITION_VALUES_MAX);
	if (!list->v)
		list->v = arena_array(r->a, CONDITION_VALUES_MAX, sizeof(*list->v));
	list->v[list->n++] = value;
	return RC_OK;
}

static enum rc add_state(struct reader *r, const char *value)
{
	int state;
	if (strcmp(value, "all") == 0)
		r->c->states |= ALL_STATES;
	else if (strcmp(value, "waiting") == 0)
		r->c->states |= 1u << CASE_WAITING_CUSTOMER | 1u << CASE_WAITING_US;
	else if (word_parse(case_state_words, value, &state))
		r->c->states |= 1u << (unsigned)state;
	else
		return refuse(r, value, case_state_words);
	return RC_OK;
}

static enum rc add_bit(
	struct reader *r, unsigned *bits, const struct word *words, const char *value)
{
	int bit;
	if (!word_parse(words, value, &bit))
		return refuse(r, value, words);
	*bits |= (unsigned)bit;
	return RC_OK;
}

static void add_text(struct reader *r, const char *words)
{
	if (r->text.len > 0)
		strbuf_addch(&r->text, ' ');
	strbuf_addstr(&r->text, words);
}

static enum rc add_value(struct reader *r, enum key key, const char *value)
{
	struct condition *c = r->c;
	/* Logins are compared as they are; all else as people hear it. */
	const char *folded = fold_text(r->a, value);
	if (!*folded)
		return err_set(r->err, RC_INVALID,
			_("A condition has nothing after its colon. For instance: owner:me"));
	switch (key) {
	case KEY_STATUS: return add_state(r, folded);
	case KEY_QUEUE: return list_add(r, &c->queues, folded);
	case KEY_OWNER: return list_add(r, &c->owners, value);
	case KEY_LANGUAGE: return list_add(r, &c->languages, folded);
	case KEY_DUE: return add_bit(r, &c->due, condition_due_words, folded);
	case KEY_TAG: return list_add(r, &c->tags, folded);
	case KEY_TOPIC: return list_add(r, &c->topics, folded);
	case KEY_IS: return add_bit(r, &c->is, case_mark_words, folded);
	case KEY_TEXT: add_text(r, folded); return RC_OK;
	}
	return RC_OK;
}

static enum rc add_values(struct reader *r, enum key key, const char *values)
{
	enum rc rc = RC_OK;
	if (key == KEY_TEXT)
		return add_value(r, key, values);
	for (const char *p = values; rc == RC_OK; p++) {
		size_t n = strcspn(p, ",");
		rc = add_value(r, key, arena_strndup(r->a, p, n));
		p += n;
		if (!*p)
			break;
	}
	return rc;
}

static enum rc add_word(struct reader *r, const char *word)
{
	size_t n = strcspn(word, ":=");
	int key;
	if (!word[n]) {
		add_text(r, fold_text(r->a, word));
		return RC_OK;
	}
	const char *name = fold_text(r->a, arena_strndup(r->a, word, n));
	if (!word_parse(key_words, name, &key) && !word_parse(key_aliases, name, &key))
		return refuse(r, name, key_words);
	return add_values(r, (enum key)key, word + n + 1);
}

/* The next word without its quotes; NULL at the end. */
static const char *next_word(struct arena *a, const char **p)
{
	struct strbuf word = STRBUF_INIT;
	bool quoted = false, any = false;
	while (**p == ' ' || **p == '\t' || **p == '\n')
		(*p)++;
	for (; **p && (quoted || (**p != ' ' && **p != '\t' && **p != '\n')); (*p)++) {
		any = true;
		if (**p == '"')
			quoted = !quoted;
		else
			strbuf_addch(&word, **p);
	}
	const char *out = any ? arena_strndup(a, word.buf, word.len) : NULL;
	strbuf_fini(&word);
	return out;
}

enum rc condition_parse(const char *text, struct arena *a, struct condition *out, struct err *err)
{
	struct reader r = {.a = a, .c = out, .text = STRBUF_INIT, .err = err};
	const char *word;
	enum rc rc = RC_OK;
	*out = (struct condition){0};
	if (strlen(text) > CONDITION_TEXT_MAX)
		return err_set(err, RC_INVALID, _("A condition has at most %d letters."),
			CONDITION_TEXT_MAX);
	while (rc == RC_OK && (word = next_word(a, &text)))
		rc = add_word(&r, word);
	const char *words = rc == RC_OK ? fold_text(a, r.text.buf) : "";
	out->text = *words ? words : NULL;
	strbuf_fini(&r.text);
	return rc;
}

/* ---- writing ---- */

static void render_word(struct strbuf *out, const char *key, const char *values)
{
	bool blank = strpbrk(values, " \t\n") != NULL;
	strbuf_addf(out, "%s%s%s:%s%s", out->len > 0 ? " " : "", blank ? "\"" : "", key, values,
		blank ? "\"" : "");
}

static void render_list(struct strbuf *out, const char *key, const struct condition_list *list)
{
	struct strbuf values = STRBUF_INIT;
	for (size_t i = 0; i < list->n; i++)
		strbuf_addf(&values, "%s%s", i ? "," : "", list->v[i]);
	if (list->n > 0)
		render_word(out, key, values.buf);
	strbuf_fini(&values);
}

static void render_bits(
	struct strbuf *out, const char *key, const struct word *words, unsigned bits)
{
	struct strbuf values = STRBUF_INIT;
	for (const struct word *w = words; w->id; w++)
		if (bits & (unsigned)w->value)
			strbuf_addf(&values, "%s%s", values.len > 0 ? "," : "", w->id);
	if (values.len > 0)
		render_word(out, key, values.buf);
	strbuf_fini(&values);
}

static void render_states(struct strbuf *out, unsigned states)
{
	struct strbuf values = STRBUF_INIT;
	if (states == ALL_STATES)
		strbuf_addstr(&values, "all");
	else
		for (const struct word *w = case_state_words; w->id; w++)
			if (states & 1u << (unsigned)w->value)
				strbuf_addf(&values, "%s%s", values.len > 0 ? "," : "", w->id);
	if (values.len > 0)
		render_word(out, "status", values.buf);
	strbuf_fini(&values);
}

void condition_render(const struct condition *c, struct strbuf *out)
{
	struct strbuf own = STRBUF_INIT;
	render_states(&own, c->states);
	render_list(&own, "queue", &c->queues);
	render_list(&own, "owner", &c->owners);
	render_list(&own, "language", &c->languages);
	render_bits(&own, "due", condition_due_words, c->due);
	render_list(&own, "tag", &c->tags);
	render_list(&own, "topic", &c->topics);
	render_bits(&own, "is", case_mark_words, c->is);
	if (c->text)
		render_word(&own, "text", c->text);
	strbuf_addstr(out, own.buf);
	strbuf_fini(&own);
}

/* ---- holding ---- */

static bool has_state(const struct condition *c, enum case_state state)
{
	return c->states ? (c->states & 1u << (unsigned)state) != 0 : casefile_is_open(state);
}

bool condition_is_open(const struct condition *c)
{
	return !(c->states & (1u << CASE_SOLVED | 1u << CASE_CLOSED));
}

static bool list_has_folded(const struct condition_list *list, const char *value, struct arena *a)
{
	return value && list_has(list, fold_text(a, value));
}

static bool list_calls(
	const struct condition_list *list, const struct condition_facts *f, struct arena *a)
{
	for (size_t i = 0; i < list->n; i++)
		if (queue_is_called(f->queue_title, f->queue_titles, list->v[i], a))
			return true;
	return false;
}

static bool owner_fits(const struct condition_list *owners, const struct condition_facts *f,
	const struct condition_asker *asker)
{
	int64_t owner = f->casefile->owner_id;
	for (size_t i = 0; i < owners->n; i++) {
		const char *who = owners->v[i];
		if (strcmp(who, "me") == 0 ? owner != 0 && owner == asker->agent_id
				: strcmp(who, "nobody") == 0
				? owner == 0
				: f->owner_login && strcmp(who, f->owner_login) == 0)
			return true;
	}
	return false;
}

/* Any of the tags of "vip,old customer". */
static bool tags_fit(const struct condition_list *wanted, const char *tags, struct arena *a)
{
	for (const char *p = tags; p && *p; p += *p == ',') {
		size_t n = strcspn(p, ",");
		if (list_has_folded(wanted, arena_strndup(a, p, n), a))
			return true;
		p += n;
	}
	return false;
}

static bool due_fits(unsigned due, const struct casefile *c, const struct condition_asker *asker)
{
	int64_t at = c->due_at ? c->due_at : c->next_at;
	if (at == 0)
		return false;
	return ((due & DUE_LATE) && at < asker->now) ||
		((due & DUE_TODAY) && at < asker->day_end_at) ||
		((due & DUE_WEEK) && at < asker->week_end_at);
}

static bool text_fits(const char *text, const struct condition_facts *f, struct arena *a)
{
	const struct casefile *c = f->casefile;
	const char *hay = arena_printf(a, "%s %s %s", c->subject ? c->subject : "",
		c->next_action ? c->next_action : "", f->customer_name ? f->customer_name : "");
	return fold_match(fold_text(a, hay), text);
}

static bool topic_fits(const struct condition_list *list, const char *topic,
	const struct condition_topics *topics, struct arena *a)
{
	if (list_has_folded(list, topic, a))
		return true;
	for (size_t i = 0; topic && topics->is_called && i < list->n; i++)
		if (topics->is_called(topics->arg, topic, list->v[i], a))
			return true;
	return false;
}

bool condition_holds(const struct condition *c, const struct condition_facts *f,
	const struct condition_asker *asker, struct arena *a)
{
	const struct casefile *file = f->casefile;
	if (!has_state(c, file->state))
		return false;
	if (c->owners.n > 0 && !owner_fits(&c->owners, f, asker))
		return false;
	if (c->is && !(f->marks & c->is))
		return false;
	if (c->due && !due_fits(c->due, file, asker))
		return false;
	if (c->queues.n > 0 && !list_has_folded(&c->queues, f->queue_slug, a) &&
		!list_calls(&c->queues, f, a))
		return false;
	if (c->languages.n > 0 && !list_has_folded(&c->languages, file->language, a))
		return false;
	if (c->topics.n > 0 && !topic_fits(&c->topics, file->topic, &asker->topics, a))
		return false;
	if (c->tags.n > 0 && !tags_fit(&c->tags, file->tags, a) &&
		!tags_fit(&c->tags, f->customer_tags, a))
		return false;
	return !c->text || text_fits(c->text, f, a);
}
