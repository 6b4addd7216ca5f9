/* Whatever is read is written in one way, and what was written reads back as the same. */
#include "carrel/arena.h"
#include "carrel/condition.h"
#include "carrel/strbuf.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void require(bool holds)
{
	if (!holds)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct condition c, again;
	struct err err = {0};
	struct strbuf once = STRBUF_INIT, twice = STRBUF_INIT;
	if (condition_parse(arena_strndup(a, (const char *)data, size), a, &c, &err) == RC_OK) {
		condition_render(&c, &once);
		if (once.len <= CONDITION_TEXT_MAX) {
			require(condition_parse(once.buf, a, &again, &err) == RC_OK);
			condition_render(&again, &twice);
			require(strcmp(once.buf, twice.buf) == 0);
		}
		struct casefile file = {.state = CASE_OPEN, .subject = "Router offline"};
		const struct condition_facts facts = {
			.casefile = &file, .customer_tags = "vip,,night shift,"};
		const struct condition_asker asker = {.agent_id = 1, .now = 1000};
		condition_holds(&c, &facts, &asker, a);
	} else {
		require(err.text[0] != '\0');
	}
	strbuf_fini(&once);
	strbuf_fini(&twice);
	arena_free(&a);
	return 0;
}
