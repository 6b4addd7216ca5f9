/* sound.c - keys of sound, edits and nicknames: see the header for the sources. */
#include "carrel/sound.h"

#include "carrel/arena.h"
#include "carrel/vec.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <threads.h>

enum { EDIT_MAX = 64 };

struct sounding {
	const char *word;
	size_t n, pos;
	char *out;
	size_t len;
};

static char at(const struct sounding *s, size_t i)
{
	return i < s->n ? s->word[i] : '\0';
}

static bool follows(const struct sounding *s, const char *text)
{
	return strncmp(s->word + s->pos, text, strlen(text)) == 0;
}

static bool is_vowel(char c)
{
	return c != '\0' && strchr("aeiou", c) != NULL;
}

static bool is_soft(char c)
{
	return c == 'e' || c == 'i' || c == 'y';
}

/* One sound once, however often it is written; '\0' is silent. */
static void sounded(struct sounding *s, char sound, size_t letters)
{
	s->pos += letters;
	if (sound == '\0' || s->len + 1 >= SOUND_KEY)
		return;
	if (s->len > 0 && s->out[s->len - 1] == sound)
		return;
	s->out[s->len++] = sound;
}

/* ---- Spanish and Catalan ---- */

static void iberian_group(struct sounding *s)
{
	char c = at(s, s->pos), next = at(s, s->pos + 1);
	bool last = s->pos + 1 == s->n;
	bool is_ig = s->pos > 1 && at(s, s->pos - 1) == 'i'; /* "Puig", "Roig" */
	switch (c) {
	case 'c':
		if (next == 'h')
			sounded(s, 's', 2);
		else
			sounded(s, is_soft(next) ? 's' : 'k', 1);
		return;
	case 'g':
		if (next == 'u' && is_soft(at(s, s->pos + 2)))
			sounded(s, 'g', 2);
		else
			sounded(s, is_soft(next) ? 's' : !last ? 'g' : is_ig ? 's' : 'k', 1);
		return;
	case 'q': sounded(s, 'k', next == 'u' ? 2 : 1); return;
	case 'l': sounded(s, next == 'l' ? 'i' : 'l', next == 'l' ? 2 : 1); return;
	case 'n':
		if (next == 'y')
			sounded(s, 'n', 2);
		else
			sounded(s, next == 'b' || next == 'p' || next == 'v' ? 'm' : 'n', 1);
		return;
	case 'p': sounded(s, next == 'h' ? 'f' : 'p', next == 'h' ? 2 : 1); return;
	case 't':
		if (next == 'x' || next == 'z' || (next == 'g' && is_soft(at(s, s->pos + 2))))
			sounded(s, 's', 2);
		else
			sounded(s, 't', 1);
		return;
	default: break;
	}
	static const char from[] = "bvwczsxjykdfmr";
	static const char to[] = "bbbkssssikdfmr";
	const char *found = strchr(from, c);
	char sound = found != NULL ? to[found - from] : '\0';
	sounded(s, last && c == 'd' ? 't' : last && c == 'b' ? 'p' : sound, 1);
}

/* ---- English ---- */

static bool english_opening(struct sounding *s)
{
	if (follows(s, "kn") || follows(s, "gn") || follows(s, "pn"))
		sounded(s, 'n', 2);
	else if (follows(s, "wr"))
		sounded(s, 'r', 2);
	else if (follows(s, "ps"))
		sounded(s, 's', 2);
	else if (follows(s, "x"))
		sounded(s, 's', 1);
	else if (follows(s, "wh") || follows(s, "w"))
		sounded(s, 'w', s->word[1] == 'h' ? 2 : 1);
	else if (follows(s, "y"))
		sounded(s, 'y', 1);
	else if (follows(s, "h"))
		sounded(s, 'h', 1);
	else
		return false;
	return true;
}

/* Letters that are one sound together: after the sound, how they are written, longest first. */
static bool english_pair(struct sounding *s)
{
	static const char *const pairs[] = {"xtch", "xsch", "xch", "xsh", "fph", "kck", " gh",
		"tth", "xdge", "xtion", "mmb", "kqu"};
	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		const char *letters = pairs[i] + 1;
		if (!follows(s, letters))
			continue;
		sounded(s, pairs[i][0] == ' ' ? '\0' : pairs[i][0], strlen(letters));
		return true;
	}
	return false;
}

