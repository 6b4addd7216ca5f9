/* A file comes in whole or not at all, and only once. */
#include "store/support_store.h"

#include "carrel/arena.h"
#include "carrel/import.h"
#include "carrel/phone.h"
#include "carrel/store_people.h"
#include "carrel/store_rows.h"
#include "carrel/strbuf.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

Suite *suite_import(void);

static struct {
	struct store *store;
	struct arena *a;
	struct import_report report;
	struct err err;
} f;

static void setup(void)
{
	memset(&f, 0, sizeof(f));
	f.store = support_store_open(support_store_driver());
	f.a = arena_new();
}

static void teardown(void)
{
	arena_free(&f.a);
	support_store_close(&f.store);
}

static enum rc run(struct import_options options)
{
	f.err = (struct err){0};
	return import_run(f.store, &options, &f.report, f.a, &f.err);
}

/* Imports a text by way of a file. */
static enum rc run_text(struct import_options options, const char *text)
{
	char path[] = "/tmp/carrel-import-XXXXXX";
	int fd = mkstemp(path);
	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(write(fd, text, strlen(text)), (ssize_t)strlen(text));
	close(fd);
	options.path = path;
	options.system = "shop";
	enum rc rc = run(options);
	unlink(path);
	return rc;
}

static size_t owners(enum identity_kind kind, const char *value, struct customer **found)
{
	size_t n;
	ck_assert_int_eq(
		store_customer_by_identity(f.store, kind, value, 10, f.a, found, &n, &f.err),
		RC_OK);
	return n;
}

static const char people[] = "Customer ID;Nom complet;E-mail;Phone;Idioma;VIP\r\n"
			     "7;Núria Vila;Nuria@Example.org;+34600112233;ca-ES;sí\r\n"
			     "8;\"Serra, Pau\";;+34600112234;;\r\n";

START_TEST(import__customers__aliases_and_semicolons)
{
	enum rc rc = run_text((struct import_options){.kind = IMPORT_CUSTOMERS}, people);
	ck_assert_msg(rc == RC_OK, "%s", f.err.text);
	ck_assert_int_eq(f.report.added, 2);
	ck_assert_int_eq(f.report.identities, 5);
	ck_assert(f.report.written);
	struct customer *c;
	ck_assert_uint_eq(owners(IDENTITY_EXTERNAL, "shop:7", &c), 1);
	ck_assert_str_eq(c->name, "Núria Vila");
	ck_assert_str_eq(c->language, "ca");
	ck_assert(c->vip);
	ck_assert_uint_eq(owners(IDENTITY_EMAIL, "nuria@example.org", &c), 1);
	ck_assert_uint_eq(owners(IDENTITY_PHONE, "+34600112234", &c), 1);
	ck_assert_str_eq(c->name, "Serra, Pau");
	ck_assert_str_eq(c->language, "en");
}
END_TEST

START_TEST(import__customers__again_adds_nothing_but_what_is_new)
{
	struct import_options o = {.kind = IMPORT_CUSTOMERS};
	ck_assert_int_eq(run_text(o, people), RC_OK);
	ck_assert_int_eq(run_text(o, people), RC_OK);
	ck_assert_int_eq(f.report.unchanged, 2);
	ck_assert_int_eq(f.report.added + f.report.updated + f.report.identities, 0);
	const char *changed = "id,name,email,phone\n7,Núria Vila Pons,,+34600112299\n";
	ck_assert_int_eq(run_text(o, changed), RC_OK);
	ck_assert_int_eq(f.report.updated, 1);
	ck_assert_int_eq(f.report.identities, 1);
	struct customer *c;
	ck_assert_uint_eq(owners(IDENTITY_PHONE, "+34600112299", &c), 1);
	ck_assert_str_eq(c->name, "Núria Vila Pons");
	ck_assert_str_eq(c->language, "ca");
	ck_assert_uint_eq(owners(IDENTITY_PHONE, "+34600112233", &c), 1);
}
END_TEST

