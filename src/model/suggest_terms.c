/* suggest_terms.c - stop words and suffixes of three languages: see the header. */
#include "model/suggest_terms.h"

#include "carrel/arena.h"
#include "carrel/fold.h"
#include "carrel/strbuf.h"
#include "carrel/utf8.h"
#include "carrel/vec.h"

#include <stdlib.h>
#include <string.h>
#include <unictype.h>

enum { STEM_MIN = 3, ROUNDS = 2 };

/* clang-format off */
/* Folded and sorted. Few: words like "not", "why" or "how" are part of what a customer asks. */
static const char *const stop_en[] = {"a", "am", "an", "and", "are", "as", "at", "be", "for", "hello", "hi",
	"i", "id", "im", "in", "is", "it", "its", "ive", "me", "my", "of", "on", "or", "please", "so", "thank",
	"thanks", "that", "the", "there", "this", "to", "was", "we", "with", "you", "your"};
static const char *const stop_es[] = {"a", "al", "buenas", "buenos", "como", "con", "de", "del", "dias", "e",
	"el", "ella", "en", "es", "esta", "este", "esto", "favor", "gracias", "ha", "he", "hola", "la", "las", "le",
	"les", "lo", "los", "me", "mi", "mis", "o", "para", "pero", "por", "que", "se", "si", "su", "sus", "tardes",
	"un", "una", "uno", "usted", "y", "ya", "yo"};
static const char *const stop_ca[] = {"a", "al", "als", "amb", "aquest", "aquesta", "bon", "bona", "com", "d",
	"de", "del", "dels", "dia", "el", "els", "em", "en", "es", "gracies", "ha", "he", "hi", "hola", "i", "jo",
	"l", "la", "les", "li", "m", "mes", "meu", "meva", "n", "o", "per", "pero", "plau", "que", "s", "seu", "si",
	"sisplau", "t", "tarda", "un", "una", "vaig", "voste"};

/* Longest first within a language; the second is put in its place. */
static const char *const suffix_en[][2] = {{"ations", ""}, {"ation", ""}, {"ements", ""}, {"ement", ""},
	{"ments", ""}, {"ingly", ""}, {"ment", ""}, {"sses", "ss"}, {"ings", ""}, {"edly", ""}, {"ing", ""},
	{"ied", "y"}, {"ies", "y"}, {"ers", ""}, {"ed", ""}, {"er", ""}, {"ly", ""}, {"es", ""}, {"s", ""}, {NULL, NULL}};
static const char *const suffix_es[][2] = {{"amientos", ""}, {"imientos", ""}, {"amiento", ""}, {"imiento", ""},
	{"aciones", ""}, {"iciones", ""}, {"ciones", ""}, {"siones", ""}, {"mente", ""}, {"acion", ""}, {"icion", ""},
	{"iendo", ""}, {"cion", ""}, {"sion", ""}, {"ando", ""}, {"aron", ""}, {"ieron", ""}, {"amos", ""}, {"emos", ""},
	{"imos", ""}, {"ados", ""}, {"adas", ""}, {"idos", ""}, {"idas", ""}, {"aban", ""}, {"ado", ""}, {"ada", ""},
	{"ido", ""}, {"ida", ""}, {"aba", ""}, {"ar", ""}, {"er", ""}, {"ir", ""}, {"an", ""}, {"en", ""}, {"es", ""},
	{"os", ""}, {"as", ""}, {"s", ""}, {"o", ""}, {"a", ""}, {"e", ""}, {NULL, NULL}};
static const char *const suffix_ca[][2] = {{"aments", ""}, {"iments", ""}, {"ament", ""}, {"iment", ""},
	{"acions", ""}, {"icions", ""}, {"cions", ""}, {"sions", ""}, {"acio", ""}, {"icio", ""}, {"ment", ""}, {"cio", ""},
	{"sio", ""}, {"ades", ""}, {"ides", ""}, {"ada", ""}, {"ida", ""}, {"ats", ""}, {"its", ""}, {"ant", ""}, {"ent", ""},
	{"ava", ""}, {"at", ""}, {"it", ""}, {"ar", ""}, {"er", ""}, {"ir", ""}, {"en", ""}, {"es", ""}, {"os", ""},
	{"s", ""}, {"a", ""}, {"e", ""}, {"o", ""}, {NULL, NULL}};
/* clang-format on */

static const struct {
	const char *tag;
	const char *const *stops;
	size_t nstops;
	const char *const (*suffixes)[2];
} tongues[SUGGEST_LANGUAGES] = {
	[SUGGEST_EN] = {"en", stop_en, sizeof(stop_en) / sizeof(*stop_en), suffix_en},
	[SUGGEST_ES] = {"es", stop_es, sizeof(stop_es) / sizeof(*stop_es), suffix_es},
	[SUGGEST_CA] = {"ca", stop_ca, sizeof(stop_ca) / sizeof(*stop_ca), suffix_ca},
};

static int by_word(const void *key, const void *row)
{
	return strcmp(key, *(const char *const *)row);
}

static bool is_stop(enum suggest_language language, const char *folded)
{
	return bsearch(folded, tongues[language].stops, tongues[language].nstops,
		       sizeof(const char *), by_word) != NULL;
}

