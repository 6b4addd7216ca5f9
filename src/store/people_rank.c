/* people_rank.c - how well somebody we know fits what was heard. The formula is in the header. */
#include "store/people.h"

#include "carrel/arena.h"
#include "carrel/fold.h"
#include "carrel/heard.h"
#include "carrel/phone.h"
#include "carrel/sound.h"
#include "store/search.h"
#include "store/stmt.h"

#include <stdlib.h>
#include <string.h>

enum {
	READINGS_MAX = 8, /* of one thing heard; the rest are the recogniser's fancy */
	DATES_MAX = 8,
	NAME_WORDS_MAX = 8,
	LATER_READING = 8, /* less for each reading before it */
	NOT_SAID = 25,     /* a word of the name that was not said */
	ROWS_MAX = 50,
	COMPACT_LESS = 60, /* letters run together fit by chance more easily */
	PART_LESS = 120,   /* only the first or the last name was spelled */
};

static const int weights[HEARD_KINDS] = {[HEARD_NAME] = 40,
	[HEARD_POSTCODE] = 35,
	[HEARD_BORN] = 35,
	[HEARD_PHONE] = 40,
	[HEARD_MAIL] = 30};

/* ---- names ---- */

static const char *word_at(const struct vec *words, size_t i)
{
	return *(const char *const *)vec_at(words, i);
}

/* 0..1000, words of a name heard against a known folded name: each takes the known word that fits it
 * best and is still free. *weakest (NULL: not wanted) is the likeness of the word that fits least. */
static int words_likeness(
	const struct vec *heard, const char *known_folded, struct arena *a, int *weakest)
{
	struct vec known = {.size = sizeof(const char *)};
	bool taken[NAME_WORDS_MAX] = {false};
	int sum = 0, least = SOUND_SAME;
	size_t used = 0;
	search_cut(known_folded, a, &known);
	size_t n = known.n < NAME_WORDS_MAX ? known.n : NAME_WORDS_MAX;
	for (size_t i = 0; i < heard->n; i++) {
		int best = 0;
		size_t at = n;
		for (size_t k = 0; k < n; k++) {
			int likeness = taken[k]
				? 0
				: sound_likeness(word_at(heard, i), word_at(&known, k));
			if (likeness > best) {
				best = likeness;
				at = k;
			}
		}
		if (at < n)
			taken[at] = true;
		used += at < n;
		sum += best;
		least = best < least ? best : least;
	}
	vec_fini(&known);
	if (weakest != NULL)
		*weakest = heard->n > 0 ? least : 0;
	if (heard->n == 0)
		return 0;
	int score = sum / (int)heard->n - NOT_SAID * (int)(n - used);
	return score > 0 ? score : 0;
}

/* ---- what was heard, made ready once ---- */

struct reading {
	struct vec words;    /* of a name */
	const char *letters; /* run together: names, postcodes, digits of a number, a mail */
	struct heard_date dates[DATES_MAX];
	size_t n_dates;
};

struct thing {
	enum heard_kind kind;
	struct reading readings[READINGS_MAX];
	size_t n;
};

/* What the row of a person is compared with, made ready once for all readings. */
struct known {
	const struct person *who;
	const char *compact; /* "margaretjones" */
	const char *parts[NAME_WORDS_MAX];
	size_t n_parts;
	struct heard_date born;
	bool has_born;
	const char *postcode; /* small letters */
	struct vec phones, mails;
};

static const char *run_together(const struct vec *words, struct arena *a)
{
	const char *all = "";
	for (size_t i = 0; i < words->n; i++)
		all = arena_printf(a, "%s%s", all, word_at(words, i));
	return all;
}

static void read_name(struct reading *r, const char *said, struct arena *a)
{
	r->words.size = sizeof(const char *);
	if (heard_is_spelled(said)) {
		r->letters = heard_spelled(said, a);
		return;
	}
	search_cut(said, a, &r->words);
	while (r->words.n > NAME_WORDS_MAX)
		vec_remove(&r->words, r->words.n - 1);
	r->letters = run_together(&r->words, a);
}

