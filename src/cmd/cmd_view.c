/* Queues of one's own: a condition under a name, shown in the shell and in the queue pane. */
#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/case_columns.h"
#include "carrel/clock.h"
#include "carrel/cmd.h"
#include "carrel/console.h"
#include "carrel/i18n.h"
#include "carrel/out.h"
#include "carrel/saved.h"
#include "carrel/strbuf.h"
#include "cmd/cmd_print.h"
#include "cmd/condition_known.h"

#include <string.h>

enum { SHOW_LIMIT = 50 };

/* ---- rows ---- */

static void print_row(struct cmd_call *call, const struct case_row *r,
	const enum case_column *columns, size_t n, int64_t now)
{
	const char *cells[CASE_COLUMNS];
	for (size_t i = 0; i < n; i++)
		cells[i] = case_column_text(call->app, r, columns[i], now, call->arena);
	out_table_row(call->out, cells);
	out_object(call->out, NULL);
	out_text(call->out, "case", r->c.number);
	out_text(call->out, "state", word_id(case_state_words, (int)r->c.state));
	out_text(call->out, "subject", r->c.subject);
	out_text(call->out, "customer", r->customer_name);
	out_text(call->out, "queue", r->queue_slug);
	out_text(call->out, "owner", r->owner_login);
	out_text(call->out, "topic", r->c.topic);
	out_text(call->out, "language", r->c.language);
	out_text(call->out, "tags", r->c.tags);
	out_text(call->out, "next_action", r->c.next_action);
	out_time(call->out, "next_at", r->c.next_at);
	out_time(call->out, "due_at", r->c.due_at);
	out_time(call->out, "updated_at", r->c.updated_at);
	out_int(call->out, "moves", r->c.moves);
	for (const struct word *w = case_mark_words; w->id; w++)
		out_bool(call->out, w->id, (r->marks & (unsigned)w->value) != 0);
	out_end(call->out);
}

static void print_rows(struct cmd_call *call, const struct case_page *page,
	const enum case_column *columns, size_t n)
{
	const char *titles[CASE_COLUMNS];
	int64_t now = clock_wall_ms();
	out_bool(call->out, "more", page->more);
	out_array(call->out, "cases");
	for (size_t i = 0; i < n; i++)
		titles[i] = _(word_label(case_column_words, (int)columns[i]));
	if (page->n > 0)
		out_table_begin(call->out, titles, n);
	for (size_t i = 0; i < page->n; i++)
		print_row(call, &page->rows[i], columns, n, now);
	if (page->n > 0)
		out_table_end(call->out);
	else
		out_line(call->out, "%s", _("No case is like that now."));
	if (page->more)
		out_line(call->out, _("There may be more; --limit N looks further."));
	out_end(call->out);
}

static enum rc print_cases(struct cmd_call *call, const struct saved_view *v, struct err *err)
{
	struct condition c;
	struct case_page page;
	enum case_column columns[CASE_COLUMNS], by;
	size_t n;
	bool down;
	int64_t limit = SHOW_LIMIT;
	struct condition_asker asker = case_asker(call->app);
	struct case_mark_rules rules = case_rules(call->app);
	enum rc rc = cmd_option_int(call, "limit", 1, 1000, &limit, err);
	if (rc == RC_OK)
		rc = condition_parse(v->condition, call->arena, &c, err);
	if (rc == RC_OK)
		rc = case_columns_parse(v->columns, call->arena, columns, &n, err);
	if (rc == RC_OK)
		rc = case_sort_parse(v->sort, call->arena, &by, &down, err);
	if (rc == RC_OK)
		rc = store_case_page(call->store, &c, &asker, &rules, (struct case_place){0},
			(int)limit, call->arena, &page, err);
	if (rc != RC_OK)
		return rc;
	case_rows_sort(page.rows, page.n, by, down);
	out_text(call->out, "view", v->name);
	out_text(call->out, "condition", v->condition);
	print_rows(call, &page, columns, n);
	return RC_OK;
}

/* ---- conditions ---- */

