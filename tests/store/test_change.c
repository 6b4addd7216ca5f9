/* test_change.c - change sets: together or not at all, taken back whole, and not quietly edited. */
#include "store/support_rows.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

static void set_subject(struct centre *c, int64_t id, const char *subject)
{
	struct casefile row = centre_case_now(c, id);
	row.subject = subject;
	ok(c, store_casefile_save(c->s, &row, &c->err));
}

static const char *subject_of(struct centre *c, int64_t id)
{
	struct casefile row = centre_case_now(c, id);
	return row.subject;
}

static void verify(struct centre *c, enum rc expected)
{
	int64_t checked = 0;
	enum rc rc = change_verify(c->s, &checked, &c->err);
	ck_assert_msg(rc == expected, "%s: %s", rc_name(rc), c->err.text);
	if (expected == RC_OK)
		ck_assert_int_gt(checked, 0);
}

START_TEST(change__nested__one_set_or_none)
{
	struct centre *c = centre_here();
	int64_t seq = 0;
	int64_t sets = raw_int(c->s, "SELECT count(*) FROM change_set");
	ok(c, change_begin(c->s, "two cases", "object", &c->err));
	struct casefile one = centre_case_in(c, c->maria.id, c->tech.id, "One");
	centre_case_in(c, c->maria.id, c->tech.id, "Two");
	change_set_reason(c->s, "because");
	ok(c, change_commit(c->s, &seq, &c->err));
	ck_assert_int_gt(seq, 0);
	ck_assert_int_eq(raw_int(c->s, "SELECT count(*) FROM change_set"), sets + 1);
	ok(c, change_begin(c->s, "never", NULL, &c->err));
	set_subject(c, one.id, "Other");
	change_rollback(c->s);
	change_rollback(c->s);
	ck_assert_str_eq(subject_of(c, one.id), "One");
	ok(c, change_begin(c->s, "nothing", NULL, &c->err));
	ok(c, change_commit(c->s, &seq, &c->err));
	ck_assert_int_eq(seq, 0);
	ck_assert_int_eq(raw_int(c->s, "SELECT count(*) FROM change_set"), sets + 1);
	verify(c, RC_OK);
}
END_TEST

/* A refused step that wrote nothing leaves the outer set alive; the caller decides. */
START_TEST(change__nested__refusal_without_writing_spoils_nothing)
{
	struct centre *c = centre_here();
	ok(c, change_begin(c->s, "some", NULL, &c->err));
	struct casefile bad = {.customer_id = c->maria.id, .subject = "nobody's"};
	ck_assert_int_eq(store_casefile_add(c->s, &bad, c->a, &c->err), RC_INVALID);
	struct casefile good = centre_case_in(c, c->maria.id, c->tech.id, "Good");
	ok(c, change_commit(c->s, NULL, &c->err));
	ck_assert_str_eq(subject_of(c, good.id), "Good");
}
END_TEST

START_TEST(change__commit__after_rollback_is_refused)
{
	struct centre *c = centre_here();
	ok(c, change_begin(c->s, "x", NULL, &c->err));
	change_rollback(c->s);
	ck_assert_int_eq(change_commit(c->s, NULL, &c->err), RC_CONFLICT);
}
END_TEST

START_TEST(change__undo_redo__through_several)
{
	struct centre *c = centre_here();
	struct casefile row = centre_case_in(c, c->maria.id, c->tech.id, "A");
	set_subject(c, row.id, "B");
	set_subject(c, row.id, "C");
	struct change_info done = centre_undo(c);
	ck_assert_str_eq(done.command, "case save");
	ck_assert_str_eq(subject_of(c, row.id), "B");
	done = centre_undo(c);
	ck_assert_str_eq(subject_of(c, row.id), "A");
	done = centre_redo(c);
	ck_assert_str_eq(subject_of(c, row.id), "B");
	ck_assert_str_eq(done.command, "case save");
	done = centre_redo(c);
	ck_assert_str_eq(subject_of(c, row.id), "C");
	ck_assert_int_eq(change_redo(c->s, c->a, &done, &c->err), RC_NOTFOUND);
	done = centre_undo(c);
	ck_assert_str_eq(subject_of(c, row.id), "B");
	set_subject(c, row.id, "D");
	ck_assert_int_eq(change_redo(c->s, c->a, &done, &c->err), RC_NOTFOUND);
	done = centre_undo(c);
	done = centre_undo(c);
	done = centre_undo(c);
	struct casefile gone;
	ck_assert_int_eq(store_casefile_get(c->s, row.id, c->a, &gone, &c->err), RC_NOTFOUND);
	done = centre_redo(c);
	ck_assert_str_eq(subject_of(c, row.id), "A");
	verify(c, RC_OK);
}
END_TEST

