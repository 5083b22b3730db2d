#include "page_terms.h"

const struct lic_page_term *lic_phrase_shown(const struct lic_page *page, const char *id)
{
	for (size_t i = 0; i < page->terms_count; i++) {
		const struct lic_page_term *t = &page->terms[i];
		if (t->class == LIC_TERM_PHRASE && !t->hidden &&
		    lic_str_eq(t->id, lic_str_from(id)))
			return t;
	}
	return NULL;
}

struct lic_str lic_phrase_words(const struct lic_page *page, const struct lic_page_term *term)
{
	if (term->at > page->text.len || term->len > page->text.len - term->at)
		return term->id;
	return lic_str(page->text.ptr + term->at, term->len);
}

bool lic_page_has_contact(const struct lic_page *page, enum lic_contact_kind kind)
{
	for (size_t i = 0; i < page->contacts_count; i++)
		if (page->contacts[i].kind == kind)
			return true;
	return false;
}

void lic_page_cite(struct lic_finding *out, enum lic_direction direction)
{
	out->direction = direction;
	out->decisive = false;
	out->argues_for = LIC_UNKNOWN;
	out->entry = NULL;
	out->source = (struct lic_source){0};
	out->evidence_count = 0;
}
