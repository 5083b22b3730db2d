/*
 * The lines of one batch between the upload and the reply. A reply can only
 * begin when the upload has ended, and many clients send all before they read:
 * so the input, which is small beside the verdicts, waits here. Up to
 * LIC_BATCH_CHUNK bytes lie in memory, the rest in a temporary file without a
 * name ($TMPDIR, else /var/tmp, else /tmp), which goes with the process.
 *
 * Lines are cut to LIC_BATCH_LINE_MAX + 1 bytes on their way in: enough to be
 * told apart from one that fits. All spools together keep at most
 * LIC_HTTP_SPOOL_MAX bytes on disk.
 *
 * Depends on base only. One thread at a time.
 */
#ifndef LIC_SPOOL_H
#define LIC_SPOOL_H

#include <stdatomic.h>

#include "diag.h"
#include "str.h"

struct lic_spool;

/* total: what all spools keep on disk; outlives the spool. */
LIC_CHECKED int lic_spool_new(struct lic_spool **out, atomic_uint_fast64_t *total);
void lic_spool_free(struct lic_spool *spool);

/* Add bytes, as they arrive: 0, LIC_ENOSPC, LIC_ELIMIT, LIC_EIO or LIC_ENOMEM,
 * which sticks. */
LIC_CHECKED int lic_spool_add(struct lic_spool *spool, struct lic_str bytes, struct lic_diag *diag);

/* The next line without its newline, after the last lic_spool_add; a last line may
 * lack one. The view lasts until the next call. 1, 0 at the end, or an error. */
LIC_CHECKED int lic_spool_next(struct lic_spool *spool, struct lic_str *line);

#endif