START_TEST(change__undo__each_actor_their_own)
{
	struct centre *c = centre_here();
	struct change_info done;
	struct casefile mine = centre_case_in(c, c->maria.id, c->tech.id, "Mine");
	store_set_actor(c->s, c->bo.id, "bo");
	ck_assert_int_eq(change_undo(c->s, 0, c->a, &done, &c->err), RC_NOTFOUND);
	struct casefile theirs = centre_case_in(c, c->maria.id, c->tech.id, "Theirs");
	store_set_actor(c->s, c->ana.id, "ana");
	done = centre_undo(c);
	struct casefile gone;
	ck_assert_int_eq(store_casefile_get(c->s, mine.id, c->a, &gone, &c->err), RC_NOTFOUND);
	ck_assert_str_eq(subject_of(c, theirs.id), "Theirs");
}
END_TEST

START_TEST(change__undo__names_what_changed_meanwhile)
{
	struct centre *c = centre_here();
	struct change_info done;
	struct casefile row = centre_case_in(c, c->maria.id, c->tech.id, "A");
	set_subject(c, row.id, "B");
	store_set_actor(c->s, c->bo.id, "bo");
	set_subject(c, row.id, "Bo's");
	store_set_actor(c->s, c->ana.id, "ana");
	ck_assert_int_eq(change_undo(c->s, 0, c->a, &done, &c->err), RC_CONFLICT);
	ck_assert_ptr_nonnull(strstr(c->err.text, "subject"));
	ck_assert_ptr_nonnull(strstr(c->err.text, "bo"));
	ck_assert_str_eq(subject_of(c, row.id), "Bo's");
	verify(c, RC_OK);
}
END_TEST

START_TEST(change__undo__of_what_others_built_on_is_refused)
{
	struct centre *c = centre_here();
	struct change_info done;
	struct casefile row = centre_case_in(c, c->maria.id, c->tech.id, "A");
	store_set_actor(c->s, c->bo.id, "bo");
	centre_note(c, c->bo.id, row.id, "built on it");
	store_set_actor(c->s, c->ana.id, "ana");
	ck_assert_int_eq(change_undo(c->s, 0, c->a, &done, &c->err), RC_CONFLICT);
	ck_assert_str_eq(subject_of(c, row.id), "A");
}
END_TEST

START_TEST(change__undo__final_and_twice_are_refused)
{
	struct centre *c = centre_here();
	struct change_info done;
	int64_t seq, final;
	ok(c, change_begin(c->s, "act", NULL, &c->err));
	centre_case_in(c, c->maria.id, c->tech.id, "A");
	ok(c, change_commit(c->s, &seq, &c->err));
	ok(c, change_begin(c->s, "import", NULL, &c->err));
	change_set_final(c->s);
	centre_case_in(c, c->maria.id, c->tech.id, "B");
	ok(c, change_commit(c->s, &final, &c->err));
	ck_assert_int_eq(change_undo(c->s, final, c->a, &done, &c->err), RC_INVALID);
	done = centre_undo(c);
	ck_assert_int_eq(done.seq, seq);
	ck_assert_int_eq(change_undo(c->s, seq, c->a, &done, &c->err), RC_CONFLICT);
	ck_assert_int_eq(change_undo(c->s, 999999, c->a, &done, &c->err), RC_NOTFOUND);
}
END_TEST

