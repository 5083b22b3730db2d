/* Products, articles and addresses in JSON-LD (W3C, schema.org). */
#include "limits.h"
#include "page_build.h"

/* Objects in each other: a graph, a page, a list, an item, a product, an offer. */
#define DEPTH_MAX 12

static void visit(struct lic_page_builder *b, const struct lic_json *value, int depth);

static struct lic_str first_string(const struct lic_json *value)
{
	return lic_json_string(lic_json_type(value) == LIC_JSON_ARRAY ? lic_json_at(value, 0)
								      : value);
}

/* "Product" of "https://schema.org/Product" or "schema:Product". */
static struct lic_str plain_type(struct lic_str type)
{
	size_t at = type.len;

	if (!type.len)
		return type;
	while (at && type.ptr[at - 1] != '/' && type.ptr[at - 1] != ':' && type.ptr[at - 1] != '#')
		at--;
	return lic_str(type.ptr + at, type.len - at);
}

static double number_of(const struct lic_json *value)
{
	double amount = 0;

	if (lic_json_type(value) == LIC_JSON_NUMBER)
		amount = lic_json_number(value, 0);
	else if (!lic_page_amount(lic_json_string(value), &amount))
		amount = 0;
	return amount > 0 && amount < 1e12 ? amount : 0;
}

static void read_offer(struct lic_page_product *product, const struct lic_json *offer)
{
	static const char *const prices[] = {"price", "lowPrice"};
	const struct lic_json *detail = lic_json_get(offer, "priceSpecification");

	if (lic_json_type(detail) == LIC_JSON_ARRAY)
		detail = lic_json_at(detail, 0);
	for (size_t i = 0; i < LIC_ARRAY_SIZE(prices) && product->price <= 0; i++) {
		product->price = number_of(lic_json_get(offer, prices[i]));
		if (product->price <= 0)
			product->price = number_of(lic_json_get(detail, prices[i]));
	}
	product->currency =
		lic_page_currency(lic_json_string(lic_json_get(offer, "priceCurrency")));
	if (!product->currency.len)
		product->currency =
			lic_page_currency(lic_json_string(lic_json_get(detail, "priceCurrency")));
}

static void read_product(struct lic_page_builder *b, struct lic_str type,
			 const struct lic_json *object)
{
	const struct lic_json *offers = lic_json_get(object, "offers");
	struct lic_page_product product = {.currency = lic_str("", 0)};

	product.name = lic_page_fold(b, first_string(lic_json_get(object, "name")));
	product.type = lic_page_fold(b, type);
	if (lic_json_type(offers) == LIC_JSON_ARRAY)
		offers = lic_json_at(offers, 0);
	read_offer(&product, offers);
	lic_page_product_add(b, &product);
}

static void read_address(struct lic_page_builder *b, const struct lic_json *object)
{
	static const char *const parts[] = {"streetAddress", "postalCode", "addressLocality",
					    "addressRegion", "addressCountry"};
	struct lic_buf out;

	lic_buf_init(&out, LIC_PAGE_WORDS_MAX);
	for (size_t i = 0; i < LIC_ARRAY_SIZE(parts); i++) {
		const struct lic_json *value = lic_json_get(object, parts[i]);
		struct lic_str s = lic_json_string(value);
		if (!s.len)
			s = lic_json_string(lic_json_get(value, "name"));
		if (s.len && out.len)
			LIC_BUF_LIT(&out, ", ");
		lic_page_fold_into(&out, s);
	}
	if (lic_json_string(lic_json_get(object, "streetAddress")).len && !lic_buf_error(&out))
		lic_page_contact_add(b, LIC_CONTACT_ADDRESS, lic_buf_str(&out));
	lic_buf_release(&out);
}

static void read_contact(struct lic_page_builder *b, const struct lic_json *object)
{
	struct lic_str phone = lic_json_string(lic_json_get(object, "telephone"));
	struct lic_str mail = lic_json_string(lic_json_get(object, "email"));
	char address[512];

	if (phone.len && phone.len < 64) {
		int n = snprintf(address, sizeof(address), "tel:%.*s", LIC_STR_ARG(phone));
		lic_page_contact_link(b, lic_str(address, (size_t)n));
	}
	if (mail.len)
		lic_page_contact_text(b, mail);
}

struct visitor {
	struct lic_page_builder *b;
	int depth;
};

static int visit_member(void *ctx, const char *key, const struct lic_json *value)
{
	struct visitor *v = ctx;
	enum lic_json_type type = lic_json_type(value);

	(void)key;
	if (type == LIC_JSON_ARRAY || type == LIC_JSON_OBJECT)
		visit(v->b, value, v->depth + 1);
	return 0;
}

static void visit_object(struct lic_page_builder *b, const struct lic_json *object, int depth)
{
	struct lic_str type = plain_type(first_string(lic_json_get(object, "@type")));
	struct visitor v = {b, depth};

	if (lic_page_is_product_type(type))
		read_product(b, type, object);
	else if (lic_page_is_article_type(type))
		b->page.is_article = true;
	else if (lic_str_eq(type, LIC_STR("PostalAddress")))
		read_address(b, object);
	read_contact(b, object);
	(void)lic_json_each(object, visit_member, &v);
}

static void visit(struct lic_page_builder *b, const struct lic_json *value, int depth)
{
	if (depth > DEPTH_MAX || b->json_left == 0) {
		b->page.cut = true;
		return;
	}
	b->json_left--;
	if (lic_json_type(value) == LIC_JSON_OBJECT)
		visit_object(b, value, depth);
	for (size_t i = 0; i < lic_json_size(value); i++)
		if (lic_json_type(lic_json_at(value, i)) >= LIC_JSON_ARRAY)
			visit(b, lic_json_at(value, i), depth + 1);
}

/* What is no JSON says nothing; browsers too pass over it. */
void lic_page_json_ld(struct lic_page_builder *b, struct lic_str json)
{
	struct lic_json *root;

	if (lic_json_parse(&root, lic_str_trim(json), NULL) < 0)
		return;
	visit(b, root, 0);
	lic_json_free(root);
}
