#include "golden/support_seen.h"

#include "carrel/console.h"
#include "carrel/layout.h"
#include "carrel/mem.h"

#include <stdlib.h>
#include <string.h>

static const char usual[] = "80x24";
static const char *const other_sizes[] = {"60x15", "120x40", "200x60"};

/* ---- what is seen ---- */

static void add(struct seen *seen, const char *where, const char *how, const char *what)
{
	char *line = xasprintf("%s%s%s %s", where, *how ? " " : "", how, what);
	if (!seen_has(seen, line))
		strbuf_addf(&seen->lines, "%s\n", line);
	free(line);
}

/* "agent medium 80x24 queue case" */
static void add_saved(struct seen *seen, char *words, const char *language, bool mono)
{
	char *rest = NULL;
	const char *screen = strtok_r(words, " ", &rest);
	const char *class = strtok_r(NULL, " ", &rest);
	const char *size = strtok_r(NULL, " ", &rest);
	if (!size)
		return;
	if (!mono) {
		char *layout = xasprintf("%s/%s", screen, class);
		add(seen, language, "", layout);
		free(layout);
	}
	for (const char *view = strtok_r(NULL, " ", &rest); view; view = strtok_r(NULL, " ", &rest))
		add(seen, mono ? "mono" : language, size, view);
}

void seen_add_log(struct seen *seen, const char *log, const char *language, bool mono)
{
	static const char saved[] = " saved ", compared[] = ".screen: ";
	char *copy = xstrdup(log), *rest = NULL;
	for (char *line = strtok_r(copy, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
		char *at = strstr(line, saved);
		char *what = at ? strstr(at, compared) : NULL;
		if (what)
			add_saved(seen, what + strlen(compared), language, mono);
	}
	free(copy);
}

/* Where the line begins; NULL: it is not there. */
static char *find(const struct seen *seen, const char *line)
{
	size_t len = strlen(line);
	for (char *at = seen->lines.buf; *at; at += strcspn(at, "\n") + 1)
		if (strcspn(at, "\n") == len && strncmp(at, line, len) == 0)
			return at;
	return NULL;
}

bool seen_has(const struct seen *seen, const char *line)
{
	return find(seen, line) != NULL;
}

void seen_forget(struct seen *seen, const char *line)
{
	char *at = find(seen, line);
	if (at)
		strbuf_splice(
			&seen->lines, (size_t)(at - seen->lines.buf), strlen(line) + 1, "", 0);
}

/* ---- what is missing ---- */

static size_t miss(const struct seen *seen, const char *where, const char *size, const char *view,
	struct strbuf *missing)
{
	char *line = xasprintf("%s %s %s", where, size, view);
	size_t n = !seen_has(seen, line);
	if (n)
		strbuf_addf(missing, "%s\n", line);
	free(line);
	return n;
}

static bool is_agents_pane(const char *name)
{
	const struct screen *const *agent = screen_table;
	while (strcmp((*agent)->name, "agent") != 0)
		agent++;
	for (int i = 0; i < CONSOLE_PANES_MAX; i++)
		if ((*agent)->panes[i] && strcmp((*agent)->panes[i]->name, name) == 0)
			return true;
	return false;
}

size_t seen_missing_views(const struct seen *seen, const struct view_class *const *views,
	const char *const *languages, struct strbuf *missing)
{
	size_t n = 0;
	for (; *views; views++) {
		const char *name = (*views)->name;
		for (size_t i = 0; languages[i]; i++)
			n += miss(seen, languages[i], usual, name, missing);
		n += miss(seen, "mono", usual, name, missing);
		for (size_t i = 0; i < sizeof(other_sizes) / sizeof(other_sizes[0]); i++) {
			n += miss(seen, "en", other_sizes[i], name, missing);
			if (is_agents_pane(name))
				n += miss(seen, "mono", other_sizes[i], name, missing);
		}
	}
	return n;
}

/* A screen has one pane and one line at any rate, and a layout of its own where one is given. */
static bool has_layout(const struct screen *screen, enum layout_class class)
{
	return class <= LAYOUT_SMALL || screen->layout[class];
}

size_t seen_missing_layouts(
	const struct seen *seen, const char *const *languages, struct strbuf *missing)
{
	size_t n = 0;
	for (const struct screen *const *s = screen_table; *s; s++)
		for (enum layout_class class = LAYOUT_TINY; class < LAYOUT_CLASS_COUNT; class ++)
			for (size_t i = 0; has_layout(*s, class) && languages[i]; i++) {
				char *line = xasprintf("%s %s/%s", languages[i], (*s)->name,
					layout_class_name(class));
				if (!seen_has(seen, line)) {
					strbuf_addf(missing, "%s\n", line);
					n++;
				}
				free(line);
			}
	return n;
}
