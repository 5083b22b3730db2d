/*
 * One name a line: the plainest block list. "#" begins a comment, at the
 * start of a line or behind a blank. "*.x" is handed on as it stands.
 *
 * The list formats of blockers (this one, hosts, adblock, dnsmasq) hand on the bare
 * name even where their own software would block all its sub-hosts too: the
 * same list in any of them gives the same entries, a listed sub-host never
 * condemns more than itself, and a registrable domain covers its sub-hosts
 * anyway (name.h).
 */
#include "format_lines.h"
#include "formats.h"

static bool is_shape(struct lic_str line)
{
	struct lic_str s = lic_line_code(line);

	if (lic_str_starts(s, LIC_STR("https://")))
		s = lic_str(s.ptr + 8, s.len - 8);
	else if (lic_str_starts(s, LIC_STR("http://")))
		s = lic_str(s.ptr + 7, s.len - 7);
	if (lic_str_find(s, ' ') < s.len || lic_str_find(s, '\t') < s.len)
		return false;
	return lic_looks_like_host(lic_str(s.ptr, lic_str_find(s, '/')));
}

static int read_line(struct lic_rows *rows, struct lic_str line)
{
	struct lic_str rest = lic_line_code(line), name, more;

	if (!lic_word_next(&rest, &name) || lic_word_next(&rest, &more))
		return lic_rows_refuse(rows, line, "more than one word");
	return lic_rows_name(rows, name);
}

static const struct lic_line_rules rules = {lic_is_hash_comment, is_shape, read_line};

static int domains_read(struct lic_str text, const struct lic_sink *sink, struct lic_diag *diag)
{
	return lic_lines_read(&rules, text, sink, diag);
}

static int domains_detect(struct lic_str head)
{
	return lic_lines_detect(&rules, head);
}

static void domains_begin(struct lic_buf *out, const struct lic_list *list)
{
	lic_lines_head(out, LIC_STR("#"), list);
}

static void domains_write(struct lic_buf *out, const struct lic_list *list LIC_UNUSED,
			  const struct lic_name *name, const struct lic_record *record LIC_UNUSED)
{
	if (name->scope == LIC_SCOPE_WILDCARD)
		LIC_BUF_LIT(out, "*.");
	lic_buf_adds(out, name->text);
	lic_buf_addc(out, '\n');
}

static void domains_end(struct lic_buf *out LIC_UNUSED)
{
}

const struct lic_format lic_format_domains = {
	.id = "domains",
	.summary = "one name a line, '#' for comments",
	.detect = domains_detect,
	.read = domains_read,
	.begin = domains_begin,
	.scopes = LIC_CARRIES_HOSTS,
	.leaves_out = LIC_LEAVES_OUT_FIELDS,
	.write = domains_write,
	.end = domains_end,
};
