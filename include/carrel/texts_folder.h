/* texts_folder.h - what an import does to a folder of texts, worked out whole before any of it is
 * done. */
#ifndef CARREL_TEXTS_FOLDER_H
#define CARREL_TEXTS_FOLDER_H

#include "carrel/texts_bring.h"

struct texts_folder; /* opaque */

/* Reads the folder (which need not be there yet) and its state. RC_INVALID: a file of it is broken,
 * and what it holds cannot be known. */
enum rc texts_folder_open(const char *path, const struct library *others, struct arena *a,
	struct texts_folder **out, struct err *err) WARN_UNUSED;
void texts_folder_free(struct texts_folder **folder);

enum texts_fate { TEXTS_CREATED, TEXTS_UPDATED, TEXTS_UNCHANGED, TEXTS_KEPT };
/* Where one text goes; in memory only. The text may get another id or short name: a note says so.
 * from: "cards.csv (Zammad)", for the heading of a new file. */
enum texts_fate texts_folder_put(struct texts_folder *folder, struct texts_gathered *text,
	const char *from, struct texts_reading *r);
/* A rights card, into a file of cards; false: it is there already, and a note says so if it says
 * something else. */
bool texts_folder_put_right(struct texts_folder *folder, const struct library_right *right,
	const char *from, struct texts_reading *r);
/* A file of empty texts, one for each id that {>id} in text puts in, as far as others has it (NULL:
 * all), appended: with it in front, a part of a library can be read by itself. */
void texts_folder_stubs(const char *text, const struct library *others, struct strbuf *out);
/* What the folder would be holds together. RC_INVALID: the first problem. */
enum rc texts_folder_check(const struct texts_folder *folder, struct err *err) WARN_UNUSED;
/* Paths of the files that change, into files (const char *, the folder's). */
void texts_folder_changed(const struct texts_folder *folder, struct vec *files);
/* Each file whole or as it was; RC_CONFLICT: somebody wrote into it since it was opened. */
enum rc texts_folder_write(struct texts_folder *folder, struct err *err) WARN_UNUSED;

#endif
