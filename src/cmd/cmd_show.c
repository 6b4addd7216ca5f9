/* Looking, not touching: the queue, a case, a customer, find, why. */
#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/cmd.h"
#include "carrel/found.h"
#include "carrel/i18n.h"
#include "carrel/loyalty.h"
#include "carrel/out.h"
#include "carrel/phone.h"
#include "carrel/recent.h"
#include "carrel/reference.h"
#include "carrel/store_people.h"
#include "carrel/store_screen.h"
#include "cmd/cmd_customer.h"
#include "cmd/cmd_print.h"

#include <string.h>

enum { SHOW_LIMIT = 50, CELL = 64 };

/* ---- queue ---- */

static void print_queue_row(struct cmd_call *call, const struct queue_row *r, int64_t now)
{
	const char *late = r->item.due_at < now ? "!" : "";
	const char *cells[] = {
		arena_printf(call->arena, "%lld", (long long)r->item.id),
		arena_printf(call->arena, "%s %s",
			print_since(r->item.arrived_at, now, call->arena), late),
		r->queue_title,
		_(word_label(item_kind_words, (int)r->item.kind)),
		r->from_number ? phone_show(r->from_number, call->arena)
			       : print_number(r->case_number, call->arena),
		r->customer_name ? r->customer_name : "-",
		r->subject ? r->subject : "-",
	};
	out_table_row(call->out, cells);
	out_object(call->out, NULL);
	out_int(call->out, "item", r->item.id);
	out_text(call->out, "kind", word_id(item_kind_words, (int)r->item.kind));
	out_text(call->out, "queue", r->queue_title);
	out_time(call->out, "arrived_at", r->item.arrived_at);
	out_time(call->out, "due_at", r->item.due_at);
	out_text(call->out, "due_why", r->item.due_why);
	out_bool(call->out, "late", r->item.due_at < now);
	out_text(call->out, "from", r->from_number);
	out_text(call->out, "customer", r->customer_name);
	out_text(call->out, "case", r->case_number);
	out_text(call->out, "subject", r->subject);
	out_int(call->out, "open_cases", r->open_cases);
	out_end(call->out);
}

static enum rc queues_wanted(struct cmd_call *call, int64_t **ids, size_t *n, struct err *err)
{
	*ids = NULL;
	*n = 0;
	if (call->argc == 0)
		return RC_OK;
	struct queue q;
	enum rc rc = store_queue_by_slug(call->store, call->argv[0], call->arena, &q, err);
	if (rc == RC_OK) {
		*ids = arena_alloc(call->arena, sizeof(**ids));
		(*ids)[0] = q.id;
		*n = 1;
	}
	return rc;
}

static enum rc cmd_queue(struct cmd_call *call, struct err *err)
{
	static const char *const titles[] = {N_("Item"), N_("Waiting"), N_("Queue"), N_("Kind"),
		N_("From"), N_("Customer"), N_("Subject")};
	enum { COLUMNS = sizeof(titles) / sizeof(titles[0]) };
	int64_t *ids;
	size_t nids, n;
	int64_t limit = SHOW_LIMIT;
	struct queue_row *rows;
	enum rc rc = queues_wanted(call, &ids, &nids, err);
	if (rc == RC_OK)
		rc = cmd_option_int(call, "limit", 1, 1000, &limit, err);
	if (rc == RC_OK)
		rc = store_queue_page(
			call->store, ids, nids, NULL, (int)limit, call->arena, &rows, &n, err);
	if (rc != RC_OK)
		return rc;
	const char *shown[COLUMNS];
	for (size_t i = 0; i < COLUMNS; i++)
		shown[i] = _(titles[i]);
	int64_t now = clock_wall_ms();
	out_array(call->out, "waiting");
	if (n == 0) {
		out_line(call->out, "%s", _("Nobody is waiting."));
	} else {
		out_table_begin(call->out, shown, COLUMNS);
		for (size_t i = 0; i < n; i++)
			print_queue_row(call, &rows[i], now);
		out_table_end(call->out);
	}
	out_end(call->out);
	return RC_OK;
}
const struct cmd cmd_queue_entry = {
	.name = "queue",
	.usage = "queue [NAME] [--limit N]",
	.help = N_("Who waits, the earliest promise first"),
	.synonyms = N_("waiting line list"),
	.options = "limit:",
	.max_args = 1,
	.flags = CMD_STORE,
	.exec = cmd_queue,
};

/* ---- show ---- */

