/* library_check.h - everything that may be wrong with a library, beyond what keeps it from being
 * read: what `carrel text check` says.
 *
 * An error is what would embarrass somebody or do nothing when it is used; a warning is what a
 * second pair of eyes should look at. Rules have names that stay, for machines.
 *
 * A missing language is an error in a shared text, as any colleague may have to use it with any
 * customer, and a warning in one of a team, of a person, or brought in from another program. */
#ifndef CARREL_LIBRARY_CHECK_H
#define CARREL_LIBRARY_CHECK_H

#include "carrel/library.h"
#include "carrel/vec.h"

enum finding_severity { FINDING_ERROR, FINDING_WARNING };

struct library_finding {
	enum finding_severity severity;
	const char *rule; /* "missing-language"; static */
	const char *file;
	int line, column;       /* from 1; 0: the whole file */
	const char *path;       /* "texts[3].text.es"; "" */
	const char *message;    /* one clause, in the console's language */
	const char *suggestion; /* what to do; "" if none */
};

struct library_findings {
	struct vec items; /* of struct library_finding, by file, line, column */
	struct arena *arena;
	size_t errors, warnings;
	size_t files, texts; /* looked at */
};

/* What conf cannot know. Every member may be 0. */
struct library_check_frame {
	const char *today;            /* "2026-11-22"; NULL: review dates are not looked at */
	const char *const *languages; /* those of the centre: each text has to have them */
	size_t nlanguages;
	const char *const *names; /* placeholders with a dot that are known, NULL-terminated */
	/* False if a staged command is wrong: *why and, where there is one, *suggestion in the
	 * arena; *at is the byte it begins at. */
	bool (*command)(void *arg, const char *command, struct arena *a, const char **why,
		const char **suggestion, size_t *at);
	const char *personal; /* a path whose files are one person's; NULL none */
	const char *brought;  /* a hidden file in every folder brought in from elsewhere; NULL */
	/* Whether the knowledge base has an article of this id. */
	bool (*article)(void *arg, const char *id);
	void *arg;
};

/* Checks files and folders (as library_add_source takes them) together, as one library. base (NULL
 * allowed) are sources that ids may come from without being checked themselves. */
void library_check(const char *const *paths, size_t n, const char *const *base, size_t nbase,
	const struct library_check_frame *frame, struct library_findings *out);
void library_findings_fini(struct library_findings *f);
/* file:line:column: error: path: message (suggestion) [rule]. Appends, without '\n'. */
void library_finding_render(const struct library_finding *f, struct strbuf *out);
/* Names of all rules, NULL-terminated. */
extern const char *const library_check_rules[];

#endif
