/* How two cases hang together, chosen instead of typed. */
#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/cmd.h"
#include "carrel/console.h"
#include "carrel/i18n.h"
#include "carrel/windows.h"
#include "carrel/store_cases.h"
#include "carrel/store_rows.h"
#include "cmd/cmd_case_box.h"
#include "cmd/cmd_print.h"

enum { KINDS = 4 };

/* They are linked already: it can be taken away. Merged ones are parted in another window. */
static enum rc link_between(struct cmd_call *call, const struct casefile *one,
	const struct casefile *other, bool *linked, struct err *err)
{
	struct link_row *rows = NULL;
	size_t n = 0;
	enum rc rc = store_links(call->store, one->id, call->arena, &rows, &n, err);
	*linked = false;
	for (size_t i = 0; rc == RC_OK && i < n; i++)
		*linked = *linked || rows[i].link.case_id == other->id ||
			rows[i].link.other_id == other->id;
	return rc;
}

static enum rc ask_kind(struct cmd_call *call, const struct casefile *one,
	const struct casefile *other, struct err *err)
{
	struct arena *a = call->arena;
	const char *here = print_number(one->number, a), *there = print_number(other->number, a);
	bool linked = false;
	enum rc rc = link_between(call, one, other, &linked, err);
	if (rc != RC_OK)
		return rc;
	const struct pick_row unlink = {.label = _("Take the link away"),
		.detail = "",
		.command = arena_printf(a, "unlink %s %s", one->number, other->number)};
	const struct pick_row kinds[KINDS] = {
		{arena_printf(a, _("%s is part of %s"), here, there), other->subject,
			arena_printf(a, "link %s %s --as parent", one->number, other->number)},
		{arena_printf(a, _("%s is part of %s"), there, here), one->subject,
			arena_printf(a, "link %s %s --as parent", other->number, one->number)},
		{_("Related"), _("about the same thing"),
			arena_printf(a, "link %s %s", one->number, other->number)},
		{arena_printf(a, _("%s is a duplicate of %s"), here, there), other->subject,
			arena_printf(a, "link %s %s --as duplicate", one->number, other->number)},
	};
	const struct pick_window window = {
		.title = arena_printf(a, _("How do %s and %s hang together?"), here, there),
		.hint = _("1-9 pick - Esc back"),
		.rows = linked ? &unlink : kinds,
		.n = linked ? 1 : KINDS};
	case_box_pick(call, &window);
	return RC_OK;
}

static enum rc cmd_link_box(struct cmd_call *call, struct err *err)
{
	struct casefile one, other;
	enum rc rc = case_box_meant(call, 0, &one, err);
	if (rc == RC_OK)
		rc = cmd_may(call, RIGHT_LINK, &one, err);
	if (rc == RC_OK && call->argc > 1)
		rc = cmd_case(call, 1, &other, err);
	if (rc != RC_OK)
		return rc;
	if (call->argc > 1)
		return ask_kind(call, &one, &other, err);
	const struct link_window window = {
		.case_id = one.id, .customer_id = one.customer_id, .number = one.number};
	console_popup_close_all(call->app->console);
	console_popup(call->app->console, view_class_find("link"), &window);
	return RC_OK;
}
const struct cmd cmd_link_box_entry = {
	.name = "link-box",
	.usage = "link-box [CASE [OTHER]]",
	.help = N_("Link a case to another, found by its number or by words"),
	.synonyms = N_("related duplicate parent child part of unlink"),
	.max_args = 2,
	.flags = CMD_ACTOR | CMD_CONSOLE,
	.exec = cmd_link_box,
};
