#include "mapping_html.h"

/* ---- what is read ---------------------------------------------------- */

struct lic_str lic_html_attribute(const struct lic_element *e, struct lic_str name)
{
	struct lic_str value = {NULL, 0};

	for (size_t i = 0; i < e->attributes_count && !value.ptr; i++)
		if (lic_str_caseeq(e->attributes[i].name, name))
			value = e->attributes[i].value;
	return lic_str_trim(value);
}

/* The attribute's value; a link from where the page stands. */
static void take_attribute(struct lic_html_reader *r, int field, const struct lic_element *e)
{
	struct lic_buf *out = &r->capture[field].text;
	struct lic_str value = lic_html_attribute(e, r->select[field].attribute);
	struct lic_url url;

	if (field == LIC_ROW_ENTRY_URL && r->based && value.len &&
	    lic_url_join(&url, &r->base, value, &r->joined, NULL) == LIC_OK)
		value = url.text;
	if (value.len && out->len)
		lic_buf_addc(out, ' ');
	lic_buf_adds(out, value);
}

/* The element holds the field. */
static void take(struct lic_html_reader *r, int field, const struct lic_element *e)
{
	struct lic_html_cell *c = &r->capture[field];
	const struct lic_html_frame *f = lic_html_top(r);

	c->found = true;
	if (f->look.hidden || f->unread || c->from)
		return;
	if (r->selects[field] && r->select[field].attribute.len) {
		take_attribute(r, field, e);
		return;
	}
	c->from = r->depth;
	if (c->text.len)
		lic_buf_addc(&c->text, ' ');
}

/* Does it stand below, or beside, the field's title? */
static bool is_titled(const struct lic_html_reader *r, int field, const struct lic_html_frame *f)
{
	const struct lic_html_frame *parent = f - 1;

	if ((f->kind == LIC_HTML_CELL || f->kind == LIC_HTML_VALUE) && parent->titled >> field & 1)
		return true;
	return r->row.line_of_table && r->depth == r->row.depth + 1 &&
	       f->table != LIC_HTML_NOWHERE &&
	       (f->kind == LIC_HTML_CELL || f->kind == LIC_HTML_HEAD) &&
	       r->frame[f->table].found >> field & 1 && r->frame[f->table].at[field] == f->column;
}

/* From 1 on; 0: it is not right in the row. */
static size_t place_in_row(const struct lic_html_reader *r, const struct lic_html_frame *f)
{
	if (r->row.group)
		return r->depth == r->row.depth ? r->row.members : 0;
	return r->depth == r->row.depth + 1 ? f->column + 1 : 0;
}

void lic_html_row_look(struct lic_html_reader *r, const struct lic_element *e)
{
	const struct lic_html_frame *f = lic_html_top(r);
	const bool begins = r->depth == r->row.depth && r->row.members <= 1;

	for (int field = 0; field < LIC_MAPPING_FIELDS; field++) {
		const struct lic_selector *s = &r->select[field];
		struct lic_html_cell *c = &r->capture[field];
		bool is_it = r->mapping->position[field] &&
			     place_in_row(r, f) == r->mapping->position[field];
		if (r->selects[field] && s->title.ptr) {
			if (!c->inside && is_titled(r, field, f))
				c->inside = r->depth;
			is_it = s->count ? c->inside && lic_selector_selects(s, f->fit[field])
					 : c->inside == r->depth;
		} else if (r->selects[field]) {
			is_it = s->count ? lic_selector_selects(s, f->fit[field]) : begins;
		}
		if (is_it)
			take(r, field, e);
	}
}

/* ---- rows ------------------------------------------------------------ */

static struct lic_str cell_of(void *ctx, int field)
{
	const struct lic_html_reader *r = ctx;

	return r->capture[field].found ? lic_buf_str(&r->capture[field].text) : lic_str("", 0);
}

static void refuse(struct lic_html_reader *r, const char *why)
{
	struct lic_buf shown;
	struct lic_str name = lic_str("", 0);

	lic_buf_init(&shown, LIC_LIST_LINE_MAX);
	if (!lic_buf_error(&r->capture[LIC_ROW_NAME].text))
		name = lic_mapping_cell(cell_of(r, LIC_ROW_NAME), &shown);
	if (r->sink->refuse)
		lic_html_fail(r, r->sink->refuse(r->sink->ctx, r->row.line, name, why));
	lic_buf_release(&shown);
}

void lic_html_row_begin(struct lic_html_reader *r, const struct lic_element *e)
{
	const struct lic_html_frame *f = lic_html_top(r);

	if (r->row.open)
		refuse(r, "another row stands in this one: choose the rows by a closer selector");
	r->row = (struct lic_html_row){
		.open = true,
		.group = f->kind == LIC_HTML_TERM,
		.depth = r->depth,
		.line = lic_html_line(r, e),
		.hidden = f->look.hidden || f->unread,
		.line_of_table = f->kind == LIC_HTML_LINE,
	};
	for (int field = 0; field < LIC_MAPPING_FIELDS; field++) {
		struct lic_html_cell *c = &r->capture[field];
		lic_buf_reset(&c->text);
		c->from = c->inside = 0;
		c->found = false;
	}
	r->rows++;
	if (!r->first_row)
		r->first_row = r->row.line;
	if (!r->endless)
		r->endless = f->endless;
}

/* Is it none of the register's, but a line of titles or above them? */
static bool is_passed(struct lic_html_reader *r, const struct lic_html_frame *f)
{
	struct lic_html_frame *table = f->table != LIC_HTML_NOWHERE ? &r->frame[f->table] : NULL;
	unsigned found = 0;

	if (!r->row.line_of_table || !r->by_place)
		return false;
	for (int field = 0; field < LIC_MAPPING_FIELDS; field++)
		found |= (unsigned)r->capture[field].found << field;
	if (r->titles && table && !table->found && !(found & r->titles)) {
		table->passed = table->passed ? table->passed : r->row.line;
		return true;
	}
	return !f->values;
}

static bool is_too_long(const struct lic_html_reader *r)
{
	for (int field = 0; field < LIC_MAPPING_FIELDS; field++)
		if (lic_buf_error(&r->capture[field].text))
			return true;
	return false;
}

/* f: of the element that began it, or of the last one in its group. */
void lic_html_row_end(struct lic_html_reader *r, const struct lic_html_frame *f)
{
	r->row.open = false;
	r->named += r->capture[LIC_ROW_NAME].found;
	if (is_passed(r, f))
		return;
	if (r->row.hidden)
		refuse(r, "the page does not show this row");
	else if (r->row.line_of_table && r->by_place && f->reached)
		refuse(r, "a cell of a row above reaches into this one, so that it is not certain "
			  "what its own are");
	else if (is_too_long(r))
		refuse(r, "the row is too long");
	else
		lic_html_fail(
			r, lic_mapping_row(r->mapping, r->row.line, cell_of, r, &r->room, r->sink));
}
