#include "cert.h"

#include "digest.h"

#include <openssl/pem.h>
#include <openssl/x509v3.h>

/* 112 bits: RSA of 2048, SHA-256. What the Baseline Requirements ask for. */
#define AUTH_LEVEL 2

/* Bytes of one name's attribute that are looked at before it is cut. */
#define ATTRIBUTE_MAX 4096

struct reading {
	struct lic_tls_facts *facts;
	struct lic_arena *arena;
	int err;
};

/* ---- roots ------------------------------------------------------------- */

/* An X509_STORE under our own name. */
static X509_STORE *store_of(const struct lic_roots *roots)
{
	return (X509_STORE *)(void *)(uintptr_t)roots;
}

int lic_roots_open(struct lic_roots **out, const char *path, struct lic_diag *diag)
{
	X509_STORE *store = X509_STORE_new();

	if (!store)
		return lic_diag_set(diag, LIC_ENOMEM, "out of memory");
	int ok = path ? X509_STORE_load_file(store, path) : X509_STORE_set_default_paths(store);
	if (ok != 1) {
		X509_STORE_free(store);
		return lic_diag_set(diag, LIC_EIO, "%s: no root certificate can be read",
				    path ? path : "the system's store");
	}
	*out = (struct lic_roots *)(void *)store;
	return LIC_OK;
}

void lic_roots_free(struct lic_roots *roots)
{
	X509_STORE_free(store_of(roots));
}

/* ---- PEM ----------------------------------------------------------------- */

int lic_cert_from_pem(struct lic_str pem, struct lic_str out[LIC_TLS_CHAIN_MAX],
		      struct lic_arena *arena)
{
	int count = 0;
	BIO *bio = BIO_new_mem_buf(pem.ptr ? pem.ptr : "", (int)pem.len);

	if (!bio)
		return LIC_ENOMEM;
	while (count >= 0 && count < LIC_TLS_CHAIN_MAX) {
		char *name = NULL, *header = NULL;
		unsigned char *data = NULL;
		long len = 0;
		if (PEM_read_bio(bio, &name, &header, &data, &len) != 1)
			break;
		if (strcmp(name, PEM_STRING_X509) == 0 && !header[0]) {
			out[count] = lic_arena_copy(arena, lic_str((char *)data, (size_t)len));
			count = out[count].ptr ? count + 1 : LIC_ENOMEM;
		}
		OPENSSL_free(name);
		OPENSSL_free(header);
		OPENSSL_free(data);
	}
	BIO_free(bio);
	return count;
}

/* ---- texts --------------------------------------------------------------- */

/* Control characters and those that turn or hide text around them. */
static bool is_odd(const char *p, size_t n)
{
	const unsigned char *u = (const unsigned char *)p;

	if (n == 1)
		return u[0] < 0x20 || u[0] == 0x7F;
	if (n == 2)
		return u[0] == 0xC2 && u[1] < 0xA0;
	if (n != 3 || u[0] != 0xE2)
		return n == 3 && u[0] == 0xEF && u[1] == 0xBB && u[2] == 0xBF;
	/* U+200B–200F, U+2028–202E, U+2060–206F */
	return (u[1] == 0x80 &&
		((u[2] >= 0x8B && u[2] <= 0x8F) || (u[2] >= 0xA8 && u[2] <= 0xAE))) ||
	       (u[1] == 0x81 && u[2] >= 0xA0 && u[2] <= 0xAF);
}

static struct lic_str clean(struct reading *r, struct lic_str raw)
{
	char text[LIC_TLS_TEXT_MAX];
	size_t len = 0;

	while (raw.len) {
		size_t n = lic_str_utf8_len(raw);
		size_t step = n ? n : 1;
		if (!n || is_odd(raw.ptr, n)) {
			r->facts->trouble |= LIC_TLS_MALFORMED;
			n = 0;
		}
		if (len + n > sizeof(text))
			break;
		memcpy(text + len, raw.ptr, n);
		len += n;
		raw = lic_str(raw.ptr + step, raw.len - step);
	}
	struct lic_str kept = lic_str_trim(lic_str(text, len));
	struct lic_str copy = lic_arena_copy(r->arena, kept);
	if (!copy.ptr)
		r->err = LIC_ENOMEM;
	return copy;
}

