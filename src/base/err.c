#include "carrel/err.h"

#include "carrel/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* A sentence that did not fit was cut at a byte; step back to where a character ended. */
static void end_at_character(char *text)
{
	size_t n = strlen(text);
	if (n + 1 < ERR_TEXT_SIZE)
		return;
	size_t start = n;
	while (start > 0 && n - start < UTF8_MAX && ((unsigned char)text[start - 1] & 0xC0) == 0x80)
		start--;
	if (start > 0 && (unsigned char)text[start - 1] >= 0xC0)
		start--;
	if (!utf8_valid(text + start, n - start))
		text[start] = '\0';
}

enum rc err_set_at(const char *file, int line, struct err *err, enum rc rc, const char *fmt, ...)
{
	if (!err)
		return rc;
	char text[ERR_TEXT_SIZE]; /* apart: the old sentence may be one of the arguments */
	va_list ap;
	va_start(ap, fmt);
	if (vsnprintf(text, sizeof(text), fmt, ap) < 0)
		text[0] = '\0';
	va_end(ap);
	end_at_character(text);
	err->rc = rc;
	err->file = file;
	err->line = line;
	memcpy(err->text, text, sizeof(text));
	return rc;
}

/* Returns the new length; what does not fit is cut. */
static size_t append(char text[ERR_TEXT_SIZE], size_t used, const char *more)
{
	size_t n = strnlen(more, ERR_TEXT_SIZE - 1 - used);
	memcpy(text + used, more, n);
	text[used + n] = '\0';
	return used + n;
}

enum rc err_prefix(struct err *err, const char *fmt, ...)
{
	if (!err)
		return RC_OK;
	char text[ERR_TEXT_SIZE];
	va_list ap;
	va_start(ap, fmt);
	int n = vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	size_t used = n < 0 ? 0 : (size_t)n;
	if (used > sizeof(text) - 1)
		used = sizeof(text) - 1;
	used = append(text, used, ": ");
	(void)append(text, used, err->text);
	end_at_character(text);
	memcpy(err->text, text, sizeof(text));
	return err->rc;
}

const char *rc_name(enum rc rc)
{
	switch (rc) {
	case RC_OK: return "ok";
	case RC_NOTFOUND: return "notfound";
	case RC_CONFLICT: return "conflict";
	case RC_BUSY: return "busy";
	case RC_INVALID: return "invalid";
	case RC_DENIED: return "denied";
	case RC_IO: return "io";
	case RC_UNKNOWN: return "unknown";
	case RC_CANCELLED: return "cancelled";
	}
	return "other";
}
