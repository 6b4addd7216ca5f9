/* Emoji as people count them: a flag, a family or a hand with a skin colour is one. */
#include "carrel/library.h"

#include "carrel/utf8.h"
#include "conf/library_read.h"

#include <string.h>

enum { VARIANT_EMOJI = 0xFE0F, JOINER = 0x200D, KEYCAP = 0x20E3 };

/* Shown as a picture by themselves: Unicode 15.1 emoji-data.txt, Emoji_Presentation, below U+1F000;
 * above that the blocks are nothing else. */
static const struct {
	uint32_t first, last;
} pictures[] = {{0x231A, 0x231B}, {0x23E9, 0x23EC}, {0x23F0, 0x23F0}, {0x23F3, 0x23F3},
	{0x25FD, 0x25FE}, {0x2614, 0x2615}, {0x2648, 0x2653}, {0x267F, 0x267F}, {0x2693, 0x2693},
	{0x26A1, 0x26A1}, {0x26AA, 0x26AB}, {0x26BD, 0x26BE}, {0x26C4, 0x26C5}, {0x26CE, 0x26CE},
	{0x26D4, 0x26D4}, {0x26EA, 0x26EA}, {0x26F2, 0x26F3}, {0x26F5, 0x26F5}, {0x26FA, 0x26FA},
	{0x26FD, 0x26FD}, {0x2705, 0x2705}, {0x270A, 0x270B}, {0x2728, 0x2728}, {0x274C, 0x274C},
	{0x274E, 0x274E}, {0x2753, 0x2755}, {0x2757, 0x2757}, {0x2795, 0x2797}, {0x27B0, 0x27B0},
	{0x27BF, 0x27BF}, {0x2B1B, 0x2B1C}, {0x2B50, 0x2B50}, {0x2B55, 0x2B55}, {0x1F004, 0x1F004},
	{0x1F0CF, 0x1F0CF}, {0x1F18E, 0x1F18E}, {0x1F191, 0x1F19A}, {0x1F1E6, 0x1F1FF},
	{0x1F201, 0x1F201}, {0x1F21A, 0x1F21A}, {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FF},
	{0x1F7E0, 0x1F7EB}, {0x1F90C, 0x1F9FF}, {0x1FA70, 0x1FAFF}};

static bool is_picture(uint32_t rune)
{
	for (size_t i = 0; i < sizeof pictures / sizeof *pictures; i++)
		if (rune >= pictures[i].first && rune <= pictures[i].last)
			return true;
	return false;
}

static bool is_skin(uint32_t rune)
{
	return rune >= 0x1F3FB && rune <= 0x1F3FF;
}

static bool is_flag_half(uint32_t rune)
{
	return rune >= 0x1F1E6 && rune <= 0x1F1FF;
}

size_t text_emoji_count(const char *text)
{
	size_t n = strlen(text), count = 0;
	uint32_t before = 0;
	bool half = false; /* of a flag */
	for (size_t at = 0; at < n;) {
		uint32_t rune;
		at += utf8_decode(text + at, n - at, &rune);
		bool second = half && is_flag_half(rune);
		/* A sign that is not a picture by itself becomes one by what follows it. */
		bool turned = (rune == VARIANT_EMOJI || rune == KEYCAP) && before &&
			!is_picture(before) && before != VARIANT_EMOJI && before != JOINER;
		if (turned || (is_picture(rune) && !is_skin(rune) && before != JOINER && !second))
			count++;
		half = is_flag_half(rune) && !second;
		before = rune;
	}
	return count;
}

bool library_emoji_allowed(const struct library_text *t, enum text_channel channel, size_t emoji)
{
	const struct library_manners *m = t ? t->manners : &library_manners_builtin;
	enum text_emoji most = m ? m->emoji[channel] : EMOJI_NONE;
	return emoji == 0 || most == EMOJI_FREE || (most == EMOJI_FEW && emoji == 1);
}
