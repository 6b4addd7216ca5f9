/* pan.c - card numbers in free text.
 *
 * Text is cut into runs: digits with at most one space, hyphen or dot between two of them. A run
 * of 13..19 digits is weighed whole. Longer runs (a card and its date, two numbers in a row) are
 * weighed only at the borders of their groups and only in the groupings printed on cards: sliding
 * through the digits would call every second account number a card. */
#include "carrel/pan.h"

#include "carrel/strbuf.h"
#include "carrel/utf8.h"
#include "carrel/vec.h"

#include <stdint.h>
#include <string.h>
#include <strings.h>
#include <unictype.h>

enum {
	PAN_MIN = 13,
	PAN_MAX = 19,
	CVV_MIN = 3,
	CVV_MAX = 4,
	CVV_REACH = 40,      /* bytes after a card in which a lone short number is its CVV */
	CVV_WORD_REACH = 12, /* bytes between "cvv" and its number */
	IBAN_MAX = 34,
};

struct digit {
	size_t start, end; /* bytes */
	unsigned char value;
	bool opens_group;
};

struct run {
	size_t start, end; /* bytes, first digit to last digit */
	size_t n;          /* digits */
};

static int digit_at(const char *s, size_t n, size_t pos, size_t *len)
{
	unsigned char c = (unsigned char)s[pos];
	if (c < 0x80) {
		*len = 1;
		return c >= '0' && c <= '9' ? c - '0' : -1;
	}
	uint32_t rune;
	*len = utf8_decode(s + pos, n - pos, &rune);
	return uc_decimal_value(rune);
}

/* Length of the one separator that may stand between two digits, 0 if none is here. */
static size_t separator_at(const char *s, size_t n, size_t pos)
{
	if (pos >= n)
		return 0;
	if (s[pos] == ' ' || s[pos] == '-' || s[pos] == '.')
		return 1;
	if ((unsigned char)s[pos] < 0x80)
		return 0;
	uint32_t rune;
	size_t len = utf8_decode(s + pos, n - pos, &rune);
	bool space = rune == 0xA0 || rune == 0x2007 || rune == 0x2009 || rune == 0x202F;
	bool hyphen = rune == 0xAD || (rune >= 0x2010 && rune <= 0x2015) || rune == 0x2212;
	return space || hyphen ? len : 0;
}

/* The first run at or after pos. digits may be NULL: only the extent is wanted then. */
static bool next_run(const char *s, size_t n, size_t pos, struct run *run, struct vec *digits)
{
	size_t len;
	while (pos < n && digit_at(s, n, pos, &len) < 0)
		pos += len;
	if (pos >= n)
		return false;
	*run = (struct run){.start = pos};
	bool opens = true;
	while (pos < n) {
		int value = digit_at(s, n, pos, &len);
		if (value >= 0) {
			if (digits != NULL) {
				struct digit *d = vec_push(digits);
				*d = (struct digit){pos, pos + len, (unsigned char)value, opens};
			}
			run->n++;
			pos += len;
			run->end = pos;
			opens = false;
			continue;
		}
		size_t separator = opens ? 0 : separator_at(s, n, pos);
		if (separator == 0)
			break;
		pos += separator;
		opens = true;
	}
	return true;
}

static int leading(const struct digit *d, int count)
{
	int value = 0;
	for (int i = 0; i < count; i++)
		value = value * 10 + d[i].value;
	return value;
}

