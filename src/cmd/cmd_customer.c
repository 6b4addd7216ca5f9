/* The customer in hand: who is really on the line, new to us or not, and how they reach us. */
#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/change.h"
#include "carrel/clock.h"
#include "carrel/cmd.h"
#include "carrel/console.h"
#include "carrel/i18n.h"
#include "carrel/keymap.h"
#include "carrel/out.h"
#include "carrel/phone.h"
#include "carrel/reference.h"
#include "carrel/store_people.h"
#include "carrel/store_rows.h"
#include "carrel/work.h"
#include "cmd/cmd_customer.h"
#include "cmd/cmd_print.h"

#include <string.h>

static enum rc save(struct cmd_call *call, const struct customer *c, struct err *err)
{
	enum rc rc = change_begin(call->store, call->text, c->name, err);
	if (rc != RC_OK)
		return rc;
	rc = store_customer_save(call->store, c, err);
	return change_end(call->store, rc, err);
}

/* The key for it works in lists; what is said next is typed into the note. */
static void back_to_case(struct console *con)
{
	const struct view *view = console_pane(con, "case");
	if (view)
		console_focus(con, view->pane);
}

static enum rc cmd_verify(struct cmd_call *call, struct err *err)
{
	struct customer c;
	bool take_back = cmd_option(call, "not");
	enum rc rc = customer_in_hand(call, &c, err);
	if (rc != RC_OK)
		return rc;
	c.verified_at = take_back ? 0 : clock_wall_ms();
	c.verified_by = take_back ? 0 : call->app->actor.id;
	rc = save(call, &c, err);
	if (rc != RC_OK)
		return rc;
	if (call->app->console)
		back_to_case(call->app->console);
	out_text(call->out, "customer", c.name);
	out_time(call->out, "verified_at", c.verified_at);
	out_line(call->out, take_back ? _("%s is not verified any more.") : _("%s is verified."),
		c.name);
	return RC_OK;
}
const struct cmd cmd_verify_entry = {
	.name = "verify",
	.usage = "verify [--not]",
	.help = N_("The customer in hand has proved who they are"),
	.synonyms = N_("identity identify check"),
	.options = "not",
	.flags = CMD_ACTOR | CMD_MUTATES,
	.exec = cmd_verify,
};

/* ---- somebody new ---- */

enum { SIMILAR_SHOWN = 3, WAYS_MAX = 4 };

struct newcomer {
	struct customer who;
	struct customer company;        /* they belong to; id 0: none */
	struct identity ways[WAYS_MAX]; /* how to reach them */
	size_t nways;
	bool on_line; /* in hand, and nobody knew who it is, or only of which company */
	bool open_case;
	struct casefile file;
	struct person_row *similar; /* who may be the same, looked for before they are added */
	size_t nsimilar;
};

static enum rc add_way(struct cmd_call *call, struct newcomer *n, enum identity_kind kind,
	const char *value, struct err *err)
{
	struct identity id = {.kind = kind, .value = value};
	enum rc rc = identity_prepare(&id, app_region(call->app), call->arena, err);
	if (rc != RC_OK)
		return rc;
	id.main = true;
	for (size_t i = 0; i < n->nways; i++) {
		if (n->ways[i].kind == kind)
			id.main = false;
		if (n->ways[i].kind == kind && strcmp(n->ways[i].value, id.value) == 0)
			return RC_OK;
	}
	n->ways[n->nways++] = id;
	return RC_OK;
}

static enum rc look_for_similar(struct cmd_call *call, struct newcomer *n, struct err *err)
{
	const char *phone = NULL, *mail = NULL;
	for (size_t i = n->nways; i-- > 0;) {
		phone = n->ways[i].kind == IDENTITY_PHONE ? n->ways[i].value : phone;
		mail = n->ways[i].kind == IDENTITY_EMAIL ? n->ways[i].value : mail;
	}
	return store_customer_similar(call->store, n->who.name, phone, mail, app_region(call->app),
		SIMILAR_SHOWN, call->arena, &n->similar, &n->nsimilar, err);
}

