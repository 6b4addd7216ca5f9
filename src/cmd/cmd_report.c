/* Reports of a span of days, in the zone of the centre. */
#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/i18n.h"
#include "carrel/out.h"
#include "cmd/report.h"

#include <stdlib.h>
#include <string.h>

enum { USUAL_DAYS = 30 };

/* ---- the span ---- */

static const char *day_text(const struct clock_local *day, struct arena *a)
{
	return arena_printf(a, "%04d-%02d-%02d", day->year, day->month, day->day);
}

/* "2026-11-01", a day of the centre. */
static enum rc day_of(const char *text, struct clock_local *day, struct err *err)
{
	int64_t at;
	if (strlen(text) != strlen("2026-11-01") || !clock_parse(text, &at))
		return err_set(
			err, RC_INVALID, _("“%.40s” is no day. Write it as 2026-11-01."), text);
	*day = clock_local(at, "UTC");
	return RC_OK;
}

static enum rc span_of(struct cmd_call *call, struct report_span *span, struct err *err)
{
	const char *zone = app_zone(call->app);
	const char *from = cmd_option(call, "from"), *to = cmd_option(call, "to");
	struct clock_local last = clock_local(clock_wall_ms(), zone), first;
	enum rc rc = to ? day_of(to, &last, err) : RC_OK;
	first = clock_local(
		clock_from_local(last.year, last.month, last.day - USUAL_DAYS + 1, 12, 0, 0, zone),
		zone);
	if (rc == RC_OK && from)
		rc = day_of(from, &first, err);
	if (rc != RC_OK)
		return rc;
	*span = (struct report_span){
		.from = clock_from_local(first.year, first.month, first.day, 0, 0, 0, zone),
		.to = clock_from_local(last.year, last.month, last.day + 1, 0, 0, 0, zone),
		.from_day = day_text(&first, call->arena),
		.to_day = day_text(&last, call->arena),
		.zone = zone};
	if (span->from < span->to)
		return RC_OK;
	return err_set(err, RC_INVALID, _("The report would end on %s, before it begins on %s."),
		span->to_day, span->from_day);
}

/* ---- the command ---- */

static const struct report *report_find(const char *name)
{
	for (size_t i = 0; report_table[i]; i++)
		if (strcmp(report_table[i]->name, name) == 0)
			return report_table[i];
	return NULL;
}

static enum rc list_reports(struct cmd_call *call)
{
	const char *const titles[] = {_("Report"), _("What it says")};
	out_table_begin(call->out, titles, 2);
	out_array(call->out, "reports");
	for (size_t i = 0; report_table[i]; i++) {
		const char *cells[] = {report_table[i]->name, _(report_table[i]->title)};
		out_table_row(call->out, cells);
		out_text(call->out, NULL, report_table[i]->name);
	}
	out_end(call->out);
	out_table_end(call->out);
	return RC_OK;
}

static enum rc format_of(struct cmd_call *call, enum report_format *format, struct err *err)
{
	static const char *const names[] = {[REPORT_TEXT] = "text",
		[REPORT_CSV] = "csv",
		[REPORT_JSON] = "json",
		[REPORT_HTML] = "html"};
	const char *asked = cmd_option(call, "format");
	*format = REPORT_TEXT;
	for (size_t i = 0; asked && i < sizeof(names) / sizeof(*names); i++) {
		*format = (enum report_format)i;
		if (strcmp(names[i], asked) == 0)
			return RC_OK;
	}
	return asked ? err_set(err, RC_INVALID,
			       _("There is no format “%.40s”: text, csv, json or html."), asked)
		     : RC_OK;
}

static enum rc by_of(
	struct cmd_call *call, const struct report *r, const char **by, struct err *err)
{
	const char *asked = cmd_option(call, "by");
	*by = r->by[0];
	for (size_t i = 0; asked && r->by[i]; i++) {
		*by = r->by[i];
		if (strcmp(asked, *by) == 0)
			return RC_OK;
	}
	return asked ? err_set(err, RC_INVALID, _("The report “%s” has no “--by %.40s”."), r->name,
			       asked)
		     : RC_OK;
}

static enum rc cmd_report(struct cmd_call *call, struct err *err)
{
	if (call->argc == 0)
		return list_reports(call);
	const struct report *r = report_find(call->argv[0]);
	if (!r)
		return err_set(err, RC_INVALID,
			_("There is no report “%.40s”. `report` lists them."), call->argv[0]);
	struct report_doc doc = {
		.arena = call->arena, .sections = {.size = sizeof(struct report_section *)}};
	enum report_format format;
	const char *by;
	enum rc rc = span_of(call, &doc.span, err);
	if (rc == RC_OK)
		rc = format_of(call, &format, err);
	if (rc == RC_OK)
		rc = by_of(call, r, &by, err);
	if (rc == RC_OK)
		rc = r->fill(call, by, &doc, err);
	if (rc == RC_OK)
		report_show(call, r, &doc, format);
	for (size_t i = 0; i < doc.sections.n; i++)
		vec_fini(&(*(struct report_section **)vec_at(&doc.sections, i))->cells);
	vec_fini(&doc.sections);
	return rc;
}
const struct cmd cmd_report_entry = {
	.name = "report",
	.usage = "report [NAME] [--from DAY] [--to DAY] [--by KEY] [--format text|csv|json|html]",
	.help = N_("Figures of a span of days: which texts are used, changed, and help"),
	.synonyms = N_("statistics figures numbers usage csv html"),
	.options = "from: to: by: format:",
	.max_args = 1,
	.flags = CMD_ACTOR | CMD_SUPERVISOR,
	.exec = cmd_report,
};
