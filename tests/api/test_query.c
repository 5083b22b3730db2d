#include "query.h"

#include "rows.h"

/* NAME=VALUE parts with '&' between them, as the server hands them on => the
 * parameters that were found. */
static void decode(struct lic_str input, struct lic_buf *out)
{
	struct lic_query query = {.counts = {0}};
	struct lic_arena arena = LIC_ARENA_INIT;
	struct lic_diag diag = {""};
	struct lic_str part, value;

	while (lic_str_split(&input, '&', &part)) {
		size_t equals = lic_str_find(part, '=');
		bool has_value = equals < part.len;

		value = has_value ? lic_str(part.ptr + equals + 1, part.len - equals - 1)
				  : lic_str(NULL, 0);
		lic_query_add(&query, lic_str(part.ptr, equals), value);
	}
	for (int i = 0; i < LIC_PARAMS; i++) {
		if (!query.counts[i])
			continue;
		if (lic_query_get(&query, (enum lic_param)i, &arena, &value, &diag) < 0)
			lic_buf_printf(out, "!%s", diag.text);
		else
			lic_buf_printf(out, "%s%s=%.*s", out->len ? " " : "",
				       lic_param_name((enum lic_param)i), LIC_STR_ARG(value));
	}
	lic_arena_release(&arena);
	if (!out->len)
		lic_buf_printf(out, "-");
}

int main(void)
{
	return rows_run("api/query.rows", decode);
}
