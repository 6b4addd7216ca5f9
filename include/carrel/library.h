/* library.h - the canned responses of a centre: reviewed files, in several languages and tones.
 *
 * Sources are files or folders (every *.yaml below, hidden ones left out), stacked: a later source
 * (a team's, a person's) covers texts of the same id in an earlier one. A file that breaks keeps
 * its last good version in force and lists its problems.
 *
 * Pointers to texts stay valid until the next library_refresh() that returns true: keep ids. */
#ifndef CARREL_LIBRARY_H
#define CARREL_LIBRARY_H

#include "carrel/problems.h"
#include "carrel/langtext.h"

#include <stdint.h>

struct arena;

enum text_tone { TEXT_ANY_TONE, TEXT_FORMAL, TEXT_CASUAL };

enum library_use {         /* bits */
	LIBRARY_REPLY = 1, /* mail and messages */
	LIBRARY_CALL = 2,
	LIBRARY_CHAT = 4,
	LIBRARY_NOTE = 8,
	LIBRARY_VISIT = 16, /* at the counter */
	LIBRARY_EVERYWHERE = 31,
};

enum blank_type {
	BLANK_TEXT,
	BLANK_NUMBER,
	BLANK_MONEY,
	BLANK_DATE,
	BLANK_TIME,
	BLANK_PHONE,
	BLANK_EMAIL,
	BLANK_CASE, /* a case number */
	BLANK_CHOICE,
};

struct library_blank {
	const char *name;    /* in the text: {name} */
	struct langtext ask; /* what the form says */
	enum blank_type type;
	const char *const *choices; /* of BLANK_CHOICE */
	size_t nchoices;
	bool has_range;
	double min, max;          /* of numbers and money */
	const char *default_text; /* "" if none */
};

struct library_variant {
	const char *language;
	enum text_tone tone; /* TEXT_ANY_TONE: written once, for both */
	const char *text;
};

struct library_text {
	const char *id;         /* "billing.overcharge" */
	const char *short_name; /* "oc"; "" if none */
	struct langtext title;
	const char *const *topics;
	size_t ntopics;
	unsigned uses; /* of enum library_use */
	const struct library_blank *blanks;
	size_t nblanks;
	const struct library_variant *variants; /* at least one */
	size_t nvariants;
	struct langtext say;     /* shorter wording to be read aloud; n 0: pace the text */
	const char *const *then; /* commands staged after it, shown before they run */
	size_t nthen;
	const char *const *rights; /* ids of rights this text informs of */
	size_t nrights;
	const char *review_by; /* "2027-03-31" or "" */
	const char *file;      /* where it stands */
	int line;
};

/* What {name} may say without being a blank of the text: names with a dot ("customer.name") are
 * looked up when it is used; without a dot only these. NULL-terminated. */
extern const char *const library_common_names[];

struct library; /* opaque */

struct library *library_new(void);
void library_free(struct library **library);
void library_add_source(struct library *l, const char *path); /* read at the next refresh */
/* Looks at every source again and reads what changed (mtime, size, inode). True if any text
 * changed, appeared or went. Cheap when nothing did: one stat a file. */
bool library_refresh(struct library *l);
/* The same, reading at most so many files; *more says that others wait. 33 texts a file take about
 * half a millisecond, so the loop can bring in a large library between keys. */
bool library_refresh_some(struct library *l, size_t files, bool *more);
/* Of all files as they stand now, broken ones whose old version is in force included. */
const struct problems *library_problems(const struct library *l);
/* Reads one file's worth from memory as a source of its own, for built-in texts and tests. */
void library_add_memory(struct library *l, const char *name, const char *text, size_t len);

size_t library_count(const struct library *l);
const struct library_text *library_at(const struct library *l, size_t i);          /* by id order */
const struct library_text *library_by_id(const struct library *l, const char *id); /* NULL */
const struct library_text *library_by_short(
	const struct library *l, const char *short_name); /* NULL */

/* Texts for these uses that match what was typed, best first: short name exactly, short name
 * begun, title begun, words of the title, topics, words of the body. Every typed word must begin
 * a word somewhere in the text. "" gives all by title. At most limit pointers, in the arena; *total
 * (NULL allowed) is how many there are. */
const struct library_text **library_filter(struct library *l, const char *typed,
	const char *language, unsigned uses, size_t limit, struct arena *a, size_t *n,
	size_t *total);
/* Prepares the next `texts` for filtering in a language; false when all are ready. The loop calls
 * it when idle, so that the first key in a large library does not pay for all of it. */
bool library_warm(struct library *l, const char *language, size_t texts);

/* The wording for a language and tone. Chain: this language and tone; this language, written for
 * both; this language, other tone; the same for its base ("es" of "es-MX"), then for fallback (the
 * centre's language, NULL allowed), then English; then the first in the file. What was chosen is
 * in the result, so that the screen can say it. */
const struct library_variant *library_variant(const struct library_text *t, const char *language,
	enum text_tone tone, const char *fallback);
const struct library_blank *library_blank(
	const struct library_text *t, const char *name); /* NULL */

const char *text_tone_name(enum text_tone tone); /* "formal", "casual", "any" */
bool text_tone_parse(const char *name, enum text_tone *out);

#endif
