/* Whatever the bytes and the pauses, the decoder moves on, keeps quiet in the end, and never hands
 * out a control character as text. The first byte of each chunk says how long it is and how long
 * the silence before it was. */
#include "carrel/keys.h"
#include "carrel/utf8.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void require(bool holds)
{
	if (!holds)
		abort();
}

static void drain(struct keys *keys, int64_t now_ms)
{
	struct key key, again;
	char name[KEY_NAME_MAX];

	while (keys_next(keys, now_ms, &key)) {
		require(key.kind > KEY_NONE && key.kind <= KEY_EOF);
		require(key.mods <= (KEY_MOD_SHIFT | KEY_MOD_ALT | KEY_MOD_CTRL));
		if (key.kind == KEY_PASTE) {
			require(key.len <= KEYS_PASTE_MAX && key.text[key.len] == '\0');
			continue;
		}
		if (key.kind == KEY_CHAR)
			require(key.rune >= 0x20 && key.rune != 0x7f &&
				!(key.rune >= 0x80 && key.rune < 0xa0));
		key_words(&key, name);
		require(strlen(name) < KEY_NAME_MAX && utf8_valid(name, strlen(name)));
		require(key_parse(name, &again));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const int64_t pauses[4] = {0, 10, 30, 1100};
	struct keys *keys = keys_new();
	int64_t now = 0;

	for (size_t at = 0; at < size;) {
		size_t n = data[at] >> 2;
		now += pauses[data[at] & 3];
		at++;
		if (n > size - at)
			n = size - at;
		keys_feed(keys, (const char *)data + at, n, now);
		if (n % 2)
			drain(keys, now);
		at += n;
	}
	/* Left alone long enough, nothing is held back. */
	drain(keys, now + 10000);
	require(keys_timeout_ms(keys, now + 10000) == -1);
	keys_free(&keys);
	return 0;
}
