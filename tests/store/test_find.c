/* test_find.c - one box for everything, and nothing that is typed can break it. */
#include "store/support_rows.h"

#include "carrel/reference.h"
#include "carrel/store_people.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

static struct find_row *find(struct centre *c, const char *typed, size_t *n)
{
	struct find_row *rows;
	ok(c, store_find(c->s, typed, "ES", 50, c->a, &rows, n, &c->err));
	return rows;
}

static void expect(struct centre *c, const char *typed, enum find_kind kind, const char *title)
{
	size_t n;
	struct find_row *rows = find(c, typed, &n);
	ck_assert_msg(n >= 1, "nothing for \"%s\"", typed);
	ck_assert_int_eq(rows[0].kind, kind);
	ck_assert_ptr_nonnull(strstr(kind == FIND_CONTACT ? rows[0].who : rows[0].title, title));
}

static void nothing(struct centre *c, const char *typed)
{
	size_t n;
	find(c, typed, &n);
	ck_assert_msg(n == 0, "something for \"%s\"", typed);
}

static void fill(struct centre *c)
{
	struct customer nuria = {.name = "Núria Ávila Łuk"};
	ok(c, store_customer_add(c->s, &nuria, &c->err));
	struct identity mail = {
		.customer_id = nuria.id, .kind = IDENTITY_EMAIL, .value = "nuria@example.org"};
	ok(c, store_identity_add(c->s, &mail, &c->err));
	struct reference_item ref = {
		.customer_id = c->maria.id, .kind = "order", .ref = "#W2611340", .title = "Bottle"};
	ok(c, store_reference_add(c->s, &ref, &c->err));
	struct contact note = {.customer_id = c->maria.id,
		.kind = CONTACT_NOTE,
		.body = "El router está averiado.\nMandar técnico; straße 12, a@b.cat, x/y-z"};
	ok(c, store_contact_add(c->s, &note, &c->err));
}

START_TEST(find__each_kind__is_found)
{
	struct centre *c = centre_here();
	fill(c);
	char shown[12];
	struct casefile file = centre_case_in(c, c->maria.id, c->tech.id, "Router offline");
	reference_show(file.number, shown);
	expect(c, shown, FIND_CASE, "Router offline");
	expect(c, file.number, FIND_CASE, shown);
	expect(c, "+34 600 11 22 33", FIND_CUSTOMER, "Maria");
	expect(c, "+346001", FIND_CUSTOMER, "Maria");
	expect(c, "nuria@ex", FIND_CUSTOMER, "Núria");
	expect(c, "NURIA@EXAMPLE.ORG", FIND_CUSTOMER, "Núria");
	expect(c, "#w2611340", FIND_REFERENCE, "#W2611340");
	expect(c, "W26113", FIND_REFERENCE, "#W2611340");
	expect(c, "m", FIND_CUSTOMER, "Maria");
	expect(c, "oka", FIND_CUSTOMER, "Maria");
	expect(c, "avi", FIND_CUSTOMER, "Núria");
	expect(c, "avila nur", FIND_CUSTOMER, "Núria");
	expect(c, "luk", FIND_CUSTOMER, "Núria");
	nothing(c, "maria kim");
	nothing(c, "+34999");
	nothing(c, "");
	nothing(c, "   ");
}
END_TEST

/* What is found among contacts and orders is gone on with by its case. */
START_TEST(find__with_a_case__says_its_number)
{
	struct centre *c = centre_here();
	fill(c);
	struct casefile file = centre_case_in(c, c->maria.id, c->tech.id, "Fibre");
	struct contact note = {.customer_id = c->maria.id,
		.case_id = file.id,
		.kind = CONTACT_NOTE,
		.body = "Switchboard replaced."};
	ok(c, store_contact_add(c->s, &note, &c->err));
	struct reference_item ref = {.customer_id = c->maria.id,
		.case_id = file.id,
		.kind = "order",
		.ref = "#Q77100",
		.title = "Cable"};
	ok(c, store_reference_add(c->s, &ref, &c->err));
	size_t n;
	struct find_row *rows = find(c, "switchboard", &n);
	ck_assert_uint_eq(n, 1);
	ck_assert_str_eq(rows[0].case_number, file.number);
	rows = find(c, "Q77100", &n);
	ck_assert_uint_eq(n, 1);
	ck_assert_str_eq(rows[0].case_number, file.number);
	rows = find(c, file.number, &n);
	ck_assert_str_eq(rows[0].case_number, file.number);
	rows = find(c, "averiado", &n); /* of no case */
	ck_assert_uint_eq(n, 1);
	ck_assert_ptr_null(rows[0].case_number);
}
END_TEST

