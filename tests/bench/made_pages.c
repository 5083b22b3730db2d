#include "made_pages.h"

void make_goods_page(struct lic_buf *out)
{
	LIC_BUF_LIT(out, "<!doctype html><html><head><title>Goods</title></head><body><ul>");
	for (unsigned i = 0; out->len < MADE_PAGE_SIZE; i++)
		lic_buf_printf(out,
			       "<li class=\"item item-%u\" data-id=\"%u\"><a href=\"/goods/%u-blue?"
			       "from=list\" class=\"name\"><img src=\"/img/%u.jpg\" alt=\"Box %u\">"
			       "<span>Box of paper, %u sheets</span></a><p>White &amp; smooth, for "
			       "letters and for print; sent within two days.</p><b class=price>"
			       "%u.90 €</b> <button type=button>Add to cart</button></li>\n",
			       i, i, i, i, i, 100 + i, 3 + i % 90);
	LIC_BUF_LIT(out, "</ul></body></html>");
}

/* ---- the shop ---------------------------------------------------------- */

static const char *const goods[] = {
	"Ibuprofen 400 mg, 50 tablets",
	"Sun cream SPF 50+, sensitive skin, 200 ml",
	"Paracetamol 500 mg, 20 tablets",
	"Vitamin C 1000 mg with zinc, 60 capsules",
	"Sildenafil 50 mg, 8 film-coated tablets",
	"Toothpaste for sensitive gums, 75 ml",
	"Cetirizine 10 mg, 30 tablets",
	"Hand balm with shea butter & aloë, 100 ml",
	"Omeprazole 20 mg, 28 capsules",
	"Blood-pressure monitor for the upper arm",
	"Loperamide 2 mg, 10 capsules",
	"Sterile plasters, waterproof, 24 pieces",
	"Nasal spray with sea water, 20 ml",
	"Magnesium citrate, 120 effervescent tablets",
	"Diclofenac gel 1 %, 150 g",
	"Baby shampoo “no tears”, 400 ml",
};

static const char *const groups[] = {
	"Pain & fever", "Cold & flu",     "Allergy",     "Skin care",  "Vitamins",
	"Baby & child", "Heart & vessel", "Eyes & ears", "Digestion",  "Dental care",
	"First aid",    "Men’s health",   "Sports",      "Veterinary", "Natural remedies",
	"Diabetes",     "Travel",         "Devices",
};

static void add_style(struct lic_buf *out)
{
	LIC_BUF_LIT(out, "<style>:root{--ink:#1d2b36;--leaf:#0a7d4f;--line:#dfe5ea}*{box-sizing:"
			 "border-box}body{margin:0;font:16px/1.5 system-ui,sans-serif;color:"
			 "var(--ink)}\n");
	for (unsigned i = 0; i < 70; i++)
		lic_buf_printf(
			out,
			".c-%u{display:flex;margin:%upx auto;padding:0 %upx;border:1px solid "
			"var(--line)}.c-%u>a:hover{color:#0a%02x4f;text-decoration:"
			"underline}\n",
			i, i % 9, 2 * (i % 7), i, i);
	LIC_BUF_LIT(out, "@media (max-width:48em){.grid{grid-template-columns:1fr 1fr}.menu>ul ul"
			 "{display:none}}</style>\n");
}

static void add_script(struct lic_buf *out, unsigned functions)
{
	LIC_BUF_LIT(out, "<script>(function(w,d){\"use strict\";var q=w.queue=w.queue||[];\n");
	for (unsigned i = 0; i < functions; i++)
		lic_buf_printf(out,
			       "function f%u(a,b){for(var i=0,n=a.length;i<n;i++){if(a[i]<b&&"
			       "a[i].k!==\"v%u\"){q.push({event:\"view_%u\",id:a[i].id,at:Date.now"
			       "(),tpl:'<i class=\"x\">'+b+'</i>'})}}return q.length>>%u}\n",
			       i, i * 7, i, i % 5);
	LIC_BUF_LIT(out, "w.addEventListener(\"load\",function(){d.body.classList.add(\"is-ready\")"
			 "})})(window,document);</script>\n");
}

