/* support_seen.h - which views and layouts the golden screens show, in which language and size.
 *
 * The program says in its log what each saved screen shows ("saved 1-list.screen: agent medium 80x24
 * queue case"); what has to be shown is read off the tables of views and screens. No list by hand. */
#ifndef CARREL_TEST_GOLDEN_SUPPORT_SEEN_H
#define CARREL_TEST_GOLDEN_SUPPORT_SEEN_H

#include "carrel/strbuf.h"
#include "carrel/view.h"

#include <stdbool.h>
#include <stddef.h>

/* One line for each thing seen: "es 80x24 find", "mono 80x24 find", "es agent/medium". */
struct seen {
	struct strbuf lines;
};

/* What one run of the program saved, from its log. Mono is a look: it counts as that and not for
 * the language. */
void seen_add_log(struct seen *seen, const char *log, const char *language, bool mono);
bool seen_has(const struct seen *seen, const char *line);
void seen_forget(struct seen *seen, const char *line);

/* Adds a line to `missing` for each of these views that is not seen at 80x24 in each language and in
 * mono, and in English at each other size that agents have, the agent's panes in mono there, too.
 * Returns how many. */
size_t seen_missing_views(const struct seen *seen, const struct view_class *const *views,
	const char *const *languages, struct strbuf *missing);
/* The same for each layout of each screen, down to the one pane and the one line, in each language. */
size_t seen_missing_layouts(
	const struct seen *seen, const char *const *languages, struct strbuf *missing);

#endif
