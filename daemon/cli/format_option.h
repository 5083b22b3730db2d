/*
 * The value of --format of the commands that read and write lists.
 */
#ifndef LIC_FORMAT_OPTION_H
#define LIC_FORMAT_OPTION_H

#include "command.h"

/* Whether there is such a format (for writing, if `write`); false after saying
 * which there are. NULL is well: detect, or the usual one. */
bool lic_cli_format_ok(struct lic_cli *cli, const char *format, bool write);

#endif
