/* Anybody may press anything: whatever is typed, pasted, resized, rung and done by colleagues meanwhile,
 * the console stays up, nobody holds what another one holds, and the record of changes stays whole.
 *
 * The keys come from a seed, which a failure names with the last of them; MONKEY_SEED and MONKEY_KEYS play
 * other ones (`make monkey`). */
#include "unit/view/support_console.h"

#include "carrel/arena.h"
#include "carrel/change.h"
#include "carrel/clock.h"
#include "carrel/grid.h"
#include "carrel/keys.h"
#include "carrel/mem.h"
#include "carrel/store.h"
#include "carrel/store_rows.h"
#include "carrel/term.h"
#include "carrel/work.h"

#include <check.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

Suite *suite_monkey(void);

enum { KEYS_USUAL = 1500, LAST = 24, STEP = 48, AUDIT_EVERY = 200, UNDOES = 20, TIMEOUT_S = 3600 };

static uint32_t seed;
static unsigned begun_with; /* of the environment */
static long nkeys;
static char last[LAST][STEP]; /* what was done, the newest at nkeys % LAST */

static uint32_t any(uint32_t below)
{
	seed = seed * 1664525 + 1013904223;
	return (seed >> 8) % below;
}

static long from_environment(const char *name, long usual)
{
	const char *text = getenv(name);
	return text && *text ? strtol(text, NULL, 10) : usual;
}

static const char *story(void)
{
	static char all[LAST * STEP + 128];
	int n = snprintf(
		all, sizeof(all), "MONKEY_SEED=%u, step %ld, the last ones:", begun_with, nkeys);
	for (long i = nkeys >= LAST ? nkeys - LAST + 1 : 0; i <= nkeys; i++)
		n += snprintf(all + n, sizeof(all) - (size_t)n, " %s", last[i % LAST]);
	return all;
}

static void tell(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
static void tell(const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	vsnprintf(last[nkeys % LAST], STEP, fmt, ap);
	va_end(ap);
}

/* ---- what can be done ---- */

static void press(const struct key *key)
{
	console_key(test_con, key);
}

static void press_letter(void)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789  ?/:;;+-_{}|@.,'\"\\";
	uint32_t rune = (unsigned char)letters[any(sizeof(letters) - 1)];
	if (any(20) == 0)
		rune = 0x4E2D; /* two cells */
	tell("%c", rune < 0x80 ? (char)rune : '#');
	press(&(struct key){.kind = KEY_CHAR, .rune = rune});
}

static void press_named(void)
{
	static const enum key_kind kinds[] = {KEY_F1, KEY_F2, KEY_F2, KEY_F3, KEY_F4, KEY_F5,
		KEY_F5, KEY_F6, KEY_F6, KEY_F7, KEY_F8, KEY_F8, KEY_F9, KEY_F12, KEY_UP, KEY_DOWN,
		KEY_DOWN, KEY_LEFT, KEY_RIGHT, KEY_HOME, KEY_END, KEY_PGUP, KEY_PGDN, KEY_ENTER,
		KEY_ENTER, KEY_ENTER, KEY_ESC, KEY_ESC, KEY_TAB, KEY_BTAB, KEY_BACKSPACE};
	enum key_kind kind = kinds[any(sizeof(kinds) / sizeof(kinds[0]))];
	tell("<%d>", (int)kind);
	press(&(struct key){.kind = kind});
}

static void press_control(void)
{
	uint32_t rune = 'a' + any(26);
	tell("^%c", (char)rune);
	press(&(struct key){.kind = KEY_CHAR, .rune = rune, .mods = KEY_MOD_CTRL});
}

static void paste(void)
{
	static const char *const junk[] = {"1\n8\n", "\033[31mred\033[0m", "4111 1111 1111 1111",
		"{customer.name} {{ {>nobody} {", "'; DROP TABLE agent; --", "\xff\xfe\xc3",
		"\xe2\x80\xae"
		"desrever",
		"%s%n%d", "a\tb\r\nc", ""};
	const char *text = junk[any(sizeof(junk) / sizeof(junk[0]))];
	tell("paste(%s)", text);
	press(&(struct key){.kind = KEY_PASTE, .text = text, .len = strlen(text)});
}

static void resize(void)
{
	static const struct {
		int rows, cols;
	} sizes[] = {{24, 80}, {15, 60}, {40, 120}, {60, 200}, {4, 20}, {1, 1}, {3, 300}, {24, 80}};
	uint32_t i = any(sizeof(sizes) / sizeof(sizes[0]));
	tell("%dx%d", sizes[i].cols, sizes[i].rows);
	term_null_resize(test_con->term, sizes[i].rows, sizes[i].cols);
}

static void pass_time(void)
{
	static const int64_t spans_ms[] = {100, 1001, 5000, 31000, 3 * 60 * 1000};
	int64_t ms = spans_ms[any(sizeof(spans_ms) / sizeof(spans_ms[0]))];
	tell("+%lldms", (long long)ms);
	clock_advance(ms);
}

static void ring(void)
{
	static const char *const queues[] = {"billing", "orders", "technical"};
	static const char *const from[] = {NULL, "+34600555444", "+34648024406"};
	tell("ring");
	test_console_ring(from[any(3)], queues[any(3)]);
}

