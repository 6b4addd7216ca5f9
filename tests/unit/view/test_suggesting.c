/* What F6 opens with: texts and articles for the words of the case, and what counts as a use. */
#include "app/console_private.h"
#include "carrel/arena.h"
#include "carrel/desk.h"
#include "carrel/kb.h"
#include "carrel/knowledge.h"
#include "carrel/library.h"
#include "carrel/store.h"
#include "carrel/store_kb.h"
#include "carrel/store_rows.h"
#include "carrel/store_texts.h"
#include "carrel/suggesting.h"
#include "unit/view/support_console.h"

#include <check.h>
#include <string.h>

Suite *suite_suggesting(void);

static const char texts[] = "format: carrel-texts/1\n"
			    "texts:\n"
			    "  - id: t.kettle\n"
			    "    title: {en: Limescale in the kettle}\n"
			    "    text: {en: \"Please descale the kettle.\"}\n";

static const char articles[] =
	"format: carrel-kb/1\n"
	"articles:\n"
	"  - id: faq.kettle\n"
	"    kind: faq\n"
	"    title: {en: The kettle leaks limescale}\n"
	"    audience: internal\n"
	"    body: {en: \"Vinegar takes limescale out of a leaking kettle.\"}\n"
	"  - id: faq.hidden\n"
	"    kind: faq\n"
	"    title: {en: The kettle leaks limescale for others}\n"
	"    audience: team\n"
	"    team: nobody-here\n"
	"    body: {en: \"The kettle leaks limescale.\"}\n";

static struct arena *a;

static void set_up(void)
{
	test_console_open();
	library_add_memory(app_library(&test_app), "t.yaml", texts, sizeof(texts) - 1);
	library_refresh(app_library(&test_app));
	kb_add_memory(app_kb(&test_app), "k.yaml", articles, sizeof(articles) - 1);
	kb_refresh(app_kb(&test_app));
	test_console_take();
	a = arena_new();
}

static void tear_down(void)
{
	arena_free(&a);
	test_console_close();
}

static const struct suggest_hit *hit(const char *id)
{
	struct suggest_hit *hits;
	struct suggesting *s = desk_suggesting(test_con->desk);
	while (suggesting_step(s))
		;
	suggesting_for_desk(s, test_con->desk, 9, a, &hits);
	while (suggesting_step(s)) /* what was undone is counted anew */
		;
	size_t n = suggesting_for_desk(s, test_con->desk, 9, a, &hits);
	for (size_t i = 0; i < n; i++)
		if (strcmp(hits[i].text_id, id) == 0)
			return &hits[i];
	return NULL;
}

START_TEST(suggesting__words__an_article_that_fits_is_among_the_first)
{
	ck_assert_ptr_null(hit("kb:faq.kettle")); /* nothing speaks for it yet */
	test_console_run("type The kettle leaks limescale all over");
	ck_assert_ptr_nonnull(hit("t.kettle"));
	const struct suggest_hit *article = hit("kb:faq.kettle");
	ck_assert_ptr_nonnull(article);
	ck_assert_uint_gt(article->why.nwords, 0);
	ck_assert_ptr_null(hit("kb:faq.hidden"));
	ck_assert_str_eq(suggesting_article(&test_app, "kb:faq.kettle")->id, "faq.kettle");
	ck_assert_ptr_null(suggesting_article(&test_app, "t.kettle"));
}
END_TEST

START_TEST(suggesting__all_counted__the_panes_are_made_again)
{
	suggesting_stale(desk_suggesting(test_con->desk));
	test_con->stale = false;
	while (console_texts_step(test_con))
		;
	ck_assert(test_con->stale);
	test_con->stale = false;
	ck_assert(!console_texts_step(test_con));
	ck_assert(!test_con->stale); /* once, not for ever */
}
END_TEST

