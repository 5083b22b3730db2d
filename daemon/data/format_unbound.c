/*
 * Configuration of Unbound (unbound.conf(5)) used as a block list: local-zone:
 * "name." always_nxdomain, and its like, block a name with all below it; local-data:
 * "name. A 0.0.0.0" blocks the name alone.
 *
 * Unlike the formats of format_domains.c a zone is handed on with what lies below it:
 * no other meaning is possible. A wildcard bears its name in a comment, to know it
 * again.
 */
#include "format_lines.h"
#include "formats.h"

enum zone {
	ZONE_NONE,
	ZONE_BLOCKS,
	ZONE_REDIRECTS, /* to the data of its own name, which must follow */
	ZONE_PASSES,    /* but for the data in it */
};

struct unbound {
	struct lic_rows rows;
	enum zone zone;                 /* the last one */
	bool settled;                   /* a row or a refusal came of it */
	struct lic_str zone_name, line; /* its name and its line, views of the text */
	uint32_t zone_line;
	struct lic_str data_name; /* of the last data that made a row */
};

static const char *const blocking[] = {"always_nxdomain", "always_refuse", "always_deny",
				       "always_null",     "always_nodata", "static",
				       "refuse",          "deny",          "inform_deny"};
static const char *const redirecting[] = {"redirect", "inform_redirect"};

static bool is_quote(char c)
{
	return c == '"' || c == '\'';
}

/* The next word of *rest, or what stands between quotes; false at the end. */
static bool next_value(struct lic_str *rest, struct lic_str *value)
{
	*rest = lic_str_trim(*rest);
	if (rest->len == 0 || rest->ptr[0] == '#')
		return false;
	if (!is_quote(rest->ptr[0]))
		return lic_word_next(rest, value);
	struct lic_str inside = lic_str(rest->ptr + 1, rest->len - 1);
	*value = lic_str(inside.ptr, lic_str_find(inside, rest->ptr[0]));
	size_t used = value->len + (value->len < inside.len);
	*rest = lic_str(inside.ptr + used, inside.len - used);
	return true;
}

/* The attribute before the ':', and what stands behind it. */
static struct lic_str attribute(struct lic_str line, struct lic_str *values)
{
	size_t at = lic_str_find(line, ':');
	size_t step = at < line.len ? at + 1 : at;

	*values = lic_str(line.ptr + step, line.len - step);
	return lic_str_trim(lic_str(line.ptr, at));
}

static struct lic_str without_dot(struct lic_str name)
{
	name.len -= name.len && name.ptr[name.len - 1] == '.';
	return name;
}

/* A zone that lets pass what no data follows for, or leads it nowhere. */
static int settle(struct unbound *u)
{
	uint32_t line = u->rows.record.line;
	bool open = !u->settled && (u->zone == ZONE_REDIRECTS || u->zone == ZONE_PASSES);

	u->settled = true;
	if (!open)
		return LIC_OK;
	u->rows.record.line = u->zone_line;
	int err = lic_rows_refuse(&u->rows, u->line,
				  u->zone == ZONE_PASSES
					  ? "lets the name pass"
					  : "leads the name elsewhere, does not block it");
	u->rows.record.line = line;
	return err;
}

/* local-zone: "x." always_nxdomain */
static int read_zone(struct unbound *u, struct lic_str line, struct lic_str values)
{
	struct lic_str name, type, mark;

	if (!next_value(&values, &name) || !next_value(&values, &type))
		return lic_rows_refuse(&u->rows, line, "a zone without a name and a type");
	name = without_dot(name);
	if (name.len == 0)
		return lic_rows_refuse(&u->rows, line, "not a rule for one name");
	u->zone = ZONE_PASSES;
	if (lic_str_is_among(type, blocking, LIC_ARRAY_SIZE(blocking)))
		u->zone = ZONE_BLOCKS;
	else if (lic_str_is_among(type, redirecting, LIC_ARRAY_SIZE(redirecting)))
		u->zone = ZONE_REDIRECTS;
	u->zone_name = name;
	u->zone_line = u->rows.record.line;
	u->line = line;
	u->settled = u->zone == ZONE_BLOCKS;
	if (!u->settled)
		return LIC_OK;
	values = lic_str_trim(values);
	mark = values.len ? lic_str_trim(lic_str(values.ptr + 1, values.len - 1)) : values;
	if (lic_str_starts(mark, LIC_STR("*.")) &&
	    lic_str_eq(lic_str(mark.ptr + 2, mark.len - 2), name))
		return lic_rows_name(&u->rows, mark);
	return lic_rows_below(&u->rows, name);
}

/* Does the record, behind its owner, lead nowhere? */
static bool leads_nowhere(struct lic_str record)
{
	struct lic_str word, last = {NULL, 0}, type = {NULL, 0};

	while (lic_word_next(&record, &word)) {
		type = last;
		last = word;
	}
	return (lic_str_caseeq(type, LIC_STR("A")) || lic_str_caseeq(type, LIC_STR("AAAA"))) &&
	       lic_address_of(last) == LIC_ADDRESS_SINK;
}

