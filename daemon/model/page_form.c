/* Forms and what they ask for (WHATWG HTML, autofill tokens; else by name). */
#include "limits.h"
#include "page_build.h"

struct field {
	struct lic_str type;
	char autocomplete[64]; /* lower case, as it stands */
	char name[64];         /* name and id: letters and digits alone, lower case */
	char id[64];
};

static void squeeze(char *out, size_t size, struct lic_str s, bool plain)
{
	size_t n = 0;

	for (size_t i = 0; i < s.len && n + 1 < size; i++) {
		char c = lic_lower(s.ptr[i]);
		if (!plain || lic_is_alpha(c) || lic_is_digit(c))
			out[n++] = c ? c : ' ';
	}
	out[n] = '\0';
}

static bool holds(const char *name, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strstr(name, words[i]))
			return true;
	return false;
}

static bool is(const char *name, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(name, words[i]) == 0)
			return true;
	return false;
}

/* Numbers of cards that pay for nothing. */
static bool is_other_card(const char *name)
{
	static const char *const others[] = {"gift",    "loyal",  "club",    "member", "library",
					     "bonus",   "klub",   "insur",   "health", "patient",
					     "student", "idcard", "kundenk", "reward", "post"};

	return holds(name, others, LIC_ARRAY_SIZE(others));
}

static bool names_card(const char *name)
{
	static const char *const parts[] = {
		"creditcard", "cardnumber",  "cardnum",       "ccnumber",
		"ccnum",      "cardno",      "kreditkarte",   "kartennummer",
		"cartebanc",  "numerocarte", "numerotarjeta", "cardcvc",
		"cardcvv",    "cccvc",       "cccvv",         "securitycode"};
	static const char *const whole[] = {"cvv", "cvv2", "cvc", "cvc2", "csc", "ccno", "cardpan"};

	return (holds(name, parts, LIC_ARRAY_SIZE(parts)) && !is_other_card(name)) ||
	       is(name, whole, LIC_ARRAY_SIZE(whole));
}

static bool names_address(const char *name)
{
	static const char *const parts[] = {"addressline",     "address1",       "streetaddress",
					    "shippingaddress", "billingaddress", "deliveryaddress",
					    "postcode",        "postalcode",     "zipcode",
					    "streetname",      "billingstreet",  "shippingstreet"};
	static const char *const whole[] = {"address", "street", "zip", "plz", "psc", "strasse",
					    "ulice",   "ulica",  "rue", "cap", "cep"};

	return holds(name, parts, LIC_ARRAY_SIZE(parts)) || is(name, whole, LIC_ARRAY_SIZE(whole));
}

static bool names_search(const char *name)
{
	static const char *const whole[] = {"q",        "s",          "search", "query",  "keyword",
					    "keywords", "searchterm", "suche",  "hledat", "text"};

	return is(name, whole, LIC_ARRAY_SIZE(whole));
}

static struct lic_page_form *form_at(struct lic_page_builder *b, size_t i)
{
	return (struct lic_page_form *)(void *)b->forms.ptr + i;
}

static size_t add_form(struct lic_page_builder *b, struct lic_str action, bool post)
{
	struct lic_page_form form = {.post = post};
	size_t number = b->forms.len / sizeof(form);

	if (!lic_str_trim(action).len) { /* the document's own address, whatever its base */
		struct lic_str base = b->base;
		b->base = b->url;
		form.action = lic_page_resolve(b, action, &form.host, &form.site);
		b->base = base;
	} else {
		form.action = lic_page_resolve(b, action, &form.host, &form.site);
	}
	form.secure = !lic_str_starts(form.action, LIC_STR("http:"));
	return lic_page_push(b, &b->forms, &form, sizeof(form), LIC_PAGE_FORMS_MAX) ? number
										    : SIZE_MAX;
}

void lic_page_form_begin(struct lic_page_builder *b, const struct lic_element *e)
{
	b->form = add_form(b, lic_element_get(e, "action"),
			   lic_str_caseeq(lic_element_get(e, "method"), LIC_STR("post")));
	if (b->form == SIZE_MAX)
		return;
	form_at(b, b->form)->has_search =
		lic_str_caseeq(lic_element_get(e, "role"), LIC_STR("search"));
	if (lic_page_is_cart_address(form_at(b, b->form)->action))
		b->page.has_cart = true;
}

static void judge_field(struct lic_page_form *form, const struct field *f)
{
	static const char *const streets[] = {"street-address", "address-line", "postal-code"};

	if (lic_str_caseeq(f->type, LIC_STR("password")) && !names_card(f->name))
		form->has_password = true;
	if (lic_str_caseeq(f->type, LIC_STR("search")) || names_search(f->name))
		form->has_search = true;
	if (strstr(f->autocomplete, "cc-") || names_card(f->name) || names_card(f->id))
		form->has_card = true;
	if (holds(f->autocomplete, streets, LIC_ARRAY_SIZE(streets)) || names_address(f->name) ||
	    names_address(f->id))
		form->has_address = true;
}

