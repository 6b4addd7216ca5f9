/* texts_document.c - the library as one JSON document that says all of it, and read from it again. */
#include "app/texts_own.h"

#include "app/texts_json.h"
#include "carrel/arena.h"
#include "carrel/i18n.h"
#include "carrel/json.h"
#include "carrel/path.h"
#include "carrel/strbuf.h"

#include <string.h>

static const char FORMAT[] = "carrel-texts-export/1";

const char *texts_category_of(const struct library_text *t, struct arena *a)
{
	const char *name = t->file ? path_name(t->file) : "";
	size_t n = strlen(name);
	return n > 5 && strcmp(name + n - 5, ".yaml") == 0 ? arena_strndup(a, name, n - 5) : "";
}

/* ---- out ------------------------------------------------------------------------------------ */

static json_t *wordings_json(const struct library_text *t)
{
	json_t *list = json_array();
	for (size_t i = 0; i < t->nvariants; i++) {
		const struct library_variant *v = &t->variants[i];
		json_t *o = json_object();
		json_object_set_new(o, "language", json_string(v->language));
		json_object_set_new(o, "tone", json_string(text_tone_name(v->tone)));
		json_object_set_new(o, "channel", json_string(text_channel_name(v->channel)));
		json_object_set_new(o, "level", json_string(text_level_name(v->level)));
		json_object_set_new(o, "text", json_string(v->text));
		json_array_append_new(list, o);
	}
	return list;
}

static json_t *uses_json(unsigned uses)
{
	json_t *list = json_array();
	for (size_t i = 0; library_use_name(i); i++)
		if (uses & (1u << i))
			json_array_append_new(list, json_string(library_use_name(i)));
	return list;
}

static json_t *links_json(const struct library_text *t)
{
	json_t *list = json_array();
	for (size_t i = 0; i < t->nlinks; i++) {
		json_t *o = json_object();
		json_object_set_new(o, "kind", json_string(library_link_name(t->links[i].kind)));
		json_object_set_new(o, "to", json_string(t->links[i].to));
		json_object_set_new(o, "label", texts_langtext_json(&t->links[i].label));
		json_array_append_new(list, o);
	}
	return list;
}

static json_t *manners_json(const struct library_manners *m)
{
	json_t *o = json_object(), *emoji = json_object(), *limits = json_object();
	for (enum text_channel c = TEXT_ANY_CHANNEL + 1; c < TEXT_CHANNELS; c++) {
		json_object_set_new(
			emoji, text_channel_name(c), json_string(text_emoji_name(m->emoji[c])));
		if (m->limit[c])
			json_object_set_new(
				limits, text_channel_name(c), json_integer(m->limit[c]));
	}
	json_object_set_new(o, "emoji", emoji);
	json_object_set_new(o, "limits", limits);
	return o;
}

static json_t *text_json(const struct library_text *t)
{
	struct arena *a = arena_new();
	json_t *o = json_object();
	json_object_set_new(o, "id", json_string(t->id));
	json_object_set_new(o, "short", json_string(t->short_name));
	json_object_set_new(o, "title", texts_langtext_json(&t->title));
	json_object_set_new(o, "topics", texts_strings_json(t->topics, t->ntopics));
	json_object_set_new(o, "for", uses_json(t->uses));
	json_object_set_new(o, "tone", json_string(text_tone_name(t->tone)));
	json_object_set_new(o, "active", json_boolean(!t->inactive));
	json_object_set_new(o, "blanks", texts_blanks_json(t));
	json_object_set_new(o, "wordings", wordings_json(t));
	json_object_set_new(o, "say", texts_langtext_json(&t->say));
	json_object_set_new(o, "then", texts_strings_json(t->then, t->nthen));
	json_object_set_new(o, "rights", texts_strings_json(t->rights, t->nrights));
	json_object_set_new(o, "links", links_json(t));
	json_object_set_new(o, "review_by", json_string(t->review_by));
	json_object_set_new(
		o, "manners", manners_json(t->manners ? t->manners : &library_manners_builtin));
	json_object_set_new(o, "scope", json_string(library_scope_name(t->scope)));
	json_object_set_new(o, "category", json_string(texts_category_of(t, a)));
	arena_free(&a);
	return o;
}

static json_t *right_json(const struct library_right *r)
{
	json_t *o = json_object();
	json_object_set_new(o, "id", json_string(r->id));
	json_object_set_new(o, "title", texts_langtext_json(&r->title));
	json_object_set_new(o, "text", texts_langtext_json(&r->text));
	json_object_set_new(o, "law", texts_langtext_json(&r->law));
	json_object_set_new(o, "source", json_string(r->source));
	json_object_set_new(o, "territory", texts_strings_json(r->territory, r->nterritory));
	json_object_set_new(o, "topics", texts_strings_json(r->topics, r->ntopics));
	json_object_set_new(o, "review_by", json_string(r->review_by));
	json_object_set_new(o, "scope", json_string(library_scope_name(r->scope)));
	return o;
}