/* The same words in both engines, whatever their own cutters would make of them. */
START_TEST(find__words__of_contacts)
{
	struct centre *c = centre_here();
	fill(c);
	size_t n;
	expect(c, "averiad", FIND_CONTACT, "Maria");
	struct find_row *rows = find(c, "averiado", &n);
	ck_assert_uint_eq(n, 1);
	ck_assert_ptr_nonnull(strstr(rows[0].title, "averiado"));
	ck_assert_ptr_null(strchr(rows[0].title, '\n'));
	expect(c, "tecnico", FIND_CONTACT, "Maria");
	expect(c, "TÉCN", FIND_CONTACT, "Maria");
	expect(c, "strasse", FIND_CONTACT, "Maria");
	expect(c, "router mandar", FIND_CONTACT, "Maria");
	expect(c, "mandar rou", FIND_CONTACT, "Maria");
	expect(c, "b cat", FIND_CONTACT, "Maria");
	expect(c, "router x", FIND_CONTACT, "Maria");
	nothing(c, "router nothere");
	nothing(c, "r");
	nothing(c, "rou mandar");
}
END_TEST

/* A long prefix is answered from the newest candidates, and from all of them when those do not do. */
START_TEST(find__words__long_prefix_beyond_the_candidates)
{
	struct centre *c = centre_here();
	size_t n;
	struct contact old = {
		.customer_id = c->maria.id, .kind = CONTACT_NOTE, .body = "internacional"};
	ok(c, change_begin(c->s, "load", NULL, &c->err));
	ok(c, store_contact_add(c->s, &old, &c->err));
	for (int i = 0; i < 320; i++) {
		struct contact more = {
			.customer_id = c->ivo.id, .kind = CONTACT_NOTE, .body = "internet"};
		ok(c, store_contact_add(c->s, &more, &c->err));
	}
	ok(c, change_commit(c->s, NULL, &c->err));
	struct find_row *rows = find(c, "internac", &n);
	ck_assert_uint_eq(n, 1);
	ck_assert_int_eq(rows[0].id, old.id);
	rows = find(c, "interne", &n);
	ck_assert_uint_eq(n, 50);
	ck_assert_int_gt(rows[0].id, rows[1].id);
}
END_TEST

static int64_t add_person(struct centre *c, const char *name, const char *phone, const char *mail)
{
	struct customer who = {.name = name};
	ok(c, store_customer_add(c->s, &who, &c->err));
	const char *const values[] = {phone, mail};
	const enum identity_kind kinds[] = {IDENTITY_PHONE, IDENTITY_EMAIL};
	for (size_t i = 0; i < 2; i++) {
		struct identity id = {.customer_id = who.id, .kind = kinds[i], .value = values[i]};
		if (values[i] != NULL)
			ok(c, store_identity_add(c->s, &id, &c->err));
	}
	return who.id;
}

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
	struct find_row *rows = find(c, "El pedido P1007110 no ha llegado aun", &n);
	ck_assert_uint_eq(n, 1);
	ck_assert_int_eq(rows[0].kind, FIND_CASE);
	ck_assert_int_eq(rows[0].id, file.id);
	ck_assert_str_eq(rows[0].case_number, file.number);
	ck_assert_str_eq(rows[0].who, c->maria.name);
	ck_assert_str_eq(rows[0].state, "new");
	ck_assert_int_eq(rows[0].at, file.updated_at);
	expect(c, "llegado pedi", FIND_CASE, "P1007110");
	expect(c, "PEDIDO AÚN", FIND_CASE, "P1007110");
	expect(c, "p1007110", FIND_CASE, "P1007110");
	nothing(c, "ped llegado");
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
	struct find_row *rows = find(c, "fibre", &n);
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
	struct find_row *rows = find(c, "modem", &n);
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
		struct find_row *rows = find(c, typed[i], &n);
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
	struct find_row *rows = find(c, "modem", &n);
	ck_assert_uint_eq(n, 50);
	ck_assert_uint_eq(cases_of(rows, n, own.id), 0);
	centre_take_case(c, c->ana.id, own.id);
	rows = find(c, "modem", &n);
	ck_assert_uint_eq(n, 50);
	ck_assert_uint_eq(cases_of(rows, 2, own.id), 1);
	ck_assert_uint_eq(cases_of(rows, 2, quiet.id), 1);
	rows = find(c, "mode", &n);
	ck_assert_uint_eq(cases_of(rows, 2, own.id), 1);
}
END_TEST

