/* The public site: index, topics, articles, a page to search them that is a plain list without
 * script. Everything written passes html_add_text(), which leaves no character that HTML could read. */
#include "bridge/kb_html_private.h"

#include "carrel/arena.h"
#include "carrel/fold.h"
#include "carrel/html.h"
#include "carrel/markup.h"
#include "carrel/path.h"
#include "carrel/strbuf.h"
#include "carrel/vec.h"

#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* clang-format off */
static const char style_sheet[] =
"*{box-sizing:border-box}\n"
"html{font:106%/1.6 system-ui,sans-serif;color:var(--ink);background:var(--paper)}\n"
"body{margin:0 auto;max-width:44rem;padding:1rem 1.25rem 4rem;overflow-wrap:anywhere}\n"
"a{color:var(--link)}a:focus-visible,input:focus-visible{outline:3px solid var(--link);outline-offset:2px}\n"
"header{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;align-items:baseline;border-bottom:1px solid var(--line);"
"padding-bottom:.75rem;margin-bottom:1.5rem}\n"
"header .home{font-weight:700;text-decoration:none}header nav{margin-left:auto;display:flex;flex-wrap:wrap;gap:.25rem .9rem}\n"
"h1{font-size:1.75rem;line-height:1.25;margin:.2rem 0 .6rem}h2{font-size:1.25rem;margin:1.8rem 0 .4rem}h3{font-size:1.05rem}li{margin:.2rem 0}\n"
".kind{color:var(--soft);font-size:.9rem;margin:0}.answer{background:var(--tint);border-left:4px solid var(--link);"
"padding:.75rem 1rem;margin:1rem 0}.answer p{margin:0}\n"
"ul.list{list-style:none;padding:0}ul.list li{border-bottom:1px solid var(--line);padding:.55rem 0}\n"
"ul.list span{display:block;color:var(--soft);font-size:.92rem}\n"
"input[type=search]{width:100%;font:inherit;color:inherit;background:var(--tint);border:1px solid var(--line);"
"border-radius:.4rem;padding:.6rem .8rem}\n"
"code{background:var(--tint);padding:.05rem .3rem;border-radius:.2rem}pre{overflow-x:auto;background:var(--tint);padding:.6rem .8rem}\n"
"table{border-collapse:collapse;display:block;overflow-x:auto;margin:1rem 0}"
"th,td{border-bottom:1px solid var(--line);padding:.35rem 1.2rem .35rem 0;text-align:left;vertical-align:top}"
"th{color:var(--soft);font-weight:600}\n"
".note{background:var(--mark);padding:.5rem 1rem;border-radius:.3rem}\n"
"#n:empty{display:none}#n{color:var(--soft)}[hidden]{display:none}\n"
"main:focus{outline:none}\n"
".skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:.5rem;background:var(--paper);padding:.3rem .6rem}\n"
"@media print{@page{margin:2cm}header nav,.skip,.find{display:none}html{font-size:11pt;color:#000;background:#fff}"
"body{max-width:none;padding:0}h2,h3{break-after:avoid}li,tr,.answer{break-inside:avoid}"
"a{color:inherit}article a[href^='https:']::after{content:' (' attr(href) ')';color:#555}}\n";

/* Hides what does not hold every typed word. Without it the page is the whole list. / goes to the box,
 * Esc empties it. */
static const char find_script[] =
"(function(){var i=document.getElementById('q'),o=document.getElementById('n'),"
"l=[].slice.call(document.querySelectorAll('#all li'));"
"function f(s){return s.toLowerCase().normalize('NFD').replace(/[\\u0300-\\u036f]/g,'')}"
"function s(){"
"var w=f(i.value).split(/\\s+/).filter(Boolean),n=0;l.forEach(function(e){var t=f(e.getAttribute('data-words'));"
"var y=w.every(function(x){return t.indexOf(x)>=0});e.hidden=!y;n+=y});"
"o.textContent=!w.length?'':n?n+' '+o.getAttribute('data-found'):o.getAttribute('data-none')}"
"i.parentNode.hidden=false;i.addEventListener('input',s);"
"document.addEventListener('keydown',function(e){if(e.ctrlKey||e.altKey||e.metaKey)return;"
"if(e.key==='Escape'&&e.target===i&&i.value){i.value='';s();e.preventDefault()}"
"else if(e.key==='/'&&e.target!==i){i.focus();e.preventDefault()}})})();";
/* clang-format on */

