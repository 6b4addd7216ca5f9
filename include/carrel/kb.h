/* kb.h - the knowledge base: articles in several languages, kept as reviewed files (carrel-kb/1).
 *
 *	format: carrel-kb/1
 *	articles:
 *	  - id: policy.refunds
 *	    kind: procedure              # faq, guide, white_paper, case_study, procedure
 *	    title: {en: Refunds, es: Reembolsos, ca: Reemborsaments}
 *	    topics: [billing, refund]
 *	    audience: internal           # public, internal, team
 *	    version: 3
 *	    changed: {en: Up to 50 € without asking}   # what is new in this version
 *	    must_read: true              # everybody confirms each version
 *	    answer: {en: …}              # short: said on the phone, put into a reply
 *	    body: {en: "## Who …"}       # see markup.h
 *	    steps: [{en: Find the order, es: …}, …]    # of a procedure
 *	    links: [{article: faq.withdrawal}, {text: billing.refund}, {url: "https://…"}]
 *	    review_by: 2027-03-31
 *
 * Sources are stacked files and folders, as the library's are; a file that breaks keeps its last
 * good version in force. Pointers stay valid until the next kb_refresh() that returns true. */
#ifndef CARREL_KB_H
#define CARREL_KB_H

#include "carrel/langtext.h"
#include "carrel/problems.h"

#include <stdint.h>

struct arena;
struct library;
struct strbuf;
struct wordsearch;

enum kb_kind { KB_FAQ, KB_GUIDE, KB_WHITE_PAPER, KB_CASE_STUDY, KB_PROCEDURE };
enum kb_audience { KB_PUBLIC, KB_INTERNAL, KB_TEAM };
enum kb_link_kind { KB_LINK_ARTICLE, KB_LINK_TEXT, KB_LINK_URL };

struct kb_link {
	enum kb_link_kind kind;
	const char *to; /* id, or an address that begins with https:// */
	int line, column;
};

struct kb_article {
	const char *id;
	enum kb_kind kind;
	enum kb_audience audience;
	const char *team;   /* slug of a queue, of KB_TEAM; else "" */
	bool draft;         /* not reviewed yet: only its author and supervisors see it */
	const char *author; /* login; "" not said */
	bool must_read;
	int64_t version; /* from 1 */
	struct langtext title, changed, answer, body;
	const struct langtext *steps; /* of a procedure, in order */
	size_t nsteps;
	const char *const *topics;
	size_t ntopics;
	const struct kb_link *links;
	size_t nlinks;
	const char *review_by; /* "2027-03-31" or "" */
	const char *file;
	int line;
};

/* Who looks: what they may not see is as if it were not there. NULL: sees everything. */
struct kb_reader {
	const char *login;
	bool lead;                /* supervisor: drafts of others and every team's too */
	bool public_only;         /* the public site */
	const char *const *teams; /* slugs of the queues they belong to */
	size_t nteams;
};
bool kb_visible(const struct kb_article *article, const struct kb_reader *reader);

struct kb; /* opaque */

struct kb *kb_new(void);
void kb_free(struct kb **kb);
void kb_add_source(struct kb *kb, const char *path);
void kb_add_memory(struct kb *kb, const char *name, const char *text, size_t len);
bool kb_refresh(struct kb *kb); /* true: some article changed, appeared or went */
/* Counts the refreshes that returned true: what was made from older articles is stale. */
unsigned long kb_changes(const struct kb *kb);
const struct problems *kb_problems(const struct kb *kb);
size_t kb_count(const struct kb *kb);
const struct kb_article *kb_at(const struct kb *kb, size_t i); /* by id */
const struct kb_article *kb_by_id(const struct kb *kb, const char *id);

/* The whole review: what the files say wrong, and what holds between them - dead links (library
 * NULL: texts are not looked for), a language that others have and this one lacks, a missing answer,
 * a review date gone by (today: "2026-11-22"), a must_read without what changed. */
void kb_check(const struct kb *kb, const struct library *library, const char *const *languages,
	size_t nlanguages, const char *today, struct problems *out);

/* In language, then its base, then fallback (NULL allowed), English, the first there is. *used
 * (NULL allowed) is the language it came from. "" when there is none. */
const char *kb_text(
	const struct langtext *text, const char *language, const char *fallback, const char **used);
/* The article as it is read and inserted: body, then numbered steps, as markup. Owned by a. */
const char *kb_body(const struct kb_article *article, const char *language, const char *fallback,
	struct arena *a);
/* The short answer, else the first paragraph, without signs: what `insert` puts into a reply. */
const char *kb_insertable(const struct kb_article *article, const char *language,
	const char *fallback, struct arena *a);
/* Everything that a reader can see, in one form that does not depend on where it stood in the file;
 * its SHA-256 is the edition. */
void kb_snapshot(const struct kb_article *article, struct strbuf *out);

struct kb_hit {
	const struct kb_article *article;
	int matched;  /* of the typed words */
	double score; /* wordsearch.h */
};
/* Articles that the reader may see and that match what was typed, best first (wordsearch.h); ""
 * gives all by title. At most limit, in the arena. *total (NULL allowed): how many there are. */
struct kb_hit *kb_filter(struct kb *kb, const char *typed, const char *language,
	const struct kb_reader *reader, size_t limit, struct arena *a, size_t *n, size_t *total);
/* Adds the words of every article, visible or not, as documents first, first + 1 … (kb_at): for a
 * search that ranks them with something else. */
void kb_index(const struct kb *kb, const char *language, struct wordsearch *ws, uint32_t first);
/* Prepares the search in a language; the loop calls it when idle. */
void kb_warm(struct kb *kb, const char *language);

extern const char *const kb_kind_names[];     /* "faq", …; NULL at the end */
extern const char *const kb_audience_names[]; /* "public", "internal", "team"; NULL */
const char *kb_kind_title(enum kb_kind kind); /* in the language of the console */

#endif
