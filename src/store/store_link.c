/* store_link.c - cases that hang together: links, merging, splitting, parents.
 *
 * Merging moves nothing. The merged case is closed and linked, and its contacts and follow-ups are
 * read together with those of the other one; so un-merging finds everything where it was. */
#include "store/work_private.h"

#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/i18n.h"
#include "carrel/vec.h"

#include <string.h>

enum { PARENTS_MAX = 20, HISTORY_MAX = 50, DAY_MS = 24 * 3600 * 1000 };

static const char merge_command[] = "merge";

/* ---- reading ---- */

static enum rc read_links(
	struct query *q, bool outgoing, struct arena *a, struct vec *rows, struct err *err)
{
	int col = entity_columns(ENTITY_case_link);
	while (stmt_next(q)) {
		struct link_row *row = vec_push(rows);
		int state = 0;
		entity_read(ENTITY_case_link, q, 0, a, &row->link);
		row->number = stmt_text(q, col, a);
		row->subject = stmt_text(q, col + 1, a);
		if (!word_parse(case_state_words, stmt_peek(q, col + 2), &state))
			state = CASE_CLOSED;
		row->state = (enum case_state)state;
		row->outgoing = outgoing;
	}
	return stmt_close(q, err);
}

enum rc store_links(struct store *s, int64_t case_id, struct arena *a, struct link_row **out,
	size_t *n, struct err *err)
{
	struct vec rows = {.size = sizeof(struct link_row)};
	struct query q = stmt_query(s->db, STMT_LINKS_OUT, db_int(case_id));
	enum rc rc = read_links(&q, true, a, &rows, err);
	if (rc == RC_OK) {
		q = stmt_query(s->db, STMT_LINKS_IN, db_int(case_id));
		rc = read_links(&q, false, a, &rows, err);
	}
	*n = rc == RC_OK ? rows.n : 0;
	*out = arena_array(a, rows.n + 1, sizeof(**out));
	if (rows.n > 0)
		memcpy(*out, rows.data, rows.n * rows.size);
	vec_fini(&rows);
	return rc;
}

static enum rc linked_id(struct store *s, enum stmt_id stmt, int64_t id, int64_t otherwise,
	int64_t *out, struct err *err)
{
	enum rc rc = stmt_one_int(s->db, stmt, out, NULL, db_int(id));
	if (rc == RC_NOTFOUND) {
		*out = otherwise;
		return RC_OK;
	}
	return rc == RC_OK ? rc : err_set(err, rc, _("The links of a case could not be read."));
}

enum rc store_case_merged_into(struct store *s, int64_t case_id, int64_t *into_id, struct err *err)
{
	enum rc rc = RC_OK;
	*into_id = case_id;
	for (int i = 0; rc == RC_OK && i < PARENTS_MAX; i++) {
		int64_t at = *into_id;
		rc = linked_id(s, STMT_LINK_MERGED_INTO, at, at, into_id, err);
		if (*into_id == at)
			break;
	}
	return rc;
}

enum rc store_case_children(struct store *s, int64_t case_id, struct arena *a,
	struct casefile **out, size_t *n, struct err *err)
{
	struct query q = stmt_query(s->db, STMT_CASE_CHILDREN, db_int(case_id));
	return entity_list(&q, ENTITY_casefile, a, out, n, err);
}

/* ---- links ---- */

static enum rc link_between(struct store *s, int64_t case_id, int64_t other_id,
	struct case_link *out, bool *found, struct err *err)
{
	struct link_row *rows = NULL;
	size_t n = 0;
	enum rc rc = store_links(s, case_id, change_arena(s), &rows, &n, err);
	*found = false;
	for (size_t i = 0; rc == RC_OK && i < n && !*found; i++) {
		*out = rows[i].link;
		*found = rows[i].link.case_id == other_id || rows[i].link.other_id == other_id;
	}
	return rc;
}

