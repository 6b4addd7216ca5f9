#include "carrel/arena.h"
#include "carrel/library.h"
#include "carrel/path.h"
#include "carrel/strbuf.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct arena *arena;
static char dir[64];
static const char *path;
static struct strbuf file;
static struct err err;

static void setup(void)
{
	arena = arena_new();
	err = (struct err){0};
	strncpy(dir, "/tmp/carrel-write-XXXXXX", sizeof dir - 1);
	ck_assert_ptr_nonnull(mkdtemp(dir));
	path = arena_printf(arena, "%s/texts/own.yaml", dir);
	strbuf_init(&file);
}

static void teardown(void)
{
	strbuf_fini(&file);
	unlink(path);
	rmdir(arena_printf(arena, "%s/texts", dir));
	rmdir(dir);
	arena_free(&arena);
}

static void put(const char *text)
{
	ck_assert_int_eq(path_make_dirs(arena_printf(arena, "%s/texts", dir), 0700, &err), RC_OK);
	ck_assert_int_eq(path_write_file(path, text, strlen(text), 0600, &err), RC_OK);
}

static const char *got(void)
{
	strbuf_reset(&file);
	ck_assert_msg(path_read_file(path, 1 << 20, &file, &err) == RC_OK, "%s", err.text);
	return file.buf;
}

static struct langtext words(const char *text)
{
	struct langtext_entry *e = arena_alloc(arena, sizeof *e);
	*e = (struct langtext_entry){"", text};
	return (struct langtext){.entries = e, .n = 1};
}

static struct library_text text_with(const char *id, const char *title, const char *body)
{
	struct library_variant *v = arena_alloc(arena, sizeof *v);
	*v = (struct library_variant){.language = "en", .text = body};
	return (struct library_text){.id = id,
		.short_name = "",
		.title = words(title),
		.uses = LIBRARY_EVERYWHERE,
		.variants = v,
		.nvariants = 1,
		.review_by = ""};
}

static enum rc write_it(const struct library_text *t, const struct path_stamp *seen)
{
	return library_write_text(path, t, seen, &err);
}

START_TEST(library_write__a_first_text__makes_file_and_folder)
{
	struct library_text t =
		text_with("my.hello", "Hello: me", "Good morning, {customer.name|}.");
	ck_assert_msg(write_it(&t, NULL) == RC_OK, "%s", err.text);
	ck_assert_str_eq(got(),
		"format: carrel-texts/1\n"
		"texts:\n"
		"  - id: my.hello\n"
		"    title: \"Hello: me\"\n"
		"    text:\n"
		"      en: Good morning, {customer.name|}.\n");
}
END_TEST

static const char kept[] = "# My own words.\n"
			   "format: carrel-texts/1\n"
			   "\n"
			   "texts:\n"
			   "  # the first\n"
			   "  - id: a.one      # short and good\n"
			   "    title:   One\n"
			   "    # said on Mondays\n"
			   "    text: {en: \"First\"}\n"
			   "    then: [next] # always\n"
			   "\n"
			   "  # the second\n"
			   "  - id: a.two\n"
			   "    title: Two\n"
			   "    text:\n"
			   "      en: |\n"
			   "        Second.\n"
			   "\n"
			   "        # no remark\n"
			   "\n"
			   "# the end\n";

START_TEST(library_write__one_key_changed__every_other_line_stays)
{
	put(kept);
	struct library_text t = text_with("a.one", "One", "Another");
	const char *then[] = {"next"};
	t.then = then;
	t.nthen = 1;
	ck_assert_msg(write_it(&t, NULL) == RC_OK, "%s", err.text);
	struct strbuf want = STRBUF_INIT;
	const char *old = "    text: {en: \"First\"}\n", *at = strstr(kept, old);
	strbuf_add(&want, kept, (size_t)(at - kept));
	strbuf_addstr(&want, "    text:\n      en: Another\n");
	strbuf_addstr(&want, at + strlen(old));
	ck_assert_str_eq(got(), want.buf);
	strbuf_fini(&want);
}
END_TEST

