#include "carrel/phone.h"

#include "carrel/arena.h"
#include "carrel/i18n.h"
#include "carrel/mem.h"
#include "carrel/path.h"
#include "carrel/strbuf.h"
#include "carrel/vec.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
	E164_DIGITS_MIN = 8,
	E164_DIGITS_MAX = 15,
	RAW_MAX = 250,    /* libphonenumber's own limit */
	NUMBER_SIZE = 64, /* the longest international form is under 30 */
	GROUP = 3,
};

typedef int e164_fn(const char *raw, const char *region, char *out, size_t size);
typedef int international_fn(const char *e164, char *out, size_t size);

static struct {
	struct vec folders; /* char *, owned */
	bool tried;
	e164_fn *e164;
	international_fn *international;
} module = {.folders = {.size = sizeof(char *)}};

void phone_module_paths(const char *const *paths)
{
	for (size_t i = 0; i < module.folders.n; i++)
		free(*(char **)vec_at(&module.folders, i));
	vec_clear(&module.folders);
	for (; paths && *paths; paths++)
		*(char **)vec_push(&module.folders) = xstrdup(*paths);
	if (!module.e164)
		module.tried = false;
}

static bool open_module(const char *folder)
{
	struct strbuf path = STRBUF_INIT;
	path_join(&path, folder, "carrel-phone.so");
	/* Without a slash in it the system's folders would be searched. */
	void *handle = strchr(path.buf, '/') ? dlopen(path.buf, RTLD_NOW | RTLD_LOCAL) : NULL;
	strbuf_fini(&path);
	if (!handle)
		return false;
	module.e164 = (e164_fn *)dlsym(handle, "carrel_phone_e164");
	module.international = (international_fn *)dlsym(handle, "carrel_phone_international");
	if (module.e164 && module.international)
		return true;
	module.e164 = NULL;
	(void)dlclose(handle);
	return false;
}

/* Once: a module that is not there will not be there for the next number either. */
static bool have_module(void)
{
	for (size_t i = 0; !module.tried && i < module.folders.n; i++)
		if (open_module(*(char **)vec_at(&module.folders, i)))
			break;
	module.tried = true;
	return module.e164;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

bool phone_is_e164(const char *s)
{
	if (s[0] != '+' || s[1] == '0')
		return false;
	size_t digits = 0;
	while (is_digit(s[1 + digits]))
		digits++;
	return !s[1 + digits] && digits >= E164_DIGITS_MIN && digits <= E164_DIGITS_MAX;
}

/* "+34 600-11 22 33" to E.164 when nothing but separators has to go; NULL otherwise. */
static const char *strip_separators(const char *raw, struct arena *a)
{
	char *out = arena_alloc(a, strlen(raw) + 1);
	size_t n = 0;
	for (const char *p = raw; *p; p++)
		if (!strchr(" -./", *p))
			out[n++] = *p;
	return phone_is_e164(out) ? out : NULL;
}

enum rc phone_normalise(
	const char *raw, const char *region, struct arena *a, const char **e164, struct err *err)
{
	static const char scheme[] = "tel:";
	raw += strspn(raw, " \t");
	if (strncasecmp(raw, scheme, sizeof(scheme) - 1) == 0)
		raw += sizeof(scheme) - 1;
	if (!*raw)
		return err_set(
			err, RC_INVALID, _("The telephone number is empty: type its digits."));
	if (strlen(raw) > RAW_MAX)
		return err_set(err, RC_INVALID, _("This is too long for a telephone number."));
	*e164 = strip_separators(raw, a);
	if (*e164)
		return RC_OK;
	if (!have_module())
		return err_set(err, RC_INVALID,
			_("“%s” cannot be read here: type it with its country, like +34 600 11 22 "
			  "33."),
			raw);
	char number[NUMBER_SIZE];
	if (!module.e164(raw, region ? region : "ZZ", number, sizeof(number)) ||
		!phone_is_e164(number))
		return err_set(
			err, RC_INVALID, _("%s is not a telephone number: check its digits."), raw);
	*e164 = arena_strdup(a, number);
	return RC_OK;
}

/* Digits of the country code, by ITU-T E.164 (list of assigned codes): 1 and 7 stand alone, these
 * have two, all others three. */
static size_t country_digits(const char *digits)
{
	static const char two[] =
		"20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 "
		"56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98";
	if (*digits == '1' || *digits == '7')
		return 1;
	for (const char *p = two; *p; p += p[2] ? 3 : 2)
		if (p[0] == digits[0] && p[1] == digits[1])
			return 2;
	return 3;
}

/* "+34 600 112 233": the country, then threes from the right; a digit left over joins its neighbour. */
const char *phone_group(const char *e164, struct arena *a)
{
	if (!phone_is_e164(e164))
		return arena_strdup(a, e164);
	const char *digits = e164 + 1;
	size_t country = country_digits(digits), rest = strlen(digits) - country;
	size_t first = rest % GROUP == 1 && rest > GROUP ? GROUP + 1 : rest % GROUP;
	char *out = arena_alloc(a, strlen(digits) * 2 + 2);
	size_t n = 0;
	out[n++] = '+';
	for (size_t i = 0; i < country; i++)
		out[n++] = digits[i];
	for (size_t i = 0; i < rest; i++) {
		if (i == 0 || (i >= first && (i - first) % GROUP == 0))
			out[n++] = ' ';
		out[n++] = digits[country + i];
	}
	return out;
}

const char *phone_show(const char *e164, struct arena *a)
{
	char text[NUMBER_SIZE];
	if (!phone_is_e164(e164))
		return arena_strdup(a, e164);
	if (have_module() && module.international(e164, text, sizeof(text)))
		return arena_strdup(a, text);
	return phone_group(e164, a);
}
