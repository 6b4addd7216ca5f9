/* change_chain.c - how a set is written so that nobody can quietly edit it later.
 *
 * hash = SHA-256(hash of the link before || canonical head || canonical fields). Canonical text is
 * a run of netstrings ("5:hello,"), so that no two different sets have the same text. A field that
 * tells something about a person enters by its digest, SHA-256(salt || old || new); the values and
 * the salt hang in change_payload and may be destroyed without breaking the chain.
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
#include "carrel/entropy.h"
#include "carrel/strbuf.h"
#include "carrel/i18n.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { SALT_BYTES = 16, ANCHOR_EVERY = 64, BULK = 2000, MANY_BYTES = 1 << 18 };

void chain_text(struct sha256 *ctx, const char *s)
{
	if (s == NULL) {
		sha256_update(ctx, "-,", 2);
		return;
	}
	char head[24];
	size_t n = strlen(s);
	int len = snprintf(head, sizeof(head), "%zu:", n);
	sha256_update(ctx, head, (size_t)len);
	sha256_update(ctx, s, n);
	sha256_update(ctx, ",", 1);
}

void chain_int(struct sha256 *ctx, int64_t i)
{
	char text[24];
	snprintf(text, sizeof(text), "%lld", (long long)i);
	chain_text(ctx, text);
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
	if (digest != NULL) {
		sha256_update(ctx, "#", 1);
		sha256_update(ctx, digest, SHA256_BYTES);
		return;
	}
	chain_text(ctx, old);
	chain_text(ctx, new);
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

static enum rc write_payload(struct store *s, int64_t seq, size_t n,
	const struct change_record *record, unsigned char digest[SHA256_BYTES], struct err *err)
{
	unsigned char salt[SALT_BYTES];
	entropy_fill(salt, sizeof(salt));
	chain_digest(salt, sizeof(salt), record->old, record->new, digest);
	return stmt_run(s->db, STMT_CHANGE_PAYLOAD_ADD, err, db_int(seq), db_int((int64_t)n),
		db_blob(salt, sizeof(salt)), db_text(record->old), db_text(record->new));
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

static void json_row(struct strbuf *out, const struct change_record *record, size_t n,
	const char *old, const char *new, const unsigned char *digest, bool first)
{
	char hex[SHA256_HEX_SIZE];
	strbuf_addf(out, "%c{\"n\":%zu,\"row_id\":%lld,\"first\":%d", out->len == 0 ? '[' : ',', n,
		(long long)record->row_id, first);
	json_text(out, "entity", entity_table[record->entity].table);
	json_text(out, "op", word_id(change_op_words, record->op));
	json_text(out, "field", record->field->name);
	json_text(out, "old", old);
	json_text(out, "new", new);
	if (digest != NULL) {
		sha256_to_hex(digest, hex);
		json_text(out, "digest", hex);
	}
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

/* many NULL: the row is written at once; else it waits there for its round trip. */
static enum rc write_field(struct store *s, const struct change_set *set, int64_t seq, size_t n,
	struct sha256 *ctx, struct strbuf *many, struct err *err)
{
	const struct change_record *record = vec_at(&set->records, n);
	const char *table = entity_table[record->entity].table;
	const char *op = word_id(change_op_words, record->op);
	const char *old = record->old;
	const char *new = record->new;
	unsigned char digest[SHA256_BYTES];
	bool beside = false;
	switch (record->field->nature) {
	case NATURE_plain: break;
	case NATURE_secret:
		old = NULL;
		new = NULL;
		break;
	case NATURE_personal:
	case NATURE_free: {
		enum rc rc = write_payload(s, seq, n, record, digest, err);
		if (rc != RC_OK)
			return rc;
		beside = true;
		old = NULL;
		new = NULL;
		break;
	}
	}
	chain_field(ctx, table, record->row_id, op, record->field->name, old, new,
		beside ? digest : NULL);
	/* A bulk load is one row after the other; looking back over all of it would be quadratic. */
	bool first = has_history(record->entity);
	if (first && set->records.n > BULK)
		first = n == 0 || !same_row(record - 1, record);
	else if (first)
		first = first_of_row(&set->records, n);
	if (many != NULL) {
		json_row(many, record, n, old, new, beside ? digest : NULL, first);
		return many->len < MANY_BYTES ? RC_OK : flush_many(s, seq, many, err);
	}
	return stmt_run(s->db, STMT_CHANGE_ADD, err, db_int(seq), db_int((int64_t)n),
		db_text(table), db_int(record->row_id), db_text(op), db_text(record->field->name),
		db_text(old), db_text(new), beside ? db_blob(digest, SHA256_BYTES) : db_null(),
		db_bool(first));
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
static enum rc chain_lock(struct store *s, struct change_set *set, int64_t chain,
	struct chain_end *end, struct err *err)
{
	memset(end, 0, sizeof(*end));
	for (int attempt = 0; attempt < 2; attempt++) {
		struct query q = stmt_query(s->db, STMT_CHAIN_LOCK, db_int(chain));
		bool found = stmt_next(&q);
		if (found)
			end_read(&q, 0, end, set->arena);
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
static enum rc write_fields(struct store *s, const struct change_set *set, int64_t seq,
	struct sha256 *ctx, struct err *err)
{
	struct strbuf many = STRBUF_INIT;
	bool wait = db_is_postgres(s->db);
	enum rc rc = RC_OK;
	for (size_t n = 0; rc == RC_OK && n < set->records.n; n++)
		rc = write_field(s, set, seq, n, ctx, wait ? &many : NULL, err);
	if (rc == RC_OK)
		rc = flush_many(s, seq, &many, err);
	strbuf_fini(&many);
	return rc;
}

enum rc chain_write(struct store *s, struct change_set *set, int64_t *seq, struct err *err)
{
	struct change_head head;
	struct chain_end end;
	struct sha256 ctx;
	unsigned char hash[SHA256_BYTES];
	head_fill(s, set, &head);
	enum rc rc = chain_lock(s, set, head.chain, &end, err);
	if (rc == RC_OK)
		rc = next_seq(s, &end, &head.seq, err);
	if (rc != RC_OK)
		return rc;
	head.link = end.link + 1;
	chain_head(&ctx, end.hash, &head);
	rc = write_fields(s, set, head.seq, &ctx, err);
	if (rc != RC_OK)
		return rc;
	sha256_final(&ctx, hash);
	rc = write_head(s, &head, hash, err);
	if (rc == RC_OK && db_is_postgres(s->db) && head.link % ANCHOR_EVERY == 0)
		rc = seal_anchor(s, set->arena, head.at, err);
	*seq = head.seq;
	return rc;
}
