#include "carrel/blank.h"

#include "base/blank_parts.h"
#include "carrel/arena.h"
#include "carrel/i18n.h"
#include "carrel/pan.h"
#include "carrel/phone.h"
#include "carrel/reference.h"
#include "carrel/strbuf.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { WHOLE_MAX = 12, PART_MAX = 6, CENTS = 2, GROUP = 3 };

static const char *const type_names[] = {
	[BLANK_TEXT] = "text",
	[BLANK_NUMBER] = "number",
	[BLANK_MONEY] = "money",
	[BLANK_DATE] = "date",
	[BLANK_TIME] = "time",
	[BLANK_PHONE] = "phone",
	[BLANK_EMAIL] = "email",
	[BLANK_CASE] = "case",
	[BLANK_CHOICE] = "choice",
};

const char *blank_type_name(enum blank_type type)
{
	return type_names[type];
}

bool blank_type_parse(const char *name, enum blank_type *out)
{
	for (size_t i = 0; i < BLANK_TYPES; i++)
		if (strcmp(type_names[i], name) == 0) {
			*out = (enum blank_type)i;
			return true;
		}
	return false;
}

/* What the types share while one value is checked. */
struct check {
	const struct blank_rule *rule;
	const struct blank_manner *manner;
	enum blank_tongue tongue;
	struct arena *a;
	struct err *err;
};

/* ---- numbers and money ---------------------------------------------------------------------- */

struct decimal {
	const char *whole; /* digits without leading zeros, at least one */
	const char *part;  /* digits after the sign, maybe none */
	double value;
};

/* Where the decimal sign stands, or n. Of two kinds the last one is it. One that comes once before
 * three digits groups thousands, but for the sign of the language; money has no thousandths. */
static size_t decimal_sign(const char *s, size_t n, enum blank_tongue tongue, bool money)
{
	const char *marks = ".,";
	size_t last = n, kinds = 0, times = 0;
	for (size_t k = 0; k < 2; k++)
		kinds += memchr(s, marks[k], n) != NULL;
	for (size_t i = 0; i < n; i++)
		if (s[i] == '.' || s[i] == ',') {
			last = i;
			times++;
		}
	if (kinds == 2 || times == 0)
		return last;
	bool own = s[last] == (tongue == TONGUE_EN ? '.' : ',');
	return times == 1 && (n - last - 1 != GROUP || (own && !money)) ? last : n;
}

/* The digits of s[0..n), whose thousands may be apart by one of " .,'", in groups of three. */
static bool whole_digits(const char *s, size_t n, struct strbuf *out)
{
	size_t run = 0, groups = 0;
	for (size_t i = 0; i < n; i++) {
		bool digit = s[i] >= '0' && s[i] <= '9';
		if (!digit && (run == 0 || run > GROUP || (groups && run != GROUP)))
			return false;
		if (digit) {
			strbuf_addch(out, s[i]);
			run++;
		} else {
			groups++;
			run = 0;
		}
	}
	return groups ? run == GROUP : run > 0;
}

static bool decimal_read(const char *s, const struct check *c, struct decimal *out)
{
	size_t n = strlen(s), at = decimal_sign(s, n, c->tongue, c->rule->type == BLANK_MONEY);
	struct strbuf whole = STRBUF_INIT;
	bool good = strspn(s, "0123456789.,' ") == n &&
		(at ? whole_digits(s, at, &whole) : (strbuf_addch(&whole, '0'), at + 1 < n));
	const char *part = at < n ? s + at + 1 : "";
	good = good && strspn(part, "0123456789") == strlen(part) && strlen(part) <= PART_MAX &&
		(at == n || *part) && whole.len <= WHOLE_MAX;
	if (good) {
		const char *digits = whole.buf + strspn(whole.buf, "0");
		out->whole = arena_strdup(c->a, *digits ? digits : "0");
		out->part = arena_strdup(c->a, part);
		double scale = 1;
		out->value = 0;
		for (const char *d = out->whole; *d; d++)
			out->value = out->value * 10 + (*d - '0');
		for (const char *d = part; *d; d++)
			out->value += (*d - '0') / (scale *= 10);
	}
	strbuf_fini(&whole);
	return good;
}

