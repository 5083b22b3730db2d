/*
 * Passphrases: asked for on the terminal without echo, or read from a file or a descriptor;
 * never taken from the command line, where every process of the machine may read them.
 *
 * Depends on base only.
 */
#ifndef LIC_SECRET_H
#define LIC_SECRET_H

#include "buf.h"
#include "diag.h"

#define LIC_SECRET_MAX 1024

/* The first line of a file, or of a descriptor given as a number; else of what is typed on
 * the terminal, twice if `twice`. LIC_ENOENT: there is no terminal to ask on. Wipe it with
 * lic_secret_release. */
LIC_CHECKED int lic_secret_read(struct lic_buf *out, const char *file, const char *fd,
				const char *prompt, bool twice, struct lic_diag *diag);

/* Overwrite and give back. */
void lic_secret_release(struct lic_buf *secret);

#endif