START_TEST(import__customers__company_beside_a_name_is_whose_they_are)
{
	static const char staff[] = "id;first name;last name;company;phone\n"
				    "1;Núria;Vila;Iberlink, S.L.;+34600112233\n"
				    "2;Pau;Serra;IBERLINK, S.L.;+34600112234\n"
				    "3;;;Forn Puig;+34600112235\n"
				    "4;Ona;Pla;;+34600112236\n";
	struct import_options o = {.kind = IMPORT_CUSTOMERS};
	struct customer *c, *theirs;
	size_t n, count;
	ck_assert_msg(run_text(o, staff) == RC_OK, "%s", f.err.text);
	ck_assert_int_eq(f.report.added, 4);
	ck_assert_uint_eq(owners(IDENTITY_PHONE, "+34600112233", &c), 1);
	ck_assert_int_eq(c->kind, CUSTOMER_PERSON);
	int64_t firm = c->company_id;
	ck_assert_int_ne(firm, 0);
	ck_assert_int_eq(
		store_company_people(f.store, firm, 9, f.a, &theirs, &n, &count, &f.err), RC_OK);
	ck_assert_uint_eq(count, 2);
	ck_assert_uint_eq(owners(IDENTITY_PHONE, "+34600112235", &c), 1);
	ck_assert_int_eq(c->kind, CUSTOMER_COMPANY);
	ck_assert_uint_eq(owners(IDENTITY_PHONE, "+34600112236", &c), 1);
	ck_assert_int_eq(c->company_id, 0);
	ck_assert_int_eq(run_text(o, staff), RC_OK);
	ck_assert_int_eq(f.report.unchanged, 4);
	ck_assert_int_eq(run_text(o, "id,name,company\n4,Ona Pla,Forn Puig\n"), RC_OK);
	ck_assert_int_eq(f.report.updated, 1);
	ck_assert_uint_eq(owners(IDENTITY_PHONE, "+34600112236", &c), 1);
	ck_assert_int_ne(c->company_id, 0);
}
END_TEST

START_TEST(import__customers__dry_run_leaves_nothing)
{
	struct import_options o = {.kind = IMPORT_CUSTOMERS, .dry_run = true};
	ck_assert_int_eq(run_text(o, people), RC_OK);
	ck_assert_int_eq(f.report.added, 2);
	ck_assert(!f.report.written);
	struct customer *c;
	ck_assert_uint_eq(owners(IDENTITY_EXTERNAL, "shop:7", &c), 0);
}
END_TEST

static const char mixed[] = "id,name,email,phone\n1,Ada,ada@example.org,\n2,,x@example.org,\n"
			    "3,Bo,not-an-address,\n4,Cy,,\"+34600112299\"\n5,too,few\n";

START_TEST(import__bad_rows__nothing_is_written_and_all_are_listed)
{
	struct import_options o = {.kind = IMPORT_CUSTOMERS};
	ck_assert_int_eq(run_text(o, mixed), RC_INVALID);
	ck_assert_int_eq(f.report.rows, 5);
	ck_assert_int_eq(f.report.bad, 3);
	ck_assert_uint_eq(f.report.n_problems, 3);
	ck_assert_int_eq(f.report.problems[0].line, 3);
	ck_assert_int_eq(f.report.problems[1].line, 4);
	ck_assert_int_eq(f.report.problems[2].line, 6);
	ck_assert_int_eq(f.report.added, 0);
	ck_assert_msg(strstr(f.err.text, "line 3") != NULL, "%s", f.err.text);
	struct customer *c;
	ck_assert_uint_eq(owners(IDENTITY_EXTERNAL, "shop:1", &c), 0);
	o.skip_bad = true;
	ck_assert_int_eq(run_text(o, mixed), RC_OK);
	ck_assert_int_eq(f.report.added, 2);
	ck_assert_int_eq(f.report.skipped, 3);
	ck_assert_uint_eq(owners(IDENTITY_EXTERNAL, "shop:1", &c), 1);
}
END_TEST

