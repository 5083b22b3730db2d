#include "publisher_body.h"

#include "canonical.h"

#define SIGNED_MARK "],\n\"signed\":"

/* The members that every role has; the others follow, "," first. */
static void begin(struct lic_buf *out, const char *type, const struct lic_body_term *term)
{
	char expires[LIC_TIME_SIZE];

	lic_time_format(term->expires, expires);
	lic_buf_printf(out,
		       "{\"_type\":\"%s\",\"spec_version\":\"1.0.31\",\"version\":%llu,\"expires\":"
		       "\"%s\"",
		       type, (unsigned long long)term->version, expires);
}

static void write_key(struct lic_buf *out, const struct lic_publisher_pub *key)
{
	lic_json_plain(out, key->id);
	LIC_BUF_LIT(out, ":{");
	lic_json_field(out, "keytype", key->type);
	lic_buf_addc(out, ',');
	lic_json_field(out, "scheme", key->scheme);
	LIC_BUF_LIT(out, ",\"keyval\":{");
	lic_json_field(out, "public", key->value);
	LIC_BUF_LIT(out, "}}");
}

/* Those keys of the ring that one of the roles has. chosen NULL: all roles. */
static void write_keys(struct lic_buf *out, const struct lic_publisher_config *config,
		       const struct lic_publisher_role *roles, size_t count, const bool *chosen)
{
	const char *separator = "";

	LIC_BUF_LIT(out, "\"keys\":{");
	for (size_t i = 0; i < config->keys_count; i++) {
		bool used = false;
		for (size_t j = 0; j < count; j++)
			used |= (!chosen || chosen[j]) &&
				lic_publisher_config_has_key(&roles[j], config->keys[i].id);
		if (!used)
			continue;
		lic_buf_adds(out, lic_str_from(separator));
		write_key(out, &config->keys[i]);
		separator = ",";
	}
	lic_buf_addc(out, '}');
}

static void write_strings(struct lic_buf *out, const char *name, const struct lic_str *items,
			  size_t count)
{
	lic_json_plain(out, lic_str_from(name));
	LIC_BUF_LIT(out, ":[");
	for (size_t i = 0; i < count; i++) {
		if (i)
			lic_buf_addc(out, ',');
		lic_json_str(out, items[i]);
	}
	lic_buf_addc(out, ']');
}

static void write_role(struct lic_buf *out, const struct lic_publisher_role *role)
{
	write_strings(out, "keyids", role->keyids, role->keyids_count);
	lic_buf_printf(out, ",\"threshold\":%u", (unsigned)role->threshold);
}

void lic_body_root(struct lic_buf *out, const struct lic_publisher_config *config,
		   const struct lic_body_term *term)
{
	begin(out, "root", term);
	LIC_BUF_LIT(out, ",\"consistent_snapshot\":true,");
	write_keys(out, config, config->roles, LIC_PARTS, NULL);
	LIC_BUF_LIT(out, ",\"roles\":{");
	for (size_t i = 0; i < LIC_PARTS; i++) {
		lic_buf_printf(out, "%s\"%s\":{", i ? "," : "",
			       lic_part_name((enum lic_publisher_part)i));
		write_role(out, &config->roles[i]);
		lic_buf_addc(out, '}');
	}
	LIC_BUF_LIT(out, "}}");
}

static void write_delegated(struct lic_buf *out, const struct lic_publisher_role *role)
{
	lic_buf_addc(out, '{');
	lic_json_field(out, "name", role->name);
	lic_buf_addc(out, ',');
	write_role(out, role);
	lic_buf_addc(out, ',');
	write_strings(out, "paths", role->paths, role->paths_count);
	lic_buf_printf(out, ",\"terminating\":%s}", role->terminating ? "true" : "false");
}

static void write_delegations(struct lic_buf *out, const struct lic_publisher_config *config,
			      const bool *published)
{
	const char *separator = "";

	LIC_BUF_LIT(out, ",\"delegations\":{");
	write_keys(out, config, config->delegations, config->delegations_count, published);
	LIC_BUF_LIT(out, ",\"roles\":[");
	for (size_t i = 0; i < config->delegations_count; i++) {
		const struct lic_publisher_role *role = &config->delegations[i];
		if (!published[i])
			continue;
		lic_buf_adds(out, lic_str_from(separator));
		write_delegated(out, role);
		separator = ",";
	}
	LIC_BUF_LIT(out, "]}");
}

void lic_body_targets(struct lic_buf *out, const struct lic_publisher_config *config,
		      const bool *published, const struct lic_body_target *targets, size_t count,
		      const struct lic_body_term *term)
{
	bool any = false;

	begin(out, "targets", term);
	LIC_BUF_LIT(out, ",\"targets\":{");
	for (size_t i = 0; i < count; i++) {
		const struct lic_body_target *target = &targets[i];
		if (i)
			lic_buf_addc(out, ',');
		lic_json_str(out, target->path);
		lic_buf_printf(out, ":{\"length\":%llu,\"hashes\":{\"sha256\":\"%s\"}",
			       (unsigned long long)target->length, target->sha256);
		if (target->custom.len) {
			LIC_BUF_LIT(out, ",\"custom\":");
			lic_buf_adds(out, target->custom);
		}
		lic_buf_addc(out, '}');
	}
	lic_buf_addc(out, '}');
	for (size_t i = 0; i < config->delegations_count; i++)
		any |= published[i];
	if (any)
		write_delegations(out, config, published);
	lic_buf_addc(out, '}');
}

