/* A first mapping of a table that nobody has looked at yet. */
#include "format_lines.h"
#include "mapping_parts.h"

#define SAMPLE_ROWS 40

struct guess {
	struct lic_csv csv;
	uint32_t header;                /* line of the titles; 0: none */
	int field[LIC_CSV_COLUMNS_MAX]; /* -1: none */
	size_t columns;
	struct lic_buf titles[LIC_CSV_COLUMNS_MAX], examples[LIC_CSV_COLUMNS_MAX];
	size_t filled[LIC_CSV_COLUMNS_MAX], hosts[LIC_CSV_COLUMNS_MAX];
	size_t dates[LIC_CSV_COLUMNS_MAX][LIC_DATES];
};

/* How many fields the titles of the record at hand speak of; none if there is a host in it. */
static size_t titles_in(const struct lic_csv *csv)
{
	bool seen[LIC_ROW_COLUMNS] = {false};
	size_t count = 0;

	for (size_t i = 0; i < csv->columns; i++) {
		struct lic_str cell = lic_str_trim(csv->field[i]), name;
		if (lic_mapping_next_name(&cell, true, &name) && lic_looks_like_host(name))
			return 0;
		int field =
			csv->field[i].len < 200 ? lic_mapping_field_of_title(csv->field[i]) : -1;
		if (field < 0 || seen[field])
			continue;
		seen[field] = true;
		count++;
	}
	return count;
}

/* The record with the most titles. */
static int find_header(struct guess *g, struct lic_str text, struct lic_diag *diag)
{
	size_t best = 0;
	int err = lic_mapping_open_csv(&g->csv, text, 0, diag);

	for (size_t i = 0; err >= 0 && i < LIC_MAPPING_HEADER_ROWS; i++) {
		err = lic_csv_next(&g->csv, diag);
		if (err <= 0)
			break;
		size_t count = titles_in(&g->csv);
		if (count > best) {
			best = count;
			g->header = g->csv.line;
		}
	}
	lic_csv_release(&g->csv);
	return err < 0 ? err : LIC_OK;
}

static void look_at_cell(struct guess *g, size_t at)
{
	struct lic_buf store;
	lic_date date;

	lic_buf_init(&store, LIC_LIST_LINE_MAX);
	struct lic_str cell = lic_mapping_cell(g->csv.field[at], &store), names = cell, name;
	if (cell.len) {
		g->filled[at]++;
		if (lic_mapping_next_name(&names, true, &name))
			g->hosts[at] += lic_looks_like_host(name);
		for (int d = 0; d < LIC_DATES; d++)
			g->dates[at][d] +=
				lic_mapping_date(cell, (enum lic_mapping_dates)d, &date) == LIC_OK;
		if (g->examples[at].len == 0)
			lic_buf_adds(&g->examples[at],
				     lic_str(cell.ptr, cell.len < 60 ? cell.len : 60));
	}
	lic_buf_release(&store);
}

static int sample(struct guess *g, struct lic_str text, struct lic_diag *diag)
{
	int err = lic_mapping_open_csv(&g->csv, text, 0, diag);

	for (size_t rows = 0; err >= 0 && rows < SAMPLE_ROWS;) {
		err = lic_csv_next(&g->csv, diag);
		if (err <= 0)
			break;
		if (g->csv.columns > g->columns)
			g->columns = g->csv.columns;
		for (size_t i = 0; g->csv.line == g->header && i < g->csv.columns; i++) {
			g->field[i] = lic_mapping_field_of_title(g->csv.field[i]);
			lic_mapping_cell(g->csv.field[i], &g->titles[i]);
		}
		if (g->csv.line <= g->header)
			continue;
		rows++;
		for (size_t i = 0; i < g->csv.columns; i++)
			look_at_cell(g, i);
	}
	lic_csv_release(&g->csv);
	return err < 0 ? err : LIC_OK;
}

static bool is_date_field(int field)
{
	return field >= 0 && lic_row_is_date(field);
}

/* Names stand where most cells are some; of two columns where the title says so too. */
static bool settle_names(struct guess *g)
{
	size_t best = g->columns;

	for (size_t i = 0; i < g->columns; i++) {
		bool mostly = g->hosts[i] && g->hosts[i] * 2 >= g->filled[i];
		if (mostly && (best == g->columns ||
			       (g->field[i] == LIC_ROW_NAME && g->field[best] != LIC_ROW_NAME)))
			best = i;
	}
	for (size_t i = 0; i < g->columns; i++)
		if (g->field[i] == LIC_ROW_NAME)
			g->field[i] = -1;
	if (best < g->columns)
		g->field[best] = LIC_ROW_NAME;
	return best < g->columns;
}