START_TEST(import__cut_off__one_sentence_names_the_line)
{
	struct import_options o = {.kind = IMPORT_CUSTOMERS, .skip_bad = true};
	const char *cut = "id,name,email\n1,Ada,a@example.org\n2,\"Bo";
	ck_assert_int_eq(run_text(o, cut), RC_INVALID);
	ck_assert_msg(
		strstr(f.err.text, "cut off") && strstr(f.err.text, "line 3"), "%s", f.err.text);
	struct customer *c;
	ck_assert_uint_eq(owners(IDENTITY_EXTERNAL, "shop:1", &c), 0);
}
END_TEST

START_TEST(import__header__unknown_empty_and_mapped)
{
	struct import_options o = {.kind = IMPORT_CUSTOMERS};
	ck_assert_int_eq(run_text(o, "foo,bar\n1,2\n"), RC_INVALID);
	ck_assert_msg(strstr(f.err.text, "--map") != NULL, "%s", f.err.text);
	ck_assert_int_eq(run_text(o, ""), RC_INVALID);
	ck_assert_msg(strstr(f.err.text, "empty") != NULL, "%s", f.err.text);
	o.map = "Kundennr=id,Wer=nobody";
	ck_assert_int_eq(run_text(o, "Kundennr,Wer\n1,Ada\n"), RC_INVALID);
	ck_assert_msg(strstr(f.err.text, "nobody") != NULL, "%s", f.err.text);
	o.map = "Kundennr=id,Wer=name";
	ck_assert_int_eq(run_text(o, "Kundennr,Wer\n1,Ada\n"), RC_OK);
	ck_assert_int_eq(f.report.added, 1);
}
END_TEST

START_TEST(import__cards__are_never_stored)
{
	struct import_options o = {.kind = IMPORT_CUSTOMERS};
	const char *text = "id,name,address\n1,Ada,pays with 4111 1111 1111 1111\n"
			   "2,Bo,pays with 4111 1111 1111 1112\n";
	ck_assert_int_eq(run_text(o, text), RC_OK);
	ck_assert_int_eq(f.report.cards_masked, 1);
	struct customer *c;
	ck_assert_uint_eq(owners(IDENTITY_EXTERNAL, "shop:1", &c), 1);
	ck_assert_msg(strstr(c->address, "4111 1111") == NULL, "%s", c->address);
	ck_assert_msg(strstr(c->address, "1111]") != NULL, "%s", c->address);
	ck_assert_uint_eq(owners(IDENTITY_EXTERNAL, "shop:2", &c), 1);
	ck_assert_str_eq(c->address, "pays with 4111 1111 1111 1112");
	ck_assert_int_eq(run_text(o, "id,name\n4111111111111111,Ada\n"), RC_INVALID);
}
END_TEST

START_TEST(import__agents__names_queues_and_again)
{
	struct import_options o = {.kind = IMPORT_AGENTS};
	const char *text =
		"login,name,role,languages,queues\nAna,Ana Romero,agent,es;ca,billing|tech\n"
		"bo,Bo,supervisor,en,\n";
	ck_assert_msg(run_text(o, text) == RC_OK, "%s", f.err.text);
	ck_assert_int_eq(f.report.agents, 2);
	struct agent g;
	ck_assert_int_eq(store_agent_by_login(f.store, "ana", f.a, &g, &f.err), RC_OK);
	ck_assert_str_eq(g.languages, "es,ca");
	ck_assert_ptr_null(g.password_hash);
	int64_t *queues;
	size_t n;
	ck_assert_int_eq(store_agent_queues(f.store, g.id, f.a, &queues, &n, &f.err), RC_OK);
	ck_assert_uint_eq(n, 2);
	ck_assert_int_eq(run_text(o, text), RC_OK);
	ck_assert_int_eq(f.report.unchanged, 2);
	ck_assert_int_eq(run_text(o, "login,role\nx,king\n"), RC_INVALID);
}
END_TEST

