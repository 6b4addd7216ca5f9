/* library.h - the canned responses of a centre: reviewed files, in several languages and tones.
 *
 * Sources are files or folders (every *.yaml below, hidden ones left out), stacked: a later source
 * (a team's, a person's) covers texts of the same id in an earlier one. A file that breaks keeps
 * its last good version in force and lists its problems.
 *
 * Pointers to texts stay valid until the next library_refresh() that returns true: keep ids. */
#ifndef CARREL_LIBRARY_H
#define CARREL_LIBRARY_H

#include "carrel/blank.h"
#include "carrel/langtext.h"
#include "carrel/path.h"
#include "carrel/problems.h"

#include <stdint.h>

struct arena;
struct strbuf;

enum text_tone { TEXT_ANY_TONE, TEXT_FORMAL, TEXT_CASUAL };
/* Those of contact.h in the same order, after "any": a contact_kind plus one. */
enum text_channel {
	TEXT_ANY_CHANNEL,
	TEXT_CALL,
	TEXT_MAIL,
	TEXT_CHAT,
	TEXT_MESSAGE, /* SMS and messengers */
	TEXT_VISIT,
	TEXT_NOTE,
	TEXT_CHANNELS,
};
/* How much is explained. TEXT_ANY_LEVEL is the wording as it is usually given. */
enum text_level { TEXT_ANY_LEVEL, TEXT_SIMPLE, TEXT_DETAILED };

enum library_use {         /* bits */
	LIBRARY_REPLY = 1, /* mail and messages */
	LIBRARY_CALL = 2,
	LIBRARY_CHAT = 4,
	LIBRARY_NOTE = 8,
	LIBRARY_VISIT = 16, /* at the counter */
	LIBRARY_EVERYWHERE = 31,
};

/* Whose a text is. A person's covers a team's, a team's covers a shared one of the same id. */
enum library_scope { LIBRARY_SHARED, LIBRARY_TEAM, LIBRARY_PERSONAL };

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
	enum text_tone tone;       /* TEXT_ANY_TONE: written once, for both */
	enum text_channel channel; /* TEXT_ANY_CHANNEL: for every channel */
	enum text_level level;
	const char *text;
};

enum library_link_kind {
	LINK_WEB,     /* https://… */
	LINK_TEXT,    /* the id of another text */
	LINK_ARTICLE, /* the id of an article of the knowledge base */
	LINK_FORM,    /* the name of a form of the console, or an address */
	LINK_PHONE,   /* +34… */
	LINK_MAIL,
	LINK_KINDS,
};
struct library_link {
	enum library_link_kind kind;
	const char *to;
	struct langtext label; /* n 0: the title of what it leads to, or `to` itself */
	int line, column;
};

/* {>greeting.hello} in a wording: that text is put in there. */
struct library_nest {
	const char *id;
	int line, column; /* of the first place */
};

enum { LIBRARY_LIMIT_MAX = 100000 };
enum text_emoji { EMOJI_NONE, EMOJI_FEW /* one a text */, EMOJI_FREE };
/* What a file says for all its texts, and a text for itself: `emoji: {chat: few}`,
 * `limits: {message: 160}`. */
struct library_manners {
	enum text_emoji emoji[TEXT_CHANNELS];
	unsigned limit[TEXT_CHANNELS]; /* characters of what goes out on that channel; 0: none */
};

struct library_text {
	const char *id;         /* "billing.overcharge" */
	const char *short_name; /* "oc"; "" if none */
	struct langtext title;
	const char *const *topics;
	size_t ntopics;
	unsigned uses; /* of enum library_use */
	enum text_tone
		tone; /* for this text, whatever the customer is used to; else TEXT_ANY_TONE */
	const struct library_blank *blanks;
	size_t nblanks;
	const struct library_variant *variants; /* at least one */
	size_t nvariants;
	const struct library_nest *nests; /* texts it puts in */
	size_t nnests;
	struct langtext say;     /* shorter wording to be read aloud; n 0: pace the text */
	const char *const *then; /* commands staged after it, shown before they run */
	size_t nthen;
	const char *const *rights; /* ids of rights this text informs of */
	size_t nrights;
	const struct library_link *links;
	size_t nlinks;
	const struct library_manners *manners;      /* in force: its own over those of its file */
	const struct library_manners *file_manners; /* NULL: the same; written is what differs */
	enum library_scope scope;
	bool scope_said; /* it says so itself, beside its file */
	bool inactive; /* `active: false`: not offered, nor is the one it covers; never in the index */
	const char *review_by; /* "2027-03-31" or "" */
	const char *file;      /* where it stands */
	int line;
};

/* A rights card, `rights:` of a texts file: what a customer may claim, and by which law. */
struct library_right {
	const char *id; /* "ES-WITHDRAWAL" */
	struct langtext title;
	struct langtext text;
	struct langtext law;          /* "Ley 10/2025, art. 17" */
	const char *source;           /* https://…; "" if none */
	const char *const *territory; /* "ES", "ES-CT"; none: everywhere */
	size_t nterritory;
	const char *const *topics; /* of the cases it belongs to; none: every case */
	size_t ntopics;
	const char *review_by;
	enum library_scope scope;
	bool scope_said; /* it says so itself, beside its file */
	const char *file;
	int line;
};

