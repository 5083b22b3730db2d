/*
 * The form of the configuration file: one `name = value` a line, white space
 * around either ignored, lines that are empty or begin with '#' skipped, UTF-8,
 * no quotes and no escapes. Knows no setting. Depends on base only.
 */
#ifndef LIC_CONF_FILE_H
#define LIC_CONF_FILE_H

#include "buf.h"
#include "diag.h"

/* A configuration file of this size was made for something else. */
#define LIC_CONF_FILE_MAX (256u << 10)

/* Read a file whole: 0, or an error that names it. */
LIC_CHECKED int lic_conf_file_read(const char *path, struct lic_buf *out, struct lic_diag *diag);

/* Call fn for every setting in the text, lines counted from 1; stops at a
 * negative return and hands it back. LIC_ESYNTAX or LIC_EUTF8, with file and
 * line in diag. */
LIC_CHECKED int lic_conf_file_each(const char *file, struct lic_str text,
				   int (*fn)(void *ctx, unsigned line, struct lic_str name,
					     struct lic_str value),
				   void *ctx, struct lic_diag *diag);

#endif
