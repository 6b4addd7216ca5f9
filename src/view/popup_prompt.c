#include "view/popup_prompt.h"

#include "carrel/arena.h"
#include "carrel/console.h"

enum { SMALL_ROWS = 9 };

void popup_prompt_close(struct view *view)
{
	struct popup_prompt *p = view->state;
	prompt_free(&p->prompt);
	arena_free(&p->arena);
}

void popup_prompt_paint(const struct view *view, struct grid *grid, struct rect rect, bool focused)
{
	const struct popup_prompt *p = view->state;
	(void)focused;
	prompt_paint(p->prompt, grid, rect);
}

unsigned popup_prompt_key(struct view *view, const struct key *key)
{
	struct popup_prompt *p = view->state;
	unsigned bits = key->kind == KEY_MOUSE
		? prompt_click(p->prompt, view->rect, key->row, key->col)
		: prompt_key(p->prompt, key);
	if ((bits & WIDGET_CHANGED) && p->changed)
		p->changed(view);
	if (bits & WIDGET_SUBMIT) {
		int64_t id = 0;
		bool any = prompt_chosen(p->prompt, &id);
		p->chosen(view, id, any);
		return WIDGET_HANDLED |
			WIDGET_REPAINT; /* the window may be gone: do not look at it */
	}
	if (bits & WIDGET_CANCEL) {
		console_popup_close(view->con);
		return WIDGET_HANDLED;
	}
	return bits;
}

struct rect popup_prompt_place(const struct view *view, struct rect body)
{
	const struct popup_prompt *p = view->state;
	int rows = prompt_rows(p->prompt, body.cols);
	/* What lies below stays in sight, unless the choices themselves would not. */
	int most = body.rows < SMALL_ROWS ? body.rows : body.rows * 2 / 3;
	return prompt_rect(body, rows < most ? rows : most, false);
}