static json_t *rights_json(const struct library *l)
{
	json_t *list = json_array();
	for (size_t i = 0; l && i < library_right_count(l); i++)
		json_array_append_new(list, right_json(library_right_at(l, i)));
	return list;
}

void texts_export_json(const struct library_text *const *texts, size_t n,
	const struct texts_export *how, struct strbuf *out)
{
	struct arena *a = arena_new();
	json_t *root = json_object(), *list = json_array();
	json_object_set_new(root, "format", json_string(FORMAT));
	json_object_set_new(root, "title", json_string(how->title));
	for (size_t i = 0; i < n; i++) {
		struct library_text t;
		if (texts_in_language(texts[i], how->language, &t, a))
			json_array_append_new(list, text_json(&t));
	}
	json_object_set_new(root, "texts", list);
	json_object_set_new(root, "rights", rights_json(how->library));
	texts_add_json(out, root, JSON_INDENT(2) | JSON_PRESERVE_ORDER);
	strbuf_addch(out, '\n');
	arena_free(&a);
}

/* ---- in ------------------------------------------------------------------------------------- */

/* A member that is text; "" when it is not there. */
static const char *text_in(json_t *o, const char *key, struct arena *a)
{
	const char *text = json_text(o, key, a);
	return text ? arena_strdup(a, text) : "";
}

static bool langtext_in(json_t *o, const char *key, struct langtext *out, struct arena *a)
{
	json_t *v = json_object_get(o, key);
	*out = (struct langtext){0};
	return !v || texts_langtext_of(v, out, a);
}

static bool strings_in(
	json_t *o, const char *key, const char *const **list, size_t *n, struct arena *a)
{
	return texts_strings_of(json_object_get(o, key), list, n, a);
}

static bool read_wordings(json_t *list, struct library_text *t, struct arena *a)
{
	json_t *one;
	size_t i;
	struct library_variant *v = arena_array(a, json_array_size(list) + 1, sizeof(*v));
	t->variants = v;
	json_array_foreach(list, i, one)
	{
		const char *tone = text_in(one, "tone", a), *level = text_in(one, "level", a);
		const char *channel = text_in(one, "channel", a);
		struct library_variant *to = &v[t->nvariants++];
		*to = (struct library_variant){
			.language = text_in(one, "language", a), .text = text_in(one, "text", a)};
		if (!*to->language || !*to->text || (*tone && !text_tone_parse(tone, &to->tone)) ||
			(*channel && !text_channel_parse(channel, &to->channel)) ||
			(*level && !text_level_parse(level, &to->level)))
			return false;
	}
	return t->nvariants > 0;
}

static bool read_uses(json_t *list, struct library_text *t)
{
	json_t *one;
	size_t i, bit;
	t->uses = list ? 0 : LIBRARY_EVERYWHERE;
	json_array_foreach(list, i, one)
	{
		const char *name = json_string_value(one), *known;
		for (bit = 0; (known = library_use_name(bit)); bit++)
			if (name && strcmp(known, name) == 0)
				break;
		if (!known)
			return false;
		t->uses |= 1u << bit;
	}
	return true;
}

static bool read_links(json_t *list, struct library_text *t, struct arena *a)
{
	json_t *one;
	size_t i;
	struct library_link *links = arena_array(a, json_array_size(list) + 1, sizeof(*links));
	t->links = links;
	json_array_foreach(list, i, one)
	{
		struct library_link *to = &links[t->nlinks++];
		to->to = text_in(one, "to", a);
		if (!*to->to || !library_link_parse(text_in(one, "kind", a), &to->kind) ||
			!langtext_in(one, "label", &to->label, a))
			return false;
	}
	return true;
}

static bool read_manners(json_t *o, struct library_text *t, struct arena *a)
{
	struct library_manners *m = arena_alloc(a, sizeof(*m));
	const char *key;
	json_t *v;
	enum text_channel c;
	*m = library_manners_builtin;
	t->manners = m;
	json_object_foreach(json_object_get(o, "emoji"), key, v)
	{
		const char *name = json_string_value(v);
		if (!name || !text_channel_parse(key, &c) || !text_emoji_parse(name, &m->emoji[c]))
			return false;
	}
	json_object_foreach(json_object_get(o, "limits"), key, v)
	{
		json_int_t most = json_integer_value(v);
		if (!text_channel_parse(key, &c) || most < 0 || most > LIBRARY_LIMIT_MAX)
			return false;
		m->limit[c] = (unsigned)most;
	}
	return true;
}

