/* blank_parts.h - dates of blanks, private to base. */
#ifndef BASE_BLANK_PARTS_H
#define BASE_BLANK_PARTS_H

#include "carrel/blank.h"
#include "carrel/moment.h"

enum blank_tongue { TONGUE_EN, TONGUE_ES, TONGUE_CA, TONGUES };
enum blank_tongue blank_tongue(const char *language);

bool blank_date_read(const char *typed, const struct blank_manner *m, struct moment_day *out);
/* "3 December 2026", "3 de diciembre de 2026", "3 de desembre del 2026". */
const char *blank_date_write(
	const struct moment_day *day, enum blank_tongue tongue, struct arena *a);

#endif
