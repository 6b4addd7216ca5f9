/* import_private.h - what the kinds of import share. */
#ifndef CARREL_BRIDGE_IMPORT_PRIVATE_H
#define CARREL_BRIDGE_IMPORT_PRIVATE_H

#include "bridge/import_rows.h"
#include "bridge/strmap.h"
#include "carrel/import.h"
#include "carrel/store_rows.h"

struct import {
	struct store *store;
	const struct import_options *options;
	struct import_report *report;
	struct arena *keep; /* as long as the report */
	struct arena *row;  /* until the next row */
	const char *system;
	int64_t now;
	struct strmap agents, customers, queues, references, companies;
};

/* What writing a row came to. */
enum import_done { IMPORT_ADDED, IMPORT_UPDATED, IMPORT_UNCHANGED };

/* A kind of import. check() reads a row without writing anything: RC_INVALID means that the row is
 * bad, other codes that the store failed. What it made, in the row's arena, is handed to write(). */
struct import_ops {
	const enum column *wanted;
	enum rc (*check)(
		struct import *im, const struct import_record *r, void **row, struct err *err);
	enum rc (*write)(struct import *im, void *row, enum import_done *done, struct err *err);
};
extern const struct import_ops import_customers_ops, import_agents_ops, import_cases_ops,
	import_contacts_ops, import_orders_ops, import_calls_ops;

/* Text to be stored: card numbers masked and counted. NULL stays NULL. */
const char *import_text(struct import *im, const char *text);
/* At most n bytes, cut between characters, preferably between words. */
const char *import_cut(struct import *im, const char *text, size_t n);
/* "restaurant_search;party_plan" as people write it: "Restaurant search, party plan". */
const char *import_humanise(struct import *im, const char *id);
/* NULL gives 0. RC_INVALID names the column. */
enum rc import_time(struct import *im, const struct import_record *r, enum column column,
	int64_t *at, struct err *err) WARN_UNUSED;
enum rc import_number(
	const struct import_record *r, enum column column, int64_t *n, struct err *err) WARN_UNUSED;

/* "star:u0013" of "U0013"; refuses a card number. Prepared, in the row's arena. */
enum rc import_external(
	struct import *im, const char *id, struct identity *out, struct err *err) WARN_UNUSED;
/* *customer_id 0: not known. */
enum rc import_find_customer(struct import *im, const struct identity *external,
	int64_t *customer_id, struct err *err) WARN_UNUSED;
enum rc import_add_customer(struct import *im, struct customer *c, struct identity *identities,
	size_t n, struct err *err) WARN_UNUSED;
/* Of a customer known only by that system's id: found, or made under the id as a name. */
enum rc import_customer(struct import *im, const struct identity *external, const char *shown,
	int64_t at, int64_t *customer_id, struct err *err) WARN_UNUSED;

/* A login in our form ("A029" gives "a029"); RC_INVALID when none can be made. */
enum rc import_login(
	struct import *im, const char *theirs, const char **login, struct err *err) WARN_UNUSED;
/* Found, or made. login NULL: 0. */
enum rc import_agent(struct import *im, const char *login, const char *name, int64_t *agent_id,
	struct err *err) WARN_UNUSED;
enum rc import_queue(
	struct import *im, const char *title, int64_t *queue_id, struct err *err) WARN_UNUSED;
/* Does the customer have this reference already? */
enum rc import_has_reference(struct import *im, int64_t customer_id, const char *kind,
	const char *ref, bool *known, struct err *err) WARN_UNUSED;
enum rc import_add_reference(
	struct import *im, struct reference_item *item, struct err *err) WARN_UNUSED;

#endif
