/* style.c - names of styles, the built-in theme, and what is left of a colour on poorer terminals.
 *
 * The built-in theme keeps the terminal's own background everywhere: people sit at light and dark
 * screens, and a colour that was chosen for one is unreadable on the other. Where a block must
 * stand out it is reversed, which is right on both and complete without colour. */
#include "carrel/style.h"
#include "carrel/i18n.h"
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
	BLACK,
	RED,
	GREEN,
	YELLOW,
	BLUE,
	MAGENTA,
	CYAN,
	WHITE,
	GREY,
	NO = STYLE_COLOUR_DEFAULT,
};

/* clang-format off */
static const struct {
	const char *name;
	char letter;
} style_table[STYLE_COUNT] = {
#define STYLE(id, text, mark, words) [STYLE_##id] = {.name = text, .letter = mark},
#include "carrel/styles.def"
#undef STYLE
};

const struct style_set style_set_builtin = {.def = {
	[STYLE_DEFAULT]            = {NO, NO, 0},
	[STYLE_DIM]                = {NO, NO, STYLE_FAINT},
	[STYLE_HEADING]            = {NO, NO, STYLE_BOLD},
	[STYLE_BORDER]             = {NO, NO, 0},
	[STYLE_BORDER_FOCUS]       = {CYAN, NO, STYLE_BOLD},
	[STYLE_TITLE]              = {NO, NO, STYLE_BOLD},
	[STYLE_TITLE_FOCUS]        = {CYAN, NO, STYLE_BOLD | STYLE_REVERSE},
	[STYLE_STATUS]             = {NO, NO, STYLE_BOLD},
	[STYLE_STATUS_RING]        = {YELLOW, NO, STYLE_BOLD | STYLE_REVERSE},
	[STYLE_STATUS_CALL]        = {GREEN, NO, STYLE_BOLD},
	[STYLE_STATUS_OFFLINE]     = {RED, NO, STYLE_BOLD | STYLE_REVERSE},
	[STYLE_MESSAGE]            = {NO, NO, 0},
	[STYLE_MESSAGE_ERROR]      = {RED, NO, STYLE_BOLD},
	[STYLE_HINT_KEY]           = {NO, NO, STYLE_BOLD},
	[STYLE_HINT_LABEL]         = {NO, NO, 0},
	[STYLE_HINT_PRESSED]       = {NO, NO, STYLE_REVERSE},
	[STYLE_SELECTED]           = {NO, NO, STYLE_REVERSE},
	[STYLE_SELECTED_UNFOCUSED] = {NO, NO, STYLE_BOLD},
	[STYLE_MARKED]             = {YELLOW, NO, STYLE_BOLD},
	[STYLE_MATCH]              = {NO, NO, STYLE_BOLD | STYLE_UNDERLINE},
	[STYLE_OK]                 = {GREEN, NO, 0},
	[STYLE_WARN]               = {YELLOW, NO, STYLE_BOLD},
	[STYLE_LATE]               = {RED, NO, STYLE_BOLD},
	[STYLE_ERROR]              = {RED, NO, STYLE_BOLD | STYLE_REVERSE},
	[STYLE_BUSY]               = {MAGENTA, NO, 0},
	[STYLE_VIP]                = {MAGENTA, NO, STYLE_BOLD},
	[STYLE_NOTE]               = {NO, NO, 0},
	[STYLE_DRAFT]              = {CYAN, NO, 0},
	[STYLE_INPUT]              = {NO, NO, STYLE_UNDERLINE},
	[STYLE_INPUT_ERROR]        = {RED, NO, STYLE_BOLD | STYLE_UNDERLINE},
	[STYLE_BLANK]              = {NO, NO, STYLE_REVERSE},
	[STYLE_BUTTON]             = {NO, NO, STYLE_BOLD},
	[STYLE_BUTTON_FOCUS]       = {NO, NO, STYLE_REVERSE},
	[STYLE_POPUP]              = {NO, NO, 0},
	[STYLE_POPUP_BORDER]       = {NO, NO, STYLE_BOLD},
	[STYLE_PRACTICE]           = {YELLOW, NO, STYLE_REVERSE},
	[STYLE_OVERLAY]            = {CYAN, NO, STYLE_BOLD},
	[STYLE_CHART]              = {CYAN, NO, 0},
	[STYLE_CHART_LOW]          = {RED, NO, STYLE_BOLD},
	[STYLE_LINK]               = {NO, NO, STYLE_UNDERLINE},
}};

static const char *const colour_names[16] = {
	"black", "red", "green", "yellow", "blue", "magenta", "cyan", "white",
	"grey", "bright-red", "bright-green", "bright-yellow", "bright-blue", "bright-magenta",
	"bright-cyan", "bright-white",
};

/* What xterm shows for the 16 names unless somebody changed them. */
static const uint8_t colour_rgb[16][3] = {
	{0, 0, 0}, {205, 0, 0}, {0, 205, 0}, {205, 205, 0},
	{0, 0, 238}, {205, 0, 205}, {0, 205, 205}, {229, 229, 229},
	{127, 127, 127}, {255, 0, 0}, {0, 255, 0}, {255, 255, 0},
	{92, 92, 255}, {255, 0, 255}, {0, 255, 255}, {255, 255, 255},
};