static void english_group(struct sounding *s)
{
	char c = at(s, s->pos), next = at(s, s->pos + 1);
	if (english_pair(s))
		return;
	if (c == 'x') {
		sounded(s, 'k', 0);
		sounded(s, 's', 1);
		return;
	}
	/* An r is heard before a vowel only: "Barker" is "Baka" in London. */
	if (c == 'r') {
		sounded(s, is_vowel(next) || next == 'r' || next == 'y' ? 'r' : '\0', 1);
		return;
	}
	if (c == 'c' || c == 'g') {
		char soft = c == 'c' ? 's' : 'x';
		sounded(s, is_soft(next) ? soft : 'k', 1);
		return;
	}
	static const char from[] = "bpfvkqdtszjlmn";
	static const char to[] = "ppffkkttssxlmn";
	const char *found = strchr(from, c);
	sounded(s, found != NULL ? to[found - from] : '\0', 1);
}

void sound_key(enum sound_tongue tongue, const char *word, char out[SOUND_KEY])
{
	struct sounding s = {.word = word, .n = strlen(word), .out = out};
	if (tongue == SOUND_ENGLISH && s.n > 1)
		english_opening(&s);
	while (tongue == SOUND_IBERIAN && at(&s, s.pos) == 'h')
		s.pos++;
	for (; s.pos < s.n;) {
		char c = at(&s, s.pos);
		if (is_vowel(c)) {
			bool first = s.len == 0;
			char kept = tongue == SOUND_ENGLISH   ? 'a'
				: c == 'a' || c == 'e'        ? 'a'
				: c == 'i' && s.pos + 1 < s.n ? 'i'
							      : 'o';
			sounded(&s, first ? kept : '\0', 1);
		} else if (c < 'a' || c > 'z') {
			s.pos++;
		} else if (tongue == SOUND_ENGLISH) {
			english_group(&s);
		} else {
			iberian_group(&s);
		}
	}
	s.out[s.len] = '\0';
}

/* ---- edits ---- */

static int smaller(int a, int b)
{
	return a < b ? a : b;
}

int sound_edits(const char *a, const char *b, int most)
{
	size_t n = strlen(a), m = strlen(b);
	int rows[3][EDIT_MAX + 1];
	if (n > EDIT_MAX || m > EDIT_MAX || abs((int)n - (int)m) > most)
		return strcmp(a, b) == 0 ? 0 : most + 1;
	int *before = rows[0], *above = rows[1], *row = rows[2];
	for (size_t j = 0; j <= m; j++)
		above[j] = (int)j;
	for (size_t i = 1; i <= n; i++) {
		row[0] = (int)i;
		int least = row[0];
		for (size_t j = 1; j <= m; j++) {
			int cost = a[i - 1] != b[j - 1];
			int d = smaller(smaller(above[j], row[j - 1]) + 1, above[j - 1] + cost);
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				d = smaller(d, before[j - 2] + 1);
			row[j] = d;
			least = smaller(least, d);
		}
		if (least > most)
			return most + 1;
		int *free_row = before;
		before = above;
		above = row;
		row = free_row;
	}
	return smaller(above[m], most + 1);
}

/* 1000 less the share of letters that must change. */
static int edit_likeness(const char *a, const char *b)
{
	size_t n = strlen(a), m = strlen(b);
	int longest = (int)(n > m ? n : m);
	if (longest == 0)
		return 0;
	return SOUND_SAME - SOUND_SAME * sound_edits(a, b, longest) / longest;
}

static size_t letters_of(char letter, const char *word)
{
	size_t n = 0;
	for (; *word != '\0'; word++)
		n += *word == letter;
	return n;
}

