/* What the name, the name servers, the registry, the certificate and the server say. */
#include "facts_json.h"

/* More than any of them says of a domain, a name or a certificate: a certificate may
 * hold some hundreds of names. */
#define MEMBERS_MAX 4096

/* ---- name ------------------------------------------------------------- */

static const char *word_kind_word(unsigned n)
{
	return lic_word_kind_name((enum lic_word_kind)n);
}

static const char *imitation_word(unsigned n)
{
	return lic_imitation_name((enum lic_imitation)n);
}

static const char *likeness_word(unsigned n)
{
	return lic_likeness_name((enum lic_likeness)n);
}

static const struct lic_field name_word_fields[] = {
	LIC_MEMBER(struct lic_name_word, STR, word),
	LIC_MEMBER(struct lic_name_word, STR, shown),
	LIC_MEMBER_ENUM(struct lic_name_word, kind, word_kind_word, LIC_WORD_KINDS),
	{.name = "strength",
	 .kind = LIC_FIELD_INT,
	 .offset = offsetof(struct lic_name_word, strength),
	 .least = 1,
	 .most = 3},
	LIC_MEMBER(struct lic_name_word, BOOL, disguised),
};

static const struct lic_layout name_word_layout = {
	LIC_LAYOUT(struct lic_name_word, name_word_fields),
};

static const struct lic_field name_fields[] = {
	LIC_MEMBER_LIST(struct lic_name_facts, words, name_word_layout, MEMBERS_MAX),
	LIC_MEMBER(struct lic_name_facts, BOOL, mixed_scripts),
	LIC_MEMBER(struct lic_name_facts, BOOL, whole_script),
	LIC_MEMBER(struct lic_name_facts, BOOL, risky_tld),
	LIC_MEMBER(struct lic_name_facts, STR, target),
	LIC_MEMBER(struct lic_name_facts, STR, target_owner),
	LIC_MEMBER(struct lic_name_facts, STR, target_kind),
	LIC_MEMBER_ENUM(struct lic_name_facts, imitation, imitation_word, LIC_IMITATIONS),
	LIC_MEMBER_ENUM(struct lic_name_facts, likeness, likeness_word, LIC_LIKENESSES),
};

const struct lic_layout lic_layout_name = {
	LIC_LAYOUT(struct lic_name_facts, name_fields),
};

/* ---- name servers ------------------------------------------------------ */

static const struct lic_field dns_fields[] = {
	LIC_MEMBER(struct lic_dns_facts, BOOL, exists),
	LIC_MEMBER_STRS(struct lic_dns_facts, addresses, MEMBERS_MAX),
	LIC_MEMBER_STRS(struct lic_dns_facts, name_servers, MEMBERS_MAX),
	LIC_MEMBER_STRS(struct lic_dns_facts, mail_servers, MEMBERS_MAX),
	LIC_MEMBER_STRS(struct lic_dns_facts, aliases, MEMBERS_MAX),
	LIC_MEMBER_STRS(struct lic_dns_facts, texts, MEMBERS_MAX),
	LIC_MEMBER(struct lic_dns_facts, BOOL, has_spf),
};

const struct lic_layout lic_layout_dns = {
	LIC_LAYOUT(struct lic_dns_facts, dns_fields),
};

/* ---- registry ---------------------------------------------------------- */

static const struct lic_field registration_fields[] = {
	LIC_MEMBER(struct lic_registration, BOOL, exists),
	LIC_MEMBER(struct lic_registration, STR, domain),
	LIC_MEMBER(struct lic_registration, DATE, registered),
	LIC_MEMBER(struct lic_registration, DATE, changed),
	LIC_MEMBER(struct lic_registration, DATE, expires),
	LIC_MEMBER(struct lic_registration, STR, registrar),
	LIC_MEMBER(struct lic_registration, STR, registrant),
	LIC_MEMBER(struct lic_registration, STR, country),
	LIC_MEMBER(struct lic_registration, BOOL, privacy),
	LIC_MEMBER_STRS(struct lic_registration, status, MEMBERS_MAX),
	LIC_MEMBER_STRS(struct lic_registration, name_servers, MEMBERS_MAX),
	LIC_MEMBER(struct lic_registration, STR, source),
	LIC_MEMBER(struct lic_registration, BOOL, whois),
};

const struct lic_layout lic_layout_registration = {
	LIC_LAYOUT(struct lic_registration, registration_fields),
};

/* ---- certificate -------------------------------------------------------- */

