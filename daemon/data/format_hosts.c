/*
 * A hosts file used as a block list: an address that leads nowhere, then one or
 * more names. The standard names of every hosts file (localhost and its like)
 * are passed over.
 *
 * Why the bare name is handed on: format_domains.c.
 */
#include "format_lines.h"
#include "formats.h"

static bool is_standard(struct lic_str name)
{
	static const char *const names[] = {"localhost",     "localhost.localdomain",
					    "localhost4",    "localhost6",
					    "local",         "broadcasthost",
					    "ip6-localnet",  "ip6-mcastprefix",
					    "ip6-localhost", "ip6-loopback",
					    "ip6-allnodes",  "ip6-allrouters",
					    "ip6-allhosts",  "0.0.0.0"};

	return lic_str_is_caseamong(name, names, LIC_ARRAY_SIZE(names));
}

static struct lic_str without_comment(struct lic_str line)
{
	return lic_str_trim(lic_str(line.ptr, lic_str_find(line, '#')));
}

static bool is_shape(struct lic_str line)
{
	struct lic_str rest = without_comment(line), address, name;

	return lic_word_next(&rest, &address) && lic_word_next(&rest, &name) &&
	       lic_address_of(address) != LIC_ADDRESS_NONE;
}

static int read_line(struct lic_rows *rows, struct lic_str line)
{
	struct lic_str rest = without_comment(line), address, name;
	size_t names = 0;

	lic_word_next(&rest, &address);
	enum lic_address meaning = lic_address_of(address);
	if (meaning == LIC_ADDRESS_NONE)
		return lic_rows_refuse(rows, line, "does not begin with an address");
	while (lic_word_next(&rest, &name)) {
		names++;
		if (is_standard(name))
			continue;
		if (meaning != LIC_ADDRESS_SINK)
			return lic_rows_refuse(rows, line,
					       "leads the name to an address, does not block it");
		int err = lic_rows_name(rows, name);
		if (err < 0)
			return err;
	}
	return names ? LIC_OK : lic_rows_refuse(rows, line, "no name behind the address");
}

static const struct lic_line_rules rules = {lic_is_hash_comment, is_shape, read_line};

static int hosts_read(struct lic_str text, const struct lic_sink *sink, struct lic_diag *diag)
{
	return lic_lines_read(&rules, text, sink, diag);
}

static int hosts_detect(struct lic_str head)
{
	return lic_lines_detect(&rules, head);
}

static void hosts_begin(struct lic_buf *out, const struct lic_list *list)
{
	lic_lines_head(out, LIC_STR("#"), list);
}

static void hosts_write(struct lic_buf *out, const struct lic_list *list LIC_UNUSED,
			const struct lic_name *name, const struct lic_record *record LIC_UNUSED)
{
	LIC_BUF_LIT(out, "0.0.0.0 ");
	lic_buf_adds(out, name->text);
	lic_buf_addc(out, '\n');
}

static void hosts_end(struct lic_buf *out LIC_UNUSED)
{
}

const struct lic_format lic_format_hosts = {
	.id = "hosts",
	.summary = "hosts file: \"0.0.0.0 name\"",
	.detect = hosts_detect,
	.read = hosts_read,
	.begin = hosts_begin,
	.scopes = LIC_CARRIES(LIC_SCOPE_SITE) | LIC_CARRIES(LIC_SCOPE_HOST),
	.leaves_out = LIC_LEAVES_OUT_FIELDS ", and the hosts below a site",
	.write = hosts_write,
	.end = hosts_end,
};
