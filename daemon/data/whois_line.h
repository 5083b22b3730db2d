/*
 * One line of a WHOIS answer, taken apart: "key: value", "key....: value", "[Key] value",
 * "Key   value", "Record created on 2000-08-29". Pure.
 */
#ifndef LIC_WHOIS_LINE_H
#define LIC_WHOIS_LINE_H

#include "whois_key.h"

/* Views into the line, but for the key, which is in key_room: not to be copied. */
struct lic_whois_line {
	size_t indent;
	char key_room[LIC_WHOIS_KEY_MAX];
	struct lic_str key;   /* empty: the line is no "key: value" */
	struct lic_str value; /* without key: all of the line */
	bool heading;         /* ends with its key's colon, or stands in brackets alone */
};

void lic_whois_line_read(struct lic_whois_line *line, struct lic_str raw);

/* A line for people, or a rule between parts. */
bool lic_whois_is_comment(struct lic_str trimmed);

#endif