/* English groups from 1,000; Spanish and Catalan from 10.000 (CLDR minimumGroupingDigits 2). */
static void decimal_write(
	const struct decimal *d, size_t part_min, enum blank_tongue tongue, struct strbuf *out)
{
	size_t n = strlen(d->whole), least = tongue == TONGUE_EN ? GROUP + 1 : GROUP + 2;
	for (size_t i = 0; i < n; i++) {
		if (i && n >= least && (n - i) % GROUP == 0)
			strbuf_addch(out, tongue == TONGUE_EN ? ',' : '.');
		strbuf_addch(out, d->whole[i]);
	}
	size_t part = strlen(d->part);
	if (part || part_min)
		strbuf_addch(out, tongue == TONGUE_EN ? '.' : ',');
	strbuf_addstr(out, d->part);
	for (; part < part_min; part++)
		strbuf_addch(out, '0');
}

static const char *number_shown(double value, size_t part_min, const struct check *c)
{
	struct strbuf out = STRBUF_INIT;
	char *plain = arena_printf(c->a, "%.*f", part_min ? CENTS : 0, value < 0 ? -value : value);
	size_t whole = strcspn(plain, ".,");
	struct decimal d = {.whole = arena_strndup(c->a, plain, whole),
		.part = plain[whole] ? plain + whole + 1 : ""};
	if (value < 0)
		strbuf_addch(&out, '-');
	decimal_write(&d, part_min, c->tongue, &out);
	const char *shown = arena_strdup(c->a, out.buf);
	strbuf_fini(&out);
	return shown;
}

static enum rc check_range(const struct check *c, double value, size_t part_min)
{
	if (!c->rule->has_range || (value >= c->rule->min && value <= c->rule->max))
		return RC_OK;
	return err_set(c->err, RC_INVALID, _("Between %s and %s, please."),
		number_shown(c->rule->min, part_min, c), number_shown(c->rule->max, part_min, c));
}

static enum rc check_number(const struct check *c, const char *typed, struct strbuf *out)
{
	struct decimal d;
	bool minus = *typed == '-';
	if (!decimal_read(typed + minus, c, &d))
		return err_set(c->err, RC_INVALID, _("“%s” is no number; write it as %s."), typed,
			c->tongue == TONGUE_EN ? "1,250.5" : "1250,5");
	if (minus)
		strbuf_addch(out, '-');
	decimal_write(&d, 0, c->tongue, out);
	return check_range(c, minus ? -d.value : d.value, 0);
}

static const struct currency {
	const char *code, *sign;
} currencies[] = {{"EUR", "€"}, {"USD", "$"}, {"GBP", "£"}, {"CHF", "CHF"}, {"MXN", "MXN"},
	{"ARS", "ARS"}, {"COP", "COP"}, {"CLP", "CLP"}, {"PEN", "PEN"}};

/* Takes the currency off either end of what was typed; the rest is the amount. */
static const char *currency_take(
	const char *typed, const char *otherwise, struct arena *a, char **amount)
{
	char *s = arena_strdup(a, typed);
	size_t n = strlen(s);
	const char *sign = NULL;
	for (size_t i = 0; i < sizeof currencies / sizeof *currencies; i++) {
		const char *forms[] = {currencies[i].sign, currencies[i].code, "euros", "euro"};
		for (size_t k = 0; k < (i ? 2 : 4) && !sign; k++) {
			size_t len = strlen(forms[k]);
			if (n >= len && strncasecmp(s, forms[k], len) == 0) {
				sign = currencies[i].sign;
				s += len;
			} else if (n >= len && strcasecmp(s + n - len, forms[k]) == 0) {
				sign = currencies[i].sign;
				s[n - len] = '\0';
			}
		}
		if (!sign && strcmp(currencies[i].code, otherwise) == 0)
			otherwise = currencies[i].sign;
	}
	s += strspn(s, " ");
	for (n = strlen(s); n && s[n - 1] == ' ';)
		s[--n] = '\0';
	*amount = s;
	return sign ? sign : otherwise;
}

static void money_write(
	const char *amount, const char *sign, enum blank_tongue tongue, struct strbuf *out)
{
	if (tongue != TONGUE_EN)
		strbuf_addf(out, "%s %s", amount, sign);
	else
		strbuf_addf(out, "%s%s%s", sign,
			strlen(sign) == 3 && sign[0] < 'a' && sign[0] >= 'A' ? " " : "", amount);
}

