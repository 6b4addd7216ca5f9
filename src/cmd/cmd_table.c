#include "carrel/cmd.h"

#define CMD(name) extern const struct cmd cmd_##name##_entry;
#include "cmd/commands.def"
#undef CMD

const struct cmd *const cmd_table[] = {
#define CMD(name) &cmd_##name##_entry,
#include "cmd/commands.def"
#undef CMD
};
const size_t cmd_table_count = sizeof(cmd_table) / sizeof(cmd_table[0]);
