/* One short file, read whole and written whole. */
#include "carrel/recent.h"

#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/log.h"
#include "carrel/path.h"
#include "carrel/sha256.h"
#include "carrel/store.h"
#include "carrel/strbuf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RECENT_BYTES = 4096, NAME_DIGITS = 24 };

/* The name tells neither store nor person to who looks into the folder. */
static enum rc recent_path(const struct app *app, struct strbuf *path, struct err *err)
{
	struct sha256 sum;
	unsigned char digest[SHA256_BYTES];
	char hex[SHA256_HEX_SIZE];
	const char *store = store_address(app->store);
	enum rc rc = path_base_dir(PATH_STATE, path, err);
	sha256_init(&sum);
	sha256_update(&sum, store, strlen(store) + 1);
	sha256_update(&sum, app->actor.login, strlen(app->actor.login));
	sha256_final(&sum, digest);
	sha256_to_hex(digest, hex);
	strbuf_addf(path, "/recent/%.*s", (int)NAME_DIGITS, hex);
	return rc;
}

void recent_list(const struct app *app, struct arena *a, struct recent **out, size_t *n)
{
	struct strbuf path = STRBUF_INIT, text = STRBUF_INIT;
	struct err err = {0};
	*n = 0;
	*out = arena_array(a, RECENT_MAX, sizeof(**out));
	if (app->store && app->actor.id && recent_path(app, &path, &err) == RC_OK &&
		path_read_file(path.buf, RECENT_BYTES, &text, &err) == RC_OK) {
		for (const char *line = text.buf; *line && *n < RECENT_MAX;) {
			char kind;
			long long id, at_s;
			if (sscanf(line, "%c %lld %lld", &kind, &id, &at_s) == 3 && id > 0)
				(*out)[(*n)++] =
					(struct recent){kind == 'c' ? RECENT_CASE : RECENT_CUSTOMER,
						id, at_s * 1000};
			line += strcspn(line, "\n");
			line += *line == '\n';
		}
	}
	strbuf_fini(&text);
	strbuf_fini(&path);
}

static void add(struct strbuf *text, const struct recent *r)
{
	strbuf_addf(text, "%c %lld %lld\n", r->kind == RECENT_CASE ? 'c' : 'p', (long long)r->id,
		(long long)(r->at / 1000));
}

void recent_note(const struct app *app, enum recent_kind kind, int64_t id)
{
	struct strbuf path = STRBUF_INIT, folder = STRBUF_INIT, text = STRBUF_INIT;
	struct err err = {0};
	struct arena *a = arena_new();
	struct recent *rows, top = {kind, id, clock_wall_ms()};
	size_t n, kept = 1;
	if (app->store && app->actor.id && id > 0 && !app->practice) {
		recent_list(app, a, &rows, &n);
		add(&text, &top);
		for (size_t i = 0; i < n && kept < RECENT_MAX; i++)
			if (rows[i].kind != kind || rows[i].id != id) {
				add(&text, &rows[i]);
				kept++;
			}
		enum rc rc = recent_path(app, &path, &err);
		path_parent(&folder, path.buf);
		if (rc == RC_OK)
			rc = path_make_dirs(folder.buf, 0700, &err);
		if (rc == RC_OK)
			rc = path_write_file(path.buf, text.buf, text.len, 0600, &err);
		if (rc != RC_OK)
			log_warn("recent: %s", err.text);
	}
	arena_free(&a);
	strbuf_fini(&text);
	strbuf_fini(&folder);
	strbuf_fini(&path);
}
