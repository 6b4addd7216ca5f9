#include "store/lease.h"

#include "store_private.h"

#include "carrel/clock.h"
#include "carrel/log.h"
#include "carrel/queue.h"
#include "store/stmt.h"

enum {
	STEP_MS = 5000,         /* more than two clocks of one machine drift apart in a beat */
	BEAT_MS = LEASE_MS / 3, /* of a living console */
	CERTAIN_MS = BEAT_MS + STEP_MS,
};

/* Tests set the clock; then the database's stands as well. */
static enum rc read_wall(struct store *s, int64_t *wall_ms, struct err *err)
{
	*wall_ms = clock_wall_ms();
	if (!db_is_postgres(s->db) || clock_is_frozen())
		return RC_OK;
	return stmt_one_int(s->db, STMT_CLOCK, wall_ms, err);
}

enum rc lease_read_clock(struct store *s, struct err *err)
{
	struct lease_clock *c = &s->lease;
	int64_t mono = clock_mono_ms(), wall;
	enum rc rc = read_wall(s, &wall, err);
	if (rc != RC_OK)
		return rc;
	int64_t step = wall - mono - c->ahead_ms;
	if (!c->known || step > STEP_MS || step < -STEP_MS) {
		if (c->known)
			log_warn("the clock was set by %lld ms: no claim is freed for a while",
				(long long)step);
		c->steady_since = mono;
	}
	c->known = true;
	c->ahead_ms = wall - mono;
	return RC_OK;
}

int64_t lease_now(const struct store *s)
{
	return clock_mono_ms() + s->lease.ahead_ms;
}

int64_t lease_end(const struct store *s)
{
	return lease_now(s) + LEASE_MS;
}

bool lease_is_certain(const struct store *s)
{
	return s->lease.known && clock_mono_ms() - s->lease.steady_since >= CERTAIN_MS;
}