START_TEST(find__subject__follows_every_change)
{
	struct centre *c = centre_here();
	size_t n;
	int64_t moved;
	struct casefile file = case_about(c, c->maria.id, "Kabelsalat");
	expect(c, "kabelsalat", FIND_CASE, "Kabelsalat");
	file.subject = "Drahtverhau";
	ok(c, store_casefile_save(c->s, &file, &c->err));
	expect(c, "drahtv", FIND_CASE, "Drahtverhau");
	nothing(c, "kabelsalat");
	centre_undo(c);
	expect(c, "kabelsalat", FIND_CASE, "Kabelsalat");
	nothing(c, "drahtverhau");
	centre_redo(c);
	expect(c, "drahtverhau", FIND_CASE, "Drahtverhau");
	/* A merge of customers leaves it where it is, under the other name. */
	ok(c, store_customer_merge(c->s, c->maria.id, c->ivo.id, &moved, &c->err));
	struct find_row *rows = find(c, "drahtverhau", &n);
	ck_assert_uint_eq(n, 1);
	ck_assert_str_eq(rows[0].who, c->ivo.name);
	centre_undo(c);
	centre_undo(c);
	centre_undo(c);
	nothing(c, "drahtverhau");
	nothing(c, "kabelsalat");
}
END_TEST

/* A word that nobody said is taken for the one that is nearest to it, and the row says so. */
static void meant(struct centre *c, const char *typed, const char *instead, const char *title)
{
	size_t n;
	struct find_row *rows = find(c, typed, &n);
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
	nothing(c, "refand deposito largo");
	nothing(c, "refund averiado"); /* both said, never together: no slip */
	nothing(c, "rfd");
	nothing(c, "refund1");
	nothing(c, "xyzzyx");
}
END_TEST

/* ---- parts of numbers and addresses ---- */

START_TEST(find__part__of_a_number)
{
	struct centre *c = centre_here();
	add_person(c, "Clara Font", "+34613321407", NULL);
	add_person(c, "Zero Person", "+34600512345", NULL);
	add_person(c, "Other Person", "+34613999888", NULL);
	static const char *const typed[] = {"613 321", "613321", "61332", "321 407", "321407",
		"21407", "33214", "32140", "+34 613 321", "34613321407", "34613",
		"0034 613 321 407", "0613321407", "613-321-407", "3 321 40"};
	size_t n;
	for (size_t i = 0; i < sizeof(typed) / sizeof(typed[0]); i++)
		expect(c, typed[i], FIND_CUSTOMER, "Clara");
	find(c, "613321", &n);
	ck_assert_uint_eq(n, 1);
	expect(c, "00512", FIND_CUSTOMER, "Zero");
	nothing(c, "3321");
	nothing(c, "613 322");
}
END_TEST

START_TEST(find__part__of_an_address)
{
	struct centre *c = centre_here();
	add_person(c, "Clara Font", NULL, "maria.castro583@example.org");
	add_person(c, "Other Person", NULL, "maria.serra@example.org");
	static const char *const typed[] = {"castro583", "castr", "Castro5", "maria.castro",
		"maria.castro583", "castro583@", "castro583@exam", "maria.castro583@exmaple.org",
		"maria.castro583@exampel", "castro583@exmaple.org", "maria.castro583@example.com",
		"maira.castro583@example.org"};
	size_t n;
	for (size_t i = 0; i < sizeof(typed) / sizeof(typed[0]); i++)
		expect(c, typed[i], FIND_CUSTOMER, "Clara");
	find(c, "maria.castro583@exmaple.org", &n);
	ck_assert_uint_eq(n, 1);
	nothing(c, "astro583");
	nothing(c, "cas");
	nothing(c, "example.org");
	nothing(c, "maria.castro583@gmail.com");
}
END_TEST

