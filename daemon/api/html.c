#include "html.h"

#include "percent.h"

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

void lic_html_fill(struct lic_buf *out, const char *template, const struct lic_str *texts,
		   size_t count)
{
	size_t used = 0;
	const char *from = template, *at;

	while ((at = strchr(from, '{')) != NULL) {
		bool address = strncmp(at, "{u}", 3) == 0;

		lic_buf_add(out, from, (size_t)(at - from));
		if ((!address && at[1] != '}') || used == count) {
			out->err = LIC_EINVAL;
			return;
		}
		if (address)
			lic_percent_write(out, texts[used++], false);
		else
			lic_html_text(out, texts[used++]);
		from = at + (address ? 3 : 2);
	}
	lic_buf_add(out, from, strlen(from));
	if (used != count)
		out->err = LIC_EINVAL;
}

void lic_html_element(struct lic_buf *out, const char *tag, struct lic_str text)
{
	lic_buf_printf(out, "<%s>", tag);
	lic_html_text(out, text);
	lic_buf_printf(out, "</%s>\n", tag);
}

void lic_html_link(struct lic_buf *out, struct lic_str url, struct lic_str text)
{
	if (!lic_str_is_web(url)) {
		lic_html_text(out, text);
		return;
	}
	LIC_BUF_LIT(out, "<a rel=\"noreferrer noopener\" href=\"");
	lic_html_text(out, url);
	LIC_BUF_LIT(out, "\">");
	lic_html_text(out, text);
	LIC_BUF_LIT(out, "</a>");
}
