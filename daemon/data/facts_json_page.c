/* What a page shows. */
#include "facts_json.h"

static const char *contact_word(unsigned n)
{
	static const char *const words[LIC_CONTACT_KINDS] = {
		[LIC_CONTACT_PHONE] = "phone",       [LIC_CONTACT_MAIL] = "mail",
		[LIC_CONTACT_ADDRESS] = "address",   [LIC_CONTACT_WHATSAPP] = "whatsapp",
		[LIC_CONTACT_TELEGRAM] = "telegram", [LIC_CONTACT_MESSENGER] = "messenger",
		[LIC_CONTACT_WALLET] = "wallet",     [LIC_CONTACT_TAG] = "tag",
	};

	return words[n];
}

static const char *term_word(unsigned n)
{
	static const char *const words[LIC_TERM_CLASSES] = {
		[LIC_TERM_MEDICINE] = "medicine",     [LIC_TERM_OTC] = "otc",
		[LIC_TERM_CONTROLLED] = "controlled", [LIC_TERM_NO_USE] = "no-use",
		[LIC_TERM_PRECURSOR] = "precursor",   [LIC_TERM_UNAUTHORISED] = "unauthorised",
		[LIC_TERM_PHRASE] = "phrase",
	};

	return words[n];
}

static const struct lic_field link_fields[] = {
	LIC_MEMBER(struct lic_page_link, STR, url),  LIC_MEMBER(struct lic_page_link, STR, host),
	LIC_MEMBER(struct lic_page_link, STR, site), LIC_MEMBER(struct lic_page_link, STR, text),
	LIC_MEMBER(struct lic_page_link, STR, rel),  LIC_MEMBER(struct lic_page_link, BOOL, hidden),
};

static const struct lic_layout link_layout = {
	LIC_LAYOUT(struct lic_page_link, link_fields),
};

static const struct lic_field image_fields[] = {
	LIC_MEMBER(struct lic_page_image, STR, url),
	LIC_MEMBER(struct lic_page_image, STR, file),
	LIC_MEMBER(struct lic_page_image, STR, alt),
	LIC_MEMBER(struct lic_page_image, SIZE, link),
};

static const struct lic_layout image_layout = {
	LIC_LAYOUT(struct lic_page_image, image_fields),
};

static const struct lic_field form_fields[] = {
	LIC_MEMBER(struct lic_page_form, STR, action),
	LIC_MEMBER(struct lic_page_form, STR, host),
	LIC_MEMBER(struct lic_page_form, STR, site),
	LIC_MEMBER(struct lic_page_form, BOOL, post),
	LIC_MEMBER(struct lic_page_form, BOOL, secure),
	LIC_MEMBER(struct lic_page_form, BOOL, has_card),
	LIC_MEMBER(struct lic_page_form, BOOL, has_password),
	LIC_MEMBER(struct lic_page_form, BOOL, has_address),
	LIC_MEMBER(struct lic_page_form, BOOL, has_search),
};

static const struct lic_layout form_layout = {
	LIC_LAYOUT(struct lic_page_form, form_fields),
};

static const struct lic_field contact_fields[] = {
	LIC_MEMBER_ENUM(struct lic_page_contact, kind, contact_word, LIC_CONTACT_KINDS),
	LIC_MEMBER(struct lic_page_contact, STR, value),
};

static const struct lic_layout contact_layout = {
	LIC_LAYOUT(struct lic_page_contact, contact_fields),
};

static const struct lic_field price_fields[] = {
	LIC_MEMBER(struct lic_page_price, SIZE, at),
	LIC_MEMBER(struct lic_page_price, STR, currency),
	LIC_MEMBER(struct lic_page_price, DOUBLE, amount),
};

static const struct lic_layout price_layout = {
	LIC_LAYOUT(struct lic_page_price, price_fields),
};

static const struct lic_field product_fields[] = {
	LIC_MEMBER(struct lic_page_product, STR, name),
	LIC_MEMBER(struct lic_page_product, STR, type),
	LIC_MEMBER(struct lic_page_product, STR, currency),
	LIC_MEMBER(struct lic_page_product, DOUBLE, price),
};

static const struct lic_layout product_layout = {
	LIC_LAYOUT(struct lic_page_product, product_fields),
};

static const struct lic_field term_fields[] = {
	LIC_MEMBER_ENUM(struct lic_page_term, class, term_word, LIC_TERM_CLASSES),
	LIC_MEMBER(struct lic_page_term, STR, id),
	LIC_MEMBER(struct lic_page_term, STR, language),
	{.name = "strength",
	 .kind = LIC_FIELD_INT,
	 .offset = offsetof(struct lic_page_term, strength),
	 .most = 3},
	LIC_MEMBER(struct lic_page_term, BOOL, ambiguous),
	LIC_MEMBER(struct lic_page_term, BOOL, hidden),
	LIC_MEMBER(struct lic_page_term, BOOL, disguised),
	LIC_MEMBER(struct lic_page_term, SIZE, at),
	LIC_MEMBER(struct lic_page_term, SIZE, len),
};

static const struct lic_layout term_layout = {
	LIC_LAYOUT(struct lic_page_term, term_fields),
};

/* Signals look around a term and a price without asking again. */
static const char *page_fault(const void *record)
{
	const struct lic_page *page = record;

	for (size_t i = 0; i < page->terms_count; i++) {
		const struct lic_page_term *t = &page->terms[i];
		const size_t len = t->hidden ? page->hidden.len : page->text.len;
		if (t->at > len || t->len > len - t->at)
			return "a term stands outside its text";
	}
	for (size_t i = 0; i < page->prices_count; i++)
		if (page->prices[i].at != SIZE_MAX && page->prices[i].at > page->text.len)
			return "a price stands outside the text";
	for (size_t i = 0; i < page->images_count; i++)
		if (page->images[i].link != LIC_PAGE_NO_LINK &&
		    page->images[i].link >= page->links_count)
			return "an image stands in a link that is not there";
	return NULL;
}

static const struct lic_field page_fields[] = {
	LIC_MEMBER(struct lic_page, STR, title),
	LIC_MEMBER(struct lic_page, STR, description),
	LIC_MEMBER(struct lic_page, STR, language),
	LIC_MEMBER(struct lic_page, STR, text),
	LIC_MEMBER(struct lic_page, STR, hidden),
	LIC_MEMBER_LIST(struct lic_page, links, link_layout, LIC_PAGE_LINKS_MAX),
	LIC_MEMBER_LIST(struct lic_page, images, image_layout, LIC_PAGE_IMAGES_MAX),
	LIC_MEMBER_LIST(struct lic_page, forms, form_layout, LIC_PAGE_FORMS_MAX),
	LIC_MEMBER_LIST(struct lic_page, contacts, contact_layout, LIC_PAGE_CONTACTS_MAX),
	LIC_MEMBER_LIST(struct lic_page, prices, price_layout, LIC_PAGE_PRICES_MAX),
	LIC_MEMBER_LIST(struct lic_page, products, product_layout, LIC_PAGE_PRODUCTS_MAX),
	LIC_MEMBER_LIST(struct lic_page, terms, term_layout, LIC_PAGE_TERMS_MAX),
	LIC_MEMBER(struct lic_page, BOOL, has_cart),
	LIC_MEMBER(struct lic_page, BOOL, is_article),
	LIC_MEMBER(struct lic_page, BOOL, cut),
};

const struct lic_layout lic_layout_page = {
	LIC_LAYOUT(struct lic_page, page_fields),
	.fault = page_fault,
};
