/* Whatever the bytes, what comes out of cells_next() is clean, moves on, and adds up. */
#include "carrel/cells.h"
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

static void require_clean(const char *s, size_t n, bool newlines)
{
	require(utf8_valid(s, n));
	for (size_t i = 0; i < n;) {
		uint32_t rune;
		i += utf8_decode(s + i, n - i, &rune);
		require(cells_rune_width(rune) >= 0 || (newlines && rune == '\n'));
	}
}

static size_t walk(const char *s, size_t n)
{
	size_t cells = 0;
	for (size_t i = 0; i < n;) {
		struct cells_cluster c;
		size_t used = cells_next(s + i, n - i, &c);
		require(used >= 1 && used <= n - i);
		require(c.len >= 1 && c.len == strlen(c.text) && c.len <= CELLS_CLUSTER_MAX);
		require(c.width == 1 || c.width == 2);
		require_clean(c.text, c.len, false);
		cells += c.width;
		i += used;
	}
	return cells;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *s = (const char *)data;
	size_t cells = walk(s, size);
	require(cells == cells_width(s, size));
	size_t max = size ? data[0] : 0, fit_cells;
	size_t fit = cells_fit(s, size, max, &fit_cells);
	require(fit <= size && fit_cells <= max && (fit == size) == (cells <= max));
	struct strbuf out = STRBUF_INIT;
	cells_clean(&out, s, size, true);
	require_clean(out.buf, out.len, true);
	strbuf_reset(&out);
	char *text = strndup(s, size);
	cells_pad(&out, text, max, size % 2);
	require_clean(out.buf, out.len, false);
	require(cells_width(out.buf, out.len) == max);
	free(text);
	strbuf_fini(&out);
	return 0;
}
