/* notice.h - tells the other consoles of one host that something was committed. Private to src/store.
 *
 * A counter in STORE-notice, mapped by everybody: bumped after COMMIT, woken later (after painting),
 * because waking five hundred sleepers costs more than a commit. It only says "look": PRAGMA
 * data_version says whether there is anything to see. */
#ifndef CARREL_STORE_NOTICE_H
#define CARREL_STORE_NOTICE_H

#include "carrel/err.h"

struct notice;

/* Never fails the store: without the file (a full disk) notices are off and the slow poll is left. */
struct notice *notice_open(const char *store);
void notice_close(struct notice **notice);
void notice_bump(struct notice *notice); /* after COMMIT; nobody wakes yet */
void notice_wake(struct notice *notice);
/* An eventfd that becomes readable when another handle bumped and woke; starts the waiter at the
 * first call. -1: notices are off. Owned by the notice. */
int notice_fd(struct notice *notice);
void notice_drain(struct notice *notice); /* empties the eventfd */

#endif
