#include "format_zone.h"

#include "limits.h"

void lic_zone_init(struct lic_zone *zone, struct lic_str text)
{
	lic_lines_init(&zone->lines, text);
}

static bool ends_word(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == ';' || c == '(' || c == ')' || c == '"';
}

/* Length of the plain word at the beginning of s; a backslash takes the next
 * character with it. */
static size_t word_len(struct lic_str s)
{
	size_t n = 0;

	while (n < s.len && !ends_word(s.ptr[n]))
		n += s.ptr[n] == '\\' && n + 1 < s.len ? 2 : 1;
	return n;
}

/* Length of the string at the beginning of s with both quotes, 0 if it is not closed. */
static size_t quoted_len(struct lic_str s)
{
	for (size_t n = 1; n < s.len; n++) {
		if (s.ptr[n] == '"')
			return n + 1;
		n += s.ptr[n] == '\\';
	}
	return 0;
}

/* Take one line's words; *depth counts open parentheses. */
static int take_line(struct lic_str s, uint32_t line, struct lic_zone_record *record, int *depth,
		     struct lic_diag *diag)
{
	while (s.len) {
		size_t n = 1;
		switch (s.ptr[0]) {
		case ' ':
		case '\t':
		case '\r':
			break;
		case ';':
			record->comment = s;
			return LIC_OK;
		case '(':
			++*depth;
			break;
		case ')':
			if (--*depth < 0)
				return lic_diag_set(
					diag, LIC_ESYNTAX,
					"line %u: a parenthesis is closed and was never "
					"opened",
					line);
			break;
		default:
			n = s.ptr[0] == '"' ? quoted_len(s) : word_len(s);
			if (n == 0)
				return lic_diag_set(diag, LIC_ESYNTAX,
						    "line %u: a quote is opened and never closed",
						    line);
			if (record->count < LIC_ZONE_WORDS)
				record->word[record->count++] = lic_str(s.ptr, n);
		}
		s = lic_str(s.ptr + n, s.len - n);
	}
	return LIC_OK;
}

int lic_zone_next(struct lic_zone *zone, struct lic_zone_record *record, struct lic_diag *diag)
{
	struct lic_str line;
	int depth = 0;
	size_t len = 0;

	int more = lic_lines_next(&zone->lines, &line, diag);
	if (more <= 0)
		return more;
	*record = (struct lic_zone_record){.line = zone->lines.line, .text = line};
	record->is_owner_blank = line.len && (line.ptr[0] == ' ' || line.ptr[0] == '\t');
	for (;;) {
		int err = take_line(line, zone->lines.line, record, &depth, diag);
		if (err < 0)
			return err;
		if (depth == 0)
			return 1;
		len += line.len + 1;
		if (len > LIC_LIST_LINE_MAX)
			return lic_diag_set(diag, LIC_ELIMIT,
					    "line %u: a record of more than %d bytes", record->line,
					    LIC_LIST_LINE_MAX);
		more = lic_lines_next(&zone->lines, &line, diag);
		if (more < 0)
			return more;
		if (more == 0)
			return lic_diag_set(diag, LIC_ESYNTAX,
					    "line %u: a parenthesis is opened and never closed",
					    record->line);
	}
}
