/*
 * Files of the publisher: written so that a file of its last name is whole, whatever
 * happens meanwhile. What has to be there for good is synced, and then its folder.
 *
 * Paths are terminated strings. Depends on base and io alone.
 */
#ifndef LIC_PUBLISHER_FOLDER_H
#define LIC_PUBLISHER_FOLDER_H

#include "buf.h"
#include "diag.h"
#include "str.h"

#define LIC_FOLDER_PATH_MAX 4096

/* A path as it is put together. */
struct lic_folder_path {
	char z[LIC_FOLDER_PATH_MAX];
};

/* LIC_ELIMIT when it does not fit. */
LIC_CHECKED int lic_folder_join(struct lic_folder_path *out, const char *dir, struct lic_str name,
				struct lic_diag *diag);

/* Folders that others may read (mode 0755, as the umask leaves it), with those above. */
LIC_CHECKED int lic_folder_make(const char *path, struct lic_diag *diag);

/* The folders above that file. */
LIC_CHECKED int lic_folder_make_above(const char *path, struct lic_diag *diag);

bool lic_folder_has(const char *path);

/* Write a file whole or not at all: a new one beside it, synced, renamed. The folder is not
 * synced. mode: 0600 or 0644. */
LIC_CHECKED int lic_folder_write(const char *path, struct lic_str bytes, unsigned mode,
				 struct lic_diag *diag);

/* A new file that must not be there: LIC_EBUSY if it is. Synced with its folder. */
LIC_CHECKED int lic_folder_create(const char *path, struct lic_str bytes, unsigned mode,
				  struct lic_diag *diag);

/* The same bytes under another name, in one step: as a link, or where that does not go, a copy. */
LIC_CHECKED int lic_folder_copy(const char *from, const char *to, struct lic_diag *diag);

/* The same as a file of its own, which no change of the first one reaches. Of metadata's
 * size. */
LIC_CHECKED int lic_folder_clone(const char *from, const char *to, struct lic_diag *diag);

/* Into out, at most its maximum. LIC_ENOENT, or an error that names the file. */
LIC_CHECKED int lic_folder_read(const char *path, struct lic_buf *out, struct lic_diag *diag);

/* fsync of the folder that holds the file. */
LIC_CHECKED int lic_folder_sync_above(const char *path, struct lic_diag *diag);

/* Each regular file below a folder, by its path within; hidden ones (".…") are left out. A
 * folder that is not there has none. A negative return of fn stops. */
LIC_CHECKED int lic_folder_each(const char *path,
				int (*fn)(void *ctx, const char *full, struct lic_str within),
				void *ctx, struct lic_diag *diag);

/* Remove a folder with all that is in it; one that is not there is fine. */
LIC_CHECKED int lic_folder_remove(const char *path, struct lic_diag *diag);

/* Exchange two folders in one step: LIC_EREFUSED where the file system cannot. */
LIC_CHECKED int lic_folder_exchange(const char *a, const char *b, struct lic_diag *diag);

/* Wait for the one lock of a repository, LIC_STORE_BUSY_MS at most: a descriptor to close,
 * or an error. */
LIC_CHECKED int lic_folder_lock(const char *path, int *fd, struct lic_diag *diag);

#endif
