/*
 * The settings of one run. Each is taken from the first place that has it: the
 * command line, the environment, the configuration file, the default.
 *
 * Depends on base only. Filled in by one thread; then only read, by any.
 */
#ifndef LIC_CONF_H
#define LIC_CONF_H

#include "diag.h"
#include "endpoint.h"
#include "settings.h"
#include "str.h"

struct lic_conf {
	char *values[LIC_SETTINGS]; /* owned; NULL: not set */
};

void lic_conf_init(struct lic_conf *conf);
void lic_conf_release(struct lic_conf *conf);

/* Set from the command line; a relative path is meant from the current folder.
 * Call before lic_conf_load, which leaves alone what is set. LIC_EINVAL. */
LIC_CHECKED int lic_conf_set(struct lic_conf *conf, enum lic_setting_id id, const char *value,
			     struct lic_diag *diag);

/* Fill in the rest: environment, then the configuration file, then defaults.
 * file: the one that the command line names, or NULL. Without it $LICIT_CONFIG
 * is read, or else the first that exists of $XDG_CONFIG_HOME/licit/licit.conf,
 * ~/.config/licit/licit.conf and /etc/licit/licit.conf. The diag names the file
 * and line, or the variable, and what to do. */
LIC_CHECKED int lic_conf_load(struct lic_conf *conf, const char *file, struct lic_diag *diag);

/* Set from text in the form of the configuration file: `name = value` lines, and
 * lines that begin with '#'. file is for messages. LIC_ESYNTAX, LIC_EINVAL. */
LIC_CHECKED int lic_conf_parse(struct lic_conf *conf, const char *file, struct lic_str text,
			       struct lic_diag *diag);

/* The value, or NULL where there is none. Borrowed. After lic_conf_load,
 * data_dir, lists_dir and every setting with a default have one. */
const char *lic_conf_text(const struct lic_conf *conf, enum lic_setting_id id);

/* Of a setting that is a number, or a bool (1 or 0), and has a default. */
uint64_t lic_conf_number(const struct lic_conf *conf, enum lic_setting_id id);

/* Of a setting that is an address, and has a default. */
struct lic_endpoint lic_conf_endpoint(const struct lic_conf *conf, enum lic_setting_id id);

#endif
