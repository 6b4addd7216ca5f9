/* library_checking.h - what the rules of library_check.h share; private to conf. */
#ifndef CONF_LIBRARY_CHECKING_H
#define CONF_LIBRARY_CHECKING_H

#include "carrel/library_check.h"
#include "conf/filestack.h"
#include "conf/library_read.h"

enum library_rule {
	RULE_FORMAT,
	RULE_LANGUAGE,
	RULE_TONE,
	RULE_CHANNEL,
	RULE_PLACEHOLDER,
	RULE_UNEQUAL,
	RULE_UNUSED,
	RULE_NESTED,
	RULE_LINK,
	RULE_CLOSED,
	RULE_RIGHT,
	RULE_COMMAND,
	RULE_SHORT,
	RULE_DUPLICATE_ID,
	RULE_DUPLICATE_SHORT,
	RULE_DUPLICATE_TITLE,
	RULE_DUPLICATE_TEXT,
	RULE_REVIEW,
	RULE_SENTENCE,
	RULE_EMOJI,
	RULE_HTML,
	RULE_FOREIGN,
	RULE_LONG,
	RULE_CARD,
	RULES,
};

struct check_file {
	struct library_reader r;
	struct yaml *doc; /* NULL if the file could not be taken apart */
	struct library_file *content;
	bool checked;  /* else only there to be referred to */
	bool for_some; /* of a team or a person, or brought in: a language may be missing */
};

/* One text with its place. */
struct check_entry {
	const struct library_text *t;
	struct check_file *file;
	const struct yaml_node *node;
	size_t source, order;
};

/* One wording with its place. */
struct check_leaf {
	struct library_variant v;
	const struct yaml_node *node, *language; /* the scalar, and the node of its language */
};

struct checking {
	const struct library_check_frame *frame;
	struct library_findings *out;
	struct filestack files;
	size_t nbase;
	struct vec docs;    /* of struct check_file * */
	struct vec entries; /* of struct check_entry, by id; what covers goes first */
	struct vec rights;  /* of const char *, ids */
	struct arena *a, *scratch;
};

/* part: where in the scalar; NULL: the node. suggestion may be "". */
void check_add(struct checking *c, struct check_file *f, enum library_rule rule,
	const struct yaml_node *node, const char *part, const char *suggestion, const char *fmt,
	...) __attribute__((format(printf, 7, 8)));
/* "did you mean x?" or "". */
const char *check_meant(struct checking *c, const char *word, const char *const *names, size_t n);
/* For qsort, among entries that are otherwise equal: one's own before the team's before the shared, and
 * the folder added last first, as what is nearer covers what is farther. */
int check_by_nearness(const struct check_entry *x, const struct check_entry *y);
const struct check_entry *check_by_id(const struct checking *c, const char *id); /* NULL */

void check_text(struct checking *c, const struct check_entry *e);
void check_rights(struct checking *c, struct check_file *f);
void check_topics(struct checking *c, struct check_file *f);
/* What no text may hold: HTML, placeholders of other programs, card numbers, closed addresses. */
void check_leftovers(struct checking *c, const struct check_entry *e, const struct yaml_node *node);
/* What the text refers to, and the day of its review. */
void check_refers(struct checking *c, const struct check_entry *e);
void check_review(
	struct checking *c, struct check_file *f, const struct yaml_node *node, const char *what);
void check_across(struct checking *c);

/* ---- words ---------------------------------------------------------------------------------- */

enum { SAID_WORDS_MAX = 15 };

/* The first sentence with more words than that, or NULL; *words is how many. A {name} is a word. */
const char *check_long_sentence(const char *text, size_t *words);
/* What is left of HTML, or NULL; *len is how much. */
const char *check_html(const char *text, size_t *len);
/* A placeholder of another program ("#{…}", "%{…}", "{%…%}", "{{a.b}}"), or NULL. */
const char *check_foreign(const char *text, size_t *len);

#endif
