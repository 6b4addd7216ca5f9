/* What is said without being asked, and what is read out of the panes. */
#include "plain_private.h"

#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/console.h"
#include "carrel/i18n.h"
#include "carrel/loyalty.h"
#include "carrel/phone.h"
#include "carrel/practice.h"
#include "carrel/reference.h"
#include "carrel/textpane.h"

#include <string.h>

enum { ANNOUNCE_MS = 1000, HISTORY_MAX = 10 };

static bool given(const char *text)
{
	return text && *text;
}

static const char *first_line(const char *text, struct arena *a)
{
	return text ? arena_strndup(a, text, strcspn(text, "\n")) : "";
}

/* ---- in hand ---- */

static void tell_mood(struct plain *p, const struct desk *desk, struct arena *a)
{
	const struct contact *last = pop_last_mood(&desk->pop);
	if (desk->hand.call.mood != MOOD_UNSAID)
		plain_say(p, "%s: %s", _("Mood now"),
			_(word_label(mood_words, (int)desk->hand.call.mood)));
	else if (last)
		plain_say(p, "%s: %s, %s", _("Mood"), _(word_label(mood_words, (int)last->mood)),
			app_when(desk->app, last->at, clock_wall_ms(), a));
}

static void tell_promises(struct plain *p, const struct desk *desk, struct arena *a)
{
	int64_t now = clock_wall_ms();
	for (size_t i = 0; i < desk->pop.n_promises; i++) {
		const struct follow_up *f = &desk->pop.promises[i];
		plain_say(p, "%s %s%s: %s", _(word_label(follow_up_words, (int)f->kind)),
			app_when(desk->app, f->at, now, a), f->at < now ? _(", late") : "",
			given(f->what) ? f->what : "-");
	}
}

/* Long ago, or by somebody else, is for the agent to judge: who and when are part of it. */
static const char *verified_words(const struct plain *p, struct arena *a)
{
	const struct pop *pop = &p->con->desk->pop;
	int64_t at = pop->customer.verified_at;
	if (!at)
		return _("Not verified");
	const char *when = app_when(p->con->app, at, clock_wall_ms(), a);
	return pop->verified_by ? arena_printf(a, _("Verified by %s, %s"), pop->verified_by, when)
				: arena_printf(a, _("Verified, %s"), when);
}

static void tell_customer(struct plain *p, struct arena *a)
{
	const struct pop *pop = &p->con->desk->pop;
	const struct customer *c = &pop->customer;
	int64_t now = clock_wall_ms();
	const char *loyalty = loyalty_words(p->con->app, c, now, a);
	plain_say(p, "%s: %s%s%s. %s.", _("Customer"), c->name, *loyalty ? ", " : "", loyalty,
		verified_words(p, a));
	if (given(c->alert))
		plain_say(p, "%s: %s", _("Mind"), c->alert);
	if (pop->contacts_today > 0)
		plain_say(p, _("Here before today: %lld."), (long long)pop->contacts_today);
	tell_promises(p, p->con->desk, a);
	tell_mood(p, p->con->desk, a);
	if (given(c->tags))
		plain_say(p, "%s: %s", _("Tags"), c->tags);
	if (pop->n_contacts > 0)
		plain_say(p, "%s: %s, %s", _("Last contact"),
			app_when(p->con->app, pop->contacts[0].at, now, a),
			given(pop->contacts[0].subject) ? pop->contacts[0].subject
							: first_line(pop->contacts[0].body, a));
}

void plain_tell_hand(struct plain *p)
{
	const struct desk *desk = p->con->desk;
	struct arena *a = arena_new();
	char shown[12];
	if (!desk_in_hand(desk))
		plain_say(p, "%s", _("Nothing is in hand."));
	if (desk->hand.call.id)
		plain_say(p, "%s: %s, %s", _("On the line"),
			desk->hand.call.from_number ? phone_group(desk->hand.call.from_number, a)
						    : _("number withheld"),
			desk_queue_title(desk, desk->hand.call.queue_id));
	if (desk->has_pop)
		tell_customer(p, a);
	else if (desk_in_hand(desk) && desk->hand.customers < 2)
		plain_say(p, "%s", _("Nobody we know. “find WORDS” looks, “case-box” adds them."));
	if (desk->hand.casefile.id) {
		const struct casefile *c = &desk->hand.casefile;
		reference_show(c->number, shown);
		plain_say(p, "%s: %s %s, %s. %s: %s", _("Case"), shown, c->subject,
			_(word_label(case_state_words, (int)c->state)), _("Due"),
			app_when(p->con->app, c->due_at, clock_wall_ms(), a));
	}
	if (textpane_len(desk->note) > 0)
		plain_tell_note(p);
	arena_free(&a);
}

