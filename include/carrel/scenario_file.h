/* scenario_file.h - practice on invented callers, carrel-scenario/1.
 *
 * Plain structs; playing one is not done here. Every `next` names a node, every node can be
 * reached, at least one end can be reached from `start`, every name in set and when stands in
 * `state`: all checked by the reader. */
#ifndef CARREL_SCENARIO_FILE_H
#define CARREL_SCENARIO_FILE_H

#include "carrel/problems.h"
#include "carrel/langtext.h"

struct arena;

struct scenario_number { /* score: {empathy: 3} */
	const char *name;
	int value;
};

struct scenario_set { /* set: {mood: "+2", verified: true}; booleans are 0 and 1 */
	const char *name;
	bool add; /* "+2", "-1": added to what is there */
	int value;
};

struct scenario_var { /* drawn per attempt */
	const char *name;
	const char *const *values;
	size_t n;
};

struct scenario_state {
	const char *name;
	bool is_bool;
	int value;
};

struct scenario_critical {
	const char *id;
	const char *when;    /* see scenario_when */
	struct langtext why; /* n 0: none given */
};

enum { SCENARIO_NO_NODE = -1 };

struct scenario_choice {
	struct langtext say;
	const struct scenario_number *score;
	size_t nscore;
	const struct scenario_set *set;
	size_t nset;
	struct langtext why; /* the coach's remark; n 0: none */
	int next;            /* index in nodes */
};

struct scenario_branch {
	const struct scenario_set *set;
	size_t nset;
	const struct scenario_number *score;
	size_t nscore;
	int next; /* SCENARIO_NO_NODE if the branch is not given */
};

struct scenario_group { /* any of these words */
	const char *const *words;
	size_t n;
};

enum scenario_kind {
	SCENARIO_TALK,   /* choices */
	SCENARIO_ACTION, /* to be done in the real screens */
	SCENARIO_WRITE,  /* free text */
	SCENARIO_LISTEN, /* says something and goes on */
	SCENARIO_END,
};

struct scenario_node {
	const char *name;
	enum scenario_kind kind;
	struct langtext says;
	struct langtext coach; /* why this step, for the coach's box; n 0: none */
	const struct scenario_choice *choices;
	size_t nchoices;
	const char *screen, *field; /* of an action; "" if not given */
	const char *const *require; /* fields that must be filled */
	size_t nrequire;
	int within_s; /* 0: no limit */
	struct scenario_branch ok, late;
	struct langtext ask;               /* of a free text */
	const struct scenario_group *must; /* one of each group */
	size_t nmust;
	const char *const *must_not;
	size_t nmust_not;
	const struct scenario_number *score;
	size_t nscore;
	int next;            /* of WRITE and LISTEN */
	const char *outcome; /* of an end */
	int line;
};

/* Somebody the practice store knows. Names and texts may hold {variables}. */
struct scenario_customer {
	const char *name;
	const char *language;                    /* "": the one the practice is played in */
	const char *tone;                        /* "formal", "casual"; "": the scenario's */
	const char *phone, *email;               /* "" if not given */
	struct langtext address, loyalty, alert; /* n 0: none */
	bool vip, vulnerable;
};

struct scenario_contact {      /* one earlier contact, in any order */
	const char *kind;      /* "call", "mail", "chat", "message", "visit", "note" */
	const char *direction; /* "in", "out", "internal" */
	int days_ago;
	struct langtext subject, body;
	const char *outcome; /* "" if none */
	bool on_case;        /* belongs to the open case */
};

struct scenario_case {
	struct langtext subject, next_action;
	const char *topic;
	int days_ago;
};

/* Who is on the line: enough to build a store of its own for one practice call. */
struct scenario_caller {
	const char *number; /* as it rings; "": withheld */
	const char *queue;  /* slug the call waits in; "": the scenario's skill */
	bool known;         /* the store knows the caller: customer is filled */
	struct scenario_customer customer;
	const struct scenario_customer *others; /* also in the store, to be told apart */
	size_t nothers;
	const struct scenario_contact *history;
	size_t nhistory;
	bool has_case;
	struct scenario_case open_case;
};

struct scenario_file {
	const char *id;
	int version;
	const char *skill, *channel, *tone; /* "" if not given */
	int level;                          /* 1 easy .. 5 hard */
	int par_seconds;                    /* 0: time is not scored */
	struct langtext title, brief;
	bool has_caller;
	struct scenario_caller caller;
	const struct scenario_var *vars;
	size_t nvars;
	const struct scenario_state *state;
	size_t nstate;
	const struct scenario_critical *critical;
	size_t ncritical;
	const struct scenario_node *nodes;
	size_t nnodes;
	int start;
	struct arena *arena; /* owns everything */
};

bool scenario_file_load(const char *path, struct scenario_file **out, struct problems *problems);
bool scenario_file_parse(const char *text, size_t len, const char *file, struct scenario_file **out,
	struct problems *problems);
void scenario_file_free(struct scenario_file **scenario);

/* `when: "complaint and not rights_told"`: names, and, or, not, parentheses; a number is true when
 * not 0. Returns false if it cannot be read (*why then says so, static); lookup returns false for
 * a name it does not know. */
typedef bool scenario_lookup_fn(void *arg, const char *name, int *value);
bool scenario_when(
	const char *when, scenario_lookup_fn *lookup, void *arg, bool *result, const char **why);

#endif