static void print_thread(struct cmd_call *call, const struct contact *rows, size_t n)
{
	int64_t now = clock_wall_ms();
	out_array(call->out, "contacts");
	for (size_t i = n;
		i-- > 0;) { /* the store gives the newest first; people read from the oldest */
		const struct contact *c = &rows[i];
		print_contact_json(call->out, NULL, c);
		out_line(call->out, "%s  %s  %s", app_when(call->app, c->at, now, call->arena),
			_(word_label(contact_kind_words, (int)c->kind)),
			c->subject ? c->subject : "");
		for (const char *line = c->body; line && *line;) {
			size_t len = strcspn(line, "\n");
			out_line(call->out, "    %.*s", (int)len, line);
			line += len + (line[len] == '\n');
		}
	}
	out_end(call->out);
}

static enum rc show_case(struct cmd_call *call, const struct casefile *c, struct err *err)
{
	struct customer who;
	struct contact *thread;
	size_t n;
	enum rc rc = store_customer_get(call->store, c->customer_id, call->arena, &who, err);
	if (rc == RC_OK)
		rc = store_contact_of_case(
			call->store, c->id, 0, SHOW_LIMIT, call->arena, &thread, &n, err);
	if (rc != RC_OK)
		return rc;
	int64_t now = clock_wall_ms();
	recent_note(call->app, RECENT_CASE, c->id);
	print_case_json(call->out, "case", c);
	print_customer_json(call->out, "customer", &who);
	out_about(call->out, c->id, _("Case %s"), print_number(c->number, call->arena));
	out_line(call->out, _("Case %s  %s  %s"), print_number(c->number, call->arena), c->subject,
		_(word_label(case_state_words, (int)c->state)));
	out_line(call->out, _("Customer: %s"), who.name);
	if (c->next_action)
		out_line(call->out, _("Next: %s, %s"), c->next_action,
			app_when(call->app, c->next_at, now, call->arena));
	print_thread(call, thread, n);
	return RC_OK;
}

static void print_promises(struct cmd_call *call, const struct pop *pop)
{
	int64_t now = clock_wall_ms();
	out_array(call->out, "promises");
	for (size_t i = 0; i < pop->n_promises; i++) {
		const struct follow_up *f = &pop->promises[i];
		const char *what = f->what ? f->what : "";
		out_object(call->out, NULL);
		out_int(call->out, "id", f->id);
		out_text(call->out, "kind", word_id(follow_up_words, (int)f->kind));
		out_time(call->out, "at", f->at);
		out_text(call->out, "what", what);
		out_bool(call->out, "late", f->at < now);
		out_end(call->out);
		out_line(call->out, "%s %s  %s%s", _(word_label(follow_up_words, (int)f->kind)),
			app_when(call->app, f->at, now, call->arena), what,
			f->at < now ? _(", late") : "");
	}
	out_end(call->out);
}

static void print_mood(struct cmd_call *call, const struct pop *pop)
{
	const struct contact *last = pop_last_mood(pop);
	if (!last)
		return;
	out_text(call->out, "mood", word_id(mood_words, (int)last->mood));
	out_time(call->out, "mood_at", last->at);
	out_line(call->out, "%s: %s, %s", _("Mood"), _(word_label(mood_words, (int)last->mood)),
		app_when(call->app, last->at, clock_wall_ms(), call->arena));
}

static void print_names(struct cmd_call *call, const char *key, const char *const *names, size_t n)
{
	out_array(call->out, key);
	for (size_t i = 0; i < n; i++)
		out_text(call->out, NULL, names[i]);
	out_end(call->out);
}

static enum rc print_people(struct cmd_call *call, const struct pop *pop, struct err *err)
{
	struct customer *people = NULL;
	size_t n = 0, count = 0;
	enum rc rc = pop->people_count == 0
		? RC_OK
		: store_company_people(call->store, pop->customer.id, SHOW_LIMIT, call->arena,
			  &people, &n, &count, err);
	out_int(call->out, "people_count", (int64_t)count);
	out_array(call->out, "people");
	if (rc == RC_OK && count > 0)
		out_line(call->out,
			i18n_plural("%zu person of theirs:", "%zu people of theirs:", count),
			count);
	for (size_t i = 0; rc == RC_OK && i < n; i++) {
		print_customer_json(call->out, NULL, &people[i]);
		out_line(call->out, "    %s  #%lld", people[i].name, (long long)people[i].id);
	}
	out_end(call->out);
	return rc;
}

