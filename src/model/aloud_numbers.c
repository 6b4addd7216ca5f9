/* What kind of number it is decides how it is said. Kinds are tried from the most to the least
 * particular; what fits none of them is left as it is written. */
#include "model/aloud.h"

#include "carrel/reference.h"
#include "carrel/strbuf.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

enum {
	DIGITS_MAX = 32,      /* more in a row are no number that people say */
	LONG_FROM = 5,        /* digits in a row that are said one by one */
	CODE_LETTERS_MAX = 4, /* "W2611340", "INV-88213" */
	CODE_DIGITS_MIN = 4,
	PHONE_MIN = 7,
	PHONE_MAX = 15, /* E.164 */
	LOCAL_MIN = 9,  /* without a country code: fewer are a year and a price side by side */
};

struct money {
	const char *sign;
	const char *one[ALOUD_TONGUES], *many[ALOUD_TONGUES];
};
static const struct money monies[] = {
#define ALOUD_MONEY(sign, en1, en, es1, es, ca1, ca) {sign, {en1, es1, ca1}, {en, es, ca}},
#include "model/aloud_words.def"
#undef ALOUD_MONEY
};

static const char *const plus[ALOUD_TONGUES] = {"plus", "más", "més"};
static const char *const minus[ALOUD_TONGUES] = {"minus ", "menos ", "menys "};
static const char *const cents[ALOUD_TONGUES] = {" ", " con ", " amb "};

