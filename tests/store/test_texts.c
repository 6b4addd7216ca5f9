/* test_texts.c - uses of texts: written with what they went out with, undone with it, counted. */
#include "store/support_rows.h"

#include "carrel/clock.h"
#include "carrel/outbox.h"

#include <check.h>
#include <string.h>

enum { DAY_MS = 24 * 60 * 60 * 1000 };

static struct casefile make_case(struct centre *c, const char *subject, const char *topic)
{
	struct casefile file = {.customer_id = c->maria.id,
		.state = CASE_OPEN,
		.subject = subject,
		.topic = topic,
		.queue_id = c->billing.id,
		.owner_id = c->ana.id,
		.next_action = "Look",
		.next_at = NOW_MS};
	ok(c, store_casefile_add(c->s, &file, c->a, &c->err));
	return file;
}

static struct text_use use_of(struct centre *c, const char *text_id, int64_t case_id, int64_t at)
{
	struct text_use use = {.text_id = text_id,
		.language = "es",
		.agent_id = c->ana.id,
		.case_id = case_id,
		.at = at,
		.inserted = 100,
		.kept = 100};
	ok(c, store_text_use_add(c->s, &use, c->a, &c->err));
	return use;
}

static struct text_report_row *report(
	struct centre *c, int64_t from, int64_t to, enum text_report_by by, size_t *n)
{
	struct text_report_row *rows;
	ok(c, store_text_use_report(c->s, from, to, by, c->a, &rows, n, &c->err));
	return rows;
}

START_TEST(texts__add__takes_the_rest_from_the_case)
{
	struct centre *c = centre_here();
	struct casefile file = make_case(c, "Charged twice", "billing");
	struct text_use first = use_of(c, "a", file.id, NOW_MS);
	ck_assert_int_eq(first.queue_id, c->billing.id);
	ck_assert_str_eq(first.topic, "billing");
	ck_assert_str_eq(first.after_text, "");
	struct text_use second = use_of(c, "b", file.id, NOW_MS);
	ck_assert_str_eq(second.after_text, "a");
	struct text_use third = use_of(c, "c", file.id, NOW_MS);
	ck_assert_str_eq(third.after_text, "b");
	ck_assert_str_eq(third.after_second, "a");
	struct text_use elsewhere = use_of(c, "d", 0, 0);
	ck_assert_ptr_null(elsewhere.after_text);
	ck_assert_int_eq(elsewhere.at, NOW_MS);
	struct text_use nowhere = {.text_id = "a", .case_id = 999};
	ck_assert_int_eq(store_text_use_add(c->s, &nowhere, c->a, &c->err), RC_NOTFOUND);
}
END_TEST

START_TEST(texts__finish__in_the_set_of_the_note)
{
	struct centre *c = centre_here();
	struct casefile file = make_case(c, "Charged twice", "billing");
	struct contact written;
	centre_take_case(c, c->ana.id, file.id);
	const struct text_use texts[] = {{.text_id = "hello", .language = "es"},
		{.text_id = "overcharge",
			.language = "es",
			.edition = "0123456789ab",
			.tone = "formal",
			.inserted = 80,
			.kept = 75,
			.rights = "ES-CT"}};
	const struct work_finish f = {.outcome = outcome_find(outcome_builtin, "solved"),
		.note = "Paid back",
		.texts = texts,
		.ntexts = 2};
	const char *before = centre_snapshot(c);
	ok(c, work_finish(c->s, c->ana.id, &f, c->a, &written, &c->err));
	ck_assert_int_eq(raw_int(c->s, "SELECT count(*) FROM text_use"), 2);
	ck_assert_int_eq(raw_int(c->s,
				 "SELECT count(*) FROM text_use WHERE text_id = 'overcharge' "
				 "AND after_text = 'hello' AND kept = 75 AND tone = 'formal' "
				 "AND topic = 'billing' AND rights = 'ES-CT' AND "
				 "edition = '0123456789ab' AND contact_id IS NOT NULL"),
		1);
	centre_undo(c);
	const char *after = centre_snapshot(c);
	ck_assert_str_eq(after, before);
}
END_TEST

