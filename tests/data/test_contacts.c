/* Contacts of illegal sellers: their forms (contact_form.rows) and their file (contacts.rows). */
#include "contacts.h"

#include "sections.h"

static enum lic_shared kind_of(struct lic_str word)
{
	for (int kind = 0; kind < LIC_SHARED_KINDS; kind++)
		if (lic_str_eq(word, lic_str_from(lic_shared_name((enum lic_shared)kind))))
			return (enum lic_shared)kind;
	fail_msg("%.*s is no kind", LIC_STR_ARG(word));
	return LIC_SHARED_KINDS;
}

static void show_form(struct lic_str input, struct lic_buf *out)
{
	char form[LIC_CONTACT_SIZE], again[LIC_CONTACT_SIZE];
	struct lic_str kind, value = {NULL, 0}, got;

	lic_str_split(&input, ' ', &kind);
	lic_str_split(&input, '|', &value);
	got = lic_contact_form(kind_of(kind), value, input, form);
	lic_buf_adds(out, got.len ? got : LIC_STR("none"));
	/* What has its form keeps it. */
	if (got.len)
		assert_true(
			lic_str_eq(lic_contact_form(kind_of(kind), got, LIC_STR(""), again), got));
}

static void ask(const struct lic_contacts *contacts, struct lic_str line, struct lic_buf *out)
{
	struct lic_str kind, value;
	lic_date today;
	size_t count;

	lic_str_split(&line, ' ', &kind);
	lic_str_split(&line, ' ', &value);
	assert_int_equal(lic_date_parse(line, &today), 0);
	const struct lic_contact *row = lic_contacts_find(contacts, kind_of(kind), value, &count);
	if (!row)
		LIC_BUF_LIT(out, "nobody");
	for (size_t i = 0; i < count; i++) {
		lic_buf_printf(out, "%s%.*s %s", i ? ", " : "", LIC_STR_ARG(row[i].site),
			       lic_contact_counts(&row[i], today) ? "counts" : "does not count");
		assert_true(lic_str_eq(row[i].value, value));
	}
	lic_buf_addc(out, '\n');
}

static void show_file(struct lic_str input, struct lic_buf *out)
{
	struct lic_contacts contacts;
	struct lic_diag diag = {""};
	const char *at = memmem(input.ptr, input.len, "\n? ", 3);
	struct lic_str file = lic_str(input.ptr, at ? (size_t)(at + 1 - input.ptr) : input.len);
	struct lic_str line;

	input = lic_str(input.ptr + file.len, input.len - file.len);
	if (lic_contacts_parse(&contacts, file, &diag) < 0) {
		lic_buf_printf(out, "%s\n", diag.text);
		return;
	}
	lic_buf_printf(out, "%u rows\n", (unsigned)contacts.count);
	while (lic_str_split(&input, '\n', &line))
		if (line.len > 2)
			ask(&contacts, lic_str(line.ptr + 2, line.len - 2), out);
	lic_contacts_release(&contacts);
	lic_contacts_release(&contacts);
}

int main(void)
{
	return rows_run("data/contact_form.rows", show_form) +
	       sections_run("data/contacts.rows", show_file);
}