/* Of what they are: "Prospect, Company"; whose, and what they were called before they were merged. */
static enum rc print_belonging(struct cmd_call *call, const struct pop *pop, struct err *err)
{
	const struct customer *c = &pop->customer;
	out_line(call->out, "%s, %s", _(word_label(customer_standing_words, (int)c->standing)),
		_(word_label(customer_kind_words, (int)c->kind)));
	if (pop->company)
		out_line(call->out, _("of %s, #%lld"), pop->company, (long long)c->company_id);
	out_text(call->out, "company", pop->company);
	for (size_t i = 0; i < pop->n_names_before; i++)
		out_line(call->out, _("also known as %s"), pop->names_before[i]);
	print_names(call, "names_before", pop->names_before, pop->n_names_before);
	return print_people(call, pop, err);
}

static enum rc show_customer(struct cmd_call *call, const char *number, struct err *err)
{
	struct pop pop;
	struct customer who;
	enum rc rc = customer_numbered(call, number, &who, err);
	if (rc == RC_OK)
		rc = store_pop_customer(call->store, who.id,
			app_day_start(call->app, clock_wall_ms()), call->arena, &pop, err);
	if (rc != RC_OK)
		return rc;
	recent_note(call->app, RECENT_CUSTOMER, pop.customer.id);
	print_customer_json(call->out, "customer", &pop.customer);
	out_about(call->out, 0, _("Customer #%lld"), (long long)pop.customer.id);
	out_next(call->out,
		arena_printf(
			call->arena, "customer-box --customer %lld", (long long)pop.customer.id),
		_("Enter: what is known of them, to change it - Esc back"));
	out_line(call->out, "%s  %s", pop.customer.name,
		loyalty_words(call->app, &pop.customer, clock_wall_ms(), call->arena));
	if (pop.customer.alert)
		out_line(call->out, "! %s", pop.customer.alert);
	rc = print_belonging(call, &pop, err);
	if (rc != RC_OK)
		return rc;
	out_array(call->out, "identities");
	for (size_t i = 0; i < pop.n_identities; i++) {
		out_object(call->out, NULL);
		out_text(call->out, "kind",
			word_id(identity_kind_words, (int)pop.identities[i].kind));
		out_text(call->out, "value", pop.identities[i].value);
		out_bool(call->out, "main", pop.identities[i].main);
		out_end(call->out);
		out_line(call->out, "%s: %s",
			_(word_label(identity_kind_words, (int)pop.identities[i].kind)),
			pop.identities[i].shown ? pop.identities[i].shown
						: pop.identities[i].value);
	}
	out_end(call->out);
	out_array(call->out, "cases");
	for (size_t i = 0; i < pop.n_cases; i++) {
		print_case_json(call->out, NULL, &pop.cases[i]);
		out_line(call->out, "%s  %s  %s", print_number(pop.cases[i].number, call->arena),
			_(word_label(case_state_words, (int)pop.cases[i].state)),
			pop.cases[i].subject);
	}
	out_end(call->out);
	print_promises(call, &pop);
	print_mood(call, &pop);
	print_thread(call, pop.contacts, pop.n_contacts);
	return RC_OK;
}

static enum rc cmd_show(struct cmd_call *call, struct err *err)
{
	const char *customer = cmd_option(call, "customer");
	if (customer)
		return show_customer(call, customer, err);
	struct casefile c;
	enum rc rc = call->argc == 0 ? app_require_actor(call->app, err) : RC_OK;
	if (rc == RC_OK)
		rc = cmd_case(call, 0, &c, err);
	return rc == RC_OK ? show_case(call, &c, err) : rc;
}
const struct cmd cmd_show_entry = {
	.name = "show",
	.usage = "show [CASE | --customer ID]",
	.help = N_("Show a case or a customer with the history"),
	.synonyms = N_("view open read history"),
	.options = "customer:",
	.max_args = 1,
	.flags = CMD_STORE,
	.exec = cmd_show,
};

/* ---- find ---- */

/* What other commands take: a case by its number, a customer by theirs. */
static const char *reference_of(const struct find_row *row, struct arena *a)
{
	char shown[12] = "";
	if (row->kind == FIND_CUSTOMER)
		return arena_printf(a, "%lld", (long long)row->id);
	if (row->case_number)
		reference_show(row->case_number, shown);
	return *shown ? arena_strdup(a, shown) : "-";
}

enum found_column {
	FOUND_KIND,
	FOUND_REFERENCE,
	FOUND_WHAT,
	FOUND_WHO,
	FOUND_STATE,
	FOUND_WHEN,
	FOUND_DETAIL,
	FOUND_COLUMNS
};

