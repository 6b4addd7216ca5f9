/* import_common.c - who is already known, and values in the form that the store keeps. */
#include "bridge/import_private.h"

#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/fold.h"
#include "carrel/i18n.h"
#include "carrel/pan.h"
#include "carrel/strbuf.h"
#include "carrel/utf8.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { REFERENCES_ALL = 1000 * 1000, PROMISE_CALL_MS = 20 * 1000, HOUR_MS = 3600 * 1000 };

const char *import_text(struct import *im, const char *text)
{
	size_t at, len;
	if (!text || !pan_find(text, strlen(text), &at, &len))
		return text;
	struct strbuf out = STRBUF_INIT;
	im->report->cards_masked += (int64_t)pan_mask(text, strlen(text), &out);
	const char *masked = arena_strdup(im->row, out.buf);
	strbuf_fini(&out);
	return masked;
}

const char *import_cut(struct import *im, const char *text, size_t n)
{
	size_t len = strlen(text);
	if (len <= n)
		return text;
	size_t end = utf8_prev(text, n + 1);
	for (size_t i = end; i > n / 2; i--)
		if (text[i] == ' ') {
			end = i;
			break;
		}
	return arena_printf(im->row, "%.*s…", (int)end, text);
}

const char *import_humanise(struct import *im, const char *id)
{
	struct strbuf out = STRBUF_INIT;
	for (const char *s = id; *s; s++) {
		if (strchr("+;|", *s))
			strbuf_addstr(&out, ", ");
		else
			strbuf_addch(&out, *s == '_' ? ' ' : *s);
	}
	if (out.len > 0)
		out.buf[0] = (char)toupper((unsigned char)out.buf[0]);
	const char *text = arena_strdup(im->row, out.buf);
	strbuf_fini(&out);
	return text;
}

static bool names_its_zone(const char *time)
{
	const char *clock = strpbrk(time, "T ");
	return !clock || strpbrk(clock, "Z+-z") != NULL;
}

enum rc import_time(struct import *im, const struct import_record *r, enum column column,
	int64_t *at, struct err *err)
{
	const char *text = r->value[column];
	*at = 0;
	if (!text)
		return RC_OK;
	if (!clock_parse(text, at))
		return err_set(err, RC_INVALID,
			_("%s: \"%.60s\" is not a time; write it as 2026-03-31T17:05:00Z"),
			import_column_name(column), text);
	if (im->options->zone && strchr(text, '-') && !names_its_zone(text)) {
		struct clock_local t = clock_local(*at, "UTC");
		*at = clock_from_local(
			t.year, t.month, t.day, t.hour, t.minute, t.second, im->options->zone);
	}
	return RC_OK;
}

enum rc import_number(
	const struct import_record *r, enum column column, int64_t *n, struct err *err)
{
	const char *text = r->value[column];
	*n = 0;
	if (!text)
		return RC_OK;
	char *end;
	errno = 0;
	double value = strtod(text, &end);
	if (*end || errno || !(value >= 0 && value <= 1e12))
		return err_set(err, RC_INVALID, _("%s: \"%.60s\" is not a number of zero or more"),
			import_column_name(column), text);
	*n = (int64_t)(value + 0.5);
	return RC_OK;
}

enum rc import_external(struct import *im, const char *id, struct identity *out, struct err *err)
{
	size_t at, len;
	if (pan_find(id, strlen(id), &at, &len))
		return err_set(err, RC_INVALID,
			_("the id looks like a card number; carrel never stores those"));
	*out = (struct identity){
		.kind = IDENTITY_EXTERNAL,
		.value = arena_printf(im->row, "%s:%s", im->system, id),
	};
	return identity_prepare(out, im->options->region, im->row, err);
}

enum rc import_find_customer(
	struct import *im, const struct identity *external, int64_t *customer_id, struct err *err)
{
	*customer_id = 0;
	if (strmap_get(&im->customers, external->value, customer_id))
		return RC_OK;
	struct customer *found;
	size_t n;
	enum rc rc = store_customer_by_identity(
		im->store, external->kind, external->value, 1, im->row, &found, &n, err);
	if (rc != RC_OK)
		return rc;
	if (n > 0) {
		*customer_id = found[0].id;
		strmap_set(&im->customers, external->value, *customer_id);
	}
	return RC_OK;
}

enum rc import_add_customer(struct import *im, struct customer *c, struct identity *identities,
	size_t n, struct err *err)
{
	enum rc rc = store_customer_add(im->store, c, err);
	im->report->customers += rc == RC_OK;
	for (size_t i = 0; rc == RC_OK && i < n; i++) {
		identities[i].customer_id = c->id;
		rc = store_identity_add(im->store, &identities[i], err);
		im->report->identities += rc == RC_OK;
		if (rc == RC_OK && identities[i].kind == IDENTITY_EXTERNAL)
			strmap_set(&im->customers, identities[i].value, c->id);
	}
	return rc;
}

