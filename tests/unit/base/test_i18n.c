#include "carrel/i18n.h"

#include "base/plural.h"
#include "carrel/mem.h"
#include "carrel/path.h"
#include "carrel/strbuf.h"

#include <check.h>
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

Suite *suite_i18n(void);

static char folder[64];

/* ---- a catalogue, written as msgfmt does ---- */

struct message {
	const char *key, *text; /* '|' stands for the zero byte between forms */
};

static void put32(struct strbuf *sb, uint32_t w, bool swapped)
{
	w = swapped ? __builtin_bswap32(w) : w;
	strbuf_add(sb, (const char *)&w, sizeof(w));
}

static void put_table(
	struct strbuf *sb, const struct message *m, size_t n, bool keys, size_t *at, bool swapped)
{
	for (size_t i = 0; i < n; i++) {
		size_t len = strlen(keys ? m[i].key : m[i].text);
		put32(sb, (uint32_t)len, swapped);
		put32(sb, (uint32_t)*at, swapped);
		*at += len + 1;
	}
}

static void put_texts(struct strbuf *sb, const struct message *m, size_t n, bool keys)
{
	for (size_t i = 0; i < n; i++)
		for (const char *s = keys ? m[i].key : m[i].text;; s++) {
			char ch = *s == '|' ? '\0' : *s;
			strbuf_add(sb, &ch, 1);
			if (!*s)
				break;
		}
}

static void build(struct strbuf *sb, const struct message *m, size_t n, bool swapped)
{
	size_t at = 28 + 16 * n;
	put32(sb, 0x950412de, swapped);
	put32(sb, 0, swapped);
	put32(sb, (uint32_t)n, swapped);
	put32(sb, 28, swapped);
	put32(sb, (uint32_t)(28 + 8 * n), swapped);
	put32(sb, 0, swapped);
	put32(sb, 0, swapped);
	put_table(sb, m, n, true, &at, swapped);
	put_table(sb, m, n, false, &at, swapped);
	put_texts(sb, m, n, true);
	put_texts(sb, m, n, false);
}

static void save(const char *language, const char *bytes, size_t len)
{
	struct err err = {0};
	char *dir = xasprintf("%s/%s/LC_MESSAGES", folder, language);
	char *path = xasprintf("%s/carrel.mo", dir);
	ck_assert_int_eq(path_make_dirs(dir, 0700, &err), RC_OK);
	ck_assert_int_eq(path_write_file(path, bytes, len, 0600, &err), RC_OK);
	free(path);
	free(dir);
}

static const struct message some[] = {
	{"", "Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 ? 1 : 2);\n"},
	{"%d of %s", "%2$s: %1$d"},
	{"%s failed", "%d failed"},
	{"Queue", "Cua"},
	{"new %zu|new %zu", "un %zu|pocs %zu|molts %zu"},
	{"open", ""},
};
enum { SOME = sizeof(some) / sizeof(some[0]) };

static void save_some(const char *language, bool swapped)
{
	struct strbuf sb = STRBUF_INIT;
	build(&sb, some, SOME, swapped);
	save(language, sb.buf, sb.len);
	strbuf_fini(&sb);
}

static void setup(void)
{
	memcpy(folder, "/tmp/carrel-i18n-XXXXXX", sizeof("/tmp/carrel-i18n-XXXXXX"));
	ck_assert(mkdtemp(folder) != NULL);
	i18n_folders((const char *const[]){"/nonexistent", folder, NULL});
}

static void remove_one(const char *language)
{
	char *path = xasprintf("%s/%s/LC_MESSAGES/carrel.mo", folder, language);
	char *slash;
	unlink(path);
	while ((slash = strrchr(path, '/')) && (size_t)(slash - path) > strlen(folder)) {
		*slash = '\0';
		rmdir(path);
	}
	free(path);
}

static const char *const used[] = {"xa", "xb", "xc", "xd", "xe", "xf", "pt", "zh_TW"};

static void teardown(void)
{
	i18n_use(NULL);
	for (size_t i = 0; i < sizeof(used) / sizeof(used[0]); i++)
		remove_one(used[i]);
	rmdir(folder);
}

/* A catalogue stays in memory once read, so each test has a language of its own. */

START_TEST(i18n__text__translated_or_english)
{
	save_some("xa", false);
	ck_assert_str_eq(_("Queue"), "Queue");
	ck_assert(i18n_use("xa"));
	ck_assert_str_eq(_("Queue"), "Cua");
	ck_assert_str_eq(_("No such text"), "No such text");
	ck_assert_str_eq(_("open"), "open"); /* not translated yet */
	ck_assert_str_eq(_(""), "");
	const char *kept = _("Queue");
	ck_assert(i18n_use("en"));
	ck_assert_str_eq(_("Queue"), "Queue");
	ck_assert_str_eq(kept, "Cua");
}
END_TEST

START_TEST(i18n__text__other_byte_order)
{
	save_some("xb", true);
	ck_assert(i18n_use("xb"));
	ck_assert_str_eq(_("Queue"), "Cua");
}
END_TEST

START_TEST(i18n__text__other_blanks_are_refused)
{
	size_t refused;
	save_some("xc", false);
	ck_assert(i18n_use("xc"));
	ck_assert_str_eq(_("%s failed"), "%s failed");
	ck_assert_str_eq(_("%d of %s"), "%2$s: %1$d"); /* the same blanks, in another order */
	ck_assert_uint_eq(i18n_count(&refused), SOME);
	ck_assert_uint_eq(refused, 1);
}
END_TEST

