/*
 * Error codes. Functions that can fail return 0 or a negative lic_err; the
 * detail for people goes into a lic_diag (diag.h).
 */
#ifndef LIC_ERR_H
#define LIC_ERR_H

#include "base.h"

enum lic_err {
	LIC_OK = 0,
	LIC_ENOMEM = -1,
	LIC_EINVAL = -2,
	LIC_EIO = -3,
	LIC_ENOENT = -4,
	LIC_ELIMIT = -5,
	LIC_ESYNTAX = -6,
	LIC_EUTF8 = -7,
	LIC_ENAME = -8,
	LIC_ESCHEME = -9,
	LIC_EHOST = -10,
	LIC_EBUSY = -11,
	LIC_EREADONLY = -12,
	LIC_ENOSPC = -13,
	LIC_ECORRUPT = -14,
	LIC_EVERSION = -15,
	LIC_EDENIED = -16,
	LIC_EPIPE = -17,
	LIC_EREFUSED = -18,
	LIC_ESIGNATURE = -19,
	LIC_EROLLBACK = -20,
	LIC_EEXPIRED = -21,
	LIC_EMISMATCH = -22,
};

/* The text for a code: constant, never NULL. */
const char *lic_strerror(int err);

/* The code that fits an errno value. */
int lic_err_from_errno(int errnum);

#endif