static const char dialogue[] = "{\"id\":1,\"domain\":\"bank\",\"task\":\"bank_balance\",\"agent\":"
			       "\"A1\",\"customer\":\"U9\","
			       "\"start\":\"2020-05-12T17:44:40Z\",\"duration_s\":60,\"customer_"
			       "brief\":\"Ask your balance.\","
			       "\"events\":[[0,\"customer\",\"Hello,\\nmy card is "
			       "4111111111111111\"],[3,\"lookup\",\"[]\",\"x\"],"
			       "[9,\"agent\",\"Hi\",\"hello\"]]}\n";

START_TEST(import__cases__transcript_becomes_case_and_contact)
{
	struct import_options o = {.kind = IMPORT_CASES};
	ck_assert_msg(run_text(o, dialogue) == RC_OK, "%s", f.err.text);
	ck_assert_int_eq(f.report.cases, 1);
	struct customer *c;
	ck_assert_uint_eq(owners(IDENTITY_EXTERNAL, "shop:u9", &c), 1);
	struct casefile *cases;
	struct contact *contacts;
	size_t n;
	ck_assert_int_eq(
		store_casefile_of_customer(f.store, c->id, 9, f.a, &cases, &n, &f.err), RC_OK);
	ck_assert_uint_eq(n, 1);
	ck_assert_str_eq(cases->subject, "Bank balance: Ask your balance.");
	ck_assert_str_eq(cases->topic, "bank");
	ck_assert_int_eq(cases->state, CASE_SOLVED);
	ck_assert_int_eq(cases->solved_at - cases->opened_at, 60000);
	ck_assert_int_eq(
		store_contact_of_case(f.store, cases->id, 0, 9, f.a, &contacts, &n, &f.err), RC_OK);
	ck_assert_uint_eq(n, 1);
	ck_assert_msg(strncmp(contacts->body, "customer: Hello, my card is [card", 33) == 0, "%s",
		contacts->body);
	ck_assert_ptr_nonnull(strstr(contacts->body, "\nagent: Hi"));
	ck_assert_int_eq(contacts->kind, CONTACT_CHAT);
	struct agent g;
	ck_assert_int_eq(store_agent_by_login(f.store, "a1", f.a, &g, &f.err), RC_OK);
	ck_assert_int_eq(contacts->agent_id, g.id);
}
END_TEST

START_TEST(import__contacts__same_conversation_is_not_doubled)
{
	struct import_options o = {.kind = IMPORT_CASES};
	ck_assert_int_eq(run_text(o, dialogue), RC_OK);
	o.kind = IMPORT_CONTACTS;
	const char *rows =
		"dialogue_id,domains,agent_id,customer_id,start_utc,duration_s,completion\n"
		"1,bank,A1,U9,2020-05-12T17:44:40Z,60,Complete\n"
		"2,bank,A1,U9,2020-05-13T17:44:40Z,60,Complete\n";
	ck_assert_msg(run_text(o, rows) == RC_OK, "%s", f.err.text);
	ck_assert_int_eq(f.report.unchanged, 1);
	ck_assert_int_eq(f.report.added, 1);
	ck_assert_int_eq(run_text(o, rows), RC_OK);
	ck_assert_int_eq(f.report.unchanged, 2);
	o.kind = IMPORT_CASES;
	ck_assert_int_eq(run_text(o, rows), RC_INVALID);
}
END_TEST

