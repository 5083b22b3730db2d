/* Any bytes as an RDAP answer, and as a bootstrap file. */
#include "rdap.h"

#include "rdap_bootstrap.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static void check_set(const struct lic_str *items, size_t count)
{
	if (count > LIC_REGISTRATION_ITEMS_MAX)
		abort();
	for (size_t i = 0; i < count; i++)
		if (!items[i].len || !lic_str_is_utf8(items[i]))
			abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct lic_str text = lic_str((const char *)data, len), related;
	struct lic_arena arena = LIC_ARENA_INIT;
	struct lic_servers servers = {.arena = LIC_ARENA_INIT};
	struct lic_registration got;
	int status = len % 3 ? 200 : 404;
	enum lic_answer answer = lic_rdap_parse(
		&got, &related, text, status, len % 2 ? LIC_STR("a.example") : LIC_STR(""), &arena);

	if (got.exists != (answer == LIC_ANSWER_FOUND) || (status == 404 && got.exists))
		abort();
	check_set(got.status, got.status_count);
	check_set(got.name_servers, got.name_servers_count);
	if (!lic_str_is_utf8(got.registrar) || !lic_str_is_utf8(got.registrant))
		abort();
	if (lic_servers_add_bootstrap(&servers, text, NULL) == LIC_OK) {
		const struct lic_server *s = lic_servers_of(&servers, LIC_STR("www.a.example"));
		if (s && !lic_str_starts(s->at, LIC_STR("https://")))
			abort();
	}
	lic_servers_release(&servers);
	lic_arena_release(&arena);
	return 0;
}
