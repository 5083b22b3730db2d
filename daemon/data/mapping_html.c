/* Rows of a web page: the elements that a selector chooses, wherever they stand; what a field
 * holds is in elements of theirs, by a selector, by its place, or below or beside a title. */
#include "mapping_html.h"

#include "format_text.h"
#include "num.h"

/* As many columns or lines as a cell may take (WHATWG HTML, 4.9.11). */
#define SPAN_MAX 1000

/* Down to the end of the table's part. */
#define REACH_ALL SIZE_MAX

/* ---- selectors ------------------------------------------------------- */

static int parse_selector(struct lic_selector *out, struct lic_str text, struct lic_diag *diag)
{
	char shown[LIC_TEXT_SHOWN_SIZE];
	struct lic_diag why = {""};
	int err = lic_selector_parse(out, text, &why);

	return err < 0 ? lic_diag_set(diag, err, "the selector \"%s\": %s",
				      lic_text_shown(text, shown), why.text)
		       : LIC_OK;
}

int lic_mapping_check_html(const struct lic_mapping *mapping, struct lic_diag *diag)
{
	struct lic_selector selector;

	if (mapping->rows.len == 0)
		return lic_diag_set(diag, LIC_EINVAL,
				    "the mapping does not say which elements of the page are its "
				    "rows: rows:=SELECTOR");
	int err = parse_selector(&selector, mapping->rows, diag);
	if (err == LIC_OK && (selector.title.ptr || selector.attribute.len))
		err = lic_diag_set(diag, LIC_EINVAL,
				   "rows are elements: rows:= takes no title and no @attribute");
	for (int f = 0; err == LIC_OK && f < LIC_MAPPING_FIELDS; f++)
		if (mapping->column[f].len)
			err = parse_selector(&selector, mapping->column[f], diag);
	if (err < 0 || !mapping->next.len)
		return err;
	err = parse_selector(&selector, mapping->next, diag);
	if (err == LIC_OK && (selector.title.ptr || !selector.count || !selector.attribute.len))
		err = lic_diag_set(diag, LIC_EINVAL,
				   "next:= is an element and its attribute, without a title: "
				   "a.next@href");
	return err;
}

static bool counts(const struct lic_selector *selector)
{
	for (size_t i = 0; i < selector->count; i++)
		for (size_t t = 0; t < selector->step[i].count; t++)
			if (selector->step[i].test[t].kind == LIC_SELECT_NTH)
				return true;
	return false;
}

static int parse_selectors(struct lic_html_reader *r)
{
	const struct lic_mapping *m = r->mapping;
	int err = parse_selector(&r->select[LIC_HTML_ROWS], m->rows, r->diag);

	r->selects[LIC_HTML_ROWS] = true;
	r->selects[LIC_HTML_NEXT] = m->next.len != 0;
	if (err == LIC_OK && m->next.len)
		err = parse_selector(&r->select[LIC_HTML_NEXT], m->next, r->diag);
	for (int f = 0; err == LIC_OK && f < LIC_MAPPING_FIELDS; f++) {
		r->by_place |= m->position[f] != 0;
		r->selects[f] = m->column[f].len != 0;
		if (!r->selects[f])
			continue;
		err = parse_selector(&r->select[f], m->column[f], r->diag);
		r->by_place |= counts(&r->select[f]) || r->select[f].title.ptr;
		r->titles |= (unsigned)(r->select[f].title.ptr != NULL) << f;
	}
	return err;
}

/* ---- the walk -------------------------------------------------------- */

static enum lic_html_kind kind_of(struct lic_str name)
{
	static const struct {
		const char *name;
		enum lic_html_kind kind;
	} kinds[] = {
		{"table", LIC_HTML_TABLE}, {"tbody", LIC_HTML_PART}, {"thead", LIC_HTML_PART},
		{"tfoot", LIC_HTML_PART},  {"tr", LIC_HTML_LINE},    {"td", LIC_HTML_CELL},
		{"th", LIC_HTML_HEAD},     {"dt", LIC_HTML_TERM},    {"dd", LIC_HTML_VALUE},
	};