START_TEST(library_write__nothing_changed__not_a_byte)
{
	put(kept);
	struct library_text t = text_with("a.two", "Two", "Second.\n\n# no remark");
	ck_assert_msg(write_it(&t, NULL) == RC_OK, "%s", err.text);
	ck_assert_str_eq(got(), kept);
}
END_TEST

START_TEST(library_write__a_new_text__goes_to_the_end)
{
	put(kept);
	struct library_text t = text_with("a.three", "Three", "Third");
	ck_assert_msg(write_it(&t, NULL) == RC_OK, "%s", err.text);
	const char *added = "        # no remark\n"
			    "\n"
			    "  - id: a.three\n"
			    "    title: Three\n"
			    "    text:\n"
			    "      en: Third\n"
			    "\n"
			    "# the end\n";
	ck_assert_str_eq(got() + file.len - strlen(added), added);
	ck_assert_int_eq(strncmp(file.buf, kept, 100), 0);
}
END_TEST

START_TEST(library_write__new_keys__stand_where_people_put_them)
{
	put(kept);
	struct library_text t = text_with("a.one", "One", "First");
	const char *topics[] = {"monday"};
	t.short_name = "mo";
	t.topics = topics;
	t.ntopics = 1;
	ck_assert_msg(write_it(&t, NULL) == RC_OK, "%s", err.text);
	ck_assert_ptr_nonnull(strstr(got(),
		"  - id: a.one      # short and good\n"
		"    short: mo\n"
		"    title:   One\n"
		"    topics: [monday]\n"
		"    # said on Mondays\n"
		"    text: {en: \"First\"}\n"
		"\n"
		"  # the second\n"));
}
END_TEST

START_TEST(library_remove__one__leaves_the_rest)
{
	put(kept);
	ck_assert_msg(library_remove_text(path, "a.one", NULL, &err) == RC_OK, "%s", err.text);
	ck_assert_ptr_null(strstr(got(), "a.one"));
	ck_assert_ptr_nonnull(strstr(file.buf, "  # the second\n  - id: a.two\n"));
	ck_assert_ptr_nonnull(strstr(file.buf, "# the end\n"));
	ck_assert_msg(library_remove_text(path, "a.two", NULL, &err) == RC_OK, "%s", err.text);
	ck_assert_int_eq(library_remove_text(path, "a.two", NULL, &err), RC_NOTFOUND);
	struct library_text t = text_with("a.new", "New", "Again");
	ck_assert_msg(write_it(&t, NULL) == RC_OK, "%s", err.text);
	ck_assert_ptr_nonnull(strstr(got(), "texts:\n"));
	ck_assert_ptr_nonnull(strstr(file.buf, "  - id: a.new\n"));
}
END_TEST

START_TEST(library_write__changed_meanwhile__is_refused)
{
	put(kept);
	struct path_stamp seen = path_stamp_of(path);
	struct library_text t = text_with("a.one", "One", "Mine");
	put("format: carrel-texts/1\ntexts:\n  - {id: b, title: B, text: {en: Theirs}}\n");
	ck_assert_int_eq(write_it(&t, &seen), RC_CONFLICT);
	ck_assert_ptr_nonnull(strstr(got(), "Theirs"));
	struct path_stamp absent = {0};
	ck_assert_int_eq(write_it(&t, &absent), RC_CONFLICT);
	unlink(path);
	ck_assert_msg(write_it(&t, &absent) == RC_OK, "%s", err.text);
	seen = path_stamp_of(path);
	ck_assert_msg(write_it(&t, &seen) == RC_OK, "%s", err.text);
}
END_TEST

