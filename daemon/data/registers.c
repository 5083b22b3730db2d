#include "registers.h"

#include "columns.h"
#include "country.h"
#include "home.h"

enum column {
	ID,
	JURISDICTION,
	AUTHORITY,
	LIST_URL,
	REPORT_URL,
	STATUS,
	SCOPE,
	RX_ONLINE,
	SEAL,
	COLUMNS
};

static const char *const names[COLUMNS] = {
	[ID] = "id",
	[JURISDICTION] = "jurisdiction",
	[AUTHORITY] = "authority",
	[LIST_URL] = "list_url",
	[REPORT_URL] = "report_url",
	[STATUS] = "status",
	[SCOPE] = "scope",
	[RX_ONLINE] = "rx_online",
	[SEAL] = "seal",
};
static const struct lic_columns columns = {names, COLUMNS, .optional = COLUMNS - SCOPE};

/* The scope is what is sold, "rx;otc" for a pharmacy as such. */
static int fit_of(const struct lic_register *r, struct lic_str scope)
{
	int fit = lic_str_find(r->jurisdiction, '-') == r->jurisdiction.len;

	if (lic_str_eq(scope, LIC_STR("rx;otc")))
		fit += 6;
	else if (lic_str_starts(scope, LIC_STR("rx;otc")))
		fit += 4;
	else if (lic_str_starts(scope, LIC_STR("rx")) || lic_str_starts(scope, LIC_STR("otc")))
		fit += 2;
	return fit;
}

static enum lic_rx_online rx_online_of(struct lic_str word)
{
	if (lic_str_eq(word, LIC_STR("rx-allowed")))
		return LIC_RX_ALLOWED;
	if (lic_str_eq(word, LIC_STR("otc-only")))
		return LIC_RX_OTC_ONLY;
	return lic_str_eq(word, LIC_STR("forbidden")) ? LIC_RX_FORBIDDEN : LIC_RX_UNKNOWN;
}

static int add_row(void *ctx, const struct lic_columns_row *row, struct lic_diag *diag LIC_UNUSED)
{
	struct lic_registers *out = ctx;

	/* Grown by doubling: at powers of two. */
	if ((out->count & (out->count - 1)) == 0) {
		size_t cap = out->count ? out->count * 2 : 1;
		struct lic_register *rows = realloc(out->rows, cap * sizeof(*rows));
		if (!rows)
			return LIC_ENOMEM;
		out->rows = rows;
	}
	struct lic_register *r = &out->rows[out->count++];
	r->id = lic_arena_copy(&out->arena, lic_columns_field(row, ID));
	r->jurisdiction = lic_arena_copy(&out->arena, lic_columns_field(row, JURISDICTION));
	r->authority = lic_arena_copy(&out->arena, lic_columns_field(row, AUTHORITY));
	r->list_url = lic_arena_copy(&out->arena, lic_columns_field(row, LIST_URL));
	r->report_url = lic_arena_copy(&out->arena, lic_columns_field(row, REPORT_URL));
	r->confirmed = lic_str_eq(lic_columns_field(row, STATUS), LIC_STR("confirmed"));
	r->fit = fit_of(r, lic_columns_field(row, SCOPE));
	r->rx_online = rx_online_of(lic_columns_field(row, RX_ONLINE));
	r->logo = lic_str_starts(lic_columns_field(row, SEAL), LIC_STR("EU common logo"));
	return LIC_OK;
}

int lic_registers_parse(struct lic_registers *out, struct lic_str text, struct lic_diag *diag)
{
	*out = (struct lic_registers){.arena = LIC_ARENA_INIT};
	if (!text.len)
		return LIC_OK;
	int err = lic_columns_read(&columns, text, add_row, out, diag);
	if (err < 0)
		lic_registers_release(out);
	return err;
}

void lic_registers_release(struct lic_registers *registers)
{
	free(registers->rows);
	lic_arena_release(&registers->arena);
	*registers = (struct lic_registers){.arena = LIC_ARENA_INIT};
}

const struct lic_register *lic_registers_of(const struct lic_registers *registers,
					    struct lic_str country)
{
	const struct lic_register *best = NULL;

	for (size_t i = 0; i < registers->count; i++) {
		const struct lic_register *r = &registers->rows[i];
		if (country.len && r->confirmed && (!best || r->fit > best->fit) &&
		    lic_str_eq(lic_jurisdiction_country(r->jurisdiction), country))
			best = r;
	}
	return best;
}

/* ---- prescription medicines ----------------------------------------------- */

static bool allows(const struct lic_registers *registers, struct lic_str country)
{
	for (size_t i = 0; i < registers->count; i++) {
		const struct lic_register *r = &registers->rows[i];
		if (r->confirmed && r->rx_online == LIC_RX_ALLOWED &&
		    lic_str_eq(lic_jurisdiction_country(r->jurisdiction), country))
			return true;
	}
	return false;
}

static void set_rule(struct lic_rx_rule *out, const struct lic_registers *registers,
		     struct lic_str country)
{
	const struct lic_register *r = lic_registers_of(registers, country);

	out->country = country;
	if (!r)
		return;
	out->online = allows(registers, country) ? LIC_RX_ALLOWED : r->rx_online;
	/* Directive 2001/83/EC, article 85c(1)(d): on every page that offers medicines. */
	out->logo = r->logo;
	out->authority = r->authority;
	out->url = r->list_url;
}

/* The country of a top-level domain, as text that lasts; empty: of none. */
static struct lic_str country_of_name(const struct lic_registers *registers, struct lic_str site)
{
	static const struct {
		const char *tld, *country;
	} others[] = {{"uk", "GB"}, {"xn--p1ai", "RU"}, {"xn--90ais", "BY"}};
	size_t dot = site.len;

	while (dot > 0 && site.ptr[dot - 1] != '.')
		dot--;
	const struct lic_str tld = lic_str(site.ptr + dot, site.len - dot);
	for (size_t i = 0; i < LIC_ARRAY_SIZE(others); i++)
		if (lic_str_eq(tld, lic_str_from(others[i].tld)))
			return lic_str_from(others[i].country);
	for (size_t i = 0; dot > 0 && tld.len == 2 && i < registers->count; i++) {
		const struct lic_str country =
			lic_jurisdiction_country(registers->rows[i].jurisdiction);
		if (lic_str_caseeq(tld, country) && lic_country_name(country))
			return country;
	}
	return LIC_STR("");
}

void lic_registers_rx(const struct lic_registers *registers, struct lic_facts *facts)
{
	struct lic_str shop = country_of_name(registers, facts->subject->site);

	for (size_t i = 0; !shop.len && i < facts->matches; i++) {
		const struct lic_entry *e = &facts->match[i];
		if (e->list->kind == LIC_KIND_REGISTER && lic_entry_in_force(e, facts->today))
			shop = lic_jurisdiction_country(e->list->jurisdiction);
	}
	const bool addressed = !shop.len && facts->known[LIC_SLOT_PAGE];
	if (addressed)
		shop = lic_home_of(facts->page);
	set_rule(&facts->rx_rule[LIC_RX_SHOP], registers, shop);
	facts->rx_rule[LIC_RX_SHOP].addressed = addressed && shop.len;
	set_rule(&facts->rx_rule[LIC_RX_BUYER], registers, facts->country);
}
