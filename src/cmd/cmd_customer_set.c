/* What is known of a customer, changed by hand: customer-set for what there is one of, identity for the
 * numbers, addresses and names on networks. */
#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/change.h"
#include "carrel/console.h"
#include "carrel/customer_fields.h"
#include "carrel/windows.h"
#include "carrel/fold.h"
#include "carrel/i18n.h"
#include "carrel/out.h"
#include "carrel/pan.h"
#include "carrel/phone.h"
#include "carrel/store_people.h"
#include "carrel/store_rows.h"
#include "carrel/work.h"
#include "cmd/cmd_customer.h"
#include "cmd/cmd_print.h"

#include <stdlib.h>
#include <string.h>

/* ---- which one ---- */

enum rc customer_in_hand(struct cmd_call *call, struct customer *c, struct err *err)
{
	struct work_hand hand;
	enum rc rc = work_hand(call->store, call->app->actor.id, call->arena, &hand, err);
	if (rc != RC_OK)
		return rc;
	if (!hand.customer_id)
		return err_set(err, RC_INVALID,
			_("Nobody knows yet who this is. F3 finds the customer first."));
	return store_customer_get(call->store, hand.customer_id, call->arena, c, err);
}

enum rc customer_numbered(
	struct cmd_call *call, const char *number, struct customer *c, struct err *err)
{
	const char *was = NULL;
	enum rc rc = cmd_customer_numbered(call, number + (*number == '#'), c, err);
	int64_t id = c->id;
	if (rc == RC_OK)
		rc = store_customer_now(call->store, id, call->arena, c, &was, err);
	if (rc != RC_OK || !was)
		return rc;
	out_int(call->out, "merged", id);
	out_line(call->out, _("%s, #%lld, was merged into %s, #%lld."), was, (long long)id, c->name,
		(long long)c->id);
	return RC_OK;
}

enum rc customer_meant(struct cmd_call *call, struct customer *c, struct err *err)
{
	const char *number = cmd_option(call, "customer");
	struct work_hand hand;
	if (number)
		return customer_numbered(call, number, c, err);
	enum rc rc = work_hand(call->store, call->app->actor.id, call->arena, &hand, err);
	if (rc == RC_OK && !hand.customer_id && !hand.call.id && !hand.casefile.id)
		return err_set(err, RC_INVALID,
			_("Nobody is in hand. Say whom it is about: --customer and their number; "
			  "find shows it."));
	return rc == RC_OK ? customer_in_hand(call, c, err) : rc;
}

enum rc company_meant(
	struct cmd_call *call, const char *typed, struct customer *company, struct err *err)
{
	enum { ENOUGH = 2 };
	struct person_row *rows;
	size_t n;
	if (typed[strspn(typed, "#0123456789")] == '\0')
		return customer_numbered(call, typed, company, err);
	enum rc rc = store_companies(call->store, typed, ENOUGH, call->arena, &rows, &n, err);
	if (rc != RC_OK)
		return rc;
	if (n == 0)
		return err_set(err, RC_NOTFOUND,
			_("There is no company like “%.60s”. Add it first: customer NAME --kind "
			  "company."),
			typed);
	bool exact =
		strcmp(fold_text(call->arena, rows[0].name), fold_text(call->arena, typed)) == 0;
	if (n > 1 && !exact)
		return err_set(err, RC_CONFLICT,
			_("“%.60s” fits more than one company: %s, #%lld, and %s, #%lld. Say the "
			  "number."),
			typed, rows[0].name, (long long)rows[0].id, rows[1].name,
			(long long)rows[1].id);
	return store_customer_get(call->store, rows[0].id, call->arena, company, err);
}

/* ---- customer-set ---- */

static const char *listed(const struct word *words, struct arena *a)
{
	const char *text = "";
	for (; words->id; words++)
		text = arena_printf(a, "%s%s%s", text, *text ? ", " : "", words->id);
	return text;
}

static enum rc no_card(const char *value, struct err *err)
{
	size_t start, len;
	if (!pan_find(value, strlen(value), &start, &len))
		return RC_OK;
	return err_set(err, RC_INVALID,
		_("That looks like a card number, and carrel never keeps one. Please leave it "
		  "out."));
}

