/* plain_private.h - between the files of the plain mode: plain.c (lines in, lines out), plain_line.c (what
 * a line answers), plain_words.c (which words are answered here in their own way), plain_note.c (the
 * note), plain_choose.c (numbered choices), plain_tell.c (what there is to say), plain_cases.c (windows
 * about cases), plain_identify.c (who is it), plain_texts.c (texts, their blanks, one's own). */
#ifndef CARREL_PLAIN_PRIVATE_H
#define CARREL_PLAIN_PRIVATE_H

#include "carrel/err.h"
#include "carrel/strbuf.h"
#include "carrel/vec.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct console;
struct plain_own;   /* plain_texts.c */
struct plain_heard; /* plain_identify.c */

/* What the next line is. */
enum plain_ask {
	PLAIN_COMMAND,
	PLAIN_PASSWORD, /* of `about` */
	PLAIN_FIND,
	PLAIN_NAME,  /* of somebody new */
	PLAIN_BLANK, /* the blank at the cursor of the note */
	PLAIN_SAY,   /* practice: an answer in own words */
	PLAIN_NOTE,  /* a line of the note; "." ends it */
	/* `about` is the command begun. */
	PLAIN_WHOM, /* a colleague's name */
	PLAIN_WHY,
	PLAIN_SHORT,
	PLAIN_TOLD,
	PLAIN_THEN,   /* what is to be done at the time chosen */
	PLAIN_REASON, /* for taking over the case `about` */
	PLAIN_LINE,   /* words behind the command `about` */
	PLAIN_LINK,   /* number or words of the case that `about` is linked to */
	PLAIN_HEARD,  /* who is it: `about` is the question */
	/* of a text of one's own */
	PLAIN_TEXT_TITLE,
	PLAIN_TEXT_SHORT,
	PLAIN_TEXT_LANGUAGE,
	PLAIN_TEXT_TONE,
	PLAIN_TEXT_WORDS, /* a line of it; "." ends it */
};

/* Something that waits, and what was said of it. */
struct plain_item {
	int64_t id;
	bool late;
};

struct plain {
	struct console *con;
	struct strbuf input; /* bytes read and not used yet */
	bool eof, broken;    /* no more input; output cannot be written */
	bool keyboard;       /* a person types: the terminal echoes, no line is repeated */
	bool interrupted;
	enum plain_ask ask;
	char *about;         /* owned; NULL none */
	struct arena *arena; /* of the choices */
	struct vec choices;  /* const char *: the command behind each number */
	struct vec known;    /* struct plain_item: what waits and was told */
	int64_t told_at;     /* of the last announcement, monotonic ms; -1 none yet */
	int64_t hand_item, hand_case, hand_customer, hand_call; /* as last told */
	size_t note_lines;                                      /* taken since the note was begun */
	char *refused;                                          /* owned; by the blank asked for */
	struct plain_own *own;     /* owned; the text of one's own being written, NULL none */
	struct plain_heard *heard; /* owned; what is being asked of a caller, NULL nothing */
};

/* plain.c: one line (or several, parted by newlines), cleaned. */
void plain_say(struct plain *p, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void plain_ask(struct plain *p, enum plain_ask ask, const char *about); /* about is copied */
void plain_error(struct plain *p, const struct err *err);
/* Lets the desk catch up with what was done; says what the console would have shown as a message. */
void plain_settle(struct plain *p);
/* Says what happens until a line is there. */
void plain_wait(struct plain *p);

/* plain_line.c */
void plain_line(struct plain *p, const char *line); /* what the person typed */

/* plain_words.c */
void plain_command(struct plain *p, const char *text);
void plain_run_argv(struct plain *p, int argc, const char *const *argv);

/* plain_note.c */
void plain_note_line(struct plain *p, const char *line); /* PLAIN_NOTE: to its end, "." ends it */
void plain_keep_note(struct plain *p);                   /* it was changed: on disk at once */

/* plain_choose.c: each puts a numbered list; a number typed afterwards runs its command. */
void plain_choices_begin(struct plain *p, const char *title);
void plain_choice(struct plain *p, const char *command, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
void plain_choices_end(struct plain *p, const char *if_none);
void plain_tell_rest(struct plain *p, size_t shown, size_t all);
void plain_choose_person(struct plain *p);
void plain_choose_waiting(struct plain *p);
void plain_choose_outcome(struct plain *p);
void plain_choose_queue(struct plain *p, const char *command); /* "… --queue NAME" */
void plain_choose_time(struct plain *p, const char *command);  /* "… --at TIME" */
void plain_choose_found(struct plain *p, const char *typed);
void plain_choose_owner(struct plain *p);
void plain_choose_case(struct plain *p);
void plain_choose_colleague(struct plain *p, const char *number); /* of the case; NULL: in hand */
void plain_choose_command(struct plain *p, const char *typed);

/* plain_cases.c: what the windows about cases ask for. */
void plain_ask_lines(struct plain *p, const char *command); /* why, in short, told; then it runs */
void plain_ask_then(struct plain *p, const char *command);
bool plain_ask_reason(struct plain *p, int argc, const char *const *argv); /* "steal CASE" alone */
void plain_say_colleague(struct plain *p, const void *arg); /* struct colleague_window */
void plain_say_later(struct plain *p, const void *arg);     /* struct later_window */
void plain_say_merge(struct plain *p, const void *arg);     /* struct merge_window */
void plain_say_line(struct plain *p, const void *arg);      /* struct line_window */
void plain_say_link(struct plain *p, const void *arg);      /* struct link_window */
bool plain_case_line(struct plain *p, const char *line);    /* the same */

/* plain_customer.c */
void plain_say_customer(struct plain *p, const void *arg); /* struct customer_edit_window */
void plain_say_merge_customers(
	struct plain *p, const void *arg); /* struct merge_customers_window */

/* plain_identify.c */
void plain_ask_heard(struct plain *p);
void plain_heard_free(struct plain_heard **heard);
bool plain_heard_line(struct plain *p, const char *line); /* false: not of these */

/* plain_texts.c */
void plain_choose_text(struct plain *p, const char *typed); /* "": what fits first, and why */
void plain_choose_wording(struct plain *p, const char *name);
bool plain_choose_proposed(struct plain *p); /* false: the texts propose nothing */
void plain_follow_insert(struct plain *p);   /* asks for its blanks, tells what it proposes */
void plain_ask_own_text(struct plain *p, const char *name); /* NULL: a new one; "--note" */
void plain_own_free(struct plain_own **own);
bool plain_text_line(struct plain *p, const char *line); /* false: not of these */

/* plain_tell.c */
void plain_tell_hand(struct plain *p);    /* who and what is in hand */
void plain_tell_history(struct plain *p); /* of the customer in hand */
void plain_tell_thread(struct plain *p);  /* of the case in hand */
void plain_tell_note(struct plain *p);
/* New in hand since it was last told: tells it and offers what has to be chosen first. */
void plain_follow_hand(struct plain *p);
/* What came to wait and what got late since the last time, in one line; at most one a second. */
void plain_announce(struct plain *p);
void plain_prompt(struct plain *p, struct strbuf *out);
void plain_tell_practice(struct plain *p); /* the windows that practice has opened */

#endif