int sound_likeness(const char *a, const char *b)
{
	enum { HEARD_ALIKE = 600 };
	if (strcmp(a, b) == 0)
		return SOUND_SAME;
	int edits = edit_likeness(a, b), sounds = 0;
	for (int tongue = 0; tongue < SOUND_TONGUES; tongue++) {
		char x[SOUND_KEY], y[SOUND_KEY];
		sound_key((enum sound_tongue)tongue, a, x);
		sound_key((enum sound_tongue)tongue, b, y);
		int alike = x[0] != '\0' && y[0] != '\0' ? edit_likeness(x, y) : 0;
		sounds = alike > sounds ? alike : sounds;
	}
	/* An r that only one of them writes is heard by more people than not. */
	if (letters_of('r', a) != letters_of('r', b))
		sounds = sounds * 88 / 100;
	/* Below nicknames, whatever the letters: another spelling is still another name. */
	int both = (edits + 2 * sounds) * 11 / 36;
	int best = edits > both ? edits : both;
	best = best >= SOUND_NICKNAME ? SOUND_NICKNAME - 1 : best;
	if (best < HEARD_ALIKE || strlen(a) < 3 || strlen(b) < 3)
		best = smaller(best, SOUND_ALIKE - 1);
	return best < SOUND_NICKNAME && nickname_same(a, b) ? SOUND_NICKNAME : best;
}

/* ---- nicknames ---- */

static const char *const groups[] = {
#define NAMES(words) words,
#include "model/nickname.def"
#undef NAMES
};
enum { GROUPS = sizeof(groups) / sizeof(groups[0]), SLOTS = 2048, SLOT_GROUPS = 8 };
_Static_assert(sizeof(groups) / sizeof(groups[0]) < 256, "a group is one byte");

/* Which groups a word is in, made at the first question: a name is compared thousands of times. */
struct slot {
	const char *word; /* within its group's text */
	size_t len;
	size_t n;
	unsigned char groups[SLOT_GROUPS];
};
static struct slot slots[SLOTS];
static once_flag slots_made = ONCE_FLAG_INIT;

static struct slot *slot_of(const char *word, size_t n)
{
	uint32_t hash = 2166136261U; /* FNV-1a */
	for (size_t i = 0; i < n; i++)
		hash = (hash ^ (unsigned char)word[i]) * 16777619U;
	struct slot *slot = &slots[hash % SLOTS];
	while (slot->word != NULL && (slot->len != n || memcmp(slot->word, word, n) != 0))
		slot = slot + 1 < slots + SLOTS ? slot + 1 : slots;
	return slot;
}

static void make_slots(void)
{
	for (size_t i = 0; i < GROUPS; i++) {
		for (const char *p = groups[i]; *p != '\0';) {
			size_t n = strcspn(p, " ");
			struct slot *slot = slot_of(p, n);
			slot->word = p;
			slot->len = n;
			if (slot->n < SLOT_GROUPS)
				slot->groups[slot->n++] = (unsigned char)i;
			p += n + (p[n] == ' ');
		}
	}
}

static const struct slot *groups_of(const char *word)
{
	call_once(&slots_made, make_slots);
	return slot_of(word, strlen(word));
}

bool nickname_same(const char *a, const char *b)
{
	const struct slot *x = groups_of(a), *y = x->n > 0 ? groups_of(b) : NULL;
	for (size_t i = 0; i < x->n; i++) {
		for (size_t k = 0; k < y->n; k++) {
			if (x->groups[i] == y->groups[k])
				return true;
		}
	}
	return false;
}

size_t nickname_others(const char *word, struct arena *a, const char ***out)
{
	const struct slot *slot = groups_of(word);
	struct vec others = {.size = sizeof(const char *)};
	for (size_t i = 0; i < slot->n; i++) {
		for (const char *p = groups[slot->groups[i]]; *p != '\0';) {
			size_t len = strcspn(p, " ");
			if (len != slot->len || strncmp(p, word, len) != 0)
				*(const char **)vec_push(&others) = arena_strndup(a, p, len);
			p += len + (p[len] == ' ');
		}
	}
	*out = arena_array(a, others.n + 1, sizeof(**out));
	if (others.n > 0)
		memcpy(*out, others.data, others.n * others.size);
	size_t n = others.n;
	vec_fini(&others);
	return n;
}
