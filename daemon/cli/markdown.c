#include "markdown.h"

#define PARAGRAPH_MAX (64u << 10)

/* A star before a letter begins emphasis, one behind a word ends it; others are
 * stars, as in *.x.example. */
static bool is_emphasis(struct lic_str line, size_t i)
{
	char before = i > 0 ? line.ptr[i - 1] : ' ';
	char behind = i + 1 < line.len ? line.ptr[i + 1] : ' ';

	return before == '*' || behind == '*' || lic_is_alpha(behind) || lic_is_alpha(before);
}

/* Marks of emphasis are for a page; on a terminal they are noise. */
static void add_plain(struct lic_buf *out, struct lic_str line)
{
	for (size_t i = 0; i < line.len; i++) {
		if (line.ptr[i] == '`' || (line.ptr[i] == '*' && is_emphasis(line, i)))
			continue;
		lic_buf_addc(out, line.ptr[i]);
	}
}

/* Print what was gathered: a paragraph or a list item. */
static void flush(struct lic_term *out, struct lic_buf *para, bool item)
{
	if (para->len)
		lic_term_para(out, item ? "  •" : "", item ? 4 : 0, lic_buf_str(para));
	lic_buf_reset(para);
}

static bool is_item(struct lic_str line)
{
	return lic_str_starts(line, LIC_STR("- ")) || lic_str_starts(line, LIC_STR("* "));
}

static void heading(struct lic_term *out, struct lic_str line)
{
	while (line.len && (line.ptr[0] == '#' || line.ptr[0] == ' '))
		line = lic_str(line.ptr + 1, line.len - 1);
	lic_term_style(out, LIC_STYLE_BOLD);
	lic_term_para(out, "", 0, line);
	lic_term_style(out, LIC_STYLE_PLAIN);
}

void lic_markdown_write(struct lic_term *out, struct lic_str page)
{
	struct lic_buf para;
	struct lic_str line;
	bool item = false;

	page = lic_str_trim(page);
	lic_buf_init(&para, PARAGRAPH_MAX);
	while (page.ptr && lic_str_split(&page, '\n', &line)) {
		if (line.len == 0 || is_item(line) || line.ptr[0] == '#') {
			flush(out, &para, item);
			item = false;
		}
		if (line.len == 0) {
			lic_term_printf(out, "\n");
		} else if (line.ptr[0] == '#') {
			heading(out, line);
		} else {
			if (is_item(line)) {
				item = true;
				line = lic_str(line.ptr + 2, line.len - 2);
			}
			if (para.len)
				lic_buf_addc(&para, ' ');
			add_plain(&para, lic_str_trim(line));
		}
	}
	flush(out, &para, item);
	lic_buf_release(&para);
}

struct lic_str lic_markdown_first(struct lic_str page)
{
	struct lic_str line;

	while (page.ptr && lic_str_split(&page, '\n', &line)) {
		if (line.len && line.ptr[0] != '#')
			return line;
	}
	return lic_str(NULL, 0);
}
