/* log.h - a log file and a ring of the last lines; never the terminal, never customer data.
 *
 * Values that came from people go through log_pii(), which writes only their length unless
 * log_allow_pii(true) was called by the person who owns the machine. Control bytes are escaped. */
#ifndef CARREL_LOG_H
#define CARREL_LOG_H

#include <stdbool.h>
#include <stddef.h>

enum log_level { LOG_ERROR, LOG_WARN, LOG_INFO, LOG_DEBUG, LOG_TRACE };

bool log_open(const char *path, enum log_level level); /* appends, mode 0600; false: not writable */
void log_close(void);
void log_set_level(enum log_level level);
enum log_level log_level(void);
void log_toggle_debug(void); /* async-signal-safe: SIGUSR2 switches between INFO and DEBUG */
void log_allow_pii(bool allow);

void log_error(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
void log_warn(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
void log_info(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
void log_debug(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
/* Rotating static buffers (8): "12 bytes" or, when allowed, the escaped text. */
const char *log_pii(const char *s);

/* The last lines, oldest first, for the message list; valid until the next log call. */
size_t log_ring_count(void);
const char *log_ring_line(size_t i);

#endif
