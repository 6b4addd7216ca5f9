/* Whose file it is, what its fields say, and what becomes of its placeholders. */
#include "carrel/arena.h"
#include "carrel/strbuf.h"
#include "carrel/texts_import.h"

#include <check.h>
#include <string.h>

struct fixture {
	struct arena *a;
	struct vec records, items;
	struct texts_reading r;
	struct err err;
};

static struct fixture fixture_make(void)
{
	struct fixture f = {.a = arena_new(),
		.records.size = sizeof(struct texts_record),
		.items.size = sizeof(struct texts_item)};
	texts_reading_init(&f.r, f.a);
	return f;
}

static void fixture_free(struct fixture *f)
{
	texts_items_fini(&f->items);
	texts_records_fini(&f->records);
	texts_reading_fini(&f->r);
	arena_free(&f->a);
}

static enum rc read_text(struct fixture *f, const char *text)
{
	enum rc rc = texts_records_read(text, strlen(text), &f->records, f->a, &f->err);
	return rc == RC_OK ? texts_items_read(&f->r, &f->records, &f->items, &f->err) : rc;
}

static const struct texts_item *item(const struct fixture *f, size_t i)
{
	return vec_at(&f->items, i);
}

static const struct texts_note *note(const struct fixture *f, size_t i)
{
	return vec_at(&f->r.notes, i);
}

static const struct {
	const char *head;
	enum texts_source source;
} heads[] = {
	{"id,name,keywords,content,note,active\n1,N,,T,,true\n", TEXTS_ZAMMAD},
	{"Name;Content;Groups\nN;T;Sales~~~Support\n", TEXTS_ZAMMAD},
	{"[{\"id\": 1, \"short_code\": \"n\", \"content\": \"T\"}]", TEXTS_CHATWOOT},
	{"{\"payload\": [{\"short_code\": \"n\", \"content\": \"T\"}]}", TEXTS_CHATWOOT},
	{"{\"short_code\": \"n\", \"content\": \"T\"}\n{\"short_code\": \"m\", \"content\": "
	 "\"U\"}\n",
		TEXTS_CHATWOOT},
	{"id,mailbox_id,name,text,user_id\n1,2,N,T,1\n", TEXTS_FREESCOUT},
	{"canned_id,dept_id,isenabled,title,response,lang\n1,0,1,N,T,en_US\n", TEXTS_OSTICKET},
	{"[{\"name\": \"x\", \"title\": \"N\", \"message\": \"T\", \"scope\": \"Global\"}]",
		TEXTS_FRAPPE},
	{"id,name,subject,message,template_for\n1,N,,T,customer\n", TEXTS_UVDESK},
	{"ID,Name,Template,ContentType,ValidID\n1,N,T,text/plain,1\n", TEXTS_ZNUNY},
	{"Name,Message,Category,IsInsertable\nN,T,C,true\n", TEXTS_SALESFORCE},
	{"id,category,title,lang,body\na.b,a,N,en,T\n", TEXTS_RESPONSES},
	{"short,title,language,text\nn,N,en,T\n", TEXTS_CSV},
};

START_TEST(texts_import__recognise__by_fields)
{
	struct fixture f = fixture_make();
	ck_assert_msg(read_text(&f, heads[_i].head) == RC_OK, "%s", f.err.text);
	ck_assert_str_eq(word_id(texts_source_words, (int)f.r.source),
		word_id(texts_source_words, (int)heads[_i].source));
	ck_assert_str_eq(item(&f, 0)->text, "T");
	ck_assert_int_eq(f.r.problems, 0);
	fixture_free(&f);
}
END_TEST

START_TEST(texts_import__recognise__refuses_strangers)
{
	static const char *const strangers[] = {"a,b\n1,2\n", "[1, 2]", "{\"a\": 1}", "", "\n\n",
		"[]", "{", "\xFF\xFE", "just words\n"};
	for (size_t i = 0; i < sizeof(strangers) / sizeof(*strangers); i++) {
		struct fixture f = fixture_make();
		ck_assert_msg(read_text(&f, strangers[i]) == RC_INVALID, "%s", strangers[i]);
		ck_assert(*f.err.text);
		fixture_free(&f);
	}
}
END_TEST

static const struct {
	enum texts_source source;
	const char *theirs, *ours;
	size_t notes;
} mapped[] = {
	{TEXTS_ZAMMAD, "Hi #{ticket.customer.firstname}!", "Hi {customer.first}!", 0},
	{TEXTS_ZAMMAD, "#{ticket.group.value} #{ticket.number}", "{queue.title} {case.number}", 0},
	{TEXTS_ZAMMAD, "#{dt(ticket.escalation_at, \"%Y\", \"UTC\")}", "{case.due}", 0},
	{TEXTS_ZAMMAD, "#{ticket.sla} {x} # {", "{ticket_sla} {{x} # {{", 1},
	{TEXTS_ZAMMAD, "#{ticket.number", "#{{ticket.number", 0},
	{TEXTS_ZAMMAD, "#{}", "#{{}", 0},
	{TEXTS_CHATWOOT, "{{ contact.first_name | default: \"there\" }}", "{customer.first|there}",
		0},
	{TEXTS_CHATWOOT, "{{contact.name|upcase}}", "{customer.name}", 0},
	{TEXTS_FREESCOUT, "{%customer.firstName,fallback=there%}", "{customer.first|there}", 0},
	{TEXTS_FREESCOUT, "{%customer.firstName,fallback={a|b}%}", "{customer.first|ab}", 0},
	{TEXTS_FREESCOUT, "{%today%}", "{value_today}", 1},
	{TEXTS_OSTICKET, "%{ticket.name.first} 100%", "{customer.first} 100%", 0},
	{TEXTS_FRAPPE, "{{ contact_name or 'friend' }}", "{customer.name|friend}", 0},
	{TEXTS_UVDESK, "{%ticket.id%}", "{case.number}", 0},
	{TEXTS_ZNUNY, "<OTRS_TICKET_TicketNumber> <ZNUNY_TICKET_Title>",
		"{case.number} {case.subject}", 0},
	{TEXTS_SALESFORCE, "{!Contact.FirstName}", "{customer.first}", 0},
	{TEXTS_RESPONSES, "{balance:d} {Due.Date} { x", "{balance} {due_date} {{ x", 0},
	{TEXTS_CSV, "{customer.first|you} {amount} {{ {today} {>greeting.hello}",
		"{customer.first|you} {amount} {{ {today} {>greeting.hello}", 0},
	{TEXTS_CSV, "{ x } {Bad} {", "{{ x } {{Bad} {{", 3},
};

