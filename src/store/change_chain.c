/* change_chain.c - how a set is written so that nobody can quietly edit it later.
 *
 * hash = SHA-256(hash of the link before || canonical head || canonical fields). Canonical text is
 * a run of netstrings ("5:hello,"), so that no two different sets have the same text. What tells
 * something about a person enters by its digest, SHA-256(salt || old || new); the values and the
 * salt hang in change_payload and may be destroyed without breaking the chain. Salts are drawn in
 * portions, one call of the kernel for sixteen.
 *
 * SQLite has one writer at a time, hence one chain (number 0). On PostgreSQL one chain would make
 * every commit wait for the one before, so each actor has a chain: a person commits one act at a
 * time anyway. The head of the chain is locked (FOR UPDATE) as the last thing before COMMIT, after
 * every lock on business rows; whoever waits for a head therefore waits for somebody who needs no
 * further lock, and no deadlock can come of it. Numbers (seq) are drawn under that lock, so they
 * rise along a chain. Within a chain, what one chain proves holds: an edit, a gap or a swap changes
 * every later hash. What is lost is the order between chains, and that the end of one chain could
 * be cut off unseen. Both come back, to within ANCHOR_EVERY acts, by anchors: every so many links,
 * a writer seals the heads of all chains into one row, and those rows are a chain of their own. */
#include "store/change_private.h"

#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/strbuf.h"
#include "carrel/i18n.h"

#include <string.h>
#include <unistd.h>

enum { ANCHOR_EVERY = 64, BULK = 2000, MANY_BYTES = 1 << 18 };

enum { DIGITS_MAX = 24 };

/* The digits of n, ending before `end`. By hand: an act puts a hundred numbers into the chain, and with
 * printf they cost more than the hashing. */
static char *put_digits(char *end, uint64_t n)
{
	do {
		*--end = (char)('0' + n % 10);
		n /= 10;
	} while (n != 0);
	return end;
}

static void chain_bytes(struct sha256 *ctx, const char *s, size_t n)
{
	char head[DIGITS_MAX];
	char *end = head + sizeof(head);
	*--end = ':';
	char *start = put_digits(end, n);
	sha256_update(ctx, start, (size_t)(head + sizeof(head) - start));
	sha256_update(ctx, s, n);
	sha256_update(ctx, ",", 1);
}

/* "5:hello,", and "-," for NULL. */
static void chain_text(struct sha256 *ctx, const char *s)
{
	if (s == NULL)
		sha256_update(ctx, "-,", 2);
	else
		chain_bytes(ctx, s, strlen(s));
}

void chain_int(struct sha256 *ctx, int64_t i)
{
	char text[DIGITS_MAX];
	char *end = text + sizeof(text);
	char *start = put_digits(end, i < 0 ? 0 - (uint64_t)i : (uint64_t)i);
	if (i < 0)
		*--start = '-';
	chain_bytes(ctx, start, (size_t)(end - start));
}

void chain_head(struct sha256 *ctx, const unsigned char *previous, const struct change_head *head)
{
	sha256_init(ctx);
	sha256_update(ctx, previous, SHA256_BYTES);
	chain_int(ctx, head->chain);
	chain_int(ctx, head->link);
	chain_int(ctx, head->seq);
	chain_int(ctx, head->at);
	chain_int(ctx, head->actor_id);
	chain_text(ctx, head->actor);
	chain_int(ctx, head->host_uid);
	chain_int(ctx, head->host_pid);
	chain_text(ctx, head->command);
	chain_text(ctx, head->object);
	chain_text(ctx, head->reason);
	chain_int(ctx, head->undoes);
	chain_int(ctx, head->final);
}

void chain_field(struct sha256 *ctx, const char *entity, int64_t id, const char *op,
	const char *field, const char *old, const char *new, const unsigned char *digest)
{
	chain_text(ctx, entity);
	chain_int(ctx, id);
	chain_text(ctx, op);
	chain_text(ctx, field);
	chain_text(ctx, old);
	chain_text(ctx, new);
	if (digest == NULL)
		return;
	sha256_update(ctx, "#", 1);
	sha256_update(ctx, digest, SHA256_BYTES);
}

void chain_digest(const void *salt, size_t salt_len, const char *old, const char *new,
	unsigned char out[SHA256_BYTES])
{
	struct sha256 ctx;
	sha256_init(&ctx);
	sha256_update(&ctx, salt, salt_len);
	chain_text(&ctx, old);
	chain_text(&ctx, new);
	sha256_final(&ctx, out);
}