START_TEST(change__list__of_all_of_one_actor_and_of_one_row)
{
	struct centre *c = centre_here();
	struct change_info *list;
	struct change_field *fields;
	size_t n;
	struct casefile row = centre_case_in(c, c->maria.id, c->tech.id, "A");
	set_subject(c, row.id, "B");
	ok(c, change_list(c->s, 0, "casefile", row.id, 10, c->a, &list, &n, &c->err));
	ck_assert_uint_eq(n, 2);
	ck_assert_int_gt(list[0].seq, list[1].seq);
	ck_assert_str_eq(list[0].actor, "ana");
	ck_assert_int_eq(list[0].at, NOW_MS);
	ok(c, change_fields(c->s, list[0].seq, c->a, &fields, &n, &c->err));
	ck_assert_uint_eq(n, 1);
	ck_assert_str_eq(fields[0].field, "subject");
	ck_assert_str_eq(fields[0].old, "A");
	ck_assert_str_eq(fields[0].new, "B");
	ck_assert(!fields[0].erased);
	ok(c, change_list(c->s, c->ana.id, NULL, 0, 10, c->a, &list, &n, &c->err));
	ck_assert_uint_eq(n, 2);
	ok(c, change_list(c->s, c->bo.id, "casefile", row.id, 10, c->a, &list, &n, &c->err));
	ck_assert_uint_eq(n, 0);
	ok(c, change_list(c->s, 0, NULL, 0, 3, c->a, &list, &n, &c->err));
	ck_assert_uint_eq(n, 3);
	centre_undo(c);
	ok(c, change_list(c->s, 0, "casefile", row.id, 10, c->a, &list, &n, &c->err));
	ck_assert_uint_eq(n, 3);
	ck_assert_int_eq(list[0].undoes, list[1].seq);
	ck_assert_int_eq(list[1].undone_by, list[0].seq);
}
END_TEST

/* Each line is one way to edit history by hand; SEQ is the number of a set in the middle. */
static const char *const edits[] = {
	"UPDATE change SET new = 'x' WHERE seq = SEQ AND field = 'subject'",
	"UPDATE change SET new = replace(new, 'state=3:new', 'state=4:open') WHERE seq = SEQ",
	"UPDATE change SET op = 'drop' WHERE seq = SEQ AND n = 0",
	"UPDATE change SET field = '#' WHERE seq = SEQ AND n = 0",
	"UPDATE change SET row_id = row_id + 1 WHERE seq = SEQ",
	"UPDATE change SET field = 'topic' WHERE seq = SEQ AND n = 0",
	"UPDATE change_payload SET new = 'edited' WHERE seq = SEQ",
	"UPDATE change_set SET actor = 'bo' WHERE seq = SEQ",
	"UPDATE change_set SET at = at + 1 WHERE seq = SEQ",
	"UPDATE change_set SET command = 'edited' WHERE seq = SEQ",
	"UPDATE change_set SET reason = 'edited' WHERE seq = SEQ",
	"UPDATE change_set SET final = 1 WHERE seq = SEQ",
	"UPDATE change_set SET hash = (SELECT hash FROM change_set s WHERE s.seq < change_set.seq "
	"ORDER BY s.seq LIMIT 1) WHERE seq = SEQ",
	"DELETE FROM change_set WHERE seq = SEQ",
	"DELETE FROM change WHERE seq = SEQ AND n = 1",
	"DELETE FROM change WHERE seq = SEQ",
	"UPDATE change_set SET seq = seq + 1000 WHERE seq = SEQ",
	"UPDATE change_set SET link = link + 1000 WHERE seq = SEQ",
	"INSERT INTO change (seq, n, entity, row_id, op, field, old, new, digest, first) VALUES "
	"(SEQ, 99, 'casefile', 1, 'save', 'topic', NULL, 'x', NULL, 0)",
	"UPDATE chain_head SET link = link - 1, seq = SEQ",
	"DELETE FROM change_set WHERE seq > SEQ",
	"DELETE FROM chain_head WHERE seq > SEQ",
};
enum { EDITS = sizeof(edits) / sizeof(edits[0]) };

