#include "guard.h"

#include "rows.h"

/* "host X", "origin X" or "authorization X". */
static void ask(struct lic_str input, struct lic_buf *out)
{
	struct lic_service service = {.allowed_hosts = "licit.example box.lan",
				      .own_host = LIC_STR("192.168.1.5")};
	struct lic_str what;

	lic_str_split(&input, ' ', &what);
	if (lic_str_eq(what, LIC_STR("host")))
		lic_buf_printf(out, "%s", lic_guard_knows_host(&service, input) ? "yes" : "no");
	else if (lic_str_eq(what, LIC_STR("origin")))
		lic_buf_printf(out, "%s", lic_guard_knows_origin(input) ? "yes" : "no");
	else
		lic_buf_printf(out, "[%.*s]", LIC_STR_ARG(lic_guard_token(input)));
}

int main(void)
{
	return rows_run("api/guard.rows", ask);
}
