/* layout.c - splitting a rectangle by minima, weights and wishes.
 *
 * Neighbours share a border line, so n children of a split cover room + n - 1 lines of it. */
#include "carrel/layout.h"
#include <assert.h>
#include <string.h>

enum { KIDS_MAX = 16, PANE_MIN = 3 }; /* a pane of fewer lines would show nothing inside */

struct placing {
	struct layout_place *out;
	int n;
	uint32_t hidden;
	const int *grow;
};

enum layout_class layout_class_of(int rows, int cols)
{
	if (rows < 4 || cols < 20)
		return LAYOUT_TINY;
	if (rows < 15 || cols < 60)
		return LAYOUT_SMALL;
	if (rows < 30 || cols < 100)
		return LAYOUT_MEDIUM;
	if (rows < 50 || cols < 160)
		return LAYOUT_LARGE;
	return LAYOUT_HUGE;
}

const char *layout_class_name(enum layout_class class)
{
	static const char *const names[LAYOUT_CLASS_COUNT] = {
		[LAYOUT_TINY] = "tiny",
		[LAYOUT_SMALL] = "small",
		[LAYOUT_MEDIUM] = "medium",
		[LAYOUT_LARGE] = "large",
		[LAYOUT_HUGE] = "huge",
	};
	return names[class];
}

static bool node_shown(const struct layout_node *node, uint32_t hidden)
{
	if (node->kind == LAYOUT_PANE) {
		assert(node->pane >= 0 && node->pane < LAYOUT_PANES_MAX);
		return (hidden >> node->pane & 1) == 0;
	}
	for (int i = 0; i < node->nkids; i++) {
		if (node_shown(&node->kids[i], hidden))
			return true;
	}
	return false;
}

/* The wish of a person for a pane counts for the split it lies in directly. */
static int node_min(const struct placing *p, const struct layout_node *node)
{
	int min = node->min > PANE_MIN ? node->min : PANE_MIN;

	if (node->kind == LAYOUT_PANE && p->grow)
		min += p->grow[node->pane];
	return min > PANE_MIN ? min : PANE_MIN;
}

/* Gives each of n children its length; returns how many found room. */
static int share_out(const struct placing *p, const struct layout_node *const *kids, int n,
	int room, int len[KIDS_MAX])
{
	int sum, weights;

	for (;; n--) {
		sum = weights = 0;
		for (int i = 0; i < n; i++) {
			len[i] = node_min(p, kids[i]);
			sum += len[i];
			weights += kids[i]->weight;
		}
		if (sum <= room + n - 1 || n == 1)
			break;
	}
	int left = room + n - 1 - sum;
	for (int i = 0; i < n && left > 0; i++) {
		int max = kids[i]->max;
		int more = weights > 0 ? left * kids[i]->weight / weights : 0;
		if (max > 0 && len[i] + more > max)
			more = max > len[i] ? max - len[i] : 0;
		weights -= kids[i]->weight;
		len[i] += more;
		left -= more;
	}
	/* Whatever nobody asked for goes to the last one: no gap in the frame. */
	len[n - 1] += left;
	return n;
}

static void place_node(struct placing *p, const struct layout_node *node, struct rect area)
{
	const struct layout_node *kids[KIDS_MAX];
	int len[KIDS_MAX], n = 0;
	bool down = node->kind == LAYOUT_ROWS;

	if (node->kind == LAYOUT_PANE) {
		if (p->n < LAYOUT_PANES_MAX)
			p->out[p->n++] = (struct layout_place){node->pane, area};
		return;
	}
	for (int i = 0; i < node->nkids && n < KIDS_MAX; i++) {
		if (node_shown(&node->kids[i], p->hidden))
			kids[n++] = &node->kids[i];
	}
	if (n == 0)
		return;
	n = share_out(p, kids, n, down ? area.rows : area.cols, len);
	for (int i = 0, at = 0; i < n; at += len[i] - 1, i++) {
		struct rect part = area;
		if (down) {
			part.row += at;
			part.rows = len[i];
		} else {
			part.col += at;
			part.cols = len[i];
		}
		place_node(p, kids[i], rect_intersect(part, area));
	}
}

int layout_place(const struct layout_node *root, struct rect area, uint32_t hidden, const int *grow,
	struct layout_place out[LAYOUT_PANES_MAX])
{
	struct placing p = {.out = out, .hidden = hidden, .grow = grow};

	if (node_shown(root, hidden) && area.rows > 0 && area.cols > 0)
		place_node(&p, root, area);
	return p.n;
}

bool layout_find(const struct layout_place *places, int n, int pane, struct rect *rect)
{
	for (int i = 0; i < n; i++) {
		if (places[i].pane == pane) {
			*rect = places[i].rect;
			return true;
		}
	}
	return false;
}

struct layout_frame layout_frame_of(int rows, int cols)
{
	struct layout_frame f = {.status = {0, 0, 1, cols}};

	if (layout_class_of(rows, cols) == LAYOUT_TINY)
		return f;
	f.body = (struct rect){1, 0, rows - 3, cols};
	f.message = (struct rect){rows - 2, 0, 1, cols};
	f.hints = (struct rect){rows - 1, 0, 1, cols};
	return f;
}
