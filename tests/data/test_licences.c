/* Forms of licence numbers: licence_read.rows, and their file: licences.rows. */
#include "licences.h"

#include "fold.h"
#include "sections.h"

static void read_number(struct lic_str input, struct lic_buf *out)
{
	char form[64];
	struct lic_str written;

	assert_true(lic_str_split(&input, '|', &written) && written.len < sizeof(form));
	for (size_t i = 0; i < written.len; i++)
		form[i] = written.ptr[i] == '/' ? '|' : written.ptr[i];
	size_t n = lic_licence_read(lic_str(form, written.len), input);
	lic_buf_adds(out, n ? lic_str(input.ptr, n) : LIC_STR("none"));
}

static void ask(const struct lic_licences *licences, struct lic_str words, struct lic_buf *out)
{
	struct lic_arena arena = LIC_ARENA_INIT;
	struct lic_fold fold;
	bool found = false;

	assert_int_equal(lic_fold_make(&fold, words, &arena), 0);
	for (size_t i = 0; i < licences->count; i++) {
		if (!lic_licence_labelled(&licences->row[i], fold.text))
			continue;
		lic_buf_printf(out, "%s%.*s", found ? " " : "", LIC_STR_ARG(licences->row[i].id));
		found = true;
	}
	lic_buf_printf(out, "%s\n", found ? "" : "none");
	lic_arena_release(&arena);
}

static void show_file(struct lic_str input, struct lic_buf *out)
{
	struct lic_licences licences;
	struct lic_diag diag = {""};
	const char *at = memmem(input.ptr, input.len, "\n? ", 3);
	struct lic_str file = lic_str(input.ptr, at ? (size_t)(at + 1 - input.ptr) : input.len);
	struct lic_str line;

	input = lic_str(input.ptr + file.len, input.len - file.len);
	if (lic_licences_parse(&licences, file, &diag) < 0) {
		lic_buf_printf(out, "%s\n", diag.text);
		return;
	}
	lic_buf_printf(out, "%u rows\n", (unsigned)licences.count);
	while (lic_str_split(&input, '\n', &line))
		if (line.len > 2)
			ask(&licences, lic_str(line.ptr + 2, line.len - 2), out);
	lic_licences_release(&licences);
	lic_licences_release(&licences);
}

int main(void)
{
	return rows_run("data/licence_read.rows", read_number) +
	       sections_run("data/licences.rows", show_file);
}