static void tell_similar(struct cmd_call *call, const struct newcomer *n)
{
	out_array(call->out, "similar");
	for (size_t i = 0; i < n->nsimilar; i++) {
		const struct person_row *p = &n->similar[i];
		out_object(call->out, NULL);
		out_int(call->out, "id", p->id);
		out_text(call->out, "name", p->name);
		out_text(call->out, "kind", word_id(customer_kind_words, (int)p->kind));
		out_text(call->out, "detail", p->detail);
		out_int(call->out, "score", p->score);
		out_end(call->out);
		/* In a console one line is a message, more would be a window in the way of a call;
		 * there the window that asked for the name has said it already. */
		if (call->app->console || p->id == n->who.company_id)
			continue;
		if (p->kind == CUSTOMER_COMPANY && n->who.kind == CUSTOMER_PERSON)
			out_line(call->out,
				_("Perhaps of %s, %s (customer-set company %lld --customer %lld "
				  "says so)"),
				p->name, p->detail ? p->detail : "-", (long long)p->id,
				(long long)n->who.id);
		else
			out_line(call->out,
				_("Perhaps the same: %s, %s (merge %lld %lld makes them one)"),
				p->name, p->detail ? p->detail : "-", (long long)n->who.id,
				(long long)p->id);
	}
	out_end(call->out);
}

/* What was said on the command, and the number on the line. */
static enum rc read_newcomer(struct cmd_call *call, struct newcomer *n, struct err *err)
{
	const char *kind = cmd_option(call, "kind");
	const char *phone = cmd_option(call, "phone");
	const char *mail = cmd_option(call, "mail");
	const char *handle = cmd_option(call, "handle");
	const char *company = cmd_option(call, "company");
	struct work_hand hand;
	int word = CUSTOMER_PERSON;
	if (kind && !word_parse(customer_kind_words, kind, &word))
		return err_set(err, RC_INVALID, _("--kind is person or company, not “%s”."), kind);
	n->who = (struct customer){.kind = (enum customer_kind)word,
		.standing = STANDING_PROSPECT,
		.name = cmd_rest(call, 0),
		.language = cmd_option(call, "language")};
	enum rc rc = company ? company_meant(call, company, &n->company, err) : RC_OK;
	n->who.company_id = n->company.id;
	if (rc == RC_OK)
		rc = customer_prepare(&n->who, call->arena, err);
	if (rc == RC_OK)
		rc = work_hand(call->store, call->app->actor.id, call->arena, &hand, err);
	if (rc == RC_OK && phone)
		rc = add_way(call, n, IDENTITY_PHONE, phone, err);
	if (rc == RC_OK && mail)
		rc = add_way(call, n, IDENTITY_EMAIL, mail, err);
	if (rc == RC_OK && handle)
		rc = add_way(call, n, IDENTITY_HANDLE, handle, err);
	if (rc != RC_OK)
		return rc;
	bool in_hand = hand.item.id || hand.call.id || hand.casefile.id;
	bool of_company = hand.customer_id && hand.customer_id == n->company.id;
	/* A case of the company stays in hand: it is not the person's. */
	n->on_line = in_hand && (!hand.customer_id || (of_company && !hand.casefile.id));
	n->open_case = cmd_option(call, "case");
	if (n->open_case && !n->on_line)
		return err_set(err, RC_CONFLICT,
			_("A case is opened for somebody unknown on the line; leave --case out."));
	if ((n->on_line || of_company) && hand.call.from_number)
		rc = add_way(call, n, IDENTITY_PHONE, hand.call.from_number, err);
	if (n->on_line && !n->who.language)
		n->who.language = hand.item.language;
	return rc == RC_OK ? look_for_similar(call, n, err) : rc;
}

/* Inside one change set: one u takes back the person, the number and the case. */
static enum rc write_newcomer(struct cmd_call *call, struct newcomer *n, struct err *err)
{
	int64_t agent = call->app->actor.id;
	enum rc rc = store_customer_add(call->store, &n->who, err);
	for (size_t i = 0; rc == RC_OK && i < n->nways; i++) {
		n->ways[i].customer_id = n->who.id;
		rc = store_identity_add(call->store, &n->ways[i], err);
	}
	if (rc == RC_OK && n->on_line)
		rc = work_attach(call->store, agent, n->who.id, 0, err);
	if (rc == RC_OK && n->open_case)
		rc = work_new_case(call->store, agent, NULL, call->arena, &n->file, err);
	return rc;
}

