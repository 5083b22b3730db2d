#include "idn.h"

#include "rows.h"

/* "A-labels / the form to show". */
static void describe(struct lic_str input, struct lic_buf *out)
{
	int err = lic_idn_to_ascii(input, out);

	if (err < 0) {
		assert_int_equal(err, LIC_EHOST);
		LIC_BUF_LIT(out, "!");
		return;
	}
	struct lic_buf ascii;
	lic_buf_init(&ascii, out->len + 1);
	lic_buf_adds(&ascii, lic_buf_str(out));
	LIC_BUF_LIT(out, " / ");
	assert_int_equal(lic_idn_to_unicode(lic_buf_str(&ascii), out), 0);
	lic_buf_release(&ascii);
}

static void read_latin(struct lic_str input, struct lic_buf *out)
{
	assert_int_equal(lic_idn_reads(input, out), 0);
}

int main(void)
{
	return rows_run("model/idn.rows", describe) +
		       rows_run("model/idn_reads.rows", read_latin) !=
	       0;
}
