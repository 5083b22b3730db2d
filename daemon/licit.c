/* licit: the command line. */
#include "cli.h"
#include "serve.h"

int main(int argc, char **argv)
{
	static const struct lic_cli_hooks hooks = {.serve = lic_serve};

	return lic_cli_main(argc, argv, &hooks);
}
