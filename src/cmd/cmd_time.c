#include "cmd/cmd_time.h"

#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/casefile.h"
#include "carrel/clock.h"
#include "carrel/cmd.h"
#include "carrel/i18n.h"
#include "carrel/moment.h"
#include "carrel/reference.h"

#include <string.h>

enum { EPOCH_DIGITS = 10, TIME_WORDS_MAX = 6 };

static enum rc read_time(const struct app *app, const char *text, int64_t now, bool words_follow,
	int64_t *at, struct err *err)
{
	const struct moment_manner manner = {
		.now = now, .zone = app_zone(app), .words_follow = words_follow};
	size_t digits = strspn(text, "0123456789");
	/* Of bare digits only a whole epoch is meant as a time, of dates only one with its hour. */
	bool instant = text[digits] ? strchr(text, 'T') != NULL : digits >= EPOCH_DIGITS;
	if (instant && clock_parse(text, at))
		return RC_OK;
	return moment_read(text, &manner, at, err);
}

enum rc cmd_time_parse(
	const struct app *app, const char *text, int64_t now, int64_t *at, struct err *err)
{
	return read_time(app, text, now, false, at, err);
}

static enum rc refuse_past(int64_t at, int64_t now, struct err *err)
{
	if (at > now)
		return RC_OK;
	return err_set(err, RC_INVALID, "%s", _("That time is past: say one that is to come."));
}

enum rc cmd_time_coming(
	const struct app *app, const char *text, int64_t now, int64_t *at, struct err *err)
{
	enum rc rc = cmd_time_parse(app, text, now, at, err);
	return rc == RC_OK ? refuse_past(*at, now, err) : rc;
}

/* The longest beginning that is a time: "tomorrow 10:00 call back" is not tomorrow and "10:00 call
 * back". */
enum rc cmd_time_words(
	struct cmd_call *call, int i, int64_t now, int64_t *at, int *rest, struct err *err)
{
	struct err tried = {0};
	int most = call->argc - i < TIME_WORDS_MAX ? call->argc - i : TIME_WORDS_MAX;
	for (int n = most; n >= 1; n--) {
		const char *text = call->argv[i];
		for (int k = 1; k < n; k++)
			text = arena_printf(call->arena, "%s %s", text, call->argv[i + k]);
		*rest = i + n;
		if (read_time(call->app, text, now, i + n < call->argc, at,
			    n == 1 ? err : &tried) == RC_OK)
			return refuse_past(*at, now, err);
	}
	return RC_INVALID;
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
