/* import_order.c - orders, invoices and contracts of other systems, as references of customers. */
#include "bridge/import_private.h"

#include "carrel/arena.h"
#include "carrel/i18n.h"

#include <jansson.h>
#include <string.h>

enum { TITLE_MAX = 200 };

static const enum column wanted[] = {
	COL_ORDER,
	COL_CUSTOMER,
	COL_KIND,
	COL_TITLE,
	COL_STATUS,
	COL_AMOUNT,
	COL_STARTED,
	COLUMNS,
};

/* [{"name": "Water Bottle", …}, …] as one line. */
static const char *names_of_items(struct import *im, const struct json_t *items)
{
	const char *names = NULL;
	size_t i;
	const struct json_t *item;
	json_array_foreach(items, i, item)
	{
		const char *name = json_string_value(json_object_get(item, "name"));
		if (name)
			names = names ? arena_printf(im->row, "%s, %s", names, name) : name;
	}
	return names;
}

/* What was paid, less what was paid back: shown, never reckoned with. */
static const char *paid(struct import *im, const struct json_t *history)
{
	double sum = 0;
	size_t i;
	const struct json_t *payment;
	json_array_foreach(history, i, payment)
	{
		const char *type = json_string_value(json_object_get(payment, "transaction_type"));
		double amount = json_number_value(json_object_get(payment, "amount"));
		sum += type && strcmp(type, "refund") == 0 ? -amount : amount;
	}
	return json_array_size(history) > 0 ? arena_printf(im->row, "%.2f", sum) : NULL;
}

static enum rc find_owner(struct import *im, const char *id, int64_t *customer_id, struct err *err)
{
	struct identity external;
	enum rc rc = import_external(im, id, &external, err);
	if (rc == RC_OK)
		rc = import_find_customer(im, &external, customer_id, err);
	if (rc == RC_OK && *customer_id == 0)
		return err_set(err, RC_INVALID,
			_("no customer is known as %.80s; bring the customers first"),
			external.value);
	return rc;
}

static enum rc check(struct import *im, const struct import_record *r, void **out, struct err *err)
{
	struct reference_item *item = arena_alloc(im->row, sizeof(*item));
	*out = item;
	if (!r->value[COL_ORDER] || !r->value[COL_CUSTOMER])
		return err_set(err, RC_INVALID, _("there is no %s"),
			r->value[COL_ORDER] ? _("customer's id") : _("order number"));
	enum rc rc = find_owner(im, r->value[COL_CUSTOMER], &item->customer_id, err);
	if (rc == RC_OK)
		rc = import_time(im, r, COL_STARTED, &item->at, err);
	if (rc != RC_OK)
		return rc;
	const char *title = r->value[COL_TITLE]
		? r->value[COL_TITLE]
		: names_of_items(im, json_object_get(r->object, "items"));
	item->kind = r->value[COL_KIND] ? r->value[COL_KIND] : "order";
	item->ref = import_text(im, r->value[COL_ORDER]);
	item->title = title ? import_text(im, import_cut(im, title, TITLE_MAX)) : NULL;
	item->status = r->value[COL_STATUS];
	item->amount = r->value[COL_AMOUNT]
		? r->value[COL_AMOUNT]
		: paid(im, json_object_get(r->object, "payment_history"));
	return RC_OK;
}

static enum rc write_row(struct import *im, void *p, enum import_done *done, struct err *err)
{
	struct reference_item *item = p;
	bool known;
	enum rc rc =
		import_has_reference(im, item->customer_id, item->kind, item->ref, &known, err);
	if (rc != RC_OK)
		return rc;
	*done = known ? IMPORT_UNCHANGED : IMPORT_ADDED;
	return known ? RC_OK : import_add_reference(im, item, err);
}

const struct import_ops import_orders_ops = {wanted, check, write_row};
