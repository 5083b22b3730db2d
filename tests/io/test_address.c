#include "address.h"

#include "rows.h"

static void describe(struct lic_str input, struct lic_buf *out)
{
	struct lic_address address;

	if (lic_address_parse(input, &address) < 0) {
		LIC_BUF_LIT(out, "no address");
		return;
	}
	const char *special = lic_address_special(&address);
	lic_buf_adds(out, lic_str_from(special ? special : "public"));
}

int main(void)
{
	return rows_run("io/address.rows", describe) != 0;
}
