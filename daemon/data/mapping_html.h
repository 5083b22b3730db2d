/*
 * What the files that read web pages by a mapping share: mapping_html.c walks through the
 * page, mapping_html_row.c gathers what the fields of a row hold, mapping_html_title.c finds
 * the titles of columns. For those only.
 */
#ifndef LIC_MAPPING_HTML_H
#define LIC_MAPPING_HTML_H

#include "mapping_parts.h"
#include "page_style.h"
#include "selector.h"
#include "url_join.h"

/* The selectors of the rows and of the next page stand behind those of the fields. */
#define LIC_HTML_ROWS LIC_MAPPING_FIELDS
#define LIC_HTML_NEXT (LIC_MAPPING_FIELDS + 1)
#define LIC_HTML_SELECTORS (LIC_MAPPING_FIELDS + 2)

#define LIC_HTML_NOWHERE SIZE_MAX

/* What an element is for rows: LIC_HTML_LINE is <tr>, LIC_HTML_VALUE is <dd>. */
enum lic_html_kind {
	LIC_HTML_OTHER,
	LIC_HTML_TABLE,
	LIC_HTML_PART,
	LIC_HTML_LINE,
	LIC_HTML_CELL,
	LIC_HTML_HEAD,
	LIC_HTML_TERM,
	LIC_HTML_VALUE
};

/* An open element. */
struct lic_html_frame {
	enum lic_html_kind kind;
	lic_selector_fit fit[LIC_HTML_SELECTORS], around[LIC_HTML_SELECTORS];
	struct lic_page_look look;
	bool unread, breaks;
	uint32_t line;
	uint32_t endless; /* line of one around it that is not closed but must be; or 0 */
	size_t children;  /* begun so far */
	size_t column;    /* where it stands in its line, from 0 */
	size_t next;      /* where the next cell of this line stands */
	size_t table;     /* place of the table around it; LIC_HTML_NOWHERE */
	unsigned titled;  /* fields whose title the last term or head in it was */
	/* Of a line, the titles in it; of a table, those that its columns have. */
	unsigned found;
	size_t at[LIC_MAPPING_FIELDS];
	/* Of a table: */
	struct lic_str missing; /* a title that the best line lacks */
	size_t most;            /* titles in that line */
	uint32_t passed;        /* the first row that was passed over for want of titles; 0: none */
	size_t reach, pending;  /* lines below that cells of lines before reach into */
	/* Of a line: */
	bool reached; /* such a cell stands in it */
	bool values;  /* a cell that is no head stands in it */
};

/* What one field of the row has. */
struct lic_html_cell {
	struct lic_buf text;
	size_t from;   /* depth of the element whose words are taken; 0: none */
	size_t inside; /* of the cell of the field's title; 0: none */
	bool found;
};

struct lic_html_row {
	bool open;
	bool group;     /* a term, and what follows it */
	size_t depth;   /* of the element that began it */
	size_t members; /* of a group, so far */
	uint32_t line;
	bool hidden, line_of_table;
};

struct lic_html_reader {
	const struct lic_mapping *mapping;
	const struct lic_sink *sink;
	struct lic_diag *diag;
	int err;

	struct lic_selector select[LIC_HTML_SELECTORS];
	bool selects[LIC_HTML_SELECTORS];
	unsigned titles; /* a bit for each field that has one */
	bool by_place;   /* some field is found by its place among others */

	struct lic_buf base_store[2], joined;
	struct lic_url base;
	bool based, moved;   /* base is known; by the document itself */
	struct lic_url here; /* where the page stands, if that is known */
	uint32_t above;      /* lines of the pages before it */
	struct lic_buf next; /* where it leads to */

	struct lic_html_frame *frame;
	size_t depth;
	struct lic_html_row row;
	struct lic_html_cell capture[LIC_MAPPING_FIELDS];
	struct lic_buf label, room;
	size_t label_from;

	size_t rows, named;
	uint32_t first_row, endless;
	bool whole; /* the document says where it ends */
};

static inline struct lic_html_frame *lic_html_top(struct lic_html_reader *r)
{
	return &r->frame[r->depth - 1];
}

/* Counted through all pages. */
static inline uint32_t lic_html_line(const struct lic_html_reader *r, const struct lic_element *e)
{
	return r->above + (e->line ? e->line : 1);
}

/* The first error is the one that counts. */
static inline void lic_html_fail(struct lic_html_reader *r, int err)
{
	if (!r->err)
		r->err = err;
}

/* mapping_html_pages.c: the element leads to the next page. */
void lic_html_next(struct lic_html_reader *r, const struct lic_element *e);

/* mapping_html.c: reads one page; `next` is where it leads to. */
LIC_CHECKED int lic_html_read_page(const struct lic_mapping *mapping, struct lic_str text,
				   struct lic_str url, uint32_t above, const struct lic_sink *sink,
				   struct lic_buf *next, struct lic_diag *diag);

/* mapping_html_row.c: the value of its attribute of that name, or nothing. */
struct lic_str lic_html_attribute(const struct lic_element *e, struct lic_str name);

/* mapping_html_row.c: a row begins with the element at the top, and ends with frame f. */
void lic_html_row_begin(struct lic_html_reader *r, const struct lic_element *e);
void lic_html_row_end(struct lic_html_reader *r, const struct lic_html_frame *f);
/* Does the element at the top, within the row, hold a field? */
void lic_html_row_look(struct lic_html_reader *r, const struct lic_element *e);

/* mapping_html_title.c: a head, term or cell ends whose words were gathered; a line; a table. */
void lic_html_label_end(struct lic_html_reader *r, const struct lic_html_frame *f);
void lic_html_line_end(struct lic_html_reader *r, const struct lic_html_frame *f);
void lic_html_table_end(struct lic_html_reader *r, const struct lic_html_frame *table);

#endif
