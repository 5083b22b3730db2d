#include "table.h"

#include "progress.h"

#define TABLE_MAX (64u << 20)

void lic_table_init(struct lic_table *table, const char *const *heading, size_t columns)
{
	*table = (struct lic_table){.columns = columns};
	lic_buf_init(&table->cells, TABLE_MAX);
	for (size_t i = 0; i < columns; i++)
		lic_table_add(table, lic_str_from(heading[i]));
	table->heading = table->cells.len;
}

void lic_table_release(struct lic_table *table)
{
	lic_buf_release(&table->cells);
}

void lic_table_add(struct lic_table *table, struct lic_str cell)
{
	lic_term_clean(&table->cells, cell, false);
	lic_buf_addc(&table->cells, '\0');
}

void lic_table_count(struct lic_table *table, uint64_t n)
{
	char text[LIC_COUNT_SIZE];

	lic_table_add(table, lic_str_from(lic_count(n, text)));
}

/* Call fn for every cell. */
static void each(const struct lic_table *table,
		 void (*fn)(void *ctx, size_t column, struct lic_str cell), void *ctx)
{
	struct lic_str rest = lic_buf_str(&table->cells), cell;

	for (size_t i = 0; rest.len > 0 && lic_str_split(&rest, '\0', &cell); i++)
		fn(ctx, i % table->columns, cell);
}

struct layout {
	const struct lic_table *table;
	struct lic_term *out;
	size_t widths[LIC_TABLE_COLUMNS_MAX];
	bool heading;
};

static void measure(void *ctx, size_t column, struct lic_str cell)
{
	struct layout *layout = ctx;
	size_t columns = lic_term_columns(cell);

	if (columns > layout->widths[column])
		layout->widths[column] = columns;
}

static void print(void *ctx, size_t column, struct lic_str cell)
{
	struct layout *layout = ctx;
	struct lic_term *out = layout->out;
	size_t width = layout->widths[column];
	bool last = column + 1 == layout->table->columns;

	if (layout->heading && column == 0)
		lic_term_style(out, LIC_STYLE_BOLD);
	if (layout->table->right[column])
		lic_term_pad(out, LIC_STR(""), width - lic_term_columns(cell));
	if (last || layout->table->right[column])
		lic_term_text(out, cell);
	else
		lic_term_pad(out, cell, width);
	if (last && layout->heading)
		lic_term_style(out, LIC_STYLE_PLAIN);
	lic_term_printf(out, last ? "\n" : "  ");
	if (last)
		layout->heading = false;
}

void lic_table_write(const struct lic_table *table, struct lic_term *out)
{
	struct layout layout = {.table = table, .out = out, .heading = true};

	each(table, measure, &layout);
	each(table, print, &layout);
}

int lic_table_end(struct lic_table *table, struct lic_cli *cli, int err, const char *empty)
{
	if (!err && table->cells.len == table->heading)
		lic_cli_note(cli, "%s", empty);
	else if (!err)
		lic_table_write(table, &cli->out);
	lic_table_release(table);
	return lic_cli_exit(cli, err);
}