/* A record as it goes into its two tables: what the hash has, and what hangs beside. */
struct written {
	size_t n;
	const char *table, *op, *field, *old, *new;
	const char *beside_old, *beside_new;
	const unsigned char *salt, *digest; /* NULL: nothing hangs beside */
	bool first;
	struct change_seal seal;
};

static void hang_beside(struct change_set *set, struct written *w, const char *old, const char *new)
{
	w->beside_old = old;
	w->beside_new = new;
	change_salt(set, w->seal.salt);
	chain_digest(w->seal.salt, SALT_BYTES, old, new, w->seal.digest);
	w->salt = w->seal.salt;
	w->digest = w->seal.digest;
}

static void fill_row(struct change_set *set, struct change_record *record, struct written *w)
{
	bool added = record->op == CHANGE_ADD;
	if (added && set->final && record->seal == NULL)
		change_seal(set, record);
	w->field = record->seal != NULL ? change_sealed : change_whole;
	w->old = record->old;
	w->new = record->new;
	if (record->seal != NULL) {
		w->salt = record->seal->salt;
		w->digest = record->seal->digest;
	} else if (record->beside != NULL) {
		hang_beside(set, w, added ? NULL : record->beside, added ? record->beside : NULL);
	}
}

static void fill_field(
	struct change_set *set, const struct change_record *record, struct written *w)
{
	w->field = record->field->name;
	switch (record->field->nature) {
	case NATURE_plain:
		w->old = record->old;
		w->new = record->new;
		break;
	case NATURE_secret: break;
	case NATURE_personal:
	case NATURE_free: hang_beside(set, w, record->old, record->new); break;
	}
}

static bool same_row(const struct change_record *a, const struct change_record *b)
{
	return a->entity == b->entity && a->row_id == b->row_id;
}

/* What people ask the history of has an entry in the index by row. The others (places in queues,
 * stretches, words) are reached through these; an entry each would make every act write ten more
 * pages, all over the file. */
static bool has_history(enum entity_id entity)
{
	return entity == ENTITY_customer || entity == ENTITY_casefile || entity == ENTITY_call ||
		entity == ENTITY_agent || entity == ENTITY_queue;
}

/* True if no earlier record of the set is about the same row. */
static bool first_of_row(const struct vec *records, size_t n)
{
	const struct change_record *all = records->data;
	if (n > 0 && same_row(&all[n - 1], &all[n]))
		return false;
	for (size_t i = 0; i < n; i++) {
		if (same_row(&all[i], &all[n]))
			return false;
	}
	return true;
}

static void json_text(struct strbuf *out, const char *key, const char *s)
{
	if (s == NULL)
		return;
	strbuf_addf(out, ",\"%s\":\"", key);
	for (; *s != '\0'; s++) {
		if (*s == '"' || *s == '\\')
			strbuf_addf(out, "\\%c", *s);
		else if ((unsigned char)*s < ' ')
			strbuf_addf(out, "\\u%04x", (unsigned int)*s);
		else
			strbuf_addch(out, *s);
	}
	strbuf_addch(out, '"');
}

static void json_hex(struct strbuf *out, const char *key, const unsigned char *bytes, size_t n)
{
	if (bytes == NULL)
		return;
	strbuf_addf(out, ",\"%s\":\"", key);
	for (size_t i = 0; i < n; i++)
		strbuf_addf(out, "%02x", bytes[i]);
	strbuf_addch(out, '"');
}

static void json_row(struct strbuf *out, const struct written *w, int64_t row_id)
{
	strbuf_addf(out, "%c{\"n\":%zu,\"row_id\":%lld,\"first\":%d", out->len == 0 ? '[' : ',',
		w->n, (long long)row_id, w->first);
	json_text(out, "entity", w->table);
	json_text(out, "op", w->op);
	json_text(out, "field", w->field);
	json_text(out, "old", w->old);
	json_text(out, "new", w->new);
	json_text(out, "beside_old", w->beside_old);
	json_text(out, "beside_new", w->beside_new);
	json_hex(out, "digest", w->digest, SHA256_BYTES);
	json_hex(out, "salt", w->salt, SALT_BYTES);
	strbuf_addch(out, '}');
}

static enum rc flush_many(struct store *s, int64_t seq, struct strbuf *many, struct err *err)
{
	if (many->len == 0)
		return RC_OK;
	strbuf_addch(many, ']');
	enum rc rc = stmt_run(
		s->db, STMT_CHANGE_ADD_MANY, err, db_int(seq), db_textn(many->buf, many->len));
	strbuf_reset(many);
	return rc;
}

