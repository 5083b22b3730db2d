/* Prices in a text: a number beside a currency (ISO 4217), as people write them. */
#include "limits.h"
#include "page_build.h"

/* Digits of a price, with all that groups them. */
#define NUMBER_MAX 24

struct currency {
	const char *word;
	const char *code;
	bool before, after; /* where it stands */
};

/* Longer words first where one begins another. A "$" alone is read as the US dollar. */
static const struct currency currencies[] = {
	{"US$", "USD", true, true},   {"CA$", "CAD", true, true},    {"C$", "CAD", true, true},
	{"AU$", "AUD", true, true},   {"A$", "AUD", true, true},     {"NZ$", "NZD", true, true},
	{"HK$", "HKD", true, true},   {"S$", "SGD", true, true},     {"R$", "BRL", true, true},
	{"MX$", "MXN", true, true},   {"NT$", "TWD", true, true},    {"$", "USD", true, true},
	{"€", "EUR", true, true},     {"£", "GBP", true, true},      {"¥", "JPY", true, true},
	{"￥", "JPY", true, true},    {"₽", "RUB", true, true},    {"₴", "UAH", true, true},
	{"₹", "INR", true, true},     {"₺", "TRY", true, true},      {"₸", "KZT", true, true},
	{"₪", "ILS", true, true},     {"₫", "VND", true, true},      {"₩", "KRW", true, true},
	{"₱", "PHP", true, true},     {"₦", "NGN", true, true},      {"฿", "THB", true, true},
	{"₿", "BTC", true, true},   {"USD", "USD", true, true},    {"EUR", "EUR", true, true},
	{"Euro", "EUR", false, true}, {"GBP", "GBP", true, true},    {"CHF", "CHF", true, true},
	{"Fr.", "CHF", true, true},   {"CAD", "CAD", true, true},    {"AUD", "AUD", true, true},
	{"NZD", "NZD", true, true},   {"CZK", "CZK", true, true},    {"Kč", "CZK", true, true},
	{"PLN", "PLN", true, true},   {"zł", "PLN", false, true},    {"HUF", "HUF", true, true},
	{"Ft", "HUF", false, true},   {"RON", "RON", true, true},    {"lei", "RON", false, true},
	{"BGN", "BGN", true, true},   {"лв", "BGN", false, true},    {"RSD", "RSD", true, true},
	{"din", "RSD", false, true},  {"SEK", "SEK", true, true},    {"NOK", "NOK", true, true},
	{"DKK", "DKK", true, true},   {"ISK", "ISK", true, true},    {"RUB", "RUB", true, true},
	{"руб", "RUB", false, true},  {"р.", "RUB", false, true},    {"UAH", "UAH", true, true},
	{"грн", "UAH", false, true},  {"BYN", "BYN", true, true},    {"KZT", "KZT", true, true},
	{"тг", "KZT", false, true},   {"TRY", "TRY", true, true},    {"TL", "TRY", false, true},
	{"ILS", "ILS", true, true},   {"NIS", "ILS", true, true},    {"INR", "INR", true, true},
	{"Rs.", "INR", true, false},  {"Rs", "INR", true, false},    {"AED", "AED", true, true},
	{"SAR", "SAR", true, true},   {"BRL", "BRL", true, true},    {"MXN", "MXN", true, true},
	{"JPY", "JPY", true, true},   {"円", "JPY", false, true},    {"元", "CNY", false, true},
	{"CNY", "CNY", true, true},   {"KRW", "KRW", true, true},    {"원", "KRW", false, true},
	{"THB", "THB", true, true},   {"บาท", "THB", false, true},   {"SGD", "SGD", true, true},
	{"HKD", "HKD", true, true},   {"MYR", "MYR", true, true},    {"RM", "MYR", true, false},
	{"IDR", "IDR", true, true},   {"Rp", "IDR", true, false},    {"PHP", "PHP", true, true},
	{"VND", "VND", true, true},   {"ZAR", "ZAR", true, true},    {"KES", "KES", true, true},
	{"KSh", "KES", true, false},  {"NGN", "NGN", true, true},    {"EGP", "EGP", true, true},
	{"FCFA", "XOF", false, true}, {"F CFA", "XOF", false, true}, {"XOF", "XOF", true, true},
	{"S/", "PEN", true, false},   {"PEN", "PEN", true, true},    {"COP", "COP", true, true},
	{"CLP", "CLP", true, true},   {"ARS", "ARS", true, true},    {"Bs", "BOB", true, true},
	{"GH₵", "GHS", true, true},   {"MAD", "MAD", true, true},    {"DH", "MAD", false, true},
	{"DA", "DZD", false, true},   {"PKR", "PKR", true, true},    {"UZS", "UZS", true, true},
	{"сум", "UZS", false, true},  {"BTC", "BTC", true, true},    {"kr", NULL, true, true},
};

