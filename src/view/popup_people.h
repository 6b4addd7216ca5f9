/* popup_people.h - people below the fields of a window: who may be the one that is typed. Down leads from
 * the fields into them, Up out again; typing goes on in the field. */
#ifndef CARREL_POPUP_PEOPLE_H
#define CARREL_POPUP_PEOPLE_H

#include "carrel/grid.h"
#include "carrel/keys.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct popup_person {
	int64_t id;
	const char *name;
	const char *detail; /* NULL none */
	bool company;       /* a company: who is new may be one of its people */
};
struct popup_people {
	struct popup_person *rows;
	size_t n;
	bool choosing; /* the cursor is at `row` of them */
	size_t row;
};

/* Other rows were brought: whoever was under the cursor keeps it, if still there. chosen: their id. */
void popup_people_keep(struct popup_people *people, int64_t chosen);
int64_t popup_people_chosen(const struct popup_people *people); /* 0: the cursor is in the fields */
/* True: the key was for them. */
bool popup_people_key(struct popup_people *people, const struct key *key);
void popup_people_paint(const struct popup_people *people, struct grid *grid, struct rect in);

/* How rows inside a window are shared between a line above, the fields and the people: with too few of
 * them, what has the cursor stays in sight. */
struct popup_shares {
	int head, fields, people;
};
struct popup_shares popup_people_shares(const struct popup_people *people, int fields, int rows);

#endif
