#include "contacts.h"

#include "columns.h"

enum column { KIND, VALUE, COUNTRY, SITE, LIST, SOURCE, DATE, CONFIDENCE, DEDICATED, COLUMNS };

static const char *const names[COLUMNS] = {
	"kind", "value", "country", "site", "list", "source", "date", "confidence", "dedicated",
};
static const struct lic_columns columns = {names, COLUMNS, 0};

/* ---- one row ----------------------------------------------------------- */

static bool is_site(struct lic_str site)
{
	char out[LIC_CONTACT_SIZE];

	return site.len &&
	       lic_str_eq(lic_contact_form(LIC_SHARED_NAMESERVER, site, LIC_STR(""), out), site);
}

/* The first column that is not what it must be; COLUMNS if all are. */
static enum column read_row(struct lic_contact *contact, const struct lic_columns_row *row,
			    char value[LIC_CONTACT_SIZE])
{
	struct lic_str dedicated = lic_columns_field(row, DEDICATED);
	int kind = LIC_SHARED_PHONE;

	while (kind < LIC_SHARED_KINDS &&
	       !lic_str_eq(lic_columns_field(row, KIND),
			   lic_str_from(lic_shared_name((enum lic_shared)kind))))
		kind++;
	if (kind == LIC_SHARED_KINDS)
		return KIND;
	*contact = (struct lic_contact){
		.kind = (enum lic_shared)kind,
		.value = lic_contact_form((enum lic_shared)kind, lic_columns_field(row, VALUE),
					  lic_columns_field(row, COUNTRY), value),
		.site = lic_columns_field(row, SITE),
		.list = lic_columns_field(row, LIST),
		.source = lic_columns_field(row, SOURCE),
		.dedicated = lic_str_eq(dedicated, LIC_STR("yes")),
	};
	if (!contact->value.len)
		return VALUE;
	if (!is_site(contact->site))
		return SITE;
	if (!lic_list_id_ok(contact->list))
		return LIST;
	if (!lic_str_is_web(contact->source))
		return SOURCE;
	if (lic_date_parse(lic_columns_field(row, DATE), &contact->date) < 0)
		return DATE;
	if (lic_confidence_parse(lic_columns_field(row, CONFIDENCE), &contact->confidence) < 0)
		return CONFIDENCE;
	return contact->dedicated || !dedicated.len ? COLUMNS : DEDICATED;
}

static int keep_row(struct lic_contacts *out, const struct lic_contact *row)
{
	/* Grown by doubling: at powers of two. */
	if ((out->count & (out->count - 1)) == 0) {
		struct lic_contact *rows =
			realloc(out->row, (out->count ? 2 * out->count : 1) * sizeof(*rows));
		if (!rows)
			return LIC_ENOMEM;
		out->row = rows;
	}
	struct lic_contact *kept = &out->row[out->count];
	*kept = *row;
	struct lic_str *const texts[] = {&kept->value, &kept->site, &kept->list, &kept->source};
	for (size_t i = 0; i < LIC_ARRAY_SIZE(texts); i++) {
		*texts[i] = lic_arena_copy(&out->arena, *texts[i]);
		if (!texts[i]->ptr)
			return LIC_ENOMEM;
	}
	out->count++;
	return LIC_OK;
}

static int add_row(void *ctx, const struct lic_columns_row *row, struct lic_diag *diag)
{
	struct lic_contacts *out = ctx;
	struct lic_contact contact;
	char value[LIC_CONTACT_SIZE];

	enum column wrong = read_row(&contact, row, value);
	if (wrong != COLUMNS)
		return lic_columns_refuse(&columns, row, wrong, diag);
	if (out->count == LIC_CONTACTS_MAX)
		return lic_diag_set(diag, LIC_ELIMIT, "line %u: more than %d contacts",
				    row->csv.line, LIC_CONTACTS_MAX);
	return keep_row(out, &contact);
}

/* ---- the file ------------------------------------------------------------ */

static int compare_value(const struct lic_contact *a, enum lic_shared kind, struct lic_str value)
{
	return a->kind != kind ? (a->kind < kind ? -1 : 1) : lic_str_cmp(a->value, value);
}

static int compare(const void *a, const void *b)
{
	const struct lic_contact *x = a, *y = b;
	int order = compare_value(x, y->kind, y->value);

	return order ? order : lic_str_cmp(x->site, y->site);
}

static int sort(struct lic_contacts *out, struct lic_diag *diag)
{
	if (out->count)
		qsort(out->row, out->count, sizeof(*out->row), compare);
	for (size_t i = 1; i < out->count; i++)
		if (compare(&out->row[i - 1], &out->row[i]) == 0)
			return lic_diag_set(diag, LIC_ESYNTAX,
					    "the %s \"%.*s\" of %.*s stands "
					    "there twice",
					    lic_shared_name(out->row[i].kind),
					    LIC_STR_ARG(out->row[i].value),
					    LIC_STR_ARG(out->row[i].site));
	return LIC_OK;
}

int lic_contacts_parse(struct lic_contacts *out, struct lic_str text, struct lic_diag *diag)
{
	*out = (struct lic_contacts){.arena = LIC_ARENA_INIT};
	int err = lic_columns_read(&columns, text, add_row, out, diag);
	if (!err)
		err = sort(out, diag);
	if (err < 0)
		lic_contacts_release(out);
	return err;
}

void lic_contacts_release(struct lic_contacts *contacts)
{
	free(contacts->row);
	lic_arena_release(&contacts->arena);
	*contacts = (struct lic_contacts){.arena = LIC_ARENA_INIT};
}

/* ---- looking up ------------------------------------------------------------ */

const struct lic_contact *lic_contacts_find(const struct lic_contacts *contacts,
					    enum lic_shared kind, struct lic_str value,
					    size_t *count)
{
	size_t low = 0, high = contacts->count;

	*count = 0;
	while (low < high) {
		size_t mid = low + (high - low) / 2;
		if (compare_value(&contacts->row[mid], kind, value) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	while (low + *count < contacts->count &&
	       compare_value(&contacts->row[low + *count], kind, value) == 0)
		(*count)++;
	return *count ? &contacts->row[low] : NULL;
}

bool lic_contact_counts(const struct lic_contact *contact, lic_date today)
{
	bool of_dns = contact->kind == LIC_SHARED_NAMESERVER || contact->kind == LIC_SHARED_ADDRESS;

	if (contact->confidence == LIC_CONFIDENCE_LOW || contact->date > today)
		return false;
	if (of_dns)
		return contact->dedicated && today - contact->date <= LIC_CONTACT_DNS_DAYS;
	return contact->kind != LIC_SHARED_PHONE || today - contact->date <= LIC_CONTACT_PHONE_DAYS;
}
