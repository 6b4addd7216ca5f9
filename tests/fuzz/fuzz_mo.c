/* Whatever the bytes: every key that is in the catalogue is found or refused, within the bytes. */
#include "base/mo.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct strbuf file = STRBUF_INIT;
	size_t refused, found = 0;
	strbuf_add(&file, (const char *)data, size);
	struct mo *mo = mo_read(&file);
	if (!mo)
		return 0;
	size_t n = mo_count(mo, &refused);
	for (size_t i = 0; i < n; i++) {
		const char *text = mo_text(mo, mo_key(mo, i));
		found += text && strlen(text) < size;
		for (unsigned long k = 0; k < 4; k++) {
			const char *form = mo_plural(mo, mo_key(mo, i), k * k);
			if (form && strlen(form) >= size)
				abort();
		}
	}
	if (found > n - refused)
		abort();
	mo_free(&mo);
	return 0;
}
