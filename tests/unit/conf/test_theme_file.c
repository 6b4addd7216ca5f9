#include "carrel/arena.h"
#include "carrel/embedded.h"
#include "carrel/mem.h"
#include "carrel/path.h"
#include "carrel/strbuf.h"
#include "carrel/theme_file.h"
#include "support/support_folder.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#define HEAD "format: carrel-theme/1\n"

static struct problems problems;
static struct theme_file *theme;

static void setup(void)
{
	problems_init(&problems);
	setenv("XDG_CONFIG_HOME", "/nonexistent", 1);
	theme = NULL;
}

static void teardown(void)
{
	theme_file_free(&theme);
	problems_fini(&problems);
}

static bool parse(const char *text)
{
	return theme_file_parse(text, strlen(text), "dir/mine.yaml", &theme, &problems);
}

static const char *all(void)
{
	static struct strbuf out = STRBUF_INIT;
	strbuf_reset(&out);
	problems_render(&problems, &out);
	return out.buf;
}

static bool has_attr(const struct theme_style *s, const char *attr)
{
	for (size_t i = 0; i < s->nattrs; i++)
		if (strcmp(s->attrs[i], attr) == 0)
			return true;
	return false;
}

START_TEST(theme_file__parse__palette_and_inheritance)
{
	ck_assert(parse(HEAD "title: Mine\npalette: {alert: bright-red, deep: 17}\nstyles:\n"
			     "  late: {fg: alert, attr: bold}\n"
			     "  late.selected: {inherit: late, bg: deep, attr: [bold, reverse]}\n"
			     "  plain: {}\n"));
	ck_assert_str_eq(theme->name, "mine");
	ck_assert_str_eq(theme->title, "Mine");
	ck_assert_uint_eq(theme->n, 3);
	const struct theme_style *s = theme_file_style(theme, "late.selected");
	ck_assert_str_eq(s->fg, "bright-red");
	ck_assert_str_eq(s->bg, "17");
	ck_assert(has_attr(s, "reverse"));
	ck_assert(!has_attr(theme_file_style(theme, "late"), "reverse"));
	ck_assert_int_eq(s->line, 6);
	ck_assert_int_eq(s->column, 3);
	ck_assert_str_eq(theme_file_style(theme, "plain")->fg, "default");
	ck_assert_ptr_null(theme_file_style(theme, "zebra"));
}
END_TEST

START_TEST(theme_file__parse__another_theme_is_the_ground)
{
	struct theme_file *base = NULL;
	ck_assert(theme_file_load("default", &base, &problems));
	ck_assert(parse(HEAD "inherit: default\nstyles:\n  late: {fg: cyan}\n"));
	ck_assert_uint_eq(theme->n, base->n);
	const struct theme_style *late = theme_file_style(theme, "late");
	ck_assert_str_eq(late->fg, "cyan");
	ck_assert(has_attr(late, "bold"));
	ck_assert_str_eq(late->file, "dir/mine.yaml");
	ck_assert_str_eq(theme_file_style(theme, "ok")->fg, theme_file_style(base, "ok")->fg);
	theme_file_free(&base);
}
END_TEST

START_TEST(theme_file__parse__every_mistake_is_told)
{
	ck_assert(!parse(
		HEAD "titel: x\npalette: {red: blue, warm: oranje}\nstyles:\n"
		     "  a: {fg: bleu, bg: 256, attr: [bolt]}\n  b: {inherit: c}\n  d: [1]\n"));
	ck_assert_str_eq(all(),
		"dir/mine.yaml:2:1: titel: there is no such key (did you mean title?)\n"
		"dir/mine.yaml:3:16: palette.red: this name is already that of a colour\n"
		"dir/mine.yaml:3:28: palette.warm: 'oranje' is no colour: a name, 0 to 255, or one "
		"of "
		"the palette\n"
		"dir/mine.yaml:5:11: styles.a.fg: 'bleu' is no colour: a name, 0 to 255, or one of "
		"the "
		"palette (did you mean blue?)\n"
		"dir/mine.yaml:5:21: styles.a.bg: '256' is no colour: a name, 0 to 255, or one of "
		"the "
		"palette\n"
		"dir/mine.yaml:5:33: styles.a.attr[0]: 'bolt' is not known (did you mean bold?); "
		"it may "
		"be bold, underline, reverse, dim, italic\n"
		"dir/mine.yaml:6:16: styles.b.inherit: there is no style 'c' above this one\n"
		"dir/mine.yaml:7:6: styles.d: must be a map, `key: value`\n");
}
END_TEST

START_TEST(theme_file__load__an_unknown_name_is_told)
{
	ck_assert(!theme_file_load("solarized", &theme, &problems));
	ck_assert_ptr_nonnull(strstr(all(), "there is no theme 'solarized'"));
}
END_TEST

static const char *const shipped[] = {"default", "dark", "high-contrast", "mono"};
static const char *const style_names[] = {
#define STYLE(id, name, letter, help) name,
#include "carrel/styles.def"
#undef STYLE
};
enum { STYLES = sizeof style_names / sizeof *style_names };