/* One file, read by itself. */
struct library_sheet {
	const struct library_text *texts;
	size_t n;
	const struct library_right *rights;
	size_t nrights;
	const struct library_manners *manners; /* what it says for all of them */
	enum library_scope scope;
};

/* What {name} may say without being a blank of the text: names with a dot ("customer.name") are
 * looked up when it is used; without a dot only these. NULL-terminated. */
extern const char *const library_common_names[];

struct library; /* opaque */

struct library *library_new(void);
void library_free(struct library **library);
/* Read at the next refresh. Later sources cover earlier ones of their scope; a wider scope never
 * covers a narrower one. A file may say `scope:` of itself, but not widen the one given here. */
void library_add_source(struct library *l, const char *path); /* LIBRARY_SHARED */
/* A personal one need not be there yet. */
void library_add_scoped(struct library *l, const char *path, enum library_scope scope);
/* Looks at every source again and reads what changed (mtime, size, inode). True if any text
 * changed, appeared or went. Cheap when nothing did: one stat a file. */
bool library_refresh(struct library *l);
/* The same, reading at most so many files; *more says that others wait. 33 texts a file take about
 * half a millisecond, so the loop can bring in a large library between keys. Before all was read once
 * the library is empty to whoever asks. */
bool library_refresh_some(struct library *l, size_t files, bool *more);
/* Counts the refreshes that returned true: what was made from older texts is stale. */
unsigned long library_changes(const struct library *l);
/* Of all files as they stand now, broken ones whose old version is in force included. */
const struct problems *library_problems(const struct library *l);
/* Paths of files that are broken now while an older version of them is in force; in the arena. For
 * the mark on the screen. */
size_t library_stale_files(const struct library *l, struct arena *a, const char *const **paths);
/* Reads one file's worth from memory as a source of its own, for built-in texts and tests. */
void library_add_memory(struct library *l, const char *name, const char *text, size_t len);

size_t library_count(const struct library *l);
const struct library_text *library_at(const struct library *l, size_t i); /* by id order */
/* The same with those that are switched off: all that the files say, one for each id. */
size_t library_every_count(const struct library *l);
const struct library_text *library_every_at(const struct library *l, size_t i);
const struct library_text *library_by_id(const struct library *l, const char *id); /* NULL */
const struct library_text *library_by_short(
	const struct library *l, const char *short_name); /* NULL */
/* The text of the same id that t covers (a team's under a person's), or NULL. */
const struct library_text *library_covered(const struct library *l, const struct library_text *t);

size_t library_right_count(const struct library *l);
const struct library_right *library_right_at(const struct library *l, size_t i);    /* by id */
const struct library_right *library_right(const struct library *l, const char *id); /* NULL */

/* What people call a topic (`topics:` of the files): exactly in that language, else as langtext.h falls
 * back; NULL: no file names it. Good until the next library_refresh() that returns true. */
const char *library_topic_title(const struct library *l, const char *id, const char *language);
/* Whether it is called so in any language. wanted is folded; what is folded for it lives in a. */
bool library_topic_is_called(
	const struct library *l, const char *id, const char *wanted, struct arena *a);

/* Texts for these uses that match what was typed, best first: short name exactly, short name
 * begun, title begun, words of the title, topics, words of the body. Every typed word must begin
 * a word somewhere in the text; if none has them all, texts that have nearly these (a slip, another
 * ending), as wordsearch.h ranks them. "" gives all by title. At most limit pointers, in the arena; *total
 * (NULL allowed) is how many there are. */
const struct library_text **library_filter(struct library *l, const char *typed,
	const char *language, unsigned uses, size_t limit, struct arena *a, size_t *n,
	size_t *total);
/* Prepares the next `texts` for filtering in a language; false when all are ready. The loop calls
 * it when idle, so that the first key in a large library does not pay for all of it. */
bool library_warm(struct library *l, const char *language, size_t texts);

/* ---- which wording -------------------------------------------------------------------------- */

struct library_wish {
	const char *language;
	enum text_tone tone;
	enum text_channel channel;
	enum text_level level;
	const char *fallback; /* the centre's language; NULL allowed */
};
enum library_fit {
	FIT_EXACT,   /* as wished */
	FIT_GENERAL, /* written for all of them */
	FIT_OTHER,   /* written for another one, because there is no better */
};
enum library_language_fit {
	LANGUAGE_EXACT,
	LANGUAGE_BASE,   /* "es" for "es-MX" */
	LANGUAGE_CENTRE, /* the fallback */
	LANGUAGE_ENGLISH,
	LANGUAGE_FIRST, /* the first of the file */
};
struct library_choice {
	const struct library_variant *variant;
	enum library_language_fit language;
	enum library_fit tone, channel, level;
	enum text_tone asked_tone; /* the text's own `tone:` goes before the wish */
};

