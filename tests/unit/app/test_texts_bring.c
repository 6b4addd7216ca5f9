/* Texts into a folder and out: what is written, what is left alone, and that nothing gets lost. */
#include "carrel/arena.h"
#include "carrel/fill.h"
#include "carrel/path.h"
#include "carrel/strbuf.h"
#include "carrel/texts_bring.h"

#include "support/support_folder.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct fixture {
	struct arena *a;
	char *dir;    /* for the input */
	char *folder; /* of the library */
	struct texts_bring_report report;
	struct err err;
};

static struct fixture fixture_make(void)
{
	struct fixture f = {.a = arena_new()};
	f.dir = arena_strdup(f.a, "/tmp/carrel-texts-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(f.dir));
	f.folder = arena_printf(f.a, "%s/texts", f.dir);
	return f;
}

static void fixture_free(struct fixture *f)
{
	support_folder_remove(f->dir);
	texts_bring_report_fini(&f->report);
	arena_free(&f->a);
}

static void put_file(struct fixture *f, const char *name, const char *text)
{
	const char *path = arena_printf(f->a, "%s/%s", f->dir, name);
	ck_assert_int_eq(path_make_dirs(f->folder, 0755, NULL), RC_OK);
	ck_assert_int_eq(path_write_file(path, text, strlen(text), 0644, NULL), RC_OK);
}

static const char *file_text(struct fixture *f, const char *name)
{
	struct strbuf text = STRBUF_INIT;
	const char *path = arena_printf(f->a, "%s/%s", f->dir, name);
	if (path_read_file(path, 1 << 24, &text, NULL) != RC_OK)
		return "(none)";
	const char *copy = arena_strdup(f->a, text.buf);
	strbuf_fini(&text);
	return copy;
}

static struct texts_bring_options options_of(struct fixture *f, const char *name)
{
	return (struct texts_bring_options){.path = arena_printf(f->a, "%s/%s", f->dir, name),
		.folder = f->folder,
		.names = fill_names};
}

static enum rc bring_with(struct fixture *f, const struct texts_bring_options *o)
{
	texts_bring_report_fini(&f->report);
	return texts_bring(o, &f->report, f->a, &f->err);
}

static enum rc bring(struct fixture *f, const char *name)
{
	struct texts_bring_options o = options_of(f, name);
	return bring_with(f, &o);
}

static void counts(
	const struct fixture *f, size_t created, size_t updated, size_t unchanged, size_t kept)
{
	ck_assert_uint_eq(f->report.created, created);
	ck_assert_uint_eq(f->report.updated, updated);
	ck_assert_uint_eq(f->report.unchanged, unchanged);
	ck_assert_uint_eq(f->report.kept, kept);
}

static size_t notes_of(const struct fixture *f, enum texts_note_kind kind)
{
	size_t n = 0;
	for (size_t i = 0; i < f->report.reading.notes.n; i++)
		n += ((struct texts_note *)vec_at(&f->report.reading.notes, i))->kind == kind;
	return n;
}

static const char ZAMMAD[] = "id,name,keywords,content,groups\n"
			     "1,Refund EN,rf,<p>Your refund.</p>,Billing\n"
			     "2,Refund ES,,<p>Su reembolso.</p>,Billing\n"
			     "3,Late,lt,<p>It is late.</p>,Billing\n";

START_TEST(texts_bring__write__as_by_hand)
{
	struct fixture f = fixture_make();
	put_file(&f, "z.csv", ZAMMAD);
	ck_assert_msg(bring(&f, "z.csv") == RC_OK, "%s", f.err.text);
	counts(&f, 2, 0, 0, 0);
	ck_assert_uint_eq(notes_of(&f, TEXTS_NOTE_FOLDED), 1);
	ck_assert_str_eq(file_text(&f, "texts/billing.yaml"),
		"# Brought from z.csv (Zammad)\n"
		"format: carrel-texts/1\n"
		"texts:\n"
		"  - id: billing.refund\n"
		"    short: rf\n"
		"    title: Refund\n"
		"    topics: [billing, rf]\n"
		"    for: [reply, call, chat]\n"
		"    text:\n"
		"      en: Your refund.\n"
		"      es: Su reembolso.\n"
		"  - id: billing.late\n"
		"    short: lt\n"
		"    title: {en: Late}\n"
		"    topics: [billing, lt]\n"
		"    for: [reply, call, chat]\n"
		"    text:\n"
		"      en: It is late.\n");
	fixture_free(&f);
}
END_TEST

START_TEST(texts_bring__again__adds_nothing)
{
	struct fixture f = fixture_make();
	put_file(&f, "z.csv", ZAMMAD);
	ck_assert_int_eq(bring(&f, "z.csv"), RC_OK);
	const char *before = file_text(&f, "texts/billing.yaml");
	const char *state = file_text(&f, "texts/" TEXTS_BRING_STATE);
	ck_assert_int_eq(bring(&f, "z.csv"), RC_OK);
	counts(&f, 0, 0, 2, 0);
	ck_assert_str_eq(file_text(&f, "texts/billing.yaml"), before);
	ck_assert_str_eq(file_text(&f, "texts/" TEXTS_BRING_STATE), state);
	/* The state lost, the texts are still known by what they say. */
	unlink(arena_printf(f.a, "%s/%s", f.folder, TEXTS_BRING_STATE));
	ck_assert_int_eq(bring(&f, "z.csv"), RC_OK);
	counts(&f, 0, 0, 2, 0);
	ck_assert_str_eq(file_text(&f, "texts/billing.yaml"), before);
	fixture_free(&f);
}
END_TEST

START_TEST(texts_bring__dry_run__writes_nothing)
{
	struct fixture f = fixture_make();
	put_file(&f, "z.csv", ZAMMAD);
	struct texts_bring_options o = options_of(&f, "z.csv");
	o.dry_run = true;
	rmdir(f.folder);
	ck_assert_int_eq(bring_with(&f, &o), RC_OK);
	counts(&f, 2, 0, 0, 0);
	ck_assert_uint_eq(f.report.files.n, 1);
	ck_assert(!f.report.written && !path_exists(f.folder));
	o.dry_run = false;
	ck_assert_int_eq(bring_with(&f, &o), RC_OK);
	ck_assert(f.report.written && path_exists(f.folder));
	fixture_free(&f);
}
END_TEST

/* Their change goes in where ours is untouched; the person's comment and text beside it stay. */
START_TEST(texts_bring__update__only_what_nobody_edited)
{
	struct fixture f = fixture_make();
	put_file(&f, "z.csv", ZAMMAD);
	ck_assert_int_eq(bring(&f, "z.csv"), RC_OK);
	struct strbuf edited = STRBUF_INIT;
	strbuf_addstr(&edited, file_text(&f, "texts/billing.yaml"));
	char *at = strstr(edited.buf, "Su reembolso");
	memcpy(at, "EL REEMBOLSO", 12);
	strbuf_addstr(
		&edited, "  # mine\n  - id: mine\n    title: {en: Mine}\n    text: {en: Mine}\n");
	put_file(&f, "texts/billing.yaml", edited.buf);
	put_file(&f, "z.csv",
		"id,name,keywords,content,groups\n"
		"1,Refund EN,rf,<p>Your refund is made.</p>,Billing\n"
		"2,Refund ES,,<p>Su reembolso.</p>,Billing\n"
		"3,Late,lt,<p>It comes late.</p>,Billing\n"
		"4,Early,,<p>It is early.</p>,Billing\n");
	ck_assert_msg(bring(&f, "z.csv") == RC_OK, "%s", f.err.text);
	counts(&f, 1, 1, 0, 1);
	ck_assert_uint_eq(notes_of(&f, TEXTS_NOTE_KEPT), 1);
	const char *now = file_text(&f, "texts/billing.yaml");
	ck_assert_ptr_nonnull(strstr(now, "      en: Your refund.\n      es: EL REEMBOLSO.\n"));
	ck_assert_ptr_nonnull(strstr(now, "      en: It comes late.\n  # mine\n  - id: mine\n"));
	ck_assert_ptr_nonnull(strstr(now, "    text: {en: Mine}\n  - id: billing.early\n"));
	/* Taken out by a person, it stays out. */
	at = strstr(edited.buf, "  - id: billing.late");
	strbuf_truncate(&edited, (size_t)(at - edited.buf));
	put_file(&f, "texts/billing.yaml", edited.buf);
	ck_assert_int_eq(bring(&f, "z.csv"), RC_OK);
	counts(&f, 0, 0, 0, 3);
	ck_assert_str_eq(file_text(&f, "texts/billing.yaml"), edited.buf);
	strbuf_fini(&edited);
	fixture_free(&f);
}
END_TEST

START_TEST(texts_bring__names__never_twice)
{
	struct fixture f = fixture_make();
	put_file(&f, "texts/own.yaml",
		"format: carrel-texts/1\ntexts:\n  - id: billing.late\n    short: lt\n"
		"    title: {en: Mine}\n    text: {en: Mine}\n");
	put_file(&f, "z.csv", ZAMMAD);
	ck_assert_int_eq(bring(&f, "z.csv"), RC_OK);
	counts(&f, 2, 0, 0, 0);
	ck_assert_uint_eq(notes_of(&f, TEXTS_NOTE_RENAMED), 2);
	ck_assert_ptr_nonnull(strstr(
		file_text(&f, "texts/billing.yaml"), "  - id: billing.late_2\n    short: lt2\n"));
	ck_assert_int_eq(bring(&f, "z.csv"), RC_OK);
	counts(&f, 0, 0, 2, 0);
	fixture_free(&f);
}
END_TEST

START_TEST(texts_bring__bad_row__nothing_or_the_rest)
{
	struct fixture f = fixture_make();
	put_file(&f, "z.csv", "name,content\nGood,Text\nNo text,\nToo,many,fields\n");
	struct texts_bring_options o = options_of(&f, "z.csv");
	ck_assert_int_eq(bring_with(&f, &o), RC_INVALID);
	ck_assert_ptr_nonnull(strstr(f.err.text, "z.csv:3: "));
	ck_assert_uint_eq(f.report.reading.problems, 2);
	ck_assert_str_eq(file_text(&f, "texts/zammad.yaml"), "(none)");
	o.skip_bad = true;
	ck_assert_int_eq(bring_with(&f, &o), RC_OK);
	counts(&f, 1, 0, 0, 0);
	ck_assert_str_ne(file_text(&f, "texts/zammad.yaml"), "(none)");
	fixture_free(&f);
}
END_TEST

START_TEST(texts_bring__broken_folder__refused)
{
	struct fixture f = fixture_make();
	put_file(&f, "texts/own.yaml", "format: carrel-texts/1\ntexts:\n  - title: {en: No id}\n");
	put_file(&f, "z.csv", ZAMMAD);
	ck_assert_int_eq(bring(&f, "z.csv"), RC_INVALID);
	ck_assert_ptr_nonnull(strstr(f.err.text, "own.yaml:3"));
	ck_assert_str_eq(file_text(&f, "texts/billing.yaml"), "(none)");
	fixture_free(&f);
}
END_TEST

/* Every name that a foreign placeholder becomes is one that has a value here. */
START_TEST(texts_bring__placeholders__are_known)
{
	static const char *const ours[] = {
#define PLACEHOLDER(source, theirs, ours) ours,
#include "bridge/texts_placeholders.def"
#undef PLACEHOLDER
	};
	ck_assert_uint_gt(sizeof(ours) / sizeof(*ours), 60);
	for (size_t i = 0; i < sizeof(ours) / sizeof(*ours); i++) {
		bool known = false;
		for (size_t k = 0; fill_names[k]; k++)
			known = known || strcmp(fill_names[k], ours[i]) == 0;
		ck_assert_msg(known, "%s", ours[i]);
	}
}
END_TEST

/* ---- there and back ------------------------------------------------------------------------- */

static const char *exported(struct fixture *f, const char *folder, texts_export_fn *write)
{
	struct strbuf out = STRBUF_INIT;
	struct library *l = library_new();
	library_add_source(l, folder);
	library_refresh(l);
	ck_assert_uint_eq(problems_count(library_problems(l)), 0);
	size_t n = library_count(l);
	const struct library_text **texts = arena_array(f->a, n + 1, sizeof(*texts));
	for (size_t i = 0; i < n; i++)
		texts[i] = library_at(l, i);
	struct texts_export how = {.library = l, .console = "en", .title = "T & <T>"};
	write(texts, n, &how, &out);
	const char *copy = arena_strdup(f->a, out.buf);
	library_free(&l);
	strbuf_fini(&out);
	return copy;
}

/* A table has no place for what a file says beside its texts. */
static const char *texts_of(const char *yaml)
{
	const char *texts = strstr(yaml, "\ntexts:\n");
	ck_assert_ptr_nonnull(texts);
	return texts;
}

/* Everything that is shipped, and after it everything that the format can say. */
START_TEST(texts_bring__csv__there_and_back)
{
	static const char *const folders[] = {"share/texts", "tests/fixtures/import-texts/library"};
	for (size_t i = 0; i < 2; i++) {
		struct fixture f = fixture_make();
		const char *table = exported(&f, folders[i], texts_export_csv);
		/* What a spreadsheet would run is guarded on the way. */
		ck_assert(i == 0 || strstr(table, ",'=All") || strstr(table, ",\"'=All"));
		put_file(&f, "t.csv", table);
		ck_assert_msg(bring(&f, "t.csv") == RC_OK, "%s", f.err.text);
		ck_assert_uint_gt(f.report.created, 0);
		/* As YAML the wordings stand in one order, whatever the order in a file was. */
		ck_assert(strcmp(texts_of(exported(&f, f.folder, texts_export_yaml)),
				  texts_of(exported(&f, folders[i], texts_export_yaml))) == 0);
		ck_assert_uint_gt(strlen(exported(&f, f.folder, texts_export_yaml)), 500);
		/* And into the folder that it came from, nothing. */
		struct texts_bring_options o = options_of(&f, "t.csv");
		o.folder = folders[i];
		o.dry_run = true;
		ck_assert_int_eq(bring_with(&f, &o), RC_OK);
		ck_assert_uint_eq(f.report.created + f.report.updated + f.report.kept, 0);
		fixture_free(&f);
	}
}
END_TEST

/* Rights, emoji and limits, and a topic with a comma: as YAML into a folder, and out of it again. */
START_TEST(texts_bring__yaml__there_and_back)
{
	static const char file[] =
		"format: carrel-texts/1\nemoji: {mail: few, chat: free}\nlimits: {message: 160}\n"
		"rights:\n  - id: ES-X\n    title: {en: A, es: B}\n    text: {en: \"a: b\"}\n"
		"    law: Ley 1/2025\n    source: https://example.org/\n    territory: [ES, "
		"ES-CT]\n"
		"    topics: [billing]\n    review_by: 2027-01-31\n"
		"texts:\n  - id: a.b\n    title: {en: Hello}\n    topics: [\"bills, late\", "
		"plain]\n"
		"    text: {en: Hello there.}\n    rights: [ES-X]\n";
	static texts_export_fn *const formats[] = {texts_export_yaml, texts_export_json};
	struct fixture f = fixture_make();
	ck_assert_int_eq(path_make_dirs(arena_printf(f.a, "%s/first", f.dir), 0755, NULL), RC_OK);
	ck_assert_int_eq(path_make_dirs(arena_printf(f.a, "%s/second", f.dir), 0755, NULL), RC_OK);
	put_file(&f, "first/a.yaml", file);
	const char *first = arena_printf(f.a, "%s/first", f.dir);
	const char *yaml = exported(&f, first, texts_export_yaml);
	ck_assert_ptr_nonnull(strstr(yaml, "emoji: {mail: few, chat: free}\n"));
	ck_assert_ptr_nonnull(strstr(yaml, "limits: {message: 160}\n"));
	ck_assert_ptr_nonnull(strstr(yaml, "law: Ley 1/2025\n"));
	put_file(&f, "second/a.yaml", yaml);
	const char *second = arena_printf(f.a, "%s/second", f.dir);
	for (size_t i = 0; i < 2; i++)
		ck_assert_str_eq(exported(&f, second, formats[i]), exported(&f, first, formats[i]));
	ck_assert_ptr_nonnull(strstr(exported(&f, first, texts_export_json), "\"bills, late\""));
	const char *table = exported(&f, first, texts_export_csv);
	ck_assert_ptr_nonnull(strstr(table, "[\"\"bills, late\"\",\"\"plain\"\"]"));
	put_file(&f, "t.csv", table);
	ck_assert_msg(bring(&f, "t.csv") == RC_OK, "%s", f.err.text);
	ck_assert_ptr_nonnull(strstr(exported(&f, f.folder, texts_export_yaml), "bills, late"));
	fixture_free(&f);
}
END_TEST

static unsigned next_random(unsigned *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 16;
}

static void add_random_text(struct strbuf *out, unsigned *state)
{
	static const char *const pieces[] = {"a", "=1+1", "\"", "'", ",", ";", "\n", "\t", " ",
		"{{", "}", "{b}", "{customer.first|x}", "é", "–", "-", "#", ": ", "@", "\\n", "<p>",
		"&amp;", "😀", "  ", "\n\n\n", "|", ">", "%"};
	for (unsigned n = 1 + next_random(state) % 12; n > 0; n--)
		strbuf_addstr(out, pieces[next_random(state) % (sizeof(pieces) / sizeof(*pieces))]);
	strbuf_addch(out, '.');
}

/* Into a file of the library and out of it again. */
static void require_file_keeps(const struct library_text *t)
{
	struct strbuf file = STRBUF_INIT;
	struct library *l = library_new();
	strbuf_addstr(&file, "format: carrel-texts/1\ntexts:\n");
	library_render_text(t, &file);
	library_add_memory(l, "x.yaml", file.buf, file.len);
	library_refresh(l);
	ck_assert_msg(problems_count(library_problems(l)) == 0, "%s", file.buf);
	const struct library_text *back = library_by_id(l, t->id);
	ck_assert_ptr_nonnull(back);
	ck_assert_str_eq(back->variants[0].text, t->variants[0].text);
	ck_assert_str_eq(back->title.entries[0].text, t->title.entries[0].text);
	library_free(&l);
	strbuf_fini(&file);
}

/* A text of any characters goes through the table and the file as it is. */
START_TEST(texts_bring__csv__any_text)
{
	struct arena *a = arena_new();
	unsigned state = 7;
	for (int round = 0; round < 500; round++) {
		struct strbuf body = STRBUF_INIT, csv = STRBUF_INIT;
		struct vec records = {.size = sizeof(struct texts_record)};
		struct vec items = {.size = sizeof(struct texts_item)};
		struct vec texts = {.size = sizeof(struct texts_gathered)};
		struct texts_reading r;
		add_random_text(&body, &state);
		struct library_blank blank = {.name = "b", .default_text = ""};
		struct langtext_entry said = {.language = "en", .text = body.buf};
		blank.ask = (struct langtext){.entries = &said, .n = 1};
		struct library_variant v = {.language = "en", .text = body.buf};
		struct library_text t = {.id = "x",
			.short_name = "",
			.title = {.entries = &said, .n = 1},
			.uses = LIBRARY_REPLY,
			.blanks = &blank,
			.nblanks = 1,
			.variants = &v,
			.nvariants = 1,
			.review_by = ""};
		const struct library_text *one = &t;
		texts_export_csv(&one, 1, &(struct texts_export){0}, &csv);
		texts_reading_init(&r, a);
		ck_assert_int_eq(texts_records_read(csv.buf, csv.len, &records, a, NULL), RC_OK);
		ck_assert_int_eq(texts_items_read(&r, &records, &items, NULL), RC_OK);
		texts_gather(&r, &items, "en", &texts);
		ck_assert_uint_eq(texts.n, 1);
		const struct library_text *back =
			&((struct texts_gathered *)vec_at(&texts, 0))->text;
		ck_assert_str_eq(back->variants[0].text, body.buf);
		ck_assert_str_eq(back->title.entries[0].text, body.buf);
		ck_assert_uint_eq(back->nblanks, 1);
		ck_assert_str_eq(back->blanks[0].ask.entries[0].text, body.buf);
		require_file_keeps(back);
		texts_reading_fini(&r);
		texts_items_fini(&items);
		texts_records_fini(&records);
		vec_fini(&texts);
		strbuf_fini(&body);
		strbuf_fini(&csv);
		arena_reset(a);
	}
	arena_free(&a);
}
END_TEST

START_TEST(texts_bring__html__escaped_and_whole)
{
	struct fixture f = fixture_make();
	put_file(&f, "texts/own.yaml",
		"format: carrel-texts/1\ntexts:\n  - id: a.b\n    short: <i>\n"
		"    title: {en: <script>alert(1)</script>, es: Título}\n"
		"    text: {en: 'a < b & \"c\" {customer.first|<x>} {{', es: hola}\n");
	const char *page = exported(&f, f.folder, texts_export_html);
	ck_assert_ptr_null(strstr(page, "<script"));
	ck_assert_ptr_null(strstr(page, "http"));
	ck_assert_ptr_nonnull(strstr(page, "<title>T &amp; &lt;T&gt;</title>"));
	ck_assert_ptr_nonnull(strstr(page, "<html lang=\"en\">"));
	ck_assert_ptr_nonnull(strstr(page, "<blockquote lang=\"es\">hola</blockquote>"));
	ck_assert_ptr_nonnull(strstr(page,
		"a &lt; b &amp; &quot;c&quot; "
		"<mark>{customer.first|&lt;x&gt;}</mark> {</blockquote>"));
	ck_assert_ptr_nonnull(strstr(page, "<a href=\"#a.b\" lang=\"en\">"));
	ck_assert_ptr_nonnull(strstr(page, "<article id=\"a.b\">"));
	fixture_free(&f);
}
END_TEST

Suite *suite_texts_bring(void);
Suite *suite_texts_bring(void)
{
	Suite *s = suite_create("texts_bring");
	TCase *t = tcase_create("texts_bring");
	tcase_set_timeout(t, 30);
	tcase_add_test(t, texts_bring__write__as_by_hand);
	tcase_add_test(t, texts_bring__again__adds_nothing);
	tcase_add_test(t, texts_bring__dry_run__writes_nothing);
	tcase_add_test(t, texts_bring__update__only_what_nobody_edited);
	tcase_add_test(t, texts_bring__names__never_twice);
	tcase_add_test(t, texts_bring__bad_row__nothing_or_the_rest);
	tcase_add_test(t, texts_bring__broken_folder__refused);
	tcase_add_test(t, texts_bring__placeholders__are_known);
	tcase_add_test(t, texts_bring__csv__there_and_back);
	tcase_add_test(t, texts_bring__yaml__there_and_back);
	tcase_add_test(t, texts_bring__csv__any_text);
	tcase_add_test(t, texts_bring__html__escaped_and_whole);
	suite_add_tcase(s, t);
	return s;
}
