/* report_show.c - a report as lines, CSV, JSON or HTML, from the same cells. */
#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/csv.h"
#include "carrel/html.h"
#include "carrel/i18n.h"
#include "carrel/out.h"
#include "carrel/strbuf.h"
#include "cmd/report.h"

#include <math.h>
#include <string.h>

static const char nothing[] = "—";

static bool has_n(enum report_kind kind)
{
	return kind == REPORT_SHARE || kind == REPORT_MEAN || kind == REPORT_PERCENT;
}

/* % of shares, means and medians; of nothing, NAN. */
static double percent(const struct report_column *c, const struct report_cell *cell)
{
	if (cell->n == 0)
		return NAN;
	if (c->kind == REPORT_PERCENT)
		return (double)cell->value;
	return (c->kind == REPORT_SHARE ? 100.0 : 1.0) * (double)cell->value / (double)cell->n;
}

static const char *day_of(int64_t at, const char *zone, struct arena *a)
{
	struct clock_local d = clock_local(at, zone);
	return arena_printf(a, "%04d-%02d-%02d", d.year, d.month, d.day);
}

/* For people: "62 % of 41". */
static const char *words_of(const struct report_doc *doc, const struct report_column *c,
	const struct report_cell *cell, bool with_n)
{
	struct arena *a = doc->arena;
	switch (c->kind) {
	case REPORT_WORD: return cell->word ? cell->word : nothing;
	case REPORT_COUNT: return arena_printf(a, "%lld", (long long)cell->value);
	case REPORT_TIME: return cell->value ? day_of(cell->value, doc->span.zone, a) : nothing;
	case REPORT_SHARE:
	case REPORT_MEAN:
	case REPORT_PERCENT:
		if (cell->n == 0)
			return nothing;
		return with_n ? arena_printf(a, _("%.0f %% of %lld"), percent(c, cell),
					(long long)cell->n)
			      : arena_printf(a, "%.1f", percent(c, cell));
	}
	return nothing;
}

static const struct report_cell *cell_at(const struct report_section *s, size_t row, size_t column)
{
	return vec_at(&s->cells, row * s->ncolumns + column);
}

/* ---- lines and JSON ---- */

static void show_lines(
	struct out *out, const struct report_doc *doc, const struct report_section *s)
{
	const char **words = arena_array(doc->arena, s->ncolumns, sizeof(*words));
	out_line(out, "%s", "");
	out_line(out, "%s", s->title);
	if (report_rows(s) == 0) {
		out_line(out, "%s", s->empty);
		return;
	}
	const char **titles = arena_array(doc->arena, s->ncolumns, sizeof(*titles));
	for (size_t c = 0; c < s->ncolumns; c++)
		titles[c] = _(s->columns[c].title);
	out_table_begin(out, titles, s->ncolumns);
	for (size_t row = 0; row < report_rows(s); row++) {
		for (size_t c = 0; c < s->ncolumns; c++)
			words[c] = words_of(doc, &s->columns[c], cell_at(s, row, c), true);
		out_table_row(out, words);
	}
	out_table_end(out);
	for (size_t c = 0; c < s->ncolumns; c++)
		if (s->columns[c].formula)
			out_line(out, "%s: %s", _(s->columns[c].title), _(s->columns[c].formula));
}

static void json_cell(
	struct out *out, const struct report_column *c, const struct report_cell *cell)
{
	switch (c->kind) {
	case REPORT_WORD: out_text(out, c->key, cell->word); break;
	case REPORT_COUNT: out_int(out, c->key, cell->value); break;
	case REPORT_TIME: out_time(out, c->key, cell->value); break;
	case REPORT_SHARE:
	case REPORT_MEAN:
	case REPORT_PERCENT:
		out_object(out, c->key);
		out_real(out, "percent", percent(c, cell));
		out_int(out, "n", cell->n);
		out_end(out);
		break;
	}
}

static void json_section(struct out *out, const struct report_section *s)
{
	out_object(out, s->key);
	out_object(out, "formulas");
	for (size_t c = 0; c < s->ncolumns; c++)
		if (s->columns[c].formula)
			out_text(out, s->columns[c].key, s->columns[c].formula);
	out_end(out);
	out_array(out, "rows");
	for (size_t row = 0; row < report_rows(s); row++) {
		out_object(out, NULL);
		for (size_t c = 0; c < s->ncolumns; c++)
			json_cell(out, &s->columns[c], cell_at(s, row, c));
		out_end(out);
	}
	out_end(out);
	out_end(out);
}

static void show_json(struct out *out, const struct report *r, const struct report_doc *doc)
{
	out_text(out, "report", r->name);
	out_text(out, "from", doc->span.from_day);
	out_text(out, "to", doc->span.to_day);
	out_text(out, "zone", doc->span.zone);
	for (size_t i = 0; i < doc->sections.n; i++)
		json_section(out, *(struct report_section **)vec_at(&doc->sections, i));
}

static void json_page(struct strbuf *to, const struct report *r, const struct report_doc *doc)
{
	struct out *out = out_new();
	show_json(out, r, doc);
	out_render_json(out, to);
	out_free(&out);
}

/* ---- CSV ---- */

