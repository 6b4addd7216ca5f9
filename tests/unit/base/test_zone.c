/* Zone files that lie, and rules that the zones of today do not use. */
#include "carrel/clock.h"
#include "carrel/path.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char dir[] = "/tmp/carrel-test-zone-XXXXXX";
static char *tzdir_before;

static void setup(void)
{
	memcpy(dir + sizeof(dir) - 7, "XXXXXX", 6);
	ck_assert_ptr_nonnull(mkdtemp(dir));
	tzdir_before = getenv("TZDIR") ? strdup(getenv("TZDIR")) : NULL;
	setenv("TZDIR", dir, 1);
}

static void teardown(void)
{
	if (tzdir_before)
		setenv("TZDIR", tzdir_before, 1);
	else
		unsetenv("TZDIR");
	free(tzdir_before);
	rmdir(dir);
}

/* Known names are kept for the life of the program, so every file gets a name of its own. */
static const char *fresh_name(void)
{
	static char name[] = "Test0000";
	static unsigned int count;
	unsigned int n = ++count;
	for (size_t i = 0; i < 4; i++, n /= 10)
		name[sizeof(name) - 2 - i] = (char)('0' + n % 10);
	return name;
}

/* True if the bytes were taken as the zone *name. */
static bool taken(const void *bytes, size_t n, const char **name)
{
	struct strbuf path = STRBUF_INIT;
	*name = fresh_name();
	path_join(&path, dir, *name);
	ck_assert_int_eq(path_write_file(path.buf, bytes, n, 0600, NULL), RC_OK);
	bool known = clock_zone_known(*name);
	unlink(path.buf);
	strbuf_fini(&path);
	return known;
}

static void add_header(struct strbuf *out, unsigned char times)
{
	unsigned char header[44] = "TZif2";
	header[35] = times; /* timecnt */
	header[39] = 1;     /* typecnt */
	header[43] = 4;     /* charcnt */
	strbuf_add(out, header, sizeof(header));
}

static const unsigned char utc_type[] = {0, 0, 0, 0, 0, 0, 'U', 'T', 'C', 0};

/* A file of version 2 with no moments, so that the rule of its footer always holds. */
static bool rule_taken(const char *rule, const char **name)
{
	struct strbuf file = STRBUF_INIT;
	for (int i = 0; i < 2; i++) {
		add_header(&file, 0);
		strbuf_add(&file, utc_type, sizeof(utc_type));
	}
	strbuf_addf(&file, "\n%s\n", rule);
	bool ok = taken(file.buf, file.len, name);
	strbuf_fini(&file);
	return ok;
}

static int offset(const char *when, const char *zone)
{
	int64_t at;
	ck_assert(clock_parse(when, &at));
	return clock_local(at, zone).utc_offset_s;
}

START_TEST(zone__rule__forms)
{
	const char *z;
	ck_assert(rule_taken("<-03>3", &z));
	ck_assert_int_eq(offset("2026-07-01", z), -3 * 3600);
	ck_assert(rule_taken("<+0545>-5:45", &z));
	ck_assert_int_eq(offset("2026-07-01", z), 20700);
	/* Daylight saving all year, as RFC 8536 writes it. */
	ck_assert(rule_taken("EST5EDT,0/0,J365/25", &z));
	ck_assert_int_eq(offset("2026-01-01T12:00", z), -4 * 3600);
	ck_assert_int_eq(offset("2026-07-01", z), -4 * 3600);
	ck_assert_int_eq(offset("2027-12-31T23:00", z), -4 * 3600);
	/* J60 is 1 March in every year; day 59 counts 29 February. */
	ck_assert(rule_taken("AAA0BBB,J60/0,J300/0", &z));
	ck_assert_int_eq(offset("2028-02-29T23:59", z), 0);
	ck_assert_int_eq(offset("2028-03-01T00:00", z), 3600);
	ck_assert_int_eq(offset("2027-03-01T00:00", z), 3600);
	ck_assert(rule_taken("AAA0BBB,59/0,300/0", &z));
	ck_assert_int_eq(offset("2028-02-29T00:00", z), 3600);
	ck_assert_int_eq(offset("2027-02-28T23:59", z), 0);
	ck_assert_int_eq(offset("2027-03-01T00:00", z), 3600);
	/* South of the equator the year begins in summer. */
	ck_assert(rule_taken("AEST-10AEDT,M10.1.0,M4.1.0/3", &z));
	ck_assert_int_eq(offset("2026-01-01", z), 11 * 3600);
	ck_assert_int_eq(offset("2026-07-01", z), 10 * 3600);
	ck_assert_int_eq(offset("2400-01-01", z), 11 * 3600); /* the 400-year cycle */
	ck_assert(rule_taken("", &z));
	ck_assert_int_eq(offset("2026-01-01", z), 0);
}
END_TEST