START_TEST(theme_file__shipped__names_every_style_and_no_other)
{
	ck_assert_msg(theme_file_load(shipped[_i], &theme, &problems), "%s", all());
	ck_assert_str_eq(theme->name, shipped[_i]);
	for (size_t i = 0; i < STYLES; i++)
		ck_assert_msg(theme_file_style(theme, style_names[i]), "%s lacks %s", shipped[_i],
			style_names[i]);
	ck_assert_uint_eq(theme->n, STYLES);
}
END_TEST

/* Without colours a background is shown reversed, so it counts as a mark. */
static bool is_plain(const struct theme_style *s)
{
	return s->nattrs == 0 && strcmp(s->bg, "default") == 0;
}

START_TEST(theme_file__shipped__states_stand_out_without_colour)
{
	static const char *const states[] = {"late", "error", "selected", "status-ring",
		"status-offline", "message-error", "warn", "blank", "match", "title-focus"};
	ck_assert(theme_file_load(shipped[_i], &theme, &problems));
	for (size_t i = 0; i < sizeof states / sizeof *states; i++)
		ck_assert_msg(!is_plain(theme_file_style(theme, states[i])), "%s in %s", states[i],
			shipped[_i]);
}
END_TEST

START_TEST(theme_file__shipped__nothing_unreadable)
{
	ck_assert(theme_file_load(shipped[_i], &theme, &problems));
	for (size_t i = 0; i < theme->n; i++) {
		const struct theme_style *s = &theme->styles[i];
		ck_assert_msg(
			strcmp(s->fg, s->bg) != 0 || strcmp(s->fg, "default") == 0, "%s", s->name);
		ck_assert_msg(
			strcmp(s->fg, "blue") != 0, "dark blue %s in %s", s->name, shipped[_i]);
		if (_i == 0)
			ck_assert_msg(strcmp(s->fg, "yellow") != 0, "yellow %s on white", s->name);
	}
}
END_TEST

static void put(const char *folder, const char *name, const char *text)
{
	char *path = xasprintf("%s/carrel/themes/%s", folder, name);
	ck_assert_int_eq(path_write_file(path, text, strlen(text), 0600, NULL), RC_OK);
	free(path);
}

static int times_named(const char *const *names, size_t n, const char *name)
{
	int times = 0;
	for (size_t i = 0; i < n; i++)
		times += strcmp(names[i], name) == 0;
	return times;
}

/* Theirs stand behind the built-in ones; one of theirs that has such a name covers it. */
START_TEST(theme_file__own__is_named_and_loaded)
{
	struct arena *a = arena_new();
	char *folder = support_folder_new();
	char *themes = xasprintf("%s/carrel/themes", folder);
	const char *const *names;
	size_t builtin = theme_file_names(a, &names);
	ck_assert_int_eq(times_named(names, builtin, "default"), 1);
	ck_assert_int_eq(times_named(names, builtin, "dusk"), 0);
	setenv("XDG_CONFIG_HOME", folder, 1);
	ck_assert_int_eq(path_make_dirs(themes, 0700, NULL), RC_OK);
	put(folder, "dusk.yaml", HEAD "title: Dusk\nstyles: {late: {fg: red}}\n");
	put(folder, "default.yaml", HEAD "title: Mine\ninherit: default\nstyles: {}\n");
	put(folder, "notes.txt", "no theme\n");
	size_t n = theme_file_names(a, &names);
	ck_assert_uint_eq(n, builtin + 1);
	ck_assert_int_eq(times_named(names, n, "default"), 1);
	ck_assert_int_eq(times_named(names, n, "dusk"), 1);
	ck_assert_msg(theme_file_load("dusk", &theme, &problems), "%s", all());
	ck_assert_str_eq(theme->title, "Dusk");
	theme_file_free(&theme);
	ck_assert_msg(theme_file_load("default", &theme, &problems), "%s", all());
	ck_assert_str_eq(theme->title, "Mine");
	ck_assert_uint_gt(theme->n, 1); /* of the built-in one, which it inherits */
	support_folder_remove(folder);
	free(themes);
	free(folder);
	arena_free(&a);
}
END_TEST

Suite *suite_theme_file(void);
Suite *suite_theme_file(void)
{
	Suite *s = suite_create("theme_file");
	TCase *t = tcase_create("core");
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, theme_file__parse__palette_and_inheritance);
	tcase_add_test(t, theme_file__parse__another_theme_is_the_ground);
	tcase_add_test(t, theme_file__parse__every_mistake_is_told);
	tcase_add_test(t, theme_file__load__an_unknown_name_is_told);
	tcase_add_test(t, theme_file__own__is_named_and_loaded);
	tcase_add_loop_test(t, theme_file__shipped__names_every_style_and_no_other, 0, 4);
	tcase_add_loop_test(t, theme_file__shipped__states_stand_out_without_colour, 0, 4);
	tcase_add_loop_test(t, theme_file__shipped__nothing_unreadable, 0, 4);
	suite_add_tcase(s, t);
	return s;
}
