#include "page_list.h"

#include "page_offer.h"
#include "page_said.h"

/* Bytes between a name with its strength and pack, and its price. */
#define REACH 80

/* Bytes between a name and a price that is its own, and no later name's. */
#define OWNED 60

#define LISTED_MAX 8

static bool names_substance(const struct lic_page_term *t)
{
	return !t->hidden && t->class != LIC_TERM_PHRASE;
}

static bool names_rx(const struct lic_page_term *t)
{
	return !t->hidden && !t->ambiguous && lic_term_needs_prescription(t->class);
}

static bool is_button(const struct lic_page_term *t)
{
	return lic_page_is_phrase(t, "buy-action", 0);
}

/* Bytes between names that are sold together: "RU 486 1 pc. + Cytotec 4 pcs". */
#define TOGETHER 16

static bool is_together(const struct lic_page *page, const struct lic_page_term *a,
			const struct lic_page_term *b)
{
	const size_t gap = lic_page_distance(a, b);

	return gap <= TOGETHER && !memchr(page->text.ptr + a->at + a->len, '\n', gap);
}

/* The end of what belongs to the i-th term: where the name of another substance begins. The terms
 * stand in the order of the text. */
static size_t end_of(const struct lic_page *page, size_t i, size_t reach)
{
	const struct lic_page_term *t = &page->terms[i], *last = t;
	const size_t end = t->at + t->len + reach;

	for (i++; i < page->terms_count && page->terms[i].at < end; i++) {
		const struct lic_page_term *other = &page->terms[i];
		if (!names_substance(other))
			continue;
		if (!lic_str_eq(other->id, t->id) && !is_together(page, last, other))
			return other->at;
		last = other;
	}
	return end;
}

static bool holds_letter(struct lic_str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (lic_is_alpha(s.ptr[i]))
			return true;
	return false;
}

/* Is what stands between a price and the name behind it little enough for both to belong together:
 * the rest of the line, or of a line above that holds nothing else? */
static bool joins(struct lic_str between)
{
	const size_t line = lic_str_find(between, '\n');

	if (line == between.len)
		return true;
	return !holds_letter(lic_str(between.ptr, line)) &&
	       lic_str_find(lic_str(between.ptr + line + 1, between.len - line - 1), '\n') ==
		       between.len - line - 1;
}

/* Bytes of a currency, on either side of the number. */
#define CURRENCY_MAX 5

/* Where the price that begins at `at` ends: its number and a currency. */
static size_t price_end(struct lic_str text, size_t at)
{
	size_t i = at;

	while (i < text.len && i - at < CURRENCY_MAX && !lic_is_digit(text.ptr[i]))
		i++;
	while (i < text.len && (lic_is_digit(text.ptr[i]) || strchr(" .,'", text.ptr[i])))
		i++;
	for (at = i; i < text.len && i - at < CURRENCY_MAX && !strchr(" \n", text.ptr[i]);)
		i++;
	return i;
}

/* Is the price of a name that stands before it on its line, or right above? */
static bool is_owned(const struct lic_page *page, size_t price, size_t before)
{
	for (size_t i = before; i-- > 0 && page->terms[i].at + OWNED >= price;)
		if (page->terms[i].at < price && names_substance(&page->terms[i]))
			return true;
	return false;
}

/* Does the price stand before the term, and belong to it? */
static bool precedes(const struct lic_page *page, size_t price, size_t term)
{
	const struct lic_page_term *t = &page->terms[term];
	const size_t end = price_end(page->text, price);

	if (price + LIC_PAGE_NEAR < t->at || is_owned(page, price, term))
		return false;
	for (size_t i = term; i-- > 0 && page->terms[i].at > price;)
		if (names_substance(&page->terms[i]))
			return false;
	return end >= t->at || joins(lic_str(page->text.ptr + end, t->at - end));
}

static bool is_priced(const struct lic_page *page, size_t term, size_t reach, bool before)
{
	const struct lic_page_term *t = &page->terms[term];
	const size_t end = end_of(page, term, reach);

	for (size_t i = 0; i < page->prices_count; i++) {
		const size_t at = page->prices[i].at;
		if (at == SIZE_MAX)
			continue;
		if ((at >= t->at + t->len ? at < end : before && precedes(page, at, term)) &&
		    !lic_page_is_quoted_at(page, at, 1))
			return true;
	}
	return false;
}

