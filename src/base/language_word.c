/* Texts are written in a language that need not be the console's, so this is no work for gettext. */
#include "carrel/language_word.h"

#include <string.h>

enum { IN_ENGLISH, IN_SPANISH, IN_CATALAN, LANGUAGES };

static const char *const columns[LANGUAGES] = {"en", "es", "ca"};

/* clang-format off */
static const struct {
	const char *code, *word[LANGUAGES];
} words[] = {
	{"en", {"English",    "inglés",    "anglès"}},
	{"es", {"Spanish",    "español",   "castellà"}},
	{"ca", {"Catalan",    "catalán",   "català"}},
	{"gl", {"Galician",   "gallego",   "gallec"}},
	{"eu", {"Basque",     "euskera",   "basc"}},
	{"fr", {"French",     "francés",   "francès"}},
	{"de", {"German",     "alemán",    "alemany"}},
	{"it", {"Italian",    "italiano",  "italià"}},
	{"pt", {"Portuguese", "portugués", "portuguès"}},
	{"ro", {"Romanian",   "rumano",    "romanès"}},
	{"ar", {"Arabic",     "árabe",     "àrab"}},
	{"zh", {"Chinese",    "chino",     "xinès"}},
	{"uk", {"Ukrainian",  "ucraniano", "ucraïnès"}},
	{"ru", {"Russian",    "ruso",      "rus"}},
};
/* clang-format on */

static int is_base(const char *tag, const char *base)
{
	size_t n = strlen(base);
	return strncmp(tag, base, n) == 0 && (!tag[n] || tag[n] == '-' || tag[n] == '_');
}

const char *language_word(const char *code, const char *in)
{
	int column = IN_ENGLISH;
	for (int i = 0; in && i < LANGUAGES; i++)
		if (is_base(in, columns[i]))
			column = i;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (is_base(code, words[i].code))
			return words[i].word[column];
	return code;
}
