#include "carrel/fit_words.h"

#include "carrel/arena.h"
#include "carrel/i18n.h"
#include "carrel/store_people.h"

/* From so many thousandths it is what they said. */
enum { FITS = 850 };

static const char *compared(const struct person_row *p, int kind)
{
	bool unknown = (kind == HEARD_BORN && !p->born) || (kind == HEARD_POSTCODE && !p->postcode);
	return unknown ? "?" : p->likeness[kind] >= FITS ? _("ok") : _("NO");
}

const char *fit_words(const struct person_row *p, struct arena *a)
{
	const char *words = arena_printf(a, "%d%%", p->score / 10);
	const char *known[HEARD_KINDS] = {[HEARD_NAME] = _("name"),
		[HEARD_BORN] = _("born"),
		[HEARD_POSTCODE] = _("postcode"),
		[HEARD_PHONE] = _("number"),
		[HEARD_MAIL] = _("e-mail")};
	for (int kind = 0; kind < HEARD_KINDS; kind++)
		if (p->likeness[kind] >= 0)
			words = arena_printf(a, "%s  %s %s", words, known[kind], compared(p, kind));
	return p->detail ? arena_printf(a, "%s  %s", words, p->detail) : words;
}
