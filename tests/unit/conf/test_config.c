#include "carrel/config.h"
#include "carrel/path.h"
#include "carrel/strbuf.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define HEAD "format: carrel-config/1\n"

static struct problems problems;
static struct config *config;
static struct err err;

static void setup(void)
{
	problems_init(&problems);
	config = NULL;
	err = (struct err){0};
}

static void teardown(void)
{
	config_free(&config);
	problems_fini(&problems);
}

static enum rc parse(const char *text)
{
	config_free(&config);
	return config_parse(text, strlen(text), "c.yaml", &config, &problems, &err);
}

static const char *all(void)
{
	static struct strbuf out = STRBUF_INIT;
	strbuf_reset(&out);
	problems_render(&problems, &out);
	return out.buf;
}

START_TEST(config__defaults__are_a_working_centre)
{
	config = config_defaults();
	ck_assert_str_eq(config_path(config), "");
	ck_assert_str_eq(config_text(config, OPT_CENTRE_ZONE), "Europe/Madrid");
	ck_assert_str_eq(config_text(config, OPT_JOURNAL), "wal");
	ck_assert_int_eq(config_number(config, OPT_UI_UNDO), 10000);
	ck_assert_int_eq(config_number(config, OPT_UI_ESC), 300);
	ck_assert(!config_bool(config, OPT_UI_MOUSE));
	const struct option_value *languages = config_value(config, OPT_CENTRE_LANGUAGES);
	ck_assert_uint_eq(languages->n, 3);
	ck_assert_str_eq(languages->list[1], "ca");
	ck_assert(!languages->given);
	ck_assert_uint_eq(config_queue_count(config), 1);
	ck_assert_int_eq(config_queue(config, 0)->promise[CONFIG_CALL].ms, 20000);
}
END_TEST

START_TEST(config__defaults__the_nine_digits_of_f8)
{
	static const char *const ids[] = {"solved", "waiting_customer", "waiting_us", "callback",
		"transfer", "wrong_number", "complaint", "abuse", "more"};
	config = config_defaults();
	for (int key = 1; key <= 9; key++)
		ck_assert_str_eq(config_outcome_by_key(config, key)->id, ids[key - 1]);
	ck_assert_ptr_null(config_outcome_by_key(config, 0));
	ck_assert_ptr_null(config_outcome_by_id(config, "zebra"));
	const struct config_outcome *callback = config_outcome_by_id(config, "callback");
	ck_assert_int_eq(callback->ask, CONFIG_ASKS_DATE);
	ck_assert_str_eq(callback->state, "waiting_us");
	ck_assert_str_eq(langtext_get(&callback->title, "es"), "Devolver la llamada");
	ck_assert_str_eq(config_outcome_by_id(config, "complaint")->mark, "complaint");
	ck_assert_str_eq(config_outcome_by_id(config, "wrong_number")->state, "");
}
END_TEST

START_TEST(config__parse__reads_every_type)
{
	ck_assert_int_eq(parse(HEAD "store: /srv/c.db\njournal: truncate\n"
				    "centre: {name: Acme, zone: Europe/Madrid, region: FR, "
				    "languages: [fr, en], language: fr}\n"
				    "ui: {mouse: true, esc_ms: 50, undo: 1m, colour: 256}\n"
				    "texts: one.yaml\n"),
		RC_OK);
	ck_assert_str_eq(all(), "");
	ck_assert_str_eq(config_text(config, OPT_STORE), "/srv/c.db");
	ck_assert_str_eq(config_text(config, OPT_JOURNAL), "truncate");
	ck_assert_int_eq(config_number(config, OPT_JOURNAL), 1);
	ck_assert_str_eq(config_text(config, OPT_CENTRE_REGION), "FR");
	ck_assert(config_bool(config, OPT_UI_MOUSE));
	ck_assert_int_eq(config_number(config, OPT_UI_ESC), 50);
	ck_assert_int_eq(config_number(config, OPT_UI_UNDO), 60000);
	ck_assert_str_eq(config_text(config, OPT_UI_COLOUR), "256");
	ck_assert_uint_eq(config_value(config, OPT_TEXTS)->n, 1);
	ck_assert(config_value(config, OPT_STORE)->given);
	ck_assert(!config_value(config, OPT_UI_THEME)->given);
	ck_assert_str_eq(config_path(config), "c.yaml");
}
END_TEST

