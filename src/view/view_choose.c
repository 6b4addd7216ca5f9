/* A window: who else could have this case. Those who serve its queue and language come first, in the
 * order of the proposal; the others follow, said to be so. */
#include "view/pane.h"

#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/colleague.h"
#include "carrel/console.h"
#include "carrel/fold.h"
#include "carrel/i18n.h"
#include "carrel/prompt.h"

#include <stdlib.h>
#include <string.h>

struct choose_view {
	struct prompt *prompt;
	struct arena *arena;
	const char *number; /* in own: outlives the choices */
	struct arena *own;
	int64_t case_id;
	struct prompt_choice *choices;
	const char **logins;
	size_t n;
	uint64_t reads;
};

/* ---- choices ---- */

static int compare(const void *a, const void *b)
{
	return colleague_compare(
		*(const struct agent_row *const *)a, *(const struct agent_row *const *)b);
}

static const char *detail_of(const struct agent_row *row, bool fits, struct arena *a)
{
	const char *state = _(word_label(agent_state_words, (int)row->agent.state));
	const char *time = pane_duration(a, clock_wall_ms() - row->agent.state_since_at);
	const char *queues = row->queue_titles ? row->queue_titles : "";
	return arena_printf(a,
		fits ? _("%s %s  %lld open  %s") : _("%s %s  %lld open  does not fit: %s"), state,
		time, (long long)row->open_cases, queues);
}

static bool typed_matches(const struct choose_view *s, const struct agent_row *row)
{
	const char *typed = fold_text(s->arena, prompt_text(s->prompt));
	return !*typed || fold_match(fold_text(s->arena, row->agent.name), typed);
}

static void add_those(struct view *view, const struct agent_row **rows, size_t n, bool fitting)
{
	struct choose_view *s = view->state;
	struct colleague_need need = colleague_need_of(view->con->desk, s->case_id);
	for (size_t i = 0; i < n; i++) {
		bool fits = colleague_fits(rows[i], &need);
		if (fits != fitting || rows[i]->agent.id == need.not_agent_id ||
			!typed_matches(s, rows[i]))
			continue;
		s->logins[s->n] = arena_strdup(s->arena, rows[i]->agent.login);
		s->choices[s->n] = (struct prompt_choice){
			.id = (int64_t)s->n,
			.label = arena_strdup(s->arena, rows[i]->agent.name),
			.detail = detail_of(rows[i], fits, s->arena),
		};
		s->n++;
	}
}

static void bring_choices(struct view *view)
{
	struct choose_view *s = view->state;
	const struct desk *desk = view->con->desk;
	size_t n = desk->nagents;
	arena_reset(s->arena);
	const struct agent_row **rows =
		arena_array(s->arena, n + 1, sizeof(const struct agent_row *));
	for (size_t i = 0; i < n; i++)
		rows[i] = &desk->agents[i];
	qsort(rows, n, sizeof(*rows), compare);
	s->choices = arena_array(s->arena, n + 1, sizeof(*s->choices));
	s->logins = arena_array(s->arena, n + 1, sizeof(*s->logins));
	s->n = 0;
	add_those(view, rows, n, true);
	add_those(view, rows, n, false);
	prompt_set_choices(s->prompt, s->choices, s->n);
	prompt_set_note(s->prompt, s->n ? NULL : _("Nobody by that name is signed on."));
}

/* ---- the window ---- */

static void choose_open(struct view *view, const void *arg)
{
	struct choose_view *s = view->state;
	const struct casefile *c = arg;
	s->arena = arena_new();
	s->own = arena_new();
	s->case_id = c->id;
	s->number = arena_strdup(s->own, c->number);
	const char *title = arena_printf(s->own, _("Give %s to"), pane_number(s->own, c->number));
	s->prompt =
		prompt_new(PROMPT_ROWS, title, _("Enter gives it - 1-9 that one - Esc back"), true);
}

static void choose_close(struct view *view)
{
	struct choose_view *s = view->state;
	prompt_free(&s->prompt);
	arena_free(&s->own);
	arena_free(&s->arena);
}

static void choose_recalc(struct view *view, struct rect rect)
{
	struct choose_view *s = view->state;
	(void)rect;
	if (s->reads == view->con->desk->reads + 1)
		return;
	s->reads = view->con->desk->reads + 1;
	bring_choices(view);
}

/* As high as it may get, so that it does not jump while one types. */
static struct rect choose_place(const struct view *view, struct rect body)
{
	int rows = (int)view->con->desk->nagents + 2;
	int most = rows > 11 ? 11 : rows < 5 ? 5 : rows;
	return prompt_rect(body, most < body.rows ? most : body.rows, false);
}

static void choose_paint(const struct view *view, struct grid *grid, struct rect rect, bool focused)
{
	const struct choose_view *s = view->state;
	(void)focused;
	prompt_paint(s->prompt, grid, rect);
}

static unsigned choose_key(struct view *view, const struct key *key)
{
	struct choose_view *s = view->state;
	struct console *con = view->con;
	unsigned bits = prompt_key(s->prompt, key);
	int64_t id;
	if (bits & WIDGET_CHANGED)
		bring_choices(view);
	if (bits & WIDGET_SUBMIT && prompt_chosen(s->prompt, &id) && (size_t)id < s->n) {
		struct arena *a = arena_new();
		const char *command =
			arena_printf(a, "reassign %s --to %s", s->number, s->logins[id]);
		console_popup_close(con); /* this view ends here */
		console_command(con, command);
		arena_free(&a);
		return WIDGET_HANDLED;
	}
	if (bits & WIDGET_CANCEL)
		console_popup_close(con);
	return bits;
}

const struct view_class view_choose_class = {
	.name = "choose-agent",
	.title = N_("Give it to"),
	.context = "popup",
	.state_size = sizeof(struct choose_view),
	.popup = true,
	.open = choose_open,
	.close = choose_close,
	.recalc = choose_recalc,
	.place = choose_place,
	.paint = choose_paint,
	.key = choose_key,
};
