#include "carrel/language_word.h"

#include <check.h>
#include <stddef.h>

START_TEST(language_word__in_the_language_of_the_text)
{
	static const struct {
		const char *code, *in, *word;
	} cases[] = {{"en", "en", "English"}, {"en", "es", "inglés"}, {"en", "ca", "anglès"},
		{"es-MX", "ca-ES", "castellà"}, {"ca", "fr", "Catalan"}, {"ca", NULL, "Catalan"},
		{"eu", "es", "euskera"}, {"xx", "es", "xx"}, {"", "es", ""}};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		ck_assert_str_eq(language_word(cases[i].code, cases[i].in), cases[i].word);
}
END_TEST

Suite *suite_language_word(void);
Suite *suite_language_word(void)
{
	Suite *s = suite_create("language_word");
	TCase *tc = tcase_create("language_word");
	tcase_add_test(tc, language_word__in_the_language_of_the_text);
	suite_add_tcase(s, tc);
	return s;
}
