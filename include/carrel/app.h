/* app.h - one run of carrel: what was asked for, and what it has opened.
 *
 * Everything is opened at first use, so `carrel --version` touches no store and a shell command
 * loads no library it does not need. There are no globals: whoever needs the run gets `struct app`. */
#ifndef CARREL_APP_H
#define CARREL_APP_H

#include "carrel/agent.h"
#include "carrel/err.h"
#include "carrel/outcome.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct config;
struct console;
struct demo_world;
struct kb;
struct knowledge;
struct library;
struct practice;
struct store;

struct app_options {
	const char *store;    /* -s, else CARREL_STORE, else the configuration */
	const char *config;   /* -c */
	const char *actor;    /* --as, else CARREL_AGENT, else the name of the Unix user */
	const char *script;   /* --script FILE ("-": standard input) */
	const char *theme;    /* --theme */
	const char *language; /* --language, of this console */
	int rows, cols;       /* --size COLSxROWS for scripts; 0: 80x24 */
	bool json;
	bool plain; /* --plain: the console as lines */
	bool no_colour;
	int verbose;
};

struct app {
	struct app_options options;
	struct arena *arena;  /* lives as long as the run */
	const char *language; /* see app_language() */
	struct config *config;
	struct outcome *outcomes;    /* of the configuration, ends with id NULL */
	struct library *library;     /* app_library() */
	bool library_read;           /* all of it, once */
	struct kb *kb;               /* app_kb() */
	struct knowledge *knowledge; /* the index over texts and articles; NULL: not made yet */
	bool kb_own;                 /* the person's own folder of articles is among its sources */
	size_t to_read;      /* articles to confirm, as counted last: knowledge_count_to_read() */
	struct store *store; /* app_store() */
	struct agent actor;  /* id 0: nobody signed on; strings in actor_arena */
	struct arena *actor_arena;
	struct console *console;       /* NULL in the shell */
	struct demo_world *world;      /* a living demo centre, NULL otherwise */
	bool practice;                 /* nobody real is on the line */
	struct practice *practice_run; /* NULL: not practising */
	char *typed_ahead; /* owned; lines that came for the next console of lines, NULL none */
};

/* Reads the configuration. RC_INVALID: err says how many problems, all of them are on stderr. */
enum rc app_init(struct app *app, const struct app_options *options, struct err *err) WARN_UNUSED;
void app_fini(struct app *app);

/* Opened at first use and kept. */
enum rc app_store(struct app *app, struct store **store, struct err *err) WARN_UNUSED;
/* Opens that store instead of the one asked for (demo, practice). */
enum rc app_store_use(struct app *app, const char *address, bool create, bool scratch,
	struct err *err) WARN_UNUSED;
struct library *app_library(struct app *app); /* shipped, team's and personal texts */
/* Reads so many files of it; false: it is all there. The loop calls it when idle, so that nobody waits
 * for a large library at the first F6. */
bool app_library_step(struct app *app, size_t files);
/* The folders of texts and articles, also of those that are not there yet. */
void app_text_folders(struct app *app, void (*each)(void *arg, const char *folder), void *arg);
/* The folder of shipped files (texts, practice): beside the program, else DATADIR. Ends the name
 * with `leaf`; owned by app->arena. */
const char *app_share(struct app *app, const char *leaf);

/* Signs on. RC_DENIED: wrong password or not active. password NULL: none was given. */
enum rc app_sign_on(
	struct app *app, const char *login, const char *password, struct err *err) WARN_UNUSED;
void app_sign_off(
	struct app *app); /* forgets who acts; the agent's state in the store is left alone */
/* Who acts in the shell: --as, CARREL_AGENT or the Unix user, checked; asks for a password at the
 * terminal when one is set. */
enum rc app_require_actor(struct app *app, struct err *err) WARN_UNUSED;
/* For what nobody has to be signed on for: whoever was named in the shell acts, and has to exist. */
enum rc app_named_actor(struct app *app, struct err *err) WARN_UNUSED;
bool app_is_supervisor(const struct app *app);
/* Title of a root cause; the word itself where the configuration knows it no more; NULL for NULL. */
const char *app_cause_title(const struct app *app, const char *id);
/* RC_DENIED when somebody acts who is neither supervisor nor administrator. Nobody named: whoever
 * can write the store's file may set it up, as the first person must. */
enum rc app_require_lead(const struct app *app, struct err *err) WARN_UNUSED;

/* What the centre calls itself; one that has no name yet is the customer service of its language. */
const char *app_centre_name(const struct app *app, const char *language);
const char *app_zone(const struct app *app);   /* IANA zone of the centre */
const char *app_region(const struct app *app); /* ISO 3166, for local telephone numbers */
/* Of the console: --language, else ui.language, else the one of the person signed on, else the
 * terminal's (LANG). A command of the shell follows the terminal, whoever acts. */
const char *app_language(const struct app *app);
void app_speak(struct app *app); /* words and titles in that language, from now on */
/* Start of the local day that holds `at`, UTC ms. */
int64_t app_day_start(const struct app *app, int64_t at);
/* "14:05" today, "18 Nov" this year, "2025-11-18" before: for lists. Owned by a. */
const char *app_when(const struct app *app, int64_t at, int64_t now, struct arena *a);

/* What a change set did, for people: "outcome solved" is the title of the outcome, "tag --cases A,B vip"
 * is "tag vip, on 2 cases". Of a command without words of its own, its title. Owned by a. */
const char *app_change_words(const struct app *app, const char *command, struct arena *a);
/* What the command is for, as help says it up to the colon. A text that is no command stays as it is. */
const char *app_command_title(const char *command, struct arena *a);

#endif
