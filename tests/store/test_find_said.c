/* test_find_said.c - cases by their subject and by what was said in them, each once, the likeliest first. */
#include "store/support_find.h"

#include <check.h>
#include <string.h>

/* ---- subjects of cases, and what was said in them ---- */

static struct casefile case_about(struct centre *c, int64_t customer, const char *subject)
{
	return centre_case_in(c, customer, c->tech.id, subject);
}

static void say(struct centre *c, int64_t customer, int64_t case_id, const char *body)
{
	struct contact note = {
		.customer_id = customer, .case_id = case_id, .kind = CONTACT_NOTE, .body = body};
	ok(c, store_contact_add(c->s, &note, &c->err));
}

static size_t cases_of(const struct find_row *rows, size_t n, int64_t case_id)
{
	size_t count = 0;
	for (size_t i = 0; i < n; i++)
		count += rows[i].case_id == case_id;
	return count;
}

START_TEST(find__subject__words_of_it)
{
	struct centre *c = centre_here();
	struct casefile file = case_about(c, c->maria.id, "El pedido P1007110 no ha llegado aún");
	case_about(c, c->ivo.id, "Another matter");
	size_t n;
	struct find_row *rows = centre_find(c, "El pedido P1007110 no ha llegado aun", &n);
	ck_assert_uint_eq(n, 1);
	ck_assert_int_eq(rows[0].kind, FIND_CASE);
	ck_assert_int_eq(rows[0].id, file.id);
	ck_assert_str_eq(rows[0].case_number, file.number);
	ck_assert_str_eq(rows[0].who, c->maria.name);
	ck_assert_str_eq(rows[0].state, "new");
	ck_assert_int_eq(rows[0].at, file.updated_at);
	centre_found(c, "llegado pedi", FIND_CASE, "P1007110");
	centre_found(c, "PEDIDO AÚN", FIND_CASE, "P1007110");
	centre_found(c, "p1007110", FIND_CASE, "P1007110");
	centre_nothing(c, "ped llegado");
}
END_TEST

START_TEST(find__subject__a_case_once_with_all_that_was_said_in_it)
{
	struct centre *c = centre_here();
	struct casefile file = case_about(c, c->maria.id, "Fibre outage");
	say(c, c->maria.id, file.id, "The fibre is cut.");
	say(c, c->maria.id, file.id, "Fibre mended?");
	struct casefile other = case_about(c, c->ivo.id, "Invoice");
	say(c, c->ivo.id, other.id, "Also asks for fibre.");
	say(c, c->ivo.id, 0, "Fibre brochure sent.");
	size_t n;
	struct find_row *rows = centre_find(c, "fibre", &n);
	ck_assert_uint_eq(n, 3);
	ck_assert_uint_eq(cases_of(rows, n, file.id), 1);
	ck_assert_uint_eq(cases_of(rows, n, other.id), 1);
	for (size_t i = 0; i < n; i++) {
		if (rows[i].case_id == other.id)
			ck_assert_ptr_nonnull(strstr(rows[i].detail, "asks for fibre"));
		ck_assert_ptr_nonnull(rows[i].who);
		ck_assert_int_ne(rows[i].at, 0);
	}
	ck_assert_int_eq(rows[2].kind, FIND_CONTACT); /* of no case: after those to go on with */
	ck_assert_str_eq(rows[2].title, "Fibre brochure sent.");
	ck_assert_str_eq(rows[2].who, c->ivo.name);
}
END_TEST

START_TEST(find__subject__open_before_done_newest_first)
{
	struct centre *c = centre_here();
	struct casefile first = case_about(c, c->maria.id, "Modem one"),
			second = case_about(c, c->ivo.id, "Modem two"),
			done = case_about(c, c->ivo.id, "Modem three");
	first.updated_at = 1000;
	second.updated_at = 2000;
	done.updated_at = 3000;
	done.state = CASE_SOLVED;
	done.solved_at = 3000;
	ok(c, store_casefile_save(c->s, &first, &c->err));
	ok(c, store_casefile_save(c->s, &second, &c->err));
	ok(c, store_casefile_save(c->s, &done, &c->err));
	size_t n;
	struct find_row *rows = centre_find(c, "modem", &n);
	ck_assert_uint_eq(n, 3);
	ck_assert_int_eq(rows[0].id, second.id);
	ck_assert_int_eq(rows[1].id, first.id);
	ck_assert_int_eq(rows[2].id, done.id);
	ck_assert(rows[1].open && !rows[2].open);
}
END_TEST

/* An import gives old cases the highest numbers. */
START_TEST(find__subject__open_one_behind_many_that_are_done)
{
	enum { MORE_THAN_SHOWN = 120 };
	struct centre *c = centre_here();
	struct casefile open = case_about(c, c->maria.id, "Modem blinks");
	ok(c, change_begin(c->s, "many", NULL, &c->err));
	for (int i = 0; i < MORE_THAN_SHOWN; i++) {
		struct casefile done = case_about(c, c->ivo.id, "Modem dead");
		done.state = CASE_SOLVED;
		done.solved_at = 3000;
		ok(c, store_casefile_save(c->s, &done, &c->err));
	}
	ok(c, change_commit(c->s, NULL, &c->err));
	static const char *const typed[] = {"mo", "modem"};
	for (size_t i = 0; i < sizeof(typed) / sizeof(typed[0]); i++) {
		size_t n;
		struct find_row *rows = centre_find(c, typed[i], &n);
		ck_assert_uint_eq(n, 50);
		ck_assert_int_eq(rows[0].id, open.id);
		ck_assert(!rows[1].open);
	}
}
END_TEST