/* "kr" is a crown of the page's country. */
static const char *crown(const struct lic_page_builder *b)
{
	static const struct {
		const char *language, *ending, *code;
	} crowns[] = {{"sv", ".se", "SEK"}, {"nb", ".no", "NOK"}, {"no", ".no", "NOK"},
		      {"nn", ".no", "NOK"}, {"da", ".dk", "DKK"}, {"is", ".is", "ISK"}};

	for (size_t i = 0; i < LIC_ARRAY_SIZE(crowns); i++)
		if (lic_str_eq(b->page.language, lic_str_from(crowns[i].language)) ||
		    lic_str_ends(b->host, lic_str_from(crowns[i].ending)))
			return crowns[i].code;
	return NULL;
}

static bool is_letter(char c)
{
	return lic_is_alpha(c) || (unsigned char)c >= 0x80;
}

/* A capital letter, Latin or Cyrillic. */
static bool is_capital(struct lic_str s)
{
	const unsigned char *c = (const unsigned char *)s.ptr;

	return s.len && ((c[0] >= 'A' && c[0] <= 'Z') ||
			 (s.len > 1 && c[0] == 0xd0 && c[1] >= 0x90 && c[1] <= 0xaf));
}

/* Does a word that ends in `last` go on in s? Not where a button's begins: "490 KčObjednat". */
static bool goes_on(char last, struct lic_str s)
{
	return s.len && is_letter(last) && is_letter(s.ptr[0]) &&
	       (!is_capital(s) || (last >= 'A' && last <= 'Z'));
}

/* Spaces within a number: plain, narrow no-break (U+202F), thin (U+2009). */
static size_t thin_space(struct lic_str s)
{
	if (s.len && s.ptr[0] == ' ')
		return 1;
	if (s.len > 2 &&
	    (memcmp(s.ptr, "\xe2\x80\xaf", 3) == 0 || memcmp(s.ptr, "\xe2\x80\x89", 3) == 0))
		return 3;
	return 0;
}

static size_t digits_at(struct lic_str s)
{
	size_t n = 0;

	while (n < s.len && lic_is_digit(s.ptr[n]))
		n++;
	return n;
}

/* Groups of three are joined, the last mark with one or two digits behind it is the point. */
size_t lic_page_number(struct lic_str s, double *amount)
{
	const size_t lead = digits_at(s);
	size_t i = lead;
	double value = 0;
	char mark = 0;

	if (i == 0 || i > 9)
		return 0;
	for (size_t k = 0; k < i; k++)
		value = value * 10 + (s.ptr[k] - '0');
	while (i < s.len && i < NUMBER_MAX) {
		struct lic_str rest = lic_str(s.ptr + i, s.len - i);
		size_t space = thin_space(rest);
		size_t gap = space ? space : strchr(".,'", rest.ptr[0]) && rest.ptr[0] ? 1 : 0;
		size_t n = gap ? digits_at(lic_str(rest.ptr + gap, rest.len - gap)) : 0;
		char this = space ? ' ' : rest.ptr[0];
		if (n == 3 && lead <= 3 && (!mark || mark == this) && value > 0) {
			mark = this;
			for (size_t k = 0; k < 3; k++)
				value = value * 10 + (rest.ptr[gap + k] - '0');
		} else if ((n == 1 || n == 2) && !space && this != '\'' && mark != this) {
			const char *d = rest.ptr + gap;
			value += n == 2 ? ((d[0] - '0') * 10 + (d[1] - '0')) / 100.0
					: (d[0] - '0') / 10.0;
			i += gap + n;
			break;
		} else {
			break;
		}
		i += gap + n;
	}
	*amount = value;
	return i;
}

