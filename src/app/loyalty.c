/* A record holds the grade as a short name, so that each console says it in its own language. */
#include "carrel/loyalty.h"

#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/customer.h"
#include "carrel/i18n.h"

/* clang-format off */
enum grade { GRADE_BRONZE, GRADE_SILVER, GRADE_GOLD, GRADE_PLATINUM };
static const struct word grade_words[] = {
	{GRADE_BRONZE,   "bronze",   N_("BRONZE")},
	{GRADE_SILVER,   "silver",   N_("SILVER")},
	{GRADE_GOLD,     "gold",     N_("GOLD")},
	{GRADE_PLATINUM, "platinum", N_("PLATINUM")},
	{0, NULL, NULL},
};
/* clang-format on */

const char *loyalty_words(
	const struct app *app, const struct customer *c, int64_t now, struct arena *a)
{
	bool said = c->loyalty && *c->loyalty;
	int grade, since = c->created_at ? clock_local(c->created_at, app_zone(app)).year : 0;
	if (said && !word_parse(grade_words, c->loyalty, &grade))
		return c->loyalty;
	if (said && since)
		return arena_printf(a, _("%s since %d"), _(word_label(grade_words, grade)), since);
	if (said)
		return _(word_label(grade_words, grade));
	bool earlier = since && since < clock_local(now, app_zone(app)).year;
	return earlier && c->standing == STANDING_CUSTOMER
		? arena_printf(a, _("Customer since %d"), since)
		: "";
}
