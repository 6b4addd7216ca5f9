/* config.h - the centre's configuration, carrel-config/1.
 *
 * Found at the path given (-c), else $CARREL_CONFIG, else $XDG_CONFIG_HOME/carrel/config.yaml
 * (~/.config), else the built-in defaults, which are a working centre. Every problem is collected;
 * a file with problems is not used at all, so that a half-read one never runs a centre. */
#ifndef CARREL_CONFIG_H
#define CARREL_CONFIG_H

#include "carrel/err.h"
#include "carrel/option.h"

struct strbuf;

/* How soon each channel of a queue is promised an answer. */
enum config_channel { CONFIG_CALL, CONFIG_MAIL, CONFIG_CHAT, CONFIG_CALLBACK, CONFIG_CHANNELS };

struct config_queue {
	const char *slug; /* "billing": the name in the store and in commands */
	struct langtext title;
	struct duration promise[CONFIG_CHANNELS];
};

/* What F8 offers when a contact ends. */
enum config_ask {
	CONFIG_ASKS_NOTHING,
	CONFIG_ASKS_DATE,  /* of the follow-up or callback */
	CONFIG_ASKS_QUEUE, /* where to transfer */
	CONFIG_ASKS_MORE,  /* no outcome itself: opens the list of those without a digit */
};

struct config_outcome {
	int key;        /* 1..9, or 0: only under More */
	const char *id; /* "solved": stored with the call and used in commands */
	struct langtext title;
	const char *state; /* "open", "waiting_customer", "waiting_us", "solved", "closed", or "" to
			    * leave the case as it is */
	enum config_ask ask;
	struct duration follow_up;   /* the date offered when it asks for one; zero: none */
	struct langtext next_action; /* words offered for the next action; n 0: none */
	const char *mark; /* "complaint", "abuse", "wrong_number" or "": what it says of the call */
};

/* What was behind a case, apart from what the customer called about. */
struct config_cause {
	const char *id; /* "billing_error": stored with the case and used in commands */
	struct langtext title;
};

struct config; /* opaque */

/* explicit_path may be NULL. RC_NOTFOUND: a file that was asked for (-c or the variable) is not
 * there. RC_INVALID: it has problems, all in *problems. *out is set on RC_OK only. */
enum rc config_load(const char *explicit_path, struct config **out, struct problems *problems,
	struct err *err) WARN_UNUSED;
enum rc config_parse(const char *text, size_t len, const char *file, struct config **out,
	struct problems *problems, struct err *err) WARN_UNUSED;
struct config *config_defaults(void);
void config_free(struct config **config);

const char *config_path(const struct config *c); /* the file read, or "" for the defaults */
const char *config_text(const struct config *c, enum option_id id); /* TEXT, CHOICE */
int64_t config_number(
	const struct config *c, enum option_id id); /* INT, CHOICE index, DURATION in ms */
bool config_bool(const struct config *c, enum option_id id);
const struct option_value *config_value(const struct config *c, enum option_id id);

size_t config_queue_count(const struct config *c);
const struct config_queue *config_queue(const struct config *c, size_t i);
const struct config_queue *config_queue_by_slug(
	const struct config *c, const char *slug); /* NULL */

size_t config_outcome_count(const struct config *c);
const struct config_outcome *config_outcome(const struct config *c, size_t i);
const struct config_outcome *config_outcome_by_id(
	const struct config *c, const char *id);                                       /* NULL */
const struct config_outcome *config_outcome_by_key(const struct config *c, int digit); /* NULL */

size_t config_cause_count(const struct config *c);
const struct config_cause *config_cause(const struct config *c, size_t i);
const struct config_cause *config_cause_by_id(const struct config *c, const char *id); /* NULL */

/* The file of which config.example.yaml is the committed copy: every option with its default and
 * its help, made from the tables. */
void config_example(struct strbuf *out);

/* Where the store is when neither -s nor the file says: $XDG_DATA_HOME/carrel/carrel.db. */
void config_default_store(struct strbuf *out);

#endif
