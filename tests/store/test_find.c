/* test_find.c - one box for everything, and nothing that is typed can break it. */
#include "store/support_find.h"

#include "carrel/reference.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

START_TEST(find__each_kind__is_found)
{
	struct centre *c = centre_here();
	centre_fill(c);
	char shown[12];
	struct casefile file = centre_case_in(c, c->maria.id, c->tech.id, "Router offline");
	reference_show(file.number, shown);
	centre_found(c, shown, FIND_CASE, "Router offline");
	centre_found(c, file.number, FIND_CASE, shown);
	centre_found(c, "+34 600 11 22 33", FIND_CUSTOMER, "Maria");
	centre_found(c, "+346001", FIND_CUSTOMER, "Maria");
	centre_found(c, "nuria@ex", FIND_CUSTOMER, "Núria");
	centre_found(c, "NURIA@EXAMPLE.ORG", FIND_CUSTOMER, "Núria");
	centre_found(c, "#w2611340", FIND_REFERENCE, "#W2611340");
	centre_found(c, "W26113", FIND_REFERENCE, "#W2611340");
	centre_found(c, "m", FIND_CUSTOMER, "Maria");
	centre_found(c, "oka", FIND_CUSTOMER, "Maria");
	centre_found(c, "avi", FIND_CUSTOMER, "Núria");
	centre_found(c, "avila nur", FIND_CUSTOMER, "Núria");
	centre_found(c, "luk", FIND_CUSTOMER, "Núria");
	centre_nothing(c, "maria kim");
	centre_nothing(c, "+34999");
	centre_nothing(c, "");
	centre_nothing(c, "   ");
}
END_TEST

/* What is found among contacts and orders is gone on with by its case. */
START_TEST(find__with_a_case__says_its_number)
{
	struct centre *c = centre_here();
	centre_fill(c);
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
	struct find_row *rows = centre_find(c, "switchboard", &n);
	ck_assert_uint_eq(n, 1);
	ck_assert_str_eq(rows[0].case_number, file.number);
	rows = centre_find(c, "Q77100", &n);
	ck_assert_uint_eq(n, 1);
	ck_assert_str_eq(rows[0].case_number, file.number);
	rows = centre_find(c, file.number, &n);
	ck_assert_str_eq(rows[0].case_number, file.number);
	rows = centre_find(c, "averiado", &n); /* of no case */
	ck_assert_uint_eq(n, 1);
	ck_assert_ptr_null(rows[0].case_number);
}
END_TEST

/* The same words in both engines, whatever their own cutters would make of them. */
START_TEST(find__words__of_contacts)
{
	struct centre *c = centre_here();
	centre_fill(c);
	size_t n;
	centre_found(c, "averiad", FIND_CONTACT, "Maria");
	struct find_row *rows = centre_find(c, "averiado", &n);
	ck_assert_uint_eq(n, 1);
	ck_assert_ptr_nonnull(strstr(rows[0].title, "averiado"));
	ck_assert_ptr_null(strchr(rows[0].title, '\n'));
	centre_found(c, "tecnico", FIND_CONTACT, "Maria");
	centre_found(c, "TÉCN", FIND_CONTACT, "Maria");
	centre_found(c, "strasse", FIND_CONTACT, "Maria");
	centre_found(c, "router mandar", FIND_CONTACT, "Maria");
	centre_found(c, "mandar rou", FIND_CONTACT, "Maria");
	centre_found(c, "b cat", FIND_CONTACT, "Maria");
	centre_found(c, "router x", FIND_CONTACT, "Maria");
	centre_nothing(c, "router nothere");
	centre_nothing(c, "r");
	centre_nothing(c, "rou mandar");
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
	struct find_row *rows = centre_find(c, "internac", &n);
	ck_assert_uint_eq(n, 1);
	ck_assert_int_eq(rows[0].id, old.id);
	rows = centre_find(c, "interne", &n);
	ck_assert_uint_eq(n, 50);
	ck_assert_int_gt(rows[0].id, rows[1].id);
}
END_TEST

/* ---- parts of numbers and addresses ---- */

START_TEST(find__part__of_a_number)
{
	struct centre *c = centre_here();
	centre_person(c, "Clara Font", "+34613321407", NULL);
	centre_person(c, "Zero Person", "+34600512345", NULL);
	centre_person(c, "Other Person", "+34613999888", NULL);
	static const char *const typed[] = {"613 321", "613321", "61332", "321 407", "321407",
		"21407", "33214", "32140", "+34 613 321", "34613321407", "34613",
		"0034 613 321 407", "0613321407", "613-321-407", "3 321 40"};
	size_t n;
	for (size_t i = 0; i < sizeof(typed) / sizeof(typed[0]); i++)
		centre_found(c, typed[i], FIND_CUSTOMER, "Clara");
	centre_find(c, "613321", &n);
	ck_assert_uint_eq(n, 1);
	centre_found(c, "00512", FIND_CUSTOMER, "Zero");
	centre_nothing(c, "3321");
	centre_nothing(c, "613 322");
}
END_TEST

