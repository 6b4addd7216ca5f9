/* term_null.c - a terminal without a terminal: the last frame, counters, injected keys. */
#include "carrel/cells.h"
#include "carrel/mem.h"
#include "carrel/strbuf.h"
#include "carrel/term.h"
#include <assert.h>
#include <stdlib.h>

struct term_null {
	struct term term; /* first: a struct term * is a struct term_null * */
	int rows, cols;
	struct grid *screen;
	struct style_set styles;
	size_t frames, bells;
	bool mouse;
	struct strbuf title, copied;
};

static struct term_null *null_of(const struct term *term)
{
	return (struct term_null *)(uintptr_t)term;
}

static void null_close(struct term *term)
{
	struct term_null *null = null_of(term);

	keys_free(&null->term.keys);
	grid_free(&null->screen);
	strbuf_fini(&null->title);
	strbuf_fini(&null->copied);
	free(null);
}

static void null_size(struct term *term, int *rows, int *cols)
{
	*rows = null_of(term)->rows;
	*cols = null_of(term)->cols;
}

static void null_blit(struct term *term, const struct grid *grid)
{
	struct term_null *null = null_of(term);

	grid_copy(null->screen, grid);
	null->frames++;
}

static void null_nothing(struct term *term)
{
	(void)term;
}

static void null_read(struct term *term, int64_t now_ms)
{
	(void)term;
	(void)now_ms;
}

static void null_bell(struct term *term)
{
	null_of(term)->bells++;
}

static void null_mouse(struct term *term, bool on)
{
	null_of(term)->mouse = on;
}

static void null_title(struct term *term, const char *words)
{
	struct term_null *null = null_of(term);

	strbuf_reset(&null->title);
	strbuf_addstr(&null->title, words);
}

static void null_copy(struct term *term, const char *text, size_t n)
{
	struct term_null *null = null_of(term);

	strbuf_reset(&null->copied);
	cells_clean(&null->copied, text, n, true);
}

static void null_styles(struct term *term, const struct style_set *set)
{
	null_of(term)->styles = *set;
}

static const struct term_ops null_ops = {
	.name = "null",
	.close = null_close,
	.size = null_size,
	.blit = null_blit,
	.redraw = null_nothing,
	.read = null_read,
	.bell = null_bell,
	.mouse = null_mouse,
	.title = null_title,
	.copy = null_copy,
	.styles = null_styles,
};

struct term *term_null_open(int rows, int cols)
{
	struct term_null *null = xcalloc(1, sizeof *null);

	null->term = (struct term){
		.ops = &null_ops, .keys = keys_new(), .fd = -1, .colours = 256, .copies = true};
	null->rows = rows;
	null->cols = cols;
	null->styles = style_set_builtin;
	null->screen = grid_new(rows, cols);
	strbuf_init(&null->title);
	strbuf_init(&null->copied);
	return &null->term;
}

void term_null_resize(struct term *term, int rows, int cols)
{
	struct term_null *null = null_of(term);
	struct key key = {.kind = KEY_RESIZE};

	assert(term->ops == &null_ops);
	null->rows = rows;
	null->cols = cols;
	keys_push(term->keys, &key);
}

void term_null_input(struct term *term, const char *bytes, size_t n, int64_t now_ms)
{
	assert(term->ops == &null_ops);
	keys_feed(term->keys, bytes, n, now_ms);
}

const struct style_set *term_null_styles(const struct term *term)
{
	assert(term->ops == &null_ops);
	return &null_of(term)->styles;
}

const struct grid *term_null_screen(const struct term *term)
{
	assert(term->ops == &null_ops);
	return null_of(term)->screen;
}

size_t term_null_frames(const struct term *term)
{
	assert(term->ops == &null_ops);
	return null_of(term)->frames;
}

size_t term_null_bells(const struct term *term)
{
	assert(term->ops == &null_ops);
	return null_of(term)->bells;
}

bool term_null_mouse(const struct term *term)
{
	assert(term->ops == &null_ops);
	return null_of(term)->mouse;
}

const char *term_null_title(const struct term *term)
{
	assert(term->ops == &null_ops);
	return null_of(term)->title.buf;
}

const char *term_null_copied(const struct term *term)
{
	assert(term->ops == &null_ops);
	return null_of(term)->copied.buf;
}
