/* Who is it, asked line by line: what was heard of the name, the birthday, the postcode, the number and
 * the address, any of them left out; then those who fit, in numbers. */
#include "plain_private.h"

#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/console.h"
#include "carrel/fit_words.h"
#include "carrel/i18n.h"
#include "carrel/mem.h"
#include "carrel/store_people.h"

#include <stdlib.h>
#include <string.h>

enum { OFFERED = 9, LOOK_MAX = 50 };

struct plain_heard {
	char *said[HEARD_KINDS]; /* owned; NULL: left out */
	size_t at;               /* into `order` */
};

/* As one asks: what is said first comes first. */
static const struct {
	enum heard_kind kind;
	const char *ask;
} order[HEARD_KINDS] = {{HEARD_NAME, N_("Name, as it sounds")}, {HEARD_BORN, N_("Born")},
	{HEARD_POSTCODE, N_("Postcode")}, {HEARD_PHONE, N_("Number")}, {HEARD_MAIL, N_("E-mail")}};

void plain_heard_free(struct plain_heard **heard)
{
	for (size_t i = 0; *heard && i < HEARD_KINDS; i++)
		free((*heard)->said[i]);
	free(*heard);
	*heard = NULL;
}

void plain_ask_heard(struct plain *p)
{
	plain_heard_free(&p->heard);
	p->heard = xcalloc(1, sizeof(*p->heard));
	plain_say(p, "%s", _("What was heard? An empty line leaves a question out."));
	plain_ask(p, PLAIN_HEARD, _(order[0].ask));
}

static void offer(struct plain *p, const struct person_row *rows, size_t n)
{
	bool in_hand = desk_in_hand(p->con->desk);
	plain_choices_begin(p, _("Who is it?"));
	for (size_t i = 0; i < n && i < OFFERED; i++)
		plain_choice(p,
			arena_printf(p->arena,
				in_hand ? "identified %lld --ask" : "show --customer %lld",
				(long long)rows[i].id),
			"%s, %s", rows[i].name, fit_words(&rows[i], p->arena));
	plain_choices_end(p, _("Nobody we know is like that."));
}

static void look(struct plain *p)
{
	struct app *app = p->con->app;
	struct arena *a = arena_new();
	struct heard heard[HEARD_KINDS];
	const char *said[HEARD_KINDS];
	struct person_row *rows = NULL;
	size_t n = 0, nheard = 0;
	struct err err = {0};
	for (int kind = 0; kind < HEARD_KINDS; kind++) {
		said[kind] = p->heard->said[kind];
		if (said[kind])
			heard[nheard++] = (struct heard){(enum heard_kind)kind, &said[kind], 1};
	}
	if (nheard == 0)
		plain_say(p, "%s", _("Nothing was heard, so nobody was looked for."));
	else if (store_identify(app->store, heard, nheard, app_region(app), LOOK_MAX, a, &rows, &n,
			 &err) != RC_OK)
		plain_error(p, &err);
	else
		offer(p, rows, n);
	arena_free(&a);
}

bool plain_heard_line(struct plain *p, const char *line)
{
	if (p->ask != PLAIN_HEARD || !p->heard)
		return false;
	struct plain_heard *h = p->heard;
	if (line[strspn(line, " \t")])
		h->said[order[h->at].kind] = xstrdup(line);
	if (++h->at < HEARD_KINDS) {
		plain_ask(p, PLAIN_HEARD, _(order[h->at].ask));
		return true;
	}
	plain_ask(p, PLAIN_COMMAND, NULL);
	look(p);
	plain_heard_free(&p->heard);
	return true;
}
