/* Postal addresses by their form: a street with its number, a postcode with its town. */
#include "limits.h"
#include "page_build.h"

/* One address in print; longer lines are prose. */
#define ADDRESS_LEAST 12
#define ADDRESS_MOST 200

static bool is_upper_start(struct lic_str s)
{
	/* Capitals of Latin with accents and of Cyrillic begin with these bytes; so do some
	 * small letters, which does no harm behind a postcode. */
	return s.len && ((s.ptr[0] >= 'A' && s.ptr[0] <= 'Z') || (unsigned char)s.ptr[0] >= 0xc3);
}

static bool is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static size_t digits_at(struct lic_str s, size_t i)
{
	size_t n = 0;

	while (i + n < s.len && lic_is_digit(s.ptr[i + n]))
		n++;
	return n;
}

/* "NY 10001", behind a comma or a town. */
static bool is_us_code(struct lic_str s, size_t i)
{
	return i >= 3 && s.ptr[i - 1] == ' ' && is_upper(s.ptr[i - 2]) && is_upper(s.ptr[i - 3]) &&
	       (i == 3 || s.ptr[i - 4] == ' ' || s.ptr[i - 4] == ',') && digits_at(s, i) == 5;
}

/* "110 00 Praha", "10115 Berlin", "1010 Wien", "00-950 Warszawa", "1234 AB Utrecht". */
static bool is_code_and_town(struct lic_str s, size_t i)
{
	size_t n = digits_at(s, i), at = i + n;

	bool czech = n == 3 && at < s.len && s.ptr[at] == ' ' && digits_at(s, at + 1) == 2;
	bool dutch = n == 4 && at + 2 < s.len && s.ptr[at] == ' ' && is_upper(s.ptr[at + 1]) &&
		     is_upper(s.ptr[at + 2]);
	/* Four digits are a year, unless they begin a part of the line. */
	bool year = n == 4 && i && s.ptr[i - 1] != '-' && (i < 2 || s.ptr[i - 2] != ',');

	if (czech || dutch)
		at += 3;
	else if (n == 2 && at < s.len && s.ptr[at] == '-' && digits_at(s, at + 1) == 3)
		at += 4;
	else if (year || n < 4 || n > 6)
		return false;
	while (at < s.len && (s.ptr[at] == ' ' || s.ptr[at] == ','))
		at++;
	return is_upper_start(lic_str(s.ptr + at, s.len - at));
}

/* "SW1A 1AA" from its first letter. */
static bool is_uk_code(struct lic_str s, size_t i)
{
	size_t at = i;

	while (at < s.len && is_upper(s.ptr[at]))
		at++;
	if (at == i || at - i > 2 || !digits_at(s, at) || digits_at(s, at) > 2)
		return false;
	at += digits_at(s, at);
	at += at < s.len && is_upper(s.ptr[at]);
	return at + 4 <= s.len && s.ptr[at] == ' ' && lic_is_digit(s.ptr[at + 1]) &&
	       is_upper(s.ptr[at + 2]) && is_upper(s.ptr[at + 3]) &&
	       (at + 4 == s.len || !lic_is_alpha(s.ptr[at + 4]));
}

/* Where the last postcode begins, or len. */
static size_t find_code(struct lic_str s)
{
	for (size_t i = s.len; i-- > 0;) {
		const bool digit = lic_is_digit(s.ptr[i]);
		if (!digit && !is_upper(s.ptr[i]))
			continue;
		if (i && !strchr(" ,-\n", s.ptr[i - 1]))
			continue;
		if (digit ? is_us_code(s, i) || is_code_and_town(s, i) : is_uk_code(s, i))
			return i;
	}
	return s.len;
}