/* Issuer ranges with the lengths they are issued in. */
static bool issuer_known(const struct digit *d, size_t n)
{
	/* clang-format off */
	static const struct {
		int digits, from, to;
		size_t min, max;
	} ranges[] = {
		{1, 4, 4, 13, 13},       {1, 4, 4, 16, 16},       {1, 4, 4, 18, 19},
		{2, 51, 55, 16, 16},     {4, 2221, 2720, 16, 16}, {4, 2200, 2204, 16, 19},
		{2, 34, 34, 15, 15},     {2, 37, 37, 15, 15},     {4, 1800, 1800, 15, 15},
		{4, 2131, 2131, 15, 15}, {3, 300, 305, 14, 19},   {4, 3095, 3095, 14, 19},
		{2, 36, 36, 14, 19},     {2, 38, 39, 14, 19},     {4, 3528, 3589, 16, 19},
		{4, 6011, 6011, 16, 19}, {3, 644, 649, 16, 19},   {2, 65, 65, 16, 19},
		{2, 62, 62, 16, 19},     {2, 50, 50, 13, 19},     {2, 56, 58, 13, 19},
		{2, 63, 63, 13, 19},     {2, 67, 67, 13, 19},     {2, 81, 82, 16, 19},
	};
	/* clang-format on */
	for (size_t i = 0; i < sizeof(ranges) / sizeof(ranges[0]); i++) {
		int head = leading(d, ranges[i].digits);
		if (head >= ranges[i].from && head <= ranges[i].to && n >= ranges[i].min &&
			n <= ranges[i].max)
			return true;
	}
	return false;
}

static bool is_card(const struct digit *d, size_t n)
{
	if (n < PAN_MIN || n > PAN_MAX || !issuer_known(d, n))
		return false;
	int sum = 0;
	for (size_t i = 0; i < n; i++) {
		int value = d[n - 1 - i].value;
		if (i % 2 == 1)
			value = value * 2 - (value > 4 ? 9 : 0);
		sum += value;
	}
	return sum % 10 == 0;
}

static size_t group_len(const struct digit *d, size_t n, size_t at)
{
	size_t len = at < n ? 1 : 0;
	while (at + len < n && !d[at + len].opens_group)
		len++;
	return len;
}

/* Digits of a card that begins with the group at `at`, 0 if none does. */
static size_t card_at_group(const struct digit *d, size_t n, size_t at)
{
	/* clang-format off */
	static const unsigned char shapes[][5] = {
		{4, 4, 4, 4, 0}, {4, 4, 4, 4, 3}, {4, 4, 4, 4, 2}, {4, 4, 4, 4, 1},
		{4, 6, 5, 0, 0}, {4, 6, 4, 0, 0},
	};
	/* clang-format on */
	size_t first = group_len(d, n, at);
	if (is_card(d + at, first))
		return first;
	for (size_t i = 0; i < sizeof(shapes) / sizeof(shapes[0]); i++) {
		size_t total = 0;
		bool fits = true;
		for (size_t g = 0; g < 5 && shapes[i][g] != 0 && fits; g++) {
			fits = group_len(d, n, at + total) == shapes[i][g];
			total += shapes[i][g];
		}
		if (fits && is_card(d + at, total))
			return total;
	}
	return 0;
}

/* 4-4-4-4 with a date before it or a CVV behind it and no blank between, or pasted twice. */
static size_t card_glued_at(const struct digit *d, size_t n, size_t at, size_t *first)
{
	enum { GROUP = 4, CARD = 4 * GROUP };
	size_t head = group_len(d, n, at), inner = at + head;
	*first = inner - GROUP;
	bool grouped = head >= GROUP && group_len(d, n, inner) == GROUP &&
		group_len(d, n, inner + GROUP) == GROUP &&
		group_len(d, n, inner + GROUP + GROUP) >= GROUP;
	return grouped && is_card(d + *first, CARD) ? CARD : 0;
}

/* The same card twice in one group of digits. */
static size_t card_twice_at(const struct digit *d, size_t n, size_t at)
{
	size_t len = group_len(d, n, at) / 2;
	for (size_t i = 0; i < len; i++)
		if (d[at + i].value != d[at + len + i].value)
			return 0;
	return is_card(d + at, len) ? len : 0;
}

