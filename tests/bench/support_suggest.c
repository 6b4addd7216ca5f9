#include "bench/support_suggest.h"

#include "carrel/arena.h"
#include "carrel/csv.h"
#include "carrel/json.h"
#include "carrel/mem.h"
#include "carrel/path.h"
#include "carrel/strbuf.h"
#include "carrel/suggest.h"
#include "carrel/vec.h"
#include "carrel/yaml.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { FOLDS = 5, ASKED_FOLD = 4, RANKED = 100, KINDS_MAX = 128 };

static const int64_t at = 1700000000000; /* all at one moment: these collections have no ages */

static char *data_file(const char *name)
{
	const char *shared = getenv("CARREL_SHARED");
	char *path = xasprintf("%s/data/%s", shared != NULL ? shared : "../shared", name);
	if (path_exists(path))
		return path;
	free(path);
	return NULL;
}

/* ---- which fifth ---- */

struct fold_count {
	char *kind;
	size_t seen, kept;
};

enum fate { FATE_LEARN, FATE_ASK, FATE_LEAVE };

static enum fate fate_of(struct vec *counts, const char *kind, enum quality_split split)
{
	struct fold_count *count = NULL;
	for (size_t i = 0; count == NULL && i < counts->n; i++) {
		struct fold_count *one = vec_at(counts, i);
		count = strcmp(one->kind, kind) == 0 ? one : NULL;
	}
	if (count == NULL) {
		count = vec_push(counts);
		count->kind = xstrdup(kind);
	}
	bool asked = count->seen++ % FOLDS == ASKED_FOLD;
	if (split == SPLIT_TEST)
		return asked ? FATE_ASK : FATE_LEARN;
	if (asked)
		return FATE_LEAVE;
	return count->kept++ % FOLDS == ASKED_FOLD ? FATE_ASK : FATE_LEARN;
}

static void counts_fini(struct vec *counts)
{
	for (size_t i = 0; i < counts->n; i++)
		free(((struct fold_count *)vec_at(counts, i))->kind);
	vec_fini(counts);
}

/* ---- asking ---- */

