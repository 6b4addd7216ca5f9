/* Pacing: a sentence that fits in one breath is one line; a longer one is parted where a speaker
 * would part it: at a comma, else before a joining word, else where the breath ends. */
#include "model/aloud.h"

#include "carrel/strbuf.h"
#include "carrel/vec.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

enum { CLAUSE_WORDS_MIN = 3 }; /* a breath after "Yes," is no help */

/* One word with its punctuation, or a number with all its groups. */
struct spoken {
	size_t start, len; /* in the pacer's text */
	size_t weight;     /* words it counts for */
};

struct pacer {
	enum aloud_tongue tongue;
	struct strbuf text;  /* what is said, token behind token */
	struct vec sentence; /* struct spoken */
	struct strbuf *out;
};

struct joint {
	const char *word[ALOUD_TONGUES];
};
static const struct joint joints[] = {
#define ALOUD_JOINT(en, es, ca) {{en, es, ca}},
#include "model/aloud_words.def"
#undef ALOUD_JOINT
};
static const char *const shorts[] = {
#define ALOUD_SHORT(word) word,
#include "model/aloud_words.def"
#undef ALOUD_SHORT
};

enum aloud_tongue aloud_tongue(const char *language)
{
	static const char names[ALOUD_TONGUES][3] = {"en", "es", "ca"};
	for (int i = 0; language && i < ALOUD_TONGUES; i++)
		if (strncasecmp(language, names[i], 2) == 0 &&
			(language[2] == '\0' || language[2] == '-' || language[2] == '_'))
			return (enum aloud_tongue)i;
	return ALOUD_EN;
}

static const char *word_of(const struct pacer *p, const struct spoken *t)
{
	return p->text.buf + t->start;
}

/* The last byte that is no closing quote or bracket. */
static char end_of(const struct pacer *p, const struct spoken *t)
{
	const char *s = word_of(p, t);
	size_t n = t->len;
	while (n > 1) {
		if (strchr("\"')]", s[n - 1]))
			n--;
		else if (n > 3 &&
			(memcmp(s + n - 3, "”", 3) == 0 || memcmp(s + n - 3, "’", 3) == 0))
			n -= 3;
		else if (n > 2 && memcmp(s + n - 2, "»", 2) == 0)
			n -= 2;
		else
			break;
	}
	return s[n - 1];
}

static bool is_short(const struct pacer *p, const struct spoken *t)
{
	for (size_t i = 0; i < sizeof(shorts) / sizeof(shorts[0]); i++)
		if (strlen(shorts[i]) == t->len &&
			strncasecmp(word_of(p, t), shorts[i], t->len) == 0)
			return true;
	return false;
}

static bool ends_sentence(const struct pacer *p, const struct spoken *t)
{
	const char *s = word_of(p, t);
	char end = end_of(p, t);
	if (t->len >= 3 && memcmp(s + t->len - 3, "…", 3) == 0)
		return true;
	return end == '!' || end == '?' || (end == '.' && !is_short(p, t));
}

static bool ends_clause(const struct pacer *p, const struct spoken *t)
{
	char end = end_of(p, t);
	const char *s = word_of(p, t);
	return end == ',' || end == ';' || end == ':' ||
		(t->len == 3 && (memcmp(s, "—", 3) == 0 || memcmp(s, "–", 3) == 0));
}

static bool is_joint(const struct pacer *p, const struct spoken *t)
{
	for (size_t i = 0; i < sizeof(joints) / sizeof(joints[0]); i++) {
		const char *word = joints[i].word[p->tongue];
		if (strlen(word) == t->len && strncasecmp(word_of(p, t), word, t->len) == 0)
			return true;
	}
	return false;
}

static struct spoken *token(struct pacer *p, size_t i)
{
	return vec_at(&p->sentence, i);
}

/* How many tokens from `from` make the next line. */
static size_t line_tokens(struct pacer *p, size_t from)
{
	size_t weight = 0, fits = 0, clause = 0, joint = 0;
	for (size_t i = from; i < p->sentence.n; i++) {
		const struct spoken *t = token(p, i);
		if (weight + t->weight > ALOUD_WORDS_MAX && i > from)
			break;
		if (weight >= CLAUSE_WORDS_MIN && is_joint(p, t))
			joint = i - from;
		weight += t->weight;
		fits = i - from + 1;
		if (weight >= CLAUSE_WORDS_MIN && ends_clause(p, t))
			clause = fits;
	}
	if (from + fits == p->sentence.n)
		return fits;
	return clause ? clause : joint ? joint : fits;
}

static void end_sentence(struct pacer *p)
{
	for (size_t from = 0; from < p->sentence.n;) {
		size_t n = line_tokens(p, from);
		for (size_t i = from; i < from + n; i++) {
			const struct spoken *t = token(p, i);
			if (i > from)
				strbuf_addch(p->out, ' ');
			strbuf_add(p->out, word_of(p, t), t->len);
		}
		from += n;
		strbuf_addstr(p->out, from < p->sentence.n ? " /\n" : " //\n");
	}
	p->sentence.n = 0;
	strbuf_reset(&p->text);
}

/* Reads one token at s into the sentence; returns the bytes used. */
static size_t take_token(struct pacer *p, const char *s)
{
	struct spoken t = {.start = p->text.len, .weight = 1};
	size_t at = 0;
	while (s[at] && !isspace((unsigned char)s[at])) {
		size_t groups;
		size_t n =
			aloud_number_at(s + at, at ? s[at - 1] : 0, p->tongue, &p->text, &groups);
		if (n > 0)
			t.weight = groups;
		else
			strbuf_addch(&p->text, s[at]);
		at += n > 0 ? n : 1;
	}
	t.len = p->text.len - t.start;
	*(struct spoken *)vec_push(&p->sentence) = t;
	return at;
}

void aloud_pace(const char *text, enum aloud_tongue tongue, struct strbuf *out)
{
	struct pacer p = {.tongue = tongue,
		.text = STRBUF_INIT,
		.sentence = {.size = sizeof(struct spoken)},
		.out = out};
	size_t begun = out->len;
	int breaks = 0;
	for (const char *s = text; *s;) {
		if (isspace((unsigned char)*s)) {
			breaks += *s++ == '\n';
			continue;
		}
		if (breaks > 0)
			end_sentence(&p); /* a line of its own is a thought of its own */
		if (breaks > 1 && out->len > begun)
			strbuf_addch(out, '\n');
		breaks = 0;
		s += take_token(&p, s);
		if (ends_sentence(&p, token(&p, p.sentence.n - 1)))
			end_sentence(&p);
	}
	end_sentence(&p);
	vec_fini(&p.sentence);
	strbuf_fini(&p.text);
}
