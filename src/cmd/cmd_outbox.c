/* What leaves the building: it waits 15 seconds and can be called back. */
#include "carrel/desk_texts.h"
#include "carrel/outbox.h"
#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/blanks.h"
#include "carrel/change.h"
#include "carrel/clock.h"
#include "carrel/cmd.h"
#include "carrel/console.h"
#include "carrel/i18n.h"
#include "carrel/keymap.h"
#include "carrel/out.h"
#include "carrel/reference.h"
#include "carrel/sending.h"
#include "carrel/store_rows.h"
#include "carrel/textpane.h"
#include "cmd/cmd_outbox.h"

#include <stdlib.h>
#include <string.h>

enum { OUTBOX_ROWS = 50 };

/* ---- writing ---- */

/* The one that was typed; else the main address, else the first there is. */
static enum rc address_of(
	struct cmd_call *call, int64_t customer_id, const char **address, struct err *err)
{
	struct identity *ids;
	size_t n;
	struct identity typed = {.kind = IDENTITY_EMAIL, .value = cmd_option(call, "to")};
	*address = NULL;
	if (typed.value &&
		identity_prepare(&typed, app_region(call->app), call->arena, err) != RC_OK)
		return err->rc;
	if (typed.value) {
		*address = typed.shown;
		return RC_OK;
	}
	enum rc rc = store_identity_list(call->store, customer_id, call->arena, &ids, &n, err);
	for (size_t i = 0; rc == RC_OK && i < n && !*address; i++)
		if (ids[i].kind == IDENTITY_EMAIL)
			*address = ids[i].value;
	return rc;
}

/* Without words it is the note on the screen that goes out. */
static const char *words_of(struct cmd_call *call, int from)
{
	const struct console *con = call->app->console;
	if (from < call->argc)
		return cmd_rest(call, from);
	return con ? textpane_text(con->desk->note) : "";
}

static void tell_reply(struct cmd_call *call, const struct outbox_item *item, const char *mind)
{
	const struct console *con = call->app->console;
	const char *how = con ? keymap_key_of(con->keymap, "outbox call-back") : NULL;
	if (!how)
		how = arena_printf(call->arena, "outbox cancel %lld", (long long)item->id);
	out_int(call->out, "outbox", item->id);
	out_text(call->out, "to", item->recipient);
	out_time(call->out, "after_at", item->after_at);
	if (*mind)
		out_text(call->out, "mind", mind);
	const char *told =
		arena_printf(call->arena, _("To %s: goes out in %lld s. %s calls it back."),
			item->recipient, (long long)(OUTBOX_WAIT_MS / 1000), how);
	if (*mind && con)
		console_message(call->app->console, MESSAGE_WARN, "%s %s", told, mind);
	else
		out_line(call->out, "%s%s%s", told, *mind ? " " : "", mind);
}

/* The reply and the texts it was made of, in one set: called back, both are gone. */
static enum rc send_later(
	struct cmd_call *call, struct outbox_item *item, bool note, struct err *err)
{
	const struct console *con = call->app->console;
	size_t n = 0;
	struct text_use *uses =
		con && note ? desk_text_uses(con->desk, item->body, call->arena, &n) : NULL;
	enum rc rc = change_begin(call->store, "reply", NULL, err);
	if (rc != RC_OK)
		return rc;
	rc = outbox_add(call->store, item, err);
	for (size_t i = 0; rc == RC_OK && i < n; i++) {
		uses[i].agent_id = item->agent_id;
		uses[i].case_id = item->case_id;
		uses[i].channel = item->channel;
		uses[i].outbox_id = item->id;
		rc = store_text_use_add(call->store, &uses[i], call->arena, err);
	}
	return change_end(call->store, rc, err);
}

static enum rc cmd_reply(struct cmd_call *call, struct err *err)
{
	struct casefile c;
	char number[REFERENCE_LEN + 1];
	bool named = call->argc > 0 && reference_parse(call->argv[0], number);
	struct outbox_item item = {.channel = "mail", .agent_id = call->app->actor.id};
	enum rc rc = cmd_case(call, named ? 0 : call->argc, &c, err);
	if (rc != RC_OK)
		return rc;
	item.body = words_of(call, named ? 1 : 0);
	if (!*item.body)
		return err_set(err, RC_INVALID, _("There is nothing written to send."));
	bool note = call->argc <= (named ? 1 : 0);
	struct desk *desk = note && call->app->console ? call->app->console->desk : NULL;
	if (!cmd_option(call, "as-is"))
		rc = sending_check(desk, item.body, call->arena, err);
	if (rc != RC_OK && desk)
		blanks_visit(desk, 0); /* there it is */
	if (rc == RC_OK)
		rc = address_of(call, c.customer_id, &item.recipient, err);
	item.subject = cmd_option(call, "subject") ? cmd_option(call, "subject") : c.subject;
	item.case_id = c.id;
	item.customer_id = c.customer_id;
	const char *mind = sending_mind(desk, TEXT_MAIL, item.body, call->arena);
	if (rc == RC_OK)
		rc = send_later(call, &item, note, err);
	if (rc != RC_OK)
		return rc;
	if (desk)
		desk_clear_note(desk);
	tell_reply(call, &item, mind);
	return RC_OK;
}
const struct cmd cmd_reply_entry = {
	.name = "reply",
	.usage = "reply [CASE] [TEXT] [--to ADDRESS] [--subject TEXT] [--as-is]",
	.help = N_("Answer the customer by mail; it goes out after 15 seconds"),
	.synonyms = N_("mail send answer write"),
	.options = "to: subject: as-is",
	.max_args = -1,
	.flags = CMD_ACTOR | CMD_MUTATES,
	.exec = cmd_reply,
};

