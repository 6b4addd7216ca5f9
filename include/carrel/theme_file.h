/* theme_file.h - colours and attributes by style name, carrel-theme/1.
 *
 * A plain list of names; which styles exist is not known here (app joins it with the terminal's
 * table and reports unknown names at .line and .column). Palette aliases and inheritance, of whole
 * themes and of single styles, are resolved before it is handed out.
 *	format: carrel-theme/1
 *	title: Dark
 *	inherit: default            # another theme
 *	palette: {alert: bright-red}
 *	styles:
 *	  late: {fg: alert, bg: default, attr: [bold]}
 *	  late.selected: {inherit: late, attr: [bold, reverse]} */
#ifndef CARREL_THEME_FILE_H
#define CARREL_THEME_FILE_H

#include "carrel/problems.h"

struct arena;

struct theme_style {
	const char *name;
	const char *fg, *bg;      /* "default", one of 16 names ("red", "bright-red") or "0".."255";
			       * never an alias, never NULL */
	const char *const *attrs; /* of: bold underline reverse dim italic */
	size_t nattrs;
	const char *file; /* where it was said last */
	int line, column;
};

struct theme_file {
	const char *name; /* "dark", or the path */
	const char *title;
	const struct theme_style *styles; /* parents' first, own ones over them; each name once */
	size_t n;
	struct arena *arena; /* owns everything */
};

/* name: one with a slash or ending in .yaml is a path; else NAME.yaml is looked for in
 * $XDG_CONFIG_HOME/carrel/themes, among the built-in ones and in DATADIR/themes. False: problems were
 * added and *out is not set. */
bool theme_file_load(const char *name, struct theme_file **out, struct problems *problems);
bool theme_file_parse(const char *text, size_t len, const char *file, struct theme_file **out,
	struct problems *problems);
/* The names that theme_file_load knows besides paths: built in, then the person's own. In a. */
size_t theme_file_names(struct arena *a, const char *const **names);
void theme_file_free(struct theme_file **theme);
const struct theme_style *theme_file_style(const struct theme_file *t, const char *name); /* NULL */

#endif
