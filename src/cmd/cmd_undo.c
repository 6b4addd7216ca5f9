/* Undo beats confirm: everything that changed data can be taken back, and taken back again. */
#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/blanks.h"
#include "carrel/change.h"
#include "carrel/clock.h"
#include "carrel/cmd.h"
#include "carrel/console.h"
#include "carrel/i18n.h"
#include "carrel/out.h"
#include "carrel/textpane.h"
#include "carrel/drafts.h"
#include "carrel/store.h"
#include "carrel/strbuf.h"
#include "carrel/work.h"
#include "cmd/cmd_outbox.h"

#include <stdlib.h>
#include <string.h>

struct written {
	const char *note; /* NULL: none */
	int64_t case_id;  /* 0: about no case */
};

/* What this set wrote about whom. */
static struct written written_by(struct cmd_call *call, int64_t seq)
{
	struct written w = {0};
	struct change_field *fields;
	size_t n;
	struct err ignored = {0};
	if (change_fields(call->store, seq, call->arena, &fields, &n, &ignored) != RC_OK)
		return w;
	for (size_t i = 0; i < n; i++) {
		if (strcmp(fields[i].entity, "contact") != 0 || fields[i].old || !fields[i].new)
			continue;
		if (strcmp(fields[i].field, "body") == 0)
			w.note = fields[i].new;
		else if (strcmp(fields[i].field, "case_id") == 0)
			w.case_id = strtoll(fields[i].new, NULL, 10);
	}
	return w;
}

static bool put_into_note(struct console *con, const struct written *w)
{
	struct err ignored = {0};
	if (desk_read(con->desk, &ignored) != RC_OK)
		return false;
	desk_follow(con->desk);
	if (textpane_len(con->desk->note) > 0 || !*con->desk->note_key ||
		con->desk->hand.casefile.id != w->case_id)
		return false;
	textpane_set(con->desk->note, w->note, strlen(w->note));
	con->desk->note_changed = true;
	return true;
}

/* Into the journal: what is in hand about this case has it there when the console of the same person
 * hears of the change (which is when a shell ends); else it comes back with the case. */
static enum rc put_into_journal(struct cmd_call *call, const struct written *w, struct err *err)
{
	struct console *con = call->app->console;
	struct work_hand hand;
	struct strbuf key = STRBUF_INIT;
	enum rc rc = work_hand(call->store, call->app->actor.id, call->arena, &hand, err);
	if (rc == RC_OK && hand.casefile.id == w->case_id)
		desk_hand_key(&hand, &key);
	if (rc == RC_OK && key.len == 0)
		strbuf_addf(&key, "case:%lld", (long long)w->case_id);
	struct drafts *own =
		con ? NULL : drafts_new(store_address(call->store), call->app->actor.login);
	struct drafts *drafts = con ? con->desk->drafts : own;
	if (rc == RC_OK && drafts)
		rc = drafts_put(drafts, key.buf, w->note, strlen(w->note), err);
	drafts_free(&own);
	strbuf_fini(&key);
	return rc;
}

static bool last_was_reply(struct cmd_call *call)
{
	struct change_info *last;
	size_t n;
	struct err ignored = {0};
	return change_list(call->store, call->app->actor.id, NULL, 0, 1, call->arena, &last, &n,
		       &ignored) == RC_OK &&
		n == 1 && strcmp(last[0].command, "reply") == 0;
}

/* Where one writes: the act that the message line offers to undo, else what was typed last. */
static bool take_back_typing(struct console *con)
{
	struct desk *desk = con->desk;
	if (con->undo_offered || !*desk->note_key) {
		con->undo_offered = false;
		return false;
	}
	if (textpane_undo(desk->note)) {
		blanks_follow(desk);
		desk->note_changed = true;
		console_dirty(con);
	}
	return true;
}