static void read_thing(struct thing *t, const struct heard *h, const char *region, struct arena *a)
{
	t->kind = h->kind;
	for (size_t i = 0; i < h->n && t->n < READINGS_MAX; i++) {
		struct reading *r = &t->readings[t->n];
		const char *said = h->said[i], *number;
		if (said == NULL || *said == '\0')
			continue;
		t->n++;
		r->words.size = sizeof(const char *);
		r->letters = "";
		switch (h->kind) {
		case HEARD_NAME: read_name(r, said, a); break;
		case HEARD_POSTCODE: r->letters = heard_spelled(said, a); break;
		case HEARD_BORN:
			if (heard_date_parse(said, &r->dates[0]))
				r->n_dates = 1;
			else
				r->n_dates = heard_dates(said, r->dates, DATES_MAX);
			break;
		case HEARD_PHONE:
			r->letters = said;
			if (phone_normalise(said, region, a, &number, NULL) == RC_OK)
				r->letters = number;
			break;
		case HEARD_MAIL: r->letters = fold_text(a, said); break;
		case HEARD_KINDS: break;
		}
	}
}

static void free_thing(struct thing *t)
{
	for (size_t i = 0; i < t->n; i++)
		vec_fini(&t->readings[i].words);
}

/* ---- likeness ---- */

static int more(int a, int b)
{
	return a > b ? a : b;
}

static int name_likeness(const struct reading *r, const struct known *k, struct arena *a)
{
	int best = words_likeness(&r->words, k->who->folded, a, NULL);
	if (r->letters[0] == '\0')
		return best;
	best = more(best, heard_letters_likeness(r->letters, k->compact) - COMPACT_LESS);
	if (r->words.n > 0)
		return best;
	for (size_t i = 0; i < k->n_parts; i++)
		best = more(best, heard_letters_likeness(r->letters, k->parts[i]) - PART_LESS);
	return best;
}

static int born_likeness(const struct reading *r, const struct known *k)
{
	int best = 0;
	for (size_t i = 0; k->has_born && i < r->n_dates; i++)
		best = more(
			best, heard_date_likeness(&r->dates[i], &k->born) - LATER_READING * (int)i);
	return best;
}

/* Number or mail: how like the person's own. Digits only; edits of telephone numbers. */
static int digits_likeness(const char *heard, const char *known)
{
	enum { NEAR = 2, LESS_FOR_ONE = 80 };
	heard += *heard == '+';
	known += *known == '+';
	size_t n = strlen(heard), m = strlen(known);
	/* Without the country's code. */
	if (n < m && n >= 6 && strcmp(known + m - n, heard) == 0)
		return 960;
	int edits = sound_edits(heard, known, NEAR);
	return edits > NEAR ? 0 : 1000 - LESS_FOR_ONE * edits - (edits > 1 ? 200 : 0);
}

static int one_of(const struct vec *own, const char *said, bool phone)
{
	int best = 0;
	for (size_t i = 0; i < own->n; i++)
		best = more(best,
			phone ? digits_likeness(said, word_at(own, i))
			      : sound_likeness(said, word_at(own, i)));
	return best;
}

static int likeness_of(
	enum heard_kind kind, const struct reading *r, const struct known *k, struct arena *a)
{
	switch (kind) {
	case HEARD_NAME: return name_likeness(r, k, a);
	case HEARD_POSTCODE:
		return k->postcode != NULL ? heard_letters_likeness(r->letters, k->postcode) : 0;
	case HEARD_BORN: return born_likeness(r, k);
	case HEARD_PHONE: return one_of(&k->phones, r->letters, true);
	case HEARD_MAIL: return one_of(&k->mails, r->letters, false);
	case HEARD_KINDS: break;
	}
	return 0;
}

/* The best reading, less for each one before it. */
static int thing_likeness(const struct thing *t, const struct known *k, struct arena *a)
{
	int best = 0;
	for (size_t i = 0; i < t->n; i++)
		best = more(
			best, likeness_of(t->kind, &t->readings[i], k, a) - LATER_READING * (int)i);
	return best;
}

static void score(const struct thing *things, size_t n, const struct known *k, struct arena *a,
	struct person_row *row)
{
	int best[HEARD_KINDS] = {0}, sum[HEARD_KINDS] = {0}, times[HEARD_KINDS] = {0};
	for (size_t i = 0; i < n; i++) {
		if (things[i].n == 0)
			continue;
		int likeness = thing_likeness(&things[i], k, a);
		best[things[i].kind] = more(best[things[i].kind], likeness);
		sum[things[i].kind] += likeness;
		times[things[i].kind]++;
	}
	int total = 0, weight = 0;
	for (int kind = 0; kind < HEARD_KINDS; kind++) {
		row->likeness[kind] = -1;
		if (times[kind] == 0)
			continue;
		row->likeness[kind] = (3 * best[kind] + sum[kind] / times[kind]) / 4;
		total += weights[kind] * row->likeness[kind];
		weight += weights[kind];
	}
	row->score = weight > 0 ? total / weight : 0;
}

/* ---- candidates and their rows ---- */

