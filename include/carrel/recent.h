/* recent.h - what a person looked at last: the newest 20 cases and customers, on this machine.
 *
 * A file of the Unix user in $XDG_STATE_HOME/carrel/recent/, one a store and person, numbers only:
 * who and what they are is read from the store. A comfort; losing it loses no work. */
#ifndef CARREL_RECENT_H
#define CARREL_RECENT_H

#include <stddef.h>
#include <stdint.h>

struct app;
struct arena;

enum { RECENT_MAX = 20 };
enum recent_kind { RECENT_CASE, RECENT_CUSTOMER };

struct recent {
	enum recent_kind kind;
	int64_t id;
	int64_t at; /* UTC ms, to the second */
};

/* Puts it on top. Nobody signed on, or a folder that cannot be written: nothing happens. */
void recent_note(const struct app *app, enum recent_kind kind, int64_t id);
/* Newest first; *n at most RECENT_MAX. */
void recent_list(const struct app *app, struct arena *a, struct recent **out, size_t *n);

#endif
