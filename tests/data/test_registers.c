#include "registers.h"

#include "sections.h"

static void show_of(const struct lic_registers *registers, const char *country, struct lic_buf *out)
{
	const struct lic_register *r = lic_registers_of(registers, lic_str_from(country));

	if (r)
		lic_buf_printf(out, "%s: %.*s\n", country, LIC_STR_ARG(r->id));
}

static void describe(struct lic_str input, struct lic_buf *out)
{
	struct lic_registers registers;
	struct lic_diag diag = {""};
	int err = lic_registers_parse(&registers, input, &diag);

	if (err < 0) {
		lic_buf_printf(out, "error %d: %s\n", err, diag.text);
		return;
	}
	for (size_t i = 0; i < registers.count; i++) {
		const struct lic_register *r = &registers.rows[i];
		lic_buf_printf(out, "%.*s %.*s \"%.*s\" %.*s %.*s %s\n", LIC_STR_ARG(r->id),
			       LIC_STR_ARG(r->jurisdiction), LIC_STR_ARG(r->authority),
			       LIC_STR_ARG(r->list_url), LIC_STR_ARG(r->report_url),
			       r->confirmed ? "confirmed" : "unconfirmed");
	}
	show_of(&registers, "CZ", out);
	show_of(&registers, "CA", out);
	show_of(&registers, "XX", out);
	assert_null(lic_registers_of(&registers, LIC_STR("")));
	lic_registers_release(&registers);
	lic_registers_release(&registers);
}

int main(void)
{
	return sections_run("data/registers.rows", describe);
}
