/* Words for the telephone: a canned response as it is spoken, and what has to be spelled. */
#include "carrel/aloud.h"
#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/cells.h"
#include "carrel/cmd.h"
#include "carrel/config.h"
#include "carrel/console.h"
#include "carrel/fill.h"
#include "carrel/grid.h"
#include "carrel/i18n.h"
#include "carrel/library.h"
#include "carrel/out.h"
#include "carrel/phone.h"
#include "carrel/reference.h"
#include "carrel/store_rows.h"
#include "carrel/strbuf.h"
#include "carrel/textfill.h"
#include "carrel/textpane.h"
#include "carrel/vec.h"
#include "carrel/windows.h"
#include "carrel/work.h"
#include "cmd/cmd_text.h"

#include <string.h>

enum { LETTERS_A_LINE = 4, LINE_CELLS = 64, WINDOW_EDGES = 8 };

/* What is being read, and to whom. */
struct reading {
	struct work_hand hand;
	struct customer customer; /* id 0: nobody known */
	const char *language;
	enum aloud_tongue tongue;
	size_t cells; /* of a line, so that the window need not break it */
	struct strbuf text;
};

static enum rc read_listener(struct cmd_call *call, struct reading *r, struct err *err)
{
	const char *given = cmd_option(call, "language");
	struct err ignored = {0};
	enum rc rc = app_store(call->app, &call->store, err);
	if (rc == RC_OK && app_require_actor(call->app, &ignored) == RC_OK)
		rc = work_hand(call->store, call->app->actor.id, call->arena, &r->hand, err);
	if (rc == RC_OK && r->hand.customer_id)
		rc = store_customer_get(
			call->store, r->hand.customer_id, call->arena, &r->customer, err);
	const char *theirs = r->customer.language && *r->customer.language ? r->customer.language
									   : r->hand.item.language;
	r->language = given ? given : theirs && *theirs ? theirs : app_language(call->app);
	r->tongue = aloud_tongue(r->language);
	int cols = call->app->console ? grid_cols(call->app->console->grid) - WINDOW_EDGES : 0;
	r->cells = cols > 0 && cols < LINE_CELLS ? (size_t)cols : LINE_CELLS;
	return rc;
}

/* ---- a text ---- */

/* The wording made to be spoken, where there is one in this language; else the text itself. */
static void add_wording(struct cmd_call *call, const struct library_text *text, struct reading *r)
{
	struct fill fill = {.app = call->app,
		.arena = call->arena,
		.customer = r->customer.id ? &r->customer : NULL,
		.casefile = r->hand.casefile.id ? &r->hand.casefile : NULL,
		.language = r->language,
		.now = clock_wall_ms()};
	const struct library_wish wish = {.language = r->language,
		.tone = r->customer.id && r->customer.tone == TONE_CASUAL ? TEXT_CASUAL
									  : TEXT_FORMAL,
		.channel = TEXT_CALL,
		.fallback = config_text(call->app->config, OPT_CENTRE_LANGUAGE)};
	struct strbuf body = STRBUF_INIT;
	struct vec gaps = {.size = sizeof(struct textfill_gap)};
	const struct langtext_entry *say = langtext_find(&text->say, r->language);
	if (say)
		textfill_expand(say->text, fill_value, &fill, call->arena, &body, &gaps);
	else
		fill_text(&fill, text, &wish, &body, &gaps);
	aloud_pace(body.buf, r->tongue, &r->text);
	vec_fini(&gaps);
	strbuf_fini(&body);
}

/* ---- what is often said twice ---- */

static void add_said(struct reading *r, const char *label, const char *value)
{
	strbuf_addf(&r->text, "%s: ", label);
	aloud_numbers(value, r->tongue, &r->text);
	strbuf_addch(&r->text, '\n');
}

/* "Okafor: O Oscar; K Kilo; …", a few letters a line, none of them broken. */
static void add_letters(struct reading *r, const char *word, const struct strbuf *letters)
{
	size_t cells = cells_widths(word) + 1, said = 0;
	strbuf_addf(&r->text, "%s:", word);
	for (const char *p = letters->buf; *p; said++) {
		size_t n = strcspn(p, "\n");
		bool last = p[n] == '\0' || p[n + 1] == '\0';
		size_t width = cells_width(p, n) + 2;
		bool full = said == LETTERS_A_LINE || cells + width > r->cells;
		strbuf_addstr(&r->text, full ? "\n  " : " ");
		strbuf_add(&r->text, p, n);
		strbuf_addstr(&r->text, last ? "" : ";");
		cells = full ? width + 2 : cells + width;
		said = full ? 0 : said;
		p += n + (p[n] == '\n');
	}
	strbuf_addch(&r->text, '\n');
}

