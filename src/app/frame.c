/* The three lines that are no pane: what I am doing and who waits, what just happened, which keys
 * there are. State is a word first, a style second. */
#include "console_private.h"

#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/cells.h"
#include "carrel/clock.h"
#include "carrel/console.h"
#include "carrel/go.h"
#include "carrel/i18n.h"
#include "carrel/keymap.h"
#include "carrel/mem.h"
#include "carrel/phone.h"
#include "carrel/statusbar.h"
#include "carrel/term.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINE = 128, FRAME_ROWS = 3, WIDE = 100 };

/* "+34 600 11 22 33" without the module: groups as E.164 reads aloud. Paint may not load anything. */
static const char *caller(const struct desk *desk)
{
	if (!desk->hand.call.id)
		return NULL;
	return desk->hand.call.from_number ? desk->hand.call.from_number : _("number withheld");
}

static const char *agent_word(const struct console *con)
{
	return _(con->desk->hand.call.state == CALL_HELD
			? N_("ON HOLD")
			: word_label(agent_state_words, (int)con->desk->hand.agent.state));
}

/* Others read the title of a window, in a list of tabs or over a shoulder: the state, and no name. It
 * counts no time, so that nothing is sent while nothing happens. */
void frame_tell_title(struct console *con)
{
	char words[LINE];
	if (con->term->ascii)
		return;
	snprintf(words, sizeof(words), "%s%scarrel",
		!con->app->actor.id          ? ""
			: con->app->practice ? _("Practice")
					     : agent_word(con),
		con->app->actor.id ? " - " : "");
	if (con->title && strcmp(con->title, words) == 0)
		return;
	free(con->title);
	con->title = xstrdup(words);
	term_title(con->term, words);
}

static const char *state_word(const struct console *con, char out[LINE])
{
	const struct agent *agent = &con->desk->hand.agent;
	if (!con->app->actor.id)
		return "carrel";
	if (con->app->practice)
		return _("PRACTICE  nobody real is on the line");
	char time[32];
	clock_duration(clock_wall_ms() - agent->state_since_at, time);
	snprintf(out, LINE, "%s %s", agent_word(con), agent->state == AGENT_OFF ? "" : time);
	return out;
}

struct waiting {
	int64_t n;
	int64_t oldest_at;
	bool late;
};

static struct waiting waiting_of(const struct desk *desk)
{
	struct waiting w = {.n = (int64_t)desk->nwaiting};
	int64_t now = clock_wall_ms();
	for (size_t i = 0; i < desk->nwaiting; i++) {
		const struct queue_item *item = &desk->waiting[i].item;
		if (!w.oldest_at || item->arrived_at < w.oldest_at)
			w.oldest_at = item->arrived_at;
		w.late = w.late || item->due_at < now;
	}
	return w;
}

static const char *waiting_words(const struct desk *desk, char out[LINE], char brief[LINE])
{
	struct waiting w = waiting_of(desk);
	char longest[32];
	if (w.n == 0) {
		snprintf(out, LINE, "%s", _("nobody waiting"));
		snprintf(brief, LINE, "%s 0", _("waiting"));
		return out;
	}
	clock_duration(clock_wall_ms() - w.oldest_at, longest);
	const char *plus = w.n >= (int64_t)desk->waiting_limit ? "+" : "";
	snprintf(out, LINE, "%s %lld%s  %s %s%s", _("waiting"), (long long)w.n, plus, _("longest"),
		longest, w.late ? " !" : "");
	snprintf(
		brief, LINE, "%s %lld%s%s", _("waiting"), (long long)w.n, plus, w.late ? " !" : "");
	return out;
}

static enum style_id status_style(const struct console *con)
{
	if (con->app->practice)
		return STYLE_PRACTICE;
	if (con->desk->hand.call.id)
		return STYLE_STATUS_CALL;
	for (size_t i = 0; i < con->desk->nwaiting; i++)
		if (con->desk->waiting[i].item.kind == ITEM_CALL)
			return STYLE_STATUS_RING;
	return STYLE_STATUS;
}

