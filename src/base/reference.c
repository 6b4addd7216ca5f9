/* reference.c - case numbers: a bijection of the running count and Damm's check digit. */
#include "carrel/reference.h"

#include <stdio.h>
#include <string.h>

/* H. M. Damm (2004): a weakly totally anti-symmetric quasigroup of order 10, zeros on the
 * diagonal, so that a number followed by its check digit ends in state 0. */
static const unsigned char damm[10][10] = {
	{0, 3, 1, 7, 5, 9, 8, 6, 4, 2},
	{7, 0, 9, 2, 1, 5, 4, 8, 6, 3},
	{4, 2, 0, 6, 8, 7, 1, 3, 5, 9},
	{1, 7, 5, 0, 9, 8, 3, 4, 2, 6},
	{6, 1, 2, 3, 0, 4, 5, 9, 7, 8},
	{3, 6, 7, 4, 2, 0, 9, 5, 8, 1},
	{5, 8, 6, 9, 7, 2, 0, 1, 3, 4},
	{8, 9, 4, 5, 3, 6, 2, 0, 1, 7},
	{9, 4, 3, 8, 6, 1, 7, 2, 0, 5},
	{2, 5, 8, 1, 4, 3, 6, 7, 9, 0},
};

enum {
	FIRST_LOW = 1000000, /* 7 digits without a leading zero: 9 million of them */
	FIRST_COUNT = 9000000,
	FIRST_STEP = 5562307, /* no factor 2, 3 or 5: coprime to 9,000,000 */
	LAST_COUNT = 1000000,
	LAST_STEP = 618033, /* no factor 2 or 5: coprime to 1,000,000 */
	START = 2718281,    /* so that a new centre does not begin with a round number */
};

int reference_damm(const char *digits, int n)
{
	int state = 0;
	for (int i = 0; i < n; i++)
		state = damm[state][digits[i] - '0'];
	return state;
}

void reference_make(int64_t count, char out[REFERENCE_LEN + 1])
{
	int64_t body;
	if (count < FIRST_COUNT)
		body = FIRST_LOW + (count * FIRST_STEP + START) % FIRST_COUNT;
	else
		body = (count - FIRST_COUNT) * LAST_STEP % LAST_COUNT;
	char digits[24];
	snprintf(digits, sizeof(digits), "%07lld", (long long)body);
	memcpy(out, digits, REFERENCE_LEN - 1);
	out[REFERENCE_LEN - 1] = (char)('0' + reference_damm(out, REFERENCE_LEN - 1));
	out[REFERENCE_LEN] = '\0';
}

bool reference_parse(const char *s, char out[REFERENCE_LEN + 1])
{
	char digits[REFERENCE_LEN + 1];
	int n = 0;
	for (; *s != '\0'; s++) {
		if (*s == ' ' || *s == '.' || *s == '-')
			continue;
		if (*s < '0' || *s > '9' || n == REFERENCE_LEN)
			return false;
		digits[n++] = *s;
	}
	if (n != REFERENCE_LEN || reference_damm(digits, n) != 0)
		return false;
	memcpy(out, digits, REFERENCE_LEN);
	out[REFERENCE_LEN] = '\0';
	return true;
}

void reference_show(const char *number, char out[12])
{
	if (number == NULL || strlen(number) != REFERENCE_LEN) {
		snprintf(out, 12, "%.11s", number != NULL ? number : "");
		return;
	}
	snprintf(out, 12, "%.3s %.4s-%c", number, number + 3, number[7]);
}
