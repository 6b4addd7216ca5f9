/* i18n.h - every word for people goes through gettext; English is the key. */
#ifndef CARREL_I18N_H
#define CARREL_I18N_H

#include <libintl.h>

#define _(text) gettext(text)
#define N_(text) text /* marks a string of a table; the reader of the table calls _() on it */

#endif
