#include "whois_date.h"

#include "num.h"
#include "registration.h"

/* A number or a month by name, as it stands in the text. */
struct token {
	unsigned value;  /* of a number; 1–12 of a month */
	unsigned digits; /* 0: a month by name */
	char behind;     /* the byte behind it */
};

#define TOKENS_MAX 8

static unsigned month_of(struct lic_str word)
{
	static const char *const months[] = {"january",   "february", "march",    "april",
					     "may",       "june",     "july",     "august",
					     "september", "october",  "november", "december"};

	if (word.len < 3)
		return 0;
	for (unsigned m = 0; m < LIC_ARRAY_SIZE(months); m++) {
		struct lic_str name = lic_str_from(months[m]);
		if (word.len <= name.len &&
		    (word.len == 3 || word.len == 4 || word.len == name.len) &&
		    lic_str_caseeq(word, lic_str(name.ptr, word.len)))
			return m + 1;
	}
	return 0;
}

static bool is_time(const struct lic_str *s, size_t start, size_t end)
{
	return (end < s->len && s->ptr[end] == ':') || (start && s->ptr[start - 1] == ':');
}

/* Numbers and months by name, in order; times and other words left out. */
static size_t tokenize(struct lic_str s, struct token out[TOKENS_MAX])
{
	size_t count = 0;

	for (size_t i = 0; i < s.len && count < TOKENS_MAX;) {
		size_t start = i;
		struct token t = {0};
		if (lic_is_digit(s.ptr[i])) {
			uint64_t value = 0;
			while (i < s.len && lic_is_digit(s.ptr[i]))
				i++;
			t.digits = (unsigned)(i - start);
			size_t take = t.digits > 8 ? 8 : t.digits;
			if (lic_num_parse(lic_str(s.ptr + start, take), 99999999, &value) < 0 ||
			    is_time(&s, start, i))
				continue;
			t.value = (unsigned)value;
		} else if (lic_is_alpha(s.ptr[i])) {
			while (i < s.len && lic_is_alpha(s.ptr[i]))
				i++;
			t.value = month_of(lic_str(s.ptr + start, i - start));
			if (!t.value)
				continue;
		} else {
			i++;
			continue;
		}
		t.behind = i < s.len ? s.ptr[i] : '\0';
		out[count++] = t;
	}
	return count;
}

static int make(unsigned year, unsigned month, unsigned day, lic_date *out)
{
	char text[LIC_DATE_SIZE];

	if (year < 1980 || year > 2200 || month < 1 || month > 12 || day < 1 || day > 31)
		return LIC_ESYNTAX;
	snprintf(text, sizeof(text), "%04u-%02u-%02u", year, month, day);
	return lic_date_parse(lic_str(text, sizeof(text) - 1), out);
}

static bool is_year(const struct token *t)
{
	return t->digits == 4;
}

static bool is_short(const struct token *t)
{
	return t->digits == 1 || t->digits == 2;
}

static bool is_month(const struct token *t)
{
	return t->digits == 0;
}

/* "98" of "10-Dec-98". */
static unsigned full_year(const struct token *t)
{
	if (t->digits != 2)
		return t->value;
	return t->value + (t->value >= 80 ? 1900 : 2000);
}

/* "20110426", "20110426175727" */
static int packed(const struct token *t, lic_date *out)
{
	if (t->digits != 8 && t->digits != 14)
		return LIC_ESYNTAX;
	return make(t->value / 10000, t->value / 100 % 100, t->value % 100, out);
}

/* Three tokens that stand side by side. */
static int triple(const struct token *t, enum lic_date_order order, lic_date *out)
{
	if (is_year(t) && (is_short(t + 1) || is_month(t + 1)) && is_short(t + 2))
		return make(t[0].value, t[1].value, t[2].value, out);
	if (is_short(t) && is_month(t + 1) && (is_year(t + 2) || t[2].digits == 2))
		return make(full_year(t + 2), t[1].value, t[0].value, out);
	if (is_short(t) && is_short(t + 1) && is_year(t + 2)) {
		bool swap = order == LIC_DATE_MONTH_FIRST && t->behind != '.';
		if (t[1].value > 12)
			swap = true;
		else if (t[0].value > 12)
			swap = false;
		return make(t[2].value, t[swap ? 0 : 1].value, t[swap ? 1 : 0].value, out);
	}
	if (is_month(t) && is_short(t + 1) && is_year(t + 2))
		return make(t[2].value, t[0].value, t[1].value, out);
	return LIC_ESYNTAX;
}

int lic_whois_date(struct lic_str text, enum lic_date_order order, lic_date *out)
{
	struct token t[TOKENS_MAX];
	size_t count = tokenize(text, t);

	for (size_t i = 0; i < count; i++) {
		if (packed(&t[i], out) == LIC_OK)
			return LIC_OK;
		if (i + 3 <= count && triple(&t[i], order, out) == LIC_OK)
			return LIC_OK;
		/* "Aug-1996" */
		if (i + 2 <= count && is_month(&t[i]) && is_year(&t[i + 1]) &&
		    make(t[i + 1].value, t[i].value, 1, out) == LIC_OK)
			return LIC_OK;
	}
	return LIC_ESYNTAX;
}

/* "03/26/2008" and "03-26-2008" show the order, "03/04/2008" does not. */
static bool shows_month_first(struct lic_str line, bool *shown)
{
	for (size_t i = 0; i + 8 < line.len; i++) {
		struct token t[TOKENS_MAX];
		char c = line.ptr[i];
		if (!lic_is_digit(c) || (i && lic_is_digit(line.ptr[i - 1])))
			continue;
		size_t left = line.len - i;
		size_t count = tokenize(lic_str(line.ptr + i, left < 10 ? left : 10), t);
		if (count < 3 || !is_short(t) || !is_short(t + 1) || !is_year(t + 2) ||
		    t->behind != t[1].behind || (t->behind != '/' && t->behind != '-'))
			continue;
		*shown = (t[0].value > 12) != (t[1].value > 12);
		if (*shown)
			return t[1].value > 12;
	}
	return false;
}

enum lic_date_order lic_whois_date_order(struct lic_str text)
{
	struct lic_str line;

	while (lic_str_split(&text, '\n', &line)) {
		bool shown = false;
		bool month_first = shows_month_first(line, &shown);
		if (shown)
			return month_first ? LIC_DATE_MONTH_FIRST : LIC_DATE_DAY_FIRST;
		if (lic_registration_holds(line, "mm/dd/yyyy") ||
		    lic_registration_holds(line, "mm-dd-yyyy"))
			return LIC_DATE_MONTH_FIRST;
	}
	return LIC_DATE_DAY_FIRST;
}
