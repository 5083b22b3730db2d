/* What a form sends, of either type: the first line is the Content-Type, the rest the body. No
 * field lies outside the body or has what a page could not show; and a form read twice says
 * the same. */
#include "form.h"
#include "html.h"
#include "limits.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

/* Not assert(), which a Release build leaves out. */
static void expect(bool holds)
{
	if (!holds)
		abort();
}

/* Text in a page ends no element and no attribute. */
static void try_html(struct lic_str text)
{
	struct lic_buf out;

	lic_buf_init(&out, LIC_FORM_MAX * 8);
	LIC_HTML(&out, "{}{u}", text, text);
	expect(!lic_buf_error(&out));
	for (size_t i = 0; i < out.len; i++)
		expect(!strchr("<>\"", out.ptr[i]) || !out.ptr[i]);
	lic_buf_release(&out);
}

static void try_form(struct lic_str type, struct lic_str body)
{
	struct lic_arena arena = LIC_ARENA_INIT;
	struct lic_form form = {.count = 0};
	struct lic_diag diag = {""};
	int err = lic_form_read(&form, type, body, &arena, &diag);

	expect(err == LIC_OK || diag.text[0]);
	expect(form.count <= LIC_FORM_FIELDS_MAX && (!err || form.count == 0));
	size_t total = 0;
	for (size_t i = 0; i < form.count; i++) {
		const struct lic_form_field *field = &form.fields[i];

		total += field->name.len + field->value.len + field->file.len;
		expect(lic_str_is_utf8(field->name) && lic_str_is_utf8(field->file));
		expect(field->file.ptr || lic_str_is_utf8(field->value));
		try_html(field->name);
		if (!field->file.ptr)
			try_html(field->value);
	}
	expect(total <= body.len);
	lic_arena_release(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct lic_str body = lic_str((const char *)data, len), type;

	if (len > LIC_FORM_MAX || !lic_str_split(&body, '\n', &type))
		return 0;
	try_form(type, body);
	return 0;
}
