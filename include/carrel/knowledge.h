/* knowledge.h - texts and articles searched as one: what F6, F3 and `kb search` ask. */
#ifndef CARREL_KNOWLEDGE_H
#define CARREL_KNOWLEDGE_H

#include "carrel/err.h"
#include "carrel/kb.h"

struct app;
struct kb_row;
struct library_text;

struct kb *app_kb(struct app *app); /* shipped, team's and personal articles; opened at first use */
const char *knowledge_own_folder(struct app *app); /* of this person's articles; NULL: no home */
void knowledge_reload(struct app *app); /* after a file was written: also a folder that is new */
struct knowledge;                       /* the index of the search, app_fini() gives it back */
void knowledge_free(struct knowledge **knowledge);
/* Who looks, for kb_filter; strings owned by a. */
struct kb_reader app_kb_reader(struct app *app, struct arena *a);

/* One row of a search: exactly one of text and article is set. */
struct knowledge_row {
	const struct library_text *text;
	const struct kb_article *article;
	const char *id;
	const char *title; /* in the language of the search */
	int matched;
	double score;
};
/* Both kinds, best first, one ranking for both (wordsearch.h); typed "" gives nothing, as then there
 * is nothing to rank. At most limit, in the arena. *total (NULL allowed): how many there are. */
struct knowledge_row *knowledge_search(struct app *app, const char *typed, const char *language,
	size_t limit, struct arena *a, size_t *n, size_t *total);

/* Prepares the search by so many texts; false: it is ready. Called when idle. */
bool knowledge_step(struct app *app, const char *language, size_t texts);

/* The person ended a search that had no result (Esc, or Enter on an empty list): kept for the list
 * of what is missing. Never fails towards the person. */
void knowledge_missed(struct app *app, const char *typed);

/* must_read articles whose version this agent has not confirmed, by id; in the arena. */
enum rc knowledge_to_read(struct app *app, struct arena *a, const struct kb_article ***out,
	size_t *n, struct err *err) WARN_UNUSED;
/* Counts them into app->to_read, for the status line; reads changed files first. Not in practice. */
void knowledge_count_to_read(struct app *app);
/* Keeps the edition that is in force, so that an insert can name it: "kb:ID@VERSION". */
enum rc knowledge_keep(
	struct app *app, const struct kb_article *article, struct err *err) WARN_UNUSED;

/* An own draft as the window edits it, strings in a; RC_DENIED: it is no draft of this person;
 * RC_INVALID: its file says more than the window shows, and would lose it. */
enum rc knowledge_draft_row(struct app *app, const struct kb_article *article, struct arena *a,
	struct kb_row *row, struct err *err) WARN_UNUSED;
/* Writes the file whole: 0600 in one's own folder, 0644 in another; one that is there keeps its mode. */
enum rc knowledge_draft_put(
	struct app *app, const struct kb_row *row, const char *path, struct err *err) WARN_UNUSED;
/* The same, and reads the knowledge base again. */
enum rc knowledge_draft_write(
	struct app *app, const struct kb_row *row, const char *path, struct err *err) WARN_UNUSED;

#endif
