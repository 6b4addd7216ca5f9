/* What topics are called: `topics:` of the files of texts. */
#include "conf/library_topics.h"

#include "carrel/arena.h"
#include "carrel/fold.h"
#include "carrel/i18n.h"

#include <stdlib.h>
#include <string.h>

enum { TOPICS_MAX = 5000 };

void library_read_topics(
	struct library_reader *r, const struct yaml_node *node, struct library_file *out)
{
	if (!node)
		return;
	if (node->kind != YAML_MAP) {
		yaml_problem(r->doc, node, _("must be a map, `billing: {en: Billing, es: …}`"));
		return;
	}
	if (!yaml_within(r->doc, node, TOPICS_MAX))
		return;
	out->topics = arena_array(r->a, node->count + 1, sizeof *out->topics);
	for (const struct yaml_node *c = node->first; c; c = c->next) {
		struct library_topic *t = &out->topics[out->ntopics++];
		*t = (struct library_topic){.id = arena_strdup(r->a, c->key), .scope = r->scope};
		yaml_langtext(r->doc, c, r->a, &t->title);
	}
}

/* A person's before a team's, then what stands in a later source. */
static int compare(const void *a, const void *b)
{
	const struct topic_entry *x = a, *y = b;
	int c = strcmp(x->topic->id, y->topic->id);
	if (c)
		return c;
	if (x->topic->scope != y->topic->scope)
		return x->topic->scope > y->topic->scope ? -1 : 1;
	return x->order > y->order ? -1 : x->order < y->order;
}

void library_index_topics(struct vec *topics)
{
	size_t kept = 0;
	if (topics->n)
		qsort(topics->data, topics->n, sizeof(struct topic_entry), compare);
	for (size_t i = 0; i < topics->n; i++) {
		const struct topic_entry e = *(struct topic_entry *)vec_at(topics, i);
		const struct topic_entry *last = kept ? vec_at(topics, kept - 1) : NULL;
		if (!last || strcmp(last->topic->id, e.topic->id) != 0)
			*(struct topic_entry *)vec_at(topics, kept++) = e;
	}
	topics->n = kept;
}

static int compare_id(const void *id, const void *entry)
{
	return strcmp(id, ((const struct topic_entry *)entry)->topic->id);
}

static const struct library_topic *find(const struct library *l, const char *id)
{
	const struct topic_entry *e = l->topics.n
		? bsearch(id, l->topics.data, l->topics.n, sizeof *e, compare_id)
		: NULL;
	return e ? e->topic : NULL;
}

const char *library_topic_title(const struct library *l, const char *id, const char *language)
{
	const struct library_topic *t = find(l, id);
	return t ? langtext_get(&t->title, language) : NULL;
}

bool library_topic_is_called(
	const struct library *l, const char *id, const char *wanted, struct arena *a)
{
	const struct library_topic *t = find(l, id);
	for (size_t i = 0; t && i < t->title.n; i++)
		if (strcmp(fold_text(a, t->title.entries[i].text), wanted) == 0)
			return true;
	return false;
}
