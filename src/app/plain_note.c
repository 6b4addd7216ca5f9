/* The note, line by line. */
#include "plain_words.h"

#include "console_private.h"

#include "carrel/console.h"
#include "carrel/go.h"
#include "carrel/i18n.h"
#include "carrel/textpane.h"

#include <string.h>

bool plain_word_note(struct plain_words *w)
{
	if (w->argc > 1)
		return false;
	if (!desk_in_hand(w->p->con->desk)) {
		plain_say(w->p, _("Nothing is in hand to write on. %s"), go_words(w->p->con->app));
		return true;
	}
	plain_say(w->p, "%s", _("Write line by line. A line with nothing but “.” ends it."));
	w->p->note_lines = 0;
	plain_ask(w->p, PLAIN_NOTE, NULL);
	return true;
}

/* On disk at once: a line that was sent off is text that may not get lost. */
void plain_keep_note(struct plain *p)
{
	struct err err = {0};
	p->con->desk->note_changed = true;
	if (desk_save_note(p->con->desk, &err) != RC_OK)
		plain_error(p, &err);
}

bool plain_word_erase(struct plain_words *w)
{
	struct textpane *note = w->p->con->desk->note;
	size_t n = textpane_len(note);
	const char *text = textpane_text(note);
	size_t at = n > 0 && text[n - 1] == '\n' ? n - 1 : n;
	while (at > 0 && text[at - 1] != '\n')
		at--;
	if (n == 0) {
		plain_tell_note(w->p);
		return true;
	}
	plain_say(w->p, _("Erased: %s"), text + at);
	textpane_replace(note, at, n, "", 0);
	plain_keep_note(w->p);
	return true;
}

/* A text begins a line of its own, as every other line does. */
bool plain_word_insert(struct plain_words *w)
{
	struct textpane *note = w->p->con->desk->note;
	size_t n = textpane_len(note);
	if (plain_signed_on(w) && w->argc >= 2 && n > 0) {
		textpane_set_cursor(note, n);
		if (textpane_text(note)[n - 1] != '\n')
			textpane_insert(note, "\n", 1);
	}
	return false;
}

bool plain_word_read_note(struct plain_words *w)
{
	plain_tell_note(w->p);
	return true;
}

static void add_note_line(struct plain *p, const char *line)
{
	struct textpane *note = p->con->desk->note;
	textpane_set_cursor(note, textpane_len(note));
	size_t n = textpane_len(note);
	if (n > 0 && textpane_text(note)[n - 1] != '\n')
		textpane_insert(note, "\n", 1);
	textpane_insert(note, line, strlen(line));
	p->note_lines++;
	plain_keep_note(p);
}

void plain_note_line(struct plain *p, const char *line)
{
	if (strcmp(line, ".") != 0) {
		add_note_line(p, line);
		return;
	}
	plain_ask(p, PLAIN_COMMAND, NULL);
	plain_say(p, _("Lines kept: %zu. The outcome writes the note."), p->note_lines);
}
