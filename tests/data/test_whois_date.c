/* Dates as registries write them. A row that begins with "mdy " has the month first. */
#include "whois_date.h"

#include "rows.h"

static void describe(struct lic_str input, struct lic_buf *out)
{
	enum lic_date_order order = lic_whois_date_order(input);
	char text[LIC_DATE_SIZE];
	lic_date date;

	if (lic_str_starts(input, LIC_STR("mdy "))) {
		order = LIC_DATE_MONTH_FIRST;
		input = lic_str(input.ptr + 4, input.len - 4);
	}
	if (lic_whois_date(input, order, &date) < 0) {
		lic_buf_printf(out, "none");
		return;
	}
	lic_date_format(date, text);
	lic_buf_printf(out, "%s", text);
}

int main(void)
{
	return rows_run("data/whois_date.rows", describe);
}
