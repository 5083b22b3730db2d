#include "html.h"

void lic_html_text(struct lic_buf *out, struct lic_str text)
{
	for (size_t i = 0; i < text.len; i++) {
		switch (text.ptr[i]) {
		case '&':
			LIC_BUF_LIT(out, "&amp;");
			break;
		case '<':
			LIC_BUF_LIT(out, "&lt;");
			break;
		case '>':
			LIC_BUF_LIT(out, "&gt;");
			break;
		case '"':
			LIC_BUF_LIT(out, "&quot;");
			break;
		default:
			lic_buf_addc(out, text.ptr[i]);
		}
	}
}

void lic_html_element(struct lic_buf *out, const char *tag, struct lic_str text)
{
	lic_buf_printf(out, "<%s>", tag);
	lic_html_text(out, text);
	lic_buf_printf(out, "</%s>\n", tag);
}

void lic_html_link(struct lic_buf *out, struct lic_str url, struct lic_str text)
{
	if (!lic_str_starts(url, LIC_STR("https://")) && !lic_str_starts(url, LIC_STR("http://"))) {
		lic_html_text(out, text);
		return;
	}
	LIC_BUF_LIT(out, "<a rel=\"noreferrer noopener\" href=\"");
	lic_html_text(out, url);
	LIC_BUF_LIT(out, "\">");
	lic_html_text(out, text);
	LIC_BUF_LIT(out, "</a>");
}