void lic_page_field_add(struct lic_page_builder *b, const struct lic_element *e)
{
	struct field field = {.type = lic_element_get(e, "type")};
	struct lic_page_form asked = {.post = false};

	squeeze(field.autocomplete, sizeof(field.autocomplete), lic_element_get(e, "autocomplete"),
		false);
	squeeze(field.name, sizeof(field.name), lic_element_get(e, "name"), true);
	squeeze(field.id, sizeof(field.id), lic_element_get(e, "id"), true);
	if (lic_str_caseeq(field.type, LIC_STR("hidden")))
		return;
	judge_field(&asked, &field);
	if (b->form != SIZE_MAX) {
		judge_field(form_at(b, b->form), &field);
		return;
	}
	/* Scripts gather fields without a form; they are those of the page. */
	if (!asked.has_card && !asked.has_password && !asked.has_address)
		return;
	if (b->fields == SIZE_MAX)
		b->fields = add_form(b, lic_str("", 0), true);
	if (b->fields != SIZE_MAX)
		judge_field(form_at(b, b->fields), &field);
}

/* ---- baskets --------------------------------------------------------- */

static bool finds(struct lic_str s, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (memmem(s.ptr, s.len, words[i], strlen(words[i])))
			return true;
	return false;
}

/* Who presses nothing but this word orders; within other words it may be of anything. */
static bool is_order_word(struct lic_str words)
{
	static const char *const known[] = {
		"buy",      "kaufen",  "bestellen",  "acheter",  "commander", "comprar",   "pedir",
		"acquista", "ordina",  "encomendar", "kopen",    "kup",       "zamów",     "koupit",
		"objednat", "kúpiť",   "objednať",   "заказать", "замовити",  "megveszem", "köp",
		"beställ",  "køb",     "kjøp",       "bestil",   "bestill",   "osta",      "tilaa",
		"cumpără",  "comandă", "satın al",   "αγορά",    "купи",      "поръчай",   "kupi",
		"naruči",   "naroči",  "telli",      "pirkt",    "pirkti",    "購入",      "购买",
	};

	return lic_str_is_among(words, known, LIC_ARRAY_SIZE(known));
}

bool lic_page_is_cart_words(struct lic_str words)
{
	static const char *const known[] = {
		"add to cart",
		"add to basket",
		"add to bag",
		"add to trolley",
		"buy now",
		"order now",
		"view cart",
		"shopping cart",
		"in den warenkorb",
		"zum warenkorb",
		"jetzt kaufen",
		"ajouter au panier",
		"mon panier",
		"añadir al carrito",
		"agregar al carrito",
		"añadir a la cesta",
		"comprar agora",
		"comprar ahora",
		"aggiungi al carrello",
		"adicionar ao carrinho",
		"do košíku",
		"do košíka",
		"do koszyka",
		"in winkelwagen",
		"in winkelmand",
		"lägg i varukorg",
		"lägg i kundvagn",
		"legg i handlekurv",
		"læg i kurv",
		"lisää ostoskoriin",
		"kosárba",
		"adaugă în coș",
		"adauga in cos",
		"sepete ekle",
		"dodaj u košaricu",
		"dodaj v košarico",
		"lisa ostukorvi",
		"pievienot grozam",
		"į krepšelį",
		"в корзину",
		"до кошика",
		"у кошик",
		"в кошик",
		"в количката",
		"купить",
		"купити",
		"加入购物车",
		"加入購物車",
		"カートに",
		"στο καλάθι",
		"στο καλαθι",
		"أضف إلى السلة",
		"הוסף לסל",
	};
	char lower[80];

	if (words.len >= sizeof(lower))
		return false;
	lic_str_lower(lower, words);
	words = lic_str(lower, words.len);
	return is_order_word(lic_str_trim(words)) || finds(words, known, LIC_ARRAY_SIZE(known));
}

bool lic_page_is_cart_address(struct lic_str url)
{
	static const char *const known[] = {
		"/cart",        "/basket",        "/checkout", "/kosik",      "/warenkorb",
		"/panier",      "/carrito",       "/koszyk",   "/carrello",   "/carrinho",
		"/winkelwagen", "/varukorg",      "/kundvagn", "/handlekurv", "/kosar",
		"/ostoskori",   "/sepet",         "/korzina",  "add-to-cart", "addtocart",
		"add_to_cart",  "route=checkout",
	};

	for (size_t i = 0; i < LIC_ARRAY_SIZE(known); i++) {
		size_t n = strlen(known[i]);
		const char *at = url.len ? memmem(url.ptr, url.len, known[i], n) : NULL;
		if (!at)
			continue;
		/* A whole part of the path: "/cart", not "/cartoons". */
		size_t end = (size_t)(at - url.ptr) + n;
		if (end == url.len || !lic_is_alpha(url.ptr[end]))
			return true;
	}
	return false;
}
