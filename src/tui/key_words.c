/* key_words.c - keys as words: for key tables, scripts, hints and the manual. */
#include "carrel/keys.h"
#include "carrel/utf8.h"
#include <stdio.h>
#include <string.h>
#include <strings.h>

/* The name, and what an xterm sends with and without a modifier (%d). */
struct named {
	enum key_kind kind;
	const char *name;
	const char *plain;
	const char *modified;
};

/* clang-format off */
static const struct named names[] = {
	{KEY_F1, "F1", "\033OP", "\033[1;%dP"}, {KEY_F2, "F2", "\033OQ", "\033[1;%dQ"},
	{KEY_F3, "F3", "\033OR", "\033O%dR"}, {KEY_F4, "F4", "\033OS", "\033[1;%dS"},
	{KEY_F5, "F5", "\033[15~", "\033[15;%d~"}, {KEY_F6, "F6", "\033[17~", "\033[17;%d~"},
	{KEY_F7, "F7", "\033[18~", "\033[18;%d~"}, {KEY_F8, "F8", "\033[19~", "\033[19;%d~"},
	{KEY_F9, "F9", "\033[20~", "\033[20;%d~"}, {KEY_F10, "F10", "\033[21~", "\033[21;%d~"},
	{KEY_F11, "F11", "\033[23~", "\033[23;%d~"}, {KEY_F12, "F12", "\033[24~", "\033[24;%d~"},
	{KEY_UP, "Up", "\033[A", "\033[1;%dA"}, {KEY_DOWN, "Down", "\033[B", "\033[1;%dB"},
	{KEY_LEFT, "Left", "\033[D", "\033[1;%dD"}, {KEY_RIGHT, "Right", "\033[C", "\033[1;%dC"},
	{KEY_HOME, "Home", "\033[H", "\033[1;%dH"}, {KEY_END, "End", "\033[F", "\033[1;%dF"},
	{KEY_PGUP, "PgUp", "\033[5~", "\033[5;%d~"}, {KEY_PGDN, "PgDn", "\033[6~", "\033[6;%d~"},
	{KEY_INS, "Ins", "\033[2~", "\033[2;%d~"}, {KEY_DEL, "Del", "\033[3~", "\033[3;%d~"},
	{KEY_BACKSPACE, "Backspace", "\177", NULL}, {KEY_TAB, "Tab", "\t", NULL},
	{KEY_ENTER, "Enter", "\r", NULL}, {KEY_ESC, "Esc", "\033", NULL},
	{KEY_PASTE, "Paste", NULL, NULL}, {KEY_MOUSE, "Mouse", NULL, NULL}, {KEY_RESIZE, "Resize", NULL, NULL},
	{KEY_EOF, "Eof", NULL, NULL},
};
static const struct { const char *name; enum key_kind kind; } synonyms[] = {
	{"PageUp", KEY_PGUP}, {"PageDown", KEY_PGDN}, {"Insert", KEY_INS}, {"Delete", KEY_DEL},
	{"Return", KEY_ENTER}, {"Escape", KEY_ESC}, {"BTab", KEY_BTAB},
};
static const struct { const char *name; unsigned mod; } mods_table[] = {
	{"Ctrl-", KEY_MOD_CTRL}, {"Alt-", KEY_MOD_ALT}, {"Shift-", KEY_MOD_SHIFT},
};
/* clang-format on */

enum { NNAMES = sizeof names / sizeof names[0], NMODS = sizeof mods_table / sizeof mods_table[0] };

static const struct named *named_of(enum key_kind kind)
{
	for (int i = 0; i < NNAMES; i++) {
		if (names[i].kind == kind)
			return &names[i];
	}
	return NULL;
}

static void rune_name(const struct key *key, char out[UTF8_MAX + 4])
{
	uint32_t rune = key->rune;

	if (rune == ' ') {
		memcpy(out, "Space", 6);
		return;
	}
	if (key->mods & KEY_MOD_CTRL && rune >= 'a' && rune <= 'z')
		rune -= 'a' - 'A';
	out[utf8_encode(rune, out)] = '\0';
}

void key_words(const struct key *key, char out[KEY_NAME_MAX])
{
	char rune[UTF8_MAX + 4];
	unsigned mods = key->mods;
	const char *base = "None";

	if (key->kind == KEY_CHAR) {
		rune_name(key, rune);
		base = rune;
	} else if (key->kind == KEY_BTAB) {
		mods |= KEY_MOD_SHIFT;
		base = "Tab";
	} else if (named_of(key->kind)) {
		base = named_of(key->kind)->name;
	}
	snprintf(out, KEY_NAME_MAX, "%s%s%s%s", mods & KEY_MOD_CTRL ? "Ctrl-" : "",
		mods & KEY_MOD_ALT ? "Alt-" : "", mods & KEY_MOD_SHIFT ? "Shift-" : "", base);
}

