/* postgres_fail.c - what a failure of the server means to a person. */
#include "store/db_postgres.h"

#include "carrel/i18n.h"
#include "carrel/log.h"

#include <string.h>

struct meaning {
	const char *state; /* SQLSTATE or its first two characters */
	enum rc rc;
	const char *text; /* NULL: the server's own words */
};

/* clang-format off */
static const struct meaning meanings[] = {
	{"23505", RC_CONFLICT,  "the same one is already there"},
	{"23503", RC_INVALID,   "it names something that is not there, or others still need it"},
	{"23",    RC_INVALID,   "a value breaks a rule of the store"},
	{"40",    RC_BUSY,      "somebody else was writing the same. Nothing was saved; try again"},
	{"55P03", RC_BUSY,      "somebody else is writing the same. Nothing was saved; try again in a moment"},
	{"57014", RC_CANCELLED, "stopped"},
	{"53100", RC_IO,        "the database's disk is full: nothing was saved. Free some room there and try again"},
	{"53",    RC_IO,        "the database has no room left (memory or connections): nothing was saved"},
	{"25006", RC_DENIED,    "the database may only be read"},
	{"42501", RC_DENIED,    "your database role may not do this. Ask whoever runs the database"},
	{"22",    RC_INVALID,   "a value does not fit"},
	{"57P",   RC_IO,        "the database is shutting down: nothing was saved. Try again in a moment"},
};
/* clang-format on */

static const struct meaning *find_meaning(const char *state)
{
	for (size_t i = 0; i < sizeof(meanings) / sizeof(meanings[0]); i++)
		if (strncmp(meanings[i].state, state, strlen(meanings[i].state)) == 0)
			return &meanings[i];
	return NULL;
}

enum rc postgres_fail(struct postgres_db *db, PGresult *result, const char *what, struct err *err)
{
	const struct pq_api *pq = db->pq;
	log_debug("postgres: %s", pq->PQerrorMessage(db->conn));
	const char *state =
		result != NULL ? pq->PQresultErrorField(result, PG_DIAG_SQLSTATE) : NULL;
	const char *said =
		result != NULL ? pq->PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY) : NULL;
	const struct meaning *meaning = state != NULL ? find_meaning(state) : NULL;
	enum rc rc;
	if (meaning != NULL)
		rc = err_set(err, meaning->rc, "%s: %s", what, meaning->text);
	else if (postgres_broken(db) || state == NULL)
		rc = err_set(err, RC_IO,
			_("%s: the link to the database broke, nothing was saved. Try again in a "
			  "moment"),
			what);
	else
		rc = err_set(err, RC_INVALID, "%s: %s", what, said != NULL ? said : state);
	pq->PQclear(result);
	return rc;
}
