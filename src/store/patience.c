#include "store/patience.h"

void patience_give(struct patience *p, int64_t all_ms)
{
	p->shared = all_ms >= 0;
	p->left_ms = all_ms;
	p->spent_ms = 0;
}

int64_t patience_of(const struct patience *p)
{
	if (!p->shared)
		return STORE_PATIENCE_MS;
	return p->left_ms > STORE_PATIENCE_LEAST_MS ? p->left_ms : STORE_PATIENCE_LEAST_MS;
}

/* Two waits of one press of a key are one to whoever sits in front of it. */
static int64_t waited_in_all(const struct patience *p, int64_t waited_ms)
{
	return waited_ms + (p->shared ? p->spent_ms : 0);
}

int64_t patience_quiet_ms(const struct patience *p, int64_t waited_ms)
{
	if (p->waits == NULL)
		return -1;
	int64_t quiet = STORE_TELL_MS - waited_in_all(p, waited_ms);
	return quiet > STORE_TICK_MS ? quiet : STORE_TICK_MS;
}

void patience_tick(struct patience *p, int64_t waited_ms)
{
	int64_t all = waited_in_all(p, waited_ms);
	if (p->waits == NULL || all < STORE_TELL_MS)
		return;
	p->telling = true;
	p->waits(p->arg, all);
	p->telling = false;
}

void patience_spend(struct patience *p, int64_t waited_ms)
{
	p->spent_ms += waited_ms;
	p->left_ms -= waited_ms;
}
