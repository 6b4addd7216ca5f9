#include "carrel/yaml_scalar.h"

#include "carrel/strbuf.h"

#include <string.h>
#include <strings.h>

/* What a YAML 1.1 reader may take for something else than a text. */
static bool reads_as_other(const char *text)
{
	static const char *const words[] = {
		"y", "n", "yes", "no", "on", "off", "true", "false", "null", "~"};
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (strcasecmp(text, words[i]) == 0)
			return true;
	return strspn(text, "0123456789+-.:_eExXoOabcdefABCDEFnNiIaAfF") == strlen(text) &&
		strpbrk(text, "0123456789.") != NULL;
}

/* Inside {} and [] a comma or bracket would end the value. */
static bool may_be_bare(const char *text, bool in_flow)
{
	if (!*text || strchr("-?:,[]{}#&*!|>'\"%@`=<~ .", text[0]) || reads_as_other(text))
		return false;
	if (text[strlen(text) - 1] == ' ' || text[strlen(text) - 1] == ':')
		return false;
	if (strpbrk(text, in_flow ? ",[]{}\"\n\t\r\\" : "\n\t\r\\"))
		return false;
	return !strstr(text, ": ") && !strstr(text, " #");
}

static void add_quoted(struct strbuf *out, const char *text)
{
	strbuf_addch(out, '"');
	for (const char *s = text; *s; s++) {
		if (*s == '"' || *s == '\\')
			strbuf_addch(out, '\\');
		if (*s == '\n')
			strbuf_addstr(out, "\\n");
		else if (*s == '\t')
			strbuf_addstr(out, "\\t");
		else if (*s == '\r')
			strbuf_addstr(out, "\\r");
		else
			strbuf_addch(out, *s);
	}
	strbuf_addch(out, '"');
}

void yaml_add_scalar(struct strbuf *out, const char *text, bool in_flow)
{
	if (may_be_bare(text, in_flow))
		strbuf_addstr(out, text);
	else
		add_quoted(out, text);
}
