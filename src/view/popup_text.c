/* One's own text: a title, a short name, and the words. What is typed goes to the file of one's own
 * texts only by Ctrl-O; until then it is in the journal, so that Esc and a crash keep it for the next
 * time the window opens on the same text. Ctrl-X gives it up. */
#include "view/pane.h"
#include "view/popup_parts.h"
#include "view/popups.h"

#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/console.h"
#include "carrel/form.h"
#include "carrel/i18n.h"
#include "carrel/library.h"
#include "carrel/own_text.h"
#include "carrel/textpane.h"

#include <string.h>

enum field { F_TITLE, F_SHORT, F_TOPICS, F_LANGUAGE, F_TONE, FIELDS };
enum { RULE_ROWS = 1, BODY_ROWS = 8, ARGS_MAX = 16 };
enum { KEY_SAVE = 'o', KEY_GIVE_UP = 'x' };

struct state {
	struct form *form;
	struct textpane *body;
	struct arena *arena;
	struct form_field fields[FIELDS];
	const char *const *codes; /* of the languages */
	const char *const *tones; /* as shown; in the order of tone_names */
	const char *id;           /* of the text being changed; NULL: a new one */
	bool gone;                /* saved or given up: nothing is kept */
	bool in_body;
	int body_rows;
};

static const char *const tone_names[] = {"any", "formal", "casual", NULL};

/* ---- opening ---- */

static const char *const *tone_labels(struct arena *a)
{
	const char **words = arena_array(a, 4, sizeof(*words));
	words[0] = _("both");
	words[1] = _("formal");
	words[2] = _("casual");
	words[3] = NULL;
	return words;
}

static const char *topics_of(const struct library_text *t, struct arena *a)
{
	const char *joined = "";
	for (size_t i = 0; i < t->ntopics; i++)
		joined = arena_printf(a, "%s%s%s", joined, i ? ", " : "", t->topics[i]);
	return joined;
}

/* The wording that would be used for the customer in hand is the one to change. */
static void show_text(struct view *view, const struct library_text *t)
{
	struct state *st = view->state;
	const struct desk *desk = view->con->desk;
	const struct library_wish wish = {.language = desk_language(desk),
		.tone = desk_tone(desk) == TONE_CASUAL ? TEXT_CASUAL : TEXT_FORMAL};
	const struct library_variant *v = library_choose(t, &wish).variant;
	st->id = arena_strdup(st->arena, t->id);
	form_set(st->form, F_TITLE, langtext_get(&t->title, wish.language));
	form_set(st->form, F_SHORT, t->short_name);
	form_set(st->form, F_TOPICS, topics_of(t, st->arena));
	form_set(st->form, F_LANGUAGE, pane_language(v->language));
	form_set(st->form, F_TONE, st->tones[v->tone]);
	textpane_set(st->body, v->text, strlen(v->text));
	textpane_set_cursor(st->body, 0);
}

static void make_fields(struct view *view)
{
	struct state *st = view->state;
	st->codes = popup_languages(view->con, NULL, st->arena);
	st->tones = tone_labels(st->arena);
	st->fields[F_TITLE] = (struct form_field){
		.id = "title", .label = N_("Title"), .hint = N_("what it is for")};
	st->fields[F_SHORT] = (struct form_field){
		.id = "short", .label = N_("Short"), .hint = N_("two or three letters"), .max = 20};
	st->fields[F_TOPICS] = (struct form_field){
		.id = "topics", .label = N_("Topics"), .hint = N_("billing, refund")};
	st->fields[F_LANGUAGE] = (struct form_field){.id = "language",
		.label = N_("Language"),
		.kind = FORM_CHOICE,
		.choices = popup_language_words(st->codes, st->arena)};
	st->fields[F_TONE] = (struct form_field){
		.id = "tone", .label = N_("Tone"), .kind = FORM_CHOICE, .choices = st->tones};
	st->form = form_new(st->fields, FIELDS);
}

/* ---- what was typed and not saved ---- */