/* A quiet mark: `kb read` opens them. */
static const char *to_read_words(const struct console *con, char out[LINE])
{
	size_t n = con->app->to_read;
	snprintf(out, LINE, i18n_plural("%zu policy to read", "%zu policies to read", n), n);
	return n ? out : NULL;
}

void frame_paint_status(
	const struct console *con, struct grid *grid, const struct layout_frame *frame)
{
	char state[LINE], wait[LINE], wait_brief[LINE], time[16];
	char due[DESK_WORDS], parked[DESK_WORDS], tabs[DESK_TABS], to_read[LINE];
	struct clock_local t = clock_local(clock_wall_ms(), app_zone(con->app));
	snprintf(time, sizeof(time), "%02d:%02d", t.hour, t.minute);
	bool on = con->app->actor.id != 0;
	const struct desk *desk = con->desk;
	bool aside = on && desk->work.nparked > 0;
	bool brief = aside && frame->status.cols < WIDE;
	waiting_words(desk, wait, wait_brief);
	const struct status_part parts[] = {
		{.text = state_word(con, state), .rank = 90},
		{.text = on ? caller(desk) : NULL, .rank = 60},
		/* What waits to be taken up again is worth more than one's own name. */
		{.text = on && !con->app->practice ? con->app->actor.name : NULL,
			.brief = aside ? "" : NULL,
			.rank = 30},
		{.text = on ? con->tip : NULL, .rank = 65},
		{.text = aside ? desk_work_parked_tabs(desk, frame->status.cols, tabs) : NULL,
			.brief = aside ? desk_work_parked_words(desk, parked) : NULL,
			.rank = 58},
		{.text = on ? desk_work_due_words(desk, clock_wall_ms(), due) : NULL, .rank = 62},
		{.text = on ? to_read_words(con, to_read) : NULL, .rank = 20},
		{.text = !on            ? NULL
				: brief ? wait_brief
					: wait,
			.brief = wait_brief,
			.rank = 70,
			.right = true},
		{.text = time, .rank = 50, .right = true},
	};
	statusbar_paint(grid, frame->status, status_style(con), parts,
		(int)(sizeof(parts) / sizeof(parts[0])));
}

/* What is about to go out, for as long as it can be called back. */
static void paint_leaving(const struct console *con, struct grid *grid, struct rect line)
{
	char text[LINE];
	const struct desk *desk = con->desk;
	if (desk->nleaving == 0)
		return;
	int64_t left = desk->leaving[0].after_at - clock_wall_ms();
	const char *key = keymap_key_of(con->keymap, "outbox call-back");
	snprintf(text, sizeof(text),
		i18n_plural("%zu goes out in %lld s  %s calls it back",
			"%zu go out in %lld s  %s calls the last one back", desk->nleaving),
		desk->nleaving, (long long)(left > 0 ? (left + 999) / 1000 : 0),
		key ? key : "F9 outbox");
	grid_text_cut(grid, line.row, line.col + 1, line.cols - 2, STYLE_MESSAGE, text);
}

/* What to do stands at the end of a message, so a long one may not be cut there: its beginning goes on
 * the row above, the lower border of the panes, which never holds anybody's text. Returns the rest. */
static const char *paint_first_half(
	struct grid *grid, struct rect row, enum style_id style, const char *mark, const char *text)
{
	size_t cut = cells_line(text, strlen(text), (size_t)row.cols);
	/* Its corners stay: a frame that is open looks broken. */
	const struct rect above = {row.row - 1, 1, 1, grid_cols(grid) - 2};
	grid_fill(grid, above, STYLE_DEFAULT, " ");
	int width = (int)cells_widths(mark);
	grid_text(grid, above.row, row.col - width, width, style, mark);
	grid_text_n(grid, above.row, row.col, row.cols, style, text, cut);
	grid_fill(grid, (struct rect){row.row, row.col - width, 1, width}, STYLE_DEFAULT, " ");
	return text + cut + strspn(text + cut, " ");
}

