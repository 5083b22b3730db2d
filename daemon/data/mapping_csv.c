/* Tables as spreadsheets save them: the titles somewhere below other lines, any of four
 * separators, records of any length. */
#include "format_text.h"
#include "mapping_parts.h"

#define NOWHERE SIZE_MAX

struct table {
	const struct lic_mapping *mapping;
	const struct lic_sink *sink;
	struct lic_csv csv;
	size_t at[LIC_ROW_COLUMNS]; /* where each field stands, or NOWHERE */
	struct lic_buf title, room;
};

static char separator_of(struct lic_str text)
{
	static const char marks[] = ";,\t|";
	size_t counts[sizeof(marks) - 1] = {0}, best = 1, lines = 0;

	for (size_t i = 0; i < text.len && lines < LIC_MAPPING_HEADER_ROWS; i++) {
		const char *mark = text.ptr[i] ? strchr(marks, text.ptr[i]) : NULL;
		lines += text.ptr[i] == '\n';
		if (mark)
			counts[mark - marks]++;
	}
	for (size_t i = 0; i < LIC_ARRAY_SIZE(counts); i++)
		if (counts[i] > counts[best])
			best = i;
	return marks[best];
}

int lic_mapping_open_csv(struct lic_csv *csv, struct lic_str text, char separator,
			 struct lic_diag *diag)
{
	int err = lic_csv_init(csv, text);

	if (err < 0)
		return lic_diag_set(diag, err, "line 1: %s", lic_strerror(err));
	csv->loose = true;
	csv->separator = separator ? separator : separator_of(text);
	return LIC_OK;
}

/* The column of that title in the record at hand, or NOWHERE. */
static size_t find_title(struct table *t, struct lic_str title)
{
	size_t found = NOWHERE;
	struct lic_buf wanted;

	lic_buf_init(&wanted, LIC_LIST_LINE_MAX);
	title = lic_mapping_cell(title, &wanted);
	for (size_t i = 0; i < t->csv.columns && found == NOWHERE; i++) {
		lic_buf_reset(&t->title);
		struct lic_str own = lic_mapping_cell(t->csv.field[i], &t->title);
		if (lic_str_caseeq(own, title))
			found = i;
	}
	lic_buf_release(&wanted);
	return found;
}

/* Are the titles in the record at hand? If not, *missing is one that is not. */
static bool find_titles(struct table *t, size_t *found, struct lic_str *missing)
{
	bool all = true;

	*found = 0;
	for (int f = 0; f < LIC_ROW_COLUMNS; f++) {
		t->at[f] = t->mapping->position[f] ? t->mapping->position[f] - 1 : NOWHERE;
		if (t->mapping->column[f].len == 0)
			continue;
		t->at[f] = find_title(t, t->mapping->column[f]);
		if (t->at[f] == NOWHERE) {
			all = false;
			*missing = t->mapping->column[f];
		} else {
			++*found;
		}
	}
	return all;
}

static bool needs_titles(const struct lic_mapping *mapping)
{
	for (int f = 0; f < LIC_ROW_COLUMNS; f++)
		if (mapping->column[f].len)
			return true;
	return false;
}

static int fail_titles(uint32_t line, struct lic_str missing, struct lic_diag *diag)
{
	char shown[LIC_TEXT_SHOWN_SIZE];

	return lic_diag_set(diag, LIC_ESYNTAX,
			    "line %u: no column \"%s\", which the mapping names; did the table "
			    "change?",
			    line, lic_text_shown(missing, shown));
}

/* Read as far as the titles: 1 if a row comes next, 0 if the record at hand is one already,
 * or an error. */
static int read_header(struct table *t, struct lic_diag *diag)
{
	const struct lic_mapping *m = t->mapping;
	struct lic_str missing = {NULL, 0}, closest = {NULL, 0};
	size_t found, most = 0;
	uint32_t line = 1;
	bool titled = needs_titles(m);

	if (!titled && m->header <= 0) {
		find_titles(t, &found, &missing);
		return 1;
	}
	for (size_t i = 0; m->header > 0 || i < LIC_MAPPING_HEADER_ROWS; i++) {
		int more = lic_csv_next(&t->csv, diag);
		if (more < 0)
			return more;
		if (more == 0)
			break;
		if (m->header > 0 && t->csv.next_line <= (uint32_t)m->header)
			continue;
		if (find_titles(t, &found, &missing))
			return 1;
		if (closest.len == 0 || found > most) {
			most = found;
			closest = missing;
			line = t->csv.line;
		}
		if (m->header > 0)
			break;
	}
	return fail_titles(line, closest.len ? closest : m->column[LIC_ROW_NAME], diag);
}

static struct lic_str cell_of(void *ctx, int field)
{
	const struct table *t = ctx;

	return t->at[field] < t->csv.columns ? t->csv.field[t->at[field]] : lic_str("", 0);
}

static int read_rows(struct table *t, struct lic_diag *diag)
{
	size_t rows = 0;
	int err = read_header(t, diag);

	while (err > 0) {
		err = lic_csv_next(&t->csv, diag);
		if (err <= 0)
			break;
		rows++;
		int handed =
			lic_mapping_row(t->mapping, t->csv.line, cell_of, t, &t->room, t->sink);
		if (handed < 0)
			return handed;
	}
	if (err == 0 && rows == 0)
		return lic_diag_set(diag, LIC_ESYNTAX, "line %u: the file has no rows",
				    t->csv.next_line);
	return err;
}

int lic_mapping_read_csv(const struct lic_mapping *mapping, struct lic_str text,
			 const struct lic_sink *sink, struct lic_diag *diag)
{
	struct table t = {.mapping = mapping, .sink = sink};
	int err = lic_mapping_open_csv(&t.csv, text, mapping->separator, diag);

	if (err < 0)
		return err;
	lic_buf_init(&t.title, LIC_LIST_LINE_MAX);
	err = lic_mapping_room(&t.room);
	if (err == LIC_OK)
		err = read_rows(&t, diag);
	lic_buf_release(&t.room);
	lic_buf_release(&t.title);
	lic_csv_release(&t.csv);
	return err;
}
