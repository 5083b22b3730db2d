/*
 * Any bytes as CSV: no crash, every error says its line, and what was read and
 * written is read the same again.
 */
#include "csv.h"

#include "buf.h"

#define TEXT_MAX (64u << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

/* Read all records: their fields, each behind its length, into shown, and as
 * CSV into written. A record of one empty field would be an empty line. */
static void read_all(struct lic_str text, struct lic_buf *shown, struct lic_buf *written)
{
	struct lic_csv csv;
	struct lic_diag diag = {""};
	int more;

	if (lic_csv_init(&csv, text) < 0)
		abort();
	while ((more = lic_csv_next(&csv, &diag)) > 0) {
		if (csv.columns == 1 && csv.field[0].len == 0)
			continue;
		for (size_t i = 0; i < csv.columns; i++) {
			lic_buf_printf(shown, "%zu:", csv.field[i].len);
			lic_buf_adds(shown, csv.field[i]);
			if (i)
				lic_buf_addc(written, ',');
			lic_csv_write(written, csv.field[i]);
		}
		lic_buf_addc(shown, '\n');
		lic_buf_addc(written, '\n');
	}
	if (more < 0 && strncmp(diag.text, "line ", 5) != 0)
		abort();
	lic_csv_release(&csv);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct lic_buf shown, written, shown_again, written_again;

	lic_buf_init(&shown, TEXT_MAX);
	lic_buf_init(&written, TEXT_MAX);
	lic_buf_init(&shown_again, TEXT_MAX);
	lic_buf_init(&written_again, TEXT_MAX);
	read_all(lic_str((const char *)data, len), &shown, &written);
	read_all(lic_buf_str(&written), &shown_again, &written_again);
	if (!lic_str_eq(lic_buf_str(&shown), lic_buf_str(&shown_again)) ||
	    !lic_str_eq(lic_buf_str(&written), lic_buf_str(&written_again)))
		abort();
	lic_buf_release(&shown);
	lic_buf_release(&written);
	lic_buf_release(&shown_again);
	lic_buf_release(&written_again);
	return 0;
}
