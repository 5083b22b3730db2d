/* Products of schema.org in a document's microdata (WHATWG HTML, microdata). */
#include "limits.h"
#include "page_build.h"

bool lic_page_is_product_type(struct lic_str type)
{
	static const char *const types[] = {"Product",      "Drug",         "IndividualProduct",
					    "ProductModel", "ProductGroup", "DietarySupplement",
					    "SomeProducts"};

	return lic_str_is_among(type, types, LIC_ARRAY_SIZE(types));
}

bool lic_page_is_article_type(struct lic_str type)
{
	static const char *const types[] = {
		"article",
		"Article",
		"NewsArticle",
		"BlogPosting",
		"ScholarlyArticle",
		"TechArticle",
		"Report",
		"MedicalScholarlyArticle",
		"LiveBlogPosting",
		"ReportageNewsArticle",
		"OpinionNewsArticle",
		"AnalysisNewsArticle",
		"MedicalWebPage",
	};

	return lic_str_is_among(type, types, LIC_ARRAY_SIZE(types));
}

/* "Product" of "https://schema.org/Product". */
static struct lic_str type_name(struct lic_str type)
{
	type = lic_str_trim(type);
	if (!type.len)
		return type;
	type.len = lic_str_find(type, ' ');
	size_t at = type.len;
	while (at && type.ptr[at - 1] != '/' && type.ptr[at - 1] != '#')
		at--;
	return lic_str(type.ptr + at, type.len - at);
}

void lic_page_product_add(struct lic_page_builder *b, const struct lic_page_product *product)
{
	if (!product->name.len && product->price <= 0)
		return;
	if (lic_page_push(b, &b->products, product, sizeof(*product), LIC_PAGE_PRODUCTS_MAX) &&
	    product->price > 0) {
		struct lic_page_price price = {SIZE_MAX, product->currency, product->price};
		lic_page_push(b, &b->prices, &price, sizeof(price), LIC_PAGE_PRICES_MAX);
	}
}

static const char *property_of(struct lic_str name)
{
	static const char *const known[] = {"name", "price", "lowPrice", "priceCurrency"};

	for (size_t i = 0; i < LIC_ARRAY_SIZE(known); i++)
		if (lic_str_eq(name, lic_str_from(known[i])))
			return known[i];
	return NULL;
}

static struct lic_page_item *item_at(struct lic_page_builder *b)
{
	return b->items ? &b->item[b->items - 1] : NULL;
}

/* The product that an offer within it is of. */
static struct lic_page_item *product_at(struct lic_page_builder *b)
{
	for (size_t i = b->items; i-- > 0;)
		if (lic_page_is_product_type(b->item[i].type))
			return &b->item[i];
	return NULL;
}

static void set_property(struct lic_page_builder *b, struct lic_str name, struct lic_str value)
{
	struct lic_page_item *product = product_at(b), *here = item_at(b);
	double amount;

	if (!product || !value.len)
		return;
	if (lic_str_eq(name, LIC_STR("name"))) {
		if (here == product && !product->product.name.len)
			product->product.name = lic_page_fold(b, value);
	} else if (lic_str_eq(name, LIC_STR("priceCurrency"))) {
		product->product.currency = lic_page_currency(value);
	} else if (product->product.price <= 0 && lic_page_amount(value, &amount)) {
		product->product.price = amount;
	}
}

/* An element may name a property of the item around it, and begin one of its own. */
void lic_page_item_begin(struct lic_page_builder *b, const struct lic_element *e,
			 struct lic_page_frame *frame)
{
	struct lic_str property = lic_element_get(e, "itemprop");

	if (property.len && property_of(property)) {
		struct lic_str content = lic_element_get(e, "content");
		if (content.ptr)
			set_property(b, property, content);
		else
			frame->property = property_of(property);
		frame->property_at = b->text.len;
	}
	if (!lic_element_get(e, "itemscope").ptr || b->items == LIC_PAGE_ITEMS_MAX)
		return;
	struct lic_str type = type_name(lic_element_get(e, "itemtype"));
	b->page.is_article |= lic_page_is_article_type(type);
	b->item[b->items] = (struct lic_page_item){.type = lic_page_fold(b, type)};
	b->item[b->items].product.type = b->item[b->items].type;
	b->item[b->items].product.currency = lic_str("", 0);
	b->items++;
	frame->item = true;
}

void lic_page_item_end(struct lic_page_builder *b, struct lic_page_frame *frame)
{
	if (frame->item) {
		struct lic_page_item *item = item_at(b);
		if (lic_page_is_product_type(item->type))
			lic_page_product_add(b, &item->product);
		else if (lic_str_eq(item->type, LIC_STR("PostalAddress")))
			lic_page_postal_element(b, lic_page_since(b, frame->property_at));
		b->items--;
	}
	if (frame->property)
		set_property(b, lic_str_from(frame->property),
			     lic_page_since(b, frame->property_at));
}