START_TEST(zone__rule__refusals)
{
	static const char *const refused[] = {"X", "AA3", "AAA", "<-03", "AAA3BBB", "AAA3BBB,",
		"AAA3BBB,M13.1.0,M1.1.0", "AAA3BBB,M0.1.0,M1.1.0", "AAA3BBB,M1.6.0,M1.1.0",
		"AAA3BBB,M1.1.7,M1.1.0", "AAA3BBB,M1.1.0", "AAA3BBB,J366,J1", "AAA3BBB,1,2x",
		"AAA200", "AAA3:60", "AAA99999999999", "AAA3BBB,1/,2", "AAA3BB,1,2"};
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
		const char *z;
		ck_assert_msg(!rule_taken(refused[i], &z), "%s was taken", refused[i]);
	}
}
END_TEST

/* Cut anywhere, the file is refused; whole, it is taken: the positive control. */
START_TEST(zone__file__cut_short)
{
	struct strbuf file = STRBUF_INIT;
	const char *z;
	for (int i = 0; i < 2; i++) {
		add_header(&file, 1);
		strbuf_add(&file, "\0\0\0\0\0\0\0\0", i ? 8 : 4);
		strbuf_add(&file, "\0", 1);
		strbuf_add(&file, utc_type, sizeof(utc_type));
	}
	strbuf_addstr(&file, "\nUTC0\n");
	for (size_t n = 0; n < file.len; n++)
		ck_assert_msg(!taken(file.buf, n, &z), "cut at %zu it was taken", n);
	ck_assert(taken(file.buf, file.len, &z));
	strbuf_fini(&file);
}
END_TEST

START_TEST(zone__file__lies_in_the_header_and_the_types)
{
	struct strbuf file = STRBUF_INIT;
	const char *z;
	add_header(&file, 1);
	file.buf[4] = '\0'; /* version 1 */
	strbuf_add(&file, "\0\0\0\0\0", 5);
	strbuf_add(&file, utc_type, sizeof(utc_type));
	ck_assert(taken(file.buf, file.len, &z));
	static const struct {
		size_t at;
		char value;
	} lies[] = {
		{0, 'X'},   /* not the magic word */
		{20, 127},  /* two thousand million marks of one kind */
		{31, 1},    /* leap seconds */
		{39, 0},    /* no types */
		{48, 1},    /* a type that is not there */
		{49, 127},  /* an offset of years */
		{32, -128}, /* a count that is negative as an int */
	};
	for (size_t i = 0; i < sizeof(lies) / sizeof(lies[0]); i++) {
		char truth = file.buf[lies[i].at];
		file.buf[lies[i].at] = lies[i].value;
		ck_assert_msg(!taken(file.buf, file.len, &z), "lie %zu was believed", i);
		file.buf[lies[i].at] = truth;
	}
	strbuf_fini(&file);
}
END_TEST

Suite *suite_zone(void);
Suite *suite_zone(void)
{
	Suite *s = suite_create("zone");
	TCase *t = tcase_create("zone");
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, zone__rule__forms);
	tcase_add_test(t, zone__rule__refusals);
	tcase_add_test(t, zone__file__cut_short);
	tcase_add_test(t, zone__file__lies_in_the_header_and_the_types);
	suite_add_tcase(s, t);
	return s;
}
