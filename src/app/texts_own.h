/* texts_own.h - carrel's own files of texts on their way out and in: nothing gets lost between. */
#ifndef CARREL_APP_TEXTS_OWN_H
#define CARREL_APP_TEXTS_OWN_H

#include "carrel/texts_bring.h"

/* What a document or file of carrel's holds. */
struct texts_own {
	struct vec texts;  /* struct texts_gathered */
	struct vec rights; /* struct library_right */
	size_t records;
};

void texts_own_init(struct texts_own *own);
void texts_own_fini(struct texts_own *own);
void texts_own_add(struct texts_own *own, const struct library_text *t, const char *category,
	int64_t line, struct arena *a);

/* Whether it is one of ours: the JSON of an export, or a file of texts. */
bool texts_own_is(const char *text, size_t n);
/* What is wrong with one text is a note, and that text is left out. RC_INVALID: with the whole. */
enum rc texts_own_read(const char *path, const char *text, size_t n, struct texts_reading *r,
	struct texts_own *out, struct err *err) WARN_UNUSED;

bool texts_document_is(const char *text, size_t n);
enum rc texts_document_read(const char *text, size_t n, struct texts_reading *r,
	struct texts_own *out, struct err *err) WARN_UNUSED;

/* The file of a text without its folder and ending, where an import puts it again; "" none. */
const char *texts_category_of(const struct library_text *t, struct arena *a);
/* The text with the wordings of one language (NULL: all); false: it has none. */
bool texts_in_language(const struct library_text *t, const char *language, struct library_text *out,
	struct arena *a);

#endif
