/* The file's name hides nothing that a colleague at the same machine could not see anyway: it is the
 * hash of the store's address and the person, so that two centres never mix. */
#include "carrel/drafts.h"

#include "carrel/arena.h"
#include "carrel/i18n.h"
#include "carrel/mem.h"
#include "carrel/pan.h"
#include "carrel/path.h"
#include "carrel/sha256.h"
#include "carrel/strbuf.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DRAFT_MAX = 1024 * 1024, OWNER_HEX = 16 };

struct drafts {
	char owner[OWNER_HEX + 1];
};

struct drafts *drafts_new(const char *store_address, const char *login)
{
	struct drafts *drafts = xcalloc(1, sizeof(*drafts));
	struct sha256 sum;
	unsigned char digest[SHA256_BYTES];
	char hex[SHA256_HEX_SIZE];
	sha256_init(&sum);
	sha256_update(&sum, store_address, strlen(store_address) + 1);
	sha256_update(&sum, login, strlen(login));
	sha256_final(&sum, digest);
	sha256_to_hex(digest, hex);
	memcpy(drafts->owner, hex, OWNER_HEX);
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
