/* widget.h - what the small parts of the screen share.
 *
 * A widget holds state, takes keys and answers with bits; it paints into a rectangle of a grid.
 * Painting takes a const widget: it changes nothing and allocates nothing. */
#ifndef CARREL_WIDGET_H
#define CARREL_WIDGET_H

enum widget_bits {
	WIDGET_NONE = 0,
	WIDGET_HANDLED = 1, /* the key is used up */
	WIDGET_REPAINT = 2, /* something looks different */
	WIDGET_CHANGED = 4, /* the selection or the text is another */
	WIDGET_SUBMIT = 8,  /* Enter, or a digit that chose: act on it */
	WIDGET_CANCEL = 16, /* Esc: close it, keep what was typed */
	WIDGET_FULL = 32,   /* it does not fit: the text is as it was */
};

#endif
