/*
 * The commands, each of one file of its own name. Only the table in commands.c
 * needs this.
 */
#ifndef LIC_COMMANDS_H
#define LIC_COMMANDS_H

#include "command.h"

extern const struct lic_command lic_command_alternatives;
extern const struct lic_command lic_command_batch;
extern const struct lic_command lic_command_check;
extern const struct lic_command lic_command_completion;
extern const struct lic_command lic_command_console;
extern const struct lic_command lic_command_doctor;
extern const struct lic_command lic_command_eval;
extern const struct lic_command lic_command_explain;
extern const struct lic_command lic_command_feed;
extern const struct lic_command lic_command_feed_download;
extern const struct lic_command lic_command_feed_init;
extern const struct lic_command lic_command_feed_refresh;
extern const struct lic_command lic_command_help;
extern const struct lic_command lic_command_lists;
extern const struct lic_command lic_command_lists_add;
extern const struct lic_command lic_command_lists_appeal;
extern const struct lic_command lic_command_lists_appeal_answer;
extern const struct lic_command lic_command_lists_appeal_decide;
extern const struct lic_command lic_command_lists_appeal_open;
extern const struct lic_command lic_command_lists_audit;
extern const struct lic_command lic_command_lists_change;
extern const struct lic_command lic_command_lists_define;
extern const struct lic_command lic_command_lists_diff;
extern const struct lic_command lic_command_lists_export;
extern const struct lic_command lic_command_lists_fetch;
extern const struct lic_command lic_command_lists_find;
extern const struct lic_command lic_command_lists_import;
extern const struct lic_command lic_command_lists_load;
extern const struct lic_command lic_command_lists_log;
extern const struct lic_command lic_command_lists_policy;
extern const struct lic_command lic_command_lists_prove;
extern const struct lic_command lic_command_lists_restore;
extern const struct lic_command lic_command_lists_review;
extern const struct lic_command lic_command_lists_sources;
extern const struct lic_command lic_command_lists_withdraw;
extern const struct lic_command lic_command_man_section;
extern const struct lic_command lic_command_native_host;
extern const struct lic_command lic_command_pair;
extern const struct lic_command lic_command_publish;
extern const struct lic_command lic_command_publish_delegate;
extern const struct lic_command lic_command_publish_init;
extern const struct lic_command lic_command_publish_key;
extern const struct lic_command lic_command_publish_key_add;
extern const struct lic_command lic_command_publish_key_new;
extern const struct lic_command lic_command_publish_key_revoke;
extern const struct lic_command lic_command_publish_key_rotate;
extern const struct lic_command lic_command_publish_policy;
extern const struct lic_command lic_command_publish_prune;
extern const struct lic_command lic_command_publish_release;
extern const struct lic_command lic_command_publish_sign;
extern const struct lic_command lic_command_publish_stage;
extern const struct lic_command lic_command_publish_status;
extern const struct lic_command lic_command_publish_take;
extern const struct lic_command lic_command_publish_timestamp;
extern const struct lic_command lic_command_publish_verify;
extern const struct lic_command lic_command_replay;
extern const struct lic_command lic_command_reports;
extern const struct lic_command lic_command_serve;
extern const struct lic_command lic_command_status;
extern const struct lic_command lic_command_subscribe;
extern const struct lic_command lic_command_unsubscribe;
extern const struct lic_command lic_command_update;
extern const struct lic_command lic_command_users;
extern const struct lic_command lic_command_users_add;
extern const struct lic_command lic_command_users_list;
extern const struct lic_command lic_command_users_password;
extern const struct lic_command lic_command_users_remove;
extern const struct lic_command lic_command_users_role;
extern const struct lic_command lic_command_version;

#endif
