#include "form.h"

#include "rows.h"

static void show(struct lic_buf *out, struct lic_str text)
{
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.ptr[i];
		if (c == '\r')
			LIC_BUF_LIT(out, "\\r");
		else if (c == '\n')
			LIC_BUF_LIT(out, "\\n");
		else if (c == 0 || c == 0xFF)
			lic_buf_printf(out, "\\x%02X", c);
		else
			lic_buf_addc(out, (char)c);
	}
}

static void read_form(struct lic_str input, struct lic_buf *out)
{
	struct lic_arena arena = LIC_ARENA_INIT;
	struct lic_form form = {.count = 0};
	struct lic_diag diag = {""};
	struct lic_str type;

	lic_str_split(&input, ' ', &type);
	int err = lic_form_read(
		&form,
		lic_str_eq(type, LIC_STR("u"))
			? LIC_STR("application/x-www-form-urlencoded")
			: LIC_STR("multipart/form-data; charset=utf-8; boundary=\"b\""),
		input, &arena, &diag);
	for (size_t i = 0; !err && i < form.count; i++) {
		const struct lic_form_field *field = &form.fields[i];

		if (i)
			lic_buf_addc(out, ' ');
		show(out, field->name);
		if (field->file.ptr)
			lic_buf_printf(out, "<%.*s>", LIC_STR_ARG(field->file));
		LIC_BUF_LIT(out, "=[");
		show(out, field->value);
		LIC_BUF_LIT(out, "]");
	}
	if (!err && !form.count)
		LIC_BUF_LIT(out, "nothing");
	if (err < 0)
		lic_buf_printf(out, "!%s %s", err == LIC_EUTF8 ? "utf8" : "syntax", diag.text);
	lic_arena_release(&arena);
}

int main(void)
{
	return rows_run("api/form.rows", read_form);
}
