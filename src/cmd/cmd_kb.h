/* cmd_kb.h - the verbs of `kb`, one function each. Private to src/cmd. */
#ifndef CARREL_CMD_KB_H
#define CARREL_CMD_KB_H

#include "carrel/cmd.h"
#include "carrel/kb.h"

typedef enum rc kb_verb_fn(struct cmd_call *call, struct err *err);

/* cmd_kb.c: finding, reading, inserting */
kb_verb_fn kb_verb_list, kb_verb_show, kb_verb_insert, kb_verb_copy;
/* cmd_kb_review.c: what the centre's people look after */
kb_verb_fn kb_verb_check, kb_verb_due, kb_verb_history, kb_verb_diff, kb_verb_missing;
/* cmd_kb_read.c: policies and receipts */
kb_verb_fn kb_verb_read, kb_verb_confirm, kb_verb_receipts;
/* cmd_kb_draft.c: from a case, from a search, to everybody */
kb_verb_fn kb_verb_save, kb_verb_draft, kb_verb_publish;
/* cmd_kb_out.c */
kb_verb_fn kb_verb_export;
/* `import kb FILE`, for cmd_import.c */
kb_verb_fn import_kb;

/* cmd_kb_article.c */
/* The store is open and whoever acts is known, as far as anybody is. */
enum rc kb_open(struct cmd_call *call, struct err *err);
/* The same, and somebody does act. */
enum rc kb_open_actor(struct cmd_call *call, struct err *err);
/* The article of argv[i], if whoever asks may see it. */
enum rc kb_named(struct cmd_call *call, int i, const struct kb_article **out, struct err *err);
/* --language, else the customer's in hand, else the console's. */
const char *kb_language(const struct cmd_call *call);

#endif
