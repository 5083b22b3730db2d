/*
 * Help texts, made from the tables of commands and settings.
 */
#ifndef LIC_HELP_H
#define LIC_HELP_H

#include "command.h"

/* Of a command; NULL: of the program. */
void lic_help_write(struct lic_term *out, const struct lic_command *command);

/* How to call it, on standard error, for who gave no command. */
void lic_help_brief(void);

void lic_help_settings(struct lic_term *out);
void lic_help_version(struct lic_term *out);

/* The sections of the man page, in mdoc. */
void lic_help_mdoc_commands(struct lic_term *out);
void lic_help_mdoc_settings(struct lic_term *out);

#endif
