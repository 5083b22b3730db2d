#include "dns_message.h"

#include "rows.h"

static enum lic_dns_type type_of(struct lic_str word)
{
	static const struct {
		const char *name;
		enum lic_dns_type type;
	} types[] = {{"A", LIC_DNS_A},   {"AAAA", LIC_DNS_AAAA}, {"CNAME", LIC_DNS_CNAME},
		     {"MX", LIC_DNS_MX}, {"NS", LIC_DNS_NS},     {"TXT", LIC_DNS_TXT}};

	for (size_t i = 0; i < LIC_ARRAY_SIZE(types); i++)
		if (lic_str_eq(word, lic_str_from(types[i].name)))
			return types[i].type;
	fail_msg("%.*s is no type", LIC_STR_ARG(word));
	return LIC_DNS_A;
}

static void write_record(struct lic_buf *out, enum lic_dns_type type,
			 const struct lic_dns_record *record)
{
	char text[LIC_ADDRESS_SIZE];

	if (type == LIC_DNS_A || type == LIC_DNS_AAAA) {
		lic_address_write(&record->address, text);
		lic_buf_printf(out, " %s", text);
	} else if (type == LIC_DNS_MX) {
		lic_buf_printf(out, " %u/%.*s", record->preference, LIC_STR_ARG(record->text));
	} else {
		const char *quote = type == LIC_DNS_TXT ? "\"" : "";
		lic_buf_printf(out, " %s%.*s%s", quote, LIC_STR_ARG(record->text), quote);
	}
}

static void describe(struct lic_str input, struct lic_buf *out)
{
	struct lic_arena arena = LIC_ARENA_INIT;
	struct lic_dns_message message;
	struct lic_str type, name;

	lic_str_split(&input, ' ', &type);
	lic_str_split(&input, ' ', &name);
	int err = lic_dns_message_parse(input, name, type_of(type), &arena, &message);
	if (err < 0) {
		assert_true(err == LIC_ESYNTAX || err == LIC_EREFUSED);
		lic_buf_adds(out, err == LIC_ESYNTAX ? LIC_STR("!syntax") : LIC_STR("!refused"));
		lic_arena_release(&arena);
		return;
	}
	lic_buf_adds(out, message.exists ? LIC_STR("exists;") : LIC_STR("no such name;"));
	for (size_t i = 0; i < message.aliases_count; i++)
		lic_buf_printf(out, " %.*s>", LIC_STR_ARG(message.aliases[i]));
	for (size_t i = 0; i < message.records_count; i++)
		write_record(out, type_of(type), &message.records[i]);
	if (message.cut)
		LIC_BUF_LIT(out, " cut");
	lic_arena_release(&arena);
}

int main(void)
{
	return rows_run("io/dns_message.rows", describe) != 0;
}
