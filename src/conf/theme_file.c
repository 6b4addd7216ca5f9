/* A theme is read, then its palette and inheritance are resolved, so that what is handed out names
 * only colours a terminal knows. Chains are followed a bounded number of steps: a theme that
 * inherits itself is told so, not followed for ever. */
#include "carrel/i18n.h"
#include "carrel/theme_file.h"

#include "carrel/arena.h"
#include "carrel/embedded.h"
#include "carrel/mem.h"
#include "carrel/path.h"
#include "carrel/strbuf.h"
#include "carrel/yaml.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

enum { INHERIT_MAX = 8, PALETTE_MAX = 64, STYLES_MAX = 256 };

struct theme_reader {
	struct theme_file *theme;
	const struct yaml *doc;
	const struct yaml_node *palette;
	struct vec styles; /* of struct theme_style */
	int depth;         /* of themes */
};

static const char *const colour_names[] = {"default", "black", "red", "green", "yellow", "blue",
	"magenta", "cyan", "white", "grey", "bright-red", "bright-green", "bright-yellow",
	"bright-blue", "bright-magenta", "bright-cyan", "bright-white"};
static const char *const attr_names[] = {"bold", "underline", "reverse", "dim", "italic"};
enum {
	COLOURS = sizeof colour_names / sizeof *colour_names,
	ATTRS = sizeof attr_names / sizeof *attr_names,
};

static bool load_at_depth(const char *name, int depth, struct theme_file **out,
	struct problems *problems, const char *wanted_by);

/* ---- colours -------------------------------------------------------------------------------- */

static bool colour_known(const char *text)
{
	for (size_t i = 0; i < COLOURS; i++)
		if (strcmp(colour_names[i], text) == 0)
			return true;
	size_t digits = strspn(text, "0123456789");
	if (!digits || digits > 3 || text[digits])
		return false;
	int value = 0;
	for (size_t i = 0; i < digits; i++)
		value = value * 10 + (text[i] - '0');
	return value <= 255;
}

static void colour_problem(
	const struct theme_reader *r, const struct yaml_node *node, const char *text)
{
	size_t aliases = r->palette && r->palette->kind == YAML_MAP ? r->palette->count : 0, n = 0;
	const char **names = xreallocarray(NULL, COLOURS + aliases, sizeof *names);
	for (; n < COLOURS; n++)
		names[n] = colour_names[n];
	for (const struct yaml_node *c = aliases ? r->palette->first : NULL; c; c = c->next)
		names[n++] = c->key;
	const char *near = suggest_nearest(text, names, n);
	yaml_problem(r->doc, node,
		_("'%s' is no colour: a name, 0 to 255, or one of the palette%s%s%s"), text,
		near ? _(" (did you mean ") : "", near ? near : "", near ? "?)" : "");
	free(names);
}

static const char *resolve_colour(
	const struct theme_reader *r, const struct yaml_node *node, const char *otherwise)
{
	const char *text;
	if (!yaml_string(r->doc, node, &text))
		return otherwise;
	const struct yaml_node *alias = yaml_get(r->palette, text);
	if (alias && alias->kind == YAML_SCALAR)
		text = alias->text;
	if (!colour_known(text)) {
		if (!alias)
			colour_problem(r, node, text);
		return otherwise;
	}
	return arena_strdup(r->theme->arena, text);
}

static void check_palette(const struct theme_reader *r)
{
	if (!r->palette)
		return;
	if (r->palette->kind != YAML_MAP) {
		yaml_problem(r->doc, r->palette, _("must be a map from a name to a colour"));
		return;
	}
	for (const struct yaml_node *c = r->palette->first; c; c = c->next) {
		const char *text;
		if (colour_known(c->key))
			yaml_problem(r->doc, c, _("this name is already that of a colour"));
		if (yaml_string(r->doc, c, &text) && !colour_known(text))
			colour_problem(r, c, text);
	}
}

/* ---- styles --------------------------------------------------------------------------------- */

static struct theme_style *find(const struct vec *styles, const char *name)
{
	for (size_t i = 0; i < styles->n; i++) {
		struct theme_style *s = vec_at(styles, i);
		if (strcmp(s->name, name) == 0)
			return s;
	}
	return NULL;
}

static void read_attrs(
	const struct theme_reader *r, const struct yaml_node *node, struct theme_style *s)
{
	const char *const *words;
	size_t n, which;
	if (!yaml_strings(r->doc, node, r->theme->arena, &words, &n))
		return;
	s->attrs = words;
	s->nattrs = n;
	bool list = node->kind == YAML_LIST;
	for (const struct yaml_node *c = list ? node->first : node; c; c = list ? c->next : NULL)
		yaml_choice(r->doc, c, attr_names, ATTRS, &which);
}

/* The style it starts from: the one named, else the one of the parent theme, else plain. */
static void read_parent(
	const struct theme_reader *r, const struct yaml_node *node, struct theme_style *s)
{
	const char *parent;
	const struct yaml_node *inherit = yaml_get(node, "inherit");
	const struct theme_style *from = NULL;
	if (yaml_string(r->doc, inherit, &parent)) {
		from = find(&r->styles, parent);
		if (!from)
			yaml_problem(r->doc, inherit, _("there is no style '%s' above this one"),
				parent);
	}
	if (!from && !inherit)
		from = find(&r->styles, node->key);
	if (from)
		*s = *from;
}

