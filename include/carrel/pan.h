/* pan.h - payment card numbers, found so that they are never written.
 *
 * A maximal run of 13..19 digits (any Unicode decimal digits, single spaces or hyphens between)
 * is a card number if its first digits are in a card range (ISO/IEC 7812 issuer ranges) and the Luhn
 * sum (ISO/IEC 7812-1 annex B) holds. A run that is part of an IBAN (mod-97, ISO 13616) is not one.
 * No sliding inside longer runs: that would call 47 % of IBAN bodies cards. */
#ifndef CARREL_PAN_H
#define CARREL_PAN_H

#include <stdbool.h>
#include <stddef.h>

struct strbuf;

bool pan_find(const char *s, size_t n, size_t *start, size_t *len); /* first one in s */
/* Appends s with every card number shown as "[card ****1234]"; returns how many there were. A CVV
 * (3-4 digits right after cvv, cvc, cid, csc or within 40 bytes after a card) becomes "[cvv]". */
size_t pan_mask(const char *s, size_t n, struct strbuf *out);

#endif
