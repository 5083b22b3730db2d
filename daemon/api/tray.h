/*
 * Files that people uploaded to the console and have not decided about yet: held in memory
 * between the look at what an import would change and the yes to it. One for each user,
 * LIC_TRAY_FILES in all; the oldest goes.
 *
 * Threads: any. A file that is taken out is its taker's.
 */
#ifndef LIC_TRAY_H
#define LIC_TRAY_H

#include "licit_console.h"

#include <pthread.h>

struct lic_tray_file {
	char user[LIC_USER_NAME_MAX + 1];
	char id[LIC_TOKEN_SIZE]; /* of the page that shows what it would change */
	char *text;
	size_t len;
	char name[256]; /* as the browser gave it */
	int64_t time;
};

struct lic_tray {
	pthread_mutex_t lock;
	struct lic_tray_file files[LIC_TRAY_FILES];
};

void lic_tray_init(struct lic_tray *tray);
void lic_tray_release(struct lic_tray *tray);

/* A copy of what was uploaded, under an id of its own, to be put in or released. */
LIC_CHECKED int lic_tray_file_init(struct lic_tray_file *out, const char *user, struct lic_str name,
				   struct lic_str text, struct lic_diag *diag);
void lic_tray_file_release(struct lic_tray_file *file);

/* Put it in: from then on it is the tray's. */
void lic_tray_put(struct lic_tray *tray, struct lic_tray_file *file);

/* Take it out, to be put back or released; LIC_ENOENT: it is not there, not of that
 * user, or older than a session's idle time. */
LIC_CHECKED int lic_tray_take(struct lic_tray *tray, const char *user, struct lic_str id,
			      struct lic_tray_file *out);

#endif
