#include "lexicon_cache.h"

#include "buf.h"
#include "digest.h"
#include "file.h"

#define PATH_SIZE 4096

struct head {
	char magic[8];
	unsigned char key[LIC_LEXICON_KEY_SIZE];
	unsigned char sum[LIC_SHA256_SIZE]; /* of the key and of all that follows */
};

static const char magic[8] = "licpat4\n";

static void sum_up(unsigned char out[LIC_SHA256_SIZE], const unsigned char *key,
		   struct lic_str body)
{
	struct lic_digest *d;

	memset(out, 0, LIC_SHA256_SIZE);
	if (lic_digest_new(&d) < 0)
		return;
	lic_digest_add(d, key, LIC_LEXICON_KEY_SIZE);
	lic_digest_add(d, body.ptr, body.len);
	lic_digest_final(d, out);
	lic_digest_free(d);
}

void lic_lexicon_cache_key(unsigned char out[LIC_LEXICON_KEY_SIZE], struct lic_str name,
			   struct lic_str substances, struct lic_str phrases)
{
	char platform[128];

	lic_pattern_platform(platform, sizeof(platform));
	const struct lic_str texts[] = {name, lic_str_from(platform), substances, phrases};
	unsigned char sums[LIC_ARRAY_SIZE(texts)][LIC_SHA256_SIZE];
	for (size_t i = 0; i < LIC_ARRAY_SIZE(texts); i++)
		lic_sha256(lic_str(texts[i].ptr ? texts[i].ptr : "", texts[i].len), sums[i]);
	lic_sha256(lic_str((const char *)sums, sizeof(sums)), out);
}

int lic_lexicon_cache_load(struct lic_pattern_set **out, const char *path,
			   const unsigned char key[LIC_LEXICON_KEY_SIZE])
{
	struct lic_map map;
	struct head head;
	unsigned char sum[LIC_SHA256_SIZE];
	int err = lic_map_open(&map, path, NULL);

	if (err < 0)
		return err;
	err = LIC_ECORRUPT;
	if (map.len <= sizeof(head))
		goto out;
	memcpy(&head, map.ptr, sizeof(head));
	const struct lic_str body = lic_str(map.ptr + sizeof(head), map.len - sizeof(head));
	if (memcmp(head.magic, magic, sizeof(magic)) != 0)
		goto out;
	err = LIC_EVERSION;
	if (memcmp(head.key, key, sizeof(head.key)) != 0)
		goto out;
	sum_up(sum, key, body);
	err = LIC_ECORRUPT;
	if (memcmp(head.sum, sum, sizeof(sum)) == 0)
		err = lic_pattern_set_load(out, body);
out:
	lic_map_close(&map);
	return err;
}

static int write_file(const char *path, const struct head *head, struct lic_str body)
{
	struct lic_writer w;
	int err = lic_writer_open(&w, path, NULL);

	if (err < 0)
		return err;
	lic_writer_add(&w, head, sizeof(*head));
	lic_writer_add(&w, body.ptr, body.len);
	return lic_writer_close(&w);
}

int lic_lexicon_cache_save(const struct lic_pattern_set *set, const char *path,
			   const unsigned char key[LIC_LEXICON_KEY_SIZE])
{
	char fresh[PATH_SIZE];
	struct head head;
	uint64_t number;
	char *bytes;
	size_t len;

	int err = lic_random(&number, sizeof(number));
	if (err < 0)
		return err;
	if (snprintf(fresh, sizeof(fresh), "%s.%016llx", path, (unsigned long long)number) >=
	    (int)sizeof(fresh))
		return LIC_ELIMIT;
	err = lic_pattern_set_save(set, &bytes, &len);
	if (err < 0)
		return err;
	memcpy(head.magic, magic, sizeof(magic));
	memcpy(head.key, key, sizeof(head.key));
	sum_up(head.sum, key, lic_str(bytes, len));
	err = write_file(fresh, &head, lic_str(bytes, len));
	free(bytes);
	if (!err && rename(fresh, path) < 0)
		err = lic_err_from_errno(errno);
	if (err < 0)
		unlink(fresh);
	return err;
}
