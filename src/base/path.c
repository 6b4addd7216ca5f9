#include "carrel/path.h"

#include "carrel/entropy.h"
#include "carrel/i18n.h"
#include "carrel/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { TEMP_BYTES = 6, READ_STEP = 64 * 1024 };

static const struct {
	const char *variable, *under_home;
} bases[] = {
	[PATH_DATA] = {"XDG_DATA_HOME", ".local/share"},
	[PATH_CONFIG] = {"XDG_CONFIG_HOME", ".config"},
	[PATH_STATE] = {"XDG_STATE_HOME", ".local/state"},
	[PATH_RUNTIME] = {"XDG_RUNTIME_DIR", NULL},
};

static const char *absolute_or_null(const char *path)
{
	return path && path[0] == '/' ? path : NULL;
}

static const char *home_dir(void)
{
	const char *home = absolute_or_null(getenv("HOME"));
	if (home)
		return home;
	const struct passwd *person = getpwuid(getuid());
	return person ? absolute_or_null(person->pw_dir) : NULL;
}

enum rc path_base_dir(enum path_base base, struct strbuf *out, struct err *err)
{
	strbuf_reset(out);
	const char *chosen = absolute_or_null(getenv(bases[base].variable));
	if (chosen) {
		path_join(out, chosen, "carrel");
		return RC_OK;
	}
	if (!bases[base].under_home) {
		enum rc rc = path_base_dir(PATH_STATE, out, err);
		if (rc == RC_OK)
			strbuf_addstr(out, "/run");
		return rc;
	}
	const char *home = home_dir();
	if (!home)
		return err_set(err, RC_NOTFOUND,
			_("Your home folder is not known: set HOME or %s to a folder of yours."),
			bases[base].variable);
	path_join(out, home, bases[base].under_home);
	strbuf_addstr(out, "/carrel");
	return RC_OK;
}

void path_join(struct strbuf *out, const char *dir, const char *name)
{
	if (name[0] != '/' && dir[0]) {
		strbuf_addstr(out, dir);
		if (out->buf[out->len - 1] != '/')
			strbuf_addch(out, '/');
	}
	strbuf_addstr(out, name);
}

const char *path_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash ? slash + 1 : path;
}

void path_parent(struct strbuf *out, const char *path)
{
	size_t n = (size_t)(path_name(path) - path);
	while (n > 1 && path[n - 1] == '/')
		n--;
	if (n == 0)
		strbuf_addch(out, '.');
	strbuf_add(out, path, n);
}

bool path_exists(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0;
}

