#include "carrel/queue.h"

#include "carrel/arena.h"
#include "carrel/strbuf.h"

#include <check.h>
#include <stddef.h>

START_TEST(queue__promise__halved_by_each_fact)
{
	struct strbuf why = STRBUF_INIT;
	struct promise_facts none = {0};
	ck_assert_int_eq(promise_due(1000, 20000, none, &why), 21000);
	ck_assert_str_eq(why.buf, "20 s promised");
	strbuf_reset(&why);
	struct promise_facts second = {.second_today = true};
	ck_assert_int_eq(promise_due(1000, 20000, second, &why), 11000);
	ck_assert_str_eq(why.buf, "20 s promised, halved: second call today");
	struct promise_facts all = {true, true, true};
	ck_assert_int_eq(promise_due(0, 80000, all, NULL), 10000);
	strbuf_fini(&why);
}
END_TEST

START_TEST(queue__compare__promise_then_arrival_then_id)
{
	struct queue_item a = {.id = 2, .due_at = 10, .arrived_at = 5};
	struct queue_item b = {.id = 1, .due_at = 11, .arrived_at = 1};
	ck_assert_int_lt(queue_item_compare(&a, &b), 0);
	b.due_at = 10;
	ck_assert_int_gt(queue_item_compare(&a, &b), 0);
	b.arrived_at = 5;
	ck_assert_int_gt(queue_item_compare(&a, &b), 0);
	b.id = 2;
	ck_assert_int_eq(queue_item_compare(&a, &b), 0);
}
END_TEST

/* The proof in queue.h: j passes i only if it arrives within the spread of the promises. */
START_TEST(queue__order__no_overtaking_after_the_spread)
{
	const int64_t promises[] = {20, 60, 180};
	for (int i = 0; i < 3; i++) {
		for (int j = 0; j < 3; j++) {
			for (int64_t later = 1; later <= 200; later++) {
				struct queue_item a = {.id = 1, .due_at = promises[i]};
				struct queue_item b = {.id = 2,
					.arrived_at = later,
					.due_at = later + promises[j]};
				bool passes = queue_item_compare(&b, &a) < 0;
				ck_assert_int_eq(passes, later < promises[i] - promises[j]);
			}
		}
	}
}
END_TEST

static const char titles[] = "ca: Facturació\nes: Facturación\nes-MX: Cobranza";

START_TEST(queue__title__exactly_then_its_base_then_the_centres)
{
	static const struct {
		const char *language, *said;
	} cases[] = {{"ca", "Facturació"}, {"es", "Facturación"}, {"es-MX", "Cobranza"},
		{"es-AR", "Facturación"}, {"ca_ES", "Facturació"}, {"c", "Billing"},
		{"fr", "Billing"}, {"", "Billing"}, {NULL, "Billing"}};
	struct arena *a = arena_new();
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		ck_assert_str_eq(
			queue_title_in("Billing", titles, cases[i].language, a), cases[i].said);
	ck_assert_str_eq(queue_title_in("Billing", NULL, "ca", a), "Billing");
	ck_assert_str_eq(queue_title_in("Billing", "ca: ", "ca", a), "Billing");
	ck_assert_str_eq(queue_title_in("Billing", "no colon here", "ca", a), "Billing");
	arena_free(&a);
}
END_TEST

START_TEST(queue__titles__one_line_each_whatever_is_in_them)
{
	struct strbuf out = STRBUF_INIT;
	struct arena *a = arena_new();
	queue_titles_add(&out, "ca", "Facturació:\nes: mal");
	queue_titles_add(&out, "es", "Facturación");
	ck_assert_str_eq(out.buf, "ca: Facturació: es: mal\nes: Facturación");
	ck_assert_str_eq(queue_title_in("x", out.buf, "ca", a), "Facturació: es: mal");
	ck_assert_str_eq(queue_title_in("x", out.buf, "es", a), "Facturación");
	arena_free(&a);
	strbuf_fini(&out);
}
END_TEST

START_TEST(queue__called__in_any_language_without_accents)
{
	struct arena *a = arena_new();
	ck_assert(queue_is_called("Billing", titles, "facturacio", a));
	ck_assert(queue_is_called("Billing", titles, "facturacion", a));
	ck_assert(queue_is_called("Billing", titles, "cobranza", a));
	ck_assert(queue_is_called("Billing", NULL, "billing", a));
	ck_assert(!queue_is_called("Billing", titles, "factura", a));
	ck_assert(!queue_is_called("Billing", titles, "es", a));
	ck_assert(!queue_is_called(NULL, NULL, "", a));
	arena_free(&a);
}
END_TEST

START_TEST(queue__compare_shown__by_letters_then_id)
{
	struct queue a = {.id = 1, .shown = "Àrea"}, b = {.id = 2, .shown = "Botiga"};
	ck_assert_int_lt(queue_compare_shown(&a, &b), 0);
	b.shown = "area";
	ck_assert_int_lt(queue_compare_shown(&a, &b), 0);
	ck_assert_int_gt(queue_compare_shown(&b, &a), 0);
}
END_TEST

Suite *suite_queue(void);
Suite *suite_queue(void)
{
	Suite *s = suite_create("queue");
	TCase *tc = tcase_create("queue");
	tcase_add_test(tc, queue__promise__halved_by_each_fact);
	tcase_add_test(tc, queue__compare__promise_then_arrival_then_id);
	tcase_add_test(tc, queue__order__no_overtaking_after_the_spread);
	tcase_add_test(tc, queue__title__exactly_then_its_base_then_the_centres);
	tcase_add_test(tc, queue__titles__one_line_each_whatever_is_in_them);
	tcase_add_test(tc, queue__called__in_any_language_without_accents);
	tcase_add_test(tc, queue__compare_shown__by_letters_then_id);
	suite_add_tcase(s, tc);
	return s;
}