/* More newer cases and contacts than are looked at: those of whom one talks to come first all the same. */
START_TEST(find__subject__in_hand_before_everybody)
{
	enum { MORE_THAN_READ = 90 };
	struct centre *c = centre_here();
	struct casefile own = case_about(c, c->maria.id, "Modem blinks"),
			quiet = case_about(c, c->maria.id, "Something else");
	say(c, c->maria.id, quiet.id, "and the modem is hot");
	ok(c, change_begin(c->s, "many", NULL, &c->err));
	for (int i = 0; i < MORE_THAN_READ; i++) {
		struct casefile more = case_about(c, c->ivo.id, "Modem dead");
		say(c, c->ivo.id, more.id, "a modem");
	}
	ok(c, change_commit(c->s, NULL, &c->err));
	size_t n;
	struct find_row *rows = centre_find(c, "modem", &n);
	ck_assert_uint_eq(n, 50);
	ck_assert_uint_eq(cases_of(rows, n, own.id), 0);
	centre_take_case(c, c->ana.id, own.id);
	rows = centre_find(c, "modem", &n);
	ck_assert_uint_eq(n, 50);
	ck_assert_uint_eq(cases_of(rows, 2, own.id), 1);
	ck_assert_uint_eq(cases_of(rows, 2, quiet.id), 1);
	rows = centre_find(c, "mode", &n);
	ck_assert_uint_eq(cases_of(rows, 2, own.id), 1);
}
END_TEST

START_TEST(find__subject__follows_every_change)
{
	struct centre *c = centre_here();
	size_t n;
	int64_t moved;
	struct casefile file = case_about(c, c->maria.id, "Kabelsalat");
	centre_found(c, "kabelsalat", FIND_CASE, "Kabelsalat");
	file.subject = "Drahtverhau";
	ok(c, store_casefile_save(c->s, &file, &c->err));
	centre_found(c, "drahtv", FIND_CASE, "Drahtverhau");
	centre_nothing(c, "kabelsalat");
	centre_undo(c);
	centre_found(c, "kabelsalat", FIND_CASE, "Kabelsalat");
	centre_nothing(c, "drahtverhau");
	centre_redo(c);
	centre_found(c, "drahtverhau", FIND_CASE, "Drahtverhau");
	/* A merge of customers leaves it where it is, under the other name. */
	ok(c, store_customer_merge(c->s, c->maria.id, c->ivo.id, &moved, &c->err));
	struct find_row *rows = centre_find(c, "drahtverhau", &n);
	ck_assert_uint_eq(n, 1);
	ck_assert_str_eq(rows[0].who, c->ivo.name);
	centre_undo(c);
	centre_undo(c);
	centre_undo(c);
	centre_nothing(c, "drahtverhau");
	centre_nothing(c, "kabelsalat");
}
END_TEST

/* A word that nobody said is taken for the one that is nearest to it, and the row says so. */
static void meant(struct centre *c, const char *typed, const char *instead, const char *title)
{
	size_t n;
	struct find_row *rows = centre_find(c, typed, &n);
	ck_assert_msg(n >= 1, "nothing for \"%s\"", typed);
	ck_assert_ptr_nonnull(strstr(rows[0].title, title));
	if (instead == NULL)
		ck_assert_ptr_null(rows[0].meant);
	else
		ck_assert_pstr_eq(rows[0].meant, instead);
}

START_TEST(find__meant__a_slip_in_a_word)
{
	struct centre *c = centre_here();
	case_about(c, c->maria.id, "Refund of the deposit");
	case_about(c, c->ivo.id, "Facturación errónea");
	struct casefile file = case_about(c, c->ivo.id, "Other");
	say(c, c->ivo.id, file.id, "El router está averiado.");
	meant(c, "refund", NULL, "Refund");
	meant(c, "refun", NULL, "Refund");
	meant(c, "refnd", "refund", "Refund");
	meant(c, "refudn", "refund", "Refund");
	meant(c, "erfund", "refund", "Refund");
	meant(c, "rfeund", "refund", "Refund");
	meant(c, "refund depsoit", "refund deposit", "Refund");
	meant(c, "fatcuracoin", "facturacion", "Facturación");
	meant(c, "averiados", "averiado", "Other");
	centre_nothing(c, "refand deposito largo");
	centre_nothing(c, "refund averiado"); /* both said, never together: no slip */
	centre_nothing(c, "rfd");
	centre_nothing(c, "refund1");
	centre_nothing(c, "xyzzyx");
}
END_TEST

Suite *suite_find_said(void);
Suite *suite_find_said(void)
{
	const TTest *const each[] = {
		find__subject__words_of_it,
		find__subject__a_case_once_with_all_that_was_said_in_it,
		find__subject__open_before_done_newest_first,
		find__subject__open_one_behind_many_that_are_done,
		find__subject__in_hand_before_everybody,
		find__subject__follows_every_change,
		find__meant__a_slip_in_a_word,
	};
	return centre_suite("find_said", 60, each, sizeof(each) / sizeof(each[0]));
}