/* The first attribute of that kind, as UTF-8; empty if there is none. */
static struct lic_str attribute(struct reading *r, const X509_NAME *name, int nid)
{
	int at = name ? X509_NAME_get_index_by_NID(name, nid, -1) : -1;
	const ASN1_STRING *value =
		at < 0 ? NULL : X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, at));
	unsigned char *utf8 = NULL;

	if (!value)
		return lic_str(NULL, 0);
	int len =
		ASN1_STRING_length(value) > ATTRIBUTE_MAX ? -1 : ASN1_STRING_to_UTF8(&utf8, value);
	if (len < 0) {
		r->facts->trouble |= LIC_TLS_MALFORMED;
		return lic_str(NULL, 0);
	}
	struct lic_str text = clean(r, lic_str((char *)utf8, (size_t)len));
	OPENSSL_free(utf8);
	return text;
}

static void read_who(struct reading *r, const X509 *cert)
{
	struct lic_tls_facts *f = r->facts;
	const X509_NAME *issuer = X509_get_issuer_name(cert);
	const X509_NAME *subject = X509_get_subject_name(cert);

	f->issuer = attribute(r, issuer, NID_organizationName);
	if (!f->issuer.len)
		f->issuer = attribute(r, issuer, NID_commonName);
	f->organization = attribute(r, subject, NID_organizationName);
	f->country = attribute(r, subject, NID_countryName);
	if (f->country.len != 2 || !lic_is_alpha(f->country.ptr[0]) ||
	    !lic_is_alpha(f->country.ptr[1]))
		f->country = lic_str(NULL, 0);
}

/* ---- dates --------------------------------------------------------------- */

static bool read_time(const ASN1_TIME *time, int64_t *out)
{
	struct tm tm;

	if (!time || ASN1_TIME_to_tm(time, &tm) != 1)
		return false;
	*out = timegm(&tm);
	return true;
}

static void read_dates(struct reading *r, const X509 *cert, int64_t now)
{
	struct lic_tls_facts *f = r->facts;
	int64_t from, to;

	if (!read_time(X509_get0_notBefore(cert), &from) ||
	    !read_time(X509_get0_notAfter(cert), &to)) {
		f->trouble |= LIC_TLS_MALFORMED;
		return;
	}
	f->not_before = lic_date_of(from);
	f->not_after = lic_date_of(to);
	if (now < from)
		f->trouble |= LIC_TLS_NOT_YET_VALID;
	if (now > to)
		f->trouble |= LIC_TLS_EXPIRED;
}

/* ---- names ----------------------------------------------------------------- */

bool lic_cert_name_matches(struct lic_str name, struct lic_str host)
{
	if (!name.len || !lic_str_starts(name, LIC_STR("*.")))
		return lic_str_eq(name, host) && name.len;
	/* A star over a whole top-level domain is nobody's to have. */
	if (!memchr(name.ptr + 2, '.', name.len - 2))
		return false;
	size_t dot = lic_str_find(host, '.');
	return dot > 0 && dot < host.len &&
	       lic_str_eq(lic_str(name.ptr + 1, name.len - 1),
			  lic_str(host.ptr + dot, host.len - dot));
}

/* A DNS name in lower case; empty for what can be none. */
static struct lic_str dns_name(const ASN1_STRING *value, char text[LIC_HOST_MAX])
{
	const char *raw = (const char *)ASN1_STRING_get0_data(value);
	int len = ASN1_STRING_length(value);

	if (len <= 0 || len > LIC_HOST_MAX)
		return lic_str(NULL, 0);
	for (int i = 0; i < len; i++) {
		char c = raw[i];
		if (!lic_is_alpha(c) && !lic_is_digit(c) && (c == '\0' || !strchr("-._*", c)))
			return lic_str(NULL, 0);
		text[i] = lic_lower(c);
	}
	return lic_str(text, (size_t)len);
}

/* A host that is an address, as its bytes; NULL for a name. */
static ASN1_OCTET_STRING *address_of(struct lic_str host)
{
	char text[64];

	if (host.len > 2 && host.ptr[0] == '[')
		host = lic_str(host.ptr + 1, host.len - 2);
	if (!host.len || host.len >= sizeof(text))
		return NULL;
	memcpy(text, host.ptr, host.len);
	text[host.len] = '\0';
	return a2i_IPADDRESS(text);
}

struct names {
	struct lic_str *kept;
	struct lic_str host;
	ASN1_OCTET_STRING *address;
	bool matched;
};

