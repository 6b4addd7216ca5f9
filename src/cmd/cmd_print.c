#include "cmd/cmd_print.h"

#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/out.h"
#include "carrel/reference.h"

void print_case_json(struct out *out, const char *key, const struct casefile *c)
{
	out_object(out, key);
	out_text(out, "number", c->number);
	out_text(out, "state", word_id(case_state_words, (int)c->state));
	out_text(out, "subject", c->subject);
	out_text(out, "topic", c->topic);
	out_text(out, "root_cause", c->root_cause);
	out_int(out, "customer_id", c->customer_id);
	out_int(out, "queue_id", c->queue_id);
	out_int(out, "owner_id", c->owner_id);
	out_text(out, "outcome", c->outcome);
	out_text(out, "next_action", c->next_action);
	out_time(out, "next_at", c->next_at);
	out_time(out, "due_at", c->due_at);
	out_text(out, "due_why", c->due_why);
	out_time(out, "opened_at", c->opened_at);
	out_time(out, "solved_at", c->solved_at);
	out_time(out, "closed_at", c->closed_at);
	out_end(out);
}

void print_customer_json(struct out *out, const char *key, const struct customer *c)
{
	out_object(out, key);
	out_int(out, "id", c->id);
	out_text(out, "name", c->name);
	out_text(out, "kind", word_id(customer_kind_words, (int)c->kind));
	out_text(out, "standing", word_id(customer_standing_words, (int)c->standing));
	out_text(out, "language", c->language);
	out_text(out, "tone", word_id(tone_words, (int)c->tone));
	out_text(out, "tags", c->tags);
	out_text(out, "loyalty", c->loyalty);
	out_int(out, "company_id", c->company_id);
	out_text(out, "address", c->address);
	out_text(out, "born", c->born);
	out_text(out, "postcode", c->postcode);
	out_text(out, "alert", c->alert);
	out_bool(out, "vip", c->vip);
	out_bool(out, "vulnerable", c->vulnerable);
	out_time(out, "verified_at", c->verified_at);
	out_end(out);
}

void print_contact_json(struct out *out, const char *key, const struct contact *c)
{
	out_object(out, key);
	out_int(out, "id", c->id);
	out_text(out, "kind", word_id(contact_kind_words, (int)c->kind));
	out_text(out, "direction", word_id(direction_words, (int)c->direction));
	out_time(out, "at", c->at);
	out_int(out, "agent_id", c->agent_id);
	out_int(out, "duration_s", c->duration_s);
	out_text(out, "subject", c->subject);
	out_text(out, "body", c->body);
	out_text(out, "outcome", c->outcome);
	if (c->mood != MOOD_UNSAID)
		out_text(out, "mood", word_id(mood_words, (int)c->mood));
	out_end(out);
}

void print_hand_json(struct out *out, const struct work_hand *hand, const char *customer_name)
{
	out_object(out, "hand");
	out_int(out, "item", hand->item.id);
	out_text(out, "kind", word_id(item_kind_words, (int)hand->item.kind));
	out_int(out, "fence", hand->item.fence);
	out_int(out, "call_id", hand->call.id);
	out_text(out, "from", hand->call.from_number);
	out_int(out, "customer_id", hand->customer_id);
	out_text(out, "customer", customer_name);
	out_int(out, "customers", (int64_t)hand->customers);
	out_text(out, "case", hand->casefile.number);
	out_text(out, "agent_state", word_id(agent_state_words, (int)hand->agent.state));
	out_end(out);
}

const char *print_number(const char *number, struct arena *a)
{
	char shown[12];
	if (!number)
		return "-";
	reference_show(number, shown);
	return arena_strdup(a, shown);
}

const char *print_since(int64_t at, int64_t now, struct arena *a)
{
	char text[32];
	if (!at)
		return "-";
	clock_duration(now > at ? now - at : 0, text);
	return arena_strdup(a, text);
}
