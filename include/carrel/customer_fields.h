/* customer_fields.h - what there is one of to know about a customer: its name in commands, its label,
 * how it reads. The command that changes it, the window and the lines go by this one table. */
#ifndef CARREL_CUSTOMER_FIELDS_H
#define CARREL_CUSTOMER_FIELDS_H

#include "carrel/customer.h"

#include <stddef.h>

enum customer_field_type { CUSTOMER_TEXT, CUSTOMER_WORD, CUSTOMER_YES, CUSTOMER_OF_COMPANY };

struct customer_field {
	const char *name;  /* "warning" */
	const char *label; /* N_() */
	enum customer_field_type type;
	size_t offset; /* in struct customer */
	const struct word *words;
};

extern const struct customer_field customer_fields[];
extern const size_t customer_fields_n;

const struct customer_field *customer_field_named(const char *name); /* NULL: there is none */
/* As people read it; company: the name of theirs. NULL: nothing is known. */
const char *customer_field_shown(
	const struct customer_field *f, const struct customer *c, const char *company);

#endif