static enum rc check_money(const struct check *c, const char *typed, struct strbuf *out)
{
	char *amount;
	struct decimal d;
	const char *currency = c->manner->currency ? c->manner->currency : "EUR";
	const char *sign = currency_take(typed, currency, c->a, &amount);
	if (!decimal_read(amount, c, &d) || strlen(d.part) > CENTS)
		return err_set(c->err, RC_INVALID, _("“%s” is no amount; write it as %s."), typed,
			c->tongue == TONGUE_EN ? "12.50" : "12,50");
	struct strbuf digits = STRBUF_INIT;
	decimal_write(&d, CENTS, c->tongue, &digits);
	money_write(digits.buf, sign, c->tongue, out);
	strbuf_fini(&digits);
	return check_range(c, d.value, CENTS);
}

/* ---- the other types ------------------------------------------------------------------------ */

static enum rc check_date(const struct check *c, const char *typed, struct strbuf *out)
{
	struct moment_day day;
	if (!blank_date_read(typed, c->manner, &day))
		return err_set(c->err, RC_INVALID,
			_("“%s” is no date; write it as 3/12, tomorrow or +3 (in three days)."),
			typed);
	strbuf_addstr(out, blank_date_write(&day, c->tongue, c->a));
	return RC_OK;
}

/* "17:30", "17.30", "17h30", "17h", "9", "5 pm", "5:30pm". */
static bool time_read(const char *s, int *hour, int *minute)
{
	char *end;
	if (*s < '0' || *s > '9')
		return false;
	long h = strtol(s, &end, 10), m = 0;
	if (*end == ':' || *end == '.' || *end == 'h' || *end == 'H') {
		end++;
		size_t digits = strspn(end, "0123456789");
		if (digits != 2 && digits != 0)
			return false;
		m = digits ? strtol(end, &end, 10) : 0;
	}
	end += *end == ' ';
	bool pm = strcasecmp(end, "pm") == 0, am = strcasecmp(end, "am") == 0;
	if ((*end && !pm && !am && strcmp(end, "h") != 0) || ((am || pm) && (h < 1 || h > 12)))
		return false;
	if (am || pm)
		h = h % 12 + (pm ? 12 : 0);
	*hour = (int)h;
	*minute = (int)m;
	return h >= 0 && h < 24 && m >= 0 && m < 60;
}

static enum rc check_time(const struct check *c, const char *typed, struct strbuf *out)
{
	int hour, minute;
	if (!time_read(typed, &hour, &minute))
		return err_set(c->err, RC_INVALID, _("“%s” is no time of day; write it as %s."),
			typed, "17:30");
	strbuf_addf(out, "%d:%02d", hour, minute);
	return RC_OK;
}

static enum rc check_phone(const struct check *c, const char *typed, struct strbuf *out)
{
	const char *e164, *region = c->manner->region ? c->manner->region : "ES";
	enum rc rc = phone_normalise(typed, region, c->a, &e164, c->err);
	if (rc == RC_OK)
		strbuf_addstr(out, phone_show(e164, c->a));
	return rc;
}

static enum rc check_email(const struct check *c, const char *typed, struct strbuf *out)
{
	const char *at = strchr(typed, '@'), *dot = at ? strrchr(at, '.') : NULL;
	if (!at || at == typed || !dot || dot == at + 1 || !dot[1] || strchr(at + 1, '@') ||
		strpbrk(typed, " ,;<>()[]\"") || strstr(typed, "..") || at - typed > 64)
		return err_set(c->err, RC_INVALID,
			_("“%s” is no e-mail address; it has one @ and a dot after it."), typed);
	strbuf_addstr(out, typed);
	return RC_OK;
}

static enum rc check_case(const struct check *c, const char *typed, struct strbuf *out)
{
	char number[REFERENCE_LEN + 1], shown[12];
	if (!reference_parse(typed, number))
		return err_set(c->err, RC_INVALID,
			_("“%s” is no case number; it has eight digits, and one of these is wrong "
			  "or missing."),
			typed);
	reference_show(number, shown);
	strbuf_addstr(out, shown);
	return RC_OK;
}

/* A choice by its words, the beginning of them, or its number in the list. */
static enum rc check_choice(const struct check *c, const char *typed, struct strbuf *out)
{
	const struct blank_rule *rule = c->rule;
	size_t n = strlen(typed), found = rule->nchoices, begun = 0;
	for (size_t i = 0; i < rule->nchoices; i++) {
		if (strcasecmp(rule->choices[i], typed) == 0) {
			strbuf_addstr(out, rule->choices[i]);
			return RC_OK;
		}
		if (strncasecmp(rule->choices[i], typed, n) == 0) {
			found = i;
			begun++;
		}
	}
	if (begun == 0 && n == 1 && *typed >= '1' && (size_t)(*typed - '1') < rule->nchoices) {
		found = (size_t)(*typed - '1');
		begun = 1;
	}
	if (begun == 1) {
		strbuf_addstr(out, rule->choices[found]);
		return RC_OK;
	}
	struct strbuf list = STRBUF_INIT;
	for (size_t i = 0; i < rule->nchoices; i++)
		strbuf_addf(&list, "%s%s", i ? ", " : "", rule->choices[i]);
	enum rc rc = err_set(c->err, RC_INVALID, _("One of these, please: %s."), list.buf);
	strbuf_fini(&list);
	return rc;
}

