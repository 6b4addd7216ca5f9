/* demo.c - builds the invented centre: staff, then customer after customer, then this very moment. */
#include "bridge/demo_private.h"

#include "carrel/change.h"
#include "carrel/clock.h"
#include "carrel/i18n.h"
#include "carrel/log.h"
#include "carrel/store.h"

#include <string.h>

enum { CUSTOMERS_A_SET = 5000, PROGRESS_EVERY = 100, LIVE_CUSTOMERS = 24 };

/* clang-format off */
const struct word demo_size_words[] = {
	{DEMO_SMALL, "small", N_("Small")},
	{DEMO_DESK,  "desk",  N_("Desk")},
	{DEMO_FLOOR, "floor", N_("Floor")},
	{DEMO_HALL,  "hall",  N_("Hall")},
	{0, NULL, NULL},
};
/* clang-format on */

static const int64_t customers_of[] = {
	[DEMO_SMALL] = 60,
	[DEMO_DESK] = 2000,
	[DEMO_FLOOR] = 100 * 1000,
	[DEMO_HALL] = 1000 * 1000,
};

const char *demo_login(enum agent_role role)
{
	for (size_t i = 0; i < demo_agents_n; i++)
		if (demo_agents[i].role == role)
			return demo_agents[i].login;
	return demo_agents[0].login;
}

static enum demo_language language_of(const char *code)
{
	for (int i = 0; code && i < DEMO_LANGUAGES; i++)
		if (strcmp(demo_language_codes[i], code) == 0)
			return (enum demo_language)i;
	return DEMO_EN;
}

static enum rc must_be_empty(struct demo *d, struct err *err)
{
	struct agent *agents;
	size_t n;
	enum rc rc = store_agent_list(d->store, d->row, &agents, &n, err);
	if (rc == RC_OK && n > 0)
		return err_set(err, RC_CONFLICT,
			_("%s already holds a centre with %zu agents; a demo centre needs a store "
			  "of "
			  "its "
			  "own, and nothing was changed"),
			store_address(d->store), n);
	return rc;
}

/* Large centres are written in several sets, so that none holds the store's log for minutes. */
static enum rc write_set(struct demo *d, int64_t first, int64_t end,
	const struct demo_options *options, struct err *err)
{
	enum rc rc = change_begin(d->store, "demo", NULL, err);
	if (rc != RC_OK)
		return rc;
	change_set_final(d->store);
	if (first == 0)
		rc = demo_staff_make(d, err);
	for (int64_t n = first; rc == RC_OK && n < end; n++) {
		rc = demo_customer_make(d, n, err);
		if (options->progress && n % PROGRESS_EVERY == 0)
			options->progress(options->progress_arg, n, d->customers);
	}
	rc = change_end(d->store, rc, err);
	/* What is written is written; tidying the log can also be done later. */
	if (rc == RC_OK && store_maintain(d->store, NULL) != RC_OK)
		log_warn("the log of the store could not be shortened");
	return rc;
}

static enum rc write_all(struct demo *d, const struct demo_options *options, struct err *err)
{
	enum rc rc = must_be_empty(d, err);
	for (int64_t n = 0; rc == RC_OK && n < d->customers; n += CUSTOMERS_A_SET) {
		int64_t end =
			n + CUSTOMERS_A_SET < d->customers ? n + CUSTOMERS_A_SET : d->customers;
		rc = write_set(d, n, end, options, err);
	}
	if (rc == RC_OK)
		rc = demo_live_make(d, err);
	return rc == RC_OK ? RC_OK : err_prefix(err, _("The demo centre could not be made"));
}

enum rc demo_create(struct store *store, const struct demo_options *options,
	struct demo_report *report, struct err *err)
{
	*report = (struct demo_report){0};
	int64_t began = clock_mono_ms();
	struct arena *keep = arena_new();
	struct demo *d = arena_alloc(keep, sizeof(*d));
	*d = (struct demo){
		.store = store,
		.report = report,
		.keep = keep,
		.row = arena_new(),
		.size = options->size,
		.language = language_of(options->language),
		.zone = options->zone ? options->zone : "Europe/Madrid",
		.now = options->now ? options->now : clock_wall_ms(),
		.customers = customers_of[options->size],
		.next_order = 1000000 + (int64_t)(options->seed % 1000) * 1000,
		.next_call = 1,
	};
	d->live_every = d->customers / LIVE_CUSTOMERS < 3 ? 3 : d->customers / LIVE_CUSTOMERS;
	rng_seed(&d->rng, options->seed);
	demo_days_make(d);
	enum rc rc = write_all(d, options, err);
	arena_free(&d->row);
	arena_free(&keep);
	report->elapsed_ms = clock_mono_ms() - began;
	return rc;
}