static bool is_alnum(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static bool is_alpha(char c)
{
	return is_alnum(c) && (c < '0' || c > '9');
}

/* The length of an IBAN of a country (ISO 13616 registry), 0 when the two letters are none. */
static int iban_length(char a, char b)
{
	static const char lengths[] =
		"AD24AE23AL28AT20AZ28BA20BE16BG22BH22BR29BY28CH21CR22CY28CZ24DE22DK18DO28EE20EG29"
		"ES24FI18FO18FR27GB22GE22GI23GL18GR27GT28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20"
		"LB28LC32LI21LT20LU20LV21LY25MC27MD24ME22MK19MR27MT31MU30NL18NO15PK24PL28PS29PT25"
		"QA29RO24RS22SA24SC31SE24SI19SK24SM27ST25SV28TL23TN24TR26UA29VA22VG24XK20";
	if (a >= 'a')
		a = (char)(a - 'a' + 'A');
	if (b >= 'a')
		b = (char)(b - 'a' + 'A');
	for (const char *p = lengths; *p != '\0'; p += 4) {
		if (p[0] == a && p[1] == b)
			return (p[2] - '0') * 10 + p[3] - '0';
	}
	return 0;
}

static int mod97(int rest, char c)
{
	if (c >= '0' && c <= '9')
		return (rest * 10 + c - '0') % 97;
	int value = (c >= 'a' ? c - 'a' : c - 'A') + 10;
	return (rest * 100 + value) % 97;
}

/* Where an IBAN that begins at pos ends, 0 if none begins there. */
static size_t iban_end(const char *s, size_t n, size_t pos)
{
	if (pos + 4 > n || !is_alpha(s[pos]) || !is_alpha(s[pos + 1]) ||
		(pos > 0 && is_alnum(s[pos - 1])))
		return 0;
	int length = iban_length(s[pos], s[pos + 1]);
	if (length == 0)
		return 0;
	char packed[IBAN_MAX];
	int have = 0;
	size_t at = pos;
	while (at < n && have < length) {
		if (is_alnum(s[at]))
			packed[have++] = s[at];
		else if (s[at] != ' ' || at + 1 >= n || !is_alnum(s[at + 1]))
			return 0;
		at++;
	}
	if (have < length || (at < n && is_alnum(s[at])))
		return 0;
	int rest = 0;
	for (int i = 4; i < length + 4; i++)
		rest = mod97(rest, packed[i % length]);
	return rest == 1 ? at : 0;
}

/* True when bytes start..end lie inside an IBAN: a bank account, which may be written. */
static bool inside_iban(const char *s, size_t n, size_t start, size_t end)
{
	size_t reach = 2 * IBAN_MAX;
	size_t first = start > reach ? start - reach : 0;
	for (size_t pos = first; pos < start; pos++) {
		if (iban_end(s, n, pos) >= end)
			return true;
	}
	return false;
}

/* The first card of a run: [*first, *first + return) in digits; 0 none. */
static size_t card_in_run(const char *s, size_t n, const struct vec *digits, size_t *first)
{
	const struct digit *d = digits->data;
	*first = 0;
	if (is_card(d, digits->n) && !inside_iban(s, n, d[0].start, d[digits->n - 1].end))
		return digits->n;
	for (size_t at = 0; at < digits->n; at += group_len(d, digits->n, at)) {
		size_t len = card_at_group(d, digits->n, at), from = at;
		if (len == 0)
			len = card_twice_at(d, digits->n, at);
		if (len == 0)
			len = card_glued_at(d, digits->n, at, &from);
		if (len > 0 && !inside_iban(s, n, d[from].start, d[from + len - 1].end)) {
			*first = from;
			return len;
		}
	}
	return 0;
}

static bool is_cvv_word(const char *s)
{
	static const char *const words[] = {"cvv", "cvc", "cid", "csc"};
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (strncasecmp(s, words[i], 3) == 0)
			return true;
	}
	return false;
}

/* True if "cvv", "cvc", "cid" or "csc" (perhaps with a 2) stands shortly before pos. */
static bool cvv_word_before(const char *s, size_t pos)
{
	size_t reach = CVV_WORD_REACH + 4;
	size_t first = pos > reach ? pos - reach : 0;
	for (size_t at = pos; at-- > first;) {
		bool begins = at + 3 <= pos && !(at > 0 && is_alpha(s[at - 1]));
		bool ends = at + 3 >= pos || !is_alpha(s[at + 3]);
		if (begins && ends && is_cvv_word(s + at))
			return true;
		if (s[at] == '\n' || (s[at] >= '0' && s[at] <= '9' && s[at] != '2'))
			return false;
	}
	return false;
}

