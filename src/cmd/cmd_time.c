#include "cmd/cmd_time.h"

#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/casefile.h"
#include "carrel/clock.h"
#include "carrel/cmd.h"
#include "carrel/i18n.h"
#include "carrel/reference.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MINUTE = 60 * 1000, MORNING = 9, EPOCH_DIGITS = 10 };
#define HOUR ((int64_t)60 * MINUTE)
#define DAY (24 * HOUR)

static bool hour_and_minute(const char *text, int *hour, int *minute)
{
	char *end;
	long h = strtol(text, &end, 10);
	if (end == text || end - text > 2 || *end != ':' || strlen(end + 1) != 2)
		return false;
	const char *rest = end + 1;
	long m = strtol(rest, &end, 10);
	if (*end || h < 0 || h > 23 || m < 0 || m > 59)
		return false;
	*hour = (int)h;
	*minute = (int)m;
	return true;
}

/* "+2h": from now. */
static bool parse_after(const char *text, int64_t now, int64_t *at)
{
	static const struct {
		char unit;
		int64_t ms;
	} units[] = {{'m', MINUTE}, {'h', HOUR}, {'d', DAY}, {'w', 7 * DAY}};
	char *end;
	if (*text == '+')
		text++;
	long n = strtol(text, &end, 10);
	if (end == text || n <= 0 || n > 10000 || !*end || end[1])
		return false;
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		if (*end == units[i].unit) {
			*at = now + n * units[i].ms;
			return true;
		}
	}
	return false;
}

static bool parse_of_day(const struct app *app, const char *text, int64_t now, int64_t *at)
{
	const char *zone = app_zone(app);
	struct clock_local t = clock_local(now, zone);
	int hour = MORNING, minute = 0;
	static const char tomorrow[] = "tomorrow";
	size_t len = strlen(tomorrow);
	if (strncmp(text, tomorrow, len) == 0) {
		const char *rest = text + len + strspn(text + len, " @");
		if (*rest && !hour_and_minute(rest, &hour, &minute))
			return false;
		*at = clock_from_local(t.year, t.month, t.day + 1, hour, minute, 0, zone);
		return true;
	}
	if (!hour_and_minute(text, &hour, &minute))
		return false;
	*at = clock_from_local(t.year, t.month, t.day, hour, minute, 0, zone);
	if (*at <= now)
		*at = clock_from_local(t.year, t.month, t.day + 1, hour, minute, 0, zone);
	return true;
}

static bool parse_date(const struct app *app, const char *text, int64_t *at)
{
	int year, month, day, used = 0;
	if (sscanf(text, "%4d-%2d-%2d%n", &year, &month, &day, &used) != 3 || text[used])
		return false;
	*at = clock_from_local(year, month, day, MORNING, 0, 0, app_zone(app));
	return true;
}

enum rc cmd_time_parse(
	const struct app *app, const char *text, int64_t now, int64_t *at, struct err *err)
{
	/* Of bare digits only a whole epoch is meant as a time. */
	bool digits = text[strspn(text, "0123456789")] == '\0';
	if (parse_after(text, now, at) || parse_of_day(app, text, now, at) ||
		parse_date(app, text, at) ||
		((!digits || strlen(text) >= EPOCH_DIGITS) && clock_parse(text, at)))
		return RC_OK;
	return err_set(err, RC_INVALID,
		_("“%s” is not a time. Write 15:00, tomorrow, +2h, +3d or 2026-11-21T17:00Z."),
		text);
}

enum rc cmd_case_then(
	struct cmd_call *call, int i, int min_rest, struct casefile *c, int *from, struct err *err)
{
	char number[REFERENCE_LEN + 1];
	bool named = call->argc - i > min_rest && reference_parse(call->argv[i], number);
	*from = named ? i + 1 : i;
	/* "482 1937-6" as it stands on the screen is two words here. */
	if (!named && call->argc - i > min_rest + 1 &&
		reference_parse(arena_printf(call->arena, "%s%s", call->argv[i], call->argv[i + 1]),
			number)) {
		*from = i + 2;
		return cmd_case_numbered(call, arena_strdup(call->arena, number), c, err);
	}
	return cmd_case(call, named ? i : call->argc, c, err);
}
