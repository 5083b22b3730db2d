/* How many must sign what, and for how long it counts, as publisher.json wants it. */
#include "json.h"
#include "publisher.h"

static void write_json(const struct lic_publisher_config *config, size_t i, struct lic_buf *out)
{
	LIC_BUF_LIT(out, "{");
	lic_json_field(out, "role", config->roles[i].name);
	lic_buf_printf(out, ",\"threshold\":%u,\"keys\":%zu,\"expiry_days\":%u}",
		       (unsigned)config->roles[i].threshold, config->roles[i].keyids_count,
		       (unsigned)config->expiry_days[i]);
}

int lic_publisher_policy(struct lic_publisher *publisher, bool json, struct lic_buf *out)
{
	const struct lic_publisher_config *config = publisher->config;
	const char *separator = "";

	if (json)
		LIC_BUF_LIT(out, "{\"schema\":\"licit/publish-policy/1\",\"roles\":[");
	for (size_t i = 0; i < LIC_PARTS; i++) {
		const struct lic_publisher_role *role = &config->roles[i];

		/* An owner of a delegated role keeps that one alone. */
		if (config->role.len && i != LIC_PART_TARGETS)
			continue;
		if (json) {
			lic_buf_printf(out, "%s", separator);
			write_json(config, i, out);
			separator = ",";
		} else {
			lic_buf_printf(out, "%.*s: %u of %zu keys must sign, counts %u days\n",
				       LIC_STR_ARG(role->name), (unsigned)role->threshold,
				       role->keyids_count, (unsigned)config->expiry_days[i]);
		}
	}
	if (json)
		LIC_BUF_LIT(out, "]}\n");
	return lic_buf_error(out);
}
