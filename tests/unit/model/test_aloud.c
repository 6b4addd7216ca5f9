#include "carrel/aloud.h"

#include "carrel/reference.h"
#include "carrel/strbuf.h"

#include <check.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void says(enum aloud_tongue tongue, const char *text, const char *want)
{
	struct strbuf out = STRBUF_INIT;
	aloud_numbers(text, tongue, &out);
	ck_assert_str_eq(out.buf, want);
	strbuf_fini(&out);
}

static void paces(enum aloud_tongue tongue, const char *text, const char *want)
{
	struct strbuf out = STRBUF_INIT;
	aloud_pace(text, tongue, &out);
	ck_assert_str_eq(out.buf, want);
	strbuf_fini(&out);
}

static void spells(enum aloud_tongue tongue, const char *text, const char *want)
{
	struct strbuf out = STRBUF_INIT;
	aloud_spell(text, tongue, &out);
	ck_assert_str_eq(out.buf, want);
	strbuf_fini(&out);
}

/* Every way to cut n into parts of 2, 3 and 4; the one wanted has threes but for its last part. */
static int oracle_found;
static size_t oracle_best[16], oracle_count;

static void oracle_walk(size_t left, size_t *parts, size_t used)
{
	if (left == 0) {
		for (size_t i = 0; i + 1 < used; i++)
			if (parts[i] != 3)
				return;
		oracle_found++;
		oracle_count = used;
		memcpy(oracle_best, parts, used * sizeof(*parts));
		return;
	}
	for (size_t take = 2; take <= 4 && take <= left; take++) {
		parts[used] = take;
		oracle_walk(left - take, parts, used + 1);
	}
}

START_TEST(aloud__groups__the_only_cut_into_threes)
{
	size_t sizes[16], parts[16];
	for (size_t n = 2; n <= 22; n++) {
		oracle_found = 0;
		oracle_walk(n, parts, 0);
		ck_assert_int_eq(oracle_found, 1);
		ck_assert_uint_eq(aloud_groups(n, sizes, 16), oracle_count);
		ck_assert(memcmp(sizes, oracle_best, oracle_count * sizeof(*sizes)) == 0);
	}
	ck_assert_uint_eq(aloud_groups(1, sizes, 16), 1);
	ck_assert_uint_eq(aloud_groups(0, sizes, 16), 0);
}
END_TEST

/* The other way round: what is said, with blanks and commas taken out, is the number again. */
START_TEST(aloud__numbers__no_digit_lost_or_added)
{
	char digits[24], text[32], back[64];
	for (size_t n = 5; n <= 20; n++) {
		for (size_t i = 0; i < n; i++)
			digits[i] = (char)('0' + (i * 7 + n) % 10);
		digits[n] = '\0';
		for (int plus = 0; plus < 2; plus++) {
			struct strbuf out = STRBUF_INIT;
			size_t used = 0;
			text[0] = '\0';
			memcpy(text, plus ? "+" : "", (size_t)plus + 1);
			memcpy(text + plus, digits, n + 1);
			aloud_numbers(text, ALOUD_EN, &out);
			for (const char *p = out.buf; *p; p++)
				if (*p >= '0' && *p <= '9')
					back[used++] = *p;
			back[used] = '\0';
			ck_assert_str_eq(back, digits);
			ck_assert(plus || strstr(out.buf, ", "));
			strbuf_fini(&out);
		}
	}
}
END_TEST

START_TEST(aloud__numbers__case_number)
{
	char number[REFERENCE_LEN + 1], shown[12], want[32], bad[12];
	reference_make(7, number);
	reference_show(number, shown);
	snprintf(want, sizeof(want), "%c %c %c, %c %c %c %c, %c", number[0], number[1], number[2],
		number[3], number[4], number[5], number[6], number[7]);
	says(ALOUD_EN, shown, want);
	says(ALOUD_ES, number, want);
	/* A wrong check digit makes it no case number, so it is not said as one. */
	memcpy(bad, shown, sizeof(bad));
	bad[9] = bad[9] == '9' ? '0' : (char)(bad[9] + 1);
	struct strbuf out = STRBUF_INIT;
	aloud_numbers(bad, ALOUD_EN, &out);
	ck_assert(strcmp(out.buf, want) != 0);
	strbuf_fini(&out);
}
END_TEST

