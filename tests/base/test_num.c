#include "num.h"

#include "rows.h"

#define UNTOUCHED 4711

static void describe(struct lic_str input, struct lic_buf *out)
{
	struct lic_str most;
	uint64_t max, n = UNTOUCHED;

	assert_true(lic_str_split(&input, ' ', &most));
	assert_int_equal(lic_num_parse(most, UINT64_MAX, &max), 0);
	int err = lic_num_parse(input, max, &n);
	if (err < 0) {
		assert_int_equal(n, UNTOUCHED);
		lic_buf_printf(out, "!%s", err == LIC_ELIMIT ? "limit" : "syntax");
	} else {
		lic_buf_printf(out, "%llu", (unsigned long long)n);
	}
}

int main(void)
{
	return rows_run("base/num.rows", describe);
}