START_TEST(find__part__of_an_address)
{
	struct centre *c = centre_here();
	centre_person(c, "Clara Font", NULL, "maria.castro583@example.org");
	centre_person(c, "Other Person", NULL, "maria.serra@example.org");
	static const char *const typed[] = {"castro583", "castr", "Castro5", "maria.castro",
		"maria.castro583", "castro583@", "castro583@exam", "maria.castro583@exmaple.org",
		"maria.castro583@exampel", "castro583@exmaple.org", "maria.castro583@example.com",
		"maira.castro583@example.org"};
	size_t n;
	for (size_t i = 0; i < sizeof(typed) / sizeof(typed[0]); i++)
		centre_found(c, typed[i], FIND_CUSTOMER, "Clara");
	centre_find(c, "maria.castro583@exmaple.org", &n);
	ck_assert_uint_eq(n, 1);
	centre_nothing(c, "astro583");
	centre_nothing(c, "cas");
	centre_nothing(c, "example.org");
	centre_nothing(c, "maria.castro583@gmail.com");
}
END_TEST

START_TEST(find__part__follows_every_change)
{
	struct centre *c = centre_here();
	int64_t moved, parts = raw_int(c->s, "SELECT count(*) FROM identity_part");
	int64_t clara = centre_person(c, "Clara Font", "+34613321407", "c.font77@example.org");
	centre_found(c, "321407", FIND_CUSTOMER, "Clara");
	centre_found(c, "font77", FIND_CUSTOMER, "Clara");
	ok(c, store_customer_merge(c->s, clara, c->ivo.id, &moved, &c->err));
	centre_found(c, "321407", FIND_CUSTOMER, c->ivo.name);
	centre_found(c, "font77", FIND_CUSTOMER, c->ivo.name);
	centre_undo(c);
	centre_found(c, "321407", FIND_CUSTOMER, "Clara");
	centre_undo(c);
	centre_nothing(c, "font77");
	centre_found(c, "321407", FIND_CUSTOMER, "Clara");
	centre_redo(c);
	centre_found(c, "font77", FIND_CUSTOMER, "Clara");
	centre_undo(c);
	centre_undo(c);
	centre_nothing(c, "321407");
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
	struct find_row *rows = centre_find(c, typed, &n);
	ck_assert_uint_eq(n, 1);
	ck_assert_int_eq(rows[0].id, c->ivo.id);
	ck_assert_str_ne(rows[0].detail, "");
	ok(c, store_customer_merge(c->s, c->ivo.id, c->maria.id, &moved, &c->err));
	rows = centre_find(c, typed, &n);
	ck_assert_uint_eq(n, 1);
	ck_assert_int_eq(rows[0].id, c->maria.id);
	centre_nothing(c, "#999999");
	centre_nothing(c, "#99999999999999999999999");
	centre_nothing(c, "#1x");
}
END_TEST

