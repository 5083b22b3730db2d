/* Parts of the names given to others: a ministry's agencies, a federation's countries. */
#include "publisher.h"

#include "publisher_pub.h"

static int add_paths(struct lic_publisher_config *config, struct lic_publisher_role *role,
		     struct lic_str paths, struct lic_diag *diag)
{
	struct lic_str item;

	while (paths.len && lic_str_split(&paths, ',', &item)) {
		item = lic_str_trim(item);
		if (!item.len)
			continue;
		if (role->paths_count == LIC_PUBLISHER_PATHS_MAX)
			return lic_diag_set(diag, LIC_ELIMIT, "more than %d patterns for one role",
					    LIC_PUBLISHER_PATHS_MAX);
		/* Targets are ID/list and ID/changes-A-B, and a "*" stops at a "/". */
		if (lic_str_find(item, '/') == item.len)
			return lic_diag_set(
				diag, LIC_EINVAL,
				"\"%.*s\" names no target: they are called ID/list and "
				"ID/changes-A-B, so give ID/* (\"*\" stands for no \"/\")",
				LIC_STR_ARG(item));
		struct lic_str kept = lic_arena_copy(&config->arena, item);
		if (!kept.ptr)
			return lic_diag_set(diag, LIC_ENOMEM, "out of memory");
		role->paths[role->paths_count++] = kept;
	}
	if (!role->paths_count)
		return lic_diag_set(diag, LIC_EINVAL,
				    "say which names the role may speak of: --paths 'ID/*'");
	return LIC_OK;
}

static int fill(struct lic_publisher_config *config, struct lic_publisher_role *role,
		const struct lic_publisher_delegation *delegation, struct lic_diag *diag)
{
	int err = add_paths(config, role, delegation->paths, diag);

	for (size_t i = 0; i < delegation->keys_count && !err; i++) {
		struct lic_publisher_pub pub;
		err = lic_publisher_pub_read(&pub, delegation->keys[i], &config->arena, diag);
		if (!err)
			err = lic_publisher_config_add_key(config, role, &pub, diag);
	}
	if (err < 0)
		return err;
	role->threshold = delegation->threshold ? delegation->threshold : 1;
	role->terminating = delegation->terminating;
	if (role->keyids_count >= role->threshold)
		return LIC_OK;
	return lic_diag_set(diag, LIC_EINVAL,
			    "%u signatures are asked for, and there are %zu keys to make them: "
			    "--key FILE.pub, several joined by commas",
			    (unsigned)role->threshold, role->keyids_count);
}

int lic_publisher_delegate(struct lic_publisher *publisher,
			   const struct lic_publisher_delegation *delegation, struct lic_diag *diag)
{
	struct lic_publisher_config *config = publisher->config;
	struct lic_publisher_role role = {.threshold = 1};
	size_t at = lic_publisher_config_delegation(config, delegation->role);
	int err = lic_publisher_config_role_name(delegation->role, diag);

	if (err < 0)
		return err;
	if (at == LIC_PUBLISHER_DELEGATIONS_MAX)
		return lic_diag_set(diag, LIC_ELIMIT, "more than %d delegations",
				    LIC_PUBLISHER_DELEGATIONS_MAX);
	role.name = lic_arena_copy(&config->arena, delegation->role);
	if (!role.name.ptr)
		return lic_diag_set(diag, LIC_ENOMEM, "out of memory");
	err = fill(config, &role, delegation, diag);
	if (err < 0)
		return err;
	config->delegations[at] = role;
	if (at == config->delegations_count)
		config->delegations_count++;
	lic_publisher_config_sweep(config);
	return lic_publisher_save(publisher, diag);
}

int lic_publisher_undelegate(struct lic_publisher *publisher, struct lic_str role,
			     struct lic_diag *diag)
{
	struct lic_publisher_config *config = publisher->config;
	size_t at = lic_publisher_config_delegation(config, role);

	if (at == config->delegations_count)
		return lic_diag_set(diag, LIC_ENOENT, "nothing is delegated to %.*s",
				    LIC_STR_ARG(role));
	config->delegations_count--;
	memmove(&config->delegations[at], &config->delegations[at + 1],
		(config->delegations_count - at) * sizeof(config->delegations[0]));
	lic_publisher_config_sweep(config);
	return lic_publisher_save(publisher, diag);
}
