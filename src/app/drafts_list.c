/* What lies in the journal of a person, and whether their last console came to its end. */
#include "drafts_private.h"

#include "carrel/arena.h"
#include "carrel/i18n.h"
#include "carrel/path.h"
#include "carrel/strbuf.h"
#include "carrel/vec.h"

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool folder_of(struct strbuf *folder)
{
	struct err ignored = {0};
	if (path_base_dir(PATH_STATE, folder, &ignored) != RC_OK)
		return false;
	strbuf_addstr(folder, "/drafts");
	return true;
}

/* "owner-item-12.txt" or "owner-item-12.txt.1763761234000". */
static bool read_name(
	const struct drafts *drafts, const char *name, struct arena *a, struct draft_info *out)
{
	size_t n = strlen(drafts->owner);
	if (strncmp(name, drafts->owner, n) != 0 || name[n] != '-')
		return false;
	const char *key = name + n + 1, *end = strstr(key, ".txt");
	if (!end || end == key)
		return false;
	const char *tail = end + strlen(".txt");
	*out = (struct draft_info){.name = arena_strdup(a, key),
		.key = arena_strndup(a, key, (size_t)(end - key)),
		.version = *tail == '.'};
	if (out->version)
		out->at = strtoll(tail + 1, NULL, 10);
	return *tail == '\0' || (out->version && out->at > 0);
}

static bool read_text(const char *path, struct arena *a, struct draft_info *info)
{
	struct strbuf bytes = STRBUF_INIT;
	struct err ignored = {0};
	struct stat st;
	bool there = path_read_file(path, DRAFT_MAX, &bytes, &ignored) == RC_OK;
	if (there)
		info->text = arena_strndup(a, bytes.buf, bytes.len);
	if (!info->version && stat(path, &st) == 0)
		info->at = (int64_t)st.st_mtime * 1000;
	strbuf_fini(&bytes);
	return there;
}

static int newest_first(const void *pa, const void *pb)
{
	const struct draft_info *a = pa, *b = pb;
	if (a->at != b->at)
		return a->at < b->at ? 1 : -1;
	return strcmp(a->name, b->name);
}

void drafts_list(const struct drafts *drafts, struct arena *a, struct draft_info **out, size_t *n)
{
	struct strbuf folder = STRBUF_INIT, path = STRBUF_INIT;
	struct vec rows = {.size = sizeof(struct draft_info)};
	struct draft_info info;
	DIR *dir = folder_of(&folder) ? opendir(folder.buf) : NULL;
	struct dirent *entry;
	while (dir && (entry = readdir(dir))) {
		strbuf_reset(&path);
		path_join(&path, folder.buf, entry->d_name);
		if (read_name(drafts, entry->d_name, a, &info) && read_text(path.buf, a, &info))
			*(struct draft_info *)vec_push(&rows) = info;
	}
	if (dir)
		closedir(dir);
	if (rows.n > 1)
		qsort(rows.data, rows.n, rows.size, newest_first);
	*n = rows.n;
	*out = arena_array(a, rows.n + 1, sizeof(**out));
	if (rows.n > 0)
		memcpy(*out, rows.data, rows.n * sizeof(**out));
	vec_fini(&rows);
	strbuf_fini(&path);
	strbuf_fini(&folder);
}

enum rc drafts_read(const struct drafts *drafts, const char *name, struct arena *a,
	struct draft_info *out, struct err *err)
{
	struct draft_info *rows;
	size_t n;
	drafts_list(drafts, a, &rows, &n);
	for (size_t i = 0; i < n; i++)
		if (strcmp(rows[i].name, name) == 0) {
			*out = rows[i];
			return RC_OK;
		}
	return err_set(err, RC_NOTFOUND, _("There is no draft “%.60s”; drafts lists them."), name);
}

/* ---- the end of a console ---- */

static bool mark_path(const struct drafts *drafts, struct strbuf *path)
{
	if (!folder_of(path))
		return false;
	strbuf_addf(path, "/%s.open", drafts->owner);
	return true;
}

/* The process that left the mark; 0: there is no mark. */
static pid_t marked_by(const char *path)
{
	struct strbuf text = STRBUF_INIT;
	struct err ignored = {0};
	pid_t pid = 0;
	if (path_read_file(path, 64, &text, &ignored) == RC_OK)
		pid = (pid_t)strtol(text.buf, NULL, 10);
	strbuf_fini(&text);
	return pid > 0 ? pid : 0;
}

bool drafts_begin(struct drafts *drafts)
{
	struct strbuf path = STRBUF_INIT, folder = STRBUF_INIT, own = STRBUF_INIT;
	struct err ignored = {0};
	bool broken = false;
	if (mark_path(drafts, &path)) {
		pid_t pid = marked_by(path.buf);
		bool alive = pid > 0 && pid != getpid() && (kill(pid, 0) == 0 || errno == EPERM);
		broken = pid > 0 && pid != getpid() && !alive;
		path_parent(&folder, path.buf);
		strbuf_addf(&own, "%ld\n", (long)getpid());
		if (!alive && path_make_dirs(folder.buf, 0700, &ignored) == RC_OK &&
			path_write_file(path.buf, own.buf, own.len, 0600, &ignored) != RC_OK)
			broken = false; /* nothing can be kept here, nothing can be asked about */
	}
	strbuf_fini(&own);
	strbuf_fini(&folder);
	strbuf_fini(&path);
	return broken;
}

void drafts_end(struct drafts *drafts)
{
	struct strbuf path = STRBUF_INIT;
	if (mark_path(drafts, &path) && marked_by(path.buf) == getpid())
		unlink(path.buf);
	strbuf_fini(&path);
}
