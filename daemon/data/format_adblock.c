/*
 * Filter lists of AdBlock, AdGuard and uBlock. Only the rule for a whole host,
 * ||name^, is a row: what has options, a pattern or a path, what hides parts of
 * a page, and exceptions speak of something else than a site to be warned of.
 *
 * Why the bare name is handed on: format_domains.c. ||*.name^ gives *.name. A host
 * without what lies below it is |https://name^ with |http://name^.
 */
#include "format_lines.h"
#include "formats.h"

/* Behind a '#': "#", "@#", "?#", "$#", "%#" and their mixtures begin a rule
 * about parts of a page. */
static bool is_page_mark(struct lic_str s)
{
	size_t n = 0;

	while (n < s.len && n < 3 && lic_str_find(LIC_STR("@?$%"), s.ptr[n]) < 4)
		n++;
	return n < s.len && s.ptr[n] == '#';
}

static bool is_page_rule(struct lic_str line)
{
	for (size_t at = lic_str_find(line, '#'); at < line.len;) {
		struct lic_str rest = lic_str(line.ptr + at + 1, line.len - at - 1);
		if (is_page_mark(rest))
			return true;
		at += 1 + lic_str_find(rest, '#');
	}
	return false;
}

static bool is_comment(struct lic_str line)
{
	char first = line.ptr[0];

	if (first == '!')
		return true;
	if (first == '[')
		return line.ptr[line.len - 1] == ']' && !is_page_rule(line);
	if (first != '#')
		return false;
	for (size_t i = 0; i < line.len; i++)
		if (line.ptr[i] != '#')
			return !is_page_rule(line);
	return true;
}

static bool is_shape(struct lic_str line)
{
	return lic_str_starts(line, LIC_STR("||")) || lic_str_starts(line, LIC_STR("@@")) ||
	       lic_str_starts(line, LIC_STR("|http")) || is_page_rule(line);
}

static struct lic_str behind(struct lic_str s, size_t n)
{
	return lic_str(s.ptr + n, s.len - n);
}

/* What follows "||", or the scheme of an exact rule; false for other rules. */
static bool take_anchor(struct lic_str line, struct lic_str *rest)
{
	static const struct lic_str anchors[] = {{"||", 2}, {"|https://", 9}, {"|http://", 8}};

	for (size_t i = 0; i < LIC_ARRAY_SIZE(anchors); i++) {
		if (lic_str_starts(line, anchors[i])) {
			*rest = behind(line, anchors[i].len);
			return true;
		}
	}
	return false;
}

/* NULL if ||name^ is all there is, else why it is no row. */
static const char *reason_against(struct lic_str line, struct lic_str *name)
{
	if (lic_str_starts(line, LIC_STR("@@")))
		return "an exception";
	if (is_page_rule(line))
		return "a rule about parts of a page";
	struct lic_str rest;
	if (!take_anchor(line, &rest))
		return "no rule of the form ||name^";
	*name = lic_str(rest.ptr, lic_str_find(rest, '^'));
	struct lic_str end = behind(rest, name->len);
	if (lic_str_find(line, '$') < line.len)
		return "a rule with options";
	if (lic_str_find(*name, '/') < name->len)
		return "a rule about a path";
	if (end.len == 0)
		return "a rule without ^ at its end, which would match longer names";
	if (end.len > 1)
		return "a rule about more than a name";
	struct lic_str host = lic_str_starts(*name, LIC_STR("*.")) ? behind(*name, 2) : *name;
	return lic_str_find(host, '*') < host.len ? "a pattern, not a name" : NULL;
}

static int read_line(struct lic_rows *rows, struct lic_str line)
{
	struct lic_str name;
	const char *reason = reason_against(line, &name);

	if (reason)
		return lic_rows_refuse(rows, line, reason);
	/* The other half of an exact rule. */
	if (lic_str_starts(line, LIC_STR("|http://")) && lic_rows_holds(rows, name))
		return LIC_OK;
	return lic_rows_half(rows, name);
}

static const struct lic_line_rules rules = {is_comment, is_shape, read_line};

static int adblock_read(struct lic_str text, const struct lic_sink *sink, struct lic_diag *diag)
{
	return lic_lines_read(&rules, text, sink, diag);
}

static int adblock_detect(struct lic_str head)
{
	return lic_lines_detect(&rules, head);
}

static void adblock_begin(struct lic_buf *out, const struct lic_list *list)
{
	lic_lines_head(out, LIC_STR("!"), list);
}

static void write_rule(struct lic_buf *out, struct lic_str anchor, struct lic_str host)
{
	lic_buf_adds(out, anchor);
	lic_buf_adds(out, host);
	LIC_BUF_LIT(out, "^\n");
}

/* ||name^ blocks the name and all below it. The first rule of a wildcard is there to
 * know it again. */
static void adblock_write(struct lic_buf *out, const struct lic_list *list LIC_UNUSED,
			  const struct lic_name *name, const struct lic_record *record LIC_UNUSED)
{
	if (name->scope == LIC_SCOPE_HOST) {
		write_rule(out, LIC_STR("|https://"), name->text);
		write_rule(out, LIC_STR("|http://"), name->text);
		return;
	}
	if (name->scope == LIC_SCOPE_WILDCARD)
		write_rule(out, LIC_STR("||*."), name->text);
	write_rule(out, LIC_STR("||"), name->text);
}

static void adblock_end(struct lic_buf *out LIC_UNUSED)
{
}

const struct lic_format lic_format_adblock = {
	.id = "adblock",
	.summary = "AdBlock, AdGuard and uBlock filters: \"||name^\"",
	.detect = adblock_detect,
	.read = adblock_read,
	.begin = adblock_begin,
	.scopes = LIC_CARRIES_HOSTS,
	.leaves_out = LIC_LEAVES_OUT_FIELDS,
	.write = adblock_write,
	.end = adblock_end,
};