static enum rc set_word(struct cmd_call *call, const struct customer_field *f, const char *value,
	struct customer *c, struct err *err)
{
	int word;
	if (!word_parse(f->words, value, &word))
		return err_set(err, RC_INVALID, _("%s is one of %s, not “%.40s”."), _(f->label),
			listed(f->words, call->arena), value);
	memcpy((char *)c + f->offset, &word, sizeof(word));
	return RC_OK;
}

static enum rc set_yes(
	const struct customer_field *f, const char *value, struct customer *c, struct err *err)
{
	bool yes = strcmp(value, "yes") == 0;
	if (!yes && strcmp(value, "no") != 0)
		return err_set(
			err, RC_INVALID, _("%s is yes or no, not “%.40s”."), _(f->label), value);
	memcpy((char *)c + f->offset, &yes, sizeof(yes));
	return RC_OK;
}

/* "-" takes away what there is. */
static enum rc set_field(struct cmd_call *call, const struct customer_field *f, const char *value,
	struct customer *c, struct err *err)
{
	struct customer company = {0};
	const char *text = strcmp(value, "-") == 0 || *value == '\0' ? NULL : value;
	enum rc rc = RC_OK;
	switch (f->type) {
	case CUSTOMER_WORD: return set_word(call, f, value, c, err);
	case CUSTOMER_YES: return set_yes(f, value, c, err);
	case CUSTOMER_OF_COMPANY:
		if (text)
			rc = company_meant(call, text, &company, err);
		c->company_id = company.id;
		return rc;
	case CUSTOMER_TEXT: break;
	}
	rc = text ? no_card(text, err) : RC_OK;
	if (rc == RC_OK)
		memcpy((char *)c + f->offset, &text, sizeof(text));
	return rc;
}

static const char *company_of(struct cmd_call *call, const struct customer *c)
{
	struct customer company;
	struct err ignored = {0};
	bool known = c->company_id &&
		store_customer_get(call->store, c->company_id, call->arena, &company, &ignored) ==
			RC_OK;
	return known ? company.name : NULL;
}

/* The value stays out of the change set's head: it is erased with its person, heads never. */
static enum rc save_field(
	struct cmd_call *call, const struct customer_field *f, struct customer *c, struct err *err)
{
	enum rc rc =
		change_begin(call->store, arena_printf(call->arena, "customer-set %s", f->name),
			arena_printf(call->arena, "%lld", (long long)c->id), err);
	if (rc != RC_OK)
		return rc;
	rc = store_customer_save(call->store, c, err);
	rc = change_end(call->store, rc, err);
	return rc == RC_OK ? store_customer_get(call->store, c->id, call->arena, c, err) : rc;
}

static enum rc cmd_customer_set(struct cmd_call *call, struct err *err)
{
	struct customer c;
	const struct customer_field *f = customer_field_named(call->argv[0]);
	if (!f) {
		const char *names = "";
		for (size_t i = 0; i < customer_fields_n; i++)
			names = arena_printf(call->arena, "%s%s%s", names, i ? ", " : "",
				customer_fields[i].name);
		return err_set(err, RC_INVALID,
			_("There is no “%.40s” of a customer. There are: %s."), call->argv[0],
			names);
	}
	enum rc rc = customer_meant(call, &c, err);
	if (rc == RC_OK)
		rc = set_field(call, f, cmd_rest(call, 1), &c, err);
	if (rc == RC_OK)
		rc = save_field(call, f, &c, err);
	if (rc != RC_OK)
		return rc;
	const char *shown = customer_field_shown(f, &c, company_of(call, &c));
	print_customer_json(call->out, "customer", &c);
	out_line(call->out, _("%s  %s: %s  u undoes."), c.name, _(f->label),
		shown ? shown : _("nothing any more"));
	return RC_OK;
}
const struct cmd cmd_customer_set_entry = {
	.name = "customer-set",
	.usage = "customer-set FIELD VALUE [--customer ID]",
	.help = N_(
		"Change what is known of a customer: name, standing, language, company…; - takes "
		"it away"),
	.synonyms = N_("edit rename tone address born warning tags former prospect belongs"),
	.options = "customer:",
	.min_args = 2,
	.max_args = -1,
	.flags = CMD_ACTOR | CMD_MUTATES,
	.exec = cmd_customer_set,
};

