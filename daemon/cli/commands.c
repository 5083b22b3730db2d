#include "commands.h"

const struct lic_command *const lic_commands[] = {
	/* sites */
	&lic_command_check,
	&lic_command_replay,
	&lic_command_batch,
	&lic_command_eval,
	&lic_command_explain,
	&lic_command_alternatives,
	/* lists */
	&lic_command_lists,
	&lic_command_lists_import,
	&lic_command_lists_export,
	&lic_command_lists_load,
	&lic_command_lists_sources,
	&lic_command_lists_fetch,
	&lic_command_lists_log,
	&lic_command_lists_find,
	&lic_command_lists_define,
	&lic_command_lists_policy,
	&lic_command_lists_add,
	&lic_command_lists_change,
	&lic_command_lists_withdraw,
	&lic_command_lists_restore,
	&lic_command_lists_review,
	&lic_command_lists_diff,
	&lic_command_lists_prove,
	&lic_command_lists_audit,
	&lic_command_lists_appeal,
	&lic_command_lists_appeal_open,
	&lic_command_lists_appeal_answer,
	&lic_command_lists_appeal_decide,
	/* the console */
	&lic_command_console,
	&lic_command_users,
	&lic_command_users_list,
	&lic_command_users_add,
	&lic_command_users_role,
	&lic_command_users_password,
	&lic_command_users_remove,
	/* feeds */
	&lic_command_subscribe,
	&lic_command_unsubscribe,
	&lic_command_update,
	&lic_command_feed,
	&lic_command_feed_init,
	&lic_command_feed_refresh,
	&lic_command_feed_download,
	/* publishing */
	&lic_command_publish,
	&lic_command_publish_init,
	&lic_command_publish_key,
	&lic_command_publish_key_new,
	&lic_command_publish_key_add,
	&lic_command_publish_key_rotate,
	&lic_command_publish_key_revoke,
	&lic_command_publish_policy,
	&lic_command_publish_delegate,
	&lic_command_publish_take,
	&lic_command_publish_stage,
	&lic_command_publish_sign,
	&lic_command_publish_release,
	&lic_command_publish_timestamp,
	&lic_command_publish_status,
	&lic_command_publish_verify,
	&lic_command_publish_prune,
	/* browsers */
	&lic_command_pair,
	&lic_command_reports,
	&lic_command_native_host,
	&lic_command_status,
	&lic_command_doctor,
	&lic_command_serve,
	&lic_command_help,
	&lic_command_version,
	&lic_command_completion,
	&lic_command_man_section,
	NULL,
};

const struct lic_option lic_global_options[LIC_GLOBALS + 1] = {
	[LIC_GLOBAL_DATA_DIR] = {"data-dir", 0, LIC_VALUE_DIR, "DIR", NULL,
				 "Where Licit keeps its lists and pairings."},
	[LIC_GLOBAL_CONFIG] = {"config", 0, LIC_VALUE_FILE, "FILE", NULL,
			       "Read the settings from this file."},
	[LIC_GLOBAL_QUIET] = {"quiet", 'q', LIC_VALUE_NONE, NULL, NULL,
			      "No progress and no remarks, only results and errors."},
	[LIC_GLOBAL_VERBOSE] = {"verbose", 'v', LIC_VALUE_NONE, NULL, NULL, "Say more."},
	[LIC_GLOBAL_HELP] = {"help", 'h', LIC_VALUE_NONE, NULL, NULL,
			     "Explain the command, with examples."},
	[LIC_GLOBAL_VERSION] = {"version", 'V', LIC_VALUE_NONE, NULL, NULL, "Print the version."},
};

const struct lic_command *lic_command_find(struct lic_str name)
{
	for (size_t i = 0; lic_commands[i]; i++) {
		if (lic_str_eq(name, lic_str_from(lic_commands[i]->name)))
			return lic_commands[i];
	}
	return NULL;
}
