#include "carrel/path.h"

#include "support/support_full.h"

#include <check.h>
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char dir[] = "/tmp/carrel-test-path-XXXXXX";
static struct strbuf file = STRBUF_INIT;

static void setup(void)
{
	memcpy(dir + sizeof(dir) - 7, "XXXXXX", 6);
	ck_assert_ptr_nonnull(mkdtemp(dir));
	path_join(&file, dir, "file");
}

static void teardown(void)
{
	unlink(file.buf);
	rmdir(dir);
	strbuf_fini(&file);
}

static size_t entries(void)
{
	DIR *d = opendir(dir);
	size_t n = 0;
	while (readdir(d))
		n++;
	closedir(d);
	return n - 2;
}

static void check_content(const char *want)
{
	struct strbuf text = STRBUF_INIT;
	ck_assert_int_eq(path_read_file(file.buf, 1000, &text, NULL), RC_OK);
	ck_assert_str_eq(text.buf, want);
	strbuf_fini(&text);
}

static void check_base(enum path_base base, const char *want)
{
	struct strbuf out = STRBUF_INIT;
	strbuf_addstr(&out, "what was there");
	ck_assert_int_eq(path_base_dir(base, &out, NULL), RC_OK);
	ck_assert_str_eq(out.buf, want);
	strbuf_fini(&out);
}

static void put_variable(const char *name, char *value)
{
	if (value)
		setenv(name, value, 1);
	else
		unsetenv(name);
	free(value);
}

START_TEST(path__base_dir__xdg_then_home)
{
	static const char *const names[] = {
		"HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR"};
	char *before[5];
	for (size_t i = 0; i < 5; i++) {
		before[i] = getenv(names[i]) ? strdup(getenv(names[i])) : NULL;
		unsetenv(names[i]);
	}
	setenv("HOME", "/home/ana", 1);
	check_base(PATH_DATA, "/home/ana/.local/share/carrel");
	check_base(PATH_CONFIG, "/home/ana/.config/carrel");
	check_base(PATH_STATE, "/home/ana/.local/state/carrel");
	check_base(PATH_RUNTIME, "/home/ana/.local/state/carrel/run");
	setenv("XDG_DATA_HOME", "/data/", 1);
	setenv("XDG_CONFIG_HOME", "relative", 1); /* the specification: ignore it */
	setenv("XDG_RUNTIME_DIR", "/run/user/7", 1);
	check_base(PATH_DATA, "/data/carrel");
	check_base(PATH_CONFIG, "/home/ana/.config/carrel");
	check_base(PATH_RUNTIME, "/run/user/7/carrel");
	for (size_t i = 0; i < 5; i++)
		put_variable(names[i], before[i]);
}
END_TEST

static void check_join(const char *a, const char *b, const char *want)
{
	struct strbuf out = STRBUF_INIT;
	path_join(&out, a, b);
	ck_assert_str_eq(out.buf, want);
	strbuf_fini(&out);
}

static void check_parent(const char *path, const char *want)
{
	struct strbuf out = STRBUF_INIT;
	path_parent(&out, path);
	ck_assert_str_eq(out.buf, want);
	strbuf_fini(&out);
}

START_TEST(path__parts__join_name_parent)
{
	check_join("a", "b", "a/b");
	check_join("a/", "b", "a/b");
	check_join("/", "b", "/b");
	check_join("a", "/b", "/b");
	check_join("", "b", "b");
	ck_assert_str_eq(path_name("/a/b.c"), "b.c");
	ck_assert_str_eq(path_name("b.c"), "b.c");
	check_parent("/a/b", "/a");
	check_parent("b", ".");
	check_parent("/b", "/");
	check_parent("a//b", "a");
}
END_TEST

START_TEST(path__make_dirs__whole_way_and_again)
{
	struct strbuf deep = STRBUF_INIT, top = STRBUF_INIT;
	struct stat st;
	path_join(&deep, dir, "x//y/z/");
	ck_assert_int_eq(path_make_dirs(deep.buf, 0700, NULL), RC_OK);
	ck_assert_int_eq(path_make_dirs(deep.buf, 0700, NULL), RC_OK);
	ck_assert_int_eq(stat(deep.buf, &st), 0);
	ck_assert_int_eq(st.st_mode & 0777, 0700);
	static const char *const levels[] = {"x/y/z", "x/y", "x"};
	for (size_t i = 0; i < 3; i++) {
		strbuf_reset(&top);
		path_join(&top, dir, levels[i]);
		ck_assert_int_eq(rmdir(top.buf), 0);
	}
	strbuf_fini(&deep);
	strbuf_fini(&top);
}
END_TEST

START_TEST(path__make_dirs__a_file_in_the_way)
{
	struct err err = {0};
	struct strbuf below = STRBUF_INIT;
	ck_assert_int_eq(path_write_file(file.buf, "x", 1, 0600, NULL), RC_OK);
	path_join(&below, file.buf, "sub");
	ck_assert_int_eq(path_make_dirs(below.buf, 0700, &err), RC_IO);
	ck_assert_ptr_nonnull(strstr(err.text, file.buf));
	strbuf_fini(&below);
}
END_TEST

