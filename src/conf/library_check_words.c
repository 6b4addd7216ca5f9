/* What words alone tell about a wording. */
#include "conf/library_checking.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

static bool ends_sentence(const char *s)
{
	if (strncmp(s, "…", strlen("…")) == 0)
		return true;
	return strchr(".!?;:\n", *s) && (!s[1] || isspace((unsigned char)s[1]) || *s == '\n');
}

/* One word on from s: what stands in braces is one, blanks and all. */
static const char *word_end(const char *s)
{
	while (*s && !isspace((unsigned char)*s)) {
		if (*s == '{' && s[1] != '{')
			s += strcspn(s, "}") - (strchr(s, '}') ? 0 : 1);
		else if (ends_sentence(s))
			return s;
		s++;
	}
	return s;
}

const char *check_long_sentence(const char *text, size_t *words)
{
	const char *start = NULL;
	size_t n = 0;
	for (const char *s = text;;) {
		if (!*s || ends_sentence(s)) {
			if (n > SAID_WORDS_MAX) {
				*words = n;
				return start;
			}
			n = 0;
			start = NULL;
			if (!*s)
				return NULL;
			s++;
		} else if (isspace((unsigned char)*s)) {
			s++;
		} else {
			const char *end = word_end(s);
			bool word = isalnum((unsigned char)*s) || (unsigned char)*s >= 0x80 ||
				*s == '{' || end - s > 1;
			start = start ? start : s;
			n += word;
			s = end > s ? end : s + 1;
		}
	}
}

static const char *const tags[] = {"a", "b", "blockquote", "body", "br", "div", "em", "font", "h1",
	"h2", "h3", "hr", "html", "i", "img", "li", "ol", "p", "pre", "small", "span", "strong",
	"style", "table", "tbody", "td", "th", "tr", "u", "ul", NULL};
static const char *const entities[] = {"amp", "lt", "gt", "quot", "apos", "nbsp", "euro", "aacute",
	"eacute", "iacute", "oacute", "uacute", "ntilde", "agrave", "egrave", "ccedil", "rsquo",
	"lsquo", "hellip", "ndash", "mdash", NULL};

static bool among(const char *const *list, const char *word, size_t len)
{
	for (; *list; list++)
		if (strlen(*list) == len && strncasecmp(*list, word, len) == 0)
			return true;
	return false;
}

const char *check_html(const char *text, size_t *len)
{
	for (const char *s = text; (s = strpbrk(s, "<&")); s++) {
		const char *name = s + 1 + (*s == '<' && s[1] == '/');
		size_t n = strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ123");
		bool tag = *s == '<' && among(tags, name, n) && name[n] && strchr("> /", name[n]);
		bool entity = *s == '&' && name[n] == ';' && among(entities, name, n);
		size_t digits =
			*s == '&' && s[1] == '#' ? strspn(s + 2, "0123456789xabcdefABCDEF") : 0;
		if (digits && s[2 + digits] == ';') {
			*len = digits + 3;
			return s;
		}
		if (tag || entity) {
			*len = (size_t)(name + n - s) + (name[n] == '>' || name[n] == ';');
			return s;
		}
	}
	return NULL;
}

const char *check_foreign(const char *text, size_t *len)
{
	static const struct {
		const char *open, *close;
	} forms[] = {
		{"#{", "}"}, {"%{", "}"}, {"{%", "%}"}, {"{{", "}}"}, {"{!", "}"}, {"<OTRS_", ">"}};
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		const char *open = strstr(text, forms[i].open);
		const char *close = open ? strstr(open, forms[i].close) : NULL;
		/* "{{" is a brace by itself: only a name in it is another program's. */
		if (!close || memchr(open, '\n', (size_t)(close - open)))
			continue;
		*len = (size_t)(close - open) + strlen(forms[i].close);
		return open;
	}
	return NULL;
}
