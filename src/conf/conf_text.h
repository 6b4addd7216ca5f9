/* conf_text.h - which characters a file may not carry, private to conf. */
#ifndef CONF_CONF_TEXT_H
#define CONF_CONF_TEXT_H

#include <stdbool.h>
#include <stdint.h>

/* C0 but for newline and tab, DEL and C1: they could drive a terminal. */
bool conf_rune_is_control(uint32_t rune);
/* Marks that turn the reading direction: what is shown would not be what stands in the file. */
bool conf_rune_is_bidi(uint32_t rune);

#endif