static void check_edit(int driver, int edit)
{
	struct centre *c = centre_open(driver);
	if (c == NULL)
		return;
	int64_t seq = 0;
	centre_case_in(c, c->maria.id, c->tech.id, "before");
	ok(c, change_begin(c->s, "act", NULL, &c->err));
	struct casefile row = centre_case_in(c, c->maria.id, c->tech.id, "the one");
	set_subject(c, row.id, "the one, said better");
	ok(c, change_commit(c->s, &seq, &c->err));
	ck_assert_int_gt(raw_int(c->s,
				 "SELECT count(*) FROM change WHERE field = '*' AND "
				 "new LIKE '%state=3:new,%'"),
		0);
	centre_case_in(c, c->maria.id, c->tech.id, "after");
	centre_case_in(c, c->maria.id, c->tech.id, "last");
	verify(c, RC_OK);
	const char *place = strstr(edits[edit], "SEQ");
	char *sql = arena_printf(c->a, "%.*s%lld%s", (int)(place - edits[edit]), edits[edit],
		(long long)seq, place + 3);
	raw_run(c->s, sql);
	int64_t checked = 0;
	enum rc rc = change_verify(c->s, &checked, &c->err);
	ck_assert_msg(rc == RC_CONFLICT, "not seen: %s", sql);
	centre_close(&c);
}

START_TEST(change__verify__sees_every_edit_sqlite)
{
	check_edit(STORE_SQLITE, _i);
}
END_TEST

START_TEST(change__verify__sees_every_edit_postgres)
{
	check_edit(STORE_POSTGRES, _i);
}
END_TEST

START_TEST(change__verify__sees_a_swap)
{
	struct centre *c = centre_here();
	centre_case_in(c, c->maria.id, c->tech.id, "A");
	centre_case_in(c, c->maria.id, c->tech.id, "B");
	centre_case_in(c, c->maria.id, c->tech.id, "C");
	verify(c, RC_OK);
	int64_t top = raw_int(c->s, "SELECT max(seq) FROM change_set");
	char sql[256];
	const char *const tables[] = {"change_set", "change", "change_payload"};
	for (int step = 0; step < 3; step++) {
		for (int t = 0; t < 3; t++) {
			int64_t from = step == 0 ? top - 1 : step == 1 ? top - 2 : 100000;
			int64_t to = step == 0 ? 100000 : step == 1 ? top - 1 : top - 2;
			snprintf(sql, sizeof(sql), "UPDATE %s SET seq = %lld WHERE seq = %lld",
				tables[t], (long long)to, (long long)from);
			raw_run(c->s, sql);
		}
	}
	verify(c, RC_CONFLICT);
}
END_TEST

START_TEST(change__verify__survives_erasure)
{
	struct centre *c = centre_here();
	struct casefile row = centre_case_in(c, c->maria.id, c->tech.id, "personal");
	set_subject(c, row.id, "still personal");
	raw_run(c->s, "DELETE FROM change_payload");
	verify(c, RC_OK);
	struct change_info *list, done;
	struct change_field *fields;
	size_t n;
	ok(c, change_list(c->s, 0, "casefile", row.id, 1, c->a, &list, &n, &c->err));
	ok(c, change_fields(c->s, list[0].seq, c->a, &fields, &n, &c->err));
	ck_assert(fields[0].erased);
	ck_assert_ptr_null(fields[0].old);
	ck_assert_int_eq(change_undo(c->s, 0, c->a, &done, &c->err), RC_CONFLICT);
	ck_assert_str_eq(subject_of(c, row.id), "still personal");
	verify(c, RC_OK);
}
END_TEST

static const struct change_field *field_of(
	const struct change_field *fields, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++) {
		if (strcmp(fields[i].field, name) == 0)
			return &fields[i];
	}
	ck_abort_msg("no field %s", name);
	return NULL;
}

