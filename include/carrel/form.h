/* form.h - fields one below the other: text, password, choice.
 *
 * Tab and Shift-Tab (and the arrows up and down) move; Enter goes to the next field and submits on
 * the last; a choice is changed with Left, Right or Space. An error marks its field with '!' and
 * moves the cursor there. */
#ifndef CARREL_FORM_H
#define CARREL_FORM_H

#include "carrel/grid.h"
#include "carrel/keys.h"
#include "carrel/widget.h"

enum form_kind { FORM_TEXT, FORM_SECRET, FORM_CHOICE };

struct form_field {
	const char *id;    /* for the caller */
	const char *label; /* for people */
	enum form_kind kind;
	const char *hint;           /* dimmed in an empty field; NULL none */
	const char *const *choices; /* FORM_CHOICE: NULL-terminated */
	size_t max;                 /* bytes, 0: the field's usual limit */
};

struct form; /* opaque */

struct form *form_new(const struct form_field *fields, int n); /* fields borrowed */
void form_free(struct form **form);
void form_set(struct form *form, int field, const char *text); /* a choice: by its words */
const char *form_text(const struct form *form, int field);     /* of a choice: its words */
int form_choice(const struct form *form, int field);           /* its index */
int form_focus(const struct form *form);
void form_set_focus(struct form *form, int field);
void form_set_error(struct form *form, int field, const char *sentence); /* NULL clears */
unsigned form_key(struct form *form, const struct key *key); /* SUBMIT, CANCEL, CHANGED */
int form_rows(const struct form *form);
void form_paint(const struct form *form, struct grid *grid, struct rect rect, bool focused);

#endif
