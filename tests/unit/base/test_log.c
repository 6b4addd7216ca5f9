#include "carrel/log.h"

#include "carrel/clock.h"
#include "carrel/path.h"
#include "carrel/strbuf.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char dir[] = "/tmp/carrel-test-log-XXXXXX";
static struct strbuf file = STRBUF_INIT;

static void setup(void)
{
	memcpy(dir + sizeof(dir) - 7, "XXXXXX", 6);
	ck_assert_ptr_nonnull(mkdtemp(dir));
	path_join(&file, dir, "log");
	ck_assert(log_open(file.buf, LOG_INFO));
}

static void teardown(void)
{
	log_close();
	log_set_level(LOG_INFO);
	log_allow_pii(false);
	unlink(file.buf);
	rmdir(dir);
	strbuf_fini(&file);
}

static char *whole_log(void)
{
	struct strbuf text = STRBUF_INIT;
	ck_assert_int_eq(path_read_file(file.buf, 1 << 20, &text, NULL), RC_OK);
	return strbuf_detach(&text, NULL);
}

static const char *last_line(void)
{
	return log_ring_line(log_ring_count() - 1);
}

START_TEST(log__write__file_and_ring_hold_the_line)
{
	log_warn("queue %s is full", "billing");
	char *text = whole_log();
	ck_assert_ptr_nonnull(strstr(text, " warn queue billing is full\n"));
	ck_assert_uint_eq(log_ring_count(), 1);
	ck_assert_uint_eq(strlen(text), strlen(last_line()) + 1);
	struct stat st;
	ck_assert_int_eq(stat(file.buf, &st), 0);
	ck_assert_int_eq(st.st_mode & 0777, 0600);
	free(text);
}
END_TEST

START_TEST(log__level__hides_and_toggles)
{
	log_debug("hidden");
	ck_assert_uint_eq(log_ring_count(), 0);
	log_toggle_debug();
	log_debug("seen");
	ck_assert_uint_eq(log_ring_count(), 1);
	log_toggle_debug();
	ck_assert_int_eq(log_level(), LOG_INFO);
}
END_TEST

START_TEST(log__write__control_bytes_are_escaped)
{
	log_info("a\nb\x1B[31m\r\\ \xC2\x9B \xFF \xE2\x80\xAE ma\xC3\xB1"
		 "ana");
	const char *want = "a\\nb\\x1B[31m\\x0D\\\\ \\u{9B} \\xFF \\u{202E} ma\xC3\xB1"
			   "ana";
	ck_assert_ptr_nonnull(strstr(last_line(), want));
	char *text = whole_log();
	ck_assert_ptr_eq(strchr(text, '\n'), text + strlen(text) - 1);
	free(text);
}
END_TEST

START_TEST(log__pii__only_its_length)
{
	ck_assert_str_eq(log_pii("Ana Roca"), "8 bytes");
	ck_assert_str_eq(log_pii(NULL), "none");
	log_info("from %s to %s", log_pii("Ana"), log_pii("Berta"));
	ck_assert_ptr_nonnull(strstr(last_line(), "from 3 bytes to 5 bytes"));
	log_allow_pii(true);
	log_info("from %s", log_pii("A\x07na"));
	ck_assert_ptr_nonnull(strstr(last_line(), "from A\\x07na"));
}
END_TEST

START_TEST(log__ring__keeps_the_newest)
{
	for (int i = 0; i < 300; i++)
		log_info("line %d", i);
	ck_assert_uint_eq(log_ring_count(), 256);
	ck_assert_ptr_nonnull(strstr(log_ring_line(0), "line 44"));
	ck_assert_ptr_nonnull(strstr(last_line(), "line 299"));
	ck_assert_str_eq(log_ring_line(256), "");
}
END_TEST

START_TEST(log__open__refuses_what_it_cannot_write)
{
	ck_assert(!log_open("/nonexistent/log", LOG_INFO));
	log_info("the old file stays in use");
	char *text = whole_log();
	ck_assert_ptr_nonnull(strstr(text, "stays in use"));
	free(text);
}
END_TEST

Suite *suite_log(void);
Suite *suite_log(void)
{
	Suite *s = suite_create("log");
	TCase *t = tcase_create("log");
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, log__write__file_and_ring_hold_the_line);
	tcase_add_test(t, log__level__hides_and_toggles);
	tcase_add_test(t, log__write__control_bytes_are_escaped);
	tcase_add_test(t, log__pii__only_its_length);
	tcase_add_test(t, log__ring__keeps_the_newest);
	tcase_add_test(t, log__open__refuses_what_it_cannot_write);
	suite_add_tcase(s, t);
	return s;
}