static void use_text(struct centre *c, struct store *s, const char *text_id)
{
	struct text_use use = {.text_id = text_id, .agent_id = c->ana.id, .channel = "mail"};
	ok(c, store_text_use_add(s, &use, c->a, &c->err));
}

/* Two people, the same two texts, in the other order: neither waits for the other. */
START_TEST(texts__count__keeps_nobody_waiting)
{
	struct centre *c = centre_open(STORE_POSTGRES);
	if (c == NULL)
		return;
	struct store *other = support_store_again();
	ok(c, change_begin(c->s, "reply", NULL, &c->err));
	ok(c, change_begin(other, "reply", NULL, &c->err));
	use_text(c, c->s, "greeting");
	use_text(c, other, "on-its-way");
	use_text(c, c->s, "on-its-way");
	use_text(c, other, "greeting");
	use_text(c, other, "greeting");
	ok(c, change_commit(c->s, NULL, &c->err));
	ok(c, change_commit(other, NULL, &c->err));
	ck_assert_int_eq(
		raw_int(c->s, "SELECT uses FROM text_count WHERE text_id = 'greeting'"), 3);
	ck_assert_int_eq(
		raw_int(c->s, "SELECT uses FROM text_count WHERE text_id = 'on-its-way'"), 2);
	store_close(&other);
	centre_close(&c);
}
END_TEST

static struct outbox_item reply_with_text(struct centre *c, int64_t case_id)
{
	struct outbox_item item = centre_reply(c, case_id);
	struct text_use use = {.text_id = "on-its-way",
		.case_id = case_id,
		.agent_id = c->ana.id,
		.channel = "mail",
		.outbox_id = item.id};
	ok(c, store_text_use_add(c->s, &use, c->a, &c->err));
	return item;
}

START_TEST(texts__reply__goes_with_it_or_comes_back_with_it)
{
	struct centre *c = centre_here();
	struct casefile file = make_case(c, "Router", "delivery");
	struct outbox_item item = reply_with_text(c, file.id), was;
	ck_assert_int_eq(raw_int(c->s, "SELECT count(*) FROM text_use"), 1);
	ok(c, outbox_cancel(c->s, item.id, c->a, &was, &c->err));
	ck_assert_int_eq(raw_int(c->s, "SELECT count(*) FROM text_use"), 0);
	ck_assert_int_eq(raw_int(c->s, "SELECT sum(uses) FROM text_count"), 0);
	item = reply_with_text(c, file.id);
	int64_t sent;
	ok(c, outbox_send_due(c->s, item.after_at, NULL, &sent, &c->err));
	ck_assert_int_eq(sent, 1);
	ck_assert_int_eq(raw_int(c->s,
				 "SELECT count(*) FROM text_use JOIN contact ON contact.id = "
				 "text_use.contact_id WHERE direction = 'out'"),
		1);
}
END_TEST

START_TEST(texts__lessons__both_ways_with_what_was_said)
{
	struct centre *c = centre_here();
	struct casefile file = make_case(c, "Invoice", "billing");
	struct contact mail = {.customer_id = c->maria.id,
		.case_id = file.id,
		.kind = CONTACT_MAIL,
		.direction = DIRECTION_IN,
		.at = NOW_MS,
		.body = "I was charged twice"};
	ok(c, store_contact_add(c->s, &mail, &c->err));
	struct contact call = {.customer_id = c->maria.id,
		.case_id = file.id,
		.kind = CONTACT_CALL,
		.direction = DIRECTION_IN,
		.at = NOW_MS,
		.body = "note of the agent"};
	ok(c, store_contact_add(c->s, &call, &c->err));
	struct text_use first = use_of(c, "a", file.id, NOW_MS);
	struct text_use second = use_of(c, "b", 0, NOW_MS);
	struct text_lesson *rows;
	size_t n;
	ok(c, store_text_lessons_back(c->s, 0, 10, c->a, &rows, &n, &c->err));
	ck_assert_uint_eq(n, 2);
	ck_assert_str_eq(rows[0].text_id, "b");
	ck_assert_ptr_null(rows[0].said);
	ck_assert_str_eq(rows[1].said, "Invoice\nI was charged twice");
	ck_assert_str_eq(rows[1].queue, "billing");
	ck_assert_str_eq(rows[1].topic, "billing");
	ok(c, store_text_lessons_back(c->s, second.id, 10, c->a, &rows, &n, &c->err));
	ck_assert_uint_eq(n, 1);
	ck_assert_int_eq(rows[0].use_id, first.id);
	ok(c, store_text_lessons_since(c->s, first.id, 10, c->a, &rows, &n, &c->err));
	ck_assert_uint_eq(n, 1);
	ck_assert_int_eq(rows[0].use_id, second.id);
	ok(c, store_text_lessons_since(c->s, second.id, 10, c->a, &rows, &n, &c->err));
	ck_assert_uint_eq(n, 0);
}
END_TEST