/* In a window every row of it is changed; what cannot be shown there is said. */
static enum rc cmd_customer_box(struct cmd_call *call, struct err *err)
{
	struct console *con = call->app->console;
	struct customer c;
	enum rc rc = customer_meant(call, &c, err);
	if (rc != RC_OK)
		return rc;
	const struct customer_edit_window window = {.id = c.id};
	console_popup_close_all(con);
	console_popup(con, view_class_find("customer-edit"), &window);
	return RC_OK;
}
const struct cmd cmd_customer_box_entry = {
	.name = "customer-box",
	.usage = "customer-box [--customer ID]",
	.help = N_("All that is known of the customer, to change it: name, numbers, company, "
		   "language, standing…"),
	.synonyms = N_("edit change details second phone mail handle rename"),
	.options = "customer:",
	.flags = CMD_ACTOR | CMD_CONSOLE,
	.exec = cmd_customer_box,
};

/* ---- identity ---- */

static enum rc kind_wanted(
	struct cmd_call *call, const char *value, enum identity_kind *kind, struct err *err)
{
	const char *word = cmd_option(call, "kind");
	int parsed;
	*kind = identity_kind_of(value);
	if (!word)
		return RC_OK;
	if (!word_parse(identity_kind_words, word, &parsed))
		return err_set(err, RC_INVALID, _("%s is one of %s, not “%.40s”."), "--kind",
			listed(identity_kind_words, call->arena), word);
	*kind = (enum identity_kind)parsed;
	return RC_OK;
}

static enum rc prepared(struct cmd_call *call, const struct customer *c, const char *value,
	struct identity *id, struct err *err)
{
	*id = (struct identity){.customer_id = c->id, .value = value};
	enum rc rc = kind_wanted(call, value, &id->kind, err);
	return rc == RC_OK ? identity_prepare(id, app_region(call->app), call->arena, err) : rc;
}

static const char *way_shown(struct cmd_call *call, const struct identity *id)
{
	const char *shown = id->shown && *id->shown ? id->shown : id->value;
	return id->kind == IDENTITY_PHONE ? phone_group(id->value, call->arena) : shown;
}

/* Of theirs, as it is kept or as it was typed. */
static enum rc way_meant(struct cmd_call *call, const struct customer *c, const char *typed,
	struct identity *out, struct err *err)
{
	struct identity *all, like;
	struct err ignored = {0};
	size_t n;
	enum rc rc = store_identity_list(call->store, c->id, call->arena, &all, &n, err);
	bool known = prepared(call, c, typed, &like, &ignored) == RC_OK;
	for (size_t i = 0; rc == RC_OK && i < n; i++) {
		bool same = strcmp(all[i].value, typed) == 0 ||
			(all[i].shown && strcmp(all[i].shown, typed) == 0);
		if (same || (known && strcmp(all[i].value, like.value) == 0)) {
			*out = all[i];
			return RC_OK;
		}
	}
	return rc != RC_OK ? rc
			   : err_set(err, RC_NOTFOUND, _("%s is not known of %s."), typed, c->name);
}

static void tell_way(struct cmd_call *call, const struct customer *c, const struct identity *id)
{
	out_int(call->out, "customer_id", c->id);
	out_object(call->out, "identity");
	out_text(call->out, "kind", word_id(identity_kind_words, (int)id->kind));
	out_text(call->out, "value", id->value);
	out_text(call->out, "shown", id->shown);
	out_bool(call->out, "main", id->main);
	out_end(call->out);
}

/* Nothing is wrong with it: a family, a company and its people. */
static const char *shared_with(
	struct cmd_call *call, const struct customer *c, const struct identity *id)
{
	enum { OWNERS = 2 };
	struct customer *owners;
	size_t n;
	struct err ignored = {0};
	if (store_customer_by_identity(call->store, id->kind, id->value, OWNERS, call->arena,
		    &owners, &n, &ignored) != RC_OK)
		return NULL;
	for (size_t i = 0; i < n; i++)
		if (owners[i].id != c->id)
			return owners[i].name;
	return NULL;
}

