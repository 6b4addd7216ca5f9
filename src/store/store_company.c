/* store_company.c - who else is at a case, read before anything is taken from them. */
#include "store/rows.h"

#include "carrel/store_cases.h"
#include "carrel/store_rows.h"

static enum rc first_agent(struct store *s, enum stmt_id stmt, int64_t case_id, int64_t agent_id,
	struct arena *a, struct agent *out, struct err *err)
{
	struct query q = stmt_query(s->db, stmt, db_int(case_id), db_int(agent_id));
	enum rc rc = entity_first(&q, ENTITY_agent, a, out, err);
	if (rc == RC_NOTFOUND)
		out->id = 0;
	return rc == RC_NOTFOUND ? RC_OK : rc;
}

static enum rc owner_of(struct store *s, int64_t case_id, int64_t agent_id, struct arena *a,
	struct agent *out, struct err *err)
{
	struct casefile c;
	enum rc rc = store_casefile_get(s, case_id, a, &c, err);
	if (rc == RC_OK && c.owner_id != 0 && c.owner_id != agent_id)
		rc = store_agent_get(s, c.owner_id, a, out, err);
	return rc;
}

/* What is in hand counts more than what is put aside, and that more than a name on it. */
static enum rc whose(struct store *s, int64_t case_id, int64_t agent_id, int64_t now,
	struct arena *a, struct case_company *out, struct err *err)
{
	struct agent who = {0};
	enum case_hold place = CASE_IN_HAND;
	enum rc rc = first_agent(s, STMT_AGENT_WITH_CASE, case_id, agent_id, a, &who, err);
	if (rc == RC_OK && who.id == 0) {
		place = CASE_PARKED;
		rc = first_agent(s, STMT_PARKED_BY_OTHER, case_id, agent_id, a, &who, err);
	}
	if (rc == RC_OK && who.id == 0) {
		place = CASE_OWNED;
		rc = owner_of(s, case_id, agent_id, a, &who, err);
	}
	if (rc != RC_OK || who.id == 0)
		return rc;
	*out = (struct case_company){.place = place,
		.agent_id = who.id,
		.name = who.name,
		.on_call = place == CASE_IN_HAND && who.call_id != 0,
		.lost = place == CASE_IN_HAND && agent_console_lost(&who, now)};
	return RC_OK;
}

enum rc store_case_company(struct store *s, int64_t case_id, int64_t agent_id, int64_t now,
	struct arena *a, struct case_company *out, struct err *err)
{
	struct presence *writing = NULL;
	size_t n = 0;
	*out = (struct case_company){0};
	enum rc rc = whose(s, case_id, agent_id, now, a, out, err);
	if (rc == RC_OK)
		rc = store_presence(s, case_id, agent_id, now, a, &writing, &n, err);
	if (rc == RC_OK && n > 0)
		out->writer = writing[0].name;
	return rc;
}