int64_t quality_cpu_ns(void)
{
	struct timespec t;
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static void count_answer(struct quality *q, struct suggest *s, const struct suggest_case *c,
	const char *right, struct arena *a)
{
	struct suggest_hit *hits;
	struct arena_mark mark = arena_mark(a);
	int64_t begun = bench_now_ns(), cpu = quality_cpu_ns();
	size_t n = suggest_rank(s, c, RANKED, a, &hits), place = 0;
	samples_add(&q->cpu, (double)(quality_cpu_ns() - cpu) / 1000);
	samples_add(&q->us, (double)(bench_now_ns() - begun) / 1000);
	for (size_t i = 0; place == 0 && i < n; i++)
		place = strcmp(hits[i].text_id, right) == 0 ? i + 1 : 0;
	q->n++;
	q->top1 += place == 1;
	q->top5 += place > 0 && place <= 5;
	q->mrr += place > 0 ? 1.0 / (double)place : 0;
	arena_release(a, mark);
}

static void finish(struct quality *q)
{
	double n = q->n > 0 ? (double)q->n : 1;
	q->top1 *= 100 / n;
	q->top5 *= 100 / n;
	q->mrr /= n;
}

void quality_fini(struct quality *q)
{
	free(q->us.us);
	free(q->cpu.us);
	*q = (struct quality){0};
}

/* "card_arrival" is titled "card arrival". */
static void put_named(
	struct suggest *s, const char *id, const char *name, const char *body, const char *topic)
{
	char *title = xstrdup(name);
	for (char *p = title; *p != '\0'; p++)
		if (*p == '_')
			*p = ' ';
	const struct suggest_wording wording = {.language = "en", .title = title, .body = body};
	const struct suggest_doc doc = {.id = id,
		.topics = &topic,
		.ntopics = topic != NULL,
		.wordings = &wording,
		.nwordings = 1};
	suggest_put(s, &doc);
	free(title);
}

/* ---- banking77 ---- */

struct question {
	const char *text, *topic;
};

static void read_banking(FILE *f, enum quality_split split, struct suggest *s, struct vec *asked,
	struct quality *out, struct arena *a)
{
	struct csv *csv = csv_open(f);
	struct csv_row row;
	struct err err = {0};
	struct vec counts = {.size = sizeof(struct fold_count)};
	bool head = true;
	while (csv_next(csv, &row, &err) == RC_OK && row.n > 0) {
		if (head || row.n < 2) {
			head = false;
			continue;
		}
		const char *text = row.fields[0], *topic = row.fields[1];
		enum fate fate = fate_of(&counts, topic, split);
		if (fate == FATE_ASK) {
			*(struct question *)vec_push(asked) =
				(struct question){arena_strdup(a, text), arena_strdup(a, topic)};
		} else if (fate == FATE_LEARN) {
			put_named(s, topic, topic, "", NULL);
			suggest_learn(s,
				&(struct suggest_use){.text_id = topic,
					.said = text,
					.language = "en",
					.at = at});
			out->learnt++;
		}
	}
	counts_fini(&counts);
	csv_free(&csv);
}

bool quality_banking(
	enum quality_split split, const struct suggest_weights *weights, struct quality *out)
{
	char *path = data_file("banking77/train.csv");
	FILE *f = path != NULL ? fopen(path, "r") : NULL;
	free(path);
	*out = (struct quality){0};
	if (f == NULL)
		return false;
	struct arena *a = arena_new();
	struct suggest *s = suggest_new();
	struct vec asked = {.size = sizeof(struct question)};
	if (weights != NULL)
		suggest_set_weights(s, weights);
	read_banking(f, split, s, &asked, out, a);
	for (size_t i = 0; i < asked.n; i++) {
		const struct question *q = vec_at(&asked, i);
		const struct suggest_case c = {.said = q->text, .language = "en", .now = at};
		count_answer(out, s, &c, q->topic, a);
	}
	finish(out);
	vec_fini(&asked);
	suggest_free(&s);
	arena_free(&a);
	fclose(f);
	return true;
}

/* ---- STAR ---- */

struct chat {
	struct quality *out;
	struct suggest *s;
	struct arena *a;
	const char *task;
	bool with_topic, learns;
	struct strbuf said, earlier;
	char *after, *second;
};

static const char *text_of(const struct yaml_node *map, const char *key)
{
	const struct yaml_node *node = yaml_get(map, key);
	return node != NULL ? node->text : "";
}

static bool put_replies(struct suggest *s)
{
	char *path = data_file("star/canned_responses.yaml");
	if (path == NULL)
		return false;
	struct problems problems = {0};
	struct yaml *doc = yaml_load(path, "", &problems);
	const struct yaml_node *list = doc ? yaml_get(yaml_root(doc), "responses") : NULL;
	for (const struct yaml_node *r = list ? list->first : NULL; r != NULL; r = r->next)
		put_named(s, text_of(r, "id"), text_of(r, "title"), text_of(r, "body"),
			text_of(r, "category"));
	bool any = suggest_texts(s) > 0;
	yaml_close(&doc);
	problems_fini(&problems);
	free(path);
	return any;
}

static void chose(struct chat *chat, const char *label)
{
	char *id = xasprintf("%s.%s", chat->task, label);
	const char *topic = chat->with_topic ? chat->task : NULL;
	if (chat->learns) {
		char *known = strchr(id, '.') + 1;
		const struct suggest_use use = {.text_id = id,
			.said = chat->said.buf,
			.language = "en",
			.topic = topic,
			.after = chat->after,
			.after_second = chat->second,
			.at = at};
		if (!suggest_knows(chat->s, id))
			put_named(chat->s, id, known, "", chat->task);
		suggest_learn(chat->s, &use);
		chat->out->learnt++;
	} else {
		const struct suggest_case c = {.said = chat->said.buf,
			.earlier = chat->earlier.buf,
			.language = "en",
			.topic = topic,
			.after = chat->after,
			.after_second = chat->second,
			.now = at};
		count_answer(chat->out, chat->s, &c, id, chat->a);
	}
	strbuf_addstr(&chat->earlier, chat->said.buf);
	strbuf_reset(&chat->said);
	free(chat->second);
	chat->second = chat->after;
	chat->after = id;
}

static void read_chat(struct chat *chat, const json_t *events)
{
	size_t i;
	const json_t *event;
	chat->said = chat->earlier = (struct strbuf)STRBUF_INIT;
	chat->after = xstrdup("");
	chat->second = xstrdup("");
	json_array_foreach(events, i, event)
	{
		const char *who = json_string_value(json_array_get(event, 1));
		const char *text = json_string_value(json_array_get(event, 2));
		const char *label = json_string_value(json_array_get(event, 3));
		if (who != NULL && strcmp(who, "customer") == 0 && text != NULL)
			strbuf_addf(&chat->said, "%s\n", text);
		else if (who != NULL && strcmp(who, "agent") == 0 && label != NULL)
			chose(chat, label);
	}
	strbuf_fini(&chat->said);
	strbuf_fini(&chat->earlier);
	free(chat->after);
	free(chat->second);
}

/* Everything is learnt before anything is asked, so the file is read twice. */
static bool read_chats(struct chat *chat, enum quality_split split, enum fate wanted)
{
	char *path = data_file("star/dialogues.jsonl");
	FILE *f = path != NULL ? fopen(path, "r") : NULL;
	free(path);
	if (f == NULL)
		return false;
	struct json_lines *lines = json_lines_open(f);
	struct vec counts = {.size = sizeof(struct fold_count)};
	struct json_t *line;
	int64_t number;
	struct err err = {0};
	while (json_lines_next(lines, &line, &number, &err) == RC_OK && line != NULL) {
		chat->task = json_string_value(json_object_get(line, "task"));
		if (chat->task != NULL && fate_of(&counts, chat->task, split) == wanted)
			read_chat(chat, json_object_get(line, "events"));
	}
	counts_fini(&counts);
	json_lines_free(&lines);
	fclose(f);
	return true;
}

bool quality_star(enum quality_split split, const struct suggest_weights *weights, bool with_topic,
	struct quality *out)
{
	*out = (struct quality){0};
	struct chat chat = {.out = out,
		.s = suggest_new(),
		.a = arena_new(),
		.with_topic = with_topic,
		.learns = true};
	if (weights != NULL)
		suggest_set_weights(chat.s, weights);
	bool there = put_replies(chat.s) && read_chats(&chat, split, FATE_LEARN);
	chat.learns = false;
	there = there && read_chats(&chat, split, FATE_ASK);
	finish(out);
	suggest_free(&chat.s);
	arena_free(&chat.a);
	return there;
}