/* The chain.
 * 1. Language: as wished; its base; the centre's, and its base; English; the first in the file. The
 *    first of these that has any wording at all is used.
 * 2. Within it, wordings made for something else go out, as long as others remain: first those for
 *    another channel, then those in another tone, then those of another level.
 * 3. Of the rest, the one that is exactly of the level; then of the channel; then of the tone; then
 *    the first in the file. */
struct library_choice library_choose(const struct library_text *t, const struct library_wish *wish);
/* "es, formal, for mail; no simple wording" in the console's language. Appends. */
void library_choice_say(
	const struct library_choice *choice, const struct library_wish *wish, struct strbuf *out);
/* The same chain without channel and level. */
const struct library_variant *library_variant(const struct library_text *t, const char *language,
	enum text_tone tone, const char *fallback);
/* Which of enum text_level this text has in a language besides the usual wording: 1u << level. */
unsigned library_levels(const struct library_text *t, const char *language);

/* ---- blanks and texts within texts ---------------------------------------------------------- */

const struct library_blank *library_blank(
	const struct library_text *t, const char *name); /* NULL */
/* The wording with the texts it puts in ({>id}) put in, chosen by the same wish; in the arena. One
 * level: what a nested one puts in itself stays in its braces and is a gap. */
const char *library_body(const struct library *l, const struct library_text *t,
	const struct library_wish *wish, struct arena *a, struct library_choice *choice);
/* The blanks of that wording, nested ones included, each once, in the order they come in it: as the
 * cursor visits them. Of two with one name the outer text's counts. */
const struct library_blank *const *library_body_blanks(const struct library *l,
	const struct library_text *t, const char *body, struct arena *a, size_t *n);
/* blank_check() by this blank's type, range and choices. */
enum rc library_blank_check(const struct library_blank *blank, const char *typed,
	const struct blank_manner *manner, struct arena *a, const char **value,
	struct err *err) WARN_UNUSED;

/* ---- emoji and length ----------------------------------------------------------------------- */

size_t text_emoji_count(const char *text);
/* True if a text may go out on that channel with so many. t NULL: the built-in manners (chat and
 * message few, others none). */
bool library_emoji_allowed(const struct library_text *t, enum text_channel channel, size_t emoji);

/* ---- writing back --------------------------------------------------------------------------- */

/* Where a person's own texts are written: $XDG_CONFIG_HOME/carrel/texts/own.yaml. */
enum rc library_own_path(struct strbuf *out, struct err *err) WARN_UNUSED;
/* One text as YAML that a person would have written, begun with "  - id: …". Appends. */
void library_render_text(const struct library_text *t, struct strbuf *out);
/* A rights card the same way, and what a file says for all its texts ("" if it is as built in). */
void library_render_right(const struct library_right *right, struct strbuf *out);
void library_render_manners(const struct library_manners *manners, struct strbuf *out);
extern const struct library_manners library_manners_builtin; /* where a file says nothing */
bool library_manners_same(const struct library_manners *x, const struct library_manners *y);
const char *text_emoji_name(enum text_emoji emoji); /* "none", "few", "free" */
bool text_emoji_parse(const char *name, enum text_emoji *out);
/* The cards and texts of one file as it stands, in the arena; what is wrong goes to problems. */
void library_read_file(const char *text, size_t len, const char *file, struct arena *a,
	struct library_sheet *out, struct problems *problems);
/* Puts the text into the file in place of the one with its id, or at the end; makes file and folder
 * if need be. Comments, order and layout of everything else stay. Whole or not at all.
 * RC_CONFLICT: the file is not as seen says (path_stamp_of() when it was read; NULL: as it is
 * now); read it again.
 * RC_INVALID: the file or the text is not good; the sentence has the first problem. */
enum rc library_write_text(const char *path, const struct library_text *t,
	const struct path_stamp *seen, struct err *err) WARN_UNUSED;
enum rc library_remove_text(const char *path, const char *id, const struct path_stamp *seen,
	struct err *err) WARN_UNUSED;

/* ---- names ---------------------------------------------------------------------------------- */

const char *text_tone_name(enum text_tone tone); /* "formal", "casual", "any" */
bool text_tone_parse(const char *name, enum text_tone *out);
const char *text_channel_name(enum text_channel channel); /* "mail"; "any" */
bool text_channel_parse(const char *name, enum text_channel *out);
const char *text_level_name(enum text_level level); /* "simple", "detailed", "any" */
bool text_level_parse(const char *name, enum text_level *out);
const char *library_scope_name(enum library_scope scope); /* "shared", "team", "personal" */
bool library_scope_parse(const char *name, enum library_scope *out);
bool library_link_parse(const char *name, enum library_link_kind *out);
const char *library_use_name(size_t bit); /* "reply" of LIBRARY_REPLY, 1 << 0; NULL: no such */
const char *library_link_name(enum library_link_kind kind);

#endif