static enum rc ask_born(struct people *p, const struct reading *r, struct err *err)
{
	enum rc rc = RC_OK;
	for (size_t i = 0; rc == RC_OK && i < r->n_dates; i++) {
		const struct heard_date *d = &r->dates[i];
		if (d->year == 0)
			continue;
		const char *month = arena_printf(p->a, "%04d-%02d", d->year, d->month);
		if (d->month != 0 && d->day != 0) {
			const char *day = arena_printf(p->a, "%s-%02d", month, d->day);
			rc = people_ask_born(p, day, day, 1200, err);
		}
		const char *from = d->month != 0 ? arena_printf(p->a, "%s-01", month)
						 : arena_printf(p->a, "%04d-01-01", d->year);
		const char *to = d->month != 0 ? arena_printf(p->a, "%s-31", month)
					       : arena_printf(p->a, "%04d-12-31", d->year);
		if (rc == RC_OK)
			rc = people_ask_born(p, from, to, d->month != 0 ? 500 : 200, err);
	}
	return rc;
}

static void add_different(struct vec *words, const struct vec *more_words)
{
	for (size_t i = 0; i < more_words->n; i++) {
		bool there = false;
		for (size_t k = 0; k < words->n && !there; k++)
			there = strcmp(word_at(words, k), word_at(more_words, i)) == 0;
		if (!there && words->n < PEOPLE_WORDS)
			*(const char **)vec_push(words) = word_at(more_words, i);
	}
}

static enum rc ask_reading(
	struct people *p, enum heard_kind kind, const struct reading *r, struct err *err)
{
	switch (kind) {
	case HEARD_NAME: {
		const char *letters = r->letters;
		return r->words.n == 0 && letters[0] != '\0'
			? people_ask_words(p, &letters, 1, PEOPLE_GUESSES, 800, err)
			: RC_OK;
	}
	case HEARD_POSTCODE: return people_ask_postcode(p, r->letters, 900, err);
	case HEARD_BORN: return ask_born(p, r, err);
	case HEARD_PHONE: return people_ask_phone(p, r->letters, 1500, err);
	case HEARD_MAIL: return people_ask_mail(p, r->letters, 1500, err);
	case HEARD_KINDS: break;
	}
	return RC_OK;
}

static enum rc ask_all(struct people *p, const struct thing *things, size_t n, struct err *err)
{
	enum { READINGS_ASKED = 4 };
	struct vec words = {.size = sizeof(const char *)};
	enum rc rc = RC_OK;
	for (size_t i = 0; rc == RC_OK && i < n; i++) {
		for (size_t r = 0; rc == RC_OK && r < things[i].n && r < READINGS_ASKED; r++) {
			add_different(&words, &things[i].readings[r].words);
			rc = ask_reading(p, things[i].kind, &things[i].readings[r], err);
		}
	}
	if (rc == RC_OK)
		rc = people_ask_words(
			p, (const char *const *)words.data, words.n, PEOPLE_GUESSES, 1000, err);
	vec_fini(&words);
	return rc;
}

static void know(struct known *k, const struct person *who, struct arena *a)
{
	struct vec words = {.size = sizeof(const char *)};
	*k = (struct known){.who = who,
		.phones = {.size = sizeof(const char *)},
		.mails = {.size = sizeof(const char *)}};
	search_cut(who->folded, a, &words);
	k->compact = run_together(&words, a);
	for (size_t i = 0; i < words.n && k->n_parts < NAME_WORDS_MAX; i++)
		k->parts[k->n_parts++] = word_at(&words, i);
	vec_fini(&words);
	k->has_born = who->born != NULL && heard_date_parse(who->born, &k->born);
	if (who->postcode != NULL)
		k->postcode = fold_text(a, who->postcode);
}

static enum rc read_identities(
	struct people *p, struct known *all, size_t n, bool wanted, struct err *err)
{
	if (!wanted || n == 0)
		return RC_OK;
	int64_t *ids = arena_array(p->a, n, sizeof(*ids));
	for (size_t i = 0; i < n; i++)
		ids[i] = all[i].who->id;
	struct query q = stmt_query(p->s->db, STMT_IDENTITIES_OF, db_list(ids, n));
	while (stmt_next(&q)) {
		const char *kind = stmt_peek(&q, 1);
		bool phone = strcmp(kind, "phone") == 0, mail = strcmp(kind, "email") == 0;
		for (size_t i = 0; i < n && (phone || mail); i++) {
			if (ids[i] != stmt_int(&q, 0))
				continue;
			*(const char **)vec_push(phone ? &all[i].phones : &all[i].mails) =
				stmt_text(&q, 2, p->a);
		}
	}
	return stmt_close(&q, err);
}