/* A case has one parent, and is not above itself. */
static enum rc check_parent(struct store *s, int64_t case_id, int64_t parent_id, struct err *err)
{
	int64_t above = 0;
	enum rc rc = linked_id(s, STMT_LINK_PARENT_OF, case_id, 0, &above, err);
	if (rc == RC_OK && above != 0)
		return err_set(err, RC_CONFLICT,
			_("This case is part of another one already. Unlink that first."));
	int64_t at = parent_id;
	for (int i = 0; rc == RC_OK && at != 0 && i < PARENTS_MAX; i++) {
		if (at == case_id)
			return err_set(err, RC_CONFLICT,
				_("That would make a ring: the other case is part of this one."));
		rc = linked_id(s, STMT_LINK_PARENT_OF, at, 0, &at, err);
	}
	return rc;
}

static enum rc add_link(struct store *s, int64_t case_id, int64_t other_id, enum link_kind kind,
	int64_t agent_id, struct err *err)
{
	struct case_link there;
	struct casefile c;
	bool found;
	if (case_id == other_id)
		return err_set(err, RC_INVALID, _("A case cannot be linked to itself."));
	enum rc rc = entity_get(s->db, ENTITY_casefile, other_id, change_arena(s), &c, err);
	if (rc == RC_OK)
		rc = link_between(s, case_id, other_id, &there, &found, err);
	if (rc == RC_OK && found)
		return err_set(err, RC_CONFLICT,
			_("These two cases are linked already. Unlink them first."));
	if (rc == RC_OK && kind == LINK_PARENT)
		rc = check_parent(s, case_id, other_id, err);
	struct case_link row = {.case_id = case_id,
		.other_id = other_id,
		.kind = kind,
		.by_id = agent_id,
		.at = clock_wall_ms()};
	return rc == RC_OK ? entity_add(s, ENTITY_case_link, &row, err) : rc;
}

enum rc store_link_add(struct store *s, int64_t case_id, int64_t other_id, enum link_kind kind,
	int64_t agent_id, struct err *err)
{
	if (kind == LINK_MERGED || kind == LINK_SPLIT)
		return err_set(err, RC_INVALID, _("Merge or split makes that link by itself."));
	enum rc rc = change_begin(s, "link", NULL, err);
	if (rc != RC_OK)
		return rc;
	return change_end(s, add_link(s, case_id, other_id, kind, agent_id, err), err);
}

static enum rc drop_link(struct store *s, int64_t case_id, int64_t other_id, struct err *err)
{
	struct case_link row;
	bool found;
	enum rc rc = link_between(s, case_id, other_id, &row, &found, err);
	if (rc != RC_OK)
		return rc;
	if (!found)
		return err_set(err, RC_NOTFOUND, _("These two cases are not linked."));
	if (row.kind == LINK_MERGED)
		return err_set(
			err, RC_INVALID, _("They are merged: case-unmerge takes that back."));
	return entity_drop(s, ENTITY_case_link, &row, err);
}

enum rc store_link_drop(struct store *s, int64_t case_id, int64_t other_id, struct err *err)
{
	enum rc rc = change_begin(s, "unlink", NULL, err);
	if (rc != RC_OK)
		return rc;
	return change_end(s, drop_link(s, case_id, other_id, err), err);
}

/* ---- merging ---- */

static enum rc check_merge(struct work *w, const struct casefile *into, struct err *err)
{
	const struct casefile *from = &w->file.now;
	struct agent holder;
	int64_t end = 0;
	if (from->id == into->id)
		return err_set(err, RC_INVALID, _("A case cannot be merged into itself."));
	if (from->customer_id != 0 && into->customer_id != 0 &&
		from->customer_id != into->customer_id)
		return err_set(err, RC_INVALID,
			_("These cases belong to different customers. Merge the customers first, "
			  "or link the cases."));
	if (!casefile_is_open(into->state))
		return err_set(err, RC_INVALID,
			_("The case to merge into is %s. Reopen it first, or merge the other way "
			  "round."),
			word_id(case_state_words, into->state));
	enum rc rc = store_case_merged_into(w->s, from->id, &end, err);
	if (rc == RC_OK && end != from->id)
		return err_set(err, RC_CONFLICT, _("This case was merged already."));
	if (rc == RC_OK)
		rc = work_holder(w, from->id, 0, &holder, err);
	if (rc == RC_OK)
		return err_set(err, RC_CONFLICT,
			_("%s has the case in hand. Finish it first, or merge the other way "
			  "round."),
			holder.name);
	return rc == RC_NOTFOUND ? RC_OK : rc;
}

