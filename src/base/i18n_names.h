/* i18n_names.h - between i18n.c and i18n_names.c. */
#ifndef CARREL_I18N_NAMES_H
#define CARREL_I18N_NAMES_H

/* text (of `english`) with the names in force; itself where it has none of them. */
const char *i18n_named(const char *english, const char *text) __attribute__((format_arg(2)));

#endif
