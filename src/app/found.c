/* found.c - see the header. */
#include "carrel/found.h"

#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/casefile.h"
#include "carrel/i18n.h"
#include "carrel/phone.h"
#include "carrel/reference.h"

#include <string.h>

const struct word found_kind_words[] = {
	{FIND_CUSTOMER, "customer", N_("Customer")},
	{FIND_CASE, "case", N_("Case")},
	{FIND_CONTACT, "contact", N_("Contact")},
	{FIND_REFERENCE, "reference", N_("Order")},
	{0, NULL, NULL},
};

const char *found_what(const struct find_row *row, struct arena *a)
{
	char shown[12];
	if (row->kind == FIND_REFERENCE && *row->detail)
		return arena_printf(a, "%s %s", row->title, row->detail);
	if (row->kind != FIND_CASE)
		return row->title;
	reference_show(row->case_number, shown);
	size_t n = strlen(shown);
	return strncmp(row->title, shown, n) == 0 && row->title[n] == ' ' ? row->title + n + 1
									  : row->title;
}

const char *found_when(
	const struct app *app, const struct find_row *row, int64_t now, struct arena *a)
{
	const char *when = row->at ? app_when(app, row->at, now, a) : "";
	return when + strspn(when, " ");
}

const char *found_state(const struct find_row *row)
{
	int state;
	bool known = row->state && word_parse(case_state_words, row->state, &state);
	return known ? _(word_label(case_state_words, state)) : "";
}

const char *found_detail(const struct find_row *row, struct arena *a)
{
	if (row->kind == FIND_REFERENCE || !row->detail)
		return "";
	return phone_is_e164(row->detail) ? phone_group(row->detail, a) : row->detail;
}

const char *found_note(const char *typed, const struct find_row *rows, size_t n, struct arena *a)
{
	if (n == 0)
		return arena_printf(a, _("Nothing found for “%s”."), typed);
	return rows[0].meant ? arena_printf(a, _("Nothing found for “%s”. This is for “%s”."),
				       typed, rows[0].meant)
			     : NULL;
}

static const char *more(const char *said, const char *part, struct arena *a)
{
	return part && *part ? arena_printf(a, "%s, %s", said, part) : said;
}

const char *found_line(
	const struct app *app, const struct find_row *row, int64_t now, struct arena *a)
{
	const char *kind = _(word_label(found_kind_words, (int)row->kind));
	const char *line = arena_printf(
		a, "%s %s", kind, row->kind == FIND_CASE ? row->title : found_what(row, a));
	line = more(line, row->who, a);
	line = more(line, found_state(row), a);
	line = more(line, found_when(app, row, now, a), a);
	return more(line, found_detail(row, a), a);
}
