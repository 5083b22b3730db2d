/*
 * Names of targets and roles of a feed: which path a pattern covers (TUF specification 1.0,
 * PATHPATTERN: as glob(7), "*" and "?" never match a "/"), and how any name becomes a file name.
 * Pure.
 *
 * Names are a stranger's: whatever they hold, "/" and ".." too, a file name made here is one
 * component, is neither "." nor "..", and begins with no dot.
 */
#ifndef LIC_TUF_PATH_H
#define LIC_TUF_PATH_H

#include "buf.h"

/* "?" is one character (of UTF-8), "[a-z]" and "[!a-z]" one of a set; case counts. */
bool lic_tuf_path_matches(struct lic_str pattern, struct lic_str path);

/* Append the name as a file name, percent-encoded: 0, LIC_EINVAL (empty), or LIC_ELIMIT (longer
 * than LIC_TUF_FILE_NAME_MAX). */
LIC_CHECKED int lic_tuf_path_file_name(struct lic_buf *out, struct lic_str name);

#endif
