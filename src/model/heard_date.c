/* heard_date.c - dates as people say them, and as they are written down. */
#include "carrel/heard.h"

#include "carrel/arena.h"
#include "carrel/fold.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MONTHS = 12, PIECES = 12, FIRST_YEAR = 1890, LAST_YEAR = 2040, DAYS = 31 };

struct named {
	const char *word;
	int value;
};

/* clang-format off */
static const struct named months[] = {
	{"january", 1}, {"february", 2}, {"march", 3}, {"april", 4}, {"may", 5}, {"june", 6}, {"july", 7},
	{"august", 8}, {"september", 9}, {"october", 10}, {"november", 11}, {"december", 12},
	{"jan", 1}, {"feb", 2}, {"mar", 3}, {"apr", 4}, {"jun", 6}, {"jul", 7}, {"aug", 8}, {"sep", 9}, {"sept", 9},
	{"oct", 10}, {"nov", 11}, {"dec", 12}, {"februarie", 2},
	{"enero", 1}, {"febrero", 2}, {"marzo", 3}, {"abril", 4}, {"mayo", 5}, {"junio", 6}, {"julio", 7},
	{"agosto", 8}, {"septiembre", 9}, {"setiembre", 9}, {"octubre", 10}, {"noviembre", 11}, {"diciembre", 12},
	{"gener", 1}, {"febrer", 2}, {"marc", 3}, {"maig", 5}, {"juny", 6}, {"juliol", 7}, {"agost", 8},
	{"setembre", 9}, {"novembre", 11}, {"desembre", 12},
	{NULL, 0},
};
static const struct named numbers[] = {
	{"first", 1}, {"second", 2}, {"third", 3}, {"fourth", 4}, {"fifth", 5}, {"sixth", 6}, {"seventh", 7},
	{"eighth", 8}, {"ninth", 9}, {"tenth", 10}, {"eleventh", 11}, {"twelfth", 12}, {"thirteenth", 13},
	{"fourteenth", 14}, {"fifteenth", 15}, {"sixteenth", 16}, {"seventeenth", 17}, {"eighteenth", 18},
	{"nineteenth", 19}, {"twentieth", 20}, {"thirtieth", 30},
	{"one", 1}, {"two", 2}, {"to", 2}, {"too", 2}, {"three", 3}, {"free", 3}, {"four", 4}, {"for", 4}, {"five", 5}, {"v", 5},
	{"six", 6}, {"seven", 7}, {"eight", 8}, {"nine", 9}, {"ten", 10}, {"eleven", 11}, {"twelve", 12},
	{"thirteen", 13}, {"fourteen", 14}, {"fifteen", 15}, {"sixteen", 16}, {"seventeen", 17}, {"eighteen", 18},
	{"nineteen", 19}, {"twenty", 20}, {"thirty", 30}, {"forty", 40}, {"fifty", 50}, {"sixty", 60}, {"seventy", 70},
	{"eighty", 80}, {"ninety", 90}, {"oh", 0}, {"zero", 0},
	{"primero", 1}, {"uno", 1}, {"dos", 2}, {"tres", 3}, {"cuatro", 4}, {"quatre", 4}, {"cinco", 5}, {"cinc", 5},
	{"seis", 6}, {"sis", 6}, {"siete", 7}, {"set", 7}, {"ocho", 8}, {"vuit", 8}, {"nueve", 9}, {"nou", 9},
	{"diez", 10}, {"deu", 10}, {"once", 11}, {"onze", 11}, {"doce", 12}, {"dotze", 12},
	{NULL, 0},
};
/* clang-format on */

/* Numbers of what was said, with the month where it was named. */
struct pieces {
	char digits[PIECES][9];
	size_t n;
	int month;
	size_t month_at; /* how many numbers came before it */
};

/* As far as there are digits. */
static int number_of(const char *digits)
{
	int value = 0;
	for (; *digits >= '0' && *digits <= '9' && value < 100000000; digits++)
		value = value * 10 + (*digits - '0');
	return value;
}

static int named_value(const struct named *table, const char *word, size_t n, int otherwise)
{
	for (; table->word != NULL; table++) {
		if (strlen(table->word) == n && strncmp(table->word, word, n) == 0)
			return table->value;
	}
	return otherwise;
}

