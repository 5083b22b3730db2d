/*
 * Telephone numbers in their international form (ITU-T E.164), so that equal numbers are
 * equal bytes. Country codes and trunk prefixes as in libphonenumber's metadata, 9.0.43.
 * Pure.
 */
#ifndef LIC_PHONE_H
#define LIC_PHONE_H

#include "str.h"

/* '+' and the 15 digits that E.164 allows. */
#define LIC_PHONE_SIZE 16

/* "+420123456789" in out, for a number as people write it: with '+', with 00, or the
 * national one of that country (alpha-2; empty: not known). Without a country a national
 * number is known by the North American form alone. Empty where it is none. */
struct lic_str lic_phone_international(struct lic_str number, struct lic_str country,
				       char out[LIC_PHONE_SIZE]);

#endif
