/* i18n.h - every word for people goes through here; English is the key.
 *
 * The catalogues are GNU gettext's (po/, made by msgfmt), the reader is our own: libintl serves
 * only languages whose locale the machine has installed, and answers in English under C.UTF-8,
 * which is all that a bare server has. A console can be in any language that has a catalogue, and
 * can change it while it runs: catalogues stay in memory once read, so every string handed out
 * stays good. Format: GNU gettext manual, "The Format of GNU MO Files". Not for threads. */
#ifndef CARREL_I18N_H
#define CARREL_I18N_H

#include <stdbool.h>
#include <stddef.h>

#define _(text) i18n_text(text)
#define N_(text) text /* marks a string of a table; the reader of the table calls _() on it */

/* The English text itself where the language has no other. */
const char *i18n_text(const char *english) __attribute__((format_arg(1)));
/* By the plural rule of the catalogue; in English `one` for 1, else `many`. */
const char *i18n_plural(const char *one, const char *many, unsigned long n)
	__attribute__((format_arg(1), format_arg(2)));

/* Sentences name keys by what they are at first: "F2 takes the next one". A person may have moved
 * them: from now on `written`, where it stands as a word of its own in a sentence and in its
 * translation, is `meant`. n 0: all is as written. What was handed out before stays good. */
struct i18n_name {
	const char *written, *meant;
};
void i18n_rename(const struct i18n_name *names, size_t n);
/* The text with the names it was written with: of sentences that are about the keys themselves. */
const char *i18n_as_written(const char *english) __attribute__((format_arg(1)));
/* In that language, whichever is in use; English where it has no catalogue. Names as written. */
const char *i18n_in(const char *language, const char *english) __attribute__((format_arg(2)));

/* Where FOLDER/LANG/LC_MESSAGES/carrel.mo is looked for, first folder first; ends with NULL. */
void i18n_folders(const char *const *folders);
/* "ca", "ca_ES", "es_ES.UTF-8"; NULL, "" and "en" are English. false: there is no catalogue of
 * that language, or it is damaged; the words are English then. */
bool i18n_use(const char *language);
/* The language that is asked for by the environment (LC_ALL, LC_MESSAGES, LANG; LANGUAGE goes
 * first where one of them names a language, as gettext has it), without country and encoding:
 * "es". "en" for C, POSIX and none. Points into a static buffer. */
const char *i18n_of_environment(void);
/* "es", "ca", "en-GB": two or three letters, optional parts. */
bool language_tag_valid(const char *tag);
/* How many messages the catalogue in use has, and how many of them are left in English because
 * their blanks (%s, %d) are not those of the English text. For tests and doctor. */
size_t i18n_count(size_t *refused);

#endif