bool path_is_dir(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

enum rc path_make_dirs(const char *path, mode_t mode, struct err *err)
{
	char *partial = xstrdup(path);
	enum rc rc = RC_OK;
	for (char *p = partial; rc == RC_OK && *p;) {
		p += strspn(p, "/");
		p += strcspn(p, "/");
		char kept = *p;
		*p = '\0';
		if (mkdir(partial, mode) != 0) {
			int why =
				errno; /* EACCES or EROFS on a folder that is there already is no failure */
			if (!path_is_dir(partial))
				rc = err_set(err, RC_IO, _("The folder %s could not be made: %s."),
					partial, strerror(why == EEXIST ? ENOTDIR : why));
		}
		*p = kept;
	}
	free(partial);
	return rc;
}

mode_t path_mode(const char *path, mode_t fresh)
{
	struct stat st;
	return stat(path, &st) == 0 ? st.st_mode & 0777 : fresh;
}

/* ---- writing ---- */

static int write_all(int fd, const char *p, size_t n)
{
	while (n > 0) {
		ssize_t put = write(fd, p, n);
		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return -1;
		p += put;
		n -= (size_t)put;
	}
	return 0;
}

static int write_temp(const char *temp, const void *bytes, size_t n, mode_t mode)
{
	int fd = open(temp, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd < 0)
		return -1;
	int failed = fchmod(fd, mode) || write_all(fd, bytes, n) || fsync(fd);
	int why = failed ? errno : 0;
	if (close(fd) && !failed)
		why = errno;
	errno = why;
	return why ? -1 : 0;
}

/* Makes the new name itself survive a power cut. */
static int sync_dir(const char *dir)
{
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return -1;
	int failed = fsync(fd);
	int why = errno;
	(void)close(fd);
	errno = why;
	return failed;
}

/* A rename would put a plain file in the place of a device, a pipe or a link: /dev/stdout, as root. */
static bool is_replaceable(const char *path)
{
	struct stat st;
	return lstat(path, &st) != 0 || S_ISREG(st.st_mode);
}

enum rc path_write_file(const char *path, const void *bytes, size_t n, mode_t mode, struct err *err)
{
	char tag[2 * TEMP_BYTES + 1];
	struct strbuf dir = STRBUF_INIT, temp = STRBUF_INIT;
	if (!is_replaceable(path))
		return err_set(err, RC_IO,
			_("%s is not a plain file; it is unchanged. Name another place."), path);
	entropy_hex(tag, TEMP_BYTES);
	path_parent(&dir, path);
	strbuf_addf(&temp, "%s.%s.tmp", path, tag);
	enum rc rc = RC_OK;
	if (write_temp(temp.buf, bytes, n, mode) || rename(temp.buf, path)) {
		rc = err_set(err, RC_IO, _("Not written: %s. What was in %s before is unchanged."),
			strerror(errno), path);
		(void)unlink(temp.buf);
	} else if (sync_dir(dir.buf)) {
		rc = err_set(err, RC_IO,
			_("The file %s is written, but the disk did not confirm it: %s. Check the "
			  "disk."),
			path, strerror(errno));
	}
	strbuf_fini(&dir);
	strbuf_fini(&temp);
	return rc;
}

/* ---- reading ---- */

static enum rc read_all(int fd, const char *path, size_t max, struct strbuf *out, struct err *err)
{
	char *step = xmalloc(READ_STEP);
	size_t start = out->len;
	enum rc rc = RC_OK;
	for (;;) {
		ssize_t got = read(fd, step, READ_STEP);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			rc = err_set(err, RC_IO, _("The file %s could not be read: %s."), path,
				strerror(errno));
		else if ((size_t)got > max - (out->len - start))
			rc = err_set(err, RC_INVALID,
				_("The file %s is larger than %zu bytes, the most that is read "
				  "here."),
				path, max);
		if (got <= 0 || rc != RC_OK)
			break;
		strbuf_add(out, step, (size_t)got);
	}
	if (rc != RC_OK)
		strbuf_truncate(out, start);
	free(step);
	return rc;
}

enum rc path_read_file(const char *path, size_t max, struct strbuf *out, struct err *err)
{
	/* O_NONBLOCK: opening a named pipe would otherwise wait for a writer for ever. */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0) {
		bool absent = errno == ENOENT || errno == ENOTDIR;
		return err_set(err, absent ? RC_NOTFOUND : RC_IO,
			_("The file %s could not be opened: %s."), path, strerror(errno));
	}
	struct stat st;
	enum rc rc;
	if (fstat(fd, &st) || !S_ISREG(st.st_mode))
		rc = err_set(err, RC_INVALID, _("%s is not a file that can be read."), path);
	else
		rc = read_all(fd, path, max, out, err);
	(void)close(fd);
	return rc;
}

struct path_stamp path_stamp(const struct stat *st)
{
	return (struct path_stamp){
		.mtime_ns = (int64_t)st->st_mtim.tv_sec * 1000000000 + st->st_mtim.tv_nsec,
		.size = st->st_size,
		.inode = st->st_ino,
	};
}

struct path_stamp path_stamp_of(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0 ? path_stamp(&st) : (struct path_stamp){0};
}

bool path_stamp_same(const struct path_stamp *a, const struct path_stamp *b)
{
	return a->mtime_ns == b->mtime_ns && a->size == b->size && a->inode == b->inode;
}
