/* The operators are C's, from GNU gettext's manual, "Plural forms": ?: || && == != < > <= >= + - * / %
 * and !, over n, numbers and brackets. Every branch is evaluated; none has an effect. */
#include "base/plural.h"

#include <stddef.h>
#include <string.h>

enum { DEPTH_MAX = 40, DIGITS_MAX = 9 };

struct reader {
	const char *at;
	unsigned long n;
	int depth;
	bool bad;
};

static const struct op {
	const char *text;
	int level; /* binds tighter where higher */
} ops[] = {{"||", 1}, {"&&", 2}, {"==", 3}, {"!=", 3}, {"<=", 4}, {">=", 4}, {"<", 4}, {">", 4},
	{"+", 5}, {"-", 5}, {"*", 6}, {"/", 6}, {"%", 6}};

static unsigned long choice(struct reader *r);

static bool taken(struct reader *r, const char *text)
{
	size_t len = strlen(text);
	r->at += strspn(r->at, " \t");
	if (strncmp(r->at, text, len) != 0)
		return false;
	r->at += len;
	return true;
}

static unsigned long number(struct reader *r)
{
	unsigned long value = 0;
	size_t digits = strspn(r->at, "0123456789");
	if (digits == 0 || digits > DIGITS_MAX)
		r->bad = true;
	for (size_t i = 0; !r->bad && i < digits; i++)
		value = value * 10 + (unsigned long)(r->at[i] - '0');
	r->at += digits;
	return value;
}

static unsigned long operand(struct reader *r)
{
	unsigned long value;
	if (r->bad || ++r->depth > DEPTH_MAX) {
		r->bad = true;
		return 0;
	}
	if (taken(r, "!")) {
		value = !operand(r);
	} else if (taken(r, "(")) {
		value = choice(r);
		r->bad |= !taken(r, ")");
	} else if (taken(r, "n")) {
		value = r->n;
	} else {
		value = number(r);
	}
	r->depth--;
	return value;
}

static unsigned long apply(struct reader *r, const struct op *op, unsigned long a, unsigned long b)
{
	switch (op - ops) {
	case 0: return a || b;
	case 1: return a && b;
	case 2: return a == b;
	case 3: return a != b;
	case 4: return a <= b;
	case 5: return a >= b;
	case 6: return a < b;
	case 7: return a > b;
	case 8: return a + b;
	case 9: return a - b;
	case 10: return a * b;
	default: r->bad |= b == 0; return b == 0 ? 0 : op->text[0] == '/' ? a / b : a % b;
	}
}

static const struct op *operator_at(struct reader *r, int level)
{
	for (size_t i = 0; i < sizeof(ops) / sizeof(ops[0]); i++) {
		const char *before = r->at;
		if (!taken(r, ops[i].text))
			continue;
		if (ops[i].level >= level)
			return &ops[i];
		r->at = before;
		return NULL;
	}
	return NULL;
}

static unsigned long binary(struct reader *r, int level)
{
	unsigned long value = operand(r);
	const struct op *op;
	while (!r->bad && (op = operator_at(r, level)))
		value = apply(r, op, value, binary(r, op->level + 1));
	return value;
}

static unsigned long choice(struct reader *r)
{
	if (++r->depth > DEPTH_MAX)
		r->bad = true;
	unsigned long value = binary(r, 1);
	if (!r->bad && taken(r, "?")) {
		unsigned long yes = choice(r);
		r->bad |= !taken(r, ":");
		unsigned long no = r->bad ? 0 : choice(r);
		value = value ? yes : no;
	}
	r->depth--;
	return value;
}

bool plural_eval(const char *rule, unsigned long n, unsigned long *out)
{
	struct reader r = {.at = rule, .n = n};
	*out = choice(&r);
	r.at += strspn(r.at, " \t");
	return !r.bad && (*r.at == ';' || *r.at == '\0' || *r.at == '\n');
}