START_TEST(import__orders__belong_to_known_customers)
{
	struct import_options o = {.kind = IMPORT_ORDERS};
	const char *order =
		"{\"order_id\":\"#W1\",\"user_id\":\"7\",\"items\":[{\"name\":\"Lamp\"},"
		"{\"name\":\"Chair\"}],\"status\":\"delivered\",\"payment_history\":["
		"{\"transaction_type\":\"payment\",\"amount\":10.5},"
		"{\"transaction_type\":\"refund\",\"amount\":0.5}]}\n";
	ck_assert_int_eq(run_text(o, order), RC_INVALID);
	ck_assert_msg(strstr(f.err.text, "shop:7") != NULL, "%s", f.err.text);
	ck_assert_int_eq(
		run_text((struct import_options){.kind = IMPORT_CUSTOMERS}, people), RC_OK);
	ck_assert_msg(run_text(o, order) == RC_OK, "%s", f.err.text);
	struct customer *c;
	struct reference_item *items;
	size_t n;
	ck_assert_uint_eq(owners(IDENTITY_EXTERNAL, "shop:7", &c), 1);
	ck_assert_int_eq(store_reference_list(f.store, c->id, 9, f.a, &items, &n, &f.err), RC_OK);
	ck_assert_uint_eq(n, 1);
	ck_assert_str_eq(items->title, "Lamp, Chair");
	ck_assert_str_eq(items->amount, "10.00");
	ck_assert_int_eq(run_text(o, order), RC_OK);
	ck_assert_int_eq(f.report.unchanged, 1);
}
END_TEST

START_TEST(import__calls__waits_ends_and_withheld_numbers)
{
	struct import_options o = {.kind = IMPORT_CALLS, .zone = "Europe/Madrid"};
	const char *rows =
		"call_id,queue,agent,from,offered_at,answered_at,ended_at,hold_s,wrap_s,outcome\n"
		"a,Billing,ana,+34600112233,2026-03-02 10:00:00,2026-03-02 10:00:20,2026-03-02 "
		"10:05:00,12,30,answered\n"
		"b,Billing,,anonymous,1772442000,,1772442060,,,\n";
	ck_assert_msg(run_text(o, rows) == RC_OK, "%s", f.err.text);
	struct call c;
	ck_assert_int_eq(store_call_by_external(f.store, "shop:a", f.a, &c, &f.err), RC_OK);
	ck_assert_int_eq(c.offered_at, 1772442000000);
	ck_assert_int_eq(c.wrapped_at - c.ended_at, 30000);
	ck_assert_int_eq(c.hold_ms, 12000);
	ck_assert_int_eq(store_call_by_external(f.store, "shop:b", f.a, &c, &f.err), RC_OK);
	ck_assert_int_eq(c.outcome, CALL_END_ABANDONED);
	ck_assert_ptr_null(c.from_number);
	ck_assert_int_eq(run_text(o, rows), RC_OK);
	ck_assert_int_eq(f.report.unchanged, 2);
	ck_assert_int_eq(
		run_text(o, "call_id,offered_at,ended_at\nc,1772442060,1772442000\n"), RC_INVALID);
}
END_TEST

START_TEST(import__path__missing_or_a_folder)
{
	struct import_options o = {.kind = IMPORT_CUSTOMERS, .path = "/nonexistent/file.csv"};
	ck_assert_int_eq(run(o), RC_NOTFOUND);
	o.path = "/tmp";
	ck_assert_int_eq(run(o), RC_INVALID);
	ck_assert_msg(strstr(f.err.text, "folder") != NULL, "%s", f.err.text);
}
END_TEST

START_TEST(import__customers__guard_of_a_cell_is_taken_off)
{
	struct import_options o = {.kind = IMPORT_CUSTOMERS};
	ck_assert_int_eq(run_text(o, "id,name,phone\n7,\"'=HYPERLINK(1)\",+34600112233\n"), RC_OK);
	struct customer *c;
	ck_assert_uint_eq(owners(IDENTITY_EXTERNAL, "shop:7", &c), 1);
	ck_assert_str_eq(c->name, "=HYPERLINK(1)");
}
END_TEST

/* ---- the collections that a centre would bring ------------------------------------------------ */

static const char *shared(const char *name)
{
	const char *root = getenv("CARREL_SHARED");
	const char *path = arena_printf(f.a, "%s/data/%s", root ? root : "../shared", name);
	if (access(path, R_OK) == 0)
		return path;
	printf("skip: %s is not there\n", path);
	return NULL;
}

