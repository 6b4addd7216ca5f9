/* markup.h - the small markup of longer texts: one parser, so that the screen, the public page and
 * the check of a file cannot read it differently.
 *
 *	# Heading            ## Smaller            - point            1. step
 *	**strong**  *stress*  `as typed`  [words](target)            | a | row | kept as it is |
 *
 * An empty line ends a paragraph; lines that follow each other are one paragraph. A sign that is
 * not closed on its line, or closes nothing, is text. Nothing here can fail: hostile text gives
 * odd paragraphs, never markup of its own. */
#ifndef CARREL_MARKUP_H
#define CARREL_MARKUP_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct strbuf;

enum markup_block_kind {
	MARKUP_PARAGRAPH,
	MARKUP_HEADING, /* level 1..3 */
	MARKUP_POINT,   /* level 0.. : how deep it is nested */
	MARKUP_STEP,    /* the same, and number */
	MARKUP_ROW,     /* a line of a table, kept as it is */
};

enum markup_span_kind { MARKUP_PLAIN, MARKUP_STRONG, MARKUP_STRESS, MARKUP_CODE, MARKUP_LINK };

struct markup_span {
	enum markup_span_kind kind;
	const char *text; /* NUL-terminated, in the arena; without the signs */
	const char *target; /* of a link: "article:faq.returns", "text:…", "https://…"; else NULL */
};

struct markup_block {
	enum markup_block_kind kind;
	int level;
	int number; /* of a step, as written */
	int line;   /* in the text, from 0 */
	struct markup_span *spans;
	size_t n;
};

enum { MARKUP_BLOCKS_MAX = 5000, MARKUP_DEPTH_MAX = 4 }; /* what comes after is one paragraph */

struct markup_block *markup_parse(const char *text, struct arena *a, size_t *n);
/* What is said, without signs: for search, for inserting into a reply, for a line list. A link to a
 * page keeps its address in brackets; steps keep their numbers, points their dash. */
void markup_plain(const char *text, struct strbuf *out);
/* One block the same way, without its end of line. */
void markup_block_plain(const struct markup_block *block, struct strbuf *out);
/* How many headings there are, and section i (from 0): its heading without signs and the text below
 * it, up to the next heading, with its signs. false: there are not so many. Owned by a. */
size_t markup_sections(const char *text);
bool markup_section(
	const char *text, size_t i, struct arena *a, const char **heading, const char **section);

#endif
