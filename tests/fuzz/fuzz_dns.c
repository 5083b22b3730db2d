/* Answers of name servers: a byte for the type, the name asked for, a NUL, the answer. */
#include "dns_message.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct lic_arena arena = LIC_ARENA_INIT;
	struct lic_dns_message message;

	if (size == 0)
		return 0;
	struct lic_str rest = lic_str((const char *)data + 1, size - 1), name;
	lic_str_split(&rest, '\0', &name);
	if (lic_dns_message_parse(rest, name, (enum lic_dns_type)data[0], &arena, &message) ==
	    LIC_OK) {
		if (message.records_count > LIC_DNS_RECORDS_MAX ||
		    message.aliases_count > LIC_DNS_ALIASES_MAX)
			abort();
		for (size_t i = 0; i < message.aliases_count; i++)
			if (lic_str_caseeq(message.aliases[i], name))
				abort();
	}
	lic_arena_release(&arena);
	return 0;
}
