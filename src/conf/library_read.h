/* library_read.h - one carrel-texts/1 file, private to conf. */
#ifndef CONF_LIBRARY_READ_H
#define CONF_LIBRARY_READ_H

#include "carrel/library.h"
#include "carrel/yaml.h"

struct library_topic; /* library_topics.h */

/* What a file holds. */
struct library_file {
	struct library_text *texts;
	size_t n;
	struct library_right *rights;
	size_t nrights;
	struct library_topic *topics;
	size_t ntopics;
	const struct library_manners *manners; /* for all of them */
	enum library_scope scope;
};

/* Everything is put into the arena. Never NULL, even when problems were added. */
struct library_file *library_read(const char *text, size_t len, const char *file,
	enum library_scope scope, struct arena *a, struct problems *problems);

/* ---- between the reader's own files --------------------------------------------------------- */

struct library_reader {
	const struct yaml *doc;
	const char *text; /* of the file */
	size_t len;
	struct arena *a;
	struct arena *scratch;
	const char *file; /* in the arena */
	enum library_scope scope;
	const struct library_manners *manners;
	int line; /* where `at` is: nodes come in file order, so places are found going on from it */
	size_t at;
};

/* What a file, or a text in it, says of emoji and limits over what holds around it. */
const struct library_manners *library_read_manners(struct library_reader *r,
	const struct yaml_node *map, const struct library_manners *around);
void library_read_scope(struct library_reader *r, const struct yaml_node *node);
/* Of a text or a card by itself; false: it says nothing. */
bool library_read_own_scope(
	struct library_reader *r, const struct yaml_node *node, enum library_scope *scope);
void library_read_blanks(
	struct library_reader *r, const struct yaml_node *node, struct library_text *t);
void library_read_wordings(
	struct library_reader *r, const struct yaml_node *node, struct library_text *t);
void library_read_say(
	struct library_reader *r, const struct yaml_node *node, struct library_text *t);
/* The place of `part` in the source of a scalar, where it stands there as it is; else of the node. */
void library_place(struct library_reader *r, const struct yaml_node *node, const char *part,
	int *line, int *column);
/* A problem at that place. */
void library_problem(struct library_reader *r, const struct yaml_node *node, const char *part,
	const char *fmt, ...) __attribute__((format(printf, 4, 5)));
/* What a key narrows the wording to, of tone, channel and level (bits); 0: `any`. False: no such key. */
bool library_narrow(const char *key, struct library_variant *as, unsigned *dimension);

#endif
