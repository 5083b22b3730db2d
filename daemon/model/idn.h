/*
 * Internationalised names: Unicode to A-labels and back (UTS 46), and what a label
 * looks like (UTS 39) or reads as in Latin letters, by ICU. The only user of ICU.
 * Thread-safe. The first question of each sort costs some milliseconds.
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

/* Append what a label in UTF-8 looks like, in a–z, 0–9 and '-': its skeleton (UTS 39),
 * accents dropped; '?' where it looks like none of these. An "m" looks like "rn", a "1"
 * like "l", a "0" like "o". 0, LIC_EHOST (no UTF-8), LIC_ELIMIT or LIC_ENOMEM. */
LIC_CHECKED int lic_idn_looks(struct lic_str label, struct lic_buf *out);

/* Append how it reads in Latin letters: "аптека" is "apteka"; "???" for each Han
 * character. The same alphabet and errors. */
LIC_CHECKED int lic_idn_reads(struct lic_str label, struct lic_buf *out);

/* Does a label in UTF-8 mix scripts that no language mixes (UTS 39, "highly
 * restrictive")? */
bool lic_idn_mixes_scripts(struct lic_str label);

/* Is it of one script other than Latin, and its skeleton (but for accents) Latin all
 * through? */
bool lic_idn_whole_script(struct lic_str label);

#endif
