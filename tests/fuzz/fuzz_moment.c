/* Whatever somebody types as a time is a time that the clock knows, or a sentence that says how. */
#include "carrel/arena.h"
#include "carrel/err.h"
#include "carrel/moment.h"

#include <stdint.h>
#include <stdlib.h>

static void require(bool holds)
{
	if (!holds)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const zones[] = {"Europe/Madrid", "UTC", NULL};
	struct arena *a = arena_new();
	const char *typed = arena_strndup(a, (const char *)data, size);
	for (size_t i = 0; i < sizeof(zones) / sizeof(zones[0]); i++) {
		const struct moment_manner manner = {.now = 1763720000000,
			.zone = zones[i],
			.languages = {"ca", "es"},
			.words_follow = size % 2 == 0};
		int64_t at = 0;
		struct err err = {0};
		struct moment_day day;
		if (moment_read(typed, &manner, &at, &err) != RC_OK)
			require(err.text[0] != '\0');
		if (moment_read_day(typed, &manner, &day))
			require(day.month >= 1 && day.month <= 12 && day.day >= 1 && day.day <= 31);
	}
	arena_free(&a);
	return 0;
}