/* local-data: "x. A 0.0.0.0" */
static int read_data(struct unbound *u, struct lic_str line, struct lic_str values)
{
	struct lic_str record, owner;

	if (!next_value(&values, &record) || !lic_word_next(&record, &owner))
		return lic_rows_refuse(&u->rows, line, "data without a name");
	owner = without_dot(owner);
	bool is_zones = u->zone && lic_str_caseeq(owner, u->zone_name);
	int err = is_zones ? LIC_OK : settle(u);
	if (err < 0)
		return err;
	/* More of the same name, and what a blocked zone says to those who ask why. */
	if ((is_zones && u->settled && u->zone != ZONE_PASSES) ||
	    (u->data_name.len && lic_str_caseeq(owner, u->data_name) && leads_nowhere(record)))
		return LIC_OK;
	if (!leads_nowhere(record))
		return lic_rows_refuse(&u->rows, line, "answers for the name, does not block it");
	u->data_name = owner;
	if (is_zones && !u->settled) {
		u->settled = true;
		if (u->zone == ZONE_REDIRECTS)
			return lic_rows_below(&u->rows, owner);
	}
	return lic_rows_name(&u->rows, owner);
}

static int read_statement(struct unbound *u, struct lic_str line)
{
	struct lic_str rest, values, name = attribute(line, &values);
	bool is_data = lic_str_eq(name, LIC_STR("local-data"));
	int err = LIC_OK;

	if (!is_data)
		err = settle(u);
	if (err < 0)
		return err;
	if (is_data)
		return read_data(u, line, values);
	if (lic_str_eq(name, LIC_STR("local-zone")))
		return read_zone(u, line, values);
	if (lic_str_eq(name, LIC_STR("server")) && !next_value(&values, &rest))
		return LIC_OK;
	return lic_rows_refuse(&u->rows, line, "no rule for a name (local-zone: or local-data:)");
}

static int unbound_read(struct lic_str text, const struct lic_sink *sink, struct lic_diag *diag)
{
	struct unbound u = {.settled = true};
	struct lic_lines lines;
	struct lic_str line;

	int err = lic_format_check_text(text, diag);
	if (err < 0)
		return err;
	lic_rows_init(&u.rows, sink);
	lic_lines_init(&lines, text);
	while ((err = lic_lines_next(&lines, &line, diag)) > 0) {
		u.rows.record.line = lines.line;
		line = lic_str_trim(line);
		if (line.len && lic_is_hash_comment(line))
			lic_rows_comment(&u.rows, line);
		else if (line.len)
			err = read_statement(&u, line);
		if (err < 0)
			return err;
	}
	if (err == LIC_OK)
		err = settle(&u);
	return err < 0 ? err : lic_rows_end(&u.rows, diag);
}

static bool is_shape(struct lic_str line)
{
	struct lic_str values, name = attribute(line, &values);

	return lic_str_eq(name, LIC_STR("local-zone")) || lic_str_eq(name, LIC_STR("local-data")) ||
	       lic_str_eq(name, LIC_STR("server"));
}

static int unbound_detect(struct lic_str head)
{
	static const struct lic_line_rules rules = {lic_is_hash_comment, is_shape, NULL};

	return lic_lines_detect(&rules, head);
}

static void unbound_begin(struct lic_buf *out, const struct lic_list *list)
{
	lic_lines_head(out, LIC_STR("#"), list);
	LIC_BUF_LIT(out, "server:\n");
}

static void unbound_write(struct lic_buf *out, const struct lic_list *list LIC_UNUSED,
			  const struct lic_name *name, const struct lic_record *record LIC_UNUSED)
{
	if (name->scope == LIC_SCOPE_HOST) {
		LIC_BUF_LIT(out, "local-data: \"");
		lic_buf_adds(out, name->text);
		LIC_BUF_LIT(out, ". A 0.0.0.0\"\n");
		return;
	}
	LIC_BUF_LIT(out, "local-zone: \"");
	lic_buf_adds(out, name->text);
	LIC_BUF_LIT(out, ".\" always_nxdomain");
	if (name->scope == LIC_SCOPE_WILDCARD) {
		LIC_BUF_LIT(out, " # *.");
		lic_buf_adds(out, name->text);
	}
	lic_buf_addc(out, '\n');
}

static void unbound_end(struct lic_buf *out LIC_UNUSED)
{
}

const struct lic_format lic_format_unbound = {
	.id = "unbound",
	.summary = "Unbound configuration: \"local-zone: name always_nxdomain\"",
	.detect = unbound_detect,
	.read = unbound_read,
	.scopes = LIC_CARRIES_HOSTS,
	.leaves_out = LIC_LEAVES_OUT_FIELDS,
	.begin = unbound_begin,
	.write = unbound_write,
	.end = unbound_end,
};
