/* support_find.c - see the header. */
#include "store/support_find.h"

#include <check.h>
#include <string.h>

struct find_row *centre_find(struct centre *c, const char *typed, size_t *n)
{
	struct find_row *rows;
	ok(c, store_find(c->s, typed, "ES", 50, c->a, &rows, n, &c->err));
	return rows;
}

void centre_found(struct centre *c, const char *typed, enum find_kind kind, const char *title)
{
	size_t n;
	struct find_row *rows = centre_find(c, typed, &n);
	ck_assert_msg(n >= 1, "nothing for \"%s\"", typed);
	ck_assert_int_eq(rows[0].kind, kind);
	ck_assert_ptr_nonnull(strstr(kind == FIND_CONTACT ? rows[0].who : rows[0].title, title));
}

void centre_nothing(struct centre *c, const char *typed)
{
	size_t n;
	centre_find(c, typed, &n);
	ck_assert_msg(n == 0, "something for \"%s\"", typed);
}

void centre_fill(struct centre *c)
{
	struct customer nuria = {.name = "Núria Ávila Łuk"};
	ok(c, store_customer_add(c->s, &nuria, &c->err));
	struct identity mail = {
		.customer_id = nuria.id, .kind = IDENTITY_EMAIL, .value = "nuria@example.org"};
	ok(c, store_identity_add(c->s, &mail, &c->err));
	struct reference_item ref = {
		.customer_id = c->maria.id, .kind = "order", .ref = "#W2611340", .title = "Bottle"};
	ok(c, store_reference_add(c->s, &ref, &c->err));
	struct contact note = {.customer_id = c->maria.id,
		.kind = CONTACT_NOTE,
		.body = "El router está averiado.\nMandar técnico; straße 12, a@b.cat, x/y-z"};
	ok(c, store_contact_add(c->s, &note, &c->err));
}

int64_t centre_person(struct centre *c, const char *name, const char *phone, const char *mail)
{
	struct customer who = {.name = name};
	ok(c, store_customer_add(c->s, &who, &c->err));
	const char *const values[] = {phone, mail};
	const enum identity_kind kinds[] = {IDENTITY_PHONE, IDENTITY_EMAIL};
	for (size_t i = 0; i < 2; i++) {
		struct identity id = {.customer_id = who.id, .kind = kinds[i], .value = values[i]};
		if (values[i] != NULL)
			ok(c, store_identity_add(c->s, &id, &c->err));
	}
	return who.id;
}
