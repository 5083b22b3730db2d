/* How pages lead on by themselves, and that no page makes it dear to see. */
#include "page_lead.h"

#include "../data/sections.h"
#include "limits.h"

static void show(struct lic_str html, struct lic_buf *out)
{
	struct lic_buf to;

	lic_buf_init(&to, LIC_URL_MAX);
	enum lic_leads leads = lic_page_lead(html, &to);
	lic_buf_printf(out, "%s%s%.*s\n", lic_leads_name(leads), to.len ? " " : "",
		       LIC_STR_ARG(lic_buf_str(&to)));
	lic_buf_release(&to);
}

static void test_long(void **state)
{
	static const char *const parts[] = {
		"<",
		"<a",
		"<!--",
		"<script>",
		"</",
		"<meta content=\"",
		"<style>",
		"<title></",
		"&#x3d;",
		"<meta =",
		"if(",
		"`${",
		"{",
		"location=",
		"/*",
		"location='x'+",
		"x\n",
		"/[",
		"'\\",
		"else ",
		"function ",
		"location.replace('",
		"<meta http-equiv=refresh content='0;url=",
	};
	struct lic_buf page, out;

	(void)state;
	lic_buf_init(&page, 1u << 20);
	lic_buf_init(&out, 1u << 20);
	for (size_t i = 0; i < LIC_ARRAY_SIZE(parts); i++)
		for (int in_script = 0; in_script < 2; in_script++) {
			lic_buf_reset(&page);
			lic_buf_adds(&page, in_script ? LIC_STR("<script>") : LIC_STR(""));
			while (!lic_buf_error(&page))
				lic_buf_adds(&page, lic_str_from(parts[i]));
			lic_buf_reset(&out);
			show(lic_buf_str(&page), &out);
			assert_true(page.len > 1000000 && out.len < LIC_URL_MAX + 16);
		}
	lic_buf_release(&page);
	lic_buf_release(&out);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {cmocka_unit_test(test_long)};

	return sections_run("model/page_lead.rows", show) +
	       cmocka_run_group_tests(tests, NULL, NULL);
}
