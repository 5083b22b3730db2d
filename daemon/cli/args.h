/*
 * The parser of the command line, driven by the table of commands. Options may
 * stand before or after the command and among the operands; "--" ends them.
 * Names are not abbreviated, so that a new option never breaks a script.
 */
#ifndef LIC_ARGS_H
#define LIC_ARGS_H

#include "command.h"

/* Fill in command, values, globals and operands (borrowed from argv, which is
 * reordered): LIC_EXIT_OK, or LIC_EXIT_USAGE after saying what is wrong. The
 * number of operands is not looked at if help or the version is asked for. */
int lic_args_parse(struct lic_cli *cli, int argc, char **argv);

#endif
