/* change_verify.c - walks every chain from its first link to its head and every anchor.
 *
 * The head is read first and the walk ends there, so that writers may go on meanwhile. Rows come
 * in pages: an audit of years needs no memory to speak of. */
#include "store/change_private.h"

#include "carrel/arena.h"
#include "carrel/i18n.h"

#include <string.h>

enum { VERIFY_PAGE = 256, VERIFY_ROWS = 1024 };

struct link {
	struct change_head head;
	const void *hash;
	size_t hash_len;
};

struct walk {
	int64_t chain;
	int64_t last_link; /* of the head */
	int64_t link;
	int64_t seq;
	unsigned char hash[SHA256_BYTES];
	int64_t *checked;
};

static bool hash_is(const void *hash, size_t len, const unsigned char *expected)
{
	return hash != NULL && len == SHA256_BYTES && memcmp(hash, expected, SHA256_BYTES) == 0;
}

static enum rc refuse(int64_t seq, const char *what, struct err *err)
{
	return err_set(err, RC_CONFLICT,
		_("The audit does not fit at change %lld: %s. Keep a copy of the store as it is "
		  "and "
		  "ask "
		  "who could write to it."),
		(long long)seq, what);
}

static void link_read(const struct query *q, int64_t chain, struct arena *a, struct link *out)
{
	out->head = (struct change_head){
		.seq = stmt_int(q, 0),
		.at = stmt_int(q, 1),
		.actor_id = stmt_int(q, 2),
		.actor = stmt_text(q, 3, a),
		.host_uid = stmt_int(q, 4),
		.host_pid = stmt_int(q, 5),
		.command = stmt_text(q, 6, a),
		.object = stmt_text(q, 7, a),
		.reason = stmt_text(q, 8, a),
		.undoes = stmt_int(q, 9),
		.final = stmt_bool(q, 10),
		.chain = chain,
		.link = stmt_int(q, 11),
	};
	out->hash = stmt_blob(q, 12, a, &out->hash_len);
}

static enum rc check_beside(const struct change_row *r, int64_t seq, struct err *err)
{
	unsigned char digest[SHA256_BYTES];
	if (r->digest != NULL && r->digest_len != SHA256_BYTES)
		return refuse(seq, "a digest was altered", err);
	if (r->salt == NULL)
		return RC_OK;
	if (r->digest == NULL)
		return refuse(seq, "a text was added", err);
	if (strcmp(r->field, change_sealed) == 0)
		return r->beside_old == NULL && r->beside_new == NULL
			? RC_OK
			: refuse(seq, "a text was added", err);
	chain_digest(r->salt, r->salt_len, r->beside_old, r->beside_new, digest);
	return hash_is(r->digest, r->digest_len, digest)
		? RC_OK
		: refuse(seq, "the text of a field was altered", err);
}

/* The rows of a set in pages too: an import has as many as it had lines. */
static enum rc check_rows(struct store *s, int64_t seq, struct sha256 *ctx, struct err *err)
{
	struct vec rows = {.size = sizeof(struct change_row)};
	struct arena *a = arena_new();
	int64_t n = 0;
	enum rc rc;
	do {
		vec_clear(&rows);
		arena_reset(a);
		rc = change_rows_read(s, seq, n - 1, VERIFY_ROWS, a, &rows, err);
		for (size_t i = 0; rc == RC_OK && i < rows.n; i++) {
			const struct change_row *r = vec_at(&rows, i);
			rc = r->n == n++ ? check_beside(r, seq, err)
					 : refuse(seq, "a field is missing", err);
			chain_field(ctx, r->entity, r->row_id, r->op, r->field, r->old, r->new,
				r->digest);
		}
	} while (rc == RC_OK && rows.n == VERIFY_ROWS);
	arena_free(&a);
	vec_fini(&rows);
	return rc;
}

