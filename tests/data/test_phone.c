/* Telephone numbers in their international form: phone.rows. */
#include "phone.h"

#include "rows.h"

static void run(struct lic_str input, struct lic_buf *out)
{
	char text[LIC_PHONE_SIZE];
	struct lic_str number = {NULL, 0};

	lic_str_split(&input, '|', &number);
	struct lic_str form = lic_phone_international(number, input, text);
	lic_buf_adds(out, form.len ? form : LIC_STR("none"));
	/* What has its form keeps it. */
	if (form.len) {
		char again[LIC_PHONE_SIZE];
		assert_true(lic_str_eq(lic_phone_international(form, LIC_STR(""), again), form));
	}
}

int main(void)
{
	return rows_run("data/phone.rows", run);
}