/* One column for a field, the first; of dates only what has some. */
static void settle_fields(struct guess *g)
{
	bool seen[LIC_ROW_COLUMNS] = {false};

	for (size_t i = 0; i < g->columns; i++) {
		int field = g->field[i];
		size_t most = 0;
		for (int d = 0; d < LIC_DATES; d++)
			most = g->dates[i][d] > most ? g->dates[i][d] : most;
		bool no_date = is_date_field(field) && g->filled[i] && most * 2 < g->filled[i];
		if (field >= 0 && (seen[field] || no_date))
			g->field[i] = -1;
		else if (field >= 0)
			seen[field] = true;
	}
}

/* Can a mapping name the column by its title? */
static bool has_plain_title(const struct guess *g, size_t i)
{
	struct lic_str title = lic_buf_str(&g->titles[i]);

	return title.len && title.ptr[0] != '#' && !lic_str_holds(title, LIC_STR(":=")) &&
	       title.ptr[title.len - 1] != ':';
}

static void write_column(const struct guess *g, size_t i, struct lic_buf *out)
{
	if (has_plain_title(g, i))
		lic_buf_adds(out, lic_buf_str(&g->titles[i]));
	else
		lic_buf_printf(out, "#%zu", i + 1);
	lic_buf_printf(out, "=%s\t", g->field[i] < 0 ? "" : lic_row_column_name(g->field[i]));
	lic_buf_adds(out, lic_buf_str(&g->examples[i]));
	lic_buf_addc(out, '\n');
}

/* How the dates of all date columns are written, where it must be said. */
static void write_dates(const struct guess *g, struct lic_buf *out)
{
	size_t filled = 0, fits[LIC_DATES] = {0};

	for (size_t i = 0; i < g->columns; i++) {
		if (!is_date_field(g->field[i]))
			continue;
		filled += g->filled[i];
		for (int d = 0; d < LIC_DATES; d++)
			fits[d] += g->dates[i][d];
	}
	if (!filled || fits[LIC_DATES_PLAIN] == filled)
		return;
	int best = LIC_DATES_PLAIN;
	for (int d = 0; d < LIC_DATES; d++)
		if (fits[d] > fits[best])
			best = d;
	if (best == LIC_DATES_PLAIN)
		return;
	bool either = best == LIC_DATES_DMY && fits[LIC_DATES_MDY] == fits[LIC_DATES_DMY];
	lic_buf_printf(out, "dates:=%s\t%s\n", lic_mapping_dates_name((enum lic_mapping_dates)best),
		       either ? "or mm/dd/yyyy: the first rows do not show which" : "");
}

static int write_guess(struct guess *g, bool all, struct lic_buf *out, struct lic_diag *diag)
{
	if (!settle_names(g))
		return lic_diag_set(diag, LIC_ESYNTAX,
				    "no column of its first rows holds names of sites");
	settle_fields(g);
	bool titled = false;
	for (size_t i = 0; i < g->columns; i++) {
		if (g->field[i] < 0 && !(all && g->filled[i]))
			continue;
		write_column(g, i, out);
		titled |= g->field[i] >= 0 && has_plain_title(g, i);
	}
	if (!titled && g->header)
		lic_buf_printf(out, "header:=%u\t\n", g->header);
	write_dates(g, out);
	return lic_buf_error(out);
}

int lic_mapping_guess(struct lic_str text, bool all, struct lic_buf *out, struct lic_diag *diag)
{
	struct guess *g = calloc(1, sizeof(*g));
	int err = g ? lic_format_check_text(text, diag) : LIC_ENOMEM;

	for (size_t i = 0; g && i < LIC_CSV_COLUMNS_MAX; i++) {
		g->field[i] = -1;
		lic_buf_init(&g->titles[i], LIC_LIST_LINE_MAX);
		lic_buf_init(&g->examples[i], LIC_LIST_LINE_MAX);
	}
	if (err == LIC_OK && lic_mapping_is_html(text))
		err = lic_diag_set(diag, LIC_ESYNTAX,
				   "it is a web page, whose columns are not guessed: say which "
				   "elements are its rows with --map format:=html and "
				   "--map rows:=SELECTOR, and what they hold with "
				   "--map SELECTOR=FIELD (docs/LISTS.md)");
	if (err == LIC_OK)
		err = find_header(g, text, diag);
	if (err == LIC_OK)
		err = sample(g, text, diag);
	if (err == LIC_OK)
		err = write_guess(g, all, out, diag);
	for (size_t i = 0; g && i < LIC_CSV_COLUMNS_MAX; i++) {
		lic_buf_release(&g->titles[i]);
		lic_buf_release(&g->examples[i]);
	}
	free(g);
	return err;
}
