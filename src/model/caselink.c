/* caselink.c - the words of links between cases and of checklists. */
#include "carrel/caselink.h"

#include "carrel/checklist.h"
#include "carrel/i18n.h"

#include <stddef.h>

/* clang-format off */
const struct word link_kind_words[] = {
	{LINK_RELATED,      "related",   N_("related to")},
	{LINK_DUPLICATE_OF, "duplicate", N_("duplicate of")},
	{LINK_PARENT,       "parent",    N_("part of")},
	{LINK_MERGED,       "merged",    N_("merged into")},
	{LINK_SPLIT,        "split",     N_("split off")},
	{0, NULL, NULL},
};

const struct word step_state_words[] = {
	{STEP_OPEN,    "open",    N_("open")},
	{STEP_DONE,    "done",    N_("done")},
	{STEP_SKIPPED, "skipped", N_("skipped")},
	{0, NULL, NULL},
};
/* clang-format on */