/* Nicknames, slips of the finger, and what the ear made of it. */
START_TEST(find__near__names)
{
	struct centre *c = centre_here();
	centre_fill(c);
	centre_person(c, "Francisco Jiménez Vidal", NULL, NULL);
	centre_person(c, "Xavier Puig", NULL, NULL);
	centre_person(c, "José González", NULL, NULL);
	centre_person(c, "Robert Phillips", NULL, NULL);
	centre_person(c, "Elizabeth Knight", NULL, NULL);
	centre_found(c, "paco jimenez", FIND_CUSTOMER, "Francisco");
	centre_found(c, "francisco gimenez", FIND_CUSTOMER, "Francisco");
	centre_found(c, "ximenez bidal", FIND_CUSTOMER, "Francisco");
	centre_found(c, "jimenze", FIND_CUSTOMER, "Francisco");
	centre_found(c, "xavi puig", FIND_CUSTOMER, "Xavier");
	centre_found(c, "puch", FIND_CUSTOMER, "Xavier");
	centre_found(c, "pepe gonzales", FIND_CUSTOMER, "José");
	centre_found(c, "bob filips", FIND_CUSTOMER, "Robert");
	centre_found(c, "liz nite", FIND_CUSTOMER, "Elizabeth");
	centre_found(c, "mraia okafor", FIND_CUSTOMER, "Maria");
	centre_found(c, "maria okafro", FIND_CUSTOMER, "Maria");
	centre_nothing(c, "paco gonzalez");
	centre_nothing(c, "xavi vidal");
	centre_nothing(c, "zzzzz");
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
		centre_person(c, name, NULL, NULL);
	}
	struct customer rosa = {.name = "Rosaura Montes Floris"};
	ok(c, store_customer_add(c->s, &rosa, &c->err));
	struct identity mail = {
		.customer_id = rosa.id, .kind = IDENTITY_EMAIL, .value = "rosa@example.org"};
	ok(c, store_identity_add(c->s, &mail, &c->err));
	centre_find(c, "mont floriana", &n);
	ck_assert_uint_eq(n, FAMILIES);
	centre_find(c, "mon flori", &n);
	ck_assert_uint_eq(n, FAMILIES + 1);
	/* Monte, Montero, Montes; behind them who is near. */
	struct find_row *rows = centre_find(c, "monte floriana", &n);
	ck_assert_uint_ge(n, 3);
	for (size_t i = 0; i < 3; i++)
		ck_assert_ptr_nonnull(strstr(rows[i].title, "Monte"));
	rows = centre_find(c, "montes floris", &n);
	ck_assert_uint_ge(n, 1);
	ck_assert_str_eq(rows[0].title, rosa.name);
	ck_assert_str_eq(rows[0].detail, "rosa@example.org");
	centre_found(c, "rosa montes flor", FIND_CUSTOMER, "Rosaura");
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
		centre_found(c, wrong, FIND_CASE, "Router offline");
		memcpy(wrong, file.number, i);
		memcpy(wrong + i, file.number + i + 1, REFERENCE_LEN - i);
		centre_found(c, wrong, FIND_CASE, "Router offline");
		memcpy(wrong, file.number, REFERENCE_LEN + 1);
		if (i + 1 < REFERENCE_LEN && wrong[i] != wrong[i + 1]) {
			wrong[i] = file.number[i + 1];
			wrong[i + 1] = file.number[i];
			centre_found(c, wrong, FIND_CASE, "Router offline");
		}
	}
	centre_found(c, "+34600112234", FIND_CUSTOMER, "Maria");
	centre_found(c, "+34600112323", FIND_CUSTOMER, "Maria");
	centre_found(c, "+3460112233", FIND_CUSTOMER, "Maria");
	centre_found(c, "+346001112233", FIND_CUSTOMER, "Maria");
	centre_found(c, "+34690112233", FIND_CUSTOMER, "Maria");
	centre_found(c, "600112233", FIND_CUSTOMER, "Maria");
	centre_found(c, "0112233", FIND_CUSTOMER, "Maria");
	centre_nothing(c, "+34699112299");
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
	int64_t paco = centre_person(c, "Francisco Giménez", "+34600998877", "paco.g@example.org");
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
	centre_find(c, typed, &whole);
	ck_assert_uint_gt(whole, 0);
	struct patience all = {.until = 1 << 20};
	struct find_row *rows;
	store_stop_when(c->s, runs_out, &all);
	centre_find(c, typed, &n);
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
	centre_fill(c);
	for (size_t i = 0; i < sizeof(typed) / sizeof(typed[0]); i++)
		give_up(c, typed[i]);
	struct patience none = {.until = 0};
	store_stop_when(c->s, runs_out, &none);
	struct customer late = {.name = "Written All The Same"};
	ok(c, store_customer_add(c->s, &late, &c->err));
	store_stop_when(c->s, NULL, NULL);
	centre_found(c, "Written All", FIND_CUSTOMER, "Written All The Same");
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
	int64_t rosa = centre_person(c, "Rosa Puig", "+34600998811", NULL);
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
	centre_fill(c);
	size_t n;
	for (size_t i = 0; i < sizeof(typed) / sizeof(typed[0]); i++)
		centre_find(c, typed[i], &n);
	char *longer = arena_alloc(c->a, 20001);
	memset(longer, 'a', 20000);
	centre_find(c, longer, &n);
	centre_found(c, "router", FIND_CONTACT, "Maria");
}
END_TEST

static void byte_pairs(int driver, int step)
{
	struct centre *c = centre_open(driver);
	if (c == NULL)
		return;
	centre_fill(c);
	size_t n;
	struct arena_mark mark = arena_mark(c->a);
	for (int pair = 1; pair < 65536; pair += step) {
		char typed[3] = {(char)(pair & 0xff), (char)(pair >> 8), '\0'};
		centre_find(c, typed, &n);
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