enum rc import_customer(struct import *im, const struct identity *external, const char *shown,
	int64_t at, int64_t *customer_id, struct err *err)
{
	enum rc rc = import_find_customer(im, external, customer_id, err);
	if (rc != RC_OK || *customer_id != 0)
		return rc;
	struct customer c = {
		.name = shown,
		.standing = STANDING_CUSTOMER,
		.language = im->options->language,
		.created_at = at,
	};
	struct identity identity = *external;
	rc = customer_prepare(&c, im->row, err);
	if (rc == RC_OK)
		rc = import_add_customer(im, &c, &identity, 1, err);
	*customer_id = c.id;
	return rc;
}

enum rc import_login(struct import *im, const char *theirs, const char **login, struct err *err)
{
	char *out = fold_text(im->row, theirs);
	*login = out;
	for (char *s = out; *s; s++)
		if (*s == ' ')
			*s = '.';
	if (agent_login_valid(out))
		return RC_OK;
	return err_set(err, RC_INVALID,
		_("\"%.60s\" cannot be a login: use small letters, digits, dot, hyphen and "
		  "underscore"),
		theirs);
}

enum rc import_agent(
	struct import *im, const char *login, const char *name, int64_t *agent_id, struct err *err)
{
	*agent_id = 0;
	if (!login || strmap_get(&im->agents, login, agent_id))
		return RC_OK;
	struct agent agent;
	enum rc rc = store_agent_by_login(im->store, login, im->row, &agent, err);
	if (rc == RC_NOTFOUND) {
		agent = (struct agent){
			.login = login,
			.name = name,
			.role = ROLE_AGENT,
			.language = im->options->language,
			.languages = im->options->language,
			.active = true,
		};
		rc = store_agent_add(im->store, &agent, err);
		im->report->agents += rc == RC_OK;
	}
	if (rc == RC_OK) {
		*agent_id = agent.id;
		strmap_set(&im->agents, login, agent.id);
	}
	return rc;
}

static const char *slug_of(struct import *im, const char *title)
{
	char *slug = fold_text(im->row, title);
	for (char *s = slug; *s; s++)
		if (!isalnum((unsigned char)*s))
			*s = '-';
	return slug;
}

enum rc import_queue(struct import *im, const char *title, int64_t *queue_id, struct err *err)
{
	*queue_id = 0;
	if (!title)
		return RC_OK;
	const char *slug = slug_of(im, title);
	if (strmap_get(&im->queues, slug, queue_id))
		return RC_OK;
	struct queue queue;
	enum rc rc = store_queue_by_slug(im->store, slug, im->row, &queue, err);
	if (rc == RC_NOTFOUND) {
		queue = (struct queue){
			.slug = slug,
			.title = title,
			.call_promise_ms = PROMISE_CALL_MS,
			.message_promise_ms = 8 * HOUR_MS,
			.callback_promise_ms = 2 * HOUR_MS,
			.case_promise_ms = 48 * HOUR_MS,
			.active = true,
		};
		rc = store_queue_add(im->store, &queue, err);
	}
	if (rc == RC_OK) {
		*queue_id = queue.id;
		strmap_set(&im->queues, slug, queue.id);
	}
	return rc;
}

static const char *reference_key(
	struct import *im, int64_t customer_id, const char *kind, const char *ref)
{
	return arena_printf(im->row, "%lld %s %s", (long long)customer_id, kind, ref);
}

/* The references of a customer are read once, at the first question about them. */
static enum rc load_references(struct import *im, int64_t customer_id, struct err *err)
{
	const char *whole = arena_printf(im->row, "%lld", (long long)customer_id);
	int64_t loaded;
	if (strmap_get(&im->references, whole, &loaded))
		return RC_OK;
	strmap_set(&im->references, whole, 1);
	struct reference_item *items;
	size_t n;
	enum rc rc = store_reference_list(
		im->store, customer_id, REFERENCES_ALL, im->row, &items, &n, err);
	for (size_t i = 0; rc == RC_OK && i < n; i++)
		strmap_set(&im->references,
			reference_key(im, customer_id, items[i].kind, items[i].ref), items[i].id);
	return rc;
}

enum rc import_has_reference(struct import *im, int64_t customer_id, const char *kind,
	const char *ref, bool *known, struct err *err)
{
	enum rc rc = load_references(im, customer_id, err);
	int64_t id;
	*known = rc == RC_OK &&
		strmap_get(&im->references, reference_key(im, customer_id, kind, ref), &id);
	return rc;
}

enum rc import_add_reference(struct import *im, struct reference_item *item, struct err *err)
{
	enum rc rc = store_reference_add(im->store, item, err);
	if (rc != RC_OK)
		return rc;
	im->report->references++;
	strmap_set(&im->references, reference_key(im, item->customer_id, item->kind, item->ref),
		item->id);
	return RC_OK;
}
