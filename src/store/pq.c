/* pq.c - fills the table of libpq's functions. */
#include "store/pq.h"

#include "carrel/log.h"
#include "carrel/i18n.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdbool.h>
#include <string.h>

static struct pq_api api;
static bool loaded;

static bool find(void *library, const char *name, void *slot)
{
	void *address = dlsym(library, name);
	if (address == NULL) {
		log_warn("libpq.so.5 has no %s", name);
		return false;
	}
	/* ISO C has no cast from an object pointer to a function pointer; POSIX says they are alike. */
	memcpy(slot, &address, sizeof(address));
	return true;
}

static void load(void)
{
	void *library = dlopen("libpq.so.5", RTLD_NOW | RTLD_LOCAL);
	if (library == NULL) {
		log_warn("libpq: %s", dlerror());
		return;
	}
	bool whole = true;
#define PQ(function) whole = find(library, #function, &api.function) && whole;
#include "store/pq.def"
#undef PQ
	loaded = whole;
}

enum rc pq_load(const struct pq_api **out, struct err *err)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	pthread_once(&once, load);
	*out = &api;
	if (loaded)
		return RC_OK;
	return err_set(err, RC_NOTFOUND,
		_("A postgres:// store needs PostgreSQL's client library (libpq.so.5; Debian: "
		  "libpq5), and it "
		  "is not on this machine"));
}
