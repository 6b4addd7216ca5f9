/* doctor.c - what an operator should know about the engine under the store, in whole sentences. */
#include "carrel/arena.h"
#include "carrel/i18n.h"
#include "carrel/store.h"
#include "store/db_engines.h"
#include "store/stmt.h"
#include "store/store_private.h"

#include <stdio.h>
#include <string.h>

enum { WARNINGS_MAX = 8 };

/* "3.40.1" as sqlite3_libversion_number() would say it, of the library that answered. */
static int version_number(const char *version)
{
	int major = 0, minor = 0, patch = 0;
	if (sscanf(version, "%d.%d.%d", &major, &minor, &patch) < 2)
		return 0;
	return major * 1000000 + minor * 1000 + patch;
}

static enum rc read_text(
	struct store *store, enum stmt_id id, struct arena *a, const char **out, struct err *err)
{
	struct query q = stmt_query(store->db, id);
	*out = "";
	if (stmt_next(&q))
		*out = stmt_text(&q, 0, a);
	return stmt_close(&q, err);
}

static void warn(struct store_health *health, const char *sentence)
{
	if (health->n_warnings < WARNINGS_MAX)
		health->warnings[health->n_warnings++] = sentence;
}

enum rc store_doctor(
	struct store *store, struct arena *a, struct store_health *out, struct err *err)
{
	const char *whole;
	*out = (struct store_health){
		.warnings = arena_array(a, WARNINGS_MAX, sizeof(*out->warnings))};
	enum rc rc = read_text(store, STMT_ENGINE_VERSION, a, &out->engine_version, err);
	if (rc == RC_OK)
		rc = read_text(store, STMT_ENGINE_CHECK, a, &whole, err);
	if (rc != RC_OK)
		return rc;
	if (strcmp(whole, "ok") != 0)
		warn(out,
			arena_printf(a,
				_("The file is damaged (%s). Stop working on it and restore the "
				  "last "
				  "backup."),
				whole));
	if (!db_is_postgres(store->db) &&
		db_sqlite_resets_badly(version_number(out->engine_version)))
		warn(out,
			arena_printf(a,
				_("SQLite %s can damage a file that several programs write. "
				  "carrel's "
				  "own gate prevents "
				  "that: let nothing but carrel write to this file, or set "
				  "journal: "
				  "truncate."),
				out->engine_version));
	if (!db_is_postgres(store->db))
		warn(out,
			_("Whoever can write to the file can change it with other tools: roles "
			  "guide "
			  "here, they do "
			  "not enforce. PostgreSQL with a role per person does."));
	return RC_OK;
}
