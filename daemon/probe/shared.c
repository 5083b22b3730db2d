#include "shared.h"

#include "owner.h"

struct search {
	struct lic_relatives *out;
	const struct lic_facts *facts;
	const struct lic_contacts *contacts;
};

bool lic_shared_own(const struct lic_facts *facts, struct lic_str host)
{
	return lic_owner_host(facts, host) == LIC_SEAL_ENTRY_OWN;
}

static bool is_known(const struct search *s, enum lic_shared kind, struct lic_str value)
{
	for (size_t i = 0; i < s->out->count; i++)
		if (s->out->row[i].kind == kind && lic_str_eq(s->out->row[i].shared, value))
			return true;
	return false;
}

/* The best of the rows that count; NULL if there is none, or one is the site's own. */
static const struct lic_contact *best_of(const struct search *s, const struct lic_contact *row,
					 size_t count)
{
	const struct lic_contact *best = NULL;

	for (size_t i = 0; i < count; i++) {
		if (lic_shared_own(s->facts, row[i].site))
			return NULL;
		if (lic_contact_counts(&row[i], s->facts->today) &&
		    (!best || row[i].confidence < best->confidence))
			best = &row[i];
	}
	return best;
}

/* The value as the file may have it. */
static void look_up(struct search *s, enum lic_shared kind, struct lic_str value)
{
	size_t count = 0;
	const struct lic_contact *row = lic_contacts_find(s->contacts, kind, value, &count);
	const struct lic_contact *best = best_of(s, row, count);

	if (!best || s->out->count == LIC_RELATIVES_MAX || is_known(s, kind, best->value))
		return;
	bool of_dns = kind == LIC_SHARED_NAMESERVER || kind == LIC_SHARED_ADDRESS;
	s->out->row[s->out->count++] = (struct lic_relative){
		.how = of_dns ? LIC_RELATION_DNS : LIC_RELATION_CONTACT,
		.kind = kind,
		.shared = best->value,
		.listed = best->site,
		.source = best->list,
		.notice = best->source,
		.confidence = best->confidence,
		.since = best->date,
	};
}

static void look_up_as(struct search *s, enum lic_shared kind, struct lic_str value,
		       struct lic_str country)
{
	char form[LIC_CONTACT_SIZE];
	struct lic_str known = lic_contact_form(kind, value, country, form);

	if (known.len)
		look_up(s, kind, known);
}

/* ---- the page ------------------------------------------------------------ */

/* Messengers have numbers without '+': "420123456789", or as they are dialled at home. */
static void look_up_number(struct search *s, struct lic_str number, struct lic_str country)
{
	char text[LIC_CONTACT_SIZE] = "+";

	if (number.len && number.ptr[0] != '0' && number.len < sizeof(text)) {
		memcpy(text + 1, number.ptr, number.len);
		number = lic_str(text, number.len + 1);
	}
	look_up_as(s, LIC_SHARED_PHONE, number, country);
}

static void look_up_messenger(struct search *s, struct lic_str value, struct lic_str country)
{
	static const char *const of_numbers[] = {"signal:", "viber:"};

	for (size_t i = 0; i < LIC_ARRAY_SIZE(of_numbers); i++) {
		size_t n = strlen(of_numbers[i]);
		if (lic_str_starts(value, lic_str_from(of_numbers[i]))) {
			look_up_number(s, lic_str(value.ptr + n, value.len - n), country);
			return;
		}
	}
	look_up_as(s, LIC_SHARED_HANDLE, value, country);
}

static void look_up_telegram(struct search *s, struct lic_str name)
{
	static const struct lic_str service = {"telegram:", 9};
	char text[LIC_CONTACT_SIZE];

	if (name.len > sizeof(text) - service.len)
		return;
	memcpy(text, service.ptr, service.len);
	memcpy(text + service.len, name.ptr, name.len);
	look_up_as(s, LIC_SHARED_HANDLE, lic_str(text, service.len + name.len), LIC_STR(""));
}

static void look_up_contact(struct search *s, const struct lic_page_contact *c)
{
	struct lic_str country = s->facts->rx_rule[LIC_RX_SHOP].country;

	switch (c->kind) {
	case LIC_CONTACT_PHONE:
		look_up_as(s, LIC_SHARED_PHONE, c->value, country);
		break;
	case LIC_CONTACT_WHATSAPP:
		look_up_number(s, c->value, country);
		break;
	case LIC_CONTACT_MAIL:
		look_up_as(s, LIC_SHARED_MAIL, c->value, country);
		break;
	case LIC_CONTACT_TELEGRAM:
		look_up_telegram(s, c->value);
		break;
	case LIC_CONTACT_MESSENGER:
		look_up_messenger(s, c->value, country);
		break;
	case LIC_CONTACT_WALLET:
		look_up_as(s, LIC_SHARED_WALLET, c->value, country);
		break;
	case LIC_CONTACT_TAG:
		look_up_as(s, LIC_SHARED_TAG, c->value, country);
		break;
	case LIC_CONTACT_ADDRESS:
	case LIC_CONTACT_KINDS:
		break;
	}
}

/* ---- the name servers ------------------------------------------------------ */

/* The server, and the names of at least two labels that it lies below. */
static void look_up_servers(struct search *s, const struct lic_str *server, size_t count)
{
	char form[LIC_CONTACT_SIZE];

	for (size_t i = 0; i < count; i++) {
		struct lic_str name =
			lic_contact_form(LIC_SHARED_NAMESERVER, server[i], LIC_STR(""), form);
		while (name.len && memchr(name.ptr, '.', name.len)) {
			look_up(s, LIC_SHARED_NAMESERVER, name);
			size_t dot = lic_str_find(name, '.');
			name = lic_str(name.ptr + dot + 1, name.len - dot - 1);
		}
	}
}

void lic_shared_find(struct lic_relatives *out, const struct lic_facts *facts,
		     const struct lic_contacts *contacts)
{
	struct search s = {.out = out, .facts = facts, .contacts = contacts};

	if (!contacts->count)
		return;
	if (facts->known[LIC_SLOT_PAGE] && facts->page)
		for (size_t i = 0; i < facts->page->contacts_count; i++)
			look_up_contact(&s, &facts->page->contacts[i]);
	if (facts->known[LIC_SLOT_DNS] && facts->dns) {
		look_up_servers(&s, facts->dns->name_servers, facts->dns->name_servers_count);
		for (size_t i = 0; i < facts->dns->addresses_count; i++)
			look_up_as(&s, LIC_SHARED_ADDRESS, facts->dns->addresses[i], LIC_STR(""));
	}
	if (facts->known[LIC_SLOT_RDAP] && facts->registration)
		look_up_servers(&s, facts->registration->name_servers,
				facts->registration->name_servers_count);
}
