/* term.c - one way to call whichever terminal it is. */
#include "carrel/term.h"

#include <poll.h>

void term_close(struct term **term)
{
	if (*term)
		(*term)->ops->close(*term);
	*term = NULL;
}

void term_size(struct term *term, int *rows, int *cols)
{
	term->ops->size(term, rows, cols);
}

void term_blit(struct term *term, const struct grid *grid)
{
	term->ops->blit(term, grid);
}

void term_redraw(struct term *term)
{
	term->ops->redraw(term);
}

int term_fd(const struct term *term)
{
	return term->fd;
}

void term_read(struct term *term, int64_t now_ms)
{
	term->ops->read(term, now_ms);
}

bool term_waiting(const struct term *term)
{
	struct pollfd in = {.fd = term->fd, .events = POLLIN};
	return term->fd >= 0 && poll(&in, 1, 0) > 0;
}

bool term_key(struct term *term, int64_t now_ms, struct key *key)
{
	return keys_next(term->keys, now_ms, key);
}

int64_t term_timeout_ms(const struct term *term, int64_t now_ms)
{
	return keys_timeout_ms(term->keys, now_ms);
}

void term_bell(struct term *term)
{
	term->ops->bell(term);
}

void term_mouse(struct term *term, bool on)
{
	term->ops->mouse(term, on);
}

void term_title(struct term *term, const char *words)
{
	term->ops->title(term, words);
}

void term_copy(struct term *term, const char *text, size_t n)
{
	term->ops->copy(term, text, n);
}

void term_styles(struct term *term, const struct style_set *set)
{
	term->ops->styles(term, set);
}