START_TEST(texts_import__placeholders__as_ours)
{
	struct fixture f = fixture_make();
	struct strbuf out = STRBUF_INIT;
	struct texts_item one = {.line = 7, .blanks.size = sizeof(struct texts_item_blank)};
	f.r.source = mapped[_i].source;
	texts_placeholders(&f.r, mapped[_i].theirs, &one, &out);
	ck_assert_str_eq(out.buf, mapped[_i].ours);
	ck_assert_uint_eq(f.r.notes.n, mapped[_i].notes);
	if (f.r.notes.n)
		ck_assert_int_eq(note(&f, 0)->line, 7);
	vec_fini(&one.blanks);
	strbuf_fini(&out);
	fixture_free(&f);
}
END_TEST

START_TEST(texts_import__placeholders__map_goes_first)
{
	struct fixture f = fixture_make();
	struct texts_map map = {.placeholders.size = sizeof(struct texts_pair)};
	*(struct texts_pair *)vec_push(&map.placeholders) =
		(struct texts_pair){"ticket.sla", "case.due"};
	f.r.map = &map;
	ck_assert_int_eq(read_text(&f, "name,content\nN,by #{ticket.sla}\n"), RC_OK);
	ck_assert_str_eq(item(&f, 0)->text, "by {case.due}");
	ck_assert_uint_eq(f.r.notes.n, 0);
	vec_fini(&map.placeholders);
	fixture_free(&f);
}
END_TEST

START_TEST(texts_import__items__lines_and_problems)
{
	struct fixture f = fixture_make();
	ck_assert_int_eq(read_text(&f,
				 "name,content,active\n"
				 "\"One\",\"two\nlines\",true\n"
				 ",no name,true\n"
				 "No text,,true\n"
				 "Only markup,<p></p>,true\n"
				 "Card,4111 1111 1111 1111,true\n"
				 "too,many,fields,here\n"
				 "Off,x,false\n"),
		RC_OK);
	ck_assert_uint_eq(f.items.n, 2);
	ck_assert_str_eq(item(&f, 0)->text, "two\nlines");
	ck_assert(item(&f, 1)->inactive && !item(&f, 0)->inactive);
	ck_assert_uint_eq(f.r.problems, 5);
	for (size_t i = 0; i < 5; i++)
		ck_assert_int_eq(note(&f, i)->line, (int64_t)i + 4);
	fixture_free(&f);
}
END_TEST

START_TEST(texts_import__records__lines_of_json)
{
	struct fixture f = fixture_make();
	ck_assert_int_eq(read_text(&f,
				 "\n[\n {\"short_code\": \"a{\\\"\", \"content\": \"x\"},\n {\n"
				 "\"short_code\": \"b\", \"content\": {\"k\": 1}}]"),
		RC_OK);
	ck_assert_int_eq(((struct texts_record *)vec_at(&f.records, 0))->line, 3);
	ck_assert_int_eq(((struct texts_record *)vec_at(&f.records, 1))->line, 4);
	fixture_free(&f);
}
END_TEST

START_TEST(texts_import__slug__ascii)
{
	struct arena *a = arena_new();
	ck_assert_str_eq(texts_slug("  Càrrec, de més! (2) ", 40, a), "carrec_de_mes_2");
	ck_assert_str_eq(texts_slug("***", 40, a), "");
	ck_assert_str_eq(texts_slug("abcdef", 3, a), "abc");
	arena_free(&a);
}
END_TEST

Suite *suite_texts_import(void);
Suite *suite_texts_import(void)
{
	Suite *s = suite_create("texts_import");
	TCase *t = tcase_create("texts_import");
	tcase_add_loop_test(
		t, texts_import__recognise__by_fields, 0, (int)(sizeof(heads) / sizeof(*heads)));
	tcase_add_test(t, texts_import__recognise__refuses_strangers);
	tcase_add_loop_test(
		t, texts_import__placeholders__as_ours, 0, (int)(sizeof(mapped) / sizeof(*mapped)));
	tcase_add_test(t, texts_import__placeholders__map_goes_first);
	tcase_add_test(t, texts_import__items__lines_and_problems);
	tcase_add_test(t, texts_import__records__lines_of_json);
	tcase_add_test(t, texts_import__slug__ascii);
	suite_add_tcase(s, t);
	return s;
}