static void add_spelled(struct reading *r, const char *name)
{
	for (const char *p = name + strspn(name, " "); *p;) {
		size_t n = strcspn(p, " ");
		struct strbuf word = STRBUF_INIT, letters = STRBUF_INIT;
		strbuf_add(&word, p, n);
		aloud_spell(word.buf, r->tongue, &letters);
		add_letters(r, word.buf, &letters);
		strbuf_fini(&letters);
		strbuf_fini(&word);
		p += n + strspn(p + n, " ");
	}
}

static void add_facts(struct cmd_call *call, struct reading *r)
{
	char shown[12];
	if (r->hand.casefile.id) {
		reference_show(r->hand.casefile.number, shown);
		add_said(r, _("Case"), shown);
	}
	if (r->hand.call.from_number)
		add_said(r, _("Number"), phone_group(r->hand.call.from_number, call->arena));
	if (r->customer.id)
		add_spelled(r, r->customer.name);
}

/* ---- commands ---- */

static void show(struct cmd_call *call, const struct reading *r, const struct library_text *text)
{
	struct console *con = call->app->console;
	out_text(call->out, "language", r->language);
	out_text(call->out, "text", r->text.buf);
	if (con && !call->app->options.plain) {
		const struct output_window window = {.title = _("Read aloud"),
			.text = r->text.buf,
			.then = text && desk_in_hand(con->desk)
				? arena_printf(call->arena, "insert %s", text->id)
				: NULL,
			.keys = _("Enter puts it into the note - Esc back")};
		console_popup(con, view_class_find("output"), &window);
		return;
	}
	for (const char *line = r->text.buf; *line;) {
		size_t n = strcspn(line, "\n");
		out_line(call->out, "%.*s", (int)n, line);
		line += n + (line[n] == '\n');
	}
}

static enum rc cmd_read(struct cmd_call *call, struct err *err)
{
	struct reading r = {.text = STRBUF_INIT};
	const struct library_text *text = NULL;
	const struct console *con = call->app->console;
	enum rc rc = call->argc ? text_named(call, 0, &text, err) : RC_OK;
	if (rc == RC_OK)
		rc = read_listener(call, &r, err);
	if (rc == RC_OK && text)
		add_wording(call, text, &r);
	else if (rc == RC_OK && con && textpane_len(con->desk->note) > 0)
		aloud_pace(textpane_text(con->desk->note), r.tongue, &r.text);
	if (rc == RC_OK) {
		size_t before = r.text.len;
		if (before > 0)
			strbuf_addch(&r.text, '\n');
		add_facts(call, &r);
		if (before > 0 && r.text.len == before + 1)
			strbuf_truncate(&r.text, before);
		if (r.text.len == 0)
			rc = err_set(err, RC_NOTFOUND, "%s",
				_("Nothing is in hand to read aloud. Name a text: read TEXT-NAME"));
	}
	if (rc == RC_OK)
		show(call, &r, text);
	strbuf_fini(&r.text);
	return rc;
}
const struct cmd cmd_read_entry = {
	.name = "read",
	.alias = "aloud",
	.usage = "read [TEXT-NAME] [--language LANG]",
	.help = N_("A text, or what is in hand, as it is read aloud to the caller"),
	.synonyms = N_("speak voice telephone slowly pauses"),
	.options = "language:",
	.max_args = 1,
	.exec = cmd_read,
};

static enum rc cmd_spell(struct cmd_call *call, struct err *err)
{
	struct reading r = {.text = STRBUF_INIT};
	struct err ignored = {0};
	const char *given = cmd_option(call, "language");
	(void)err;
	if (given || read_listener(call, &r, &ignored) != RC_OK)
		r.language = given ? given : app_language(call->app);
	r.tongue = aloud_tongue(r.language);
	aloud_spell(cmd_rest(call, 0), r.tongue, &r.text);
	show(call, &r, NULL);
	strbuf_fini(&r.text);
	return RC_OK;
}
const struct cmd cmd_spell_entry = {
	.name = "spell",
	.usage = "spell WORDS [--language LANG]",
	.help = N_("Spell words with the alphabet of the caller's language"),
	.synonyms = N_("letters alphabet name phonetic"),
	.options = "language:",
	.min_args = 1,
	.max_args = -1,
	.exec = cmd_spell,
};