static enum rc cmd_undo(struct cmd_call *call, struct err *err)
{
	if (call->app->console && cmd_option(call, "here") && take_back_typing(call->app->console))
		return RC_OK;
	struct change_info done;
	const struct desk *desk = call->app->console ? call->app->console->desk : NULL;
	/* A reply that has not left the building comes back with its words. */
	if (call->argc == 0 && desk && desk->nleaving > 0 && last_was_reply(call))
		return outbox_call_back(call, desk->leaving[desk->nleaving - 1].id, err);
	char *end = NULL;
	int64_t seq = call->argc ? strtoll(call->argv[0], &end, 10) : 0;
	/* A slip must not take back the last act instead. */
	if (call->argc && (*end || seq <= 0))
		return err_set(err, RC_INVALID, "usage: carrel %s", call->cmd->usage);
	enum rc rc = change_undo(call->store, seq, call->arena, &done, err);
	if (rc != RC_OK)
		return rc;
	out_int(call->out, "seq", done.seq);
	out_text(call->out, "command", done.command);
	/* The note that an undone outcome had written goes back to its writer. */
	struct console *con = call->app->console;
	const struct written w = written_by(call, done.seq);
	bool later = w.note && (!con || !put_into_note(con, &w));
	if (later)
		rc = put_into_journal(call, &w, err);
	out_line(call->out,
		later && con ? _("Undone: %s. What you wrote comes back when you open the case.")
			     : _("Undone: %s. Ctrl-R does it again."),
		app_change_words(call->app, done.command, call->arena));
	return rc;
}
const struct cmd cmd_undo_entry = {
	.name = "undo",
	.alias = "u",
	.usage = "undo [SEQ | --here]",
	.help = N_("Take back the last thing you did"),
	.synonyms = N_("revert back mistake oops"),
	.options = "here",
	.max_args = 1,
	.flags = CMD_ACTOR | CMD_MUTATES,
	.exec = cmd_undo,
};

static enum rc cmd_redo(struct cmd_call *call, struct err *err)
{
	struct change_info done;
	enum rc rc = change_redo(call->store, call->arena, &done, err);
	if (rc != RC_OK)
		return rc;
	out_int(call->out, "seq", done.seq);
	out_text(call->out, "command", done.command);
	out_line(call->out, _("Done again: %s."),
		app_change_words(call->app, done.command, call->arena));
	return RC_OK;
}
const struct cmd cmd_redo_entry = {
	.name = "redo",
	.usage = "redo",
	.help = N_("Do again what was just undone"),
	.synonyms = N_("again repeat"),
	.flags = CMD_ACTOR | CMD_MUTATES,
	.exec = cmd_redo,
};

static enum rc cmd_changes(struct cmd_call *call, struct err *err)
{
	const char *const titles[] = {_("Seq"), _("When"), _("Who"), _("What"), ""};
	struct change_info *rows;
	size_t n;
	int64_t limit = 20;
	enum rc rc = cmd_option_int(call, "limit", 1, 1000, &limit, err);
	if (rc == RC_OK)
		rc = change_list(call->store, cmd_option(call, "mine") ? call->app->actor.id : 0,
			NULL, 0, (int)limit, call->arena, &rows, &n, err);
	if (rc != RC_OK)
		return rc;
	int64_t now = clock_wall_ms();
	out_array(call->out, "changes");
	out_table_begin(call->out, titles, 5);
	for (size_t i = 0; i < n; i++) {
		const char *cells[] = {arena_printf(call->arena, "%lld", (long long)rows[i].seq),
			app_when(call->app, rows[i].at, now, call->arena), rows[i].actor,
			app_change_words(call->app, rows[i].command, call->arena),
			rows[i].undone_by ? _("undone") : ""};
		out_table_row(call->out, cells);
		out_object(call->out, NULL);
		out_int(call->out, "seq", rows[i].seq);
		out_time(call->out, "at", rows[i].at);
		out_text(call->out, "actor", rows[i].actor);
		out_text(call->out, "command", rows[i].command);
		out_text(call->out, "object", rows[i].object);
		out_int(call->out, "undoes", rows[i].undoes);
		out_int(call->out, "undone_by", rows[i].undone_by);
		out_end(call->out);
	}
	out_table_end(call->out);
	out_end(call->out);
	return RC_OK;
}
const struct cmd cmd_changes_entry = {
	.name = "changes",
	.usage = "changes [--mine] [--limit N]",
	.help = N_("What was done, newest first"),
	.synonyms = N_("history log audit timeline"),
	.options = "mine limit:",
	.flags = CMD_ACTOR,
	.exec = cmd_changes,
};

static enum rc cmd_audit(struct cmd_call *call, struct err *err)
{
	int64_t checked = 0;
	if (strcmp(call->argv[0], "verify") != 0)
		return err_set(err, RC_INVALID, "usage: carrel %s", call->cmd->usage);
	enum rc rc = change_verify(call->store, &checked, err);
	if (rc == RC_OK) {
		out_int(call->out, "checked", checked);
		out_line(call->out,
			i18n_plural("%lld change set, as it was written.",
				"%lld change sets, every one as it was written.",
				(unsigned long)checked),
			(long long)checked);
	}
	return rc;
}
const struct cmd cmd_audit_entry = {
	.name = "audit",
	.usage = "audit verify",
	.help = N_("Prove that no record was changed after it was written"),
	.synonyms = N_("chain hash proof"),
	.min_args = 1,
	.max_args = 1,
	.flags = CMD_STORE,
	.exec = cmd_audit,
};