START_TEST(aloud__numbers__telephone)
{
	says(ALOUD_EN, "+34 600 11 22 33", "plus 3 4, 6 0 0, 1 1, 2 2, 3 3");
	says(ALOUD_ES, "+34600112233", "más 3 4, 6 0 0, 1 1 2, 2 3 3");
	says(ALOUD_CA, "+34600112233.", "més 3 4, 6 0 0, 1 1 2, 2 3 3.");
	says(ALOUD_EN, "+15550107788", "plus 1, 5 5 5, 0 1 0, 7 7 8 8");
	says(ALOUD_EN, "call 93 123 45 67, please", "call 9 3, 1 2 3, 4 5, 6 7, please");
	says(ALOUD_EN, "+376 812 345", "plus 3 7 6, 8 1 2, 3 4 5");
}
END_TEST

START_TEST(aloud__numbers__money)
{
	says(ALOUD_EN, "12.40 €", "12 euros 40");
	says(ALOUD_EN, "€1", "1 euro");
	says(ALOUD_EN, "$1,234.05", "1234 dollars 5");
	says(ALOUD_ES, "12,40 €", "12 euros con 40");
	says(ALOUD_ES, "1.234.567,00 EUR", "1.234.567 euros");
	says(ALOUD_ES, "-3,50 €", "menos 3 euros con 50");
	says(ALOUD_CA, "12,5\302\240€ ara", "12 euros amb 50 ara");
	says(ALOUD_CA, "£20", "20 lliures");
}
END_TEST

START_TEST(aloud__numbers__codes_and_what_stays)
{
	says(ALOUD_EN, "#W2611340", "W, 2 6 1, 1 3 4 0");
	says(ALOUD_EN, "INV-88213", "I N V, 8 8 2, 1 3");
	says(ALOUD_EN, "on 2027-03-31 at 14:05", "on 2027-03-31 at 14:05");
	says(ALOUD_EN, "Fibre 500 since 2019, 12.345 and 3/4",
		"Fibre 500 since 2019, 12.345 and 3/4");
	says(ALOUD_EN, "MP3 A4 COVID19", "MP3 A4 COVID19");
	says(ALOUD_EN, "", "");
	says(ALOUD_EN, "123456", "1 2 3, 4 5 6");
}
END_TEST

START_TEST(aloud__pace__sentences_and_clauses)
{
	paces(ALOUD_EN, "I am sorry. It was our mistake!",
		"I am sorry. //\nIt was our mistake! //\n");
	paces(ALOUD_EN, "Good day, Mr. Okafor. Hold on…\n\nThank you.",
		"Good day, Mr. Okafor. //\nHold on… //\n\nThank you. //\n");
	paces(ALOUD_EN,
		"We will replace the router today, it ships by courier, you need not be at home "
		"and "
		"nobody will ring.",
		"We will replace the router today, it ships by courier, /\n"
		"you need not be at home and nobody will ring. //\n");
	paces(ALOUD_ES,
		"Le mandamos un mensaje cuando el paquete salga del almacén y otro cuando llegue a "
		"su "
		"calle mañana",
		"Le mandamos un mensaje cuando el paquete salga del almacén y otro /\n"
		"cuando llegue a su calle mañana //\n");
	paces(ALOUD_EN, "Your number is +34 600 11 22 33.",
		"Your number is plus 3 4, 6 0 0, 1 1, 2 2, 3 3. //\n");
	paces(ALOUD_EN, "", "");
	paces(ALOUD_EN, " \n \n", "");
}
END_TEST

/* Counted apart: words as people count them, from what came out. */
START_TEST(aloud__pace__no_line_too_long_and_no_word_lost)
{
	struct strbuf text = STRBUF_INIT, out = STRBUF_INIT;
	for (int i = 0; i < 200; i++)
		strbuf_addf(&text, "w%d%s ", i, i % 37 == 36 ? "." : i % 11 == 10 ? "," : "");
	aloud_pace(text.buf, ALOUD_EN, &out);
	int words = 0, seen = 0;
	char *save = NULL;
	for (char *line = strtok_r(out.buf, "\n", &save); line;
		line = strtok_r(NULL, "\n", &save)) {
		char *inner = NULL;
		words = 0;
		for (char *w = strtok_r(line, " ", &inner); w; w = strtok_r(NULL, " ", &inner)) {
			if (*w == '/')
				continue;
			ck_assert_int_eq(strtol(w + 1, NULL, 10), seen);
			seen++;
			words++;
		}
		ck_assert_int_ge(words, 1);
		ck_assert_int_le(words, ALOUD_WORDS_MAX);
	}
	ck_assert_int_eq(seen, 200);
	strbuf_fini(&text);
	strbuf_fini(&out);
}
END_TEST

