/* Laying out and drawing. recalc may query, paint may not: the split is kept by giving paint a const
 * view. */
#include "carrel/console.h"

#include "console_private.h"

#include "carrel/app.h"
#include "carrel/clock.h"
#include "carrel/i18n.h"
#include "carrel/library.h"
#include "carrel/term.h"

#include <stdlib.h>

enum { PANE_ROWS_MIN = 3 }; /* its frame and one line */

void console_clear_message(struct console *con)
{
	free(con->message);
	free(con->message_note);
	con->message = con->message_note = NULL;
	con->message_kind = MESSAGE_INFO;
	console_dirty(con);
}

void console_resized(struct console *con)
{
	int rows, cols;
	term_size(con->term, &rows, &cols);
	if (rows != grid_rows(con->grid) || cols != grid_cols(con->grid))
		grid_resize(con->grid, rows, cols);
	term_redraw(con->term);
	console_dirty(con);
}

static const struct layout_node *layout_for(const struct screen *screen, enum layout_class class)
{
	while (class > LAYOUT_SMALL && !screen->layout[class])
		class --;
	return screen->layout[class] ? screen->layout[class] : screen->layout[LAYOUT_MEDIUM];
}

/* Screens may share a tree: what this one does not have gets no room. */
static uint32_t absent_panes(const struct console *con)
{
	uint32_t absent = 0;
	for (int i = 0; i < CONSOLE_PANES_MAX; i++)
		if (!con->panes[i])
			absent |= 1u << i;
	return absent;
}

/* Which panes are where. One pane alone when zoomed or when there is no room for more. */
int console_place_panes(const struct console *con, struct rect body, struct layout_place *places)
{
	enum layout_class class = layout_class_of(grid_rows(con->grid), grid_cols(con->grid));
	if (con->zoomed || class <= LAYOUT_SMALL) {
		places[0] = (struct layout_place){.pane = con->focus, .rect = body};
		return 1;
	}
	uint32_t hidden = absent_panes(con), focused = 1u << con->focus;
	if (class == LAYOUT_MEDIUM)
		hidden |= con->screen->alone & focused ? ~(focused | con->screen->always)
						       : con->screen->alone;
	hidden |= con->away;
	const struct layout_node *layout = layout_for(con->screen, class);
	int usual = layout_place(layout, body, hidden, NULL, places);
	int n = layout_place(layout, body, hidden, con->grow, places);
	/* Grown on a larger screen of this class: no pane may go because of it. */
	if (n < usual)
		n = layout_place(layout, body, hidden, NULL, places);
	struct rect found;
	if (layout_find(places, n, con->focus, &found))
		return n;
	/* The focused pane has no place at this size: it takes the body. */
	places[0] = (struct layout_place){.pane = con->focus, .rect = body};
	return 1;
}

static struct rect popup_rect(const struct view *view, struct rect body)
{
	if (view->class->place)
		return view->class->place(view, body);
	return rect_inset(body, body.rows > 12 ? 2 : 0);
}

static void recalc_view(struct view *view, struct rect rect)
{
	view->rect = rect;
	if (view->class->recalc)
		view->class->recalc(view, rect);
}

static void focus_hand(struct console *con)
{
	const struct desk *desk = con->desk;
	bool has = con->app->actor.id && desk_in_hand(desk);
	const char *choose = NULL; /* where something has to be chosen first */
	con->had_hand = has;
	if (has && desk->has_pop && !desk->hand.casefile.id && desk->pop.n_open > 1)
		choose = "history";
	else if (has && !desk->has_pop && desk->hand.customers > 1)
		choose = "customer";
	struct view *view = choose ? console_pane(con, choose) : NULL;
	console_focus(con, view ? view->pane : console_home_pane(con));
}

void console_focus_hand(struct console *con)
{
	struct err ignored = {0};
	if (!con->screen || desk_read(con->desk, &ignored) != RC_OK)
		return;
	desk_follow(con->desk);
	focus_hand(con);
}

/* Work came into hand or left it: the focus goes where the next key belongs. Only then, so that
 * nothing else on the screen can take it away from somebody who types. */
static void follow_hand(struct console *con)
{
	bool has = con->app->actor.id && desk_in_hand(con->desk);
	if (!con->screen || has == con->had_hand)
		return;
	con->had_hand = has;
	if (con->app->actor.id && app_is_supervisor(con->app) && !con->app->practice)
		console_home(con);
	focus_hand(con);
}

static void note_came_back(struct console *con)
{
	console_message(con, MESSAGE_DONE, _("Your note is back as you left it."));
	if (con->desk->cut_off)
		console_command(con, "drafts --after-crash");
	con->desk->cut_off = false;
}

/* Unless the command that ended it has just said so. */
static void tell_what_left(struct console *con)
{
	const struct desk *desk = con->desk;
	if (con->acted)
		return;
	if (desk->note_left)
		console_message(con, MESSAGE_WARN,
			_("This left your hand. What you typed is kept and comes back with it."));
	else if (desk->hand_left && con->app->actor.id)
		console_message(
			con, MESSAGE_WARN, _("What you had in hand is not yours any more."));
}