static enum rc insert_row(
	struct store *s, int64_t seq, const struct written *w, int64_t row_id, struct err *err)
{
	enum rc rc = stmt_run(s->db, STMT_CHANGE_ADD, err, db_int(seq), db_int((int64_t)w->n),
		db_text(w->table), db_int(row_id), db_text(w->op), db_text(w->field),
		db_text(w->old), db_text(w->new),
		w->digest != NULL ? db_blob(w->digest, SHA256_BYTES) : db_null(),
		db_bool(w->first));
	if (rc == RC_OK && w->salt != NULL)
		rc = stmt_run(s->db, STMT_CHANGE_PAYLOAD_ADD, err, db_int(seq),
			db_int((int64_t)w->n), db_blob(w->salt, SALT_BYTES), db_text(w->beside_old),
			db_text(w->beside_new));
	return rc;
}

/* A bulk load is one row after the other; looking back over all of it would be quadratic. */
static bool is_first(const struct change_set *set, size_t n)
{
	const struct change_record *record = vec_at(&set->records, n);
	if (!has_history(record->entity))
		return false;
	if (set->records.n > BULK)
		return n == 0 || !same_row(record - 1, record);
	return first_of_row(&set->records, n);
}

/* many NULL: the row is written at once; else it waits there for its round trip. */
static enum rc write_record(struct store *s, struct change_set *set, int64_t seq, size_t n,
	struct sha256 *ctx, struct strbuf *many, struct err *err)
{
	struct change_record *record = vec_at(&set->records, n);
	struct written w = {.n = n,
		.table = entity_table[record->entity].table,
		.op = word_id(change_op_words, record->op),
		.first = is_first(set, n)};
	if (record->field == NULL)
		fill_row(set, record, &w);
	else
		fill_field(set, record, &w);
	chain_field(ctx, w.table, record->row_id, w.op, w.field, w.old, w.new, w.digest);
	if (many == NULL)
		return insert_row(s, seq, &w, record->row_id, err);
	json_row(many, &w, record->row_id);
	return many->len < MANY_BYTES ? RC_OK : flush_many(s, seq, many, err);
}

struct chain_end {
	int64_t link;
	int64_t seq;
	unsigned char hash[SHA256_BYTES];
};

static void end_read(const struct query *q, int col, struct chain_end *end, struct arena *a)
{
	size_t len;
	end->link = stmt_int(q, col);
	end->seq = stmt_int(q, col + 1);
	const void *hash = stmt_blob(q, col + 2, a, &len);
	if (hash != NULL && len == SHA256_BYTES)
		memcpy(end->hash, hash, SHA256_BYTES);
}

/* The end of the chain, locked until the commit; a new chain begins with a hash of zeros. */
static enum rc chain_lock(
	struct store *s, struct arena *a, int64_t chain, struct chain_end *end, struct err *err)
{
	memset(end, 0, sizeof(*end));
	for (int attempt = 0; attempt < 2; attempt++) {
		struct query q = stmt_query(s->db, STMT_CHAIN_LOCK, db_int(chain));
		bool found = stmt_next(&q);
		if (found)
			end_read(&q, 0, end, a);
		enum rc rc = stmt_close(&q, err);
		if (rc != RC_OK || found)
			return rc;
		rc = stmt_run(s->db, STMT_CHAIN_START, err, db_int(chain),
			db_blob(end->hash, SHA256_BYTES));
		if (rc != RC_OK)
			return rc;
	}
	return err_set(err, RC_IO, _("The audit chain could not be begun; nothing was saved."));
}

enum rc chain_wait(struct store *s, int64_t chain, struct arena *a, struct err *err)
{
	struct chain_end end;
	return chain_lock(s, a, chain, &end, err);
}

static enum rc next_seq(struct store *s, const struct chain_end *end, int64_t *seq, struct err *err)
{
	if (db_is_postgres(s->db))
		return stmt_one_int(s->db, STMT_CHANGE_SEQ, seq, err);
	*seq = end->seq + 1;
	return RC_OK;
}

