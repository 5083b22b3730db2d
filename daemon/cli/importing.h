/*
 * An import on the command line: the diff as it comes, then the summary. For the commands
 * that import.
 */
#ifndef LIC_IMPORTING_H
#define LIC_IMPORTING_H

#include "command.h"

/* With the data opened: import the text, show what changes and what came of it. The
 * options' change, progress and ctx are set here, and who if it is NULL. Gives the exit status. */
int lic_cli_import(struct lic_cli *cli, const struct lic_import_options *options,
		   struct lic_str text);

#endif