/* Arguments from i on as one condition; a blank inside of one had quotes around it. */
static enum rc condition_given(
	struct cmd_call *call, int i, const char **canonical, struct err *err)
{
	struct strbuf text = STRBUF_INIT, out = STRBUF_INIT;
	struct condition c;
	for (; i < call->argc; i++) {
		const char *quote = strpbrk(call->argv[i], " \t") ? "\"" : "";
		strbuf_addf(
			&text, "%s%s%s%s", text.len > 0 ? " " : "", quote, call->argv[i], quote);
	}
	enum rc rc = condition_parse(text.buf, call->arena, &c, err);
	if (rc == RC_OK)
		rc = condition_known(call, &c, err);
	if (rc == RC_OK) {
		condition_render(&c, &out);
		*canonical = arena_strdup(call->arena, out.buf);
	}
	strbuf_fini(&out);
	strbuf_fini(&text);
	return rc;
}

static enum rc shape_given(struct cmd_call *call, struct saved_view *v, struct err *err)
{
	enum case_column columns[CASE_COLUMNS], by;
	size_t n;
	bool down;
	v->columns = cmd_option(call, "columns");
	v->sort = cmd_option(call, "sort");
	enum rc rc = case_columns_parse(v->columns, call->arena, columns, &n, err);
	return rc == RC_OK ? case_sort_parse(v->sort, call->arena, &by, &down, err) : rc;
}

static enum rc cmd_cases(struct cmd_call *call, struct err *err)
{
	struct saved_view v = {.name = NULL};
	enum rc rc = condition_given(call, 0, &v.condition, err);
	if (rc == RC_OK)
		rc = shape_given(call, &v, err);
	return rc == RC_OK ? print_cases(call, &v, err) : rc;
}
const struct cmd cmd_cases_entry = {
	.name = "cases",
	.usage = "cases [CONDITION…] [--columns LIST] [--sort COLUMN] [--limit N]",
	.help = N_("Cases by condition: status, queue, owner (me, nobody, a login), language, due, "
		   "tag, topic, is, words"),
	.synonyms = N_("list filter search stuck late mine backlog"),
	.options = "columns: sort: limit:",
	.max_args = -1,
	.flags = CMD_ACTOR,
	.exec = cmd_cases,
};

/* ---- saved ---- */

static enum rc view_save(struct cmd_call *call, struct err *err)
{
	struct saved_view v = {0};
	if (call->argc < 2)
		return err_set(err, RC_INVALID, "usage: carrel %s", call->cmd->usage);
	v.name = call->argv[1];
	bool shared = cmd_option(call, "shared") != NULL;
	if (shared && !app_is_supervisor(call->app))
		return err_set(err, RC_DENIED,
			_("Only a supervisor may save a queue for everybody. Without --shared it "
			  "is yours."));
	v.owner_id = shared ? 0 : call->app->actor.id;
	enum rc rc = condition_given(call, 2, &v.condition, err);
	if (rc == RC_OK)
		rc = shape_given(call, &v, err);
	if (rc == RC_OK)
		rc = store_saved_save(call->store, &v, err);
	if (rc == RC_OK) {
		out_text(call->out, "view", v.name);
		out_text(call->out, "condition", v.condition);
		out_line(call->out, _("Saved as “%s”: %s. u undoes."), v.name,
			*v.condition ? v.condition : _("every open case"));
	}
	return rc;
}

static enum rc view_list(struct cmd_call *call, struct err *err)
{
	const char *const titles[] = {_("Name"), _("Whose"), _("Condition")};
	struct saved_view *list;
	size_t n;
	enum rc rc =
		store_saved_list(call->store, call->app->actor.id, call->arena, &list, &n, err);
	if (rc != RC_OK)
		return rc;
	out_array(call->out, "views");
	if (n == 0)
		out_line(call->out, "%s",
			_("No saved queues. For instance: view save Mine owner:me"));
	else
		out_table_begin(call->out, titles, 3);
	for (size_t i = 0; i < n; i++) {
		const char *cells[] = {list[i].name, list[i].owner_id ? _("mine") : _("shared"),
			list[i].condition};
		out_table_row(call->out, cells);
		out_object(call->out, NULL);
		out_text(call->out, "name", list[i].name);
		out_bool(call->out, "shared", list[i].owner_id == 0);
		out_text(call->out, "condition", list[i].condition);
		out_text(call->out, "columns", list[i].columns);
		out_text(call->out, "sort", list[i].sort);
		out_end(call->out);
	}
	if (n > 0)
		out_table_end(call->out);
	out_end(call->out);
	return RC_OK;
}

