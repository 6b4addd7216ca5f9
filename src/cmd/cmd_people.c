/* Who is it, and two who are one: identify, merge, unmerge. */
#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/cmd.h"
#include "carrel/console.h"
#include "carrel/windows.h"
#include "carrel/i18n.h"
#include "carrel/out.h"
#include "carrel/store_people.h"
#include "carrel/store_rows.h"
#include "cmd/cmd_customer.h"

enum { SHOWN = 5 };

/* "92%": how well it fits, of what was heard. */
static const char *fit(int score, struct arena *a)
{
	return score < 0 ? "-" : arena_printf(a, "%d%%", score / 10);
}

static void print_person(struct cmd_call *call, const struct person_row *p)
{
	static const char *const keys[HEARD_KINDS] = {[HEARD_NAME] = "name_fits",
		[HEARD_POSTCODE] = "postcode_fits",
		[HEARD_BORN] = "born_fits",
		[HEARD_PHONE] = "phone_fits",
		[HEARD_MAIL] = "mail_fits"};
	const char *cells[] = {fit(p->score, call->arena),
		arena_printf(call->arena, "%lld", (long long)p->id), p->name,
		p->born ? p->born : "-", p->postcode ? p->postcode : "-",
		p->detail ? p->detail : "-"};
	out_table_row(call->out, cells);
	out_object(call->out, NULL);
	out_int(call->out, "id", p->id);
	out_text(call->out, "name", p->name);
	out_text(call->out, "born", p->born);
	out_text(call->out, "postcode", p->postcode);
	out_text(call->out, "detail", p->detail);
	out_text(call->out, "was", p->was);
	out_int(call->out, "score", p->score);
	for (int kind = 0; kind < HEARD_KINDS; kind++)
		if (p->likeness[kind] >= 0)
			out_int(call->out, keys[kind], p->likeness[kind]);
	out_end(call->out);
}

static enum rc cmd_identify(struct cmd_call *call, struct err *err)
{
	static const char *const options[HEARD_KINDS] = {[HEARD_NAME] = "name",
		[HEARD_POSTCODE] = "postcode",
		[HEARD_BORN] = "born",
		[HEARD_PHONE] = "phone",
		[HEARD_MAIL] = "mail"};
	const char *const titles[] = {
		_("Fits"), _("Id"), _("Name"), _("Born"), _("Postcode"), _("Reach")};
	const char *said[HEARD_KINDS];
	struct heard heard[HEARD_KINDS];
	struct person_row *rows;
	size_t n = 0, found;
	int64_t limit = SHOWN;
	for (int kind = 0; kind < HEARD_KINDS; kind++) {
		said[kind] = cmd_option(call, options[kind]);
		if (said[kind])
			heard[n++] = (struct heard){(enum heard_kind)kind, &said[kind], 1};
	}
	if (n == 0 && call->app->console) {
		console_popup_close_all(call->app->console);
		console_popup(call->app->console, view_class_find("identify"), NULL);
		return RC_OK;
	}
	if (n == 0)
		return err_set(err, RC_INVALID,
			_("Say what was heard: --name, --born, --postcode, --phone or --mail."));
	enum rc rc = cmd_option_int(call, "limit", 1, 50, &limit, err);
	if (rc == RC_OK)
		rc = store_identify(call->store, heard, n, app_region(call->app), (int)limit,
			call->arena, &rows, &found, err);
	if (rc != RC_OK)
		return rc;
	out_array(call->out, "people");
	if (found == 0)
		out_line(call->out, "%s", _("Nobody we know is like that."));
	else
		out_table_begin(call->out, titles, sizeof(titles) / sizeof(titles[0]));
	for (size_t i = 0; i < found; i++)
		print_person(call, &rows[i]);
	if (found > 0)
		out_table_end(call->out);
	out_end(call->out);
	return RC_OK;
}
const struct cmd cmd_identify_entry = {
	.name = "identify",
	.usage = "identify [--name N] [--born DATE] [--postcode P] [--phone N] [--mail M] "
		 "[--limit N]",
	.help = N_("Who it may be, from what was heard: spelled, misheard or half said"),
	.synonyms = N_("who verify caller spell sounds"),
	.options = "name: born: postcode: phone: mail: limit:",
	.flags = CMD_STORE,
	.exec = cmd_identify,
};

