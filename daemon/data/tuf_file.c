#include "tuf_file.h"

#include "digest.h"
#include "hex.h"

struct lic_tuf_check {
	struct lic_digest *sha256;
	struct lic_digest *sha512;
	uint64_t length;
};

static int syntax(struct lic_diag *diag, const char *what)
{
	return lic_diag_set(diag, LIC_ESYNTAX, "%s", what);
}

static int read_hash(void *ctx, const char *key, const struct lic_json *value)
{
	struct lic_tuf_file *file = ctx;

	if (lic_json_type(value) != LIC_JSON_STRING)
		return LIC_ESYNTAX;
	file->hashed = true;
	if (strcmp(key, "sha256") == 0)
		file->sha256 = lic_json_string(value);
	else if (strcmp(key, "sha512") == 0)
		file->sha512 = lic_json_string(value);
	return LIC_OK;
}

/* A hash of that many bytes in hex, or none at all. */
static bool is_hex(struct lic_str s, size_t size)
{
	char hash[LIC_SHA512_SIZE];

	return s.len == 0 || (s.len == 2 * size && lic_hex_read(s, hash) == LIC_OK);
}

/* What metadata and targets have in common. */
static int read_common(struct lic_tuf_file *out, const struct lic_json *value,
		       struct lic_diag *diag)
{
	const struct lic_json *length = lic_json_get(value, "length");
	const struct lic_json *hashes = lic_json_get(value, "hashes");

	*out = (struct lic_tuf_file){.length = -1};
	if (lic_json_type(value) != LIC_JSON_OBJECT)
		return syntax(diag, "what is said of a file is no object");
	if (length && (!lic_json_integer(length, &out->length) || out->length < 0))
		return syntax(diag, "a length is no whole number");
	if (!hashes)
		return LIC_OK;
	if (lic_json_type(hashes) != LIC_JSON_OBJECT || lic_json_members(hashes) == 0 ||
	    lic_json_each(hashes, read_hash, out) < 0 || !is_hex(out->sha256, LIC_SHA256_SIZE) ||
	    !is_hex(out->sha512, LIC_SHA512_SIZE))
		return syntax(diag, "the hashes of a file are no object of hex digits");
	return LIC_OK;
}

int lic_tuf_file_read_meta(struct lic_tuf_file *out, const struct lic_json *value,
			   struct lic_diag *diag)
{
	struct lic_tuf_file file;
	int64_t version;
	int err = read_common(&file, value, diag);

	if (err < 0)
		return err;
	if (!lic_json_integer(lic_json_get(value, "version"), &version) || version < 1)
		return syntax(diag, "a version is no whole number above 0");
	file.version = (uint64_t)version;
	*out = file;
	return LIC_OK;
}

int lic_tuf_file_read_target(struct lic_tuf_file *out, const struct lic_json *value,
			     struct lic_diag *diag)
{
	struct lic_tuf_file file;
	int err = read_common(&file, value, diag);

	if (err < 0)
		return err;
	if (file.length < 0 || !file.hashed)
		return syntax(diag, "a target has no length or no hashes");
	file.custom = lic_json_get(value, "custom");
	*out = file;
	return LIC_OK;
}

int lic_tuf_check_new(struct lic_tuf_check **out)
{
	struct lic_tuf_check *check = calloc(1, sizeof(*check));

	if (!check)
		return LIC_ENOMEM;
	if (lic_digest_new(&check->sha256) < 0 || lic_digest_new512(&check->sha512) < 0) {
		lic_tuf_check_free(check);
		return LIC_ENOMEM;
	}
	*out = check;
	return LIC_OK;
}

void lic_tuf_check_free(struct lic_tuf_check *check)
{
	if (!check)
		return;
	lic_digest_free(check->sha256);
	lic_digest_free(check->sha512);
	free(check);
}

void lic_tuf_check_add(struct lic_tuf_check *check, const void *ptr, size_t len)
{
	check->length += len;
	lic_digest_add(check->sha256, ptr, len);
	lic_digest_add(check->sha512, ptr, len);
}

static bool is_hash(struct lic_digest *digest, size_t size, struct lic_str expected)
{
	unsigned char hash[LIC_SHA512_SIZE];
	char hex[2 * LIC_SHA512_SIZE + 1];

	lic_digest_final(digest, hash);
	lic_hex(hash, size, hex);
	return expected.len == 0 || lic_str_eq(expected, lic_str(hex, 2 * size));
}

int lic_tuf_check_end(struct lic_tuf_check *check, const struct lic_tuf_file *file,
		      struct lic_diag *diag)
{
	if (file->length >= 0 && check->length != (uint64_t)file->length)
		return lic_diag_set(diag, LIC_EMISMATCH, "it has %llu bytes, and %lld are signed",
				    (unsigned long long)check->length, (long long)file->length);
	if (file->hashed && file->sha256.len == 0 && file->sha512.len == 0)
		return lic_diag_set(diag, LIC_EMISMATCH,
				    "its hashes are of no kind that is known (sha256, sha512)");
	if (!is_hash(check->sha256, LIC_SHA256_SIZE, file->sha256) ||
	    !is_hash(check->sha512, LIC_SHA512_SIZE, file->sha512))
		return lic_diag_set(diag, LIC_EMISMATCH, "its hash is not the one that is signed");
	return LIC_OK;
}

int lic_tuf_file_check(const struct lic_tuf_file *file, struct lic_str text, struct lic_diag *diag)
{
	struct lic_tuf_check *check;
	int err = lic_tuf_check_new(&check);

	if (err < 0)
		return err;
	lic_tuf_check_add(check, text.ptr ? text.ptr : "", text.len);
	err = lic_tuf_check_end(check, file, diag);
	lic_tuf_check_free(check);
	return err;
}
