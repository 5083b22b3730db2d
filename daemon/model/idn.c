#include "idn.h"

#include <pthread.h>
#include <unicode/uidna.h>

#include "limits.h"

/* What WHATWG's beStrict=false lets pass. */
#define TOLERATED                                                                                  \
	(UIDNA_ERROR_EMPTY_LABEL | UIDNA_ERROR_LABEL_TOO_LONG | UIDNA_ERROR_DOMAIN_NAME_TOO_LONG | \
	 UIDNA_ERROR_LEADING_HYPHEN | UIDNA_ERROR_TRAILING_HYPHEN | UIDNA_ERROR_HYPHEN_3_4)

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
	if (s.len > LIC_URL_MAX)
		return LIC_EHOST;
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

int lic_idn_to_ascii(struct lic_str domain, struct lic_buf *out)
{
	if (!is_ascii(domain))
		return convert(uidna_nameToASCII_UTF8, domain, TOLERATED, out);
	add_lower(out, domain);
	return lic_buf_error(out);
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
		if (lic_str_starts(label, LIC_STR("xn--")))
			err = convert(uidna_labelToUnicodeUTF8, label, 0, out);
		if (err == LIC_EHOST)
			lic_buf_adds(out, label);
		else if (err < 0)
			return err;
	}
	return lic_buf_error(out);
}
