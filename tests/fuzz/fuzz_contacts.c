/* Any bytes as the file of contacts, and as each kind of contact. */
#include "contacts.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static void expect(bool holds)
{
	if (!holds)
		abort();
}

static void read_file(struct lic_str text)
{
	struct lic_contacts contacts;
	struct lic_diag diag = {""};
	size_t count;

	if (lic_contacts_parse(&contacts, text, &diag) < 0) {
		expect(diag.text[0]);
		return;
	}
	for (size_t i = 0; i < contacts.count; i++) {
		const struct lic_contact *c = &contacts.row[i];
		const struct lic_contact *found =
			lic_contacts_find(&contacts, c->kind, c->value, &count);
		expect(found && found <= c && c < found + count);
		lic_contact_counts(c, 20600);
	}
	lic_contacts_release(&contacts);
}

/* What has its form keeps it. */
static void read_value(enum lic_shared kind, struct lic_str value, struct lic_str country)
{
	char form[LIC_CONTACT_SIZE], again[LIC_CONTACT_SIZE];
	struct lic_str got = lic_contact_form(kind, value, country, form);

	expect(got.len <= LIC_CONTACT_SIZE);
	if (got.len)
		expect(lic_str_eq(lic_contact_form(kind, got, LIC_STR(""), again), got));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct lic_str text = {(const char *)data, len};

	read_file(text);
	for (int kind = 0; kind < LIC_SHARED_KINDS; kind++) {
		read_value((enum lic_shared)kind, text, LIC_STR(""));
		read_value((enum lic_shared)kind, text, LIC_STR("CZ"));
		read_value((enum lic_shared)kind, text, LIC_STR("RU"));
	}
	return 0;
}