static void add_digits(struct pieces *p, const char *digits, size_t n)
{
	if (p->n == PIECES || n == 0 || n >= sizeof(p->digits[0]))
		return;
	memcpy(p->digits[p->n], digits, n);
	p->digits[p->n++][n] = '\0';
}

static void cut(const char *folded, struct pieces *p)
{
	memset(p, 0, sizeof(*p));
	for (const char *s = folded; *s != '\0';) {
		size_t n = strspn(s, "0123456789");
		if (n > 0) {
			add_digits(p, s, n);
			s += n;
			/* "26th": what follows a number at once is its ending. */
			s += strspn(s, "abcdefghijklmnopqrstuvwxyz");
			continue;
		}
		n = strspn(s, "abcdefghijklmnopqrstuvwxyz");
		if (n == 0) {
			s++;
			continue;
		}
		int month = named_value(months, s, n, 0), number = named_value(numbers, s, n, -1);
		/* A recogniser writes "May" for "the"; the last month named is the one. */
		if (month != 0) {
			p->month = month;
			p->month_at = p->n;
		} else if (number >= 0) {
			char text[12];
			int len = snprintf(text, sizeof(text), "%d", number);
			add_digits(p, text, (size_t)len);
		}
		s += n;
	}
}

static int days_in(int year, int month)
{
	static const int days[MONTHS] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = year == 0 || (year % 4 == 0 && (year % 100 != 0 || year % 400 == 0));
	return month == 0 ? DAYS : days[month - 1] + (month == 2 && leap);
}

static bool can_be(const struct heard_date *d)
{
	return d->month >= 0 && d->month <= MONTHS && d->day >= 0 &&
		d->day <= days_in(d->year, d->month) &&
		(d->year == 0 || (d->year >= FIRST_YEAR && d->year <= LAST_YEAR)) &&
		(d->year != 0) + (d->month != 0) + (d->day != 0) > 0;
}

struct readings {
	struct heard_date *out;
	size_t n, max;
};

static void read_as(struct readings *r, int year, int month, int day)
{
	struct heard_date d = {year, month, day};
	if (!can_be(&d) || r->n == r->max)
		return;
	for (size_t i = 0; i < r->n; i++) {
		const struct heard_date *o = &r->out[i];
		if (o->year == year && o->month == month && o->day == day)
			return;
	}
	r->out[r->n++] = d;
}

/* All the digits from piece i on as one text. */
static void join_from(const struct pieces *p, size_t i, char *out, size_t size)
{
	size_t len = 0;
	for (out[0] = '\0'; i < p->n; i++) {
		size_t n = strlen(p->digits[i]);
		if (len + n + 1 > size)
			return;
		memcpy(out + len, p->digits[i], n + 1);
		len += n;
	}
}

/* "1929", "19 29", "1920 9", "1920 09", "29", "2000 and 2"; 0: none. */
static int year_from(const struct pieces *p, size_t i)
{
	if (i >= p->n)
		return 0;
	int first = number_of(p->digits[i]), next = -1;
	size_t len = strlen(p->digits[i]);
	if (i + 1 < p->n)
		next = number_of(p->digits[i + 1]);
	if (len == 4 && next >= 0 && next < 10 && first % 10 == 0)
		return first + next;
	if (len == 4)
		return first;
	if (len == 2 && (first == 19 || first == 20) && next >= 0 && next < 100) {
		int third = i + 2 < p->n ? number_of(p->digits[i + 2]) : -1;
		bool tens = next >= 20 && next % 10 == 0 && third > 0 && third < 10;
		return first * 100 + next + (tens ? third : 0);
	}
	if (len == 2 && i + 1 == p->n)
		return first > 26 ? 1900 + first : 2000 + first;
	return 0;
}

static void read_named(struct readings *r, const struct pieces *p)
{
	int before = p->month_at > 0 ? number_of(p->digits[p->month_at - 1]) : 0;
	/* "twenty sixth" */
	if (p->month_at > 1 && before < 10) {
		int tens = number_of(p->digits[p->month_at - 2]);
		before += tens == 20 || tens == 30 ? tens : 0;
	}
	int year = year_from(p, p->month_at);
	if (before > DAYS && year == 0) {
		read_as(r, before, p->month, 0);
		before = 0;
	}
	if (before > 0)
		read_as(r, year, p->month, before);
	/* "April 8th 1935" */
	if (p->month_at + 1 < p->n)
		read_as(r, year_from(p, p->month_at + 1), p->month,
			number_of(p->digits[p->month_at]));
	else if (year == 0 && p->month_at < p->n)
		read_as(r, 0, p->month, number_of(p->digits[p->month_at]));
	read_as(r, year, p->month, 0);
}

