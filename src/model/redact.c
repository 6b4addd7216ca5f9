/* One walk over words. Numbers come first, because they may be written with spaces. */
#include "carrel/redact.h"

#include "carrel/arena.h"
#include "carrel/fold.h"
#include "carrel/pan.h"
#include "carrel/strbuf.h"

#include <ctype.h>
#include <string.h>

enum { DIGITS_MANY = 5, DIGITS_PHONE = 9, DIGITS_PHONE_MOST = 15, NAME_LEAST = 3, CODE_DIGITS = 4 };

struct walk {
	const struct redact *rules;
	struct arena *a;
	const char *const *words; /* of the names, folded */
	size_t nwords;
	struct strbuf *out;
	size_t taken;
	bool after_name; /* "Maria Rovira" is one name */
};

static void take_out(struct walk *w, const char *mark)
{
	w->taken++;
	if (!w->rules->silent)
		strbuf_addstr(w->out, mark);
}

static bool is_word_byte(char c)
{
	return isalnum((unsigned char)c) || (unsigned char)c >= 0x80;
}

/* ---- names ---- */

static void read_names(struct walk *w)
{
	size_t n = 0, room = 0;
	for (size_t i = 0; i < w->rules->nnames; i++)
		room += strlen(w->rules->names[i]) / 2 + 1;
	const char **words = arena_array(w->a, room + 1, sizeof *words);
	for (size_t i = 0; i < w->rules->nnames; i++) {
		for (const char *s = fold_text(w->a, w->rules->names[i]); *s;) {
			size_t len = 0;
			while (is_word_byte(s[len]))
				len++;
			if (len >= NAME_LEAST)
				words[n++] = arena_strndup(w->a, s, len);
			s += len + (s[len] != '\0');
		}
	}
	w->words = words;
	w->nwords = n;
}

static bool is_name(struct walk *w, const char *s, size_t len)
{
	if (len < NAME_LEAST || !w->nwords)
		return false;
	const char *folded = fold_text(w->a, arena_strndup(w->a, s, len));
	for (size_t i = 0; i < w->nwords; i++)
		if (strcmp(w->words[i], folded) == 0)
			return true;
	return false;
}

/* ---- numbers ---- */

static bool joins_digits(char c)
{
	return c != '\0' && strchr(" -./()", c) != NULL;
}

/* A run of digits with at most two joining signs between two of them; *digits counts. */
static size_t number_run(const char *s, size_t *digits)
{
	size_t at = *s == '+' || *s == '(', end = 0;
	*digits = 0;
	while (s[at]) {
		if (isdigit((unsigned char)s[at])) {
			(*digits)++;
			end = ++at;
			continue;
		}
		size_t joined = 0;
		while (joined < 2 && joins_digits(s[at + joined]))
			joined++;
		if (!joined || !isdigit((unsigned char)s[at + joined]))
			break;
		at += joined;
	}
	return end;
}

static size_t read_number(struct walk *w, const char *s)
{
	size_t digits, n = 0;
	if (isdigit((unsigned char)*s) || ((*s == '+' || *s == '(') && s[1]))
		n = number_run(s, &digits);
	if (!n || digits < DIGITS_MANY || is_word_byte(s[n]))
		return 0;
	bool phone = *s == '+' || (digits >= DIGITS_PHONE && digits <= DIGITS_PHONE_MOST);
	take_out(w, phone ? "[phone]" : "[number]");
	return n;
}

/* ---- words ---- */

static size_t token_length(const char *s)
{
	size_t n = 0;
	while (s[n] && !isspace((unsigned char)s[n]) && !strchr(",;<>()[]\"", s[n]))
		n++;
	while (n && strchr(".:!?'", s[n - 1]))
		n--;
	return n;
}

static const char *mark_of_token(const char *s, size_t n)
{
	size_t digits = 0, at = n;
	bool letters = false;
	for (size_t i = 0; i < n; i++) {
		digits += isdigit((unsigned char)s[i]) != 0;
		letters |= isalpha((unsigned char)s[i]) != 0;
		if (s[i] == '@' && at == n)
			at = i;
	}
	if (at < n && at > 0 && at + 1 < n)
		return "[mail]";
	if (at == 0 && n > 2)
		return "[name]";
	if (n > 8 && (strncmp(s, "http://", 7) == 0 || strncmp(s, "https://", 8) == 0))
		return "[link]";
	return digits >= DIGITS_MANY || (letters && digits >= CODE_DIGITS) ? "[number]" : NULL;
}

static size_t word_length(const char *s)
{
	size_t n = 0;
	while (is_word_byte(s[n]))
		n++;
	return n;
}

static size_t read_word(struct walk *w, const char *s)
{
	size_t n = token_length(s);
	const char *mark = n ? mark_of_token(s, n) : NULL;
	if (mark) {
		take_out(w, mark);
		return n;
	}
	n = word_length(s);
	if (!is_name(w, s, n)) {
		w->after_name = false;
		strbuf_add(w->out, s, n ? n : 1);
		return n ? n : 1;
	}
	if (w->after_name && w->out->len && w->out->buf[w->out->len - 1] == ' ' &&
		!w->rules->silent)
		strbuf_truncate(w->out, w->out->len - 1);
	else
		take_out(w, "[name]");
	w->after_name = true;
	return n;
}

static void redact_part(struct walk *w, const char *s, size_t n)
{
	const char *part = arena_strndup(w->a, s, n);
	for (s = part; *s;) {
		bool begins = s == part || !is_word_byte(s[-1]);
		size_t used = begins ? read_number(w, s) : 0;
		if (!used && *s == ' ') {
			strbuf_addch(w->out, ' ');
			used = 1;
		}
		if (!used)
			used = begins || !is_word_byte(*s) ? read_word(w, s) : 1;
		s += used;
	}
}

size_t redact_text(const struct redact *rules, const char *s, struct strbuf *out)
{
	struct walk w = {.rules = rules, .a = arena_new(), .out = out};
	size_t start, len, left = strlen(s);
	read_names(&w);
	while (pan_find(s, left, &start, &len)) {
		redact_part(&w, s, start);
		take_out(&w, "[card]");
		s += start + len;
		left -= start + len;
	}
	redact_part(&w, s, left);
	arena_free(&w.a);
	return w.taken;
}
