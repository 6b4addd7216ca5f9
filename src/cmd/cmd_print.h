/* cmd_print.h - how commands show the things of the model, in JSON and in lines. One place, so that
 * every command's document uses the same keys. */
#ifndef CARREL_CMD_PRINT_H
#define CARREL_CMD_PRINT_H

#include "carrel/store_screen.h"
#include "carrel/work.h"

struct app;
struct arena;
struct out;

void print_case_json(struct out *out, const char *key, const struct casefile *c);
void print_customer_json(struct out *out, const char *key, const struct customer *c);
void print_contact_json(struct out *out, const char *key, const struct contact *c);
void print_hand_json(struct out *out, const struct work_hand *hand, const char *customer_name);

/* "482 1937-6", owned by a; "-" when there is no number. */
const char *print_number(const char *number, struct arena *a);
/* "03:41" since then, in the arena. */
const char *print_since(int64_t at, int64_t now, struct arena *a);

#endif