/* True if a suffix was replaced. */
static bool cut_suffix(char *word, size_t *n, const char *const (*suffixes)[2])
{
	for (; (*suffixes)[0] != NULL; suffixes++) {
		const char *suffix = (*suffixes)[0], *instead = (*suffixes)[1];
		size_t len = strlen(suffix);
		if (*n < len + STEM_MIN || memcmp(word + *n - len, suffix, len) != 0)
			continue;
		if (strcmp(suffix, "s") == 0 && word[*n - 2] == 's')
			continue; /* "pass", "less" */
		*n -= len;
		for (; *instead != '\0'; instead++)
			word[(*n)++] = *instead;
		word[*n] = '\0';
		return true;
	}
	return false;
}

static void smooth_english(char *word, size_t *n)
{
	if (*n > STEM_MIN && word[*n - 1] == 'e')
		word[--*n] = '\0';
	char last = word[*n - 1];
	if (*n > STEM_MIN && last == word[*n - 2] && last != 's' && last != 'l')
		word[--*n] = '\0';
}

static const char *stem(const char *folded, enum suggest_language language, struct arena *a)
{
	size_t n = strlen(folded);
	if (n <= STEM_MIN || strpbrk(folded, "0123456789") != NULL)
		return folded;
	char *word = arena_strndup(a, folded, n);
	int rounds = language == SUGGEST_EN ? 1 : ROUNDS; /* "cobrados": plural, then participle */
	while (rounds-- > 0 && cut_suffix(word, &n, tongues[language].suffixes))
		continue;
	if (language == SUGGEST_EN)
		smooth_english(word, &n);
	return word;
}

/* ---- words ---- */

static bool is_letter(uint32_t rune)
{
	if (rune < 0x80)
		return (rune >= 'a' && rune <= 'z') || (rune >= 'A' && rune <= 'Z') ||
			(rune >= '0' && rune <= '9');
	return rune == 0xB7 || uc_is_alnum(rune) || uc_is_property_combining(rune);
}

static bool is_apostrophe(uint32_t rune)
{
	return rune == '\'' || rune == 0x2019;
}

static size_t letters_at(const char *s, size_t n)
{
	size_t i = 0;
	while (i < n) {
		uint32_t rune;
		size_t len = utf8_decode(s + i, n - i, &rune);
		if (!is_letter(rune))
			break;
		i += len;
	}
	return i;
}

/* "haven't" and "it's" go on behind the apostrophe, "l'hora" and "d'avui" do not. */
static size_t word_at(const char *s, size_t n)
{
	size_t first = letters_at(s, n);
	if (first < 2 || first >= n)
		return first;
	uint32_t rune;
	size_t mark = utf8_decode(s + first, n - first, &rune);
	size_t rest = is_apostrophe(rune) ? letters_at(s + first + mark, n - first - mark) : 0;
	return rest > 0 && rest <= 2 ? first + mark + rest : first;
}

static const char *fold_word(const char *s, size_t n, struct arena *a)
{
	char *folded = fold_text(a, arena_strndup(a, s, n));
	char *to = folded;
	for (const char *from = folded; *from != '\0'; from++)
		if (*from != '\'')
			*to++ = *from;
	*to = '\0';
	return folded;
}

enum suggest_language suggest_guess(const struct suggest_tokens *t)
{
	size_t votes[SUGGEST_LANGUAGES] = {0};
	enum suggest_language best = SUGGEST_EN;
	for (size_t i = 0; i < t->n; i++)
		for (int l = 0; l < SUGGEST_LANGUAGES; l++)
			votes[l] += is_stop(l, t->items[i].folded);
	for (int l = 0; l < SUGGEST_LANGUAGES; l++)
		if (votes[l] > votes[best])
			best = l;
	return best;
}

static enum suggest_language language_of(const struct suggest_tokens *t, const char *tag)
{
	for (int l = 0; tag != NULL && l < SUGGEST_LANGUAGES; l++)
		if (strncmp(tag, tongues[l].tag, 2) == 0)
			return l;
	return suggest_guess(t);
}

struct suggest_tokens suggest_tokens(
	const char *text, const char *language, size_t limit, struct arena *a)
{
	struct vec found = {.size = sizeof(struct suggest_token)};
	size_t n = text == NULL ? 0 : strlen(text);
	for (size_t i = 0; i < n && found.n < limit;) {
		size_t len = word_at(text + i, n - i);
		if (len == 0) {
			uint32_t rune;
			i += utf8_decode(text + i, n - i, &rune);
			continue;
		}
		const char *folded = fold_word(text + i, len, a);
		if (*folded != '\0')
			*(struct suggest_token *)vec_push(&found) =
				(struct suggest_token){.folded = folded, .start = i, .len = len};
		i += len;
	}
	struct suggest_tokens t = {
		.items = arena_array(a, found.n + 1, sizeof(struct suggest_token)), .n = found.n};
	if (found.n > 0)
		memcpy(t.items, found.data, found.n * sizeof(struct suggest_token));
	vec_fini(&found);
	enum suggest_language spoken = language_of(&t, language);
	for (size_t i = 0; i < t.n; i++) {
		t.items[i].stop = is_stop(spoken, t.items[i].folded);
		t.items[i].term = stem(t.items[i].folded, spoken, a);
	}
	return t;
}

const char *suggest_letters(const struct suggest_tokens *t, struct arena *a)
{
	size_t n = 2;
	for (size_t i = 0; i < t->n; i++)
		n += strlen(t->items[i].folded) + 1;
	char *line = arena_alloc(a, n);
	char *p = line;
	*p++ = ' ';
	for (size_t i = 0; i < t->n; i++) {
		size_t len = strlen(t->items[i].folded);
		memcpy(p, t->items[i].folded, len);
		p += len;
		*p++ = ' ';
	}
	return line;
}
