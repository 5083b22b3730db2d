/* Any bytes as a WHOIS answer. */
#include "whois.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static void check_set(const struct lic_str *items, size_t count)
{
	if (count > LIC_REGISTRATION_ITEMS_MAX)
		abort();
	for (size_t i = 0; i < count; i++)
		if (!items[i].len)
			abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct lic_str text = lic_str((const char *)data, len), referral;
	struct lic_arena arena = LIC_ARENA_INIT;
	struct lic_registration got;
	enum lic_answer answer = lic_whois_parse(
		&got, &referral, text, len % 2 ? LIC_STR("a.example") : LIC_STR(""), &arena);

	if (got.exists != (answer == LIC_ANSWER_FOUND))
		abort();
	check_set(got.status, got.status_count);
	check_set(got.name_servers, got.name_servers_count);
	if (!lic_str_is_utf8(got.registrar) || !lic_str_is_utf8(got.registrant) ||
	    !lic_str_is_utf8(got.domain))
		abort();
	if (got.country.len && got.country.len != 2)
		abort();
	if (answer == LIC_ANSWER_REFUSED && got.domain.len)
		abort();
	lic_arena_release(&arena);
	return 0;
}
