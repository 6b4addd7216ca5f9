/* texts_page.c - the library as one page to be read and printed. */
#include "carrel/texts_bring.h"

#include "carrel/html.h"
#include "carrel/i18n.h"
#include "carrel/strbuf.h"

#include <string.h>

/* Nothing is fetched from anywhere. clang-format would break the rules apart. */
/* clang-format off */
static const char style[] =
"*{box-sizing:border-box}"
"body{font:100%/1.55 system-ui,sans-serif;max-width:48rem;margin:0 auto;padding:1.5rem 1.25rem 4rem;"
"color:var(--ink);background:var(--paper);overflow-wrap:anywhere}"
"a{color:var(--link)}a:focus-visible,summary:focus-visible{outline:3px solid var(--link);outline-offset:2px}"
"h1{font-size:1.75rem;line-height:1.25}h2{font-size:1.3rem;margin:2.5rem 0 .5rem}h3{font-size:1.1rem;margin:0 0 .25rem}"
"h4{font-size:.85rem;font-weight:600;color:var(--soft);margin:.9rem 0 .2rem}"
"nav{background:var(--tint);border-radius:.5rem;padding:.9rem 1.25rem}nav h2{margin:0 0 .4rem;font-size:1.1rem}"
"nav ul{columns:16rem;list-style:none;padding:0;margin:0}nav li{break-inside:avoid;padding:.12rem 0}"
"article{border-top:1px solid var(--line);padding:1.25rem 0}article:target{border-top:3px solid var(--link)}"
".facts{color:var(--soft);font-size:.92rem;margin:0}"
"blockquote{margin:0;padding:.6rem .9rem;background:var(--tint);border-radius:.4rem;white-space:pre-wrap}"
"code{font:.95em ui-monospace,monospace;background:var(--tint);border-radius:.2rem;padding:.05rem .3rem}"
"mark{background:var(--mark);color:inherit;border-radius:.2em;padding:0 .15em}"
"@media print{@page{margin:2cm}nav{display:none}body{max-width:none;padding:0;font-size:10.5pt;color:#000;background:#fff}"
"article{break-inside:avoid-page}blockquote{background:none;border-left:2pt solid #999}}";
/* clang-format on */

static void add_element(struct strbuf *out, const char *tag, const char *language, const char *text)
{
	strbuf_addf(out, "<%s", tag);
	if (language && *language) {
		strbuf_addstr(out, " lang=\"");
		html_add_text(out, language);
		strbuf_addch(out, '"');
	}
	strbuf_addch(out, '>');
	html_add_text(out, text);
	strbuf_addf(out, "</%s>\n", tag);
}

/* The placeholders stand out: they are what must not go to a customer as it is. */
static void add_wording(struct strbuf *out, const struct library_variant *v)
{
	strbuf_addstr(out, "<blockquote lang=\"");
	html_add_text(out, v->language);
	strbuf_addstr(out, "\">");
	for (const char *s = v->text; *s;) {
		size_t plain = strcspn(s, "{");
		struct strbuf part = STRBUF_INIT;
		strbuf_add(&part, s, plain);
		html_add_text(out, part.buf);
		strbuf_fini(&part);
		s += plain;
		if (!*s)
			break;
		size_t len = s[1] == '{' ? 2 : strcspn(s, "}") + 1;
		if (len > strlen(s))
			len = 1;
		strbuf_init(&part);
		strbuf_add(&part, s, len == 2 && s[1] == '{' ? 1 : len);
		strbuf_addstr(out, len > 2 ? "<mark>" : "");
		html_add_text(out, part.buf);
		strbuf_addstr(out, len > 2 ? "</mark>" : "");
		strbuf_fini(&part);
		s += len;
	}
	strbuf_addstr(out, "</blockquote>\n");
}

static bool is_in(const struct library_text *t, const char *language)
{
	for (size_t i = 0; i < t->nvariants; i++)
		if (!language || strcmp(t->variants[i].language, language) == 0)
			return true;
	return false;
}

