/* Dates as they are written in each language; they are read by moment.h. */
#include "base/blank_parts.h"

#include "carrel/arena.h"

#include <string.h>

enum { MONTHS = 12 };

/* clang-format off */
static const char *const month_names[TONGUES][MONTHS] = {
	[TONGUE_EN] = {"January", "February", "March", "April", "May", "June", "July", "August",
		"September", "October", "November", "December"},
	[TONGUE_ES] = {"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto",
		"septiembre", "octubre", "noviembre", "diciembre"},
	[TONGUE_CA] = {"gener", "febrer", "març", "abril", "maig", "juny", "juliol", "agost",
		"setembre", "octubre", "novembre", "desembre"},
};
/* clang-format on */

enum blank_tongue blank_tongue(const char *language)
{
	if (language && strncmp(language, "es", 2) == 0)
		return TONGUE_ES;
	return language && strncmp(language, "ca", 2) == 0 ? TONGUE_CA : TONGUE_EN;
}

const char *blank_date_write(
	const struct moment_day *day, enum blank_tongue tongue, struct arena *a)
{
	const char *month = month_names[tongue][day->month - 1];
	if (tongue == TONGUE_EN)
		return arena_printf(a, "%d %s %d", day->day, month, day->year);
	if (tongue == TONGUE_ES)
		return arena_printf(a, "%d de %s de %d", day->day, month, day->year);
	const char *of = strchr("aeiou", month[0]) ? "d'" : "de ";
	return arena_printf(a, "%d %s%s del %d", day->day, of, month, day->year);
}

bool blank_date_read(const char *typed, const struct blank_manner *m, struct moment_day *out)
{
	const struct moment_manner manner = {
		.now = m->now, .zone = m->zone, .languages = {m->language}};
	return moment_read_day(typed, &manner, out);
}