/* What the last outcome had planned for it is of no use any more; what people asked for stays. */
static enum rc end_plans(struct work *w, struct err *err)
{
	enum rc rc = work_leave_queues(w, w->file.now.id, err);
	return rc == RC_OK ? work_close_plans(w, err) : rc;
}

static enum rc merge(
	struct work *w, int64_t from_id, int64_t into_id, int64_t agent_id, struct err *err)
{
	struct casefile into;
	enum rc rc = entity_get(w->s->db, ENTITY_casefile, into_id, w->a, &into, err);
	if (rc == RC_OK)
		rc = work_load_case(w, from_id, err);
	if (rc == RC_OK)
		rc = check_merge(w, &into, err);
	if (rc == RC_OK)
		rc = end_plans(w, err);
	if (rc != RC_OK)
		return rc;
	struct casefile *c = &w->file.now;
	int64_t solved_at = c->solved_at;
	if (casefile_is_open(c->state))
		rc = work_move_case(w, CASE_SOLVED, err);
	if (rc == RC_OK && c->state != CASE_CLOSED)
		rc = work_move_case(w, CASE_CLOSED, err);
	c->solved_at = solved_at; /* merged is not solved: no figure may count it */
	c->next_action = NULL;
	c->next_at = 0;
	struct case_link row = {.case_id = from_id,
		.other_id = into_id,
		.kind = LINK_MERGED,
		.by_id = agent_id,
		.at = w->at};
	if (rc == RC_OK)
		rc = entity_add(w->s, ENTITY_case_link, &row, err);
	return rc == RC_OK ? work_save(w, err) : rc;
}

enum rc store_case_merge(
	struct store *s, int64_t from_id, int64_t into_id, int64_t agent_id, struct err *err)
{
	enum rc rc = change_begin(s, merge_command, NULL, err);
	if (rc != RC_OK)
		return rc;
	struct work w = {.s = s, .a = change_arena(s), .at = clock_wall_ms()};
	rc = merge(&w, from_id, into_id, agent_id, err);
	if (rc == RC_OK)
		change_set_object(s, work_object(&w));
	return change_end(s, rc, err);
}

/* Where the set of the merge cannot be taken back any more: open, for whoever parted them. */
static enum rc part(struct work *w, int64_t case_id, int64_t agent_id, struct err *err)
{
	struct link_row *rows = NULL;
	size_t n = 0;
	enum rc rc = work_load_case(w, case_id, err);
	if (rc == RC_OK)
		rc = store_links(w->s, case_id, w->a, &rows, &n, err);
	for (size_t i = 0; rc == RC_OK && i < n; i++) {
		if (rows[i].outgoing && rows[i].link.kind == LINK_MERGED)
			rc = entity_drop(w->s, ENTITY_case_link, &rows[i].link, err);
	}
	if (rc == RC_OK && !casefile_is_open(w->file.now.state))
		rc = work_move_case(w, CASE_OPEN, err);
	if (rc != RC_OK)
		return rc;
	w->file.now.owner_id = agent_id;
	w->file.now.next_action = _("Carry on with the case");
	w->file.now.next_at = w->at;
	return work_save(w, err);
}