static void read_style(struct theme_reader *r, const struct yaml_node *node)
{
	static const char *const keys[] = {"fg", "bg", "attr", "inherit"};
	struct theme_style s = {.fg = "default", .bg = "default"};
	if (!yaml_check_keys(r->doc, node, keys, sizeof keys / sizeof *keys))
		return;
	read_parent(r, node, &s);
	s.name = arena_strdup(r->theme->arena, node->key);
	s.file = arena_strdup(r->theme->arena, yaml_file(r->doc));
	s.line = node->key_line;
	s.column = node->key_column;
	s.fg = resolve_colour(r, yaml_get(node, "fg"), s.fg);
	s.bg = resolve_colour(r, yaml_get(node, "bg"), s.bg);
	read_attrs(r, yaml_get(node, "attr"), &s);
	struct theme_style *old = find(&r->styles, s.name);
	if (!old)
		old = vec_push(&r->styles);
	*old = s;
}

static void copy_style(struct theme_reader *r, const struct theme_style *from)
{
	struct arena *a = r->theme->arena;
	const char **attrs = arena_array(a, from->nattrs + 1, sizeof *attrs);
	for (size_t i = 0; i < from->nattrs; i++)
		attrs[i] = arena_strdup(a, from->attrs[i]);
	*(struct theme_style *)vec_push(&r->styles) = (struct theme_style){
		.name = arena_strdup(a, from->name),
		.fg = arena_strdup(a, from->fg),
		.bg = arena_strdup(a, from->bg),
		.attrs = attrs,
		.nattrs = from->nattrs,
		.file = arena_strdup(a, from->file),
		.line = from->line,
		.column = from->column,
	};
}

static void read_inherited(struct theme_reader *r)
{
	const struct yaml_node *node = yaml_get(yaml_root(r->doc), "inherit");
	const char *name;
	struct theme_file *parent;
	if (!yaml_string(r->doc, node, &name))
		return;
	if (r->depth >= INHERIT_MAX) {
		yaml_problem(r->doc, node, _("themes inherit each other in a circle"));
		return;
	}
	if (!load_at_depth(name, r->depth + 1, &parent, yaml_problems(r->doc), yaml_file(r->doc)))
		return;
	for (size_t i = 0; i < parent->n; i++)
		copy_style(r, &parent->styles[i]);
	theme_file_free(&parent);
}

static void read_theme(struct theme_reader *r)
{
	static const char *const keys[] = {"format", "title", "inherit", "palette", "styles"};
	const struct yaml_node *root = yaml_root(r->doc);
	const char *title = r->theme->name;
	yaml_check_keys(r->doc, root, keys, sizeof keys / sizeof *keys);
	yaml_string(r->doc, yaml_get(root, "title"), &title);
	r->theme->title = arena_strdup(r->theme->arena, title);
	r->palette = yaml_get(root, "palette");
	if (!yaml_within(r->doc, r->palette, PALETTE_MAX))
		return;
	check_palette(r);
	read_inherited(r);
	const struct yaml_node *styles = yaml_require(r->doc, root, "styles");
	if (styles && styles->kind != YAML_MAP)
		yaml_problem(r->doc, styles, _("must be a map from a style to {fg, bg, attr}"));
	if (!yaml_within(r->doc, styles, STYLES_MAX))
		return;
	for (const struct yaml_node *c = styles ? styles->first : NULL; c; c = c->next)
		if (styles->kind == YAML_MAP)
			read_style(r, c);
}

/* "themes/dark.yaml" is called "dark" on the screen. */
static const char *name_from(struct arena *a, const char *file)
{
	const char *base = path_name(file);
	size_t len = strlen(base);
	return arena_strndup(
		a, base, len > 5 && strcmp(base + len - 5, ".yaml") == 0 ? len - 5 : len);
}

static bool parse_at_depth(const char *text, size_t len, const char *file, int depth,
	struct theme_file **out, struct problems *problems)
{
	size_t before = problems_count(problems);
	struct arena *a = arena_new();
	struct theme_file *theme = arena_alloc(a, sizeof *theme);
	*theme = (struct theme_file){.arena = a, .name = name_from(a, file)};
	struct theme_reader r = {
		.theme = theme, .styles = {.size = sizeof(struct theme_style)}, .depth = depth};
	struct yaml *doc = yaml_parse(text, len, file, "theme", problems);
	if (doc) {
		r.doc = doc;
		read_theme(&r);
	}
	struct theme_style *styles = arena_array(a, r.styles.n + 1, sizeof *styles);
	for (size_t i = 0; i < r.styles.n; i++)
		styles[i] = *(struct theme_style *)vec_at(&r.styles, i);
	theme->styles = styles;
	theme->n = r.styles.n;
	vec_fini(&r.styles);
	yaml_close(&doc);
	if (problems_count(problems) > before) {
		theme_file_free(&theme);
		return false;
	}
	*out = theme;
	return true;
}

