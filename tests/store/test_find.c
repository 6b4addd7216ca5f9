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
	ck_assert_ptr_nonnull(strstr(rows[0].title, title));
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
	ck_assert_ptr_nonnull(strstr(rows[0].detail, "averiado"));
	ck_assert_ptr_null(strchr(rows[0].detail, '\n'));
	expect(c, "tecnico", FIND_CONTACT, "Maria");
	expect(c, "TÉCN", FIND_CONTACT, "Maria");
	expect(c, "strasse", FIND_CONTACT, "Maria");
	expect(c, "router mandar", FIND_CONTACT, "Maria");
	expect(c, "mandar rou", FIND_CONTACT, "Maria");
	expect(c, "b cat", FIND_CONTACT, "Maria");
	expect(c, "router x", FIND_CONTACT, "Maria");
	nothing(c, "router nothere");
	nothing(c, "averiados");
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

START_TEST(find__newer_key__gives_up_wherever_it_is)
{
	struct centre *c = centre_here();
	fill(c);
	size_t whole, n;
	find(c, "router avila", &whole);
	struct patience all = {.until = 1 << 20};
	struct find_row *rows;
	store_stop_when(c->s, runs_out, &all);
	find(c, "router avila", &n);
	ck_assert_uint_eq(n, whole); /* asked, never told to stop: nothing is missing */
	ck_assert_int_gt(all.asked, 2);
	for (int until = 0; until < all.asked; until++) {
		struct patience p = {.until = until};
		store_stop_when(c->s, runs_out, &p);
		ck_assert_int_eq(
			store_find(c->s, "router avila", "ES", 50, c->a, &rows, &n, &c->err),
			RC_CANCELLED);
		ck_assert_uint_eq(n, 0);
	}
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