static void add_head(struct lic_buf *out)
{
	LIC_BUF_LIT(out,
		    "<!DOCTYPE html>\n<html lang=\"en\" class=\"no-js\">\n<head>\n<meta charset="
		    "\"utf-8\">\n<title>Pain &amp; fever – Greenleaf Pharmacy</title>\n<meta "
		    "name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta "
		    "name=\"description\" content=\"Medicines without prescription, cosmetics and "
		    "devices, delivered from our pharmacy within two days.\">\n<meta property="
		    "\"og:type\" content=\"website\">\n<link rel=\"canonical\" href="
		    "\"https://shop.example/pain-fever\">\n<link rel=\"stylesheet\" href="
		    "\"/assets/app.3f9c.css\">\n<link rel=\"preload\" as=\"font\" href="
		    "\"/assets/sans.woff2\" crossorigin>\n");
	add_style(out);
	LIC_BUF_LIT(out, "<script async src=\"https://www.googletagmanager.example/gtag/js?id="
			 "G-AB12CD34EF\"></script>\n<script type=\"application/ld+json\">"
			 "{\"@context\":\"https://schema.org\",\"@type\":\"Pharmacy\",\"name\":"
			 "\"Greenleaf Pharmacy\",\"telephone\":\"+44 20 7946 0958\",\"address\":"
			 "{\"@type\":\"PostalAddress\",\"streetAddress\":\"12 Mill Lane\","
			 "\"postalCode\":\"SW1A 1AA\",\"addressLocality\":\"London\"}}</script>\n");
	add_script(out, 30);
	LIC_BUF_LIT(out, "</head>\n");
}

static void add_menu(struct lic_buf *out)
{
	LIC_BUF_LIT(
		out,
		"<body class=\"page page--list\">\n<!-- header: begin -->\n<header class=\"top\" "
		"role=\"banner\"><a class=\"logo\" href=\"/\"><img src=\"/assets/logo.svg\" "
		"alt=\"Greenleaf Pharmacy\" width=\"180\" height=\"40\"></a>\n<form class="
		"\"search\" action=\"/search\" method=\"get\" role=\"search\"><input type="
		"\"search\" name=\"q\" placeholder=\"What are you looking for?\"><button "
		"type=\"submit\">Search</button></form>\n<a href=\"/cart\" rel=\"nofollow\" "
		"class=\"basket\"><span class=\"count\">0</span> Basket</a></header>\n"
		"<nav class=\"menu\" aria-label=\"Main\"><ul>\n");
	for (unsigned i = 0; i < LIC_ARRAY_SIZE(groups); i++) {
		lic_buf_printf(out,
			       "<li class=\"menu__item c-%u\"><a href=\"/group/%u\" class="
			       "\"menu__link\">%s</a>\n<ul class=\"menu__sub\" aria-hidden="
			       "\"true\">\n",
			       i, i, groups[i]);
		for (unsigned k = 0; k < 7; k++)
			lic_buf_printf(out,
				       "\t<li class=\"menu__sub-item\"><a href=\"/group/%u/%u\" "
				       "data-track=\"menu-%u-%u\">%s for %s</a></li>\n",
				       i, k, i, k, groups[(i + k) % LIC_ARRAY_SIZE(groups)],
				       k % 2 ? "adults" : "the family");
		LIC_BUF_LIT(out, "</ul></li>\n");
	}
	LIC_BUF_LIT(out, "</ul></nav>\n<!-- header: end -->\n");
}

