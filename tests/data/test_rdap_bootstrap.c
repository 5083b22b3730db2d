/* Which server speaks for a name: "? NAME" lines after a bootstrap file or a table. */
#include "rdap_bootstrap.h"

#include "sections.h"

static void ask(const struct lic_servers *servers, struct lic_str name, struct lic_buf *out)
{
	const struct lic_server *s = lic_servers_of(servers, name);

	if (s)
		lic_buf_printf(out, "%.*s: %.*s%s\n", LIC_STR_ARG(name), LIC_STR_ARG(s->at),
			       s->confirmed ? "" : " (recalled)");
	else
		lic_buf_printf(out, "%.*s: none\n", LIC_STR_ARG(name));
}

static void describe(struct lic_str input, struct lic_buf *out)
{
	struct lic_servers servers = {.arena = LIC_ARENA_INIT};
	struct lic_diag diag = {""};
	const char *asks = memmem(input.ptr, input.len, "? ", 2);
	size_t len = asks ? (size_t)(asks - input.ptr) : input.len;
	struct lic_str text = lic_str(input.ptr, len), line;
	int err = lic_str_starts(text, LIC_STR("zone"))
			  ? lic_servers_add_whois(&servers, text, &diag)
			  : lic_servers_add_bootstrap(&servers, text, &diag);

	input = lic_str(input.ptr + len, input.len - len);
	if (err < 0)
		lic_buf_printf(out, "error %d\n", err);
	while (!err && lic_str_split(&input, '\n', &line))
		if (lic_str_starts(line, LIC_STR("? ")))
			ask(&servers, lic_str(line.ptr + 2, line.len - 2), out);
	lic_servers_release(&servers);
	lic_servers_release(&servers);
}

int main(void)
{
	return sections_run("data/rdap_bootstrap.rows", describe);
}
