/* store.c - the handle that the layers above hold: a database, and who acts. */
#include "carrel/store.h"

#include "carrel/mem.h"
#include "store/migrate.h"
#include "store/store_private.h"

#include <stdlib.h>

enum rc store_open(struct store **out, const struct store_options *options, struct err *err)
{
	*out = NULL;
	struct db_options wanted = {
		.address = options->address,
		.create = options->create,
		.truncate_journal = options->truncate_journal,
		.scratch = options->scratch,
	};
	struct db *db = NULL;
	enum rc rc = db_open(&db, &wanted, err);
	if (rc == RC_OK)
		rc = migrate_run(db, err);
	if (rc != RC_OK) {
		db_close(&db);
		return rc;
	}
	db->ops->lock_schema(db);
	struct store *store = xcalloc(1, sizeof(*store));
	store->db = db;
	store->login = xstrdup("");
	store->language = xstrdup("");
	rc = lease_read_clock(store, err);
	if (rc == RC_OK)
		*out = store;
	else
		store_close(&store);
	return rc;
}

void store_close(struct store **store)
{
	struct store *s = *store;
	if (s == NULL)
		return;
	*store = NULL;
	db_rollback(s->db);
	change_forget(s);
	store_announce(s);
	db_close(&s->db);
	free(s->login);
	free(s->language);
	free(s);
}

const char *store_address(const struct store *store)
{
	return store->db->address;
}

const char *store_engine(const struct store *store)
{
	return store->db->ops->engine;
}

void store_set_actor(struct store *store, int64_t agent_id, const char *login)
{
	free(store->login);
	store->login = xstrdup(login != NULL ? login : "");
	store->actor_id = agent_id;
}

void store_speak(struct store *store, const char *language)
{
	free(store->language);
	store->language = xstrdup(language != NULL ? language : "");
}

int64_t store_actor(const struct store *store)
{
	return store->actor_id;
}

void store_screen(struct store *store, bool begins)
{
	store->db->ops->screen(store->db, begins);
}

void store_stop_when(struct store *store, store_stop_fn *stop, void *arg)
{
	db_stop_when(store->db, stop, arg);
}

void store_on_wait(struct store *store, store_waits_fn *waits, void *arg)
{
	struct patience *p = store->db->ops->patience(store->db);
	p->waits = waits;
	p->arg = arg;
}

void store_patience(struct store *store, int64_t all_ms)
{
	patience_give(store->db->ops->patience(store->db), all_ms);
}

int store_notice_fd(struct store *store)
{
	return store->db->ops->notice_fd(store->db);
}

bool store_changed(struct store *store)
{
	return store->db->ops->changed(store->db);
}

void store_announce(struct store *store)
{
	if (!store->db->unannounced)
		return;
	store->db->unannounced = false;
	store->db->ops->announce(store->db);
}

enum rc store_maintain(struct store *store, struct err *err)
{
	return store->db->ops->maintain(store->db, err);
}

enum rc store_backup(struct store *store, const char *path, struct err *err)
{
	return store->db->ops->backup(store->db, path, err);
}