/* The name of the member that is wrong; NULL: all is read. */
static const char *read_text(json_t *o, struct library_text *t, struct arena *a)
{
	const char *tone = text_in(o, "tone", a), *scope = text_in(o, "scope", a);
	*t = (struct library_text){.id = text_in(o, "id", a),
		.short_name = text_in(o, "short", a),
		.review_by = text_in(o, "review_by", a),
		.inactive = json_is_false(json_object_get(o, "active")),
		.scope_said = *scope != '\0'};
	return !*t->id                                                  ? "id"
		: !langtext_in(o, "title", &t->title, a) || !t->title.n ? "title"
		: !strings_in(o, "topics", &t->topics, &t->ntopics, a)  ? "topics"
		: !read_uses(json_object_get(o, "for"), t)              ? "for"
		: *tone && !text_tone_parse(tone, &t->tone)             ? "tone"
		: !texts_blanks_of(json_object_get(o, "blanks"), t, a)  ? "blanks"
		: !read_wordings(json_object_get(o, "wordings"), t, a)  ? "wordings"
		: !langtext_in(o, "say", &t->say, a)                    ? "say"
		: !strings_in(o, "then", &t->then, &t->nthen, a)        ? "then"
		: !strings_in(o, "rights", &t->rights, &t->nrights, a)  ? "rights"
		: !read_links(json_object_get(o, "links"), t, a)        ? "links"
		: !read_manners(json_object_get(o, "manners"), t, a)    ? "manners"
		: *scope && !library_scope_parse(scope, &t->scope)      ? "scope"
									: NULL;
}

static const char *read_right(json_t *o, struct library_right *r, struct arena *a)
{
	const char *scope = text_in(o, "scope", a);
	*r = (struct library_right){.id = text_in(o, "id", a),
		.source = text_in(o, "source", a),
		.review_by = text_in(o, "review_by", a)};
	return !*r->id                                                          ? "id"
		: !langtext_in(o, "title", &r->title, a) || !r->title.n         ? "title"
		: !langtext_in(o, "text", &r->text, a) || !r->text.n            ? "text"
		: !langtext_in(o, "law", &r->law, a) || !r->law.n               ? "law"
		: !strings_in(o, "territory", &r->territory, &r->nterritory, a) ? "territory"
		: !strings_in(o, "topics", &r->topics, &r->ntopics, a)          ? "topics"
		: *scope && !library_scope_parse(scope, &r->scope)              ? "scope"
										: NULL;
}

static void problem(
	struct texts_reading *r, const char *list, size_t i, const char *id, const char *member)
{
	texts_note_add(r, TEXTS_NOTE_PROBLEM, (int64_t)i + 1, id,
		_("%s[%zu] (“%.80s”): its %s cannot be read"), list, i, id, member);
}

static void read_root(json_t *root, struct texts_reading *r, struct texts_own *out)
{
	json_t *one;
	size_t i;
	json_array_foreach(json_object_get(root, "texts"), i, one)
	{
		struct library_text t;
		const char *wrong = read_text(one, &t, r->arena);
		out->records++;
		if (wrong)
			problem(r, "texts", i, t.id, wrong);
		else
			texts_own_add(out, &t, text_in(one, "category", r->arena), (int64_t)i + 1,
				r->arena);
	}
	json_array_foreach(json_object_get(root, "rights"), i, one)
	{
		struct library_right right;
		const char *wrong = read_right(one, &right, r->arena);
		if (wrong)
			problem(r, "rights", i, right.id, wrong);
		else
			*(struct library_right *)vec_push(&out->rights) = right;
	}
}

bool texts_document_is(const char *text, size_t n)
{
	size_t at = strspn(text, " \t\r\n");
	return at < n && text[at] == '{' && memmem(text, n, FORMAT, strlen(FORMAT)) != NULL;
}

enum rc texts_document_read(
	const char *text, size_t n, struct texts_reading *r, struct texts_own *out, struct err *err)
{
	json_t *root = NULL;
	enum rc rc = json_read(text, n, &root, err);
	const char *format = rc == RC_OK ? json_text(root, "format", r->arena) : NULL;
	if (rc == RC_OK && (!format || strcmp(format, FORMAT) != 0))
		rc = err_set(err, RC_INVALID, _("it is not of the format %s"), FORMAT);
	if (rc == RC_OK)
		read_root(root, r, out);
	json_decref(root);
	return rc;
}