static enum rc check_link(
	struct store *s, struct walk *walk, const struct link *link, struct err *err)
{
	const struct change_head *head = &link->head;
	if (head->link != walk->link + 1)
		return refuse(head->seq, "the set before it is missing", err);
	if (head->seq <= walk->seq)
		return refuse(head->seq, "it stands in the wrong place", err);
	struct sha256 ctx;
	chain_head(&ctx, walk->hash, head);
	enum rc rc = check_rows(s, head->seq, &ctx, err);
	if (rc != RC_OK)
		return rc;
	sha256_final(&ctx, walk->hash);
	if (!hash_is(link->hash, link->hash_len, walk->hash))
		return refuse(head->seq, "it was altered", err);
	walk->link = head->link;
	walk->seq = head->seq;
	++*walk->checked;
	return RC_OK;
}

static enum rc walk_page(
	struct store *s, struct walk *walk, struct arena *a, bool *more, struct err *err)
{
	struct vec links = {.size = sizeof(struct link)};
	struct query q = stmt_query(s->db, STMT_VERIFY_SETS, db_int(walk->chain),
		db_int(walk->link), db_int(walk->seq), db_int(VERIFY_PAGE));
	while (stmt_next(&q))
		link_read(&q, walk->chain, a, vec_push(&links));
	enum rc rc = stmt_close(&q, err);
	*more = links.n == VERIFY_PAGE;
	for (size_t i = 0; rc == RC_OK && i < links.n; i++) {
		const struct link *link = vec_at(&links, i);
		if (link->head.link > walk->last_link) {
			*more = false;
			break;
		}
		rc = check_link(s, walk, link, err);
	}
	vec_fini(&links);
	return rc;
}

static enum rc verify_chain(struct store *s, int64_t chain, int64_t last_link, int64_t last_seq,
	const void *hash, size_t hash_len, int64_t *checked, struct err *err)
{
	struct walk walk = {.chain = chain, .last_link = last_link, .checked = checked};
	struct arena *a = arena_new();
	enum rc rc = RC_OK;
	for (bool more = last_link > 0; more && rc == RC_OK;) {
		rc = walk_page(s, &walk, a, &more, err);
		arena_reset(a);
	}
	arena_free(&a);
	if (rc != RC_OK)
		return rc;
	if (walk.link != last_link || walk.seq != last_seq)
		return refuse(last_seq, "sets at the end are missing", err);
	if (!hash_is(hash, hash_len, walk.hash))
		return refuse(last_seq, "the head of the chain was altered", err);
	return RC_OK;
}

struct head_row {
	int64_t chain, link, seq;
	const void *hash;
	size_t hash_len;
};

static enum rc read_heads(struct store *s, struct arena *a, struct vec *heads, struct err *err)
{
	struct query q = stmt_query(s->db, STMT_CHAIN_HEADS);
	while (stmt_next(&q)) {
		struct head_row *head = vec_push(heads);
		head->chain = stmt_int(&q, 0);
		head->link = stmt_int(&q, 1);
		head->seq = stmt_int(&q, 2);
		head->hash = stmt_blob(&q, 3, a, &head->hash_len);
	}
	return stmt_close(&q, err);
}

static enum rc refuse_headless(struct store *s, struct err *err)
{
	int64_t chain = 0;
	enum rc rc = stmt_one_int(s->db, STMT_VERIFY_CHAINS, &chain, err);
	if (rc == RC_NOTFOUND) {
		if (err != NULL)
			*err = (struct err){0};
		return RC_OK;
	}
	return rc == RC_OK ? refuse(0, "the head of a chain is missing", err) : rc;
}

/* What an anchor says of one chain must still stand there. */
static enum rc check_anchor_head(struct store *s, int64_t chain, int64_t link, const void *hash,
	size_t hash_len, struct err *err)
{
	if (link == 0)
		return RC_OK;
	struct query q = stmt_query(s->db, STMT_VERIFY_LINK, db_int(chain), db_int(link));
	bool fits = false;
	struct arena *a = arena_new();
	if (stmt_next(&q)) {
		size_t len;
		const void *there = stmt_blob(&q, 0, a, &len);
		fits = there != NULL && len == hash_len && memcmp(there, hash, len) == 0;
	}
	enum rc rc = stmt_close(&q, err);
	arena_free(&a);
	return rc == RC_OK && !fits ? refuse(0, "a sealed anchor names another set", err) : rc;
}

