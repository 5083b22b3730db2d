#include "err.h"

static const char *const texts[] = {
	[-LIC_OK] = "success",
	[-LIC_ENOMEM] = "out of memory",
	[-LIC_EINVAL] = "invalid argument",
	[-LIC_EIO] = "input/output error",
	[-LIC_ENOENT] = "not found",
	[-LIC_ELIMIT] = "too large",
	[-LIC_ESYNTAX] = "malformed input",
	[-LIC_EUTF8] = "not valid UTF-8",
	[-LIC_ENAME] = "not a name that a web site can have",
	[-LIC_ESCHEME] = "not a web address (http or https)",
	[-LIC_EHOST] = "not a valid host name or address",
	[-LIC_EBUSY] = "in use by another process",
	[-LIC_EREADONLY] = "read-only",
	[-LIC_ENOSPC] = "no space left on the disk",
	[-LIC_ECORRUPT] = "damaged file",
	[-LIC_EVERSION] = "made by an unknown version",
	[-LIC_EDENIED] = "permission denied",
	[-LIC_EPIPE] = "the reader went away",
	[-LIC_EREFUSED] = "refused",
	[-LIC_ESIGNATURE] = "not signed as required",
	[-LIC_EROLLBACK] = "older than what is trusted",
	[-LIC_EEXPIRED] = "expired",
	[-LIC_EMISMATCH] = "not what was announced",
};

const char *lic_strerror(int err)
{
	if (err > 0 || err <= -(int)LIC_ARRAY_SIZE(texts) || !texts[-err])
		return "unknown error";
	return texts[-err];
}

int lic_err_from_errno(int errnum)
{
	switch (errnum) {
	case 0:
		return LIC_OK;
	case ENOMEM:
		return LIC_ENOMEM;
	case ENOENT:
		return LIC_ENOENT;
	case EROFS:
		return LIC_EREADONLY;
	case EACCES:
	case EPERM:
		return LIC_EDENIED;
	case ENOSPC:
	case EDQUOT:
	case EFBIG:
		return LIC_ENOSPC;
	case EPIPE:
		return LIC_EPIPE;
	case EBUSY:
	case EADDRINUSE:
		return LIC_EBUSY;
	default:
		return LIC_EIO;
	}
}