static void read_name(struct reading *r, struct names *n, const GENERAL_NAME *general)
{
	struct lic_tls_facts *f = r->facts;
	char text[LIC_HOST_MAX];

	if (general->type == GEN_IPADD && n->address)
		n->matched |= ASN1_OCTET_STRING_cmp(general->d.iPAddress, n->address) == 0;
	if (general->type != GEN_DNS)
		return;
	struct lic_str name = dns_name(general->d.dNSName, text);
	if (!name.len) {
		f->trouble |= LIC_TLS_MALFORMED;
		return;
	}
	n->matched |= !n->address && lic_cert_name_matches(name, n->host);
	if (f->names_count == LIC_TLS_NAMES_MAX) {
		f->names_cut = true;
		return;
	}
	struct lic_str copy = lic_arena_copy(r->arena, name);
	if (copy.ptr)
		n->kept[f->names_count++] = copy;
	else
		r->err = LIC_ENOMEM;
}

/* The subject's common name is no name of the host (RFC 9525, section 2). */
static void read_names(struct reading *r, const X509 *cert, struct lic_str host)
{
	int critical;
	GENERAL_NAMES *all = X509_get_ext_d2i(cert, NID_subject_alt_name, &critical, NULL);
	struct names n = {.host = host, .address = address_of(host)};
	int count = all ? sk_GENERAL_NAME_num(all) : 0;

	if (!all && critical != -1)
		r->facts->trouble |= LIC_TLS_MALFORMED;
	n.kept = lic_arena_alloc(r->arena, LIC_TLS_NAMES_MAX * sizeof(*n.kept));
	if (!n.kept)
		r->err = LIC_ENOMEM;
	r->facts->names = n.kept;
	for (int i = 0; i < count && !r->err; i++)
		read_name(r, &n, sk_GENERAL_NAME_value(all, i));
	if (!n.matched)
		r->facts->trouble |= LIC_TLS_WRONG_NAME;
	ASN1_OCTET_STRING_free(n.address);
	GENERAL_NAMES_free(all);
}

/* ---- policies -------------------------------------------------------------- */

static const struct {
	const char *oid;
	enum lic_tls_validation validation;
} policies_known[] = {
	{"2.23.140.1.1", LIC_TLS_VALIDATION_EXTENDED},
	{"2.23.140.1.2.1", LIC_TLS_VALIDATION_DOMAIN},
	{"2.23.140.1.2.2", LIC_TLS_VALIDATION_ORGANIZATION},
	{"2.23.140.1.2.3", LIC_TLS_VALIDATION_INDIVIDUAL},
};

static void read_policies(struct reading *r, const X509 *cert)
{
	int critical;
	CERTIFICATEPOLICIES *all =
		X509_get_ext_d2i(cert, NID_certificate_policies, &critical, NULL);
	int count = all ? sk_POLICYINFO_num(all) : 0;
	char oid[32];

	if (!all && critical != -1)
		r->facts->trouble |= LIC_TLS_MALFORMED;
	for (int i = 0; i < count; i++) {
		const POLICYINFO *info = sk_POLICYINFO_value(all, i);
		OBJ_obj2txt(oid, sizeof(oid), info->policyid, 1);
		for (size_t k = 0; k < LIC_ARRAY_SIZE(policies_known); k++)
			if (strcmp(oid, policies_known[k].oid) == 0)
				r->facts->validation = policies_known[k].validation;
	}
	CERTIFICATEPOLICIES_free(all);
}

/* ---- the chain ------------------------------------------------------------- */

/* What a failure of the chain means; the leaf's own dates are read elsewhere. */
static unsigned trouble_of(int error, int depth)
{
	switch (error) {
	case X509_V_ERR_CERT_HAS_EXPIRED:
	case X509_V_ERR_CERT_NOT_YET_VALID:
		return depth ? LIC_TLS_UNTRUSTED : LIC_TLS_NONE;
	case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
		return LIC_TLS_SELF_SIGNED | LIC_TLS_UNTRUSTED;
	case X509_V_ERR_EE_KEY_TOO_SMALL:
	case X509_V_ERR_CA_KEY_TOO_SMALL:
	case X509_V_ERR_CA_MD_TOO_WEAK:
		return LIC_TLS_WEAK;
	default:
		return LIC_TLS_UNTRUSTED;
	}
}

/* Note what is wrong, and go on. The error is cleared: OpenSSL would report it again in
 * place of the next one ("a preliminary error has become final"). */