void lic_body_owner(struct lic_buf *out, const struct lic_publisher_config *config,
		    const struct lic_publisher_role *role)
{
	lic_buf_addc(out, '{');
	write_keys(out, config, role, 1, NULL);
	LIC_BUF_LIT(out, ",\"role\":");
	write_delegated(out, role);
	LIC_BUF_LIT(out, "}\n");
}

void lic_body_snapshot(struct lic_buf *out, const struct lic_body_meta *metas, size_t count,
		       const struct lic_body_term *term)
{
	begin(out, "snapshot", term);
	LIC_BUF_LIT(out, ",\"meta\":{");
	for (size_t i = 0; i < count; i++)
		lic_buf_printf(out, "%s\"%.*s.json\":{\"version\":%llu}", i ? "," : "",
			       LIC_STR_ARG(metas[i].role), (unsigned long long)metas[i].version);
	LIC_BUF_LIT(out, "}}");
}

void lic_body_timestamp(struct lic_buf *out, uint64_t snapshot, const struct lic_body_term *term)
{
	begin(out, "timestamp", term);
	lic_buf_printf(out, ",\"meta\":{\"snapshot.json\":{\"version\":%llu}}}",
		       (unsigned long long)snapshot);
}

void lic_body_file(struct lic_buf *out, struct lic_str body,
		   const struct lic_body_signature *signatures, size_t count)
{
	LIC_BUF_LIT(out, "{\"signatures\":[");
	for (size_t i = 0; i < count; i++) {
		lic_buf_adds(out, i ? LIC_STR(",\n{") : LIC_STR("\n{"));
		lic_json_field(out, "keyid", signatures[i].keyid);
		lic_buf_addc(out, ',');
		lic_json_field(out, "sig", signatures[i].sig);
		lic_buf_addc(out, '}');
	}
	LIC_BUF_LIT(out, SIGNED_MARK);
	lic_buf_adds(out, body);
	LIC_BUF_LIT(out, "}\n");
}

int lic_body_of(struct lic_str file, struct lic_str *body, struct lic_diag *diag)
{
	const struct lic_str mark = LIC_STR(SIGNED_MARK), head = LIC_STR("{\"signatures\":[");
	const struct lic_str tail = LIC_STR("}\n");
	const char *at = lic_str_starts(file, head) && lic_str_ends(file, tail)
				 ? memmem(file.ptr, file.len, mark.ptr, mark.len)
				 : NULL;

	if (!at)
		return lic_diag_set(diag, LIC_ECORRUPT,
				    "a staged file is not as it was written; stage again");
	at += mark.len;
	*body = lic_str(at, file.len - (size_t)(at - file.ptr) - tail.len);
	return LIC_OK;
}

static const char *const members[] = {"_type", "spec_version", "consistent_snapshot", "keys",
				      "roles", "targets",      "delegations",         "meta"};

/* In one order, whatever that of the file is. */
static int write_members(struct lic_buf *out, const struct lic_json *body)
{
	size_t known = 0;
	int err = LIC_OK;

	lic_buf_init(out, LIC_TUF_METADATA_MAX);
	for (size_t i = 0; i < LIC_ARRAY_SIZE(members) && !err; i++) {
		const struct lic_json *value = lic_json_get(body, members[i]);
		if (!value)
			continue;
		known++;
		lic_buf_printf(out, "%s:", members[i]);
		err = lic_canonical_write(out, value, NULL);
	}
	/* A member that nobody here writes makes it another one. */
	lic_buf_printf(out, "%zu", lic_json_members(body) - known);
	return err < 0 ? err : lic_buf_error(out);
}

bool lic_body_same(const struct lic_json *a, const struct lic_json *b)
{
	struct lic_buf one, other;
	bool same = write_members(&one, a) == LIC_OK;

	same = write_members(&other, b) == LIC_OK && same;
	same = same && lic_str_eq(lic_buf_str(&one), lic_buf_str(&other));
	lic_buf_release(&one);
	lic_buf_release(&other);
	return same;
}

int lic_body_says(const struct lic_json *file, struct lic_str body, bool *same,
		  struct lic_diag *diag)
{
	struct lic_json *wanted;
	int err = lic_json_parse(&wanted, body, diag);

	if (err < 0)
		return err;
	*same = lic_body_same(wanted, lic_json_get(file, "signed"));
	lic_json_free(wanted);
	return LIC_OK;
}

static int write_member(void *ctx, const char *key, const struct lic_json *value)
{
	struct lic_buf *out = ctx;

	if (out->len && out->ptr[out->len - 1] != '{')
		lic_buf_addc(out, ',');
	lic_json_str(out, lic_str_from(key));
	lic_buf_addc(out, ':');
	lic_body_value(out, value);
	return LIC_OK;
}

void lic_body_value(struct lic_buf *out, const struct lic_json *value)
{
	int64_t number;

	switch (lic_json_type(value)) {
	case LIC_JSON_OBJECT:
		lic_buf_addc(out, '{');
		lic_json_each(value, write_member, out);
		lic_buf_addc(out, '}');
		break;
	case LIC_JSON_ARRAY:
		lic_buf_addc(out, '[');
		for (size_t i = 0; i < lic_json_size(value); i++) {
			if (i)
				lic_buf_addc(out, ',');
			lic_body_value(out, lic_json_at(value, i));
		}
		lic_buf_addc(out, ']');
		break;
	case LIC_JSON_STRING:
		lic_json_str(out, lic_json_string(value));
		break;
	case LIC_JSON_NUMBER:
		lic_json_int(out, lic_json_integer(value, &number) ? number : 0);
		break;
	case LIC_JSON_BOOL:
		lic_json_bool(out, lic_json_is_true(value));
		break;
	case LIC_JSON_NULL:
		LIC_BUF_LIT(out, "null");
		break;
	}
}
