#include "carrel/fill.h"

#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/config.h"
#include "carrel/desk.h"
#include "carrel/i18n.h"
#include "carrel/language_word.h"
#include "carrel/library.h"
#include "carrel/queue.h"
#include "carrel/reference.h"
#include "carrel/textfill.h"

#include <string.h>

static const char *customer_name(struct fill *f)
{
	return f->customer ? f->customer->name : "";
}

/* Of "Ana Romero Vidal": "Ana", and "Romero Vidal". Names are not taken apart further: which part
 * is which differs by country. */
static const char *first_of(const char *name, struct arena *a)
{
	return arena_strndup(a, name, strcspn(name, " "));
}

static const char *rest_of(const char *name)
{
	const char *rest = strchr(name, ' ');
	return rest ? rest + 1 : "";
}

static bool is_company(const struct fill *f)
{
	return f->customer && f->customer->kind == CUSTOMER_COMPANY;
}

static const char *customer_first(struct fill *f)
{
	return is_company(f) ? "" : first_of(customer_name(f), f->arena);
}

static const char *customer_last(struct fill *f)
{
	return is_company(f) ? "" : rest_of(customer_name(f));
}

static const char *customer_language(struct fill *f)
{
	return f->customer && f->customer->language
		? language_word(f->customer->language, f->language)
		: "";
}

static const char *agent_name(struct fill *f)
{
	return f->app->actor.id ? f->app->actor.name : "";
}

static const char *agent_first(struct fill *f)
{
	return first_of(agent_name(f), f->arena);
}

static const char *case_number(struct fill *f)
{
	if (!f->casefile || !f->casefile->number)
		return "";
	char shown[12];
	reference_show(f->casefile->number, shown);
	return arena_strdup(f->arena, shown);
}

static const char *case_subject(struct fill *f)
{
	return f->casefile && f->casefile->subject ? f->casefile->subject : "";
}

static const char *date_of(struct fill *f, int64_t at)
{
	struct clock_local t = clock_local(at, app_zone(f->app));
	return arena_printf(f->arena, "%02d/%02d/%04d", t.day, t.month, t.year);
}

static const char *case_due(struct fill *f)
{
	return f->casefile && f->casefile->due_at ? date_of(f, f->casefile->due_at) : "";
}

static const char *centre_name(struct fill *f)
{
	return app_centre_name(f->app, f->language);
}

static const char *queue_title(struct fill *f)
{
	return f->queue ? queue_title_in(f->queue->title, f->queue->titles, f->language, f->arena)
			: "";
}

static const char *today(struct fill *f)
{
	return date_of(f, f->now);
}

static const char *time_now(struct fill *f)
{
	struct clock_local t = clock_local(f->now, app_zone(f->app));
	return arena_printf(f->arena, "%02d:%02d", t.hour, t.minute);
}

/* clang-format off */
static const struct placeholder {
	const char *name;
	const char *label; /* asked for where it has no value */
	const char *(*value)(struct fill *fill);
} placeholders[] = {
	{"agent.first",       N_("Your first name"),            agent_first},
	{"agent.name",        N_("Your name"),                  agent_name},
	{"case.due",          N_("When the case is due"),       case_due},
	{"case.number",       N_("The number of the case"),     case_number},
	{"case.subject",      N_("The subject of the case"),    case_subject},
	{"centre.name",       N_("The name of the centre"),     centre_name},
	{"customer.first",    N_("The customer's first name"),  customer_first},
	{"customer.language", N_("The customer's language"),    customer_language},
	{"customer.last",     N_("The customer's family name"), customer_last},
	{"customer.name",     N_("The customer's name"),        customer_name},
	{"now",               N_("The time now"),               time_now},
	{"queue.title",       N_("The queue"),                  queue_title},
	{"today",             N_("Today's date"),               today},
};
const char *const fill_names[] = {"agent.first", "agent.name", "case.due", "case.number",
	"case.subject", "centre.name", "customer.first", "customer.language", "customer.last",
	"customer.name", "now", "queue.title", "today", NULL};
/* clang-format on */

const char *fill_label(const char *name)
{
	for (size_t i = 0; i < sizeof(placeholders) / sizeof(placeholders[0]); i++)
		if (strcmp(placeholders[i].name, name) == 0)
			return _(placeholders[i].label);
	return name;
}

const char *fill_value(void *arg, const char *name)
{
	for (size_t i = 0; i < sizeof(placeholders) / sizeof(placeholders[0]); i++)
		if (strcmp(placeholders[i].name, name) == 0)
			return placeholders[i].value(arg);
	return NULL;
}

/* A blank of this very text is known, but nobody has filled it yet: an empty value, so a gap. */
struct fill_text {
	struct fill *fill;
	const struct library_blank *const *blanks;
	size_t nblanks;
};

static const char *value_or_blank(void *arg, const char *name)
{
	struct fill_text *ft = arg;
	for (size_t i = 0; i < ft->nblanks; i++)
		if (strcmp(ft->blanks[i]->name, name) == 0)
			return ft->blanks[i]->default_text ? ft->blanks[i]->default_text : "";
	return fill_value(ft->fill, name);
}

struct library_choice fill_text(struct fill *fill, const struct library_text *text,
	const struct library_wish *wish, struct strbuf *out, struct vec *gaps)
{
	const struct library *library = app_library(fill->app);
	struct library_choice choice;
	struct fill_text ft = {.fill = fill};
	const char *body = library_body(library, text, wish, fill->arena, &choice);
	ft.blanks = library_body_blanks(library, text, body, fill->arena, &ft.nblanks);
	const char *asked = fill->language;
	if (choice.variant)
		fill->language = choice.variant->language;
	textfill_expand(body, value_or_blank, &ft, fill->arena, out, gaps);
	fill->language = asked;
	return choice;
}

/* ---- the work on a desk ---- */

struct fill fill_of_desk(const struct desk *desk, struct arena *a)
{
	return (struct fill){
		.app = desk->app,
		.arena = a,
		.customer = desk->has_pop ? &desk->pop.customer : NULL,
		.casefile = desk->hand.casefile.id ? &desk->hand.casefile : NULL,
		.queue = desk_queue(desk, desk->hand.item.queue_id),
		.language = desk_language(desk),
		.now = clock_wall_ms(),
	};
}

/* One answers the way one was asked: on the telephone, or as they last wrote. */
static enum text_channel channel_of(const struct desk *desk)
{
	if (desk->hand.call.id)
		return TEXT_CALL;
	for (size_t i = desk->nthread; i-- > 0;)
		if (desk->thread[i].direction == DIRECTION_IN)
			return (enum text_channel)((int)desk->thread[i].kind + 1);
	return TEXT_ANY_CHANNEL;
}

struct library_wish fill_wish(const struct desk *desk)
{
	return (struct library_wish){
		.language = desk_language(desk),
		.tone = desk_tone(desk) == TONE_CASUAL ? TEXT_CASUAL : TEXT_FORMAL,
		.channel = channel_of(desk),
		.fallback = config_text(desk->app->config, OPT_CENTRE_LANGUAGE),
	};
}
