#include "idn.h"

#include <pthread.h>
#include <unicode/uchar.h>
#include <unicode/uidna.h>
#include <unicode/uscript.h>
#include <unicode/uspoof.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

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

/* ---- looks ----------------------------------------------------------- */

/* A label of LIC_LABEL_MAX bytes as A-label has fewer code points than that; its
 * skeleton or transcription may be some times longer. */
#define LABEL_UNITS (2 * LIC_LABEL_MAX)
#define LOOKS_UNITS (16 * LABEL_UNITS)

static pthread_once_t once_looks = PTHREAD_ONCE_INIT;
static USpoofChecker *mixing, *single;
static UTransliterator *latin, *ascii;

static UTransliterator *open_transliterator(const char *id)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar name[64];
	UTransliterator *t;

	u_uastrcpy(name, id);
	t = utrans_openU(name, -1, UTRANS_FORWARD, NULL, 0, NULL, &status);
	return U_FAILURE(status) ? NULL : t;
}

static USpoofChecker *open_checker(URestrictionLevel level)
{
	UErrorCode status = U_ZERO_ERROR;
	USpoofChecker *checker = uspoof_open(&status);

	if (U_FAILURE(status))
		return NULL;
	uspoof_setChecks(checker, USPOOF_RESTRICTION_LEVEL, &status);
	uspoof_setRestrictionLevel(checker, level);
	return checker;
}

static void open_looks(void)
{
	mixing = open_checker(USPOOF_HIGHLY_RESTRICTIVE);
	single = open_checker(USPOOF_SINGLE_SCRIPT_RESTRICTIVE);
	latin = open_transliterator("Any-Latin; Latin-ASCII");
	ascii = open_transliterator("Latin-ASCII");
}

/* The label in UTF-16, into LABEL_UNITS: how many, or a negative error. */
static int32_t to_utf16(struct lic_str label, UChar out[LABEL_UNITS])
{
	UErrorCode status = U_ZERO_ERROR;
	int32_t n = 0;

	pthread_once(&once_looks, open_looks);
	if (!mixing || !single || !latin || !ascii)
		return LIC_ENOMEM;
	if (label.len > (size_t)LABEL_UNITS * 3)
		return LIC_ELIMIT;
	u_strFromUTF8(out, LABEL_UNITS, &n, label.ptr, (int32_t)label.len, &status);
	if (status == U_BUFFER_OVERFLOW_ERROR)
		return LIC_ELIMIT;
	return U_FAILURE(status) ? LIC_EHOST : n;
}

/* The code point at *i, which moves behind it. */
static UChar32 code_point(const UChar *text, int32_t *i, int32_t n)
{
	const UChar c = text[(*i)++];

	if (!U16_IS_LEAD(c) || *i == n || !U16_IS_TRAIL(text[*i]))
		return c;
	return U16_GET_SUPPLEMENTARY(c, text[(*i)++]);
}

static void add_plain(struct lic_buf *out, UChar32 c)
{
	if (c >= 'A' && c <= 'Z')
		c += 'a' - 'A';
	if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-')
		lic_buf_addc(out, (char)c);
	/* Marks and signs that belong to the letter before them. */
	else if (!(U_GET_GC_MASK(c) & (U_GC_M_MASK | U_GC_SK_MASK | U_GC_LM_MASK)) && c != '\'')
		lic_buf_addc(out, '?');
}

/* Letters that readers take for Latin ones or digits, and UTS 39 does not, or not for these. */
static UChar latin_look(UChar c)
{
	static const UChar pairs[][2] = {
		{0x138, 'k'}, {0x185, 'b'}, {0x1bd, '5'},  {0x1bf, 'p'},  {0x259, 'a'},
		{0x292, '3'}, {0x3ba, 'k'}, {0x3c4, 't'},  {0x432, 'b'},  {0x433, 'r'},
		{0x43a, 'k'}, {0x43c, 'm'}, {0x43d, 'h'},  {0x442, 't'},  {0x44c, 'b'},
		{0x4cf, 'l'}, {0x50d, 'g'}, {0x1d0d, 'm'}, {0x1d8c, 'v'},
	};

	for (size_t i = 0; i < LIC_ARRAY_SIZE(pairs); i++)
		if (c == pairs[i][0])
			return pairs[i][1];
	return c;
}

