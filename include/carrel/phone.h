/* phone.h - telephone numbers in E.164, read and shown by libphonenumber.
 *
 * libphonenumber (Google's, C++; kept by Debian) knows every country's plan; writing that by hand
 * would be wrong within a month. It costs 2 ms at load and 5 ms at first use, so it lives in a
 * small module (carrel-phone.so) loaded at the first number that needs it. A number that already
 * is E.164 ("+" and 8..15 digits) needs no module; without the module, others are refused with
 * a sentence and everything else goes on. */
#ifndef CARREL_PHONE_H
#define CARREL_PHONE_H

#include "carrel/err.h"

#include <stdbool.h>

struct arena;
/* raw as typed ("600 11 22 33", "0034…", "tel:…"); region is ISO 3166 ("ES") for local forms.
 * *e164 is owned by the arena. RC_INVALID: not a possible number. */
enum rc phone_normalise(const char *raw, const char *region, struct arena *a, const char **e164,
	struct err *err) WARN_UNUSED;
/* International form for people, "+34 600 11 22 33". Falls back to groups of three. */
const char *phone_show(const char *e164, struct arena *a);
/* "+34 600 112 233" without any module: for lists, where a plan of the country is not worth 7 ms. */
const char *phone_group(const char *e164, struct arena *a);
bool phone_is_e164(const char *s);
/* Where the module is looked for; main.c sets the folder of the program and LIBDIR/carrel. */
void phone_module_paths(const char *const *paths_null_terminated);

#endif