static bool is_cvv(const char *s, const struct run *run, size_t card_end)
{
	if (run->n < CVV_MIN || run->n > CVV_MAX)
		return false;
	if (cvv_word_before(s, run->start))
		return true;
	bool near_card = card_end != 0 && run->start - card_end <= CVV_REACH;
	return near_card && !(run->start > 0 && s[run->start - 1] == '/');
}

bool pan_find(const char *s, size_t n, size_t *start, size_t *len)
{
	struct vec digits = {.size = sizeof(struct digit)};
	struct run run;
	bool found = false;
	for (size_t pos = 0; !found && next_run(s, n, pos, &run, NULL); pos = run.end) {
		if (run.n < PAN_MIN)
			continue;
		vec_clear(&digits);
		next_run(s, n, run.start, &run, &digits);
		size_t first;
		size_t count = card_in_run(s, n, &digits, &first);
		if (count == 0)
			continue;
		const struct digit *d = digits.data;
		*start = d[first].start;
		*len = d[first + count - 1].end - *start;
		found = true;
	}
	vec_fini(&digits);
	return found;
}

static size_t digits_at(const char *s, size_t n, size_t pos)
{
	size_t len = 0;
	while (pos + len < n && s[pos + len] >= '0' && s[pos + len] <= '9')
		len++;
	return len;
}

/* Everything but cards: text, and short numbers that may be a CVV. */
static void mask_between(const char *s, size_t from, size_t to, size_t card_end, struct strbuf *out)
{
	struct run run;
	while (from < to && next_run(s, to, from, &run, NULL)) {
		/* The 2 of "cvv2 123" belongs to the word, the year of "12/2027 123" to the date. */
		size_t lead = 0;
		if (run.start > 1 && s[run.start] == '2' && cvv_word_before(s, run.start))
			lead = 1;
		else if (run.start > 0 && s[run.start - 1] == '/')
			lead = digits_at(s, to, run.start);
		if (lead > 0 && run.start + lead < run.end)
			next_run(s, to, run.start + lead, &run, NULL);
		strbuf_add(out, s + from, run.start - from);
		if (is_cvv(s, &run, card_end))
			strbuf_addstr(out, "[cvv]");
		else
			strbuf_add(out, s + run.start, run.end - run.start);
		from = run.end;
	}
	if (from < to)
		strbuf_add(out, s + from, to - from);
}

static void add_masked(const char *s, size_t n, struct strbuf *out)
{
	struct run run;
	struct vec digits = {.size = sizeof(struct digit)};
	next_run(s, n, 0, &run, &digits);
	strbuf_addstr(out, "[card ****");
	for (size_t i = digits.n - 4; i < digits.n; i++) {
		const struct digit *d = vec_at(&digits, i);
		strbuf_addch(out, (char)('0' + d->value));
	}
	strbuf_addch(out, ']');
	vec_fini(&digits);
}

static size_t mask_once(const char *s, size_t n, struct strbuf *out)
{
	size_t cards = 0;
	size_t pos = 0;
	size_t card_end = 0;
	size_t start;
	size_t len;
	while (pos < n && pan_find(s + pos, n - pos, &start, &len)) {
		start += pos;
		mask_between(s, pos, start, card_end, out);
		add_masked(s + start, len, out);
		pos = start + len;
		card_end = pos;
		cards++;
	}
	mask_between(s, pos, n, card_end, out);
	return cards;
}

/* What is taken out of a long run of digits parts it, and a part may be a card where the run was none:
 * so once more, until nothing is found. Each time fewer digits are left. */
size_t pan_mask(const char *s, size_t n, struct strbuf *out)
{
	size_t from = out->len, start, len;
	size_t cards = mask_once(s, n, out);
	while (pan_find(out->buf + from, out->len - from, &start, &len)) {
		struct strbuf again = STRBUF_INIT;
		cards += mask_once(out->buf + from, out->len - from, &again);
		strbuf_truncate(out, from);
		strbuf_add(out, again.buf, again.len);
		strbuf_fini(&again);
	}
	return cards;
}
