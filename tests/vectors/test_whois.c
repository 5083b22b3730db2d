/* Real WHOIS answers with what another parser makes of them. That parser has its own
 * errors: each difference is in whois.explained, with the reason. */
#include "whois.h"

#include "registration_vector.h"

static struct lic_arena arena = LIC_ARENA_INIT;

/* A field of the expected JSON, or the first of several. */
static struct lic_str expected_of(const json_t *root, const char *key)
{
	const json_t *value = json_object_get(root, key);

	return vectors_string(json_is_array(value) ? json_array_get(value, 0) : value);
}

/* The domain that the answer to this file's name is about. */
static struct lic_str domain_of(struct lic_str name)
{
	if (lic_str_eq(name, LIC_STR("www.gov.uk")))
		return LIC_STR("gov.uk");
	return name;
}

static void check(struct lic_str name, struct lic_str answer, struct lic_str expected)
{
	json_error_t error;
	struct lic_registration got;
	struct lic_str referral;
	json_t *root = json_loadb(expected.ptr, expected.len, 0, &error);

	if (!root)
		vectors_stop(1, name.ptr, error.text);
	enum lic_answer kind = lic_whois_parse(&got, &referral, answer, domain_of(name), &arena);
	compare(name, "answer", lic_str_from(lic_answer_name(kind)), LIC_STR("found"));
	compare(name, "domain", got.domain, expected_of(root, "domain_name"));
	compare_date(name, "registered", got.registered, expected_of(root, "creation_date"));
	compare_date(name, "changed", got.changed, expected_of(root, "updated_date"));
	compare_date(name, "expires", got.expires, expected_of(root, "expiration_date"));
	compare(name, "registrar", got.registrar, expected_of(root, "registrar"));
	json_decref(root);
	lic_arena_reset(&arena);
}

static struct lic_str twin_of(const char *name)
{
	char path[300];

	snprintf(path, sizeof(path), "expected/%s", name);
	for (size_t i = 0; i < archive_count; i++)
		if (lic_str_ends(lic_str_from(archive[i].name), lic_str_from(path)))
			return archive[i].text;
	return lic_str(NULL, 0);
}

int main(void)
{
	unsigned files = 0;

	archive_load("whois/richardpenman-whois-samples.tar.xz");
	differences_load("vectors/whois.explained");
	for (size_t i = 0; i < archive_count; i++) {
		const char *name = strstr(archive[i].name, "/whois/");
		if (!name)
			continue;
		name += strlen("/whois/");
		struct lic_str expected = twin_of(name);
		if (!expected.len)
			vectors_stop(1, name, "has no expected answer");
		check(lic_str_from(name), archive[i].text, expected);
		files++;
	}
	printf("whois: %u answers\n", files);
	int status = compare_end("whois");
	lic_arena_release(&arena);
	return status || files < 60;
}
