/* postgres_ahead.c - a screen that is read again asks for the same things as before: all at once.
 *
 * A desk is read at every notice, by functions that know nothing of each other, and over a network each
 * of their reads costs a round trip. So the reads of a screen are remembered with what was bound to them;
 * those that were alike at the last two screens are asked together when the next one begins. Whoever
 * then asks the very same finds the answer there; who asks otherwise makes a round trip as ever: a wrong
 * guess costs time and never truth. What nobody asked for is thrown away when the screen is read, and
 * before anything is written. */
#include "store/db_postgres.h"

#include "carrel/log.h"
#include "store/stmt.h"

#include <string.h>

void postgres_count_read(struct postgres_db *db, struct db_stmt *s)
{
	if (!db->in_screen || strncmp(s->def->sql, "SELECT ", strlen("SELECT ")) != 0)
		return;
	/* Twice in one screen, with two things: there is nothing to foresee. */
	s->steady = !s->moved && s->screen == db->screen - 1;
	s->moved = false;
	s->screen = db->screen;
}

static void ask_ahead(struct postgres_db *db)
{
	struct vec again = {.size = sizeof(struct db_stmt *)};
	for (struct db_stmt *s = db->all; s != NULL; s = s->next)
		if (s->steady && !s->moved && s->result == NULL && s->screen == db->screen - 1)
			*(struct db_stmt **)vec_push(&again) = s;
	struct err err = {0};
	bool good = again.n > 1 && postgres_together(&db->head, again.data, again.n, &err) == RC_OK;
	for (size_t i = 0; i < again.n; i++) {
		struct db_stmt *s = *(struct db_stmt **)vec_at(&again, i);
		s->ahead = good;
		/* Asked ahead is not read yet. */
		s->screen = db->screen - 1;
	}
	if (err.rc != RC_OK)
		log_debug("postgres: ahead: %s", err.text);
	vec_fini(&again);
}

void postgres_screen(struct db *head, bool begins)
{
	struct postgres_db *db = (struct postgres_db *)head;
	for (struct db_stmt *s = db->all; db->in_screen && s != NULL; s = s->next)
		if (s->ahead)
			postgres_reset(head, s);
	db->in_screen = begins && !db_in_write(head);
	if (!db->in_screen)
		return;
	db->screen++;
	ask_ahead(db);
}
