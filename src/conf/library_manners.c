/* What a file says for all its texts, and a text for itself: emoji and limits by channel, and whose it
 * is. */
#include "conf/library_read.h"
#include "conf/library_render.h"

#include "carrel/arena.h"
#include "carrel/i18n.h"
#include "carrel/strbuf.h"

#include <string.h>

static const char *const emoji_names[] = {
	[EMOJI_NONE] = "none", [EMOJI_FEW] = "few", [EMOJI_FREE] = "free"};
static const char *const scope_names[] = {
	[LIBRARY_SHARED] = "shared", [LIBRARY_TEAM] = "team", [LIBRARY_PERSONAL] = "personal"};

enum {
	EMOJIS = sizeof emoji_names / sizeof *emoji_names,
	SCOPES = sizeof scope_names / sizeof *scope_names,
};

const struct library_manners library_manners_builtin = {
	.emoji = {[TEXT_CHAT] = EMOJI_FEW, [TEXT_MESSAGE] = EMOJI_FEW},
};

const char *text_emoji_name(enum text_emoji emoji)
{
	return emoji_names[emoji];
}

bool text_emoji_parse(const char *name, enum text_emoji *out)
{
	for (size_t i = 0; i < EMOJIS; i++)
		if (strcmp(emoji_names[i], name) == 0) {
			*out = (enum text_emoji)i;
			return true;
		}
	return false;
}

const char *library_scope_name(enum library_scope scope)
{
	return scope_names[scope];
}

bool library_scope_parse(const char *name, enum library_scope *out)
{
	for (size_t i = 0; i < SCOPES; i++)
		if (strcmp(scope_names[i], name) == 0) {
			*out = (enum library_scope)i;
			return true;
		}
	return false;
}

bool library_manners_same(const struct library_manners *x, const struct library_manners *y)
{
	for (enum text_channel c = TEXT_ANY_CHANNEL; c < TEXT_CHANNELS; c++)
		if (x->emoji[c] != y->emoji[c] || x->limit[c] != y->limit[c])
			return false;
	return true;
}

/* ---- reading -------------------------------------------------------------------------------- */

static const struct yaml_node *channel_map(
	struct library_reader *r, const struct yaml_node *node, const char *example)
{
	static const char *const keys[] = {"call", "mail", "chat", "message", "visit", "note"};
	if (node && node->kind != YAML_MAP) {
		yaml_problem(r->doc, node, _("must say it by channel, such as %s"), example);
		return NULL;
	}
	yaml_check_keys(r->doc, node, keys, sizeof keys / sizeof *keys);
	return node ? node->first : NULL;
}

const struct library_manners *library_read_manners(
	struct library_reader *r, const struct yaml_node *map, const struct library_manners *around)
{
	const struct yaml_node *emoji = yaml_get(map, "emoji"), *limits = yaml_get(map, "limits");
	if (!emoji && !limits)
		return around;
	struct library_manners *m = arena_alloc(r->a, sizeof *m);
	*m = *around;
	enum text_channel channel;
	for (const struct yaml_node *c = channel_map(r, emoji, "{chat: few}"); c; c = c->next) {
		size_t i;
		if (text_channel_parse(c->key, &channel) &&
			yaml_choice(r->doc, c, emoji_names, EMOJIS, &i))
			m->emoji[channel] = (enum text_emoji)i;
	}
	for (const struct yaml_node *c = channel_map(r, limits, "{message: 160}"); c; c = c->next) {
		int64_t most;
		if (text_channel_parse(c->key, &channel) &&
			yaml_int(r->doc, c, 0, LIBRARY_LIMIT_MAX, &most))
			m->limit[channel] = (unsigned)most;
	}
	return m;
}

void library_read_scope(struct library_reader *r, const struct yaml_node *node)
{
	size_t i;
	if (!node || !yaml_choice(r->doc, node, scope_names, SCOPES, &i))
		return;
	if ((enum library_scope)i < r->scope)
		yaml_problem(r->doc, node, _("the file lies in a %s folder and cannot be %s"),
			scope_names[r->scope], scope_names[i]);
	else
		r->scope = (enum library_scope)i;
}

/* A text that is brought into a narrower folder goes on saying what it said: the narrower holds. */
bool library_read_own_scope(
	struct library_reader *r, const struct yaml_node *node, enum library_scope *scope)
{
	size_t i;
	if (!node || !yaml_choice(r->doc, node, scope_names, SCOPES, &i))
		return false;
	if ((enum library_scope)i > *scope)
		*scope = (enum library_scope)i;
	return true;
}

/* ---- writing -------------------------------------------------------------------------------- */

static void add_part(struct strbuf *out, const char *key, const struct strbuf *parts, size_t indent)
{
	if (!parts->len)
		return;
	for (size_t i = 0; i < indent; i++)
		strbuf_addch(out, ' ');
	strbuf_addf(out, "%s: {%s}\n", key, parts->buf);
}

void library_render_emoji(const struct library_manners *m, const struct library_manners *around,
	size_t indent, struct strbuf *out)
{
	struct strbuf parts = STRBUF_INIT;
	for (enum text_channel c = TEXT_ANY_CHANNEL + 1; c < TEXT_CHANNELS; c++)
		if (m->emoji[c] != around->emoji[c])
			strbuf_addf(&parts, "%s%s: %s", parts.len ? ", " : "", text_channel_name(c),
				text_emoji_name(m->emoji[c]));
	add_part(out, "emoji", &parts, indent);
	strbuf_fini(&parts);
}

void library_render_limits(const struct library_manners *m, const struct library_manners *around,
	size_t indent, struct strbuf *out)
{
	struct strbuf parts = STRBUF_INIT;
	for (enum text_channel c = TEXT_ANY_CHANNEL + 1; c < TEXT_CHANNELS; c++)
		if (m->limit[c] != around->limit[c])
			strbuf_addf(&parts, "%s%s: %u", parts.len ? ", " : "", text_channel_name(c),
				m->limit[c]);
	add_part(out, "limits", &parts, indent);
	strbuf_fini(&parts);
}

void library_render_manners(const struct library_manners *m, struct strbuf *out)
{
	library_render_emoji(m, &library_manners_builtin, 0, out);
	library_render_limits(m, &library_manners_builtin, 0, out);
}
