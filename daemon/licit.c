/* licit: the command line. */
#include "cli.h"
#include "native.h"
#include "serve.h"

int main(int argc, char **argv)
{
	static const struct lic_cli_hooks hooks = {
		.serve = lic_serve,
		.knows_caller = lic_native_knows_caller,
		.serve_browser = lic_native_serve,
	};

	return lic_cli_main(argc, argv, &hooks);
}
