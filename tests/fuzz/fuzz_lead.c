/* Any bytes as a page, as a script and as a refresh: where they lead is within bounds, and the
 * same twice. */
#include "limits.h"
#include "page_lead.h"
#include "script_lead.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static void expect(bool holds)
{
	if (!holds)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct lic_str text = lic_str((const char *)data, len), to = {NULL, 0};
	struct lic_buf first, second;

	lic_buf_init(&first, LIC_URL_MAX);
	lic_buf_init(&second, LIC_URL_MAX);
	enum lic_leads leads = lic_page_lead(text, &first);
	expect(lic_page_lead(text, &second) == leads && leads < LIC_LEADS);
	expect(lic_str_eq(lic_buf_str(&first), lic_buf_str(&second)));
	expect(first.len <= LIC_URL_MAX && (leads != LIC_LEADS_NOWHERE || !first.len));
	expect(leads != LIC_LEADS_REFRESH || first.len);
	bool led = lic_script_lead(text, &first);
	expect(led || !first.len);
	if (lic_refresh_lead(text, &to))
		expect(to.len && to.ptr >= text.ptr && to.ptr + to.len <= text.ptr + text.len);
	lic_buf_release(&first);
	lic_buf_release(&second);
	return 0;
}
