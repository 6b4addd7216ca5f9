#include "carrel/html.h"

#include "carrel/cells.h"
#include "carrel/strbuf.h"
#include "carrel/utf8.h"

#include <string.h>

const char html_palette[] =
	":root{color-scheme:light dark;--ink:#1d2330;--soft:#596275;--line:#d9dee7;--paper:#fff;"
	"--tint:#f4f6fa;--link:#0b57a4;--mark:#fff3c4}\n"
	"@media(prefers-color-scheme:dark){:root{--ink:#e6e9f0;--soft:#a3adbf;--line:#333b4a;"
	"--paper:#151922;--tint:#1e2430;--link:#8ab8f5;--mark:#4b4015}}\n";

static const char *entity_of(uint32_t rune)
{
	switch (rune) {
	case '&': return "&amp;";
	case '<': return "&lt;";
	case '>': return "&gt;";
	case '"': return "&quot;";
	case '\'': return "&#39;";
	default: return NULL;
	}
}

static bool may_stand(uint32_t rune)
{
	if (rune < 0x80)
		return (rune >= ' ' && rune != 0x7F) || rune == '\n' || rune == '\t';
	return cells_rune_width(rune) >= 0;
}

void html_add_text(struct strbuf *out, const char *text)
{
	size_t left = strlen(text);
	while (left > 0) {
		uint32_t rune;
		size_t n = utf8_decode(text, left, &rune);
		const char *entity = entity_of(rune);
		if (entity)
			strbuf_addstr(out, entity);
		else if (may_stand(rune))
			strbuf_addrune(out, rune);
		text += n;
		left -= n;
	}
}
