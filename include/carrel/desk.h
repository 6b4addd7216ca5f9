/* desk.h - what lies on the desk: the person's work in hand, read in one go, and the note being
 * written. Panes show it; commands change it; it is read again when the store has news.
 *
 * All strings belong to desk->arena and live until the next desk_read(). */
#ifndef CARREL_DESK_H
#define CARREL_DESK_H

#include "carrel/desk_work.h"
#include "carrel/err.h"
#include "carrel/outbox.h"
#include "carrel/saved.h"
#include "carrel/store_screen.h"
#include "carrel/work.h"

#include <stdbool.h>

struct app;
struct arena;
struct blanks;
struct desk_texts;
struct drafts;
struct library_choice;
struct library_text;
struct staged;
struct strbuf;
struct suggesting;
struct text_use;
struct textpane;

enum { DESK_WAITING_PAGE = 64 };

struct desk {
	struct app *app;
	struct arena *arena;
	struct drafts *drafts;
	struct work_hand hand; /* hand.agent.id is 0 before sign-on */
	bool has_pop;
	struct pop pop;            /* of hand.customer_id */
	struct queue_row *waiting; /* what this person may take (a supervisor: everything) */
	size_t nwaiting;
	size_t waiting_limit;      /* how many of them are read; grows as the person scrolls */
	struct queue *queue_names; /* every queue, for titles */
	size_t nqueue_names;
	struct queue_summary *queues; /* read for supervisors only: counting costs by who waits */
	size_t nqueues;
	struct agent_row *agents; /* read for supervisors only */
	size_t nagents;
	struct contact *thread; /* of the case in hand, oldest first */
	size_t nthread;
	struct desk_work work; /* what is due, parked, written by others */
	char *saved_name; /* owned; the saved queue that the queue pane shows, NULL: who waits */
	struct saved_view saved; /* as read; id 0 when there is none */
	struct case_row *cases;  /* of it */
	size_t ncases;
	bool more_cases;             /* than were read */
	struct outbox_item *leaving; /* what this person sent and can still call back */
	size_t nleaving;
	int64_t read_at;
	uint64_t reads; /* counts desk_read(): what was made from older rows is stale */

	struct textpane *note; /* what the person is typing; never dropped on an error path */
	char *note_key;        /* whose note: "item:12", "case:40", "" when nothing is in hand */
	int64_t note_saved_at; /* wall; 0: not saved yet */
	bool note_changed;     /* since the last write to the journal */
	bool cut_off;   /* the console before this one did not end: its note is asked about */
	bool second;    /* this person has another console open: said once, then false */
	bool hand_left; /* what was in hand is there no more; whoever says so clears it */
	bool note_left; /* it left with words unfinished; the same */
	struct desk_texts *texts;           /* owned; put into this note; NULL none */
	struct suggesting *suggesting;      /* owned; which texts fit; NULL: nobody asked yet */
	int64_t facts_case, facts_customer; /* in hand when the note was last filled with them */
	struct blanks *blanks; /* owned; the one of them that is being filled; NULL none */
	struct staged *staged; /* owned; what these texts propose to do next; NULL none */
	bool texts_changed;    /* they or what they propose, since the last write */
};

struct desk *desk_new(struct app *app);
void desk_free(struct desk **desk); /* writes the note first */
/* Reads everything for the actor; keeps the note. On error the old data stays. */
enum rc desk_read(struct desk *desk, struct err *err) WARN_UNUSED;
/* The note follows the work in hand: stores the old one, brings the one of the new key. True if a
 * note was brought back from the journal after a crash. */
bool desk_follow(struct desk *desk);
/* The name under which the words about what is in hand are kept: "item:12"; nothing in hand: "". */
void desk_hand_key(const struct work_hand *hand, struct strbuf *key);
/* Writes the note to the journal if it changed (card numbers masked), and the texts in it. */
enum rc desk_save_note(struct desk *desk, struct err *err) WARN_UNUSED;
/* The person is at this row of `waiting`: are more rows needed below it? Then the next read brings
 * them. */
bool desk_want_more(struct desk *desk, size_t row);
const struct queue *desk_queue(const struct desk *desk, int64_t queue_id); /* NULL unknown */
const char *desk_queue_title(const struct desk *desk, int64_t queue_id);   /* "" unknown */
/* The queue pane shows this saved queue from the next read on; NULL: who waits. */
void desk_show_saved(struct desk *desk, const char *name);
void desk_clear_note(struct desk *desk); /* after the note is in the store: journal too */
/* Another person sits down: the note goes to the journal of the one who leaves. */
void desk_change_person(struct desk *desk);
/* In the journal: who is being added during this work; goes with its note. Owned by a. */
const char *desk_newcomer_key(const struct desk *desk, struct arena *a);
bool desk_in_hand(const struct desk *desk); /* an item, a call or a case */
/* The suggestions of this desk; made at the first call. */
struct suggesting *desk_suggesting(struct desk *desk);

/* The language and tone to write in: the customer's, else the centre's. */
const char *desk_language(const struct desk *desk);
enum tone desk_tone(const struct desk *desk);
#endif
