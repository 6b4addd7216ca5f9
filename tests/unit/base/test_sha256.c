#include "carrel/sha256.h"

#include "carrel/entropy.h"

#include <check.h>
#include <string.h>

START_TEST(sha256__hex__vectors_of_the_standard)
{
	char hex[SHA256_HEX_SIZE];
	sha256_hex("", 0, hex);
	ck_assert_str_eq(hex, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	sha256_hex("abc", 3, hex);
	ck_assert_str_eq(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}
END_TEST

START_TEST(sha256__update__pieces_make_the_whole)
{
	char whole[SHA256_HEX_SIZE], pieces[SHA256_HEX_SIZE];
	char text[200];
	unsigned char digest[SHA256_BYTES];
	struct sha256 ctx;
	memset(text, 'k', sizeof(text));
	sha256_hex(text, sizeof(text), whole);
	sha256_init(&ctx);
	for (int round = 0; round < 2; round++) { /* after final it is fresh */
		for (size_t i = 0; i < sizeof(text); i += 25)
			sha256_update(&ctx, text + i, 25);
		sha256_final(&ctx, digest);
		sha256_to_hex(digest, pieces);
		ck_assert_str_eq(pieces, whole);
	}
}
END_TEST

START_TEST(entropy__fill__differs_each_time)
{
	unsigned char a[32] = {0}, b[32] = {0}, zero[32] = {0};
	entropy_fill(a, sizeof(a));
	entropy_fill(b, sizeof(b));
	ck_assert_mem_ne(a, b, sizeof(a));
	ck_assert_mem_ne(a, zero, sizeof(a));
	char hex[2 * 8 + 1];
	entropy_hex(hex, 8);
	ck_assert_uint_eq(strspn(hex, "0123456789abcdef"), 16);
	ck_assert_int_eq(hex[16], '\0');
}
END_TEST

Suite *suite_sha256(void);
Suite *suite_sha256(void)
{
	Suite *s = suite_create("sha256");
	TCase *t = tcase_create("sha256");
	tcase_add_test(t, sha256__hex__vectors_of_the_standard);
	tcase_add_test(t, sha256__update__pieces_make_the_whole);
	tcase_add_test(t, entropy__fill__differs_each_time);
	suite_add_tcase(s, t);
	return s;
}