/* ---- pages ---- */

/* The same page in the other languages; where there is none, their index. */
static void add_languages(struct kb_html *w, const char *name)
{
	for (size_t i = 0; i < w->nsites; i++) {
		const struct kb_site *other = &w->sites[i];
		if (other == w->site)
			continue;
		const char *language = kb_html_name(other->language, w->a);
		bool common = strcmp(name, "index") == 0 || strcmp(name, "topics") == 0;
		for (size_t j = 0; !common && j < other->n; j++)
			common = strcmp(kb_html_name(other->pages[j].id, w->a), name) == 0;
		strbuf_addf(&w->out, " <a lang=\"%s\" hreflang=\"%s\" href=\"../%s/%s.html\">",
			language, language, language, common ? name : "index");
		html_add_text(&w->out, other->name);
		strbuf_addstr(&w->out, "</a>");
	}
}

/* title_language: of the title, where it is another one than the site's; NULL. */
static void begin_page(
	struct kb_html *w, const char *title, const char *name, const char *title_language)
{
	const struct kb_site *s = w->site;
	strbuf_reset(&w->out);
	strbuf_addf(&w->out,
		"<!doctype html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n",
		kb_html_name(s->language, w->a));
	strbuf_addstr(&w->out,
		"<meta name=\"viewport\" content=\"width=device-width, "
		"initial-scale=1\">\n<title>");
	html_add_text(&w->out, title);
	strbuf_addstr(&w->out,
		"</title>\n<link rel=\"stylesheet\" href=\"../kb.css\">\n</head>\n<body>\n"
		"<a class=\"skip\" href=\"#main\">");
	html_add_text(&w->out, s->skip);
	strbuf_addstr(&w->out, "</a>\n<header><a class=\"home\" href=\"index.html\">");
	html_add_text(&w->out, s->centre);
	strbuf_addstr(&w->out, "</a>\n<nav aria-label=\"");
	html_add_text(&w->out, s->menu);
	strbuf_addstr(&w->out, "\"><a href=\"topics.html\">");
	html_add_text(&w->out, s->topics);
	strbuf_addstr(&w->out, "</a>");
	add_languages(w, name);
	strbuf_addstr(&w->out, "</nav></header>\n<main id=\"main\" tabindex=\"-1\">\n<h1");
	if (title_language)
		strbuf_addf(&w->out, " lang=\"%s\"", kb_html_name(title_language, w->a));
	strbuf_addch(&w->out, '>');
	html_add_text(&w->out, title);
	strbuf_addstr(&w->out, "</h1>\n");
}

static enum rc end_page(struct kb_html *w, const char *name, struct err *err)
{
	const char *path = arena_printf(
		w->a, "%s/%s/%s.html", w->dir, kb_html_name(w->site->language, w->a), name);
	strbuf_addstr(&w->out, "</main>\n</body>\n</html>\n");
	enum rc rc = path_write_file(path, w->out.buf, w->out.len, 0644, err);
	w->files += rc == RC_OK;
	return rc;
}

/* A page whose words are in another language than the site says so, to people and to their readers. */
static bool is_foreign(const struct kb_html *w, const struct kb_page *p)
{
	return p->language && strcmp(p->language, w->site->language) != 0;
}

static void add_language(struct kb_html *w, const struct kb_page *p)
{
	if (is_foreign(w, p))
		strbuf_addf(&w->out, " lang=\"%s\"", kb_html_name(p->language, w->a));
}

static void add_item_of(struct kb_html *w, const struct kb_page *p)
{
	strbuf_addstr(&w->out, "<li data-words=\"");
	html_add_text(&w->out, p->title);
	for (size_t i = 0; i < p->ntopics; i++) {
		strbuf_addch(&w->out, ' ');
		html_add_text(&w->out, p->topics[i]);
	}
	strbuf_addch(&w->out, ' ');
	html_add_text(&w->out, p->answer);
	strbuf_addch(&w->out, ' ');
	html_add_text(&w->out, p->search);
	strbuf_addch(&w->out, '"');
	add_language(w, p);
	strbuf_addf(&w->out, "><a href=\"%s.html\">", kb_html_name(p->id, w->a));
	html_add_text(&w->out, p->title);
	strbuf_addstr(&w->out, "</a>");
	if (*p->answer) {
		struct strbuf plain = STRBUF_INIT;
		markup_plain(p->answer, &plain);
		strbuf_addstr(&w->out, "<span>");
		html_add_text(&w->out, plain.buf);
		strbuf_addstr(&w->out, "</span>");
		strbuf_fini(&plain);
	}
	strbuf_addstr(&w->out, "</li>\n");
}