START_TEST(library_write__what_cannot_be_read__is_left_alone)
{
	struct library_text t = text_with("a.one", "One", "Mine");
	put("format: carrel-texts/1\ntexts:\n  - {id: a.one, title: One, text: {en: x}}\n");
	ck_assert_int_eq(write_it(&t, NULL), RC_INVALID);
	ck_assert_ptr_nonnull(strstr(err.text, "brackets"));
	put("format: carrel-texts/1\ntexts:\n  - id: a.one\n    titel: One\n    text: {en: x}\n");
	ck_assert_int_eq(write_it(&t, NULL), RC_INVALID);
	ck_assert_ptr_nonnull(strstr(err.text, "line 4"));
	unlink(path);
	t = text_with("a.one", "One", "{nobody}");
	ck_assert_int_eq(write_it(&t, NULL), RC_INVALID);
	ck_assert_ptr_nonnull(strstr(err.text, "{nobody}"));
	ck_assert(!path_exists(path));
}
END_TEST

/* ---- any text comes back as it was ---- */

static unsigned seed;

static unsigned below(unsigned n)
{
	seed = seed * 1103515245u + 12345u;
	return (seed >> 16) % n;
}

static const char *any_words(bool lines)
{
	static const char *const parts[] = {"word", "ñandú", ": ", " #x", "\"", "'", "- ", "? ",
		"{{", "}", "[", "]", ",", "&a", "*b", "!", "|", ">", "%", "@", "`", "~", "null",
		"true", "12", "\\", "\\n", "  ", " ", " and so on it goes ", "\t", "…", "👍",
		"{today}", "a rather long word:without-any-space-at-all-in-it"};
	struct strbuf out = STRBUF_INIT;
	for (unsigned n = 1 + below(below(4) ? 8 : 40); n > 0; n--) {
		strbuf_addstr(&out, parts[below(sizeof parts / sizeof *parts)]);
		if (lines && below(6) == 0)
			strbuf_addstr(&out, below(3) ? "\n" : "\n\n  ");
	}
	while (out.len && strchr(" \n", out.buf[out.len - 1]))
		strbuf_truncate(&out, out.len - 1); /* the reader does not keep these */
	if (!out.len || strspn(out.buf, " \n\t") == out.len)
		strbuf_addstr(&out, "x");
	const char *kept_words = arena_strdup(arena, out.buf);
	strbuf_fini(&out);
	return kept_words;
}

static struct langtext any_langtext(void)
{
	static const char *const languages[] = {"en", "es", "ca"};
	if (below(3) == 0)
		return words(any_words(false));
	struct langtext w = {.entries = arena_array(arena, 3, sizeof *w.entries)};
	for (w.n = 0; w.n < 1 + below(3) && w.n < 3; w.n++)
		w.entries[w.n] = (struct langtext_entry){languages[w.n], any_words(false)};
	return w;
}

static struct library_text any_text(void)
{
	struct library_text t = text_with(arena_printf(arena, "t.%u", below(6)), "", "");
	struct library_variant *v = arena_array(arena, 64, sizeof *v);
	t.title = any_langtext();
	t.short_name = below(2) ? arena_printf(arena, "s%u", below(1000)) : "";
	t.nvariants = 0;
	for (unsigned tone = 0; tone < 3; tone++)
		for (unsigned channel = 0; channel < 3; channel++)
			for (unsigned level = 0; level < 3; level++)
				if (below(6) == 0)
					v[t.nvariants++] =
						(struct library_variant){.language = "es",
							.tone = (enum text_tone)tone,
							.channel = (enum text_channel)channel,
							.level = (enum text_level)level,
							.text = any_words(true)};
	if (!t.nvariants)
		v[t.nvariants++] =
			(struct library_variant){.language = "en", .text = any_words(true)};
	t.variants = v;
	if (below(2)) {
		struct library_blank *b = arena_alloc(arena, sizeof *b);
		*b = (struct library_blank){.name = "b1",
			.ask = any_langtext(),
			.type = BLANK_NUMBER,
			.has_range = true,
			.min = (double)below(10) / 4,
			.max = 1000 + (double)below(1000) / 8,
			.default_text = below(2) ? "7" : ""};
		t.blanks = b;
		t.nblanks = 1;
	}
	if (below(2))
		t.say = any_langtext();
	if (below(2)) {
		const char **then = arena_array(arena, 2, sizeof *then);
		then[0] = any_words(false);
		then[1] = "follow-up 2d";
		t.then = then;
		t.nthen = 2;
	}
	if (below(3) == 0) {
		struct library_link *link = arena_alloc(arena, sizeof *link);
		*link = (struct library_link){.kind = LINK_WEB,
			.to = "https://example.org/?a=1#b",
			.label = any_langtext()};
		t.links = link;
		t.nlinks = 1;
	}
	t.uses = 1 + below(31);
	t.inactive = below(8) == 0;
	return t;
}

