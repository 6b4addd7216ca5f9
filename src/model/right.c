/* right.c - the table of rights. A question after a transfer is not in it: whoever gave the case away is
 * the only one to answer it, in every role. */
#include "carrel/right.h"

#include "carrel/i18n.h"

#include <stddef.h>

enum {
	NEVER = 0,
	OWN = 1 << WHOSE_OWN,
	NOBODYS = 1 << WHOSE_NOBODYS,
	FREE = OWN | NOBODYS,
	ANY = FREE | 1 << WHOSE_COLLEAGUES,
};

/* clang-format off */
static const struct {
	unsigned agent, trainee, lead;
} rights[RIGHT_ACTS] = {
	/*                          agent    trainee  lead */
	[RIGHT_READ]            = {ANY,     ANY,     ANY},
	[RIGHT_NOTE]            = {ANY,     ANY,     ANY},
	[RIGHT_JOIN]            = {ANY,     ANY,     ANY},
	[RIGHT_DESCRIBE]        = {ANY,     FREE,    ANY},
	[RIGHT_LINK]            = {ANY,     FREE,    ANY},
	[RIGHT_SPLIT]           = {FREE,    FREE,    ANY},
	[RIGHT_TAKE_OVER]       = {ANY,     FREE,    ANY},
	[RIGHT_PUT_OFF]         = {FREE,    FREE,    ANY},
	[RIGHT_GIVE]            = {FREE,    FREE,    ANY},
	[RIGHT_CLOSE]           = {FREE,    FREE,    ANY},
	[RIGHT_MERGE]           = {FREE,    NEVER,   ANY},
	[RIGHT_PROMISE]         = {ANY,     FREE,    ANY},
	[RIGHT_SEVERAL]         = {ANY,     NEVER,   ANY},
	[RIGHT_MERGE_CUSTOMERS] = {ANY,     NEVER,   ANY},
};

const struct word right_act_words[] = {
	{RIGHT_READ,            "read",            N_("read a case")},
	{RIGHT_NOTE,            "note",            N_("write a note")},
	{RIGHT_JOIN,            "join",            N_("join a colleague in a case")},
	{RIGHT_DESCRIBE,        "describe",        N_("subject, root cause, tags, steps")},
	{RIGHT_LINK,            "link",            N_("link cases")},
	{RIGHT_SPLIT,           "split",           N_("split a case")},
	{RIGHT_TAKE_OVER,       "take-over",       N_("take a case over, with a reason")},
	{RIGHT_PUT_OFF,         "put-off",         N_("put a case off")},
	{RIGHT_GIVE,            "transfer",        N_("give a case away")},
	{RIGHT_CLOSE,           "close",           N_("close a case")},
	{RIGHT_MERGE,           "merge",           N_("make a case part of another")},
	{RIGHT_PROMISE,         "promise",         N_("end a follow-up")},
	{RIGHT_SEVERAL,         "several",         N_("act on several cases at once")},
	{RIGHT_MERGE_CUSTOMERS, "merge-customers", N_("make one customer of two")},
	{0, NULL, NULL},
};
/* clang-format on */

enum right_whose right_whose(int64_t owner_id, int64_t agent_id, bool in_hand)
{
	if (in_hand || owner_id == agent_id)
		return WHOSE_OWN;
	return owner_id == 0 ? WHOSE_NOBODYS : WHOSE_COLLEAGUES;
}

bool right_leads(enum agent_role role)
{
	return role == ROLE_SUPERVISOR || role == ROLE_ADMIN;
}

bool right_may(enum right_act act, enum agent_role role, enum right_whose whose)
{
	unsigned may = role == ROLE_TRAINEE ? rights[act].trainee
		: right_leads(role)         ? rights[act].lead
					    : rights[act].agent;
	return (may >> whose & 1) != 0;
}
