/*
 * Internationalised names: Unicode to A-labels and back (UTS 46, by ICU).
 * The only user of ICU's IDNA. Thread-safe after the first call.
 */
#ifndef LIC_IDN_H
#define LIC_IDN_H

#include "buf.h"

/* Append the ASCII form of a domain given in UTF-8: WHATWG URL, "domain to
 * ASCII" with beStrict false (all ASCII: lower case and nothing else; otherwise
 * UTS 46 non-transitional, CheckBidi and CheckJoiners on, hyphens, lengths and
 * STD3 not checked): 0, LIC_EHOST, LIC_ELIMIT or LIC_ENOMEM. */
LIC_CHECKED int lic_idn_to_ascii(struct lic_str domain, struct lic_buf *out);

/* Append the form to show to people, in UTF-8. A label that does not decode,
 * or is longer than LIC_LABEL_MAX, stays as it is. */
LIC_CHECKED int lic_idn_to_unicode(struct lic_str host, struct lic_buf *out);

#endif
