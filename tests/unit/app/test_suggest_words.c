#include "carrel/suggest_words.h"

#include "carrel/arena.h"
#include "carrel/suggest.h"

#include <check.h>

static const char *const twice[] = {"charged twice", "refund"};

static const struct {
	struct suggest_reason why;
	const char *line;
} cases[] = {
	{{0}, ""},
	{{.uses = 2}, "used 2×"},
	{{.uses = 50, .uses_alike = 41, .alike = "billing", .words = twice, .nwords = 1},
		"used 41× for billing, mentions “charged twice”"},
	{{.uses = 50, .uses_alike = 3, .alike = "promotion_end"}, "used 3× in cases like this"},
	{{.words = twice, .nwords = 2}, "mentions “charged twice”, “refund”"},
	{{.uses = 3, .after = "greeting.mail"}, "used 3×, often after greeting.mail"},
};

START_TEST(suggest_words__line__says_what_counted)
{
	struct arena *a = arena_new();
	ck_assert_str_eq(suggest_words(&cases[_i].why, a), cases[_i].line);
	arena_free(&a);
}
END_TEST

Suite *suite_suggest_words(void);
Suite *suite_suggest_words(void)
{
	Suite *s = suite_create("suggest_words");
	TCase *tc = tcase_create("suggest_words");
	tcase_add_loop_test(tc, suggest_words__line__says_what_counted, 0,
		(int)(sizeof(cases) / sizeof(cases[0])));
	suite_add_tcase(s, tc);
	return s;
}