static enum rc check_text(const struct check *c, const char *typed, struct strbuf *out)
{
	(void)c;
	strbuf_addstr(out, typed);
	return RC_OK;
}

static enum rc (*const checks[])(const struct check *c, const char *typed, struct strbuf *out) = {
	[BLANK_TEXT] = check_text,
	[BLANK_NUMBER] = check_number,
	[BLANK_MONEY] = check_money,
	[BLANK_DATE] = check_date,
	[BLANK_TIME] = check_time,
	[BLANK_PHONE] = check_phone,
	[BLANK_EMAIL] = check_email,
	[BLANK_CASE] = check_case,
	[BLANK_CHOICE] = check_choice,
};

/* Trimmed; the spaces that do not break, which keyboards and copied text bring, become plain. */
static char *trim(const char *typed, struct arena *a)
{
	struct strbuf out = STRBUF_INIT;
	for (const char *s = typed; *s; s++) {
		if (strncmp(s, "\xc2\xa0", 2) == 0)
			s += 1;
		else if (strncmp(s, "\xe2\x80\xaf", 3) == 0)
			s += 2;
		else if (*s != ' ' && *s != '\t') {
			strbuf_addch(&out, *s);
			continue;
		}
		if (out.len && out.buf[out.len - 1] != ' ')
			strbuf_addch(&out, ' ');
	}
	while (out.len && out.buf[out.len - 1] == ' ')
		strbuf_truncate(&out, out.len - 1);
	char *trimmed = arena_strdup(a, out.buf);
	strbuf_fini(&out);
	return trimmed;
}

enum rc blank_check(const struct blank_rule *rule, const char *typed,
	const struct blank_manner *manner, struct arena *a, const char **value, struct err *err)
{
	struct check c = {.rule = rule,
		.manner = manner,
		.tongue = blank_tongue(manner->language),
		.a = a,
		.err = err};
	const char *trimmed = trim(typed, a);
	size_t start, len;
	if (!*trimmed)
		return err_set(err, RC_INVALID, _("Nothing is filled in yet."));
	if (strlen(trimmed) > BLANK_VALUE_MAX || strpbrk(trimmed, "\r\n"))
		return err_set(
			err, RC_INVALID, _("That is too long for a blank: one line, please."));
	if (pan_find(trimmed, strlen(trimmed), &start, &len))
		return err_set(err, RC_INVALID,
			_("That looks like a card number, and carrel never keeps one. Please leave "
			  "it out."));
	struct strbuf out = STRBUF_INIT;
	enum rc rc = checks[rule->type](&c, trimmed, &out);
	if (rc == RC_OK)
		*value = arena_strdup(a, out.buf);
	strbuf_fini(&out);
	return rc;
}

const char *blank_example(
	const struct blank_rule *rule, const struct blank_manner *manner, struct arena *a)
{
	struct check c = {
		.rule = rule, .manner = manner, .tongue = blank_tongue(manner->language), .a = a};
	size_t part = rule->type == BLANK_MONEY ? CENTS : 0;
	if (rule->has_range)
		return arena_printf(a, _("%s to %s"), number_shown(rule->min, part, &c),
			number_shown(rule->max, part, &c));
	switch (rule->type) {
	case BLANK_NUMBER: return c.tongue == TONGUE_EN ? "12.5" : "12,5";
	case BLANK_MONEY: return c.tongue == TONGUE_EN ? "€12.50" : "12,50 €";
	case BLANK_DATE: return _("3/12, tomorrow, +3");
	case BLANK_TIME: return "17:30";
	case BLANK_PHONE: return "+34 600 11 22 33";
	case BLANK_EMAIL: return "ana@example.org";
	case BLANK_CASE: return "482 1937-6";
	case BLANK_TEXT:
	case BLANK_CHOICE:
	case BLANK_TYPES: break;
	}
	return "";
}
