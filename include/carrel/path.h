/* path.h - where carrel's files live, and how a file is written so that it is whole or not there.
 *
 * Folders follow the XDG Base Directory Specification 0.8; a variable that is not an absolute
 * path is ignored, as the specification asks. */
#ifndef CARREL_PATH_H
#define CARREL_PATH_H

#include "carrel/err.h"
#include "carrel/strbuf.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

enum path_base {
	PATH_DATA,    /* $XDG_DATA_HOME/carrel    or ~/.local/share/carrel */
	PATH_CONFIG,  /* $XDG_CONFIG_HOME/carrel  or ~/.config/carrel */
	PATH_STATE,   /* $XDG_STATE_HOME/carrel   or ~/.local/state/carrel (drafts, log) */
	PATH_RUNTIME, /* $XDG_RUNTIME_DIR/carrel  or the state folder's run/ */
};

/* Puts the folder's path into *out (replacing what was there); creates nothing.
 * RC_NOTFOUND: neither the variable nor a home folder is known. */
enum rc path_base_dir(enum path_base base, struct strbuf *out, struct err *err) WARN_UNUSED;

/* Appends "dir/name" to *out with exactly one slash; an absolute name stands alone. */
void path_join(struct strbuf *out, const char *dir, const char *name);
/* The part after the last slash; points into path. */
const char *path_name(const char *path);
/* Appends the folder that holds path: "a/b" gives "a", "b" gives ".", "/b" gives "/". */
void path_parent(struct strbuf *out, const char *path);

bool path_exists(const char *path);
bool path_is_dir(const char *path);
/* mkdir -p: missing folders get mode (minus umask); one that exists is left as it is. */
enum rc path_make_dirs(const char *path, mode_t mode, struct err *err) WARN_UNUSED;

/* Writes a temporary file beside path, fsyncs it, renames it over path and fsyncs the folder:
 * after a power cut the old file or the new one is there, never a part. mode is exact. */
enum rc path_write_file(
	const char *path, const void *bytes, size_t n, mode_t mode, struct err *err) WARN_UNUSED;
/* The mode of a file that is there, so that writing it again does not open or close it to others;
 * otherwise `fresh`. */
mode_t path_mode(const char *path, mode_t fresh);
/* Appends a whole file to *out. RC_NOTFOUND: not there. RC_INVALID: over max bytes, or not a
 * regular file. "-" has no meaning here. On failure *out is as before. */
enum rc path_read_file(
	const char *path, size_t max, struct strbuf *out, struct err *err) WARN_UNUSED;

/* By which a changed file is known without reading it. Zeroed: it is not there. */
struct path_stamp {
	int64_t mtime_ns;
	int64_t size;
	uint64_t inode;
};
struct stat;
struct path_stamp path_stamp(const struct stat *st);
struct path_stamp path_stamp_of(const char *path);
bool path_stamp_same(const struct path_stamp *a, const struct path_stamp *b);

#endif
