/* change_private.h - the open change set, for the files of src/store. */
#ifndef CARREL_STORE_CHANGE_PRIVATE_H
#define CARREL_STORE_CHANGE_PRIVATE_H

#include "carrel/change.h"
#include "carrel/sha256.h"
#include "carrel/strbuf.h"
#include "carrel/vec.h"
#include "store/entity.h"

enum change_op { CHANGE_ADD, CHANGE_SAVE, CHANGE_DROP };
extern const struct word change_op_words[];

/* In the place of a field's name: a whole row, and one of which only a digest is kept. */
extern const char change_whole[];
extern const char change_sealed[];

enum { SALT_BYTES = 16, SALT_POOL = 16 };

struct change_seal {
	unsigned char salt[SALT_BYTES];
	unsigned char digest[SHA256_BYTES];
};

/* One field of one row, or a whole row (field NULL; see change_whole.c). Text is owned by the set's
 * arena. */
struct change_record {
	enum entity_id entity;
	int64_t row_id;
	enum change_op op;
	const struct entity_field *field;
	const char *old;
	const char *new;
	const char *beside; /* of a whole row: what tells about a person */
	const struct change_seal *seal;
};

/* The head of a set, as it is hashed. */
struct change_head {
	int64_t seq, at, actor_id, host_uid, host_pid, undoes, chain, link;
	const char *actor, *command, *object, *reason;
	bool final;
};

struct change_set {
	int depth;
	struct arena *arena;
	struct vec records; /* struct change_record */
	struct vec words;   /* struct words_change: told to the search index last of all */
	struct vec counts;  /* struct text_tally: added up, written last of all */
	struct vec marks;   /* size_t: how many records there were when each level began */
	struct strbuf plain, personal; /* the row being noted */
	unsigned char salts[SALT_POOL][SALT_BYTES];
	size_t salts_left;
	char *command;
	char *object;
	char *reason;
	bool final;
	bool spoilt; /* a level failed after it had written: the whole set must go */
	int64_t undoes;
};

/* What the search index shall forget and learn of one contact, or of the subject of one case. Text is
 * owned by the set's arena. */
struct words_change {
	int64_t id;
	bool of_case;
	const char *forget; /* NULL nothing */
	const char *learn;
};

struct text_tally {
	const char *text_id; /* owned by the set's arena */
	int64_t uses, last_at;
};

/* Asserts that a set is open. */
struct arena *change_arena(struct store *s);
void change_note(struct store *s, enum entity_id entity, int64_t id, enum change_op op,
	const struct entity_field *field, const char *old, const char *new);
/* SQLite asks its text index for a savepoint at every later statement of a transaction that has
 * written to it, and that writes the index out each time: so it is written last. A bulk load is
 * written in portions, not kept in memory. */
enum rc change_note_words(struct store *s, struct words_change words, struct err *err) WARN_UNUSED;
/* Uses of one text more or less. Everybody who uses the text adds to one row, which on PostgreSQL is held
 * until the commit: so it is written late, and in the order of the texts, or two people who send two
 * texts each could wait for each other. */
enum rc change_note_use(struct store *s, const char *text_id, int64_t uses, int64_t at,
	struct err *err) WARN_UNUSED;
void change_set_object(struct store *s, const char *object);

/* Valid UTF-8, and without card numbers when people typed it. NULL stays NULL. */
const char *text_clean(const char *s, bool free_text, struct arena *a);

/* change_chain.c */
void chain_int(struct sha256 *ctx, int64_t i);
void chain_head(struct sha256 *ctx, const unsigned char *previous, const struct change_head *head);
void chain_field(struct sha256 *ctx, const char *entity, int64_t id, const char *op,
	const char *field, const char *old, const char *new, const unsigned char *digest);
void chain_digest(const void *salt, size_t salt_len, const char *old, const char *new,
	unsigned char out[SHA256_BYTES]);
/* What a set is known by before it is committed. The hash covers who, when, which process and every
 * row, so no two sets have the same. */
struct change_key {
	int64_t chain, seq;
	unsigned char hash[SHA256_BYTES];
};

/* Writes the rows of the open set and moves the head of its chain. */
enum rc chain_write(struct store *s, struct change_set *set, struct change_key *key,
	struct err *err) WARN_UNUSED;
/* Waits until nobody else is writing to the chain, for as long as the transaction lasts. */
enum rc chain_wait(struct store *s, int64_t chain, struct arena *a, struct err *err) WARN_UNUSED;

/* change_settle.c: RC_OK the set is there, RC_IO it is not and never will be; RC_UNKNOWN (err untouched)
 * the store cannot be asked either. */
enum rc change_settle(struct store *s, const struct change_key *key, struct err *err) WARN_UNUSED;

/* change_whole.c */
void change_note_row(struct store *s, enum entity_id entity, enum change_op op, const void *row);
void change_salt(struct change_set *set, unsigned char out[SALT_BYTES]);
/* Leaves the digest of an added row in the place of its texts. */
void change_seal(struct change_set *set, struct change_record *record);

/* A row of `change` with what hangs beside it. salt NULL and digest not: erased. */
struct change_row {
	int64_t n;
	int64_t row_id;
	const char *entity, *op, *field, *old, *new;
	const char *beside_old, *beside_new;
	const void *digest, *salt;
	size_t digest_len, salt_len;
};
/* Appends struct change_row as written, from the one after number `after` on. */
enum rc change_rows_read(struct store *s, int64_t seq, int64_t after, int64_t limit,
	struct arena *a, struct vec *out, struct err *err) WARN_UNUSED;
/* Appends a struct change_row for each field: whole rows in pieces, old and new wherever they are
 * kept. A row whose fields are not to be had any more is one with the field "*". */
enum rc change_rows_spread(struct store *s, int64_t seq, struct arena *a, struct vec *out,
	struct err *err) WARN_UNUSED;
enum rc change_info_get(struct store *s, int64_t seq, struct arena *a, struct change_info *out,
	struct err *err) WARN_UNUSED;

#endif
