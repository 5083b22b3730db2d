#include "registers.h"

#include "sections.h"

static void show_of(const struct lic_registers *registers, const char *country, struct lic_buf *out)
{
	const struct lic_register *r = lic_registers_of(registers, lic_str_from(country));

	if (r)
		lic_buf_printf(out, "%s: %.*s\n", country, LIC_STR_ARG(r->id));
}

/* For the buyer of each, and for shops by their names. */
static void show_rx(const struct lic_registers *registers, struct lic_buf *out)
{
	static const char *const words[] = {"unknown", "rx-allowed", "otc-only", "forbidden"};
	static const struct lic_list list = {.kind = LIC_KIND_REGISTER, .jurisdiction = {"CZ", 2}};
	static const char *const sites[] = {"shop.cz", "shop.co.uk", "shop.xx",
					    "cz",      "shop.com",   "listed.com"};
	static struct lic_facts facts;
	struct lic_subject subject = {.is_ip = false};

	for (size_t i = 0; i < LIC_ARRAY_SIZE(sites); i++) {
		subject.site = lic_str_from(sites[i]);
		lic_facts_init(&facts, &subject, LIC_STR("CA"), 20000);
		facts.match[0] = (struct lic_entry){.list = &list};
		facts.matches = lic_str_starts(subject.site, LIC_STR("listed"));
		lic_registers_rx(registers, &facts);
		const struct lic_rx_rule *shop = &facts.rx_rule[LIC_RX_SHOP];
		const struct lic_rx_rule *buyer = &facts.rx_rule[LIC_RX_BUYER];
		assert_true(lic_str_eq(buyer->country, LIC_STR("CA")));
		if (shop->online)
			lic_buf_printf(out, "rx %s: %.*s %s by %.*s\n", sites[i],
				       LIC_STR_ARG(shop->country), words[shop->online],
				       LIC_STR_ARG(shop->authority));
		if (buyer->online && i == 0)
			lic_buf_printf(out, "rx buyer: %s\n", words[buyer->online]);
	}
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
	show_rx(&registers, out);
	assert_null(lic_registers_of(&registers, LIC_STR("")));
	lic_registers_release(&registers);
	lic_registers_release(&registers);
}

int main(void)
{
	return sections_run("data/registers.rows", describe);
}