static enum rc identity_add(struct cmd_call *call, struct customer *c, struct err *err)
{
	struct identity id, *all;
	size_t n;
	enum rc rc = prepared(call, c, cmd_rest(call, 1), &id, err);
	if (rc == RC_OK)
		rc = store_identity_list(call->store, c->id, call->arena, &all, &n, err);
	if (rc != RC_OK)
		return rc;
	bool first = true;
	for (size_t i = 0; i < n; i++) {
		if (all[i].kind != id.kind)
			continue;
		first = false;
		if (strcmp(all[i].value, id.value) == 0)
			return err_set(err, RC_CONFLICT, _("%s is known of %s already."),
				way_shown(call, &id), c->name);
	}
	id.main = first;
	const char *other = shared_with(call, c, &id);
	rc = store_identity_add(call->store, &id, err);
	if (rc == RC_OK && !first && cmd_option(call, "main")) {
		id.main = true;
		rc = store_identity_save(call->store, &id, err);
	}
	if (rc != RC_OK)
		return rc;
	tell_way(call, c, &id);
	out_text(call->out, "shared_with", other);
	if (other)
		out_line(call->out, _("%s is known of %s now, and shared with %s. u undoes."),
			way_shown(call, &id), c->name, other);
	else
		out_line(call->out, _("%s is known of %s now. u undoes."), way_shown(call, &id),
			c->name);
	return RC_OK;
}

static enum rc identity_change(struct cmd_call *call, struct customer *c, struct err *err)
{
	struct identity was, id;
	if (call->argc != 3)
		return err_set(err, RC_INVALID, "usage: carrel %s", call->cmd->usage);
	enum rc rc = way_meant(call, c, call->argv[1], &was, err);
	if (rc != RC_OK)
		return rc;
	id = was;
	id.value = call->argv[2];
	id.shown = NULL;
	rc = identity_prepare(&id, app_region(call->app), call->arena, err);
	if (rc == RC_OK)
		rc = store_identity_save(call->store, &id, err);
	if (rc != RC_OK)
		return rc;
	tell_way(call, c, &id);
	out_line(call->out, _("%s of %s is %s now. u undoes."), way_shown(call, &was), c->name,
		way_shown(call, &id));
	return RC_OK;
}

static enum rc identity_main(struct cmd_call *call, struct customer *c, struct err *err)
{
	struct identity id;
	enum rc rc = way_meant(call, c, cmd_rest(call, 1), &id, err);
	id.main = true;
	if (rc == RC_OK)
		rc = store_identity_save(call->store, &id, err);
	if (rc != RC_OK)
		return rc;
	tell_way(call, c, &id);
	out_line(call->out, _("%s is what %s is reached by first. u undoes."), way_shown(call, &id),
		c->name);
	return RC_OK;
}

static enum rc identity_drop(struct cmd_call *call, struct customer *c, struct err *err)
{
	struct identity id;
	enum rc rc = way_meant(call, c, cmd_rest(call, 1), &id, err);
	if (rc == RC_OK)
		rc = store_identity_drop(call->store, &id, err);
	if (rc != RC_OK)
		return rc;
	tell_way(call, c, &id);
	out_line(call->out, _("%s is not %s any more. u undoes."), way_shown(call, &id), c->name);
	return RC_OK;
}

/* The value stays out of the change set's head, as with customer-set. */
static enum rc cmd_identity(struct cmd_call *call, struct err *err)
{
	static const struct {
		const char *verb;
		enum rc (*run)(struct cmd_call *call, struct customer *c, struct err *err);
	} verbs[] = {{"add", identity_add}, {"change", identity_change}, {"main", identity_main},
		{"drop", identity_drop}};
	struct customer c;
	for (size_t i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++) {
		if (strcmp(call->argv[0], verbs[i].verb) != 0)
			continue;
		enum rc rc = customer_meant(call, &c, err);
		if (rc == RC_OK)
			rc = change_begin(call->store,
				arena_printf(call->arena, "identity %s", verbs[i].verb),
				arena_printf(call->arena, "%lld", (long long)c.id), err);
		return rc == RC_OK ? change_end(call->store, verbs[i].run(call, &c, err), err) : rc;
	}
	return err_set(err, RC_INVALID, "usage: carrel %s", call->cmd->usage);
}
const struct cmd cmd_identity_entry = {
	.name = "identity",
	.usage = "identity add|change|main|drop VALUE [NEW] [--kind phone|email|handle|external] "
		 "[--main] [--customer ID]",
	.help = N_("A number, address or name on a network of a customer: add, change, make it the "
		   "first, take away"),
	.synonyms = N_("phone telephone mail e-mail handle chat social second number remove"),
	.options = "kind: main customer:",
	.min_args = 2,
	.max_args = -1,
	.flags = CMD_ACTOR | CMD_MUTATES,
	.exec = cmd_identity,
};