static void assert_same_text(const struct library_text *a, const struct library_text *b)
{
	struct strbuf x = STRBUF_INIT, y = STRBUF_INIT;
	library_render_text(a, &x);
	library_render_text(b, &y);
	ck_assert_str_eq(x.buf, y.buf);
	strbuf_fini(&x);
	strbuf_fini(&y);
	ck_assert_uint_eq(a->nvariants, b->nvariants);
	for (size_t i = 0; i < a->nvariants; i++) {
		struct library_wish wish = {.language = a->variants[i].language,
			.tone = a->variants[i].tone,
			.channel = a->variants[i].channel,
			.level = a->variants[i].level};
		ck_assert_str_eq(a->variants[i].text, library_choose(b, &wish).variant->text);
	}
	for (size_t i = 0; i < a->title.n; i++)
		ck_assert_str_eq(a->title.entries[i].text, b->title.entries[i].text);
	for (size_t i = 0; i < a->nthen; i++)
		ck_assert_str_eq(a->then[i], b->then[i]);
}

START_TEST(library_write__any_text__comes_back_as_it_was)
{
	enum { TEXTS = 6, ROUNDS = 150 };
	struct library_text last[TEXTS];
	bool there[TEXTS] = {false};
	seed = (unsigned)_i + 1;
	for (int round = 0; round < ROUNDS; round++) {
		struct library_text t = any_text();
		unsigned at = (unsigned)(t.id[2] - '0');
		ck_assert_msg(write_it(&t, NULL) == RC_OK, "round %d: %s", round, err.text);
		last[at] = t;
		there[at] = true;
	}
	struct library *l = library_new();
	library_add_source(l, path);
	library_refresh(l);
	for (size_t i = 0; i < TEXTS; i++) {
		ck_assert(there[i]);
		const struct library_text *again = library_by_id(l, last[i].id);
		if (!last[i].inactive)
			assert_same_text(&last[i], again);
	}
	library_free(&l);
}
END_TEST

Suite *suite_library_write(void);
Suite *suite_library_write(void)
{
	Suite *s = suite_create("library_write");
	TCase *tc = tcase_create("core");
	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_set_timeout(tc, 30);
	tcase_add_test(tc, library_write__a_first_text__makes_file_and_folder);
	tcase_add_test(tc, library_write__one_key_changed__every_other_line_stays);
	tcase_add_test(tc, library_write__nothing_changed__not_a_byte);
	tcase_add_test(tc, library_write__a_new_text__goes_to_the_end);
	tcase_add_test(tc, library_write__new_keys__stand_where_people_put_them);
	tcase_add_test(tc, library_remove__one__leaves_the_rest);
	tcase_add_test(tc, library_write__changed_meanwhile__is_refused);
	tcase_add_test(tc, library_write__what_cannot_be_read__is_left_alone);
	tcase_add_loop_test(tc, library_write__any_text__comes_back_as_it_was, 0, 4);
	suite_add_tcase(s, tc);
	return s;
}
