/* theme.h - joins a theme file (names) with the styles of the screen (ids). */
#ifndef CARREL_THEME_H
#define CARREL_THEME_H

#include "carrel/problems.h"
#include "carrel/style.h"

#include <stdbool.h>

/* Fills *out from the named theme; unknown styles and colours are problems. A style the theme does
 * not name keeps its built-in look. False: the theme could not be read at all; *out is built in. */
bool theme_load(const char *name, struct style_set *out, struct problems *problems);

#endif