/* One row of the record a row of the store, and readers see field by field all the same. */
START_TEST(change__whole__is_one_record_and_reads_as_fields)
{
	struct centre *c = centre_here();
	struct change_field *fields;
	size_t n;
	int64_t seq;
	ok(c, change_begin(c->s, "act", NULL, &c->err));
	struct casefile row =
		centre_case_in(c, c->maria.id, c->tech.id, "5:tricky,=\n\xe2\x82\xac");
	ok(c, change_commit(c->s, &seq, &c->err));
	ck_assert_int_eq(raw_int(c->s,
				 "SELECT count(*) FROM change WHERE seq = (SELECT max(seq) "
				 "FROM change_set)"),
		1);
	ok(c, change_fields(c->s, seq, c->a, &fields, &n, &c->err));
	ck_assert_uint_gt(n, 5);
	const struct change_field *subject = field_of(fields, n, "subject");
	ck_assert_str_eq(subject->new, "5:tricky,=\n\xe2\x82\xac");
	ck_assert_ptr_null(subject->old);
	ck_assert_str_eq(subject->entity, "casefile");
	ck_assert_int_eq(subject->id, row.id);
	ck_assert_str_eq(field_of(fields, n, "state")->new, "new");
	ck_assert_str_eq(field_of(fields, n, "number")->new, row.number);
	centre_undo(c);
	ok(c, change_fields(c->s, seq + 1, c->a, &fields, &n, &c->err));
	ck_assert_str_eq(field_of(fields, n, "subject")->old, "5:tricky,=\n\xe2\x82\xac");
	ck_assert_ptr_null(field_of(fields, n, "state")->new);
	centre_redo(c);
	ck_assert_str_eq(subject_of(c, row.id), "5:tricky,=\n\xe2\x82\xac");
	raw_run(c->s, "DELETE FROM change_payload");
	ok(c, change_fields(c->s, seq, c->a, &fields, &n, &c->err));
	ck_assert_str_eq(field_of(fields, n, "state")->new, "new");
	ck_assert(!field_of(fields, n, "state")->erased);
	ck_assert(field_of(fields, n, "*")->erased);
	verify(c, RC_OK);
}
END_TEST

/* Every text that no carrel wrote is refused, and none is read beyond its end. */
START_TEST(change__whole__bad_texts_are_refused)
{
	static const char *const bad[] = {"x", "=", "state", "state=", "state=3",
		"state=3:", "state=3:ne", "state=3:new", "state=3:newx", "state=9:new,", "state=-",
		"state=-1:x,", "state=999999999:x,", "state=99999999999999999999:x,",
		"state=3:new,x", "STATE=3:new,", "state=3:new,topic=1:"};
	struct centre *c = centre_here();
	struct change_field *fields;
	struct change_info done;
	size_t n;
	int64_t seq;
	ok(c, change_begin(c->s, "act", NULL, &c->err));
	struct casefile row = centre_case_in(c, c->maria.id, c->tech.id, "A");
	ok(c, change_commit(c->s, &seq, &c->err));
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		char sql[160];
		snprintf(sql, sizeof(sql), "UPDATE change SET new = '%s' WHERE seq = %lld", bad[i],
			(long long)seq);
		raw_run(c->s, sql);
		enum rc rc = change_fields(c->s, seq, c->a, &fields, &n, &c->err);
		ck_assert_msg(rc == RC_IO, "taken: %s", bad[i]);
		ck_assert_int_eq(change_undo(c->s, seq, c->a, &done, &c->err), RC_IO);
	}
	ck_assert_str_eq(subject_of(c, row.id), "A");
}
END_TEST

