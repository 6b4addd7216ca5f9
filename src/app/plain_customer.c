/* What the windows about a customer show, in lines: what is known and the command that changes it; who
 * may be the same, with both of them said before they become one. */
#include "carrel/plain.h"

#include "plain_private.h"

#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/console.h"
#include "carrel/customer_fields.h"
#include "carrel/windows.h"
#include "carrel/i18n.h"
#include "carrel/phone.h"
#include "carrel/store_people.h"
#include "carrel/store_screen.h"

enum { OFFERED = 9 };

static const char *way_words(const struct identity *id, struct arena *a)
{
	if (id->kind == IDENTITY_PHONE)
		return phone_group(id->value, a);
	return id->shown && *id->shown ? id->shown : id->value;
}

static bool read_pop(struct plain *p, int64_t id, struct arena *a, struct pop *pop)
{
	struct err err = {0};
	bool there = store_pop_customer(p->con->app->store, id, 0, a, pop, &err) == RC_OK;
	if (!there)
		plain_error(p, &err);
	return there;
}

void plain_say_customer(struct plain *p, const void *arg)
{
	const struct customer_edit_window *w = arg;
	struct arena *a = arena_new();
	struct pop pop;
	if (read_pop(p, w->id, a, &pop)) {
		plain_say(p, "%s  #%lld", pop.customer.name, (long long)w->id);
		for (size_t i = 0; i < customer_fields_n; i++) {
			const struct customer_field *f = &customer_fields[i];
			const char *shown = customer_field_shown(f, &pop.customer, pop.company);
			plain_say(p, _("%s: %s. To change it: customer-set %s"), _(f->label),
				shown ? shown : "-", f->name);
		}
		for (size_t i = 0; i < pop.n_identities; i++) {
			const struct identity *id = &pop.identities[i];
			const char *shown = way_words(id, a);
			plain_say(p, "%s: %s", _(word_label(identity_kind_words, (int)id->kind)),
				id->main ? arena_printf(a, _("%s  (first)"), shown) : shown);
		}
		for (size_t i = 0; i < pop.n_people; i++)
			plain_say(p, "%s: %s", _("Person"), pop.people[i]);
		plain_say(p, "%s",
			_("A number, mail or name on a network: identity add, change, main or "
			  "drop. Two who are one: merge."));
	}
	arena_free(&a);
}

/* ---- two who are one ---- */

static void say_one(struct plain *p, const struct pop *pop, struct arena *a)
{
	const struct customer *c = &pop->customer;
	plain_say(p, "%s  #%lld  %s, %s", c->name, (long long)c->id,
		_(word_label(customer_kind_words, (int)c->kind)),
		_(word_label(customer_standing_words, (int)c->standing)));
	for (size_t i = 0; i < pop->n_identities; i++)
		plain_say(p, "    %s", way_words(&pop->identities[i], a));
	plain_say(p, "    %s: %zu", _("Cases"), pop->n_cases);
}

static void offer_both(struct plain *p, int64_t one, int64_t two, struct arena *a)
{
	struct pop pops[2];
	int64_t ids[2] = {one, two};
	for (int i = 0; i < 2; i++) {
		if (!read_pop(p, ids[i], a, &pops[i]))
			return;
		say_one(p, &pops[i], a);
	}
	plain_choices_begin(p, _("Two who are one: which goes on?"));
	for (int i = 0; i < 2; i++)
		plain_choice(p,
			arena_printf(a, "merge %lld %lld", (long long)ids[!i], (long long)ids[i]),
			"%s  #%lld", pops[i].customer.name, (long long)ids[i]);
	plain_choices_end(p, "");
}

static void offer_parts(struct plain *p, int64_t id, struct arena *a)
{
	struct customer *parts;
	size_t n = 0;
	struct err err = {0};
	if (store_customer_merged(p->con->app->store, id, OFFERED, a, &parts, &n, &err) != RC_OK)
		plain_error(p, &err);
	for (size_t i = 0; i < n; i++)
		plain_choice(p, arena_printf(a, "unmerge %lld", (long long)parts[i].id),
			_("Part %s again"), parts[i].name);
}

static void offer_similar(struct plain *p, int64_t id, struct arena *a)
{
	struct app *app = p->con->app;
	struct pop pop;
	struct person_row *found;
	struct err err = {0};
	size_t n = 0;
	if (!read_pop(p, id, a, &pop))
		return;
	const char *phone = NULL, *mail = NULL;
	for (size_t i = pop.n_identities; i-- > 0;) {
		const struct identity *way = &pop.identities[i];
		phone = way->kind == IDENTITY_PHONE ? way->value : phone;
		mail = way->kind == IDENTITY_EMAIL ? way->value : mail;
	}
	if (store_customer_similar(app->store, pop.customer.name, phone, mail, app_region(app),
		    OFFERED, a, &found, &n, &err) != RC_OK)
		plain_error(p, &err);
	plain_choices_begin(p, arena_printf(a, _("%s is the same as"), pop.customer.name));
	offer_parts(p, id, a);
	for (size_t i = 0; i < n; i++)
		if (found[i].id != id)
			plain_choice(p,
				arena_printf(a, "merge %lld %lld --look", (long long)id,
					(long long)found[i].id),
				"%s, %s", found[i].name, found[i].detail ? found[i].detail : "-");
	plain_choices_end(
		p, _("Nobody is like that. Find the other one, then: merge and both numbers."));
}

void plain_say_merge_customers(struct plain *p, const void *arg)
{
	const struct merge_customers_window *w = arg;
	struct arena *a = arena_new();
	if (w->other)
		offer_both(p, w->id, w->other, a);
	else
		offer_similar(p, w->id, a);
	arena_free(&a);
}
