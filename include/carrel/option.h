/* option.h - the single settings of the configuration, one row each in src/conf/option.def.
 *
 * The struct, the reader, the defaults, config.example.yaml and the manual all come from the rows.
 * Lists (queues, outcomes) are not rows; they are in config.h. */
#ifndef CARREL_OPTION_H
#define CARREL_OPTION_H

#include "carrel/yaml.h"

enum option_type {
	OPTION_TEXT,
	OPTION_INT,
	OPTION_BOOL,
	OPTION_DURATION,
	OPTION_CHOICE,
	OPTION_LIST
};

enum option_id {
#define OPTION(id, path, type, def, min, max, choices, help) OPT_##id,
#include "conf/option.def"
#undef OPTION
	OPT_COUNT
};

struct option {
	const char *path; /* "centre.zone" */
	enum option_type type;
	const char *default_text; /* as it would stand in the file; a LIST is "en, es" */
	int64_t min, max;         /* of an INT, or of a DURATION in ms; both 0: no limits */
	const char *choices;      /* "default dark mono", of a CHOICE */
	const char *help;         /* for the comment and the manual; may have several lines */
};

extern const struct option option_table[OPT_COUNT];

/* One value, by its row's type. */
struct option_value {
	const char *text; /* TEXT and CHOICE; never NULL */
	int64_t number;   /* INT; BOOL as 0 or 1; DURATION in ms; CHOICE as index */
	const char *const *list;
	size_t n;
	bool given; /* stands in the file, not the default */
};

#endif
