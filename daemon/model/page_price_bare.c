/* Prices without a currency: of lists that say that they are some, or are built like one. */
#include "page_build.h"

/* Longer lines are prose. */
#define LIST_LINE_MAX 120

/* So many lines of a kind are a price list. */
#define BARE_LINES 3

bool lic_page_is_bare_number(struct lic_str line, double *amount)
{
	size_t n = lic_page_number(line, amount);

	return n && n == line.len && *amount > 0;
}

/* ---- heads ----------------------------------------------------------- */

/* The bytes of a heading. */
#define HEAD_MAX 96

static bool begins_head(struct lic_str s)
{
	static const char *const heads[] = {
		"price",  "Price",  "preis",   "Preis",   "prix",   "Prix",   "tarif", "Tarif",
		"prezz",  "Prezz",  "listino", "Listino", "precio", "Precio", "preço", "Preço",
		"cennik", "Cennik", "ceník",   "Ceník",   "CENÍK",  "cena",   "Cena",  "ceny",
		"Ceny",   "árlist", "Árlist",  "árak",    "Árak",   "прайс",  "Прайс", "ПРАЙС",
		"цена",   "Цена",   "ЦЕНА",    "цены",    "Цены",   "ЦЕНЫ",
	};

	for (size_t i = 0; i < LIC_ARRAY_SIZE(heads); i++)
		if (heads[i][0] == s.ptr[0] && lic_str_starts(s, lic_str_from(heads[i])))
			return true;
	return false;
}

bool lic_page_heads_prices(struct lic_str line)
{
	/* What the words begin with, as bytes. */
	static const char first[] = "pPtTlLcC\xc3\xd0";

	if (line.len > HEAD_MAX)
		return false;
	for (size_t i = 0; i < line.len; i++)
		if ((i == 0 || line.ptr[i - 1] == ' ') && strchr(first, line.ptr[i]) &&
		    begins_head(lic_str(line.ptr + i, line.len - i)))
			return true;
	return false;
}

/* ---- lines ----------------------------------------------------------- */

/* Where in the line the price is looked for: behind its last mark of that kind. 0: there is none.
 */
static size_t behind_mark(struct lic_str line)
{
	static const char *const marks[] = {"–", "—", "-", ":", "=", ".."};

	for (size_t i = line.len; i-- > 2;) {
		if (line.ptr[i] != ' ' || lic_is_alpha(line.ptr[i - 1]))
			continue;
		for (size_t k = 0; k < LIC_ARRAY_SIZE(marks); k++)
			if (lic_str_ends(lic_str(line.ptr, i), lic_str_from(marks[k])))
				return i + 1;
	}
	return 0;
}

/* What may follow a price: "15/piece", "38 mil", "40 (in stock)", "40, 100 for 300". */
static struct lic_str without_rest(struct lic_str tail)
{
	static const char *const rests[] = {"/", " /", " (", ", ", " mil", " l'una", " each"};

	for (size_t i = 0; i < tail.len; i++)
		for (size_t k = 0; k < LIC_ARRAY_SIZE(rests); k++)
			if (lic_str_starts(lic_str(tail.ptr + i, tail.len - i),
					   lic_str_from(rests[k])))
				return lic_str(tail.ptr, i);
	return tail;
}

/* Bytes of a pack before its price: "30 pcs 40", "box of 20 tablets 40". */
#define PACK_MAX 20

size_t lic_page_bare_price(struct lic_str line, double *amount)
{
	const size_t from = line.len < LIST_LINE_MAX ? behind_mark(line) : 0;

	if (!from)
		return 0;
	const struct lic_str tail = without_rest(lic_str(line.ptr + from, line.len - from));
	if (lic_page_is_bare_number(tail, amount))
		return tail.len > 1 ? from : 0;
	for (size_t i = tail.len; i-- > 1;)
		if (tail.ptr[i] == ' ')
			return i <= PACK_MAX && tail.len - i > 2 &&
					       lic_page_is_bare_number(
						       lic_str(tail.ptr + i + 1, tail.len - i - 1),
						       amount)
				       ? from + i + 1
				       : 0;
	return 0;
}

bool lic_page_has_bare_prices(struct lic_str text)
{
	size_t count = 0;
	double amount;

	for (size_t at = 0; at < text.len && count < BARE_LINES;) {
		struct lic_str line = lic_str(text.ptr + at, text.len - at);
		line.len = lic_str_find(line, '\n');
		count += lic_page_bare_price(line, &amount) > 0;
		at += line.len + 1;
	}
	return count == BARE_LINES;
}
