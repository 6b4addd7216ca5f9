/* heard.c - letters that were spelled, and how alike two spellings are by ear. */
#include "carrel/heard.h"

#include "carrel/arena.h"
#include "carrel/fold.h"

#include <stdlib.h>
#include <string.h>

enum { SHORT_WORD = 3, LETTERS_MAX = 64, HALF = 5, WHOLE = 10 };

struct saying {
	const char *word;
	const char *letters;
};

/* clang-format off */
/* Whole words only, folded. The names of letters in three languages, alphabets for spelling (ICAO and
 * the Spanish and Catalan ones), and what an English recogniser writes for a single letter. */
static const struct saying sayings[] = {
	{"alpha", "a"}, {"alfa", "a"}, {"bravo", "b"}, {"charlie", "c"}, {"delta", "d"}, {"echo", "e"},
	{"foxtrot", "f"}, {"golf", "g"}, {"hotel", "h"}, {"india", "i"}, {"juliet", "j"}, {"juliette", "j"},
	{"juliett", "j"}, {"kilo", "k"}, {"lima", "l"}, {"mike", "m"}, {"november", "n"}, {"oscar", "o"},
	{"papa", "p"}, {"quebec", "q"}, {"romeo", "r"}, {"sierra", "s"}, {"tango", "t"}, {"uniform", "u"},
	{"victor", "v"}, {"whiskey", "w"}, {"whisky", "w"}, {"xray", "x"}, {"ray", ""}, {"yankee", "y"},
	{"zulu", "z"}, {"zed", "z"}, {"zee", "z"}, {"side", "z"}, {"said", "z"}, {"set", "z"},
	{"ay", "a"}, {"eh", "a"}, {"hey", "a"}, {"be", "b"}, {"bee", "b"}, {"see", "c"}, {"sea", "c"}, {"she", "c"},
	{"dee", "d"}, {"the", ""}, {"ef", "f"}, {"eff", "f"}, {"gee", "g"}, {"aitch", "h"}, {"haitch", "h"},
	{"jay", "j"}, {"kay", "k"}, {"okay", "k"}, {"el", "l"}, {"ell", "l"}, {"hell", "l"}, {"em", "m"}, {"am", "m"},
	{"en", "n"}, {"and", "n"}, {"an", "n"}, {"oh", "o"}, {"owe", "o"}, {"pee", "p"}, {"pea", "p"},
	{"queue", "q"}, {"cue", "q"}, {"are", "r"}, {"our", "r"}, {"all", "r"}, {"ar", "r"}, {"es", "s"}, {"ess", "s"},
	{"tea", "t"}, {"tee", "t"}, {"you", "u"}, {"ewe", "u"}, {"double", "w"}, {"doubleyou", "w"}, {"ex", "x"},
	{"why", "y"}, {"wye", "y"}, {"space", ""}, {"hyphen", ""}, {"my", ""}, {"postcode", ""}, {"post", ""},
	{"code", ""}, {"is", ""}, {"its", ""}, {"name", ""}, {"surname", ""}, {"letter", ""}, {"capital", ""},
	{"zero", "0"}, {"nought", "0"}, {"one", "1"}, {"won", "1"}, {"on", "1"}, {"two", "2"}, {"too", "2"}, {"to", "2"},
	{"three", "3"}, {"free", "3"}, {"four", "4"}, {"for", "4"}, {"full", "4"}, {"five", "5"}, {"six", "6"},
	{"seven", "7"}, {"eight", "8"}, {"ate", "8"}, {"it", "8"}, {"nine", "9"},
	{"cero", "0"}, {"uno", "1"}, {"un", "1"}, {"dos", "2"}, {"tres", "3"}, {"cuatro", "4"}, {"quatre", "4"},
	{"cinco", "5"}, {"cinc", "5"}, {"seis", "6"}, {"sis", "6"}, {"siete", "7"}, {"set", "7"}, {"ocho", "8"},
	{"vuit", "8"}, {"nueve", "9"}, {"nou", "9"},
	{"ce", "c"}, {"de", "d"}, {"efe", "f"}, {"efa", "f"}, {"ge", "g"}, {"hache", "h"}, {"hac", "h"}, {"jota", "j"},
	{"ka", "k"}, {"ele", "l"}, {"ela", "l"}, {"eme", "m"}, {"ema", "m"}, {"ene", "n"}, {"ena", "n"}, {"enye", "n"},
	{"pe", "p"}, {"cu", "q"}, {"erre", "r"}, {"erra", "r"}, {"ese", "s"}, {"essa", "s"}, {"te", "t"},
	{"uve", "v"}, {"ve", "v"}, {"equis", "x"}, {"ics", "x"}, {"griega", "y"}, {"grega", "y"}, {"zeta", "z"},
	{"antonio", "a"}, {"barcelona", "b"}, {"carmen", "c"}, {"dinamarca", "d"}, {"dolores", "d"}, {"espana", "e"},
	{"enrique", "e"}, {"francia", "f"}, {"girona", "g"}, {"gerona", "g"}, {"historia", "h"}, {"italia", "i"},
	{"inglaterra", "i"}, {"jose", "j"}, {"lleida", "l"}, {"lerida", "l"}, {"lorenzo", "l"}, {"madrid", "m"},
	{"navarra", "n"}, {"oviedo", "o"}, {"portugal", "p"}, {"paris", "p"}, {"queso", "q"}, {"roma", "r"},
	{"ramon", "r"}, {"sevilla", "s"}, {"sabado", "s"}, {"tarragona", "t"}, {"toledo", "t"}, {"ulises", "u"},
	{"valencia", "v"}, {"washington", "w"}, {"xativa", "x"}, {"xilofon", "x"}, {"yegua", "y"}, {"zaragoza", "z"},
	{NULL, NULL},
};
/* clang-format on */

