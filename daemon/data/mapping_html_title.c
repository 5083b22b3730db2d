#include "format_text.h"
#include "mapping_html.h"

/* The fields whose title the label is. */
static unsigned fields_of_label(struct lic_html_reader *r)
{
	struct lic_buf folded, wanted;
	unsigned fields = 0;

	lic_buf_init(&folded, LIC_LIST_LINE_MAX);
	lic_buf_init(&wanted, LIC_LIST_LINE_MAX);
	struct lic_str own = lic_mapping_cell(lic_buf_str(&r->label), &folded);
	if (own.len && own.ptr[own.len - 1] == ':')
		own = lic_str_trim(lic_str(own.ptr, own.len - 1));
	for (int field = 0; own.len && field < LIC_MAPPING_FIELDS; field++) {
		if (!(r->titles >> field & 1))
			continue;
		lic_buf_reset(&wanted);
		if (lic_str_caseeq(own, lic_mapping_cell(r->select[field].title, &wanted)))
			fields |= 1u << field;
	}
	lic_buf_release(&wanted);
	lic_buf_release(&folded);
	return fields;
}

/* A term, a head or a cell ends whose words were the last to be heard. */
void lic_html_label_end(struct lic_html_reader *r, const struct lic_html_frame *f)
{
	struct lic_html_frame *parent = &r->frame[r->depth - 2];
	unsigned fields = fields_of_label(r);

	r->label_from = 0;
	if (f->kind == LIC_HTML_HEAD || f->kind == LIC_HTML_TERM)
		parent->titled = fields;
	for (int field = 0; parent->kind == LIC_HTML_LINE && field < LIC_MAPPING_FIELDS; field++)
		if (fields >> field & 1)
			parent->at[field] = f->column;
	if (parent->kind == LIC_HTML_LINE)
		parent->found |= fields;
}

/* Is it the line of its table's titles? */
static bool is_header(struct lic_html_reader *r, const struct lic_html_frame *f)
{
	struct lic_html_frame *table = f->table != LIC_HTML_NOWHERE ? &r->frame[f->table] : NULL;
	size_t count = 0;

	if (!table || !r->titles)
		return false;
	if (f->found == r->titles) {
		table->found = f->found;
		memcpy(table->at, f->at, sizeof(table->at));
		return true;
	}
	struct lic_str missing = lic_str("", 0);
	for (int field = LIC_MAPPING_FIELDS - 1; field >= 0; field--) {
		count += f->found >> field & 1;
		if ((r->titles & ~f->found) >> field & 1)
			missing = r->select[field].title;
	}
	if (!table->missing.len || count > table->most) {
		table->missing = missing;
		table->most = count;
	}
	return false;
}

void lic_html_table_end(struct lic_html_reader *r, const struct lic_html_frame *table)
{
	char shown[LIC_TEXT_SHOWN_SIZE];

	if (!table->found && table->passed)
		lic_html_fail(
			r,
			lic_diag_set(r->diag, LIC_ESYNTAX,
				     "line %u: no column \"%s\" above this row, which the mapping "
				     "names; did the page change, or do other tables' rows need "
				     "to be left out by rows:=?",
				     table->passed, lic_text_shown(table->missing, shown)));
}

void lic_html_line_end(struct lic_html_reader *r, const struct lic_html_frame *f)
{
	if (is_header(r, f) && r->row.open && r->row.depth == r->depth)
		r->row.open = false;
	if (f->table == LIC_HTML_NOWHERE)
		return;
	struct lic_html_frame *table = &r->frame[f->table];
	if (table->pending > table->reach)
		table->reach = table->pending;
	table->pending = 0;
}