/* "es, formal, mail" */
static void add_which(struct strbuf *out, const struct library_variant *v)
{
	strbuf_addstr(out, "<h4>");
	html_add_text(out, v->language);
	if (v->tone != TEXT_ANY_TONE)
		strbuf_addf(out, ", %s", text_tone_name(v->tone));
	if (v->channel != TEXT_ANY_CHANNEL)
		strbuf_addf(out, ", %s", text_channel_name(v->channel));
	if (v->level != TEXT_ANY_LEVEL)
		strbuf_addf(out, ", %s", text_level_name(v->level));
	strbuf_addstr(out, "</h4>\n");
}

static void add_facts(struct strbuf *out, const struct library_text *t)
{
	strbuf_addstr(out, "<p class=\"facts\"><code>");
	html_add_text(out, t->id);
	strbuf_addstr(out, "</code>");
	if (*t->short_name) {
		strbuf_addstr(out, " <code>;;");
		html_add_text(out, t->short_name);
		strbuf_addstr(out, "</code>");
	}
	for (size_t i = 0; i < t->ntopics; i++) {
		strbuf_addstr(out, i == 0 ? " · " : ", ");
		html_add_text(out, t->topics[i]);
	}
	if (*t->review_by) {
		strbuf_addf(out, " · %s ", _("to be reviewed by"));
		strbuf_addstr(out, "<time>");
		html_add_text(out, t->review_by);
		strbuf_addstr(out, "</time>");
	}
	strbuf_addstr(out, "</p>\n");
}

static void add_article(
	struct strbuf *out, const struct library_text *t, const struct texts_export *how)
{
	const char *language = how->language, *console = language ? language : how->console;
	const struct langtext_entry *title = langtext_find(&t->title, console);
	strbuf_addstr(out, "<article id=\"");
	html_add_text(out, t->id);
	strbuf_addstr(out, "\">\n");
	add_element(out, "h3", title ? title->language : NULL, langtext_get(&t->title, console));
	add_facts(out, t);
	for (size_t i = 0; i < t->nvariants; i++) {
		const struct library_variant *v = &t->variants[i];
		if (language && strcmp(v->language, language) != 0)
			continue;
		add_which(out, v);
		add_wording(out, v);
	}
	strbuf_addstr(out, "</article>\n");
}

static void add_contents(struct strbuf *out, const struct library_text *const *texts, size_t n,
	const struct texts_export *how)
{
	const char *language = how->language, *console = language ? language : how->console;
	strbuf_addstr(out, "<nav aria-labelledby=\"contents\">\n<h2 id=\"contents\">");
	html_add_text(out, _("Contents"));
	strbuf_addstr(out, "</h2>\n<ul>\n");
	for (size_t i = 0; i < n; i++) {
		if (!is_in(texts[i], language))
			continue;
		const struct langtext_entry *title = langtext_find(&texts[i]->title, console);
		strbuf_addstr(out, "<li><a href=\"#");
		html_add_text(out, texts[i]->id);
		strbuf_addch(out, '"');
		if (title && *title->language) {
			strbuf_addstr(out, " lang=\"");
			html_add_text(out, title->language);
			strbuf_addch(out, '"');
		}
		strbuf_addch(out, '>');
		html_add_text(out, langtext_get(&texts[i]->title, console));
		strbuf_addstr(out, "</a></li>\n");
	}
	strbuf_addstr(out, "</ul>\n</nav>\n");
}

void texts_export_html(const struct library_text *const *texts, size_t n,
	const struct texts_export *how, struct strbuf *out)
{
	strbuf_addstr(out, "<!doctype html>\n<html lang=\"");
	html_add_text(out, how->language ? how->language : how->console);
	strbuf_addstr(out,
		"\">\n<head>\n<meta charset=\"utf-8\">\n"
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
	add_element(out, "title", NULL, how->title);
	strbuf_addf(out, "<style>%s%s</style>\n</head>\n<body>\n", html_palette, style);
	add_element(out, "h1", NULL, how->title);
	add_contents(out, texts, n, how);
	strbuf_addstr(out, "<main>\n<h2>");
	html_add_text(out, _("Texts"));
	strbuf_addstr(out, "</h2>\n");
	for (size_t i = 0; i < n; i++)
		if (is_in(texts[i], how->language))
			add_article(out, texts[i], how);
	strbuf_addstr(out, "</main>\n</body>\n</html>\n");
}
