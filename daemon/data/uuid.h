/*
 * Identifiers that a name gives: UUIDs of version 5 (RFC 9562, section 5.5). Pure.
 */
#ifndef LIC_UUID_H
#define LIC_UUID_H

#include "str.h"

#define LIC_UUID_SIZE 37 /* with its NUL */

/* Of a name in a namespace, whose UUID is 16 bytes. */
void lic_uuid_of_name(const unsigned char space[16], struct lic_str name, char out[LIC_UUID_SIZE]);

#endif
