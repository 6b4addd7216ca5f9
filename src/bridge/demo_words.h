/* demo_words.h - what the invented customers ask and what the invented agents write. */
#ifndef CARREL_BRIDGE_DEMO_WORDS_H
#define CARREL_BRIDGE_DEMO_WORDS_H

#include <stddef.h>

enum demo_language { DEMO_ES, DEMO_CA, DEMO_EN, DEMO_LANGUAGES };
extern const char *const demo_language_codes[DEMO_LANGUAGES];

enum demo_queue { DEMO_BILLING, DEMO_TECH, DEMO_ORDERS, DEMO_QUEUES };

/* {amount} {order} {invoice} {product} {date} {city} {name} are filled for each case. */
struct demo_text {
	const char *subject;
	const char *ask;    /* the customer, in a mail or chat */
	const char *reply;  /* the agent, in a mail or chat */
	const char *note;   /* the agent, after the first call */
	const char *again;  /* the agent, when the customer gets in touch again */
	const char *solved; /* the agent, at the end */
	const char *next;   /* next action of an open case */
};

struct demo_scenario {
	const char *topic;
	enum demo_queue queue;
	unsigned weight;
	struct demo_text text[DEMO_LANGUAGES];
};
extern const struct demo_scenario demo_scenarios[];
extern const size_t demo_scenarios_n;

extern const char *const demo_products[DEMO_LANGUAGES][12];
extern const char *const demo_months[DEMO_LANGUAGES][12]; /* "de març", "of" where it belongs */
extern const char *const demo_thanks[DEMO_LANGUAGES];
extern const char *const demo_greeting[DEMO_LANGUAGES]; /* the agent opens a chat; {name} */

#endif
