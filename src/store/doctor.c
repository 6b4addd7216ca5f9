/* doctor.c - what an operator should know about the engine under the store, in whole sentences. */
#include "carrel/arena.h"
#include "carrel/store.h"
#include "store/stmt.h"
#include "store/store_private.h"

#include <stdio.h>
#include <string.h>

enum { WARNINGS_MAX = 8 };

/* The WAL-reset fault is in 3.7.0 to 3.51.2 but for the backports 3.50.7 and 3.44.6
 * (sqlite.org/wal.html#the_wal_reset_bug). */
static bool has_wal_reset_fault(const char *version)
{
	int major = 0, minor = 0, patch = 0;
	if (sscanf(version, "%d.%d.%d", &major, &minor, &patch) < 2 || major != 3 || minor < 7)
		return false;
	if (minor == 44)
		return patch < 6;
	if (minor == 50)
		return patch < 7;
	return minor < 51 || (minor == 51 && patch < 3);
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
				"The file is damaged (%s). Stop working on it and restore the last "
				"backup.",
				whole));
	if (!db_is_postgres(store->db) && has_wal_reset_fault(out->engine_version))
		warn(out,
			arena_printf(a,
				"SQLite %s can damage a file that several programs write. carrel's "
				"own gate prevents "
				"that: let nothing but carrel write to this file, or set journal: "
				"truncate.",
				out->engine_version));
	if (!db_is_postgres(store->db))
		warn(out,
			"Whoever can write to the file can change it with other tools: roles guide "
			"here, they do "
			"not enforce. PostgreSQL with a role per person does.");
	return RC_OK;
}
