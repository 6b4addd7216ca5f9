#include "view/popup_parts.h"

#include "view/pane.h"

#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/cmd.h"
#include "carrel/config.h"
#include "carrel/console.h"
#include "carrel/form.h"
#include "carrel/out.h"
#include "carrel/prompt.h"

#include <string.h>

struct rect popup_frame(struct grid *grid, struct rect rect, const struct popup_titles *titles)
{
	const struct grid_box box = {.kind = GRID_BOX_POPUP,
		.rect = rect,
		.border = STYLE_POPUP_BORDER,
		.title_style = STYLE_TITLE,
		.fill = STYLE_POPUP,
		.title = titles->title,
		.right = titles->right,
		.bottom = titles->bottom};
	if (rect.rows <= POPUP_FRAME_ROWS)
		return rect;
	grid_box(grid, &box);
	return (struct rect){
		rect.row + 1, rect.col + 1, rect.rows - POPUP_FRAME_ROWS, rect.cols - 2};
}

struct rect popup_form_place(const struct form *form, struct rect body, int more)
{
	int rows = form_rows(form) + POPUP_FRAME_ROWS + more;
	return prompt_rect(body, rows < body.rows ? rows : body.rows, false);
}

bool popup_run(struct console *con, int argc, const char *const *argv)
{
	struct err err = {0};
	struct out *out = out_new();
	bool done = cmd_run(con->app, argc, argv, out, &err) == RC_OK;
	if (!done)
		console_error(con, &err);
	else if (out_lines(out) > 0)
		console_message(con, MESSAGE_DONE, "%s", out_line_at(out, 0));
	out_free(&out);
	console_stale(con);
	return done;
}

const char *const *popup_languages(
	const struct console *con, const char *first, struct arena *arena)
{
	const struct option_value *all = config_value(con->app->config, OPT_CENTRE_LANGUAGES);
	const char **codes = arena_array(arena, all->n + 2, sizeof(*codes));
	size_t n = 0;
	codes[n++] = arena_strdup(arena, first && *first ? first : desk_language(con->desk));
	for (size_t i = 0; i < all->n; i++)
		if (strcmp(all->list[i], codes[0]) != 0)
			codes[n++] = all->list[i];
	codes[n] = NULL;
	return codes;
}

const char *const *popup_language_words(const char *const *codes, struct arena *arena)
{
	size_t n = 0;
	while (codes[n])
		n++;
	const char **words = arena_array(arena, n + 1, sizeof(*words));
	for (size_t i = 0; i < n; i++)
		words[i] = pane_language(codes[i]);
	words[n] = NULL;
	return words;
}