START_TEST(suggesting__f6__shows_the_article_with_its_reason_and_opens_it)
{
	test_console_run("type The kettle leaks limescale all over");
	test_console_run("press F6");
	test_console_run("expect The kettle leaks limescale");
	test_console_run("expect mentions");
	test_console_run("type leaks");
	test_console_run("press Enter");
	test_console_run("expect Vinegar takes");
}
END_TEST

START_TEST(suggesting__article_used__is_learnt_whatever_the_edition)
{
	struct err err = {0};
	const int64_t case_id = test_con->desk->hand.casefile.id;
	for (int version = 1; version <= 3; version++) {
		struct text_use use = {.text_id = arena_printf(a, "kb:faq.kettle@%d", version),
			.language = "en",
			.agent_id = test_app.actor.id,
			.case_id = case_id};
		ck_assert_int_eq(
			store_text_use_add(test_app.store, &use, test_app.arena, &err), RC_OK);
	}
	test_console_run("type The kettle leaks limescale all over");
	ck_assert_ptr_nonnull(hit("kb:faq.kettle"));
	ck_assert_int_eq(hit("kb:faq.kettle")->why.uses, 3);
}
END_TEST

START_TEST(suggesting__undone_use__counts_no_more_and_done_again_does)
{
	struct err err = {0};
	test_console_run("type The kettle leaks limescale all over");
	ck_assert_int_eq(hit("t.kettle")->why.uses, 0);
	for (int i = 0; i < 2; i++) {
		struct text_use use = {.text_id = "t.kettle",
			.language = "en",
			.agent_id = test_app.actor.id,
			.case_id = test_con->desk->hand.casefile.id};
		ck_assert_int_eq(
			store_text_use_add(test_app.store, &use, test_app.arena, &err), RC_OK);
	}
	ck_assert_int_eq(hit("t.kettle")->why.uses, 2);
	test_console_run("undo");
	ck_assert_int_eq(hit("t.kettle")->why.uses, 1);
	test_console_run("redo");
	ck_assert_int_eq(hit("t.kettle")->why.uses, 2);
}
END_TEST

/* What nobody found is kept for all to see; whom it was about is not. */
START_TEST(suggesting__missed_search__without_the_name_of_who_is_in_hand)
{
	struct customer customer;
	struct kb_missing_row *rows;
	struct err err = {0};
	size_t n;
	ck_assert_int_eq(store_customer_get(test_app.store, test_con->desk->hand.customer_id, a,
				 &customer, &err),
		RC_OK);
	const char *first = arena_strndup(a, customer.name, strcspn(customer.name, " "));
	knowledge_missed(&test_app, arena_printf(a, "zeppelin permit %s", first));
	knowledge_missed(&test_app, "zeppelin permit Wilhelmina");
	ck_assert_int_eq(store_kb_missing_list(test_app.store, 0, 9, a, &rows, &n, &err), RC_OK);
	ck_assert_uint_eq(n, 2);
	for (size_t i = 0; i < n; i++)
		ck_assert(strcmp(rows[i].query, "zeppelin permit") == 0 ||
			strcmp(rows[i].query, "zeppelin permit wilhelmina") == 0);
}
END_TEST

Suite *suite_suggesting(void)
{
	Suite *s = suite_create("suggesting");
	TCase *tc = tcase_create("desk");
	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_set_timeout(tc, 30);
	tcase_add_test(tc, suggesting__words__an_article_that_fits_is_among_the_first);
	tcase_add_test(tc, suggesting__all_counted__the_panes_are_made_again);
	tcase_add_test(tc, suggesting__f6__shows_the_article_with_its_reason_and_opens_it);
	tcase_add_test(tc, suggesting__article_used__is_learnt_whatever_the_edition);
	tcase_add_test(tc, suggesting__undone_use__counts_no_more_and_done_again_does);
	tcase_add_test(tc, suggesting__missed_search__without_the_name_of_who_is_in_hand);
	suite_add_tcase(s, tc);
	return s;
}