static int note_failure(int ok, X509_STORE_CTX *ctx)
{
	struct reading *r = X509_STORE_CTX_get_app_data(ctx);
	int error = X509_STORE_CTX_get_error(ctx);

	if (ok)
		return 1;
	if (error == X509_V_ERR_OUT_OF_MEM)
		r->err = LIC_ENOMEM;
	r->facts->trouble |= trouble_of(error, X509_STORE_CTX_get_error_depth(ctx));
	X509_STORE_CTX_set_error(ctx, X509_V_OK);
	return 1;
}

static void verify(struct reading *r, X509 *leaf, STACK_OF(X509) * others,
		   const struct lic_roots *roots, int64_t now)
{
	X509_STORE_CTX *ctx = X509_STORE_CTX_new();

	if (!ctx || X509_STORE_CTX_init(ctx, store_of(roots), leaf, others) != 1) {
		X509_STORE_CTX_free(ctx);
		r->err = LIC_ENOMEM;
		return;
	}
	X509_VERIFY_PARAM *param = X509_STORE_CTX_get0_param(ctx);
	X509_STORE_CTX_set_default(ctx, "ssl_server");
	X509_VERIFY_PARAM_set_time(param, (time_t)now);
	X509_VERIFY_PARAM_set_auth_level(param, AUTH_LEVEL);
	X509_STORE_CTX_set_app_data(ctx, r);
	X509_STORE_CTX_set_verify_cb(ctx, note_failure);
	if (X509_verify_cert(ctx) != 1)
		r->facts->trouble |= LIC_TLS_UNTRUSTED;
	X509_STORE_CTX_free(ctx);
}

/* NULL for what is no certificate, or has something behind it. */
static X509 *decode(struct lic_str der)
{
	const unsigned char *at = (const unsigned char *)der.ptr;
	X509 *cert = der.len <= LIC_TLS_CHAIN_BYTES_MAX ? d2i_X509(NULL, &at, (long)der.len) : NULL;

	if (cert && at != (const unsigned char *)der.ptr + der.len) {
		X509_free(cert);
		return NULL;
	}
	return cert;
}

static STACK_OF(X509) * decode_others(struct reading *r, const struct lic_str *chain, size_t count)
{
	STACK_OF(X509) *others = sk_X509_new_null();

	if (count > LIC_TLS_CHAIN_MAX)
		count = LIC_TLS_CHAIN_MAX;
	for (size_t i = 1; others && i < count; i++) {
		X509 *cert = decode(chain[i]);
		if (!cert) {
			r->facts->trouble |= LIC_TLS_MALFORMED;
		} else if (sk_X509_push(others, cert) <= 0) {
			X509_free(cert);
			r->err = LIC_ENOMEM;
		}
	}
	if (!others)
		r->err = LIC_ENOMEM;
	return others;
}

static void fingerprint(struct reading *r, struct lic_str der)
{
	unsigned char hash[LIC_SHA256_SIZE];
	char text[2 * LIC_SHA256_SIZE + 1];

	lic_sha256(der, hash);
	lic_hex(hash, sizeof(hash), text);
	r->facts->fingerprint = lic_arena_copy(r->arena, lic_str(text, 2 * LIC_SHA256_SIZE));
	if (!r->facts->fingerprint.ptr)
		r->err = LIC_ENOMEM;
}

int lic_cert_read(struct lic_tls_facts *out, const struct lic_str *chain, size_t count,
		  struct lic_str host, int64_t now, const struct lic_roots *roots,
		  struct lic_arena *arena)
{
	struct reading r = {.facts = out, .arena = arena};
	X509 *leaf = count ? decode(chain[0]) : NULL;

	*out = (struct lic_tls_facts){.trouble = leaf ? LIC_TLS_NONE : LIC_TLS_MALFORMED};
	if (!leaf)
		return LIC_OK;
	STACK_OF(X509) *others = decode_others(&r, chain, count);
	if (!X509_get0_pubkey(leaf))
		out->trouble |= LIC_TLS_MALFORMED;
	fingerprint(&r, chain[0]);
	read_who(&r, leaf);
	read_dates(&r, leaf, now);
	read_names(&r, leaf, host);
	read_policies(&r, leaf);
	if (!r.err)
		verify(&r, leaf, others, roots, now);
	sk_X509_pop_free(others, X509_free);
	X509_free(leaf);
	return r.err;
}
