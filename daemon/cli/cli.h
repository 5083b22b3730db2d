/*
 * The command line: `licit COMMAND …`. Knows licit.h, base and conf, and nothing
 * of HTTP and of native messaging; what serves is handed in.
 */
#ifndef LIC_CLI_H
#define LIC_CLI_H

#include "conf.h"
#include "diag.h"

struct lic_cli_hooks {
	/* Serve until told to stop; gives the exit status. */
	int (*serve)(const struct lic_conf *conf);
	/* Are these the words with which a browser starts us for our extension? */
	bool (*knows_caller)(char *const *words, size_t count);
	/* Answer it until it closes the pipes; gives the exit status. */
	int (*serve_browser)(const struct lic_conf *conf);
};

/* Run a command line; gives the exit status. */
int lic_cli_main(int argc, char **argv, const struct lic_cli_hooks *hooks);

#endif