static void read_split(struct readings *r, const char *digits)
{
	size_t n = strlen(digits);
	for (size_t day = 2; day >= 1; day--) {
		for (size_t month = 2; month >= 1; month--) {
			char d[3] = {0}, m[3] = {0};
			if (day + month > n)
				continue;
			memcpy(d, digits, day);
			memcpy(m, digits + day, month);
			const char *rest = digits + day + month;
			int year = number_of(rest);
			size_t len = strlen(rest);
			if (len == 2)
				year += year > 26 ? 1900 : 2000;
			/* "1 9 9 9" loses its 1 or one of its nines */
			else if (len == 3)
				year = rest[0] == '1' ? year * 10 : year + 1000;
			else if (len > 4)
				year = 0;
			read_as(r, year, number_of(m), number_of(d));
			if (len == 4 || len == 2)
				read_as(r, year, number_of(d), number_of(m));
		}
	}
}

static void read_numbers(struct readings *r, const struct pieces *p)
{
	char all[PIECES * 9];
	if (p->n >= 3 && strlen(p->digits[0]) == 4)
		read_as(r, number_of(p->digits[0]), number_of(p->digits[1]),
			number_of(p->digits[2]));
	if (p->n >= 2 && strlen(p->digits[0]) <= 2 && strlen(p->digits[1]) <= 2) {
		int x = number_of(p->digits[0]), y = number_of(p->digits[1]);
		int year = year_from(p, 2);
		read_as(r, year, y, x);
		if (year != 0)
			read_as(r, year, x, y);
	}
	join_from(p, 0, all, sizeof(all));
	if (strlen(all) >= 4)
		read_split(r, all);
	for (size_t i = 0; i < p->n; i++) {
		if (strlen(p->digits[i]) == 4)
			read_as(r, number_of(p->digits[i]), 0, 0);
	}
}

size_t heard_dates(const char *said, struct heard_date *out, size_t max)
{
	struct arena *a = arena_new();
	struct pieces p;
	struct readings r = {.out = out, .max = max};
	cut(fold_text(a, said), &p);
	arena_free(&a);
	if (p.month != 0)
		read_named(&r, &p);
	else
		read_numbers(&r, &p);
	return r.n;
}

bool heard_date_iso(const struct heard_date *d, char out[11])
{
	if (d->year < 1000 || d->year > 9999 || d->month < 1 || d->month > MONTHS || d->day < 1 ||
		d->day > days_in(d->year, d->month))
		return false;
	snprintf(out, 11, "%04u-%02u-%02u", (unsigned)d->year % 10000, (unsigned)d->month % 100,
		(unsigned)d->day % 100);
	return true;
}

bool heard_date_parse(const char *iso, struct heard_date *out)
{
	char again[11];
	if (strlen(iso) != 10 || strspn(iso, "0123456789-") != 10 || iso[4] != '-' || iso[7] != '-')
		return false;
	*out = (struct heard_date){number_of(iso), number_of(iso + 5), number_of(iso + 8)};
	return heard_date_iso(out, again) && strcmp(iso, again) == 0;
}

static int digits_apart(int a, int b)
{
	int apart = 0;
	for (; a != 0 || b != 0; a /= 10, b /= 10)
		apart += a % 10 != b % 10;
	return apart;
}

int heard_date_likeness(const struct heard_date *heard, const struct heard_date *known)
{
	enum { YEAR = 400, MONTH = 300, DAY = 300 };
	int score = 0;
	if (heard->year == 0)
		score += YEAR * 2 / 5;
	else if (heard->year == known->year)
		score += YEAR;
	else if (digits_apart(heard->year, known->year) == 1)
		score += YEAR / 2;
	if (heard->month == 0)
		score += MONTH / 4;
	else if (heard->month == known->month)
		score += MONTH;
	if (heard->day == 0)
		score += DAY / 3;
	else if (heard->day == known->day)
		score += DAY;
	else if (heard->day % 10 == known->day % 10 || digits_apart(heard->day, known->day) == 1)
		score += DAY / 2;
	return score;
}
