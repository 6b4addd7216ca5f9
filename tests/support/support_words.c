#include "support/support_words.h"

#include "carrel/i18n.h"

#include <check.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

void support_words_use(const char *language)
{
	char folder[512];
	ssize_t n = readlink("/proc/self/exe", folder, sizeof folder - 32);
	ck_assert_int_gt(n, 0);
	folder[n] = '\0';
	for (int up = 0; up < 2; up++)
		*strrchr(folder, '/') = '\0';
	snprintf(folder + strlen(folder), 32, "/locale");
	i18n_folders((const char *const[]){folder, NULL});
	ck_assert_msg(i18n_use(language), "no catalogue of %s in %s", language, folder);
}
