/* The table of rights, as it is asked: who may do what to whose case. */
#include "carrel/cmd.h"
#include "carrel/i18n.h"
#include "carrel/out.h"
#include "carrel/right.h"

static const char *const whose_ids[WHOSE_COUNT] = {"own", "nobodys", "colleagues"};

static const char *may_words(enum right_act act, enum agent_role role)
{
	if (!right_may(act, role, WHOSE_OWN))
		return _("never");
	return right_may(act, role, WHOSE_COLLEAGUES) ? _("any") : _("own, nobody's");
}

static void print_act(struct cmd_call *call, enum right_act act)
{
	static const enum agent_role roles[] = {ROLE_AGENT, ROLE_TRAINEE, ROLE_SUPERVISOR};
	const char *cells[] = {_(word_label(right_act_words, (int)act)), may_words(act, ROLE_AGENT),
		may_words(act, ROLE_TRAINEE), may_words(act, ROLE_SUPERVISOR)};
	out_table_row(call->out, cells);
	out_object(call->out, NULL);
	out_text(call->out, "act", word_id(right_act_words, (int)act));
	for (size_t i = 0; i < sizeof(roles) / sizeof(roles[0]); i++) {
		out_object(call->out, word_id(agent_role_words, (int)roles[i]));
		for (int whose = 0; whose < WHOSE_COUNT; whose++)
			out_bool(call->out, whose_ids[whose],
				right_may(act, roles[i], (enum right_whose)whose));
		out_end(call->out);
	}
	out_end(call->out);
}

static enum rc cmd_rights(struct cmd_call *call, struct err *err)
{
	const char *titles[] = {_("To do what"), _("Agent"), _("Trainee"), _("Supervisor")};
	(void)err;
	out_array(call->out, "rights");
	out_table_begin(call->out, titles, sizeof(titles) / sizeof(titles[0]));
	for (int act = 0; act < RIGHT_ACTS; act++)
		print_act(call, (enum right_act)act);
	out_table_end(call->out);
	out_end(call->out);
	return RC_OK;
}
const struct cmd cmd_rights_entry = {
	.name = "rights",
	.usage = "rights",
	.help = N_("Who may do what to whose case: agents, trainees, supervisors"),
	.synonyms = N_("may allowed permission role trainee supervisor"),
	.exec = cmd_rights,
};
