/* demo_private.h - what the parts of the demo centre share. */
#ifndef CARREL_BRIDGE_DEMO_PRIVATE_H
#define CARREL_BRIDGE_DEMO_PRIVATE_H

#include "bridge/demo_people.h"
#include "bridge/demo_words.h"
#include "bridge/rng.h"
#include "carrel/arena.h"
#include "carrel/demo.h"
#include "carrel/store_rows.h"

enum {
	DEMO_DAYS = 548, /* eighteen months */
	DEMO_AGENTS_MAX = 16,
	DEMO_LIVE_MAX = 28,
};

/* One day of the centre, counted back from today. */
struct demo_day {
	int64_t opens_at; /* 09:00 local */
	int open_hours;   /* 11, Saturday 5, Sunday 0 */
	int weekday;
	uint32_t upto; /* sum of the weights of this day and all older ones */
};

struct demo {
	struct store *store;
	struct demo_report *report;
	struct rng rng;
	struct arena *keep;
	struct arena *row; /* one customer */
	enum demo_size size;
	enum demo_language language; /* of the centre */
	const char *zone;
	int64_t now;
	int64_t customers;
	int64_t queue_ids[DEMO_QUEUES];
	int64_t agent_ids[DEMO_AGENTS_MAX];
	struct demo_day days[DEMO_DAYS + 1];
	int64_t next_order, next_call;
	const char *last_phone; /* of the customer before, for families; in keep */
	int64_t firm_id,
		firm_n; /* the last company, and which customer it was; its people follow */
	/* customers with a matter of these days: they call, wait and are called back */
	int64_t live_every; /* every so many customers */
	struct demo_live {
		int64_t customer_id, case_id;
		enum demo_queue queue;
		enum demo_language language;
		const char *phone; /* in keep */
		bool unowned;      /* its case waits in the queue */
		bool calls;        /* is on the line */
	} live[DEMO_LIVE_MAX];
	int n_live;
};

/* What stands for the braces of a text. */
struct demo_values {
	enum demo_language language;
	const char *name, *amount, *order, *invoice, *product, *date, *city;
};
/* Fills {amount} and the like; a name it does not know stays. In the arena. */
const char *demo_fill(const char *text, const struct demo_values *v, struct arena *a);
/* Invented values for a matter of that time. */
void demo_values_make(struct rng *r, const struct demo_person *p, int64_t at, const char *zone,
	const char *order, struct arena *a, struct demo_values *out);
const struct demo_scenario *demo_scenario_pick(struct rng *r);

/* Times as people call: more on Mondays, before lunch and in the late afternoon. */
void demo_days_make(struct demo *d);
int64_t demo_time_in_day(struct demo *d, int days_ago);
int demo_day_pick(struct demo *d);
/* A time to get in touch again some days after t; 0: that would be after now. */
int64_t demo_time_after(struct demo *d, int64_t t);
/* How long a caller waited at that time; busy hours make long waits. */
int64_t demo_wait_ms(struct demo *d, int64_t at);

/* An agent of that queue who speaks the language, never the trainee or the supervisor; the index in
 * demo_agents. */
size_t demo_agent_for(struct rng *r, enum demo_queue queue, enum demo_language language);

/* The texts of the library that an agent put into this contact, if it is one of those. Takes nothing
 * from the random numbers, so that everybody else stays who they are. */
enum rc demo_texts_used(struct demo *d, const struct contact *k, const char *topic,
	enum demo_language language, struct err *err) WARN_UNUSED;

int64_t demo_call_promise_ms(enum demo_queue queue);
enum rc demo_staff_make(struct demo *d, struct err *err);
/* The n-th customer with everything that ever happened to them. */
enum rc demo_customer_make(struct demo *d, int64_t n, struct err *err);
/* Callers who wait now, colleagues who work now. */
enum rc demo_live_make(struct demo *d, struct err *err);

#endif