	for (size_t i = 0; i < LIC_ARRAY_SIZE(kinds); i++)
		if (lic_str_eq(name, lic_str_from(kinds[i].name)))
			return kinds[i].kind;
	return LIC_HTML_OTHER;
}

/* Elements whose end tag may be left out (WHATWG HTML, 13.1.2.4), of those that hold rows. */
static bool may_be_endless(const struct lic_element *e, enum lic_html_kind kind)
{
	static const char *const names[] = {"html", "head", "body", "p", "li", "option"};

	return (kind != LIC_HTML_OTHER && kind != LIC_HTML_TABLE) ||
	       lic_str_is_among(e->name, names, LIC_ARRAY_SIZE(names));
}

static size_t span_of(const struct lic_element *e, const char *attribute, size_t zero)
{
	struct lic_str value = lic_str_trim(lic_element_get(e, attribute));
	uint64_t span;

	if (!value.len || lic_num_parse(value, SPAN_MAX, &span) < 0)
		return 1;
	return span ? (size_t)span : zero;
}

/* A frame for the element, from its parent's. */
static void push(struct lic_html_reader *r, const struct lic_element *e)
{
	struct lic_html_frame *f = &r->frame[r->depth], *parent = r->depth ? f - 1 : NULL;
	static const struct lic_html_frame outermost = {.look = LIC_PAGE_LOOK_INIT,
							.table = LIC_HTML_NOWHERE};

	*f = (struct lic_html_frame){.kind = kind_of(e->name)};
	const struct lic_html_frame *around = parent ? parent : &outermost;
	f->look = around->look;
	f->unread = around->unread || e->tag == LIC_TAG_UNREAD || e->tag == LIC_TAG_TITLE ||
		    e->tag == LIC_TAG_SCRIPT;
	f->breaks = lic_tag_breaks_line(e->tag);
	f->table = f->kind == LIC_HTML_TABLE ? r->depth : around->table;
	f->endless = around->endless;
	if (!f->endless && !e->ended && !may_be_endless(e, f->kind))
		f->endless = lic_html_line(r, e);
	lic_page_look_at(&f->look, e);
	if (parent) {
		parent->children++;
		f->column = parent->next;
		parent->next += span_of(e, "colspan", 1);
	}
	for (size_t s = 0; s < LIC_HTML_SELECTORS; s++) {
		if (!r->selects[s])
			continue;
		f->fit[s] = lic_selector_match(&r->select[s], e, parent ? parent->children : 1,
					       around->fit[s], around->around[s]);
		f->around[s] = around->around[s] | f->fit[s];
	}
	r->depth++;
}

static void break_lines(struct lic_html_reader *r)
{
	for (int field = 0; r->row.open && field < LIC_MAPPING_FIELDS; field++)
		if (r->capture[field].from)
			lic_buf_addc(&r->capture[field].text, '\n');
	if (r->label_from)
		lic_buf_addc(&r->label, '\n');
}

static void begin_table_part(struct lic_html_reader *r, const struct lic_element *e)
{
	struct lic_html_frame *f = lic_html_top(r);
	struct lic_html_frame *table = f->table != LIC_HTML_NOWHERE ? &r->frame[f->table] : NULL;

	if (f->kind == LIC_HTML_LINE && table && table->reach) {
		f->reached = true;
		table->reach -= table->reach != REACH_ALL;
	}
	if ((f->kind == LIC_HTML_CELL || f->kind == LIC_HTML_HEAD) && r->depth > 1 &&
	    (f - 1)->kind == LIC_HTML_LINE) {
		(f - 1)->values |= f->kind == LIC_HTML_CELL;
		size_t down = span_of(e, "rowspan", REACH_ALL);
		if (table && down != 1 && (down == REACH_ALL || down - 1 > table->pending))
			table->pending = down == REACH_ALL ? down : down - 1;
	}
	if (f->kind == LIC_HTML_HEAD || f->kind == LIC_HTML_TERM)
		(f - 1)->titled = 0;
	if (r->titles &&
	    (f->kind == LIC_HTML_HEAD || f->kind == LIC_HTML_TERM || f->kind == LIC_HTML_CELL)) {
		lic_buf_reset(&r->label);
		r->label_from = r->depth;
	}
}