bool lic_page_amount(struct lic_str s, double *amount)
{
	double value;

	s = lic_str_trim(s);
	if (!lic_page_number(s, &value))
		return false;
	*amount = value;
	return true;
}

struct lic_str lic_page_currency(struct lic_str code)
{
	char upper[4];

	code = lic_str_trim(code);
	for (size_t i = 0; i < LIC_ARRAY_SIZE(currencies); i++)
		if (currencies[i].code && lic_str_eq(code, lic_str_from(currencies[i].word)))
			return lic_str_from(currencies[i].code);
	for (size_t i = 0; code.len == 3 && i < 3; i++)
		upper[i] = (char)(lic_lower(code.ptr[i]) & ~0x20);
	for (size_t i = 0; code.len == 3 && i < LIC_ARRAY_SIZE(currencies); i++)
		if (currencies[i].code &&
		    lic_str_eq(lic_str(upper, 3), lic_str_from(currencies[i].code)))
			return lic_str_from(currencies[i].code);
	return lic_str("", 0);
}

/* What tells at a glance that no currency stands at a place. */
struct glance {
	bool begins[256], ends[256]; /* by the first and last byte of a word */
	unsigned char len[LIC_ARRAY_SIZE(currencies)];
};

static void make_glance(struct glance *g)
{
	memset(g, 0, sizeof(*g));
	for (size_t i = 0; i < LIC_ARRAY_SIZE(currencies); i++) {
		const struct currency *c = &currencies[i];
		g->len[i] = (unsigned char)strlen(c->word);
		g->begins[(unsigned char)c->word[0]] |= c->after;
		g->ends[(unsigned char)c->word[g->len[i] - 1]] |= c->before;
	}
}

static const char *code_of(const struct lic_page_builder *b, const struct currency *c)
{
	return c->code ? c->code : crown(b);
}

/* The currency that s begins with. */
static const char *currency_behind(const struct lic_page_builder *b, const struct glance *g,
				   struct lic_str s)
{
	size_t skip = thin_space(s);

	if (s.len > 1 && s.ptr[0] == ',' && (s.ptr[1] == '-' || s.ptr[1] == ' '))
		skip = 2; /* "199,- Kč" */
	skip += thin_space(lic_str(s.ptr + skip, s.len - skip));
	s = lic_str(s.ptr + skip, s.len - skip);
	if (!s.len || !g->begins[(unsigned char)s.ptr[0]])
		return NULL;
	for (size_t i = 0; i < LIC_ARRAY_SIZE(currencies); i++) {
		const struct currency *c = &currencies[i];
		size_t n = g->len[i];
		if (!c->after || c->word[0] != s.ptr[0] || s.len < n ||
		    memcmp(s.ptr, c->word, n) != 0)
			continue;
		if (lic_is_alpha(c->word[0]) &&
		    goes_on(c->word[n - 1], lic_str(s.ptr + n, s.len - n)))
			continue;
		if (n < s.len && lic_is_digit(s.ptr[n])) /* it belongs to what follows */
			continue;
		return code_of(b, c);
	}
	return NULL;
}

