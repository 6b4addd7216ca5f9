/* library_check_refers.c - what a text refers to: commands, rights, links, and the day of its review. */
#include "conf/library_checking.h"

#include "carrel/arena.h"
#include "carrel/i18n.h"

#include <string.h>

static const struct yaml_node *first_of(const struct yaml_node *list)
{
	return !list ? NULL : list->kind == YAML_LIST ? list->first : list;
}

static void check_commands(struct checking *c, const struct check_entry *e)
{
	const struct library_check_frame *frame = c->frame;
	for (const struct yaml_node *n = first_of(yaml_get(e->node, "then")); n && frame->command;
		n = n->next) {
		const char *why = "", *suggestion = "";
		size_t at = 0;
		if (n->kind != YAML_SCALAR ||
			frame->command(frame->arg, n->text, c->scratch, &why, &suggestion, &at))
			continue;
		size_t len = strlen(n->text);
		check_add(c, e->file, RULE_COMMAND, n, n->text + (at < len ? at : 0),
			suggestion ? suggestion : "", "%s", why);
	}
}

static void check_text_rights(struct checking *c, const struct check_entry *e)
{
	const char *const *ids = c->rights.data;
	for (const struct yaml_node *n = first_of(yaml_get(e->node, "rights")); n; n = n->next) {
		bool found = n->kind != YAML_SCALAR;
		for (size_t i = 0; i < c->rights.n && !found; i++)
			found = strcmp(ids[i], n->text) == 0;
		if (!found)
			check_add(c, e->file, RULE_RIGHT, n, NULL,
				check_meant(c, n->text, ids, c->rights.n),
				"there is no right of the id %s", n->text);
	}
}

static void check_link(
	struct checking *c, const struct check_entry *e, const struct yaml_node *node)
{
	const struct yaml_node *kind = yaml_get(node, "kind"), *to = yaml_get(node, "to");
	const struct library_check_frame *frame = c->frame;
	if (!kind || !to || kind->kind != YAML_SCALAR || to->kind != YAML_SCALAR)
		return;
	if (strcmp(kind->text, "web") == 0)
		check_leftovers(c, e, to);
	if (strcmp(kind->text, "text") == 0 && !check_by_id(c, to->text)) {
		const char **ids = arena_array(c->scratch, c->entries.n + 1, sizeof *ids);
		for (size_t i = 0; i < c->entries.n; i++)
			ids[i] = ((const struct check_entry *)vec_at(&c->entries, i))->t->id;
		check_add(c, e->file, RULE_LINK, to, NULL,
			check_meant(c, to->text, ids, c->entries.n),
			"the link leads to the text %s, which is not there", to->text);
	}
	if (strcmp(kind->text, "article") == 0 && frame->article &&
		!frame->article(frame->arg, to->text))
		check_add(c, e->file, RULE_LINK, to, NULL, "",
			"the link leads to the article %s, which is not there", to->text);
}

void check_review(
	struct checking *c, struct check_file *f, const struct yaml_node *node, const char *what)
{
	const struct yaml_node *review = yaml_get(node, "review_by");
	if (review && review->kind == YAML_SCALAR && c->frame->today &&
		strlen(review->text) == strlen(c->frame->today) &&
		strcmp(review->text, c->frame->today) < 0)
		check_add(c, f, RULE_REVIEW, review, NULL, "read it again and set a new date",
			"%s was to be read again by %s", what, review->text);
}

void check_refers(struct checking *c, const struct check_entry *e)
{
	const struct yaml_node *links = yaml_get(e->node, "links");
	check_commands(c, e);
	check_text_rights(c, e);
	for (const struct yaml_node *l = links && links->kind == YAML_LIST ? links->first : NULL; l;
		l = l->next)
		check_link(c, e, l);
	check_review(c, e->file, e->node, "the text");
}