/* The last sentence, which has the key; NULL: there is only one, or it takes more than half of the line. */
static const char *short_end(const char *text, int cols)
{
	const char *last = NULL;
	for (const char *stop = strstr(text, ". "); stop; stop = strstr(stop + 1, ". "))
		last = stop + 2;
	return last && *last && cells_widths(last) * 2 <= (size_t)cols ? last : NULL;
}

/* A sentence that is not urgent stays in its line: what gives way is the middle, a name most often,
 * and not the end with the key to press. */
static void paint_middle_cut(
	struct grid *grid, struct rect row, enum style_id style, const char *text)
{
	const char *last = short_end(text, row.cols);
	if (!last || cells_widths(text) <= (size_t)row.cols) {
		grid_text_cut(grid, row.row, row.col, row.cols, style, text);
		return;
	}
	int end = (int)cells_widths(last);
	int used = grid_text_n(
		grid, row.row, row.col, row.cols - end - 2, style, text, (size_t)(last - text));
	used += grid_text(grid, row.row, row.col + used, 2, style, "… ");
	grid_text(grid, row.row, row.col + used, end, style, last);
}

/* A line without a full stop ends in what it is about, a subject, of which the beginning is enough. */
static bool needs_two_rows(const struct console *con, const char *text, int cols)
{
	size_t n = strlen(text);
	if (cells_widths(text) <= (size_t)cols)
		return false;
	if (con->message_kind == MESSAGE_ERROR || con->message_kind == MESSAGE_WARN)
		return true;
	return n > 0 && text[n - 1] == '.' && !short_end(text, cols);
}

void frame_paint_message(
	const struct console *con, struct grid *grid, const struct layout_frame *frame)
{
	if (frame->message.rows > 0 && !con->message)
		paint_leaving(con, grid, frame->message);
	if (!con->message || frame->message.rows <= 0)
		return;
	bool error = con->message_kind == MESSAGE_ERROR || con->message_kind == MESSAGE_WARN;
	enum style_id style = error ? STYLE_MESSAGE_ERROR : STYLE_MESSAGE;
	struct rect row = {frame->message.row, frame->message.col + 1, 1, frame->message.cols - 2};
	const char *text = console_message_shown(con);
	const char *mark = error ? "! " : "";
	row.col += grid_text(grid, row.row, row.col, row.cols, style, mark);
	row.cols = frame->message.col + frame->message.cols - 1 - row.col;
	/* Where no frame fits, the row above is all there is to work with. */
	if (frame->body.rows >= FRAME_ROWS && needs_two_rows(con, text, row.cols))
		text = paint_first_half(grid, row, style, mark, text);
	paint_middle_cut(grid, row, style, text);
}

static const char *label_of_go(const struct console *con)
{
	switch (go_effect(con->desk)) {
	case GO_BUSY: return "-";
	case GO_READY: return _("Ready");
	case GO_ANSWER: return _("Answer");
	case GO_TAKE: break;
	}
	return _("Take");
}

/* F2 and F7 do what the moment asks for; the key line says which. */
static const char *label_of(const struct console *con, const struct keymap_entry *e)
{
	const struct work_hand *hand = &con->desk->hand;
	bool on_call = hand->call.id != 0;
	if (strcmp(e->command, "outcome-box") == 0 && !desk_in_hand(con->desk) &&
		con->desk->work.nparked > 0)
		return _("Parked");
	/* A key that has nothing to act on keeps its place and says so. */
	if (strcmp(e->command, desk_in_hand(con->desk) ? "go" : "outcome-box") == 0)
		return "-";
	if (strcmp(e->command, "go") == 0)
		return label_of_go(con);
	if (strcmp(e->command, "pause") == 0) {
		if (hand->call.state == CALL_HELD)
			return _("Resume");
		return on_call                             ? _("Hold")
			: hand->agent.state == AGENT_BREAK ? _("Ready")
							   : _("Break");
	}
	return _(e->note);
}

