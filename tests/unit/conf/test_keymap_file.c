#include "carrel/keymap_file.h"
#include "carrel/strbuf.h"

#include <check.h>
#include <string.h>

#define HEAD "format: carrel-keys/1\n"

static const struct keymap_binding *find(
	const struct keymap_file *k, const char *context, const char *key)
{
	for (size_t i = 0; i < k->n; i++)
		if (strcmp(k->bindings[i].context, context) == 0 &&
			strcmp(k->bindings[i].key, key) == 0)
			return &k->bindings[i];
	return NULL;
}

START_TEST(keymap_file__builtin__has_the_function_keys)
{
	struct keymap_file *k = keymap_file_builtin();
	for (int i = 1; i <= 9; i++) {
		char name[] = {'F', (char)('0' + i), '\0'};
		ck_assert_msg(find(k, "global", name) != NULL, "%s", name);
		char alt[] = {'A', 'l', 't', '-', (char)('0' + i), '\0'};
		ck_assert_msg(find(k, "global", alt) != NULL, "%s", alt);
		ck_assert_str_eq(find(k, "global", name)->command, find(k, "global", alt)->command);
	}
	ck_assert_ptr_nonnull(find(k, "list", "z"));
	keymap_file_free(&k);
	ck_assert_ptr_null(k);
}
END_TEST

START_TEST(keymap_file__parse__commands_notes_and_none)
{
	struct problems p = {0};
	struct keymap_file *k = NULL;
	const char text[] = HEAD "list:\n  j: move down\n  q: none\n"
				 "global:\n  F2: {run: take, note: Answer}\n";
	ck_assert(keymap_file_parse(text, strlen(text), "k.yaml", &k, &p));
	ck_assert_uint_eq(k->n, 3);
	ck_assert_str_eq(find(k, "list", "j")->command, "move down");
	ck_assert_str_eq(find(k, "list", "q")->command, "");
	ck_assert_str_eq(find(k, "global", "F2")->note, "Answer");
	ck_assert_int_eq(find(k, "global", "F2")->line, 6);
	ck_assert_int_eq(find(k, "global", "F2")->column, 3);
	keymap_file_free(&k);
	problems_fini(&p);
}
END_TEST

START_TEST(keymap_file__parse__every_mistake_is_told)
{
	struct problems p = {0};
	struct keymap_file *k = NULL;
	struct strbuf out = STRBUF_INIT;
	const char text[] =
		HEAD "globl: {F1: help}\nlist:\n  j:\n  k: {note: x}\n  k: up\ntext: 1\n";
	ck_assert(!keymap_file_parse(text, strlen(text), "k.yaml", &k, &p));
	problems_render(&p, &out);
	ck_assert_str_eq(out.buf,
		"k.yaml:6:6: list.k: this key was already given at line 5\n"
		"k.yaml:2:1: globl: there is no such key (did you mean global?)\n"
		"k.yaml:4:5: list.j: has no value; give a text or take the key out\n"
		"k.yaml:5:6: list.k: the key `run` is missing\n"
		"k.yaml:7:7: text: must be a map from a key to a command, `F1: help`\n");
	ck_assert_ptr_null(k);
	strbuf_fini(&out);
	problems_fini(&p);
}
END_TEST

Suite *suite_keymap_file(void);
Suite *suite_keymap_file(void)
{
	Suite *s = suite_create("keymap_file");
	TCase *t = tcase_create("core");
	tcase_add_test(t, keymap_file__builtin__has_the_function_keys);
	tcase_add_test(t, keymap_file__parse__commands_notes_and_none);
	tcase_add_test(t, keymap_file__parse__every_mistake_is_told);
	suite_add_tcase(s, t);
	return s;
}