void plain_tell_history(struct plain *p)
{
	const struct desk *desk = p->con->desk;
	struct arena *a = arena_new();
	size_t n = desk->has_pop ? desk->pop.n_contacts : 0;
	if (n == 0)
		plain_say(p, "%s", _("First contact."));
	for (size_t i = 0; i < n && i < HISTORY_MAX; i++) {
		const struct contact *c = &desk->pop.contacts[i];
		plain_say(p, "%s, %s: %s", app_when(p->con->app, c->at, clock_wall_ms(), a),
			_(word_label(contact_kind_words, (int)c->kind)),
			given(c->subject) ? c->subject : first_line(c->body, a));
	}
	arena_free(&a);
}

void plain_tell_thread(struct plain *p)
{
	const struct desk *desk = p->con->desk;
	struct arena *a = arena_new();
	if (desk->nthread == 0)
		plain_say(p, "%s", _("Nothing is written on it yet."));
	for (size_t i = 0; i < desk->nthread; i++) {
		const struct contact *c = &desk->thread[i];
		plain_say(p, "%s, %s: %s", app_when(p->con->app, c->at, clock_wall_ms(), a),
			_(word_label(contact_kind_words, (int)c->kind)),
			given(c->body)              ? c->body
				: given(c->subject) ? c->subject
						    : "-");
	}
	arena_free(&a);
}

void plain_tell_note(struct plain *p)
{
	const struct desk *desk = p->con->desk;
	if (textpane_len(desk->note) == 0)
		plain_say(p, "%s", _("The note is empty. “note” alone begins one."));
	else
		plain_say(p, "%s:\n%s", _("Note"), textpane_text(desk->note));
}

/* What has to be chosen first comes with its numbers. */
void plain_follow_hand(struct plain *p)
{
	const struct desk *desk = p->con->desk;
	const struct work_hand *hand = &desk->hand;
	bool same = p->hand_item == hand->item.id && p->hand_case == hand->casefile.id &&
		p->hand_customer == hand->customer_id && p->hand_call == hand->call.id;
	bool fewer = !desk_in_hand(desk) || (p->hand_call && !hand->call.id);
	p->hand_item = hand->item.id;
	p->hand_case = hand->casefile.id;
	p->hand_customer = hand->customer_id;
	p->hand_call = hand->call.id;
	if (same || fewer || !p->con->app->actor.id)
		return;
	plain_tell_hand(p);
	if (!desk->has_pop && hand->customers > 1)
		plain_choose_owner(p);
	else if (desk->has_pop && !hand->casefile.id && desk->pop.n_open > 1)
		plain_choose_case(p);
}

/* ---- what changes meanwhile ---- */

static struct plain_item *known_item(struct plain *p, int64_t id)
{
	for (size_t i = 0; i < p->known.n; i++) {
		struct plain_item *item = vec_at(&p->known, i);
		if (item->id == id)
			return item;
	}
	return NULL;
}

static void forget_gone(struct plain *p)
{
	const struct desk *desk = p->con->desk;
	for (size_t k = p->known.n; k-- > 0;) {
		const struct plain_item *item = vec_at(&p->known, k);
		bool there = false;
		for (size_t i = 0; i < desk->nwaiting && !there; i++)
			there = desk->waiting[i].item.id == item->id;
		if (!there)
			vec_remove(&p->known, k);
	}
}

static const char *name_of(const struct queue_row *row, struct arena *a)
{
	if (row->customer_name)
		return row->customer_name;
	if (row->owners > 1)
		return _("one of several people");
	return row->from_number ? phone_group(row->from_number, a) : _("number withheld");
}

static void add_news(struct strbuf *line, const char *what, const struct queue_row *row)
{
	struct arena *a = arena_new();
	strbuf_addf(line, "%s%s: %s, %s.", line->len ? " " : "", what, name_of(row, a),
		row->queue_title);
	arena_free(&a);
}

/* The first of each kind by name, the others counted: one line stays one line. */
static void collect_news(struct plain *p, struct strbuf *line)
{
	const struct desk *desk = p->con->desk;
	int64_t now = clock_wall_ms();
	size_t came = 0, late = 0;
	for (size_t i = 0; i < desk->nwaiting; i++) {
		const struct queue_row *row = &desk->waiting[i];
		struct plain_item *item = known_item(p, row->item.id);
		bool is_late = row->item.due_at < now;
		if (!item) {
			item = vec_push(&p->known);
			item->id = row->item.id;
			if (came++ == 0)
				add_news(line,
					row->item.kind == ITEM_CALL ? _("A call rings")
								    : _("New in the queue"),
					row);
		}
		if (is_late && !item->late && late++ == 0)
			add_news(line, _("LATE"), row);
		item->late = is_late;
	}
	if (came + late > 2 || came > 1 || late > 1)
		strbuf_addf(line, _(" New: %zu, late: %zu."), came, late);
	if (line->len > 0)
		strbuf_addf(line, _(" Waiting: %zu."), desk->nwaiting);
}