static enum rc named(struct cmd_call *call, struct saved_view *v, struct err *err)
{
	if (call->argc < 2)
		return err_set(err, RC_INVALID, "usage: carrel %s", call->cmd->usage);
	return store_saved_by_name(
		call->store, call->app->actor.id, cmd_rest(call, 1), call->arena, v, err);
}

static enum rc view_show(struct cmd_call *call, struct err *err)
{
	struct saved_view v;
	enum rc rc = named(call, &v, err);
	return rc == RC_OK ? print_cases(call, &v, err) : rc;
}

static enum rc view_drop(struct cmd_call *call, struct err *err)
{
	struct saved_view v;
	enum rc rc = named(call, &v, err);
	if (rc == RC_OK && v.owner_id == 0 && !app_is_supervisor(call->app))
		rc = err_set(err, RC_DENIED, _("Only a supervisor may drop a shared queue."));
	if (rc == RC_OK)
		rc = store_saved_drop(call->store, v.id, err);
	if (rc == RC_OK) {
		out_text(call->out, "view", v.name);
		out_line(call->out, _("“%s” is dropped. Its cases stay. u undoes."), v.name);
	}
	return rc;
}

static enum rc in_console(struct cmd_call *call, struct err *err)
{
	return call->app->console
		? RC_OK
		: err_set(err, RC_INVALID,
			  _("“%s” works only in the console. Start it with: carrel"), call->text);
}

static struct view *cases_pane(struct console *con)
{
	struct view *pane = console_pane(con, "queue");
	return pane ? pane : console_pane(con, "waiting");
}

static enum rc view_open(struct cmd_call *call, struct err *err)
{
	struct saved_view v;
	enum rc rc = in_console(call, err);
	if (rc == RC_OK)
		rc = named(call, &v, err);
	if (rc != RC_OK)
		return rc;
	struct console *con = call->app->console;
	struct view *pane = cases_pane(con);
	desk_show_saved(con->desk, v.name);
	console_popup_close_all(con);
	if (pane)
		console_focus(con, pane->pane);
	console_stale(con);
	return RC_OK;
}

static enum rc view_close(struct cmd_call *call, struct err *err)
{
	enum rc rc = in_console(call, err);
	if (rc == RC_OK) {
		desk_show_saved(call->app->console->desk, NULL);
		console_popup_close_all(call->app->console);
		console_stale(call->app->console);
	}
	return rc;
}

static enum rc cmd_view(struct cmd_call *call, struct err *err)
{
	static const struct {
		const char *name;
		enum rc (*run)(struct cmd_call *call, struct err *err);
	} verbs[] = {{"save", view_save}, {"list", view_list}, {"show", view_show},
		{"drop", view_drop}, {"open", view_open}, {"close", view_close}};
	for (size_t i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++)
		if (strcmp(call->argv[0], verbs[i].name) == 0)
			return verbs[i].run(call, err);
	return err_set(err, RC_INVALID, "usage: carrel %s", call->cmd->usage);
}
const struct cmd cmd_view_entry = {
	.name = "view",
	.usage = "view save NAME [CONDITION…] [--shared] [--columns LIST] [--sort COLUMN] | "
		 "view list | view show|open|drop NAME | view close",
	.help = N_("Queues of your own: a condition under a name"),
	.synonyms = N_("saved queue filter list condition"),
	.options = "shared columns: sort: limit:",
	.min_args = 1,
	.max_args = -1,
	.flags = CMD_ACTOR | CMD_MUTATES,
	.exec = cmd_view,
};

static enum rc cmd_views(struct cmd_call *call, struct err *err)
{
	(void)err;
	struct console *con = call->app->console;
	if (console_has_popup(con, "views"))
		console_popup_close_all(con);
	else
		console_popup(con, view_class_find("views"), NULL);
	return RC_OK;
}
const struct cmd cmd_views_entry = {
	.name = "views",
	.usage = "views",
	.help = N_("Choose what the queue pane shows: who waits, or a saved queue"),
	.synonyms = N_("saved queue switch list"),
	.flags = CMD_ACTOR | CMD_CONSOLE,
	.exec = cmd_views,
};
