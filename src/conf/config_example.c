/* The example is made from the tables, so it cannot tell of an option that is gone. */
#include "carrel/config.h"

#include "carrel/strbuf.h"
#include "conf/config_builtin.h"

#include <string.h>

static void add_comment(struct strbuf *out, const char *indent, const char *text)
{
	while (*text) {
		size_t len = strcspn(text, "\n");
		strbuf_addf(out, "%s# %.*s\n", indent, (int)len, text);
		text += len + (text[len] == '\n');
	}
}

static void add_choices(struct strbuf *out, const char *indent, const struct option *o)
{
	strbuf_addf(out, "%s# One of:", indent);
	for (const char *s = o->choices; *s; s += strspn(s, " ")) {
		size_t len = strcspn(s, " ");
		strbuf_addf(out, " %.*s%s", (int)len, s, s[len] ? "," : "\n");
		s += len;
	}
}

static void add_value(struct strbuf *out, const struct option *o)
{
	if (o->type == OPTION_LIST)
		strbuf_addf(out, "[%s]\n", o->default_text);
	else if (!*o->default_text)
		strbuf_addstr(out, "\"\"\n");
	else
		strbuf_addf(out, "%s\n", o->default_text);
}

static void add_bounds(struct strbuf *out, const char *indent, const struct option *o)
{
	if (o->type == OPTION_INT && (o->min || o->max))
		strbuf_addf(
			out, "%s# %lld to %lld.\n", indent, (long long)o->min, (long long)o->max);
	if (o->type == OPTION_DURATION && o->max) {
		strbuf_addf(out, "%s# ", indent);
		duration_format(&(struct duration){.ms = o->min}, out);
		strbuf_addstr(out, " to ");
		duration_format(&(struct duration){.ms = o->max}, out);
		strbuf_addstr(out, ".\n");
	}
}

void config_example(struct strbuf *out)
{
	strbuf_addstr(out,
		"format: carrel-config/1\n"
		"# carrel's configuration. Copy it to ~/.config/carrel/config.yaml, or name\n"
		"# it with -c or CARREL_CONFIG. Every value below is the default: keep what\n"
		"# you change, leave the rest out. `carrel config check` reads it.\n");
	const char *section = "";
	size_t section_len = 0;
	for (size_t i = 0; i < OPT_COUNT; i++) {
		const struct option *o = &option_table[i];
		const char *dot = strchr(o->path, '.');
		size_t len = dot ? (size_t)(dot - o->path) : 0;
		bool same = len == section_len && strncmp(section, o->path, len) == 0;
		if (!same || !len)
			strbuf_addch(out, '\n');
		if (!same && len)
			strbuf_addf(out, "%.*s:\n", (int)len, o->path);
		section = o->path;
		section_len = len;
		const char *indent = len ? "  " : "";
		add_comment(out, indent, o->help);
		if (o->type == OPTION_CHOICE)
			add_choices(out, indent, o);
		add_bounds(out, indent, o);
		strbuf_addf(out, "%s%s: ", indent, dot ? dot + 1 : o->path);
		add_value(out, o);
	}
	strbuf_addf(out, "\n%s\n%s\n%s", config_builtin_queues, config_builtin_outcomes,
		config_builtin_causes);
}