static const char *trouble_word(unsigned n)
{
	static const char *const words[] = {
		"expired",   "not-yet-valid", "wrong-name", "self-signed",
		"untrusted", "weak",          "malformed",  "no-service",
	};

	return words[n];
}

#define TROUBLES 8
static_assert(LIC_TLS_NO_SERVICE == 1 << (TROUBLES - 1), "a trouble without its word");

static const char *validation_word(unsigned n)
{
	static const char *const words[] = {
		[LIC_TLS_VALIDATION_UNKNOWN] = "unknown",
		[LIC_TLS_VALIDATION_DOMAIN] = "domain",
		[LIC_TLS_VALIDATION_ORGANIZATION] = "organization",
		[LIC_TLS_VALIDATION_INDIVIDUAL] = "individual",
		[LIC_TLS_VALIDATION_EXTENDED] = "extended",
	};

	return words[n];
}

static const struct lic_field tls_fields[] = {
	{.name = "trouble",
	 .kind = LIC_FIELD_BITS,
	 .offset = offsetof(struct lic_tls_facts, trouble),
	 .word = trouble_word,
	 .most = TROUBLES},
	LIC_MEMBER(struct lic_tls_facts, DATE, not_before),
	LIC_MEMBER(struct lic_tls_facts, DATE, not_after),
	LIC_MEMBER_ENUM(struct lic_tls_facts, validation, validation_word,
			LIC_TLS_VALIDATION_EXTENDED + 1),
	LIC_MEMBER(struct lic_tls_facts, STR, issuer),
	LIC_MEMBER(struct lic_tls_facts, STR, organization),
	LIC_MEMBER(struct lic_tls_facts, STR, country),
	LIC_MEMBER_STRS(struct lic_tls_facts, names, MEMBERS_MAX),
	LIC_MEMBER(struct lic_tls_facts, BOOL, names_cut),
	LIC_MEMBER(struct lic_tls_facts, STR, fingerprint),
	LIC_MEMBER(struct lic_tls_facts, STR, version),
};

const struct lic_layout lic_layout_tls = {
	LIC_LAYOUT(struct lic_tls_facts, tls_fields),
};

/* ---- server -------------------------------------------------------------- */

static const char *leads_word(unsigned n)
{
	return lic_leads_name((enum lic_leads)n);
}

static const struct lic_field hop_fields[] = {
	LIC_MEMBER(struct lic_hop, STR, url),
	LIC_MEMBER(struct lic_hop, STR, host),
	LIC_MEMBER(struct lic_hop, STR, site),
	{.name = "status",
	 .kind = LIC_FIELD_INT,
	 .offset = offsetof(struct lic_hop, status),
	 .most = 999},
	LIC_MEMBER_ENUM(struct lic_hop, leads, leads_word, LIC_LEADS),
};

static const struct lic_layout hop_layout = {
	LIC_LAYOUT(struct lic_hop, hop_fields),
};

static const char *visit_fault(const void *record)
{
	const struct lic_visit *visit = record;

	return visit->known && !visit->hops_count ? "a visit that is known has its address" : NULL;
}

static const struct lic_field visit_fields[] = {
	LIC_MEMBER(struct lic_visit, BOOL, known),
	LIC_MEMBER(struct lic_visit, TEXT, why),
	LIC_MEMBER_LIST(struct lic_visit, hops, hop_layout, MEMBERS_MAX),
	LIC_MEMBER(struct lic_visit, BOOL, read),
	LIC_MEMBER(struct lic_visit, BOOL, is_article),
	LIC_MEMBER(struct lic_visit, SIZE, length),
	LIC_MEMBER_STRS(struct lic_visit, medicines, MEMBERS_MAX),
	LIC_MEMBER_STRS(struct lic_visit, remedies, MEMBERS_MAX),
	LIC_MEMBER_STRS(struct lic_visit, phrases, MEMBERS_MAX),
	LIC_MEMBER_LIST(struct lic_visit, words, name_word_layout, MEMBERS_MAX),
};

static const struct lic_layout visit_layout = {
	LIC_LAYOUT(struct lic_visit, visit_fields),
	.fault = visit_fault,
};

static const struct lic_field http_fields[] = {
	{.name = "visit",
	 .kind = LIC_FIELD_ARRAY,
	 .offset = offsetof(struct lic_http_facts, visit),
	 .of = &visit_layout,
	 .most = LIC_VISITORS},
	LIC_MEMBER(struct lic_http_facts, BOOL, plain_only),
	LIC_MEMBER(struct lic_http_facts, STR, server),
};

const struct lic_layout lic_layout_http = {
	LIC_LAYOUT(struct lic_http_facts, http_fields),
};
