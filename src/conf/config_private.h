/* config_private.h - between config.c (which file, and what was read of it), config_options.c and
 * config_lists.c. */
#ifndef CONF_CONFIG_PRIVATE_H
#define CONF_CONFIG_PRIVATE_H

#include "carrel/arena.h"
#include "carrel/config.h"
#include "carrel/vec.h"
#include "carrel/yaml.h"

struct config {
	struct arena *arena;
	const char *path;
	struct option_value values[OPT_COUNT];
	struct vec queues;   /* of struct config_queue */
	struct vec outcomes; /* of struct config_outcome */
	struct vec causes;   /* of struct config_cause */
};

/* As option.def has it; a default that does not read is the end of the program. */
void config_option_default(struct config *c, enum option_id id);
/* Both add what is wrong to the problems of the document. */
void config_read_options(struct config *c, const struct yaml *doc);
void config_read_lists(struct config *c, const struct yaml *doc); /* a list not given stays */

#endif
