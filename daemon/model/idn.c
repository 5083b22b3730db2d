#include "idn.h"

#include <pthread.h>
#include <unicode/uidna.h>

#include "limits.h"

/* What WHATWG's beStrict=false lets pass. */
#define TOLERATED                                                                                  \
	(UIDNA_ERROR_EMPTY_LABEL | UIDNA_ERROR_LABEL_TOO_LONG | UIDNA_ERROR_DOMAIN_NAME_TOO_LONG | \
	 UIDNA_ERROR_LEADING_HYPHEN | UIDNA_ERROR_TRAILING_HYPHEN | UIDNA_ERROR_HYPHEN_3_4)

/* Code points that browsers map or pass over since Unicode 15.1 and 16, and
 * ICU before 74 and 76 refuses or maps to something else. To a newer ICU this makes no
 * difference. */
static const struct mapping {
	uint32_t first, last;
	uint32_t to; /* of first; 0: passed over */
} mappings[] = {
	{0x04c0, 0x04c0, 0x04cf},    {0x10a0, 0x10c5, 0x2d00},   {0x115f, 0x1160, 0},
	{0x17b4, 0x17b5, 0},         {0x180e, 0x180e, 0},        {0x1e9e, 0x1e9e, 0x00df},
	{0x2061, 0x2063, 0},         {0x206a, 0x206f, 0},        {0x2132, 0x2132, 0x214e},
	{0x2183, 0x2183, 0x2184},    {0x3164, 0x3164, 0},        {0xffa0, 0xffa0, 0},
	{0x1d173, 0x1d17a, 0},       {0x2f868, 0x2f868, 0x36fc}, {0x2f874, 0x2f874, 0x5f53},
	{0x2f91f, 0x2f91f, 0x243ab}, {0x2f95f, 0x2f95f, 0x7aee}, {0x2f9bf, 0x2f9bf, 0x45d7},
};

static pthread_once_t once = PTHREAD_ONCE_INIT;
static UIDNA *uts46;

static void open_uts46(void)
{
	UErrorCode status = U_ZERO_ERROR;

	uts46 = uidna_openUTS46(UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ |
					UIDNA_NONTRANSITIONAL_TO_ASCII |
					UIDNA_NONTRANSITIONAL_TO_UNICODE,
				&status);
	if (U_FAILURE(status))
		uts46 = NULL;
}

static bool is_ascii(struct lic_str s)
{
	unsigned char all = 0;

	for (size_t i = 0; i < s.len; i++)
		all |= (unsigned char)s.ptr[i];
	return all < 0x80;
}

static void add_lower(struct lic_buf *out, struct lic_str s)
{
	for (size_t i = 0; i < s.len; i++)
		lic_buf_addc(out, lic_lower(s.ptr[i]));
}

typedef int32_t convert_fn(const UIDNA *idna, const char *name, int32_t length, char *dest,
			   int32_t capacity, UIDNAInfo *info, UErrorCode *status);

/* Append what fn makes of s; nothing is appended on failure. */
static int convert(convert_fn *fn, struct lic_str s, uint32_t tolerated, struct lic_buf *out)
{
	size_t room = s.len + 64;

	pthread_once(&once, open_uts46);
	if (!uts46)
		return LIC_ENOMEM;
	for (;;) {
		UErrorCode status = U_ZERO_ERROR;
		UIDNAInfo info = UIDNA_INFO_INITIALIZER;
		int err = lic_buf_grow(out, room);
		if (err < 0)
			return err;
		int32_t n = fn(uts46, s.ptr, (int32_t)s.len, out->ptr + out->len, (int32_t)room,
			       &info, &status);
		if (status == U_BUFFER_OVERFLOW_ERROR && (size_t)n > room) {
			room = (size_t)n;
			continue;
		}
		if (status == U_MEMORY_ALLOCATION_ERROR)
			return LIC_ENOMEM;
		if (U_FAILURE(status) || (info.errors & ~tolerated))
			return LIC_EHOST;
		out->len += (size_t)n;
		return LIC_OK;
	}
}

static const struct mapping *find_mapping(uint32_t c)
{
	for (size_t i = 0; i < LIC_ARRAY_SIZE(mappings); i++)
		if (c >= mappings[i].first && c <= mappings[i].last)
			return &mappings[i];
	return NULL;
}

/* The code point of a well-formed sequence of n bytes. */
static uint32_t decode(const char *p, size_t n)
{
	uint32_t c = (unsigned char)p[0] & (n == 1 ? 0x7fu : 0xffu >> (n + 1));

	for (size_t i = 1; i < n; i++)
		c = c << 6 | ((unsigned char)p[i] & 0x3f);
	return c;
}

/* Add a code point beyond ASCII. */
static void encode(struct lic_buf *out, uint32_t c)
{
	unsigned n = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;

	lic_buf_addc(out, (char)(0xf00 >> n | c >> (6 * (n - 1))));
	while (--n)
		lic_buf_addc(out, (char)(0x80 | (c >> (6 * (n - 1)) & 0x3f)));
}

static int add_mapped(struct lic_buf *out, struct lic_str s)
{
	while (s.len) {
		size_t n = lic_str_utf8_len(s);
		if (n == 0)
			return LIC_EHOST;
		uint32_t c = decode(s.ptr, n);
		const struct mapping *mapping = find_mapping(c);
		if (!mapping)
			lic_buf_add(out, s.ptr, n);
		else if (mapping->to)
			encode(out, mapping->to + (c - mapping->first));
		s = lic_str(s.ptr + n, s.len - n);
	}
	return lic_buf_error(out);
}

int lic_idn_to_ascii(struct lic_str domain, struct lic_buf *out)
{
	if (is_ascii(domain)) {
		add_lower(out, domain);
		return lic_buf_error(out);
	}
	if (domain.len > LIC_URL_MAX)
		return LIC_EHOST;
	struct lic_buf mapped;
	lic_buf_init(&mapped, 2 * LIC_URL_MAX);
	int err = add_mapped(&mapped, domain);
	if (!err)
		err = convert(uidna_nameToASCII_UTF8, lic_buf_str(&mapped), TOLERATED, out);
	lic_buf_release(&mapped);
	return err;
}

int lic_idn_to_unicode(struct lic_str host, struct lic_buf *out)
{
	struct lic_str label;
	bool first = true;

	while (lic_str_split(&host, '.', &label)) {
		if (!first)
			lic_buf_addc(out, '.');
		first = false;
		int err = LIC_EHOST;
		if (label.len <= LIC_LABEL_MAX && lic_str_starts(label, LIC_STR("xn--")))
			err = convert(uidna_labelToUnicodeUTF8, label, 0, out);
		if (err == LIC_EHOST)
			lic_buf_adds(out, label);
		else if (err < 0)
			return err;
	}
	return lic_buf_error(out);
}