/* ---- waiting ---- */

static enum rc list(struct cmd_call *call, struct err *err)
{
	const char *const titles[] = {_("No."), _("Goes out"), _("To"), _("Subject"), _("Trouble")};
	struct outbox_item *rows;
	size_t n;
	int64_t now = clock_wall_ms();
	enum rc rc =
		outbox_list(call->store, app_is_supervisor(call->app) ? 0 : call->app->actor.id,
			OUTBOX_ROWS, call->arena, &rows, &n, err);
	if (rc != RC_OK)
		return rc;
	out_array(call->out, "outbox");
	if (n == 0)
		out_line(call->out, "%s", _("Nothing waits to go out."));
	else
		out_table_begin(call->out, titles, 5);
	for (size_t i = 0; i < n; i++) {
		int64_t left = rows[i].after_at > now ? (rows[i].after_at - now + 999) / 1000 : 0;
		const char *cells[] = {arena_printf(call->arena, "%lld", (long long)rows[i].id),
			arena_printf(call->arena, _("in %lld s"), (long long)left),
			rows[i].recipient, rows[i].subject ? rows[i].subject : "",
			rows[i].error ? rows[i].error : ""};
		out_table_row(call->out, cells);
		out_object(call->out, NULL);
		out_int(call->out, "id", rows[i].id);
		out_time(call->out, "after_at", rows[i].after_at);
		out_text(call->out, "to", rows[i].recipient);
		out_text(call->out, "subject", rows[i].subject);
		out_int(call->out, "case_id", rows[i].case_id);
		out_int(call->out, "tries", rows[i].tries);
		out_text(call->out, "error", rows[i].error);
		out_end(call->out);
	}
	if (n > 0)
		out_table_end(call->out);
	out_end(call->out);
	return RC_OK;
}

enum rc outbox_call_back(struct cmd_call *call, int64_t id, struct err *err)
{
	struct outbox_item item;
	struct console *con = call->app->console;
	enum rc rc = outbox_cancel(call->store, id, call->arena, &item, err);
	if (rc != RC_OK)
		return rc;
	out_int(call->out, "outbox", item.id);
	out_line(call->out, _("Called back: nothing went to %s."), item.recipient);
	/* What was written is in hand again where there is room for it. */
	if (con && textpane_len(con->desk->note) == 0 && *con->desk->note_key) {
		textpane_set(con->desk->note, item.body, strlen(item.body));
		con->desk->note_changed = true;
	}
	return RC_OK;
}

static enum rc cancel(struct cmd_call *call, struct err *err)
{
	char *end;
	long long id = call->argc > 1 ? strtoll(call->argv[1], &end, 10) : 0;
	if (id <= 0 || *end)
		return err_set(err, RC_INVALID, "usage: carrel %s", call->cmd->usage);
	return outbox_call_back(call, id, err);
}

/* The newest of one's own that has not gone out. */
static enum rc call_back_newest(struct cmd_call *call, struct err *err)
{
	struct outbox_item *rows;
	size_t n;
	enum rc rc = outbox_list(
		call->store, call->app->actor.id, OUTBOX_ROWS, call->arena, &rows, &n, err);
	if (rc == RC_OK && n == 0)
		rc = err_set(err, RC_NOTFOUND, _("Nothing waits to go out."));
	return rc == RC_OK ? outbox_call_back(call, rows[n - 1].id, err) : rc;
}

static enum rc send_due(struct cmd_call *call, struct err *err)
{
	int64_t sent;
	enum rc rc = outbox_send_due(call->store, clock_wall_ms(), NULL, &sent, err);
	if (rc == RC_OK) {
		out_int(call->out, "sent", sent);
		out_line(call->out,
			i18n_plural("%lld message went out.", "%lld messages went out.",
				(unsigned long)sent),
			(long long)sent);
	}
	return rc;
}

static enum rc cmd_outbox(struct cmd_call *call, struct err *err)
{
	const char *verb = call->argc ? call->argv[0] : "list";
	if (strcmp(verb, "list") == 0)
		return list(call, err);
	if (strcmp(verb, "cancel") == 0)
		return cancel(call, err);
	if (strcmp(verb, "call-back") == 0)
		return call_back_newest(call, err);
	if (strcmp(verb, "send") == 0)
		return send_due(call, err);
	return err_set(err, RC_INVALID, "usage: carrel %s", call->cmd->usage);
}
const struct cmd cmd_outbox_entry = {
	.name = "outbox",
	.usage = "outbox [list | cancel N | call-back | send]",
	.help = N_("What waits to go out, and calling it back"),
	.synonyms = N_("mail send unsend recall"),
	.max_args = 2,
	.flags = CMD_ACTOR | CMD_MUTATES,
	.exec = cmd_outbox,
};