START_TEST(aloud__spell__three_alphabets)
{
	spells(ALOUD_EN, "Kim", "K Kilo\nI India\nM Mike\n");
	spells(ALOUD_ES, "Ñu", "Ñ de Ñoño\nU de Ulises\n");
	spells(ALOUD_CA, "Ana", "A d'Anna\nN de Núria\nA d'Anna\n");
	spells(ALOUD_CA, "Ho", "H d'Hospital\nO d'Olga\n");
	spells(ALOUD_EN, "J. O", "J Juliett\ndot\n\nO Oscar\n");
}
END_TEST

START_TEST(aloud__spell__accents_signs_and_digits)
{
	spells(ALOUD_ES, "Á", "A de Antonio, con acento\n");
	spells(ALOUD_CA, "Çé", "C de Carme, trencada\nE d'Enric, amb accent tancat\n");
	spells(ALOUD_EN, "ñ", "N November, tilde\n");
	spells(ALOUD_CA, "l·l", "L de Lleida\npunt volat\nL de Lleida\n");
	spells(ALOUD_ES, "a@4", "A de Antonio\narroba\n4\n");
	spells(ALOUD_EN, "e\314\201", "E Echo, acute accent\n"); /* the mark apart */
	spells(ALOUD_EN, "王", "王\n");
	spells(ALOUD_EN, "  ", "");
}
END_TEST

START_TEST(aloud__spell__every_letter_begins_its_word)
{
	static const char *const differ = "KQ"; /* Catalan says Quilo for K */
	for (int tongue = 0; tongue < ALOUD_TONGUES; tongue++) {
		for (char c = 'A'; c <= 'Z'; c++) {
			const char text[2] = {c, '\0'};
			struct strbuf out = STRBUF_INIT;
			aloud_spell(text, (enum aloud_tongue)tongue, &out);
			ck_assert_int_eq(out.buf[0], c);
			const char *word = strrchr(out.buf, ' ');
			const char *d = strrchr(out.buf, '\'');
			word = (d && d > word ? d : word) + 1;
			ck_assert(*word == c || strchr(differ, c) || c == 'I' || c == 'A');
			strbuf_fini(&out);
		}
	}
}
END_TEST

START_TEST(aloud__tongue__base_language)
{
	ck_assert_int_eq(aloud_tongue("es-MX"), ALOUD_ES);
	ck_assert_int_eq(aloud_tongue("ca"), ALOUD_CA);
	ck_assert_int_eq(aloud_tongue("est"), ALOUD_EN);
	ck_assert_int_eq(aloud_tongue(NULL), ALOUD_EN);
	ck_assert_int_eq(aloud_tongue("fr"), ALOUD_EN);
}
END_TEST

Suite *suite_aloud(void);
Suite *suite_aloud(void)
{
	Suite *s = suite_create("aloud");
	TCase *tc = tcase_create("aloud");
	tcase_add_test(tc, aloud__groups__the_only_cut_into_threes);
	tcase_add_test(tc, aloud__numbers__no_digit_lost_or_added);
	tcase_add_test(tc, aloud__numbers__case_number);
	tcase_add_test(tc, aloud__numbers__telephone);
	tcase_add_test(tc, aloud__numbers__money);
	tcase_add_test(tc, aloud__numbers__codes_and_what_stays);
	tcase_add_test(tc, aloud__pace__sentences_and_clauses);
	tcase_add_test(tc, aloud__pace__no_line_too_long_and_no_word_lost);
	tcase_add_test(tc, aloud__spell__three_alphabets);
	tcase_add_test(tc, aloud__spell__accents_signs_and_digits);
	tcase_add_test(tc, aloud__spell__every_letter_begins_its_word);
	tcase_add_test(tc, aloud__tongue__base_language);
	suite_add_tcase(s, tc);
	return s;
}
