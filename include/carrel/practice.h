/* practice.h - one practice call in the very same console, on a store of its own.
 *
 * Two halves. `struct practice_play` is the engine: it knows the scenario, what was drawn, the
 * state, the score; it sees the desk only through `struct practice_moment` and keeps no clock.
 * `struct practice` is the run: the scratch store, the call that rings, the keys, the windows.
 *
 * Points: a skill's share is what was earned over what the best way through the scenario can give.
 * Total = 100 × Σ weight × share / Σ weight over the skills that the scenario trains, and time
 * (full up to par_seconds, linear to nothing at twice that). A critical fault makes it 0. */
#ifndef CARREL_PRACTICE_H
#define CARREL_PRACTICE_H

#include "carrel/err.h"
#include "carrel/scenario_file.h"
#include "carrel/vec.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct app;
struct arena;
struct console;
struct key;
struct strbuf;

/* ---- the engine ---- */

/* The words of `require`. */
enum practice_fact {
	FACT_ANSWERED = 1,
	FACT_CUSTOMER_SHOWN = 2,
	FACT_VERIFIED = 4,
	FACT_CASE_OPEN = 8,
	FACT_TEXT_INSERTED = 16,
	FACT_NOTE_WRITTEN = 32,
	FACT_OUTCOME_PICKED = 64,
	FACT_NEXT_OFFERED = 128,
};
/* 0: no such word. */
unsigned practice_fact_parse(const char *word);

/* What is true of desk and store at this moment. */
struct practice_moment {
	int64_t now;    /* UTC ms */
	unsigned facts; /* but TEXT_INSERTED and NOTE_WRITTEN, which count from the node's start */
	int64_t texts;  /* put in during this call, so far */
	int64_t notes;  /* contacts written by the trainee, so far */
	size_t note_chars; /* in the note being typed */
	bool note_settled; /* no letter was typed just now */
	bool card;         /* a card number stands in the note */
	bool over;         /* the call has ended */
	bool key;          /* a key is about to act */
};

enum { PRACTICE_SKILLS_MAX = 16, PRACTICE_CHOICES_MAX = 9, NOTE_CHARS_MIN = 10 };

struct practice_skill {
	const char *name;
	int weight;
	int earned;
	int possible; /* on the best way through */
};

/* Something that went wrong, in the console's language. */
struct practice_mistake {
	const char *node;
	const char *text;
};

struct practice_play {
	const struct scenario_file *scenario;
	const char *language;
	struct arena *arena;
	uint64_t seed;
	const char **drawn; /* a value for each of scenario->vars */
	int *state;         /* a value for each of scenario->state */
	struct practice_skill skills[PRACTICE_SKILLS_MAX];
	size_t nskills;
	struct vec mistakes; /* struct practice_mistake */

	int node;
	int64_t node_at;
	struct practice_moment entered; /* as the node began */
	unsigned char order[PRACTICE_CHOICES_MAX];
	size_t norder;
	int tries;          /* of the text asked for in this node */
	const char *heard;  /* what the caller said last; NULL nothing */
	const char *remark; /* of the choice made last; NULL none */
	bool remark_good;
	const int *path; /* nodes of the best way, without its end */
	int step, steps; /* of the best way */
	int hurried;     /* choices made before they could be read */
	int skipped, shown;
	bool begun, done;
	int64_t begun_at, done_at;
	const char *critical; /* id; NULL: none */
	const char *critical_why;
};

struct practice_play *practice_play_new(
	const struct scenario_file *scenario, const char *language, uint64_t seed);
void practice_play_free(struct practice_play **play);
/* The text in the language of the play, variables filled; NULL when there is none. Owned by play. */
const char *practice_text(struct practice_play *play, const struct langtext *text);
const char *practice_fill(struct practice_play *play, const char *text);

