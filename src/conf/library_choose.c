/* Which wording of a text is used, and why. */
#include "carrel/library.h"

#include "carrel/arena.h"
#include "carrel/i18n.h"
#include "carrel/strbuf.h"
#include "carrel/textfill.h"

#include <string.h>

static enum library_fit fit(int has, int wished)
{
	return has == wished ? FIT_EXACT : has == 0 ? FIT_GENERAL : FIT_OTHER;
}

/* Less is better. A wording made for something else weighs more than any number of general ones. */
static unsigned distance(const struct library_choice *c)
{
	const enum library_fit order[] = {c->channel, c->tone, c->level};
	unsigned sum = 0;
	for (size_t i = 0; i < 3; i++)
		sum = sum * 2 + (order[i] == FIT_OTHER);
	const enum library_fit then[] = {c->level, c->channel, c->tone};
	for (size_t i = 0; i < 3; i++)
		sum = sum * 2 + (then[i] != FIT_EXACT);
	return sum;
}

static bool same_language(const char *tag, const char *language, size_t len)
{
	return strlen(tag) == len && strncmp(tag, language, len) == 0;
}

/* The best wording of one language, if there is any. */
static bool choose_in(const struct library_text *t, const char *language, size_t len,
	const struct library_wish *wish, struct library_choice *out)
{
	bool found = false;
	for (size_t i = 0; i < t->nvariants; i++) {
		const struct library_variant *v = &t->variants[i];
		if (!same_language(v->language, language, len))
			continue;
		struct library_choice c = *out;
		c.variant = v;
		c.tone = fit((int)v->tone, (int)out->asked_tone);
		c.channel = fit((int)v->channel, (int)wish->channel);
		c.level = fit((int)v->level, (int)wish->level);
		if (!found || distance(&c) < distance(out))
			*out = c;
		found = true;
	}
	return found;
}

static bool try_language(const struct library_text *t, const char *language,
	const struct library_wish *wish, struct library_choice *out, enum library_language_fit as,
	enum library_language_fit as_base)
{
	if (!language || !*language)
		return false;
	size_t len = strlen(language), base = strcspn(language, "-_");
	out->language = as;
	if (choose_in(t, language, len, wish, out))
		return true;
	out->language = as_base;
	return base < len && choose_in(t, language, base, wish, out);
}

struct library_choice library_choose(const struct library_text *t, const struct library_wish *wish)
{
	struct library_choice c = {.asked_tone = t->tone != TEXT_ANY_TONE ? t->tone : wish->tone};
	if (try_language(t, wish->language, wish, &c, LANGUAGE_EXACT, LANGUAGE_BASE) ||
		try_language(t, wish->fallback, wish, &c, LANGUAGE_CENTRE, LANGUAGE_CENTRE) ||
		try_language(t, "en", wish, &c, LANGUAGE_ENGLISH, LANGUAGE_ENGLISH))
		return c;
	c.language = LANGUAGE_FIRST;
	if (t->nvariants)
		choose_in(t, t->variants[0].language, strlen(t->variants[0].language), wish, &c);
	return c;
}

const struct library_variant *library_variant(const struct library_text *t, const char *language,
	enum text_tone tone, const char *fallback)
{
	struct library_wish wish = {.language = language, .tone = tone, .fallback = fallback};
	return library_choose(t, &wish).variant;
}

unsigned library_levels(const struct library_text *t, const char *language)
{
	unsigned levels = 0;
	for (size_t i = 0; language && i < t->nvariants; i++) {
		const struct library_variant *v = &t->variants[i];
		if (same_language(v->language, language, strlen(language)) ||
			same_language(v->language, language, strcspn(language, "-_")))
			levels |= 1u << v->level;
	}
	return levels & ~1u;
}

/* ---- said ----------------------------------------------------------------------------------- */

static const char *const tone_words[] = {
	[TEXT_ANY_TONE] = N_("for both tones"),
	[TEXT_FORMAL] = N_("formal"),
	[TEXT_CASUAL] = N_("casual"),
};
static const char *const channel_words[] = {
	[TEXT_CALL] = N_("for calls"),
	[TEXT_MAIL] = N_("for mail"),
	[TEXT_CHAT] = N_("for chat"),
	[TEXT_MESSAGE] = N_("for messages"),
	[TEXT_VISIT] = N_("for visits"),
	[TEXT_NOTE] = N_("for notes"),
};
static const char *const level_words[] = {
	[TEXT_SIMPLE] = N_("simple"),
	[TEXT_DETAILED] = N_("detailed"),
};

