/* Any bytes as a chain of certificates: each behind its length in two bytes. What
 * begins like PEM is read as such. */
#include "cert.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static void judge(const struct lic_tls_facts *f, size_t count)
{
	const struct lic_str texts[] = {f->issuer, f->organization, f->country, f->fingerprint};

	if (!count && f->trouble != LIC_TLS_MALFORMED)
		abort();
	for (size_t i = 0; i < LIC_ARRAY_SIZE(texts); i++)
		if (texts[i].len > LIC_TLS_TEXT_MAX || !lic_str_is_utf8(texts[i]) ||
		    (texts[i].len && memchr(texts[i].ptr, '\0', texts[i].len)))
			abort();
	if (f->names_count > LIC_TLS_NAMES_MAX)
		abort();
	for (size_t i = 0; i < f->names_count; i++)
		if (!f->names[i].len || memchr(f->names[i].ptr, '\0', f->names[i].len))
			abort();
}

static size_t split(struct lic_str s, struct lic_str chain[LIC_TLS_CHAIN_MAX])
{
	size_t count = 0;

	while (s.len >= 2 && count < LIC_TLS_CHAIN_MAX) {
		size_t n = (size_t)(unsigned char)s.ptr[0] << 8 | (unsigned char)s.ptr[1];
		n = n < s.len - 2 ? n : s.len - 2;
		chain[count++] = lic_str(s.ptr + 2, n);
		s = lic_str(s.ptr + 2 + n, s.len - 2 - n);
	}
	return count;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct lic_arena arena = LIC_ARENA_INIT;
	struct lic_str chain[LIC_TLS_CHAIN_MAX], s = lic_str((const char *)data, len);
	struct lic_tls_facts facts;
	int count = lic_str_starts(s, LIC_STR("-----")) ? lic_cert_from_pem(s, chain, &arena)
							: (int)split(s, chain);

	if (count < 0 || count > LIC_TLS_CHAIN_MAX)
		abort();
	if (lic_cert_read(&facts, chain, (size_t)count, LIC_STR("shop.example"), 1795435200, NULL,
			  &arena) == 0)
		judge(&facts, (size_t)count);
	lic_arena_release(&arena);
	return 0;
}
