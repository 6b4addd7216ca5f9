/* customer.h - a person or company we know, and the names by which they reach us. */
#ifndef CARREL_CUSTOMER_H
#define CARREL_CUSTOMER_H

#include "carrel/err.h"
#include "carrel/words.h"

#include <stdint.h>

struct arena;

enum customer_kind { CUSTOMER_PERSON, CUSTOMER_COMPANY };
/* A prospect becomes a customer with the first order, invoice, contract or subscription that is known
 * of them (customer_standing_with); a solved case makes nobody one. Everything else is said by hand. */
enum customer_standing { STANDING_PROSPECT, STANDING_CUSTOMER, STANDING_FORMER };
enum tone { TONE_FORMAL, TONE_CASUAL };
extern const struct word customer_kind_words[];
extern const struct word customer_standing_words[];
extern const struct word tone_words[];

/* Strings are borrowed from the arena that the row was read into. 0 and NULL mean "not known". */
struct customer {
	int64_t id;
	int64_t version; /* counts saves; a save over a newer version is RC_CONFLICT */
	enum customer_kind kind;
	enum customer_standing standing;
	const char *name;
	const char *name_folded; /* fold_text(name); the search key, kept by customer_prepare() */
	const char *language;    /* ISO 639-1 "es" */
	enum tone tone;
	const char *tags;    /* comma separated */
	const char *loyalty; /* one line for the screen, "GOLD since 2019" */
	const char *address;
	const char *alert; /* one line that must be seen: "hard of hearing, speak slowly" */
	bool vip;
	bool vulnerable;     /* 65 or older, disabled, or said so: shortens every promise */
	int64_t verified_at; /* identity is only a hint until somebody verified it */
	int64_t verified_by; /* agent id */
	int64_t created_at;
	const char *born; /* ISO 8601 date "1929-04-26" */
	const char *
		postcode; /* capital letters and digits only, "TQ6R4SL"; kept by customer_prepare() */
	/* Of a merged one: the customer it became; 0 none. A find by the old name leads there. */
	int64_t merged_into;
	int64_t company_id; /* of a person: the company they belong to; 0 none */
};

enum identity_kind { IDENTITY_PHONE, IDENTITY_EMAIL, IDENTITY_HANDLE, IDENTITY_EXTERNAL };
extern const struct word identity_kind_words[];

/* One way to reach or recognise a customer. Several a customer; one may belong to several. */
struct identity {
	int64_t id;
	int64_t customer_id;
	enum identity_kind kind;
	const char *value; /* compared form: E.164, lower-case address, "system:id" */
	const char *shown; /* as people write it */
	bool main;         /* the one to use when we call or write */
};

/* Something of the customer's in another system: an order, an invoice, a contract. */
struct reference_item {
	int64_t id;
	int64_t customer_id;
	int64_t case_id;    /* 0: not tied to a case */
	const char *kind;   /* "order" */
	const char *ref;    /* "#W2611340" */
	const char *title;  /* "Water Bottle, Office Chair" */
	const char *status; /* that system's word: "delivered" */
	const char *amount; /* as text, "536.65 USD": carrel never reckons with it */
	int64_t at;
};
/* The words other systems commonly have for these, as ids: word_foreign(). */
extern const struct word reference_kind_words[];
extern const struct word reference_status_words[];

/* The standing after a reference of that kind became known. */
enum customer_standing customer_standing_with(
	enum customer_standing now, const char *reference_kind);
/* What was typed as a way to reach somebody, by its look: "+34 600 11 22 33", "a@b.org",
 * "@maria" or "telegram:maria". */
enum identity_kind identity_kind_of(const char *typed);

/* Fills the derived fields and checks the rest: a name, a known language form. Strings made are
 * owned by the arena. */
enum rc customer_prepare(struct customer *c, struct arena *a, struct err *err) WARN_UNUSED;
/* The compared form of an identity from what was typed; region for local telephone numbers. */
enum rc identity_prepare(
	struct identity *id, const char *region, struct arena *a, struct err *err) WARN_UNUSED;

#endif
