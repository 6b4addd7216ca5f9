/* scenario_caller.h - the `caller:` block of a carrel-scenario/1 file, private to conf. */
#ifndef CONF_SCENARIO_CALLER_H
#define CONF_SCENARIO_CALLER_H

#include "carrel/scenario_file.h"
#include "carrel/yaml.h"

/* Reads the block into s->caller and sets s->has_caller; NULL node: there is none. s->vars must be
 * read before: names in braces are checked against them. Everything is put into s->arena. */
void scenario_caller_read(
	const struct yaml *doc, const struct yaml_node *node, struct scenario_file *s);

#endif
