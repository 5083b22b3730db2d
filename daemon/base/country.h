/*
 * Countries by their ISO 3166-1 alpha-2 code.
 */
#ifndef LIC_COUNTRY_H
#define LIC_COUNTRY_H

#include "str.h"

/* The English short name (Unicode CLDR) for a code in capitals; NULL if there is
 * no such country. */
const char *lic_country_name(struct lic_str code);

#endif
