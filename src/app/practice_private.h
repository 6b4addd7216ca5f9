/* practice_private.h - between practice_rules.c, practice_score.c, practice_store.c and practice.c. */
#ifndef CARREL_PRACTICE_PRIVATE_H
#define CARREL_PRACTICE_PRIVATE_H

#include "carrel/err.h"
#include "carrel/scenario_file.h"

struct practice;
struct practice_play;
struct store;

void practice_earn(struct practice_play *play, const struct scenario_number *score, size_t n);
int practice_score_sum(const struct scenario_number *score, size_t n);
/* Fills skills[].possible and steps. */
void practice_find_best(struct practice_play *play);

/* What is to be done for the first of these facts, translated. */
const char *practice_fact_words(unsigned missing);

/* Queue, trainee, caller and their past, in one change set; signs nobody on. */
enum rc practice_fill_store(struct practice *run, struct store *store, struct err *err) WARN_UNUSED;
/* The telephone rings. */
enum rc practice_ring(struct practice *run, struct store *store, struct err *err) WARN_UNUSED;

#endif
