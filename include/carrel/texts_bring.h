/* texts_bring.h - the replies of another help desk into a folder of the library, and out again.
 *
 * Brought in twice, nothing is added twice: a hidden file of the folder, TEXTS_BRING_STATE, keeps
 * by which name the other system knows each text and a checksum of what was written. A text that a
 * person changed here since, or took out, stays as they left it, and that is said; one that only
 * the other system changed is replaced in its place. Everything else in a file keeps its bytes. */
#ifndef CARREL_TEXTS_BRING_H
#define CARREL_TEXTS_BRING_H

#include "carrel/library.h"
#include "carrel/texts_import.h"

#define TEXTS_BRING_STATE ".carrel-import.json"

/* A text ready to be written. */
struct texts_gathered {
	struct library_text text; /* id and short name as wished */
	const char *key;
	const char *category; /* names the file */
	bool own_id;          /* the file gave the id: it is meant */
	bool whole;           /* manners and scope are as it says, not as the file it goes to */
	int64_t line;
};

/* Items -> texts (a vec of struct texts_gathered, .size set): titles with a language at their end
 * and rows of one id are one text. language: of those that do not say. All in the arena. */
void texts_gather(
	struct texts_reading *r, const struct vec *items, const char *language, struct vec *texts);

struct texts_bring_options {
	const char *path; /* "-": standard input */
	const char *folder;
	enum texts_source source;
	const char *language;
	const char *map; /* a file of carrel-import-map/1, or "theirs=ours,…"; NULL none */
	const char *const *names;     /* placeholders that carrel knows; NULL-terminated */
	const struct library *others; /* whose ids and short names are taken; NULL none */
	bool dry_run, skip_bad;
};
struct texts_bring_report {
	struct texts_reading reading; /* source and notes; texts_reading_fini() */
	size_t records, texts;
	size_t created, updated, unchanged, kept;
	size_t rights;    /* cards that were not there */
	struct vec files; /* const char *: paths written, or that would be */
	bool written;
};

/* RC_INVALID with the report filled: problems, and not skip_bad. */
enum rc texts_bring(const struct texts_bring_options *options, struct texts_bring_report *report,
	struct arena *a, struct err *err) WARN_UNUSED;
void texts_bring_report_fini(struct texts_bring_report *report);

/* Records of another system's file, YAML included. */
enum rc texts_bring_records(const char *path, const char *text, size_t n, struct vec *records,
	struct arena *a, struct err *err) WARN_UNUSED;
enum rc texts_map_read(
	const char *given, struct texts_map *map, struct arena *a, struct err *err) WARN_UNUSED;
void texts_map_fini(struct texts_map *map);

/* ---- out ---- */

struct texts_export {
	const char *language;          /* only what is written in it; NULL: all */
	const char *console;           /* for titles and headings where language is NULL */
	const char *title;             /* of the whole */
	const struct library *library; /* its rights cards go along in YAML and JSON; NULL: none */
	const char *file;              /* YAML: only the cards of this file; NULL: all */
};
/* Whole documents, appended. */
typedef void texts_export_fn(const struct library_text *const *texts, size_t n,
	const struct texts_export *how, struct strbuf *out);
texts_export_fn texts_export_csv, texts_export_json, texts_export_yaml, texts_export_html;
/* YAML, a file for each file that they stand in, by the same name; paths (const char *, in the arena)
 * are pushed to written. A file of that name is replaced. */
enum rc texts_export_folder(const char *folder, const struct library_text *const *texts, size_t n,
	const struct texts_export *how, struct vec *written, struct arena *a,
	struct err *err) WARN_UNUSED;

/* A blank of carrel's own table: a JSON list, or names parted by commas, each with ":type". */
bool texts_blanks_read(const char *cell, struct library_text *t, struct arena *a);
void texts_blanks_write(const struct library_text *t, struct strbuf *out);
/* A JSON list of strings; false: it is none. */
bool texts_list_read(const char *json, const char *const **list, size_t *n, struct arena *a);
/* A JSON text, or an object from language to text. */
bool texts_langtext_read(const char *json, struct langtext *out, struct arena *a);

#endif
