/* messages.h - what colleagues say to each other, and what the desk tells one about their cases. */
#ifndef CARREL_MESSAGES_H
#define CARREL_MESSAGES_H

#include "carrel/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct store;

/* A word to one person, from a colleague or from the desk itself. */
struct notice_line {
	int64_t id;
	int64_t from_agent_id;
	int64_t to_agent_id;
	int64_t to_queue_id;
	const char *body;
	int64_t at;
	int64_t until_at;
	int64_t seen_at; /* not part of change sets */
};
/* To this person: unread, oldest first. */
enum rc store_notices(struct store *s, int64_t agent_id, int limit, struct arena *a,
	struct notice_line **out, size_t *n, struct err *err) WARN_UNUSED;
/* Now; no act, so nothing to undo. */
enum rc store_notice_seen(struct store *s, int64_t agent_id, struct err *err) WARN_UNUSED;

struct message_row {
	struct notice_line line;
	const char *from_name; /* NULL: the desk itself, or nobody any more */
	const char *to_name;
};

enum { MESSAGES_TEAM_MAX = 200 };

/* To and from this person, the newest first; read or not. */
enum rc store_messages(struct store *s, int64_t agent_id, int limit, struct arena *a,
	struct message_row **out, size_t *n, struct err *err) WARN_UNUSED;
/* Who is signed on and shares a queue with this person, themselves left out; everyone: whoever is
 * signed on. */
enum rc store_team(struct store *s, int64_t agent_id, bool everyone, struct arena *a, int64_t **out,
	size_t *n, struct err *err) WARN_UNUSED;
/* One change set, a line each; it is shown as soon as their desk looks at the store. */
enum rc store_message_send(struct store *s, int64_t from_agent_id, const int64_t *to, size_t n,
	const char *body, struct err *err) WARN_UNUSED;

#endif