static enum rc undo_merge(struct store *s, int64_t case_id, struct arena *a, struct err *err)
{
	struct change_info *sets = NULL;
	struct change_info done;
	size_t n = 0;
	enum rc rc = change_list(s, 0, "casefile", case_id, HISTORY_MAX, a, &sets, &n, err);
	for (size_t i = 0; rc == RC_OK && i < n; i++) {
		if (strcmp(sets[i].command, merge_command) == 0 && sets[i].undone_by == 0 &&
			sets[i].undoes == 0)
			return change_undo(s, sets[i].seq, a, &done, err);
	}
	return rc == RC_OK ? RC_CONFLICT : rc;
}

enum rc store_case_unmerge(struct store *s, int64_t case_id, int64_t agent_id, struct err *err)
{
	int64_t into = 0;
	enum rc rc = store_case_merged_into(s, case_id, &into, err);
	if (rc == RC_OK && into == case_id)
		return err_set(err, RC_NOTFOUND, _("This case was not merged into another."));
	if (rc != RC_OK)
		return rc;
	struct arena *a = arena_new();
	struct err drift = {0};
	rc = undo_merge(s, case_id, a, &drift);
	arena_free(&a);
	if (rc == RC_OK)
		return rc;
	if (rc != RC_CONFLICT)
		return err_set(err, rc, "%s", drift.text);
	rc = change_begin(s, "unmerge", NULL, err);
	if (rc != RC_OK)
		return rc;
	struct work w = {.s = s, .a = change_arena(s), .at = clock_wall_ms()};
	rc = part(&w, case_id, agent_id, err);
	if (rc == RC_OK)
		change_set_object(s, work_object(&w));
	return change_end(s, rc, err);
}

/* ---- splitting ---- */

static const char *subject_of(const struct contact *c, const char *given, struct arena *a)
{
	const char *text = given != NULL && given[0] != '\0'  ? given
		: c->subject != NULL && c->subject[0] != '\0' ? c->subject
							      : c->body;
	if (text == NULL || text[0] == '\0')
		return _("New case");
	return casefile_subject_of(text, a);
}

static enum rc split(struct work *w, int64_t contact_id, const char *subject, int64_t agent_id,
	struct casefile *made, struct err *err)
{
	struct contact was;
	enum rc rc = entity_lock(w->s->db, ENTITY_contact, contact_id, w->a, &was, err);
	if (rc == RC_OK && was.case_id == 0)
		return err_set(err, RC_INVALID, _("This contact is on no case."));
	if (rc == RC_OK)
		rc = work_load_case(w, was.case_id, err);
	if (rc != RC_OK)
		return rc;
	const struct casefile *from = &w->file.now;
	*made = (struct casefile){.customer_id = from->customer_id,
		.state = CASE_OPEN,
		.subject = subject_of(&was, subject, w->a),
		.topic = from->topic,
		.language = from->language,
		.queue_id = from->queue_id,
		.owner_id = agent_id,
		.next_action = _("Carry on with the case"),
		.next_at = w->at + DAY_MS,
		.opened_at = w->at,
		.updated_at = w->at};
	rc = casefile_add(w->s, made, err);
	struct contact now = was;
	now.case_id = made->id;
	if (rc == RC_OK)
		rc = entity_save(w->s, ENTITY_contact, &was, &now, err);
	return rc == RC_OK ? (enum rc)add_link(w->s, made->id, from->id, LINK_SPLIT, agent_id, err)
			   : rc;
}

enum rc store_case_split(struct store *s, int64_t contact_id, const char *subject, int64_t agent_id,
	struct arena *a, struct casefile *out, struct err *err)
{
	struct casefile made = {0};
	enum rc rc = change_begin(s, "split", NULL, err);
	if (rc != RC_OK)
		return rc;
	struct work w = {.s = s, .a = change_arena(s), .at = clock_wall_ms()};
	rc = split(&w, contact_id, subject, agent_id, &made, err);
	if (rc == RC_OK)
		rc = entity_get(s->db, ENTITY_casefile, made.id, a, out, err);
	if (rc == RC_OK)
		change_set_object(s, work_object(&w));
	return change_end(s, rc, err);
}
