/*
 * Texts out of other people's files, made fit for one line of a message or of
 * an export. For format_*.c and mapping*.c only.
 */
#ifndef LIC_FORMAT_TEXT_H
#define LIC_FORMAT_TEXT_H

#include "buf.h"
#include "str.h"

/* A line break, an escape or any other control character in UTF-8 text? */
bool lic_text_has_control(struct lic_str text);

/* For "%s" in a diag: at most 60 bytes of the text, cut between characters, control
 * characters as '?'. Returns store. */
#define LIC_TEXT_SHOWN_SIZE 64
const char *lic_text_shown(struct lic_str text, char store[LIC_TEXT_SHOWN_SIZE]);

/* The text with control characters as spaces. */
void lic_text_flat(struct lic_buf *out, struct lic_str text);

#endif
