/* support_run.h - the scripts of this folder, each variant of them, and the program that runs them: on
 * the null terminal, with the clock standing still, on its own copy of one invented centre. */
#ifndef CARREL_TEST_GOLDEN_SUPPORT_RUN_H
#define CARREL_TEST_GOLDEN_SUPPORT_RUN_H

#include <stdbool.h>
#include <stddef.h>

/* One script in one variant; strings are owned by nobody, they live as long as the program. */
struct golden_run {
	const char *script;
	const char *variant; /* NULL: none */
	const char *language, *size;
	bool mono;
	char *args; /* NULL: it has a store */
};

extern struct golden_run *golden_runs;
extern size_t golden_runs_len;
extern char *golden_root;   /* of the repository */
extern char *golden_folder; /* scratch; NULL before the centre is made */

/* Finds the repository and what there is to run. The program ends with it. */
void golden_find_runs(void);
void golden_make_centre(void);
void golden_remove_centre(void);

/* The folder of its screens: "agent-call-mono-60x15"; and where it saves them. The caller frees. */
char *golden_name(const struct golden_run *run);
char *golden_scratch(const struct golden_run *run);
/* In cwd, which exists; returns its status. */
int golden_run_script(const struct golden_run *run, const char *cwd);

#endif
