#include "url_join.h"

#include "limits.h"
#include "rows.h"

static void describe(struct lic_str input, struct lic_buf *out)
{
	struct lic_buf first, second;
	struct lic_url base, url;
	struct lic_str text;

	lic_buf_init(&first, LIC_URL_MAX);
	lic_buf_init(&second, LIC_URL_MAX);
	lic_str_split(&input, ' ', &text);
	assert_int_equal(lic_url_parse(&base, text, &first, NULL), 0);
	int err = lic_url_join(&url, &base, input, &second, NULL);
	if (err == LIC_OK)
		lic_buf_printf(out, "%.*s %u", LIC_STR_ARG(url.text), lic_url_port(&url));
	else if (err == LIC_ESCHEME)
		LIC_BUF_LIT(out, "!scheme");
	else
		LIC_BUF_LIT(out, "!host");
	lic_buf_release(&first);
	lic_buf_release(&second);
}

int main(void)
{
	return rows_run("model/url_join.rows", describe) != 0;
}
