/*
 * Configuration of dnsmasq used as a block list: server=/name/, local=/name/ and
 * address=/name/0.0.0.0, each with one or more names; and host-record=name,0.0.0.0,
 * which is the name alone.
 *
 * Why the bare name is handed on: format_domains.c. A dot before a name is
 * dnsmasq's older way to write the same, and is dropped.
 */
#include "format_lines.h"
#include "formats.h"

enum option { OTHER, SERVER, ADDRESS, RECORD };

/* Which option it is, if one that speaks of names, and the part behind "=". */
static enum option split_option(struct lic_str line, struct lic_str *value)
{
	line = lic_line_code(line);
	size_t at = lic_str_find(line, '=');
	struct lic_str key = lic_str_trim(lic_str(line.ptr, at));

	if (at == line.len)
		return OTHER;
	*value = lic_str_trim(lic_str(line.ptr + at + 1, line.len - at - 1));
	if (lic_str_eq(key, LIC_STR("host-record")))
		return RECORD;
	if (value->len == 0 || value->ptr[0] != '/')
		return OTHER;
	if (lic_str_eq(key, LIC_STR("address")))
		return ADDRESS;
	return lic_str_eq(key, LIC_STR("server")) || lic_str_eq(key, LIC_STR("local")) ? SERVER
										       : OTHER;
}

static bool is_shape(struct lic_str line)
{
	struct lic_str value;

	return split_option(line, &value) != OTHER;
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

/* host-record=name,name,0.0.0.0,:: */
static int read_record(struct lic_rows *rows, struct lic_str line, struct lic_str value)
{
	struct lic_str part, rest = value;
	size_t sinks = 0;

	while (lic_str_split(&rest, ',', &part)) {
		enum lic_address meaning = lic_address_of(lic_str_trim(part));
		if (meaning == LIC_ADDRESS_OTHER)
			return lic_rows_refuse(rows, line,
					       "leads the name to an address, does not block it");
		sinks += meaning == LIC_ADDRESS_SINK;
	}
	if (!sinks)
		return lic_rows_refuse(rows, line, "no address behind the name");
	while (lic_str_split(&value, ',', &part)) {
		part = lic_str_trim(part);
		int err = lic_address_of(part) == LIC_ADDRESS_NONE && lic_looks_like_host(part)
				  ? lic_rows_name(rows, part)
				  : LIC_OK;
		if (err < 0)
			return err;
	}
	return LIC_OK;
}

static int read_line(struct lic_rows *rows, struct lic_str line)
{
	struct lic_str value, name;
	enum option option = split_option(line, &value);

	if (option == OTHER)
		return lic_rows_refuse(rows, line,
				       "no rule for a name (server=/name/ or its like)");
	if (option == RECORD)
		return read_record(rows, line, value);
	size_t last = value.len;
	while (value.ptr[last - 1] != '/')
		last--;
	struct lic_str names = lic_str(value.ptr + 1, last < 2 ? 0 : last - 2);
	struct lic_str target = lic_str(value.ptr + last, value.len - last);
	const char *reason = reason_against(option == ADDRESS, target);
	if (reason)
		return lic_rows_refuse(rows, line, reason);
	while (lic_str_split(&names, '/', &name)) {
		if (name.len && name.ptr[0] == '.')
			name = lic_str(name.ptr + 1, name.len - 1);
		bool is_rule_for_all = name.len == 0 || lic_str_eq(name, LIC_STR("#"));
		int err = is_rule_for_all ? lic_rows_refuse(rows, line, "not a rule for one name")
					  : lic_rows_half(rows, name);
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

/* server=/name/ covers the name and all below it; the first name of a wildcard is there
 * to know it again. */
static void dnsmasq_write(struct lic_buf *out, const struct lic_list *list LIC_UNUSED,
			  const struct lic_name *name, const struct lic_record *record LIC_UNUSED)
{
	if (name->scope == LIC_SCOPE_HOST) {
		LIC_BUF_LIT(out, "host-record=");
		lic_buf_adds(out, name->text);
		LIC_BUF_LIT(out, ",0.0.0.0,::\n");
		return;
	}
	LIC_BUF_LIT(out, "server=/");
	if (name->scope == LIC_SCOPE_WILDCARD) {
		LIC_BUF_LIT(out, "*.");
		lic_buf_adds(out, name->text);
		lic_buf_addc(out, '/');
	}
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
	.scopes = LIC_CARRIES_HOSTS,
	.leaves_out = LIC_LEAVES_OUT_FIELDS,
	.write = dnsmasq_write,
	.end = dnsmasq_end,
};