static enum rc verify_anchor(struct store *s, int64_t id, int64_t at, unsigned char *hash,
	const void *stored, size_t stored_len, struct arena *a, struct err *err)
{
	struct sha256 ctx;
	struct vec heads = {.size = sizeof(struct head_row)};
	sha256_init(&ctx);
	sha256_update(&ctx, hash, SHA256_BYTES);
	chain_int(&ctx, id);
	chain_int(&ctx, at);
	struct query q = stmt_query(s->db, STMT_VERIFY_ANCHOR_HEADS, db_int(id));
	while (stmt_next(&q)) {
		struct head_row *head = vec_push(&heads);
		head->chain = stmt_int(&q, 0);
		head->link = stmt_int(&q, 1);
		head->hash = stmt_blob(&q, 2, a, &head->hash_len);
		chain_int(&ctx, head->chain);
		chain_int(&ctx, head->link);
		sha256_update(&ctx, head->hash, head->hash_len);
	}
	enum rc rc = stmt_close(&q, err);
	sha256_final(&ctx, hash);
	if (rc == RC_OK && !hash_is(stored, stored_len, hash))
		rc = refuse(0, "an anchor was altered", err);
	for (size_t i = 0; rc == RC_OK && i < heads.n; i++) {
		const struct head_row *head = vec_at(&heads, i);
		rc = check_anchor_head(s, head->chain, head->link, head->hash, head->hash_len, err);
	}
	vec_fini(&heads);
	return rc;
}

struct anchor_row {
	int64_t id, at;
	const void *hash;
	size_t hash_len;
};

static enum rc verify_anchors(struct store *s, struct err *err)
{
	unsigned char hash[SHA256_BYTES] = {0};
	int64_t last = 0;
	enum rc rc = RC_OK;
	struct arena *a = arena_new();
	struct vec anchors = {.size = sizeof(struct anchor_row)};
	do {
		vec_clear(&anchors);
		arena_reset(a);
		struct query q = stmt_query(s->db, STMT_VERIFY_ANCHORS, db_int(last));
		while (stmt_next(&q)) {
			struct anchor_row *row = vec_push(&anchors);
			row->id = stmt_int(&q, 0);
			row->at = stmt_int(&q, 1);
			row->hash = stmt_blob(&q, 2, a, &row->hash_len);
		}
		rc = stmt_close(&q, err);
		for (size_t i = 0; rc == RC_OK && i < anchors.n; i++) {
			const struct anchor_row *row = vec_at(&anchors, i);
			if (row->id != ++last)
				rc = refuse(0, "an anchor is missing", err);
			else
				rc = verify_anchor(s, row->id, row->at, hash, row->hash,
					row->hash_len, a, err);
		}
	} while (rc == RC_OK && anchors.n > 0);
	vec_fini(&anchors);
	arena_free(&a);
	return rc;
}

enum rc change_verify(struct store *store, int64_t *checked, struct err *err)
{
	*checked = 0;
	struct arena *a = arena_new();
	struct vec heads = {.size = sizeof(struct head_row)};
	enum rc rc = read_heads(store, a, &heads, err);
	for (size_t i = 0; rc == RC_OK && i < heads.n; i++) {
		const struct head_row *head = vec_at(&heads, i);
		rc = verify_chain(store, head->chain, head->link, head->seq, head->hash,
			head->hash_len, checked, err);
	}
	if (rc == RC_OK)
		rc = refuse_headless(store, err);
	if (rc == RC_OK)
		rc = verify_anchors(store, err);
	vec_fini(&heads);
	arena_free(&a);
	return rc;
}
