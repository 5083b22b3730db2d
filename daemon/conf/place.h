/*
 * Where things lie when nothing says so: the XDG Base Directory folders, and
 * the folder of the installation. Depends on base only.
 */
#ifndef LIC_PLACE_H
#define LIC_PLACE_H

#include "buf.h"
#include "diag.h"

/* The longest path that Linux takes, with its NUL. */
#define LIC_PATH_MAX 4096

/* Each appends a path with a NUL behind it: 0, or LIC_ENOENT with what to do. */

/* The file that `named` (of the command line) or $LICIT_CONFIG names, whether it
 * is there or not; else the first of the usual ones that exists; else nothing is
 * appended. */
LIC_CHECKED int lic_place_conf_file(const char *named, struct lic_buf *out, struct lic_diag *diag);

LIC_CHECKED int lic_place_data_dir(struct lic_buf *out, struct lic_diag *diag);

/* The lists beside the running program, else those of the source that it was
 * built from. */
LIC_CHECKED int lic_place_lists_dir(struct lic_buf *out, struct lic_diag *diag);

#endif