static int add_transformed(const UTransliterator *t, UChar text[LOOKS_UNITS], int32_t n,
			   struct lic_buf *out)
{
	UErrorCode status = U_ZERO_ERROR;
	int32_t limit = n;

	utrans_transUChars(t, text, &n, LOOKS_UNITS, 0, &limit, &status);
	if (status == U_BUFFER_OVERFLOW_ERROR)
		return LIC_ELIMIT;
	if (U_FAILURE(status))
		return LIC_EHOST;
	for (int32_t i = 0; i < n;) {
		UChar32 c = code_point(text, &i, n);
		add_plain(out, c);
	}
	return lic_buf_error(out);
}

int lic_idn_looks(struct lic_str label, struct lic_buf *out)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar units[LABEL_UNITS], text[LOOKS_UNITS];
	int32_t n = to_utf16(label, units);

	if (n < 0)
		return n;
	for (int32_t i = 0; i < n; i++)
		units[i] = latin_look(units[i]);
	n = uspoof_getSkeleton(mixing, 0, units, n, text, LOOKS_UNITS, &status);
	if (U_FAILURE(status))
		return status == U_BUFFER_OVERFLOW_ERROR ? LIC_ELIMIT : LIC_EHOST;
	/* Their skeletons may come of others. */
	for (int32_t i = 0; i < n; i++)
		text[i] = latin_look(text[i]);
	return add_transformed(ascii, text, n, out);
}

/* A Han character is read in as many ways as there are languages, and ICU's table of them
 * takes a tenth of a second to open. What it stands for here is a syllable of a name. */
#define SYLLABLE_UNITS 3

static int32_t blot_han(const UChar *units, int32_t n, UChar out[LOOKS_UNITS])
{
	int32_t written = 0;

	for (int32_t i = 0; i < n;) {
		int32_t from = i;
		UChar32 c = code_point(units, &i, n);
		if (c > 0x7f && uscript_hasScript(c, USCRIPT_HAN) &&
		    !uscript_hasScript(c, USCRIPT_KATAKANA))
			for (int k = 0; k < SYLLABLE_UNITS; k++)
				out[written++] = 0xfffd;
		else
			while (from < i)
				out[written++] = units[from++];
	}
	return written;
}

int lic_idn_reads(struct lic_str label, struct lic_buf *out)
{
	UChar units[LABEL_UNITS], text[LOOKS_UNITS];
	int32_t n = to_utf16(label, units);

	if (n < 0)
		return n;
	n = blot_han(units, n, text);
	return add_transformed(latin, text, n, out);
}

static bool check_fails(const USpoofChecker *const *checker, struct lic_str label)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar units[LABEL_UNITS];
	int32_t n = to_utf16(label, units);

	if (n <= 0)
		return false;
	int32_t failed = uspoof_check2(*checker, units, n, NULL, &status);
	return !U_FAILURE(status) && (failed & USPOOF_RESTRICTION_LEVEL);
}

bool lic_idn_mixes_scripts(struct lic_str label)
{
	return check_fails((const USpoofChecker *const *)&mixing, label);
}

bool lic_idn_whole_script(struct lic_str label)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar units[LABEL_UNITS], text[LOOKS_UNITS];
	int32_t n = to_utf16(label, units);
	size_t foreign = 0;

	for (int32_t i = 0; i < n;) {
		UChar32 c = code_point(units, &i, n);
		if (uscript_hasScript(c, USCRIPT_LATIN))
			return false;
		foreign += c > 0x7f;
	}
	if (n <= 0 || !foreign || check_fails((const USpoofChecker *const *)&single, label))
		return false;
	n = uspoof_getSkeleton(mixing, 0, units, n, text, LOOKS_UNITS, &status);
	if (U_FAILURE(status))
		return false;
	for (int32_t i = 0; i < n; i++)
		if (text[i] > 0x7f)
			return false;
	return true;
}