static bool with_phones(void)
{
	const char *build = getenv("CARREL_BUILD");
	const char *const paths[] = {build ? build : "build/release", NULL};
	phone_module_paths(paths);
	const char *e164;
	bool there = phone_normalise("512-555-0147", "US", f.a, &e164, NULL) == RC_OK;
	if (!there)
		printf("skip: carrel-phone.so is not built\n");
	return there;
}

static void bring(enum import_kind kind, const char *path)
{
	struct import_options o = {.kind = kind, .path = path, .region = "US"};
	ck_assert_msg(run(o) == RC_OK, "%s", f.err.text);
}

START_TEST(import__star__everything_once)
{
	const char *dialogues = shared("star/dialogues.jsonl");
	const char *interactions = shared("star/interactions.csv");
	if (dialogues && interactions) {
		bring(IMPORT_CASES, dialogues);
		ck_assert_int_eq(f.report.cases, 848);
		ck_assert_int_eq(f.report.contacts, 848);
		int64_t agents = f.report.agents, customers = f.report.customers;
		bring(IMPORT_CONTACTS, interactions);
		ck_assert_int_eq(f.report.rows, 6205);
		ck_assert_int_eq(f.report.contacts, 6205 - 848);
		ck_assert_int_eq(f.report.agents + agents, 115);
		ck_assert_int_eq(f.report.customers + customers, 108);
		bring(IMPORT_CASES, dialogues);
		ck_assert_int_eq(f.report.unchanged, 848);
		bring(IMPORT_CONTACTS, interactions);
		ck_assert_int_eq(f.report.unchanged, 6205);
		struct customer *c;
		ck_assert_uint_eq(owners(IDENTITY_EXTERNAL, "star:u0013", &c), 1);
	}
}
END_TEST

START_TEST(import__tau__customers_and_their_orders)
{
	const char *retail = shared("tau/retail_customers.csv");
	const char *orders = shared("tau/retail_orders.jsonl");
	const char *bank = shared("tau/banking_customers.jsonl");
	if (retail && orders && bank && with_phones()) {
		bring(IMPORT_CUSTOMERS, retail);
		ck_assert_int_eq(f.report.added, 500);
		bring(IMPORT_ORDERS, orders);
		ck_assert_int_eq(f.report.references, 1000);
		bring(IMPORT_CUSTOMERS, bank);
		ck_assert_int_eq(f.report.added, 39);
		ck_assert_int_eq(f.report.identities, 3 * 39);
		bring(IMPORT_ORDERS, orders);
		ck_assert_int_eq(f.report.unchanged, 1000);
		struct customer *c;
		ck_assert_uint_eq(owners(IDENTITY_PHONE, "+15125550147", &c), 1);
		ck_assert_str_eq(c->name, "Mia Smith");
	}
}
END_TEST

Suite *suite_import(void)
{
	const TTest *const each[] = {
		import__customers__aliases_and_semicolons,
		import__customers__again_adds_nothing_but_what_is_new,
		import__customers__company_beside_a_name_is_whose_they_are,
		import__customers__dry_run_leaves_nothing,
		import__bad_rows__nothing_is_written_and_all_are_listed,
		import__cut_off__one_sentence_names_the_line,
		import__header__unknown_empty_and_mapped,
		import__cards__are_never_stored,
		import__agents__names_queues_and_again,
		import__cases__transcript_becomes_case_and_contact,
		import__contacts__same_conversation_is_not_doubled,
		import__orders__belong_to_known_customers,
		import__calls__waits_ends_and_withheld_numbers,
		import__customers__guard_of_a_cell_is_taken_off,
	};
	const TTest *const large[] = {
		import__star__everything_once,
		import__tau__customers_and_their_orders,
	};
	const TTest *const once[] = {import__path__missing_or_a_folder};
	Suite *s = support_store_suite(
		"import", 60, setup, teardown, each, sizeof(each) / sizeof(each[0]));
	support_store_add(
		s, STORE_FAULT, 60, setup, teardown, large, sizeof(large) / sizeof(large[0]));
	support_store_add(s, 1, 60, setup, teardown, once, 1);
	return s;
}
