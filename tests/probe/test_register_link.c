/* The link to a register that a page's bytes propose: register_link.rows. */
#include "register_link.h"

#include "../data/sections.h"
#include "limits.h"

static struct lic_seals seals;
static struct lic_psl *psl;

static void propose(struct lic_str html, struct lic_buf *out)
{
	struct lic_url base, url;
	struct lic_buf at, store;

	lic_buf_init(&at, LIC_URL_MAX);
	lic_buf_init(&store, LIC_URL_MAX);
	assert_int_equal(lic_url_parse(&base, LIC_STR("https://shop.example/a/b"), &at, NULL), 0);
	if (lic_register_link(&url, &store, html, &base, &seals, psl)) {
		const struct lic_seal *seal = lic_register_seal(&url, &seals, psl);
		assert_non_null(seal);
		assert_true(lic_register_is_host(&url, seal, psl));
		assert_true(url.text.ptr >= store.ptr && url.text.ptr < store.ptr + store.len);
		lic_buf_printf(out, "%.*s %.*s\n", LIC_STR_ARG(seal->id), LIC_STR_ARG(url.text));
	}
	lic_buf_release(&at);
	lic_buf_release(&store);
}

static void run(struct lic_str input, struct lic_buf *out)
{
	propose(input, out);
	if (!out->len)
		LIC_BUF_LIT(out, "none\n");
}

/* A page of links: those past the limit are not looked at. */
static void test_many(void **state)
{
	const struct lic_str entry =
		LIC_STR("<a href=//www.pharmacyregulation.org/registers/pharmacy/1>");
	struct lic_buf html, url;

	(void)state;
	for (unsigned before = LIC_REGISTER_LINKS_MAX - 1; before <= LIC_REGISTER_LINKS_MAX;
	     before++) {
		lic_buf_init(&html, 1u << 20);
		lic_buf_init(&url, LIC_URL_MAX);
		for (unsigned i = 0; i < before; i++)
			LIC_BUF_LIT(&html, "<a href=//a.example/>");
		lic_buf_adds(&html, entry);
		propose(lic_buf_str(&html), &url);
		assert_int_equal(url.len > 0, before < LIC_REGISTER_LINKS_MAX);
		lic_buf_release(&html);
		lic_buf_release(&url);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {cmocka_unit_test(test_many)};
	struct lic_diag diag = {""};
	struct lic_buf text;

	rows_read_list("seals.json", &text);
	if (lic_seals_parse(&seals, lic_buf_str(&text), &diag) < 0 ||
	    lic_psl_open(&psl, NULL, &diag) < 0) {
		fprintf(stderr, "%s\n", diag.text);
		return 1;
	}
	int failed = sections_run("probe/register_link.rows", run) +
		     cmocka_run_group_tests(tests, NULL, NULL);
	lic_seals_release(&seals);
	lic_psl_free(psl);
	lic_buf_release(&text);
	return failed;
}
