/* Who acts. A local file shared by operators cannot enforce roles - whoever can write it can run
 * sqlite3 - so this guides and records; PostgreSQL with a role per operator is what enforces. */
#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/i18n.h"
#include "carrel/log.h"
#include "carrel/store.h"
#include "carrel/store_rows.h"

#include <crypt.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

enum { PASSWORD_MAX = 512 };

/* Strings of the actor outlive every refresh, so they are copied to an arena of their own. */
static void adopt(struct app *app, const struct agent *agent)
{
	struct agent copy = *agent;
	struct arena *a = arena_new();
	copy.login = arena_strdup(a, agent->login);
	copy.name = arena_strdup(a, agent->name);
	copy.language = arena_strdup(a, agent->language);
	copy.languages = arena_strdup(a, agent->languages);
	copy.password_hash = NULL; /* needed no more, so kept no longer */
	copy.state_reason = NULL;
	arena_free(&app->actor_arena);
	app->actor_arena = a;
	app->actor = copy;
	store_set_actor(app->store, copy.id, copy.login);
	app_speak(app);
}

/* The same time for a right and a wrong password: the comparison looks at every byte. */
static bool password_right(const char *hash, const char *password)
{
	struct crypt_data *data = calloc(1, sizeof(*data));
	if (!data)
		return false;
	const char *got = crypt_r(password, hash, data);
	unsigned char differ = !got || strlen(got) != strlen(hash);
	for (size_t i = 0; !differ && hash[i]; i++)
		differ |= (unsigned char)(got[i] ^ hash[i]);
	explicit_bzero(data, sizeof(*data));
	free(data);
	return !differ;
}

enum rc app_sign_on(struct app *app, const char *login, const char *password, struct err *err)
{
	struct store *store;
	enum rc rc = app_store(app, &store, err);
	if (rc != RC_OK)
		return rc;
	struct arena *a = arena_new();
	struct agent agent;
	rc = store_agent_by_login(store, login, a, &agent, err);
	if (rc == RC_NOTFOUND)
		err_set(err, rc,
			_("Nobody here has the name “%s”. “carrel user list” shows who does."),
			login);
	else if (rc == RC_OK && !agent.active)
		rc = err_set(err, RC_DENIED, _("%s has left the centre and cannot sign on."),
			agent.name);
	else if (rc == RC_OK && agent.password_hash && *agent.password_hash &&
		!(password && password_right(agent.password_hash, password)))
		rc = err_set(err, RC_DENIED, _("That password is not right. Please try again."));
	if (rc == RC_OK)
		adopt(app, &agent);
	arena_free(&a);
	return rc;
}

void app_sign_off(struct app *app)
{
	app->actor = (struct agent){0};
	if (app->store)
		store_set_actor(app->store, 0, "");
	app_speak(app);
}

/* Reads a line from the terminal without showing it. NULL: there is no terminal to ask at. */
static char *ask_password(const char *name, char line[PASSWORD_MAX])
{
	FILE *tty = fopen("/dev/tty", "r+");
	struct termios before, quiet;
	if (!tty)
		return NULL;
	if (tcgetattr(fileno(tty), &before) != 0) {
		fclose(tty);
		return NULL;
	}
	quiet = before;
	quiet.c_lflag &= (tcflag_t)~ECHO;
	fprintf(tty, _("Password of %s: "), name);
	fflush(tty);
	tcsetattr(fileno(tty), TCSAFLUSH, &quiet);
	char *got = fgets(line, PASSWORD_MAX, tty);
	tcsetattr(fileno(tty), TCSAFLUSH, &before);
	fputc('\n', tty);
	fclose(tty);
	if (got)
		got[strcspn(got, "\n")] = '\0';
	return got;
}

static const char *actor_wanted(const struct app *app)
{
	if (app->options.actor && *app->options.actor)
		return app->options.actor;
	const struct passwd *pw = getpwuid(getuid());
	return pw ? pw->pw_name : "";
}

enum rc app_require_actor(struct app *app, struct err *err)
{
	if (app->actor.id)
		return RC_OK;
	if (app->console)
		return err_set(err, RC_DENIED,
			_("Nobody is signed on. Choose your name and press Enter."));
	const char *login = actor_wanted(app);
	enum rc rc = app_sign_on(app, login, NULL, err);
	if (rc == RC_NOTFOUND)
		return err_set(err, rc,
			_("Who are you? “%s” is nobody's name here: add --as NAME or set "
			  "CARREL_AGENT (carrel user list shows the names)."),
			login);
	if (rc == RC_DENIED) {
		char line[PASSWORD_MAX];
		const char *password = ask_password(login, line);
		if (password)
			rc = app_sign_on(app, login, password, err);
		explicit_bzero(line, sizeof(line));
	}
	return rc;
}

enum rc app_named_actor(struct app *app, struct err *err)
{
	bool named = app->options.actor && *app->options.actor;
	return named && !app->console ? app_require_actor(app, err) : RC_OK;
}

enum rc app_require_lead(const struct app *app, struct err *err)
{
	if (app->actor.id == 0 || app_is_supervisor(app))
		return RC_OK;
	return err_set(err, RC_DENIED,
		_("Only a supervisor or an administrator may do this, and %s is neither."),
		app->actor.name);
}
