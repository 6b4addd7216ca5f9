/* Whatever the bytes: the text is UTF-8 without control or bidi characters, has no markup that was
 * a known tag left in its lines' ends, and reducing it again as plain text changes nothing. */
#include "carrel/html_text.h"
#include "carrel/strbuf.h"
#include "carrel/utf8.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void require(bool holds)
{
	if (!holds)
		abort();
}

static void require_clean(const struct strbuf *text)
{
	require(utf8_valid(text->buf, text->len) && strlen(text->buf) == text->len);
	require(!strstr(text->buf, "\n\n\n"));
	require(text->len == 0 || !strchr(" \n", text->buf[0]));
	require(text->len == 0 || !strchr(" \n", text->buf[text->len - 1]));
	for (size_t at = 0; at < text->len;) {
		uint32_t rune;
		at += utf8_decode(text->buf + at, text->len - at, &rune);
		require(rune >= ' ' || rune == '\n');
		require(rune != 0x7F && !(rune >= 0x80 && rune < 0xA0));
		require(!(rune >= 0x202A && rune <= 0x202E) && !(rune >= 0x2066 && rune <= 0x2069));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct strbuf once = STRBUF_INIT, twice = STRBUF_INIT;
	html_text((const char *)data, size, &once);
	require_clean(&once);
	/* Each byte gives at most a list mark with its indent, or a break. */
	require(once.len <= 64 + size * 40);
	plain_text(once.buf, once.len, &twice);
	require(strcmp(once.buf, twice.buf) == 0);
	strbuf_fini(&once);
	strbuf_fini(&twice);
	return 0;
}
