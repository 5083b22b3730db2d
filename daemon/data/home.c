#include "home.h"

/* Countries by currency and language; with a code to dial, only those who name such a
 * number. One alone in its currency needs no number. */
static const struct place {
	const char *country, *currency, *language, *dial;
} places[] = {
	{"CZ", "CZK", "cs", NULL},  {"PL", "PLN", "pl", NULL},   {"HU", "HUF", "hu", NULL},
	{"RO", "RON", "ro", NULL},  {"BG", "BGN", "bg", NULL},   {"SE", "SEK", "sv", NULL},
	{"DK", "DKK", "da", NULL},  {"NO", "NOK", "no", NULL},   {"NO", "NOK", "nb", NULL},
	{"RU", "RUB", "ru", NULL},  {"BY", "BYN", "ru", NULL},   {"UA", "UAH", "uk", NULL},
	{"UA", "UAH", "ru", NULL},  {"KZ", "KZT", "ru", NULL},   {"TR", "TRY", "tr", NULL},
	{"GB", "GBP", "en", NULL},  {"BR", "BRL", "pt", NULL},   {"JP", "JPY", "ja", NULL},
	{"IT", "EUR", "it", NULL},  {"ES", "EUR", "es", NULL},   {"PT", "EUR", "pt", NULL},
	{"FI", "EUR", "fi", NULL},  {"SK", "EUR", "sk", NULL},   {"SI", "EUR", "sl", NULL},
	{"EE", "EUR", "et", NULL},  {"LV", "EUR", "lv", NULL},   {"LT", "EUR", "lt", NULL},
	{"HR", "EUR", "hr", NULL},  {"GR", "EUR", "el", "+30"},  {"CY", "EUR", "el", "+357"},
	{"DE", "EUR", "de", "+49"}, {"AT", "EUR", "de", "+43"},  {"FR", "EUR", "fr", "+33"},
	{"BE", "EUR", "fr", "+32"}, {"LU", "EUR", "fr", "+352"}, {"NL", "EUR", "nl", "+31"},
	{"BE", "EUR", "nl", "+32"}, {"IE", "EUR", "en", "+353"}, {"MT", "EUR", "en", "+356"},
};

static size_t prices_in(const struct lic_page *page, const char *currency)
{
	size_t n = 0;

	for (size_t i = 0; i < page->prices_count; i++)
		n += lic_str_eq(page->prices[i].currency, lic_str_from(currency));
	return n;
}

/* "de" of "de-AT". */
static bool speaks(const struct lic_page *page, const char *language)
{
	struct lic_str main = page->language;

	main.len = lic_str_find(main, '-');
	return lic_str_caseeq(main, lic_str_from(language));
}

static bool dials(const struct lic_page *page, const char *code)
{
	for (size_t i = 0; i < page->contacts_count; i++)
		if (page->contacts[i].kind == LIC_CONTACT_PHONE &&
		    lic_str_starts(page->contacts[i].value, lic_str_from(code)))
			return true;
	return false;
}

struct lic_str lic_home_of(const struct lic_page *page)
{
	for (size_t i = 0; i < LIC_ARRAY_SIZE(places); i++) {
		const struct place *p = &places[i];
		/* Most of the prices: shops quote a second currency now and then. */
		if (page->language.len && speaks(page, p->language) && page->prices_count &&
		    2 * prices_in(page, p->currency) > page->prices_count &&
		    (!p->dial || dials(page, p->dial)))
			return lic_str_from(p->country);
	}
	return LIC_STR("");
}