static enum rc write_index(struct kb_html *w, struct err *err)
{
	begin_page(w, w->site->home, "index", NULL);
	strbuf_addstr(&w->out, "<p class=\"find\" hidden><label for=\"q\">");
	html_add_text(&w->out, w->site->search);
	strbuf_addstr(&w->out,
		"</label> <input id=\"q\" type=\"search\"></p>\n<p id=\"n\" role=\"status\" "
		"data-found=\"");
	html_add_text(&w->out, w->site->found);
	strbuf_addstr(&w->out, "\" data-none=\"");
	html_add_text(&w->out, w->site->none);
	strbuf_addstr(&w->out, "\"></p>\n<ul class=\"list\" id=\"all\">\n");
	for (size_t i = 0; i < w->site->n; i++)
		add_item_of(w, &w->site->pages[i]);
	strbuf_addf(&w->out, "</ul>\n<script>%s</script>\n", find_script);
	return end_page(w, "index", err);
}

static int by_text(const void *pa, const void *pb)
{
	return strcmp(*(const char *const *)pa, *(const char *const *)pb);
}

static const char **topics_of(struct kb_html *w, size_t *n)
{
	size_t all = 0, kept = 0;
	for (size_t i = 0; i < w->site->n; i++)
		all += w->site->pages[i].ntopics;
	const char **topics = arena_array(w->a, all + 1, sizeof *topics);
	*n = 0;
	for (size_t i = 0; i < w->site->n; i++)
		for (size_t j = 0; j < w->site->pages[i].ntopics; j++)
			topics[(*n)++] = w->site->pages[i].topics[j];
	qsort(topics, *n, sizeof *topics, by_text);
	for (size_t i = 0; i < *n; i++)
		if (!kept || strcmp(topics[kept - 1], topics[i]) != 0)
			topics[kept++] = topics[i];
	*n = kept;
	return topics;
}

static bool has_topic(const struct kb_page *p, const char *topic)
{
	for (size_t i = 0; i < p->ntopics; i++)
		if (strcmp(p->topics[i], topic) == 0)
			return true;
	return false;
}

static enum rc write_topics(struct kb_html *w, struct err *err)
{
	size_t n;
	const char **topics = topics_of(w, &n);
	begin_page(w, w->site->topics, "topics", NULL);
	for (size_t i = 0; i < n; i++) {
		strbuf_addf(&w->out, "<h2 id=\"%s\">", kb_html_name(topics[i], w->a));
		html_add_text(&w->out, topics[i]);
		strbuf_addstr(&w->out, "</h2>\n<ul class=\"list\">\n");
		for (size_t j = 0; j < w->site->n; j++)
			if (has_topic(&w->site->pages[j], topics[i]))
				add_item_of(w, &w->site->pages[j]);
		strbuf_addstr(&w->out, "</ul>\n");
	}
	return end_page(w, "topics", err);
}

static void add_see_also(struct kb_html *w, const struct kb_page *p)
{
	bool begun = false;
	for (size_t i = 0; i < p->nlinks; i++) {
		bool here = strncmp(p->links[i], "article:", 8) == 0;
		const struct kb_page *to = here ? kb_html_page_of(w->site, p->links[i] + 8) : NULL;
		if (!to && strncmp(p->links[i], "https://", 8) != 0)
			continue;
		if (!begun) {
			strbuf_addstr(&w->out, "<h2>");
			html_add_text(&w->out, w->site->see_also);
			strbuf_addstr(&w->out, "</h2>\n<ul>\n");
			begun = true;
		}
		strbuf_addstr(&w->out, "<li>");
		if (kb_html_link_begin(w, p->links[i])) {
			html_add_text(&w->out, to ? to->title : p->links[i]);
			strbuf_addstr(&w->out, "</a>");
		}
		strbuf_addstr(&w->out, "</li>\n");
	}
	if (begun)
		strbuf_addstr(&w->out, "</ul>\n");
}

