/* The file's name hides nothing that a colleague at the same machine could not see anyway: it begins
 * with the hash of the store's address, so that two centres never mix, then that of the person. */
#include "carrel/drafts.h"

#include "carrel/arena.h"
#include "carrel/i18n.h"
#include "carrel/mem.h"
#include "carrel/pan.h"
#include "carrel/path.h"
#include "carrel/sha256.h"
#include "carrel/strbuf.h"

#include <ctype.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DRAFT_MAX = 1024 * 1024, STORE_HEX = 12, PERSON_HEX = 12 };

struct drafts {
	char owner[STORE_HEX + 1 + PERSON_HEX + 1]; /* "store-person" */
};

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
	return drafts;
}

void drafts_free(struct drafts **drafts)
{
	free(*drafts);
	*drafts = NULL;
}

/* key is ours ("item:12"), but a file name is built from it: only letters and digits survive. */
static enum rc draft_path(
	const struct drafts *drafts, const char *key, struct strbuf *path, struct err *err)
{
	enum rc rc = path_base_dir(PATH_STATE, path, err);
	if (rc != RC_OK)
		return rc;
	strbuf_addf(path, "/drafts/%s-", drafts->owner);
	for (const char *p = key; *p; p++)
		strbuf_addch(path, isalnum((unsigned char)*p) ? *p : '-');
	strbuf_addstr(path, ".txt");
	return RC_OK;
}

static enum rc make_folder(const char *path, struct err *err)
{
	struct strbuf folder = STRBUF_INIT;
	path_parent(&folder, path);
	enum rc rc = path_make_dirs(folder.buf, 0700, err);
	strbuf_fini(&folder);
	return rc;
}

enum rc drafts_put(
	struct drafts *drafts, const char *key, const char *text, size_t n, struct err *err)
{
	if (n == 0) {
		drafts_drop(drafts, key);
		return RC_OK;
	}
	struct strbuf path = STRBUF_INIT;
	struct strbuf masked = STRBUF_INIT;
	enum rc rc = draft_path(drafts, key, &path, err);
	if (rc == RC_OK)
		rc = make_folder(path.buf, err);
	if (rc == RC_OK) {
		pan_mask(text, n, &masked);
		rc = path_write_file(path.buf, masked.buf, masked.len, 0600, err);
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
	if (draft_path(drafts, key, &path, &ignored) == RC_OK)
		unlink(path.buf);
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
