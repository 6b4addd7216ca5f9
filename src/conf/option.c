#include "carrel/option.h"

const struct option option_table[OPT_COUNT] = {
#define OPTION(id_, path_, type_, def_, min_, max_, choices_, help_) \
	[OPT_##id_] = {.path = path_, \
		.type = OPTION_##type_, \
		.default_text = def_, \
		.min = min_, \
		.max = max_, \
		.choices = choices_, \
		.help = help_},
#include "conf/option.def"
#undef OPTION
};
