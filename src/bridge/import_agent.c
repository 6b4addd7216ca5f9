/* import_agent.c - the people of the centre. Passwords never come this way. */
#include "bridge/import_private.h"

#include "carrel/arena.h"
#include "carrel/i18n.h"

#include <string.h>

static const enum column wanted[] = {
	COL_LOGIN,
	COL_NAME,
	COL_FIRST_NAME,
	COL_LAST_NAME,
	COL_ROLE,
	COL_LANGUAGE,
	COL_LANGUAGES,
	COL_QUEUES,
	COLUMNS,
};

struct agent_row {
	struct agent agent;
	const char *queues; /* "billing;tech" */
};

/* "es; ca|en" as carrel keeps it: "es,ca,en". */
static const char *comma_list(struct import *im, const char *text)
{
	char *out = arena_strdup(im->row, text);
	size_t n = 0;
	for (const char *s = text; *s; s++) {
		bool between = strchr(",;|+/ ", *s) != NULL;
		if (!between)
			out[n++] = *s;
		else if (n > 0 && out[n - 1] != ',')
			out[n++] = ',';
	}
	while (n > 0 && out[n - 1] == ',')
		n--;
	out[n] = '\0';
	return out;
}

static enum rc check(struct import *im, const struct import_record *r, void **out, struct err *err)
{
	struct agent_row *row = arena_alloc(im->row, sizeof(*row));
	*out = row;
	if (!r->value[COL_LOGIN])
		return err_set(err, RC_INVALID, _("there is no login"));
	const char *login;
	enum rc rc = import_login(im, r->value[COL_LOGIN], &login, err);
	if (rc != RC_OK)
		return rc;
	int role = ROLE_AGENT;
	if (r->value[COL_ROLE] && !word_parse(agent_role_words, r->value[COL_ROLE], &role))
		return err_set(err, RC_INVALID,
			_("role: \"%.60s\" is not one of agent, supervisor, trainee, admin"),
			r->value[COL_ROLE]);
	const char *name = r->value[COL_NAME];
	if (!name && r->value[COL_FIRST_NAME] && r->value[COL_LAST_NAME])
		name = arena_printf(
			im->row, "%s %s", r->value[COL_FIRST_NAME], r->value[COL_LAST_NAME]);
	const char *language =
		r->value[COL_LANGUAGE] ? r->value[COL_LANGUAGE] : im->options->language;
	row->queues = r->value[COL_QUEUES];
	row->agent = (struct agent){
		.login = login,
		.name = import_text(im, name ? name : r->value[COL_LOGIN]),
		.role = (enum agent_role)role,
		.language = language,
		.languages = r->value[COL_LANGUAGES] ? comma_list(im, r->value[COL_LANGUAGES])
						     : language,
		.active = true,
	};
	return RC_OK;
}

static enum rc join_queues(struct import *im, int64_t agent_id, const char *queues, struct err *err)
{
	const char *list = queues ? comma_list(im, queues) : "";
	enum rc rc = RC_OK;
	while (rc == RC_OK && *list) {
		size_t n = strcspn(list, ",");
		int64_t queue_id;
		rc = import_queue(im, arena_strndup(im->row, list, n), &queue_id, err);
		if (rc == RC_OK)
			rc = store_agent_join_queue(im->store, agent_id, queue_id, err);
		list += n + (list[n] == ',');
	}
	return rc;
}

static bool differs(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "") != 0;
}

static enum rc update(struct import *im, const struct agent_row *row, struct agent *known,
	enum import_done *done, struct err *err)
{
	const struct agent *g = &row->agent;
	*done = IMPORT_UNCHANGED;
	if (!differs(known->name, g->name) && !differs(known->languages, g->languages) &&
		known->role == g->role)
		return RC_OK;
	known->name = g->name;
	known->languages = g->languages;
	known->role = g->role;
	*done = IMPORT_UPDATED;
	return store_agent_save(im->store, known, err);
}

static enum rc write_row(struct import *im, void *p, enum import_done *done, struct err *err)
{
	struct agent_row *row = p;
	struct agent known;
	enum rc rc = store_agent_by_login(im->store, row->agent.login, im->row, &known, err);
	if (rc == RC_OK)
		return update(im, row, &known, done, err);
	if (rc != RC_NOTFOUND)
		return rc;
	*done = IMPORT_ADDED;
	rc = store_agent_add(im->store, &row->agent, err);
	im->report->agents += rc == RC_OK;
	return rc == RC_OK ? join_queues(im, row->agent.id, row->queues, err) : rc;
}

const struct import_ops import_agents_ops = {wanted, check, write_row};
