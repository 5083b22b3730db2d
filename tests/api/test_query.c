#include "query.h"

#include "rows.h"

/* What stands behind the '?' of a target => the parameters that were found. */
static void decode(struct lic_str input, struct lic_buf *out)
{
	struct lic_query query = {.counts = {0}};
	struct lic_arena arena = LIC_ARENA_INIT;
	struct lic_diag diag = {""};
	struct lic_str value;
	char *text = malloc(input.len + 1);

	if (!text)
		abort();
	if (input.len)
		memcpy(text, input.ptr, input.len);
	lic_query_read(&query, text, input.len);
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
	free(text);
	if (!out->len)
		lic_buf_printf(out, "-");
}

int main(void)
{
	return rows_run("api/query.rows", decode);
}
