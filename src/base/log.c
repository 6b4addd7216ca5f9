#include "carrel/log.h"

#include "carrel/cells.h"
#include "carrel/clock.h"
#include "carrel/strbuf.h"
#include "carrel/utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { RING_SIZE = 256, PII_SLOTS = 8 };

static int log_fd = -1;
static volatile sig_atomic_t threshold = LOG_INFO;
static bool pii_allowed;
static char *ring[RING_SIZE];
static size_t ring_start, ring_count;

bool log_open(const char *path, enum log_level level)
{
	int fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd < 0)
		return false;
	log_close();
	log_fd = fd;
	threshold = (sig_atomic_t)level;
	return true;
}

void log_close(void)
{
	if (log_fd >= 0)
		(void)close(log_fd);
	log_fd = -1;
	for (size_t i = 0; i < RING_SIZE; i++) {
		free(ring[i]);
		ring[i] = NULL;
	}
	ring_start = ring_count = 0;
}

void log_set_level(enum log_level level)
{
	threshold = (sig_atomic_t)level;
}

enum log_level log_level(void)
{
	return (enum log_level)threshold;
}

void log_toggle_debug(void)
{
	threshold = threshold >= LOG_DEBUG ? LOG_INFO : LOG_DEBUG;
}

void log_allow_pii(bool allow)
{
	pii_allowed = allow;
}

static void add_escaped_rune(struct strbuf *out, const char *s, size_t len, uint32_t rune)
{
	if (rune == '\\')
		strbuf_addstr(out, "\\\\");
	else if (rune == '\n')
		strbuf_addstr(out, "\\n");
	else if (len == 1 && (rune < ' ' || rune >= 0x7F)) /* a control or malformed byte */
		strbuf_addf(out, "\\x%02X", (unsigned int)(unsigned char)s[0]);
	else if (cells_rune_width(rune) < 0)
		strbuf_addf(out, "\\u{%X}", (unsigned int)rune);
	else
		strbuf_add(out, s, len);
}

/* A line of the log is one line, and looking at it with cat(1) is safe. */
static void add_escaped(struct strbuf *out, const char *s, size_t n)
{
	for (size_t i = 0; i < n;) {
		uint32_t rune;
		size_t len = utf8_decode(s + i, n - i, &rune);
		add_escaped_rune(out, s + i, len, rune);
		i += len;
	}
}

static void keep_in_ring(char *line)
{
	size_t slot = (ring_start + ring_count) % RING_SIZE;
	if (ring_count == RING_SIZE)
		ring_start = (ring_start + 1) % RING_SIZE;
	else
		ring_count++;
	free(ring[slot]);
	ring[slot] = line;
}

static void write_line(const char *line, size_t n)
{
	if (log_fd < 0)
		return;
	/* One write of an O_APPEND file: lines of several consoles do not mix. A full disk must not
	 * stop the desk, so a failure is let go. */
	ssize_t put;
	do {
		put = write(log_fd, line, n);
	} while (put < 0 && errno == EINTR);
}

static void vlog(enum log_level level, const char *fmt, va_list ap)
{
	static const char *const names[] = {"error", "warn", "info", "debug", "trace"};
	if (level > log_level())
		return;
	int why = errno;
	struct strbuf text = STRBUF_INIT, line = STRBUF_INIT;
	char when[32];
	clock_iso(clock_wall_ms(), when);
	strbuf_vaddf(&text, fmt, ap);
	strbuf_addf(&line, "%s %d %s ", when, (int)getpid(), names[level]);
	add_escaped(&line, text.buf, text.len);
	strbuf_addch(&line, '\n');
	write_line(line.buf, line.len);
	strbuf_truncate(&line, line.len - 1);
	keep_in_ring(strbuf_detach(&line, NULL));
	strbuf_fini(&text);
	errno = why;
}

void log_error(const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	vlog(LOG_ERROR, fmt, ap);
	va_end(ap);
}

void log_warn(const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	vlog(LOG_WARN, fmt, ap);
	va_end(ap);
}

void log_info(const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	vlog(LOG_INFO, fmt, ap);
	va_end(ap);
}

void log_debug(const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	vlog(LOG_DEBUG, fmt, ap);
	va_end(ap);
}

const char *log_pii(const char *s)
{
	static struct strbuf slots[PII_SLOTS];
	static size_t next;
	struct strbuf *slot = &slots[next++ % PII_SLOTS];
	if (!slot->buf)
		strbuf_init(slot);
	strbuf_reset(slot);
	if (!s)
		strbuf_addstr(slot, "none");
	else if (pii_allowed) /* escaped once, when the line is written */
		strbuf_addstr(slot, s);
	else
		strbuf_addf(slot, "%zu bytes", strlen(s));
	return slot->buf;
}

size_t log_ring_count(void)
{
	return ring_count;
}

const char *log_ring_line(size_t i)
{
	return i < ring_count ? ring[(ring_start + i) % RING_SIZE] : "";
}