static enum rc write_article(struct kb_html *w, const struct kb_page *p, struct err *err)
{
	begin_page(w, p->title, kb_html_name(p->id, w->a), is_foreign(w, p) ? p->language : NULL);
	strbuf_addstr(&w->out, "<p class=\"kind\">");
	html_add_text(&w->out, p->kind);
	for (size_t i = 0; i < p->ntopics; i++) {
		strbuf_addf(&w->out, " · <a href=\"topics.html#%s\">",
			kb_html_name(p->topics[i], w->a));
		html_add_text(&w->out, p->topics[i]);
		strbuf_addstr(&w->out, "</a>");
	}
	strbuf_addstr(&w->out, "</p>\n");
	if (is_foreign(w, p)) {
		strbuf_addstr(&w->out, "<p class=\"note\">");
		html_add_text(&w->out, p->only_in);
		strbuf_addstr(&w->out, "</p>\n");
	}
	if (*p->answer) {
		strbuf_addstr(&w->out, "<div class=\"answer\"");
		add_language(w, p);
		strbuf_addstr(&w->out, ">\n");
		kb_html_add_markup(w, p->answer);
		strbuf_addstr(&w->out, "</div>\n");
	}
	strbuf_addstr(&w->out, "<article");
	add_language(w, p);
	strbuf_addstr(&w->out, ">\n");
	kb_html_add_markup(w, p->body);
	strbuf_addstr(&w->out, "</article>\n");
	add_see_also(w, p);
	return end_page(w, kb_html_name(p->id, w->a), err);
}

static enum rc write_site(struct kb_html *w, struct err *err)
{
	const char *folder =
		arena_printf(w->a, "%s/%s", w->dir, kb_html_name(w->site->language, w->a));
	enum rc rc = path_make_dirs(folder, 0755, err);
	if (rc == RC_OK)
		rc = write_index(w, err);
	if (rc == RC_OK)
		rc = write_topics(w, err);
	for (size_t i = 0; rc == RC_OK && i < w->site->n; i++)
		rc = write_article(w, &w->site->pages[i], err);
	return rc;
}

static enum rc write_style(struct kb_html *w, struct err *err)
{
	strbuf_reset(&w->out);
	strbuf_addf(&w->out, "%s%s", html_palette, style_sheet);
	return path_write_file(
		arena_printf(w->a, "%s/kb.css", w->dir), w->out.buf, w->out.len, 0644, err);
}

/* The door: every language by its name, without a redirect that would choose for the reader. */
static enum rc write_door(struct kb_html *w, struct err *err)
{
	w->site = &w->sites[0];
	strbuf_reset(&w->out);
	strbuf_addf(&w->out,
		"<!doctype html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>",
		kb_html_name(w->site->language, w->a));
	html_add_text(&w->out, w->site->centre);
	strbuf_addstr(&w->out,
		"</title>\n<link rel=\"stylesheet\" "
		"href=\"kb.css\">\n</head>\n<body>\n<main>\n<h1>");
	html_add_text(&w->out, w->site->centre);
	strbuf_addstr(&w->out, "</h1>\n<ul class=\"list\">\n");
	for (size_t i = 0; i < w->nsites; i++) {
		const char *language = kb_html_name(w->sites[i].language, w->a);
		strbuf_addf(&w->out, "<li><a lang=\"%s\" hreflang=\"%s\" href=\"%s/index.html\">",
			language, language, language);
		html_add_text(&w->out, w->sites[i].name);
		strbuf_addstr(&w->out, "</a></li>\n");
	}
	strbuf_addstr(&w->out, "</ul>\n</main>\n</body>\n</html>\n");
	enum rc rc = path_write_file(
		arena_printf(w->a, "%s/index.html", w->dir), w->out.buf, w->out.len, 0644, err);
	if (rc == RC_OK)
		rc = write_style(w, err);
	w->files += rc == RC_OK ? 2 : 0;
	return rc;
}

enum rc kb_html_write(
	const struct kb_site *sites, size_t n, const char *dir, size_t *files, struct err *err)
{
	struct kb_html w = {
		.sites = sites, .nsites = n, .dir = dir, .a = arena_new(), .out = STRBUF_INIT};
	enum rc rc = path_make_dirs(dir, 0755, err);
	for (size_t i = 0; rc == RC_OK && i < n; i++) {
		w.site = &sites[i];
		rc = write_site(&w, err);
	}
	if (rc == RC_OK && n)
		rc = write_door(&w, err);
	*files = w.files;
	strbuf_fini(&w.out);
	arena_free(&w.a);
	return rc;
}
