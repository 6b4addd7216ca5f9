/* test_doctor.c - an operator is told about the engine under the store, and of no trouble there is not. */
#include "store/support_rows.h"

#include "carrel/store.h"

#include <check.h>
#include <string.h>

Suite *suite_doctor(void);

static size_t warned(const struct store_health *health, const char *words)
{
	size_t n = 0;
	for (size_t i = 0; i < health->n_warnings; i++)
		n += strstr(health->warnings[i], words) != NULL;
	return n;
}

START_TEST(doctor__sound__says_the_engine_and_who_could_write)
{
	struct centre *c = centre_here();
	struct store_health health;
	bool file = support_store_driver() != STORE_POSTGRES;
	ok(c, store_doctor(c->s, c->a, &health, &c->err));
	ck_assert_ptr_nonnull(strpbrk(health.engine_version, "0123456789"));
	ck_assert_uint_eq(warned(&health, "damaged"), 0);
	/* In a file roles guide; a server enforces them. */
	ck_assert_uint_eq(warned(&health, "other tools"), file ? 1 : 0);
}
END_TEST

Suite *suite_doctor(void)
{
	const TTest *const each[] = {doctor__sound__says_the_engine_and_who_could_write};
	return centre_suite("doctor", 20, each, sizeof(each) / sizeof(each[0]));
}