bool lic_page_is_priced(const struct lic_page *page, const struct lic_page_term *term)
{
	return is_priced(page, (size_t)(term - page->terms), LIC_PAGE_NEAR, true);
}

bool lic_page_has_button(const struct lic_page *page, const struct lic_page_term *term)
{
	const size_t n = (size_t)(term - page->terms);
	const size_t end = end_of(page, n, LIC_PAGE_NEAR);

	for (size_t i = n + 1; i < page->terms_count && page->terms[i].at < end; i++)
		if (is_button(&page->terms[i]))
			return true;
	for (size_t i = n; i-- > 0 && page->terms[i].at + LIC_PAGE_NEAR >= term->at;)
		if (is_button(&page->terms[i]))
			return !memchr(page->text.ptr + page->terms[i].at, '\n',
				       term->at - page->terms[i].at);
	return false;
}

/* Bytes of a title among which the name of what it is about begins: "Buy original NAME". What else
 * is named stands further on: "Herbs instead of NAME". */
#define TITLE_BEGIN 16

static const struct lic_page_term *titled(const struct lic_page *page, bool ambiguous)
{
	for (size_t i = 0; i < page->terms_count; i++) {
		const struct lic_page_term *t = &page->terms[i];
		const size_t part = TITLE_BEGIN + t->len;
		const struct lic_str title =
			lic_str(page->title.ptr, part < page->title.len ? part : page->title.len);
		if (names_substance(t) && t->ambiguous == ambiguous &&
		    lic_str_casefind(title, lic_page_shown(page, t)))
			return t;
	}
	return NULL;
}

const struct lic_page_term *lic_page_subject(const struct lic_page *page)
{
	const struct lic_page_term *t = titled(page, false);

	return t ? t : titled(page, true);
}

static bool is_among(struct lic_str id, const struct lic_str *ids, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (lic_str_eq(ids[i], id))
			return true;
	return false;
}

/* How many prescription medicines there are, `most` at most, of which the page tells that. */
static size_t count(const struct lic_page *page, size_t most,
		    bool (*tells)(const struct lic_page *page, size_t term))
{
	struct lic_str ids[LISTED_MAX];
	size_t n = 0;

	for (size_t i = 0; i < page->terms_count && n < most && n < LISTED_MAX; i++) {
		const struct lic_page_term *t = &page->terms[i];
		if (names_rx(t) && !is_among(t->id, ids, n) && tells(page, i) &&
		    !lic_page_is_quoted(page, t))
			ids[n++] = t->id;
	}
	return n;
}

static bool has_price(const struct lic_page *page, size_t term)
{
	return is_priced(page, term, REACH, false);
}

static bool is_in_stock(const struct lic_page *page, size_t term)
{
	return lic_page_stands_by(page, &page->terms[term], "offer", LIC_PAGE_NEAR);
}

/* A number and a unit right behind the name: "Amoxicillin 500 mg". */
static bool has_dose(const struct lic_page *page, size_t term)
{
	static const char *const units[] = {"mg", "mcg", "µg", "μg",  "g",  "ml", "iu",
					    "ui", "ie",  "мг", "мкг", "мл", "ед", "j"};
	const struct lic_page_term *t = &page->terms[term];
	const size_t from = t->at + t->len;
	struct lic_str s = lic_str(page->text.ptr + from, page->text.len - from);
	size_t n = 0, end;
	bool number = false;

	for (; n < s.len && (lic_is_digit(s.ptr[n]) || strchr(" .,", s.ptr[n])); n++)
		number |= lic_is_digit(s.ptr[n]);
	s = lic_str(s.ptr + n, s.len - n);
	for (end = 0;
	     end < s.len && (lic_is_alpha(s.ptr[end]) || (unsigned char)s.ptr[end] >= 0x80);)
		end++;
	return number && lic_str_is_caseamong(lic_str(s.ptr, end), units, LIC_ARRAY_SIZE(units));
}

size_t lic_page_dosed(const struct lic_page *page, size_t most)
{
	return count(page, most, has_dose);
}

size_t lic_page_listed(const struct lic_page *page, size_t most)
{
	return count(page, most, has_price);
}

size_t lic_page_stocked(const struct lic_page *page, size_t most)
{
	return count(page, most, is_in_stock);
}