static const char *parse_mods(const char *name, unsigned *mods)
{
	for (int i = 0; i < NMODS; i++) {
		size_t n = strlen(mods_table[i].name);
		/* "Ctrl--" is Ctrl and the minus: something must be left. */
		if (strncasecmp(name, mods_table[i].name, n) == 0 && name[n]) {
			*mods |= mods_table[i].mod;
			name += n;
			i = -1;
		}
	}
	return name;
}

static bool parse_base(const char *name, struct key *key)
{
	for (int i = 0; i < NNAMES; i++) {
		if (strcasecmp(names[i].name, name) == 0) {
			key->kind = names[i].kind;
			return true;
		}
	}
	for (size_t i = 0; i < sizeof synonyms / sizeof synonyms[0]; i++) {
		if (strcasecmp(synonyms[i].name, name) == 0) {
			key->kind = synonyms[i].kind;
			return true;
		}
	}
	key->kind = KEY_CHAR;
	if (strcasecmp(name, "Space") == 0) {
		key->rune = ' ';
		return true;
	}
	size_t n = strlen(name);
	return n > 0 && utf8_valid(name, n) && utf8_decode(name, n, &key->rune) == n &&
		key->rune > ' ' && (key->rune < 0x7f || key->rune > 0x9f);
}

bool key_parse(const char *name, struct key *key)
{
	*key = (struct key){.kind = KEY_NONE};
	name = parse_mods(name, &key->mods);
	if (!parse_base(name, key)) {
		*key = (struct key){.kind = KEY_NONE};
		return false;
	}
	if (key->kind == KEY_TAB && key->mods & KEY_MOD_SHIFT) {
		key->kind = KEY_BTAB;
		key->mods &= ~(unsigned)KEY_MOD_SHIFT;
	}
	/* A control byte cannot tell Shift: Ctrl-r and Ctrl-R are one key. */
	if (key->kind == KEY_CHAR && key->mods & KEY_MOD_CTRL && key->rune >= 'A' &&
		key->rune <= 'Z')
		key->rune += 'a' - 'A';
	return true;
}

bool key_equal(const struct key *a, const struct key *b)
{
	return a->kind == b->kind && a->rune == b->rune && a->mods == b->mods;
}

bool key_is_char(const struct key *key, uint32_t rune)
{
	return key->kind == KEY_CHAR && key->rune == rune &&
		(key->mods & ~(unsigned)KEY_MOD_SHIFT) == 0;
}

static size_t char_bytes(const struct key *key, char out[KEY_NAME_MAX])
{
	size_t n = 0;

	if (key->mods & KEY_MOD_ALT)
		out[n++] = '\033';
	if (key->mods & KEY_MOD_CTRL) {
		if (key->rune == ' ')
			out[n++] = '\0';
		else if (key->rune >= 'a' && key->rune <= 'z')
			out[n++] = (char)(key->rune - 'a' + 1);
		else if (key->rune >= '[' && key->rune <= '_')
			out[n++] = (char)(key->rune - 0x40);
		else
			return 0;
		return n;
	}
	return n + utf8_encode(key->rune, out + n);
}

size_t key_bytes(const struct key *key, char out[KEY_NAME_MAX])
{
	int parameter = 1 + (key->mods & KEY_MOD_SHIFT ? 1 : 0) +
		(key->mods & KEY_MOD_ALT ? 2 : 0) + (key->mods & KEY_MOD_CTRL ? 4 : 0);
	const struct named *named = named_of(key->kind);
	size_t at = 0;

	if (key->kind == KEY_CHAR)
		return char_bytes(key, out);
	if (key->kind == KEY_BTAB)
		return (size_t)snprintf(out, KEY_NAME_MAX, "\033[Z");
	if (!named || !named->plain)
		return 0;
	if (parameter > 1 && named->modified) {
		const char *mark = strstr(named->modified, "%d");
		return (size_t)snprintf(out, KEY_NAME_MAX, "%.*s%d%s",
			(int)(mark - named->modified), named->modified, parameter, mark + 2);
	}
	if (key->mods & KEY_MOD_ALT)
		out[at++] = '\033';
	return at + (size_t)snprintf(out + at, KEY_NAME_MAX - at, "%s", named->plain);
}
