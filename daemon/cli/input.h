/*
 * Reading what the command line names: a file whole, or standard input ("-")
 * whole or by lines. Depends on base only.
 */
#ifndef LIC_INPUT_H
#define LIC_INPUT_H

#include "buf.h"
#include "diag.h"

/* Read a file, or "-", into out, up to its maximum: 0, or an error that names the
 * file and says what to do. */
LIC_CHECKED int lic_input_read(const char *path, struct lic_buf *out, struct lic_diag *diag);

/* Lines of standard input. */
struct lic_stdin {
	struct lic_buf buf;
	size_t start;
	bool ended;
	bool skipping; /* the rest of a line that was too long */
};

void lic_stdin_init(struct lic_stdin *lines);
void lic_stdin_release(struct lic_stdin *lines);

/* The next line without its end, valid until the next call: 1, 0 at the end, or an
 * error. A line longer than LIC_BATCH_LINE_MAX is cut one byte above it. */
LIC_CHECKED int lic_stdin_next(struct lic_stdin *lines, struct lic_str *out, struct lic_diag *diag);

#endif
