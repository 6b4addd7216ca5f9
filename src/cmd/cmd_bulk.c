/* Acting on rows of lists: on the one under the cursor by a letter, on the marked ones at once. */
#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/change.h"
#include "carrel/clock.h"
#include "carrel/cmd.h"
#include "carrel/console.h"
#include "carrel/i18n.h"
#include "carrel/out.h"
#include "carrel/reference.h"
#include "carrel/store_rows.h"
#include "carrel/strbuf.h"
#include "carrel/windows.h"

#include <string.h>

/* ---- tags ---- */

static bool has_tag(const char *tags, const char *tag)
{
	size_t len = strlen(tag);
	for (const char *p = tags; p && *p; p += *p == ',') {
		size_t n = strcspn(p, ",");
		if (n == len && strncmp(p, tag, n) == 0)
			return true;
		p += n;
	}
	return false;
}

static const char *without_tag(const char *tags, const char *tag, struct arena *a)
{
	struct strbuf kept = STRBUF_INIT;
	size_t len = strlen(tag);
	for (const char *p = tags; p && *p; p += *p == ',') {
		size_t n = strcspn(p, ",");
		if (n != len || strncmp(p, tag, n) != 0)
			strbuf_addf(&kept, "%s%.*s", kept.len > 0 ? "," : "", (int)n, p);
		p += n;
	}
	const char *out = kept.len > 0 ? arena_strdup(a, kept.buf) : NULL;
	strbuf_fini(&kept);
	return out;
}

static void change_tags(struct cmd_call *call, struct casefile *c, int from)
{
	bool drop = cmd_option(call, "drop") != NULL;
	for (int i = from; i < call->argc; i++) {
		for (const char *p = call->argv[i]; *p; p += *p == ',') {
			size_t n = strcspn(p, ",");
			const char *tag = arena_strndup(call->arena, p, n);
			p += n;
			if (n == 0)
				continue;
			if (drop)
				c->tags = without_tag(c->tags, tag, call->arena);
			else if (!has_tag(c->tags, tag))
				c->tags = c->tags ? arena_printf(call->arena, "%s,%s", c->tags, tag)
						  : tag;
		}
	}
}

static enum rc save_in_set(struct cmd_call *call, struct casefile *c, struct err *err)
{
	enum rc rc = change_begin(call->store, call->text, c->number, err);
	if (rc != RC_OK)
		return rc;
	rc = store_casefile_save(call->store, c, err);
	return change_end(call->store, rc, err);
}

static enum rc tag_once(struct cmd_call *call, struct casefile *c, struct err *err)
{
	char number[REFERENCE_LEN + 1];
	bool named = call->argc > 1 && reference_parse(call->argv[0], number);
	enum rc rc = cmd_case(call, named ? 0 : call->argc, c, err);
	if (rc == RC_OK)
		rc = cmd_may(call, RIGHT_DESCRIBE, c, err);
	if (rc != RC_OK)
		return rc;
	change_tags(call, c, named ? 1 : 0);
	return save_in_set(call, c, err);
}

/* Tags that two people put at one moment are no contradiction: whoever comes second puts theirs to those
 * that are there by then. */
static enum rc cmd_tag(struct cmd_call *call, struct err *err)
{
	enum { TRIES = 5 };
	struct casefile c;
	char shown[12];
	enum rc rc = tag_once(call, &c, err);
	for (int i = 1; rc == RC_CONFLICT && i < TRIES; i++) {
		*err = (struct err){0};
		rc = tag_once(call, &c, err);
	}
	if (rc == RC_OK) {
		reference_show(c.number, shown);
		out_text(call->out, "case", c.number);
		out_text(call->out, "tags", c.tags);
		out_line(call->out, _("Tags of %s: %s. u undoes."), shown,
			c.tags ? c.tags : _("none"));
	}
	return rc;
}
const struct cmd cmd_tag_entry = {
	.name = "tag",
	.usage = "tag [CASE | --cases A,B,…] TAG… [--drop]",
	.help = N_("Put tags on a case, or take them away"),
	.synonyms = N_("label mark word"),
	.options = "drop cases:",
	.min_args = 1,
	.max_args = -1,
	.flags = CMD_ACTOR | CMD_MUTATES | CMD_CASES,
	.exec = cmd_tag,
};