/* Two writers may come here at once: the one whose number is taken leaves it to the other. */
static enum rc seal_anchor(struct store *s, struct arena *a, int64_t at, struct err *err)
{
	struct sha256 ctx;
	unsigned char hash[SHA256_BYTES] = {0};
	int64_t id = 1;
	struct query q = stmt_query(s->db, STMT_ANCHOR_LAST);
	if (stmt_next(&q)) {
		size_t len;
		id = stmt_int(&q, 0) + 1;
		const void *previous = stmt_blob(&q, 1, a, &len);
		if (previous != NULL && len == SHA256_BYTES)
			memcpy(hash, previous, SHA256_BYTES);
	}
	enum rc rc = stmt_close(&q, err);
	if (rc != RC_OK)
		return rc;
	sha256_init(&ctx);
	sha256_update(&ctx, hash, SHA256_BYTES);
	chain_int(&ctx, id);
	chain_int(&ctx, at);
	struct vec heads = {.size = sizeof(struct chain_end)};
	struct vec chains = {.size = sizeof(int64_t)};
	q = stmt_query(s->db, STMT_CHAIN_HEADS);
	while (stmt_next(&q)) {
		struct chain_end *end = vec_push(&heads);
		int64_t *chain = vec_push(&chains);
		*chain = stmt_int(&q, 0);
		end_read(&q, 1, end, a);
		chain_int(&ctx, *chain);
		chain_int(&ctx, end->link);
		sha256_update(&ctx, end->hash, SHA256_BYTES);
	}
	rc = stmt_close(&q, err);
	sha256_final(&ctx, hash);
	if (rc == RC_OK)
		rc = stmt_run(s->db, STMT_ANCHOR_ADD, err, db_int(id), db_int(at),
			db_blob(hash, SHA256_BYTES));
	bool mine = rc == RC_OK && stmt_changes(s->db) == 1;
	for (size_t i = 0; rc == RC_OK && mine && i < heads.n; i++) {
		const struct chain_end *end = vec_at(&heads, i);
		rc = stmt_run(s->db, STMT_ANCHOR_HEAD_ADD, err, db_int(id),
			db_int(*(int64_t *)vec_at(&chains, i)), db_int(end->link),
			db_blob(end->hash, SHA256_BYTES));
	}
	vec_fini(&heads);
	vec_fini(&chains);
	return rc;
}

static void head_fill(struct store *s, struct change_set *set, struct change_head *head)
{
	*head = (struct change_head){
		.at = clock_wall_ms(),
		.actor_id = s->actor_id,
		.actor = s->login,
		.host_uid = (int64_t)getuid(),
		.host_pid = (int64_t)getpid(),
		.command = text_clean(set->command, true, set->arena),
		.object = text_clean(set->object, true, set->arena),
		.reason = text_clean(set->reason, true, set->arena),
		.undoes = set->undoes,
		.final = set->final,
		.chain = db_is_postgres(s->db) ? s->actor_id : 0,
	};
}

static enum rc write_head(
	struct store *s, const struct change_head *head, const unsigned char *hash, struct err *err)
{
	enum rc rc = stmt_run(s->db, STMT_CHANGE_SET_ADD, err, db_int(head->seq), db_int(head->at),
		db_int(head->actor_id), db_text(head->actor), db_int(head->host_uid),
		db_int(head->host_pid), db_text(head->command), db_text(head->object),
		db_text(head->reason), db_id(head->undoes), db_bool(head->final),
		db_int(head->chain), db_int(head->link), db_blob(hash, SHA256_BYTES));
	if (rc == RC_OK)
		rc = stmt_run(s->db, STMT_CHAIN_MOVE, err, db_int(head->chain), db_int(head->link),
			db_int(head->seq), db_blob(hash, SHA256_BYTES));
	return rc;
}

/* A statement a row is cheap on SQLite; on PostgreSQL each would be a round trip. */
static enum rc write_records(
	struct store *s, struct change_set *set, int64_t seq, struct sha256 *ctx, struct err *err)
{
	struct strbuf many = STRBUF_INIT;
	bool wait = db_is_postgres(s->db);
	enum rc rc = RC_OK;
	for (size_t n = 0; rc == RC_OK && n < set->records.n; n++)
		rc = write_record(s, set, seq, n, ctx, wait ? &many : NULL, err);
	if (rc == RC_OK)
		rc = flush_many(s, seq, &many, err);
	strbuf_fini(&many);
	return rc;
}

enum rc chain_write(
	struct store *s, struct change_set *set, struct change_key *key, struct err *err)
{
	struct change_head head;
	struct chain_end end;
	struct sha256 ctx;
	head_fill(s, set, &head);
	enum rc rc = chain_lock(s, set->arena, head.chain, &end, err);
	if (rc == RC_OK)
		rc = next_seq(s, &end, &head.seq, err);
	if (rc != RC_OK)
		return rc;
	head.link = end.link + 1;
	chain_head(&ctx, end.hash, &head);
	rc = write_records(s, set, head.seq, &ctx, err);
	if (rc != RC_OK)
		return rc;
	sha256_final(&ctx, key->hash);
	rc = write_head(s, &head, key->hash, err);
	if (rc == RC_OK && db_is_postgres(s->db) && head.link % ANCHOR_EVERY == 0)
		rc = seal_anchor(s, set->arena, head.at, err);
	key->chain = head.chain;
	key->seq = head.seq;
	return rc;
}
