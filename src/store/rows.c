/* rows.c - adding and saving one row with its change set. */
#include "store/rows.h"

#include "carrel/arena.h"
#include "carrel/i18n.h"

#include <string.h>

enum rc row_add(struct store *s, enum entity_id entity, void *row, const char *command,
	const char *object, struct err *err)
{
	enum rc rc = change_begin(s, command, object, err);
	if (rc != RC_OK)
		return rc;
	return change_end(s, entity_add(s, entity, row, err), err);
}

static int64_t version_of(enum entity_id entity, const void *row)
{
	const struct entity_field *field = entity_field(entity, "version");
	int64_t version = 0;
	if (field != NULL)
		memcpy(&version, (const char *)row + field->offset, sizeof(version));
	return version;
}

static enum rc save_locked(
	struct store *s, enum entity_id entity, const void *after, struct err *err)
{
	union entity_row now;
	int64_t id = *(const int64_t *)after;
	enum rc rc = entity_lock(s->db, entity, id, change_arena(s), &now, err);
	if (rc != RC_OK)
		return rc;
	if (version_of(entity, &now) != version_of(entity, after))
		return err_set(err, RC_CONFLICT,
			_("Somebody else saved this %s meanwhile. Nothing was overwritten: look at "
			  "it again, "
			  "then save."),
			entity_table[entity].noun);
	return entity_save(s, entity, &now, after, err);
}

enum rc row_save(struct store *s, enum entity_id entity, const void *after, const char *command,
	const char *object, struct err *err)
{
	enum rc rc = change_begin(s, command, object, err);
	if (rc != RC_OK)
		return rc;
	return change_end(s, save_locked(s, entity, after, err), err);
}