START_TEST(find__part__follows_every_change)
{
	struct centre *c = centre_here();
	int64_t moved, parts = raw_int(c->s, "SELECT count(*) FROM identity_part");
	int64_t clara = add_person(c, "Clara Font", "+34613321407", "c.font77@example.org");
	expect(c, "321407", FIND_CUSTOMER, "Clara");
	expect(c, "font77", FIND_CUSTOMER, "Clara");
	ok(c, store_customer_merge(c->s, clara, c->ivo.id, &moved, &c->err));
	expect(c, "321407", FIND_CUSTOMER, c->ivo.name);
	expect(c, "font77", FIND_CUSTOMER, c->ivo.name);
	centre_undo(c);
	expect(c, "321407", FIND_CUSTOMER, "Clara");
	centre_undo(c);
	nothing(c, "font77");
	expect(c, "321407", FIND_CUSTOMER, "Clara");
	centre_redo(c);
	expect(c, "font77", FIND_CUSTOMER, "Clara");
	centre_undo(c);
	centre_undo(c);
	nothing(c, "321407");
	ck_assert_int_eq(raw_int(c->s, "SELECT count(*) FROM identity_part"), parts);
}
END_TEST

START_TEST(find__number__of_a_customer_as_shown)
{
	struct centre *c = centre_here();
	char typed[24];
	size_t n;
	int64_t moved;
	snprintf(typed, sizeof(typed), "#%lld", (long long)c->ivo.id);
	struct find_row *rows = find(c, typed, &n);
	ck_assert_uint_eq(n, 1);
	ck_assert_int_eq(rows[0].id, c->ivo.id);
	ck_assert_str_ne(rows[0].detail, "");
	ok(c, store_customer_merge(c->s, c->ivo.id, c->maria.id, &moved, &c->err));
	rows = find(c, typed, &n);
	ck_assert_uint_eq(n, 1);
	ck_assert_int_eq(rows[0].id, c->maria.id);
	nothing(c, "#999999");
	nothing(c, "#99999999999999999999999");
	nothing(c, "#1x");
}
END_TEST

/* Nicknames, slips of the finger, and what the ear made of it. */
START_TEST(find__near__names)
{
	struct centre *c = centre_here();
	fill(c);
	add_person(c, "Francisco Jiménez Vidal", NULL, NULL);
	add_person(c, "Xavier Puig", NULL, NULL);
	add_person(c, "José González", NULL, NULL);
	add_person(c, "Robert Phillips", NULL, NULL);
	add_person(c, "Elizabeth Knight", NULL, NULL);
	expect(c, "paco jimenez", FIND_CUSTOMER, "Francisco");
	expect(c, "francisco gimenez", FIND_CUSTOMER, "Francisco");
	expect(c, "ximenez bidal", FIND_CUSTOMER, "Francisco");
	expect(c, "jimenze", FIND_CUSTOMER, "Francisco");
	expect(c, "xavi puig", FIND_CUSTOMER, "Xavier");
	expect(c, "puch", FIND_CUSTOMER, "Xavier");
	expect(c, "pepe gonzales", FIND_CUSTOMER, "José");
	expect(c, "bob filips", FIND_CUSTOMER, "Robert");
	expect(c, "liz nite", FIND_CUSTOMER, "Elizabeth");
	expect(c, "mraia okafor", FIND_CUSTOMER, "Maria");
	expect(c, "maria okafro", FIND_CUSTOMER, "Maria");
	nothing(c, "paco gonzalez");
	nothing(c, "xavi vidal");
	nothing(c, "zzzzz");
}
END_TEST