/* A final set keeps a digest of what it added; the row itself tells the fields while it stands. */
START_TEST(change__sealed__tells_what_the_row_tells)
{
	struct centre *c = centre_here();
	struct change_field *fields;
	size_t n;
	int64_t seq[2];
	struct casefile rows[2];
	for (int late = 0; late < 2; late++) {
		ok(c, change_begin(c->s, "import", NULL, &c->err));
		if (late == 0)
			change_set_final(c->s);
		rows[late] = centre_case_in(c, c->maria.id, c->tech.id, "imported");
		if (late == 1)
			change_set_final(c->s);
		ok(c, change_commit(c->s, &seq[late], &c->err));
		ok(c, change_fields(c->s, seq[late], c->a, &fields, &n, &c->err));
		ck_assert_str_eq(field_of(fields, n, "subject")->new, "imported");
		ck_assert_str_eq(field_of(fields, n, "number")->new, rows[late].number);
	}
	ck_assert_int_eq(raw_int(c->s,
				 "SELECT count(*) FROM change_payload WHERE new LIKE "
				 "'%imported%'"),
		0);
	ck_assert_int_eq(raw_int(c->s, "SELECT count(*) FROM change WHERE field = '#'"), 2);
	verify(c, RC_OK);
	set_subject(c, rows[0].id, "changed since");
	ok(c, change_fields(c->s, seq[0], c->a, &fields, &n, &c->err));
	ck_assert_uint_eq(n, 1);
	ck_assert_str_eq(fields[0].field, "*");
	ck_assert_ptr_null(fields[0].new);
	ck_assert(!fields[0].erased);
	verify(c, RC_OK);
	raw_run(c->s, "DELETE FROM change_payload");
	ok(c, change_fields(c->s, seq[1], c->a, &fields, &n, &c->err));
	ck_assert_uint_eq(n, 1);
	ck_assert(fields[0].erased);
	verify(c, RC_OK);
	raw_run(c->s,
		"UPDATE change SET digest = (SELECT c.digest FROM change c WHERE "
		"c.field = '#' ORDER BY c.seq DESC LIMIT 1) WHERE field = '#'");
	verify(c, RC_CONFLICT);
}
END_TEST

/* PostgreSQL: a chain each, and anchors across them. */
START_TEST(change__anchors__tie_the_chains)
{
	struct centre *c = centre_open(STORE_POSTGRES);
	if (c == NULL)
		return;
	struct casefile row = centre_case_in(c, c->maria.id, c->tech.id, "A");
	store_set_actor(c->s, c->bo.id, "bo");
	for (int i = 0; i < 70; i++)
		set_subject(c, row.id, i % 2 == 0 ? "B" : "C");
	ck_assert_int_ge(raw_int(c->s, "SELECT count(*) FROM anchor"), 1);
	ck_assert_int_ge(raw_int(c->s, "SELECT count(*) FROM anchor_head"), 2);
	verify(c, RC_OK);
	/* Ana's chain is cut off whole and its head with it: only the anchor knows. */
	char sql[128];
	snprintf(sql, sizeof(sql), "DELETE FROM change_set WHERE chain = %lld",
		(long long)c->ana.id);
	raw_run(c->s, sql);
	snprintf(sql, sizeof(sql), "DELETE FROM chain_head WHERE chain = %lld",
		(long long)c->ana.id);
	raw_run(c->s, sql);
	verify(c, RC_CONFLICT);
	ck_assert_ptr_nonnull(strstr(c->err.text, "anchor"));
	centre_close(&c);
}
END_TEST

Suite *suite_change(void);
Suite *suite_change(void)
{
	const TTest *const each[] = {
		change__nested__one_set_or_none,
		change__nested__refusal_without_writing_spoils_nothing,
		change__commit__after_rollback_is_refused,
		change__undo_redo__through_several,
		change__undo__each_actor_their_own,
		change__undo__names_what_changed_meanwhile,
		change__undo__of_what_others_built_on_is_refused,
		change__undo__final_and_twice_are_refused,
		change__list__of_all_of_one_actor_and_of_one_row,
		change__verify__sees_a_swap,
		change__verify__survives_erasure,
		change__whole__is_one_record_and_reads_as_fields,
		change__whole__bad_texts_are_refused,
		change__sealed__tells_what_the_row_tells,
	};
	Suite *s = centre_suite("change", 20, each, sizeof(each) / sizeof(each[0]));
	TCase *tc = tcase_create("change");
	tcase_set_timeout(tc, 20);
	tcase_add_loop_test(tc, change__verify__sees_every_edit_sqlite, 0, EDITS);
	tcase_add_loop_test(tc, change__verify__sees_every_edit_postgres, 0, EDITS);
	tcase_add_test(tc, change__anchors__tie_the_chains);
	suite_add_tcase(s, tc);
	return s;
}
