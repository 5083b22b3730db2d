/*
 * The checkpoint of a batch: how much of the input is done, and how long the
 * output was then. Written after every chunk, so that a run that was cut off goes
 * on without a gap and without a repetition.
 */
#ifndef LIC_BATCH_RESUME_H
#define LIC_BATCH_RESUME_H

#include "diag.h"

struct lic_batch_mark {
	uint64_t in;    /* bytes of input done */
	uint64_t out;   /* bytes of output written, or 0 when it is no regular file */
	uint64_t lines; /* lines done */
};

/* Read the checkpoint: a missing file is the beginning. */
LIC_CHECKED int lic_batch_mark_read(struct lic_batch_mark *mark, const char *path,
				    struct lic_diag *diag);
LIC_CHECKED int lic_batch_mark_write(const struct lic_batch_mark *mark, const char *path,
				     struct lic_diag *diag);

/* Put both descriptors where the mark says. */
LIC_CHECKED int lic_batch_mark_seek(const struct lic_batch_mark *mark, int in, int out,
				    struct lic_diag *diag);

#endif
