/*
 * Configuration of dnsmasq used as a block list: server=/name/, local=/name/ and
 * address=/name/0.0.0.0, each with one or more names.
 *
 * Why the bare name is handed on: format_domains.c. A dot before a name is
 * dnsmasq's older way to write the same, and is dropped.
 */
#include "format_lines.h"
#include "formats.h"

/* The part behind "=", for an option that speaks of names; false for others. */
static bool split_option(struct lic_str line, struct lic_str *value, bool *is_address)
{
	line = lic_line_code(line);
	size_t at = lic_str_find(line, '=');
	struct lic_str key = lic_str_trim(lic_str(line.ptr, at));

	if (at == line.len)
		return false;
	*value = lic_str_trim(lic_str(line.ptr + at + 1, line.len - at - 1));
	*is_address = lic_str_eq(key, LIC_STR("address"));
	return (*is_address || lic_str_eq(key, LIC_STR("server")) ||
		lic_str_eq(key, LIC_STR("local"))) &&
	       value->len && value->ptr[0] == '/';
}

static bool is_shape(struct lic_str line)
{
	struct lic_str value;
	bool is_address;

	return split_option(line, &value, &is_address);
}

/* NULL if the target blocks: for address= one that leads nowhere, or none; for
 * server= and local= none. */
static const char *reason_against(bool is_address, struct lic_str target)
{
	if (target.len == 0)
		return NULL;
	if (!is_address)
		return "sends the name's questions to a server, does not block it";
	if (lic_str_eq(target, LIC_STR("#")) || lic_address_of(target) == LIC_ADDRESS_SINK)
		return NULL;
	return "leads the name to an address, does not block it";
}

static int read_line(struct lic_rows *rows, struct lic_str line)
{
	struct lic_str value, name;
	bool is_address;

	if (!split_option(line, &value, &is_address))
		return lic_rows_refuse(rows, line,
				       "no rule for a name (server=/name/ or its like)");
	size_t last = value.len;
	while (value.ptr[last - 1] != '/')
		last--;
	struct lic_str names = lic_str(value.ptr + 1, last < 2 ? 0 : last - 2);
	struct lic_str target = lic_str(value.ptr + last, value.len - last);
	const char *reason = reason_against(is_address, target);
	if (reason)
		return lic_rows_refuse(rows, line, reason);
	while (lic_str_split(&names, '/', &name)) {
		if (name.len && name.ptr[0] == '.')
			name = lic_str(name.ptr + 1, name.len - 1);
		bool is_rule_for_all = name.len == 0 || lic_str_eq(name, LIC_STR("#"));
		int err = is_rule_for_all ? lic_rows_refuse(rows, line, "not a rule for one name")
					  : lic_rows_name(rows, name);
		if (err < 0)
			return err;
	}
	return LIC_OK;
}

static const struct lic_line_rules rules = {lic_is_hash_comment, is_shape, read_line};

static int dnsmasq_read(struct lic_str text, const struct lic_sink *sink, struct lic_diag *diag)
{
	return lic_lines_read(&rules, text, sink, diag);
}

static int dnsmasq_detect(struct lic_str head)
{
	return lic_lines_detect(&rules, head);
}

static void dnsmasq_begin(struct lic_buf *out, const struct lic_list *list)
{
	lic_lines_head(out, LIC_STR("#"), list);
}

/* A wildcard too is server=/name/, which covers the name and all below it. */
static void dnsmasq_write(struct lic_buf *out, const struct lic_name *name,
			  const struct lic_record *record LIC_UNUSED)
{
	if (name->scope == LIC_SCOPE_PREFIX || name->scope == LIC_SCOPE_TLD)
		return;
	LIC_BUF_LIT(out, "server=/");
	lic_buf_adds(out, name->text);
	LIC_BUF_LIT(out, "/\n");
}

static void dnsmasq_end(struct lic_buf *out LIC_UNUSED)
{
}

const struct lic_format lic_format_dnsmasq = {
	.id = "dnsmasq",
	.summary = "dnsmasq configuration: \"server=/name/\"",
	.detect = dnsmasq_detect,
	.read = dnsmasq_read,
	.begin = dnsmasq_begin,
	.write = dnsmasq_write,
	.end = dnsmasq_end,
};