static void csv_section(struct strbuf *to, const struct report *r, const struct report_doc *doc,
	const struct report_section *s)
{
	static const char *const about[] = {"report", "section", "from", "to", "zone"};
	const char *const values[] = {
		r->name, s->key, doc->span.from_day, doc->span.to_day, doc->span.zone};
	for (size_t i = 0; i < sizeof(about) / sizeof(*about); i++)
		csv_add(to, about[i], i == 0);
	for (size_t c = 0; c < s->ncolumns; c++) {
		csv_add(to, s->columns[c].key, false);
		if (has_n(s->columns[c].kind))
			csv_add(to, arena_printf(doc->arena, "%s_n", s->columns[c].key), false);
	}
	csv_end_row(to);
	for (size_t row = 0; row < report_rows(s); row++) {
		for (size_t i = 0; i < sizeof(values) / sizeof(*values); i++)
			csv_add(to, values[i], i == 0);
		for (size_t c = 0; c < s->ncolumns; c++) {
			const struct report_cell *cell = cell_at(s, row, c);
			const char *word = words_of(doc, &s->columns[c], cell, false);
			csv_add(to, word == nothing ? "" : word, false);
			if (has_n(s->columns[c].kind))
				csv_add(to, arena_printf(doc->arena, "%lld", (long long)cell->n),
					false);
		}
		csv_end_row(to);
	}
}

/* ---- HTML ---- */

static void add_element(struct strbuf *to, const char *open, const char *text, const char *close)
{
	strbuf_addstr(to, open);
	html_add_text(to, text);
	strbuf_addstr(to, close);
}

static void html_section(
	struct strbuf *to, const struct report_doc *doc, const struct report_section *s)
{
	add_element(to, "<h2>", s->title, "</h2>\n");
	if (report_rows(s) == 0) {
		add_element(to, "<p>", s->empty, "</p>\n");
		return;
	}
	strbuf_addstr(to, "<table>\n<thead><tr>");
	for (size_t c = 0; c < s->ncolumns; c++)
		add_element(to, "<th scope=\"col\">", _(s->columns[c].title), "</th>");
	strbuf_addstr(to, "</tr></thead>\n<tbody>\n");
	for (size_t row = 0; row < report_rows(s); row++) {
		strbuf_addstr(to, "<tr>");
		for (size_t c = 0; c < s->ncolumns; c++)
			add_element(to, "<td>",
				words_of(doc, &s->columns[c], cell_at(s, row, c), true), "</td>");
		strbuf_addstr(to, "</tr>\n");
	}
	strbuf_addstr(to, "</tbody>\n</table>\n<dl>\n");
	for (size_t c = 0; c < s->ncolumns; c++) {
		if (!s->columns[c].formula)
			continue;
		add_element(to, "<dt>", _(s->columns[c].title), "</dt>");
		add_element(to, "<dd>", _(s->columns[c].formula), "</dd>\n");
	}
	strbuf_addstr(to, "</dl>\n");
}

static const char *period(const struct report_doc *doc)
{
	return arena_printf(doc->arena, _("%s to %s, %s"), doc->span.from_day, doc->span.to_day,
		doc->span.zone);
}

/* clang-format off */
static const char style[] =
"body{font:100%/1.5 system-ui,sans-serif;max-width:72rem;margin:0 auto;padding:1.5rem 1.25rem 3rem;"
"color:var(--ink);background:var(--paper)}h1{font-size:1.6rem;line-height:1.25}h2{font-size:1.2rem;margin-top:2rem}"
"table{border-collapse:collapse;display:block;overflow-x:auto;font-variant-numeric:tabular-nums}"
"th,td{border-bottom:1px solid var(--line);padding:.35rem .9rem .35rem 0;text-align:left;vertical-align:top}"
"th{color:var(--soft);font-weight:600;white-space:nowrap}tbody tr:hover{background:var(--tint)}"
"@media print{@page{size:landscape;margin:1.5cm}body{max-width:none;padding:0;font-size:9.5pt;color:#000;background:#fff}"
"tr{break-inside:avoid}}";
/* clang-format on */

static void html_page(struct strbuf *to, const char *language, const struct report *r,
	const struct report_doc *doc)
{
	strbuf_addf(
		to, "<!doctype html>\n<html lang=\"%.2s\">\n<meta charset=\"utf-8\">\n", language);
	add_element(to, "<title>", _(r->title), "</title>\n");
	strbuf_addstr(
		to, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
	strbuf_addf(to, "<style>%s%s</style>\n", html_palette, style);
	add_element(to, "<h1>", _(r->title), "</h1>\n");
	add_element(to, "<p>", period(doc), "</p>\n");
	for (size_t i = 0; i < doc->sections.n; i++)
		html_section(to, doc, *(struct report_section **)vec_at(&doc->sections, i));
	strbuf_addstr(to, "</html>\n");
}

/* ---- */

static void add_lines(struct out *out, const char *text)
{
	while (*text) {
		size_t n = strcspn(text, "\r\n");
		out_line(out, "%.*s", (int)n, text);
		text += n;
		text += *text == '\r';
		text += *text == '\n';
	}
}

void report_show(struct cmd_call *call, const struct report *r, const struct report_doc *doc,
	enum report_format format)
{
	struct strbuf page = STRBUF_INIT;
	show_json(call->out, r, doc);
	if (format == REPORT_TEXT) {
		out_line(call->out, "%s", _(r->title));
		out_line(call->out, "%s", period(doc));
	}
	if (format == REPORT_JSON)
		json_page(&page, r, doc);
	if (format == REPORT_HTML)
		html_page(&page, app_language(call->app), r, doc);
	for (size_t i = 0; i < doc->sections.n; i++) {
		const struct report_section *s =
			*(struct report_section **)vec_at(&doc->sections, i);
		if (format == REPORT_CSV)
			csv_section(&page, r, doc, s);
		else if (format == REPORT_TEXT)
			show_lines(call->out, doc, s);
	}
	add_lines(call->out, page.buf);
	strbuf_fini(&page);
}