static void add_card(struct lic_buf *out, unsigned i)
{
	const char *name = goods[i % LIC_ARRAY_SIZE(goods)];

	lic_buf_printf(out,
		       "<!-- card %u -->\n<li class=\"grid__cell\"><article class=\"card c-%u\" "
		       "data-sku=\"%u\" data-stock=\"%u\">\n  <a class=\"card__picture\" href="
		       "\"/p/%u-item?list=pain&amp;pos=%u\"><img loading=\"lazy\" src=\"data:image/"
		       "gif;base64,R0lGODlhAQABAAAAACw=\" data-src=\"https://cdn.shop.example/p/%u_"
		       "320.webp\" width=\"320\" height=\"320\" alt=\"%s\"></a>\n",
		       i, i % 70, 40000 + i, i % 13, 40000 + i, i, 40000 + i, name);
	lic_buf_printf(
		out,
		"  <h3 class=\"card__title\"><a href=\"/p/%u-item\">%s</a></h3>\n  <div "
		"class=\"stars\" style=\"--value:%u.%u\" title=\"%u reviews\"><svg viewBox="
		"\"0 0 24 24\" width=\"16\"><path d=\"M12 2l3 7h7l-6 4 2 8-6-5-6 5 2-8-6-4h7z"
		"\"/></svg><span>(%u)</span></div>\n  <p class=\"card__text\">%s from the "
		"pharmacist’s own stock. Please read the leaflet; ask us if you take other "
		"medicines.</p>\n",
		40000 + i, name, 3 + i % 2, i % 10, i % 97, i % 97, name);
	lic_buf_printf(out,
		       "  <div class=\"price\"><del>£%u.99</del> <strong>£%u.%02u</strong>"
		       "<small>£%u.20 per 100 g, VAT included</small></div>\n  <form action="
		       "\"/cart/add\" method=\"post\"><input type=\"hidden\" name=\"sku\" value="
		       "\"%u\"><input type=\"number\" name=\"n\" value=\"1\" min=\"1\"><button "
		       "type=\"submit\" class=\"button button--leaf\">Add to cart</button></form>"
		       "\n  <span class=\"stock\" style=\"color:#0a7d4f\">In stock, sent within %u "
		       "days</span>\n</article></li>\n",
		       5 + i % 60, 3 + i % 60, i % 100, 1 + i % 9, 40000 + i, 1 + i % 4);
}

static void add_state(struct lic_buf *out, unsigned items)
{
	LIC_BUF_LIT(out, "<script type=\"application/json\" id=\"state\">{\"items\":[");
	for (unsigned i = 0; i < items; i++)
		lic_buf_printf(out,
			       "%s{\"sku\":%u,\"name\":\"%s\",\"price\":%u.%02u,\"tags\":[\"a\","
			       "\"b%u\"],\"variants\":null}",
			       i ? "," : "", 40000 + i, goods[i % LIC_ARRAY_SIZE(goods)],
			       3 + i % 60, i % 100, i % 7);
	LIC_BUF_LIT(out, "]}</script>\n<script type=\"application/ld+json\">{\"@context\":"
			 "\"https://schema.org\",\"@type\":\"ItemList\",\"itemListElement\":[");
	for (unsigned i = 0; i < 24; i++)
		lic_buf_printf(out,
			       "%s{\"@type\":\"ListItem\",\"position\":%u,\"item\":{\"@type\":"
			       "\"Product\",\"name\":\"%s\",\"offers\":{\"@type\":\"Offer\","
			       "\"price\":\"%u.%02u\",\"priceCurrency\":\"GBP\"}}}",
			       i ? "," : "", i + 1, goods[i % LIC_ARRAY_SIZE(goods)], 3 + i % 60,
			       i % 100);
	LIC_BUF_LIT(out, "]}</script>\n");
}

static void add_footer(struct lic_buf *out)
{
	LIC_BUF_LIT(out, "<footer class=\"foot\"><address>Greenleaf Pharmacy Ltd, 12 Mill Lane, "
			 "London SW1A 1AA</address><p>Call <a href=\"tel:+442079460958\">+44 20 "
			 "7946 0958</a> or write to <a href=\"mailto:care@shop.example\">care@"
			 "shop.example</a>. Registered pharmacy 1234567.</p>\n<ul>");
	for (unsigned i = 0; i < 40; i++)
		lic_buf_printf(out, "<li><a href=\"/info/%u\">%s: questions and answers</a></li>\n",
			       i, groups[i % LIC_ARRAY_SIZE(groups)]);
	LIC_BUF_LIT(out, "</ul></footer>\n");
	add_script(out, 50);
	LIC_BUF_LIT(out, "</body></html>\n");
}

void make_shop_page(struct lic_buf *out)
{
	struct lic_buf tail;

	lic_buf_init(&tail, MADE_PAGE_SIZE);
	LIC_BUF_LIT(&tail, "</ul></main>\n");
	add_state(&tail, 60);
	add_footer(&tail);
	add_head(out);
	add_menu(out);
	LIC_BUF_LIT(out, "<main id=\"main\"><h1>Pain &amp; fever</h1><ul class=\"grid\">\n");
	for (unsigned i = 0; out->len + tail.len < MADE_PAGE_SIZE; i++)
		add_card(out, i);
	lic_buf_adds(out, lic_buf_str(&tail));
	lic_buf_release(&tail);
}