START_TEST(config__parse__own_lists_replace_the_built_in_ones)
{
	ck_assert_int_eq(
		parse(HEAD "queues:\n  - {slug: billing, title: {en: Billing}, promise: {mail: "
			   "15wd}}\n  - {slug: tech, title: Tech}\n"
			   "outcomes:\n  - {key: 1, id: done, title: Done, state: solved}\n"),
		RC_OK);
	ck_assert_str_eq(all(), "");
	ck_assert_uint_eq(config_queue_count(config), 2);
	ck_assert_ptr_null(config_queue_by_slug(config, "general"));
	const struct config_queue *q = config_queue_by_slug(config, "billing");
	ck_assert_int_eq(q->promise[CONFIG_MAIL].working_days, 15);
	ck_assert_int_eq(q->promise[CONFIG_CALL].ms, 20000);
	ck_assert_uint_eq(config_outcome_count(config), 1);
	ck_assert_ptr_nonnull(config_cause_by_id(config, "outage"));
}
END_TEST

START_TEST(config__parse__own_causes_replace_the_built_in_ones)
{
	ck_assert_int_eq(
		parse(HEAD "causes:\n  - {id: storm, title: {en: Storm, ca: Tempesta}}\n"), RC_OK);
	ck_assert_str_eq(all(), "");
	ck_assert_uint_eq(config_cause_count(config), 1);
	ck_assert_ptr_null(config_cause_by_id(config, "outage"));
	ck_assert_str_eq(
		langtext_get(&config_cause_by_id(config, "storm")->title, "ca"), "Tempesta");
}
END_TEST

START_TEST(config__parse__causes_without_a_name_or_twice_are_told)
{
	ck_assert_int_eq(parse(HEAD "causes:\n  - {id: a b, title: x}\n  - {id: c}\n"
				    "  - {id: c, title: x, key: 1}\n"),
		RC_INVALID);
	static const char *const expected[] = {"causes[0].id: 'a b' may have only",
		"causes[1]: the key `title` is missing", "causes[2].id: another cause has this id",
		"causes[2].key: there is no such key"};
	for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
		ck_assert_msg(strstr(all(), expected[i]), "'%s' not in\n%s", expected[i], all());
}
END_TEST

START_TEST(config__parse__every_mistake_is_told)
{
	ck_assert_int_eq(
		parse(HEAD "stor: x\njournal: wall\ncentre: {zone: Mars/Base, region: Spain, "
			   "languages: [es, spanish], language: ca, nam: x}\n"
			   "ui: {esc_ms: 5, undo: 2wd, mouse: 1}\n"
			   "queues:\n  - {slug: a b, title: x}\n  - {slug: q, title: x}\n"
			   "  - {slug: q, title: x, promise: {cal: 3m, mail: soon}}\n"
			   "outcomes:\n  - {key: 1, id: a, title: x, state: done}\n"
			   "  - {key: 1, id: a, ask: dat}\n  - {key: 12, id: c, title: x}\n"),
		RC_INVALID);
	ck_assert_ptr_null(config);
	static const char *const expected[] = {
		"c.yaml:2:1: stor: there is no such key (did you mean store?)",
		"journal: 'wall' is not known (did you mean wal?)",
		"centre.nam: there is no such key (did you mean name?)",
		"centre.zone: 'Mars/Base' is no IANA time zone",
		"centre.region: 'Spain' is no country code",
		"centre.languages: 'spanish' is no language code",
		"centre.language: 'ca' is the centre's language but not among",
		"ui.esc_ms: 5 is out of range; it may be 20 to 2000",
		"ui.undo: must be 1s to 10m by the clock",
		"ui.mouse: '1' must be true or false",
		"queues[0].slug: 'a b' may have only",
		"queues[2].slug: another queue has this slug",
		"queues[2].promise.cal: there is no such key (did you mean call?)",
		"queues[2].promise.mail: 'soon' is no time",
		"outcomes[0].state: 'done' is not known",
		"outcomes[1].id: another outcome has this id",
		"outcomes[1].key: the digit 1 is taken by a",
		"outcomes[1]: the key `title` is missing",
		"outcomes[1].ask: 'dat' is not known (did you mean date?)",
		"outcomes[2].key: 12 is out of range",
	};
	for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
		ck_assert_msg(strstr(all(), expected[i]), "'%s' not in\n%s", expected[i], all());
	ck_assert_uint_eq(problems_count(&problems), sizeof expected / sizeof *expected);
	ck_assert_ptr_nonnull(strstr(err.text, "and more"));
}
END_TEST

