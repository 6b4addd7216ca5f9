/* contact.c - the words of an interaction. */
#include "carrel/contact.h"

#include "carrel/i18n.h"

#include <stddef.h>

/* clang-format off */
const struct word contact_kind_words[] = {
	{CONTACT_CALL,    "call",    N_("Call")},
	{CONTACT_MAIL,    "mail",    N_("Mail")},
	{CONTACT_CHAT,    "chat",    N_("Chat")},
	{CONTACT_MESSAGE, "message", N_("Message")},
	{CONTACT_VISIT,   "visit",   N_("Visit")},
	{CONTACT_NOTE,    "note",    N_("Note")},
	{0, NULL, NULL},
};

const struct word mood_words[] = {
	{MOOD_UNSAID,  "unsaid",  N_("not said")},
	{MOOD_PLEASED, "pleased", N_("pleased")},
	{MOOD_CALM,    "calm",    N_("calm")},
	{MOOD_WORRIED, "worried", N_("worried")},
	{MOOD_TENSE,   "tense",   N_("tense")},
	{MOOD_ANGRY,   "angry",   N_("angry")},
	{0, NULL, NULL},
};

const struct word direction_words[] = {
	{DIRECTION_IN,       "in",       N_("From the customer")},
	{DIRECTION_OUT,      "out",      N_("To the customer")},
	{DIRECTION_INTERNAL, "internal", N_("Among us")},
	{0, NULL, NULL},
};
/* clang-format on */
