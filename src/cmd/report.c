/* report.c - the reports there are, and the sections that each of them fills. */
#include "cmd/report.h"

#include "carrel/arena.h"

#define REPORT(x) extern const struct report report_##x##_entry;
#include "cmd/reports.def"
#undef REPORT
const struct report *const report_table[] = {
#define REPORT(x) &report_##x##_entry,
#include "cmd/reports.def"
#undef REPORT
	NULL,
};

struct report_section *report_section_add(
	struct report_doc *doc, const char *key, const struct report_column *columns, size_t n)
{
	struct report_section *s = arena_alloc(doc->arena, sizeof(*s));
	s->key = key;
	s->columns = columns;
	s->ncolumns = n;
	s->cells.size = sizeof(struct report_cell);
	*(struct report_section **)vec_push(&doc->sections) = s;
	return s;
}

struct report_cell *report_cell_add(struct report_section *s)
{
	return vec_push(&s->cells);
}

size_t report_rows(const struct report_section *s)
{
	return s->cells.n / s->ncolumns;
}
