/*
 * Bytes as lower-case hex digits, and back.
 */
#ifndef LIC_HEX_H
#define LIC_HEX_H

#include "buf.h"

void lic_hex_write(struct lic_buf *out, struct lic_str bytes);

/* The value of a digit in either case; -1: it is none. */
int lic_hex_digit(char c);

/* Fill half as many bytes as there are digits: 0, or LIC_ESYNTAX for an odd number of
 * them or one that is not in 0-9a-f. */
LIC_CHECKED int lic_hex_read(struct lic_str digits, char *out);

#endif