START_TEST(texts__report__sums_of_the_span)
{
	struct centre *c = centre_here();
	struct casefile file = make_case(c, "Invoice", "billing");
	size_t n;
	report(c, 0, INT64_MAX, TEXT_REPORT_BY_TEXT, &n);
	ck_assert_uint_eq(n, 0);
	static const int64_t kept[] = {100, 100, 40, 0, 60};
	for (int i = 0; i < 5; i++) {
		struct text_use use = {.text_id = "a",
			.agent_id = i == 4 ? c->bo.id : c->ana.id,
			.case_id = file.id,
			.language = i == 0 ? "ca" : "es",
			.at = NOW_MS + i,
			.inserted = 10,
			.kept = kept[i],
			.rights = i == 0 ? "ES-CT" : NULL};
		ok(c, store_text_use_add(c->s, &use, c->a, &c->err));
	}
	struct text_use unknown = {.text_id = "a", .at = NOW_MS + 5};
	ok(c, store_text_use_add(c->s, &unknown, c->a, &c->err));
	use_of(c, "outside", file.id, NOW_MS + 6);
	struct text_report_row *rows = report(c, NOW_MS, NOW_MS + 6, TEXT_REPORT_BY_TEXT, &n);
	ck_assert_uint_eq(n, 1);
	ck_assert_str_eq(rows[0].key, "a");
	ck_assert_int_eq(rows[0].uses, 6);
	ck_assert_int_eq(rows[0].agents, 2);
	ck_assert_int_eq(rows[0].measured, 5);
	ck_assert_int_eq(rows[0].unedited, 2);
	ck_assert_int_eq(rows[0].kept_sum, 300);
	ck_assert_int_eq(rows[0].kept_median, 60);
	ck_assert_int_eq(rows[0].in_case, 5);
	ck_assert_int_eq(rows[0].solved, 0);
	ck_assert_int_eq(rows[0].rights, 1);
	ck_assert_int_eq(rows[0].last_at, NOW_MS + 5);
	rows = report(c, 0, INT64_MAX, TEXT_REPORT_BY_LANGUAGE, &n);
	ck_assert_uint_eq(n, 3);
	ck_assert_str_eq(rows[0].key, "");
	ck_assert_str_eq(rows[1].key, "ca");
	rows = report(c, 0, INT64_MAX, TEXT_REPORT_BY_AGENT, &n);
	ck_assert_uint_eq(n, 3);
	rows = report(c, 0, INT64_MAX, TEXT_REPORT_BY_QUEUE, &n);
	ck_assert_uint_eq(n, 2);
	ck_assert_str_eq(rows[1].key, "billing");
	struct text_count ever;
	ok(c, store_text_use_ever(c->s, "outside", c->a, &ever, &c->err));
	ck_assert_int_eq(ever.uses, 1);
	ok(c, store_text_use_ever(c->s, "never", c->a, &ever, &c->err));
	ck_assert_int_eq(ever.uses, 0);
}
END_TEST

