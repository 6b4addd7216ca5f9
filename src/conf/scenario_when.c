/* `a and not (b or c)`: `or` binds least, `not` most, as people read it. */
#include "carrel/scenario_file.h"

#include <string.h>

enum { NAME_MAX_BYTES = 64, WHEN_DEPTH = 16 };

struct when {
	const char *at;
	scenario_lookup_fn *lookup;
	void *arg;
	const char *why; /* not NULL: it failed */
	int depth;
};

static bool when_or(struct when *w);

static size_t word_length(const char *s)
{
	size_t n = 0;
	while ((s[n] >= 'a' && s[n] <= 'z') || (n && s[n] >= '0' && s[n] <= '9') || s[n] == '_')
		n++;
	return n;
}

static void skip(struct when *w)
{
	w->at += strspn(w->at, " \t\n");
}

static bool take_word(struct when *w, const char *word)
{
	skip(w);
	size_t len = strlen(word);
	if (word_length(w->at) != len || strncmp(w->at, word, len) != 0)
		return false;
	w->at += len;
	return true;
}

static bool fail(struct when *w, const char *why)
{
	if (!w->why)
		w->why = why;
	return false;
}

static bool when_name(struct when *w)
{
	char name[NAME_MAX_BYTES + 1];
	size_t len = word_length(w->at);
	int value = 0;
	if (!len || len > NAME_MAX_BYTES)
		return fail(w, "a name of the state is expected here");
	memcpy(name, w->at, len);
	name[len] = '\0';
	if (strcmp(name, "and") == 0 || strcmp(name, "or") == 0)
		return fail(w, "a name of the state is expected here");
	w->at += len;
	if (!w->lookup(w->arg, name, &value))
		return fail(w, "it uses a name that is not in state");
	return value != 0;
}

static bool when_not(struct when *w)
{
	bool odd = false;
	while (take_word(w, "not"))
		odd = !odd;
	if (*w->at != '(')
		return when_name(w) != odd;
	if (++w->depth > WHEN_DEPTH)
		return fail(w, "too many parentheses");
	w->at++;
	bool inner = when_or(w);
	w->depth--;
	skip(w);
	if (*w->at != ')')
		return fail(w, "a closing parenthesis is missing");
	w->at++;
	return inner != odd;
}

static bool when_and(struct when *w)
{
	bool result = when_not(w);
	while (!w->why && take_word(w, "and")) {
		bool right = when_not(w);
		result = result && right;
	}
	return result;
}

static bool when_or(struct when *w)
{
	bool result = when_and(w);
	while (!w->why && take_word(w, "or")) {
		bool right = when_and(w);
		result = result || right;
	}
	return result;
}

bool scenario_when(
	const char *when, scenario_lookup_fn *lookup, void *arg, bool *result, const char **why)
{
	struct when w = {.at = when, .lookup = lookup, .arg = arg};
	bool value = when_or(&w);
	skip(&w);
	if (!w.why && *w.at)
		w.why = "something is left over after it; join with and, or";
	*why = w.why;
	if (!w.why)
		*result = value;
	return !w.why;
}
