/* term_input.h - the bytes that a terminal has for us. */
#ifndef CARREL_TUI_TERM_INPUT_H
#define CARREL_TUI_TERM_INPUT_H

#include "carrel/keys.h"

/* Feeds keys with what fd has now, never waiting; a terminal that hung up gives KEY_EOF, once. */
void term_input_read(int fd, struct keys *keys, int64_t now_ms);

#endif