START_TEST(path__write_file__replaces_whole_with_exact_mode)
{
	struct stat st;
	mode_t mask = umask(077);
	ck_assert_int_eq(path_write_file(file.buf, "first", 5, 0660, NULL), RC_OK);
	umask(mask);
	ck_assert_int_eq(stat(file.buf, &st), 0);
	ck_assert_int_eq(st.st_mode & 0777, 0660);
	check_content("first");
	ck_assert_int_eq(path_write_file(file.buf, "2", 1, 0600, NULL), RC_OK);
	check_content("2");
	ck_assert_int_eq(path_write_file(file.buf, "", 0, 0600, NULL), RC_OK);
	check_content("");
	ck_assert_uint_eq(entries(), 1); /* no temporary file stays */
}
END_TEST

START_TEST(path__write_file__failure_leaves_nothing)
{
	struct err err = {0};
	struct strbuf target = STRBUF_INIT;
	path_join(&target, dir, "sub");
	ck_assert_int_eq(mkdir(target.buf, 0700), 0);
	ck_assert_int_eq(path_write_file(target.buf, "x", 1, 0600, &err), RC_IO);
	ck_assert_ptr_nonnull(strstr(err.text, "unchanged"));
	ck_assert_uint_eq(entries(), 1);
	ck_assert_int_eq(path_write_file("/nonexistent/file", "x", 1, 0600, &err), RC_IO);
	rmdir(target.buf);
	strbuf_fini(&target);
}
END_TEST

START_TEST(path__write_file__no_room_keeps_the_old_one)
{
	struct err err = {0};
	char much[4096];
	memset(much, 'm', sizeof(much));
	ck_assert_int_eq(path_write_file(file.buf, "old", 3, 0600, &err), RC_OK);
	support_full_begin(1024);
	enum rc rc = path_write_file(file.buf, much, sizeof(much), 0600, &err);
	enum rc fits = path_write_file(file.buf, "old", 3, 0600, NULL);
	support_full_end();
	ck_assert_int_eq(rc, RC_IO);
	ck_assert_ptr_nonnull(strstr(err.text, "unchanged"));
	ck_assert_int_eq(fits, RC_OK);
	check_content("old");
	ck_assert_uint_eq(entries(), 1);
	ck_assert_int_eq(path_write_file(file.buf, much, sizeof(much), 0600, &err), RC_OK);
}
END_TEST

START_TEST(path__write_file__never_over_a_link_or_a_pipe)
{
	struct err err = {0};
	struct stat st;
	struct strbuf target = STRBUF_INIT;
	path_join(&target, dir, "odd");
	ck_assert_int_eq(symlink("/dev/null", target.buf), 0);
	ck_assert_int_eq(path_write_file(target.buf, "x", 1, 0600, &err), RC_IO);
	ck_assert_ptr_nonnull(strstr(err.text, "plain file"));
	ck_assert(lstat(target.buf, &st) == 0 && S_ISLNK(st.st_mode));
	ck_assert_int_eq(unlink(target.buf), 0);
	ck_assert_int_eq(mkfifo(target.buf, 0600), 0);
	ck_assert_int_eq(path_write_file(target.buf, "x", 1, 0600, &err), RC_IO);
	ck_assert(lstat(target.buf, &st) == 0 && S_ISFIFO(st.st_mode));
	ck_assert_int_eq(unlink(target.buf), 0);
	ck_assert_int_eq(path_write_file(target.buf, "x", 1, 0600, &err), RC_OK);
	ck_assert_int_eq(unlink(target.buf), 0);
	strbuf_fini(&target);
}
END_TEST

START_TEST(path__read_file__cap_absent_and_not_a_file)
{
	struct err err = {0};
	struct strbuf text = STRBUF_INIT;
	strbuf_addstr(&text, "kept:");
	ck_assert_int_eq(path_read_file(file.buf, 10, &text, &err), RC_NOTFOUND);
	ck_assert_int_eq(path_write_file(file.buf, "12345", 5, 0600, NULL), RC_OK);
	ck_assert_int_eq(path_read_file(file.buf, 4, &text, &err), RC_INVALID);
	ck_assert_str_eq(text.buf, "kept:");
	ck_assert_int_eq(path_read_file(file.buf, 5, &text, &err), RC_OK);
	ck_assert_str_eq(text.buf, "kept:12345");
	ck_assert_int_eq(path_read_file(dir, 10, &text, &err), RC_INVALID);
	ck_assert_int_eq(path_read_file("/dev/zero", 10, &text, &err), RC_INVALID);
	unlink(file.buf);
	ck_assert_int_eq(mkfifo(file.buf, 0600), 0);
	ck_assert_int_eq(path_read_file(file.buf, 10, &text, &err), RC_INVALID);
	ck_assert(path_exists(file.buf));
	ck_assert(!path_is_dir(file.buf));
	ck_assert(path_is_dir(dir));
	strbuf_fini(&text);
}
END_TEST

Suite *suite_path(void);
Suite *suite_path(void)
{
	Suite *s = suite_create("path");
	TCase *t = tcase_create("path");
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, path__base_dir__xdg_then_home);
	tcase_add_test(t, path__parts__join_name_parent);
	tcase_add_test(t, path__make_dirs__whole_way_and_again);
	tcase_add_test(t, path__make_dirs__a_file_in_the_way);
	tcase_add_test(t, path__write_file__replaces_whole_with_exact_mode);
	tcase_add_test(t, path__write_file__failure_leaves_nothing);
	tcase_add_test(t, path__write_file__no_room_keeps_the_old_one);
	tcase_add_test(t, path__write_file__never_over_a_link_or_a_pipe);
	tcase_add_test(t, path__read_file__cap_absent_and_not_a_file);
	suite_add_tcase(s, t);
	return s;
}
