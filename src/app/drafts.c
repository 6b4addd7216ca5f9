/* The file's name hides nothing that a colleague at the same machine could not see anyway: it begins
 * with the hash of the store's address, so that two centres never mix, then that of the person. */
#include "drafts_private.h"

#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/i18n.h"
#include "carrel/mem.h"
#include "carrel/pan.h"
#include "carrel/path.h"
#include "carrel/sha256.h"
#include "carrel/strbuf.h"
#include "carrel/vec.h"

#include <ctype.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { VERSION_LEAST = 20, VERSION_MS = 60 * 1000 };
static void hash_words(const char *text, char *out, size_t digits)
{
	struct sha256 sum;
	unsigned char digest[SHA256_BYTES];
	char hex[SHA256_HEX_SIZE];
	sha256_init(&sum);
	sha256_update(&sum, text, strlen(text));
	sha256_final(&sum, digest);
	sha256_to_hex(digest, hex);
	memcpy(out, hex, digits);
}

struct drafts *drafts_new(const char *store_address, const char *login)
{
	struct drafts *drafts = xcalloc(1, sizeof(*drafts));
	hash_words(store_address, drafts->owner, STORE_HEX);
	drafts->owner[STORE_HEX] = '-';
	hash_words(login, drafts->owner + STORE_HEX + 1, PERSON_HEX);
	drafts->lock = -1;
	return drafts;
}

void drafts_free(struct drafts **drafts)
{
	if (*drafts && (*drafts)->lock >= 0)
		close((*drafts)->lock);
	free(*drafts);
	*drafts = NULL;
}

/* key is ours ("item:12"), but a file name is built from it: only letters and digits survive. Behind a
 * '+' stands the place of a second console: "item-12+2". */
static enum rc place_path(const struct drafts *drafts, const char *key, int place,
	struct strbuf *path, struct err *err)
{
	enum rc rc = path_base_dir(PATH_STATE, path, err);
	if (rc != RC_OK)
		return rc;
	strbuf_addf(path, "/drafts/%s-", drafts->owner);
	for (const char *p = key; *p; p++)
		strbuf_addch(path, isalnum((unsigned char)*p) ? *p : '-');
	if (place > 1)
		strbuf_addf(path, "+%d", place);
	strbuf_addstr(path, ".txt");
	return RC_OK;
}

static enum rc draft_path(
	const struct drafts *drafts, const char *key, struct strbuf *path, struct err *err)
{
	return place_path(drafts, key, drafts_place(drafts), path, err);
}

/* Another console of this person wrote on it and runs no more: its draft becomes this one's. */
static bool adopt(const struct drafts *drafts, const char *key, const char *own)
{
	bool adopted = false;
	struct err ignored = {0};
	for (int place = 1; place <= PLACES_MAX && !adopted; place++) {
		struct strbuf path = STRBUF_INIT;
		if (place != drafts_place(drafts) && !drafts_place_taken(drafts, place) &&
			place_path(drafts, key, place, &path, &ignored) == RC_OK)
			adopted = rename(path.buf, own) == 0;
		strbuf_fini(&path);
	}
	return adopted;
}

static enum rc make_folder(const char *path, struct err *err)
{
	struct strbuf folder = STRBUF_INIT;
	path_parent(&folder, path);
	enum rc rc = path_make_dirs(folder.buf, 0700, err);
	strbuf_fini(&folder);
	return rc;
}

/* The file's time is the clock's that everything else is told by. */
static void stamp(const char *path)
{
	int64_t now = clock_wall_ms();
	const struct timespec at = {.tv_sec = now / 1000, .tv_nsec = now % 1000 * 1000000};
	const struct timespec times[2] = {at, at};
	utimensat(AT_FDCWD, path, times, 0);
}

/* ---- versions ---- */

/* The folder and what the names of one draft's versions begin with: "owner-item-12.txt" has the
 * versions "owner-item-12.txt.1763…". */
static bool is_version(const char *name, const char *draft)
{
	size_t n = strlen(draft);
	return strncmp(name, draft, n) == 0 && name[n] == '.' &&
		isdigit((unsigned char)name[n + 1]);
}

static int newest_first(const void *a, const void *b)
{
	return strcmp(*(const char *const *)b, *(const char *const *)a);
}

/* Removes all but the newest `keep` versions. Their names end in a time of 13 digits, so the order of
 * names is the order of time. */
static void trim_versions(const char *path, size_t keep)
{
	struct strbuf folder = STRBUF_INIT;
	struct arena *a = arena_new();
	struct vec names = {.size = sizeof(const char *)};
	path_parent(&folder, path);
	DIR *dir = opendir(folder.buf);
	struct dirent *entry;
	while (dir && (entry = readdir(dir)))
		if (is_version(entry->d_name, path_name(path)))
			*(const char **)vec_push(&names) = arena_strdup(a, entry->d_name);
	if (names.n > 1)
		qsort(names.data, names.n, names.size, newest_first);
	for (size_t i = keep; dir && i < names.n; i++)
		unlinkat(dirfd(dir), *(const char **)vec_at(&names, i), 0);
	if (dir)
		closedir(dir);
	vec_fini(&names);
	strbuf_fini(&folder);
	arena_free(&a);
}

