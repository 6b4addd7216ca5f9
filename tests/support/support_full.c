/* support_full.c - see the header. */
#include "support/support_full.h"

#include <check.h>
#include <signal.h>
#include <sys/resource.h>

static struct rlimit before;

void support_full_begin(size_t bytes)
{
	ck_assert_int_eq(getrlimit(RLIMIT_FSIZE, &before), 0);
	/* Ignored, the write fails as it does on a full disk; otherwise it would end the test. */
	signal(SIGXFSZ, SIG_IGN);
	struct rlimit small = {.rlim_cur = bytes, .rlim_max = before.rlim_max};
	ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &small), 0);
}

void support_full_end(void)
{
	ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &before), 0);
	signal(SIGXFSZ, SIG_DFL);
}