void plain_announce(struct plain *p)
{
	int64_t now = clock_mono_ms();
	if (!p->con->app->actor.id || (p->told_at >= 0 && now - p->told_at < ANNOUNCE_MS))
		return;
	struct strbuf line = STRBUF_INIT;
	forget_gone(p);
	collect_news(p, &line);
	if (line.len > 0) {
		plain_say(p, "%s", line.buf);
		p->told_at = now;
	}
	strbuf_fini(&line);
}

/* ---- the prompt ---- */

static const char *state_word(const struct plain *p)
{
	const struct work_hand *hand = &p->con->desk->hand;
	if (!p->con->app->actor.id)
		return "carrel";
	return hand->call.state == CALL_HELD
		? _("ON HOLD")
		: _(word_label(agent_state_words, (int)hand->agent.state));
}

void plain_prompt(struct plain *p, struct strbuf *out)
{
	switch (p->ask) {
	case PLAIN_COMMAND: strbuf_addf(out, "%s> ", state_word(p)); break;
	case PLAIN_PASSWORD: strbuf_addf(out, "%s: ", _("Password")); break;
	case PLAIN_FIND: strbuf_addf(out, "%s: ", _("Find")); break;
	case PLAIN_NAME: strbuf_addf(out, "%s: ", _("Name")); break;
	case PLAIN_HEARD:
	case PLAIN_BLANK: strbuf_addf(out, "%s: ", p->about); break;
	case PLAIN_SAY: strbuf_addf(out, "%s: ", _("You say")); break;
	case PLAIN_NOTE: strbuf_addf(out, "%s> ", _("note")); break;
	case PLAIN_WHOM: strbuf_addf(out, "%s: ", _("To")); break;
	case PLAIN_REASON:
	case PLAIN_WHY: strbuf_addf(out, "%s: ", _("Why")); break;
	case PLAIN_SHORT: strbuf_addf(out, "%s: ", _("In short")); break;
	case PLAIN_TOLD: strbuf_addf(out, "%s: ", _("Told")); break;
	case PLAIN_THEN: strbuf_addf(out, "%s: ", _("Then")); break;
	case PLAIN_LINE: strbuf_addf(out, "%s: ", _("Words")); break;
	case PLAIN_LINK: strbuf_addf(out, "%s: ", _("Case")); break;
	case PLAIN_TEXT_TITLE: strbuf_addf(out, "%s: ", _("Title")); break;
	case PLAIN_TEXT_SHORT: strbuf_addf(out, "%s: ", _("Short")); break;
	case PLAIN_TEXT_LANGUAGE: strbuf_addf(out, "%s: ", _("Language")); break;
	case PLAIN_TEXT_TONE: strbuf_addf(out, "%s: ", _("Tone")); break;
	case PLAIN_TEXT_WORDS: strbuf_addf(out, "%s> ", _("text")); break;
	}
}

/* ---- practice ---- */

static void offer_sentences(struct plain *p, struct practice_play *play)
{
	plain_choices_begin(p, _("What do you say?"));
	for (size_t i = 0; i < play->norder; i++)
		plain_choice(p, arena_printf(p->arena, "say %zu", i + 1), "%s",
			practice_choice(play, i));
}

void plain_tell_practice(struct plain *p)
{
	struct console *con = p->con;
	struct practice *run = con->app->practice_run;
	if (!run)
		return;
	const struct scenario_node *node = practice_node(run->play);
	bool say = console_has_popup(con, "say");
	struct strbuf text = STRBUF_INIT;
	if (say && run->play->heard)
		plain_say(p, _("The caller: “%s”"), run->play->heard);
	if (say && node && node->kind == SCENARIO_TALK) {
		offer_sentences(p, run->play);
	} else if (say && node && node->kind == SCENARIO_WRITE) {
		const char *ask = practice_text(run->play, &node->ask);
		plain_say(p, "%s", ask ? ask : _("In your own words"));
		plain_ask(p, PLAIN_SAY, NULL);
	} else if (run->play->done) {
		practice_result_text(run, con, &text);
		plain_say(p, "%s", text.buf);
		plain_choices_begin(p, NULL);
		plain_choice(p, "coach again", "%s", _("Once more"));
		plain_choice(p, "coach next", "%s", _("The next lesson"));
		plain_choice(p, "quit", "%s", _("Leave practice"));
	} else if (console_has_popup(con, "lesson")) {
		if (run->play->begun)
			practice_show_text(run, con, &text);
		else
			practice_brief_text(run, &text);
		plain_say(p, "%s", text.buf);
	}
	strbuf_fini(&text);
}