/* When the newest version was kept; 0 none. */
static int64_t last_version_at(const char *path)
{
	struct strbuf folder = STRBUF_INIT;
	int64_t newest = 0;
	path_parent(&folder, path);
	DIR *dir = opendir(folder.buf);
	struct dirent *entry;
	while (dir && (entry = readdir(dir)))
		if (is_version(entry->d_name, path_name(path))) {
			int64_t at = strtoll(entry->d_name + strlen(path_name(path)) + 1, NULL, 10);
			newest = at > newest ? at : newest;
		}
	if (dir)
		closedir(dir);
	strbuf_fini(&folder);
	return newest;
}

static bool worth_keeping(const char *path, const struct strbuf *old, size_t new_len)
{
	if (old->len < VERSION_LEAST)
		return false;
	bool lost_much = new_len + VERSION_LEAST <= old->len && new_len < old->len * 3 / 4;
	return lost_much || clock_wall_ms() - last_version_at(path) >= VERSION_MS;
}

bool drafts_beside(const char *key)
{
	return strncmp(key, "texts", 5) == 0 && (key[5] == ':' || key[5] == '-');
}

/* What stands in the journal now, before other text takes its place. */
static void keep_version(const char *path, size_t new_len)
{
	struct strbuf old = STRBUF_INIT, version = STRBUF_INIT;
	struct err ignored = {0};
	if (!drafts_beside(path_name(path) + STORE_HEX + 1 + PERSON_HEX + 1) &&
		path_read_file(path, DRAFT_MAX, &old, &ignored) == RC_OK &&
		worth_keeping(path, &old, new_len)) {
		strbuf_addf(&version, "%s.%013lld", path, (long long)clock_wall_ms());
		if (path_write_file(version.buf, old.buf, old.len, 0600, &ignored) == RC_OK)
			trim_versions(path, DRAFT_VERSIONS);
	}
	strbuf_fini(&version);
	strbuf_fini(&old);
}

/* Emptied by hand, so it can be had back. */
static void empty(const struct drafts *drafts, const char *key)
{
	struct strbuf path = STRBUF_INIT;
	struct err ignored = {0};
	if (draft_path(drafts, key, &path, &ignored) == RC_OK) {
		keep_version(path.buf, 0);
		unlink(path.buf);
	}
	strbuf_fini(&path);
}

enum rc drafts_put(
	struct drafts *drafts, const char *key, const char *text, size_t n, struct err *err)
{
	if (n == 0) {
		empty(drafts, key);
		return RC_OK;
	}
	struct strbuf path = STRBUF_INIT;
	struct strbuf masked = STRBUF_INIT;
	enum rc rc = draft_path(drafts, key, &path, err);
	if (rc == RC_OK)
		rc = make_folder(path.buf, err);
	if (rc == RC_OK) {
		pan_mask(text, n, &masked);
		keep_version(path.buf, masked.len);
		rc = path_write_file(path.buf, masked.buf, masked.len, 0600, err);
		if (rc == RC_OK)
			stamp(path.buf);
	}
	if (rc != RC_OK)
		err_prefix(err, _("Your note is not on disk yet (it is still on the screen)"));
	strbuf_fini(&masked);
	strbuf_fini(&path);
	return rc;
}

enum rc drafts_get(struct drafts *drafts, const char *key, struct arena *a, const char **text,
	int64_t *saved_at, struct err *err)
{
	struct strbuf path = STRBUF_INIT;
	struct strbuf bytes = STRBUF_INIT;
	enum rc rc = draft_path(drafts, key, &path, err);
	if (rc == RC_OK)
		rc = path_read_file(path.buf, DRAFT_MAX, &bytes, err);
	if (rc == RC_NOTFOUND && adopt(drafts, key, path.buf))
		rc = path_read_file(path.buf, DRAFT_MAX, &bytes, err);
	if (rc == RC_OK) {
		struct stat st;
		*text = arena_strndup(a, bytes.buf, bytes.len);
		if (saved_at)
			*saved_at = stat(path.buf, &st) == 0 ? (int64_t)st.st_mtime * 1000 : 0;
	}
	strbuf_fini(&bytes);
	strbuf_fini(&path);
	return rc;
}

void drafts_drop(struct drafts *drafts, const char *key)
{
	struct strbuf path = STRBUF_INIT;
	struct err ignored = {0};
	if (draft_path(drafts, key, &path, &ignored) == RC_OK) {
		unlink(path.buf);
		trim_versions(path.buf, 0);
	}
	strbuf_fini(&path);
}

void drafts_drop_all(const char *store_address)
{
	char store[STORE_HEX + 1]; /* "hash-" */
	struct strbuf folder = STRBUF_INIT;
	struct err ignored = {0};
	hash_words(store_address, store, STORE_HEX);
	store[STORE_HEX] = '-';
	DIR *dir = NULL;
	if (path_base_dir(PATH_STATE, &folder, &ignored) == RC_OK) {
		strbuf_addstr(&folder, "/drafts");
		dir = opendir(folder.buf);
	}
	struct dirent *entry;
	while (dir && (entry = readdir(dir)))
		if (strncmp(entry->d_name, store, sizeof(store)) == 0)
			unlinkat(dirfd(dir), entry->d_name, 0);
	if (dir)
		closedir(dir);
	strbuf_fini(&folder);
}