static const char *found_cell(
	struct cmd_call *call, const struct find_row *row, enum found_column column)
{
	switch (column) {
	case FOUND_KIND: return _(word_label(found_kind_words, (int)row->kind));
	case FOUND_REFERENCE: return reference_of(row, call->arena);
	case FOUND_WHAT: return found_what(row, call->arena);
	case FOUND_WHO: return row->who;
	case FOUND_STATE: return found_state(row);
	case FOUND_WHEN: return found_when(call->app, row, clock_wall_ms(), call->arena);
	case FOUND_DETAIL: return found_detail(row, call->arena);
	case FOUND_COLUMNS: break;
	}
	return "";
}

/* Without the columns that no row has anything for: the screen is narrow. */
static void print_found(struct cmd_call *call, const struct find_row *rows, size_t n)
{
	const char *const all[FOUND_COLUMNS] = {
		_("Kind"), _("Reference"), _("What"), _("Who"), _("State"), _("When"), _("Detail")};
	const char *titles[FOUND_COLUMNS], *cells[FOUND_COLUMNS];
	enum found_column columns[FOUND_COLUMNS];
	size_t n_columns = 0;
	for (int column = 0; column < FOUND_COLUMNS; column++) {
		bool any = false;
		for (size_t i = 0; i < n && !any; i++) {
			const char *cell = found_cell(call, &rows[i], (enum found_column)column);
			any = cell && *cell;
		}
		titles[n_columns] = all[column];
		columns[n_columns] = (enum found_column)column;
		n_columns += any;
	}
	out_table_begin(call->out, titles, n_columns);
	for (size_t i = 0; i < n; i++) {
		for (size_t k = 0; k < n_columns; k++)
			cells[k] = found_cell(call, &rows[i], columns[k]);
		out_table_row(call->out, cells);
	}
	out_table_end(call->out);
}

static void give_found(struct out *out, const struct find_row *row)
{
	out_object(out, NULL);
	out_text(out, "kind", word_id(found_kind_words, (int)row->kind));
	out_int(out, "id", row->id);
	out_int(out, "customer_id", row->customer_id);
	out_int(out, "case_id", row->case_id);
	out_text(out, "case", row->case_number);
	out_text(out, "title", row->title);
	out_text(out, "who", row->who);
	out_text(out, "state", row->state);
	out_time(out, "at", row->at);
	out_text(out, "meant", row->meant);
	out_text(out, "detail", row->detail);
	out_end(out);
}

static enum rc cmd_find_rows(struct cmd_call *call, struct err *err)
{
	struct find_row *rows;
	size_t n;
	int64_t limit = 20;
	enum rc rc = cmd_option_int(call, "limit", 1, 50, &limit, err);
	if (rc == RC_OK)
		rc = store_find(call->store, cmd_rest(call, 0), app_region(call->app), (int)limit,
			call->arena, &rows, &n, err);
	if (rc != RC_OK)
		return rc;
	out_about(call->out, 0, _("Find: %s"), cmd_rest(call, 0));
	out_array(call->out, "found");
	const char *note = found_note(cmd_rest(call, 0), rows, n, call->arena);
	if (note)
		out_line(call->out, "%s", note);
	if (n > 0)
		print_found(call, rows, n);
	for (size_t i = 0; i < n; i++)
		give_found(call->out, &rows[i]);
	out_end(call->out);
	return RC_OK;
}
const struct cmd cmd_find_entry = {
	.name = "find",
	.usage = "find WORDS [--limit N]",
	.help = N_("Find a customer, case or order by number, name, mail or words"),
	.synonyms = N_("search look who"),
	.options = "limit:",
	.min_args = 1,
	.max_args = -1,
	.flags = CMD_STORE,
	.exec = cmd_find_rows,
};

/* ---- why ---- */

static enum rc cmd_why(struct cmd_call *call, struct err *err)
{
	struct casefile c;
	enum rc rc = call->argc == 0 ? app_require_actor(call->app, err) : RC_OK;
	if (rc == RC_OK)
		rc = cmd_case(call, 0, &c, err);
	if (rc != RC_OK)
		return rc;
	int64_t now = clock_wall_ms();
	out_text(call->out, "case", c.number);
	out_time(call->out, "due_at", c.due_at);
	out_text(call->out, "why", c.due_why);
	if (!c.due_at)
		out_line(call->out, _("Nothing was promised for case %s."),
			print_number(c.number, call->arena));
	else
		out_line(call->out, _("Due %s: %s"),
			app_when(call->app, c.due_at, now, call->arena),
			c.due_why ? c.due_why : _("set by hand"));
	return RC_OK;
}
const struct cmd cmd_why_entry = {
	.name = "why",
	.usage = "why [CASE]",
	.help = N_("Why a case is due when it is"),
	.synonyms = N_("due promise explain"),
	.max_args = 1,
	.flags = CMD_STORE,
	.exec = cmd_why,
};