void practice_begin(struct practice_play *play, const struct practice_moment *moment);
/* Moves on as far as the moment allows; true: another node, or the end. */
bool practice_advance(struct practice_play *play, const struct practice_moment *moment);
const struct scenario_node *practice_node(const struct practice_play *play);
/* Facts that the node still waits for; 0 when it waits for something else. */
unsigned practice_missing(const struct practice_play *play, const struct practice_moment *moment);
/* The text of shown choice i (from 0). */
const char *practice_choice(struct practice_play *play, size_t i);
/* Says shown choice i. RC_INVALID: nothing is to be said now, or no such choice. */
enum rc practice_say(struct practice_play *play, size_t i, const struct practice_moment *moment,
	struct err *err) WARN_UNUSED;
/* Answers a question in own words. *again: something is missing (remark says what), try once more. */
enum rc practice_write(struct practice_play *play, const char *text,
	const struct practice_moment *moment, bool *again, struct err *err) WARN_UNUSED;
/* Goes on without points. */
void practice_skip(struct practice_play *play, const struct practice_moment *moment);
void practice_mistake(struct practice_play *play, const char *text);
/* 0..100; the share of time is put into *time_share (-1: time is not scored). */
int practice_total(const struct practice_play *play, double *time_share);

/* ---- the run ---- */

enum practice_wish { PRACTICE_LEAVE, PRACTICE_AGAIN, PRACTICE_NEXT };

struct practice {
	struct app *app;
	struct scenario_file *scenario;
	struct practice_play *play;
	char *folder;        /* of the scratch store and the drafts, removed at the end */
	char *state_home;    /* XDG_STATE_HOME as it was; NULL: not set */
	int lesson, lessons; /* "lesson 2 of 3"; 0: a file of one's own */
	int64_t agent_id;
	int64_t customer_id; /* of the caller; 0: nobody we know */
	int64_t queue_id;
	int64_t call_id;     /* 0: has not rung yet */
	bool wrong_customer; /* said once */
	char *blank;         /* the first one open in the note as last seen; NULL none */
	bool brief_shown;
	int keys;         /* typing text aside */
	int64_t typed_at; /* the last letter typed as text, monotonic ms; 0 none */
	bool error_counted;
	int window_node; /* node whose window was opened by itself, -1 none */
	bool told_result;
	enum practice_wish wish;
};

/* One shipped or configured scenario. */
struct practice_lesson {
	const char *path;
	const char *id;
	const char *title;
	const char *skill;
	int level;
};
/* In the order of the file names; files with problems are left out and counted. Owned by a. */
enum rc practice_lessons(struct app *app, struct arena *a, struct practice_lesson **out, size_t *n,
	size_t *broken, struct err *err) WARN_UNUSED;

/* Loads the scenario, makes a scratch store, fills it and signs the trainee on; app->practice_run is
 * it. attempt counts from 0 and changes what is drawn. */
enum rc practice_open(struct app *app, const char *path, int attempt, struct practice **out,
	struct err *err) WARN_UNUSED;
void practice_close(struct practice **run); /* closes the store, removes the folder */

/* Called by the console: before a key acts, and once a turn before painting. NULL-safe. */
void practice_key(struct practice *run, struct console *con, const struct key *key);
void practice_turn(struct practice *run, struct console *con);
struct practice_moment practice_now(const struct practice *run, const struct console *con);

/* Keys of the best way with these bindings, typing text aside. */
int practice_best_keys(const struct practice *run, const struct console *con);

/* What the coach says now: "Put in a text", and the key for it ("F6", "F9 verify", "" none). */
const char *practice_task(const struct practice *run, const struct console *con);
const char *practice_task_key(const struct practice *run, const struct console *con, char out[32]);
/* Windows of many lines: before the call, "show me", after it. */
void practice_brief_text(const struct practice *run, struct strbuf *out);
void practice_show_text(const struct practice *run, const struct console *con, struct strbuf *out);
void practice_result_text(
	const struct practice *run, const struct console *con, struct strbuf *out);
/* Puts the coach's pane away, or back. */
void practice_hide_coach(struct console *con, bool hide);
bool practice_coach_hidden(const struct console *con);

enum { PRACTICE_PASS = 80 };

#endif
