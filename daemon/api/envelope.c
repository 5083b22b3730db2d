#include "envelope.h"

#include "frame.h"
#include "limits.h"

/* Numbers that JavaScript counts with. */
#define ID_MAX 9007199254740991.0

static bool read_id(struct lic_envelope *out, const struct lic_json *value)
{
	double id = lic_json_number(value, -1);

	if (!(id >= 0 && id <= ID_MAX))
		return false;
	out->id = (uint64_t)id;
	out->has_id = (double)out->id == id;
	return out->has_id;
}

static bool read_text(struct lic_str *out, const struct lic_json *value)
{
	*out = lic_json_string(value);
	return out->ptr != NULL;
}

enum lic_problem lic_envelope_read(struct lic_envelope *out, struct lic_str text,
				   struct lic_diag *diag)
{
	struct lic_diag where = {""};
	const struct lic_json *body;

	*out = (struct lic_envelope){.root = NULL};
	if (lic_json_parse(&out->root, text, &where) < 0)
		return lic_problem_set(diag, LIC_PROBLEM_BAD_JSON, "%s", where.text);
	if (!read_id(out, lic_json_get(out->root, "id")))
		return lic_problem_set(diag, LIC_PROBLEM_BAD_REQUEST,
				       "a call needs an “id”, which is a whole number");
	if (!read_text(&out->method, lic_json_get(out->root, "method")) ||
	    !read_text(&out->target, lic_json_get(out->root, "target")))
		return lic_problem_set(diag, LIC_PROBLEM_BAD_REQUEST,
				       "a call needs “method” and “target”, as “GET” and "
				       "“/v1/status”");
	body = lic_json_get(out->root, "body");
	if (body && lic_json_type(body) != LIC_JSON_NULL && !read_text(&out->body, body))
		return lic_problem_set(diag, LIC_PROBLEM_BAD_FIELD,
				       "“body” must be a string: the text that HTTP would carry");
	return LIC_PROBLEM_NONE;
}

void lic_envelope_release(struct lic_envelope *envelope)
{
	lic_json_free(envelope->root);
	*envelope = (struct lic_envelope){.root = NULL};
}

size_t lic_envelope_cut(struct lic_str text)
{
	size_t end = LIC_NATIVE_PIECE;

	if (text.len <= end)
		return text.len;
	while (end > LIC_NATIVE_PIECE - 3 && ((unsigned char)text.ptr[end] & 0xC0) == 0x80)
		end--;
	return end;
}

void lic_envelope_write(struct lic_buf *out, const struct lic_envelope *call, unsigned status,
			const char *type, struct lic_str piece, bool more)
{
	lic_frame_begin(out);
	LIC_BUF_LIT(out, "{\"id\":");
	if (call->has_id)
		lic_json_int(out, (int64_t)call->id);
	else
		LIC_BUF_LIT(out, "null");
	LIC_BUF_LIT(out, ",\"status\":");
	lic_json_int(out, status);
	lic_buf_addc(out, ',');
	lic_json_field(out, "type", lic_str_from(type));
	if (more)
		LIC_BUF_LIT(out, ",\"more\":true");
	lic_buf_addc(out, ',');
	lic_json_field(out, "body", piece);
	lic_buf_addc(out, '}');
	lic_frame_end(out);
}
