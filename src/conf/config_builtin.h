/* config_builtin.h - the lists of a centre that has written none, private to conf. */
#ifndef CONF_CONFIG_BUILTIN_H
#define CONF_CONFIG_BUILTIN_H

/* YAML, read by the reader of every other file and copied into the example as it stands. */
extern const char config_builtin_queues[];
extern const char config_builtin_outcomes[];
extern const char config_builtin_causes[];

#endif
