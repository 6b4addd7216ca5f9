/* One key, "go", that answers, takes or comes back from a break; and the sentence that says which. */
#include "carrel/go.h"

#include "carrel/app.h"
#include "carrel/console.h"
#include "carrel/i18n.h"

#include <string.h>

enum go_effect go_effect_of(enum agent_state state, const struct queue_item *first)
{
	/* Back from a break is a step of its own; whoever has just sat down and sees somebody waiting
	 * wants to answer. */
	if (state == AGENT_BREAK || (state == AGENT_OFF && !first))
		return GO_READY;
	return first && first->kind == ITEM_CALL ? GO_ANSWER : GO_TAKE;
}

enum go_effect go_effect(const struct desk *desk)
{
	if (desk_in_hand(desk))
		return GO_BUSY;
	return go_effect_of(
		desk->hand.agent.state, desk->nwaiting > 0 ? &desk->waiting[0].item : NULL);
}

/* A supervisor's F2 gives the case under the cursor away. What they have in hand is worked on at an
 * agent's screen, so what counts is where they are once it is done. */
bool go_has_key(const struct app *app)
{
	if (!app->console || app->console->plain)
		return false;
	const struct screen *screen = app->console->screen;
	bool wallboard = screen && strcmp(screen->name, "sign-on") != 0 && !app->practice &&
		app_is_supervisor(app);
	return !wallboard && console_key_of(app->console, "go") != NULL;
}

static const char *by_command(const struct app *app, enum go_effect effect)
{
	if (!app->console)
		return effect == GO_READY ? _("“carrel ready” makes you ready.")
					  : _("“carrel next” takes the next.");
	if (app->console->plain)
		return effect == GO_READY ? _("“go” makes you ready.") : _("“go” takes the next.");
	return effect == GO_READY ? _("F9 ready makes you ready.") : _("F9 next takes one.");
}

static const char *words_of(const struct app *app, enum go_effect effect)
{
	if (!go_has_key(app))
		return by_command(app, effect);
	switch (effect) {
	case GO_BUSY: return _("F8 says what came of it.");
	case GO_READY: return _("F2 makes you ready.");
	case GO_ANSWER: return _("F2 answers.");
	case GO_TAKE: break;
	}
	return _("F2 takes the next.");
}

const char *go_words(const struct app *app)
{
	return words_of(app, app->console ? go_effect(app->console->desk) : GO_TAKE);
}
