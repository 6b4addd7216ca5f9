/* What lies in the journal of a person, and whether their last console came to its end. */
#include "drafts_private.h"

#include "carrel/arena.h"
#include "carrel/i18n.h"
#include "carrel/path.h"
#include "carrel/strbuf.h"
#include "carrel/vec.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
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
	if (!end || end == key || drafts_beside(key))
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

/* "folder/owner.open", for the others "folder/owner.open2". False: there is no folder to be had. */
static bool mark_path(const struct drafts *drafts, int place, struct strbuf *path)
{
	if (!folder_of(path))
		return false;
	strbuf_addf(path, "/%s.open", drafts->owner);
	if (place > 1)
		strbuf_addf(path, "%d", place);
	return true;
}

/* The lock is the kernel's and goes with the process, however it ends; that the mark still holds a
 * process id tells the next one that it did not end by itself. A machine that cannot lock there gets
 * no second place, as before. */
static int lock_mark(const char *path)
{
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
		close(fd);
		return -1;
	}
	return fd;
}

bool drafts_place_taken(const struct drafts *drafts, int place)
{
	struct strbuf path = STRBUF_INIT;
	bool taken = false;
	int fd = mark_path(drafts, place, &path) ? open(path.buf, O_RDWR | O_CLOEXEC) : -1;
	if (fd >= 0) {
		taken = flock(fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
		close(fd);
	}
	strbuf_fini(&path);
	return taken;
}

/* True: there stood a process id, left by a console that did not come to its end. */
static bool sign_mark(int fd)
{
	char was[32] = "";
	ssize_t n = pread(fd, was, sizeof(was) - 1, 0);
	bool left = n > 0 && strtol(was, NULL, 10) > 0;
	if (ftruncate(fd, 0) != 0 || dprintf(fd, "%ld\n", (long)getpid()) < 0)
		return false; /* nothing can be kept here, nothing can be asked about */
	return left;
}

bool drafts_begin(struct drafts *drafts)
{
	struct strbuf folder = STRBUF_INIT;
	struct err ignored = {0};
	bool broken = false;
	if (folder_of(&folder) && path_make_dirs(folder.buf, 0700, &ignored) == RC_OK) {
		for (int place = 1; place <= PLACES_MAX && drafts->lock < 0; place++) {
			struct strbuf path = STRBUF_INIT;
			mark_path(drafts, place, &path);
			drafts->lock = lock_mark(path.buf);
			drafts->place = place;
			strbuf_fini(&path);
		}
		if (drafts->lock >= 0)
			broken = sign_mark(drafts->lock);
	}
	strbuf_fini(&folder);
	return broken;
}

/* The file stays, empty: taking it away could take it from one who opens it just now. */
void drafts_end(struct drafts *drafts)
{
	if (drafts->lock < 0)
		return;
	(void)!ftruncate(drafts->lock, 0);
	close(drafts->lock);
	drafts->lock = -1;
	drafts->place = 0;
}

int drafts_place(const struct drafts *drafts)
{
	return drafts->place > 1 ? drafts->place : 1;
}
