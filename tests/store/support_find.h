/* support_find.h - what is typed into find, and what is expected of it. */
#ifndef CARREL_TEST_SUPPORT_FIND_H
#define CARREL_TEST_SUPPORT_FIND_H

#include "store/support_rows.h"

#include "carrel/store_people.h"

struct find_row *centre_find(struct centre *c, const char *typed, size_t *n);
/* The first row is of that kind and has that in its title; a contact, in whose it is. */
void centre_found(struct centre *c, const char *typed, enum find_kind kind, const char *title);
void centre_nothing(struct centre *c, const char *typed);
/* Somebody with accents, an order and a note of many words. */
void centre_fill(struct centre *c);
/* phone, mail: NULL none. */
int64_t centre_person(struct centre *c, const char *name, const char *phone, const char *mail);

#endif
