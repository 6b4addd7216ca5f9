#include "carrel/columns.h"

#include "carrel/arena.h"
#include "carrel/i18n.h"
#include "carrel/mem.h"
#include "carrel/remember.h"

#include <stdlib.h>
#include <string.h>

void columns_open(struct columns *c, const struct column_def *all, size_t n)
{
	*c = (struct columns){.all = all, .n_all = n};
}

void columns_close(struct columns *c)
{
	free(c->key);
	free(c->chosen);
}

static const struct column_def *find(const struct columns *c, const char *id, size_t len)
{
	for (size_t i = 0; i < c->n_all; i++)
		if (strlen(c->all[i].column.id) == len &&
			strncmp(c->all[i].column.id, id, len) == 0)
			return &c->all[i];
	return NULL;
}

static bool is_shown(const struct columns *c, const struct column_def *def)
{
	for (int i = 0; i < c->n; i++)
		if (c->fields[i] == def->field)
			return true;
	return false;
}

static void take_in(struct columns *c, const char *ids)
{
	c->n = 0;
	for (const char *p = ids; p && *p;) {
		size_t len = strcspn(p, ", ");
		const struct column_def *def = find(c, p, len);
		if (def && !is_shown(c, def) && c->n < COLUMNS_SHOWN_MAX) {
			c->shown[c->n] = def->column;
			c->fields[c->n++] = def->field;
		}
		p += len;
		p += strspn(p, ", ");
	}
}

static bool same(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

bool columns_follow(struct columns *c, const struct remember *remember, const char *key)
{
	const char *chosen = remember_get(remember, key);
	if (same(c->key, key) && same(c->chosen, chosen))
		return false;
	char *new_key = xstrdup(key), *new_chosen = chosen ? xstrdup(chosen) : NULL;
	columns_close(c);
	c->key = new_key;
	c->chosen = new_chosen;
	take_in(c, chosen);
	if (c->n == 0) { /* nothing of it exists any more */
		free(c->chosen);
		c->chosen = NULL;
	}
	return true;
}

static enum rc refuse(const struct columns *c, const char *id, size_t len, struct err *err)
{
	struct arena *a = arena_new();
	const char *list = "";
	for (size_t i = 0; i < c->n_all; i++)
		list = arena_printf(a, "%s%s%s", list, i ? ", " : "", c->all[i].column.id);
	enum rc rc = err_set(err, RC_INVALID, _("There is no column “%.40s”. There is: %s."),
		arena_strndup(a, id, len), list);
	arena_free(&a);
	return rc;
}

enum rc columns_choose(
	const struct columns *c, struct remember *remember, const char *ids, struct err *err)
{
	for (const char *p = ids; p && *p;) {
		size_t len = strcspn(p, ", ");
		if (!find(c, p, len))
			return refuse(c, p, len, err);
		p += len;
		p += strspn(p, ", ");
	}
	remember_set(remember, c->key, ids && *ids ? ids : NULL);
	return RC_OK;
}

const char *columns_ids(const struct columns *c, struct arena *a)
{
	const struct list_column *shown = c->chosen ? c->shown : c->usual;
	int n = c->chosen ? c->n : c->n_usual;
	const char *ids = "";
	for (int i = 0; i < n; i++)
		ids = arena_printf(a, "%s%s%s", ids, i ? "," : "", shown[i].id);
	return ids;
}

const char *columns_label(const struct column_def *def)
{
	return _(def->label ? def->label : def->column.title);
}
