#include "calls.h"
#include "country.h"
#include "json.h"

bool lic_call_country_code(struct lic_str named, char out[2])
{
	if (named.len != 2 || !lic_is_alpha(named.ptr[0]) || !lic_is_alpha(named.ptr[1]))
		return false;
	for (size_t i = 0; i < 2; i++)
		out[i] = (char)(named.ptr[i] & ~0x20);
	return lic_country_name(lic_str(out, 2)) != NULL;
}

enum lic_problem lic_call_country(struct lic_request *request, struct lic_str named,
				  struct lic_str *out)
{
	struct lic_str code = named.len ? named : request->service->country;
	char *upper;

	*out = lic_str(NULL, 0);
	if (code.len == 0)
		return LIC_PROBLEM_NONE;
	upper = lic_arena_alloc(&request->worker->arena, 2);
	if (!upper)
		return lic_problem_set(&request->diag, LIC_PROBLEM_BUSY,
				       "out of memory: try again");
	if (!lic_call_country_code(code, upper))
		return lic_problem_set(&request->diag, LIC_PROBLEM_BAD_COUNTRY, LIC_COUNTRY_HELP);
	*out = lic_str(upper, 2);
	return LIC_PROBLEM_NONE;
}

enum lic_problem lic_call_country_param(struct lic_request *request, struct lic_str *out)
{
	struct lic_str named;

	if (lic_query_get(&request->query, LIC_PARAM_COUNTRY, &request->worker->arena, &named,
			  &request->diag) < 0)
		return LIC_PROBLEM_BAD_PARAMETER;
	return lic_call_country(request, named, out);
}

void lic_call_element(struct lic_call_array *array)
{
	if (array->count++)
		lic_buf_addc(array->out, ',');
}

void lic_call_country_field(struct lic_buf *out, struct lic_str country)
{
	if (country.len)
		lic_json_field(out, "country", country);
	else
		LIC_BUF_LIT(out, "\"country\":null");
}

enum lic_problem lic_call_lists_read(struct lic_request *request, const struct lic_buf *body,
				     int err)
{
	if (!err)
		err = lic_buf_error(body);
	if (err < 0)
		return lic_problem_set(&request->diag, LIC_PROBLEM_INTERNAL,
				       "the lists could not be read (%s); `licit lists` may say "
				       "more",
				       lic_strerror(err));
	return LIC_PROBLEM_NONE;
}

enum lic_problem lic_call_json(struct lic_request *request, struct lic_json **out)
{
	struct lic_json *root = NULL;
	struct lic_diag where = {""};

	if (request->body.len == 0)
		return lic_problem_set(&request->diag, LIC_PROBLEM_BAD_JSON,
				       "the body is empty: send a JSON object");
	if (lic_json_parse(&root, lic_buf_str(&request->body), &where) < 0)
		return lic_problem_set(&request->diag, LIC_PROBLEM_BAD_JSON, "%s", where.text);
	if (lic_json_type(root) != LIC_JSON_OBJECT) {
		lic_json_free(root);
		return lic_problem_set(&request->diag, LIC_PROBLEM_BAD_FIELD,
				       "send a JSON object, as {\"url\": \"…\"}");
	}
	*out = root;
	return LIC_PROBLEM_NONE;
}

enum lic_problem lic_call_member(struct lic_request *request, const struct lic_json *object,
				 const char *name, size_t max, bool needed, struct lic_str *out)
{
	const struct lic_json *value = lic_json_get(object, name);
	bool missing = !value || lic_json_type(value) == LIC_JSON_NULL;

	*out = lic_str(NULL, 0);
	if (missing && !needed)
		return LIC_PROBLEM_NONE;
	if (missing)
		return lic_problem_set(&request->diag, LIC_PROBLEM_BAD_FIELD,
				       "the member “%s” is missing: send it as a string", name);
	if (lic_json_type(value) != LIC_JSON_STRING)
		return lic_problem_set(&request->diag, LIC_PROBLEM_BAD_FIELD,
				       "the member “%s” must be a string", name);
	*out = lic_json_string(value);
	if (out->len > max)
		return lic_problem_set(&request->diag, LIC_PROBLEM_BAD_FIELD,
				       "the member “%s” is longer than %zu bytes", name, max);
	return LIC_PROBLEM_NONE;
}
