#include "carrel/html.h"

#include "carrel/cells.h"
#include "carrel/strbuf.h"
#include "carrel/utf8.h"

#include <string.h>

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