/* With less than two named the window asks for the other, and shows both before anything is done. */
static enum rc open_merge(struct cmd_call *call, struct err *err)
{
	struct console *con = call->app->console;
	struct customer who, other = {0};
	if (!con)
		return err_set(err, RC_INVALID, "usage: carrel %s", call->cmd->usage);
	enum rc rc = call->argc > 0 ? customer_numbered(call, call->argv[0], &who, err)
				    : customer_in_hand(call, &who, err);
	if (rc == RC_OK && call->argc > 1)
		rc = customer_numbered(call, call->argv[1], &other, err);
	if (rc != RC_OK)
		return rc;
	const struct merge_customers_window window = {.id = who.id, .other = other.id};
	console_popup_close_all(con);
	console_popup(con, view_class_find("merge-customers"), &window);
	return RC_OK;
}

static enum rc cmd_merge(struct cmd_call *call, struct err *err)
{
	struct customer from, into;
	int64_t moved;
	enum rc rc = cmd_may(call, RIGHT_MERGE_CUSTOMERS, NULL, err);
	if (rc == RC_OK && (call->argc < 2 || cmd_option(call, "look")))
		return open_merge(call, err);
	if (rc == RC_OK)
		rc = cmd_customer_numbered(call, call->argv[0], &from, err);
	if (rc == RC_OK)
		rc = cmd_customer_numbered(call, call->argv[1], &into, err);
	if (rc == RC_OK)
		rc = store_customer_merge(call->store, from.id, into.id, &moved, err);
	if (rc != RC_OK)
		return rc;
	out_int(call->out, "id", from.id);
	out_int(call->out, "into", into.id);
	out_int(call->out, "moved", moved);
	out_line(call->out,
		i18n_plural(
			"%s is now %s, with %lld thing moved. u undoes, unmerge %lld parts them.",
			"%s is now %s, with %lld things moved. u undoes, unmerge %lld parts them.",
			(unsigned long)moved),
		from.name, into.name, (long long)moved, (long long)from.id);
	return RC_OK;
}
const struct cmd cmd_merge_entry = {
	.name = "merge",
	.usage = "merge [CUSTOMER-ID [INTO-ID] [--look]]",
	.help = N_("Two customers are one: everything of the first becomes the second's"),
	.synonyms = N_("duplicate double join same person"),
	.options = "look",
	.max_args = 2,
	.flags = CMD_ACTOR | CMD_MUTATES,
	.exec = cmd_merge,
};

static enum rc cmd_unmerge(struct cmd_call *call, struct err *err)
{
	struct customer stub;
	int64_t moved, kept;
	enum rc rc = cmd_may(call, RIGHT_MERGE_CUSTOMERS, NULL, err);
	if (rc == RC_OK && (call->argc == 0))
		return open_merge(call, err);
	if (rc == RC_OK)
		rc = cmd_customer_numbered(call, call->argv[0], &stub, err);
	if (rc == RC_OK)
		rc = store_customer_unmerge(call->store, stub.id, &moved, &kept, err);
	if (rc != RC_OK)
		return rc;
	out_int(call->out, "id", stub.id);
	out_int(call->out, "moved", moved);
	out_int(call->out, "kept", kept);
	out_line(call->out, _("%s is somebody of their own again. u undoes."), stub.name);
	if (kept > 0)
		out_line(call->out, _("Changed since and left as it is: %lld."), (long long)kept);
	return RC_OK;
}
const struct cmd cmd_unmerge_entry = {
	.name = "unmerge",
	.usage = "unmerge [CUSTOMER-ID]",
	.help = N_("Take two merged customers apart again, each with what was theirs"),
	.synonyms = N_("split separate part duplicate"),
	.max_args = 1,
	.flags = CMD_ACTOR | CMD_MUTATES,
	.exec = cmd_unmerge,
};
