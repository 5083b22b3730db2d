/*
 * The files by which a browser finds Licit as a native messaging host: a manifest for
 * each browser, which names a script in the data folder, for a manifest can give a
 * program no words; the script starts this program with this data.
 *
 * Depends on base and conf. Files are replaced whole.
 */
#ifndef LIC_HOST_FILES_H
#define LIC_HOST_FILES_H

#include "browsers.h"

/* The path of the script, with a NUL behind it. */
LIC_CHECKED int lic_host_script(const char *data_dir, struct lic_buf *out, struct lic_diag *diag);

/* Write the script; the data folder is there. config: the configuration file that was
 * named, absolute, or NULL. */
LIC_CHECKED int lic_host_script_write(const char *data_dir, const char *config,
				      struct lic_diag *diag);

/* Write the manifest for a browser, and the folders that it lies in. */
LIC_CHECKED int lic_host_manifest_write(const struct lic_browser *browser, const char *script,
					struct lic_diag *diag);

/* Remove a file: 1, or 0 where there is none, or an error. */
LIC_CHECKED int lic_host_file_remove(const char *path, struct lic_diag *diag);

enum lic_host_state {
	LIC_HOST_ABSENT,  /* no manifest */
	LIC_HOST_FOREIGN, /* one that starts something else, or for another extension */
	LIC_HOST_BROKEN,  /* one whose program cannot be started */
	LIC_HOST_GOOD,
};

/* Whether a browser finds us; diag says what is wrong, and with what file. */
enum lic_host_state lic_host_look(const struct lic_browser *browser, const char *script,
				  struct lic_diag *diag);

#endif