void console_recalc(struct console *con)
{
	struct err err = {0};
	if (con->stale) {
		con->stale = false;
		enum rc rc = desk_read(con->desk, &err);
		con->unread = rc == RC_BUSY;
		if (rc == RC_BUSY)
			console_message(con, MESSAGE_WARN,
				_("The store is busy: what stands here may be a little old."));
		else if (rc != RC_OK)
			console_error(con, &err);
		else if (desk_follow(con->desk))
			note_came_back(con);
		else
			tell_what_left(con);
		con->desk->note_left = con->desk->hand_left = con->acted = false;
		console_ring(con);
		follow_hand(con);
	}
	struct layout_frame frame = layout_frame_of(grid_rows(con->grid), grid_cols(con->grid));
	struct layout_place places[LAYOUT_PANES_MAX];
	if (!con->screen)
		return;
	console_sizes_follow(con);
	int n = console_place_panes(con, frame.body, places);
	for (int i = 0; i < CONSOLE_PANES_MAX; i++)
		if (con->panes[i])
			con->panes[i]->rect = (struct rect){0};
	for (int i = 0; i < n; i++)
		if (con->panes[places[i].pane])
			recalc_view(con->panes[places[i].pane], places[i].rect);
	for (int i = 0; i < con->npopups; i++) {
		struct view *popup = con->popups[i];
		recalc_view(popup, popup_rect(popup, frame.body));
		popup->rect =
			popup_rect(popup, frame.body); /* it may have found what to show only now */
	}
}

static void paint_view(const struct view *view, struct grid *grid, bool focused)
{
	if (view->rect.rows <= 0 || view->rect.cols <= 0 || !view->class->paint)
		return;
	struct rect old = grid_clip(grid, view->rect);
	view->class->paint(view, grid, view->rect, focused);
	grid_unclip(grid, old);
}

/* A frame without room for a line inside shows nothing of its view. */
static bool shows(const struct view *view)
{
	return view && view->class->paint && view->rect.cols > 0 &&
		(view->rect.rows >= PANE_ROWS_MIN || (view->class->one_row && view->rect.rows > 0));
}

/* A window leaves the panes around it in sight only in part: then it alone counts. */
static void note_shown(struct console *con)
{
	struct view *const *views = con->npopups > 0 ? &con->popups[con->npopups - 1] : con->panes;
	int n = con->npopups > 0 ? 1 : CONSOLE_PANES_MAX;
	con->nshown = 0;
	for (int i = 0; i < n; i++)
		if (shows(views[i]))
			con->shown[con->nshown++] = views[i]->class;
}

/* A frame with nothing inside says nothing; its name at least tells where the keys go. */
static void paint_too_small(struct grid *grid, struct rect body, const struct view *focused)
{
	grid_fill(grid, body, STYLE_DIM, " ");
	int used = grid_text(
		grid, body.row, body.col + 1, body.cols - 1, STYLE_TITLE, _(focused->class->title));
	grid_text_cut(grid, body.row, body.col + used + 3, body.cols - used - 3, STYLE_DIM,
		_("too small"));
}

static int64_t minute_now(void)
{
	enum { MINUTE_MS = 60 * 1000 };
	return clock_wall_ms() / MINUTE_MS;
}

void console_paint(struct console *con)
{
	con->painted_minute =
		minute_now(); /* before it: what changes while it paints is painted again */
	console_recalc(con);
	con->dirty = con->ticked = false;
	con->paints++;
	struct grid *grid = con->grid;
	grid_clear(grid);
	struct layout_frame frame = layout_frame_of(grid_rows(grid), grid_cols(grid));
	const struct view *focused = console_focused(con);
	/* The focused pane last, so that its frame lies over its neighbours' shared borders. */
	for (int i = 0; i < CONSOLE_PANES_MAX; i++)
		if (con->panes[i] && con->panes[i] != focused)
			paint_view(con->panes[i], grid, false);
	if (con->npopups == 0 && focused)
		paint_view(focused, grid, true);
	if (focused && !focused->class->one_row && frame.body.rows > 0 &&
		frame.body.rows < PANE_ROWS_MIN)
		paint_too_small(grid, frame.body, focused);
	/* Only the window that has the keys: what it covers in part would look like part of it. */
	if (con->npopups > 0)
		paint_view(con->popups[con->npopups - 1], grid, true);
	note_shown(con);
	frame_paint_status(con, grid, &frame);
	frame_paint_message(con, grid, &frame);
	frame_paint_hints(con, grid, &frame);
	con->message_seen = true;
	term_blit(con->term, grid);
}

/* ---- only the clocks ---- */

/* Whoever has something in hand sees more change than a clock: suggestions, presence, what is typed. */
static bool only_clocks_move(const struct console *con)
{
	return !con->stale && !con->dirty && con->screen && con->npopups == 0 &&
		!con->app->practice && con->app->actor.id && !desk_in_hand(con->desk) &&
		con->desk->nleaving == 0 && con->painted_minute == minute_now();
}

static void tick_view(struct view *view, struct grid *grid, bool focused)
{
	struct rect inside = rect_inset(view->rect, 1);
	if (view->class->by_minute || inside.rows <= 0 || inside.cols <= 0)
		return;
	recalc_view(view, view->rect);
	struct rect part = view->class->counts ? view->class->counts(view) : inside;
	if (part.rows <= 0)
		return;
	struct rect old = grid_clip(grid, rect_intersect(part, inside));
	grid_fill(grid, part, STYLE_DEFAULT, " ");
	view->class->paint(view, grid, view->rect, focused);
	grid_unclip(grid, old);
}

void console_tick(struct console *con)
{
	struct grid *grid = con->grid;
	con->ticked = false;
	if (!only_clocks_move(con)) {
		console_paint(con);
		return;
	}
	for (int i = 0; i < CONSOLE_PANES_MAX; i++)
		if (con->panes[i])
			tick_view(con->panes[i], grid, i == con->focus);
	struct layout_frame frame = layout_frame_of(grid_rows(grid), grid_cols(grid));
	frame_paint_status(con, grid, &frame);
	term_blit(con->term, grid);
}