static struct own_text typed(const struct state *st)
{
	return (struct own_text){.title = form_text(st->form, F_TITLE),
		.short_name = form_text(st->form, F_SHORT),
		.topics = form_text(st->form, F_TOPICS),
		.language = st->codes[form_choice(st->form, F_LANGUAGE)],
		.tone = tone_names[form_choice(st->form, F_TONE)],
		.words = textpane_text(st->body)};
}

static bool bring_typed(struct view *view)
{
	struct state *st = view->state;
	struct own_text text;
	if (!own_text_bring(view->con->desk->drafts, st->id, st->arena, &text))
		return false;
	form_set(st->form, F_TITLE, text.title);
	form_set(st->form, F_SHORT, text.short_name);
	form_set(st->form, F_TOPICS, text.topics);
	form_set(st->form, F_LANGUAGE, pane_language(text.language));
	for (size_t i = 0; tone_names[i]; i++)
		if (strcmp(tone_names[i], text.tone) == 0)
			form_set(st->form, F_TONE, st->tones[i]);
	textpane_set(st->body, text.words, strlen(text.words));
	return true;
}

static void text_keep(struct view *view)
{
	struct state *st = view->state;
	const struct own_text text = typed(st);
	struct err err = {0};
	if (!st->gone && own_text_keep(view->con->desk->drafts, st->id, &text, &err) != RC_OK)
		console_error(view->con, &err);
}

static const struct own_text nothing = {
	.title = "", .short_name = "", .topics = "", .language = "", .tone = "", .words = ""};

/* What lay in the journal for a new text stays among its versions. */
static void take_note(struct view *view)
{
	struct state *st = view->state;
	const struct textpane *note = view->con->desk->note;
	struct err err = {0};
	if (own_text_keep(view->con->desk->drafts, NULL, &nothing, &err) != RC_OK)
		console_error(view->con, &err);
	textpane_set(st->body, textpane_text(note), textpane_len(note));
	view->unkept = true;
}

/* arg: the id of a text to change; "" takes the note as the words of a new one. */
static void text_open(struct view *view, const void *arg)
{
	struct state *st = view->state;
	const char *id = arg;
	st->arena = arena_new();
	st->body = textpane_new(true);
	make_fields(view);
	const struct library_text *t =
		id && *id ? library_by_id(app_library(view->con->app), id) : NULL;
	if (t)
		show_text(view, t);
	if (!t && id && textpane_len(view->con->desk->note) > 0)
		take_note(view);
	else if (bring_typed(view))
		console_message(view->con, MESSAGE_INFO, "%s",
			_("What you had not saved is back. Ctrl-X gives it up."));
}

static void text_close(struct view *view)
{
	struct state *st = view->state;
	form_free(&st->form);
	textpane_free(&st->body);
	arena_free(&st->arena);
}

/* ---- painting ---- */

static struct rect text_place(const struct view *view, struct rect body)
{
	const struct state *st = view->state;
	return popup_form_place(st->form, body, RULE_ROWS + BODY_ROWS);
}

static void text_recalc(struct view *view, struct rect rect)
{
	struct state *st = view->state;
	int rows = rect.rows - POPUP_FRAME_ROWS - RULE_ROWS - form_rows(st->form);
	st->body_rows = rows > 1 ? rows : 1;
	textpane_set_size(st->body, st->body_rows, rect.cols > 6 ? rect.cols - 4 : 2);
}

static void text_paint(const struct view *view, struct grid *grid, struct rect rect, bool focused)
{
	const struct state *st = view->state;
	const struct popup_titles titles = {
		.title = st->id ? _("Change the text") : _("A text of your own"),
		.right = st->id,
		.bottom = _("Tab next - Ctrl-O save - Ctrl-X give up - Esc back")};
	struct rect in = popup_frame(grid, rect, &titles);
	int fields = in.rows - RULE_ROWS - st->body_rows;
	struct rect form = {in.row, in.col, fields, in.cols};
	struct rect words = {in.row + fields + RULE_ROWS, in.col + 1, st->body_rows, in.cols - 2};
	form_paint(st->form, grid, form, focused && !st->in_body);
	grid_rule(grid, in.row + fields, rect.col, rect.cols, STYLE_POPUP_BORDER);
	textpane_paint(st->body, grid, words, STYLE_INPUT, focused && st->in_body);
}

