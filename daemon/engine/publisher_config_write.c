#include "publisher_config.h"

#include "json.h"

static void write_strings(struct lic_buf *out, const char *key, const struct lic_str *items,
			  size_t count)
{
	lic_json_plain(out, lic_str_from(key));
	LIC_BUF_LIT(out, ": [");
	for (size_t i = 0; i < count; i++) {
		if (i)
			LIC_BUF_LIT(out, ", ");
		lic_json_str(out, items[i]);
	}
	lic_buf_addc(out, ']');
}

static void write_role(struct lic_buf *out, const struct lic_publisher_role *role)
{
	write_strings(out, "keyids", role->keyids, role->keyids_count);
	lic_buf_printf(out, ", \"threshold\": %u", (unsigned)role->threshold);
	if (role->paths_count) {
		LIC_BUF_LIT(out, ", ");
		write_strings(out, "paths", role->paths, role->paths_count);
		LIC_BUF_LIT(out, ", \"terminating\": ");
		lic_json_bool(out, role->terminating);
	}
}

static void write_keys(struct lic_buf *out, const struct lic_publisher_config *config)
{
	LIC_BUF_LIT(out, "\"keys\": {");
	for (size_t i = 0; i < config->keys_count; i++) {
		const struct lic_publisher_pub *key = &config->keys[i];
		lic_buf_printf(out, "%s\n  ", i ? "," : "");
		lic_json_plain(out, key->id);
		LIC_BUF_LIT(out, ": {");
		lic_json_field(out, "keytype", key->type);
		LIC_BUF_LIT(out, ", ");
		lic_json_field(out, "scheme", key->scheme);
		LIC_BUF_LIT(out, ", ");
		lic_json_field(out, "public", key->value);
		lic_buf_addc(out, '}');
	}
	LIC_BUF_LIT(out, "},\n");
}

void lic_publisher_config_write(const struct lic_publisher_config *config, struct lic_buf *out)
{
	const char *separator = "";

	LIC_BUF_LIT(out, "{\"schema\": \"licit/publisher/1\",\n");
	lic_json_field(out, "out", config->out);
	LIC_BUF_LIT(out, ",\n");
	lic_json_field(out, "role", config->role);
	LIC_BUF_LIT(out, ",\n");
	write_strings(out, "lists", config->lists, config->lists_count);
	LIC_BUF_LIT(out, ",\n\"expiry_days\": {");
	for (size_t i = 0; i < LIC_PARTS; i++)
		lic_buf_printf(out, "%s\"%s\": %u", i ? ", " : "",
			       lic_part_name((enum lic_publisher_part)i),
			       (unsigned)config->expiry_days[i]);
	LIC_BUF_LIT(out, "},\n");
	write_keys(out, config);
	LIC_BUF_LIT(out, "\"roles\": {");
	for (size_t i = 0; i < LIC_PARTS; i++) {
		if (config->role.len && i != LIC_PART_TARGETS)
			continue;
		lic_buf_printf(out, "%s\n  \"%s\": {", separator,
			       lic_part_name((enum lic_publisher_part)i));
		write_role(out, &config->roles[i]);
		lic_buf_addc(out, '}');
		separator = ",";
	}
	LIC_BUF_LIT(out, "},\n\"delegations\": [");
	for (size_t i = 0; i < config->delegations_count; i++) {
		lic_buf_printf(out, "%s\n  {", i ? "," : "");
		lic_json_field(out, "name", config->delegations[i].name);
		LIC_BUF_LIT(out, ", ");
		write_role(out, &config->delegations[i]);
		lic_buf_addc(out, '}');
	}
	LIC_BUF_LIT(out, "]}\n");
}
