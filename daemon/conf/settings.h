/*
 * The one table of settings. The parser of the configuration file, the
 * environment variables, the help text and the settings section of the man page
 * all come from it; a new setting is one row here.
 *
 * Depends on base only. The table is constant.
 */
#ifndef LIC_SETTINGS_H
#define LIC_SETTINGS_H

#include "diag.h"
#include "str.h"

enum lic_setting_id {
	LIC_SETTING_ALLOW_REMOTE,
	LIC_SETTING_ALLOWED_HOSTS,
	LIC_SETTING_COUNTRY,
	LIC_SETTING_DATA_DIR,
	LIC_SETTING_LISTEN,
	LIC_SETTING_LISTS_DIR,
	LIC_SETTING_LOOK_SECONDS,
	LIC_SETTING_NAME_SERVERS,
	LIC_SETTING_ONLINE,
	LIC_SETTING_PSL_FILE,
	LIC_SETTING_REFRESH_SECONDS,
	LIC_SETTING_TEST_ADDRESSES,
	LIC_SETTING_TEST_ROOTS,
	LIC_SETTING_THREADS,
	LIC_SETTING_UPDATE_MINUTES,
	LIC_SETTINGS,
};

enum lic_setting_type {
	LIC_SETTING_IS_BOOL, /* its one form is "1" or "0" */
	LIC_SETTING_IS_COUNTRY,
	LIC_SETTING_IS_ENDPOINT,
	LIC_SETTING_IS_HOSTS,
	LIC_SETTING_IS_NUMBER,
	LIC_SETTING_IS_PATH,
	LIC_SETTING_IS_PEERS, /* addresses with ports, one space between them */
};

struct lic_setting {
	const char *name;
	enum lic_setting_type type;
	const char *fallback; /* value when nothing sets it; NULL: none */
	uint64_t min, max;    /* of a number; max is 1 for a bool */
	const char *unset;    /* for people: what no value means; NULL: fallback says it */
	const char *help;     /* one or two sentences */
};

/* In order of lic_setting_id, which is the order of the names. */
extern const struct lic_setting lic_settings[LIC_SETTINGS];

/* The setting of that name: its number, or LIC_ENOENT. */
int lic_setting_find(struct lic_str name);

/* "LICIT_" and the name in capitals. */
#define LIC_SETTING_ENV_SIZE 64
void lic_setting_env(const struct lic_setting *setting, char out[LIC_SETTING_ENV_SIZE]);

/* What values a setting takes, for people: "a number from 0 to 256". */
void lic_setting_values(const struct lic_setting *setting, char *out, size_t size);

/* Check a value and bring it into its one form, which the caller frees: 0,
 * LIC_EINVAL or LIC_ENOMEM; diag then says what the setting takes. */
LIC_CHECKED int lic_setting_accept(const struct lic_setting *setting, struct lic_str value,
				   char **out, struct lic_diag *diag);

#endif
