/* demo_world.h - keeps the invented centre alive while a console is open on it.
 *
 * Calls ring, simulated colleagues take, hold and finish them, go for coffee and come back, callers
 * lose patience. Each tick does at most one bounded write. Only agents of the demo who have no
 * console of their own are played: never the person given, never one whose heart beats elsewhere. */
#ifndef CARREL_DEMO_WORLD_H
#define CARREL_DEMO_WORLD_H

#include <stddef.h>
#include <stdint.h>

struct demo_world; /* opaque */
struct store;

/* person_id: the agent at this console (0: nobody yet). Give the world a handle of its own, opened on
 * the same store: the console then learns of its acts as of anybody's, and `u` never meets them.
 * The handle must outlive the world. */
struct demo_world *demo_world_new(struct store *store, uint64_t seed, int64_t person_id);
void demo_world_free(struct demo_world **world); /* sets *world to NULL; *world may be NULL */
void demo_world_set_person(struct demo_world *world, int64_t person_id);

/* Does what is due, at most one act. Returns the milliseconds until the next call is of use (at least
 * 50). A store that is busy or gone is tried again later; nothing is reported. */
int64_t demo_world_tick(struct demo_world *world, int64_t now);

#endif
