/* colleagues.h - who wrote it: the names of colleagues, read once and again when one is met who is
 * not among them. For recalc; painting has no use for it. */
#ifndef CARREL_VIEW_COLLEAGUES_H
#define CARREL_VIEW_COLLEAGUES_H

#include <stddef.h>
#include <stdint.h>

struct agent;
struct arena;
struct view;

struct colleagues {
	struct arena *arena;
	struct agent *agents;
	size_t n;
	uint64_t reads; /* the reading of the desk that they were last looked up for */
};

void colleagues_open(struct colleagues *c);
void colleagues_close(struct colleagues *c);
/* "Bo" of "Bo Lindqvist", owned by a; NULL: nobody, or not known. */
const char *colleagues_first_name(
	struct colleagues *c, const struct view *view, int64_t id, struct arena *a);

#endif
