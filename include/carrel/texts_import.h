/* texts_import.h - the replies of other help desks, read into items: one reply in one language, as
 * plain text with carrel's placeholders.
 *
 * Steps: bytes -> records (named fields) -> items. What could not be carried over as it was is a
 * note with its line; a wrong record is a note too, and whether one is enough to stop is the
 * caller's choice. Which field of which system means what is texts_sources.def, whose placeholder
 * is whose is texts_placeholders.def. */
#ifndef CARREL_TEXTS_IMPORT_H
#define CARREL_TEXTS_IMPORT_H

#include "carrel/err.h"
#include "carrel/vec.h"
#include "carrel/words.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct strbuf;

enum texts_source {
	TEXTS_AUTO, /* by what stands in it */
	TEXTS_OWN,  /* a file of texts, or the JSON that `export texts` writes */
	TEXTS_CSV,  /* a table with carrel's own columns, as `export texts` writes it */
	TEXTS_RESPONSES,
	TEXTS_ZAMMAD,
	TEXTS_CHATWOOT,
	TEXTS_FREESCOUT,
	TEXTS_OSTICKET,
	TEXTS_FRAPPE,
	TEXTS_UVDESK,
	TEXTS_ZNUNY,
	TEXTS_SALESFORCE,
	TEXTS_SOURCES,
};
extern const struct word texts_source_words[]; /* "auto", "csv", "zammad" … */

/* ---- records ---- */

struct texts_field {
	const char *name; /* lower case, trimmed */
	const char *value;
};
struct texts_record {
	struct vec fields; /* struct texts_field */
	int64_t line;      /* where it begins; of a JSON list, its number */
};
const char *texts_record_get(const struct texts_record *r, const char *name); /* NULL: none */
void texts_record_add(struct texts_record *r, const char *name, const char *value, struct arena *a);
struct texts_record *texts_records_add(struct vec *records, int64_t line);
void texts_records_fini(struct vec *records);
/* Reads CSV (, ; or tab), a JSON list, an object that holds one, or JSON Lines into records (a vec
 * of struct texts_record, .size set). A row with too few or too many fields is a record with the
 * field "!" saying so. */
enum rc texts_records_read(const char *text, size_t n, struct vec *records, struct arena *a,
	struct err *err) WARN_UNUSED;

/* ---- items ---- */

struct texts_item_blank {
	const char *name; /* "order_number" */
	const char *ask;  /* as the other system calls it */
	bool number;
};
struct texts_item {
	const char *key; /* by which the other system knows it, "zammad:12" */
	const char *id;  /* "" none given */
	const char *short_name;
	const char *title;
	const char *category; /* "" none */
	const char *language; /* "" not said */
	const char *text;
	struct vec blanks;                 /* struct texts_item_blank */
	const struct texts_record *record; /* for what only carrel's own columns say */
	bool inactive;                     /* switched off there */
	int64_t line;
};

enum texts_note_kind {
	TEXTS_NOTE_PLACEHOLDER, /* nothing of ours says the same: it became a blank */
	TEXTS_NOTE_FOLDED,
	TEXTS_NOTE_RENAMED,
	TEXTS_NOTE_LEFT_OUT, /* attachments, a text that was taken out here … */
	TEXTS_NOTE_KEPT,     /* a person changed it here */
	TEXTS_NOTE_CHECK,    /* what `text check` will say of it */
	TEXTS_NOTE_PROBLEM,  /* this record is wrong */
};
extern const struct word texts_note_words[];
struct texts_note {
	enum texts_note_kind kind;
	int64_t line;         /* 0: none */
	const char *sentence; /* in the language of the console */
	const char *about;    /* the placeholder, id or title it is about */
};

struct texts_pair {
	const char *theirs, *ours;
};
struct texts_map {
	struct vec columns;      /* struct texts_pair */
	struct vec placeholders; /* struct texts_pair: "ticket.sla" -> "case.due" */
	struct vec categories;   /* struct texts_pair */
};

struct texts_reading {
	enum texts_source source;    /* AUTO becomes what it was found to be */
	const struct texts_map *map; /* NULL: none */
	struct arena *arena;         /* of all strings */
	struct vec notes;            /* struct texts_note */
	size_t left_out, problems;
};
void texts_reading_init(struct texts_reading *r, struct arena *a);
void texts_reading_fini(struct texts_reading *r);
void texts_note_add(struct texts_reading *r, enum texts_note_kind kind, int64_t line,
	const char *about, const char *fmt, ...) __attribute__((format(printf, 5, 6)));

/* Records -> items (a vec of struct texts_item, .size set). RC_INVALID: not of this source, or of
 * none that is known; the sentence says what to do. Records must outlive the items. */
enum rc texts_items_read(struct texts_reading *r, const struct vec *records, struct vec *items,
	struct err *err) WARN_UNUSED;
void texts_items_fini(struct vec *items);

/* Their placeholders as ours, appended; what has no name here becomes a blank of the item and a
 * note. Literal braces are escaped. */
void texts_placeholders(
	struct texts_reading *r, const char *text, struct texts_item *item, struct strbuf *out);

/* "Overcharge (es)" -> "overcharge_es": a-z, 0-9 and _, at most max bytes, accents taken off. */
const char *texts_slug(const char *text, size_t max, struct arena *a);

#endif