/* The currency that text ends with at `at`. */
static const char *currency_before(const struct lic_page_builder *b, const struct glance *g,
				   struct lic_str text, size_t at, size_t *from)
{
	if (at && text.ptr[at - 1] == ' ')
		at--;
	if (!at || !g->ends[(unsigned char)text.ptr[at - 1]])
		return NULL;
	for (size_t i = 0; i < LIC_ARRAY_SIZE(currencies); i++) {
		const struct currency *c = &currencies[i];
		size_t n = g->len[i];
		if (!c->before || at < n || c->word[n - 1] != text.ptr[at - 1] ||
		    memcmp(text.ptr + at - n, c->word, n) != 0)
			continue;
		if (lic_is_alpha(c->word[0]) && at > n && is_letter(text.ptr[at - n - 1]))
			continue;
		*from = at - n;
		return code_of(b, c);
	}
	return NULL;
}

/* ---- columns --------------------------------------------------------- */

/* The words of a column's head; longer ones are prose, which ends the table. */
#define HEAD_MAX 24
#define PROSE_MIN 80

/* The currency that a line of few words names, without a number: "PLN", "Price, USD", "Cena (zł)".
 */
static const char *currency_of_column(const struct lic_page_builder *b, const struct glance *g,
				      struct lic_str line)
{
	size_t from;

	if (line.len > HEAD_MAX)
		return NULL;
	if (line.len && line.ptr[line.len - 1] == ')')
		line.len--;
	for (size_t i = 0; i < line.len; i++)
		if (lic_is_digit(line.ptr[i]))
			return NULL;
	return currency_before(b, g, line, line.len, &from);
}

/* Prices stand in the order of the text. `code`: "" where it is not known. */
static void push_price(struct lic_page_builder *b, size_t at, double amount, const char *code)
{
	const struct lic_page_price price = {
		.at = at, .amount = amount, .currency = lic_str_from(code)};

	lic_page_push(b, &b->prices, &price, sizeof(price), LIC_PAGE_PRICES_MAX);
}

/* The prices of a line, which begins at `from`. */
static void price_line(struct lic_page_builder *b, const struct glance *g, size_t from, size_t end)
{
	struct lic_str text = b->page.text;

	for (size_t i = from; i < end; i++) {
		size_t at = i;
		double amount;
		if (!lic_is_digit(text.ptr[i]))
			continue;
		struct lic_str s = lic_str(text.ptr + i, end - i);
		size_t n = lic_page_number(s, &amount);
		if (!n) {
			i += digits_at(s);
			continue;
		}
		const char *code = currency_before(b, g, text, i, &at);
		if (!code)
			code = currency_behind(b, g, lic_str(s.ptr + n, s.len - n));
		if (code && amount > 0)
			push_price(b, at, amount, code);
		i += n - 1;
	}
}

void lic_page_price_text(struct lic_page_builder *b)
{
	struct lic_str text = b->page.text;
	const bool bare = lic_page_has_bare_prices(text);
	/* The title or a line said that prices follow, and named no currency. */
	bool listed = lic_page_heads_prices(b->page.title);
	const char *column = NULL; /* the currency that the head of a table named */
	struct glance glance;

	make_glance(&glance);
	for (size_t at = 0; at < text.len;) {
		struct lic_str line = lic_str(text.ptr + at, text.len - at);
		double amount;
		line.len = lic_str_find(line, '\n');
		const char *head = currency_of_column(b, &glance, line);
		if (head)
			column = head;
		else if (line.len >= PROSE_MIN)
			column = NULL;
		listed = listed || lic_page_heads_prices(line);
		if ((column || listed) && lic_page_is_bare_number(line, &amount))
			push_price(b, at, amount, column ? column : "");
		else
			price_line(b, &glance, at, at + line.len);
		const size_t skip = bare ? lic_page_bare_price(line, &amount) : 0;
		if (skip)
			push_price(b, at + skip, amount, "");
		at += line.len + 1;
	}
}
