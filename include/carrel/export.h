/* export.h - tables that leave: CSV with the guard of csv.h, CRLF, a header row. */
#ifndef CARREL_EXPORT_H
#define CARREL_EXPORT_H

#include "carrel/err.h"

#include <stddef.h>
#include <stdint.h>

struct strbuf;
struct store;

/* Appends customers (their identities, main ones first, joined by a space) to out as CSV. */
enum rc export_customers_csv(struct store *store, const int64_t *customer_ids, size_t n,
	struct strbuf *out, struct err *err) WARN_UNUSED;
/* Appends the cases of these customers. Times are ISO 8601 in UTC. */
enum rc export_cases_csv(struct store *store, const int64_t *customer_ids, size_t n,
	struct strbuf *out, struct err *err) WARN_UNUSED;

#endif
