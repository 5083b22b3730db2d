/*
 * What went wrong, in words for a person: one sentence, and where it applies
 * the file and line it is about.
 */
#ifndef LIC_DIAG_H
#define LIC_DIAG_H

#include "err.h"

struct lic_diag {
	char text[512];
};

/* Set the sentence and return err, so that a caller can
 * `return lic_diag_set(diag, LIC_EIO, "…")`. diag may be NULL. A sentence that
 * does not fit is cut. */
int lic_diag_set(struct lic_diag *diag, int err, const char *fmt, ...) LIC_PRINTF(3, 4);

#endif
