/* floor_console.c - the least that a console could do: the floor of `start to painted queue`.
 *
 *	floor_console STORE
 * Opens the store bare, prepares the statements of one screen, draws the queue with ncurses, waits
 * for a key. No checks, no themes, no configuration, no library: what carrel adds is the ratio. */
#include <locale.h>
#include <ncurses.h>
#include <sqlite3.h>
#include <stdio.h>

static const char queue_sql[] =
	"SELECT i.id, i.arrived_at, i.due_at, q.title, c.from_number, u.name FROM queue_item i "
	"JOIN queue q ON q.id = i.queue_id LEFT JOIN call c ON c.id = i.call_id "
	"LEFT JOIN customer u ON u.id = i.customer_id "
	"WHERE i.taken_by IS NULL AND i.done_at IS NULL ORDER BY i.due_at, i.arrived_at, i.id "
	"LIMIT 200";

int main(int argc, char **argv)
{
	sqlite3 *db;
	sqlite3_stmt *queue;
	int row = 2;
	if (argc != 2)
		return 2;
	setlocale(LC_ALL, "");
	if (sqlite3_open_v2(argv[1], &db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK ||
		sqlite3_exec(db, "PRAGMA cache_size=-2000; PRAGMA synchronous=FULL", NULL, NULL,
			NULL) != SQLITE_OK ||
		sqlite3_prepare_v2(db, queue_sql, -1, &queue, NULL) != SQLITE_OK) {
		fprintf(stderr, "%s\n", sqlite3_errmsg(db));
		return 1;
	}
	initscr();
	cbreak();
	noecho();
	start_color();
	use_default_colors();
	while (sqlite3_step(queue) == SQLITE_ROW && row < LINES - 2) {
		const char *who = (const char *)sqlite3_column_text(queue, 5);
		mvprintw(row++, 0, "%-10s %-20s %s", (const char *)sqlite3_column_text(queue, 3),
			(const char *)sqlite3_column_text(queue, 4), who ? who : "-");
	}
	mvprintw(LINES - 1, 0, "F1Help");
	refresh();
	getch();
	endwin();
	return 0;
}
