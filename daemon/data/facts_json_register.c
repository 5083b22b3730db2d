/* The register's page. */
#include "facts_json.h"

static const char *fault_of(const void *record)
{
	const struct lic_register_page *page = record;

	if ((page->status != 0) != (page->url.len != 0))
		return "a link is answered, and nothing else is";
	return page->status != 200 && (page->names_site || page->sites_count)
		       ? "a page that is not there names nobody"
		       : NULL;
}

static const struct lic_field register_fields[] = {
	LIC_MEMBER(struct lic_register_page, STR, url),
	LIC_MEMBER(struct lic_register_page, STR, at),
	{.name = "status",
	 .kind = LIC_FIELD_INT,
	 .offset = offsetof(struct lic_register_page, status),
	 .most = 999},
	LIC_MEMBER(struct lic_register_page, BOOL, of_entry),
	LIC_MEMBER(struct lic_register_page, BOOL, secure),
	LIC_MEMBER(struct lic_register_page, BOOL, names_site),
	LIC_MEMBER_STRS(struct lic_register_page, sites, LIC_REGISTER_SITES_MAX),
	LIC_MEMBER(struct lic_register_page, BOOL, cut),
};

const struct lic_layout lic_layout_register = {
	LIC_LAYOUT(struct lic_register_page, register_fields),
	.fault = fault_of,
};
