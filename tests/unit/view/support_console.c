#include "unit/view/support_console.h"

#include "carrel/clock.h"
#include "carrel/demo.h"
#include "carrel/script.h"
#include "carrel/store_rows.h"
#include "carrel/strbuf.h"
#include "carrel/term.h"
#include "carrel/textpane.h"
#include "carrel/work.h"

#include "support/support_folder.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const int64_t now = 1763720000000; /* a Friday morning */

static char folder[] = "/tmp/carrel-console-XXXXXX";
struct app test_app;
struct console *test_con;

static void must(enum rc rc, const struct err *err)
{
	ck_assert_msg(rc == RC_OK, "%s", err->text);
}

void test_console_open(void)
{
	struct err err = {0};
	char store[64];
	const struct demo_options demo = {.seed = 1, .size = DEMO_SMALL, .now = now};
	const struct app_options options = {.script = "-", .rows = 24, .cols = 80};
	struct demo_report report;
	memcpy(folder + sizeof(folder) - 7, "XXXXXX", 6);
	ck_assert_ptr_nonnull(mkdtemp(folder));
	setenv("HOME", folder, 1);
	setenv("XDG_STATE_HOME", folder, 1);
	setenv("XDG_CONFIG_HOME", folder, 1);
	clock_freeze(now);
	snprintf(store, sizeof(store), "%s/store.db", folder);
	must(app_init(&test_app, &options, &err), &err);
	must(app_store_use(&test_app, store, true, true, &err), &err);
	must(demo_create(test_app.store, &demo, &report, &err), &err);
	must(console_open(&test_app, &test_con, &err), &err);
	console_turn(test_con, 0);
}

void test_console_close(void)
{
	console_close(&test_con);
	app_fini(&test_app);
	support_folder_remove(folder);
}

void test_console_run(const char *line)
{
	struct err err = {0};
	enum rc rc = script_run_line(test_con, line, &err);
	struct strbuf screen = STRBUF_INIT;
	grid_dump_text(term_null_screen(test_con->term), &screen);
	ck_assert_msg(rc == RC_OK, "%s: %s\n%s", line, err.text, screen.buf);
	strbuf_fini(&screen);
}

void test_console_take(void)
{
	test_console_run("press Enter");
	test_console_run("press F2");
	if (test_con->desk->hand.item.id == 0)
		test_console_run("press F2"); /* the first made the agent ready */
	ck_assert_int_ne(test_con->desk->hand.item.id, 0);
}

void test_console_ring(const char *from, const char *queue)
{
	struct err err = {0};
	struct queue q;
	struct queue_item item;
	must(store_queue_by_slug(test_app.store, queue, test_app.arena, &q, &err), &err);
	const struct work_ring ringing = {.queue_id = q.id, .from = from, .at = clock_wall_ms()};
	must(work_ring(test_app.store, &ringing, test_app.arena, &item, &err), &err);
	console_stale(test_con);
	console_turn(test_con, 0);
}

const char *test_console_note(void)
{
	return textpane_text(test_con->desk->note);
}