/* Solved with the text; then the customer is in touch again, after six days or after eight. */
static struct text_report_row solved_and_back(struct centre *c, int64_t days)
{
	struct casefile file = make_case(c, "Invoice", "billing");
	struct contact written;
	size_t n;
	centre_take_case(c, c->ana.id, file.id);
	const struct text_use text = {.text_id = days < 7 ? "soon" : "late"};
	const struct work_finish f = {.outcome = outcome_find(outcome_builtin, "solved"),
		.note = "Paid",
		.texts = &text,
		.ntexts = 1};
	ok(c, work_finish(c->s, c->ana.id, &f, c->a, &written, &c->err));
	struct contact again = {.customer_id = c->maria.id,
		.case_id = file.id,
		.kind = CONTACT_MAIL,
		.direction = DIRECTION_IN,
		.at = NOW_MS + days * DAY_MS,
		.body = "Still wrong"};
	ok(c, store_contact_add(c->s, &again, &c->err));
	struct text_report_row *rows = report(c, 0, INT64_MAX, TEXT_REPORT_BY_TEXT, &n);
	return strcmp(rows[0].key, text.text_id) == 0 ? rows[0] : rows[1];
}

/* Once, whoever asks; and nobody takes it back by undo. */
START_TEST(texts__seen__the_first_time_stays)
{
	struct centre *c = centre_here();
	static const char *const first[] = {"b", "a"}, *const more[] = {"a", "c", "b"};
	struct text_seen *rows;
	size_t n;
	ok(c, store_texts_seen(c->s, first, 2, NOW_MS, c->a, &rows, &n, &c->err));
	ck_assert_uint_eq(n, 2);
	ck_assert_str_eq(rows[0].text_id, "a");
	ck_assert_int_eq(text_seen_at(rows, n, "b"), NOW_MS);
	ck_assert_int_eq(text_seen_at(rows, n, "c"), 0);
	int64_t sets = raw_int(c->s, "SELECT count(*) FROM change_set");
	ok(c, store_texts_seen(c->s, first, 2, NOW_MS + 5, c->a, &rows, &n, &c->err));
	ck_assert_int_eq(raw_int(c->s, "SELECT count(*) FROM change_set"), sets); /* nothing new */
	ok(c, store_texts_seen(c->s, more, 3, NOW_MS + DAY_MS, c->a, &rows, &n, &c->err));
	ck_assert_uint_eq(n, 3);
	ck_assert_int_eq(text_seen_at(rows, n, "a"), NOW_MS);
	ck_assert_int_eq(text_seen_at(rows, n, "c"), NOW_MS + DAY_MS);
	ck_assert_int_eq(raw_int(c->s, "SELECT count(*) FROM change_set"), sets + 1);
	ok(c, store_texts_seen(c->s, NULL, 0, NOW_MS, c->a, &rows, &n, &c->err));
	ck_assert_uint_eq(n, 3);
}
END_TEST

START_TEST(texts__report__outcome_after)
{
	struct centre *c = centre_here();
	struct text_report_row late = solved_and_back(c, 8);
	ck_assert_str_eq(late.key, "late");
	ck_assert_int_eq(late.solved, 1);
	ck_assert_int_eq(late.ended, 1);
	ck_assert_int_eq(late.back, 0);
	struct text_report_row soon = solved_and_back(c, 6);
	ck_assert_str_eq(soon.key, "soon");
	ck_assert_int_eq(soon.ended, 1);
	ck_assert_int_eq(soon.back, 1);
}
END_TEST

Suite *suite_texts(void);
Suite *suite_texts(void)
{
	const TTest *const each[] = {
		texts__add__takes_the_rest_from_the_case,
		texts__finish__in_the_set_of_the_note,
		texts__reply__goes_with_it_or_comes_back_with_it,
		texts__lessons__both_ways_with_what_was_said,
		texts__report__sums_of_the_span,
		texts__report__outcome_after,
		texts__seen__the_first_time_stays,
	};
	Suite *s = centre_suite("texts", 60, each, sizeof(each) / sizeof(each[0]));
	TCase *tc = tcase_create("texts");
	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, texts__count__keeps_nobody_waiting);
	suite_add_tcase(s, tc);
	return s;
}