/* A colleague takes the next one, or ends what they have; refusals are theirs. */
static void colleague(void)
{
	struct arena *a = arena_new();
	struct err ignored = {0};
	struct work_hand hand;
	struct agent bo;
	int64_t me = store_actor(test_app.store);
	char *mine = xstrdup(test_app.actor.login ? test_app.actor.login : "");
	tell("bo");
	if (store_agent_by_login(test_app.store, "bo", a, &bo, &ignored) == RC_OK &&
		bo.id != test_app.actor.id) {
		store_set_actor(test_app.store, bo.id, "bo");
		const struct work_finish f = {
			.outcome = outcome_find(outcome_builtin, "solved"), .note = "Bo was here."};
		struct contact written;
		if (work_next(test_app.store, bo.id, a, &hand, &ignored) != RC_OK)
			(void)!work_finish(test_app.store, bo.id, &f, a, &written, &ignored);
		store_set_actor(test_app.store, me, mine);
		console_stale(test_con);
	}
	free(mine);
	arena_free(&a);
}

static void do_something(void)
{
	static void (*const acts[])(void) = {press_letter, press_letter, press_letter, press_letter,
		press_letter, press_letter, press_named, press_named, press_named, press_named,
		press_named, press_named, press_named, press_named, press_control, paste};
	uint32_t rare = any(60);
	switch (rare) {
	case 0: resize(); break;
	case 1:
	case 2: pass_time(); break;
	case 3: ring(); break;
	case 4: colleague(); break;
	default: acts[any(sizeof(acts) / sizeof(acts[0]))](); break;
	}
}

/* ---- what must stay true ---- */

static void expect_cursor_inside(void)
{
	int row, col;
	const struct grid *grid = test_con->grid;
	if (grid_cursor(grid, &row, &col))
		ck_assert_msg(
			row >= 0 && col >= 0 && row < grid_rows(grid) && col < grid_cols(grid),
			"the cursor is at %d,%d: %s", row, col, story());
}

/* What an agent holds is theirs, is not over, and is nobody else's. */
static void expect_hands_apart(void)
{
	struct arena *a = arena_new();
	struct agent *agents;
	size_t n;
	struct err err = {0};
	ck_assert_int_eq(store_agent_list(test_app.store, a, &agents, &n, &err), RC_OK);
	for (size_t i = 0; i < n; i++) {
		struct work_hand hand;
		ck_assert_int_eq(work_hand(test_app.store, agents[i].id, a, &hand, &err), RC_OK);
		if (hand.item.id == 0)
			continue;
		ck_assert_msg(hand.item.taken_by == agents[i].id && hand.item.done_at == 0,
			"%s holds what is not theirs: %s", agents[i].login, story());
		for (size_t k = 0; k < i; k++)
			ck_assert_msg(agents[k].item_id != hand.item.id,
				"%s and %s hold the same: %s", agents[i].login, agents[k].login,
				story());
	}
	arena_free(&a);
}

static void expect_record_whole(void)
{
	int64_t checked = 0;
	struct err err = {0};
	ck_assert_msg(change_verify(test_app.store, &checked, &err) == RC_OK, "%s: %s", err.text,
		story());
	ck_assert_int_gt(checked, 0);
}

static void undo_all_the_way(void)
{
	for (int i = 0; i < UNDOES; i++) {
		tell("undo");
		(void)!console_command(test_con, "undo");
		console_turn(test_con, 0);
	}
}

static void play(const char *login)
{
	long keys = from_environment("MONKEY_KEYS", KEYS_USUAL);
	char *sign_on = xasprintf("sign-on %s", login);
	test_console_run(sign_on);
	for (nkeys = 0; nkeys < keys; nkeys++) {
		do_something();
		/* Some keys come in one burst, before the screen is made again. */
		if (any(4) != 0)
			console_turn(test_con, 0);
		expect_cursor_inside();
		if (test_con->quit || !test_app.actor.id) {
			test_con->quit = false;
			test_console_run(sign_on);
		}
		if (nkeys % AUDIT_EVERY == AUDIT_EVERY - 1) {
			expect_hands_apart();
			expect_record_whole();
		}
	}
	free(sign_on);
	undo_all_the_way();
	expect_hands_apart();
	expect_record_whole();
}

static const char *const people[] = {"ana", "marta", "pau"};

START_TEST(monkey__any_keys__the_console_stays_up)
{
	begun_with = (unsigned)from_environment("MONKEY_SEED", 1);
	seed = begun_with * 7919 + (uint32_t)_i;
	play(people[_i]);
}
END_TEST

Suite *suite_monkey(void)
{
	Suite *s = suite_create("monkey");
	TCase *t = tcase_create("monkey");
	tcase_set_timeout(t, TIMEOUT_S);
	tcase_add_checked_fixture(t, test_console_open, test_console_close);
	tcase_add_loop_test(t, monkey__any_keys__the_console_stays_up, 0,
		(int)(sizeof(people) / sizeof(people[0])));
	suite_add_tcase(s, t);
	return s;
}