static int by_score(const void *a, const void *b)
{
	const struct person_row *x = a, *y = b;
	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	return (x->id < y->id) - (x->id > y->id);
}

/* By the name they have and by one merged since: the better of the two stands first and stays. */
static size_t once_each(struct person_row *rows, size_t n)
{
	size_t kept = 0;
	for (size_t i = 0; i < n; i++) {
		bool there = false;
		for (size_t k = 0; k < kept && !there; k++)
			there = rows[k].id == rows[i].id;
		if (!there)
			rows[kept++] = rows[i];
	}
	return kept;
}

static enum rc rank(struct people *p, const struct thing *things, size_t n, int limit,
	struct person_row **out, size_t *n_out, struct err *err)
{
	struct person *people;
	size_t count;
	bool ways = false;
	enum rc rc = ask_all(p, things, n, err);
	if (rc == RC_OK)
		rc = people_read(p, &people, &count, err);
	if (rc != RC_OK)
		return rc;
	for (size_t i = 0; i < n; i++)
		ways |= things[i].kind == HEARD_PHONE || things[i].kind == HEARD_MAIL;
	struct known *all = arena_array(p->a, count + 1, sizeof(*all));
	for (size_t i = 0; i < count; i++)
		know(&all[i], &people[i], p->a);
	rc = read_identities(p, all, count, ways, err);
	*out = arena_array(p->a, count + 1, sizeof(**out));
	for (size_t i = 0; i < count; i++) {
		const struct person *who = &people[i];
		(*out)[i] = (struct person_row){.id = who->id,
			.name = who->name,
			.kind = who->kind,
			.was = who->was,
			.born = who->born,
			.postcode = who->postcode};
		score(things, n, &all[i], p->a, &(*out)[i]);
		vec_fini(&all[i].phones);
		vec_fini(&all[i].mails);
	}
	if (count > 1)
		qsort(*out, count, sizeof(**out), by_score);
	count = once_each(*out, count);
	size_t most = limit > 0 && limit < ROWS_MAX ? (size_t)limit : ROWS_MAX;
	*n_out = count < most ? count : most;
	if (rc == RC_OK)
		rc = people_detail(p, *out, *n_out, err);
	if (rc != RC_OK)
		*n_out = 0;
	return rc;
}

enum rc store_identify(struct store *s, const struct heard *heard, size_t n, const char *region,
	int limit, struct arena *a, struct person_row **out, size_t *n_out, struct err *err)
{
	struct people p;
	*n_out = 0;
	people_begin(&p, s, a);
	struct thing *things = arena_array(a, n + 1, sizeof(*things));
	for (size_t i = 0; i < n; i++)
		read_thing(&things[i], &heard[i], region, a);
	enum rc rc = rank(&p, things, n, limit, out, n_out, err);
	for (size_t i = 0; i < n; i++)
		free_thing(&things[i]);
	people_end(&p);
	return rc;
}

/* ---- names typed ---- */

enum rc people_by_name(struct store *s, const struct vec *words, size_t limit, struct arena *a,
	struct vec *out, struct err *err)
{
	struct people p;
	struct person *people;
	size_t count = 0;
	struct vec rows = {.size = sizeof(struct person_row)};
	people_begin(&p, s, a);
	enum rc rc = people_ask_words(
		&p, (const char *const *)words->data, words->n, PEOPLE_GUESSES, 1000, err);
	if (rc == RC_OK)
		rc = people_read(&p, &people, &count, err);
	for (size_t i = 0; rc == RC_OK && i < count; i++) {
		int weakest;
		int likeness = words_likeness(words, people[i].folded, a, &weakest);
		if (weakest < SOUND_ALIKE)
			continue;
		*(struct person_row *)vec_push(&rows) = (struct person_row){.id = people[i].id,
			.kind = people[i].kind,
			.name = people[i].name,
			.was = people[i].was,
			.score = likeness};
	}
	if (rows.n > 1)
		qsort(rows.data, rows.n, rows.size, by_score);
	rows.n = once_each(rows.data, rows.n);
	size_t kept = rows.n < limit ? rows.n : limit;
	if (rc == RC_OK)
		rc = people_detail(&p, rows.data, kept, err);
	for (size_t i = 0; rc == RC_OK && i < kept; i++)
		*(struct person_row *)vec_push(out) = *(struct person_row *)vec_at(&rows, i);
	vec_fini(&rows);
	people_end(&p);
	return rc;
}