static const char *language_why(enum library_language_fit fit_of_language)
{
	switch (fit_of_language) {
	case LANGUAGE_CENTRE: return _("the centre's language");
	case LANGUAGE_ENGLISH: return _("for want of another language");
	case LANGUAGE_FIRST: return _("the only language it has");
	case LANGUAGE_EXACT:
	case LANGUAGE_BASE: break;
	}
	return NULL;
}

void library_choice_say(
	const struct library_choice *choice, const struct library_wish *wish, struct strbuf *out)
{
	const struct library_variant *v = choice->variant;
	if (!v)
		return;
	strbuf_addstr(out, v->language);
	const char *why = language_why(choice->language);
	if (why)
		strbuf_addf(out, " (%s)", why);
	strbuf_addf(out, ", %s", _(tone_words[v->tone]));
	if (v->channel != TEXT_ANY_CHANNEL)
		strbuf_addf(out, ", %s", _(channel_words[v->channel]));
	if (v->level != TEXT_ANY_LEVEL)
		strbuf_addf(out, ", %s", _(level_words[v->level]));
	if (choice->tone == FIT_OTHER && choice->asked_tone != TEXT_ANY_TONE)
		strbuf_addf(out, _("; there is no wording that is %s"),
			_(tone_words[choice->asked_tone]));
	else if (choice->level != FIT_EXACT && wish->level != TEXT_ANY_LEVEL)
		strbuf_addf(
			out, _("; there is no wording that is %s"), _(level_words[wish->level]));
	else if (choice->channel == FIT_OTHER && wish->channel != TEXT_ANY_CHANNEL)
		strbuf_addf(out, _("; there is none %s"), _(channel_words[wish->channel]));
}

/* ---- texts within texts --------------------------------------------------------------------- */

struct nesting {
	const struct library *l;
	const struct library_text *outer;
	const struct library_wish *wish;
};

static const char *inner_body(void *arg, const char *id)
{
	const struct nesting *n = arg;
	const struct library_text *t = library_by_id(n->l, id);
	if (!t || t == n->outer)
		return NULL;
	const struct library_variant *v = library_choose(t, n->wish).variant;
	return v ? v->text : NULL;
}

const char *library_body(const struct library *l, const struct library_text *t,
	const struct library_wish *wish, struct arena *a, struct library_choice *choice)
{
	*choice = library_choose(t, wish);
	if (!choice->variant)
		return "";
	if (!t->nnests)
		return choice->variant->text;
	struct library_wish inner = *wish;
	inner.tone = choice->asked_tone; /* two tones in one letter would be worse than either */
	struct nesting nesting = {.l = l, .outer = t, .wish = &inner};
	struct strbuf out = STRBUF_INIT;
	textfill_nest(choice->variant->text, inner_body, &nesting, a, &out);
	const char *body = arena_strndup(a, out.buf, out.len);
	strbuf_fini(&out);
	return body;
}

const struct library_blank *library_blank(const struct library_text *t, const char *name)
{
	for (size_t i = 0; i < t->nblanks; i++)
		if (strcmp(t->blanks[i].name, name) == 0)
			return &t->blanks[i];
	return NULL;
}

static const struct library_blank *blank_within(
	const struct library *l, const struct library_text *t, const char *name)
{
	const struct library_blank *blank = library_blank(t, name);
	for (size_t i = 0; !blank && i < t->nnests; i++) {
		const struct library_text *inner = library_by_id(l, t->nests[i].id);
		blank = inner ? library_blank(inner, name) : NULL;
	}
	return blank;
}

const struct library_blank *const *library_body_blanks(const struct library *l,
	const struct library_text *t, const char *body, struct arena *a, size_t *n)
{
	const char *const *names;
	size_t nnames = textfill_names(body, a, &names);
	const struct library_blank **blanks = arena_array(a, nnames + 1, sizeof *blanks);
	*n = 0;
	for (size_t i = 0; i < nnames; i++) {
		const struct library_blank *blank = blank_within(l, t, names[i]);
		if (blank)
			blanks[(*n)++] = blank;
	}
	return blanks;
}
