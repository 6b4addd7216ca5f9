/* pq.h - libpq, loaded when the first postgres:// address is opened. Private to src/store.
 *
 * Linking it would cost every start 2.7 ms (it brings Kerberos, LDAP and TLS), for the one-machine
 * stores too. The types come from its header, so a wrong call is still the compiler's business. */
#ifndef CARREL_STORE_PQ_H
#define CARREL_STORE_PQ_H

#include "carrel/err.h"

#include <libpq-fe.h>

struct pq_api {
#define PQ(function) __typeof__(function) *function;
#include "store/pq.def"
#undef PQ
};

/* The table, the same one at every call. RC_NOTFOUND: the library is not on this machine. */
enum rc pq_load(const struct pq_api **out, struct err *err) WARN_UNUSED;

#endif