/* A few words that begin as typed are looked up each, many are looked for by customer: the same people. */
START_TEST(find__two_words__of_few_and_of_many)
{
	static const char *const families[] = {
		"Mont", "Montana", "Monte", "Montero", "Montes", "Montoya", "Montull"};
	enum { FAMILIES = sizeof(families) / sizeof(families[0]) };
	struct centre *c = centre_here();
	char name[40];
	size_t n;
	for (size_t i = 0; i < FAMILIES; i++) {
		snprintf(name, sizeof(name), "Floriana %s", families[i]);
		add_person(c, name, NULL, NULL);
	}
	struct customer rosa = {.name = "Rosaura Montes Floris"};
	ok(c, store_customer_add(c->s, &rosa, &c->err));
	struct identity mail = {
		.customer_id = rosa.id, .kind = IDENTITY_EMAIL, .value = "rosa@example.org"};
	ok(c, store_identity_add(c->s, &mail, &c->err));
	find(c, "mont floriana", &n);
	ck_assert_uint_eq(n, FAMILIES);
	find(c, "mon flori", &n);
	ck_assert_uint_eq(n, FAMILIES + 1);
	/* Monte, Montero, Montes; behind them who is near. */
	struct find_row *rows = find(c, "monte floriana", &n);
	ck_assert_uint_ge(n, 3);
	for (size_t i = 0; i < 3; i++)
		ck_assert_ptr_nonnull(strstr(rows[i].title, "Monte"));
	rows = find(c, "montes floris", &n);
	ck_assert_uint_ge(n, 1);
	ck_assert_str_eq(rows[0].title, rosa.name);
	ck_assert_str_eq(rows[0].detail, "rosa@example.org");
	expect(c, "rosa montes flor", FIND_CUSTOMER, "Rosaura");
}
END_TEST

/* One digit other, missing, too many, or two swapped. */
START_TEST(find__near__numbers)
{
	struct centre *c = centre_here();
	struct casefile file = centre_case_in(c, c->maria.id, c->tech.id, "Router offline");
	char wrong[REFERENCE_LEN + 2];
	for (size_t i = 0; i < REFERENCE_LEN; i++) {
		memcpy(wrong, file.number, REFERENCE_LEN + 1);
		wrong[i] = wrong[i] == '9' ? '0' : (char)(wrong[i] + 1);
		expect(c, wrong, FIND_CASE, "Router offline");
		memcpy(wrong, file.number, i);
		memcpy(wrong + i, file.number + i + 1, REFERENCE_LEN - i);
		expect(c, wrong, FIND_CASE, "Router offline");
		memcpy(wrong, file.number, REFERENCE_LEN + 1);
		if (i + 1 < REFERENCE_LEN && wrong[i] != wrong[i + 1]) {
			wrong[i] = file.number[i + 1];
			wrong[i + 1] = file.number[i];
			expect(c, wrong, FIND_CASE, "Router offline");
		}
	}
	expect(c, "+34600112234", FIND_CUSTOMER, "Maria");
	expect(c, "+34600112323", FIND_CUSTOMER, "Maria");
	expect(c, "+3460112233", FIND_CUSTOMER, "Maria");
	expect(c, "+346001112233", FIND_CUSTOMER, "Maria");
	expect(c, "+34690112233", FIND_CUSTOMER, "Maria");
	expect(c, "600112233", FIND_CUSTOMER, "Maria");
	expect(c, "0112233", FIND_CUSTOMER, "Maria");
	nothing(c, "+34699112299");
}
END_TEST

START_TEST(find__identify__from_what_was_heard)
{
	struct centre *c = centre_here();
	struct customer bethan = {
		.name = "Bethan Evans", .born = "17/06/1999", .postcode = "ox8 7xt"};
	struct customer other = {
		.name = "Bethany Evans", .born = "1989-06-17", .postcode = "OX8 7XU"};
	ok(c, store_customer_add(c->s, &other, &c->err));
	ok(c, store_customer_add(c->s, &bethan, &c->err));
	struct person_row *rows;
	size_t n;
	static const char *const names[] = {"besan Evans", "best and Evans"},
				 *const born[] = {"17th of the 6th 1999"},
				 *const code[] = {"Oscar x ray 8 7 x ray Tango"},
				 *const letters[] = {"b e t h a n"};
	const struct heard all[] = {
		{HEARD_NAME, names, 2}, {HEARD_BORN, born, 1}, {HEARD_POSTCODE, code, 1}};
	ok(c, store_identify(c->s, all, 3, "GB", 5, c->a, &rows, &n, &c->err));
	ck_assert_uint_ge(n, 2);
	ck_assert_int_eq(rows[0].id, bethan.id);
	ck_assert_str_eq(rows[0].born, "1999-06-17");
	ck_assert_int_eq(rows[0].likeness[HEARD_BORN], 1000);
	ck_assert_int_eq(rows[0].likeness[HEARD_PHONE], -1);
	ck_assert_int_gt(rows[0].score, rows[1].score);
	for (size_t i = 0; i < 3; i++) {
		ok(c, store_identify(c->s, &all[i], 1, "GB", 5, c->a, &rows, &n, &c->err));
		ck_assert_uint_ge(n, 1);
		ck_assert_int_eq(rows[0].id, bethan.id);
	}
	const struct heard spelled = {HEARD_NAME, letters, 1};
	ok(c, store_identify(c->s, &spelled, 1, "GB", 5, c->a, &rows, &n, &c->err));
	ck_assert_uint_ge(n, 1);
	ck_assert_int_eq(rows[0].id, bethan.id);
	ok(c, store_identify(c->s, NULL, 0, "GB", 5, c->a, &rows, &n, &c->err));
	ck_assert_uint_eq(n, 0);
}
END_TEST