/* A street's number: one to four digits, a capitalised word beside it. */
static bool has_street(struct lic_str s)
{
	bool word = false, number = false;

	for (size_t i = 0; i < s.len; i++) {
		bool begins = i == 0 || s.ptr[i - 1] == ' ' || s.ptr[i - 1] == ',';
		if (begins && is_upper_start(lic_str(s.ptr + i, s.len - i)))
			word = true;
		if (begins && lic_is_digit(s.ptr[i]) && digits_at(s, i) <= 4)
			number = true;
	}
	return word && number;
}

/* A line of its own: its number stands first or last. */
static bool is_street_line(struct lic_str s)
{
	size_t last = s.len;

	while (last && s.ptr[last - 1] != ' ')
		last--;
	return has_street(s) && (lic_is_digit(s.ptr[0]) || lic_is_digit(s.ptr[last]));
}

static struct lic_str trim_marks(struct lic_str s)
{
	s = lic_str_trim(s);
	while (s.len && strchr(",;:-", s.ptr[0]))
		s = lic_str_trim(lic_str(s.ptr + 1, s.len - 1));
	return s;
}

static void add_address(struct lic_page_builder *b, struct lic_str s)
{
	char room[ADDRESS_MOST + 1];
	size_t n = 0;

	s = trim_marks(s);
	if (s.len < ADDRESS_LEAST || s.len > ADDRESS_MOST)
		return;
	for (size_t i = 0; i < s.len; i++)
		room[n++] = s.ptr[i] == '\n' ? ' ' : s.ptr[i];
	lic_page_contact_add(b, LIC_CONTACT_ADDRESS, lic_str(room, n));
}

/* Behind "Address:" and its like. */
static struct lic_str behind_label(struct lic_str line)
{
	static const char *const labels[] = {
		"address:",
		"our address:",
		"postal address:",
		"registered office:",
		"adresa:",
		"adresse:",
		"anschrift:",
		"adres:",
		"dirección:",
		"indirizzo:",
		"endereço:",
		"morada:",
		"sídlo:",
		"sitz:",
		"siège social:",
		"sede legale:",
		"адрес:",
		"адреса:",
		"cím:",
		"osoite:",
		"siedziba:",
		"adress:",
	};

	const size_t n = lic_str_find(line, ':') + 1;
	for (size_t i = 0; n < line.len && i < LIC_ARRAY_SIZE(labels); i++)
		if (lic_str_caseeq(lic_str(line.ptr, n), lic_str_from(labels[i])))
			return lic_str_trim(lic_str(line.ptr + n, line.len - n));
	return lic_str(NULL, 0);
}

static bool has_digit(struct lic_str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (lic_is_digit(s.ptr[i]))
			return true;
	return false;
}

/* One line, with the one before it, which may hold the street. */
static void take_line(struct lic_page_builder *b, struct lic_str before, struct lic_str line)
{
	struct lic_str labelled = behind_label(line);

	if (labelled.len && has_digit(labelled)) {
		add_address(b, labelled);
		return;
	}
	if (line.len > ADDRESS_MOST)
		return;
	size_t code = find_code(line);
	if (code == line.len)
		return;
	if (code > 5 && has_street(lic_str(line.ptr, code)))
		add_address(b, line);
	else if (before.len && before.len < ADDRESS_MOST && is_street_line(before) &&
		 find_code(before) == before.len)
		add_address(b, lic_str(before.ptr, (size_t)(line.ptr + line.len - before.ptr)));
}

void lic_page_postal_text(struct lic_page_builder *b, struct lic_str text)
{
	struct lic_str line, before = {NULL, 0};

	while (lic_str_split(&text, '\n', &line)) {
		line = lic_str_trim(line);
		if (line.len >= 6)
			take_line(b, before, line);
		before = line;
	}
}

/* <address> also holds authors of articles: a number tells a place. */
void lic_page_postal_element(struct lic_page_builder *b, struct lic_str text)
{
	text = lic_str_trim(text);
	if (has_street(text) && lic_str_find(text, '@') == text.len && text.len <= ADDRESS_MOST)
		add_address(b, text);
}