START_TEST(config__example__loads_without_a_problem_and_is_the_defaults)
{
	struct strbuf text = STRBUF_INIT;
	config_example(&text);
	ck_assert_int_eq(parse(text.buf), RC_OK);
	ck_assert_str_eq(all(), "");
	struct config *defaults = config_defaults();
	for (size_t i = 0; i < OPT_COUNT; i++) {
		const struct option_value *a = config_value(config, i);
		const struct option_value *b = config_value(defaults, i);
		ck_assert_msg(a->given, "%s does not stand in the example", option_table[i].path);
		ck_assert_int_eq(a->number, b->number);
		ck_assert_uint_eq(a->n, b->n);
		if (option_table[i].type == OPTION_TEXT)
			ck_assert_str_eq(a->text, b->text);
		ck_assert_msg(*option_table[i].help, "%s has no help", option_table[i].path);
	}
	ck_assert_uint_eq(config_outcome_count(config), config_outcome_count(defaults));
	config_free(&defaults);
	strbuf_fini(&text);
}
END_TEST

START_TEST(config__example__is_the_committed_file)
{
	struct strbuf made = STRBUF_INIT, committed = STRBUF_INIT;
	config_example(&made);
	if (path_read_file("config.example.yaml", YAML_MAX_BYTES, &committed, NULL) == RC_OK)
		ck_assert_msg(strcmp(made.buf, committed.buf) == 0,
			"config.example.yaml is not what the tables say; run make docs");
	else
		puts("skip: config.example.yaml is not here");
	strbuf_fini(&made);
	strbuf_fini(&committed);
}
END_TEST

START_TEST(config__load__looks_in_order)
{
	char dir[] = "/tmp/carrel-config-XXXXXX";
	ck_assert_ptr_nonnull(mkdtemp(dir));
	struct strbuf xdg = STRBUF_INIT, named = STRBUF_INIT;
	strbuf_addf(&xdg, "%s/carrel", dir);
	ck_assert_int_eq(path_make_dirs(xdg.buf, 0700, &err), RC_OK);
	strbuf_addstr(&xdg, "/config.yaml");
	strbuf_addf(&named, "%s/named.yaml", dir);
	setenv("XDG_CONFIG_HOME", dir, 1);
	unsetenv("CARREL_CONFIG");

	ck_assert_int_eq(config_load(NULL, &config, &problems, &err), RC_OK);
	ck_assert_str_eq(config_path(config), "");
	config_free(&config);

	const char text[] = HEAD "store: x\n";
	ck_assert_int_eq(path_write_file(xdg.buf, text, strlen(text), 0600, &err), RC_OK);
	ck_assert_int_eq(config_load(NULL, &config, &problems, &err), RC_OK);
	ck_assert_str_eq(config_path(config), xdg.buf);
	config_free(&config);

	setenv("CARREL_CONFIG", named.buf, 1);
	ck_assert_int_eq(config_load(NULL, &config, &problems, &err), RC_NOTFOUND);
	ck_assert_int_eq(path_write_file(named.buf, text, strlen(text), 0600, &err), RC_OK);
	ck_assert_int_eq(config_load(NULL, &config, &problems, &err), RC_OK);
	ck_assert_str_eq(config_path(config), named.buf);
	config_free(&config);

	ck_assert_int_eq(config_load(xdg.buf, &config, &problems, &err), RC_OK);
	ck_assert_str_eq(config_path(config), xdg.buf);

	unlink(xdg.buf);
	unlink(named.buf);
	strbuf_truncate(&xdg, xdg.len - strlen("/config.yaml"));
	rmdir(xdg.buf);
	rmdir(dir);
	strbuf_fini(&xdg);
	strbuf_fini(&named);
}
END_TEST

Suite *suite_config(void);
Suite *suite_config(void)
{
	Suite *s = suite_create("config");
	TCase *t = tcase_create("core");
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, config__defaults__are_a_working_centre);
	tcase_add_test(t, config__defaults__the_nine_digits_of_f8);
	tcase_add_test(t, config__parse__reads_every_type);
	tcase_add_test(t, config__parse__own_lists_replace_the_built_in_ones);
	tcase_add_test(t, config__parse__own_causes_replace_the_built_in_ones);
	tcase_add_test(t, config__parse__causes_without_a_name_or_twice_are_told);
	tcase_add_test(t, config__parse__every_mistake_is_told);
	tcase_add_test(t, config__example__loads_without_a_problem_and_is_the_defaults);
	tcase_add_test(t, config__example__is_the_committed_file);
	tcase_add_test(t, config__load__looks_in_order);
	suite_add_tcase(s, t);
	return s;
}