/* Where links lead from, if the document says so. */
static void move_base(struct lic_html_reader *r, const struct lic_element *e)
{
	struct lic_str href = lic_element_get(e, "href");
	struct lic_url base;

	if (!href.len || !r->based || r->moved)
		return;
	r->moved = true;
	if (lic_url_join(&base, &r->base, href, &r->base_store[1], NULL) == LIC_OK)
		r->base = base;
}

static bool on_open(void *ctx, const struct lic_element *e)
{
	struct lic_html_reader *r = ctx;

	if (r->err)
		return false;
	push(r, e);
	struct lic_html_frame *f = lic_html_top(r);
	r->whole |= e->ended && (e->tag == LIC_TAG_HTML || e->tag == LIC_TAG_BODY);
	if (e->tag == LIC_TAG_BASE)
		move_base(r, e);
	if (r->depth > 1)
		begin_table_part(r, e);
	bool sibling = r->row.open && r->row.group && r->row.depth == r->depth;
	if (lic_selector_selects(&r->select[LIC_HTML_ROWS], f->fit[LIC_HTML_ROWS])) {
		if (sibling)
			lic_html_row_end(r, f);
		if (!r->err)
			lic_html_row_begin(r, e);
	}
	if (r->row.open) {
		r->row.members += r->row.group && r->row.depth == r->depth;
		lic_html_row_look(r, e);
	}
	if (r->selects[LIC_HTML_NEXT] &&
	    lic_selector_selects(&r->select[LIC_HTML_NEXT], f->fit[LIC_HTML_NEXT]))
		lic_html_next(r, e);
	if (f->breaks)
		break_lines(r);
	return true;
}

static void on_words(void *ctx, struct lic_str words)
{
	struct lic_html_reader *r = ctx;
	const struct lic_html_frame *f = r->depth ? lic_html_top(r) : NULL;

	if (r->err || !f || f->unread || f->look.hidden)
		return;
	for (int field = 0; r->row.open && field < LIC_MAPPING_FIELDS; field++)
		if (r->capture[field].from)
			lic_buf_adds(&r->capture[field].text, words);
	if (r->label_from)
		lic_buf_adds(&r->label, words);
}

static void on_close(void *ctx)
{
	struct lic_html_reader *r = ctx;
	struct lic_html_frame *f = lic_html_top(r);

	if (r->err) {
		r->depth--;
		return;
	}
	if (f->breaks)
		break_lines(r);
	if (r->label_from == r->depth)
		lic_html_label_end(r, f);
	for (int field = 0; field < LIC_MAPPING_FIELDS; field++) {
		struct lic_html_cell *c = &r->capture[field];
		c->from = c->from == r->depth ? 0 : c->from;
		c->inside = c->inside == r->depth ? 0 : c->inside;
	}
	if (f->kind == LIC_HTML_LINE)
		lic_html_line_end(r, f);
	if (r->row.open && r->row.depth == r->depth + r->row.group)
		lic_html_row_end(r, f);
	if (f->kind == LIC_HTML_PART && f->table != LIC_HTML_NOWHERE)
		r->frame[f->table].reach = 0;
	if (f->kind == LIC_HTML_TABLE)
		lic_html_table_end(r, f);
	r->depth--;
}

/* ---- the page -------------------------------------------------------- */

/* What must not be taken for a list that became shorter. */
static int check_page(const struct lic_html_reader *r)
{
	char shown[LIC_TEXT_SHOWN_SIZE];

	if (!r->rows)
		return lic_diag_set(
			r->diag, LIC_ESYNTAX,
			"line %u: no element of the page fits rows:=%s; is it the whole "
			"page, as it is without scripts, or did it change?",
			r->above + 1, lic_text_shown(r->mapping->rows, shown));
	if (r->endless && !r->whole)
		return lic_diag_set(r->diag, LIC_ESYNTAX,
				    "line %u: what begins here is not closed, and the page has no "
				    "end: it was cut off on its way; load it again",
				    r->endless);
	if (!r->named)
		return lic_diag_set(r->diag, LIC_ESYNTAX,
				    "line %u: in none of the %zu rows stands what the mapping "
				    "names for the name; did the page change?",
				    r->first_row, r->rows);
	return LIC_OK;
}