static void tell_newcomer(struct cmd_call *call, const struct newcomer *n)
{
	char shown[12] = "";
	out_int(call->out, "id", n->who.id);
	out_text(call->out, "name", n->who.name);
	out_int(call->out, "company_id", n->who.company_id);
	const struct console *con = call->app->console;
	const char *key = con ? keymap_key_of(con->keymap, "customer-box") : NULL;
	if (n->open_case) {
		reference_show(n->file.number, shown);
		print_case_json(call->out, "case", &n->file);
		if (key)
			out_line(call->out,
				_("%s is new here. Case %s is open. %s: the rest of them."),
				n->who.name, shown, key);
		else
			out_line(call->out, _("%s is new here. Case %s is open."), n->who.name,
				shown);
	} else if (n->company.id) {
		out_line(call->out, _("%s, of %s, is new here."), n->who.name, n->company.name);
	} else {
		out_line(call->out, _("%s is new here."), n->who.name);
	}
	tell_similar(call, n);
}

/* The command's words stay out of the change set's head: a name is erased with its person, the
 * chain of heads never. */
static enum rc cmd_customer(struct cmd_call *call, struct err *err)
{
	struct newcomer n = {0};
	enum rc rc = read_newcomer(call, &n, err);
	if (rc == RC_OK)
		rc = change_begin(call->store, "customer", NULL, err);
	if (rc != RC_OK)
		return rc;
	rc = write_newcomer(call, &n, err);
	rc = change_end(call->store, rc, err);
	if (rc != RC_OK)
		return rc;
	if (call->app->console && n.on_line)
		console_focus_hand(call->app->console);
	tell_newcomer(call, &n);
	return RC_OK;
}
const struct cmd cmd_customer_entry = {
	.name = "customer",
	.usage = "customer NAME [--phone N] [--mail M] [--handle H] [--language L] "
		 "[--kind person|company] [--company ID|NAME] [--case]",
	.help = N_("Add somebody new; a caller nobody knows is them, and the number theirs"),
	.synonyms = N_("create person company prospect unknown caller"),
	.options = "phone: mail: handle: language: kind: company: case",
	.min_args = 1,
	.max_args = -1,
	.flags = CMD_ACTOR | CMD_MUTATES,
	.exec = cmd_customer,
};

/* ---- the number on the line ---- */

static enum rc has_number(struct cmd_call *call, int64_t customer_id, const char *number,
	bool *already, bool *first, struct err *err)
{
	struct identity *ids = NULL;
	size_t n = 0;
	*already = false;
	*first = true;
	enum rc rc = store_identity_list(call->store, customer_id, call->arena, &ids, &n, err);
	for (size_t i = 0; rc == RC_OK && i < n; i++) {
		if (ids[i].kind != IDENTITY_PHONE)
			continue;
		*first = false;
		if (strcmp(ids[i].value, number) == 0)
			*already = true;
	}
	return rc;
}

static enum rc cmd_keep_number(struct cmd_call *call, struct err *err)
{
	struct customer c;
	struct work_hand hand;
	bool already, first;
	enum rc rc = work_hand(call->store, call->app->actor.id, call->arena, &hand, err);
	if (rc == RC_OK && !hand.call.from_number)
		return err_set(err, RC_INVALID, _("There is no number on the line to keep."));
	if (rc == RC_OK)
		rc = customer_in_hand(call, &c, err);
	if (rc != RC_OK)
		return rc;
	const char *number = hand.call.from_number;
	struct identity id = {.customer_id = c.id, .kind = IDENTITY_PHONE, .value = number};
	const char *shown = phone_group(number, call->arena);
	rc = has_number(call, c.id, number, &already, &first, err);
	if (rc == RC_OK && already)
		return err_set(err, RC_CONFLICT, _("%s is a number of %s already."), shown, c.name);
	if (rc == RC_OK)
		rc = identity_prepare(&id, app_region(call->app), call->arena, err);
	id.main = first;
	if (rc == RC_OK)
		rc = change_begin(call->store, "keep-number", NULL, err);
	if (rc != RC_OK)
		return rc;
	rc = store_identity_add(call->store, &id, err);
	rc = change_end(call->store, rc, err);
	if (rc == RC_OK) {
		out_int(call->out, "customer_id", c.id);
		out_text(call->out, "number", number);
		out_line(
			call->out, _("%s is a number of %s from now on. u undoes."), shown, c.name);
	}
	return rc;
}
const struct cmd cmd_keep_number_entry = {
	.name = "keep-number",
	.usage = "keep-number",
	.help = N_("The number on the line belongs to the customer in hand"),
	.synonyms = N_("save add phone identity caller"),
	.flags = CMD_ACTOR | CMD_MUTATES,
	.exec = cmd_keep_number,
};
