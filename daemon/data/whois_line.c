#include "whois_line.h"

bool lic_whois_is_comment(struct lic_str s)
{
	return s.len && (s.ptr[0] == '%' || s.ptr[0] == '#' || s.ptr[0] == ';' ||
			 lic_str_starts(s, LIC_STR(">>>")) || lic_str_starts(s, LIC_STR("---")) ||
			 lic_str_starts(s, LIC_STR("===")));
}

/* Does a year stand in the text? Then the colon behind it is one of a time. */
static bool holds_year(struct lic_str s)
{
	size_t run = 0;

	for (size_t i = 0; i < s.len; i++) {
		run = lic_is_digit(s.ptr[i]) ? run + 1 : 0;
		if (run == 4 && (i + 1 == s.len || !lic_is_digit(s.ptr[i + 1])))
			return true;
	}
	return false;
}

static void set_key(struct lic_whois_line *line, struct lic_str key, struct lic_str value)
{
	line->key = lic_whois_key(key, line->key_room);
	line->value = lic_str_trim(value);
}

/* "[Key]   value", "a. [Key]   value" */
static bool split_brackets(struct lic_whois_line *line, struct lic_str s)
{
	size_t open = lic_str_find(s, '['), close = lic_str_find(s, ']');

	if (open > 3 || close >= s.len || close < open + 2)
		return false;
	set_key(line, lic_str(s.ptr + open, close + 1 - open),
		lic_str(s.ptr + close + 1, s.len - close - 1));
	line->heading = !line->value.len && open == 0;
	return true;
}

/* "Record created on 2000-08-29 10:00:00": words, and then a date. */
static bool split_date(struct lic_whois_line *line, struct lic_str s)
{
	size_t words = 0, i = 0;

	for (; i < s.len && !lic_is_digit(s.ptr[i]); i++)
		words += s.ptr[i] == ' ' && i && s.ptr[i - 1] != ' ';
	if (!i || i == s.len || words > 6 || s.len - i < 8)
		return false;
	set_key(line, lic_str(s.ptr, i), lic_str(s.ptr + i, s.len - i));
	enum lic_whois_field field = lic_whois_field(line->key);
	/* "Last updated on …" alone, at the foot, is the age of the database. */
	if (field >= LIC_WHOIS_REGISTERED && field <= LIC_WHOIS_EXPIRES &&
	    !lic_str_starts(line->key, LIC_STR("last updated")))
		return true;
	line->key = lic_str(NULL, 0);
	return false;
}

/* Gaps of a line at which a key may end: it may have one itself. */
#define GAPS_MAX 2

/* Two spaces or a tab stand between a key and its value. */
static bool split_gap(struct lic_whois_line *line, struct lic_str s)
{
	unsigned gaps = 0;

	for (size_t i = 1; i + 2 < s.len && i < LIC_WHOIS_KEY_MAX && gaps < GAPS_MAX; i++) {
		bool gap = s.ptr[i] == '\t' || (s.ptr[i] == ' ' && s.ptr[i + 1] == ' ');
		/* Once for each run of spaces. */
		if (!gap || s.ptr[i - 1] == ' ' || s.ptr[i - 1] == '\t')
			continue;
		gaps++;
		struct lic_str value = lic_str_trim(lic_str(s.ptr + i, s.len - i));
		/* "Domain  name    x.md": a key may have a gap of its own. */
		if (lic_str_starts(value, LIC_STR("name ")) && i < 8)
			continue;
		set_key(line, lic_str(s.ptr, i), value);
		if (lic_whois_field(line->key) != LIC_WHOIS_OTHER)
			return true;
	}
	line->key = lic_str(NULL, 0);
	return false;
}

void lic_whois_line_read(struct lic_whois_line *line, struct lic_str raw)
{
	struct lic_str s = lic_str_trim(raw);

	*line = (struct lic_whois_line){.value = s};
	while (line->indent < raw.len &&
	       (raw.ptr[line->indent] == ' ' || raw.ptr[line->indent] == '\t'))
		line->indent++;
	if (!s.len || lic_whois_is_comment(s) || split_brackets(line, s))
		return;
	size_t colon = lic_str_find(s, ':');
	while (colon + 1 < s.len && colon && s.ptr[colon + 1] != ' ' && s.ptr[colon + 1] != '\t' &&
	       memchr(s.ptr, ' ', colon) && lic_is_digit(s.ptr[colon - 1]) &&
	       lic_is_digit(s.ptr[colon + 1]))
		colon += 1 + lic_str_find(lic_str(s.ptr + colon + 1, s.len - colon - 1), ':');
	struct lic_str head = lic_str(s.ptr, colon);
	bool keyed = colon < s.len && colon < LIC_WHOIS_KEY_MAX * 4 && !holds_year(head) &&
		     !lic_str_ends(head, LIC_STR("http")) && !lic_str_ends(head, LIC_STR("https"));
	if (!keyed) {
		if (!split_date(line, s) && !split_gap(line, s))
			line->value = s;
		return;
	}
	set_key(line, head, lic_str(s.ptr + colon + 1, s.len - colon - 1));
	line->heading = !line->value.len;
}
