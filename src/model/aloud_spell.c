/* Letter by letter. What has no word of its own is taken apart into its base and its mark. */
#include "carrel/aloud.h"

#include "carrel/strbuf.h"
#include "carrel/utf8.h"

#include <stdbool.h>
#include <string.h>
#include <unicase.h>
#include <uninorm.h>

struct spelled {
	const char *what;
	const char *word[ALOUD_TONGUES];
};
static const struct spelled letters[] = {
#define ALOUD_LETTER(letter, en, es, ca) {letter, {en, es, ca}},
#include "model/aloud_words.def"
#undef ALOUD_LETTER
};
static const struct spelled signs[] = {
#define ALOUD_SIGN(sign, en, es, ca) {sign, {en, es, ca}},
#include "model/aloud_words.def"
#undef ALOUD_SIGN
};
struct mark {
	uint32_t rune;
	const char *word[ALOUD_TONGUES];
};
static const struct mark marks[] = {
#define ALOUD_MARK(rune, en, es, ca) {rune, {en, es, ca}},
#include "model/aloud_words.def"
#undef ALOUD_MARK
};

static const char *find(
	const struct spelled *list, size_t n, uint32_t rune, enum aloud_tongue tongue)
{
	char text[UTF8_MAX];
	size_t len = utf8_encode(rune, text);
	for (size_t i = 0; i < n; i++)
		if (strlen(list[i].what) == len && memcmp(list[i].what, text, len) == 0)
			return list[i].word[tongue];
	return NULL;
}

static const char *letter_word(uint32_t rune, enum aloud_tongue tongue)
{
	return find(letters, sizeof(letters) / sizeof(letters[0]), uc_tolower(rune), tongue);
}

static const char *mark_word(uint32_t rune, enum aloud_tongue tongue)
{
	size_t i = 0;
	while (marks[i].rune && marks[i].rune != rune)
		i++;
	return marks[i].word[tongue];
}

/* "A Alfa", "A de Antonio", "A d'Anna". */
static void say_letter(
	uint32_t rune, const char *word, enum aloud_tongue tongue, struct strbuf *out)
{
	strbuf_addrune(out, uc_toupper(rune));
	if (tongue == ALOUD_CA)
		strbuf_addstr(out, strchr("AEIOUH", *word) ? " d'" : " de ");
	else
		strbuf_addstr(out, tongue == ALOUD_ES ? " de " : " ");
	strbuf_addstr(out, word);
}

static void say_rune(uint32_t rune, enum aloud_tongue tongue, struct strbuf *out)
{
	const char *word = letter_word(rune, tongue);
	if (word) {
		say_letter(rune, word, tongue, out);
		return;
	}
	word = find(signs, sizeof(signs) / sizeof(signs[0]), rune, tongue);
	if (word) {
		strbuf_addstr(out, word);
		return;
	}
	uint32_t parts[UC_DECOMPOSITION_MAX_LENGTH];
	int n = uc_canonical_decomposition(rune, parts);
	if (n < 2 || !letter_word(parts[0], tongue)) {
		strbuf_addrune(out, uc_toupper(rune));
		return;
	}
	say_letter(parts[0], letter_word(parts[0], tongue), tongue, out);
	for (int i = 1; i < n; i++)
		strbuf_addf(out, ", %s", mark_word(parts[i], tongue));
}

void aloud_spell(const char *words, enum aloud_tongue tongue, struct strbuf *out)
{
	size_t n = strlen(words);
	bool any = false, gap = false;
	for (size_t at = 0; at < n;) {
		uint32_t rune;
		at += utf8_decode(words + at, n - at, &rune);
		if (rune == ' ' || rune == '\t' || rune == '\n' || rune == 0xA0) {
			gap = any;
			continue;
		}
		if (rune >= 0x300 && rune < 0x370 && any && !gap) { /* a mark that came apart */
			strbuf_truncate(out, out->len - 1);
			strbuf_addf(out, ", %s\n", mark_word(rune, tongue));
			continue;
		}
		if (gap)
			strbuf_addch(out, '\n');
		gap = false;
		any = true;
		say_rune(rune, tongue, out);
		strbuf_addch(out, '\n');
	}
}