static int walk(struct lic_html_reader *r, struct lic_buf *page)
{
	const struct lic_markup markup = {r, on_open, on_words, on_close};
	bool cut = false;
	int err = lic_markup_walk(&markup, page->ptr, page->len, LIC_PAGE_GUARD_BOUNDS, NULL, &cut);

	if (err == LIC_OK)
		err = r->err;
	if (err == LIC_ELIMIT || (err == LIC_OK && cut))
		return lic_diag_set(r->diag, LIC_ELIMIT,
				    "line %u: the page has more elements, or more in each other, "
				    "than are read of one (%u, %u); save its table as CSV",
				    r->above + 1, LIC_PAGE_TAGS_MAX, LIC_PAGE_DEPTH_MAX);
	return err == LIC_OK ? check_page(r) : err;
}

static int begin(struct lic_html_reader *r, struct lic_str text, struct lic_str url,
		 struct lic_buf *page)
{
	int err = parse_selectors(r);

	for (int field = 0; field < LIC_MAPPING_FIELDS; field++)
		lic_buf_init(&r->capture[field].text, 4u * LIC_LIST_LINE_MAX);
	lic_buf_init(&r->label, LIC_LIST_LINE_MAX);
	lic_buf_init(&r->joined, 4u * LIC_URL_MAX);
	lic_buf_init(&r->base_store[0], 4u * LIC_URL_MAX);
	lic_buf_init(&r->base_store[1], 4u * LIC_URL_MAX);
	lic_buf_init(&r->next, LIC_URL_MAX + 1);
	if (text.len > LIC_MAPPING_PAGE_MAX)
		err = lic_diag_set(r->diag, LIC_ELIMIT,
				   "line %u: the page is larger than the %u MiB that are read of "
				   "one; save its table as CSV",
				   r->above + 1, LIC_MAPPING_PAGE_MAX >> 20);
	if (err == LIC_OK && url.len) {
		err = lic_url_parse(&r->base, url, &r->base_store[0], NULL);
		r->here = r->base;
		r->based = err == LIC_OK;
		if (err < 0)
			err = lic_diag_set(r->diag, LIC_ESYNTAX, "line %u: the page has no address",
					   r->above + 1);
	}
	if (err == LIC_OK)
		err = lic_mapping_room(&r->room);
	lic_buf_adds(page, text);
	r->frame = calloc(LIC_PAGE_FRAMES_MAX, sizeof(*r->frame));
	if (err == LIC_OK && !r->frame)
		err = LIC_ENOMEM;
	return err ? err : lic_buf_error(page);
}

int lic_html_read_page(const struct lic_mapping *mapping, struct lic_str text, struct lic_str url,
		       uint32_t above, const struct lic_sink *sink, struct lic_buf *next,
		       struct lic_diag *diag)
{
	struct lic_html_reader *r = calloc(1, sizeof(*r));
	struct lic_buf page;

	if (!r)
		return LIC_ENOMEM;
	r->mapping = mapping;
	r->sink = sink;
	r->diag = diag;
	r->above = above;
	lic_buf_init(&page, LIC_MAPPING_PAGE_MAX);
	int err = begin(r, text, url, &page);
	if (err == LIC_OK)
		err = walk(r, &page);
	lic_buf_reset(next);
	lic_buf_adds(next, lic_buf_str(&r->next));
	for (int field = 0; field < LIC_MAPPING_FIELDS; field++)
		lic_buf_release(&r->capture[field].text);
	lic_buf_release(&r->label);
	lic_buf_release(&r->joined);
	lic_buf_release(&r->base_store[0]);
	lic_buf_release(&r->base_store[1]);
	lic_buf_release(&r->next);
	lic_buf_release(&r->room);
	lic_buf_release(&page);
	free(r->frame);
	free(r);
	return err;
}
