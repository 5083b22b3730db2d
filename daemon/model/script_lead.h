/*
 * Where a script leads its reader, if it says so plainly: a statement at its top level,
 * outside of functions and conditions, that sets the location to a text. Not an
 * interpreter: what is put together, called or hidden is not seen. Pure; time in
 * proportion to the length.
 */
#ifndef LIC_SCRIPT_LEAD_H
#define LIC_SCRIPT_LEAD_H

#include "buf.h"
#include "str.h"

/* The address as the script has it, unescaped, into out, which is emptied first: true if
 * there is one. */
bool lic_script_lead(struct lic_str script, struct lic_buf *out);

#endif
