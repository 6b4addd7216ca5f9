/* support_centre.c - see support_centre.h. */
#include "pty/support_centre.h"

#include "carrel/mem.h"
#include "pty/support_pty.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MAX_WORDS = 24 };

static const char path_row[] = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/* Absolute, so that it can be run from anywhere. */
static char *program_path(void)
{
	const char *build = getenv("CARREL_BUILD");
	char *named = xasprintf("%s/carrel", build ? build : "build/release");
	char *whole = realpath(named, NULL);
	if (!whole)
		return named;
	free(named);
	return whole;
}

bool centre_open(struct centre *c)
{
	char dir[] = "/tmp/carrel-centre-XXXXXX";
	*c = (struct centre){0};
	strbuf_init(&c->said);
	if (!mkdtemp(dir))
		return false;
	c->dir = xstrdup(dir);
	c->home = xasprintf("HOME=%s", dir);
	c->store = xasprintf("%s/store.db", dir);
	c->program = program_path();
	return true;
}

/* Both streams of a child, until it closes them. */
static void read_all(int fd, struct strbuf *to)
{
	char bytes[4096];
	ssize_t n;
	while ((n = read(fd, bytes, sizeof(bytes))) > 0)
		strbuf_add(to, bytes, (size_t)n);
}

static int run(struct centre *c, const char *const *argv)
{
	const char *env[] = {
		path_row, c->home, "LC_ALL=C.UTF-8", "TZ=UTC", "TERM=xterm", c->now, NULL};
	int ends[2], status = 0;
	if (pipe2(ends, O_CLOEXEC) != 0)
		return -1;
	pid_t pid = fork();
	if (pid == 0) {
		int none = open("/dev/null", O_RDONLY | O_CLOEXEC);
		dup2(none, 0);
		dup2(ends[1], 1);
		dup2(ends[1], 2);
		execvpe(argv[0], (char *const *)argv, (char *const *)env);
		_exit(127);
	}
	close(ends[1]);
	strbuf_reset(&c->said);
	read_all(ends[0], &c->said);
	close(ends[0]);
	waitpid(pid, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

int centre_vrun(struct centre *c, const char *word, va_list ap)
{
	const char *argv[MAX_WORDS + 4] = {c->program, "-s", c->store};
	size_t n = 3;
	for (; word && n < MAX_WORDS + 3; word = va_arg(ap, const char *))
		argv[n++] = word;
	argv[n] = NULL;
	return run(c, argv);
}

int centre_run(struct centre *c, const char *word, ...)
{
	va_list ap;
	va_start(ap, word);
	int status = centre_vrun(c, word, ap);
	va_end(ap);
	return status;
}

void centre_close(struct centre *c)
{
	const char *const argv[] = {"rm", "-rf", c->dir, NULL};
	if (c->dir)
		run(c, argv);
	free(c->dir);
	free(c->home);
	free(c->program);
	free(c->store);
	strbuf_fini(&c->said);
	*c = (struct centre){0};
}

char *centre_write(struct centre *c, const char *leaf, const char *bytes, size_t n)
{
	char *path = xasprintf("%s/%s", c->dir, leaf);
	FILE *f = fopen(path, "we");
	if (f) {
		fwrite(bytes, 1, n, f);
		fclose(f);
	}
	return path;
}

struct pty *centre_console(const struct centre *c, const char *login, int rows, int cols)
{
	const char *const argv[] = {c->program, "-s", c->store, login ? "--as" : NULL, login, NULL};
	const char *const env[] = {c->home, c->now, NULL};
	return pty_start(argv, env, rows, cols);
}

int centre_changes(struct centre *c)
{
	int n;
	if (centre_run(c, "audit", "verify", NULL) != 0 || sscanf(c->said.buf, "%d", &n) != 1)
		return -1;
	return n;
}