static bool window_open(const struct console *con, const char *command)
{
	static const struct {
		const char *command, *view;
	} windows[] = {{"texts", "library"}, {"outcome-box", "outcome"}, {"palette", "palette"},
		{"keys", "help"}, {"find-box", "find"}, {"case-box", "new-customer"}};
	for (size_t i = 0; i < sizeof(windows) / sizeof(windows[0]); i++)
		if (strcmp(command, windows[i].command) == 0)
			return console_has_popup(con, windows[i].view);
	return false;
}

/* clang-format off */
/* On a narrow line the keys of every call stay longest, help and everything always. */
static const int ranks[] = {
	[1] = HINT_PINNED, [2] = 9, [8] = 8, [3] = 7, [6] = 6, [5] = 5, [7] = 4, [4] = 3, [9] = HINT_PINNED,
	[10] = 2, [11] = 2, [12] = 2,
};
/* clang-format on */

/* Where the tour found that an F-key does not arrive, the hint names the other key of the same. */
static const char *hint_key(const struct console *con, int f, const struct keymap_entry *e)
{
	if (!(con->no_function_keys >> f & 1))
		return e->key_text;
	for (size_t i = 0; i < keymap_count(con->keymap); i++) {
		const struct keymap_entry *o = keymap_at(con->keymap, i);
		if (o->key.kind == KEY_CHAR && o->key.mods == KEY_MOD_ALT &&
			strcmp(o->command, e->command) == 0)
			return o->key_text;
	}
	return e->key_text;
}

/* The key line is the key map: F1 to F12 of this screen, else the global ones, by their notes. */
static int collect_hints(const struct console *con, struct hint *hints)
{
	int n = 0;
	for (int f = 1; f <= 12; f++) {
		const struct key key = {.kind = KEY_F1 + f - 1};
		const struct keymap_entry *found = NULL;
		for (size_t i = 0; i < keymap_count(con->keymap); i++) {
			const struct keymap_entry *e = keymap_at(con->keymap, i);
			bool here = con->screen && strcmp(e->context, con->screen->name) == 0;
			if (!key_equal(&e->key, &key) || !*e->note ||
				!(here || strcmp(e->context, "global") == 0))
				continue;
			if (here || !found)
				found = e;
		}
		if (found && *found->command)
			hints[n++] = (struct hint){.key = hint_key(con, f, found),
				.label = label_of(con, found),
				.rank = ranks[f],
				.pressed = window_open(con, found->command)};
	}
	return n;
}

static int all_hints(const struct console *con, struct hint *hints)
{
	int n = con->app->actor.id ? collect_hints(con, hints) : 0;
	if (n == 0) {
		hints[n++] = (struct hint){.key = "Enter", .label = _("sign on"), .rank = 5};
		hints[n++] =
			(struct hint){.key = "F9", .label = _("everything"), .rank = HINT_PINNED};
	}
	hints[n++] =
		(struct hint){.key = "?", .label = _("keys"), .rank = HINT_PINNED, .right = true};
	return n;
}

void frame_paint_hints(
	const struct console *con, struct grid *grid, const struct layout_frame *frame)
{
	struct hint hints[HINTS_MAX];
	if (frame->hints.rows <= 0)
		return;
	int n = all_hints(con, hints);
	hintbar_paint(grid, frame->hints, hints, n);
}

bool frame_hint_at(const struct console *con, int row, int col, struct key *key, const char **name)
{
	struct hint hints[HINTS_MAX];
	struct layout_frame frame = layout_frame_of(grid_rows(con->grid), grid_cols(con->grid));
	if (frame.hints.rows <= 0 || row != frame.hints.row)
		return false;
	int n = all_hints(con, hints), at = hintbar_at(frame.hints, hints, n, col);
	if (at < 0 || !key_parse(hints[at].key, key))
		return false;
	*name = hints[at].key;
	return true;
}
