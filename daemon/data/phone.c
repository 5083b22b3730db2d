#include "phone.h"

/* E.164: at most 15 digits; with fewer than 8 no country has its numbers. */
#define DIGITS_MOST 15
#define DIGITS_LEAST 8

struct plan {
	char country[3];
	const char *code;
	const char *trunk; /* stands before a national number, and not behind the code */
};

static const struct plan plans[] = {
	{"AE", "971", "0"}, {"AL", "355", "0"}, {"AM", "374", "0"}, {"AR", "54", "0"},
	{"AT", "43", "0"},  {"AU", "61", "0"},  {"AZ", "994", "0"}, {"BA", "387", "0"},
	{"BD", "880", "0"}, {"BE", "32", "0"},  {"BG", "359", "0"}, {"BO", "591", "0"},
	{"BR", "55", "0"},  {"BY", "375", "8"}, {"CA", "1", "1"},   {"CH", "41", "0"},
	{"CL", "56", ""},   {"CN", "86", "0"},  {"CO", "57", "0"},  {"CR", "506", ""},
	{"CY", "357", ""},  {"CZ", "420", ""},  {"DE", "49", "0"},  {"DK", "45", ""},
	{"DO", "1", "1"},   {"DZ", "213", "0"}, {"EC", "593", "0"}, {"EE", "372", ""},
	{"EG", "20", "0"},  {"ES", "34", ""},   {"FI", "358", "0"}, {"FR", "33", "0"},
	{"GB", "44", "0"},  {"GE", "995", "0"}, {"GH", "233", "0"}, {"GR", "30", ""},
	{"HK", "852", ""},  {"HR", "385", "0"}, {"HU", "36", "06"}, {"ID", "62", "0"},
	{"IE", "353", "0"}, {"IL", "972", "0"}, {"IN", "91", "0"},  {"IS", "354", ""},
	{"IT", "39", ""},   {"JP", "81", "0"},  {"KE", "254", "0"}, {"KR", "82", "0"},
	{"KZ", "7", "8"},   {"LI", "423", "0"}, {"LK", "94", "0"},  {"LT", "370", "0"},
	{"LU", "352", ""},  {"LV", "371", ""},  {"MA", "212", "0"}, {"MD", "373", "0"},
	{"ME", "382", "0"}, {"MK", "389", "0"}, {"MT", "356", ""},  {"MX", "52", ""},
	{"MY", "60", "0"},  {"NG", "234", "0"}, {"NL", "31", "0"},  {"NO", "47", ""},
	{"NZ", "64", "0"},  {"PA", "507", ""},  {"PE", "51", "0"},  {"PH", "63", "0"},
	{"PK", "92", "0"},  {"PL", "48", ""},   {"PT", "351", ""},  {"PY", "595", "0"},
	{"RO", "40", "0"},  {"RS", "381", "0"}, {"RU", "7", "8"},   {"SA", "966", "0"},
	{"SE", "46", "0"},  {"SG", "65", ""},   {"SI", "386", "0"}, {"SK", "421", "0"},
	{"TH", "66", "0"},  {"TN", "216", ""},  {"TR", "90", "0"},  {"TW", "886", "0"},
	{"UA", "380", "0"}, {"US", "1", "1"},   {"UY", "598", "0"}, {"UZ", "998", ""},
	{"VE", "58", "0"},  {"VN", "84", "0"},  {"ZA", "27", "0"},
};

static bool skip(struct lic_str *s, const char *prefix)
{
	struct lic_str p = lic_str_from(prefix);

	if (!p.len || !lic_str_starts(*s, p))
		return false;
	*s = lic_str(s->ptr + p.len, s->len - p.len);
	return true;
}

static struct lic_str put_together(struct lic_str code, struct lic_str rest,
				   char out[LIC_PHONE_SIZE])
{
	size_t len = code.len + rest.len;

	if (len < DIGITS_LEAST || len > DIGITS_MOST)
		return lic_str(NULL, 0);
	out[0] = '+';
	memcpy(out + 1, code.ptr, code.len);
	memcpy(out + 1 + code.len, rest.ptr, rest.len);
	return lic_str(out, 1 + len);
}

/* Where a 0 stands before numbers at home, none begins with one: "+44 (0)20 …" is written, and
 * the 0 is not dialled. */
static struct lic_str finish(const struct plan *plan, struct lic_str rest, char out[LIC_PHONE_SIZE])
{
	while (plan->trunk[0] == '0' && skip(&rest, "0"))
		;
	return put_together(lic_str_from(plan->code), rest, out);
}

/* Behind '+' or 00. */
static struct lic_str international(struct lic_str digits, char out[LIC_PHONE_SIZE])
{
	for (size_t i = 0; i < LIC_ARRAY_SIZE(plans); i++) {
		struct lic_str rest = digits;
		if (skip(&rest, plans[i].code))
			return finish(&plans[i], rest, out);
	}
	return put_together(LIC_STR(""), digits, out);
}

/* "NXX-NXX-XXXX", N from 2 to 9, perhaps behind a 1 (North American Numbering Plan). */
static struct lic_str north_american(struct lic_str digits, char out[LIC_PHONE_SIZE])
{
	skip(&digits, "1");
	if (digits.len != 10 || digits.ptr[0] < '2' || digits.ptr[3] < '2')
		return lic_str(NULL, 0);
	return put_together(LIC_STR("1"), digits, out);
}

static struct lic_str national(const struct plan *plan, struct lic_str digits,
			       char out[LIC_PHONE_SIZE])
{
	struct lic_str rest = digits;

	if (lic_str_eq(lic_str_from(plan->code), LIC_STR("1")))
		return north_american(digits, out);
	if (skip(&rest, plan->trunk))
		return finish(plan, rest, out);
	/* "420 123 456 789", the '+' left out: longer than any national number. */
	if (skip(&rest, plan->code) && digits.len > 10)
		return international(digits, out);
	return finish(plan, digits, out);
}

struct lic_str lic_phone_international(struct lic_str number, struct lic_str country,
				       char out[LIC_PHONE_SIZE])
{
	char text[DIGITS_MOST + 4];
	size_t n = 0;
	bool plus = number.len && number.ptr[0] == '+';

	for (size_t i = plus; i < number.len; i++) {
		char c = number.ptr[i];
		if (lic_is_digit(c) && n < sizeof(text))
			text[n++] = c;
		else if (!c || !strchr(" ().-/", c))
			return lic_str(NULL, 0);
	}
	struct lic_str digits = lic_str(text, n);
	if (plus || skip(&digits, "00"))
		return international(digits, out);
	for (size_t i = 0; i < LIC_ARRAY_SIZE(plans); i++)
		if (lic_str_eq(country, lic_str_from(plans[i].country)))
			return national(&plans[i], digits, out);
	return country.len ? lic_str(NULL, 0) : north_american(digits, out);
}
