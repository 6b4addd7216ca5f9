/* library_topics.h - the titles of topics, private to conf. */
#ifndef CONF_LIBRARY_TOPICS_H
#define CONF_LIBRARY_TOPICS_H

#include "carrel/vec.h"
#include "conf/library_private.h"
#include "conf/library_read.h"

struct library_topic {
	const char *id; /* as texts and cases have it: "billing" */
	struct langtext title;
	enum library_scope scope;
};

/* One of library.topics. */
struct topic_entry {
	const struct library_topic *topic;
	size_t order; /* of its file in the stack */
};

void library_read_topics(
	struct library_reader *r, const struct yaml_node *node, struct library_file *out);
/* Sorts them by id and leaves the one of each that is in force. */
void library_index_topics(struct vec *topics);

#endif
