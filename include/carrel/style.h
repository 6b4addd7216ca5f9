/* style.h - what a piece of the screen means, and how that looks.
 *
 * Code names a style, never a colour. A theme fills a `struct style_set`; the terminal asks
 * style_resolve() for what it can show. Without colour (mono, NO_COLOR) the attributes alone must
 * still tell every state apart from plain text, and the screen always says it in a word too. */
#ifndef CARREL_STYLE_H
#define CARREL_STYLE_H

#include <stdbool.h>
#include <stddef.h>

enum style_id {
#define STYLE(id, name, letter, help) STYLE_##id,
#include "carrel/styles.def"
#undef STYLE
	STYLE_COUNT
};

enum style_attr {
	STYLE_BOLD = 1,
	STYLE_UNDERLINE = 2,
	STYLE_REVERSE = 4,
	STYLE_FAINT = 8,
	STYLE_ITALIC = 16,
};

enum { STYLE_COLOUR_DEFAULT = -1 }; /* the terminal's own; else 0..15 named, 16..255 by index */

struct style_def {
	short fg, bg;   /* STYLE_COLOUR_DEFAULT or 0..255 */
	unsigned attrs; /* enum style_attr, or-ed */
};

struct style_set {
	struct style_def def[STYLE_COUNT];
};

/* The built-in theme: the 16 named colours on the terminal's own background, complete in mono. */
extern const struct style_set style_set_builtin;

const char *style_name(enum style_id id); /* "status-ring"; static */
char style_letter(enum style_id id);      /* in the style plane of a golden screen */
bool style_by_name(const char *name, enum style_id *id);

/* "default", "red", "bright-red", "grey", "colour208" or "208". False: not a colour. */
bool style_colour_parse(const char *text, short *colour);
bool style_attr_parse(
	const char *text, unsigned *attr);  /* "bold" "underline" "reverse" "dim" "italic" */
const char *style_attr_name(unsigned attr); /* of a single one; NULL: there is none */

bool style_set_coloured(const struct style_set *set); /* false: attributes alone */

/* What a terminal with that many colours (0, 8, 16, 256) shows for def. 256 colours fall to the
 * nearest of 16, bright ones of 16 to 8 with bold; with 0 colours a background becomes reverse
 * and attributes stay. */
struct style_def style_resolve(struct style_def def, int colours);

#endif
