/* Whatever is typed where a date, an amount, a number, a colour or a card number is meant: what is taken
 * for one can be shown and read again as the same, and what is written down holds no card number. */
#include "carrel/arena.h"
#include "carrel/blank.h"
#include "carrel/clock.h"
#include "carrel/heard.h"
#include "carrel/pan.h"
#include "carrel/reference.h"
#include "carrel/strbuf.h"
#include "carrel/style.h"
#include "carrel/textfill.h"
#include "carrel/utf8.h"
#include "carrel/yaml.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void require(bool holds)
{
	if (!holds)
		abort();
}

static void try_blank(const char *typed, struct arena *a)
{
	static const char *const languages[] = {"en", "es", "ca"};
	static const char *const choices[] = {"post", "by courier", "pòst"};
	for (int type = 0; type < BLANK_TYPES; type++) {
		const struct blank_rule rule = {.type = (enum blank_type)type,
			.choices = choices,
			.nchoices = 3,
			.has_range = type % 2 == 1,
			.min = -5,
			.max = 500};
		const struct blank_manner manner = {.language = languages[(size_t)type % 3],
			.zone = "Europe/Madrid",
			.region = "ES",
			.currency = "EUR",
			.now = 1763800000000};
		struct err err = {0};
		const char *value = NULL;
		enum rc rc = blank_check(&rule, typed, &manner, a, &value, &err);
		size_t start, len;
		if (rc == RC_OK)
			require(value && *value && utf8_valid(value, strlen(value)) &&
				!strchr(value, '\n') &&
				!pan_find(value, strlen(value), &start, &len));
		else
			require(err.text[0] != '\0');
	}
}

static void try_dates(const char *text)
{
	struct heard_date date;
	struct duration d, again;
	struct strbuf shown = STRBUF_INIT;
	char iso[11];
	int64_t at;
	if (heard_date_parse(text, &date))
		require(heard_date_iso(&date, iso) && strlen(iso) == 10);
	(void)clock_parse(text, &at);
	if (duration_parse(text, &d)) {
		duration_format(&d, &shown);
		require(duration_parse(shown.buf, &again));
		require(again.ms == d.ms && again.working_days == d.working_days);
	}
	strbuf_fini(&shown);
}

static void try_numbers(const char *text)
{
	char number[REFERENCE_LEN + 1], again[REFERENCE_LEN + 1], shown[12];
	short colour;
	unsigned attr;
	if (reference_parse(text, number)) {
		reference_show(number, shown);
		require(reference_parse(shown, again) && strcmp(number, again) == 0);
	}
	if (style_colour_parse(text, &colour))
		require(colour >= -1 && colour < 256);
	(void)style_attr_parse(text, &attr);
}

static void try_cards(const char *text, size_t size)
{
	struct strbuf masked = STRBUF_INIT;
	size_t start, len;
	pan_mask(text, size, &masked);
	require(!pan_find(masked.buf, masked.len, &start, &len));
	strbuf_fini(&masked);
}

static const char *no_body(void *arg, const char *id)
{
	(void)arg;
	return strlen(id) % 2 ? "put {in}" : NULL;
}

static void try_nests(const char *text, struct arena *a)
{
	struct strbuf out = STRBUF_INIT;
	const char *const *ids;
	size_t n = textfill_nests(text, a, &ids);
	require(n <= TEXTFILL_NAMES_MAX + 1);
	for (size_t i = 0; i < n && i < TEXTFILL_NAMES_MAX; i++)
		require(*ids[i] != '\0');
	textfill_nest(text, no_body, NULL, a, &out);
	strbuf_fini(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	const char *text = arena_strndup(a, (const char *)data, size);
	if (utf8_valid(text, strlen(text)))
		try_blank(text, a);
	try_dates(text);
	try_numbers(text);
	try_cards(text, strlen(text));
	try_nests(text, a);
	arena_free(&a);
	return 0;
}
