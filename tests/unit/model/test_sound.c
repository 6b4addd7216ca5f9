#include "carrel/arena.h"
#include "carrel/sound.h"

#include <check.h>
#include <string.h>

static bool share_a_sound(const char *a, const char *b)
{
	bool shared = false;
	for (int tongue = 0; tongue < SOUND_TONGUES; tongue++) {
		char x[SOUND_KEY], y[SOUND_KEY];
		sound_key((enum sound_tongue)tongue, a, x);
		sound_key((enum sound_tongue)tongue, b, y);
		shared |= x[0] != '\0' && strcmp(x, y) == 0;
	}
	return shared;
}

START_TEST(sound__key__the_same_to_the_ear)
{
	static const char *const alike[][2] = {{"vidal", "bidal"}, {"gimenez", "jimenez"},
		{"ximenez", "gimenez"}, {"gonzales", "gonzalez"}, {"ceballos", "zeballos"},
		{"hernandez", "ernandes"}, {"llorente", "yorente"}, {"quique", "kike"},
		{"farre", "fare"}, {"puig", "puch"}, {"chavi", "xavi"}, {"montserrat", "monserrat"},
		{"guerra", "gerra"}, {"enbid", "embid"}, {"dixon", "dickson"},
		{"phillips", "filips"}, {"shaun", "shawn"}, {"catherine", "katherine"},
		{"knight", "night"}, {"wright", "rite"}, {"steven", "stephen"},
		{"geoffrey", "jeffrey"}, {"barker", "baker"}, {"clarke", "clark"}};
	for (size_t i = 0; i < sizeof(alike) / sizeof(alike[0]); i++) {
		bool near = share_a_sound(alike[i][0], alike[i][1]) ||
			sound_likeness(alike[i][0], alike[i][1]) >= SOUND_ALIKE;
		ck_assert_msg(near, "%s and %s", alike[i][0], alike[i][1]);
	}
}
END_TEST

START_TEST(sound__key__different_names_differ)
{
	static const char *const apart[][2] = {{"garcia", "lopez"}, {"smith", "jones"},
		{"maria", "nuria"}, {"vila", "sala"}, {"okafor", "kim"}, {"pere", "jordi"}};
	for (size_t i = 0; i < sizeof(apart) / sizeof(apart[0]); i++)
		ck_assert_msg(!share_a_sound(apart[i][0], apart[i][1]), "%s and %s", apart[i][0],
			apart[i][1]);
}
END_TEST

START_TEST(sound__key__any_bytes)
{
	char key[SOUND_KEY];
	sound_key(SOUND_IBERIAN, "", key);
	ck_assert_str_eq(key, "");
	sound_key(SOUND_ENGLISH, "12", key);
	ck_assert_str_eq(key, "");
	sound_key(SOUND_IBERIAN, "\xd0\x96\xd0\xb0", key);
	ck_assert_str_eq(key, "");
	sound_key(SOUND_ENGLISH, "bdbdlmrnbdlmrnbdlmrnbdlmrnbdlmrn", key);
	ck_assert_uint_lt(strlen(key), SOUND_KEY);
}
END_TEST

START_TEST(sound__edits__as_damerau_counts)
{
	ck_assert_int_eq(sound_edits("maria", "maria", 3), 0);
	ck_assert_int_eq(sound_edits("maria", "mraia", 3), 1);
	ck_assert_int_eq(sound_edits("maria", "mara", 3), 1);
	ck_assert_int_eq(sound_edits("maria", "marina", 3), 1);
	ck_assert_int_eq(sound_edits("maria", "mario", 3), 1);
	ck_assert_int_eq(sound_edits("600112233", "600112323", 3), 1);
	ck_assert_int_eq(sound_edits("", "abc", 3), 3);
	ck_assert_int_eq(sound_edits("kitten", "sitting", 9), 3);
	ck_assert_int_eq(sound_edits("abcdef", "uvwxyz", 2), 3);
}
END_TEST

START_TEST(sound__likeness__orders_what_people_confuse)
{
	ck_assert_int_eq(sound_likeness("paco", "paco"), SOUND_SAME);
	ck_assert_int_eq(sound_likeness("paco", "francisco"), SOUND_NICKNAME);
	ck_assert_int_ge(sound_likeness("mraia", "maria"), SOUND_ALIKE);
	ck_assert_int_ge(sound_likeness("fernandes", "fernandez"), SOUND_ALIKE);
	ck_assert_int_lt(sound_likeness("maria", "nuria"), SOUND_ALIKE);
	ck_assert_int_lt(sound_likeness("garcia", "lopez"), SOUND_ALIKE);
	ck_assert_int_lt(sound_likeness("garcia", "casa"), SOUND_ALIKE);
	ck_assert_int_lt(sound_likeness("al", "ad"), SOUND_ALIKE);
	ck_assert_int_lt(sound_likeness("fernandes", "fernandez"), SOUND_NICKNAME);
}
END_TEST

START_TEST(nickname__same__in_three_languages)
{
	static const char *const same[][2] = {{"paco", "francisco"}, {"cesc", "francesc"},
		{"pepe", "jose"}, {"pep", "josep"}, {"quim", "joaquim"}, {"xavi", "xavier"},
		{"xavi", "javier"}, {"bob", "robert"}, {"liz", "elizabeth"}, {"nacho", "ignacio"},
		{"montse", "montserrat"}, {"laia", "eulalia"}, {"bill", "william"},
		{"lola", "dolores"}, {"jordi", "jorge"}, {"peggy", "margaret"}};
	for (size_t i = 0; i < sizeof(same) / sizeof(same[0]); i++) {
		ck_assert_msg(
			nickname_same(same[i][0], same[i][1]), "%s %s", same[i][0], same[i][1]);
		ck_assert(nickname_same(same[i][1], same[i][0]));
	}
	ck_assert(!nickname_same("paco", "jose"));
	ck_assert(!nickname_same("", ""));
	ck_assert(!nickname_same("garcia", "garcia"));
	ck_assert(!nickname_same("pac", "francisco"));
}
END_TEST

START_TEST(nickname__others__without_itself)
{
	struct arena *a = arena_new();
	const char **others;
	size_t n = nickname_others("xavi", a, &others);
	bool xavier = false;
	for (size_t i = 0; i < n; i++) {
		ck_assert_str_ne(others[i], "xavi");
		xavier |= strcmp(others[i], "xavier") == 0;
	}
	ck_assert(xavier);
	ck_assert_uint_eq(nickname_others("okafor", a, &others), 0);
	arena_free(&a);
}
END_TEST

Suite *suite_sound(void);
Suite *suite_sound(void)
{
	Suite *s = suite_create("sound");
	TCase *tc = tcase_create("sound");
	tcase_add_test(tc, sound__key__the_same_to_the_ear);
	tcase_add_test(tc, sound__key__different_names_differ);
	tcase_add_test(tc, sound__key__any_bytes);
	tcase_add_test(tc, sound__edits__as_damerau_counts);
	tcase_add_test(tc, sound__likeness__orders_what_people_confuse);
	tcase_add_test(tc, nickname__same__in_three_languages);
	tcase_add_test(tc, nickname__others__without_itself);
	suite_add_tcase(s, tc);
	return s;
}