static const struct {
	const char *name;
	unsigned attr;
} attr_names[] = {
	{"bold", STYLE_BOLD}, {"underline", STYLE_UNDERLINE}, {"reverse", STYLE_REVERSE},
	{"dim", STYLE_FAINT}, {"italic", STYLE_ITALIC},
};
/* clang-format on */

const char *style_name(enum style_id id)
{
	assert(id < STYLE_COUNT);
	return style_table[id].name;
}

char style_letter(enum style_id id)
{
	assert(id < STYLE_COUNT);
	return style_table[id].letter;
}

bool style_by_name(const char *name, enum style_id *id)
{
	for (int i = 0; i < STYLE_COUNT; i++) {
		if (strcmp(style_table[i].name, name) == 0) {
			*id = (enum style_id)i;
			return true;
		}
	}
	return false;
}

static bool colour_index(const char *text, short *colour)
{
	char *end;
	if (*text < '0' || *text > '9')
		return false;
	long n = strtol(text, &end, 10);
	if (*end || n > 255)
		return false;
	*colour = (short)n;
	return true;
}

bool style_colour_parse(const char *text, short *colour)
{
	if (strcasecmp(text, "default") == 0) {
		*colour = STYLE_COLOUR_DEFAULT;
		return true;
	}
	for (short i = 0; i < 16; i++) {
		if (strcasecmp(text, colour_names[i]) == 0) {
			*colour = i;
			return true;
		}
	}
	if (strcasecmp(text, "gray") == 0 || strcasecmp(text, "bright-black") == 0) {
		*colour = GREY;
		return true;
	}
	if (strncasecmp(text, "colour", 6) == 0)
		return colour_index(text + 6, colour);
	if (strncasecmp(text, "color", 5) == 0)
		return colour_index(text + 5, colour);
	return colour_index(text, colour);
}

const char *style_attr_name(unsigned attr)
{
	for (size_t i = 0; i < sizeof attr_names / sizeof attr_names[0]; i++)
		if (attr_names[i].attr == attr)
			return attr_names[i].name;
	return NULL;
}

bool style_attr_parse(const char *text, unsigned *attr)
{
	for (size_t i = 0; i < sizeof attr_names / sizeof attr_names[0]; i++) {
		if (strcasecmp(attr_names[i].name, text) == 0) {
			*attr = attr_names[i].attr;
			return true;
		}
	}
	return false;
}

bool style_set_coloured(const struct style_set *set)
{
	for (size_t i = 0; i < STYLE_COUNT; i++)
		if (set->def[i].fg != STYLE_COLOUR_DEFAULT ||
			set->def[i].bg != STYLE_COLOUR_DEFAULT)
			return true;
	return false;
}

/* The 6x6x6 cube and the grey ramp of xterm's 256 colours. */
static void colour_to_rgb(short colour, int rgb[3])
{
	static const int level[6] = {0, 95, 135, 175, 215, 255};
	int cube = colour - 16;

	if (colour < 16) {
		for (int i = 0; i < 3; i++)
			rgb[i] = colour_rgb[colour][i];
	} else if (colour < 232) {
		rgb[0] = level[cube / 36];
		rgb[1] = level[cube / 6 % 6];
		rgb[2] = level[cube % 6];
	} else {
		rgb[0] = rgb[1] = rgb[2] = 8 + 10 * (colour - 232);
	}
}

static short colour_nearest(short colour, short count)
{
	int want[3], have[3], best_distance = INT32_MAX;
	short best = 0;

	colour_to_rgb(colour, want);
	for (short i = 0; i < count; i++) {
		int distance = 0;
		colour_to_rgb(i, have);
		for (int c = 0; c < 3; c++)
			distance += (want[c] - have[c]) * (want[c] - have[c]);
		if (distance < best_distance) {
			best_distance = distance;
			best = i;
		}
	}
	return best;
}

static struct style_def resolve_8(struct style_def def)
{
	/* Bold black is invisible on the black of many 8-colour terminals: grey becomes faint. */
	if (def.fg == GREY) {
		def.fg = STYLE_COLOUR_DEFAULT;
		def.attrs |= STYLE_FAINT;
	} else if (def.fg > WHITE) {
		def.fg = (short)(def.fg - GREY);
		def.attrs |= STYLE_BOLD;
	}
	if (def.bg > WHITE)
		def.bg = (short)(def.bg - GREY);
	return def;
}

struct style_def style_resolve(struct style_def def, int colours)
{
	if (colours < 8) {
		/* Two reversals would cancel out: a reversed style on a background stays reversed. */
		if (def.bg != STYLE_COLOUR_DEFAULT)
			def.attrs |= STYLE_REVERSE;
		def.fg = def.bg = STYLE_COLOUR_DEFAULT;
		return def;
	}
	if (colours >= 256)
		return def;
	if (def.fg > 15)
		def.fg = colour_nearest(def.fg, 16);
	if (def.bg > 15)
		def.bg = colour_nearest(def.bg, 16);
	return colours >= 16 ? def : resolve_8(def);
}
