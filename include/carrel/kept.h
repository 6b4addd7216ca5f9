/* kept.h - how much of a text that was put in went out as it was.
 *
 *   kept % = 100 · LCS(words put in, words sent) / words put in, rounded down
 *
 * LCS is the longest common subsequence of words (runs of anything but white space), so that words
 * added before, between and behind cost nothing and a rewritten sentence costs its words. A blank
 * that was left to fill in ({amount}) is neither put in nor kept. Beyond
 * KEPT_WORDS_MAX words of either side the rest is compared in runs of that length, which bounds the
 * work to words × KEPT_WORDS_MAX. Wagner, R. A. & Fischer, M. J. (1974), JACM 21(1). */
#ifndef CARREL_KEPT_H
#define CARREL_KEPT_H

enum { KEPT_WORDS_MAX = 512 };

int kept_percent(const char *put_in, const char *sent); /* 0..100; 100 if nothing was put in */

#endif