START_TEST(i18n__plural__by_the_rule_of_the_language)
{
	save_some("xd", false);
	ck_assert_str_eq(i18n_plural("new %zu", "new %zus", 1), "new %zu");
	ck_assert_str_eq(i18n_plural("new %zu", "new %zus", 0), "new %zus");
	ck_assert(i18n_use("xd"));
	ck_assert_str_eq(i18n_plural("new %zu", "new %zu", 1), "un %zu");
	ck_assert_str_eq(i18n_plural("new %zu", "new %zu", 23), "pocs %zu");
	ck_assert_str_eq(i18n_plural("new %zu", "new %zu", 5), "molts %zu");
	ck_assert_str_eq(i18n_plural("old", "olds", 5), "olds");
}
END_TEST

START_TEST(i18n__use__country_and_encoding)
{
	save_some("pt", false);
	save_some("zh_TW", false);
	ck_assert(i18n_use("pt_BR.UTF-8"));
	ck_assert_str_eq(_("Queue"), "Cua");
	ck_assert(i18n_use("zh-TW"));
	ck_assert_str_eq(_("Queue"), "Cua");
	ck_assert(!i18n_use("zh_CN"));
	ck_assert_str_eq(_("Queue"), "Queue");
	ck_assert(!i18n_use("../pt"));
	ck_assert(!i18n_use("x"));
	ck_assert(i18n_use("en_GB"));
	ck_assert(i18n_use(""));
}
END_TEST

/* Each of them once cut, bent or out of order: never read outside, never half in use. */
START_TEST(i18n__use__damaged_catalogues)
{
	struct strbuf whole = STRBUF_INIT;
	build(&whole, some, SOME, false);
	save("xe", whole.buf, 40);
	ck_assert(!i18n_use("xe"));
	ck_assert_str_eq(_("Queue"), "Queue");
	whole.buf[28 + 4 + 3] = 0x7f; /* the first key begins far outside */
	save("xf", whole.buf, whole.len);
	ck_assert(!i18n_use("xf"));
	strbuf_fini(&whole);
}
END_TEST

START_TEST(i18n__of_environment__as_gettext_has_it)
{
	setenv("LC_ALL", "C.UTF-8", 1);
	setenv("LANGUAGE", "ca", 1);
	ck_assert_str_eq(i18n_of_environment(), "en");
	setenv("LC_ALL", "", 1);
	setenv("LC_MESSAGES", "", 1);
	setenv("LANG", "es_ES.UTF-8", 1);
	ck_assert_str_eq(i18n_of_environment(), "ca");
	unsetenv("LANGUAGE");
	ck_assert_str_eq(i18n_of_environment(), "es");
	setenv("LC_ALL", "POSIX", 1);
	ck_assert_str_eq(i18n_of_environment(), "en");
}
END_TEST

/* ---- plural rules ---- */

static unsigned long form_of(const char *rule, unsigned long n)
{
	unsigned long form = ULONG_MAX;
	ck_assert_msg(plural_eval(rule, n, &form), "%s", rule);
	return form;
}

START_TEST(plural__eval__rules_of_languages)
{
	static const char russian[] = "(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && "
				      "(n%100<10 || n%100>=20) ? 1 : 2);";
	ck_assert_uint_eq(form_of("n != 1;", 1), 0);
	ck_assert_uint_eq(form_of("n != 1;", 0), 1);
	ck_assert_uint_eq(form_of("n>1", 1), 0);
	ck_assert_uint_eq(form_of("0;", 7), 0);
	ck_assert_uint_eq(form_of(russian, 21), 0);
	ck_assert_uint_eq(form_of(russian, 11), 2);
	ck_assert_uint_eq(form_of(russian, 34), 1);
	ck_assert_uint_eq(form_of(russian, 12), 2);
	ck_assert_uint_eq(form_of("!(n - 3) * 2 + n / 4", 3), 2);
	ck_assert_uint_eq(form_of("10 - 4 - 3", 0), 3);
}
END_TEST

START_TEST(plural__eval__what_is_no_rule)
{
	static const char *const bad[] = {"", "n +", "(n", "n)", "m", "n / 0", "n % (n - n)", "1 2",
		"n ? 1", "n = 1", "99999999999",
		"((((((((((((((((((((((((((((((((((((((((((((((n)))))))))))))))))))))))))))))))))"
		")"};
	unsigned long form;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		ck_assert_msg(!plural_eval(bad[i], 5, &form), "%s", bad[i]);
}
END_TEST

Suite *suite_i18n(void)
{
	Suite *s = suite_create("i18n");
	TCase *tc = tcase_create("catalogue");
	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, i18n__text__translated_or_english);
	tcase_add_test(tc, i18n__text__other_byte_order);
	tcase_add_test(tc, i18n__text__other_blanks_are_refused);
	tcase_add_test(tc, i18n__plural__by_the_rule_of_the_language);
	tcase_add_test(tc, i18n__use__country_and_encoding);
	tcase_add_test(tc, i18n__use__damaged_catalogues);
	tcase_add_test(tc, i18n__of_environment__as_gettext_has_it);
	suite_add_tcase(s, tc);
	tc = tcase_create("plural");
	tcase_add_test(tc, plural__eval__rules_of_languages);
	tcase_add_test(tc, plural__eval__what_is_no_rule);
	suite_add_tcase(s, tc);
	return s;
}
