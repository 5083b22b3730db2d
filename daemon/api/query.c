#include "query.h"

#include "hex.h"

/* Longer than any name that Licit knows, each byte percent-encoded. */
#define NAME_MAX_ENCODED 32

static const char *const names[LIC_PARAMS] = {
	[LIC_PARAM_CLASS] = "class", [LIC_PARAM_CODE] = "code", [LIC_PARAM_COUNTRY] = "country",
	[LIC_PARAM_DO] = "do",       [LIC_PARAM_DONE] = "done", [LIC_PARAM_ID] = "id",
	[LIC_PARAM_LIST] = "list",   [LIC_PARAM_NAME] = "name", [LIC_PARAM_NEXT] = "next",
	[LIC_PARAM_PAGE] = "page",   [LIC_PARAM_Q] = "q",       [LIC_PARAM_STATE] = "state",
	[LIC_PARAM_TLD] = "tld",     [LIC_PARAM_URL] = "url",
};

const char *lic_param_name(enum lic_param param)
{
	return names[param];
}

/* Decode into out, which has room for in.len bytes: the length, or -1. */
static int64_t decode(struct lic_str in, char *out)
{
	size_t len = 0;

	for (size_t i = 0; i < in.len; i++) {
		if (in.ptr[i] != '%') {
			out[len++] = in.ptr[i];
			continue;
		}
		if (in.len - i < 3)
			return -1;
		int high = lic_hex_digit(in.ptr[i + 1]);
		int low = lic_hex_digit(in.ptr[i + 2]);
		if (high < 0 || low < 0)
			return -1;
		out[len++] = (char)(high << 4 | low);
		i += 2;
	}
	return (int64_t)len;
}

void lic_query_add(struct lic_query *query, struct lic_str name, struct lic_str value)
{
	char decoded[NAME_MAX_ENCODED];
	int64_t len;

	if (name.len > sizeof(decoded))
		return;
	len = decode(name, decoded);
	if (len < 0)
		return;
	for (int i = 0; i < LIC_PARAMS; i++) {
		if (lic_str_eq(lic_str(decoded, (size_t)len), lic_str_from(names[i]))) {
			query->values[i] = value;
			query->counts[i]++;
		}
	}
}

void lic_query_read(struct lic_query *query, char *text, size_t len)
{
	struct lic_str rest = lic_str(text, len), part;

	for (size_t i = 0; i < len; i++) {
		if (text[i] == '+')
			text[i] = ' ';
	}
	while (rest.ptr && lic_str_split(&rest, '&', &part)) {
		size_t equals = lic_str_find(part, '=');
		struct lic_str value = lic_str(NULL, 0);

		if (equals < part.len)
			value = lic_str(part.ptr + equals + 1, part.len - equals - 1);
		lic_query_add(query, lic_str(part.ptr, equals), value);
	}
}

int lic_query_get(const struct lic_query *query, enum lic_param param, struct lic_arena *arena,
		  struct lic_str *out, struct lic_diag *diag)
{
	struct lic_str raw = query->values[param];
	char *decoded;
	int64_t len;

	if (query->counts[param] > 1)
		return lic_diag_set(diag, LIC_ESYNTAX, "Send the parameter “%s” once only.",
				    names[param]);
	if (lic_str_find(raw, '%') == raw.len) {
		*out = raw;
		return LIC_OK;
	}
	decoded = lic_arena_alloc(arena, raw.len);
	if (!decoded)
		return lic_diag_set(diag, LIC_ENOMEM, "Out of memory: try again.");
	len = decode(raw, decoded);
	if (len < 0)
		return lic_diag_set(diag, LIC_ESYNTAX,
				    "The parameter “%s” has a “%%” without two hexadecimal digits "
				    "behind it: send a “%%” itself as “%%25”.",
				    names[param]);
	*out = lic_str(decoded, (size_t)len);
	return LIC_OK;
}
