/* support_tui.c - see the header. */
#include "unit/tui/support_tui.h"

#include "carrel/strbuf.h"

#include <check.h>

struct key key_named(const char *name)
{
	struct key key;
	ck_assert_msg(key_parse(name, &key), "no key is called %s", name);
	return key;
}

void type_with(unsigned (*press)(const char *name), const char *text)
{
	for (; *text; text++)
		press(*text == ' ' ? "Space" : (char[]){*text, '\0'});
}

const char *grid_said(const struct grid *grid)
{
	static struct strbuf out = STRBUF_INIT;
	strbuf_reset(&out);
	grid_dump_text(grid, &out);
	return out.buf;
}

const char *grid_said_last(struct grid *grid)
{
	const char *said = grid_said(grid);
	grid_free(&grid);
	return said;
}
