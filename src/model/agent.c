/* agent.c - the states of a person at work, and the form of their sign-on name. */
#include "carrel/agent.h"

#include "carrel/i18n.h"

#include <stddef.h>
#include <string.h>

/* clang-format off */
const struct word agent_role_words[] = {
	{ROLE_AGENT,      "agent",      N_("Agent")},
	{ROLE_SUPERVISOR, "supervisor", N_("Supervisor")},
	{ROLE_TRAINEE,    "trainee",    N_("Trainee")},
	{ROLE_ADMIN,      "admin",      N_("Administrator")},
	{0, NULL, NULL},
};

const struct word agent_state_words[] = {
	{AGENT_OFF,     "off",     N_("Off")},
	{AGENT_READY,   "ready",   N_("Ready")},
	{AGENT_ON_CALL, "on_call", N_("On call")},
	{AGENT_ON_CASE, "on_case", N_("On case")},
	{AGENT_WRAPUP,  "wrapup",  N_("Wrap-up")},
	{AGENT_BREAK,   "break",   N_("Break")},
	{0, NULL, NULL},
};

enum { AGENT_STATES = AGENT_BREAK + 1, LOGIN_MAX = 64 };

/* Taking work says by itself that one is ready, so off and break lead straight to it. A call may
 * come to somebody who holds a case; the case then stays in hand under the call. */
static const bool agent_moves[AGENT_STATES][AGENT_STATES] = {
	/*                off    ready  call   case   wrapup break */
	[AGENT_OFF]     = {false, true,  true,  true,  false, true},
	[AGENT_READY]   = {true,  false, true,  true,  false, true},
	[AGENT_ON_CALL] = {false, true,  false, false, true,  false},
	[AGENT_ON_CASE] = {false, true,  true,  false, false, false},
	[AGENT_WRAPUP]  = {false, true,  false, false, false, false},
	[AGENT_BREAK]   = {true,  true,  true,  true,  false, false},
};
/* clang-format on */

bool agent_may_become(enum agent_state from, enum agent_state to)
{
	return agent_moves[from][to];
}

bool agent_login_valid(const char *login)
{
	if (login == NULL || login[0] == '\0')
		return false;
	size_t n = strspn(login, "abcdefghijklmnopqrstuvwxyz0123456789._-");
	return login[n] == '\0' && n <= LOGIN_MAX;
}

bool agent_console_lost(const struct agent *agent, int64_t now)
{
	bool holds = agent->item_id != 0 || agent->case_id != 0 || agent->call_id != 0;
	return agent->state != AGENT_OFF && holds && agent->seen_at != 0 &&
		now - agent->seen_at > CONSOLE_LOST_MS;
}

bool agent_speaks(const struct agent *agent, const char *language)
{
	if (language == NULL || language[0] == '\0' || agent->languages == NULL ||
		agent->languages[0] == '\0')
		return true;
	size_t n = strlen(language);
	const char *p = agent->languages;
	while (*p != '\0') {
		p += strspn(p, ", ");
		size_t word = strcspn(p, ", ");
		if (word == n && memcmp(p, language, n) == 0)
			return true;
		p += word;
	}
	return false;
}