/* Digits as they were written, with the groups they were written in. */
struct digits {
	char text[DIGITS_MAX];
	size_t n;
	size_t sizes[DIGITS_MAX];
	size_t groups;
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_word(char c)
{
	return isalnum((unsigned char)c) || (unsigned char)c >= 0x80;
}

size_t aloud_groups(size_t n, size_t *sizes, size_t max)
{
	size_t groups = 0;
	while (n > 0) {
		size_t take = n <= 4 ? n : 3;
		if (groups < max)
			sizes[groups] = take;
		groups++;
		n -= take;
	}
	return groups;
}

static size_t run_of(const char *s)
{
	size_t n = 0;
	while (is_digit(s[n]))
		n++;
	return n;
}

/* A dot, comma, colon or slash between digits makes it something else: a time, a date, a fraction. */
static bool goes_on(const char *s)
{
	return is_word(*s) || (*s && strchr(".,:/-", *s) && is_digit(s[1]));
}

static void add_group(struct digits *d, const char *s, size_t n)
{
	memcpy(d->text + d->n, s, n);
	d->n += n;
	d->sizes[d->groups++] = n;
}

/* Groups with one separator between them; brackets are taken as written around a group. */
static size_t read_groups(const char *s, struct digits *d)
{
	size_t at = 0, end = 0;
	*d = (struct digits){0};
	for (;;) {
		size_t lead = s[at] == '(' ? 1 : 0;
		size_t n = run_of(s + at + lead);
		if (n == 0 || d->n + n > DIGITS_MAX)
			return end;
		add_group(d, s + at + lead, n);
		at += lead + n + (lead && s[at + lead + n] == ')' ? 1 : 0);
		end = at;
		if (s[at] && strchr(" -.", s[at]))
			at++;
		else if (s[at] != '(')
			return end;
	}
}

static size_t say_groups(const struct digits *d, bool opened, struct strbuf *out)
{
	size_t at = 0;
	for (size_t g = 0; g < d->groups; g++) {
		if (g > 0 || opened)
			strbuf_addstr(out, ", ");
		for (size_t i = 0; i < d->sizes[g]; i++, at++) {
			if (i > 0)
				strbuf_addch(out, ' ');
			strbuf_addch(out, d->text[at]);
		}
	}
	return d->groups;
}

/* ---- kinds ---- */

/* "482 1937-6" or "4821937-6", its check digit right. */
static size_t case_at(const char *s, struct strbuf *out, size_t *groups)
{
	static const char *const shapes[] = {"ddd dddd-d", "ddddddd-d", "dddddddd"};
	for (size_t k = 0; k < sizeof(shapes) / sizeof(shapes[0]); k++) {
		size_t n = 0;
		const char *shape = shapes[k];
		while (shape[n] && (shape[n] == 'd' ? is_digit(s[n]) : s[n] == shape[n]))
			n++;
		char written[16] = "", number[REFERENCE_LEN + 1];
		if (shape[n] || goes_on(s + n))
			continue;
		memcpy(written, s, n);
		if (!reference_parse(written, number))
			continue;
		struct digits d = {.n = REFERENCE_LEN, .sizes = {3, 4, 1}, .groups = 3};
		memcpy(d.text, number, REFERENCE_LEN);
		*groups = say_groups(&d, false, out);
		return n;
	}
	return 0;
}

static const struct money *money_at(const char *s, size_t *n)
{
	for (size_t i = 0; i < sizeof(monies) / sizeof(monies[0]); i++) {
		*n = strlen(monies[i].sign);
		if (strncmp(s, monies[i].sign, *n) == 0 &&
			!(isalpha((unsigned char)monies[i].sign[0]) && is_word(s[*n])))
			return &monies[i];
	}
	*n = 0;
	return NULL;
}

/* One blank, or U+00A0 and U+202F, which stand between a figure and its unit in good print. */
static size_t blank_at(const char *s)
{
	if (*s == ' ')
		return 1;
	if (strncmp(s, "\302\240", 2) == 0)
		return 2;
	return strncmp(s, "\342\200\257", 3) == 0 ? 3 : 0;
}

struct amount {
	char whole[DIGITS_MAX];
	size_t n;
	int cents; /* -1: none written */
};

/* "1.234,50", "1,234.50", "12", "12,5". The last separator with one or two digits behind it parts the
 * cents; any other has three behind it. */
static size_t read_amount(const char *s, struct amount *a)
{
	size_t at = 0;
	*a = (struct amount){.cents = -1};
	for (;;) {
		size_t n = run_of(s + at);
		if (n == 0 || a->n + n >= DIGITS_MAX)
			return 0;
		memcpy(a->whole + a->n, s + at, n);
		a->n += n;
		at += n;
		if ((s[at] != '.' && s[at] != ',') || !is_digit(s[at + 1]))
			return at;
		size_t next = run_of(s + at + 1);
		if (next <= 2) {
			a->cents = (s[at + 1] - '0') * 10 + (next == 2 ? s[at + 2] - '0' : 0);
			return at + 1 + next;
		}
		if (next != 3)
			return 0;
		at++;
	}
}

static void say_whole(const struct amount *a, enum aloud_tongue tongue, struct strbuf *out)
{
	for (size_t i = 0; i < a->n; i++) {
		if (i > 0 && a->n >= LONG_FROM && (a->n - i) % 3 == 0)
			strbuf_addch(out, tongue == ALOUD_EN ? ',' : '.');
		strbuf_addch(out, a->whole[i]);
	}
}

static size_t amount_at(
	const char *s, char before, enum aloud_tongue tongue, struct strbuf *out, size_t *groups)
{
	struct amount a;
	size_t sign = 0, tail = 0;
	size_t at = (*s == '-' && !is_word(before)) ? 1 : 0;
	bool negative = at == 1;
	const struct money *m = money_at(s + at, &sign);
	at += sign;
	if (m)
		at += blank_at(s + at);
	size_t n = read_amount(s + at, &a);
	if (n == 0)
		return 0;
	at += n;
	if (!m) {
		size_t blank = blank_at(s + at);
		m = money_at(s + at + blank, &tail);
		at += blank + tail;
	}
	if (!m)
		return 0;
	strbuf_addstr(out, negative ? minus[tongue] : "");
	say_whole(&a, tongue, out);
	bool one = a.n == 1 && a.whole[0] == '1';
	strbuf_addf(out, " %s", one ? m->one[tongue] : m->many[tongue]);
	if (a.cents > 0)
		strbuf_addf(out, "%s%d", cents[tongue], a.cents);
	*groups = 2 + (a.cents > 0 ? 1 : 0);
	return at;
}

/* Digits of the country code that s begins with (ITU-T E.164, list of assigned codes by zone). */
static size_t country_digits(const char *s)
{
	static const char two[] = "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 "
				  "54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 "
				  "95 98 ";
	if (s[0] == '1' || s[0] == '7')
		return 1;
	for (const char *p = two; *p; p += 3)
		if (p[0] == s[0] && p[1] == s[1])
			return 2;
	return 3;
}

/* One long group becomes those in which it is said. */
static void regroup(struct digits *d, bool country)
{
	size_t head = country ? country_digits(d->text) : 0;
	if (d->groups != 1)
		return;
	d->groups = 0;
	if (head > 0)
		d->sizes[d->groups++] = head;
	d->groups += aloud_groups(d->n - head, d->sizes + d->groups, DIGITS_MAX - d->groups);
}

static size_t phone_at(const char *s, enum aloud_tongue tongue, struct strbuf *out, size_t *groups)
{
	struct digits d;
	bool country = *s == '+';
	size_t n = read_groups(s + country, &d);
	if (n == 0 || goes_on(s + country + n) || d.n > PHONE_MAX ||
		d.n < (country ? PHONE_MIN : LOCAL_MIN))
		return 0;
	/* A date, 2027-03-31, has fewer digits; prices with points have no blank. */
	regroup(&d, country);
	if (country)
		strbuf_addf(out, "%s ", plus[tongue]);
	*groups = say_groups(&d, false, out) + (country ? 1 : 0);
	return country + n;
}

/* "W2611340", "#W2611340", "INV-88213". */
static size_t code_at(const char *s, struct strbuf *out, size_t *groups)
{
	size_t hash = *s == '#' ? 1 : 0, letters = 0;
	while (isalpha((unsigned char)s[hash + letters]))
		letters++;
	size_t dash = letters > 0 && s[hash + letters] == '-' ? 1 : 0;
	const char *figures = s + hash + letters + dash;
	size_t n = run_of(figures);
	if (letters > CODE_LETTERS_MAX || n < CODE_DIGITS_MIN || n > DIGITS_MAX ||
		goes_on(figures + n) || (letters == 0 && !hash))
		return 0;
	for (size_t i = 0; i < letters; i++)
		strbuf_addf(out, "%s%c", i ? " " : "", s[hash + i]);
	struct digits d = {.n = n};
	memcpy(d.text, figures, n);
	d.groups = aloud_groups(n, d.sizes, DIGITS_MAX);
	*groups = say_groups(&d, letters > 0, out) + (letters > 0 ? 1 : 0);
	return hash + letters + dash + n;
}

static size_t long_at(const char *s, struct strbuf *out, size_t *groups)
{
	size_t n = run_of(s);
	if (n < LONG_FROM || n > DIGITS_MAX || goes_on(s + n))
		return 0;
	struct digits d = {.n = n};
	memcpy(d.text, s, n);
	d.groups = aloud_groups(n, d.sizes, DIGITS_MAX);
	*groups = say_groups(&d, false, out);
	return n;
}

size_t aloud_number_at(
	const char *s, char before, enum aloud_tongue tongue, struct strbuf *out, size_t *groups)
{
	*groups = 1;
	if (is_word(before) || (before && strchr(".,:/-", before)))
		return 0;
	size_t n = case_at(s, out, groups);
	if (n == 0)
		n = amount_at(s, before, tongue, out, groups);
	if (n == 0)
		n = phone_at(s, tongue, out, groups);
	if (n == 0)
		n = code_at(s, out, groups);
	if (n == 0)
		n = long_at(s, out, groups);
	return n;
}

void aloud_numbers(const char *text, enum aloud_tongue tongue, struct strbuf *out)
{
	char before = 0;
	for (const char *p = text; *p;) {
		size_t groups;
		size_t n = aloud_number_at(p, before, tongue, out, &groups);
		if (n == 0) {
			strbuf_addch(out, *p);
			n = 1;
		}
		before = p[n - 1];
		p += n;
	}
}