/* ---- where themes are ----------------------------------------------------------------------- */

static bool is_path(const char *name)
{
	size_t len = strlen(name);
	return strchr(name, '/') || (len > 5 && strcmp(name + len - 5, ".yaml") == 0);
}

static bool load_path(
	const char *path, int depth, struct theme_file **out, struct problems *problems)
{
	struct strbuf text = STRBUF_INIT;
	struct err err = {0};
	bool good = false;
	if (path_read_file(path, YAML_MAX_BYTES, &text, &err) == RC_OK)
		good = parse_at_depth(text.buf, text.len, path, depth, out, problems);
	else
		problems_add(problems, path, 0, 0, "", "%s", err.text);
	strbuf_fini(&text);
	return good;
}

/* Adds "FOLDER/themes/NAME.yaml" if such a file is there. */
static bool candidate(struct strbuf *path, const char *folder, const char *name)
{
	strbuf_reset(path);
	path_join(path, folder, "themes");
	strbuf_addf(path, "/%s.yaml", name);
	return path_exists(path->buf);
}

static bool find_own(const char *name, struct strbuf *path)
{
	struct strbuf dir = STRBUF_INIT;
	bool found =
		path_base_dir(PATH_CONFIG, &dir, NULL) == RC_OK && candidate(path, dir.buf, name);
	strbuf_fini(&dir);
	return found;
}

static const struct embedded *find_builtin(const char *name)
{
	for (size_t i = 0; i < builtin_files_count; i++) {
		const char *file = builtin_files[i].name;
		size_t len = strlen(name);
		if (strncmp(file, "themes/", 7) == 0 && strncmp(file + 7, name, len) == 0 &&
			strcmp(file + 7 + len, ".yaml") == 0)
			return &builtin_files[i];
	}
	return NULL;
}

static bool load_at_depth(const char *name, int depth, struct theme_file **out,
	struct problems *problems, const char *wanted_by)
{
	if (is_path(name))
		return load_path(name, depth, out, problems);
	/* A person's own "default" that inherits "default" means the built-in one. */
	const struct embedded *builtin = find_builtin(name);
	struct strbuf path = STRBUF_INIT;
	bool good = false;
	if ((depth == 0 || !builtin) && find_own(name, &path))
		good = load_path(path.buf, depth, out, problems);
	else if (builtin)
		good = parse_at_depth(
			builtin->text, builtin->len, builtin->name, depth, out, problems);
	else if (candidate(&path, CARREL_DATADIR, name))
		good = load_path(path.buf, depth, out, problems);
	else
		problems_add(problems, wanted_by, 0, 0, "",
			_("there is no theme '%s'; carrel has default, dark, high-contrast and "
			  "mono"),
			name);
	strbuf_fini(&path);
	return good;
}

bool theme_file_load(const char *name, struct theme_file **out, struct problems *problems)
{
	return load_at_depth(name, 0, out, problems, name);
}

bool theme_file_parse(const char *text, size_t len, const char *file, struct theme_file **out,
	struct problems *problems)
{
	return parse_at_depth(text, len, file, 0, out, problems);
}

static void add_name(struct arena *a, struct vec *names, const char *file)
{
	const char *name = name_from(a, file);
	size_t len = strlen(file);
	if (len <= 5 || strcmp(file + len - 5, ".yaml") != 0)
		return;
	for (size_t i = 0; i < names->n; i++)
		if (strcmp(*(const char **)vec_at(names, i), name) == 0)
			return;
	*(const char **)vec_push(names) = name;
}

static void add_own_names(struct arena *a, struct vec *names)
{
	struct strbuf dir = STRBUF_INIT, path = STRBUF_INIT;
	DIR *folder = NULL;
	if (path_base_dir(PATH_CONFIG, &dir, NULL) == RC_OK) {
		path_join(&path, dir.buf, "themes");
		folder = opendir(path.buf);
	}
	for (const struct dirent *e; folder && (e = readdir(folder));)
		add_name(a, names, e->d_name);
	if (folder)
		closedir(folder);
	strbuf_fini(&path);
	strbuf_fini(&dir);
}

size_t theme_file_names(struct arena *a, const char *const **names)
{
	struct vec found = {.size = sizeof(const char *)};
	for (size_t i = 0; i < builtin_files_count; i++)
		if (strncmp(builtin_files[i].name, "themes/", 7) == 0)
			add_name(a, &found, builtin_files[i].name);
	add_own_names(a, &found);
	size_t n = found.n;
	const char **out = arena_array(a, n + 1, sizeof(*out));
	for (size_t i = 0; i < n; i++)
		out[i] = *(const char **)vec_at(&found, i);
	vec_fini(&found);
	*names = out;
	return n;
}

void theme_file_free(struct theme_file **theme)
{
	if (!*theme)
		return;
	struct arena *a = (*theme)->arena;
	arena_free(&a);
	*theme = NULL;
}

const struct theme_style *theme_file_style(const struct theme_file *t, const char *name)
{
	for (size_t i = 0; i < t->n; i++)
		if (strcmp(t->styles[i].name, name) == 0)
			return &t->styles[i];
	return NULL;
}
