/*
 * Where the results of a batch go: the output, its checkpoint, and the counts. One
 * thread at a time.
 */
#ifndef LIC_BATCH_OUT_H
#define LIC_BATCH_OUT_H

#include "batch_resume.h"
#include "licit.h"

struct lic_batch_out {
	const struct lic_batch_options *options;
	int fd;
	struct lic_batch_mark mark;
	struct lic_batch_totals totals; /* of what was written */
};

/* Go on behind the checkpoint, if there is one, in both descriptors; else write the
 * header. How much of the input is done goes to *done. */
LIC_CHECKED int lic_batch_out_begin(struct lic_batch_out *out,
				    const struct lic_batch_options *options, int in, int fd,
				    uint64_t *done, struct lic_diag *diag);

/* Write them in full. */
LIC_CHECKED int lic_batch_out_write(struct lic_batch_out *out, struct lic_str text,
				    struct lic_diag *diag);

/* Note that the input is done up to there, and tell of it. */
LIC_CHECKED int lic_batch_out_done(struct lic_batch_out *out, uint64_t end_offset,
				   struct lic_diag *diag);

/* Add the counts of `from`, and set them to 0. */
void lic_batch_totals_move(struct lic_batch_totals *to, struct lic_batch_totals *from);

#endif