static void similar(
	struct centre *c, const char *name, const char *phone, const char *mail, int64_t customer)
{
	struct person_row *rows;
	size_t n;
	ok(c, store_customer_similar(c->s, name, phone, mail, "ES", 3, c->a, &rows, &n, &c->err));
	if (customer == 0) {
		ck_assert_msg(n == 0, "somebody for \"%s\"", name != NULL ? name : phone);
		return;
	}
	ck_assert_msg(n >= 1, "nobody for \"%s\"", name != NULL ? name : phone);
	ck_assert_int_eq(rows[0].id, customer);
}

START_TEST(find__similar__somebody_new_who_is_not)
{
	struct centre *c = centre_here();
	int64_t paco = add_person(c, "Francisco Giménez", "+34600998877", "paco.g@example.org");
	similar(c, "Paco Gimenez", NULL, NULL, paco);
	similar(c, "Francisco Jimenes", NULL, NULL, paco);
	similar(c, NULL, "+34600998878", NULL, paco);
	similar(c, NULL, "+34600989877", NULL, paco);
	similar(c, NULL, NULL, "Paco.G@example.org", paco);
	similar(c, "Somebody Else", "+34600998877", NULL, paco);
	similar(c, "Francisco", NULL, NULL, 0);
	similar(c, "Francisco Puig", NULL, NULL, 0);
	similar(c, NULL, "+34911111111", NULL, 0);
	similar(c, NULL, NULL, NULL, 0);
}
END_TEST

/* Counts how often it was asked, and says yes from one of these on. */
struct patience {
	int asked, until;
};

static bool runs_out(void *arg)
{
	struct patience *p = arg;
	return p->asked++ >= p->until;
}

static void give_up(struct centre *c, const char *typed)
{
	size_t whole, n;
	find(c, typed, &whole);
	ck_assert_uint_gt(whole, 0);
	struct patience all = {.until = 1 << 20};
	struct find_row *rows;
	store_stop_when(c->s, runs_out, &all);
	find(c, typed, &n);
	ck_assert_uint_eq(n, whole); /* asked, never told to stop: nothing is missing */
	ck_assert_int_gt(all.asked, 2);
	for (int until = 0; until < all.asked; until++) {
		struct patience p = {.until = until};
		store_stop_when(c->s, runs_out, &p);
		ck_assert_int_eq(
			store_find(c->s, typed, "ES", 50, c->a, &rows, &n, &c->err), RC_CANCELLED);
		ck_assert_uint_eq(n, 0);
	}
	store_stop_when(c->s, NULL, NULL);
}

START_TEST(find__newer_key__gives_up_wherever_it_is)
{
	static const char *const typed[] = {"router mandar", "router", "ruoter", "+34 600 11",
		"00112", "nuria@exmaple.org", "#1"};
	struct centre *c = centre_here();
	fill(c);
	for (size_t i = 0; i < sizeof(typed) / sizeof(typed[0]); i++)
		give_up(c, typed[i]);
	struct patience none = {.until = 0};
	store_stop_when(c->s, runs_out, &none);
	struct customer late = {.name = "Written All The Same"};
	ok(c, store_customer_add(c->s, &late, &c->err));
	store_stop_when(c->s, NULL, NULL);
	expect(c, "Written All", FIND_CUSTOMER, "Written All The Same");
}
END_TEST

