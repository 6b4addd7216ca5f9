/* work_describe.c - what a case is about, in a line, and what was behind it all. */
#include "store/work_private.h"

#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/i18n.h"

/* Gives back what stood there before. */
typedef const char *write_fn(struct casefile *c, const char *text);

static const char *write_cause(struct casefile *c, const char *text)
{
	const char *before = c->root_cause;
	c->root_cause = text;
	return before;
}

/* Given by a person: the first note names the case no more. */
static const char *write_subject(struct casefile *c, const char *text)
{
	const char *before = c->subject;
	c->subject = text;
	c->untitled = false;
	return before;
}

static enum rc describe(struct store *s, const char *command, int64_t case_id, write_fn *write,
	const char *text, struct arena *a, const char **before, struct err *err)
{
	enum rc rc = change_begin(s, command, NULL, err);
	if (rc != RC_OK)
		return rc;
	struct work w = {.s = s, .a = change_arena(s), .at = clock_wall_ms()};
	rc = work_load_case(&w, case_id, err);
	if (rc == RC_OK) {
		*before = arena_strdup(a, write(&w.file.now, text));
		w.file.now.updated_at = w.at;
		rc = work_save(&w, err);
	}
	if (rc == RC_OK)
		change_set_object(s, work_object(&w));
	return change_end(s, rc, err);
}

enum rc work_cause(struct store *s, int64_t case_id, const char *root_cause, struct arena *a,
	const char **before, struct err *err)
{
	const char *cause = work_is_blank(root_cause) ? NULL : root_cause;
	return describe(s, "cause", case_id, write_cause, cause, a, before, err);
}

enum rc work_subject(struct store *s, int64_t case_id, const char *subject, struct arena *a,
	const char **before, struct err *err)
{
	const char *line = work_is_blank(subject) ? "" : casefile_subject_of(subject, a);
	if (work_is_blank(line))
		return err_set(err, RC_INVALID, _("Say what the case is about, in a few words."));
	return describe(s, "subject", case_id, write_subject, line, a, before, err);
}
