#include "format_option.h"

struct search {
	struct lic_str wanted;
	bool write;
	bool found;
	struct lic_buf names;
};

static void look(void *ctx, const char *id, const char *summary, bool can_write)
{
	struct search *search = ctx;

	(void)summary;
	if (search->write && !can_write)
		return;
	search->found |= lic_str_eq(search->wanted, lic_str_from(id));
	lic_buf_printf(&search->names, "%s%s", search->names.len ? ", " : "", id);
}

bool lic_cli_format_ok(struct lic_cli *cli, const char *format, bool write)
{
	struct search search = {.wanted = lic_str_from(format), .write = write};

	if (!format)
		return true;
	lic_buf_init(&search.names, 1024);
	lic_formats_each(look, &search);
	if (!search.found)
		lic_cli_usage(cli, "--format takes one of: %.*s; not \"%s\"",
			      LIC_STR_ARG(lic_buf_str(&search.names)), format);
	lic_buf_release(&search.names);
	return search.found;
}