/* ---- the marked ones ---- */

static enum rc numbers_of(
	struct cmd_call *call, const int64_t *ids, size_t n, const char **numbers, struct err *err)
{
	struct strbuf list = STRBUF_INIT;
	enum rc rc = RC_OK;
	for (size_t i = 0; rc == RC_OK && i < n; i++) {
		struct casefile c;
		rc = store_casefile_get(call->store, ids[i], call->arena, &c, err);
		if (rc == RC_OK)
			strbuf_addf(&list, "%s%s", i ? "," : "", c.number);
	}
	*numbers = arena_strdup(call->arena, list.buf);
	strbuf_fini(&list);
	return rc;
}

static const int64_t *marked_ids(const struct console *con, size_t *n)
{
	const struct view *pane = con->screen ? con->panes[con->focus] : NULL;
	*n = 0;
	return pane && pane->class->marked ? pane->class->marked(pane, n) : NULL;
}

/* verb NULL: which act is asked, too. */
static enum rc act_on_marked(struct cmd_call *call, const char *verb, struct err *err)
{
	struct console *con = call->app->console;
	size_t n;
	const int64_t *ids = marked_ids(con, &n);
	const char *numbers;
	enum rc rc = numbers_of(call, ids, n, &numbers, err);
	if (rc == RC_OK) {
		const struct bulk_window window = {.verb = verb, .numbers = numbers, .count = n};
		console_popup_close_all(con);
		console_popup(con, view_class_find("bulk"), &window);
	}
	return rc;
}

static enum rc cmd_marked(struct cmd_call *call, struct err *err)
{
	size_t n;
	if (!marked_ids(call->app->console, &n) || n == 0)
		return err_set(err, RC_INVALID,
			_("Nothing is marked. In a saved queue and in “My work” Space marks a "
			  "case, a marks all."));
	return act_on_marked(call, NULL, err);
}
const struct cmd cmd_marked_entry = {
	.name = "marked",
	.usage = "marked",
	.help = N_("Act on all marked cases at once"),
	.synonyms = N_("bulk several selection"),
	.flags = CMD_ACTOR | CMD_CONSOLE,
	.exec = cmd_marked,
};

/* ---- one row ---- */

/* `row note` in a list is `note` for the case under its cursor. What needs words asks in a window. */
static enum rc cmd_row(struct cmd_call *call, struct err *err)
{
	struct console *con = call->app->console;
	struct casefile c;
	const char *verb = call->argv[0];
	bool asks = strcmp(verb, "transfer") == 0 || strcmp(verb, "note") == 0 ||
		strcmp(verb, "tag") == 0;
	size_t marked;
	/* A letter means the rows that are marked, as F9 does; one is taken into hand, or shown. */
	if (asks && marked_ids(con, &marked) && marked > 0)
		return act_on_marked(call, verb, err);
	int64_t id = console_selected_case(con);
	if (id == 0)
		return err_set(err, RC_INVALID, _("There is no case under the cursor."));
	enum rc rc = store_casefile_get(call->store, id, call->arena, &c, err);
	if (rc != RC_OK)
		return rc;
	if (asks) {
		const struct bulk_window window = {.verb = verb, .numbers = c.number, .count = 1};
		console_popup(con, view_class_find("bulk"), &window);
		return RC_OK;
	}
	const char *text = arena_printf(call->arena, "%s %s", verb, c.number);
	rc = cmd_run_text(call->app, text, call->out, err);
	if (rc == RC_OK && strcmp(verb, "take") == 0)
		console_focus_hand(con);
	return rc;
}
const struct cmd cmd_row_entry = {
	.name = "row",
	.usage = "row take|show|note|tag|transfer|close",
	.help = N_("Act on the case under the cursor without opening it"),
	.synonyms = N_("line list act"),
	.min_args = 1,
	.max_args = 1,
	.flags = CMD_ACTOR | CMD_CONSOLE,
	.exec = cmd_row,
};