/* ---- keys ---- */

static void forget_typed(struct view *view)
{
	struct state *st = view->state;
	st->gone = true;
	own_text_saved(view->con->desk->drafts, st->id);
}

/* By mistake, too: what was given up stays among the versions of the journal. */
static void give_up(struct view *view)
{
	struct state *st = view->state;
	struct console *con = view->con;
	struct err err = {0};
	text_keep(view);
	st->gone = true;
	if (own_text_keep(con->desk->drafts, st->id, &nothing, &err) != RC_OK)
		console_error(con, &err);
	else
		console_message(con, MESSAGE_DONE, "%s", _("Given up. F9 drafts still has it."));
	console_popup_close(con); /* the view is gone from here on */
}

static void save(struct view *view)
{
	struct state *st = view->state;
	struct console *con = view->con;
	const char *argv[ARGS_MAX] = {"text", "save", "--title", form_text(st->form, F_TITLE),
		"--short", form_text(st->form, F_SHORT), "--topics", form_text(st->form, F_TOPICS),
		"--language", st->codes[form_choice(st->form, F_LANGUAGE)], "--tone",
		tone_names[form_choice(st->form, F_TONE)], "--text", textpane_text(st->body)};
	int argc = 14;
	if (st->id)
		argv[argc++] = st->id;
	if (popup_run(con, argc, argv)) {
		forget_typed(view);
		console_popup_close(con); /* the view is gone from here on */
	}
}

static bool leaves_form(const struct state *st, const struct key *key)
{
	bool last = form_focus(st->form) == FIELDS - 1, first = form_focus(st->form) == 0;
	return (last &&
		       (key->kind == KEY_TAB || key->kind == KEY_DOWN || key->kind == KEY_ENTER)) ||
		(first && key->kind == KEY_BTAB);
}

static unsigned body_key(struct view *view, const struct key *key)
{
	struct state *st = view->state;
	if (key->kind != KEY_TAB && key->kind != KEY_BTAB)
		return textpane_key(st->body, key);
	st->in_body = false;
	form_set_focus(st->form, key->kind == KEY_TAB ? 0 : FIELDS - 1);
	return WIDGET_HANDLED | WIDGET_REPAINT;
}

static unsigned field_key(struct state *st, const struct key *key)
{
	if (leaves_form(st, key)) {
		st->in_body = true;
		return WIDGET_HANDLED | WIDGET_REPAINT;
	}
	return form_key(st->form, key);
}

static unsigned text_key(struct view *view, const struct key *key)
{
	struct state *st = view->state;
	if (key->kind == KEY_CHAR && key->rune == KEY_SAVE && key->mods & KEY_MOD_CTRL) {
		save(view);
		return WIDGET_HANDLED | WIDGET_REPAINT;
	}
	if (key->kind == KEY_CHAR && key->rune == KEY_GIVE_UP && key->mods & KEY_MOD_CTRL) {
		give_up(view);
		return WIDGET_HANDLED | WIDGET_REPAINT;
	}
	if (key->kind == KEY_ESC) {
		console_popup_close(view->con);
		return WIDGET_HANDLED;
	}
	unsigned bits = st->in_body ? body_key(view, key) : field_key(st, key);
	view->unkept |= (bits & WIDGET_CHANGED) != 0;
	return bits;
}

const struct view_class view_text_class = {
	.name = "text",
	.title = N_("A text of your own"),
	.context = "form",
	.popup = true,
	.state_size = sizeof(struct state),
	.open = text_open,
	.close = text_close,
	.keep = text_keep,
	.place = text_place,
	.recalc = text_recalc,
	.paint = text_paint,
	.key = text_key,
};
