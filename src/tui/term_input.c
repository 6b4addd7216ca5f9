/* term_input.c - see term_input.h. */
#include "tui/term_input.h"
#include "tui/term_signal.h"
#include <errno.h>
#include <poll.h>
#include <unistd.h>

enum {
	READ_CHUNK = 4096,
	READ_TURN_MAX = 64 * 1024, /* bytes a turn: a paste must not starve the screen */
};

void term_input_read(int fd, struct keys *keys, int64_t now_ms)
{
	char buf[READ_CHUNK];

	for (size_t total = 0; total < READ_TURN_MAX;) {
		struct pollfd p = {.fd = fd, .events = POLLIN};
		if (poll(&p, 1, 0) <= 0)
			return;
		ssize_t n = read(fd, buf, sizeof buf);
		if (n < 0 && (errno == EINTR || errno == EAGAIN))
			return;
		if (n <= 0) { /* hung up: EIO on a pty, 0 on others */
			keys_eof(keys);
			term_signal_unwatch(fd);
			return;
		}
		keys_feed(keys, buf, (size_t)n, now_ms);
		total += (size_t)n;
	}
}
