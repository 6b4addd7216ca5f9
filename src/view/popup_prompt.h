/* popup_prompt.h - what the windows with a field and choices share: a prompt, an arena for what it
 * shows, and the way of a key. A window puts struct popup_prompt first in its state and says what
 * happens when the field changed and when something was chosen. */
#ifndef CARREL_POPUP_PROMPT_H
#define CARREL_POPUP_PROMPT_H

#include "carrel/prompt.h"
#include "carrel/view.h"

struct arena;

struct popup_prompt {
	struct prompt *prompt; /* owned */
	struct arena *arena;   /* owned; reset by the window when it brings new choices */
	/* The field's text is another; NULL: there is no field. */
	void (*changed)(struct view *view);
	/* Enter or a digit. any: false when nothing is under the cursor. May close the window. */
	void (*chosen)(struct view *view, int64_t id, bool any);
};

/* Class functions, used as they are. */
void popup_prompt_close(struct view *view);
void popup_prompt_paint(const struct view *view, struct grid *grid, struct rect rect, bool focused);
unsigned popup_prompt_key(struct view *view, const struct key *key);
/* At the bottom of body, as high as its choices need, at most two thirds of it. */
struct rect popup_prompt_place(const struct view *view, struct rect body);

#endif
