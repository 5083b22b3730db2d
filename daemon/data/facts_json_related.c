/* Seals, licence numbers, and what is shared with illegal sellers. */
#include "contacts.h"
#include "facts_json.h"

static const char *kind_word(unsigned n)
{
	static const char *const words[LIC_SEAL_KINDS] = {
		[LIC_SEAL_LICENCE] = "licence",
		[LIC_SEAL_ACCREDITATION] = "accreditation",
		[LIC_SEAL_PRIVATE] = "private",
	};

	return words[n];
}

static const char *link_word(unsigned n)
{
	static const char *const words[LIC_SEAL_LINKS] = {
		[LIC_SEAL_LINK_NONE] = "none",           [LIC_SEAL_LINK_OWN] = "own",
		[LIC_SEAL_LINK_ISSUER] = "issuer",       [LIC_SEAL_LINK_PUBLIC] = "public",
		[LIC_SEAL_LINK_LOOKALIKE] = "lookalike", [LIC_SEAL_LINK_ELSEWHERE] = "elsewhere",
	};

	return words[n];
}

static const char *entry_word(unsigned n)
{
	static const char *const words[LIC_SEAL_ENTRIES] = {
		[LIC_SEAL_ENTRY_UNKNOWN] = "unknown",
		[LIC_SEAL_ENTRY_OWN] = "own",
		[LIC_SEAL_ENTRY_RELATED] = "related",
		[LIC_SEAL_ENTRY_OTHER] = "other",
	};

	return words[n];
}

static const char *page_word(unsigned n)
{
	static const char *const words[LIC_SEAL_PAGES] = {
		[LIC_SEAL_PAGE_UNSEEN] = "unseen", [LIC_SEAL_PAGE_GONE] = "gone",
		[LIC_SEAL_PAGE_SILENT] = "silent", [LIC_SEAL_PAGE_NAMES] = "names",
		[LIC_SEAL_PAGE_OTHER] = "other",
	};

	return words[n];
}

static const char *relation_word(unsigned n)
{
	static const char *const words[LIC_RELATIONS] = {
		[LIC_RELATION_CERTIFICATE] = "certificate",
		[LIC_RELATION_CONTACT] = "contact",
		[LIC_RELATION_REDIRECT] = "redirect",
		[LIC_RELATION_DNS] = "dns",
	};

	return words[n];
}

static const char *shared_word(unsigned n)
{
	return lic_shared_name((enum lic_shared)n);
}

static const char *confidence_word(unsigned n)
{
	return lic_confidence_name((enum lic_confidence)n);
}

static const struct lic_field seal_fields[] = {
	LIC_MEMBER(struct lic_seal_shown, STR, id),
	LIC_MEMBER(struct lic_seal_shown, STR, name),
	LIC_MEMBER(struct lic_seal_shown, STR, issuer),
	LIC_MEMBER_ENUM(struct lic_seal_shown, kind, kind_word, LIC_SEAL_KINDS),
	LIC_MEMBER(struct lic_seal_shown, DATE, retired),
	LIC_MEMBER(struct lic_seal_shown, STR, retired_note),
	LIC_MEMBER(struct lic_seal_shown, STR, mark),
	LIC_MEMBER_ENUM(struct lic_seal_shown, link, link_word, LIC_SEAL_LINKS),
	LIC_MEMBER(struct lic_seal_shown, STR, url),
	LIC_MEMBER(struct lic_seal_shown, STR, host),
	LIC_MEMBER(struct lic_seal_shown, BOOL, of_entry),
	LIC_MEMBER_ENUM(struct lic_seal_shown, page, page_word, LIC_SEAL_PAGES),
	LIC_MEMBER_ENUM(struct lic_seal_shown, entry, entry_word, LIC_SEAL_ENTRIES),
	LIC_MEMBER(struct lic_seal_shown, STR, number),
	LIC_MEMBER(struct lic_seal_shown, STR, named),
	LIC_MEMBER(struct lic_seal_shown, STR, source),
};

static const struct lic_layout seal_layout = {
	LIC_LAYOUT(struct lic_seal_shown, seal_fields),
};

static const struct lic_field licence_fields[] = {
	LIC_MEMBER(struct lic_licence_shown, STR, id),
	LIC_MEMBER(struct lic_licence_shown, STR, name),
	LIC_MEMBER(struct lic_licence_shown, STR, jurisdiction),
	LIC_MEMBER(struct lic_licence_shown, STR, register_id),
	LIC_MEMBER(struct lic_licence_shown, STR, number),
	LIC_MEMBER_ENUM(struct lic_licence_shown, entry, entry_word, LIC_SEAL_ENTRIES),
	LIC_MEMBER(struct lic_licence_shown, STR, named),
	LIC_MEMBER(struct lic_licence_shown, STR, source),
};

static const struct lic_layout licence_layout = {
	LIC_LAYOUT(struct lic_licence_shown, licence_fields),
};

static const struct lic_field relative_fields[] = {
	LIC_MEMBER_ENUM(struct lic_relative, how, relation_word, LIC_RELATIONS),
	LIC_MEMBER_ENUM(struct lic_relative, kind, shared_word, LIC_SHARED_KINDS),
	LIC_MEMBER(struct lic_relative, STR, shared),
	LIC_MEMBER(struct lic_relative, STR, listed),
	LIC_MEMBER(struct lic_relative, STR, source),
	LIC_MEMBER(struct lic_relative, STR, notice),
	LIC_MEMBER_ENUM(struct lic_relative, confidence, confidence_word, LIC_CONFIDENCE_LOW + 1),
	LIC_MEMBER(struct lic_relative, DATE, since),
};

static const struct lic_layout relative_layout = {
	LIC_LAYOUT(struct lic_relative, relative_fields),
};

static const struct lic_field alert_fields[] = {
	LIC_MEMBER(struct lic_alert_shown, STR, id),
	LIC_MEMBER(struct lic_alert_shown, STR, authority),
	LIC_MEMBER(struct lic_alert_shown, STR, product),
	LIC_MEMBER(struct lic_alert_shown, STR, batches),
	LIC_MEMBER(struct lic_alert_shown, STR, url),
	LIC_MEMBER(struct lic_alert_shown, DATE, date),
	LIC_MEMBER(struct lic_alert_shown, STR, word),
};

static const struct lic_layout alert_layout = {
	LIC_LAYOUT(struct lic_alert_shown, alert_fields),
};

static const struct lic_field related_fields[] = {
	LIC_MEMBER_LIST(struct lic_related_facts, seals, seal_layout, LIC_SEALS_SHOWN_MAX),
	LIC_MEMBER_LIST(struct lic_related_facts, relatives, relative_layout, LIC_RELATIVES_MAX),
	LIC_MEMBER_LIST(struct lic_related_facts, licences, licence_layout, LIC_LICENCES_SHOWN_MAX),
	LIC_MEMBER_LIST(struct lic_related_facts, alerts, alert_layout, LIC_ALERTS_SHOWN_MAX),
};

const struct lic_layout lic_layout_related = {
	LIC_LAYOUT(struct lic_related_facts, related_fields),
};