struct spelling {
	struct arena *a;
	const char *p;
	char *out;
	size_t len;
};

static bool is_letter_or_digit(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* The next word of folded text; its length, 0 at the end. */
static size_t next_word(const char **p, const char **word)
{
	while (**p != '\0' && !is_letter_or_digit(**p))
		++*p;
	*word = *p;
	while (is_letter_or_digit(**p))
		++*p;
	return (size_t)(*p - *word);
}

static const char *saying_of(const char *word, size_t n)
{
	for (const struct saying *s = sayings; s->word != NULL; s++) {
		if (strlen(s->word) == n && strncmp(s->word, word, n) == 0)
			return s->letters;
	}
	return NULL;
}

static void put(struct spelling *s, const char *letters, size_t n)
{
	memcpy(s->out + s->len, letters, n);
	s->len += n;
}

static bool word_is(const char *word, size_t n, const char *text)
{
	return strlen(text) == n && strncmp(word, text, n) == 0;
}

/* "t for Tommy", "B de Barcelona", "k as in kite": the word that explains the letter says nothing
 * more than the letter. True if it was taken. */
static bool skip_example(struct spelling *s, char letter)
{
	const char *p = s->p, *word;
	size_t n = next_word(&p, &word);
	bool link = word_is(word, n, "for") || word_is(word, n, "4") || word_is(word, n, "de") ||
		word_is(word, n, "like") || word_is(word, n, "as");
	if (!link)
		return false;
	n = next_word(&p, &word);
	if (word_is(word, n, "in"))
		n = next_word(&p, &word);
	bool is_example = n > SHORT_WORD && !(word[0] >= '0' && word[0] <= '9');
	if (!is_example)
		return false;
	/* "all for Raja": the example knows the letter better than the ear did. */
	if (word[0] != letter && s->len > 0 && saying_of(word, n) == NULL)
		s->out[s->len - 1] = word[0];
	s->p = p;
	return true;
}

static void spell_word(struct spelling *s, const char *word, size_t n)
{
	const char *letters = n > 1 ? saying_of(word, n) : NULL;
	if (word_is(word, n, "double")) {
		const char *p = s->p, *after;
		size_t len = next_word(&p, &after);
		if (len == 1 && *after != 'u') {
			put(s, after, 1);
			put(s, after, 1);
		} else {
			put(s, "w", 1);
		}
		s->p = p;
		return;
	}
	if (letters != NULL)
		put(s, letters, strlen(letters));
	else if (n > SHORT_WORD && strpbrk(word, "0123456789") != word)
		put(s, word, n <= SHORT_WORD + 1 ? n : 1);
	else
		put(s, word, n);
	if (s->len > 0 && (n == 1 || (letters != NULL && letters[0] != '\0')))
		skip_example(s, s->out[s->len - 1]);
}

const char *heard_spelled(const char *said, struct arena *a)
{
	const char *folded = fold_text(a, said);
	/* No word gives more letters than it has, but for "double" (two of the next). */
	struct spelling s = {
		.a = a, .p = folded, .out = arena_alloc(a, strlen(folded) + SHORT_WORD)};
	const char *word;
	size_t n;
	while ((n = next_word(&s.p, &word)) > 0)
		spell_word(&s, word, n);
	s.out[s.len] = '\0';
	return s.out;
}

bool heard_is_spelled(const char *said)
{
	size_t words = 0, shorter = 0;
	for (const char *p = said; *p != '\0';) {
		size_t n = strcspn(p, " ");
		words += n > 0;
		shorter += n > 0 && n <= SHORT_WORD;
		p += n + (p[n] == ' ');
	}
	return words >= SHORT_WORD && shorter * 3 >= words * 2;
}

/* ---- how alike by ear ---- */

static bool sound_together(char x, char y)
{
	static const char *const groups[] = {"bdegptvc3", "mn", "fsx", "ahkj8", "5vf", "uq2", "iy",
		"o0", "9i", "rl", "zs", "gj", "ck", "ei", "wu", "1n", NULL};
	for (const char *const *g = groups; *g != NULL; g++) {
		if (strchr(*g, x) != NULL && strchr(*g, y) != NULL)
			return true;
	}
	return false;
}

static int least(int a, int b, int c)
{
	int d = a < b ? a : b;
	return d < c ? d : c;
}

int heard_letters_likeness(const char *heard, const char *known)
{
	size_t n = strnlen(heard, LETTERS_MAX), m = strnlen(known, LETTERS_MAX);
	int rows[2][LETTERS_MAX + 1];
	int *above = rows[0], *row = rows[1];
	if (n == 0 || m == 0)
		return 0;
	for (size_t j = 0; j <= m; j++)
		above[j] = (int)j * WHOLE;
	for (size_t i = 1; i <= n; i++) {
		row[0] = (int)i * WHOLE;
		/* A letter heard twice is stammered, not added. */
		int more = i > 1 && heard[i - 1] == heard[i - 2] ? HALF : WHOLE - 2;
		for (size_t j = 1; j <= m; j++) {
			char x = heard[i - 1], y = known[j - 1];
			int cost = x == y ? 0 : sound_together(x, y) ? HALF : WHOLE;
			row[j] = least(above[j] + more, row[j - 1] + WHOLE, above[j - 1] + cost);
		}
		int *other = above;
		above = row;
		row = other;
	}
	int longest = (int)(n > m ? n : m) * WHOLE;
	int likeness = 1000 - 1000 * above[m] / longest;
	return likeness > 0 ? likeness : 0;
}
