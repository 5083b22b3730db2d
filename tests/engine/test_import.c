/* Files into lists: import.rows and load.rows. */
#include "script.h"

int main(void)
{
	return sections_run("engine/import.rows", script_run) +
	       sections_run("engine/load.rows", script_run);
}
