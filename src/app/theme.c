#include "carrel/theme.h"

#include "carrel/i18n.h"
#include "carrel/theme_file.h"

static void take_style(
	const struct theme_style *from, struct style_set *out, struct problems *problems)
{
	enum style_id id;
	struct style_def def = {0};
	if (!style_by_name(from->name, &id)) {
		problems_add(problems, from->file, from->line, from->column, from->name,
			_("there is no style of this name"));
		return;
	}
	if (!style_colour_parse(from->fg, &def.fg) || !style_colour_parse(from->bg, &def.bg)) {
		problems_add(problems, from->file, from->line, from->column, from->name,
			_("a colour cannot be shown"));
		return;
	}
	for (size_t i = 0; i < from->nattrs; i++) {
		unsigned attr;
		if (style_attr_parse(from->attrs[i], &attr))
			def.attrs |= attr;
	}
	out->def[id] = def;
}

bool theme_load(const char *name, struct style_set *out, struct problems *problems)
{
	struct theme_file *file;
	*out = style_set_builtin;
	if (!theme_file_load(name, &file, problems))
		return false;
	for (size_t i = 0; i < file->n; i++)
		take_style(&file->styles[i], out, problems);
	theme_file_free(&file);
	return true;
}
