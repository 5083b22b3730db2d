/*
 * A document's bytes in UTF-8, whatever it was written in: UTF-8 and the legacy
 * encodings that pages of the last thirty years use (WHATWG Encoding Standard), by ICU's
 * converters. Thread-safe.
 */
#ifndef LIC_CHARSET_H
#define LIC_CHARSET_H

#include "buf.h"

/* Append html. Its encoding is told by, in turn, a byte order mark, the label of the HTTP
 * header (may be empty), its bytes where they are UTF-8 throughout (saved pages keep the
 * <meta> of what they were), a <meta> in its first 1024 bytes. What does not decode becomes
 * U+FFFD, or stays as it is in what is said to be UTF-8.
 * 0, LIC_ENOMEM or LIC_ELIMIT. */
LIC_CHECKED int lic_charset_decode(struct lic_str html, struct lic_str label, struct lic_buf *out);

/* Does a document say in a <meta> what its encoding is? */
bool lic_charset_declared(struct lic_str html);

/* Is there an encoding of that label? */
bool lic_charset_known(struct lic_str label);

#endif