/* Each word of the name is in more names than are read; both together are in few. */
START_TEST(find__similar__two_common_words_together)
{
	enum { MORE_THAN_READ = 210 };
	struct centre *c = centre_here();
	ok(c, change_begin(c->s, "many", NULL, &c->err));
	for (int i = 0; i < MORE_THAN_READ; i++) {
		struct customer one = {
			.name = arena_printf(c->a, "Rosa Vidal%c%c", 'a' + i / 26, 'a' + i % 26)};
		struct customer two = {
			.name = arena_printf(c->a, "Elena%c%c Puig", 'a' + i / 26, 'a' + i % 26)};
		ok(c, store_customer_add(c->s, &one, &c->err));
		ok(c, store_customer_add(c->s, &two, &c->err));
	}
	ok(c, change_commit(c->s, NULL, &c->err));
	int64_t rosa = add_person(c, "Rosa Puig", "+34600998811", NULL);
	similar(c, "Rosa Puig", NULL, NULL, rosa);
	similar(c, "Rosa Serra", NULL, NULL, 0);
}
END_TEST

START_TEST(find__hostile__quoting_is_ours)
{
	static const char *const typed[] = {"\"", "hola AND", "AND", "OR NOT", "NEAR(", "-x",
		"col:xx", "^aa", "aa*", "(aa", "aa)", "'aa' & 'bb'", "aa:*", "!aa", "aa | bb", "%",
		"_%_", "\\", "aa\\", "$1", "?1", "'; DROP TABLE contact; --", "words : aa",
		"{aa} bb", "\xf0\x9f\x98\x80 aa", "\xc3", "aa\xff", "\xed\xa0\x80", "1e5", "0x1F",
		"a@b", "@", "#", "+", "+-()", "++34600"};
	struct centre *c = centre_here();
	fill(c);
	size_t n;
	for (size_t i = 0; i < sizeof(typed) / sizeof(typed[0]); i++)
		find(c, typed[i], &n);
	char *longer = arena_alloc(c->a, 20001);
	memset(longer, 'a', 20000);
	find(c, longer, &n);
	expect(c, "router", FIND_CONTACT, "Maria");
}
END_TEST

static void byte_pairs(int driver, int step)
{
	struct centre *c = centre_open(driver);
	if (c == NULL)
		return;
	fill(c);
	size_t n;
	struct arena_mark mark = arena_mark(c->a);
	for (int pair = 1; pair < 65536; pair += step) {
		char typed[3] = {(char)(pair & 0xff), (char)(pair >> 8), '\0'};
		find(c, typed, &n);
		arena_release(c->a, mark);
	}
	centre_close(&c);
}

START_TEST(find__hostile__every_pair_of_bytes)
{
	byte_pairs(STORE_SQLITE, 1);
}
END_TEST

START_TEST(find__hostile__pairs_of_bytes_postgres)
{
	byte_pairs(STORE_POSTGRES, 37);
}
END_TEST

Suite *suite_find(void);
Suite *suite_find(void)
{
	const TTest *const each[] = {
		find__each_kind__is_found,
		find__words__of_contacts,
		find__with_a_case__says_its_number,
		find__words__long_prefix_beyond_the_candidates,
		find__subject__words_of_it,
		find__subject__a_case_once_with_all_that_was_said_in_it,
		find__subject__open_before_done_newest_first,
		find__subject__open_one_behind_many_that_are_done,
		find__subject__in_hand_before_everybody,
		find__subject__follows_every_change,
		find__meant__a_slip_in_a_word,
		find__part__of_a_number,
		find__part__of_an_address,
		find__part__follows_every_change,
		find__number__of_a_customer_as_shown,
		find__two_words__of_few_and_of_many,
		find__near__names,
		find__near__numbers,
		find__identify__from_what_was_heard,
		find__similar__somebody_new_who_is_not,
		find__newer_key__gives_up_wherever_it_is,
		find__similar__two_common_words_together,
		find__hostile__quoting_is_ours,
	};
	Suite *s = centre_suite("find", 60, each, sizeof(each) / sizeof(each[0]));
	TCase *tc = tcase_create("find");
	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, find__hostile__every_pair_of_bytes);
	tcase_add_test(tc, find__hostile__pairs_of_bytes_postgres);
	suite_add_tcase(s, tc);
	return s;
}
